"""How the four measures of lesson 08 are drawn: one panel each, over one axis of time."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import altair as alt
import pandas as pd

from aftermosul.display import dates, palette
from aftermosul.display.ranges import range_text
from aftermosul.figures import marks
from aftermosul.figures.controls import Control
from aftermosul.figures.fields import Field, tips
from aftermosul.figures.steps import Guess
from aftermosul.topics.t08_mosul import words

_HEAD, _FOOT = 30, 10  # Pixels above and below the plot of a panel.
_PLOTS = {"land": 78, "attacks": 160, "joining": 66, "killed": 78}
_BAR = 4.5  # pixels that a bar is high where a figure is exact
_EACH = {measure: _HEAD + plot + _FOOT for measure, plot in _PLOTS.items()}
_STARTS = {m: sum(list(_EACH.values())[:n]) for n, m in enumerate(_EACH)}
HEIGHT = sum(_EACH.values())
FIRST, LAST = 2014.0, 2020.0
_COLOURS = palette.TERRITORY_MAKERS | palette.VIOLENCE_MAKERS
_IS_NARROW = "(width < 480)"

FIGURE = (
    Field("title", "Measure", "text"),
    Field("maker", "Who says so", "text"),
    Field("period", "Of when", "text"),
    Field("figure", "Figure", "text"),
)

# Where each maker names itself, once: (id of the row, dx, dy, align, shown on a narrow page).
_LABELS: dict[str, tuple[int, int, str, bool]] = {
    "ter-003": (8, 3, "left", True),
    "ter-006": (8, -5, "left", False),
    "ter-024": (-8, 18, "right", True),
    "ter-040": (7, -7, "left", True),
    "atk-10": (6, 4, "left", True),
    "atk-22": (0, -7, "center", True),
    "atk-17": (0, 15, "right", True),
    "atk-06": (0, 15, "center", False),
    "rec-04": (8, 4, "left", True),
    "rec-07": (4, -13, "left", True),
    "ucdp-2015": (6, 4, "left", True),
}
_AFTER = {"atk-10", "atk-17", "rec-04", "rec-07", "ucdp-2015"}  # beside the end of their bars


def years(date: Any) -> float:
    """A date as years with a fraction."""
    return round(float(date.year + (date.day_of_year - 1) / 365.25), 3)


def figure(row: Any) -> str:
    """A figure with its unit; a rate is rounded, since it is our arithmetic."""
    ends = (row["low"], row["high"])
    if row["measure"] == "attacks":
        ends = (int(ends[0] + 0.5), int(ends[1] + 0.5))
    return f"{range_text(*ends)} {words.BRIEF[row['measure']]}"


def height(measure: str, value: float) -> float:
    """Pixels from the top of the drawing at which a value of a measure stands."""
    part = min(1.0, value / words.TOPS[measure])
    return round(_STARTS[measure] + _HEAD + _PLOTS[measure] * (1 - part), 1)


def placed(said: pd.DataFrame) -> pd.DataFrame:
    """The figures on the page: `x`, `x2` in years, `y`, `y2` in pixels, and what is open."""
    rows = said.reset_index(drop=True)
    rows["title"] = rows["measure"].map(words.SHORT)
    rows["figure"] = [figure(row) for row in rows.to_dict("records")]
    rows["x"] = [years(day) for day in rows["start"]]
    rows["x2"] = [years(day + pd.Timedelta(days=1)) for day in rows["end"]]
    bottom, top = rows["low"].fillna(rows["high"]), rows["high"].fillna(rows["low"])
    rows["y2"] = [height(*pair) for pair in zip(rows["measure"], bottom, strict=True)]
    rows["y"] = [height(*pair) for pair in zip(rows["measure"], top, strict=True)]
    rows["open"] = ""
    rows.loc[rows["high"].isna(), "open"] = "up"
    rows.loc[rows["low"].isna(), "open"] = "down"
    rows["colour"] = [
        _COLOURS.get(name.split(" (")[0], palette.QUIET) for name in rows["maker"].astype(str)
    ]
    return rows.drop(columns=["start", "end", "low", "high"])


def panels(
    rows: pd.DataFrame,
    battle: tuple[Any, ...],
    unseen: Sequence[Any],
    controls: Sequence[Control],
    guess: Guess,
) -> Any:
    """The whole drawing."""
    chart = marks.stack(
        *unseen,
        *_frame(battle),
        *_figures(rows),
        *_line(),
        *_ghost(guess),
        *_labels(rows),
        controls=controls,
        guess=guess,
        height=HEIGHT,
    )
    # The still picture guesses the width of numbers along the axes, and guesses low.
    return chart.properties(padding={"top": 20, "left": 10})


def _y(field: str = "y") -> Any:
    return alt.Y(f"{field}:Q", scale=None, axis=None)


def _x(field: str = "x") -> Any:
    return marks.axis(field, "x", FIRST, LAST, values=list(range(2014, 2021)))


def _frame(battle: tuple[Any, ...]) -> list[Any]:
    """The battle's months, the panels' titles and axes, and the day on which the reader stands."""
    band = alt.Chart(pd.DataFrame({"x": [years(battle[0])], "x2": [years(battle[1])]}))
    ticks = pd.DataFrame(
        {"y": height(measure, value), "text": f"{value / words.DIVISORS.get(measure, 1):,.0f}"}
        for measure, values in words.TICKS.items()
        for value in values
    )
    titles = pd.DataFrame(
        {"measure": m, "y": _STARTS[m] + 14, "wide": words.TITLES[m], "short": s}
        for m, s in words.SHORT.items()
    )
    grid = alt.Chart(ticks)
    days = pd.DataFrame(
        {"day": key, "x": years(day), "words": dates.day(day)} for key, day in words.DAYS.items()
    )
    stand = alt.Chart(days).transform_filter("datum.day == day")
    title = alt.Chart(titles).transform_calculate(_t=f"{_IS_NARROW} ? datum.short : datum.wide")
    return [
        band.mark_rect(color=palette.QUIET, opacity=0.16).encode(
            x=_x(), x2="x2:Q", y=alt.value(_HEAD - 8), y2=alt.value(HEIGHT)
        ),
        band.mark_text(align="right", dx=-4, dy=-4, fontSize=11, fontStyle="italic").encode(
            x=_x(), y=alt.value(_HEAD + 4), text=alt.value("battle for Mosul")
        ),
        grid.mark_rule(color=palette.QUIET, strokeOpacity=0.35).encode(
            x=alt.value(0), x2=alt.value("width"), y=_y()
        ),
        grid.mark_text(align="right", dx=-3, fontSize=10.5).encode(
            x=alt.value(0), y=_y(), text="text:N"
        ),
        title.mark_text(align="left", fontSize=12.5, fontWeight=600).encode(
            x=alt.value(0), y=_y(), text="_t:N"
        ),
        stand.mark_rule(strokeWidth=1.6, strokeDash=[5, 3]).encode(
            x=_x(),
            y=alt.value(0),
            y2=alt.value(HEIGHT),
            color=marks.coloured({"datum.day == day": palette.CHOSEN}),
        ),
        stand.mark_text(
            align=alt.expr("datum.x > 2018 ? 'right' : 'center'"),
            dx=alt.expr("datum.x > 2018 ? 6 : 0"),
            dy=-6,
            fontSize=12,
            fontWeight=600,
        )
        .encode(x=_x(), y=alt.value(0), text="words:N")
        .properties(name="day"),
    ]


def _figures(rows: pd.DataFrame) -> list[Any]:
    """Land as points, which one maker's line joins; what is of a period as a bar as long as it."""
    colour = alt.Color("colour:N", scale=None, legend=None)
    land, spans = rows[rows["measure"] == "land"], rows[rows["measure"] != "land"]
    opened = rows[rows["open"] != ""].assign(
        far=lambda t: t["y"] + t["open"].map({"up": -16, "down": 16})
    )
    bars = alt.Chart(spans).transform_calculate(
        _top=f"datum.y - {_BAR / 2}", _foot=f"datum.y2 + {_BAR / 2}"
    )
    return [
        # Carries every row for the table; it draws nothing.
        alt.Chart(rows, name="every").mark_text(text="", x=0, y=0).encode(),
        alt.Chart(land[land["series"] != ""])
        .mark_line(strokeWidth=1.6, opacity=0.8)
        .encode(x=_x(), y=_y(), detail="series:N", color=colour),
        alt.Chart(opened)
        .mark_rule(strokeWidth=2.5, strokeDash=[2, 2])
        .encode(x=_x(), y=_y(), y2="far:Q", color=colour)
        .properties(name="open"),
        bars.mark_rect(opacity=0.9)
        .encode(
            x=_x(),
            x2="x2:Q",
            y=_y("_top"),
            y2="_foot:Q",
            fill=alt.Fill("colour:N", scale=None, legend=None),
            stroke=alt.Stroke("colour:N", scale=None, legend=None),
            tooltip=tips(*FIGURE),
        )
        .properties(name="bars"),
        alt.Chart(land)
        .mark_point(filled=True, size=64, opacity=1)
        .encode(x=_x(), y=_y(), color=colour, tooltip=tips(*FIGURE))
        .properties(name="land"),
    ]


def _line() -> list[Any]:
    """The reader's line, in the panel of its measure; what lies under it fits the definition."""
    ends = pd.DataFrame(
        {"measure": m, "foot": height(m, 0), "plot": _PLOTS[m], "top": top, "unit": words.BRIEF[m]}
        for m, top in words.TOPS.items()
    )
    chart = alt.Chart(ends).transform_filter("datum.measure == measure")
    chart = chart.transform_calculate(
        _at="datum.foot - datum.plot * line / 50",
        _words="'under ' + format(datum.top * line / 50, ',') + ' ' + datum.unit",
    )
    text = chart.mark_text(align="left", baseline="bottom", dx=4, dy=-2, fontWeight=600)
    return [
        chart.mark_rule(strokeWidth=2).encode(
            x=alt.value(0),
            x2=alt.value("width"),
            y=_y("_at"),
            color=marks.coloured({"datum.measure == measure": palette.CHOSEN}),
        ),
        text.encode(x=alt.value(0), y=_y("_at"), text="_words:N").properties(name="labelLine"),
    ]


def _ghost(guess: Guess) -> list[Any]:
    """What the reader guessed for the first half of 2017, once it is given."""
    (part,) = guess.parts
    base = words.HALF_YEAR_BEFORE
    foot, top = height("attacks", 0), words.TOPS["attacks"]
    one = pd.DataFrame({"x": [2017.0], "x2": [2017.5]})
    given = (
        alt.Chart(one)
        .transform_filter("guessed")
        .transform_calculate(
            _at=f"{foot} - {_PLOTS['attacks']} * min(1, guess{part} / 100 * {base} / {top})"
        )
    )
    tick = given.mark_rule(strokeWidth=2.5, strokeDash=[4, 3], stroke="currentColor")
    text = given.mark_text(align="right", dx=-5, fontStyle="italic", text="your guess")
    return [
        tick.encode(x=_x(), x2="x2:Q", y=_y("_at")),
        text.encode(x=_x(), y=_y("_at")).properties(name="labelGuess"),
    ]


def _labels(rows: pd.DataFrame) -> list[Any]:
    """Each maker's name at one of its figures, with the figure where there is room."""
    layers = []
    for row_id, (dx, dy, align, narrow) in _LABELS.items():
        one = rows[rows["id"] == row_id]
        at = "x2" if row_id in _AFTER else "x"
        middle = align == "center" and not one["measure"].eq("land").all()
        one = one.assign(at=(one["x"] + one["x2"]) / 2 if middle else one[at])
        layers.append(
            marks.label(
                one,
                "Maker" + row_id.replace("-", ""),
                _x("at"),
                _y(),
                f"{_IS_NARROW} ? split(datum.maker, ' (')[0] : datum.maker + ': ' + datum.figure",
                when="" if narrow else f"!{_IS_NARROW}",
                dx=dx,
                dy=alt.expr(f"{_IS_NARROW} ? -9 : {dy}") if row_id == "ter-024" else dy,
                align=align,
                fontSize=11.5,
            )
        )
    return layers
