"""`ranges`: low and high of a contested figure, and neither is ever made up."""

from __future__ import annotations

import pandas as pd
import pytest

import aftermosul
from aftermosul.evidence import schema
from aftermosul.evidence.contested import ranges
from aftermosul.evidence.tables import load
from aftermosul.problems import Problem

PAIRS = [
    (name, field.name.removesuffix("_low"))
    for name, table in schema.tables().items()
    for field in table.fields
    if field.name.endswith("_low")
]


def small() -> pd.DataFrame:
    return pd.DataFrame(
        {
            "deaths_low": pd.array([20, 58, 900, None, None], dtype="Int64"),
            "deaths_high": pd.array([22, 58, None, 110, None], dtype="Int64"),
        },
        index=list("abcde"),
    )


def test_a_range_is_told_in_words_and_its_open_ends_are_marked() -> None:
    found = ranges(small(), "deaths")
    assert list(found.columns) == ["low", "high", "open_low", "open_high", "text"]
    assert list(found.index) == list("abcde")
    assert list(found["text"]) == ["20 to 22", "58", "at least 900", "up to 110", "unknown"]
    assert list(found["open_low"]) == [False, False, False, True, False]
    assert list(found["open_high"]) == [False, False, True, False, False]


@pytest.mark.parametrize(("name", "figure"), PAIRS)
def test_every_pair_of_the_evidence_can_be_asked_for(name: str, figure: str) -> None:
    table = load(name)
    found = ranges(table, figure)
    assert found.index.equals(table.index)
    assert found["open_low"].dtype == found["open_high"].dtype == bool
    given = table[f"{figure}_low"].notna() & table[f"{figure}_high"].notna()
    assert (found["low"][given] == table[f"{figure}_low"][given]).all()
    assert (found["high"][given] == table[f"{figure}_high"][given]).all()
    assert not (found["open_low"] & found["open_high"]).any()
    assert ((found["text"] == "unknown") == (found["low"].isna() & found["high"].isna())).all()


def test_the_lists_of_the_brief_have_their_pairs() -> None:
    assert {
        ("hijackings_landmark", "deaths_victims"),
        ("foreign_fighters", "departed"),
        ("territory", "area_km2"),
        ("revenue", "usd_millions"),
    } <= set(PAIRS)


def test_a_figure_in_general_use_stands_only_where_no_range_is_given() -> None:
    table = pd.DataFrame(
        {
            "amount": [5.0, 7.0, None, 9.5],
            "amount_low": [None, 6.0, None, 8.0],
            "amount_high": [None, 8.0, None, None],
        }
    )
    assert list(ranges(table, "amount")["text"]) == ["5", "6 to 8", "unknown", "at least 8"]


def test_a_filtered_table_keeps_its_index_and_an_empty_one_its_columns() -> None:
    table = load("foreign_fighters")
    some = table[table["departed_high"] > 1000]
    assert ranges(some, "departed").index.equals(some.index)
    nothing = ranges(table.iloc[:0], "departed")
    assert list(nothing.columns) == ["low", "high", "open_low", "open_high", "text"]
    assert len(nothing) == 0


def test_the_readers_table_is_left_as_it_was() -> None:
    table = load("ct_spending")
    before = table.copy()
    ranges(table, "amount")
    pd.testing.assert_frame_equal(table, before)


def test_a_wrong_name_gets_the_nearest_pairs() -> None:
    with pytest.raises(Problem, match=r"no columns .*deaths_low.* Did you mean deaths_victims"):
        ranges(load("hijackings_landmark"), "deaths")


def test_a_table_without_ranges_says_so() -> None:
    with pytest.raises(Problem, match="no ranges at all"):
        ranges(load("hijackings_by_year"), "fatalities")


def test_a_low_without_a_high_column_is_no_pair() -> None:
    with pytest.raises(Problem, match="no ranges at all"):
        ranges(pd.DataFrame({"deaths_low": [1]}), "deaths")


def test_it_is_one_of_the_modules_own_names() -> None:
    assert aftermosul.ranges is ranges
