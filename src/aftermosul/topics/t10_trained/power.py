"""With what chance a true gap would have been seen: networks drawn anew, and tested each time."""

from __future__ import annotations

import numpy as np
import pandas as pd

from aftermosul.topics.t10_trained.multiverse import FEWEST, SEED, Cards, Masks, Numbers

DRAWS = 600
SHUFFLES = 199
LEVEL = 0.05
"""A gap counts as seen where chance makes one as large in at most this share of shuffles."""


def seen(
    mine: Numbers, others: Numbers, networks: int, against: int, rng: np.random.Generator
) -> float:
    """The share of draws in which the test sees the gap of means; NaN with too few networks.

    `mine` and `others` are what the cards of the two sides say; of each, `networks` and `against`
    are drawn with replacement, `DRAWS` times, and each draw is tested by `SHUFFLES` shuffles.
    """
    if min(networks, against) < FEWEST:
        return float("nan")
    size = networks + against
    first = rng.integers(len(mine), size=(DRAWS, networks))
    second = rng.integers(len(others), size=(DRAWS, against))
    killed = np.hstack([mine[first], others[second]])
    masks: Masks = np.zeros((SHUFFLES + 1, size), dtype=bool)
    order = rng.random((SHUFFLES, size)).argpartition(networks - 1, axis=1)[:, :networks]
    masks[0, :networks] = True
    np.put_along_axis(masks[1:], order, True, axis=1)
    dealt = killed @ masks.T.astype(float)
    rest = killed.sum(axis=1, keepdims=True) - dealt
    gap = dealt / networks - rest / against
    as_large = (gap[:, 1:] >= gap[:, :1] - 1e-9).sum(axis=1)
    return float(((as_large + 1) / (SHUFFLES + 1) <= LEVEL).mean())


def power(mine: Cards, others: dict[str, Cards], most: int, fewest: int = FEWEST) -> pd.DataFrame:
    """The chance to see the gap, by number of trained networks.

    Trained networks are drawn from those of `mine`; what they are held against is drawn from the
    others of each deck of `others`, as many as it has. Returns one row a `background` (key of
    `others`) and `networks` (from `fewest` to `most`), with `chance` (0 to 1), `against` (number of
    networks) and `draws`.
    """
    rng = np.random.default_rng(SEED)
    own = mine.killed[mine.trained]
    rows = []
    for name, deck in others.items():
        rest = deck.killed[~deck.trained]
        for networks in range(fewest, most + 1):
            chance = seen(own, rest, networks, len(rest), rng)
            rows.append((name, networks, chance, len(rest), DRAWS))
    return pd.DataFrame(rows, columns=["background", "networks", "chance", "against", "draws"])
