"""The drawing of the dots: lanes, averages as rings beside them, the reader's guess, names."""

from __future__ import annotations

from typing import Any

import altair as alt
import pandas as pd

from aftermosul.display import palette
from aftermosul.figures import marks
from aftermosul.figures.fields import Field, tips
from aftermosul.figures.grid import Chosen
from aftermosul.topics.t10_trained import model
from aftermosul.topics.t10_trained.multiverse import CODINGS

HEIGHT = sum(model.LANES.values())
_ESSAY = 2016.789
_RINGS = 112
"""Pixels to the right that are kept for the average dots."""

ATTACK = (
    Field("day", "Date", "text"),
    Field("name", "Attack", "text"),
    Field("killed", "People killed", "d"),
    Field("group", "Behind it, as chosen", "text"),
    Field("network", "Network", "text"),
    Field("status", "Outcome", "text"),
)
# Attacks that are named in the drawing, and on which side of the dot.
_NAMED = {
    "eu-2015-01-07-paris": ("Charlie Hebdo", "above"),
    "eu-2015-11-13-paris": ("Paris", "inside"),
    "eu-2016-03-22-brussels": ("Brussels", "right"),
    "eu-2016-07-14-nice": ("Nice", "inside"),
    "eu-2016-12-19-berlin": ("Berlin", "left"),
    "eu-2017-05-22-manchester": ("Manchester", "right"),
}


_COLOURS = dict(zip(model.LANES, palette.BEHIND.values(), strict=True))
_Y = "datum[coding + 'Y']"


def shown() -> str:
    """Whether an attack is drawn in the present view."""
    return "shows == 'all' || datum.early"


def _x(field: str = "when") -> Any:
    last = "(shows == 'all' ? 2022 : 2016.9)"
    high = f"2014.2 + ({last} - 2014.2) * width / (width - {_RINGS})"
    return marks.axis(
        field,
        "x",
        2014.2,
        alt.expr(high),
        values=list(range(2014, 2023)),
        ticks=False,
        labelExpr=f"datum.value < {last} ? datum.label : ''",
    )


def _y(field: str = "_y") -> Any:
    return alt.Y(f"{field}:Q", scale=None, title=None, axis=None)


def ground() -> list[Any]:
    """A line above each lane, and the day of the essay."""
    lanes = pd.DataFrame({"top": list(model.tops().values())})
    essay = pd.DataFrame({"when": [_ESSAY], "words": ["the essay"]})
    day = alt.Chart(essay).transform_filter("shows == 'all'")
    return [
        alt.Chart(lanes)
        .mark_rule(color=palette.QUIET, strokeOpacity=0.4)
        .encode(y=_y("top"), x=alt.value(0), x2=alt.value("width")),
        day.mark_rule(strokeDash=[5, 4], strokeWidth=1.2).encode(
            x=_x(), y=alt.value(0), y2=alt.value(HEIGHT)
        ),
        day.mark_text(align="left", dx=4, dy=-6, y=HEIGHT)
        .encode(x=_x(), text="words:N")
        .properties(name="labelEssay"),
    ]


def _lane_of(row: str = _Y) -> dict[str, str]:
    """The colour of a lane, as cases over a row's place."""
    bounds = [(top + model.LANES[rank], _COLOURS[rank]) for rank, top in model.tops().items()]
    return {f"{row} < {bottom}": colour for bottom, colour in bounds}


def dots(rows: pd.DataFrame) -> list[Any]:
    """A dot for each attack that harmed somebody, a cross for one that harmed nobody else."""
    drawn = rows.drop(columns=["cluster_id", "short"])
    base = (
        alt.Chart(drawn[drawn["status"] == "completed"].rename(columns={"id": "attack"}))
        .transform_filter(shown())
        .transform_calculate(_y=_Y, group="datum[coding]")
        .encode(x=_x(), y=_y(), tooltip=tips(*ATTACK))
    )
    failed = alt.Chart(drawn[drawn["status"] == "failed"].drop(columns="id"))
    failed = failed.transform_filter(shown()).transform_calculate(_y=_Y, group="datum[coding]")
    return [
        base.mark_point(filled=True, cursor="pointer", opacity=0.85)
        .encode(
            size=alt.Size("size:Q", scale=None),
            color=marks.coloured({"datum.attack == without": palette.CHOSEN} | _lane_of()),
        )
        .properties(name="attacks"),
        failed.mark_point(shape="cross", filled=True, size=44, angle=45, opacity=0.85)
        .encode(x=_x(), y=_y(), tooltip=tips(*ATTACK), color=marks.coloured(_lane_of()))
        .properties(name="failed"),
    ]


def titles(now: Chosen) -> Any:
    """The name of each lane, and its two averages once they are shown."""
    parts = []
    for letter, (rank, top) in zip("abc", model.tops().items(), strict=True):
        own = {key: f"datum.{letter}{key}" for key in ("name", "mean", "median", "attacks")}
        averages = (
            f"': mean ' + format({own['mean']}, '.1f') + ', median ' + "
            f"format({own['median']}, '~g')"
        )
        said = (
            f"{own['name']} + (shows == 'dots' ? '' : {own['attacks']} == 0 ? ': none' "
            f": {averages})"
        )
        chart = now.chart().transform_calculate(_words=said)
        title = chart.mark_text(align="left", baseline="top", fontWeight=600, x=0, y=top + 5)
        parts.append(title.encode(text="_words:N").properties(name=f"labelLane{rank}"))
    return alt.layer(*parts)


def averages(now: Chosen) -> list[Any]:
    """A ring with the area of the mean dot of each lane, and one for the median."""
    layers: list[Any] = []
    places = {"mean": _RINGS - 34, "median": 26}
    for letter, (rank, top) in zip("abc", model.tops().items(), strict=True):
        middle = top + (model.HEAD + model.LANES[rank]) / 2
        for measure, away in places.items():
            value = f"datum.{letter}{measure}"
            chart = now.chart().transform_filter(
                f"(shows == 'averages' || shows == 'all') && datum.{letter}attacks > 0"
            )
            area = f"max({model.size(0)}, {value} * {model.A_LIFE * 4 / 3.14159265:.3f})"
            ring = chart.transform_calculate(_size=area).mark_point(
                filled=False,
                strokeWidth=2.2,
                color=_COLOURS[rank],
                x=alt.expr(f"width - {away}"),
                y=middle,
            )
            sized = ring.encode(size=alt.Size("_size:Q", scale=None))
            layers.append(sized.properties(name=f"{measure}{rank}"))
    return layers + [_ring_name(measure, away) for measure, away in places.items()]


def _ring_name(measure: str, away: int) -> Any:
    one = alt.Chart(pd.DataFrame({"one": [1]})).transform_filter(
        "shows == 'averages' || shows == 'all'"
    )
    text = one.mark_text(text=measure, x=alt.expr(f"width - {away}"), y=HEIGHT - 8, fontSize=11)
    return text.encode().properties(name=f"label{measure.title()}")


def ghost(base: float) -> list[Any]:
    """The mean that the guess stands for, as a dashed ring in the lane of the directed."""
    one = alt.Chart(pd.DataFrame({"one": [1]})).transform_filter(
        "guessed && (shows == 'dots' || shows == 'averages')"
    )
    across, middle = alt.expr(f"width - {_RINGS - 34}"), (model.HEAD + model.LANES[2]) / 2
    area = f"max({model.size(0)}, guessratio * {base * model.A_LIFE * 4 / 3.14159265:.3f})"
    ring = one.transform_calculate(_size=area).mark_point(
        filled=False,
        strokeDash=[5, 4],
        strokeWidth=1.8,
        stroke="currentColor",
        x=across,
        y=middle,
    )
    text = one.mark_text(fontStyle="italic", text="your guess", x=across, y=model.LANES[2] - 8)
    return [
        ring.encode(size=alt.Size("_size:Q", scale=None)),
        text.encode().properties(name="labelGuess"),
    ]


def names(rows: pd.DataFrame) -> list[Any]:
    """The names of a few attacks beside their dots."""
    few = rows[rows["id"].isin(_NAMED)]
    few = few.assign(
        words=[_NAMED[each][0] for each in few["id"]], side=[_NAMED[each][1] for each in few["id"]]
    )
    # A click on a name inside a dot is a click on the dot.
    few = few.rename(columns={"id": "attack"})
    few = few[["attack", "when", "size", "words", "side", "early", *(f"{c}Y" for c in CODINGS)]]
    narrow = "!(width < 450 && shows == 'all' && datum.words == 'Charlie Hebdo')"
    reach = "sqrt(datum.size) / 2 + 4"
    ways: dict[str, tuple[Any, Any, str, str]] = {
        "above": ("center", "bottom", "0", f"-({reach})"),
        "inside": ("center", "middle", "0", "0"),
        "right": ("left", "middle", reach, "0"),
        "left": ("right", "middle", f"-({reach})", "0"),
    }
    layers = []
    for side, (align, baseline, dx, dy) in ways.items():
        chart = alt.Chart(few[few["side"] == side]).transform_filter(shown())
        text = (
            chart.transform_filter(narrow)
            .transform_calculate(_y=_Y)
            .mark_text(
                align=align, baseline=baseline, fontSize=11.5, dx=alt.expr(dx), dy=alt.expr(dy)
            )
        )
        layers.append(
            text.encode(x=_x(), y=_y(), text="words:N").properties(name=f"label{side.title()}")
        )
    return layers
