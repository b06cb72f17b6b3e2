"""Landmark attacks in time: five lanes, one for each stage and one for the rest."""

from __future__ import annotations

from typing import Any

import altair as alt
import pandas as pd

from aftermosul.display import dates, palette
from aftermosul.evidence.contested import ranges
from aftermosul.evidence.tables import load
from aftermosul.figures import marks
from aftermosul.figures.controls import Choice, Control, Range, Switch
from aftermosul.figures.fields import Field, tips, written
from aftermosul.figures.grid import Grid
from aftermosul.figures.readings import Reading, Twin
from aftermosul.figures.widget import Instrument
from aftermosul.topics.t03_networks import names, words
from aftermosul.topics.t03_networks.landmarks import (
    ALL,
    LANES,
    NONE,
    REGIONS,
    SAID,
    lanes,
    narrowings,
    placed,
    settings,
)
from aftermosul.topics.t03_networks.names import FILTERED, IS_NARROW, SCALE, SHOWN

_HEIGHT = sum(LANES.values())
_STAGES = {
    "hijackings": "Hijackings",
    "al-qaeda-bombings": "Al Qaeda bombings",
    "9-11": "9/11",
    "islamic-state": "Islamic State",
    NONE: "In none of the four",
}
_SAID = {"hijackings": "“the 1980s”", "al-qaeda-bombings": "“the late 1990s”"}
_COLUMNS = {"kind": "Tactic", "ideology": "Makers", "region": "Region"}

_LANDMARK = (
    Field("day", "Date", "text"),
    Field("name", "Landmark", "text"),
    Field("place", "Place", "text"),
    Field("killed", "People killed", "text"),
    Field("kind", "Tactic", "text"),
    Field("group", "By", "text"),
    Field("lane", "Stage", "text"),
)
_COUNTS = (
    Field("until", "Until"),
    Field("narrowed", "Shown only", "text"),
    Field("shown", "Landmarks", "d"),
    Field("staged", "In the four stages", "d"),
    Field("none", "In none", "d"),
    Field("first", "First in"),
    Field("last", "Last in"),
)


def timeline() -> Instrument:
    """The first figure of lesson 03.

    A dot for every landmark, in the lane of its stage; its area is the number of people killed, by
    the low figure, and a ring shows the high one. Time can play; one narrowing at a time.
    """
    table = _rows()
    first, last = int(table["year"].min()), int(table["year"].max())
    only = {ALL: "All"} | {k: f"{_COLUMNS[c]}: {_plain(k)}" for k, c in narrowings(table).items()}
    rows = settings(table)
    rows["narrowed"] = [
        words.narrowed(*pair) for pair in zip(rows["column"], rows["only"].map(_plain), strict=True)
    ]
    grid = Grid(rows, ("until", "only"), _COUNTS)
    now = grid.at("now", "until", "only")
    controls: list[Control] = [
        Choice("only", "Show only", tuple(only.items()), ALL),
        Range("until", "The years", first, last, last, plays_ms=250),
        Switch("rest", "Show those in none of the four stages", True),
    ]
    guess = words.timeline_guess(table)
    chart = marks.stack(
        *_ground(),
        *_landmarks(table, first, last),
        _headings(table),
        names.beside(table),
        *names.above(table),
        _ghost(),
        now.unseen(),
        controls=controls,
        height=_HEIGHT,
        words="'Each dot an attack; its area, the people killed' + (width < 560 ? '' : "
        "' (low figure); a ring, the high figure')",
        guess=guess,
    )
    return Instrument(
        [chart],
        controls,
        words.timeline_words(table),
        reading=Reading(sentence=words.TIMELINE_SENTENCE, case_of="now", outcomes=(now,)),
        twin=Twin("landmarks", "The landmarks shown, in order of date", _LANDMARK, table),
        steps=words.TIMELINE_STEPS,
        guess=guess,
    )


# ---- data as the chart wants it


def _rows() -> pd.DataFrame:
    """One row a landmark, with all that its tooltip and the table say."""
    raw = load("events_landmark").sort_values("date", kind="stable").reset_index(drop=True)
    rows = placed(raw)
    country = load("countries").set_index("iso3")["name"]
    columns = ["year", "when", "y", "low_size", "high_size", "name", "kind", "stage"]
    return rows[columns].assign(
        day=rows["date"].map(dates.day),
        place=rows["city"] + ", " + rows["iso3"].map(country),
        killed=ranges(raw, "victims_killed")["text"].replace("unknown", "not known"),
        low=[written(number, "d") for number in rows["victims_killed_low"]],
        group=rows["perpetrator_group"],
        ideology=rows["ideology"].astype(str),
        region=rows["region"].map(_key),
        lane=rows["stage"].map(_STAGES),
    )


def _key(words: str) -> str:
    """A name as part of an element's id: "Europe" becomes "europe"."""
    return words.lower().replace(" ", "-")


def _plain(key: str) -> str:
    return {_key(name): name for name in REGIONS}.get(key, key.replace("-", " "))


# ---- the drawing


def _ground() -> list[Any]:
    """A line above each lane, and a pale band over the years that the sentence names."""
    rows = pd.DataFrame(
        [
            (stage, top, top + height, *SAID.get(stage, (None, None)), _SAID.get(stage))
            for stage, (top, height) in lanes().items()
        ],
        columns=["stage", "top", "bottom", "from", "to", "words"],
    )
    lines = alt.Chart(rows).mark_rule(color=palette.QUIET, strokeOpacity=0.4)
    bands = alt.Chart(rows, name="said").transform_filter("isValid(datum.from)")
    top, bottom = alt.Y("top:Q", scale=None), alt.Y2("bottom:Q")
    return [
        bands.mark_rect(opacity=0.16).encode(
            x="from:Q", x2="to:Q", y=top, y2=bottom, color=_colour()
        ),
        lines.encode(y=top, x=alt.value(0), x2=alt.value("width")),
        marks.label(
            rows,
            "Said",
            "from:Q",
            top,
            "datum.words",
            when=f"datum.words && !{IS_NARROW}",
            baseline="top",
            dx=5,
            dy=5,
            fontSize=11.5,
            fontWeight=400,
        ),
    ]


def _colour() -> Any:
    scale = alt.Scale(domain=list(palette.STAGES), range=list(palette.STAGES.values()))
    return alt.Color("stage:N", scale=scale, legend=None)


def _landmarks(table: pd.DataFrame, first: int, last: int) -> list[Any]:
    """A dot for the low figure, a ring for the high one."""
    # A domain of its own, so that no layer which is empty at a setting is asked for its extent.
    x = marks.axis("when", "x", first - 2, last + 2, values=list(range(1970, last, 10)))
    x = x.scale(domain=[first - 2, last + 2], nice=False, zero=False)
    y = alt.Y("y:Q", scale=None, axis=None)
    rings = (
        alt.Chart(table)
        .transform_filter(f"{SHOWN} && datum.high_size > 1.2 * datum.low_size")
        .transform_calculate(_size=f"datum.high_size * {SCALE}")
        .mark_point(strokeWidth=1, filled=False)
    )
    dots = (
        alt.Chart(table, name="landmarks")
        .transform_filter(SHOWN)
        .transform_calculate(_size=f"datum.low_size * {SCALE}")
        .mark_point(strokeWidth=1, filled=True, opacity=0.85, stroke="currentColor")
    )
    size = alt.Size("_size:Q", scale=None)
    return [
        rings.encode(x=x, y=y, size=size, color=_colour()),
        dots.encode(x=x, y=y, size=size, color=_colour(), tooltip=tips(*_LANDMARK)),
    ]


def _headings(table: pd.DataFrame) -> Any:
    """Each lane's name, and how many of its landmarks are shown."""
    tops = {stage: top for stage, (top, _) in lanes().items()}
    rows = table[[*FILTERED, "lane"]]
    return (
        alt.Chart(rows.assign(top=rows["stage"].map(tops)), name="lanes")
        .transform_calculate(_in=f"{SHOWN} ? 1 : 0")
        .transform_aggregate(many="sum(_in)", groupby=["stage", "lane", "top"])
        .transform_calculate(
            _words="datum.lane + ': ' + (datum.stage == 'none' && !rest ? '?' : datum.many)"
        )
        .mark_text(align="left", baseline="top", dy=5, fontSize=12.5, fontWeight=600)
        .encode(x=alt.value(4), y=alt.Y("top:Q", scale=None), text="_words:N")
    )


def _ghost() -> Any:
    """What the reader guessed, beside the count that it was a guess at."""
    return marks.label(
        pd.DataFrame({"one": [1]}),
        "Guess",
        alt.value(172),
        alt.value(lanes()[NONE][0] + 5),
        "'your guess: ' + guessnone",
        when="guessed",
        baseline="top",
        fontStyle="italic",
        fontWeight=400,
    )
