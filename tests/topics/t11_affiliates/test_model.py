"""The models of lesson 11: states of branches, differences of ranges, years around a pledge."""

from __future__ import annotations

import pandas as pd
import pytest

from aftermosul.evidence.tables import load
from aftermosul.topics.t11_affiliates import model, pledges

DAYS = list(pd.to_datetime(["2014-01-15", "2014-12-15", "2016-10-15", "2020-01-15"]))
OWN = model.branches(load("affiliates"))
YEARLY = pd.DataFrame(
    {
        "year": [1, 2, 3, 4, 4, 5],
        "low": [10.0, 0, 30, 5, 5, 12],
        "high": [10.0, 24, 30, 5, 5, 12],
    }
)


# ---- branches


def test_the_two_cores_are_no_branches_and_nobody_else_is_lost() -> None:
    every = load("affiliates")
    assert set(every["id"]) - set(OWN["id"]) == {"core-aq", "core-is"}
    assert list(OWN["network"].unique()) == ["islamic-state", "al-qaeda"]


def test_each_branchs_stretches_cover_all_days_once() -> None:
    cut = model.states(OWN, DAYS)
    for _, own in cut.groupby("id"):
        covered = [
            step for a, b in zip(own["from"], own["to"], strict=True) for step in range(a, b + 1)
        ]
        assert covered == list(range(len(DAYS)))


def test_the_states_are_those_of_the_dates() -> None:
    cut = model.states(OWN, DAYS).set_index("id")

    def states(spot: str) -> list[str]:
        return list(cut.loc[[spot], "state"])

    assert states("a-iswap") == [model.NOT_YET, model.RECOGNISED]
    assert states("a-isgs") == [model.NOT_YET, model.PLEDGED, model.RECOGNISED]
    assert states("a-nusra") == [model.RECOGNISED, model.LEFT]
    assert states("a-is-tunisia") == [model.NOT_YET]


def test_a_count_of_a_day_adds_up_to_all_branches() -> None:
    counted = model.counted(model.states(OWN, DAYS), len(DAYS))
    sums = counted.drop(columns="step").sum(axis=1)
    assert (sums == len(OWN)).all()
    essay = counted.loc[2]
    by_hand = OWN[(OWN["network"] == "islamic-state") & (OWN["recognised_date"] <= DAYS[2])]
    assert essay[f"islamic-state {model.RECOGNISED}"] == len(by_hand)


# ---- ranges


@pytest.mark.parametrize(
    ("before", "after", "least", "most"),
    [((5, 5), (7, 7), 2, 2), ((1, 3), (1, 3), -2, 2), ((3500, 4500), (2500, 4000), -2000, 500)],
)
def test_a_change_pairs_the_ends_that_are_furthest_apart(before, after, least, most) -> None:
    assert model.change(before, after) == (least, most)


def test_a_range_that_runs_backwards_is_refused() -> None:
    with pytest.raises(ValueError, match="backwards"):
        model.change((2, 1), (1, 2))


def test_findings_stack_from_the_middle_each_in_its_branchs_row() -> None:
    placed = model.stacked(load("veterans_to_branches"))
    for (_, stands), rows in placed.groupby(["affiliate_id", "stands"]):
        sign = -1 if stands == "against" else 1
        assert sorted(rows["place"] * sign) == list(range(1, len(rows) + 1))


# ---- before and after


def test_the_year_of_the_event_belongs_to_neither_side() -> None:
    out = pledges.outcome(YEARLY, 4, 1, pledged=4)
    assert (out["before_low"], out["after_low"]) == (30, 12)
    assert out["case"] == pledges.PLEDGE
    assert out["left_low"] == 40


def test_a_missing_year_makes_a_range_and_two_names_are_added() -> None:
    out = pledges.outcome(YEARLY, 3, 1, pledged=4)
    assert (out["before_low"], out["before_high"]) == (0, 24)
    assert (out["after_low"], out["after_high"]) == (10, 10)
    assert out["left_low"] is None, "a mean that may be zero has no share"
    wide = pledges.outcome(YEARLY, 3, 2, pledged=4)
    assert (wide["before_low"], wide["before_high"]) == (5, 17)
    assert wide["left_low"] == pytest.approx(100 * 11 / 17)
    assert wide["case"] == pledges.PLACEBO


def test_years_that_are_not_covered_are_said_and_never_zero() -> None:
    out = pledges.outcome(YEARLY, 4, 2, pledged=4)
    assert out["case"] == pledges.NO_YEARS
    assert out["after_low"] is None


def test_a_row_that_ends_is_not_a_fall_to_nothing() -> None:
    ends = YEARLY.assign(low=[10.0, 10, 10, 10, 0, 0], high=[10.0, 10, 10, 10, 0, 24])
    assert pledges.outcome(ends, 4, 1, pledged=4)["case"] == pledges.RENAMED


def test_an_actors_years_without_a_row_are_between_zero_and_the_most_unseen() -> None:
    table = load("one_sided_violence")
    own = pledges.of_actor(table, "al-Shabaab", 2008, 2012).set_index("year")
    assert (own.loc[2009, "low"], own.loc[2009, "high"]) == (0, 24)
    assert own.loc[2010, "low"] == own.loc[2010, "high"] == 89
    assert table["deaths_best"].min() > pledges.MOST_UNRECORDED


def test_a_countrys_years_hold_the_two_names_and_no_totals() -> None:
    violence = load("violence_by_country_year")
    own = pledges.of_country(violence, "NGA", ["Boko Haram (JAS)", "Islamic State (IS)"])
    assert set(own["actor"]) == {"Boko Haram (JAS)", "Islamic State (IS)"}
    assert own.groupby("year")["low"].sum()[2015] == 2497 + 1117
