"""One way to draw a range, and one way to say it."""

from __future__ import annotations

import json
from typing import Any

import pandas as pd
import pytest
import vl_convert

from aftermosul.display.ranges import range_marks, range_text
from aftermosul.evidence.tables import load


def frame(lows: list[float | None], highs: list[float | None]) -> pd.DataFrame:
    names = [f"row {number}" for number in range(len(lows))]
    return pd.DataFrame({"name": names, "low": lows, "high": highs}, dtype=object)


EVERY_KIND = frame([20, 58, 900, None, None], [22, 58, None, 110, None])


def marks(spec: dict[str, Any]) -> list[str]:
    return [layer["mark"]["type"] for layer in spec["layer"]]


@pytest.mark.parametrize(
    ("low", "high", "said"),
    [
        (20, 22, "20 to 22"),
        (58, 58, "58"),
        (900, None, "at least 900"),
        (None, 110, "up to 110"),
        (None, None, "unknown"),
        (pd.NA, float("nan"), "unknown"),
        (0, 0, "0"),
        (0, 10, "0 to 10"),
        (1200, 2500.0, "1,200 to 2,500"),
        (1.5, 2.25, "1.5 to 2.25"),
    ],
)
def test_a_range_in_words(low: Any, high: Any, said: str) -> None:
    assert range_text(low, high) == said


def test_closed_ranges_are_a_bar_and_two_ticks_without_a_legend() -> None:
    spec = range_marks(frame([1, 2], [3, 2]), y="name").to_dict()
    assert marks(spec) == ["rule", "tick", "tick"]
    assert '"legend"' not in json.dumps(spec)


def test_open_ends_get_an_arrowhead_and_unknown_rows_a_word() -> None:
    spec = range_marks(EVERY_KIND, y="name").to_dict()
    assert marks(spec) == ["rule", "tick", "tick", "rule", "point", "rule", "point", "text"]
    heads = [layer["mark"] for layer in spec["layer"] if layer["mark"]["type"] == "point"]
    assert [head["shape"] for head in heads] == ["triangle-right", "triangle-left"]
    assert heads[0]["xOffset"] > 0 > heads[1]["xOffset"]


def test_upright_ranges_point_up_for_at_least_and_down_for_up_to() -> None:
    spec = range_marks(EVERY_KIND, x="name:N").to_dict()
    heads = [layer["mark"] for layer in spec["layer"] if layer["mark"]["type"] == "point"]
    assert [head["shape"] for head in heads] == ["triangle-up", "triangle-down"]
    assert heads[0]["yOffset"] < 0 < heads[1]["yOffset"]


def test_the_tooltip_says_the_range_in_words() -> None:
    spec = range_marks(EVERY_KIND, y="name", title="Deaths", tooltip=["name"]).to_dict()
    for layer in spec["layer"]:
        fields = [tip["field"] for tip in layer["encoding"]["tooltip"]]
        assert fields == ["name", "range_text"]
        assert layer["encoding"]["tooltip"][-1]["title"] == "Deaths"
    (rows,) = spec["datasets"].values()
    assert [row["range_text"] for row in rows] == [
        "20 to 22", "58", "at least 900", "up to 110", "unknown"
    ]  # fmt: skip


@pytest.mark.parametrize("along", [{}, {"x": "name", "y": "name"}])
def test_a_range_lies_or_stands_and_does_not_do_both(along: dict[str, str]) -> None:
    with pytest.raises(ValueError, match="exactly one"):
        range_marks(EVERY_KIND, **along)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("table", "figure", "along"),
    [
        ("foreign_fighters", "departed", {"y": "country"}),
        ("territory", "area_km2", {"x": "date:T"}),
        ("revenue", "usd_millions", {"x": "year:O"}),
        ("hijackings_landmark", "deaths_victims", {"x": "date:T"}),
    ],
)
def test_any_table_can_be_drawn(table: str, figure: str, along: dict[str, str]) -> None:
    whole = load(table)
    before = whole.copy()
    chart = range_marks(whole, low=f"{figure}_low", high=f"{figure}_high", **along)  # type: ignore[arg-type]
    assert "<svg" in vl_convert.vegalite_to_svg(chart.to_dict())
    pd.testing.assert_frame_equal(whole, before)


def test_an_empty_table_is_drawn_empty() -> None:
    assert marks(range_marks(EVERY_KIND.iloc[:0], y="name:N").to_dict()) == ["rule", "tick", "tick"]
