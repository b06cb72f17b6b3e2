"""Series of several makers: their courses, their gaps, and the steps between them."""

from __future__ import annotations

import pandas as pd
import pytest

from aftermosul.evidence.tables import load
from aftermosul.topics.t03_networks import breaks

TABLE = pd.DataFrame(
    {
        "year": [2005, 2003, 2002, 2006, 2005],
        "series": ["old", "old", "old", "new", "new"],
        "incidents": pd.array([30, 10, 20, 500, 600], dtype="Int64"),
        "deaths": pd.array([None, 7, None, None, None], dtype="Int64"),
    }
)


def test_a_series_is_one_makers_in_order_of_years() -> None:
    found = breaks.one_series(TABLE, "old", "incidents")
    assert found.to_dict() == {2002: 20, 2003: 10, 2005: 30}
    assert list(found.index) == [2002, 2003, 2005]


def test_unknown_figures_are_left_out_and_never_zero() -> None:
    assert breaks.one_series(TABLE, "old", "deaths").to_dict() == {2003: 7}


def test_a_course_tells_the_ends_the_extremes_and_the_gaps() -> None:
    assert breaks.course(TABLE, "old", "incidents") == breaks.Course(
        first=2002,
        at_first=20,
        last=2005,
        at_last=30,
        highest=2005,
        at_highest=30,
        lowest=2003,
        at_lowest=10,
        gaps=1,
    )


def test_a_series_without_a_figure_has_no_course() -> None:
    with pytest.raises(ValueError, match="new has no deaths"):
        breaks.course(TABLE, "new", "deaths")


@pytest.mark.parametrize(
    ("years", "runs"),
    [([2001], [0]), ([2001, 2002], [0, 0]), ([2001, 2003, 2004, 2009], [0, 1, 1, 2])],
)
def test_only_years_that_follow_one_another_share_a_run(years: list[int], runs: list[int]) -> None:
    assert breaks.unbroken(pd.Series(years)) == runs


def test_a_step_is_the_later_figure_over_the_earlier() -> None:
    assert breaks.step(TABLE, ("old", 2005), ("new", 2005), "incidents") == 20
    assert breaks.step(TABLE, ("new", 2005), ("old", 2005), "incidents") == 0.05


# ---- the drawing of all makers

WORLD = load("world_by_year")


@pytest.fixture(scope="module")
def points() -> pd.DataFrame:
    return breaks.drawn(WORLD)


def test_on_one_axis_heights_compare_across_makers_and_in_panels_within_one(
    points: pd.DataFrame,
) -> None:
    here = points[points["measure"] == "incidents"]
    up = breaks.HEIGHT - here["one_y"]
    assert (up / here["figure"]).to_numpy() == pytest.approx(up.max() / 17_000, rel=0.05)
    panel = breaks.HEIGHT / 3
    for number, (_, own) in enumerate(here.groupby("maker", sort=False), start=1):
        own_up = number * panel - own["own_y"]
        assert (own_up / own["figure"]).to_numpy() == pytest.approx(
            own_up.max() / own["figure"].max(), rel=0.05
        )
        assert 0 < own_up.max() < panel


def test_each_axis_is_round_starts_at_nought_and_agrees_with_the_points(
    points: pd.DataFrame,
) -> None:
    found = breaks.ticks(points)
    one = found[(found["measure"] == "incidents") & ~found["panels"]]
    assert list(one["value"]) == [0, 5000, 10_000, 15_000]
    assert one["y"].iloc[0] == breaks.HEIGHT
    top = points[points["figure"] == 17_000].iloc[0]
    per = (breaks.HEIGHT - top["one_y"]) / 17_000
    assert one["y"].iloc[1] == pytest.approx(breaks.HEIGHT - 5000 * per, abs=0.2)
    for measure in breaks.DRAWN:
        panels = found[(found["measure"] == measure) & found["panels"]]
        assert (panels["value"] == 0).sum() == 3
        assert len(panels) >= 6


def test_a_new_rule_stands_before_its_first_year_and_a_lost_year_on_itself(
    points: pd.DataFrame,
) -> None:
    table = pd.DataFrame(
        {
            "year": [1993, 1998],
            "maker": ["START", "NCTC"],
            "kind": ["lost year", "new rule"],
            "change": ["lost", "new"],
        }
    )
    found = breaks.changes(table, points)
    assert list(found["at"]) == [1993, 1997.5]
    assert found["top"].iloc[0] > found["top"].iloc[1]


def test_there_is_an_outcome_for_every_view_and_measure() -> None:
    found = breaks.outcomes(WORLD).set_index(["view", "measure"])
    assert len(found) == 6
    assert list(found["case"]) == ["one", "apart", "panels", "one", "once", "panels"]
    assert tuple(found.loc[("one", "incidents"), ["first_rule", "second_rule"]]) == (651, 11_111)
    assert pd.isna(found.loc[("one", "deaths"), "recount"])
    assert tuple(found.loc[("panels", "incidents"), ["state_top", "state_year"]]) == (856, 1988)
