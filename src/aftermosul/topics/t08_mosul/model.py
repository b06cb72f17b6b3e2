"""Four measures of a victory, each by its makers, and what a definition of defeat makes of them.

A figure says something of a span of time: of a day (land held), or of a period (attacks, arrivals,
civilians killed). Whether it lies under a line is asked of each figure by itself; no figure of one
maker is ever joined to another's.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import pandas as pd

from aftermosul.display import dates

MEASURES = ("land", "attacks", "joining", "killed")
"""Land in km2; attacks a month; foreigners arriving a month; civilians killed in a year."""

UNDER, NOT_UNDER, OPEN = "under", "not under", "open"
VERDICTS = (UNDER, NOT_UNDER, OPEN)
"""What a figure makes of a definition: it holds, it does not, or the range runs across the line."""

_KEPT = ["id", "measure", "maker", "start", "end", "low", "high", "period", "public"]
_ENDS = ["id", "maker", "low", "high"]
_ATTACK_PLACES = ("world", "Iraq")
FRESH = 18
"""Months for which a figure still speaks of its maker's present."""


def figures(tables: Mapping[str, pd.DataFrame]) -> pd.DataFrame:
    """Every figure of the four measures on a row of its own.

    Parameters
    ----------
    tables
        `territory`, `is_attacks_by_year`, `recruitment` and `one_sided_violence`, each with the
        column `public`, which is handed on.

    Returns
    -------
    DataFrame
        `id`, `measure` (one of `MEASURES`), `maker` (with the part that it counts), `start` and
        `end` (first and last day that the figure speaks of; one day, where it speaks of a day),
        `low`, `high` (an unknown end is NaN), `period` (in words), `public`, and `series`: the same
        where figures of one maker may be joined by a line. Rows from memory are left out.
    """
    parts = [
        _land(tables["territory"]),
        _attacks(tables["is_attacks_by_year"]),
        _joining(tables["recruitment"]),
        _killed(tables["one_sided_violence"]),
    ]
    made = pd.concat([part[_KEPT] for part in parts], ignore_index=True)
    # Only land is measured on days, so that what lies between two figures of one maker means less.
    own = made["measure"].eq("land") & made.duplicated(["measure", "maker"], keep=False)
    made["series"] = made["maker"].where(own, "")
    return made


def _seen(table: pd.DataFrame) -> pd.DataFrame:
    """The rows that were seen on a page or in a file."""
    return table[table["verified"].astype(str) != "recall"]


def _land(territory: pd.DataFrame) -> pd.DataFrame:
    """Land in Iraq and Syria together, in km2, on a day."""
    rows = _seen(territory)
    rows = rows[(rows["scope"] == "both") & rows["area_km2_low"].notna()]
    return rows.assign(
        measure="land",
        start=rows["date"],
        end=rows["date"],
        low=rows["area_km2_low"].astype(float),
        high=rows["area_km2_high"].astype(float),
        period=dates.column(rows["date"], rows["date_precision"]),
    )


def _attacks(table: pd.DataFrame) -> pd.DataFrame:
    """Attacks a month, in the world or in Iraq: what was counted, by the months of its period.

    Left out: counts of one part of the group alone, of other countries, averages, and periods that
    begin before 2014, which would say next to nothing of a month.
    """
    rows = _seen(table)
    whole = rows["measure"].str.contains("attacks|claims") & ~rows["measure"].str.contains(
        "affiliates|directed|averages|per quarter"
    )
    rows = rows[whole & rows["incidents"].notna() & rows["place"].isin(_ATTACK_PLACES)]
    rows = rows[(rows["period_start"] >= "2014-01-01") & (rows["period_start"] < "2020-01-01")]
    a_month = (rows["incidents"] / rows["months"]).astype(float)
    # Of Iraq alone, of the core alone, or what the group claims: each is a series of its own.
    part = rows["measure"].str.extract("(claims|core)", expand=False)
    part = part.fillna(rows["place"].where(rows["place"] != "world"))
    return rows.assign(
        measure="attacks",
        maker=rows["maker"] + (" (" + part + ")").fillna(""),
        start=rows["period_start"],
        end=last_day(rows["period_start"], rows["months"]),
        low=a_month,
        high=a_month,
    )


def _joining(table: pd.DataFrame) -> pd.DataFrame:
    """Foreigners who arrive, a month; where the span is not exactly known, on the row's day."""
    rows = _seen(table)
    rows = rows[rows["measure"] == "foreign arrivals"]
    start = rows["period_start"].fillna(rows["date"])
    return rows.assign(
        measure="joining",
        start=start,
        end=last_day(start, rows["months"].fillna(1)).where(rows["months"].notna(), start),
        low=rows["value_low"].astype(float),
        high=rows["value_high"].astype(float),
    )


def _killed(table: pd.DataFrame) -> pd.DataFrame:
    """Civilians killed by the group in each year from 2014 to 2019, by UCDP."""
    rows = table[(table["actor"] == "Islamic State (IS)") & table["year"].between(2014, 2019)]
    start = pd.to_datetime(rows["year"].astype(str) + "-01-01")
    return rows.assign(
        id="ucdp-" + rows["year"].astype(str),
        measure="killed",
        maker="UCDP",
        start=start,
        end=last_day(start, pd.Series(12, index=rows.index)),
        low=rows["deaths_low"].astype(float),
        high=rows["deaths_high"].astype(float),
        period=rows["year"].astype(str),
    )


def last_day(start: pd.Series, months: pd.Series) -> pd.Series:
    """The last day of a period that begins on the first of a month and lasts so many months."""
    ends = [
        day + pd.DateOffset(months=int(n)) - pd.Timedelta(days=1)
        for day, n in zip(start, months, strict=True)
    ]
    return pd.Series(ends, index=start.index, dtype="datetime64[ns]")


# ---- a definition of defeat


def judged(low: float, high: float, limit: float) -> str:
    """What a figure makes of "under `limit`": it holds, it does not, or nobody can tell.

    It holds where even the high end lies under the line, and does not where even the low end does
    not. An unknown end (NaN) may lie anywhere beyond the other.

    >>> judged(100, 150, 200), judged(200, 300, 200), judged(100, 300, 200)
    ('under', 'not under', 'open')
    """
    if not pd.isna(high) and high < limit:
        return UNDER
    if not pd.isna(low) and low >= limit:
        return NOT_UNDER
    return OPEN


def under(said: pd.DataFrame, measure: str, limit: float) -> pd.DataFrame:
    """The figures of one measure with `verdict`, one of `VERDICTS`, for "under `limit`".

    `said` is what `figures` returns, or a part of it; the rows keep the order of their first days.
    """
    own = said[said["measure"] == measure].sort_values(["start", "end", "id"], kind="stable")
    verdicts = [judged(*ends, limit) for ends in zip(own["low"], own["high"], strict=True)]
    return own.assign(verdict=verdicts)


def latest(said: pd.DataFrame, day: pd.Timestamp) -> pd.DataFrame:
    """Each maker's last figure of each measure whose span was over by a day, that day included.

    A figure whose span was over more than `FRESH` months before says nothing of the day any more.
    """
    since = day - pd.DateOffset(months=FRESH)
    over = said[said["end"].between(since, day)].sort_values(["end", "start"], kind="stable")
    return over.drop_duplicates(["measure", "maker"], keep="last").reset_index(drop=True)


def outcomes(
    said: pd.DataFrame, limits: Mapping[str, Sequence[float]], days: Mapping[str, pd.Timestamp]
) -> pd.DataFrame:
    """What a definition makes of the figures, for every measure, place of the line and day.

    `limits` holds the lines that can be drawn for each measure, in order; `days` names days.

    Returns
    -------
    DataFrame
        `measure`, `place` (the line's, from 1), `limit`, `day` (its name); `under`, `not_under`
        and `open` (the makers whose last figure by that day says so); `figures` and `held` (how
        many figures there are, and of how many the definition holds), `first` (the id of the first
        of them, or empty).
    """
    rows = []
    lasts = {name: latest(said, day) for name, day in days.items()}
    for measure, lines in limits.items():
        every: list[Any] = under(said, measure, 0)[_ENDS].to_dict("records")
        speaking: dict[str, list[Any]] = {
            name: under(last, measure, 0)[_ENDS].to_dict("records") for name, last in lasts.items()
        }
        for place, limit in enumerate(lines, start=1):
            held = [row["id"] for row in every if judged(row["low"], row["high"], limit) == UNDER]
            here = {"measure": measure, "place": place, "limit": limit, "figures": len(every)}
            here |= {"held": len(held), "first": held[0] if held else ""}
            for name, own in speaking.items():
                makers: dict[str, list[str]] = {verdict: [] for verdict in VERDICTS}
                for row in own:
                    makers[judged(row["low"], row["high"], limit)].append(row["maker"])
                said_by = {v.replace(" ", "_"): tuple(names) for v, names in makers.items()}
                rows.append({**here, "day": name, **said_by})
    return pd.DataFrame(rows)
