"""Estimates of income: which rows may be added, and what is left without the windfalls.

The rules, in one place:

1. Rows are added only where they have one maker, one source, one year and one basis, and the
   basis is a flow (an amount a year, a month, a week or a day). Two makers' figures are rivals.
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

EVERYBODY = "all"
"""In place of a maker: what all of them say, side by side."""

YEARS = (2014, 2015, 2016)
"""The years for which several makers give amounts a year."""


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
    if "said_by" in rows and rows["said_by"].nunique() > 1:
        return "They come from different makers: rival figures are not parts of a whole."
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

    Returns one row for each maker, source, year and basis, gross and repeatable: `maker`,
    `said_by`, `source_id`, `year`, `basis`, `repeatable` (bool), `low`, `high` (million US dollars
    per basis), `streams` and `without_figure` (tuples of names).
    """
    streams = table[table["stream"] != TOTAL]
    found = []
    of_one = ["maker", "said_by", "source_id", "year", "basis"]
    for (maker, name, source, year, basis), rows in streams.groupby(
        of_one, observed=True, sort=True
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
                    "maker": maker,
                    "said_by": name,
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


# ---- for a figure


def placed(rows: pd.DataFrame, slots: dict[int, tuple[int, ...]]) -> pd.Series:
    """Where each row stands across its panel, from 0 to 1: makers apart within their year.

    Parameters
    ----------
    rows
        Columns `panel`, `year`, `order` (of its maker) and `group`: rows of two groups are never
        shown together, and so don't make room for each other.
    slots
        The years of each panel.
    """
    at = pd.Series(0.0, index=rows.index)
    keys: Any
    for keys, group in rows.groupby(["panel", "year", "group"]):
        panel, year, _ = keys
        years = slots[int(panel)]
        ranks = group["order"].rank(method="first")
        at[group.index] = (years.index(int(year)) + ranks / (len(group) + 1)) / len(years)
    return at


def all_makers(table: pd.DataFrame, makers: tuple[str, ...]) -> pd.DataFrame:
    """What may be said of one maker, or of everybody, with and without what came once.

    Only amounts a year are counted and added, for `YEARS`. Returns one row for each `maker` and
    `again` (bool: only what could come in again), with `figures` (rows of the maker in the table)
    and, for each year, `yNNNN_streams` (streams with a figure), the ends of their sum (never for
    everybody: rivals are not added), `yNNNN_totals` (totals as given), the ends of those, and
    `yNNNN_without` (a tuple of streams that have a row and no figure); and `case`: "rivals",
    "sums", "totals" (a total in another unit and no stream), "apart" or "nothing" (no row), each
    with "-again".
    """
    sums = all_sums(table)
    found = []
    for maker in (EVERYBODY, *makers):
        own = table[(table["maker"] == maker) | (maker == EVERYBODY)]
        added = sums[(sums["maker"] == maker) & (sums["basis"] == "year")]
        for again in (False, True):
            entry: dict[str, object] = {"maker": maker, "again": again, "figures": len(own)}
            for year in YEARS:
                here = own[(own["year"] == year) & (own["basis"] == "year")]
                row = added[(added["year"] == year) & (added["repeatable"] == again)]
                for name, value in _of_year(here, row, again).items():
                    entry[f"y{year}_{name}"] = value
            case = (
                "rivals"
                if maker == EVERYBODY
                else "nothing"
                if own.empty
                else "sums"
                if len(added)
                else "totals"
                if (own["stream"] == TOTAL).all()
                else "apart"
            )
            entry["case"] = f"{case}-again" if again else case
            found.append(entry)
    return pd.DataFrame(found)


def _of_year(here: pd.DataFrame, added: pd.DataFrame, again: bool) -> dict[str, object]:
    unknown = here["usd_millions_low"].isna() & here["usd_millions_high"].isna()
    kept = here["stream"].map(lambda s: s != TOTAL and (repeatable(s, "year") or not again))
    kept = kept.astype(bool)
    totals = here[here["stream"] == TOTAL]
    one = added.iloc[0] if len(added) else {"low": None, "high": None}
    return {
        "streams": here.loc[kept & ~unknown, "stream"].nunique(),
        "sum_low": one["low"],
        "sum_high": one["high"],
        "totals": len(totals),
        "given_low": totals["usd_millions_low"].min(),
        "given_high": totals["usd_millions_high"].max(),
        "without": tuple(here.loc[kept & unknown, "stream"]),
    }
