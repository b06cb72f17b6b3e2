"""Instruments: interactive figures. Each stands in its topic and shows what a model returns."""

from __future__ import annotations

import pkgutil
from typing import Any

from aftermosul.desk.rooms import rooms
from aftermosul.evidence import asking

# Each is loaded on first use: a lesson that draws nothing should not wait for Altair.
_HOMES = {
    name: f"{room.__name__}.{home}" for room in rooms() for name, home in room.FIGURES.items()
}

__all__ = sorted(_HOMES)


def __getattr__(name: str) -> Any:
    """Load an instrument from its module on first use."""
    if name not in _HOMES:
        raise asking.no_such("module 'aftermosul.instruments'", name, __all__)
    drawn = pkgutil.resolve_name(_HOMES[name])
    value = asking.called_like(f"instruments.{name}()")(drawn)
    globals()[name] = value
    return value


def __dir__() -> list[str]:
    """The instruments' names, for completion in a notebook."""
    return __all__
