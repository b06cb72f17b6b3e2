"""Terrorism in the world by three makers, side by side and never joined."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import altair as alt
import pandas as pd

from aftermosul.display import palette
from aftermosul.evidence.tables import load
from aftermosul.figures.controls import Choice, Control, Switch
from aftermosul.figures.fields import Field
from aftermosul.figures.readings import Column, Reading, Twin, Words
from aftermosul.figures.widget import Instrument
from aftermosul.topics.t03_networks.breaks import Course, course, one_series, unbroken

_HEIGHT = 320
_CHART = "US State Dept: international incidents (chart in Patterns editions)"
_PRINTED = "US State Dept: international incidents (year-in-review figures as first printed)"
_SIGNIFICANT = "NCTC: significant international incidents"
_WITS = "NCTC WITS: all terrorism incl. domestic"
_START = "START GTD: full database, as published in START texts (deaths incl. perpetrators)"


@dataclass(frozen=True)
class _Maker:
    """One line of the figure. `series` has an edition for each measure."""

    key: str
    label: str
    rule: str
    series: tuple[str, str]
    colour: str
    shape: str
    dash: tuple[int, int]


_MAKERS = (
    _Maker(
        "state",
        "State Department",
        "incidents that touch more than one country",
        (_CHART, _PRINTED),
        palette.BASELINE,
        "circle",
        (1, 0),
    ),
    _Maker(
        "nctc",
        "NCTC",
        "all terrorism, within countries too",
        (_WITS, _WITS),
        palette.CHOSEN,
        "square",
        (6, 3),
    ),
    _Maker(
        "start",
        "START",
        "all terrorism; deaths include attackers",
        (_START, _START),
        palette.TEAL,
        "triangle-up",
        (2, 2),
    ),
)
_MEASURES = ("incidents", "deaths")
# Where it stands, and what changed: between two years, or on the year that is lost.
_BREAKS = (
    (1993.0, "1993: the records of this year, in the database that START took over, were lost."),
    (1997.5, "1998: START's database is collected afterwards from archives, not as events occur."),
    (2003.5, "2004: NCTC takes over from the State Department, with a rule of its own."),
    (2004.5, "2005: NCTC counts attacks within one country too."),
    (2011.5, "2012: NCTC's count has ended; START compiles the annex, and changes its collection."),
)


def world() -> Instrument:
    """The second instrument of lesson 03: three world series, by incidents or by deaths."""
    table = load("world_by_year")
    controls: list[Control] = [
        Choice(
            "follow",
            "Follow",
            (("all", "All three makers"), *((m.key, m.label) for m in _MAKERS)),
            "all",
        ),
        Choice("measure", "Show", (("incidents", "Incidents"), ("deaths", "Deaths")), "incidents"),
        Switch("marks", "Mark the changes of rule", True),
    ]
    return Instrument([_chart(table, controls)], controls, _words(), reading=_READING, twin=_TWIN)


# ---- data as the chart wants it


def _points(table: pd.DataFrame) -> pd.DataFrame:
    """One row a maker, measure and year. A line joins the points of one `run` only."""
    parts = []
    for maker in _MAKERS:
        for measure, series in zip(_MEASURES, maker.series, strict=True):
            known = one_series(table, series, measure).rename("figure").reset_index()
            runs = unbroken(known["year"])
            parts.append(
                known.assign(
                    measure=measure,
                    maker=maker.key,
                    label=maker.label,
                    counts=maker.rule,
                    run=[f"{maker.key}{n}" for n in runs],
                )
            )
    for measure in _MEASURES:
        lone = one_series(table, _SIGNIFICANT, measure).rename("figure").reset_index()
        parts.append(
            lone.assign(
                measure=measure,
                maker="lone",
                label="NCTC, first rule",
                counts="significant incidents that touch more than one country",
                run="lone",
            )
        )
    return pd.concat(parts, ignore_index=True)


def _courses(table: pd.DataFrame) -> dict[tuple[str, str], Course]:
    return {
        (maker.key, measure): course(table, series, measure)
        for maker in _MAKERS
        for measure, series in zip(_MEASURES, maker.series, strict=True)
    }


def _ends(courses: dict[tuple[str, str], Course]) -> pd.DataFrame:
    """What the reading's table says of each maker, by measure; its label stands at its highest."""
    rows = []
    for maker in _MAKERS:
        for measure in _MEASURES:
            c = courses[maker.key, measure]
            rows.append(
                {
                    "maker": maker.key,
                    "measure": measure,
                    "label": maker.label,
                    "year": c.highest,
                    "figure": c.at_highest,
                    "opens": f"{c.at_first:,} in {c.first}",
                    "top": f"{c.at_highest:,} in {c.highest}",
                    "bottom": f"{c.at_lowest:,} in {c.lowest}",
                    "closes": f"{c.at_last:,} in {c.last}",
                    "silent": c.gaps,
                    "counts": maker.rule,
                }
            )
    return pd.DataFrame(rows)


def _stories(table: pd.DataFrame, courses: dict[tuple[str, str], Course]) -> pd.DataFrame:
    """One sentence for each setting, and the top of the axis that goes with it."""
    rows = []
    for measure in _MEASURES:
        lone = int(one_series(table, _SIGNIFICANT, measure).iloc[0])
        for key in ("all", *(m.key for m in _MAKERS)):
            shown = [courses[m.key, measure] for m in _MAKERS if key in ("all", m.key)]
            rows.append(
                {
                    "follow": key,
                    "measure": measure,
                    "says": _story(key, measure, shown, lone),
                    "top": max(c.at_highest for c in shown),
                }
            )
    return pd.DataFrame(rows)


def _story(key: str, measure: str, shown: list[Course], lone: int) -> str:
    if key == "all":
        wits = shown[1]
        return (
            f"Three makers, three rules, no one line. NCTC has {lone:,} {measure} for 2004 by its "
            f"first rule and {wits.at_first:,} for {wits.first} by its second."
        )
    (c,) = shown
    name = {m.key: m.label for m in _MAKERS}[key]
    turn = {
        "state": f"the lowest stands in {c.lowest}, at {c.at_lowest:,}",
        "nctc": f"the lowest stands in {c.lowest}, at {c.at_lowest:,}",
        "start": f"of the years from {c.first} to {c.last}, {c.gaps} are not published here",
    }[key]
    return (
        f"{name} alone: {c.at_first:,} {measure} in {c.first} and {c.at_last:,} in {c.last}. "
        f"The highest stands in {c.highest}, at {c.at_highest:,}; {turn}."
    )


# ---- the drawing


def _chart(table: pd.DataFrame, controls: list[Control]) -> Any:
    courses = _courses(table)
    points, ends, stories = _points(table), _ends(courses), _stories(table, courses)
    return (
        alt.layer(
            *_break_marks(),
            *_lines(points, stories),
            *(_label(ends, maker) for maker in _MAKERS),
            _title(stories),
        )
        .add_params(*(param for control in controls for param in control.params()))
        .properties(
            width="container",
            height=_HEIGHT,
            padding={"top": 12, "right": 10, "left": 4, "bottom": 4},
        )
    )


def _top(stories: pd.DataFrame) -> Any:
    """The top of the axis: the highest figure of what is followed, and a little."""
    cases = [
        f"follow == '{row['follow']}' && measure == '{row['measure']}' ? {round(row['top'] * 1.12)}"
        for row in stories.to_dict("records")
    ]
    return alt.expr(" : ".join([*cases, "1"]))


def _x() -> Any:
    axis = alt.Axis(format="d", values=list(range(1980, 2021, 5)), grid=False, labelOverlap=True)
    return alt.X(
        "year:Q",
        title=None,
        axis=axis,
        scale=alt.Scale(domain=[1977, 2020.5], nice=False, zero=False),
    )


def _lines(points: pd.DataFrame, stories: pd.DataFrame) -> list[Any]:
    keys = [*(m.key for m in _MAKERS), "lone"]
    colours = alt.Scale(domain=keys, range=[*(m.colour for m in _MAKERS), palette.CHOSEN])
    shapes = alt.Scale(domain=keys, range=[*(m.shape for m in _MAKERS), "diamond"])
    dashes = alt.Scale(domain=keys, range=[*(list(m.dash) for m in _MAKERS), [1, 0]])
    scale = alt.Scale(domainMin=0, domainMax=_top(stories), nice=False, zero=True)
    y = alt.Y("figure:Q", title=None, scale=scale, axis=alt.Axis(tickCount=6, format=",d"))
    seen = alt.condition(
        "follow == 'all' || datum.maker == follow || (follow == 'nctc' && datum.maker == 'lone')",
        alt.value(1),
        alt.value(0.22),
    )
    colour = alt.Color("maker:N", scale=colours, legend=None)
    lines = (
        alt.Chart(points)
        .transform_filter("datum.measure == measure")
        .mark_line(strokeWidth=2.2, clip=True)
        .encode(
            x=_x(),
            y=y,
            color=colour,
            detail="run:N",
            strokeDash=alt.StrokeDash("maker:N", scale=dashes, legend=None),
            opacity=seen,
        )
    )
    marks = (
        alt.Chart(points, name="points")
        .transform_filter("datum.measure == measure")
        .mark_point(filled=True, size=55, clip=True)
        .encode(
            x=_x(),
            y=y,
            color=colour,
            shape=alt.Shape("maker:N", scale=shapes, legend=None),
            opacity=seen,
            tooltip=[
                alt.Tooltip("year:Q", title="Year", format="d"),
                alt.Tooltip("label:N", title="Maker"),
                alt.Tooltip("figure:Q", title="Figure", format=","),
                alt.Tooltip("counts:N", title="What it counts"),
            ],
        )
    )
    return [lines, marks]


def _label(ends: pd.DataFrame, maker: _Maker) -> Any:
    """A maker's name at its highest point, in its own colour."""
    left = maker.key == "start"
    return (
        alt.Chart(ends, name=maker.key)
        .transform_filter(f"datum.measure == measure && datum.maker == '{maker.key}'")
        .mark_text(
            align="left",
            baseline="bottom",
            dx=8 if left else -4,
            dy=-6,
            fontSize=13,
            fontWeight=600,
            color=maker.colour,
            clip=True,
        )
        .encode(
            x=_x(),
            y="figure:Q",
            text="label:N",
            opacity=alt.condition(
                f"follow == 'all' || follow == '{maker.key}'", alt.value(1), alt.value(0)
            ),
        )
    )


def _break_marks() -> list[Any]:
    """The changes of rule: a line each, and its number above the drawing."""
    breaks = pd.DataFrame(
        {
            "year": [at for at, _ in _BREAKS],
            "number": range(1, len(_BREAKS) + 1),
            "what": [what for _, what in _BREAKS],
        }
    )
    shown = alt.condition("marks", alt.value(1), alt.value(0))
    base = alt.Chart(breaks).encode(
        x=_x(), opacity=shown, tooltip=[alt.Tooltip("what:N", title="Change")]
    )
    lines = base.mark_rule(color=palette.EVENT, strokeWidth=1.2, strokeDash=[3, 2]).encode(
        y=alt.value(0), y2=alt.value(_HEIGHT)
    )
    numbers = base.mark_text(color=palette.EVENT, fontSize=12, fontWeight=600).encode(
        y=alt.value(-8), text="number:Q"
    )
    return [lines, numbers]


def _title(stories: pd.DataFrame) -> Any:
    """What the figure shows: the sentence of the reading stands behind it."""
    return (
        alt.Chart(stories, name="story")
        .transform_filter("datum.follow == follow && datum.measure == measure")
        .transform_calculate(
            heading="datum.measure == 'incidents' ? 'Incidents a year' : 'Deaths a year'"
        )
        .mark_text(align="left", baseline="bottom", fontSize=13)
        .encode(x=alt.value(-30), y=alt.value(-8), text="heading:N")
    )


# ---- what is said with it

_READING = Reading(
    sentence="{story.says}",
    caption="Each maker's figures",
    columns=tuple(Column(m.key, m.label, colour=m.colour) for m in _MAKERS),
    rows=(
        Field("counts", "What is counted", "text"),
        Field("opens", "First figure", "text"),
        Field("top", "Highest", "text"),
        Field("bottom", "Lowest", "text"),
        Field("closes", "Last figure", "text"),
        Field("silent", "Years without one", "text"),
    ),
    corner="Figure",
)

_TWIN = Twin(
    mark="points",
    caption="Every figure drawn, maker by maker",
    fields=(
        Field("label", "Maker", "text"),
        Field("year", "Year", ""),
        Field("figure", "Figure", "d"),
        Field("counts", "What it counts", "text"),
    ),
)


def _words() -> Words:
    return Words(
        title="Terrorism in the world by year: three makers, three rules",
        caption=(
            "No line runs from one maker to the next, or over years without a published figure. "
            "NCTC's diamond is its count for 2004 by an earlier rule. Deaths by the State "
            "Department are those first printed, from 1995; START's include attackers. "
            "The axis fits what you follow."
        ),
        alt=(
            "Yearly figures of three makers. The State Department's stay in the hundreds to 2001; "
            "NCTC's begin in 2005 at more than ten thousand; START's fall from 1992 to 2000 and "
            "are highest in 2014."
        ),
        notes_title="The changes marked",
        notes=tuple(what for _, what in _BREAKS),
        sources=("world_by_year", "start-gtd-history"),
    )
