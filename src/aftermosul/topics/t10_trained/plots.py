"""What has no dot: plots that were foiled, by who counted them."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import altair as alt
import pandas as pd

from aftermosul.display import palette
from aftermosul.figures import marks
from aftermosul.figures.controls import Control
from aftermosul.figures.fields import Field, tips
from aftermosul.topics.t10_trained.lanes import HEIGHT

_PLOTS = (
    Field("who", "Who counted", "text"),
    Field("period", "Period", "text"),
    Field("launched", "Launched", "d"),
    Field("foiled", "Foiled", "d"),
    Field("share", "Foiled, per cent", ".1f"),
)


def foiled(rows: pd.DataFrame, controls: Sequence[Control]) -> Any:
    """Of the plots that each maker knew, how many were foiled, as a bar from nothing to all."""
    base = alt.Chart(rows)
    y = alt.Y("order:O", axis=None, scale=alt.Scale(paddingOuter=0.6))
    scale = alt.Scale(domain=[0, 100], nice=False)
    axis = alt.Axis(grid=False, format="d", values=[0, 25, 50, 75, 100])
    x = alt.X("_start:Q", title="Per cent of known plots", scale=scale, axis=axis)
    said = (
        "datum.title + ': ' + datum.foiled + ' of ' + datum.total + (width < 400 ? '' : ' foiled')"
    )
    whole = alt.Chart(rows.drop(columns="public")).mark_rule(
        strokeWidth=9, color=palette.QUIET, opacity=0.35
    )
    layers = [
        whole.transform_calculate(_end="100", _start="0").encode(x=x, x2="_end:Q", y=y),
        base.transform_calculate(_start="0")
        .mark_rule(strokeWidth=9, color=palette.BASELINE)
        .encode(x=x, x2="share:Q", y=y, tooltip=tips(*_PLOTS))
        .properties(name="plots"),
        base.transform_calculate(_words=said)
        .mark_text(align="left", baseline="bottom", dy=-7, x=0)
        .encode(y=y, text="_words:N")
        .properties(name="labelPlots"),
    ]
    return marks.stack(
        *layers,
        controls=controls,
        height=HEIGHT,
        words="'Known plots: how many were foiled'",
    )
