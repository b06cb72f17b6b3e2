"""Three lanes through time: Al Qaeda, the line of Islamic State, and the line of its rival."""

from __future__ import annotations

from typing import Any

import altair as alt
import pandas as pd

from aftermosul.display import palette
from aftermosul.evidence.tables import load
from aftermosul.figures import marks, settings
from aftermosul.figures.controls import Choice, Control, Switch
from aftermosul.figures.fields import Field, tips
from aftermosul.figures.grid import Chosen, Grid
from aftermosul.figures.readings import Column, Reading, Twin
from aftermosul.figures.widget import Instrument
from aftermosul.topics.t05_lineage import model as family
from aftermosul.topics.t05_lineage import rows as made
from aftermosul.topics.t05_lineage import views, words
from aftermosul.topics.t05_lineage.every_lane import every_lane

FIRST, LAST = 1999, 2019
_HEIGHT = 344
_NARROW = 270  # pixels that a telephone leaves to the drawing
_LETTER = 6.3
_LANES = (40, 170, 288)
_BAR = 12
_VIEWS = (("descent", "By descent"), ("pledge", "By pledge"), ("quarrel", "By quarrel"))

# Where each name stands: at its bar's start or end or the drawing's edge, how far down from it.
_NAMES: dict[str, tuple[str, int, str]] = {
    "aq": ("from", -16, "left"),
    "jtj": ("from", -16, "left"),
    "aqi": ("from", -31, "left"),
    "msc": ("from", 35, "left"),
    "isi": ("from", 19, "left"),
    "isis": ("from", -46, "right"),
    "is": ("to", -16, "right"),
    "nusra": ("from", 0, "right"),
    "jfs": ("from", 17, "right"),
    "hts": ("to", 33, "right"),
}
# Where what is said of a tie stands: how far down the page, and on which side of its line.
_NOTES = {"pledge": (76, "left"), "expulsion": (76, "right"), "rivalry": (238, "right")}

_LIFE = (Field("name", "Organisation", "text"), Field("life", "Existed", "text"))
_TIE = (
    Field("date", "Date", "text"),
    Field("who_acted", "Who", "text"),
    Field("words", "Tie", "text"),
    Field("towards", "Towards", "text"),
    Field("descent", "Descent", "text"),
    Field("source", "Source", "text"),
)
_LINE = (
    *(Field(name, name, "text") for name in ("name", "up", "down", "out")),
    *(Field(name, name, "text") for name in ("ups", "downs", "onlys", "outs", "drawn")),
)


def genealogy() -> Instrument:
    """The figure of lesson 05.

    Three lanes and ten names, or a lane for every organisation of the table. One of them is
    chosen; what is lit with it is its line by descent, by pledges too, or whom its line fought.
    """
    organisations = load("organisations")
    graph = family.family_graph(organisations, load("organisation_links"))
    ties = views.described(load("organisation_links"), load("relations"))
    table = views.lines(graph, ties)
    lanes = family.three_lanes(graph)
    bars = made.bars(organisations, graph, table, lanes)
    tied = made.ties(organisations, ties, table, bars)
    few = list(lanes["id"])
    grid = Grid(
        made.outcomes(views.outcomes(table, few), organisations),
        ("who", "view", "everyone"),
        _LINE,
    )
    line = grid.at("line", "who", "ties", "everyone", colour=palette.CHOSEN)
    names = tuple(zip(bars["id"], bars["name"], strict=True))
    who = Choice("who", "Light the line of", names, "is", colour=line.colour)
    ties_by = Choice("ties", "Light it", _VIEWS, "descent")
    everyone = Switch("everyone", f"Draw all {len(bars)} organisations", False)
    controls: list[Control] = [ties_by, who, everyone]
    return Instrument(
        [
            settings.only_when(_three_lanes(bars, tied, line, controls), everyone=(False,)),
            settings.only_when(every_lane(bars, tied, [ties_by, who], _LIFE), everyone=(True,)),
        ],
        controls,
        words.words(organisations, tied, graph),
        reading=Reading(
            sentence=words.SENTENCES,
            caption="The line that is lit, oldest first",
            columns=(Column("line", "{line.name}", colour=line.colour),),
            rows=words.PARTS,
            corner="Part",
            case_of="line",
            outcomes=(line,),
        ),
        twin=Twin(
            "ties", "The ties that are drawn, in the order of their dates", _TIE, _first(tied)
        ),
        steps=words.STEPS,
        click=("who", "id"),
    )


def _first(tied: pd.DataFrame) -> pd.DataFrame:
    """The ties that are drawn at the first step."""
    return tied[tied["few"] & tied["views"].map(lambda views: "descent" in views)]


# ---- the drawing


def _three_lanes(
    bars: pd.DataFrame, tied: pd.DataFrame, line: Chosen, controls: list[Control]
) -> Any:
    few = bars[bars["lane"].notna()].copy()
    few["from"] = few["start"].clip(lower=FIRST)
    few["to"] = few["end"].fillna(LAST + 1).clip(upper=LAST + 1)
    # Two that stood side by side for some months stand one below the other.
    beside = few["from"] < few.groupby("lane")["to"].transform(lambda to: to.cummax().shift())
    few["y"] = few["lane"].map(dict(enumerate(_LANES))) + beside * (_BAR + 1)
    return marks.stack(
        *_ties(few, tied),
        *_lives(few),
        *_names(few),
        line.unseen(),
        _shown(tied),
        controls=controls,
        height=_HEIGHT,
    )


def _x(field: str) -> Any:
    return marks.axis(field, "x", FIRST, LAST + 1, values=list(range(FIRST + 1, LAST + 1, 5)))


def _y(field: str) -> Any:
    return alt.Y(f"{field}:Q", scale=alt.Scale(domain=[0, _HEIGHT], reverse=True), axis=None)


def _lives(few: pd.DataFrame) -> list[Any]:
    """A bar from the founding of each to its end; a name that changes is a small gap."""
    lit = made.lit("datum")
    bar = alt.Chart(few, name="lives").mark_rule(
        strokeWidth=_BAR, strokeCap="butt", xOffset=1.5, cursor="pointer", clip=True
    )
    return [
        bar.encode(
            x=_x("from"),
            x2="to:Q",
            y=_y("y"),
            color=made.COLOURS,
            opacity=alt.condition(lit, alt.value(1), alt.value(0.45)),
            tooltip=tips(*_LIFE),
        )
    ]


def _names(few: pd.DataFrame) -> list[Any]:
    """Each full name beside its bar, with a thin line to it where it stands away from it."""
    layers = []
    for align in ("left", "right"):
        own = few[[_NAMES[name][2] == align for name in few["id"]]].copy()
        own["at"] = [row[_NAMES[row["id"]][0]] for row in own.to_dict("records")]
        own["name_y"] = own["y"] + [_NAMES[name][1] for name in own["id"]]
        own["bend"] = own["name_y"].where((own["name_y"] - own["y"]).abs() > _BAR + 5)
        share = (own["at"] - FIRST) / (LAST + 1 - FIRST)
        room = _NARROW * (share if align == "right" else 1 - share)
        own["tight"] = own["short"].where(own["name"].str.len() * _LETTER > room, own["name"])
        leader = alt.Chart(own).mark_rule(strokeWidth=1, opacity=0.4, xOffset=1.5)
        layers += [
            leader.transform_filter("isValid(datum.bend)").encode(
                x=_x("at"), y=_y("y"), y2="bend:Q"
            ),
            marks.label(
                own,
                f"Names{align.title()}",
                _x("at"),
                _y("name_y"),
                f"width < {2 * _NARROW} ? datum.tight : datum.name",
                align=align,
                dx=4 if align == "left" else -5,
                baseline="middle",
                fontSize=alt.expr(f"width < {2 * _NARROW} ? 11 : 12"),
            ),
        ]
    return layers


def _ties(few: pd.DataFrame, tied: pd.DataFrame) -> list[Any]:
    """The ties from lane to lane; the first pledge, rivalry and expulsion say themselves."""
    lane = few.set_index("id")["y"]
    across = tied[tied["few"]].copy()
    across["top"], across["foot"] = across["from_id"].map(lane), across["to_id"].map(lane)
    across = across[(across["top"] - across["foot"]).abs() > 2 * _BAR]
    said = across.drop_duplicates("kind")
    said = said[said["kind"].isin(list(_NOTES))].copy()
    said["note_y"] = [_NOTES[kind][0] for kind in said["kind"]]
    asked = "indexof(datum.views, ties) >= 0"
    base = alt.Chart(across, name="across").transform_filter(asked)
    lit = made.lit("datum")
    line = base.mark_rule(strokeWidth=2.2).encode(
        x=_x("when"),
        y=_y("top"),
        y2="foot:Q",
        color=marks.coloured({lit: made.kind_colour("datum.kind")}),
        opacity=alt.condition(lit, alt.value(1), alt.value(0.5)),
        tooltip=tips(*_TIE[:5]),
    )
    notes = [
        marks.label(
            said[[_NOTES[kind][1] == side for kind in said["kind"]]],
            f"Ties{side.title()}",
            _x("when"),
            _y("note_y"),
            "datum.date + ': ' + datum.kind",
            when=asked,
            align=side,
            dx=8 if side == "left" else -8,
        )
        for side in ("left", "right")
    ]
    return [line, *notes]


def _shown(tied: pd.DataFrame) -> Any:
    """The rows of the table twin; it draws nothing of its own."""
    asked = "indexof(datum.views, ties) >= 0 && (everyone || datum.few)"
    return alt.Chart(tied, name="ties").transform_filter(asked).mark_text(text="", x=0, y=0)
