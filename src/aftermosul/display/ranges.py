"""Contested figures: one wording and one drawing for a range, used for every table.

A low without a high means *at least*, a high without a low *up to*, neither *unknown*.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, cast

import altair as alt
import pandas as pd

from aftermosul.display import palette

# In pixels, so that an open end looks the same on any scale, a logarithmic one too.
_STUB = 20
_TICK = 11
_BAR = 3


def range_text(low: Any, high: Any) -> str:
    """A range in words: "20 to 22", "58", "at least 900", "up to 110" or "unknown"."""
    if pd.isna(low) and pd.isna(high):
        return "unknown"
    if pd.isna(high):
        return f"at least {_figure(low)}"
    if pd.isna(low):
        return f"up to {_figure(high)}"
    if low == high:
        return _figure(low)
    return f"{_figure(low)} to {_figure(high)}"


def _figure(value: Any) -> str:
    """A number with thousands set off, and no decimals that say nothing."""
    number = float(value)
    return f"{int(number):,}" if number.is_integer() else f"{number:,.10g}"


def range_marks(
    frame: pd.DataFrame,
    *,
    x: str | None = None,
    y: str | None = None,
    low: str = "low",
    high: str = "high",
    title: str = "",
    colour: str = palette.BASELINE,
    sort: Sequence[str] | str | None = None,
    tooltip: Sequence[str] = (),
) -> alt.LayerChart:
    """A layer that draws each row's range: a thin bar from low to high with a tick at either end.

    Give `x` (a column, with Altair's shorthand if need be: `"date:T"`) to draw upright ranges along
    it, or `y` to draw ranges that lie. `low` and `high` name the columns of numbers and `title`
    heads their axis. An open end is an arrowhead; a row of which nothing is known keeps its place
    and says "unknown". There is no legend: the tooltip says each range in words, after the columns
    named in `tooltip`.

    Raises ValueError unless exactly one of `x` and `y` is given.
    """
    along = x if x is not None else y
    if along is None or (x is not None and y is not None):
        raise ValueError("range_marks needs exactly one of x and y.")
    upright = x is not None
    name = along.split(":", 1)[0]
    drawn = frame[list(dict.fromkeys([name, *tooltip]))].copy()
    # Names of our own, which no column of a table bears.
    drawn["range_low"] = frame[low].astype("Float64").astype("float64")
    drawn["range_high"] = frame[high].astype("Float64").astype("float64")
    drawn["range_text"] = [range_text(*pair) for pair in zip(frame[low], frame[high], strict=True)]

    # A category keeps its own order unless told: alphabetical order would hide the table's.
    options: dict[str, Any] = {"title": None} if not upright else {}
    place = (alt.X if upright else alt.Y)(along, sort=sort, **options)
    value = alt.Y if upright else alt.X
    words: list[Any] = [*tooltip, alt.Tooltip("range_text:N", title=title or "Range")]
    position: dict[str, Any] = {"x" if upright else "y": place}
    base = alt.Chart(drawn).encode(tooltip=words, **position)
    near, far = ("y", "y2") if upright else ("x", "x2")

    def at(column: str) -> dict[str, Any]:
        return {near: value(f"{column}:Q", title=title)}

    has_low, has_high = "isValid(datum.range_low)", "isValid(datum.range_high)"
    low_known, high_known = drawn["range_low"].notna(), drawn["range_high"].notna()
    layers: list[alt.Chart] = [
        base.transform_filter(f"{has_low} && {has_high}")
        .mark_rule(strokeWidth=_BAR, opacity=0.55, color=colour)
        .encode(**at("range_low"), **{far: "range_high:Q"})
    ]
    for column, known in (("range_low", has_low), ("range_high", has_high)):
        layers.append(
            base.transform_filter(known)
            .mark_tick(
                orient="horizontal" if upright else "vertical",
                thickness=2,
                size=_TICK,
                color=colour,
                opacity=1,
            )
            .encode(**at(column))
        )
    # Up the page is down in pixels.
    outward = -_STUB if upright else _STUB
    for column, rows, only, step, shape in (
        ("range_low", low_known & ~high_known, f"{has_low} && !{has_high}", outward, "up right"),
        ("range_high", high_known & ~low_known, f"{has_high} && !{has_low}", -outward, "down left"),
    ):
        if rows.any():
            layers += _open_end(
                base.transform_filter(only),
                at(column),
                (far, column),
                step,
                f"triangle-{shape.split()[0 if upright else 1]}",
                colour,
            )
    if (~low_known & ~high_known).any():
        layers.append(
            base.transform_filter(f"!{has_low} && !{has_high}")
            .mark_text(
                text="unknown",
                align="left",
                baseline="middle",
                fontSize=10,
                opacity=0.75,
                angle=270 if upright else 0,
                xOffset=0 if upright else 4,
                yOffset=-4 if upright else 0,
            )
            .encode(**{near: alt.value("height") if upright else alt.value(0)})
        )
    return cast("alt.LayerChart", alt.layer(*layers))  # No layer here has facets.


def _open_end(
    base: alt.Chart,
    start: dict[str, Any],
    end: tuple[str, str],
    step: int,
    shape: str,
    colour: str,
) -> list[alt.Chart]:
    """A stub that leaves the known end by `step` pixels, and its arrowhead."""
    channel, column = end
    axis = channel.removesuffix("2")
    stub: dict[str, Any] = {f"{axis}2Offset": step}
    head: dict[str, Any] = {f"{axis}Offset": step}
    return [
        base.mark_rule(strokeWidth=_BAR, opacity=0.55, color=colour, **stub).encode(
            **start, **{channel: f"{column}:Q"}
        ),
        base.mark_point(shape=shape, size=55, filled=True, opacity=1, color=colour, **head).encode(
            **start
        ),
    ]
