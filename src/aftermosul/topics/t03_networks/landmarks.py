"""Landmark attacks in time: where each stands on a scale, in which region, in which stage.

The list supports existence and order only. Nothing here is a rate, a mean or a share.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from itertools import accumulate

import pandas as pd

from aftermosul.statistics.packing import apart

STAGES = ("hijackings", "al-qaeda-bombings", "9-11", "islamic-state")
"""Our stages, in the order in which sentence 16 of the essay gives what they stand for."""

BOMBINGS = ("bombing", "suicide-bombing")

SAID = {"hijackings": (1980, 1990), "al-qaeda-bombings": (1996, 2001), "9-11": (2001, 2002)}
"""The years that the sentence names, from the first to before the second.

"The late 1990s" is read generously, to the end of 2000; for the rise of Islamic State the sentence
gives no date.
"""

NONE = "none"
"""The lane of what no stage holds."""

LANES = {"hijackings": 46, "al-qaeda-bombings": 48, "9-11": 66, "islamic-state": 152, NONE: 200}
"""The lanes from top to bottom, and how high each is, in pixels."""

HEAD = {stage: 106 if stage == NONE else 18 for stage in LANES}
"""What a lane's heading takes of its height, and in the last one the names of its landmarks."""

ALL = "all"
_A_YEAR = 10.0
_A_LIFE = 0.45
_LEAST = 2.0

_REGIONS = {
    "Americas": "ARG BRB COL USA",
    "Europe": "AUT BEL CHE DEU ESP FRA GBR IRL ITA MLT NOR RUS",
    "Middle East and North Africa": (
        "ARE DZA EGY IRN IRQ ISR JOR KWT LBN MAR PSE SAU SYR TUN TUR YEM"
    ),
    "Africa south of the Sahara": "BFA KEN NER NGA SOM UGA",
    "South and Central Asia": "AFG BGD IND LKA PAK",
    "East Asia and the Pacific": "IDN JPN MMR NZL PHL",
}
REGIONS = tuple(_REGIONS)
_REGION_OF = {iso3: region for region, codes in _REGIONS.items() for iso3 in codes.split()}


def region(iso3: str) -> str:
    """The region of a country, one of `REGIONS`.

    Our own division, after the United Nations' regions, with Northern Africa, Western Asia and
    Iran as one, Russia in Europe, and Myanmar's sea in East Asia.

    Raises
    ------
    KeyError
        For a country without a landmark.
    """
    return _REGION_OF[iso3]


def radius(killed: float | None) -> float:
    """The radius in pixels of a dot whose *area* stands for a number of people killed.

    Few, none or an unknown number (None or NaN) have the least dot that can be seen.
    """
    if killed is None or pd.isna(killed):
        return _LEAST
    return max(_LEAST, math.sqrt(killed * _A_LIFE / math.pi))


def levels(middles: Sequence[float], widths: Sequence[float]) -> list[int]:
    """A level for each of some words set above their places, so that none covers another.

    `middles` (in ascending order) and `widths` are in pixels; level 0 is the lowest.
    """
    ends: list[float] = []
    found = []
    for middle, width in zip(middles, widths, strict=True):
        free = [n for n, end in enumerate(ends) if end <= middle - width / 2]
        level = free[0] if free else len(ends)
        ends[level : level + 1] = [middle + width / 2]
        found.append(level)
    return found


def placed(table: pd.DataFrame) -> pd.DataFrame:
    """Every landmark with its place in a drawing, in order of date.

    Parameters
    ----------
    table
        Landmarks with `date`, `iso3`, `tactic`, `ideology`, `essay_stage` (empty where no stage
        holds it), `victims_killed_low` and `victims_killed_high` (people; empty where unknown).

    Returns
    -------
    DataFrame
        The same rows with `year`, `when` (in years, with a fraction for the day), `region`,
        `kind` (the tactic, a suicide bombing being a bombing), `stage` (`"none"` where no stage
        holds it), `low_size` and `high_size` (the areas of a dot for the low figure and of the
        ring for the high one, in square pixels) and `y` (pixels from the top).
    """
    rows = table.sort_values("date", kind="stable").reset_index(drop=True)
    day = rows["date"].dt
    low = [radius(n) for n in rows["victims_killed_low"]]
    high = [radius(n) for n in rows["victims_killed_high"]]
    rows = rows.assign(
        year=day.year,
        when=(day.year + (day.day_of_year - 1) / 365.25).round(3),
        region=rows["iso3"].map(region),
        kind=rows["tactic"].astype(str).replace(BOMBINGS[1], BOMBINGS[0]),
        stage=rows["essay_stage"].astype(object).where(rows["essay_stage"].notna(), NONE),
        low_size=[round(4 * r * r) for r in low],
        high_size=[round(4 * r * r) for r in high],
        y=0.0,
    )
    for stage, (top, height) in lanes().items():
        own = rows["stage"] == stage
        along = [float(when) * _A_YEAR for when in rows.loc[own, "when"]]
        rings = [r + 0.5 for r, mine in zip(high, own, strict=True) if mine]
        middle = top + (HEAD[stage] + height) / 2
        rows.loc[own, "y"] = [round(middle + y, 1) for y in apart(along, rings)]
    return rows


def lanes() -> dict[str, tuple[int, int]]:
    """Where each lane begins, in pixels from the top, and how high it is."""
    tops = accumulate([0, *LANES.values()])
    return {stage: (top, height) for top, (stage, height) in zip(tops, LANES.items(), strict=False)}


def narrowings(table: pd.DataFrame) -> dict[str, str]:
    """By what the landmarks may be narrowed, one at a time: each value, and its column.

    Takes what `placed` returns. The values of the three columns are all different.
    """
    return {
        str(value): column
        for column in ("kind", "ideology", "region")
        for value in sorted(table[column].astype(str).unique())
    }


def settings(table: pd.DataFrame) -> pd.DataFrame:
    """How many landmarks there are until each year, by each narrowing, in the stages and in none.

    Takes what `placed` returns. One row for each pair of `until` (a year; it counts itself) and
    `only` (a value of `narrowings`, or "all"), with `shown`, `staged`, `none` (counts), `first` and
    `last` (years; empty where nothing is shown), `column` (of a narrowing; else empty) and `case`:
    empty, one, pair (two in one year), year (more in one year) or many, with "-only" behind it
    where they are narrowed.
    """
    rows = []
    for only, column in {ALL: "", **narrowings(table)}.items():
        kind = table if only == ALL else table[table[column].astype(str) == only]
        for until in range(int(table["year"].min()), int(table["year"].max()) + 1):
            here = kind[kind["year"] <= until]
            none = int((here["stage"] == NONE).sum())
            first, last = here["year"].min(), here["year"].max()
            case = {0: "empty", 1: "one"}.get(len(here), "many")
            if case == "many" and first == last:
                case = "pair" if len(here) == 2 else "year"
            case += "-only" if column else ""
            counts = (len(here), len(here) - none, none)
            rows.append((until, only, *counts, first, last, column, case))
    names = ["until", "only", "shown", "staged", "none", "first", "last", "column", "case"]
    return pd.DataFrame(rows, columns=names)


def spans(table: pd.DataFrame) -> pd.DataFrame:
    """When each stage's landmarks begin and end: one row a stage, in the essay's order.

    Returns `stage`, `landmarks` (count), `first` and `last` (dates). Existence and order only: a
    stage with many landmarks is one of which many became famous.
    """
    rows = []
    for stage in STAGES:
        dates = table.loc[table["essay_stage"] == stage, "date"]
        rows.append((stage, len(dates), dates.min(), dates.max()))
    return pd.DataFrame(rows, columns=["stage", "landmarks", "first", "last"])


def large_bombings(table: pd.DataFrame, before: pd.Timestamp, at_least: int) -> pd.DataFrame:
    """The bombings before a day that killed at least so many people by the low figure.

    `before` itself is left out. Suicide bombings are bombings. Rows keep the table's columns and
    come in order of date; a bombing whose low figure is unknown is left out.
    """
    kind = table["tactic"].isin(BOMBINGS)
    enough = (table["victims_killed_low"] >= at_least).fillna(False).astype(bool)
    return table[kind & enough & (table["date"] < before)].sort_values("date")
