"""What Islamic State took in, stream by stream: rival estimates as ranges, makers apart."""

from __future__ import annotations

from typing import Any

import altair as alt
import pandas as pd

from aftermosul.display import dates, palette
from aftermosul.display.ranges import range_text
from aftermosul.evidence.contested import ranges
from aftermosul.evidence.sources import cite, source_ids
from aftermosul.evidence.tables import load
from aftermosul.figures import known, marks
from aftermosul.figures.controls import Choice, Control, Switch
from aftermosul.figures.fields import tips
from aftermosul.figures.grid import Grid
from aftermosul.figures.panels import Panel, Panels
from aftermosul.figures.readings import Column, Reading, Twin
from aftermosul.figures.widget import Instrument
from aftermosul.topics.t07_money import words
from aftermosul.topics.t07_money.model import (
    EVERYBODY,
    YEARS,
    all_makers,
    all_sums,
    placed,
    repeatable,
)
from aftermosul.topics.t07_money.words import IHS, MAKERS, STREAMS

# One panel for each stream; the kinds of amount that it shows, the top of its axis, its years.
_SHOWN = (
    ("total", ("year",), 3000, YEARS),
    ("taxation-extortion", ("year",), 1200, YEARS),
    ("oil", ("year",), 1200, YEARS),
    ("looting-confiscation-fines", ("year",), 1200, YEARS),
    ("banks", ("one-off", "cumulative"), 1200, (*YEARS, 2017)),
    ("kidnap-ransom", ("year",), 60, YEARS),
    ("antiquities", ("year",), 240, YEARS),
    ("total", ("month",), 100, (2015, 2016, 2017)),
)
_LAND = len(_SHOWN)
# With the totals gone, the sums have more room.
_TOPS: list[float | str] = ["again ? 1500 : 3000", *(top for _, _, top, _ in _SHOWN[1:]), 100]
_YEARS = [years for *_, years in _SHOWN] + [(2015, 2016, 2017)]
_PANELS = Panels(
    [
        Panel(title, top, tuple(map(str, years)), short)
        for (title, short), top, years in zip(words.PANELS, _TOPS, _YEARS, strict=True)
    ],
    wide=720,
)
_MINE = f"(maker == '{EVERYBODY}' || datum.maker == maker)"
_PALE = 0.35  # seen on a dark page too
_WIDE = "width >= 560"


def revenue() -> Instrument:
    """The figure of lesson 07.

    A panel for each stream and year, a mark for each maker: a range as a thin rule, a figure as a
    point. One maker can be looked at alone; a switch adds up what could come in again.
    """
    table, territory = load("revenue"), load("territory")
    table["public"], territory["public"] = known.public(table), known.public(territory)
    rows, land = _rows(table), _land(territory)
    grid = Grid(_outcomes(table), ("maker", "again", known.NAME), words.OUTCOME)
    said = grid.at("said", "maker", "again", known.NAME)
    controls: list[Control] = [
        Choice("maker", "Who says so", ((EVERYBODY, "Everybody"), *MAKERS.items()), EVERYBODY),
        Switch("again", "Only what could come in again, added up", False),
    ]
    guess = words.guess(table)
    chart = marks.stack(
        *_PANELS.frame(f"datum.panel == 0 && again ? '{words.ADDED}' : datum.title"),
        *_marks(rows),
        *_of_land(land),
        *_labels(rows),
        *_ghost(),
        alt.Chart(_whole(table), name="rows").mark_text(text="", x=0, y=0).encode(),
        said.unseen(),
        controls=controls,
        height=_PANELS.height,
        guess=guess,
        top=4,
    )
    return Instrument(
        [chart],
        controls,
        words.said_with_it(table),
        reading=Reading(
            sentence=words.SENTENCES,
            caption="Year by year, in million dollars a year",
            columns=tuple(Column("said", str(year), prefix=f"y{year}_") for year in YEARS),
            rows=words.OF_YEAR,
            corner="As chosen above",
            case_of="said",
            outcomes=(said,),
        ),
        twin=Twin("rows", words.TWIN, words.ROW, _whole(table)),
        steps=words.steps(table, land),
        guess=guess,
        known=known.Known(_counts(rows), {"maker": "maker", "again": "again"}, "estimates drawn"),
    )


def _outcomes(table: pd.DataFrame) -> pd.DataFrame:
    """What is said at every setting; with the switch on, of the rows that were public."""
    public = table[table["public"] == known.YES]
    parts = [
        words.written_out(all_makers(of, tuple(MAKERS)), of).assign(then=then)
        for of, then in ((table, False), (public, True))
    ]
    return pd.concat(parts, ignore_index=True)


def _counts(rows: pd.DataFrame) -> pd.DataFrame:
    """How many of the estimates that a setting is about were public then."""
    parts = []
    for maker in (EVERYBODY, *MAKERS):
        own = rows[(rows["maker"] == maker) | (maker == EVERYBODY)]
        for again in (False, True):
            # The panel of totals shows sums instead, and amounts that came once are pale.
            shown = own[own["again"] & ((own["panel"] > 0) | (own["group"] == "sum"))]
            drawn = shown if again else own[own["group"] == "given"]
            parts.append(known.counted(drawn).assign(maker=maker, again=again))
    return pd.concat(parts, ignore_index=True)


# ---- the rows of the tables, in their panels


def _whole(table: pd.DataFrame) -> pd.DataFrame:
    """Every row of the table as it is read: its amount as a range, its stream and source named."""
    rows = table[["year", "stream", "basis", "maker", "said_by", "note", "public"]].astype(object)
    amounts = ranges(table, "usd_millions")
    rows["text"] = amounts["text"].replace("unknown", "no figure given")
    rows["label"] = rows["stream"].map(STREAMS)
    rows["per"] = rows["basis"].map(words.PER)
    rows["report"] = [str(cite(source_ids(cell)[0]).author) for cell in table["source_id"]]
    return rows


def _rows(table: pd.DataFrame) -> pd.DataFrame:
    """What the panels show: rows of the table, and each maker's own sum of what came in again."""
    rows = _whole(table).drop(columns="note")
    rows[["low", "high"]] = ranges(table, "usd_millions")[["low", "high"]].astype(float)
    rows["again"] = [
        repeatable(s, str(b)) for s, b in zip(rows["stream"], rows["basis"], strict=True)
    ]
    rows["group"] = "given"
    where = {(s, b): n for n, (s, bases, *_) in enumerate(_SHOWN) for b in bases}
    rows["panel"] = [where.get(k) for k in zip(rows["stream"], rows["basis"], strict=True)]
    sums = all_sums(table).query("repeatable and basis == 'year'")
    sources = list(sums["source_id"])
    sums = sums[["year", "maker", "said_by", "low", "high"]].assign(
        again=True, group="sum", panel=0, label=words.ADDED, per=words.PER["year"], report="Our sum"
    )
    sums["public"] = [
        known.whole(list(table.loc[table["source_id"] == source, "public"])) for source in sources
    ]
    sums["text"] = [range_text(*pair) for pair in zip(sums["low"], sums["high"], strict=True)]
    every = pd.concat([rows[rows["panel"].notna()], sums], ignore_index=True)
    every["panel"] = every["panel"].astype(int)
    every["order"] = [list(MAKERS).index(maker) for maker in every["maker"]]
    every = every.sort_values(["panel", "year", "order"], kind="stable", ignore_index=True)
    every["along"] = placed(every, dict(enumerate(_YEARS))).round(4)
    first = ~every.duplicated(["said_by", "group"]) & every["said_by"].isin(words.NAMED)
    every["named"] = first | (every["group"].eq("sum") & ~every.duplicated(["maker", "group"]))
    every["short"] = every["maker"].map(words.SHORT).fillna(every["said_by"])
    every["cut"] = every["high"] > every["panel"].map(lambda panel: _SHOWN[panel][2])
    every["left"] = every["along"] < 0.72
    return every.drop(columns=["order", "stream", "basis"])


def _land(territory: pd.DataFrame) -> pd.DataFrame:
    """The land held by IHS's measure, at its date."""
    own = territory["source_id"].str.startswith(IHS) & territory["area_km2_low"].notna()
    rows = territory.loc[own, ["date", "area_km2_low", "public"]].sort_values("date")
    when = rows["date"].dt
    return pd.DataFrame(
        {
            "panel": _LAND,
            "maker": IHS,
            "day": rows["date"].map(dates.day),
            "area": rows["area_km2_low"].astype(int),
            "public": rows["public"],
            "along": ((when.year - 2015 + (when.day_of_year - 1) / 365.25) / 3).round(4),
        }
    )


# ---- the drawing


def _marks(rows: pd.DataFrame) -> list[Any]:
    """A rule for a range, a point for a single figure, an arrow for an open end, or a "?"."""
    low, high = (
        f"(isValid(datum.{one}) ? datum.{one} : datum.{other})"
        for one, other in (("low", "high"), ("high", "low"))
    )
    base = (
        alt.Chart(rows.drop(columns=["named", "short", "left"]))
        .transform_filter("datum.panel > 0 || datum.group == (again ? 'sum' : 'given')")
        .transform_calculate(
            _x=_PANELS.x("datum.along"),
            _low=f"{_PANELS.y(low)} + (isValid(datum.low) ? 0 : 16)",
            _high=f"{_PANELS.y(high)} - (isValid(datum.high) ? 0 : 16)",
            _kind="!isValid(datum.low) && !isValid(datum.high) ? 'none' : datum.low == datum.high"
            " ? 'point' : 'range'",
        )
    )
    scale = alt.Scale(
        domain=list(palette.REVENUE_MAKERS), range=list(palette.REVENUE_MAKERS.values())
    )
    strong = alt.when(f"{_MINE} && (!again || datum.again)").then(alt.value(1))
    look: dict[str, Any] = {
        "x": alt.X("_x:Q", scale=None),
        "color": alt.Color("maker:N", scale=scale, legend=None),
        "fill": alt.Fill("maker:N", scale=scale, legend=None),
        "opacity": strong.otherwise(alt.value(_PALE)),
        "tooltip": tips(*words.TIP),
    }
    spread = base.transform_filter("datum._kind == 'range'")
    known = base.transform_filter("datum._kind != 'none'")
    y_low, y_high = (alt.Y(f"{end}:Q", scale=None) for end in ("_low", "_high"))
    up = "datum._kind == 'point' ? 'circle' : datum.cut || !isValid(datum.high) ? 'triangle-up'"
    ends = [(known, y_high, f"{up} : 'stroke'")]
    ends.append((spread, y_low, "isValid(datum.low) ? 'stroke' : 'triangle-down'"))
    return [
        spread.mark_rule(strokeWidth=2).encode(y=y_low, y2="_high:Q", **look),
        *(
            rows.mark_point(size=60, shape=alt.expr(shape), strokeWidth=2).encode(y=y, **look)
            for rows, y, shape in ends
        ),
        base.transform_filter("datum._kind == 'none'")
        .mark_text(text="?", fontSize=14, fontWeight=700, dy=-8)
        .encode(y=alt.Y("_y0:Q", scale=None), **look)
        .transform_calculate(_y0=_PANELS.y("0")),
    ]


def _of_land(land: pd.DataFrame) -> list[Any]:
    base = alt.Chart(land).transform_calculate(
        _x=_PANELS.x("datum.along"), _y=_PANELS.y("datum.area / 1000")
    )
    x, y = alt.X("_x:Q", scale=None), alt.Y("_y:Q", scale=None)
    strong = alt.when(_MINE).then(alt.value(1)).otherwise(alt.value(_PALE))
    colour = palette.REVENUE_MAKERS[IHS]
    line = base.mark_line(color=colour, strokeWidth=1.5).encode(x=x, y=y, opacity=strong)
    dots = base.properties(name="land").mark_point(filled=True, size=45, color=colour)
    ends = _PANELS.label(
        alt.Chart(land.iloc[[0, -1]]).transform_filter(f"maker == '{IHS}'"),
        "Land",
        "datum.along",
        "datum.area / 1000",
        "format(datum.area, ',')",
        align=alt.expr("datum.along < 0.5 ? 'left' : 'center'"),
        dx=alt.expr("datum.along < 0.5 ? 8 : 6"),
        dy=-11,
    )
    return [line, dots.encode(x=x, y=y, opacity=strong, tooltip=tips(*words.LAND)), ends]


def _labels(rows: pd.DataFrame) -> list[Any]:
    """Who says so, once for each maker; of one maker alone, what it says."""
    top = "isValid(datum.high) ? datum.high : datum.low"
    shown = "(datum.panel > 0 || datum.group == (again ? 'sum' : 'given'))"
    look: dict[str, Any] = {
        "align": alt.expr("datum.left ? 'left' : 'right'"),
        "dx": alt.expr("datum.left ? 8 : -8"),
    }
    everybody = f"maker == '{EVERYBODY}' && {shown} && (!again || datum.again)"
    name = f"({_WIDE} ? datum.said_by : datum.short) + (datum.cut ? ' (cut)' : '')"
    named = alt.Chart(rows[rows["named"]]).transform_filter(
        f"{everybody} && (datum.panel == 0 || {_WIDE})"
    )
    valued = alt.Chart(rows[rows["low"].notna() | rows["high"].notna()]).transform_filter(
        f"datum.maker == maker && {shown} && (!again || datum.again) && {_WIDE}"
        " && datum.panel != 1 && datum.panel != 2"
    )
    value = "datum.text + (datum.cut ? ' (cut)' : '')"
    return [
        _PANELS.label(named, "Maker", "datum.along", top, name, **look),
        _PANELS.label(valued, "Value", "datum.along", top, value, align="center", dx=0, dy=-11),
    ]


def _ghost() -> list[Any]:
    """The guess of the highest total for 2014, across its panel."""
    one = alt.Chart(pd.DataFrame({"panel": [0]})).transform_filter("guessed && !again")
    one = one.transform_calculate(_x=_PANELS.x("0"), _end=_PANELS.x("1"), _y=_PANELS.y("guessmost"))
    line = one.mark_rule(strokeDash=[5, 4], strokeWidth=1.8, stroke="currentColor")
    words_ = _PANELS.label(one, "Guess", "1", "guessmost", "'your guess'", align="right", dy=-7)
    x, y = alt.X("_x:Q", scale=None), alt.Y("_y:Q", scale=None)
    return [line.encode(x=x, x2="_end:Q", y=y), words_]
