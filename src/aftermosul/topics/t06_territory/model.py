"""Land held and lost: rival figures side by side, and the state of each place month by month."""

from __future__ import annotations

import itertools
import math
from collections.abc import Sequence
from typing import Any

import pandas as pd

MEASURES = ("area", "share", "people")
"""What a figure of the table `territory` may say: km2 held, per cent lost, people living there."""

SCOPES = ("both", "iraq", "syria")

_COLUMNS = {"area": "area_km2", "share": "share_lost_pct", "people": "population"}

_IHS = ["007", "008", "015", "019", "023", "024", "029", "034"]
_SAID_BY = {
    "IHS": _IHS,
    "RAND": ["006", "030"],
    "Pentagon": ["002", "009", "011", "012", "013", "014", "020", "021", "033", "040"],
    "Coalition": ["016", "017", "018", "025", "026", "031", "032", "041", "042", "043"],
    "US envoy": ["027", "028", "035", "036", "038"],
}
OTHERS = "Others"
MAKERS = (*_SAID_BY, OTHERS)
"""Who says a figure; `OTHERS` holds press, researchers and officials with a figure or two each."""

_MAKER_OF = {f"ter-{n}": maker for maker, numbers in _SAID_BY.items() for n in numbers}


# ---- figures


def figures(table: pd.DataFrame) -> pd.DataFrame:
    """Every figure of the table `territory` on a row of its own, with who says it.

    Returns `id`, `date`, `precision` (day, month or year), `maker` (one of `MAKERS`), `measure`
    (one of `MEASURES`), `scope`, `base` (of a share), `low`, `high` (km2, per cent or people; an
    unknown bound is NaN), `series`, `source_id` and `note`, in the order of dates. `series` is the
    same where two figures share maker, measure, scope and base, so that a line may join them; it is
    empty for `OTHERS`, whose figures no line joins.
    """
    parts = []
    for measure, column in _COLUMNS.items():
        low, high = (table[f"{column}_{end}"].astype("Float64") for end in ("low", "high"))
        part = table.assign(measure=measure, low=low, high=high)[low.notna() | high.notna()]
        parts.append(part)
    long = pd.concat(parts, ignore_index=True)
    long["maker"] = long["id"].map(_MAKER_OF).fillna(OTHERS)
    long["base"] = long["share_base"].astype(object).where(long["measure"] == "share").fillna("")
    for end in ("low", "high"):
        long[end] = long[end].astype("float64")
    keys = ["maker", "measure", "scope", "base"]
    joined = long[keys].astype(str).agg(" ".join, axis=1)
    long["series"] = joined.where(long["maker"] != OTHERS, "")
    long["precision"] = long["date_precision"].astype(str)
    kept = ["id", "date", "precision", *keys, "low", "high", "series", "source_id", "note"]
    return long[kept].sort_values(["date", "id"], ignore_index=True)


def last_said(said: pd.DataFrame, months: Sequence[pd.Timestamp]) -> pd.DataFrame:
    """Each maker's last figure by the end of each month, for every measure and scope.

    `said` is what `figures` returns. Returns one row for each `measure`, `scope` and stretch of
    months `first` to `last` (positions in `months`, both included) over which nothing new was
    said, with one column a maker that holds the index of its row in `said` (NA: none yet).
    """
    rows: list[dict[str, object]] = []
    for measure, scope in itertools.product(MEASURES, SCOPES):
        mine = said[(said["measure"] == measure) & (said["scope"] == scope)].sort_values(
            "date", kind="stable"
        )
        spoken = {maker: mine.loc[mine["maker"] == maker, "date"] for maker in MAKERS}
        before: dict[str, int | None] | None = None
        for step, end in enumerate(_ends(months)):
            last = {maker: _last(dates, end) for maker, dates in spoken.items()}
            if last == before:
                rows[-1]["last"] = step
            else:
                stretch = {"measure": measure, "scope": scope, "first": step, "last": step}
                rows.append({**stretch, **last})
            before = last
    return pd.DataFrame(rows).astype(dict.fromkeys(MAKERS, "Int64"))


def _last(dates: pd.Series, end: pd.Timestamp) -> int | None:
    """The index of the last of these dates, which are in order, that is not after `end`."""
    known = int(dates.searchsorted(end, side="right"))
    return int(dates.index[known - 1]) if known else None


def _ends(months: Sequence[pd.Timestamp]) -> list[pd.Timestamp]:
    """The last day of each month."""
    return [month + pd.offsets.MonthEnd(0) for month in months]


def share_lost(
    before: tuple[float, float], after: tuple[float, float]
) -> tuple[float, float | None]:
    """The least and the most that can have been lost, in per cent of what was held before.

    `before` and `after` are (low, high) of one quantity. The least pairs the smallest start with
    the largest rest, the most the largest start with the smallest rest. An open high of `before`
    (infinity) leaves the most unknown: None. A negative share is a gain.

    Raises
    ------
    ValueError
        Where a range runs backwards, or the start may be zero or less.

    >>> share_lost((80, 100), (40, 60))
    (25.0, 60.0)
    """
    for low, high in (before, after):
        if low > high:
            raise ValueError(f"the range runs backwards: {low} to {high}")
    if before[0] <= 0:
        raise ValueError("a share of nothing is not defined")
    least = 100 * (1 - after[1] / before[0])
    most = None if math.isinf(before[1]) else 100 * (1 - after[0] / before[1])
    return least, most


# ---- places


NOT_YET, HELD, LOST, NEVER = "Not yet taken", "Held", "Taken back", "Never fully taken"
STATES = (NOT_YET, HELD, LOST, NEVER)


def states(cities: pd.DataFrame, months: Sequence[pd.Timestamp]) -> pd.DataFrame:
    """The state of each place at the end of each month, as stretches of months.

    A date known only to its month (or year) stands on that month's (or year's) first day. Read at
    the month's end, a month is enough; a year is not, and such a place is shown as taken from its
    January on.

    Parameters
    ----------
    cities
        The table `cities`. Rows with the same `lat` and `lon` are one place held more than once; a
        row without `taken_date` is a place that was besieged and never fully taken.
    months
        Month beginnings in order, none left out.

    Returns
    -------
    DataFrame
        `place` (without what follows a comma), `iso3`, `lat`, `lon`, `state` (one of `STATES`),
        `first`, `last` (positions in `months`, both included). Each place's stretches cover all
        months once.
    """
    ends = _ends(months)
    rows: list[dict[str, object]] = []
    for (lat, lon), spells in cities.groupby(["lat", "lon"], sort=False):
        place = str(spells["place"].iloc[0]).split(",")[0]
        fixed = {"place": place, "iso3": spells["iso3"].iloc[0], "lat": lat, "lon": lon}
        held = list(zip(spells["taken_date"], spells["lost_date"], strict=True))
        before = ""
        for step, end in enumerate(ends):
            now = _state(held, end)
            if now == before:
                rows[-1]["last"] = step
            else:
                rows.append({**fixed, "state": now, "first": step, "last": step})
            before = now
    return pd.DataFrame(rows)


def _state(held: list[tuple[Any, Any]], day: pd.Timestamp) -> str:
    """The state on a day of a place with these spells: (taken, lost), either of them unknown."""
    if all(pd.isna(taken) for taken, _ in held):
        return NEVER
    begun = [lost for taken, lost in held if taken <= day]
    if not begun:
        return NOT_YET
    return HELD if any(lost > day for lost in begun) else LOST


def counted(stretches: pd.DataFrame, months: int) -> pd.DataFrame:
    """How many places stand in each state, month by month.

    `stretches` is what `states` returns. Returns one row a month, 0 to `months` - 1, with `step`
    and one column for each of `STATES`.
    """
    rows = []
    for step in range(months):
        now = stretches[(stretches["first"] <= step) & (step <= stretches["last"])]
        number = now["state"].value_counts()
        rows.append({"step": step, **{state: int(number.get(state, 0)) for state in STATES}})
    return pd.DataFrame(rows)
