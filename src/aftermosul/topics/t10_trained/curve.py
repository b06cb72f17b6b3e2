"""Every reasonable comparison at once, the reader's own lit; and what a test could have seen."""

from __future__ import annotations

from typing import Any

import altair as alt
import pandas as pd

from aftermosul.display import palette
from aftermosul.evidence.tables import load
from aftermosul.figures import known, marks, settings
from aftermosul.figures.controls import Choice, Control, Switch
from aftermosul.figures.fields import Field, tips
from aftermosul.figures.grid import Grid
from aftermosul.figures.readings import Column, Reading, Twin
from aftermosul.figures.widget import Instrument
from aftermosul.topics.t10_trained import multiverse, seen, words
from aftermosul.topics.t10_trained import rows as made

_MINE = "datum.coding == coding && datum.between == between && datum.counted == counted"
_LEFT = "(width < 500 ? 104 : 214)"
_RANGES = {"mean": (-10, 45, (0, 20, 40)), "median": (-10, 45, (0, 20, 40))}
_PALE = 0.16
_COMPARED = (
    Field("who", "Coding", "text"),
    Field("middle", "Cases in between", "text"),
    Field("which", "Attacks counted", "text"),
    Field("networks", "Trained networks", "d"),
    Field("here", "Killed per attack, trained", ".1f"),
    Field("there", "Killed per attack, others", ".1f"),
    Field("gap", "Gap", ".1f"),
    Field("percent", "Shuffles as large, per cent", ".1f"),
)
_FIGURES = (
    Field("here", "Killed per attack, trained", ".1f"),
    Field("there", "Killed per attack, others", ".1f"),
    Field("gap", "Gap", ".1f"),
    Field("percent", "Shuffles with a gap as large, per cent", ".1f"),
    Field("plus", "Standard error of that, per cent", ".1f"),
)


def codings() -> Instrument:
    """The second figure of lesson 10.

    A specification curve: the gap under every coding, treatment of cases in between and choice of
    attacks, with a shuffle of networks for each; and the power of that test after the essay.
    """
    table = load("europe_attacks")
    table["public"] = known.public(table)
    rows = made.comparisons(table)
    chances = made.chances(table)
    names = ("coding", "between", "counted")
    numbers = ("attacks", "networks", "other_attacks", "other_networks", "tried")
    both = tuple(
        Field(f"{measure}{field.name}", field.label, field.how)
        for measure in multiverse.MEASURES
        for field in _FIGURES
    )
    grid = Grid(made.chosen(rows), names, (*(Field(n, n, "d") for n in numbers), *both))
    now = grid.at("now", *names)
    counts = Grid(
        made.summed(rows),
        ("measure",),
        tuple(Field(n, n, "d") for n in ("ways", "can", "more", "tested", "rare")),
    )
    every = counts.at("every", "measure")
    coding = Choice("coding", "Whose coding", words.CODINGS, "link", colour=palette.CHOSEN)
    between = Choice("between", "Cases in between", words.BETWEEN, "others", palette.CHOSEN)
    counted = Choice("counted", "Attacks counted", words.COUNTED, "before", palette.CHOSEN)
    measure = Choice("measure", "Gap between", words.MEASURES, "mean")
    each = Switch("each", "Show every choice", False)
    controls: list[Control] = [coding, between, counted, measure, each]
    curve = marks.stack(
        *_frame(),
        *_lit(rows),
        *_points(rows),
        *_choices(rows),
        now.unseen(),
        every.unseen(),
        _table(rows),
        controls=controls,
        height=made.height(),
        words=marks.by("measure", words.HEADS),
        top=24,
    )
    return Instrument(
        [
            curve,
            settings.only_when(
                seen.power(chances, made.after(table, chances), [coding]), counted=("after",)
            ),
        ],
        controls,
        words.curve_words(rows, table),
        reading=Reading(
            sentence=words.CURVE_SENTENCES,
            case_of="now",
            caption="Your choice",
            columns=tuple(
                Column("now", f"By the {measure}", prefix=measure, colour=palette.CHOSEN)
                for measure in multiverse.MEASURES
            ),
            rows=_FIGURES,
            outcomes=(now, every),
        ),
        twin=Twin(
            "table",
            "Every choice, in order of the gap",
            _COMPARED,
            rows[rows["measure"] == "mean"],
        ),
        steps=words.CURVE_STEPS,
        known=known.Known(_counts(rows), {"measure": "measure"}, "choices"),
    )


def _counts(rows: pd.DataFrame) -> pd.DataFrame:
    return known.counted(rows, "measure")


# ---- the drawing


def _place(row: str = "datum.place") -> str:
    """Where a comparison's column stands, in pixels."""
    ways = len(list(multiverse.choices()))
    return f"{_LEFT} + (width - {_LEFT} - 6) * ({row} + 0.5) / {ways}"


def _gap(value: str) -> str:
    """Where a gap stands, in pixels from the top."""
    low, high, _ = _RANGES["mean"]
    return f"{made.CURVE} * (1 - ({value} - {low}) / {high - low})"


def _x(field: str = "_x") -> Any:
    return alt.X(f"{field}:Q", scale=None, axis=None, title=None)


def _y(field: str = "_y") -> Any:
    return alt.Y(f"{field}:Q", scale=None, axis=None, title=None)


def _frame() -> list[Any]:
    """Lines at a few gaps, and the name of every row of choices."""
    lines = pd.DataFrame({"gap": list(_RANGES["mean"][2])})
    base = alt.Chart(lines).transform_calculate(_y=_gap("datum.gap"), _x=_LEFT)
    heights = made.heights()
    names = pd.DataFrame(
        [
            {"at": at, "words": words.ROWS[key][0], "short": words.ROWS[key][1], "of": block}
            for (block, key), at in heights.items()
        ]
    )
    named = alt.Chart(names).transform_calculate(
        _x=f"{_LEFT} - 8", _words="width < 500 ? datum.short : datum.words"
    )
    tick = base.transform_calculate(_tick="(datum.gap > 0 ? '+' : '') + datum.gap")
    return [
        base.mark_rule(opacity=0.2).encode(x=_x(), x2=alt.value("width"), y=_y()),
        tick.mark_text(align="right", dx=-6, fontSize=11).encode(x=_x(), y=_y(), text="_tick:N"),
        named.mark_text(align="right", fontSize=11).encode(x=_x(), y=_y("at"), text="_words:N"),
    ]


def _drawn(rows: pd.DataFrame, *kept: str) -> Any:
    """The comparisons of the measure that is shown; but for the reader's own, pale at first."""
    names = ["measure", "coding", "between", "counted", "place", "gap", "chance", "public", *kept]
    return (
        alt.Chart(rows[names])
        .transform_filter("datum.measure == measure")
        .transform_calculate(_x=_place())
    )


def _opacity() -> Any:
    return alt.when(f"each || ({_MINE})").then(alt.value(1)).otherwise(alt.value(_PALE))


def _colour() -> Any:
    return marks.coloured({_MINE: palette.CHOSEN, "datum.chance == 'rare'": palette.TEAL})


def _lit(rows: pd.DataFrame) -> list[Any]:
    """The reader's own column, from top to bottom, and its gap in words."""
    base = alt.Chart(rows[["measure", "coding", "between", "counted", "place", "gap"]])
    mine = base.transform_filter(f"datum.measure == measure && {_MINE}")
    mine = mine.transform_calculate(
        _x=_place(),
        _y=_gap("datum.gap"),
        _words="(width < 500 ? 'yours: ' : 'your choice: ') + format(datum.gap, '+.1f')",
        _side="datum.place > 45 ? 'right' : 'left'",
    )
    text = mine.transform_filter("isValid(datum.gap)").mark_text(
        fontWeight=600,
        dy=-13,
        align=alt.expr("datum._side"),
    )
    return [
        mine.mark_rule(strokeWidth=7, opacity=0.22)
        .encode(
            x=_x(),
            y=alt.value(0),
            y2=alt.value(made.height()),
            color=marks.coloured({_MINE: palette.CHOSEN}),
        )
        .properties(name="mine"),
        text.encode(x=_x(), y=_y(), text="_words:N").properties(name="labelMine"),
    ]


def _points(rows: pd.DataFrame) -> list[Any]:
    more = [field.name for field in _COMPARED if field.name != "gap"]
    base = _drawn(rows, *more).transform_filter("isValid(datum.gap)")
    point = base.transform_calculate(_y=_gap("datum.gap")).mark_point(filled=True)
    return [
        point.encode(
            x=_x(),
            y=_y(),
            color=_colour(),
            opacity=_opacity(),
            size=alt.when(_MINE).then(alt.value(110)).otherwise(alt.value(30)),
            shape=alt.when("datum.chance == 'none'")
            .then(alt.value("cross"))
            .otherwise(alt.value("circle")),
            tooltip=tips(*_COMPARED),
        ).properties(name="gaps")
    ]


def _choices(rows: pd.DataFrame) -> list[Any]:
    """A dash in the row of each choice that a comparison makes, and of what its test said."""
    layers = []
    for block, _ in made.BLOCKS:
        base = _drawn(rows, f"{block}Y").transform_calculate(
            _y=f"datum.{block}Y - 4", _end=f"datum.{block}Y + 4"
        )
        layers.append(
            base.mark_rule(strokeWidth=2.4)
            .encode(x=_x(), y=_y(), y2="_end:Q", color=_colour(), opacity=_opacity())
            .properties(name=f"rows{block.title()}")
        )
    return layers


def _table(rows: pd.DataFrame) -> Any:
    """The rows of the table twin; it draws nothing of its own."""
    kept = rows[["measure", *(field.name for field in _COMPARED), "public"]]
    chart = alt.Chart(kept, name="table").transform_filter("datum.measure == measure")
    return chart.mark_text(text="", x=0, y=0).encode()
