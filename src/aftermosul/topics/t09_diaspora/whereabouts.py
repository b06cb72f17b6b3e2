"""Where did they go? Squares for those who travelled, by what is published of them."""

from __future__ import annotations

from typing import Any

import altair as alt
import pandas as pd

from aftermosul.display import palette
from aftermosul.evidence.tables import load
from aftermosul.figures import known, marks
from aftermosul.figures.controls import Choice, Control
from aftermosul.figures.fields import Field, tips
from aftermosul.figures.grid import Grid
from aftermosul.figures.readings import Reading, Twin
from aftermosul.figures.steps import Guess
from aftermosul.figures.widget import Instrument
from aftermosul.topics.t09_diaspora import model, rows, words

_HEIGHT = 372
_NARROW = "(width < 480)"
# So wide that all strips of the longest account find room in the height.
_PITCH = f"({_NARROW} ? 9 : width < 900 ? 12 : 16)"
_COLUMNS = f"floor((width - 4) / {_PITCH})"
_TOP, _HEAD = 22, 31  # Above the first strip, and a strip's name with the line under it.
_LINES = " + ".join(f"ceil(datum.before{n} / {_COLUMNS})" for n in range(rows.MOST_STRIPS))
_STRIP = f"({_TOP} + datum.place * {_HEAD} + {_PITCH} * ({_LINES}))"
_HERE = "datum.account == account && datum.end == end"
_UNCOUNTED = f"datum.stock == '{model.UNCOUNTED}'"

_TIP = (
    Field("name", "Stock", "text"),
    Field("figure", "Published", "text"),
    Field("may", "If nobody is lost or counted twice", "text"),
)
_BOUND = (
    Field("name", "Stock", "text"),
    Field("figure", "People", "text"),
    Field("maker", "Who says so", "text"),
    Field("day", "As of", "text"),
    Field("note", "What is counted", "text"),
)
_SAID = (
    *(Field(name, name, "text") for name in ("who", "travelled", "drawn", "did")),
    *(Field(name, name, "d") for name in ("parts", "uncounted", "each", "low", "high")),
)


def diaspora() -> Instrument:
    """The first figure of lesson 09: a square for so many people, by what a maker says of them."""
    table = load("whereabouts")
    every = rows.said(table)
    accounts = model.accounts(table)
    names = rows.whose(table)
    strips = rows.strips(accounts, every)
    hue = strips["stock"].map(palette.STOCKS)
    fill = hue.where(strips["stock"] != model.UNCOUNTED, "transparent")
    strips = strips.assign(hue=hue, fill=fill)
    spoken = rows.spoken(accounts, names)
    now = Grid(spoken, ("account", "end"), _SAID).at("now", "account", "end")
    controls: list[Control] = [
        Choice("account", "Account", tuple(names.items()), "world-2016"),
        Choice("end", "Draw", tuple(rows.ENDS.items()), model.LEAST),
    ]
    guess = words.guess(accounts)
    chart = marks.stack(
        *_labels(strips),
        *_lines(strips),
        _squares(strips),
        _ghost(strips, guess),
        _table(every),
        now.unseen(),
        _heading(spoken),
        controls=controls,
        height=_HEIGHT,
        guess=guess,
        top=6,
    )
    counts = known.counted(every, "account")
    first = every[every["account"] == "world-2016"]
    return Instrument(
        [chart],
        controls,
        words.whereabouts_words(accounts),
        reading=Reading(sentence=words.WHERE_SENTENCE, case_of="now", outcomes=(now,)),
        twin=Twin("table", "Every published figure, with its maker", _BOUND, first),
        steps=words.WHERE_STEPS,
        guess=guess,
        known=known.Known(counts, {"account": "account"}, "published figures"),
    )


# ---- the drawing


def _y(field: str = "_y") -> Any:
    return alt.Y(f"{field}:Q", scale=None, axis=None)


def _x(field: str = "_x") -> Any:
    return alt.X(f"{field}:Q", scale=None, axis=None)


def _hue(channel: Any, field: str = "hue") -> Any:
    """A colour that stands in the row: four hundred squares are painted at every move."""
    return channel(f"{field}:N", scale=None, legend=None)


def _heading(spoken: pd.DataFrame) -> Any:
    """How many travelled, and what a square is."""
    words_ = (
        f"'Travelled: ' + datum.travelled + '. One square' + ({_NARROW} ? ': ' : ' stands for ') "
        "+ format(datum.each, 'd')"
        # Where both ends are one, the choice is seen here.
        + f" + ({_NARROW} ? '' : end == '{model.LEAST}' ? '. Least published' : '. Most published')"
    )
    kept = spoken[["account", "end", "travelled", "each"]]
    text = alt.Chart(kept, name="labelTravelled").transform_filter(_HERE)
    return (
        text.transform_calculate(_words=words_)
        .mark_text(align="left", baseline="middle", fontSize=13)
        .encode(x=alt.value(0), y=alt.value(6), text="_words:N")
    )


def _labels(strips: pd.DataFrame) -> list[Any]:
    """The name of each strip with its published figure."""
    base = alt.Chart(strips, name="labelStrips").transform_filter(_HERE)
    placed = base.transform_calculate(
        _y=f"{_STRIP} + 10",
        _words=f"datum.name + ': ' + datum.figure + (guessed && {_UNCOUNTED} && "
        f"account == '{model.EVERYBODY}' && !{_NARROW} ? ' (bold square: your guess)' : '')",
    )
    text = placed.mark_text(align="left", baseline="middle", fontWeight=600)
    return [text.encode(x=alt.value(0), y=_y(), text="_words:N", tooltip=tips(*_TIP))]


def _lines(strips: pd.DataFrame) -> list[Any]:
    """What conservation leaves to a stock, on a faint line that stands for everybody."""
    line_y = f"{_STRIP} + 21"
    base = alt.Chart(strips.drop(columns="public")).transform_filter(_HERE)
    everybody = base.transform_calculate(_y=line_y).mark_rule(
        strokeWidth=3, opacity=0.14, stroke="currentColor"
    )
    own = alt.Chart(strips).transform_filter(_HERE).transform_calculate(_y=line_y)
    placed = own.transform_filter("datum.to != null").transform_calculate(
        _x="datum.from * width",
        # Where both ends are one figure, a tick.
        _end="max(datum.to * width, datum.from * width + 4)",
    )
    line = placed.mark_rule(strokeWidth=3).encode(
        x=_x(), x2="_end:Q", y=_y(), color=_hue(alt.Color), tooltip=tips(*_TIP)
    )
    return [
        everybody.encode(x=alt.value(0), x2=alt.value("width"), y=_y()),
        line.properties(name="bounds"),
    ]


def _placed(chart: Any) -> Any:
    """Squares side by side, line under line, by the number `_n` of each and the strip's `_top`."""
    return chart.transform_calculate(
        _x=f"{_PITCH} * (datum._n % {_COLUMNS} + 0.5)",
        _y=f"datum._top + {_PITCH} * floor(datum._n / {_COLUMNS})",
    )


def _top(chart: Any) -> Any:
    """Where the first line of a strip's squares stands, once for them all."""
    return chart.transform_calculate(_top=f"{_STRIP} + {_HEAD} + {_PITCH} * 0.1")


def _squares(strips: pd.DataFrame) -> Any:
    """As many squares as a stock has; who stands in no count is an outline."""
    base = alt.Chart(strips, name="squares").transform_filter(f"{_HERE} && datum.squares > 0")
    spread = _top(base).transform_calculate(_n="sequence(datum.squares)").transform_flatten(["_n"])
    square = _placed(spread).mark_point(
        shape="square", size=alt.expr(f"{_PITCH} * {_PITCH} * 0.5"), opacity=1, strokeWidth=1.2
    )
    return square.encode(
        x=_x(), y=_y(), fill=_hue(alt.Fill, "fill"), stroke=_hue(alt.Stroke), tooltip=tips(*_TIP)
    )


def _ghost(strips: pd.DataFrame, guess: Guess) -> Any:
    """Where the reader's guess would end among those in no count, once it is given."""
    part = guess.parts[0]
    here = (strips["account"] == model.EVERYBODY) & (strips["stock"] == model.UNCOUNTED)
    own = strips[here].drop(columns="public")
    base = alt.Chart(own).transform_filter(f"guessed && {_HERE}")
    whole = own["all"].iloc[0]
    placed = _placed(_top(base).transform_calculate(_n=f"max(0, guess{part} * {whole} / 100 - 1)"))
    mark = placed.mark_point(
        shape="square", size=alt.expr(f"{_PITCH} * {_PITCH} * 0.8"), filled=False, strokeWidth=3
    )
    return mark.encode(x=_x(), y=_y(), stroke=alt.value("currentColor"))


def _table(every: pd.DataFrame) -> Any:
    """The rows of the table twin; it draws nothing of its own."""
    kept = every[["account", "name", "figure", "maker", "day", "note", "public"]]
    return (
        alt.Chart(kept, name="table")
        .transform_filter("datum.account == account")
        .mark_text(text="", x=0, y=0)
    )
