"""A reader's own copy of an event database, as one table of events.

Two databases are read, each from a file that the reader holds: `gtd` takes the Global Terrorism
Database (which may not be redistributed), `ucdp_ged` the UCDP Georeferenced Event Dataset
(CC BY 4.0). No row of either comes with this module. Both give the same columns, which
`columns()` explains; `report(events)` shows what was noticed on the way and every row left out.
"""

from __future__ import annotations

from typing import NoReturn

from aftermosul.evidence import asking
from aftermosul.evidence.adapters.gtd import gtd
from aftermosul.evidence.adapters.reporting import bad_cells, bad_rows, report
from aftermosul.evidence.adapters.shape import columns
from aftermosul.evidence.adapters.ucdp import ucdp_ged

__all__ = ["bad_cells", "bad_rows", "columns", "gtd", "report", "ucdp_ged"]


def __getattr__(name: str) -> NoReturn:
    """Say what is near to a name that is not here."""
    raise asking.no_such("adapters", name, __all__)
