"""Instruments: interactive figures, one module each. They show what `models` return."""

from __future__ import annotations

import importlib
from typing import TYPE_CHECKING, Any

from aftermosul.evidence import asking

if TYPE_CHECKING:
    from aftermosul.instruments.argument_map import argument
    from aftermosul.instruments.essay_claims import claims
    from aftermosul.instruments.hijackings_by_year import hijackings
    from aftermosul.instruments.landmark_timeline import timeline
    from aftermosul.instruments.organisations_in_time import genealogy
    from aftermosul.instruments.revenue_by_stream import revenue
    from aftermosul.instruments.severity_tail import tail
    from aftermosul.instruments.territory_in_time import territory
    from aftermosul.instruments.world_series import world

# Each is loaded on first use: a lesson that draws nothing should not wait for Altair. No module
# bears its function's name: importing it would put the module in the function's place.
_HOMES = {
    "argument": "aftermosul.instruments.argument_map",
    "claims": "aftermosul.instruments.essay_claims",
    "genealogy": "aftermosul.instruments.organisations_in_time",
    "hijackings": "aftermosul.instruments.hijackings_by_year",
    "revenue": "aftermosul.instruments.revenue_by_stream",
    "tail": "aftermosul.instruments.severity_tail",
    "territory": "aftermosul.instruments.territory_in_time",
    "timeline": "aftermosul.instruments.landmark_timeline",
    "world": "aftermosul.instruments.world_series",
}

__all__ = [
    "argument",
    "claims",
    "genealogy",
    "hijackings",
    "revenue",
    "tail",
    "territory",
    "timeline",
    "world",
]


def __getattr__(name: str) -> Any:
    """Load an instrument from its module on first use."""
    if name not in _HOMES:
        raise asking.no_such("module 'aftermosul.instruments'", name, __all__)
    drawn = getattr(importlib.import_module(_HOMES[name]), name)
    value = asking.called_like(f"instruments.{name}()")(drawn)
    globals()[name] = value
    return value
