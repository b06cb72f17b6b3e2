"""Where those who travelled were said to be, against the other tables that hold the same counts."""

from __future__ import annotations

import pandas as pd
import pytest

from aftermosul.evidence.tables import load

TABLE = load("whereabouts")
BY_ID = TABLE.set_index("id")
# Each account, and the row of another table that it was taken from.
SAME = {
    "world-2017": ("foreign_fighters_totals", "fft-016"),
    "world-2018": ("foreign_fighters_totals", "fft-026"),
    "eu-2017": ("foreign_fighters_totals", "fft-023"),
    "balkans-2019": ("foreign_fighters_totals", "fft-037"),
    "macedonia-2019": ("foreign_fighters", "ff-178"),
    "netherlands-2024": ("foreign_fighters", "ff-184"),
    "uk-2018": ("foreign_fighters", "ff-191"),
    "albania-2017": ("foreign_fighters", "ff-175"),
    "austria-2016": ("foreign_fighters", "ff-185"),
}
STOPPED = {"austria-2016": 51}  # counted there though they never left


def test_an_account_is_one_maker_on_one_origin_and_says_each_stock_once() -> None:
    accounts = TABLE.groupby("account")
    for column in ("origin", "maker", "as_of", "counts"):
        assert (accounts[column].nunique() == 1).all(), column
    assert not TABLE.duplicated(["account", "stock"]).any()


def test_every_row_has_an_end_and_a_low_is_no_more_than_its_high() -> None:
    low, high = TABLE["low"], TABLE["high"]
    assert (low.notna() | high.notna()).all()
    both = TABLE[low.notna() & high.notna()]
    assert (both["low"] <= both["high"]).all()


@pytest.mark.parametrize("account", SAME)
def test_it_says_what_the_other_table_says(account: str) -> None:
    name, row_id = SAME[account]
    row = load(name).set_index("id").loc[row_id]
    own = TABLE[TABLE["account"] == account].set_index("stock")
    gone = row["departed_low"] - STOPPED.get(account, 0)
    assert own.loc["travelled", "low"] == gone
    for stock in ("returned", "killed"):
        if stock in row and pd.notna(row[stock]):
            assert own.loc[stock, "low"] == row[stock]


def test_shares_were_turned_into_people_as_the_notes_say() -> None:
    world = BY_ID.loc["world-2015-travelled", "low"]
    for row, shares in (("world-2015-killed", (5, 10)), ("world-2015-left", (10, 30))):
        assert f"{shares[0]} to {shares[1]} per cent" in BY_ID.loc[row, "note"]
        for end, share in zip(("low", "high"), shares, strict=True):
            assert abs(BY_ID.loc[row, end] - world * share / 100) < 1
    union = BY_ID.loc["eu-2015-travelled"]
    for row, share in (("killed", 14), ("still-there", 47), ("returned", 30)):
        assert f"{share} per cent" in BY_ID.loc[f"eu-2015-{row}", "note"]
        for end in ("low", "high"):
            assert abs(BY_ID.loc[f"eu-2015-{row}", end] - union[end] * share / 100) < 1
    least = BY_ID.loc["world-2016-travelled", "low"]
    assert BY_ID.loc["world-2016-returned", "low"] == 0.3 * least
    ranks = load("recruitment").set_index("id").loc["rec-19"]
    assert BY_ID.loc["world-2016-still-there", "low"] == ranks["value_low"]


def test_fewer_residents_are_young_than_there_are_and_both_stand_in_thousands() -> None:
    people = load("population")
    share = people["aged_15_34"].astype(float) / people["population"].astype(float)
    assert share.between(0.2, 0.5).all()
    assert (people["aged_15_34"] % 1000 == 0).all()


def test_a_rate_told_as_one_in_so_many_is_the_share_beside_it() -> None:
    told = load("returnee_studies").dropna(subset=["one_in"])
    assert len(told) == 2
    assert ((100 / told["one_in"].astype(float) - told["figure"]).abs() < 0.2).all()
