"""Every published count of the battle's dead on one axis, and which two may be compared."""

from __future__ import annotations

import math
from typing import Any

import altair as alt
import pandas as pd

from aftermosul.display import palette
from aftermosul.display.ranges import range_text
from aftermosul.evidence.sources import cite, source_ids
from aftermosul.evidence.tables import load
from aftermosul.figures import marks
from aftermosul.figures.controls import Choice, Control
from aftermosul.figures.fields import Field, tips
from aftermosul.figures.grid import Grid
from aftermosul.figures.readings import Column, Reading, Twin
from aftermosul.figures.widget import Instrument
from aftermosul.topics.t08_mosul import counts, dead_words

_LANE = 29
_NAMED = "datum.maker + ': ' + (width < 480 ? datum.brief : datum.figure)"
_CHOSEN = "(datum.mosul_id == one || datum.mosul_id == other)"
_COUNT = (
    Field("maker", "Count", "text"),
    Field("figure", "Figure", "text"),
    Field("who_counted", "Who counted", "text"),
    Field("counted", "Whom", "text"),
    Field("hand", "By whose hand", "text"),
    Field("place", "Where", "text"),
    Field("times", "When", "text"),
    Field("method", "How", "text"),
)
_PAIR = (
    *(Field(name, name, "text") for name in ("a", "b", "inner", "outer", "differ")),
    *(Field(name, name, ".1f") for name in ("least", "most")),
)


def mosul_dead() -> Instrument:
    """The second figure of lesson 08: twelve counts, and what two of them have in common."""
    rows = _rows()
    ids = list(rows["mosul_id"])
    options = tuple(zip(ids, rows["maker"], strict=True))
    controls: list[Control] = [
        Choice("one", "One count", options, ids[0], colour=palette.CHOSEN),
        Choice("other", "Another", options, ids[-1], colour=palette.CHOSEN),
    ]
    pair = Grid(_pairs(rows), ("one", "other"), _PAIR).at("pair", "one", "other")
    details = Grid(rows, ("mosul_id",), _COUNT)
    first, second = details.at("first", "one"), details.at("second", "other")
    return Instrument(
        [_drawn(rows, [chosen.unseen() for chosen in (pair, first, second)], controls)],
        controls,
        dead_words.words(rows),
        reading=Reading(
            sentence=dead_words.SENTENCES,
            caption="What each of the two counts",
            columns=(
                Column("first", "{first.maker}", colour=palette.CHOSEN),
                Column("second", "{second.maker}", colour=palette.CHOSEN),
            ),
            rows=_COUNT[1:],
            corner="What",
            case_of="pair",
            outcomes=(pair, first, second),
        ),
        twin=Twin(
            "counts",
            "Every count, the smallest first",
            (*_COUNT, Field("source", "Source", "text"), Field("note", "What to know", "text")),
            rows,
        ),
        steps=dead_words.STEPS,
        click=("other", "mosul_id"),
    )


def _rows() -> pd.DataFrame:
    """The counts with their figures, in words and on the axis."""
    rows = counts.drawn(load("mosul"), load("mosul_counts"))
    rows["lane"] = range(len(rows))
    figures = list(map(range_text, rows["printed_low"], rows["printed_high"]))
    bound = rows["bound"].astype(str)
    rows["figure"] = [
        f if b == "count" or f.startswith(("at", "up")) else dead_words.BOUNDS[b] + f
        for f, b in zip(figures, bound, strict=True)
    ]
    # Arrows say what is open where there is no room for the words.
    rows["brief"] = rows["figure"].str.removeprefix("at least ").str.removeprefix("up to ")
    rows["arrow"] = bound.map({"at least": "→", "at most": "←"}).fillna("")
    rows["left"] = rows["printed_low"].fillna(rows["mark"])
    rows["right"] = rows["printed_high"].fillna(rows["mark"])
    rows["times"] = [
        dead_words.span(*days) for days in zip(rows["start"], rows["until"], strict=True)
    ]
    rows["source"] = [cite(source_ids(cell)[0]).author for cell in rows["source_id"]]
    rows["note"] = rows["note"].fillna("–")
    return rows.astype(dict.fromkeys(("counted", "hand", "place", "bound"), object))


def _pairs(rows: pd.DataFrame) -> pd.DataFrame:
    """Every pair, with the names of its counts and its case."""
    names = dict(zip(rows["mosul_id"], rows["maker"], strict=True)) | {"": ""}
    pairs = counts.pairs(rows)
    pairs["a"], pairs["b"] = pairs["one"].map(names), pairs["other"].map(names)
    for end in ("inner", "outer"):
        pairs[end] = pairs[end].map(names)
    pairs["differ"] = pairs["differ"].map(dead_words.differ)
    pairs["case"] = [dead_words.case(row) for row in pairs.to_dict("records")]
    # What is open has no number: its sentence doesn't name one.
    return pairs.replace({"most": {math.inf: math.nan}})


def _drawn(rows: pd.DataFrame, unseen: list[Any], controls: list[Control]) -> Any:
    """A lane for each count, the figure by tens, open ends as arrows."""
    kept = ["mosul_id", "mark", "left", "right", "lane", "bound", *(f.name for f in _COUNT)]
    kept += ["arrow", "brief", "source", "note"]
    drawn = rows[kept]
    base = alt.Chart(drawn)
    x_scale = alt.Scale(type="log", domain=[200, 70_000], nice=False)
    ticks = alt.Axis(values=[300, 1_000, 3_000, 10_000, 30_000], format=",d", title=None)

    def x(field: str) -> Any:
        return alt.X(f"{field}:Q", scale=x_scale, axis=ticks)

    y = alt.Y("lane:Q", axis=None, scale=alt.Scale(domain=[len(rows) - 0.4, -0.6], nice=False))
    colour = marks.coloured({_CHOSEN: palette.CHOSEN}, palette.PLAIN)
    guides = base.transform_filter(_CHOSEN).mark_rule(strokeDash=[4, 3], strokeWidth=1.2)
    arrows = base.transform_filter("datum.bound != 'count'").mark_text(
        fontSize=17,
        fontWeight=700,
        baseline="middle",
        dx=alt.expr("datum.bound == 'at least' ? 13 : -13"),
    )
    return marks.stack(
        *unseen,
        guides.encode(x=x("mark"), y=alt.value(0), y2=alt.value(_LANE * len(rows)), color=colour),
        base.mark_rule(strokeWidth=5).encode(x=x("left"), x2="right:Q", y=y, color=colour),
        base.mark_point(filled=True, size=95, opacity=1)
        .encode(x=x("mark"), y=y, color=colour, tooltip=tips(*_COUNT))
        .properties(name="counts"),
        arrows.encode(x=x("mark"), y=y, text="arrow:N", color=colour),
        marks.label(
            drawn,
            "Counts",
            x("right"),
            y,
            _NAMED,
            when="datum.mark < 3000",
            dx=alt.expr("datum.bound == 'at least' ? 24 : 10"),
            baseline="middle",
        ),
        marks.label(
            drawn,
            "Larger",
            x("left"),
            y,
            _NAMED,
            when="datum.mark >= 3000",
            align="right",
            dx=alt.expr("datum.bound == 'at most' ? -24 : -10"),
            baseline="middle",
        ),
        controls=controls,
        height=_LANE * len(rows),
        words="width < 420 ? 'Killed, by tens' : 'People killed in the battle for Mosul, by tens'",
        top=24,
    )
