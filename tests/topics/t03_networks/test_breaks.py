"""Series of several makers: their courses, their gaps, and the steps between them."""

from __future__ import annotations

import pandas as pd
import pytest

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
