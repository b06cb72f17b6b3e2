"""With what chance a true gap would have been seen: networks drawn anew, and tested each time."""

from __future__ import annotations

import numpy as np
import pandas as pd

from aftermosul.topics.t10_trained.multiverse import FEWEST, SEED, Cards, Masks, Numbers

DRAWS = 600
SHUFFLES = 199
LEVEL = 0.05
"""A gap counts as seen where chance makes one as large in at most this share of shuffles."""


def totals(deck: Cards, trained: bool) -> tuple[Numbers, Numbers]:
    """Of each network on a side: people killed, and number of attacks."""
    killed = np.bincount(deck.card, weights=deck.killed, minlength=len(deck.trained))
    return killed[deck.trained == trained], deck.sizes[deck.trained == trained]


def seen(
    mine: tuple[Numbers, Numbers],
    others: tuple[Numbers, Numbers],
    networks: int,
    against: int,
    rng: np.random.Generator,
) -> float:
    """The share of draws in which the test sees the gap of means; NaN with too few networks.

    `mine` and `others` are what `totals` returns; of each, `networks` and `against` networks are
    drawn with replacement, `DRAWS` times, and each draw is tested by `SHUFFLES` shuffles.
    """
    if min(networks, against) < FEWEST:
        return float("nan")
    size = networks + against
    first = rng.integers(len(mine[0]), size=(DRAWS, networks))
    second = rng.integers(len(others[0]), size=(DRAWS, against))
    killed = np.hstack([mine[0][first], others[0][second]])
    attacks = np.hstack([mine[1][first], others[1][second]])
    true = np.zeros((1, size), dtype=bool)
    true[0, :networks] = True
    order = rng.random((SHUFFLES, size)).argpartition(networks - 1, axis=1)[:, :networks]
    shuffled: Masks = np.zeros((SHUFFLES, size), dtype=bool)
    np.put_along_axis(shuffled, order, True, axis=1)
    gap = _gaps(killed, attacks, np.vstack([true, shuffled]))
    as_large = (gap[:, 1:] >= gap[:, :1] - 1e-9).sum(axis=1)
    return float(((as_large + 1) / (SHUFFLES + 1) <= LEVEL).mean())


def _gaps(killed: Numbers, attacks: Numbers, masks: Masks) -> Numbers:
    """The gap of means of every draw (down) under every mask (across)."""
    own, many = killed @ masks.T, attacks @ masks.T
    rest = killed.sum(axis=1, keepdims=True) - own
    return np.asarray(own / many - rest / (attacks.sum(axis=1, keepdims=True) - many))


def power(mine: Cards, others: dict[str, Cards], most: int, fewest: int = FEWEST) -> pd.DataFrame:
    """The chance to see the gap, by number of trained networks.

    Trained networks are drawn from those of `mine`; what they are held against is drawn from the
    others of each deck of `others`, as many as it has. Returns one row a `background` (key of
    `others`) and `networks` (from `fewest` to `most`), with `chance` (0 to 1), `against` (number of
    networks) and `draws`.
    """
    rng = np.random.default_rng(SEED)
    own = totals(mine, True)
    rows = []
    for name, deck in others.items():
        rest = totals(deck, False)
        for networks in range(fewest, most + 1):
            chance = seen(own, rest, networks, len(rest[0]), rng)
            rows.append((name, networks, chance, len(rest[0]), DRAWS))
    return pd.DataFrame(rows, columns=["background", "networks", "chance", "against", "draws"])
