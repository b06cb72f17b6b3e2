"""What was said of the branches: fighters by maker, and findings on veterans for and against."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import altair as alt
import pandas as pd

from aftermosul.display import palette
from aftermosul.figures import marks
from aftermosul.figures.controls import Control
from aftermosul.figures.fields import Field, tips
from aftermosul.figures.panels import Panel, Panels
from aftermosul.topics.t11_affiliates.places import FIRST_MONTH

_YEAR_NOW = f"({FIRST_MONTH} + floor(now / 12))"
_CHOSEN = "datum.spot == branch"

# ---- fighters

FIRST, LAST = 2011, 2025
# Each panel: its branch, its title where narrow, the top of its axis.
SHOWN = (
    ("a-is-khorasan", "Khorasan", 7000),
    ("a-is-libya", "Libya", 7000),
    ("a-isgs", "Sahel", 4000),
    ("a-iswap", "West Africa", 6000),
    ("a-is-somalia", "Somalia", 800),
    ("core-is", "Iraq, Syria", 35000),
    ("a-shabaab", "al-Shabaab", 16000),
    ("a-aqap", "AQAP", 8000),
)
_TICKS = ("2012", "2015", "2018", "2021", "2024")
_PANELS = Panels(
    # Two in a row on every page: drawn while hidden, the figure could not learn how high it is.
    [Panel(title, top, _TICKS) for _, title, top in SHOWN],
    high=78,
    left=42,
    most=2,
    wide=0,
)
_ESTIMATE = (
    Field("name", "Branch", "text"),
    Field("when", "Year", "text"),
    Field("what", "Fighters", "text"),
    Field("who", "Who says so", "text"),
)


def strength(rows: pd.DataFrame, controls: Sequence[Control]) -> Any:
    """A panel a branch: every estimate up to the year, a range as a rule, by who said it.

    `rows` has `panel`, `year`, `side` (its place within the year, in years), `bottom` and `top`
    (fighters), `open` (an arrow, or empty) and `who`.
    """
    along = f"(datum.year + datum.side - {FIRST - 0.5}) / {LAST - FIRST + 1}"
    base = (
        alt.Chart(rows)
        .transform_filter(f"datum.year <= {_YEAR_NOW}")
        .transform_calculate(
            _x=_PANELS.x(along), _y=_PANELS.y("datum.bottom"), _top=_PANELS.y("datum.top")
        )
    )
    x, y = alt.X("_x:Q", scale=None, title=None), alt.Y("_y:Q", scale=None, title=None)
    top = alt.Y("_top:Q", scale=None, title=None)
    colour = marks.coloured(
        {
            _CHOSEN: palette.CHOSEN,
            **{f"datum.who == '{m}'": hue for m, hue in palette.STRENGTH_MAKERS.items()},
        }
    )
    point = base.mark_point(filled=True, size=46, opacity=1, cursor="pointer")
    arrows = base.transform_filter("datum.open != ''").mark_text(
        fontSize=15, fontWeight=700, dy=alt.expr("datum.open == '↑' ? -11 : 11")
    )
    layers = [
        *_PANELS.frame("datum.title"),
        base.mark_rule(strokeWidth=3.5, cursor="pointer").encode(
            x=x, y=y, y2=alt.Y2("_top:Q"), color=colour
        ),
        point.encode(x=x, y=y, color=colour, tooltip=tips(*_ESTIMATE)).properties(name="estimates"),
        point.encode(x=x, y=top, color=colour, tooltip=tips(*_ESTIMATE)),
        arrows.encode(x=x, y=y, text="open:N", color=colour),
        *_makers(rows, along),
    ]
    return marks.stack(*layers, controls=controls, height=_PANELS.height, top=4)


# Where each maker names itself: (panel's branch, year).
_LABELS = {
    "UN": ("a-is-khorasan", 2023, "UN"),
    "US": ("a-is-libya", 2016, "US"),
    "Others": ("a-isgs", 2024, "others"),
}


def _makers(rows: pd.DataFrame, along: str) -> list[Any]:
    made = []
    for name, (spot, year, maker) in _LABELS.items():
        own = rows[(rows["spot"] == spot) & (rows["year"] == year)]
        if maker in palette.STRENGTH_MAKERS:
            own = own[own["who"] == maker]
        chart = alt.Chart(own.head(1)).transform_filter(f"datum.year <= {_YEAR_NOW}")
        made.append(
            _PANELS.label(
                chart, f"Maker{name}", along, "datum.top", f"'{maker}'", align="right", dx=-6, dy=4
            )
        )
    return made


# ---- veterans

LETTERS = {"sent": "S", "came": "C", "local": "L", "foreign": "F", "stayed": "I"}
_NEITHER = 5  # where the third column begins
_ROW = 46
_FINDING = (
    Field("name", "Branch", "text"),
    Field("when", "When", "text"),
    Field("what", "Finding", "text"),
    Field("number", "People", "text"),
    Field("who", "Where it stands", "text"),
)


def veterans(rows: pd.DataFrame, order: Sequence[str], controls: Sequence[Control]) -> Any:
    """A row a branch: what was found for veterans to the right, against to the left.

    `rows` has `place` (as the model's `stacked` makes it), `stands`, `route`, `year` and `name`.
    """
    x = alt.X(
        "_x:Q", axis=None, scale=alt.Scale(domain=[-4, _NEITHER + 4.6], nice=False, zero=False)
    )
    y = alt.Y(
        "name:N",
        title=None,
        sort=list(order),
        scale=alt.Scale(domain=["", *order]),
        axis=alt.Axis(labelFontSize=12, ticks=False, domain=False, labelLimit=110),
    )
    at = f"datum.place + (datum.stands == 'neither' ? {_NEITHER - 0.4} : 0)"
    base = alt.Chart(rows).transform_filter(f"datum.year <= {_YEAR_NOW}")
    base = base.transform_calculate(_x=at)
    hues = {f"datum.stands == '{name}'": hue for name, hue in palette.FINDINGS.items()}
    square = base.mark_point(shape="square", size=520, cursor="pointer", filled=False, opacity=1)
    letter = base.mark_text(fontWeight=700, fontSize=13, cursor="pointer").encode(
        x=x, y=y, text="letter:N", tooltip=tips(*_FINDING)
    )
    heads = pd.DataFrame(
        [
            {"at": -0.6, "words": "against", "side": "right"},
            {"at": 0.6, "words": "for", "side": "left"},
            {"at": _NEITHER + 0.1, "words": "neither", "side": "left"},
        ]
    )
    middle = alt.Chart(pd.DataFrame({"_x": [0.0, _NEITHER - 0.35]}))
    return marks.stack(
        middle.mark_rule(strokeOpacity=0.5, strokeWidth=1.2).encode(x=x),
        square.encode(
            x=x,
            y=y,
            fill=marks.coloured(hues),
            stroke=marks.coloured({_CHOSEN: palette.CHOSEN, **hues}),
            strokeWidth=alt.condition(_CHOSEN, alt.value(3.5), alt.value(1)),
            tooltip=tips(*_FINDING),
        ).properties(name="findings"),
        letter,
        alt.Chart(pd.DataFrame({"one": [1]}))
        .mark_text(align="left", baseline="bottom", text=alt.expr(_KEY), fontSize=12.5, y=-8)
        .encode(x=alt.value(alt.expr("width < 400 ? -100 : 0"))),
        *(
            marks.label(
                heads[heads["side"] == side],
                f"Head{side.title()}",
                alt.X("at:Q", axis=None),
                alt.value(0.62 * _ROW),
                "datum.words",
                dx=0,
                align=side,
            )
            for side in ("left", "right")
        ),
        controls=controls,
        height=_ROW * (len(order) + 1),
        top=26,
    )


# What the letters mean, above the rows.
_KEY = (
    "width < 400 ? 'S sent, C came, L local, F foreign, I stayed' : 'S sent by plan. C came. "
    "L local. F foreign, not said to be a veteran. I stayed in Iraq and Syria.'"
)
