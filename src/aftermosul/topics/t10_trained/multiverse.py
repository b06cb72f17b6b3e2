"""Every reasonable way to put the question to the table, and what a shuffle of networks says of it.

A choice is made in three places: whose coding, what becomes of the cases in between, and which
attacks are counted. Attacks of one network are not independent, so a network is one card: it says
how many people its attacks killed on average, and counts as trained where any of them does.
"""

from __future__ import annotations

import itertools
import math
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt
import pandas as pd

Numbers = npt.NDArray[np.float64]
Masks = npt.NDArray[np.bool_]

_LINK = ("directed", "connected", "inspired")
_SETTLED = ("yes", "unknown", "no")
CODINGS = {
    "link": ("link", *_LINK),
    "strict": ("link_strict", *_LINK),
    "loose": ("link_loose", *_LINK),
    "returnee": ("any_foreign_fighter_returnee", *_SETTLED),
    "abroad": ("trained_abroad", *_SETTLED),
}
"""Ways to sort attacks: a column, and its values: trained, in between, and the others."""

BETWEEN = ("others", "out", "trained")
"""Where the cases in between go: to the others, out of the comparison, or to the trained."""

COUNTED = ("before", "no-nice", "no-paris", "failed", "all", "after")
"""Which attacks are counted: completed ones before the essay; of those, all but Nice (July 2016) or
all but Paris (November 2015); failed ones too; completed ones of all years; those after the essay.
"""

MEASURES = ("mean", "median")

NICE, PARIS = "eu-2016-07-14-nice", "eu-2015-11-13-paris"

FEWEST = 3
"""With fewer networks than this on either side no test is run."""

MOST_EXACT = 5_000
SHUFFLES = 4_999
SEED = 20161015


def counted(table: pd.DataFrame, which: str) -> pd.DataFrame:
    """The rows that a choice of `COUNTED` keeps."""
    done = table["status"] == "completed"
    early = table["before_essay"].astype(bool)
    kept = {
        "before": done & early,
        "no-nice": done & early & (table["id"] != NICE),
        "no-paris": done & early & (table["id"] != PARIS),
        "failed": early,
        "all": done,
        "after": done & ~early,
    }
    return table.loc[kept[which]]


def ranks(table: pd.DataFrame, coding: str) -> npt.NDArray[np.int64]:
    """For each attack: 2 trained, 1 in between, 0 neither."""
    column, top, middle, _ = CODINGS[coding]
    own = table[column].astype(str)
    return np.asarray(np.where(own == top, 2, np.where(own == middle, 1, 0)), dtype=np.int64)


@dataclass(frozen=True)
class Cards:
    """One card a network, in order of what it says: people killed per attack of the network.

    `killed` is that number, `attacks` how many attacks it is the mean of, and `trained` says on
    which side the network stands.
    """

    killed: Numbers
    attacks: npt.NDArray[np.int64]
    trained: Masks

    def sides(self) -> tuple[int, int]:
        """How many networks stand on the two sides: trained, and the others."""
        mine = int(self.trained.sum())
        return mine, len(self.trained) - mine


def cards(table: pd.DataFrame, coding: str, between: str) -> Cards:
    """The rows as cards, one a network, by a coding and a choice of `BETWEEN`."""
    rows = table.assign(_rank=ranks(table, coding))
    networks = rows.groupby("cluster_id").agg(
        killed=("victims_killed", "mean"), attacks=("victims_killed", "size"), rank=("_rank", "max")
    )
    if between == "out":
        networks = networks[networks["rank"] != 1]
    networks = networks.sort_values("killed", kind="stable")
    trained = networks["rank"] >= (1 if between == "trained" else 2)
    return Cards(
        networks["killed"].to_numpy(dtype=float),
        networks["attacks"].to_numpy(dtype=np.int64),
        trained.to_numpy(dtype=bool),
    )


# ---- the shuffle


def arrangements(of: int, take: int, rng: np.random.Generator) -> tuple[Masks, bool]:
    """Ways to call so many cards trained: all of them, or a sample; and whether it is all."""
    if math.comb(of, take) <= MOST_EXACT:
        every = np.array(list(itertools.combinations(range(of), take)), dtype=np.int64)
        masks = np.zeros((len(every), of), dtype=bool)
        np.put_along_axis(masks, every, True, axis=1)
        return masks, True
    order = rng.random((SHUFFLES, of)).argpartition(take - 1, axis=1)[:, :take]
    masks = np.zeros((SHUFFLES, of), dtype=bool)
    np.put_along_axis(masks, order, True, axis=1)
    return masks, False


def gaps(deck: Cards, masks: Masks, measure: str) -> Numbers:
    """The gap between the two sides, in people killed, for each way to deal the cards."""
    if measure == "median":
        return _medians(deck, masks) - _medians(deck, ~masks)
    # Both sides have a card: nothing is divided by zero.
    mine, dealt = masks @ deck.killed, masks.sum(axis=1)
    rest = deck.killed.sum() - mine
    return np.asarray(mine / dealt - rest / (len(deck.killed) - dealt))


def _medians(deck: Cards, masks: Masks) -> Numbers:
    """The median of the cards of each mask; cards stand in order already."""
    taken = np.cumsum(masks, axis=1, dtype=np.int16)
    total = taken[:, -1]
    low = np.argmax(taken > ((total - 1) // 2)[:, None], axis=1)
    high = np.argmax(taken > (total // 2)[:, None], axis=1)
    return np.asarray((deck.killed[low] + deck.killed[high]) / 2)


@dataclass(frozen=True)
class Chance:
    """How often chance alone makes a gap at least as large as the one seen.

    `share` is between 0 and 1; `error` its standard error, 0 where every arrangement was tried;
    `tried` how many were.
    """

    share: float
    error: float
    tried: int


def chance(deck: Cards, measure: str, seed: int = SEED) -> Chance | None:
    """The test of one gap, one-sided as the claim is; None with too few networks on a side."""
    if min(deck.sides()) < FEWEST:
        return None
    rng = np.random.default_rng(seed)
    masks, every = arrangements(len(deck.trained), deck.sides()[0], rng)
    return _chance(deck, masks, every, measure)


def _chance(deck: Cards, masks: Masks, every: bool, measure: str) -> Chance:
    (seen,) = gaps(deck, deck.trained[None, :], measure)
    as_large = int((gaps(deck, masks, measure) >= seen - 1e-9).sum())
    if every:
        return Chance(as_large / len(masks), 0.0, len(masks))
    # What was seen is one of the arrangements: a sample never says "never".
    share = (as_large + 1) / (len(masks) + 1)
    return Chance(share, math.sqrt(share * (1 - share) / len(masks)), len(masks))


# ---- every choice at once


def choices() -> Iterator[tuple[str, str, str]]:
    """Every coding with every choice of `BETWEEN` and of `COUNTED`."""
    return itertools.product(CODINGS, BETWEEN, COUNTED)


def multiverse(table: pd.DataFrame) -> pd.DataFrame:
    """Every reasonable comparison, with its test.

    Parameters
    ----------
    table
        Attacks with `id`, `status`, `before_essay`, `victims_killed`, `cluster_id` and the columns
        of `CODINGS`.

    Returns
    -------
    DataFrame
        One row a comparison and measure: `coding`, `between`, `counted`, `measure`, `attacks` and
        `networks` (of the trained side), `other_attacks`, `other_networks`, `here` and `there`
        (mean or median of the cards of the two sides, in people killed per attack), `gap` (their
        difference; people), `share`, `error` and `tried` (of `Chance`; NaN where no test is run)
        and `tested`. Where a side is empty, its figures and the gap are NaN.
    """
    rows = [row for choice in choices() for row in _compared(table, *choice)]
    return pd.DataFrame(rows)


def _compared(table: pd.DataFrame, coding: str, between: str, which: str) -> list[dict[str, Any]]:
    deck = cards(counted(table, which), coding, between)
    mine, others = deck.sides()
    tested = min(mine, others) >= FEWEST
    masks, every = deck.trained[None, :], True
    if tested:
        masks, every = arrangements(len(deck.trained), mine, np.random.default_rng(SEED))
    found: list[dict[str, Any]] = []
    for measure in MEASURES:
        average = np.mean if measure == "mean" else np.median
        here, there = (
            float(average(deck.killed[side])) if side.any() else math.nan
            for side in (deck.trained, ~deck.trained)
        )
        test = _chance(deck, masks, every, measure) if tested else Chance(math.nan, math.nan, 0)
        found.append(
            {"coding": coding, "between": between, "counted": which, "measure": measure}
            | {"attacks": int(deck.attacks[deck.trained].sum()), "networks": mine}
            | {"other_attacks": int(deck.attacks[~deck.trained].sum()), "other_networks": others}
            | {"here": here, "there": there, "gap": here - there}
            | {"share": test.share, "error": test.error, "tried": test.tried, "tested": tested}
        )
    return found
