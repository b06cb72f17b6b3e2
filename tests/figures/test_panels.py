"""Small multiples: their places, and a height that follows from the page's width."""

from __future__ import annotations

import re
from typing import Any

import altair as alt
import pandas as pd
import pytest
import vl_convert

from aftermosul.figures.panels import Panel, Panels

NAMES = ("First", "Second", "Third", "Fourth")
PANELS = Panels(
    [Panel(name, 100, ("2014", "2015"), f"{name[0]}.") for name in NAMES], high=100, wide=720
)


def drawn(width: int, *more: Any) -> str:
    chart = alt.layer(*PANELS.frame(), *more).properties(width=width, height=PANELS.height)
    return str(vl_convert.vegalite_to_svg(chart.to_dict()))


def places(svg: str, says: str) -> list[tuple[float, float]]:
    found = re.findall(r'translate\(([-\d.]+),([-\d.]+)\)"[^>]*>' + re.escape(says) + "<", svg)
    return [(float(x), float(y)) for x, y in found]


@pytest.mark.parametrize(("width", "rows"), [(800, 2), (600, 2), (400, 2)])
def test_the_height_follows_from_the_rows_of_panels(width: int, rows: int) -> None:
    height = float(re.search(r'height="([\d.]+)"', drawn(width)).group(1))
    assert rows * 168 <= height < (rows + 1) * 168


def test_three_stand_in_a_row_where_there_is_room_and_two_where_not() -> None:
    for width, at in ((800, 2), (600, None)):
        (first,), (third,) = (places(drawn(width), name) for name in ("First", "Third"))
        assert (first[1] == third[1]) == (at is not None)


def test_titles_are_short_and_years_have_two_digits_where_it_is_narrow() -> None:
    assert len(places(drawn(800), "2014")) == len(NAMES)
    assert places(drawn(400), "2014") == []
    assert len(places(drawn(400), "’14")) == len(NAMES)
    assert places(drawn(400), "First") == []
    assert len(places(drawn(400), "F.")) == 2


def test_a_mark_stands_in_its_panel_and_never_above_its_top() -> None:
    rows = pd.DataFrame({"panel": [0, 0, 3], "value": [50, 500, 0], "name": ["half", "far", "no"]})
    label = PANELS.label(alt.Chart(rows), "One", "0.5", "datum.value", "datum.name", dx=0)
    svg = drawn(600, label)
    (half,), (far,), (none,) = (places(svg, name) for name in ("half", "far", "no"))
    assert far[0] == half[0] < 300 < none[0]
    assert half[1] - far[1] == 50
    assert none[1] - half[1] == 168 + 50
