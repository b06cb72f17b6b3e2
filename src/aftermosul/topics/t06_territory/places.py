"""The places of lesson 06: a map of two rivers, and a lane for each place through time."""

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
from aftermosul.topics.t06_territory import model

FIRST_YEAR, END = 2014, 2019.4
NOW = f"({FIRST_YEAR} + now / 12 + 14 / 365)"
"""A Vega expression: the 15th of the month at which the slider stands, in years."""

_HEIGHT = 350
_LANE = 14
_CHOSEN = "datum.spot == place"

# The part of the map that always shows, in degrees: west, east, south, north.
WEST, EAST, SOUTH, NORTH = 35.6, 45.4, 32.5, 37.6

# Where the names stand that are always there: (dx, dy, align).
_NAMES: dict[str, tuple[int, int, Any]] = {
    "raqqa": (0, -14, "center"),
    "fallujah": (4, 17, "center"),
    "mosul": (20, 0, "left"),
    "palmyra": (-8, 0, "right"),
    "baghouz": (0, 17, "center"),
}
# Words that find the reader's bearings; they are no part of the table.
_BEARINGS = (
    ("SYRIA", 37.6, 35.0, "600"),
    ("IRAQ", 43.0, 35.35, "600"),
    ("TURKEY", 40.6, 37.4, "600"),
    ("Euphrates", 40.9, 35.15, "italic"),
    ("Tigris", 44.0, 34.9, "italic"),
    ("Baghdad", 44.75, 33.45, "italic"),
    ("Aleppo", 36.95, 36.3, "italic"),
)

_SPOT = (
    Field("name", "Place", "text"),
    Field("state", "State", "text"),
    Field("people", "People before", "d"),
)
_SPELL = (
    Field("name", "Place", "text"),
    Field("taken", "Taken", "text"),
    Field("lost", "Lost", "text"),
)


def whole_map(stretches: pd.DataFrame, unseen: Sequence[Any], controls: Sequence[Control]) -> Any:
    """Each place in its state on a day, as large as its people were many."""
    layers = [*_ground(), *_spots(stretches), *_names(stretches), _more_key(), *unseen]
    chart = marks.stack(*layers, controls=controls, height=_HEIGHT, words=_KEY, top=24)
    return chart.project(type="mercator", center=[(WEST + EAST) / 2, _middle()], **_fixed())


# What the looks mean: above the map, and below it what finds no room above.
_KEY = "'Filled: held. Hollow: taken back.' + (width < 400 ? '' : ' Faint: not yet taken.')"
_MORE_KEY = "(width < 400 ? 'Faint: not yet taken. ' : '') + 'Cross: never fully taken.'"


def _more_key() -> Any:
    one = alt.Chart(pd.DataFrame({"one": [1]}), name="moreKey")
    text = one.mark_text(
        align="left", baseline="bottom", text=alt.expr(_MORE_KEY), fontSize=13, x=0, y=_HEIGHT - 4
    )
    return text.encode()


def _fixed() -> dict[str, Any]:
    """A projection that moves with the width of the page only, and never with the data."""
    wide, high = math.radians(EAST - WEST), _mercator(NORTH) - _mercator(SOUTH)
    return {
        "scale": alt.expr(f"min(width / {wide:.5f}, height / {high:.5f})"),
        "translate": alt.expr("[width / 2, height / 2]"),
    }


def _mercator(lat: float) -> float:
    return math.log(math.tan(math.pi / 4 + math.radians(lat) / 2))


def _middle() -> float:
    middle = (_mercator(NORTH) + _mercator(SOUTH)) / 2
    return round(math.degrees(2 * math.atan(math.exp(middle)) - math.pi / 2), 4)


def _ground() -> list[Any]:
    """Outlines of countries, the two rivers, and words to find one's bearings."""
    lands = alt.Data(values=outlines.levant())  # type: ignore[no-untyped-call]
    rivers = alt.Data(values=outlines.rivers())  # type: ignore[no-untyped-call]
    ours = "datum.properties.iso3 == 'IRQ' || datum.properties.iso3 == 'SYR'"
    words = pd.DataFrame(_BEARINGS, columns=["words", "lon", "lat", "style"])
    text = alt.Chart(words).encode(longitude="lon:Q", latitude="lat:Q", text="words:N")
    return [
        alt.Chart(lands, name="outlines")
        .mark_geoshape(
            clip=True, fill="currentColor", stroke="currentColor", strokeWidth=1, strokeOpacity=0.45
        )
        .encode(fillOpacity=alt.condition(ours, alt.value(0.09), alt.value(0.02))),
        alt.Chart(rivers, name="rivers").mark_geoshape(
            clip=True, filled=False, stroke=palette.LAND["water"], strokeWidth=1.6, opacity=0.75
        ),
        text.transform_filter("datum.style == '600'").mark_text(
            opacity=0.6, fontSize=11, fontWeight=600, clip=True
        ),
        text.transform_filter("datum.style == 'italic' && width > 380").mark_text(
            opacity=0.75, fontSize=10.5, fontStyle="italic"
        ),
    ]


def _spots(stretches: pd.DataFrame) -> list[Any]:
    """A circle each, by its people; where they are not known it is the smallest.

    A cross was never fully taken, and so is neither held nor taken back.
    """
    people = stretches["people"].astype("float64")
    size = alt.Size(
        "known:Q",
        scale=alt.Scale(type="linear", domain=[0, 2_000_000], range=[60, 1100], clamp=True),
        legend=None,
    )
    rows = stretches.assign(people=people, known=people.fillna(0))
    base = alt.Chart(rows).transform_filter("datum.first <= now && now <= datum.last")
    held = f"datum.state == '{model.HELD}'"
    faint = f"datum.state == '{model.NOT_YET}'"
    never = f"datum.state == '{model.NEVER}'"
    return [
        base.mark_point(cursor="pointer", filled=False)
        .encode(
            longitude="lon:Q",
            latitude="lat:Q",
            size=size,
            shape=alt.condition(never, alt.value("cross"), alt.value("circle")),
            fill=alt.condition(held, alt.value(palette.LAND["held"]), alt.value("transparent")),
            stroke=marks.coloured(
                {_CHOSEN: palette.CHOSEN, held: palette.LAND["held"], faint: palette.QUIET},
                otherwise="currentColor",
            ),
            strokeWidth=alt.condition(_CHOSEN, alt.value(4), alt.value(1.5)),
            opacity=alt.condition(faint, alt.value(0.55), alt.value(0.9)),
            tooltip=tips(*_SPOT),
        )
        .properties(name="places")
    ]


def _names(stretches: pd.DataFrame) -> list[Any]:
    """Five names that stay, and the one that is chosen."""
    rows = stretches.drop_duplicates("spot")[["spot", "name", "lat", "lon"]]
    layers = []
    for spot, (dx, dy, align) in _NAMES.items():
        one = alt.Chart(rows[rows["spot"] == spot], name=f"label{spot.title()}")
        text = one.mark_text(dx=dx, dy=dy, align=align, baseline="middle", fontWeight=600)
        layers.append(text.encode(longitude="lon:Q", latitude="lat:Q", text="name:N"))
    others = alt.Chart(rows[~rows["spot"].isin(list(_NAMES))], name="labelChosen")
    text = others.transform_filter(_CHOSEN).mark_text(dy=-14, baseline="middle", fontWeight=600)
    return [*layers, text.encode(longitude="lon:Q", latitude="lat:Q", text="name:N")]


# ---- lanes


def lanes(spells: pd.DataFrame, essay: pd.DataFrame, controls: Sequence[Control]) -> Any:
    """A lane a place, from the first that was lost to the last; a bar while it was held."""
    held = spells[spells["taken_date"].notna()]
    y = alt.Y(
        "name:N",
        title=None,
        sort=list(spells.sort_values("order")["name"].unique()),
        axis=alt.Axis(labelFontSize=11, labelOverlap=False, ticks=False, domain=False),
    )
    bar = alt.Chart(held).encode(y=y, tooltip=tips(*_SPELL))
    colour = marks.coloured({_CHOSEN: palette.CHOSEN}, otherwise=palette.LAND["held"])
    until_now = bar.transform_filter(f"datum.start < {NOW}").transform_calculate(
        until=f"min(datum.end, {NOW})"
    )
    never = alt.Chart(spells[spells["taken_date"].isna()]).transform_calculate(
        x=str(FIRST_YEAR), words="'besieged, never taken'"
    )
    return marks.stack(
        bar.mark_rule(strokeWidth=8, opacity=0.3, cursor="pointer").encode(
            x=_x("start"), x2="end:Q", color=colour
        ),
        until_now.mark_rule(strokeWidth=8, cursor="pointer")
        .encode(x=_x("start"), x2="until:Q", color=colour)
        .properties(name="spells"),
        never.mark_text(align="left", dx=4, fontSize=11, fontStyle="italic").encode(
            x=_x("x"), y=y, text="words:N"
        ),
        *when(essay),
        controls=controls,
        height=_LANE * spells["spot"].nunique(),
        words="'Held from, held to'",
        top=24,
    )


def _x(field: str) -> Any:
    return years(field)


def years(field: str) -> Any:
    """The years across, of which a narrow page shows the last two digits."""
    short = "width < 300 ? '’' + slice(datum.label, 2) : datum.label"
    return marks.axis(field, "x", FIRST_YEAR, END, tickCount=5, labelExpr=short)


def when(essay: pd.DataFrame) -> list[Any]:
    """The day of the map as a line, and the essay's as a dashed one that says so."""
    one = alt.Chart(pd.DataFrame({"one": [1]})).transform_calculate(day=NOW)
    return [
        one.mark_rule(strokeWidth=1.6).encode(x=_x("day")),
        alt.Chart(essay).mark_rule(strokeWidth=1.2, strokeDash=[5, 3]).encode(x=_x("when")),
        marks.label(essay, "Essay", _x("when"), alt.value(9), "datum.words", dx=5),
    ]
