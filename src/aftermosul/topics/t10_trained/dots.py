"""Every attack a dot, in the lane of who stood behind it; and the plots that became none."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import altair as alt
import pandas as pd

from aftermosul.display import palette
from aftermosul.evidence.tables import load
from aftermosul.figures import known, marks, settings
from aftermosul.figures.controls import Choice, Control
from aftermosul.figures.fields import Field, tips
from aftermosul.figures.grid import Chosen, Grid
from aftermosul.figures.readings import Column, Reading, Twin
from aftermosul.figures.widget import Instrument
from aftermosul.topics.t10_trained import model, words
from aftermosul.topics.t10_trained.multiverse import CODINGS, counted, ranks

_HEIGHT = sum(model.LANES.values())
_ESSAY = 2016.789
_RINGS = 112
"""Pixels to the right that are kept for the average dots."""

_ATTACK = (
    Field("day", "Date", "text"),
    Field("name", "Attack", "text"),
    Field("killed", "People killed", "d"),
    Field("group", "Behind it, as chosen", "text"),
    Field("network", "Network", "text"),
    Field("status", "Outcome", "text"),
)
_AVERAGES = (
    Field("attacks", "Attacks", "d"),
    Field("networks", "Networks", "d"),
    Field("killed", "People killed", "d"),
    Field("mean", "Killed per attack, mean", ".1f"),
    Field("median", "Killed per attack, median", ".1f"),
)
_PLOTS = (
    Field("who", "Who counted", "text"),
    Field("period", "Period", "text"),
    Field("launched", "Launched", "d"),
    Field("foiled", "Foiled", "d"),
    Field("share", "Foiled, per cent", ".1f"),
)
# Attacks that are named in the drawing: (words, whether above its dot, left or right of it).
_NAMED = {
    "eu-2015-01-07-paris": "Charlie Hebdo",
    "eu-2015-11-13-paris": "Paris",
    "eu-2016-03-22-brussels": "Brussels",
    "eu-2016-07-14-nice": "Nice",
    "eu-2016-12-19-berlin": "Berlin",
    "eu-2017-05-22-manchester": "Manchester",
}


def trained() -> Instrument:
    """The first figure of lesson 10.

    A dot for every attack, sized by people killed, in lanes that follow a coding; averages as dots
    beside each lane, with one attack left out if the reader wishes; and foiled plots by maker.
    """
    table = load("europe_attacks")
    table["public"] = known.public(table)
    plots = load("foiled_plots_europe")
    plots["public"] = known.public(plots)
    foiled = _plots(model.foiled(plots))
    rows = _rows(table)
    named = dict(zip(rows["id"], rows["short"], strict=True))
    grid = Grid(_settings(table, foiled, named), ("coding", "shows", "without"), _fields())
    now = grid.at("now", "coding", "shows", "without")
    done = rows[rows["status"] == "completed"]
    options = tuple(zip(done["id"], done["short"], strict=True))
    shows = Choice("shows", "Show", words.SHOWS, "dots")
    coding = Choice("coding", "Whose coding", words.CODINGS, "link")
    without = Choice(
        "without",
        "Leave out",
        ((model.NOBODY, "none"), *options),
        model.NOBODY,
        colour=palette.CHOSEN,
    )
    controls: list[Control] = [coding, shows, without]
    early = model.averages(counted(table, "before"), "link")
    guess = words.dots_guess({"directed": early[2]["mean"], "inspired": early[0]["mean"]})
    chart = marks.stack(
        *_ground(),
        *_dots(rows),
        *_averages(now),
        *_ghost(early[0]["mean"]),
        _titles(now),
        *_names(rows),
        now.unseen(),
        _table(rows, foiled),
        controls=controls,
        height=_HEIGHT,
        words="'Each dot an attack; its area, the people killed'",
        guess=guess,
    )
    return Instrument(
        [
            settings.only_when(chart, shows=("dots", "averages", "all")),
            settings.only_when(_foiled(foiled, [shows]), shows=("foiled",)),
        ],
        controls,
        words.dots_words(table, len(foiled)),
        reading=Reading(
            sentence=words.DOTS_SENTENCES,
            case_of="now",
            caption="Attacks that harmed somebody, by lane",
            columns=tuple(
                Column("now", f"{{now.{letter}name}}", prefix=letter) for letter in "abc"
            ),
            rows=_AVERAGES,
            corner="Measure",
            outcomes=(now,),
        ),
        twin=Twin("table", "The attacks shown, in order of date", _ATTACK, _first(rows)),
        steps=words.DOTS_STEPS,
        guess=guess,
        click=("without", "id"),
        known=known.Known(_counts(rows, foiled), {"shows": "shows"}),
    )


# ---- data as the chart wants them


def _rows(table: pd.DataFrame) -> pd.DataFrame:
    placed = model.placed(table)
    day = placed["date"].dt
    written = day.day.astype(str) + day.strftime(" %B %Y")  # Windows knows no `%-d`.
    columns = ["id", "when", "size", "name", "status", "public", "cluster_id"]
    columns += [*CODINGS, *(f"{coding}Y" for coding in CODINGS)]
    rows = placed[columns].assign(
        day=written,
        killed=placed["victims_killed"].astype(int),
        early=placed["before_essay"].astype(bool),
        network=placed["cluster_id"].where(placed["cluster_id"].str.startswith("net-"), "–"),
    )
    rows["network"] = rows["network"].str.removeprefix("net-").str.replace("-", " ")
    rows["short"] = placed["city"].str.split(" (", regex=False).str[0] + ", " + written
    for coding in CODINGS:
        own = pd.Series(2 - placed[[]].assign(r=ranks(placed, coding))["r"])
        rows[coding] = own.map(dict(enumerate(words.NAMES[coding])))
    return rows


def _first(rows: pd.DataFrame) -> pd.DataFrame:
    """The rows of the table twin at the first step."""
    return rows[rows["early"]].assign(group=rows["link"])


def _plots(rows: pd.DataFrame) -> pd.DataFrame:
    return rows.assign(
        who=rows["source_name"],
        launched=rows["launched"].astype(int),
        foiled=rows["foiled"].astype(int),
        title=rows["scope"] + ", " + rows["period"],
        order=range(len(rows)),
    )[["id", "who", "period", "launched", "foiled", "total", "share", "title", "order", "public"]]


def _fields() -> tuple[Field, ...]:
    """What the grid keeps: the averages of each lane, its name, and what the sentence needs."""
    lanes = [Field(f"{x}{f.name}", f.label, f.how) for x in "abc" for f in _AVERAGES]
    names = [Field(f"{x}name", "Lane", "text") for x in "abc"]
    more = [Field("ratio", "Ratio of means", ".1f"), Field("left", "Left out", "text")]
    plots = [Field("makers", "Counts", "d")]
    plots += [Field(name, name, ".0f") for name in ("least", "most")]
    return (*lanes, *names, *more, *plots)


def _settings(table: pd.DataFrame, foiled: pd.DataFrame, named: dict[str, str]) -> pd.DataFrame:
    """The averages for every coding, view and attack that is left out."""
    made = model.settings(table, ("before", "all"))
    spans = {"dots": "before", "averages": "before", "all": "all", "foiled": "before"}
    parts = [made[made["span"] == span].assign(shows=shows) for shows, span in spans.items()]
    rows = pd.concat(parts, ignore_index=True)
    rows.loc[rows["shows"] == "foiled", "case"] = "foiled"
    for letter, place in zip("abc", range(3), strict=True):
        rows[f"{letter}name"] = [words.NAMES[coding][place] for coding in rows["coding"]]
    share = foiled["share"]
    return rows.assign(
        left=rows["without"].map(named | words.ASKED),
        makers=len(foiled),
        least=share.min(),
        most=share.max(),
    )


def _counts(rows: pd.DataFrame, foiled: pd.DataFrame) -> pd.DataFrame:
    """What the switch counts in each view."""
    early = known.counted(rows[rows["early"]])
    views = {"dots": early, "averages": early, "all": known.counted(rows)}
    parts = [counts.assign(shows=shows, what="attacks") for shows, counts in views.items()]
    plots = known.counted(foiled).assign(shows="foiled", what="counts of plots")
    return pd.concat([*parts, plots], ignore_index=True)


# ---- the drawing


_COLOURS = dict(zip(model.LANES, palette.BEHIND.values(), strict=True))
_Y = "datum[coding + 'Y']"


def _shown() -> str:
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


def _ground() -> list[Any]:
    """A line above each lane, and the day of the essay."""
    lanes = pd.DataFrame({"top": list(model.tops().values())})
    essay = pd.DataFrame({"when": [_ESSAY], "words": ["the essay"]})
    day = alt.Chart(essay).transform_filter("shows == 'all'")
    return [
        alt.Chart(lanes)
        .mark_rule(color=palette.QUIET, strokeOpacity=0.4)
        .encode(y=_y("top"), x=alt.value(0), x2=alt.value("width")),
        day.mark_rule(strokeDash=[5, 4], strokeWidth=1.2).encode(
            x=_x(), y=alt.value(0), y2=alt.value(_HEIGHT)
        ),
        day.mark_text(align="left", dx=4, dy=-6, y=_HEIGHT)
        .encode(x=_x(), text="words:N")
        .properties(name="labelEssay"),
    ]


def _lane_of(row: str = _Y) -> dict[str, str]:
    """The colour of a lane, as cases over a row's place."""
    bounds = [(top + model.LANES[rank], _COLOURS[rank]) for rank, top in model.tops().items()]
    return {f"{row} < {bottom}": colour for bottom, colour in bounds}


def _dots(rows: pd.DataFrame) -> list[Any]:
    drawn = rows.drop(columns=["cluster_id", "short"])
    base = (
        alt.Chart(drawn)
        .transform_filter(_shown())
        .transform_calculate(_y=_Y, group="datum[coding]")
        .encode(x=_x(), y=_y(), tooltip=tips(*_ATTACK))
    )
    done = base.transform_filter("datum.status == 'completed'")
    failed = alt.Chart(drawn[drawn["status"] == "failed"].drop(columns="id"))
    failed = failed.transform_filter(_shown()).transform_calculate(_y=_Y, group="datum[coding]")
    return [
        done.mark_point(filled=True, cursor="pointer", opacity=0.85)
        .encode(
            size=alt.Size("size:Q", scale=None),
            color=marks.coloured({"datum.id == without": palette.CHOSEN} | _lane_of()),
        )
        .properties(name="attacks"),
        failed.mark_point(shape="cross", filled=True, size=44, angle=45, opacity=0.85)
        .encode(x=_x(), y=_y(), tooltip=tips(*_ATTACK), color=marks.coloured(_lane_of()))
        .properties(name="failed"),
    ]


def _titles(now: Chosen) -> Any:
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


def _averages(now: Chosen) -> list[Any]:
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
    text = one.mark_text(text=measure, x=alt.expr(f"width - {away}"), y=_HEIGHT - 8, fontSize=11)
    return text.encode().properties(name=f"label{measure.title()}")


def _ghost(base: float) -> list[Any]:
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


def _names(rows: pd.DataFrame) -> list[Any]:
    """The names of a few attacks beside their dots."""
    few = rows[rows["id"].isin(_NAMED)].assign(words=rows["id"].map(_NAMED))
    few = few[["when", "size", "words", "early", *(f"{coding}Y" for coding in CODINGS)]]
    chart = (
        alt.Chart(few)
        .transform_filter(_shown())
        .transform_calculate(_y=f"{_Y} - sqrt(datum.size) / 2 - 4")
    )
    return [
        chart.mark_text(baseline="bottom", fontSize=11.5)
        .encode(x=_x(), y=_y(), text="words:N")
        .properties(name="labelAttacks")
    ]


def _table(rows: pd.DataFrame, foiled: pd.DataFrame) -> Any:
    """The rows of the table twin; it draws nothing of its own."""
    kept = rows[["day", "name", "killed", "network", "status", "public", "early", *CODINGS]]
    return (
        alt.Chart(kept, name="table")
        .transform_filter(_shown())
        .transform_calculate(group="datum[coding]")
        .mark_text(text="", x=0, y=0)
        .encode()
    )


def _foiled(rows: pd.DataFrame, controls: Sequence[Control]) -> Any:
    """Of the plots that each maker knew, how many were foiled, as a bar from nothing to all."""
    base = alt.Chart(rows)
    y = alt.Y("order:O", axis=None, scale=alt.Scale(paddingOuter=0.6))
    scale = alt.Scale(domain=[0, 100], nice=False)
    axis = alt.Axis(grid=False, format="d", values=[0, 25, 50, 75, 100])
    x, x_from = (
        alt.X(f"{field}:Q", title="Per cent of known plots", scale=scale, axis=axis)
        for field in ("share", "_start")
    )
    said = "datum.title + ': ' + datum.foiled + ' of ' + datum.total + ' foiled'"
    whole = alt.Chart(rows.drop(columns="public")).mark_rule(
        strokeWidth=9, color=palette.QUIET, opacity=0.35
    )
    layers = [
        whole.transform_calculate(_end="100", _start="0").encode(x=x_from, x2="_end:Q", y=y),
        base.transform_calculate(_start="0")
        .mark_rule(strokeWidth=9, color=palette.BASELINE)
        .encode(x=x_from, x2="share:Q", y=y, tooltip=tips(*_PLOTS))
        .properties(name="plots"),
        base.mark_point(filled=True, size=60, color=palette.BASELINE, opacity=1).encode(
            x=x, y=y, tooltip=tips(*_PLOTS)
        ),
        base.transform_calculate(_words=said)
        .mark_text(align="left", baseline="bottom", dy=-7, x=0)
        .encode(y=y, text="_words:N")
        .properties(name="labelPlots"),
    ]
    return marks.stack(
        *layers,
        controls=controls,
        height=_HEIGHT,
        words="'Known plots, by who counted them'",
    )
