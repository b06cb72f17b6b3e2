"""Instruments: interactive figures. Each stands in its topic and shows what a model returns."""

from __future__ import annotations

import importlib
from typing import TYPE_CHECKING, Any

from aftermosul.evidence import asking

if TYPE_CHECKING:
    from aftermosul.topics.t00_essay.figure import claims
    from aftermosul.topics.t01_argument.figure import argument
    from aftermosul.topics.t02_hijackings.figure import hijackings
    from aftermosul.topics.t03_networks.timeline import timeline
    from aftermosul.topics.t03_networks.world import world
    from aftermosul.topics.t04_tail.figure import tail
    from aftermosul.topics.t05_lineage.figure import genealogy
    from aftermosul.topics.t06_territory.figure import territory
    from aftermosul.topics.t07_money.figure import revenue

# Each is loaded on first use: a lesson that draws nothing should not wait for Altair. No module
# bears its function's name: importing it would put the module in the function's place.
_HOMES = {
    "argument": "aftermosul.topics.t01_argument.figure",
    "claims": "aftermosul.topics.t00_essay.figure",
    "genealogy": "aftermosul.topics.t05_lineage.figure",
    "hijackings": "aftermosul.topics.t02_hijackings.figure",
    "revenue": "aftermosul.topics.t07_money.figure",
    "tail": "aftermosul.topics.t04_tail.figure",
    "territory": "aftermosul.topics.t06_territory.figure",
    "timeline": "aftermosul.topics.t03_networks.timeline",
    "world": "aftermosul.topics.t03_networks.world",
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
