"""How few suffice? Plotters among those who come back, by two rates, and earlier wars."""

from __future__ import annotations

from typing import Any

import altair as alt
import pandas as pd

from aftermosul.display import palette
from aftermosul.evidence.tables import load
from aftermosul.figures import known, marks, settings
from aftermosul.figures.controls import Choice, Control, Range
from aftermosul.figures.fields import Field, tips
from aftermosul.figures.grid import Grid
from aftermosul.figures.readings import Reading, Twin
from aftermosul.figures.widget import Instrument
from aftermosul.topics.t09_diaspora import model, rows, words

_HEIGHT, _ROW = 330, 42
_NARROW = "(width < 480)"
_LOW, _HIGH, _STEP, _START = 100, 6000, 100, 1500
# The axis across, and where each rate is named on it.
_FROM, _TO, _NAMED = 20, 20_000, 400
_PARIS = "eu-2015-11-13-paris"
_OF = {"returned": "those who come back", "travelled": "all who went, of whom 30 in 100 come back"}
_VIEW = {rows.RATES: "Plotters, by two rates", rows.WARS: "Fighters of earlier wars"}

_RATE = (Field("back", "Come back", "d"), Field("plotters", "Plotters", ".1f"))
_WAR = (
    Field("war", "War", "text"),
    Field("figure", "Foreign fighters", "text"),
    Field("measure", "Who is counted", "text"),
)
_BOUND = (
    Field("what", "Of whom", "text"),
    Field("period", "Years", "text"),
    Field("figure", "Figure", "text"),
    Field("who", "Who or what says so", "text"),
    Field("note", "Note", "text"),
)
_SAID = (
    Field("low", "low", ".1f"),
    *(Field(name, name, "d") for name in ("back", "high", "fewest", "most", "attackers")),
)


def sufficient() -> Instrument:
    """The second figure of lesson 09: an interval of plotters, and earlier wars beside it."""
    studies, attacks = load("returnee_studies"), load("europe_attacks")
    said = rows.rates(studies)
    many, few = (int(one_in) for one_in in said["one_in"])
    attackers = int(attacks.loc[attacks["id"] == _PARIS, "attackers"].sum())
    share = float(studies.loc[studies["id"] == "icct-2016", "figure"].sum()) / 100
    numbers = range(_LOW, _HIGH + 1, _STEP)
    outcomes = model.by_rates(numbers, few, many, share, attackers)
    wide = model.by_rates((_FROM, _NAMED, _TO), few, many, share, attackers)
    ranges = rows.wars(load("after_wars"), load("whereabouts"))
    table = rows.twin(said, ranges)
    every = pd.concat(
        [
            outcomes.assign(view=rows.RATES, case=outcomes["of"], attackers=attackers),
            outcomes.assign(view=rows.WARS, case=rows.WARS, attackers=attackers),
        ]
    )
    now = Grid(every, ("back", "of", "view"), _SAID).at("now", "back", "of", "view")
    controls: list[Control] = [
        Range("back", "How many come back", _LOW, _HIGH, _START, _STEP, unit="people"),
        Choice("of", "The rate is one of", tuple(_OF.items()), "returned"),
        Choice("view", "Show", tuple(_VIEW.items()), rows.RATES),
    ]
    plotters = marks.stack(
        *_rates(outcomes, wide, said),
        *_paris(outcomes, attackers),
        _table(table),
        now.unseen(),
        controls=controls,
        height=_HEIGHT,
        words=f"'Plotters' + ({_NARROW} ? '' : ', against people who come back') + ', by tens'",
        top=24,
    )
    wars = marks.stack(
        *_wars(ranges),
        controls=[],
        height=_ROW * len(ranges),
        words="'Foreign fighters, by tens'",
        top=24,
    )
    counts = known.counted(table, "view")
    return Instrument(
        [
            settings.only_when(plotters, view=(rows.RATES,)),
            settings.only_when(wars, view=(rows.WARS,)),
        ],
        controls,
        words.enough_words(attackers, many, few, share, said),
        reading=Reading(sentence=words.ENOUGH_SENTENCE, case_of="now", outcomes=(now,)),
        twin=Twin("table", "The figures drawn", _BOUND, table[table["view"] == rows.RATES]),
        steps=words.ENOUGH_STEPS,
        known=known.Known(counts, {"view": "view"}, "published figures"),
    )


# ---- two rates


def _x(field: str = "back") -> Any:
    axis = alt.Axis(values=[100, 1000, 10_000], format=",d", grid=False)
    scale = alt.Scale(type="log", domain=[_FROM, _TO], nice=False)
    return alt.X(f"{field}:Q", title=None, scale=scale, axis=axis)


def _y(field: str = "plotters") -> Any:
    scale = alt.Scale(type="log", domain=[0.1, 4000], nice=False)
    axis = alt.Axis(values=[1, 10, 100, 1000], format=",d")
    return alt.Y(f"{field}:Q", title=None, scale=scale, axis=axis)


def _rates(outcomes: pd.DataFrame, wide: pd.DataFrame, said: pd.DataFrame) -> list[Any]:
    """The room between two rates, and the interval at the number that is chosen."""
    here, chosen = "datum.of == of", "datum.back == back"
    kept = ["back", "of", "low", "high"]
    room = alt.Chart(wide[kept].round(3)).transform_filter(here)
    every = rows.ends(wide, said)
    # It was public once both rates were.
    between = outcomes[kept].round(3).assign(public=known.whole(list(said["public"])))
    interval = alt.Chart(between).transform_filter(f"{here} && {chosen}")
    now = alt.Chart(rows.ends(outcomes, said)).transform_filter(f"{here} && {chosen}")
    colour = marks.coloured({chosen: palette.CHOSEN})
    fill = marks.coloured({f"{chosen} && datum.seen": palette.CHOSEN}, "transparent")
    return [
        room.mark_area(opacity=0.16, color=palette.PLAIN, clip=True).encode(
            x=_x(), y=_y("low"), y2="high:Q"
        ),
        alt.Chart(every)
        .transform_filter(here)
        .mark_line(strokeWidth=1.6, color=palette.PLAIN, clip=True)
        .encode(x=_x(), y=_y(), detail="rate:N"),
        interval.mark_rule(strokeWidth=4).encode(x=_x(), y=_y("low"), y2="high:Q", color=colour),
        now.mark_point(filled=False, size=90, strokeWidth=2.5, opacity=1).encode(
            x=_x(), y=_y(), stroke=colour, fill=fill, tooltip=tips(*_RATE)
        ),
        marks.label(
            every[every["back"] == _NAMED],
            "Rates",
            _x(),
            _y(),
            f"{_NARROW} ? replace(datum.name, /,| [(].*/, '') : datum.name",
            when=here,
            align=alt.expr("datum.rate == 'high' ? 'right' : 'left'"),
            dx=alt.expr("datum.rate == 'high' ? -8 : 8"),
            dy=alt.expr("datum.rate == 'high' ? -8 : 12"),
        ),
        _value(now),
    ]


def _value(now: Any) -> Any:
    """Both ends of the interval, in figures."""
    placed = now.transform_calculate(
        _words="(datum.rate == 'high' ? 'up to ' : '') + format(datum.plotters, "
        "datum.plotters < 9.5 ? '.1f' : ',.0f')"
    )
    text = placed.mark_text(
        align="left",
        dx=9,
        dy=alt.expr("datum.rate == 'high' ? -8 : 10"),
        fontWeight=600,
    )
    return text.encode(x=_x(), y=_y(), text="_words:N").properties(name="labelValues")


def _paris(outcomes: pd.DataFrame, attackers: int) -> list[Any]:
    """The attackers of one attack, and how many who come back would hold as many."""
    one = pd.DataFrame({"attackers": [attackers], "at": [_FROM]})
    cross = outcomes.drop_duplicates("of").drop(columns="back")
    cross = cross.melt(["of"], ["fewest", "most"], "rate", "back")
    cross = cross.assign(attackers=attackers)
    base = alt.Chart(cross).transform_filter("datum.of == of")
    return [
        alt.Chart(one)
        .mark_rule(strokeDash=[5, 4], stroke="currentColor")
        .encode(y=_y("attackers")),
        marks.label(
            one,
            "Paris",
            _x("at"),
            _y("attackers"),
            f"({_NARROW} ? 'Paris: ' : 'Paris, November 2015: ') + datum.attackers",
            dx=4,
            dy=-9,
        ),
        base.mark_point(shape="diamond", filled=True, size=70, opacity=1).encode(
            x=_x(), y=_y("attackers"), fill=alt.value("currentColor")
        ),
        marks.label(
            cross,
            "Enough",
            _x(),
            _y("attackers"),
            "format(datum.back, ',')",
            when="datum.of == of",
            align=alt.expr("datum.rate == 'fewest' ? 'right' : 'left'"),
            dx=alt.expr("datum.rate == 'fewest' ? -5 : 5"),
            dy=12,
        ),
    ]


# ---- earlier wars


def _wars(ranges: pd.DataFrame) -> list[Any]:
    """A range each, by tens, in the order of the table; this war last."""
    y = alt.Y("_y:Q", scale=None, axis=None)
    scale = alt.Scale(type="log", domain=[300, 70_000], nice=False)
    axis = alt.Axis(values=[500, 1000, 5000, 10_000, 50_000], format=",d", grid=False)
    x = alt.X("low:Q", title=None, scale=scale, axis=axis)
    placed = alt.Chart(ranges).transform_calculate(_y=f"datum.place * {_ROW} + 28")
    colour = marks.coloured({"datum.here": palette.LAND["held"]}, palette.PLAIN)
    war = f"({_NARROW} ? replace(datum.war, / (in Muslim|[(]).*/, '') : datum.war)"
    words_ = (
        f"{war} + (datum.origin == 'World' ? '' : ', ' + datum.origin) + "
        f"({_NARROW} ? '' : ', ' + datum.period) + ': ' + datum.figure"
    )
    names = alt.Chart(ranges, name="labelWars").transform_calculate(
        _y=f"datum.place * {_ROW} + 14", _words=words_
    )
    return [
        placed.mark_rule(strokeWidth=5).encode(
            x=x, x2="high:Q", y=y, color=colour, tooltip=tips(*_WAR)
        ),
        placed.mark_point(filled=True, size=70, opacity=1)
        .encode(x=alt.X("high:Q", scale=scale), y=y, color=colour, tooltip=tips(*_WAR))
        .properties(name="wars"),
        names.mark_text(align="left", baseline="middle", fontSize=12, fontWeight=600).encode(
            x=alt.value(0), y=y, text="_words:N"
        ),
    ]


def _table(table: pd.DataFrame) -> Any:
    """The rows of the table twin; it draws nothing of its own."""
    return (
        alt.Chart(table, name="table")
        .transform_filter("datum.view == view")
        .mark_text(text="", x=0, y=0)
    )
