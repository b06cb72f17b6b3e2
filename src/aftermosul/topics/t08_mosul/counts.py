"""The dead of Mosul: which of the published counts speak of the same dead.

Two counts may be divided where they count the same people, killed by the same hands, in the same
place and time. Where one is narrower, it is a part of the other, and can't be larger if both are
complete. Where neither holds the other, nothing follows from the two.
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from typing import Any

import pandas as pd

ASPECTS = ("counted", "hand", "place", "time")
"""In what two counts must agree; the first three are columns of the table `mosul_counts`."""

# Each value and the next wider one; what has none is the whole.
WIDER: Mapping[str, Mapping[str, str]] = {
    "counted": {"civilians": "people"},
    "hand": {
        "the coalition": "coalition and Iraqi fire",
        "air strikes": "coalition and Iraqi fire",
        "coalition and Iraqi fire": "anybody",
        "Islamic State": "anybody",
    },
    "place": {"west Mosul": "Mosul", "Mosul": "Mosul and around"},
}

SAME, PART, APART, ONE = "same", "part", "apart", "one"
KINDS = (SAME, PART, APART, ONE)
"""How two counts stand: of the same dead, one within the other, neither, or no two counts."""


def drawn(mosul: pd.DataFrame, counts: pd.DataFrame) -> pd.DataFrame:
    """The rows of `mosul_counts` with the figures that stand in `mosul`, the smallest first.

    Adds `low` and `high`: an end that the maker leaves open ("at least", "at most") is infinite or
    zero; and `mark`, the figure that is printed.
    """
    figures = mosul.set_index("id").loc[counts["mosul_id"], ["figure_low", "figure_high"]]
    low, high = (figures[f"figure_{end}"].to_numpy(dtype=float) for end in ("low", "high"))
    rows = counts.assign(printed_low=low, printed_high=high)
    rows["mark"] = rows["printed_low"].fillna(rows["printed_high"])
    bound = rows["bound"].astype(str)
    rows["low"] = rows["mark"].where(bound != "at most", 0.0)
    rows["high"] = rows["printed_high"].fillna(rows["mark"]).where(bound != "at least", math.inf)
    return rows.sort_values(["mark", "mosul_id"], ignore_index=True)


def within(aspect: str, narrow: str, wide: str) -> bool:
    """Whether one value of an aspect is the other, or a part of it.

    >>> within("place", "west Mosul", "Mosul and around"), within("place", "Mosul", "west Mosul")
    (True, False)
    """
    while narrow != wide:
        if narrow not in WIDER[aspect]:
            return False
        narrow = WIDER[aspect][narrow]
    return True


def relation(one: Any, other: Any) -> tuple[str, tuple[str, ...], bool]:
    """How two counts stand to each other: one of `KINDS`, in what they differ, and the direction.

    `one` and `other` are rows of `drawn`. The last is true where the first is a part of the second.
    """
    holds = {
        aspect: (
            within(aspect, str(one[aspect]), str(other[aspect])),
            within(aspect, str(other[aspect]), str(one[aspect])),
        )
        for aspect in ASPECTS[:3]
    }
    holds["time"] = (
        one["start"] >= other["start"] and one["until"] <= other["until"],
        other["start"] >= one["start"] and other["until"] <= one["until"],
    )
    differ = tuple(aspect for aspect, both in holds.items() if both != (True, True))
    if one["mosul_id"] == other["mosul_id"]:
        return ONE, (), False
    if not differ:
        return SAME, (), False
    inner, outer = (all(both[way] for both in holds.values()) for way in (0, 1))
    return (PART if inner or outer else APART), differ, inner


def times(one: Any, other: Any) -> tuple[float, float]:
    """How many times the smaller the larger of two counts is, at least and at most.

    An open end leaves the most unknown: infinity.
    """
    small, large = sorted((one, other), key=lambda row: float(row["mark"]))
    least = large["low"] / small["high"] if small["high"] else math.inf
    most = large["high"] / small["low"] if small["low"] else math.inf
    return max(1.0, float(least)), float(most)


def pairs(rows: pd.DataFrame) -> pd.DataFrame:
    """Every pair of counts, in both orders: what the figure says of them.

    Returns
    -------
    DataFrame
        `one`, `other` (ids), `kind` (of `KINDS`), `differ` (the aspects), `inner`, `outer` (of a
        part: the row of each, else empty), `too_large` (a part that exceeds its whole, so that one
        of the two can't be complete), `least`, `most` (how many times, of the same dead).
    """
    made = []
    records: list[Any] = rows.to_dict("records")
    for one in records:
        for other in records:
            kind, differ, first_is_inner = relation(one, other)
            inner, outer = (one, other) if first_is_inner else (other, one)
            row = {"one": one["mosul_id"], "other": other["mosul_id"], "kind": kind}
            row["differ"] = differ
            row["inner"] = inner["mosul_id"] if kind == PART else ""
            row["outer"] = outer["mosul_id"] if kind == PART else ""
            row["too_large"] = kind == PART and inner["low"] > outer["high"]
            row["least"], row["most"] = times(one, other) if kind == SAME else (math.nan, math.nan)
            made.append(row)
    return pd.DataFrame(made)
