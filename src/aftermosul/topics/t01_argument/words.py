"""What is said with the argument map."""

from __future__ import annotations

import pandas as pd

from aftermosul.figures.readings import Words
from aftermosul.figures.steps import Step
from aftermosul.statistics import argument

THESIS, DIASPORA = "C47", "C15"

TAKEN = (
    ("coded", "as we read it"),
    ("needed", "every reason is needed"),
    ("enough", "any one reason is enough"),
)
BANDS = {
    "evidence": " claims, no reason given",
    "inference": " claims drawn from others",
    "advice": " claims on what to do",
}
SHORTLY = {
    "supports it": " (supports it)",
    "attacks it": " (attacks it)",
    "rests on it": " (rests on it)",
    "loses a leg": " (loses a reason)",
}

_FALLEN = (
    "Struck out: {chosen.claim}\nClaims left without any reason: {fall.gone}; with a reason fewer: "
    "{fall.hurt}. Advice still standing: {fall.standing} of {fall.advice}."
)
SAYS = {
    "stands": "Sentence {chosen.sentence}: “{chosen.quote}”\nSets of reasons for it, each enough "
    "by itself: {fall.sets}. Claims that rest on it: {chosen.carries}.",
    "struck": _FALLEN + " What rests on it follows in the next round.",
    "alone": _FALLEN + " Nothing in the essay rests on it, so nothing more falls.",
    "spreads": _FALLEN + " More follows in the next round.",
    "rests": _FALLEN + " Nothing more falls.",
}

STEPS = (
    Step(
        "The thesis",
        {},
        "The last sentence asks for action now. Four sets of reasons hold it up, and each would "
        "be enough by itself.",
    ),
    Step(
        "Take away sentence 10",
        {"claim": DIASPORA, "round": 2},
        "Strike out sentence 10, the diaspora itself. Two claims lose a reason, none falls, and "
        "all six pieces of advice stand.",
    ),
    Step(
        "Read it strictly",
        {"claim": DIASPORA, "taken": "needed", "round": 2},
        "Now say that every reason is needed. In the first round two claims fall. Play the fall, "
        "and see how it spreads.",
    ),
    Step(
        "Which advice still stands?",
        {"claim": DIASPORA, "taken": "needed", "round": 4},
        "After three rounds five of six pieces of advice have fallen, and no fact has changed. "
        "Which reading would you defend?",
    ),
)

_OUT = {
    "attacks": "it attacks",
    "undercuts": "it undercuts",
    "qualifies": "it qualifies",
    "presupposes": "it presupposes",
    "example-of": "it is an example of",
}
_IN = {
    "attacks": "attacked by",
    "undercuts": "undercut by",
    "qualifies": "qualified by",
    "presupposes": "presupposed by",
    "example-of": "an example of it is",
}


def in_list(nodes: pd.DataFrame, most: int = 60) -> tuple[tuple[str, str], ...]:
    """Every claim with how it begins, for a list that has to stay narrow."""

    def short(words: str) -> str:
        if len(words) <= most:
            return words.rstrip(".")
        return words[:most].rsplit(" ", 1)[0].rstrip(",;:") + " …"

    named = zip(nodes["claim_id"], nodes["claim"], strict=True)
    return tuple((claim, f"{claim}: {short(words)}") for claim, words in named)


def reasons(graph: argument.Graph, claim: str, claims: pd.DataFrame) -> dict[str, str]:
    """What the table says of a claim's ties: its support, what is against it, what rests on it."""

    short = claims["short_label"].fillna(claims["claim"])

    def named(other: str) -> str:
        return f"{other} ({str(short[other]).rstrip('.')})"

    groups = argument.support_groups(graph, claim).values()
    others = [
        f"{_IN[edge['relation']]} {named(source)}"
        for source, _, edge in graph.in_edges(claim, data=True)
        if edge["relation"] in _IN
    ]
    others += [
        f"{_OUT[edge['relation']]} {named(target)}"
        for _, target, edge in graph.out_edges(claim, data=True)
        if edge["relation"] in _OUT
    ]
    edges = graph.out_edges(claim, data=True)
    direct = sorted({target for _, target, edge in edges if edge["relation"] == "supports"})
    far = [other for other in argument.carries(graph, claim) if other not in direct]
    return {
        "supported": "; or ".join(" and ".join(map(named, group)) for group in groups)
        or "nothing in the essay: it is given without a reason",
        "against": "; ".join(others) or "nothing in the essay",
        "carried": "; ".join(
            [*map(named, direct), *([f"through these {', '.join(far)}"] if far else [])]
        )
        or "nothing",
    }


def about(nodes: pd.DataFrame, graph: argument.Graph) -> Words:
    """The figure's title, caption and the rest."""
    relations = [edge["relation"] for _, _, edge in graph.edges(data=True)]
    bands = nodes["band"].value_counts()
    return Words(
        title="The essay's argument as a map",
        caption="Dots are claims, from the first sentence down. Lines are those of the claim "
        "chosen, or of what has fallen. Reasons with one letter are needed together. Click a dot "
        "to choose it.",
        alt=f"Map of {len(nodes)} claims in three bands: {bands['evidence']} given without a "
        f"reason, {bands['inference']} drawn from others, {bands['advice']} of advice; "
        f"{len(relations)} relations join them, {relations.count('supports')} of them support.",
        about=(
            "“And” joins reasons that are needed together, “or” those of which each is enough. "
            "One reader drew this map; another would draw some of it differently.",
            "Whole lines are support, dashed ones attacks, dotted ones other ties. A cross is a "
            "claim that has lost every reason, with the round in which it did.",
        ),
        sources=("seib-2016",),
    )
