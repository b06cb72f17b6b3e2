"""What a test could have seen: the chance of it, by number of trained networks."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import altair as alt
import pandas as pd

from aftermosul.display import palette
from aftermosul.figures import marks
from aftermosul.figures.controls import Control
from aftermosul.figures.fields import Field, tips
from aftermosul.topics.t10_trained import rows as made
from aftermosul.topics.t10_trained import words

_SEEN = (
    Field("networks", "Trained networks", "d"),
    Field("percent", "Gap seen, per cent of draws", ".0f"),
    Field("against", "Other networks", "d"),
)


def power(chances: pd.DataFrame, after: pd.DataFrame, controls: Sequence[Control]) -> Any:
    """With what chance a gap as large as before would be seen, by number of trained networks."""
    own = alt.Chart(chances).transform_filter("datum.coding == coding")
    x = alt.X(
        "networks:Q",
        title="Trained networks after the essay",
        scale=alt.Scale(domain=[0, made.MOST + 0.4], nice=False),
        axis=alt.Axis(grid=False, format="d", values=list(range(0, made.MOST + 1, 2))),
    )
    y = alt.Y(
        "percent:Q",
        title=None,
        scale=alt.Scale(domain=[0, 100], nice=False),
        axis=alt.Axis(tickCount=5, format="d"),
    )
    colour = marks.coloured({"datum.background == 'after'": palette.BASELINE})
    real = alt.Chart(after).transform_filter("datum.coding == coding")
    real = real.transform_calculate(
        _words="'there were ' + (datum.networks ? datum.networks : 'none')"
    )
    ends = chances[chances["networks"] == chances["networks"].min()].assign(
        words=chances["background"].map({k: wide for k, (wide, _) in words.BACKGROUNDS.items()}),
        short=chances["background"].map({k: few for k, (_, few) in words.BACKGROUNDS.items()}),
    )
    end = alt.Chart(ends).transform_filter("datum.coding == coding")
    end = end.transform_calculate(_words="width < 380 ? datum.short : datum.words")
    none = alt.Chart(after).transform_filter("datum.coding == coding && !datum.drawn")
    layers = [
        own.mark_line(strokeWidth=2)
        .encode(
            x=x,
            y=y,
            detail="background:N",
            color=alt.Color(
                "background:N",
                legend=None,
                scale=alt.Scale(
                    domain=["after", "before"], range=[palette.BASELINE, palette.QUIET]
                ),
            ),
        )
        .properties(name="powerLines"),
        own.mark_point(filled=True, size=50, opacity=1)
        .encode(x=x, y=y, color=colour, tooltip=tips(*_SEEN))
        .properties(name="power"),
        real.mark_rule(strokeDash=[5, 4], strokeWidth=1.5).encode(
            x=x, y=alt.value(0), y2=alt.value(230)
        ),
        real.mark_text(align="left", dx=5, y=10)
        .encode(x=x, text="_words:N")
        .properties(name="labelReal"),
        end.mark_text(align="left", dx=-3, dy=alt.expr("datum.background == 'after' ? -20 : 28"))
        .encode(x=x, y=y, text="_words:N")
        .properties(name="labelBackground"),
        none.mark_text(
            align="center",
            text="By this coding there are fewer than three networks to draw from.",
            x=alt.expr("width / 2"),
            y=115,
            limit=alt.expr("width - 20"),
        )
        .encode()
        .properties(name="labelNone"),
    ]
    return marks.stack(
        *layers,
        controls=controls,
        height=230,
        words="width < 500 ? 'Gap seen, in 100 draws' : 'A gap as before the essay: how often, in "
        "100 draws, a test would have seen it'",
        top=24,
    )
