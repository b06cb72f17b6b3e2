"""How groups end, police, refugees, earlier wars, the value of a life: what rows say together."""

from __future__ import annotations

import pandas as pd
import pytest

from aftermosul.evidence import schema
from aftermosul.evidence.contested import ranges
from aftermosul.evidence.tables import load

TABLES = ["groups_end", "police_intel", "refugee_costs", "after_wars", "value_of_life"]
GROUPS = load("groups_end").set_index("id")
COSTS = load("refugee_costs").set_index("id")
WARS = load("after_wars").set_index("id")
LIVES = load("value_of_life").set_index("id")
# Rows that hold a finding in words, or a day, and no figure.
IN_WORDS = {
    "groups_end": {
        "bgs-2011",
        "cronin-life",
        "daxecker-hess-2012",
        "jl-large-last",
        "price-2012",
    },
    "police_intel": {"cifg-cash", "naf-critique"},
    "refugee_costs": {"route-diis", "route-leros-date"},
}


@pytest.mark.parametrize("name", TABLES)
def test_every_id_is_there_once(name: str) -> None:
    assert load(name)["id"].is_unique


@pytest.mark.parametrize("name", TABLES)
def test_every_row_was_seen_on_a_page(name: str) -> None:
    assert set(load(name)["verified"]) == {"page"}


@pytest.mark.parametrize("name", ["police_intel", "refugee_costs"])
def test_a_value_has_a_unit_and_a_row_without_a_value_holds_words(name: str) -> None:
    table = load(name).set_index("id")
    known = table[["value_low", "value_high"]].notna().any(axis=1)
    assert set(table.index[~known]) == IN_WORDS[name]
    assert table.loc[known, "unit"].notna().all()


# ---- how groups end


def test_the_four_shares_of_groups_that_ended_make_a_whole() -> None:
    four = GROUPS.loc[["jl-politics", "jl-policing", "jl-victory", "jl-military"]]
    assert four["sample"].nunique() == 1
    assert "splintering" in four["sample"].iloc[0]
    assert four["share_pct_low"].sum() == four["share_pct_high"].sum() == 100


def test_a_share_that_has_its_count_and_base_follows_from_them() -> None:
    shared = GROUPS.dropna(subset=["share_pct_low", "count_low", "base"])
    assert len(shared) >= 6
    for row in shared.itertuples():
        assert row.share_pct_low == round(100 * row.count_low / row.base), row.Index


def test_a_count_never_exceeds_its_base() -> None:
    based = GROUPS.dropna(subset=["count_high", "base"])
    assert (based["count_high"] <= based["base"]).all()


def test_a_count_says_what_it_counts() -> None:
    counts = GROUPS["count_high"].notna() | GROUPS["base"].notna()
    assert (counts == GROUPS["counted"].notna()).all()


def test_the_four_sizes_add_up_to_the_groups_examined() -> None:
    sizes = GROUPS.loc[["jl-size-10000", "jl-size-1000", "jl-size-100", "jl-size-0"], "base"]
    assert sizes.sum() == GROUPS.loc["jl-total", "count_low"]


def test_the_shares_of_insurgent_groups_are_not_those_of_all_groups() -> None:
    """What the lesson on policy must not pass over: the base decides."""
    assert GROUPS.loc["jl-insurgent-military", "share_pct_low"] > (
        2 * GROUPS.loc["jl-military", "share_pct_low"]
    )
    assert "insurgent" in schema.table("groups_end").gaps


# ---- police and intelligence


def test_agents_for_one_suspect_are_told_in_several_ways() -> None:
    table = load("police_intel")
    told = table[table["unit"].fillna("").str.endswith("for one person")]
    assert len(told) >= 3
    assert told["value_high"].max() >= 8 * told["value_low"].min()


# ---- refugees


def test_costs_of_different_makers_are_never_in_one_unit() -> None:
    costs = COSTS[COSTS["topic"] == "cost"]
    makers = costs.groupby("unit")["maker"].nunique()
    assert (makers == 1).all()
    assert {"IMF", "OECD", "German government"} == set(costs["maker"])


def test_the_parts_of_german_spending_stay_within_the_whole() -> None:
    whole = COSTS.loc["deu-2016-total", "value_high"]
    parts = COSTS[COSTS["measure"].str.startswith("of which")]
    assert len(parts) == 4
    assert parts["value_low"].sum() <= whole


def test_no_country_has_more_applicants_than_the_union() -> None:
    first = COSTS[COSTS["measure"] == "First-time asylum applicants"]
    union = first[first["iso3"].isna()].set_index("year")["value_high"]
    members = first[first["iso3"].notna()]
    assert len(members) >= 5
    for year, total in members.groupby("year")["value_high"].sum().items():
        assert total <= union[year], year


def test_a_year_stands_in_the_period() -> None:
    dated = COSTS.dropna(subset=["year"])
    assert (dated["period"].str[:4] == dated["year"].astype(str)).all()


# ---- earlier wars


def test_what_earlier_tables_hold_is_not_told_otherwise() -> None:
    totals = load("foreign_fighters_totals").set_index("id")
    assert WARS.loc["syr-2015", "fighters_low"] == totals.loc["fft-002", "departed_low"]
    studies = load("returnee_studies").set_index("id")
    assert WARS.loc["west-9to1", "value_high"] == studies.loc["hegghammer-2013-rate", "figure"]


def test_the_shares_of_the_records_follow_from_their_counts() -> None:
    records = WARS.loc["irq-sinjar", "fighters_low"]
    for origin in ("irq-saudi", "irq-libya"):
        share = 100 * WARS.loc[origin, "fighters_low"] / records
        assert abs(share - WARS.loc[origin, "value_low"]) < 4, origin


def test_a_row_on_an_earlier_war_holds_a_figure_or_a_finding() -> None:
    assert WARS["measure"].notna().all()
    valued = WARS["value_low"].notna() | WARS["value_high"].notna()
    assert (valued == WARS["unit"].notna()).all()


# ---- the value of a life


def test_a_value_lies_within_its_range() -> None:
    ranged = LIVES.dropna(subset=["value_low", "value_high"])
    assert len(ranged)
    assert (ranged["value_low"] <= ranged["value"]).all()
    assert (ranged["value"] <= ranged["value_high"]).all()


def test_the_american_value_rises_from_year_to_year() -> None:
    american = LIVES[(LIVES["iso3"] == "USA") & (LIVES["unit"] == "USD")].sort_values("year")
    assert american["value"].is_monotonic_increasing
    assert len(american) == 4


def test_ranges_can_be_read_in_words() -> None:
    assert ranges(load("police_intel"), "value")["text"].str.startswith("at least").any()
    assert ranges(load("groups_end"), "share_pct")["text"].str.startswith("up to").any()
    assert isinstance(ranges(load("after_wars"), "fighters"), pd.DataFrame)
