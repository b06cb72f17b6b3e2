"""A grid: one row for a setting, the same for the browser's filter and Python's look-up."""

from __future__ import annotations

import pandas as pd
import pytest

from aftermosul.figures.fields import Field
from aftermosul.figures.grid import MOST_ROWS, Grid

ROWS = pd.DataFrame(
    {
        "who": ["a", "a", "b", "b"],
        "year": [1, 2, 1, 2],
        "rate": [0.446, None, 0.25, 1.0],
        "case": ["up", "none", "up", "down"],
        "left_out": [1, 2, 3, 4],
    }
)
RATE = (Field("rate", "Rate", ".1f"),)


def test_python_finds_the_row_of_a_setting_to_the_decimals_that_show() -> None:
    chosen = Grid(ROWS, ("who", "year"), RATE).at("now", "person", "year")
    row = chosen.row({"person": "a", "year": 1, "other": 3})
    assert row == {"who": "a", "year": 1, "rate": 0.4, "case": "up"}
    assert chosen.row({"person": "a", "year": 2})["rate"] is None
    assert chosen.row({"person": "c", "year": 2}) == {}


def test_the_browsers_half_holds_the_same_rows_and_filters_by_the_same_signals() -> None:
    grid = Grid(ROWS, ("who", "year"), RATE)
    spec = grid.at("now", "person", "year").chart().mark_point().to_dict()
    (packed,) = spec["datasets"].values()
    lists = [name for name in packed[0] if name != "who"]
    spread = pd.DataFrame(packed).explode(lists, ignore_index=True)
    assert spread.sort_index(axis=1).to_dict("list") == grid.rows.sort_index(axis=1).to_dict("list")
    steps = spec["transform"]
    assert [step.get("filter") for step in steps] == [
        "datum.who == person",
        None,
        "datum.year == year",
    ]
    assert set(steps[1]["flatten"]) == set(lists)


def test_two_outcomes_for_one_setting_and_too_many_are_refused() -> None:
    with pytest.raises(ValueError, match="two outcomes for one setting of who"):
        Grid(ROWS, ("who",), RATE)
    many = pd.DataFrame({"k": range(MOST_ROWS + 1), "rate": 1.0})
    with pytest.raises(ValueError, match="at most 20000"):
        Grid(many, ("k",), RATE)


def test_a_signal_for_each_key_is_asked_for() -> None:
    with pytest.raises(ValueError, match="zip"):
        Grid(ROWS, ("who", "year"), RATE).at("now", "person")
