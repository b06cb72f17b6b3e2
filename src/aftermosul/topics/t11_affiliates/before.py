"""Killings of civilians in the years before and after a pledge, or a year without one."""

from __future__ import annotations

from typing import Any

import altair as alt
import pandas as pd

from aftermosul.display import palette
from aftermosul.display.ranges import range_text
from aftermosul.evidence.tables import load
from aftermosul.figures import known, marks
from aftermosul.figures.controls import Choice, Control, Range
from aftermosul.figures.fields import Field, tips
from aftermosul.figures.grid import Grid
from aftermosul.figures.readings import Reading, Twin
from aftermosul.figures.widget import Instrument
from aftermosul.topics.t11_affiliates import pledges, words_before

FIRST, LAST = 2008, 2024
_HEIGHT = 300
_HERE = "datum.series == series"
JAS, IS, SHABAAB, ADF = (
    "Boko Haram (JAS)",
    "Islamic State (IS)",
    "al-Shabaab",
    "Allied Democratic Forces (ADF)",
)
# The series, each with its pledge, the name that is said, and the top of its axis.
PLEDGED = {"nigeria": 2015, "somalia": 2012, "congo": 2019}
TOPS = {"nigeria": 5500, "somalia": 300, "congo": 300}
_COLOURS = {
    f"datum.actor == '{IS}'": palette.NETWORKS["islamic-state"],
    f"datum.actor == '{SHABAAB}'": palette.NETWORKS["al-qaeda"],
}
_ROW = (
    Field("who", "Counted as", "text"),
    Field("year", "Year"),
    Field("killed", "Civilians killed", "text"),
)
_OUT = (
    *(Field(name, name) for name in ("event", "span")),
    *(Field(name, name, "text") for name in ("name", "before", "after", "left")),
    *(Field(name, name, ".1f") for name in ("before_high", "after_high")),
)


def before_and_after() -> Instrument:
    """The second figure of lesson 11.

    One organisation's killings of civilians, year by year, with the mean of some years on either
    side of a year that the reader chooses: that of its pledge, or any other.
    """
    rows = yearly()
    events = list(range(FIRST + 1, LAST))
    found = [
        pledges.outcomes(rows[rows["series"] == name], events, range(1, 5), year).assign(
            series=name
        )
        for name, year in PLEDGED.items()
    ]
    out = pd.concat(found, ignore_index=True)
    grid = Grid(_in_words(out), ("series", "event", "span"), _OUT)
    now = grid.at("out", "series", "pivot", "span")
    guess = words_before.guess(_left(out))
    controls: list[Control] = [
        Choice("series", "Who", words_before.SERIES, "nigeria"),
        Range("pivot", "Year of the event", events[0], events[-1], PLEDGED["nigeria"]),
        Range("span", "Years on each side", 1, 4, 3),
    ]
    chart = marks.stack(
        _event(),
        *_bars(rows),
        *_means(grid),
        *_ghost(_mean_before(out)),
        *_names(rows),
        alt.Chart(rows, name="rows").transform_filter(_HERE).mark_text(text="", x=0, y=0).encode(),
        now.unseen(),
        controls=controls,
        height=_HEIGHT,
        guess=guess,
        words="width < 440 ? 'Civilians killed in a year' : "
        "'Civilians killed in a year, under the name by which UCDP counts'",
        top=24,
    )
    return Instrument(
        [chart],
        controls,
        words_before.words(rows),
        reading=Reading(sentence=words_before.SENTENCES, case_of="out", outcomes=(now,)),
        twin=Twin("rows", "Year by year", _ROW, rows[rows["series"] == "nigeria"]),
        steps=words_before.STEPS,
        guess=guess,
        known=known.Known(known.counted(rows, "series"), {"series": "series"}, "yearly figures"),
    )


# ---- the rows


def yearly() -> pd.DataFrame:
    """Every yearly figure that is drawn, with its name and what it stands on in a stack."""
    violence, one_sided = load("violence_by_country_year"), load("one_sided_violence")
    parts = {
        "nigeria": pledges.of_country(violence, "NGA", [JAS, IS]),
        "somalia": pledges.of_actor(one_sided, SHABAAB, FIRST, LAST),
        "congo": pledges.of_actor(one_sided, ADF, 2010, LAST),
    }
    rows = pd.concat(own.assign(series=name) for name, own in parts.items())
    rows = rows.reset_index(drop=True)
    rows["open"] = rows["low"] != rows["high"]
    rows["killed"] = [
        f"not recorded: {range_text(*pair)}" if pair[0] != pair[1] else range_text(*pair)
        for pair in zip(rows["low"], rows["high"], strict=True)
    ]
    rows["who"] = rows["actor"]
    rows["top"] = rows.groupby(["series", "year"])["high"].cumsum()
    rows["bottom"] = rows["top"] - rows["high"]
    # Both tables are public by the year, half a year after its end.
    by_year = dict(zip(one_sided["year"], known.public(one_sided), strict=True))
    rows["public"] = rows["year"].map(by_year)
    return rows


def _in_words(out: pd.DataFrame) -> pd.DataFrame:
    """The outcomes with their ranges in words; `left` is rounded to whole per cent."""
    rows = out.copy()
    rows["name"] = rows["series"].map(words_before.NAMES)
    for end in ("before", "after", "left"):
        pairs = zip(rows[f"{end}_low"], rows[f"{end}_high"], strict=True)
        rows[end] = [range_text(*(round(v) if pd.notna(v) else v for v in pair)) for pair in pairs]
    return rows


def _row_of(out: pd.DataFrame) -> Any:
    own = out[(out["series"] == "nigeria") & (out["event"] == 2015) & (out["span"] == 3)]
    return own.iloc[0]


def _left(out: pd.DataFrame) -> int:
    """What was left in Nigeria, in per cent of the years before: what the guess asks."""
    return round(float(_row_of(out)["left_low"]))


def _mean_before(out: pd.DataFrame) -> float:
    return float(_row_of(out)["before_low"])


# ---- the drawing


def _x(field: str) -> Any:
    short = "width < 400 ? '’' + slice(datum.label, 2) : datum.label"
    return marks.axis(field, "x", FIRST - 0.6, LAST + 0.6, tickCount=8, labelExpr=short)


def _y(field: str) -> Any:
    return marks.axis(field, "y", 0, alt.expr(marks.by("series", TOPS)))


def _bars(rows: pd.DataFrame) -> list[Any]:
    base = alt.Chart(rows).transform_filter(_HERE)
    side = alt.expr("max(5, width / 17 * 0.72)")
    bar = base.transform_filter("!datum.open").mark_bar(width=side, filled=True)
    missing = base.transform_filter("datum.open").mark_text(text="?", fontSize=14, dy=-9)
    return [
        bar.encode(
            x=_x("year"),
            y=_y("bottom"),
            y2="top:Q",
            color=marks.coloured(_COLOURS),
            tooltip=tips(*_ROW),
        ).properties(name="bars"),
        missing.encode(x=_x("year"), y=_y("bottom"), tooltip=tips(*_ROW)),
    ]


def _means(grid: Grid) -> list[Any]:
    """The mean on either side as a line over its years, and as words; a range as two lines."""
    layers: list[Any] = []
    for side, start, end in (
        ("before", "datum.event - datum.span - 0.45", "datum.event - 0.55"),
        ("after", "datum.event + 0.55", "datum.event + datum.span + 0.45"),
    ):
        base = grid.at(f"mean{side}", "series", "pivot", "span").chart()
        base = base.transform_filter(f"isValid(datum.{side}_high)").transform_calculate(
            _from=start,
            _to=end,
            _middle=f"({start} + {end}) / 2",
            _words=f"datum.{side} + ' a year'",
        )
        line = base.mark_rule(strokeWidth=3, stroke="currentColor").encode(
            x=_x("_from"), x2="_to:Q", y=_y(f"{side}_high")
        )
        text = base.mark_text(dy=-9, fontWeight=700, baseline="bottom").encode(
            x=_x("_middle"), y=_y(f"{side}_high"), text="_words:N"
        )
        layers += [line, text.properties(name=f"labelMean{side.title()}")]
    return layers


def _event() -> Any:
    """The year that is left out: a band under its bar."""
    one = alt.Chart(pd.DataFrame({"one": [1]})).transform_calculate(
        _from="pivot - 0.5", _to="pivot + 0.5"
    )
    return one.mark_rect(color=palette.EVENT, opacity=0.22).encode(
        x=_x("_from"), x2="_to:Q", y=alt.value(0), y2=alt.value(_HEIGHT)
    )


def _ghost(before: float) -> list[Any]:
    """What the reader guessed, in the three years that the guess is about."""
    one = alt.Chart(pd.DataFrame({"one": [1]})).transform_filter(
        "guessed && series == 'nigeria' && pivot == 2015 && span == 3"
    )
    one = one.transform_calculate(
        _at=f"guessleft / 100 * {before:.1f}", _from="2015.55", _to="2018.45"
    )
    line = one.mark_rule(strokeWidth=2, strokeDash=[5, 4], stroke="currentColor")
    text = one.mark_text(align="left", dx=5, fontStyle="italic", text="your guess")
    return [
        line.encode(x=_x("_from"), x2="_to:Q", y=_y("_at")),
        text.encode(x=_x("_to"), y=_y("_at")).properties(name="labelGuess"),
    ]


def _names(rows: pd.DataFrame) -> list[Any]:
    """The names under which the dead are counted, each once."""
    where = pd.DataFrame(words_before.LABELS, columns=["series", "year", "at", "words", "side"])
    return [
        marks.label(
            where[where["side"] == side],
            f"Name{side.title()}",
            _x("year"),
            _y("at"),
            "datum.words",
            when=_HERE,
            align=side,
            dx=0,
            fontWeight=400,
            fontSize=12,
        )
        for side in ("left", "right")
    ]
