"""The essay itself: its sentences, each underlined by how much of it evidence can test."""

from __future__ import annotations

from typing import Any

import altair as alt
import pandas as pd

from aftermosul.display import palette
from aftermosul.evidence import essay
from aftermosul.evidence.tables import load
from aftermosul.figures import marks
from aftermosul.figures.controls import Choice, Control, Range
from aftermosul.figures.fields import Field, tips
from aftermosul.figures.grid import Chosen, Grid
from aftermosul.figures.readings import Reading, Twin
from aftermosul.figures.widget import Instrument
from aftermosul.topics.t00_essay import model, words

# One width for every letter: so an underline can end where its words end.
_FONT = "'DejaVu Sans Mono', Menlo, 'Lucida Console', 'Liberation Mono', monospace"
_SIZE = 11
_LETTER = 0.602 * _SIZE
_INDENT = 26
_HEIGHT = 670
_ROOM = 13  # Letters kept free after a sentence, for the word on it.
_GAP = 0.3
_LETTERS = {"narrow": 40, "middle": 82}  # In a line, one column; on a wide page there are two.
_COLUMN = 62
_PAGE = "width < 620 ? 'narrow' : width < 900 ? 'middle' : 'wide'"
_SHOWN = "datum.layout == page && (page == 'wide' || datum.shut == (datum.sentence != sentence))"
_CHOSEN = "datum.sentence == sentence"

_SENTENCE = Field("sentence", "Sentence")
_WORD = Field("word", "Evidence can test it", "text")
_HOW_MANY = Field("claims", "Claims in it", "d")
_CLAIM = (
    _SENTENCE,
    Field("claim_id", "Claim", "text"),
    Field("claim", "In our words", "text"),
    Field("can", "Evidence can test it", "text"),
    Field("lessons", "Where", "text"),
)


def claims() -> Instrument:
    """The figure of lesson 00: read the essay, open a sentence, see what could be tested."""
    told = _claims()
    kinds = model.testable(load("claims"))
    lines = _lines(kinds)
    opened = Grid(
        pd.DataFrame(
            {
                "sentence": kinds.index,
                "text": essay.sentences(),
                "list": told.groupby("sentence")["line"].agg("\n".join).to_numpy(),
            }
        ),
        ("sentence",),
        (_SENTENCE, Field("text", "Words", "text"), Field("list", "Its claims", "text")),
    ).at("chosen", "sentence")
    controls: list[Control] = [
        Range("sentence", "Sentence", 1, len(kinds), words.STAGES),
        Choice("show", "Show", (("all", "every sentence"), *words.KINDS.items()), "all"),
    ]
    return Instrument(
        [_chart(lines, opened, told.drop(columns="line"), controls)],
        controls,
        words.about(len(told), kinds),
        reading=Reading(sentence=words.SAYS, outcomes=(opened,)),
        twin=Twin("claims", "Every claim of the essay, and the lesson that tests it", _CLAIM, told),
        steps=words.STEPS,
        click=("sentence", "sentence"),
    )


def _claims() -> pd.DataFrame:
    """One row a claim, with the lessons that test it."""
    told = load("claims").rename(columns={"sentence_no": "sentence"})
    lessons = load("claim_evidence").groupby("claim_id")["lesson"].unique()
    told["can"] = told["testable"].astype(str).map(words.KINDS)
    told["lessons"] = [
        f"lesson{'s' * (len(lessons[claim]) > 1)} {' and '.join(sorted(lessons[claim]))}"
        for claim in told["claim_id"]
    ]
    told["line"] = (
        told["claim_id"] + ": " + told["claim"] + " (" + told["can"] + "; " + told["lessons"] + ")"
    )
    return told[["sentence", "claim_id", "claim", "can", "lessons", "line"]]


def _lines(kinds: pd.Series) -> pd.DataFrame:
    """The essay's lines for a narrow page, a middling one, and a wide one in two columns."""
    text = essay.sentences()
    made = [
        model.opened(text, letters, _ROOM).assign(layout=name, column=0)
        for name, letters in _LETTERS.items()
    ]
    made.append(model.columns(text, _COLUMN, _ROOM, _GAP).assign(layout="wide", shut=False, more=0))
    lines = pd.concat(made, ignore_index=True)
    number = lines["sentence"]
    return lines.assign(
        kind=number.map(kinds),
        word=number.map(kinds).map(words.KINDS),
        claims=number.map(load("claims")["sentence_no"].value_counts()),
        long=lines["text"].str.len(),
    )


# ---- the drawing


def _chart(lines: pd.DataFrame, opened: Chosen, told: pd.DataFrame, controls: list[Control]) -> Any:
    drawn = alt.Chart(lines).transform_filter(_SHOWN)
    for name, made in _places(lines).items():
        drawn = drawn.transform_calculate(**{name: made})
    x, y = alt.X("x:Q", scale=None, axis=None), alt.Y("y:Q", scale=None, axis=None)
    ink = marks.coloured({_CHOSEN: palette.CHOSEN}, "currentColor")
    faint = alt.when(f"show == 'all' || show == datum.kind || {_CHOSEN}")
    seen = faint.then(alt.value(1)).otherwise(alt.value(0.25))
    ground = (
        drawn.properties(name="lines")
        .mark_rect(cursor="pointer")
        .encode(
            x=x,
            x2="end:Q",
            y=alt.Y("top:Q", scale=None, axis=None),
            y2="bottom:Q",
            color=marks.coloured({_CHOSEN: palette.CHOSEN}, "transparent"),
            opacity=alt.value(0.16),
            tooltip=tips(_SENTENCE, _WORD, _HOW_MANY),
        )
    )
    text = drawn.mark_text(align="left", font=_FONT, fontSize=_SIZE, cursor="pointer", dx=_INDENT)
    number = drawn.transform_filter("datum.line == 0").mark_text(
        align="right", fontSize=11, fontWeight=600, cursor="pointer", dx=_INDENT - 7
    )
    under = drawn.transform_filter("datum.kind != 'no'").mark_rule(strokeWidth=1.1)
    word = drawn.transform_filter("datum.last").mark_text(
        align="left", fontSize=11, fontStyle="italic", dx=6
    )
    return marks.stack(
        ground,
        text.encode(x=x, y=y, text="text:N", opacity=seen),
        under.encode(
            x=alt.X("from:Q", scale=None),
            x2="to:Q",
            y=alt.Y("below:Q", scale=None),
            color=ink,
            opacity=seen,
            strokeDash=alt.when("datum.kind == 'yes'")
            .then(alt.value([1, 0]))
            .otherwise(alt.value([2, 3])),
        ),
        number.encode(x=x, y=y, text="sentence:N", opacity=seen),
        word.encode(x=alt.X("to:Q", scale=None), y=y, text="word:N", opacity=seen),
        opened.unseen(),
        alt.Chart(told, name="claims").mark_text(text="", x=0, y=0).encode(),
        controls=controls,
        height=_HEIGHT,
    ).add_params(alt.param(name="page", expr=_PAGE))


def _places(lines: pd.DataFrame) -> dict[str, str]:
    """Where a line stands, as Vega expressions in the order in which they need each other.

    On a narrow page one sentence is open: those after it move down by its further lines.
    """
    one = lines[lines["shut"]].set_index("sentence")
    more = {name: one.loc[one["layout"] == name, "more"].tolist() for name in _LETTERS}
    rows = {name: len(further) + max(further) for name, further in more.items()}
    rows["wide"] = float(lines["row"].max()) + 1
    moved = f"datum.sentence > sentence ? ({more})[page][sentence - 1] : datum.line"
    return {
        "pitch": f"{_HEIGHT} / ({rows})[page]",
        "x": "datum.column * (width / 2 + 8)",
        "end": "page == 'wide' ? datum.x + width / 2 - 8 : width",
        "top": f"datum.pitch * (page == 'wide' ? datum.row : datum.sentence - 1 + ({moved}))",
        "bottom": "datum.top + datum.pitch",
        "y": "datum.top + datum.pitch / 2",
        "below": f"datum.y + {_SIZE / 2 + 0.5}",
        "from": f"datum.x + {_INDENT}",
        "to": f"datum.x + {_INDENT} + datum.long * {_LETTER:.3f}",
    }
