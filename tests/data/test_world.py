"""The yearly counts of the world: who made each, by which rule, and when a rule changed."""

from __future__ import annotations

import re

import pandas as pd

from aftermosul.evidence.tables import load

WORLD = load("world_by_year")
CHANGES = load("rule_changes")

# How the name of a series begins, and whose it is.
MAKERS = {
    "IEP Global Terrorism Index": "IEP",
    "Jane's": "Jane's",
    "NCTC": "NCTC",
    "Recount of 2004 by NCTC": "NCTC",
    "START": "START",
    "US State Dept": "State Department",
}
SIGNIFICANT = "NCTC: significant international incidents"
WITS = "NCTC WITS: all terrorism incl. domestic"
RECOUNT = "Recount of 2004 by NCTC, July 2005"


def years(series: str) -> list[int]:
    found = WORLD.loc[WORLD["series"] == series, "year"]
    assert len(found)
    return sorted(found)


def change(year: int, maker: str) -> pd.Series:
    (row,) = (row for _, row in CHANGES.iterrows() if (row["year"], row["maker"]) == (year, maker))
    return row


def test_a_series_belongs_to_the_maker_that_its_name_begins_with() -> None:
    for series, maker in WORLD[["series", "maker"]].drop_duplicates().itertuples(index=False):
        assert [own for start, own in MAKERS.items() if series.startswith(start)] == [maker]
    assert set(WORLD["maker"]) == set(MAKERS.values())


def test_a_series_has_one_rule_and_its_name_agrees_with_it() -> None:
    rules = WORLD.groupby("series")["rule"].unique()
    assert (rules.map(len) == 1).all()
    for series, (rule,) in rules.items():
        assert ("more than one country" in rule) == (
            "international" in series or "Patterns" in series
        )
        assert ("include attackers" in rule) == ("incl. perpetrators" in series)


def test_nctc_has_two_rules_and_2004_was_counted_by_both_kinds() -> None:
    counted = WORLD[(WORLD["maker"] == "NCTC") & (WORLD["year"] == 2004)].set_index("series")
    assert set(counted.index) == {SIGNIFICANT, RECOUNT}
    assert counted["incidents"].to_dict() == {SIGNIFICANT: 651, RECOUNT: 3192}
    assert (
        f"against {counted.loc[SIGNIFICANT, 'incidents']} by the first"
        in (counted.loc[RECOUNT, "note"])
    )
    assert counted.loc[RECOUNT, "source_id"] == "cnn-2005-nctc"
    assert counted["rule"].nunique() == 2


PRINTED = "US State Dept: international incidents (year-in-review figures as first printed)"


def test_each_change_names_its_own_year_and_no_other() -> None:
    assert len(CHANGES) == 6
    for row in CHANGES.itertuples(index=False):
        assert re.findall(r"\b(?:19|20)\d\d\b", row.change) == [str(row.year)]


def test_a_new_rule_begins_where_the_series_that_follows_it_does() -> None:
    """Years that the yearly counts themselves fix; a change six years off would not pass."""
    assert set(zip(CHANGES["year"], CHANGES["maker"], strict=True)) == {
        (min(years(PRINTED)), "State Department"),
        (1993, "START"),
        (1998, "START"),
        (min(years(SIGNIFICANT)), "NCTC"),
        (min(years(WITS)), "NCTC"),
        (max(years(WITS)) + 1, "START"),
    }
    (annex,) = (s for s in WORLD["series"].unique() if s.startswith("START annex"))
    assert min(years(annex)) == max(years(WITS)) + 1


def test_the_changes_of_starts_history_cite_it_and_the_lost_year_has_no_figure() -> None:
    for year in (1993, 1998):
        assert change(year, "START")["source_id"] == "start-gtd-history"
    lost = CHANGES[CHANGES["kind"] == "lost year"]
    assert list(lost["year"]) == [1993]
    start = WORLD[WORLD["maker"] == "START"]
    assert not set(lost["year"]) & set(start["year"])
    assert "archives" in change(1998, "START")["change"]
    assert "within one country" in change(2005, "NCTC")["change"]
