"""Every figure made once, for tests that look at it and move nothing."""

from __future__ import annotations

from aftermosul import instruments
from aftermosul.figures.widget import Instrument

_kept: dict[str, Instrument] = {}


def figure(name: str) -> Instrument:
    """The figure of that name, made anew only where a test has closed it."""
    if name not in _kept or _kept[name].comm is None:
        _kept[name] = getattr(instruments, name)()
    return _kept[name]
