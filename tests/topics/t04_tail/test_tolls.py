"""What a record of death tolls holds, as it stands: by hand and in the tables."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest

from aftermosul import load
from aftermosul.topics.t04_tail import tolls


def counts(*rows: tuple[int, int]) -> pd.DataFrame:
    """(deaths, events) pairs as a record."""
    return pd.DataFrame(rows, columns=["deaths", "events"])


SMALL = counts((1, 5), (2, 3), (10, 1), (100, 1))


# ---- what a record holds


def test_the_ccdf_counts_events_at_least_so_deadly() -> None:
    found = tolls.ccdf(SMALL)
    assert list(found["deaths"]) == [1, 2, 10, 100]
    assert list(found["at_least"]) == [10, 5, 2, 1]
    assert list(found["share"]) == [1.0, 0.5, 0.2, 0.1]


def test_rows_in_any_order_and_divided_rows_are_one_record() -> None:
    scattered = counts((100, 1), (1, 2), (10, 1), (1, 3), (7, 0), (2, 3))
    pd.testing.assert_frame_equal(tolls.ccdf(scattered), tolls.ccdf(SMALL))


def test_mean_and_median_agree_with_the_events_written_out() -> None:
    rng = np.random.default_rng(1)
    for _ in range(20):
        killed = rng.integers(1, 30, size=rng.integers(1, 40))
        record = tolls.from_tolls(pd.Series(killed))
        assert tolls.mean_deaths(record) == pytest.approx(killed.mean())
        assert tolls.median_deaths(record) == np.median(killed)


@pytest.mark.parametrize(
    ("record", "holds"),
    [
        (SMALL, 1),
        (counts((1, 10)), 5),
        (counts((1, 11)), 6),
        (counts((5, 2), (3, 4)), 3),
        (counts((4, 1)), 1),
    ],
)
def test_the_events_that_hold_half_are_as_few_as_can_be(record: pd.DataFrame, holds: int) -> None:
    assert tolls.events_holding_half(record) == holds


def test_without_the_largest_takes_one_event_away() -> None:
    assert tolls.without_largest(SMALL)["deaths"].max() == 10
    twice = tolls.without_largest(counts((1, 1), (9, 2)))
    assert twice.to_dict("list") == {"deaths": [1, 9], "events": [1, 1]}
    assert list(SMALL["events"]) == [5, 3, 1, 1]


def test_a_record_of_one_event_has_nothing_left() -> None:
    with pytest.raises(ValueError, match="nothing left"):
        tolls.without_largest(counts((3, 1)))


@pytest.mark.parametrize(
    ("record", "says"),
    [
        (counts((0, 4), (1, 1)), "nobody died"),
        (counts((1, -1)), "not negative"),
        (counts((1, 0)), "no event"),
        (counts(), "no event"),
    ],
)
def test_what_is_no_record_is_refused(record: pd.DataFrame, says: str) -> None:
    with pytest.raises(ValueError, match=says):
        tolls.ccdf(record)


def test_tolls_that_are_unknown_or_zero_are_left_out() -> None:
    found = tolls.from_tolls(pd.Series([3, pd.NA, 0, 3, 7], dtype="Int64"))
    assert found.to_dict("list") == {"deaths": [3, 7], "events": [2, 1]}


# ---- records of the table


def test_events_of_several_days_are_left_out_where_the_record_knows_them() -> None:
    table = pd.DataFrame(
        {
            "scope": ["A known", "A known", "A known", "B unknown"],
            "deaths": [0, 1, 9, 4],
            "events": [5, 3, 2, 1],
            "events_one_day": pd.array([5, 3, 0, None], dtype="Int64"),
        }
    )
    assert tolls.record(table, "A").to_dict("list") == {"deaths": [1], "events": [3]}
    assert tolls.record(table, "B").to_dict("list") == {"deaths": [4], "events": [1]}


def test_a_record_over_several_periods_is_added_up() -> None:
    table = load("severity_counts")
    rows = table[table["scope"].str.contains("IRQ") & (table["deaths"] > 0)]
    found = tolls.record(table, "UCDP GED IRQ")
    assert rows["period"].nunique() == 3
    assert found["events"].sum() == rows["events_one_day"].sum()
    assert found["deaths"].is_unique


@pytest.mark.parametrize("scope", ["UCDP", "Nobody's record"])
def test_several_records_or_none_are_refused(scope: str) -> None:
    with pytest.raises(ValueError, match="records begin with"):
        tolls.record(load("severity_counts"), scope)
