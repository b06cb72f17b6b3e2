"""All organisations of the table, a lane each, with every tie between them."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import altair as alt
import pandas as pd

from aftermosul.display import palette
from aftermosul.figures import marks
from aftermosul.figures.controls import Control
from aftermosul.figures.fields import Field, tips
from aftermosul.topics.t05_lineage import rows as made

FIRST, LAST = 1975, 2025
_LANE = 15.5
_ROUND = {"pledge": "square", "rivalry": "diamond", "expulsion": "diamond"}


def every_lane(
    bars: pd.DataFrame, tied: pd.DataFrame, controls: Sequence[Control], life: Sequence[Field]
) -> Any:
    """A bar an organisation from founding to end, its short name before it; a line a tie."""
    return marks.stack(
        *_lives(bars, life),
        *_ties(tied),
        *_names(bars, tied),
        *_key(tied),
        controls=controls,
        height=_LANE * len(bars),
        top=44,
    )


def _x(field: str) -> Any:
    return marks.axis(field, "x", FIRST, LAST + 1, values=list(range(1980, LAST + 1, 10)))


def _y(field: str, lanes: int) -> Any:
    scale = alt.Scale(domain=[-0.8, lanes - 0.2], reverse=True, nice=False, zero=False)
    return alt.Y(f"{field}:Q", axis=None, scale=scale)


def _lives(bars: pd.DataFrame, life: Sequence[Field]) -> list[Any]:
    """A bar each, and an arrowhead where there is no end."""
    base = (
        alt.Chart(bars)
        .transform_calculate(until=f"isValid(datum.end) ? datum.end : {LAST + 1}")
        .encode(
            y=_y("order", len(bars)),
            color=made.COLOURS,
            opacity=alt.condition(made.lit("datum"), alt.value(1), alt.value(0.4)),
            tooltip=tips(*life),
        )
    )
    going_on = base.transform_filter("!isValid(datum.end)")
    return [
        base.mark_rule(strokeWidth=6, cursor="pointer")
        .encode(x=_x("start"), x2="until:Q")
        .properties(name="everyone"),
        going_on.mark_point(shape="triangle-right", size=70, filled=True, cursor="pointer").encode(
            x=_x("until")
        ),
    ]


def _names(bars: pd.DataFrame, tied: pd.DataFrame) -> list[Any]:
    """Each short name before its bar, and before a mark that stands there."""
    rows = bars.copy()
    near = tied.merge(bars[["order", "start"]], left_on="at", right_on="order")
    first = near[near["when"] < near["start"] + 0.75].groupby("at")
    rows["name_at"] = rows["order"].map(first["when"].min()).fillna(rows["start"])
    rows["name_at"] = rows[["name_at", "start"]].min(axis=1)
    rows["name_by"] = rows["order"].map(first["shift"].min().clip(upper=0) - 11).fillna(-5.0)
    return [
        alt.Chart(rows)
        .mark_text(
            align="right",
            baseline="middle",
            xOffset=alt.expr("datum.name_by"),
            fontSize=11.5,
            cursor="pointer",
        )
        .encode(
            x=_x("name_at"),
            y=_y("order", len(bars)),
            text="short:N",
            opacity=alt.condition(made.lit("datum"), alt.value(1), alt.value(0.7)),
            tooltip=alt.Tooltip("name:N", title="Organisation"),
        )
    ]


def _ties(tied: pd.DataFrame) -> list[Any]:
    """A line for each tie on its date, and a mark with the letter of its kind."""
    lanes = int(tied[["at", "other"]].to_numpy().max()) + 1
    lit = made.lit("datum")
    shift: Any = alt.expr("datum.shift")
    base = (
        alt.Chart(tied)
        .transform_filter("indexof(datum.views, ties) >= 0")
        .encode(
            x=_x("when"),
            y=_y("at", lanes),
            opacity=alt.condition(lit, alt.value(1), alt.value(0.35)),
            tooltip=tips(
                Field("date", "Date", "text"),
                Field("who_acted", "Who", "text"),
                Field("words", "Tie", "text"),
                Field("towards", "Towards", "text"),
            ),
        )
    )
    kinds = list(palette.KINSHIP)
    shapes = [_ROUND.get(kind, "circle") for kind in kinds]
    scale = alt.Scale(domain=kinds, range=list(palette.KINSHIP.values()))
    colour = alt.Color("kind:N", scale=scale, legend=None)
    shape = alt.Shape("kind:N", scale=alt.Scale(domain=kinds, range=shapes), legend=None)
    line = base.mark_rule(strokeWidth=1.6, xOffset=shift, x2Offset=shift)
    point = base.mark_point(size=135, filled=True, xOffset=shift)
    letter = base.mark_text(
        fontSize=9, fontWeight=700, color="white", xOffset=shift, baseline="middle"
    )
    return [
        line.encode(y2="other:Q", color=colour),
        point.encode(color=colour, shape=shape),
        letter.encode(text="letter:N"),
    ]


def _key(tied: pd.DataFrame) -> list[Any]:
    """What the letters stand for, in words above the lanes."""
    kinds = tied.drop_duplicates("kind").set_index("kind")["letter"]
    told = [f"{kinds[kind]} {kind}" for kind in palette.KINSHIP if kind in kinds]
    halves = "\\n".join([" · ".join(told[:4]), " · ".join(told[4:])])
    one = alt.Chart(pd.DataFrame({"one": [1]}))
    text: Any = alt.expr(f"split('{halves}', '\\n')")
    return [
        one.mark_text(align="left", baseline="top", fontSize=12, x=0, y=-40, text=text).encode()
    ]
