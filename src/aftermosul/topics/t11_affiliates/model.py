"""Branches through time, what was said of their strength and of veterans, and a pledge's years."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import pandas as pd

from aftermosul.statistics.stretches import stretches

# ---- branches through time

NOT_YET, PLEDGED, RECOGNISED, LEFT = "Not yet", "Pledged only", "Recognised", "Left"
STATES = (NOT_YET, PLEDGED, RECOGNISED, LEFT)
NETWORKS = ("islamic-state", "al-qaeda")
CORE = "core-"
"""How the ids of the two cores begin, which are no branches and stand in `affiliates` beside."""


def branches(affiliates: pd.DataFrame) -> pd.DataFrame:
    """The table `affiliates` without the two cores, by network and first date, undated ones last.

    Adds `first`, the earlier of pledge and recognition.
    """
    own = affiliates[~affiliates["id"].str.startswith(CORE)]
    first = own[["pledge_date", "recognised_date"]].min(axis=1)
    order = own.assign(first=first).sort_values(
        ["network", "first", "short_name"], ascending=[False, True, True], na_position="last"
    )
    return order.reset_index(drop=True)


def state(branch: Any, day: pd.Timestamp) -> str:
    """The state of a row of `affiliates` on a day; a date counts from the day on which it stands.

    Where only the month or the year is known, that is its first day.
    """
    if branch["left_date"] <= day:
        return LEFT
    if branch["recognised_date"] <= day:
        return RECOGNISED
    return PLEDGED if branch["pledge_date"] <= day else NOT_YET


def states(own: pd.DataFrame, days: Sequence[pd.Timestamp]) -> pd.DataFrame:
    """The state of each branch on each day, as stretches of days.

    Parameters
    ----------
    own
        What `branches` returns.
    days
        Days in order.

    Returns
    -------
    DataFrame
        The columns of `own` with `state` (one of `STATES`), `from` and `to` (positions in `days`,
        both included). Each branch's stretches cover all days once.
    """
    rows: list[dict[str, Any]] = []
    branch: Any
    for branch in own.to_dict("records"):
        for now, first, last in stretches(state(branch, day) for day in days):
            rows.append({**branch, "state": now, "from": first, "to": last})
    return pd.DataFrame(rows)


def counted(cut: pd.DataFrame, days: int) -> pd.DataFrame:
    """How many branches of each network stand how, day by day.

    `cut` is what `stretches` returns. Returns one row a day with `step` and a column
    `<network> <state>` for each pair.
    """
    every = on_each_day(cut)
    number = pd.crosstab(every["step"], every["network"] + " " + every["state"])
    names = [f"{network} {state}" for network in NETWORKS for state in STATES]
    return number.reindex(index=range(days), columns=names, fill_value=0).reset_index()


def on_each_day(cut: pd.DataFrame) -> pd.DataFrame:
    """Stretches of days, with a row for each of their days: `step` is its position."""
    steps = [list(range(a, b + 1)) for a, b in zip(cut["from"], cut["to"], strict=True)]
    each = pd.Series(steps, index=cut.index, dtype=object)
    return cut.assign(step=each).explode("step", ignore_index=True).astype({"step": int})


# ---- ranges


def change(before: tuple[float, float], after: tuple[float, float]) -> tuple[float, float]:
    """The least and the most that can have been gained between two ranges; a loss is negative.

    Where zero lies between them, the ranges contain no change as well as some.

    Raises
    ------
    ValueError
        Where a range runs backwards.

    >>> change((90, 100), (95, 120))
    (-5, 30)
    """
    for low, high in (before, after):
        if low > high:
            raise ValueError(f"the range runs backwards: {low} to {high}")
    return after[0] - before[1], after[1] - before[0]


# ---- evidence for and against


def stacked(findings: pd.DataFrame) -> pd.DataFrame:
    """The table `veterans_to_branches` with `place`, where each stands in its branch's row.

    For stands to the right of the middle (1, 2, ...), against to the left (-1, -2, ...), neither
    further right than all that are for or against, in a column of its own (`place` from 1 too).
    """
    number = findings.groupby(["affiliate_id", "stands"]).cumcount() + 1
    sign = [-1 if stands == "against" else 1 for stands in findings["stands"]]
    return findings.assign(place=number * sign)
