"""Instruments: interactive figures, one module each. They show what `models` return."""

from __future__ import annotations

import importlib
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from aftermosul.instruments.essay_claims import claims
    from aftermosul.instruments.hijackings_by_year import hijackings

# Each is loaded on first use: a lesson that draws nothing should not wait for Altair. No module
# bears its function's name: importing it would put the module in the function's place.
_HOMES = {
    "claims": "aftermosul.instruments.essay_claims",
    "hijackings": "aftermosul.instruments.hijackings_by_year",
}

__all__ = ["claims", "hijackings"]


def __getattr__(name: str) -> Any:
    """Load an instrument from its module on first use."""
    if name not in _HOMES:
        raise AttributeError(f"module 'aftermosul.instruments' has no attribute '{name}'")
    value = getattr(importlib.import_module(_HOMES[name]), name)
    globals()[name] = value
    return value
