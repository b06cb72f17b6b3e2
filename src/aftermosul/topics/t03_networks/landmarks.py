"""Landmark attacks in time: where each stands on a scale, in which region, in which stage.

The list supports existence and order only. Nothing here is a rate, a mean or a share.
"""

from __future__ import annotations

import math

import pandas as pd

STAGES = ("hijackings", "al-qaeda-bombings", "9-11", "islamic-state")
"""The essay's stages, in the order in which its sentence 16 gives them."""

BOMBINGS = ("bombing", "suicide-bombing")

NONE_KILLED = -0.55
UNKNOWN = -1.05
"""Places below the logarithmic scale, for none killed and for no known figure."""

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


def height(killed: float | None) -> float:
    """Where a number of people killed stands: its logarithm to base 10, or a place below it.

    None killed has no logarithm and stands at `NONE_KILLED`; a number nobody knows (None or NaN)
    stands at `UNKNOWN`: they are different things.
    """
    if killed is None or pd.isna(killed):
        return UNKNOWN
    return math.log10(killed) if killed > 0 else NONE_KILLED


def placed(table: pd.DataFrame) -> pd.DataFrame:
    """Every landmark with its place in a drawing, in order of date.

    Parameters
    ----------
    table
        Landmarks with `date`, `iso3`, `essay_stage` (empty where no stage holds it),
        `victims_killed_low` and `victims_killed_high` (people; empty where unknown).

    Returns
    -------
    DataFrame
        The same rows with `year`, `when` (in years, with a fraction for the day), `region`,
        `stage` (`"none"` where no stage holds it), and `low_at` and `high_at` as `height` gives
        them.
    """
    rows = table.sort_values("date", kind="stable").reset_index(drop=True)
    day = rows["date"].dt
    return rows.assign(
        year=day.year,
        when=(day.year + (day.day_of_year - 1) / 365.25).round(3),
        region=rows["iso3"].map(region),
        stage=rows["essay_stage"].astype(object).where(rows["essay_stage"].notna(), "none"),
        low_at=[round(height(n), 3) for n in rows["victims_killed_low"]],
        high_at=[round(height(n), 3) for n in rows["victims_killed_high"]],
    )


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
