"""The argument map as it is drawn: three bands of claims, and lines between some of them."""

from __future__ import annotations

from typing import Any

import altair as alt
import pandas as pd

from aftermosul.display import palette
from aftermosul.figures import marks
from aftermosul.figures.controls import Control
from aftermosul.figures.fields import Field, tips
from aftermosul.figures.grid import Chosen
from aftermosul.topics.t01_argument import words

_HEIGHT = 480
_STAR = "M0,-1L.23,-.32L.95,-.31L.36,.12L.59,.81L0,.38L-.59,.81L-.36,.12L-.95,-.31L-.23,-.32Z"
_CROSS = "M-1,-.6L-.6,-1L0,-.4L.6,-1L1,-.6L.4,0L1,.6L.6,1L0,.4L-.6,1L-1,.6L-.4,0Z"
_GONE = "loses all support"
_SHAPES = {
    "the claim chosen": _STAR,
    "supports it": "triangle-up",
    "attacks it": "triangle-down",
    "rests on it": "square",
    "other tie": "diamond",
    _GONE: _CROSS,
    "loses a leg": "triangle-right",
    "no tie": "circle",
}
_DASHES = {"support": [1, 0], "attack": [8, 3], "another relation": [2, 3]}

# What a claim is at this moment: to the claim chosen while it stands, and in its fall afterwards.
_TIE = (
    "datum.claim_id == claim ? 'the claim chosen' : round == 0 ? datum.ties[claim] || 'no tie' : "
    "datum.gone[taken + claim] < round ? 'loses all support' : "
    "datum.legs[taken + claim] < round ? 'loses a leg' : 'no tie'"
)
# Lines are those of the claim chosen; once it is struck out, those that broke with what fell.
_DRAWN = (
    "round == 0 ? datum.source == claim || datum.target == claim : "
    "datum.down[taken + claim] < round"
)
_LINE = (
    "round > 0 ? 'loses all support' : datum.target == claim ? datum.to_target : datum.to_source"
)
_TIPS = (
    Field("claim_id", "Claim", "text"),
    Field("sentence", "Sentence", "d"),
    Field("claim", "In our words", "text"),
    Field("kind", "Kind", "text"),
    Field("tie", "At this setting", "text"),
)


def chart(
    nodes: pd.DataFrame, lines: pd.DataFrame, outcomes: tuple[Chosen, ...], controls: list[Control]
) -> Any:
    """The map at any setting: dots in their bands, the lines of this moment, hubs by name."""
    x, y = alt.X("x:Q", scale=None, axis=None), alt.Y("y:Q", scale=None, axis=None)
    inks = f"({palette.TIES})[datum.tie]"
    placed = (
        alt.Chart(nodes)
        .transform_calculate(tie=_TIE)
        .transform_calculate(ink=inks, x=_across("datum.column"), y=_down("datum.place"))
    )
    dots = (
        placed.properties(name="nodes")
        .mark_point(filled=True, opacity=1, cursor="pointer")
        .encode(
            x=x,
            y=y,
            color=alt.Color("ink:N", scale=None),
            shape=alt.Shape(
                "tie:N",
                scale=alt.Scale(domain=list(_SHAPES), range=list(_SHAPES.values())),
                legend=None,
            ),
            size=alt.when("datum.tie == 'no tie'")
            .then(alt.value(60))
            .when("datum.claim_id == claim")
            .then(alt.value(340))
            .otherwise(alt.value(170)),
            tooltip=tips(*_TIPS),
        )
    )
    labels = (
        placed.transform_filter("datum.short_label || datum.claim_id == claim")
        .transform_filter("width >= 520 || datum.column > 0 || datum.claim_id == claim")
        .transform_window(nth="row_number()", groupby=["tie"], sort=[alt.SortField("claim_id")])
        .transform_calculate(
            says=f"(datum.short_label || datum.claim_id) + ({_beside()})",
        )
        .mark_text(align="left", dx=12, fontSize=alt.expr("width < 520 ? 10 : 12"), fontWeight=600)
        .properties(name=f"{marks.LABEL}Hubs")
        .encode(x=x, y=y, text="says:N")
    )
    letters = (
        placed.transform_filter("round == 0 && datum.tie == 'supports it'")
        .transform_calculate(letter="datum.sets[taken + claim]")
        .mark_text(align="right", dx=-8, fontStyle="italic", fontSize=12)
        .encode(x=x, y=y, text="letter:N")
    )
    return marks.stack(
        *_bands(nodes),
        _relations(lines, x, y, inks),
        dots,
        letters.properties(name="letters"),
        labels,
        *(outcome.unseen() for outcome in outcomes),
        controls=controls,
        height=_HEIGHT,
        top=26,
    )


def _beside() -> str:
    """After a hub's name: the round in which it fell; else its tie, once for each kind of tie."""
    number = "datum.gone[taken + claim]"
    return (
        f"datum.tie == '{_GONE}' ? (width < 880 ? ' (' : ' (round ') + {number} + ')' : "
        f"datum.nth == 1 && width >= 880 ? ({words.SHORTLY})[datum.tie] || '' : ''"
    )


def _across(column: str) -> str:
    """Where a band's claims stand from the left; on a narrow page the first has no labels."""
    return f"(width < 520 ? [0.05, 0.24, 0.55] : [0.02, 0.34, 0.7])[{column}] * width"


def _down(place: str) -> str:
    return f"{place} * {_HEIGHT}"


def _bands(nodes: pd.DataFrame) -> list[Any]:
    """A strip behind each band, and its name with the number of its claims."""
    counts = nodes.groupby(["column", "band"], as_index=False).size()
    named = counts.assign(
        name=counts["band"].str.capitalize(), more=counts["band"].map(words.BANDS)
    )
    strip = alt.Chart(named).transform_calculate(
        x=f"{_across('datum.column')} - 14",
        end="width * (width < 520 ? [0.17, 0.49, 1] : [0.28, 0.63, 1])[datum.column]",
    )
    return [
        strip.mark_rect(opacity=0.07, color="currentColor", cornerRadius=8).encode(
            x=alt.X("x:Q", scale=None), x2="end:Q", y=alt.value(0), y2=alt.value(_HEIGHT)
        ),
        strip.transform_calculate(
            says="datum.name + (width < 520 ? '' : ': ' + datum.size)"
            " + (width < 880 ? '' : datum.more)"
        )
        .mark_text(align="left", baseline="bottom", dy=-6, fontSize=12)
        .encode(x=alt.X("x:Q", scale=None), y=alt.value(0), text="says:N"),
    ]


def _relations(lines: pd.DataFrame, x: Any, y: Any, inks: str) -> Any:
    """The lines that are drawn now; between two claims of one band they bend to the left."""
    bend = "(datum.column == datum.column2 ? min(0.1 * width, 70) : 0)"
    half = f"({_across('datum.column')} + {_across('datum.column2')}) / 2 - {bend}"
    return (
        alt.Chart(lines.assign(part=pd.Series([[0, 1, 2]] * len(lines))), name="lit")
        .transform_filter(_DRAWN)
        .transform_calculate(tie=_LINE)
        .transform_calculate(ink=inks)
        .transform_flatten(["part"])
        .transform_calculate(
            x=f"[{_across('datum.column')}, {half}, {_across('datum.column2')}][datum.part]",
            y=f"{_HEIGHT} * [datum.place, (datum.place + datum.place2) / 2, datum.place2]"
            "[datum.part]",
        )
        .mark_line(strokeWidth=2, interpolate="basis")
        .encode(
            x=x,
            y=y,
            order="part:Q",
            detail="edge:N",
            color=alt.Color("ink:N", scale=None),
            strokeDash=alt.StrokeDash(
                "line:N",
                scale=alt.Scale(domain=list(_DASHES), range=list(_DASHES.values())),
                legend=None,
            ),
        )
    )
