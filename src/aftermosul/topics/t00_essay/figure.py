"""The essay's claims, sentence by sentence: a first taste of an instrument."""

from __future__ import annotations

from typing import Any

import altair as alt
import pandas as pd

from aftermosul.display import palette
from aftermosul.evidence import essay
from aftermosul.evidence.tables import load
from aftermosul.figures.controls import Choice, Control, Range
from aftermosul.figures.fields import Field
from aftermosul.figures.readings import Column, Reading, Twin, Words
from aftermosul.figures.widget import Instrument
from aftermosul.topics.t00_essay.model import claims_by_sentence

_KINDS = {"yes": "Evidence can test it", "partly": "Partly", "no": "Evidence can't"}
_COLOURS = [palette.BASELINE, palette.EVENT, palette.QUIET]
_HEIGHT = 170


def claims() -> Instrument:
    """The instrument of lesson 00: walk through the sentences, and see what could be tested."""
    table = load("claims")
    total = len(essay.sentences())
    counts = claims_by_sentence(table, total)
    counts["kind"] = counts["testable"].map(_KINDS).astype(str)
    counts["order"] = counts["testable"].map({kind: i for i, kind in enumerate(_KINDS)}).astype(int)
    said = pd.DataFrame(
        {
            "sentence": range(1, total + 1),
            "text": essay.sentences(),
            "claims": [int((table["sentence_no"] == n).sum()) for n in range(1, total + 1)],
        }
    )
    for kind in _KINDS:
        said[kind] = list(counts.loc[counts["testable"] == kind, "claims"])
    controls: list[Control] = [
        Range("sentence", "Sentence", 1, total, 1),
        Choice(
            "kind",
            "Show the claims that",
            (("all", "stand in the essay"), *((k, _PHRASES[k]) for k in _KINDS)),
            "all",
        ),
    ]
    return Instrument(
        [_chart(counts, said, controls)],
        controls,
        _words(len(table), total),
        reading=_READING,
        twin=_TWIN,
        click=("sentence", "sentence"),
    )


_PHRASES = {
    "yes": "evidence can test",
    "partly": "evidence can test in part",
    "no": "evidence can't test",
}


def _chart(counts: pd.DataFrame, said: pd.DataFrame, controls: list[Control]) -> Any:
    x = alt.X("sentence:O", title="Sentence of the essay", axis=alt.Axis(labelAngle=0))
    y = alt.Y("claims:Q", title="Claims", axis=alt.Axis(tickMinStep=1, format="d"))
    colour = alt.Color(
        "kind:N",
        scale=alt.Scale(domain=list(_KINDS.values()), range=_COLOURS),
        legend=alt.Legend(title=None, orient="top"),
    )
    bars = (
        alt.Chart(counts, name="bars")
        .mark_bar(cursor="pointer")
        .encode(
            x=x,
            y=y,
            color=colour,
            order="order:Q",
            opacity=alt.condition(
                "kind == 'all' || datum.testable == kind", alt.value(1), alt.value(0.12)
            ),
            tooltip=[
                alt.Tooltip("sentence:O", title="Sentence"),
                alt.Tooltip("kind:N", title="Claims that"),
                alt.Tooltip("claims:Q", title="How many"),
            ],
        )
    )
    chosen = (
        alt.Chart(said, name="chosen")
        .transform_filter("datum.sentence == sentence")
        .mark_point(
            shape="triangle-down",
            size=160,
            filled=True,
            opacity=1,
            color=palette.CHOSEN,
            yOffset=-12,
        )
        .encode(x=x, y=y)
    )
    return (
        alt.layer(bars, chosen)
        .add_params(*(param for control in controls for param in control.params()))
        .properties(width="container", height=_HEIGHT)
    )


_READING = Reading(
    sentence="Sentence {chosen.sentence}: {chosen.text}",
    caption="Claims in this sentence, in our coding",
    columns=(Column("chosen", "Claims"),),
    rows=(
        Field("yes", "Evidence can test", "d"),
        Field("partly", "Evidence can test in part", "d"),
        Field("no", "Evidence can't test", "d"),
    ),
    corner="Kind",
)

_TWIN = Twin(
    mark="bars",
    caption="Claims by sentence, and whether evidence can test them",
    fields=(
        Field("sentence", "Sentence", ""),
        Field("kind", "Kind", ""),
        Field("claims", "Claims", "d"),
    ),
)


def _words(claims_in_all: int, sentences: int) -> Words:
    most = max(
        range(1, sentences + 1), key=lambda n: int((load("claims")["sentence_no"] == n).sum())
    )
    return Words(
        title="The essay, sentence by sentence",
        caption=(
            f"{claims_in_all} claims in {sentences} sentences, as one reader took the essay apart; "
            f"another would divide some of them differently. "
            "Click a bar to choose its sentence."
        ),
        sources=("seib-2016",),
        alt=(
            f"Stacked bar chart of the claims in each of the {sentences} sentences, by whether "
            f"evidence can test them. Sentence {most} holds the most."
        ),
    )
