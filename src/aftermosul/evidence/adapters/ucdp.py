"""The UCDP Georeferenced Event Dataset, which anyone may download."""

from __future__ import annotations

import os
from typing import Any

import numpy as np
import pandas as pd

from aftermosul.evidence import asking
from aftermosul.evidence.adapters import cells, reporting, shape
from aftermosul.evidence.adapters.cells import Floats
from aftermosul.evidence.adapters.faults import Faults
from aftermosul.evidence.adapters.layouts import UCDP
from aftermosul.evidence.adapters.raw import Raw, counted
from aftermosul.evidence.adapters.reading import read

_ONE_SIDED = 3
_TYPES = ("state-based", "non-state", "one-sided")

# date_prec: 1 is the day, 2 to 4 a span of days up to a month, 5 a year.
_PRECISION = {1: "day", 2: "month", 3: "month", 4: "month", 5: "year"}

_LICENCE = (
    "UCDP GED is published under CC BY 4.0: share what you make of it, and name the Uppsala "
    "Conflict Data Program and the release you used."
)


@asking.called_like('adapters.ucdp_ged("your-copy.csv")')
def ucdp_ged(path: str | os.PathLike[str], *, sheet: str | None = None) -> pd.DataFrame:
    """Your own copy of the UCDP Georeferenced Event Dataset as a table of events, one a row.

    `path` names the CSV file as UCDP released it (version 18.1 or later), or its .xlsx workbook,
    for which see `gtd`. `columns()` explains each column. UCDP counts everyone killed, fighters of
    both sides included, and has no injured. `date_prec` 1 is a day here, 2 to 4 (a few days to
    a month) are month, 5 is year; `date` is date_start.

    What was noticed is in `events.attrs["notes"]`; rows left out are in `bad_rows(events)`, cells
    emptied in `bad_cells(events)`, and `report(events)` shows all three.

    Needed are id, type_of_violence, date_start and best; others may be missing, as with `gtd`. A
    candidate release without headings is read in the order of its columns.

    Raises `Problem` where the file is missing, is not UCDP GED, or holds no row that can be read.

    >>> events = ucdp_ged("GEDEvent_v25_1.csv")  # doctest: +SKIP
    >>> adapters.report(events)  # doctest: +SKIP
    """
    raw = read(path, UCDP, sheet)
    ids = cells.ids(raw, "id")
    faults = Faults(raw, ids)
    cells.check_rows(raw, ids, faults)
    date, slashed = _dates(raw, faults)
    faults.required("country", "side_a", "type_of_violence", "date_prec", "best", "low", "high")
    kind = _coded(raw, "type_of_violence", len(_TYPES), faults)
    precision = _coded(raw, "date_prec", len(_PRECISION), faults)
    lat, lon, nowhere = cells.coordinates(raw, faults)
    low, best, high = _estimates(raw, faults)
    side_a = _people(raw, "deaths_a", faults)
    civilians = _people(raw, "deaths_civilians", faults)
    one_sided = kind == _ONE_SIDED
    made: dict[str, Any] = {
        "event_id": ids,
        "date": date,
        "date_precision": pd.Series(precision).map(_PRECISION).astype(shape.PRECISION),
        "country": raw.frame["country"],
        "city": raw.frame["where_coordinates"],
        "lat": lat,
        "lon": lon,
        "type": _types(kind),
        "actor": _actors(raw, one_sided),
        "deaths_low": cells.whole(low),
        "deaths_best": cells.whole(best),
        "deaths_high": cells.whole(high),
        "deaths_perpetrators": cells.whole(np.where(one_sided, side_a, np.nan)),
        "deaths_civilians": cells.whole(civilians),
        "deaths_total": cells.whole(best),
        "source_row": raw.rows,
    }
    events = shape.table(made)[faults.kept].reset_index(drop=True)
    notes = [
        *reporting.precision_notes(events),
        *_written_notes(slashed),
        *_who_is_counted(events),
        *reporting.nowhere_notes(nowhere),
        _LICENCE,
    ]
    return reporting.noted(events, raw, UCDP, faults, notes, ["date_start"], "country")


def _dates(raw: Raw, faults: Faults) -> tuple[pd.Series[Any], int]:
    """The first day of each event, and how many dates were not written year first."""
    start_text, end_text = raw.frame["date_start"], raw.frame["date_end"]
    (start, end), ambiguous, slashed = cells.written_dates(start_text, end_text)
    faults.row(ambiguous, "its date can be read as day/month or as month/day")
    faults.row(start.isna().to_numpy(dtype=bool), "its date is impossible")
    faults.row((end_text.notna() & end.isna()).to_numpy(dtype=bool), "its last date is impossible")
    faults.row((end < start).to_numpy(dtype=bool), "it ends before it begins")
    return start, slashed


def _coded(raw: Raw, column: str, last: int, faults: Faults) -> Floats:
    """A column of codes from 1 to `last`; anything else is noted and unknown."""
    codes = cells.numbers(raw, column, faults)
    wrong = ~np.isnan(codes) & ~np.isin(codes, range(1, last + 1))
    faults.cell(wrong, column, f"not a code from 1 to {last}")
    return np.where(wrong, np.nan, codes)


def _people(raw: Raw, column: str, faults: Faults) -> Floats:
    """A count that UCDP always gives in whole people."""
    values = cells.people(raw, column, faults)
    parts = np.nan_to_num(values) % 1 != 0
    faults.cell(parts, column, "not a whole number")
    return np.where(parts, np.nan, values)


def _estimates(raw: Raw, faults: Faults) -> tuple[Floats, Floats, Floats]:
    """Low, best and high, each left empty where it contradicts the best."""
    low, best, high = (_people(raw, column, faults) for column in ("low", "best", "high"))
    faults.cell(low > best, "low", "above the best estimate")
    faults.cell(high < best, "high", "below the best estimate")
    return np.where(low > best, np.nan, low), best, np.where(high < best, np.nan, high)


def _types(kind: Floats) -> pd.Series[Any]:
    names = dict(enumerate(_TYPES, start=1))
    return pd.Series(kind).map(names).astype(pd.CategoricalDtype(list(_TYPES)))


def _actors(raw: Raw, one_sided: Any) -> pd.Series[Any]:
    """The perpetrator of one-sided violence, else both sides."""
    both = raw.frame["side_a"] + " - " + raw.frame["side_b"]
    return raw.frame["side_a"].where(one_sided | both.isna(), both)


def _written_notes(slashed: int) -> list[str]:
    if not slashed:
        return []
    return [
        f"{counted(slashed, 'date')} not written year first, so a spreadsheet program has saved "
        "the file anew: days and months were told apart where the file allows it."
    ]


def _who_is_counted(events: pd.DataFrame) -> list[str]:
    notes = [
        "Deaths are everyone killed, fighters of both sides included; deaths_civilians are the "
        "civilians among them. The dataset has no injured."
    ]
    perpetrators = int((events["deaths_perpetrators"] > 0).sum())
    if perpetrators:
        notes.append(
            f"In {counted(perpetrators, 'event')} of one-sided violence the published figures "
            "include deaths of perpetrators: deaths_perpetrators says how many."
        )
    return notes
