"""The one shape in which events of any database arrive: columns, types, units, meaning."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import pandas as pd

from aftermosul.evidence import asking

# What text is stored as: pandas 3 has a type of its own for it, pandas 2 keeps plain objects.
TEXT: Any = "str" if int(pd.__version__.split(".")[0]) >= 3 else object

# From the coarsest to the finest, so that `events["date_precision"] >= "month"` reads as it says.
PRECISION = pd.CategoricalDtype(["year", "month", "day"], ordered=True)


@dataclass(frozen=True)
class Column:
    """One column: its name, pandas type, unit and what it holds."""

    name: str
    dtype: str
    unit: str
    meaning: str


# Names follow events_landmark where both have the thing; here an event has no source_id, since
# the whole file is the source.
COLUMNS = (
    Column("event_id", "str", "", "The event's id in the database, as text; never empty."),
    Column("date", "datetime64[ns]", "", "The first day of what is known: see date_precision."),
    Column(
        "date_precision",
        "category",
        "",
        "How closely the date is known: year < month < day. With month or year, the day in `date` "
        "only marks where that span begins.",
    ),
    Column("country", "str", "", "The country's name, spelt as in the database."),
    Column("city", "str", "", "The place's name, spelt as in the database; may say Unknown."),
    Column("lat", "float64", "degrees north", "Latitude; empty where unknown."),
    Column("lon", "float64", "degrees east", "Longitude; empty where unknown."),
    Column(
        "type",
        "category",
        "",
        "The database's own first category. GTD: attack type. UCDP: state-based, non-state or "
        "one-sided violence. Categories of two databases are not the same thing.",
    ),
    Column(
        "actor",
        "str",
        "",
        "Who did it, spelt as in the database. GTD: first named group. UCDP: the perpetrator of "
        "one-sided violence, else both sides as 'A - B'.",
    ),
    Column(
        "deaths_low",
        "Int64",
        "people",
        "Lowest figure. GTD: victims (killed less perpetrators killed); empty where the "
        "perpetrators' share of the dead is unknown. UCDP: as published, both sides' fighters "
        "included.",
    ),
    Column("deaths_best", "Int64", "people", "Best figure, counted as in deaths_low."),
    Column(
        "deaths_high",
        "Int64",
        "people",
        "Highest figure, counted as in deaths_low; in the GTD, where the perpetrators' share is "
        "unknown, everyone killed, since no more can be victims.",
    ),
    Column(
        "deaths_perpetrators",
        "Int64",
        "people",
        "Perpetrators killed, never part of GTD's deaths_best. UCDP: side A's dead in one-sided "
        "violence; empty for fighting between two sides, which has no perpetrator.",
    ),
    Column(
        "deaths_civilians",
        "Int64",
        "people",
        "Civilians among deaths_best. UCDP only: the GTD does not tell.",
    ),
    Column(
        "deaths_total",
        "Int64",
        "people",
        "Everyone killed, perpetrators and fighters included: the figure the database itself "
        "publishes (GTD: nkill; UCDP: best).",
    ),
    Column(
        "injured",
        "Int64",
        "people",
        "Victims injured: injured less perpetrators injured; empty where either is unknown. GTD "
        "only.",
    ),
    Column(
        "injured_total",
        "Int64",
        "people",
        "Everyone injured, perpetrators included (GTD: nwound). GTD only.",
    ),
    Column(
        "source_row",
        "int64",
        "",
        "The row in the file as a spreadsheet numbers it: headings are row 1.",
    ),
)


@asking.called_like("adapters.columns()")
def columns() -> pd.DataFrame:
    """The columns of an event table, one a row: name, dtype, unit, meaning.

    >>> from aftermosul import adapters
    >>> adapters.columns().loc[9, ["name", "dtype", "unit"]].tolist()
    ['deaths_low', 'Int64', 'people']
    """
    return pd.DataFrame([vars(column) for column in COLUMNS])


def table(made: dict[str, Any]) -> pd.DataFrame:
    """The event table from its columns, each in its type; a column not given is all unknown."""
    length = len(made["event_id"])
    return pd.DataFrame({c.name: _typed(made.get(c.name), c.dtype, length) for c in COLUMNS})


def _typed(values: Any, dtype: str, length: int) -> pd.Series[Any]:
    if values is None:
        return pd.Series(pd.NA, index=range(length), dtype=dtype)
    kind = {"str": TEXT, "category": values.dtype}.get(dtype, dtype)
    return pd.Series(values).astype(kind)
