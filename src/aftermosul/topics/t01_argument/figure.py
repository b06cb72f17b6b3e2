"""The argument map: what holds each claim up, and what comes down with it, round by round."""

from __future__ import annotations

import pandas as pd

from aftermosul.display import palette
from aftermosul.evidence import essay
from aftermosul.evidence.tables import load
from aftermosul.figures.controls import Choice, Control, Range
from aftermosul.figures.fields import Field
from aftermosul.figures.grid import Grid
from aftermosul.figures.readings import Column, Reading, Twin
from aftermosul.figures.widget import Instrument
from aftermosul.statistics import argument as ties
from aftermosul.topics.t01_argument import drawing, model, words

_TWIN = (
    Field("claim_id", "Claim", "text"),
    Field("sentence", "Sentence", "d"),
    Field("claim", "In our words", "text"),
    Field("band", "Band", "text"),
    Field("kind", "Kind", "text"),
    Field("testable", "Testable", "text"),
    Field("verdicts", "Verdicts asked", "text"),
    Field("supported", "Supported by", "text"),
    Field("tie", "At this setting", "text"),
)
_REASONS = (
    Field("supported", "Supported by", "text"),
    Field("against", "Other ties", "text"),
    Field("carried", "What rests on it", "text"),
)
_SAID = (
    Field("sentence", "Sentence", "d"),
    Field("claim", "In our words", "text"),
    Field("quote", "In the essay's words", "text"),
    Field("carries", "Claims that rest on it", "d"),
)
_FALL = tuple(
    Field(name, label, "d")
    for name, label in {
        "sets": "Sets of reasons",
        "gone": "Left without any reason",
        "hurt": "One reason fewer",
        "standing": "Advice still standing",
        "advice": "Pieces of advice",
    }.items()
)
_NOT_DRAWN = [field.name for field in (*_SAID[2:], *_REASONS[1:])]


def argument() -> Instrument:
    """The figure of lesson 01: choose a claim, see its reasons, strike it out.

    Claims stand in three bands, in the essay's order; the fall of one can be followed round by
    round, with support taken as it was coded, or as needed, or as enough by itself.
    """
    graph = essay.graph()
    nodes = _nodes(graph)
    rounds = model.most_rounds(graph)
    controls: list[Control] = [
        Choice("claim", "Claim", words.in_list(nodes), words.THESIS),
        Choice("taken", "Read support", words.TAKEN, "coded"),
        Range(
            "round",
            "The fall",
            0,
            rounds + 1,
            0,
            shown=("it stands", "struck out", *(f"round {n}" for n in range(1, rounds + 1))),
            plays_ms=1200,
        ),
    ]
    chosen = Grid(nodes, ("claim_id",), _SAID + _REASONS).at("chosen", "claim")
    fall = Grid(model.outcomes(graph), ("claim", "taken", "round"), _FALL)
    falling = fall.at("fall", "claim", "taken", "round")
    return Instrument(
        [
            drawing.chart(
                nodes.drop(columns=_NOT_DRAWN),
                model.lines(graph, nodes),
                (chosen, falling),
                controls,
            )
        ],
        controls,
        words.about(nodes, graph),
        reading=Reading(
            sentence=words.SAYS,
            caption="What holds it up, and what it holds",
            columns=(Column("chosen", "{chosen.claim_id}", colour=palette.CHOSEN),),
            rows=_REASONS,
            corner="Claim",
            case_of="fall",
            outcomes=(falling, chosen),
        ),
        twin=Twin("nodes", "The essay's claims and how they hang together", _TWIN, nodes),
        steps=words.STEPS,
        click=("claim", "claim_id"),
    )


def _nodes(graph: ties.Graph) -> pd.DataFrame:
    """One row a claim: its place, its ties, and what is said of it."""
    claims = load("claims").rename(columns={"sentence_no": "sentence"})
    kept = ["claim_id", "sentence", "claim", "short_label", "kind", "testable", "verdicts"]
    nodes = (
        claims[kept]
        .astype({"kind": str, "testable": str, "verdicts": str})
        .merge(model.nodes(graph))
    )
    said = [words.reasons(graph, claim, claims.set_index("claim_id")) for claim in graph.nodes]
    nodes = pd.concat([nodes, pd.DataFrame(said)], axis=1)
    first = ties.ties(graph, words.THESIS) | {words.THESIS: "the claim chosen"}
    return nodes.assign(
        quote=[essay.sentence(number) for number in nodes["sentence"]],
        carries=[len(ties.carries(graph, claim)) for claim in graph.nodes],
        tie=[first.get(claim, "no tie") for claim in graph.nodes],
    )
