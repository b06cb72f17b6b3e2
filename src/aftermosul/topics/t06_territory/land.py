"""The land of lesson 06: what each maker said of it, and who held how much for how long before."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import altair as alt
import pandas as pd

from aftermosul.display import palette
from aftermosul.figures import marks
from aftermosul.figures.controls import Control
from aftermosul.figures.fields import Field, tips
from aftermosul.figures.steps import Guess
from aftermosul.topics.t06_territory.places import when, years

_HEIGHT = 350
_HEADS = {
    "area": ("Thousand square kilometres held, by who said so", "Thousand km² held"),
    "share": ("Per cent of its land lost, each since its own start", "Per cent of its land lost"),
}
_TOPS = {"area": 225, "share": 108}
_DIVISORS = {"area": 1000, "share": 1}
# Where each maker names itself: at its first figure of the land and its last of the loss.
_LABELS = {
    "area": {
        "US official": (8, 0, "left"),
        "RAND": (14, -9, "left"),
        "IHS": (9, -3, "left"),
        "Pentagon": (-8, 9, "right"),
    },
    "share": {
        "IHS": (8, 6, "left"),
        "RAND": (-8, -4, "right"),
        "Pentagon": (9, 3, "left"),
        "Coalition": (-9, -6, "right"),
        "US envoy": (-9, 8, "right"),
    },
}

FIGURE = (
    Field("day", "Date", "text"),
    Field("maker", "Who says so", "text"),
    Field("figure", "Figure", "text"),
    Field("from", "Measured from", "text"),
)


def makers(measure: str, rows: pd.DataFrame, essay: pd.DataFrame, *more: Any, **how: Any) -> Any:
    """Every figure of a measure, by who said it; a line joins figures of one maker on one base."""
    own = rows[rows["measure"] == measure].copy()
    divisor = _DIVISORS[measure]
    own["bottom"] = (own["low"].fillna(own["high"]) / divisor).round(3)
    own["top"] = (own["high"].fillna(own["low"]) / divisor).round(3)
    own["open"] = ""
    own.loc[own["high"].isna(), "open"] = "↑"
    own.loc[own["low"].isna(), "open"] = "↓"
    own = own.drop(columns=["low", "high", "note", "source"])

    def x(field: str = "when") -> Any:
        return years(field)

    def y(field: str) -> Any:
        return marks.axis(field, "y", 0, _TOPS[measure])

    known = palette.TERRITORY_MAKERS
    colour = marks.coloured({f"datum.maker == '{name}'": hue for name, hue in known.items()})
    base = alt.Chart(own)
    series = alt.Chart(own[own["series"] != ""]).mark_line(strokeWidth=1.6, opacity=0.8)
    point = base.mark_point(filled=True, size=66, opacity=1)
    ends = [
        point.encode(x=x(), y=y(end), color=colour, tooltip=tips(*FIGURE))
        for end in ("bottom", "top")
    ]
    layers = [
        series.encode(
            x=x(),
            y=y("bottom"),
            detail="series:N",
            color=alt.Color("maker:N", legend=None, scale=_scale()),
        ).properties(name=f"{measure}Lines"),
        base.mark_rule(strokeWidth=3, opacity=0.6).encode(
            x=x(), y=y("bottom"), y2="top:Q", color=colour
        ),
        ends[0].properties(name=measure),
        ends[1],
        base.transform_filter("datum.open != ''")
        .mark_text(fontSize=17, fontWeight=700, dy=alt.expr("datum.open == '↑' ? -13 : 11"))
        .encode(x=x(), y=y("bottom"), text="open:N", color=colour),
        *when(essay),
        *_labels(measure, own, x, y),
        *more,
    ]
    wide, narrow = _HEADS[measure]
    head = f"width < 360 ? '{narrow}' : '{wide}'"
    return marks.stack(*layers, height=_HEIGHT, words=head, top=24, **how)


def _scale() -> Any:
    known = palette.TERRITORY_MAKERS
    return alt.Scale(domain=list(known), range=list(known.values()))


def _labels(measure: str, own: pd.DataFrame, x: Any, y: Any) -> list[Any]:
    """Each maker's name at one of its figures, with the figure."""
    layers = []
    for maker, (dx, dy, align) in _LABELS[measure].items():
        rows = own[own["maker"] == maker].sort_values("date")
        one = rows.head(1) if measure == "area" else rows.tail(1)
        name = f"{measure.title()}{''.join(filter(str.isalpha, maker))}"
        layers.append(
            marks.label(
                one.drop(columns="date"),
                name,
                x(),
                y("top"),
                "datum.maker + (width < 300 ? '' : ': ' + datum.short)",
                dx=dx,
                dy=dy,
                align=align,
            )
        )
    return layers


def ghost(guess: Guess, essay: pd.DataFrame) -> list[Any]:
    """What the reader guessed, on the day of the essay, once it is given."""
    part = f"guess{guess.parts[0]}"
    given = alt.Chart(essay).transform_filter("guessed").transform_calculate(given=part)
    y = marks.axis("given", "y", 0, _TOPS["share"])
    x = years("when")
    words = given.mark_text(align="left", dx=12, fontStyle="italic", text="your guess")
    tick = given.mark_tick(orient="horizontal", size=20, thickness=2.5, color="currentColor")
    return [tick.encode(x=x, y=y), words.encode(x=x, y=y).properties(name="labelGuess")]


# ---- who held land before

# Where each name stands beside its mark.
_BESIDE = {
    "Taliban": (0, 15, "center"),
    "Northern Mali": (9, -4, "left"),
    "UNITA": (0, 15, "center"),
    "FARC": (-9, 0, "right"),
    "Naxalites": (0, 16, "center"),
    "Polisario": (-9, 4, "right"),
    "LTTE, Vanni": (0, 16, "center"),
    "Hamas": (10, 0, "left"),
}
_GROUP = (
    Field("group", "Group", "text"),
    Field("years", "Years", "d"),
    Field("land", "Land", "text"),
)


def rulers(earlier: pd.DataFrame, own: pd.DataFrame, controls: Sequence[Control]) -> Any:
    """Years against land, both by tens: earlier groups, and Islamic State by two makers."""
    here = alt.Chart(earlier).transform_filter("shows == 'rulers'")
    x = alt.X(
        "years:Q",
        title="Years, open ones to 2016",
        scale=alt.Scale(type="log", domain=[0.85, 60], nice=False),
        axis=alt.Axis(values=[1, 2, 5, 10, 20, 50], format="d", grid=False),
    )

    def y(field: str) -> Any:
        return alt.Y(
            f"{field}:Q",
            title=None,
            scale=alt.Scale(type="log", domain=[200, 1_300_000], nice=False),
            axis=alt.Axis(values=[1000, 10_000, 100_000, 1_000_000], format=",d"),
        )

    ours = marks.coloured({f"datum.maker == '{m}'": c for m, c in palette.TERRITORY_MAKERS.items()})
    guide = alt.Chart(own).mark_rule(strokeWidth=1.2, strokeDash=[4, 4])
    layers: list[Any] = [
        guide.encode(y=y("top"), color=ours),
        guide.transform_filter("datum.maker == 'IHS'").encode(x=x),
        here.mark_rule(strokeWidth=3, opacity=0.6, color=palette.PLAIN).encode(
            x=x, y=y("bottom"), y2="top:Q"
        ),
        here.mark_point(filled=True, size=80, opacity=1, color=palette.PLAIN)
        .encode(x=x, y=y("top"), tooltip=tips(*_GROUP))
        .properties(name="rulers"),
        alt.Chart(own)
        .mark_point(filled=True, size=130, opacity=1, shape="diamond")
        .encode(
            x=x,
            y=y("top"),
            color=ours,
            tooltip=tips(*_GROUP),
        )
        .properties(name="ours"),
        marks.label(
            own,
            "Ours",
            x,
            y("top"),
            "(width < 480 ? 'IS' : 'Islamic State') + ', ' + datum.maker",
            dx=10,
        ),
    ]
    for name, (dx, dy, align) in _BESIDE.items():
        one = earlier[earlier["short_name"] == name]
        label = f"Ruler{''.join(filter(str.isalpha, name))}"
        layers.append(
            marks.label(
                one,
                label,
                x,
                y("top"),
                "datum.short_name",
                dx=dx,
                dy=dy,
                align=align,
                baseline="middle",
            )
        )
    head = "'Square kilometres, by tens'"
    return marks.stack(*layers, controls=controls, height=_HEIGHT, words=head, top=24)
