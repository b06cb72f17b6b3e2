"""The argument map: what holds each of the essay's claims up, and what its fall would do."""

from __future__ import annotations

import textwrap
from typing import Any

import altair as alt
import pandas as pd

from aftermosul.display import palette
from aftermosul.evidence import essay
from aftermosul.evidence.tables import load
from aftermosul.figures.controls import Choice, Control
from aftermosul.figures.fields import Field
from aftermosul.figures.readings import Column, Reading, Twin, Words
from aftermosul.figures.widget import Instrument
from aftermosul.statistics import argument as model

FIRST = "C15"
"""The claim chosen at first: the one that gives the essay its title."""

_STANDS = "stands"
_READINGS: dict[str, model.Taken] = {
    "coded": "coded",
    "needed": "linked",
    "enough": "convergent",
}
_LET_IT = (
    (_STANDS, "stand: show what holds it up"),
    ("coded", "fall, as we read the groups"),
    ("needed", "fall, with every premise needed"),
    ("enough", "fall, with any one premise enough"),
)
_STAR = "M0,-1L.23,-.32L.95,-.31L.36,.12L.59,.81L0,.38L-.59,.81L-.36,.12L-.95,-.31L-.23,-.32Z"
_SHAPES = {
    "the claim chosen": _STAR,
    "supports it": "triangle-up",
    "attacks it": "triangle-down",
    "rests on it": "square",
    "other tie": "diamond",
    "loses all support": "cross",
    "loses a leg": "triangle-right",
    "no tie": "circle",
}
_LINES = {"supports": "support", "attacks": "attack", "undercuts": "attack"}
_NO_TIE = "no tie"
_DASHES = {"support": [1, 0], "attack": [8, 3], "another relation": [2, 3]}
_ROW = 38
_TIE = f"datum.ties[fate + claim] || '{_NO_TIE}'"
_FAINT = 0.2


def argument() -> Instrument:
    """The instrument of lesson 01: choose a claim, see its ties, let it fall.

    Every claim is a node, in the essay's order along x and by its level of support along y; every
    relation is a line. A choice of kind dims the other kinds; another lets the chosen claim fall,
    with the groups of support as coded, or with every premise needed, or with any one enough.
    """
    graph = essay.graph()
    table = load("claims").set_index("claim_id")
    nodes = _nodes(graph, table)
    kinds = tuple(sorted(nodes["kind"].unique()))
    names = tuple((claim, f"{claim}: {_short(table.loc[claim, 'claim'])}") for claim in graph.nodes)
    controls: list[Control] = [
        Choice("claim", "Claim", names, FIRST),
        Choice(
            "kind",
            "Show the kind",
            (("all", "all kinds"), *((kind, kind) for kind in kinds)),
            "all",
        ),
        Choice("fate", "Let it", _LET_IT, _STANDS),
    ]
    return Instrument(
        [_chart(nodes, _edges(graph, nodes), _falls(graph), controls)],
        controls,
        _words(nodes, graph),
        reading=_READING,
        twin=_TWIN,
        click=("claim", "claim_id"),
    )


# ---- data as the chart wants it


def _nodes(graph: model.Graph, table: pd.DataFrame) -> pd.DataFrame:
    """One row a claim: its place, what is said of it, and its tie to every other claim."""
    nodes = model.layout(graph).set_index("claim_id")
    nodes["sentence"] = table["sentence_no"].astype(int)
    nodes["quote"] = [essay.sentence(number) for number in nodes["sentence"]]
    for column in ("claim", "kind", "role", "testable"):
        nodes[column] = table[column].astype(str)
    said = {claim: _sayings(graph, claim, table["claim"]) for claim in graph.nodes}
    for column in ("supported", "ids", "attacked", "others", "carried"):
        nodes[column] = [said[claim][column] for claim in nodes.index]
    # A claim's tie to the one chosen, under the keys that the controls make: "standsC15".
    ties: dict[str, dict[str, str]] = {claim: {} for claim in graph.nodes}
    for chosen in graph.nodes:
        for key, found in _all_ties(graph, chosen).items():
            for other, tie in {**found, chosen: "the claim chosen"}.items():
                ties[other][key + chosen] = tie
    nodes["ties"] = pd.Series(ties)
    return nodes.reset_index()


def _all_ties(graph: model.Graph, chosen: str) -> dict[str, dict[str, str]]:
    """What every other claim is to the one chosen, for each option of the last control."""
    fallen = {
        key: model.fates(model.taken_as(graph, taken), chosen) for key, taken in _READINGS.items()
    }
    return {_STANDS: model.ties(graph, chosen), **fallen}


def _edges(graph: model.Graph, nodes: pd.DataFrame) -> pd.DataFrame:
    """One row a relation: its two ends, and how it is lit for each claim and option.

    While a claim stands, its own relations are lit, and the support that runs up from it. When it
    falls, the support that it takes along is.
    """
    places = nodes.set_index("claim_id")
    rows = []
    for source, target, edge in graph.edges(data=True):
        lit: dict[str, str] = {}
        for key in (_STANDS, *_READINGS):
            for chosen in graph.nodes:
                tie = _tie_of_edge(places["ties"], key + chosen, source, target, edge["relation"])
                if tie:
                    lit[key + chosen] = tie
        rows.append(
            {
                "line": _LINES.get(edge["relation"], "another relation"),
                "from_kind": places.loc[source, "kind"],
                "to_kind": places.loc[target, "kind"],
                "x": places.loc[source, "x"],
                "y": places.loc[source, "y"],
                "x2": places.loc[target, "x"],
                "y2": places.loc[target, "y"],
                "ties": lit,
            }
        )
    return pd.DataFrame(rows)


def _tie_of_edge(ties: pd.Series, key: str, source: str, target: str, relation: str) -> str:
    """How a relation is lit: as the claim at its other end, or not at all."""
    one, other = ties[source].get(key, ""), ties[target].get(key, "")
    if not one or not other:
        return ""
    if not key.startswith(_STANDS):
        # What falls breaks the support that runs up from it.
        falls = one in ("the claim chosen", "loses all support")
        return other if relation == "supports" and falls else ""
    if other == "the claim chosen":
        return str(one)
    if one == "the claim chosen":
        return str(other) if relation == "supports" else "other tie"
    return "rests on it" if (one, other, relation) == ("rests on it",) * 2 + ("supports",) else ""


def _sayings(graph: model.Graph, claim: str, words: pd.Series) -> dict[str, str]:
    """What the reading says of a claim's ties, in words."""
    groups = list(model.support_groups(graph, claim).values())
    apart = "; or " if len(groups) > 1 else ""
    others = [
        (_OUT[edge["relation"]], target)
        for _, target, edge in graph.out_edges(claim, data=True)
        if edge["relation"] != "supports"
    ]
    others += [
        (_IN[edge["relation"]], source)
        for source, _, edge in graph.in_edges(claim, data=True)
        if edge["relation"] in _IN
    ]
    direct = [t for _, t, e in graph.out_edges(claim, data=True) if e["relation"] == "supports"]
    far = [other for other in model.carries(graph, claim) if other not in direct]
    return {
        "supported": apart.join(" and ".join(_with(p, words) for p in group) for group in groups)
        or "nothing in the essay: it is a starting point",
        "ids": "; or ".join(" and ".join(group) for group in groups) or "nothing",
        "attacked": "; ".join(_with(other, words) for other in model.attacks(graph, claim))
        or "nothing in the essay",
        "others": "; ".join(f"{tie} {other}" for tie, other in others) or "none",
        "carried": "; ".join(
            [
                *(_with(other, words) for other in sorted(direct)),
                *([f"and through these {', '.join(far)}"] if far else []),
            ]
        )
        or "nothing",
    }


_OUT = {
    "attacks": "it attacks",
    "undercuts": "it undercuts",
    "qualifies": "it qualifies",
    "presupposes": "it presupposes",
    "example-of": "it is an example of",
}
_IN = {
    "qualifies": "it is qualified by",
    "presupposes": "it is presupposed by",
    "example-of": "an example of it is",
}


def _with(claim: str, words: pd.Series) -> str:
    return f"{claim} ({str(words[claim]).rstrip('.')})"


def _short(words: str, most: int = 60) -> str:
    """The beginning of a claim, for a list that has to stay narrow."""
    if len(words) <= most:
        return words.rstrip(".")
    return words[:most].rsplit(" ", 1)[0].rstrip(",;:") + " …"


def _falls(graph: model.Graph) -> pd.DataFrame:
    """What is said over the drawing and under it, for each claim and each option."""
    as_taken = {key: model.taken_as(graph, taken) for key, taken in _READINGS.items()}
    rows = []
    for claim in graph.nodes:
        held, carried = len(model.supports(graph, claim)), len(model.carries(graph, claim))
        stands = f"{claim} stands on {_many(held)} and carries {_many(carried)}."
        rows.append({"key": _STANDS + claim, "headline": stands, "says": stands})
        for key, taken in as_taken.items():
            gone = model.loses_all_support(taken, [claim])
            hurt = model.loses_a_leg(taken, [claim])
            rows.append(
                {
                    "key": key + claim,
                    "headline": f"{claim} falls. All support lost: {len(gone)}. "
                    f"A leg lost: {len(hurt)}.",
                    "says": f"{claim} falls. Left without any support: {_listed(gone)}. "
                    f"A leg lost, but standing: {_listed(hurt)}.",
                }
            )
    return pd.DataFrame(rows)


def _many(claims: int) -> str:
    return {0: "no other claim", 1: "1 claim"}.get(claims, f"{claims} claims")


def _listed(claims: list[str]) -> str:
    return f"{len(claims)} ({', '.join(claims)})" if claims else "none"


# ---- the drawing


def _chart(
    nodes: pd.DataFrame, edges: pd.DataFrame, falls: pd.DataFrame, controls: list[Control]
) -> Any:
    rows = int(nodes["y"].max()) + 1
    first = nodes.drop_duplicates("sentence").set_index("x")["sentence"]
    x = alt.X(
        "x:Q",
        title="The essay from beginning to end, by sentence",
        scale=alt.Scale(domain=[0, len(nodes) + 1], nice=False, zero=False),
        axis=alt.Axis(
            values=list(first.index),
            labelExpr=f"({_lookup(first)})[datum.value]",
            labelOverlap="greedy",
            grid=False,
        ),
    )
    y = alt.Y(
        "y:Q",
        title="Support runs upwards →",
        scale=alt.Scale(domain=[-0.7, rows - 0.4], nice=False, zero=False),
        axis=alt.Axis(labels=False, ticks=False, grid=False, domain=False),
    )
    marks = [
        *_lines(edges, x, y),
        _dots(nodes, x, y),
        _labels(nodes, x, y),
        _chosen(nodes, x, y),
        _in_words(nodes),
        _headline(falls),
    ]
    return (
        alt.layer(*marks)
        .add_params(*(param for control in controls for param in control.params()))
        .properties(width="container", height=rows * _ROW, padding={"top": 26, "bottom": 10})
    )


def _lookup(first: pd.Series) -> str:
    return "{" + ",".join(f"{place}:'{sentence}'" for place, sentence in first.items()) + "}"


def _lines(edges: pd.DataFrame, x: Any, y: Any) -> list[Any]:
    """Every relation as a thin line, and over them those that are lit, in their tie's colour."""
    dash = alt.StrokeDash(
        "line:N",
        scale=alt.Scale(domain=list(_DASHES), range=list(_DASHES.values())),
        # In the corner where nothing is drawn, under the claim in words.
        legend=alt.Legend(
            title=None,
            orient="none",
            direction="vertical",
            legendX=0,
            legendY=84,
            symbolStrokeWidth=2,
            symbolSize=500,
        ),
    )
    ends = {"x": x, "y": y, "x2": "x2:Q", "y2": "y2:Q", "strokeDash": dash}
    of_kind = "kind == 'all' || datum.from_kind == kind || datum.to_kind == kind"
    thin = (
        alt.Chart(edges)
        .mark_rule(strokeWidth=1)
        .encode(**ends, opacity=alt.condition(of_kind, alt.value(0.3), alt.value(0.08)))
    )
    lit = (
        alt.Chart(edges, name="lit")
        .transform_calculate(tie=_TIE)
        .transform_filter(f"datum.tie != '{_NO_TIE}'")
        .transform_calculate(ink=f"({palette.TIES})[datum.tie]")
        .mark_rule(strokeWidth=2.5)
        .encode(
            **ends,
            color=alt.Color("ink:N", scale=None),
            opacity=alt.condition(of_kind, alt.value(1), alt.value(0.3)),
        )
    )
    return [thin, lit]


def _dots(nodes: pd.DataFrame, x: Any, y: Any) -> Any:
    """Every claim as a dot, whose shape and colour say its tie to the one chosen."""
    legend = alt.Legend(title=None, orient="bottom", columns=4, symbolSize=120, symbolOpacity=1)
    return (
        alt.Chart(nodes, name="nodes")
        .transform_calculate(tie=_TIE)
        .mark_point(filled=True, cursor="pointer")
        .encode(
            x=x,
            y=y,
            color=alt.Color(
                "tie:N",
                scale=alt.Scale(domain=list(palette.TIES), range=list(palette.TIES.values())),
                legend=legend,
            ),
            shape=alt.Shape(
                "tie:N",
                scale=alt.Scale(domain=list(_SHAPES), range=list(_SHAPES.values())),
                legend=legend,
            ),
            size=alt.when(f"datum.tie == '{_NO_TIE}'")
            .then(alt.value(70))
            .when("datum.claim_id == claim")
            .then(alt.value(330))
            .otherwise(alt.value(210)),
            opacity=_of_kind(),
            tooltip=[
                alt.Tooltip("claim_id:N", title="Claim"),
                alt.Tooltip("sentence:Q", title="Sentence"),
                alt.Tooltip("claim:N", title="In plain words"),
                alt.Tooltip("kind:N", title="Kind"),
                alt.Tooltip("tie:N", title="At this setting"),
            ],
        )
    )


def _labels(nodes: pd.DataFrame, x: Any, y: Any) -> Any:
    return (
        alt.Chart(nodes[["claim_id", "x", "y", "kind"]])
        .mark_text(dy=18, fontSize=11, cursor="pointer")
        .encode(x=x, y=y, text="claim_id:N", opacity=_of_kind())
    )


def _of_kind() -> Any:
    """Claims of another kind than the one shown step back, but for the one chosen."""
    shown = "kind == 'all' || datum.kind == kind || datum.claim_id == claim"
    return alt.condition(shown, alt.value(1), alt.value(_FAINT))


def _chosen(nodes: pd.DataFrame, x: Any, y: Any) -> Any:
    """A ring round the claim chosen; what the reading says stands in its row."""
    return (
        alt.Chart(nodes.drop(columns="ties"), name="chosen")
        .transform_filter("datum.claim_id == claim")
        .mark_point(shape="circle", size=560, strokeWidth=2.5, color=palette.CHOSEN, opacity=1)
        .encode(x=x, y=y)
    )


def _in_words(nodes: pd.DataFrame) -> Any:
    """The claim chosen in plain words, in the corner where nothing is drawn."""
    lines = {
        row.claim_id: textwrap.wrap(f"{row.claim_id}: {row.claim}", 44)
        for row in nodes.itertuples(index=False)
    }
    table = pd.DataFrame({"claim_id": lines.keys(), "lines": lines.values()})
    return (
        alt.Chart(table)
        .transform_filter("datum.claim_id == claim")
        .mark_text(align="left", baseline="top", fontSize=13, lineHeight=18, x=0, y=6)
        .encode(text="lines:N")
    )


def _headline(falls: pd.DataFrame) -> Any:
    """What stands or falls, over the drawing."""
    return (
        alt.Chart(falls, name="falls")
        .transform_filter("datum.key == fate + claim")
        .mark_text(align="left", baseline="bottom", fontSize=13, fontWeight=600, x=0, y=-8)
        .encode(text="headline:N")
    )


# ---- what is said with it

_READING = Reading(
    sentence="{falls.says}\nSentence {chosen.sentence}: “{chosen.quote}”",
    caption="What we take it to claim, and what it is tied to",
    columns=(Column("chosen", "{chosen.claim_id}", colour=palette.CHOSEN),),
    rows=(
        Field("claim", "In plain words", "text"),
        Field("kind", "Kind", "text"),
        Field("role", "Role in the argument", "text"),
        Field("testable", "Can evidence test it?", "text"),
        Field("supported", "Supported by", "text"),
        Field("attacked", "Attacked by", "text"),
        Field("others", "Other ties", "text"),
        Field("carried", "What rests on it", "text"),
    ),
    corner="Claim",
)

_TWIN = Twin(
    mark="nodes",
    caption="The essay's claims and how they hang together, in our coding",
    fields=(
        Field("claim_id", "Claim", ""),
        Field("sentence", "Sentence", "d"),
        Field("claim", "In plain words", "text"),
        Field("kind", "Kind", ""),
        Field("role", "Role", ""),
        Field("testable", "Testable", ""),
        Field("ids", "Supported by", "text"),
        Field("tie", "At this setting", ""),
    ),
)


def _words(nodes: pd.DataFrame, graph: model.Graph) -> Words:
    relations = [edge["relation"] for _, _, edge in graph.edges(data=True)]
    (thesis,) = nodes.loc[nodes["role"] == "main-thesis", "claim_id"]
    start = int((nodes["level"] == 0).sum())
    return Words(
        title="The essay's argument as a map",
        caption=(
            "A dot is a claim, a line a relation; what is supported stands above what supports it. "
            "“And” joins premises that are needed together, “or” those of which each is enough. "
            "One reader drew this map; another would draw some of it differently. "
            "Click a dot to choose its claim."
        ),
        alt=(
            f"Node-link diagram of {len(nodes)} claims joined by {len(relations)} relations, "
            f"{relations.count('supports')} of them support. {start} claims at the bottom have no "
            f"support in the essay; the thesis, {thesis}, stands at the top right."
        ),
        sources=("seib-2016",),
    )
