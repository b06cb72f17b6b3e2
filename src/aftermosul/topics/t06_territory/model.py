"""Land held and lost: rival figures side by side, and the state of each place month by month."""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import Any

import pandas as pd

from aftermosul.statistics.stretches import stretches

MEASURES = ("area", "share", "people")
"""What a figure of the table `territory` may say: km2 held, per cent lost, people living there."""

_COLUMNS = {"area": "area_km2", "share": "share_lost_pct", "people": "population"}


# ---- figures


def figures(table: pd.DataFrame) -> pd.DataFrame:
    """Every figure of the table `territory` on a row of its own, with who says it.

    Returns `id`, `date`, `precision` (day, month or year), `maker`, `measure` (one of `MEASURES`),
    `scope`, `base` (of a share), `low`, `high` (km2, per cent or people; an unknown bound is NaN),
    `series`, `source_id` and `note`, in the order of dates. `series` is the same where two figures
    or more share maker, measure, scope and base, so that a line may join them, and else empty.
    A column `public` of the table (whether a row was public by a day) is handed on.
    """
    parts = []
    for measure, column in _COLUMNS.items():
        low, high = (table[f"{column}_{end}"].astype("Float64") for end in ("low", "high"))
        part = table.assign(measure=measure, low=low, high=high)[low.notna() | high.notna()]
        parts.append(part)
    long = pd.concat(parts, ignore_index=True)
    long["base"] = long["share_base"].astype(object).where(long["measure"] == "share").fillna("")
    for end in ("low", "high"):
        long[end] = long[end].astype("float64")
    keys = ["maker", "measure", "scope", "base"]
    joined = long[keys].astype(str).agg(" ".join, axis=1)
    long["series"] = joined.where(joined.groupby(joined).transform("size") > 1, "")
    long["precision"] = long["date_precision"].astype(str)
    kept = ["id", "date", "precision", *keys, "low", "high", "series", "source_id", "note"]
    kept += [column for column in ("public",) if column in long]
    return long[kept].sort_values(["date", "id"], ignore_index=True)


def last_said(said: pd.DataFrame, days: Sequence[pd.Timestamp]) -> pd.DataFrame:
    """Each maker's last figure on each day, that of the day itself included.

    `said` is what `figures` returns, or a part of it. Returns one row a `step` (position in `days`)
    and one column a maker that holds the index of its row in `said` (NA: none yet).
    """
    found: dict[str, list[int | None]] = {}
    for maker, own in said.sort_values("date", kind="stable").groupby("maker", sort=False):
        known = pd.DatetimeIndex(own["date"]).searchsorted(
            pd.DatetimeIndex(list(days)), side="right"
        )
        found[str(maker)] = [int(own.index[int(n) - 1]) if n else None for n in known]
    table = pd.DataFrame(found, dtype="Int64")
    return table.assign(step=range(len(days)))


def largest(said: pd.DataFrame) -> pd.DataFrame:
    """Each maker's largest area of the whole; no maker's is ever drawn to another's."""
    whole = said[(said["measure"] == "area") & (said["scope"] == "both") & said["low"].notna()]
    ordered = whole.sort_values("low", ascending=False, kind="stable")
    return ordered.drop_duplicates("maker").reset_index(drop=True)


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


def places(cities: pd.DataFrame) -> pd.DataFrame:
    """One row a place: `spot` (its id), `name`, `iso3`, `lat`, `lon`, `people` before it was taken.

    Rows of the table `cities` with the same `lat` and `lon` are one place held more than once.
    """
    first = cities.drop_duplicates(["lat", "lon"]).reset_index(drop=True)
    return first[["iso3", "lat", "lon"]].assign(
        spot=first["id"].str.replace(r"-\d$", "", regex=True),
        name=first["place"].str.split(",").str[0].str.replace(r" \(.*", "", regex=True),
        people=first["population_before"].astype("Float64"),
    )


def spells(cities: pd.DataFrame) -> pd.DataFrame:
    """The table `cities` with the `spot` of each row, and `order`: the last to be lost stands last.

    A row without `taken_date` is a place that was besieged and never fully taken.
    """
    keyed = cities.merge(places(cities)[["lat", "lon", "spot", "name"]], on=["lat", "lon"])
    last = keyed.groupby("spot")["lost_date"].max().sort_values(kind="stable")
    order = {spot: place for place, spot in enumerate(last.index)}
    return keyed.assign(order=keyed["spot"].map(order))


def states(cities: pd.DataFrame, days: Sequence[pd.Timestamp]) -> pd.DataFrame:
    """The state of each place on each day, as stretches of days.

    A date known only to its month (or year) stands on that month's (or year's) first day. Read on
    a 15th, a month is enough; a year is not, and such a place is shown as taken from its January
    on. On the day of its loss a place is lost.

    Parameters
    ----------
    cities
        The table `cities`, or a part of it.
    days
        Days in order.

    Returns
    -------
    DataFrame
        `spot`, `name`, `iso3`, `lat`, `lon`, `people`, `state` (one of `STATES`), `first`, `last`
        (positions in `days`, both included). Each place's stretches cover all days once.
    """
    every = spells(cities)
    rows: list[dict[str, Any]] = []
    fixed: Any
    for fixed in places(cities).to_dict("records"):
        own = every[every["spot"] == fixed["spot"]]
        held = list(zip(own["taken_date"], own["lost_date"], strict=True))
        for now, first, last in stretches(_state(held, day) for day in days):
            rows.append({**fixed, "state": now, "first": first, "last": last})
    return pd.DataFrame(rows)


def dated(
    stretches: pd.DataFrame,
    spells: pd.DataFrame,
    days: Sequence[pd.Timestamp],
    step: int,
    later: str,
) -> pd.DataFrame:
    """The stretches of `states` with `public`: that of the spell which each rests on.

    `spells` has `public`. What lies after `step` (a position in `days`) is `later`; a stretch that
    runs across it is cut in two.
    """
    rows: list[dict[str, Any]] = []
    stretch: Any
    for stretch in stretches.to_dict("records"):
        own = spells[spells["spot"] == stretch["spot"]].sort_values("taken_date")
        begun = own[~(own["taken_date"] > days[stretch["first"]])]
        public = (begun.iloc[-1] if len(begun) else own.iloc[0])["public"]
        if stretch["first"] <= step:
            rows.append({**stretch, "last": min(stretch["last"], step), "public": public})
        if stretch["last"] > step:
            rows.append({**stretch, "first": max(stretch["first"], step + 1), "public": later})
    return pd.DataFrame(rows)


def _state(held: list[tuple[Any, Any]], day: pd.Timestamp) -> str:
    """The state on a day of a place with these spells: (taken, lost), either of them unknown."""
    if all(pd.isna(taken) for taken, _ in held):
        return NEVER
    begun = [lost for taken, lost in held if taken <= day]
    if not begun:
        return NOT_YET
    return HELD if any(lost > day for lost in begun) else LOST


def counted(stretches: pd.DataFrame, days: int) -> pd.DataFrame:
    """How many places stand in each state, day by day.

    `stretches` is what `states` returns. Returns one row a day, 0 to `days` - 1, with `step` and
    one column for each of `STATES`.
    """
    rows = []
    for step in range(days):
        now = stretches[(stretches["first"] <= step) & (step <= stretches["last"])]
        number = now["state"].value_counts()
        rows.append({"step": step, **{state: int(number.get(state, 0)) for state in STATES}})
    return pd.DataFrame(rows)


# ---- who held land before


def precedents(rulers: pd.DataFrame, before: int, until: int) -> pd.DataFrame:
    """The groups of the table `territorial_rulers` whose rule began before a year.

    Returns them with `years`, from the first to the last; what had no end is counted to `until`.
    """
    earlier = rulers[rulers["start_year"] < before]
    years = earlier["end_year"].fillna(until) - earlier["start_year"]
    return earlier.assign(years=years.astype(int)).reset_index(drop=True)


def compared(earlier: pd.DataFrame, area: float, years: int) -> dict[str, int]:
    """Of the groups with a known area: how many are there, and how many held more, even by their
    low figure, than `area`, how many ruled longer than `years`, and how many did both.
    """
    known = earlier[earlier["area_km2_low"].notna() | earlier["area_km2_high"].notna()]
    more = (known["area_km2_low"].fillna(0) > area).to_numpy(dtype=bool)
    longer = (known["years"] > years).to_numpy(dtype=bool)
    return {
        "earlier": len(known),
        "larger": int(more.sum()),
        "longer": int(longer.sum()),
        "both": int((more & longer).sum()),
    }
