"""Terrorism in the world by three makers: as one line, with the rule cut, and in three panels."""

from __future__ import annotations

from typing import Any

import altair as alt
import pandas as pd

from aftermosul.display import palette
from aftermosul.evidence.tables import load
from aftermosul.figures import marks
from aftermosul.figures.controls import Choice, Control
from aftermosul.figures.fields import Field, tips
from aftermosul.figures.grid import Grid
from aftermosul.figures.readings import Reading, Twin
from aftermosul.figures.widget import Instrument
from aftermosul.topics.t03_networks import words
from aftermosul.topics.t03_networks.breaks import (
    FIRST_RULE,
    HEIGHT,
    RECOUNT,
    SECOND_RULE,
    changes,
    drawn,
    outcomes,
    ticks,
)

_VIEWS = {"one": "One line", "apart": "Two rules", "panels": "A panel for each maker"}
_SHOW = {"incidents": "Incidents", "deaths": "Deaths"}
_Y = "view == 'panels' ? datum.own_y : datum.one_y"
_HERE = "datum.measure == measure && (view != 'one' || datum.joined)"
_IS_NARROW = "(width < 560)"

_POINT = (
    Field("maker", "Maker", "text"),
    Field("year", "Year"),
    Field("figure", "Figure", "d"),
    Field("rule", "What is counted", "text"),
)
_CHANGE = (Field("maker", "Maker", "text"), Field("change", "Change", "text"))
_SAID = (
    *(Field(name, name) for name in ("year", "next")),
    *(Field(name, name, "d") for name in ("first_rule", "recount", "second_rule")),
    *(Field(f"{key}_{end}", key) for key in ("state", "nctc", "start") for end in ("top", "year")),
)


def world() -> Instrument:
    """The second figure of lesson 03: three makers' yearly figures, by incidents or by deaths."""
    table = load("world_by_year")
    points = drawn(table)
    breaks = changes(load("rule_changes"), points)
    now = Grid(outcomes(table), ("view", "measure"), _SAID).at("now", "view", "measure")
    controls: list[Control] = [
        Choice("view", "Draw", tuple(_VIEWS.items()), "one"),
        Choice("measure", "Show", tuple(_SHOW.items()), "incidents"),
    ]
    chart = marks.stack(
        *_axes(ticks(points)),
        *_changes(breaks),
        *_lines(points),
        _twice(points),
        _values(points),
        *_makers(points),
        now.unseen(),
        controls=controls,
        height=HEIGHT,
        words=marks.by("measure", {option: f"'{said} a year'" for option, said in _SHOW.items()})
        + " + (view != 'panels' ? ', on one axis' : width < 560 ? ', three axes' : "
        "', each maker on an axis of its own')",
    )
    return Instrument(
        [chart],
        controls,
        words.world_words(table, breaks),
        reading=Reading(sentence=words.WORLD_SENTENCE, case_of="now", outcomes=(now,)),
        twin=Twin(
            "points",
            "Every figure drawn, maker by maker",
            _POINT,
            points[(points["measure"] == "incidents") & points["joined"]],
        ),
        steps=words.WORLD_STEPS,
    )


# ---- the drawing


def _y(field: str = "_y") -> Any:
    return alt.Y(f"{field}:Q", scale=None, axis=None)


def _axes(rows: pd.DataFrame) -> list[Any]:
    """The axes upwards, one or three, drawn by hand: the drawing changes from one to the other."""
    chart = alt.Chart(rows).transform_filter(
        "datum.measure == measure && datum.panels == (view == 'panels')"
    )
    return [
        chart.mark_rule(color=palette.QUIET, strokeOpacity=0.35).encode(
            x=alt.value(0), x2=alt.value("width"), y=_y("y")
        ),
        chart.mark_text(align="right", dx=-5, fontSize=11).encode(
            x=alt.value(0), y=_y("y"), text=alt.Text("value:Q", format=",d")
        ),
    ]


def _changes(rows: pd.DataFrame) -> list[Any]:
    """Where a rule changed, in its maker's panel: a dashed line and its year."""
    # Neighbours stand on either side of their lines.
    rows = rows.assign(after=rows.groupby("maker").cumcount() % 2 == 1)
    chart = alt.Chart(rows).transform_filter("view == 'panels'")
    line = chart.mark_rule(color=palette.EVENT, strokeWidth=1.4, strokeDash=[3, 2])
    return [
        line.encode(x="at:Q", y=_y("top"), y2=alt.Y2("bottom:Q"), tooltip=tips(*_CHANGE)),
        marks.label(
            rows,
            "Change",
            "at:Q",
            _y("top"),
            "datum.year + (width < 700 ? '' : ': ' + datum.kind)",
            when="view == 'panels'",
            align=alt.expr("datum.after ? 'left' : 'right'"),
            dx=alt.expr("datum.after ? 4 : -4"),
            baseline="top",
            dy=2,
            fontSize=11.5,
        ),
    ]


def _lines(points: pd.DataFrame) -> list[Any]:
    """The one line through everything, or a line for each run; and the figures themselves."""
    makers = list(points["maker"].unique())
    colour = alt.Color(
        "maker:N",
        scale=alt.Scale(domain=makers, range=[palette.WORLD_MAKERS[maker] for maker in makers]),
        legend=None,
    )
    # A domain of its own, so that no layer which is empty at a setting is asked for its extent.
    x = marks.axis("year", "x", 1977, 2020.5, values=list(range(1980, 2021, 5)))
    x = x.scale(domain=[1977, 2020.5], nice=False, zero=False)
    base = alt.Chart(points).transform_filter(_HERE).transform_calculate(_y=_Y)
    one = base.transform_filter("view == 'one'").mark_line(strokeWidth=2, color=palette.QUIET)
    runs = base.transform_filter("view != 'one'").mark_line(strokeWidth=2.2)
    figures = (
        alt.Chart(points, name="points")
        .transform_filter(_HERE)
        .transform_calculate(_y=_Y)
        .mark_point(filled=True, size=44, opacity=1)
    )
    return [
        one.encode(x=x, y=_y(), order="year:Q"),
        runs.encode(x=x, y=_y(), color=colour, detail="run:N"),
        figures.encode(
            x=x,
            y=_y(),
            color=colour,
            shape=alt.Shape("maker:N", scale=alt.Scale(domain=makers), legend=None),
            tooltip=tips(*_POINT),
        ),
    ]


def _twice(points: pd.DataFrame) -> Any:
    """One year counted by two rules: what joins the two is the year, and no line of time."""
    rows = points[points["series"].isin((FIRST_RULE, RECOUNT))]
    return (
        alt.Chart(rows)
        .transform_filter("view != 'one' && datum.measure == measure")
        .transform_calculate(_y=_Y)
        .transform_aggregate(low="max(_y)", high="min(_y)", groupby=["year"])
        .mark_rule(strokeWidth=1.4, strokeDash=[2, 2], stroke="currentColor")
        .encode(x="year:Q", y=_y("low"), y2=alt.Y2("high:Q"))
    )


def _values(points: pd.DataFrame) -> Any:
    """The figures of the year that two rules count, and of the year after."""
    # Where there is room: under the second rule's line on one axis, before it in a panel.
    beside = "(view != 'panels' && !datum.second)"
    second = points[points["series"] == SECOND_RULE]
    rows = pd.concat(
        [
            points[points["series"].isin((FIRST_RULE, RECOUNT))],
            second[second["year"] == second["year"].min()],
        ]
    )
    rows = rows.assign(by=rows["series"].map(words.BY_RULE), second=rows["series"] == SECOND_RULE)
    return marks.label(
        rows,
        "Values",
        "year:Q",
        alt.Y("_at:Q", scale=None, axis=None),
        f"datum.year + ({_IS_NARROW} || view == 'one' ? '' : datum.by) + ': ' "
        "+ format(datum.figure, ',')",
        when=f"{_HERE} && !(view == 'panels' && datum.second)",
        align=alt.expr(f"{beside} ? 'left' : 'right'"),
        dx=alt.expr(f"{beside} ? 8 : -8"),
        baseline="middle",
        fontSize=11.5,
    ).transform_calculate(_at=_Y)


def _makers(points: pd.DataFrame) -> list[Any]:
    """Each maker's name: at its highest figure, or over its panel with what it counts."""
    panels = points.drop_duplicates("maker", keep="last")[["maker", "rule"]]
    panels = panels.assign(top=[place * HEIGHT / len(panels) for place in range(len(panels))])
    tops = points.loc[points.groupby(["measure", "maker"])["figure"].idxmax()]
    names = marks.label(
        tops[["measure", "maker", "year", "one_y"]],
        "Makers",
        "year:Q",
        _y("one_y"),
        "datum.maker",
        when="datum.measure == measure && view != 'panels'",
        align="center",
        dx=alt.expr(f"{_IS_NARROW} ? 12 : 0"),
        dy=-9,
        baseline="bottom",
    )
    headings = marks.label(
        panels,
        "Panels",
        alt.value(4),
        _y("top"),
        f"datum.maker + ({_IS_NARROW} ? '' : ': ' + datum.rule)",
        when="view == 'panels'",
        dx=0,
        dy=10,
        baseline="top",
        fontSize=12,
    )
    return [names, headings]
