"""The branches of lesson 11 on a map, and a lane for each: one date for both."""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import Any

import altair as alt
import pandas as pd

from aftermosul.display import outlines, palette
from aftermosul.figures import marks
from aftermosul.figures.controls import Control
from aftermosul.figures.fields import Field, tips
from aftermosul.topics.t11_affiliates import model

FIRST_MONTH = 2014
NOW = f"({FIRST_MONTH} + now / 12 + 14 / 365)"
"""A Vega expression: the 15th of the month at which the slider stands, in years."""

START, END = 2006, 2025
_HEIGHT = 280
_LANE = 15
_CHOSEN = "datum.spot == branch"
_AT = "datum.from <= now && now <= datum.to"

# The part of the world that always shows, in degrees.
WEST, EAST, SOUTH, NORTH = -19.0, 130.0, -16.0, 49.0

# Where the names stand that are there as soon as their branch is: (dx, dy, align).
_NAMES: dict[str, tuple[int, int, Any]] = {
    "a-is-libya": (0, -13, "center"),
    "a-is-sinai": (9, -3, "left"),
    "a-is-khorasan": (9, 0, "left"),
    "a-iswap": (-7, 15, "left"),
    "a-isgs": (-2, 15, "right"),
    "a-is-ea": (-9, 0, "right"),
    "a-aqap": (9, 2, "left"),
    "a-shabaab": (9, 4, "left"),
}
_SPOT = (
    Field("name", "Branch", "text"),
    Field("state", "State", "text"),
    Field("pledged", "Pledged", "text"),
    Field("recognised", "Recognised", "text"),
)


def whole_map(cut: pd.DataFrame, unseen: Sequence[Any], controls: Sequence[Control]) -> Any:
    """Each branch where it is, in its state on a day."""
    layers = [*_ground(), *_spots(cut), *_names(cut), *unseen]
    chart = marks.stack(*layers, controls=controls, height=_HEIGHT, words=_KEY, top=24)
    middle = math.degrees(
        2 * math.atan(math.exp((_mercator(NORTH) + _mercator(SOUTH)) / 2)) - math.pi / 2
    )
    wide, high = math.radians(EAST - WEST), _mercator(NORTH) - _mercator(SOUTH)
    # It moves with the width of the page only, and never with the data.
    return chart.project(
        type="mercator",
        center=[(WEST + EAST) / 2, round(middle, 4)],
        scale=alt.expr(f"max(1, min(width / {wide:.5f}, height / {high:.5f}))"),
        translate=alt.expr("[width / 2, height / 2]"),
    )


# What the looks mean, above the map.
_KEY = "'Filled: recognised. Hollow: pledged only.' + (width < 400 ? '' : ' Cross: has left.')"


def _mercator(lat: float) -> float:
    return math.log(math.tan(math.pi / 4 + math.radians(lat) / 2))


def _ground() -> list[Any]:
    lands = [land for land in outlines.world() if _near(land)]
    drawn = alt.Chart(alt.Data(values=lands), name="outlines")  # type: ignore[no-untyped-call]
    return [
        drawn.mark_geoshape(
            clip=True,
            fill="currentColor",
            stroke="currentColor",
            strokeWidth=0.7,
            strokeOpacity=0.35,
            fillOpacity=0.05,
        )
    ]


def _near(land: Any) -> bool:
    """Whether a country lies in the part that shows, by its outline's corners."""
    flat: list[tuple[float, float]] = []

    def walk(part: Any) -> None:
        if isinstance(part[0], (int, float)):
            flat.append((part[0], part[1]))
        else:
            for each in part:
                walk(each)

    walk(land["geometry"]["coordinates"])
    return any(WEST - 8 < x < EAST + 8 and SOUTH - 12 < y < NORTH + 6 for x, y in flat)


def _network() -> dict[str, str]:
    return {f"datum.network == '{name}'": hue for name, hue in palette.NETWORKS.items()}


def _spots(cut: pd.DataFrame) -> list[Any]:
    seen = cut[cut["state"] != model.NOT_YET]
    base = alt.Chart(seen).transform_filter(_AT)
    full = f"datum.state == '{model.RECOGNISED}'"
    of_is, of_aq = _network().items()
    return [
        base.mark_point(cursor="pointer", filled=False, size=110, opacity=1)
        .encode(
            longitude="lon:Q",
            latitude="lat:Q",
            shape=alt.condition(
                f"datum.state == '{model.LEFT}'", alt.value("cross"), alt.value("circle")
            ),
            fill=marks.coloured(
                {
                    f"{full} && {of_is[0]}": of_is[1],
                    f"{full} && {of_aq[0]}": of_aq[1],
                },
                otherwise="transparent",
            ),
            stroke=marks.coloured({_CHOSEN: palette.CHOSEN, **_network()}),
            strokeWidth=alt.condition(_CHOSEN, alt.value(4), alt.value(1.8)),
            tooltip=tips(*_SPOT),
        )
        .properties(name="spots")
    ]


def _names(cut: pd.DataFrame) -> list[Any]:
    """Eight names, each from the day of its branch on, and that of the one that is chosen."""
    seen = cut[cut["state"] != model.NOT_YET][["spot", "name", "lat", "lon", "from", "to"]]
    layers = []
    for spot, (dx, dy, align) in _NAMES.items():
        name = f"label{spot.title().replace('-', '')}"
        one = alt.Chart(seen[seen["spot"] == spot], name=name).transform_filter(_AT)
        text = one.mark_text(
            dx=dx, dy=dy, align=align, baseline="middle", fontWeight=600, fontSize=11.5
        )
        layers.append(text.encode(longitude="lon:Q", latitude="lat:Q", text="name:N"))
    others = alt.Chart(seen[~seen["spot"].isin(list(_NAMES))], name="labelChosen")
    text = others.transform_filter(f"{_AT} && {_CHOSEN}").mark_text(
        dy=-13, baseline="middle", fontWeight=600
    )
    return [*layers, text.encode(longitude="lon:Q", latitude="lat:Q", text="name:N")]


# ---- lanes


_LANES = (
    Field("name", "Branch", "text"),
    Field("what", "From here on", "text"),
    Field("pledged", "Pledged", "text"),
    Field("recognised", "Recognised", "text"),
)


def lanes(
    bars: pd.DataFrame, order: Sequence[str], essay: pd.DataFrame, controls: Sequence[Control]
) -> Any:
    """A lane a branch: thin from its pledge, broad from its recognition on.

    `bars` has `name`, `network`, `spot`, `start` and `end` (years with a fraction) and `broad`;
    a branch without any date stands there with an empty start.
    """
    y = alt.Y(
        "name:N",
        title=None,
        sort=list(order),
        scale=alt.Scale(domain=list(order)),
        axis=alt.Axis(labelFontSize=11, labelOverlap=False, ticks=False, domain=False),
    )
    colour = marks.coloured({_CHOSEN: palette.CHOSEN, **_network()})
    layers: list[Any] = []
    dated = bars[bars["start"].notna()]
    for broad, wide in ((False, 2), (True, 8)):
        bar = alt.Chart(dated[dated["broad"] == broad]).encode(y=y, tooltip=tips(*_LANES))
        until = bar.transform_filter(f"datum.start < {NOW}").transform_calculate(
            until=f"min(datum.end, {NOW})"
        )
        layers += [
            bar.mark_rule(strokeWidth=wide, opacity=0.32, cursor="pointer").encode(
                x=_x("start"), x2="end:Q", color=colour
            ),
            until.mark_rule(strokeWidth=wide, cursor="pointer")
            .encode(x=_x("start"), x2="until:Q", color=colour)
            .properties(name="broad" if broad else "thin"),
        ]
    never = alt.Chart(bars[bars["start"].isna()]).transform_calculate(
        _at=str(START), _words="'never named'"
    )
    one = alt.Chart(pd.DataFrame({"one": [1]})).transform_calculate(day=NOW)
    return marks.stack(
        *layers,
        never.mark_text(align="left", dx=4, fontSize=11, fontStyle="italic").encode(
            x=_x("_at"), y=y, text="_words:N"
        ),
        one.mark_rule(strokeWidth=1.6).encode(x=_x("day")),
        alt.Chart(essay).mark_rule(strokeWidth=1.2, strokeDash=[5, 3]).encode(x=_x("when")),
        marks.label(
            essay,
            "Essay",
            _x("when"),
            alt.value(_LANE * 16.5),
            "datum.words",
            dx=5,
            baseline="middle",
        ),
        controls=controls,
        height=_LANE * len(order),
        words="width < 260 ? 'Broad: recognised' : 'Thin: pledged. Broad: recognised'",
        top=24,
    )


def _x(field: str) -> Any:
    short = "width < 300 ? '’' + slice(datum.label, 2) : datum.label"
    return marks.axis(field, "x", START, END, tickCount=5, labelExpr=short)
