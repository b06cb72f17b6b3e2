"""Estimates of income: which rows may be added, and what is left without the windfalls.

The rules, in one place:

1. Rows are added only where they have one source, one year and one basis, and the basis is a flow
   (an amount a year, a month, a week or a day). Two makers' figures are rivals, not parts.
2. A row for the total already holds its streams and is never added to them. A stream is added once.
3. A stream for which the source gives no figure is left out of the sum and named.
4. *Repeatable* income leaves out two streams whole: cash from banks, which can be taken once, and
   loot, confiscations and fines, most of which in 2014 were the windfall of new conquests. Some
   confiscations and fines went on, so this rule leaves out too much rather than too little.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import pandas as pd

from aftermosul.statistics.intervals import Interval, add

FLOWS = ("year", "month", "week", "day")
"""The bases of amounts that come in again and again, and so can be added stream by stream."""

WINDFALLS = ("banks", "looting-confiscation-fines")
"""The streams that `repeatable` leaves out."""

TOTAL = "total"


@dataclass(frozen=True)
class Sum:
    """Streams added up: their interval in million US dollars per basis, and what is in it."""

    interval: Interval
    added: tuple[str, ...]
    without_figure: tuple[str, ...]


def amount(row: Any) -> Interval:
    """The amount of one row of the table `revenue`, in million US dollars per its basis."""
    low, high = row["usd_millions_low"], row["usd_millions_high"]
    return Interval(
        None if pd.isna(low) else float(low),
        None if pd.isna(high) else float(high),
    )


def repeatable(stream: str, basis: str) -> bool:
    """Whether an amount could come in again next year, by rule 4; totals hold windfalls."""
    return stream != TOTAL and stream not in WINDFALLS and basis in FLOWS


def why_not_added(rows: pd.DataFrame) -> str:
    """Why these rows of `revenue` may not be added up, in a sentence; "" where they may."""
    if rows.empty:
        return "There are no rows."
    if rows["source_id"].nunique() > 1:
        return "They come from different sources: rival figures are not parts of a whole."
    if rows["year"].nunique() > 1:
        return "They are for different years."
    if rows["basis"].nunique() > 1:
        return "They are amounts of different kinds."
    if rows["basis"].iloc[0] not in FLOWS:
        return "They are sums taken once or held, not amounts that come in a year or a month."
    if (rows["stream"] == TOTAL).any():
        return "One row is a total, which already holds its streams."
    if rows["stream"].duplicated().any():
        return "A stream stands there twice."
    if not any(not amount(row).unknown for _, row in rows.iterrows()):
        return "No row gives a figure."
    return ""


def add_streams(rows: pd.DataFrame) -> Sum:
    """The streams in `rows` added up.

    Parameters
    ----------
    rows
        Rows of `revenue` that may be added: see the rules above.

    Raises
    ------
    ValueError
        With the reason, where they may not.
    """
    if why := why_not_added(rows):
        raise ValueError(why)
    amounts = {str(row["stream"]): amount(row) for _, row in rows.iterrows()}
    known = {stream: each for stream, each in amounts.items() if not each.unknown}
    return Sum(
        interval=add(known.values()),
        added=tuple(known),
        without_figure=tuple(stream for stream in amounts if stream not in known),
    )


def all_sums(table: pd.DataFrame) -> pd.DataFrame:
    """Every sum of two streams or more that the rules allow.

    Returns one row for each source, year and basis, gross and repeatable: `source_id`, `year`,
    `basis`, `repeatable` (bool), `low`, `high` (million US dollars per basis), `streams` and
    `without_figure` (tuples of names).
    """
    streams = table[table["stream"] != TOTAL]
    found = []
    for (source, year, basis), rows in streams.groupby(
        ["source_id", "year", "basis"], observed=True, sort=True
    ):
        for again in (False, True):
            kept = rows[[repeatable(row["stream"], str(basis)) for _, row in rows.iterrows()]]
            chosen = kept if again else rows
            if why_not_added(chosen):
                continue
            total = add_streams(chosen)
            if len(total.added) < 2:
                continue
            found.append(
                {
                    "source_id": source,
                    "year": year,
                    "basis": basis,
                    "repeatable": again,
                    "low": total.interval.low,
                    "high": total.interval.high,
                    "streams": total.added,
                    "without_figure": total.without_figure,
                }
            )
    return pd.DataFrame(found)
