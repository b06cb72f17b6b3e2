"""Branches, what was said of their strength, and findings on veterans."""

from __future__ import annotations

import pandas as pd

from aftermosul.evidence.tables import load

BRANCHES = load("affiliates").set_index("id")
STRENGTH = load("affiliate_strength")
FOUND = load("veterans_to_branches")


def test_short_names_are_short_and_each_names_one() -> None:
    assert BRANCHES["short_name"].is_unique
    assert BRANCHES["short_name"].str.len().max() <= 16


def test_every_branch_has_a_place_and_the_two_cores_have_none() -> None:
    core = BRANCHES.index.str.startswith("core-")
    assert BRANCHES.loc[core, ["lat", "lon"]].isna().all(axis=None)
    placed = BRANCHES.loc[~core, ["lat", "lon"]]
    assert placed.notna().all(axis=None)
    assert not placed.duplicated().any()
    # To half a degree: no more is claimed.
    assert ((placed * 2) % 1 == 0).all(axis=None)


def test_who_left_a_network_had_pledged_before() -> None:
    left = BRANCHES[BRANCHES["left_date"].notna()]
    assert len(left)
    assert (left["left_date"] > left["pledge_date"]).all()


def test_nusras_leaving_is_that_of_the_table_of_organisations() -> None:
    organisations = load("organisations").set_index("id")
    assert BRANCHES.loc["a-nusra", "left_date"] == organisations.loc["nusra", "ended"]


def test_a_maker_gives_a_branch_one_figure_a_year_but_for_two_of_the_us() -> None:
    """The US spoke twice of Libya in 2016; who is not named may be two."""
    named = STRENGTH[STRENGTH["maker"] != "not named"]
    twice = named[named.duplicated(["affiliate_id", "year", "maker"], keep=False)]
    assert list(twice["id"]) == ["str-003", "str-004"]


def test_figures_of_the_un_are_from_its_reports_or_name_it() -> None:
    sources = load("sources").set_index("source_id")
    words = sources["author"] + " " + sources["title"]
    for row in STRENGTH[STRENGTH["maker"] == "UN"].itertuples(index=False):
        said = f"{row.note} " + " ".join(words[one] for one in row.source_id.split(";"))
        assert "UN" in said or "United Nations" in said, row.id


def test_where_a_finding_stands_goes_with_its_route() -> None:
    pairs = set(zip(FOUND["stands"], FOUND["route"], strict=True))
    assert pairs == {
        ("for", "sent"),
        ("for", "came"),
        ("neither", "foreign"),
        ("against", "local"),
        ("against", "stayed"),
    }


def test_what_a_note_calls_counter_evidence_stands_against() -> None:
    counter = FOUND["note"].str.contains("Counter-evidence")
    assert counter.sum() > 2
    assert set(FOUND.loc[counter, "stands"]) == {"against"}


def test_a_period_begins_with_its_year() -> None:
    assert pd.to_numeric(FOUND["period"].str[:4]).between(2014, 2024).all()
