"""Where those who travelled can be: bounds in which nobody is lost and nobody counted twice."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd

STOCKS = ("killed", "held", "still there", "moved on", "returned", "left")
"""What may have become of a person; `left` where a maker tells home and elsewhere not apart."""

UNCOUNTED = "uncounted"
"""Those who travelled less everybody in a published count; below zero where parts exceed it."""

EVERYBODY = "everybody"
"""The account of the least and the most that anyone has published of the whole world."""

LEAST, MOST = "least", "most"
_NO_PART = ("travelled", "left")
LASTING = ("killed", "returned")
"""Stocks that nobody leaves again: an older count still holds as a least."""

_ONE_SQUARE = (1, 10, 100)
MOST_SQUARES = 450


@dataclass(frozen=True)
class Bounds:
    """What conservation leaves: for n accounts of k stocks, in people.

    `low` and `high` have the shape (n, k) and `rest_low` and `rest_high` (n,): how many are in none
    of the stocks. `excess` is by how many the least of all stocks exceed those who travelled; where
    it is above zero no whole can hold these parts, and the other four are NaN.
    """

    low: Any
    high: Any
    rest_low: Any
    rest_high: Any
    excess: Any


def bounds(travelled: Any, low: Any, high: Any) -> Bounds:
    """How many people each stock can hold, if nobody is lost and nobody counted twice.

    Parameters
    ----------
    travelled
        Shape (n, 2): the least and the most who travelled, in people; a missing most is the least.
    low, high
        Shape (n, k): published ends. A missing low is no least, a missing high no most.

    Raises
    ------
    ValueError
        Where a low is above its high.
    """
    whole = np.asarray(travelled, dtype=float)
    least, most = whole[:, 0], np.where(np.isnan(whole[:, 1]), whole[:, 0], whole[:, 1])
    floor = np.nan_to_num(np.asarray(low, dtype=float), nan=0.0)
    roof = np.nan_to_num(np.asarray(high, dtype=float), nan=np.inf)
    if (floor > roof).any() or (least > most).any():
        raise ValueError("a low end is above its high end")
    together = floor.sum(axis=1)
    excess = np.maximum(together - most, 0)
    # What the others leave at most: everybody, less the least of each of them.
    left = (most - together)[:, None] + floor
    rest_low = np.maximum(least - roof.sum(axis=1), 0)
    fits = excess == 0
    return Bounds(
        low=np.where(fits[:, None], floor, np.nan),
        high=np.where(fits[:, None], np.minimum(roof, left), np.nan),
        rest_low=np.where(fits, rest_low, np.nan),
        rest_high=np.where(fits, most - together, np.nan),
        excess=excess,
    )


def least_and_most(said: pd.DataFrame) -> pd.DataFrame:
    """The account `EVERYBODY`: of each stock of the world, every figure that bears on its end.

    Whoever is dead or home stays so, and an older count holds as a least; of the other stocks only
    the last year's figures are taken. Counts with families are of other people and are left out,
    and so is `left`, which holds some who stand in other stocks by then.

    Parameters
    ----------
    said
        The table `whereabouts`.

    Returns
    -------
    DataFrame
        Rows of `said`, one maker a row, with `roof`: the published high where it is of the last
        year, since more may have died or come home after an older one.
    """
    world = said[(said["origin"] == "World") & (said["counts"] == "fighters")]
    late = world["as_of"] > world["as_of"].max() - pd.Timedelta(days=365)
    world = world.assign(account=EVERYBODY, roof=world["high"].where(late))
    whole = world[world["stock"] == "travelled"].sort_values("as_of").tail(1)
    bears = (late | world["stock"].isin(LASTING)) & ~world["stock"].isin(_NO_PART)
    taken: pd.DataFrame = pd.concat([whole, world[bears]])
    return taken


def accounts(said: pd.DataFrame) -> pd.DataFrame:
    """Every account that says how many travelled, a row a stock, in the order of `STOCKS`.

    Parameters
    ----------
    said
        The table `whereabouts`.

    Returns
    -------
    DataFrame
        `account`, `origin`, `stock`, `least` and `most` (published, in people; NaN where nobody
        says), `low` and `high` (what conservation leaves), `excess`; and of the whole account
        `origin`, `travelled_least`, `travelled_most` and `open` (whether more may have gone). The
        last row of an account is `UNCOUNTED`. Where a maker says `left`, it stands for `moved on`
        and `returned`; elsewhere it is no row.
    """
    every = pd.concat([said.assign(roof=said["high"]), least_and_most(said)], ignore_index=True)
    whole = every[every["stock"] == "travelled"].set_index("account")
    parts = every[every["account"].isin(whole.index) & (every["stock"] != "travelled")]
    parts = parts.assign(most=parts["high"].fillna(parts["low"]))
    grouped = parts.groupby(["account", "stock"])
    names = pd.MultiIndex.from_product([whole.index, STOCKS], names=["account", "stock"])
    made = pd.DataFrame(
        {
            "least": grouped["low"].min(),
            "most": grouped["most"].max(),
            # A roof holds for all only where every maker gives one.
            "roof": grouped["roof"].max().where(grouped["roof"].count() == grouped.size()),
        }
    )
    made = made.reindex(names).astype(float).reset_index()
    told = made["account"].map(made[made["stock"] == "left"].set_index("account")["most"].notna())
    apart = made["stock"].isin(("moved on", "returned"))
    # A stock that is no row can hold nobody.
    made.loc[np.where(told, apart, made["stock"] == "left"), "roof"] = 0.0
    shape = (len(whole), len(STOCKS))
    found = bounds(
        whole[["low", "high"]].astype(float).to_numpy(),
        made["least"].to_numpy().reshape(shape),
        made["roof"].to_numpy().reshape(shape),
    )
    made = made.assign(
        low=found.low.ravel(), high=found.high.ravel(), excess=found.excess.repeat(len(STOCKS))
    )
    made = made[np.where(told, ~apart, made["stock"] != "left")]
    rest = pd.DataFrame(
        {"account": whole.index, "low": found.rest_low, "high": found.rest_high}
    ).assign(stock=UNCOUNTED, excess=found.excess)
    for end in (LEAST, MOST):
        published = made.groupby("account")[end].sum().reindex(whole.index)
        rest[end] = (_ends(whole)[end] - published).to_numpy()
    order = {name: place for place, name in enumerate(whole.index)}
    both = pd.concat([made, rest]).sort_values(
        "account", key=lambda of: of.map(order), kind="stable"
    )
    ends = _ends(whole).add_prefix("travelled_").assign(origin=whole["origin"])
    ends["open"] = whole["high"].isna()
    return both.join(ends, on="account").reset_index(drop=True)


def _ends(whole: pd.DataFrame) -> pd.DataFrame:
    """The least and the most who travelled; where nobody gives a most, the least."""
    most = whole["high"].fillna(whole["low"])
    return pd.DataFrame({LEAST: whole["low"], MOST: most}).astype(float)


def square(travelled: float) -> int:
    """For how many people one square stands: 1, 10 or 100, so that all find room."""
    return next(each for each in _ONE_SQUARE if travelled / each <= MOST_SQUARES)


def plotters(people: Any, one_in: float, share_back: float = 1.0) -> Any:
    """How many of some people would join a plot, if one in so many of those who travelled did.

    `people` are those who came back; `share_back` is how many of those who travelled they are
    (1 takes the rate as one of those who came back).

    Raises
    ------
    ValueError
        Where `one_in` is below 1 or `share_back` is not above 0 and up to 1.
    """
    if one_in < 1 or not 0 < share_back <= 1:
        raise ValueError("one in at least 1, and a share above 0 and up to 1")
    return np.asarray(people) / share_back / one_in


def per_million(departed: pd.Series, residents: pd.Series) -> pd.Series:
    """Departures per million residents; unknown where either is."""
    return 1_000_000 * departed.astype(float) / residents.astype(float)


def enough(attackers: int, one_in: float, share_back: float = 1.0) -> float:
    """How many who come back would hold so many attackers, at this rate: `plotters` turned round.

    Raises ValueError as `plotters` does.
    """
    return attackers / float(plotters(1, one_in, share_back))


def by_rates(
    numbers: Sequence[int], few: float, many: float, share_back: float, attackers: int
) -> pd.DataFrame:
    """Plotters among those who come back, by a low and a high rate, of two denominators.

    Parameters
    ----------
    numbers
        How many come back, in people.
    few, many
        One in so many, by the rate that gives few plotters and by that which gives many.
    share_back
        How many of those who travelled came back, between 0 and 1.
    attackers
        The attackers of one attack, to hold the plotters against.

    Returns
    -------
    DataFrame
        For each number `back` and each `of` (returned: the rate is lent to those who came back;
        travelled: it is of all who went): `low`, `high` (plotters), `fewest`, `most` (how many
        who come back would hold the attackers, by the high and by the low rate).
    """
    made = []
    for of, share in (("returned", 1.0), ("travelled", share_back)):
        one = pd.DataFrame({"back": list(numbers), "of": of})
        one["low"] = plotters(one["back"].to_numpy(), few, share)
        one["high"] = plotters(one["back"].to_numpy(), many, share)
        made.append(
            one.assign(fewest=enough(attackers, many, share), most=enough(attackers, few, share))
        )
    return pd.concat(made, ignore_index=True)


def earlier_wars(table: pd.DataFrame) -> pd.DataFrame:
    """Who gave a number of foreign fighters for a whole war, in the order of `after_wars`.

    Records of a few months, those of one country or one moment, and a leader's own claim are of
    another size and left out; a range across estimates stands for those of the same war and origin.
    """
    counted = table[["fighters_low", "fighters_high"]].notna().any(axis=1)
    whole = table["origin"].isin(("World", "Arab countries")) & (table["id"] != "irq-sinjar")
    other = table["measure"].str.contains("claim|at any one time")
    rows = table[counted & whole & ~other].copy()
    across = rows["measure"].str.contains("range across")
    ranged = rows["war"].where(across).dropna()
    rows = rows[across | ~rows["war"].isin(ranged) | (rows["origin"] != "World")]
    rows["low"] = rows["fighters_low"].fillna(rows["fighters_high"]).astype(float)
    rows["high"] = rows["fighters_high"].fillna(rows["fighters_low"]).astype(float)
    return rows.reset_index(drop=True)
