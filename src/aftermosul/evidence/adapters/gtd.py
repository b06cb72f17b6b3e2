"""The Global Terrorism Database, from a copy that the reader is licensed to hold."""

from __future__ import annotations

import os
from typing import Any

import numpy as np
import pandas as pd

from aftermosul.evidence import asking
from aftermosul.evidence.adapters import cells, reporting, shape
from aftermosul.evidence.adapters.cells import Floats
from aftermosul.evidence.adapters.faults import Faults
from aftermosul.evidence.adapters.layouts import GTD
from aftermosul.evidence.adapters.raw import Raw, counted
from aftermosul.evidence.adapters.reading import read

# The database's codes for a number that nobody knows.
_UNKNOWN = (-9, -99)

_LICENCE = (
    "The GTD may not be redistributed: keep this table, and files made from it, to yourself, and "
    "cite START, University of Maryland, with the release you used."
)


@asking.called_like('adapters.gtd("your-copy.xlsx")')
def gtd(path: str | os.PathLike[str], *, sheet: str | None = None) -> pd.DataFrame:
    """Your own copy of the Global Terrorism Database as a table of events, one a row.

    `path` names the file as START released it, .xlsx or CSV, of 2018 or later; `sheet` names a
    sheet where a workbook has several that fit. A CSV of 200,000 rows takes seconds. A workbook
    needs `pip install "aftermosul[data]"` and takes minutes: keep the result with
    `events.to_pickle("gtd.pkl")` and open it with `pd.read_pickle("gtd.pkl")`.

    `columns()` explains each column. Victims are counted without perpetrators: deaths_low and
    deaths_best are nkill less nkillter, and empty where nkillter is unknown and someone was
    killed; deaths_high is then nkill, which is in deaths_total throughout. Where a figure holds
    a fraction, deaths_low rounds down, deaths_high up, and the others to the nearest whole.

    What was noticed is in `events.attrs["notes"]`; rows left out are in `bad_rows(events)`, cells
    emptied in `bad_cells(events)`, and `report(events)` shows all three.

    Needed are eventid, iyear and nkill; what other columns hold is unknown where they are missing,
    and a note says so.

    Raises `Problem` where the file is missing, is not the GTD, or holds no row that can be read.

    >>> events = gtd("globalterrorismdb_0522dist.xlsx")  # doctest: +SKIP
    >>> adapters.report(events)  # doctest: +SKIP
    """
    raw = read(path, GTD, sheet)
    ids = cells.ids(raw, "eventid")
    faults = Faults(raw, ids)
    cells.check_rows(raw, ids, faults)
    parts = [cells.numbers(raw, column, faults) for column in ("iyear", "imonth", "iday")]
    date, precision, possible = cells.parts_date(*parts)
    faults.row(~possible, "its date is impossible")
    for part, column in zip(parts[1:], ("imonth", "iday"), strict=True):
        written = raw.frame[column].notna().to_numpy(dtype=bool) & np.isnan(part)
        faults.row(written, "its date is impossible")
    faults.required("country_txt", "attacktype1_txt", "gname")
    lat, lon, nowhere = cells.coordinates(raw, faults)
    killed = _toll(raw, "nkill", "nkillter", faults)
    injured = _toll(raw, "nwound", "nwoundte", faults)
    kept = faults.kept
    made: dict[str, Any] = {
        "event_id": ids,
        "date": pd.Series(date),
        "date_precision": pd.Series(pd.Categorical(precision, dtype=shape.PRECISION)),
        "country": raw.frame["country_txt"],
        "city": raw.frame["city"],
        "lat": lat,
        "lon": lon,
        "actor": raw.frame["gname"],
        "deaths_low": cells.whole(np.floor(killed["victims"])),
        "deaths_best": cells.whole(killed["victims"]),
        "deaths_high": cells.whole(np.ceil(killed["at most"])),
        "deaths_perpetrators": cells.whole(killed["perpetrators"]),
        "deaths_total": cells.whole(killed["all"]),
        "injured": cells.whole(injured["victims"]),
        "injured_total": cells.whole(injured["all"]),
        "type": raw.frame["attacktype1_txt"].astype("category"),
        "source_row": raw.rows,
    }
    events = shape.table(made)[kept].reset_index(drop=True)
    events["type"] = events["type"].cat.remove_unused_categories()
    notes = [
        *reporting.precision_notes(events),
        *_gap_of_1993(events),
        *_toll_notes(events, killed, injured, kept),
        *reporting.nowhere_notes(nowhere),
        _LICENCE,
    ]
    return reporting.noted(
        events, raw, GTD, faults, notes, ["iyear", "imonth", "iday"], "country_txt"
    )


def _toll(raw: Raw, column: str, of_them: str, faults: Faults) -> dict[str, Floats]:
    """Victims, perpetrators and all, from a count of all and the perpetrators among them."""
    everyone = cells.people(raw, column, faults, _UNKNOWN)
    perpetrators = cells.people(raw, of_them, faults, _UNKNOWN)
    more = perpetrators > everyone
    faults.cell(more, of_them, f"more than {column}, which includes it")
    perpetrators = np.where(more, np.nan, perpetrators)
    perpetrators = np.where(everyone == 0, 0, perpetrators)
    victims = everyone - perpetrators
    at_most = np.where(np.isnan(victims), everyone, victims)
    return {
        "all": everyone,
        "perpetrators": perpetrators,
        "victims": victims,
        "at most": at_most,
    }


def _toll_notes(
    events: pd.DataFrame, killed: dict[str, Floats], injured: dict[str, Floats], kept: Any
) -> list[str]:
    notes = []
    open_deaths = int((events["deaths_total"].notna() & events["deaths_best"].isna()).sum())
    if open_deaths:
        notes.append(
            f"In {counted(open_deaths, 'event')} people were killed and nobody recorded how many "
            "of them were perpetrators: deaths_low and deaths_best are empty there, deaths_high "
            "holds everyone killed. A sum of deaths_best leaves these events out."
        )
    unknown = int(events["deaths_total"].isna().sum())
    if unknown:
        notes.append(f"In {counted(unknown, 'event')} the number killed is unknown: empty, not 0.")
    open_injured = int((events["injured_total"].notna() & events["injured"].isna()).sum())
    if open_injured:
        notes.append(
            f"In {counted(open_injured, 'event')} it is unknown how many of the injured were "
            "perpetrators: injured is empty there, injured_total holds them all."
        )
    figures = np.column_stack(
        [toll[part] for toll in (killed, injured) for part in ("all", "perpetrators")]
    )
    fractions = int((np.nan_to_num(figures[kept]) % 1 != 0).any(axis=1).sum())
    if fractions:
        notes.append(
            f"In {counted(fractions, 'event')} the file gives a fraction of a person: deaths_low "
            "is rounded down, deaths_high up, other figures to the nearest whole."
        )
    return notes


def _gap_of_1993(events: pd.DataFrame) -> list[str]:
    years = events["date"].dt.year
    if not len(years) or years.min() > 1993 or years.max() < 1993:
        return []
    there = int((years == 1993).sum())
    if not there:
        return [
            "The GTD has no events of 1993, whose records were lost before the database was made: "
            "the year is a gap, not a fall to nothing."
        ]
    return [
        f"{counted(there, 'event')} of 1993 in this file: most records of that year were lost, "
        "so don't compare it with the years beside it."
    ]
