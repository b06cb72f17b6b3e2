"""What the model holds, as the rows that the curve of lesson 10 draws."""

from __future__ import annotations

from typing import Any

import pandas as pd

from aftermosul.figures import known
from aftermosul.topics.t10_trained import multiverse, power, words

RARE = 0.05
CHANCES = ("rare", "often", "none")
MOST = 12
"""The most trained networks for which the power is drawn."""

BLOCKS = (
    ("coding", [key for key, _ in words.CODINGS]),
    ("between", [key for key, _ in words.BETWEEN]),
    ("counted", [key for key, _ in words.COUNTED]),
    ("chance", list(CHANCES)),
)
ROW, GAP, CURVE = 13, 16, 215
"""Pixels: a row of choices, the space before a block of them, and the drawing above."""


def heights() -> dict[tuple[str, str], int]:
    """Where each row of choices stands, in pixels from the top."""
    found, at = {}, CURVE
    for block, keys in BLOCKS:
        at += GAP
        for key in keys:
            found[block, key] = at
            at += ROW
    return found


def height() -> int:
    """How high the whole drawing is, in pixels."""
    return max(heights().values()) + ROW


def comparisons(table: pd.DataFrame) -> pd.DataFrame:
    """Every comparison of `multiverse`, in order of its gap, with its place and its names.

    Those without a gap come last. A comparison was public once all its attacks were.
    """
    rows = multiverse.multiverse(table)
    states = {
        which: known.whole(list(multiverse.counted(table, which)["public"]))
        for which in multiverse.COUNTED
    }
    rows["public"] = rows["counted"].map(states)
    rows["chance"] = [_chance(*pair) for pair in zip(rows["tested"], rows["share"], strict=True)]
    # To what is shown, at once, so that the drawing and the table say the same.
    rows["gap"] = rows["gap"].round(1)
    rows["percent"] = 100 * rows["share"]
    rows["plus"] = 100 * rows["error"]
    for block, _ in BLOCKS:
        at = {key: y for (name, key), y in heights().items() if name == block}
        rows[f"{block}Y"] = rows[block].map(at)
    rows["who"] = rows["coding"].map(dict(words.CODINGS))
    rows["middle"] = rows["between"].map(dict(words.BETWEEN))
    rows["which"] = rows["counted"].map(dict(words.COUNTED))
    rows["test"] = rows["chance"].map(words.CHANCES)
    rows = rows.sort_values(["measure", "gap"], kind="stable", na_position="last")
    rows["place"] = rows.groupby("measure").cumcount()
    return rows.reset_index(drop=True)


def _chance(tested: bool, share: float) -> str:
    if not tested:
        return "none"
    return "rare" if share <= RARE else "often"


def chosen(rows: pd.DataFrame) -> pd.DataFrame:
    """One row a choice, the figures of both measures side by side under their names."""
    keys = ["coding", "between", "counted"]
    same = ["attacks", "networks", "other_attacks", "other_networks", "tried"]
    own = ["here", "there", "gap", "percent", "plus"]
    made: Any = None
    for measure in multiverse.MEASURES:
        part = rows[rows["measure"] == measure].set_index(keys)[[*same, *own]]
        part = part.rename(columns={name: f"{measure}{name}" for name in own})
        made = part if made is None else made.join(part.drop(columns=same))
    made["case"] = [
        "none" if not row.attacks else "few" if not row.tried else _how(row.meanplus)
        for row in made.itertuples()
    ]
    return pd.DataFrame(made.reset_index())


def _how(plus: float) -> str:
    return "sample" if plus > 0 else "every"


def summed(rows: pd.DataFrame) -> pd.DataFrame:
    """For each measure: how many comparisons, gaps for the trained, tests run, and rare ones."""
    made = rows.assign(
        ways=1, can=rows["gap"].notna(), more=rows["gap"] > 0, rare=rows["chance"] == "rare"
    )
    names = ["ways", "can", "more", "tested", "rare"]
    return made.groupby("measure", as_index=False)[names].sum()


def chances(table: pd.DataFrame) -> pd.DataFrame:
    """The power of the test for each coding, by number of networks, in per cent.

    Cases in between stand with the others. A coding that has fewer than three trained networks
    before the essay is left out: there is too little to draw from.
    """
    parts = []
    for coding in multiverse.CODINGS:
        early, late = (
            multiverse.cards(multiverse.counted(table, which), coding, "others")
            for which in ("before", "after")
        )
        if early.sides()[0] < multiverse.FEWEST:
            continue
        part = power.power(early, {"before": early, "after": late}, MOST)
        parts.append(part.assign(coding=coding))
    made = pd.concat(parts, ignore_index=True)
    return made.assign(percent=(100 * made["chance"]).round(1)).drop(columns="chance")


def after(table: pd.DataFrame, chances: pd.DataFrame) -> pd.DataFrame:
    """For each coding: how many trained networks struck after the essay, and if power is drawn.

    `chances` is what the function of that name returns. Cases in between stand with the others.
    """
    drawn = set(chances["coding"])
    rows = []
    for coding in multiverse.CODINGS:
        deck = multiverse.cards(multiverse.counted(table, "after"), coding, "others")
        rows.append((coding, deck.sides()[0], coding in drawn))
    return pd.DataFrame(rows, columns=["coding", "networks", "drawn"])
