"""What figures draw alike: labels beside marks, windows, dated events, axes that switch."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import altair as alt
import pandas as pd

from aftermosul.display import palette
from aftermosul.figures.controls import Control
from aftermosul.figures.fields import Field, tips
from aftermosul.figures.grid import Chosen
from aftermosul.figures.steps import Guess

LABEL = "label"
"""Names of marks that are labels begin so; the browser's test measures them for overlaps."""


def by(control: str, cases: Mapping[str, object]) -> str:
    """A Vega expression with one case for each option of a choice."""
    body = " : ".join(f"{control} == '{option}' ? {value}" for option, value in cases.items())
    return f"({body} : null)"


def inside(window: str, field: str = "year") -> str:
    """A Vega expression: whether a row lies in a window."""
    return f"datum.{field} >= {window}From && datum.{field} <= {window}To"


def coloured(cases: Mapping[str, str], otherwise: str = palette.QUIET) -> Any:
    """The colour of the first of these Vega expressions that holds for a row."""
    (test, colour), *more = cases.items()
    made = alt.when(test).then(alt.value(colour))
    for test, colour in more:
        made = made.when(test).then(alt.value(colour))
    return made.otherwise(alt.value(otherwise))


def label(
    rows: pd.DataFrame, name: str, x: Any, y: Any, words: str, *, when: str = "", **mark: Any
) -> Any:
    """Words beside a mark, instead of a key.

    `words` is a Vega expression over a row, such as `datum.year + ': ' + datum.incidents`; `when`
    one that says whether the label is drawn.
    """
    chart = alt.Chart(rows, name=f"{LABEL}{name}")
    if when:
        chart = chart.transform_filter(when)
    style: dict[str, Any] = {"align": "left", "dx": 7, "fontWeight": 600} | mark
    return (
        chart.transform_calculate(_words=words).mark_text(**style).encode(x=x, y=y, text="_words:N")
    )


def across(chosen: Chosen, y: str, words: str, *, before: bool = False) -> list[Any]:
    """A window's own figure as a line across it, from half a year before to half a year after.

    `y` is a Vega expression over the outcome's row, which has `start` and `end`; so is `words`,
    which stand after the line, or before it: so those of two windows keep apart.
    """
    chart = chosen.chart().transform_calculate(
        _y=y, _left="datum.start - 0.5", _right="datum.end + 0.5", _words=words
    )
    # A mark without a height is not drawn and loses its row: the reading rests on another.
    line = chart.mark_rule(strokeWidth=2.5, strokeCap="butt", clip=True)
    end = "_left" if before else "_right"
    text = chart.mark_text(
        align="right" if before else "left", dx=-5 if before else 5, fontWeight=600
    )
    return [
        chosen.unseen(),
        line.encode(x="_left:Q", x2="_right:Q", y="_y:Q").properties(name=f"line{chosen.name}"),
        text.encode(x=f"{end}:Q", y="_y:Q", text="_words:N").properties(
            name=f"{LABEL}{chosen.name}"
        ),
    ]


def dated(
    rows: pd.DataFrame, height: int, *fields: Field, lines: str, numbers: str = "true"
) -> list[Any]:
    """Numbered events over a series: a dashed line each, its number above the drawing.

    `rows` has `when` (a year with its fraction) and `number`; `lines` and `numbers` are Vega
    expressions that say which are shown.
    """
    # Numbers of neighbours stand on three levels, so that none covers another.
    rows = rows.assign(_level=[-10 - 13 * (place % 3) for place in range(len(rows))])
    base = alt.Chart(rows).transform_filter(lines).encode(x="when:Q", tooltip=tips(*fields))
    line = base.mark_rule(color=palette.EVENT, strokeWidth=1.2, strokeDash=[3, 2])
    number = base.transform_filter(numbers).mark_text(fontSize=12, fontWeight=600)
    return [
        line.encode(y=alt.value(0), y2=alt.value(height)),
        number.encode(y=alt.Y("_level:Q", scale=None), text="number:Q"),
    ]


def ghost_line(part: str, height: int) -> list[Any]:
    """What the reader guessed on the axis across, once it is given: a dashed line that stays."""
    one = alt.Chart(pd.DataFrame({"one": [1]})).transform_filter("guessed")
    line = one.transform_calculate(_guess=f"guess{part}").mark_rule(
        strokeDash=[5, 4], strokeWidth=1.8, stroke="currentColor"
    )
    words = one.transform_calculate(_guess=f"guess{part}").mark_text(
        align="left", baseline="top", dx=4, dy=2, fontStyle="italic", text="your guess"
    )
    return [
        line.encode(x="_guess:Q", y=alt.value(0), y2=alt.value(height)),
        words.properties(name=f"{LABEL}Guess").encode(x="_guess:Q", y=alt.value(height * 0.28)),
    ]


def axis(field: str, way: str, low: Any, high: Any, **look: Any) -> Any:
    """A plain axis from `low` to `high`, either of them a number or a Vega expression.

    Across it holds years, which are not grouped in thousands; upwards it holds amounts.
    """
    scale = alt.Scale(domainMin=low, domainMax=high, nice=False, zero=False)
    if way == "x":
        years: dict[str, Any] = {"format": "d", "grid": False, "labelOverlap": True}
        return alt.X(f"{field}:Q", title=None, scale=scale, axis=alt.Axis(**(years | look)))
    amounts: dict[str, Any] = {"tickCount": 6, "format": ",~f"}
    return alt.Y(f"{field}:Q", title=None, scale=scale, axis=alt.Axis(**(amounts | look)))


def heading(words: str) -> Any:
    """What the drawing shows, above its left edge, as a Vega expression: controls change it."""
    one = alt.Chart(pd.DataFrame({"one": [1]}))
    drawn = one.mark_text(
        align="left", baseline="bottom", text=alt.expr(words), fontSize=13, x=0, y=-8
    )
    return drawn.encode()


def stack(
    *layers: Any,
    controls: Sequence[Control],
    height: int | Any,
    words: str = "",
    guess: Guess | None = None,
    top: int = 12,
) -> Any:
    """Layers as one chart of the page's width, with the parameters of the controls and the guess.

    `words` is its heading, a Vega expression.
    """
    if words:
        layers = (*layers, heading(words))
    params = [param for control in controls for param in control.params()]
    if guess is not None:
        params += guess.params()
    chart = alt.layer(*layers).add_params(*params)
    return chart.properties(width="container", height=height, padding={"top": top})
