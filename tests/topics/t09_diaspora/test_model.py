"""The model of lesson 09: nobody is lost, nobody is counted twice, and no rate has two bases."""

from __future__ import annotations

import itertools

import numpy as np
import pandas as pd
import pytest

from aftermosul.evidence.tables import load
from aftermosul.topics.t09_diaspora import model

NAN = float("nan")
SAID = load("whereabouts")


@pytest.fixture(scope="module")
def accounts() -> pd.DataFrame:
    return model.accounts(SAID)


# ---- bounds


def counted_out(travelled: list[float], low: list[float], high: list[float]) -> list[set[int]]:
    """Every way in which whole people can stand in these stocks and a rest, by trying all."""
    least, most = int(travelled[0]), int(travelled[0] if np.isnan(travelled[1]) else travelled[1])
    ends = [
        range(0 if np.isnan(a) else int(a), most + 1 if np.isnan(b) else int(b) + 1)
        for a, b in zip(low, high, strict=True)
    ]
    found: list[set[int]] = [set() for _ in range(len(low) + 1)]
    for parts in itertools.product(*ends):
        for rest in range(max(0, least - sum(parts)), most - sum(parts) + 1):
            for stock, people in enumerate((*parts, rest)):
                found[stock].add(people)
    return found


def drawn_at_random(rng: np.random.Generator) -> tuple[list[float], list[float], list[float]]:
    least = int(rng.integers(0, 8))
    whole = [float(least), rng.choice([NAN, least + float(rng.integers(0, 3))])]
    low = [float(n) for n in rng.integers(0, 5, 3)]
    high = [n + float(rng.integers(0, 4)) for n in low]
    low = [NAN if rng.random() < 0.3 else n for n in low]
    high = [NAN if rng.random() < 0.3 else n for n in high]
    return whole, low, high


@pytest.mark.parametrize("seed", range(8))
def test_bounds_are_what_trying_every_way_finds(seed: int) -> None:
    rng = np.random.default_rng(seed)
    impossible = 0
    for _ in range(40):
        whole, low, high = drawn_at_random(rng)
        ways = counted_out(whole, low, high)
        got = model.bounds([whole], [low], [high])
        if not ways[-1]:
            impossible += 1
            assert got.excess[0] > 0
            assert np.isnan(got.low).all()
            assert np.isnan(got.rest_high).all()
            continue
        assert got.excess[0] == 0
        assert list(got.low[0]) == [min(way) for way in ways[:-1]]
        assert list(got.high[0]) == [max(way) for way in ways[:-1]]
        assert (got.rest_low[0], got.rest_high[0]) == (min(ways[-1]), max(ways[-1]))
    assert 0 < impossible < 40


def test_more_that_is_known_never_widens_a_bound() -> None:
    rng = np.random.default_rng(9)
    low = rng.integers(0, 5, (200, 4)).astype(float)
    high = low + rng.integers(0, 5, (200, 4))
    whole = np.column_stack([low.sum(axis=1) + 10, low.sum(axis=1) + 12])
    wide = model.bounds(whole, low, high)
    tight = model.bounds(whole, low + (high - low) // 2, high)
    assert (tight.low >= wide.low).all()
    assert (tight.high <= wide.high).all()
    assert (tight.rest_high <= wide.rest_high).all()


def test_many_accounts_at_once_are_as_each_alone() -> None:
    rng = np.random.default_rng(4)
    drawn = [drawn_at_random(rng) for _ in range(60)]
    together = model.bounds(*(list(part) for part in zip(*drawn, strict=True)))
    for n, one in enumerate(drawn):
        alone = model.bounds(*([part] for part in one))
        assert np.array_equal(together.low[n], alone.low[0], equal_nan=True)
        assert np.array_equal(together.high[n], alone.high[0], equal_nan=True)
        assert together.excess[n] == alone.excess[0]


def test_ends_the_wrong_way_round_are_refused() -> None:
    with pytest.raises(ValueError, match="above its high end"):
        model.bounds([[10, NAN]], [[5]], [[4]])
    with pytest.raises(ValueError, match="above its high end"):
        model.bounds([[10, 9]], [[5]], [[6]])


# ---- accounts


def of(accounts: pd.DataFrame, account: str) -> pd.DataFrame:
    return accounts[accounts["account"] == account].set_index("stock")


def test_parts_and_those_in_no_count_make_the_whole(accounts: pd.DataFrame) -> None:
    for _, own in accounts.groupby("account"):
        for end in (model.LEAST, model.MOST):
            assert own[end].sum() == own[f"travelled_{end}"].iloc[0]


def test_an_account_holds_what_its_maker_said_and_nothing_else(accounts: pd.DataFrame) -> None:
    for account, rows in SAID.groupby("account"):
        if "travelled" not in set(rows["stock"]):
            assert account not in set(accounts["account"])
            continue
        own = of(accounts, str(account)).drop(model.UNCOUNTED)
        said = rows[rows["stock"] != "travelled"].set_index("stock")
        assert set(own.index[own["most"].notna()]) == set(said.index)
        assert (
            own["least"].dropna() == said["low"].dropna().reindex(own["least"].dropna().index)
        ).all()


def test_the_least_of_all_leaves_out_families_passing_stocks_and_those_who_left() -> None:
    taken = model.least_and_most(SAID)
    assert set(taken["counts"]) == {"fighters"}
    assert "left" not in set(taken["stock"])
    assert (taken["stock"] == "travelled").sum() == 1
    passing = taken[~taken["stock"].isin(["travelled", *model.LASTING])]
    assert (passing["as_of"] >= "2019-01-01").all()
    # More may have died since an older count: it is no roof.
    older = taken[taken["stock"].isin(model.LASTING)]
    assert older["roof"].isna().all()


def test_of_the_whole_world_most_are_in_no_count_even_by_the_most_published(
    accounts: pd.DataFrame,
) -> None:
    own = of(accounts, model.EVERYBODY)
    for end in (model.LEAST, model.MOST):
        rest = own.loc[model.UNCOUNTED, end]
        assert rest > own[f"travelled_{end}"].iloc[0] / 2
        assert rest > 1.5 * own.drop(model.UNCOUNTED)[end].max()


def test_in_the_balkans_the_parts_exceed_the_whole_by_the_children_born_there(
    accounts: pd.DataFrame,
) -> None:
    own = of(accounts, "balkans-2019")
    parts = SAID[(SAID["account"] == "balkans-2019") & (SAID["stock"] != "travelled")]
    assert own["excess"].iloc[0] == parts["low"].sum() - own["travelled_least"].iloc[0] > 0
    assert own.loc[model.UNCOUNTED, "least"] == -own["excess"].iloc[0]
    assert "born there" in parts.set_index("stock").loc["still there", "note"]
    others = accounts[accounts["account"] != "balkans-2019"]
    assert (others["excess"] == 0).all()


def test_one_country_counts_nearly_everybody(accounts: pd.DataFrame) -> None:
    assert of(accounts, "netherlands-2024").loc[model.UNCOUNTED, "least"] == 5
    assert of(accounts, "macedonia-2019").loc[model.UNCOUNTED, "least"] == 0


def test_a_square_stands_for_as_many_that_all_find_room() -> None:
    assert [model.square(n) for n in (156, 450, 451, 4294, 40_000)] == [1, 1, 10, 10, 100]


# ---- plotters and rates


def test_plotters_of_those_who_went_are_more_than_of_those_who_came_back() -> None:
    assert model.plotters(1500, 9) == pytest.approx(1500 / 9)
    assert model.plotters(1500, 9, 0.3) == pytest.approx(5000 / 9)
    assert model.enough(10, 9) == pytest.approx(90)
    assert model.enough(10, 360, 0.3) == pytest.approx(1080)
    with pytest.raises(ValueError, match="one in at least 1"):
        model.plotters(10, 0.5)
    with pytest.raises(ValueError, match="a share above 0"):
        model.plotters(10, 9, 0)


def test_enough_turns_plotters_round() -> None:
    table = model.by_rates(range(100, 6001, 100), 360, 9, 0.3, 10)
    assert (table["low"] < table["high"]).all()
    for row in table.drop_duplicates("of").itertuples():
        share = 1 if row.of == "returned" else 0.3
        assert model.plotters(row.fewest, 9, share) == pytest.approx(10)
        assert model.plotters(row.most, 360, share) == pytest.approx(10)


def test_a_rate_is_unknown_where_either_part_is() -> None:
    got = model.per_million(pd.Series([50, None]), pd.Series([1_000_000, 5]))
    assert got[0] == 50
    assert pd.isna(got[1])


def test_of_earlier_wars_whole_ones_are_kept_and_a_range_stands_for_its_like() -> None:
    kept = model.earlier_wars(load("after_wars"))
    assert list(kept["id"]) == [
        "afg-total-heg",
        "afg-total-ctc",
        "afg-total-wide",
        "bos-low",
        "syr-2015",
    ]
    assert (kept["low"] <= kept["high"]).all()
