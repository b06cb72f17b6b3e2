"""An argument as a graph: what holds a claim up, and what comes down when a premise falls.

The graph is a `networkx.MultiDiGraph` with one node a claim and one edge a relation; an edge of
the relation `supports` carries a `group`. Premises of one group are needed together (linked);
groups of one conclusion each support it by themselves (convergent).
"""

from __future__ import annotations

import functools
import itertools
from collections.abc import Iterable
from typing import Any, Literal

import networkx as nx

Graph = Any
"""A `networkx.MultiDiGraph`: networkx publishes no types."""

Taken = Literal["coded", "linked", "convergent"]
"""How support is taken: as coded; every premise needed; or each premise enough by itself."""

_AGAINST = ("attacks", "undercuts")


def support_groups(graph: Graph, claim: str) -> dict[str, tuple[str, ...]]:
    """The groups of premises that support `claim`: group names to the claims in them.

    Raises ValueError where the graph has no such claim.
    """
    _known(graph, [claim])
    groups: dict[str, list[str]] = {}
    for premise, _, edge in graph.in_edges(claim, data=True):
        if edge["relation"] == "supports":
            groups.setdefault(edge["group"], []).append(premise)
    return {name: tuple(sorted(premises)) for name, premises in sorted(groups.items())}


def supports(graph: Graph, claim: str) -> list[str]:
    """The claims that support `claim` directly."""
    return sorted({p for group in support_groups(graph, claim).values() for p in group})


def attacks(graph: Graph, claim: str) -> list[str]:
    """The claims that attack or undercut `claim`. Raises ValueError for an unknown claim."""
    _known(graph, [claim])
    edges = graph.in_edges(claim, data=True)
    return sorted({source for source, _, edge in edges if edge["relation"] in _AGAINST})


def carries(graph: Graph, claim: str) -> list[str]:
    """Every claim that support from `claim` reaches, directly or through others."""
    _known(graph, [claim])
    return sorted(nx.descendants(support_graph(graph), claim))


def support_graph(graph: Graph) -> Graph:
    """The part of the graph that is support alone, with every claim kept as a node."""
    edges = [
        (source, target, key)
        for source, target, key, edge in graph.edges(keys=True, data=True)
        if edge["relation"] == "supports"
    ]
    part: Graph = nx.MultiDiGraph()
    part.add_nodes_from(graph.nodes)
    part.add_edges_from(edges)
    return part


def spread(graph: Graph, fallen: Iterable[str]) -> dict[str, tuple[int, int | None]]:
    """How the fall of the claims in `fallen` spreads to what rests on them, round by round.

    A group falls with any one of its premises; a conclusion that had support falls when none of
    its groups stands, and takes its own conclusions with it in the next round.

    Returns, for every further claim that loses anything, the round (from 1) in which its first
    group breaks and the round in which its last does: None where one stands to the end. Raises
    ValueError for an unknown claim.
    """
    given = set(fallen)
    _known(graph, given)
    groups = {c: list(support_groups(graph, c).values()) for c in graph.nodes if c not in given}
    down, legs, gone = set(given), dict[str, int](), dict[str, int]()
    for number in itertools.count(1):
        broken = {c: [g for g in held if down.intersection(g)] for c, held in groups.items()}
        legs |= {c: number for c, cut in broken.items() if cut and c not in legs}
        further = {c for c, cut in broken.items() if cut and cut == groups[c] and c not in gone}
        if not further:
            break
        gone |= dict.fromkeys(further, number)
        down |= further
    return {claim: (first, gone.get(claim)) for claim, first in sorted(legs.items())}


def loses_all_support(graph: Graph, fallen: Iterable[str]) -> list[str]:
    """The conclusions that lose *all* support in the end when the claims in `fallen` fall.

    The claims in `fallen` are not in the answer. Raises ValueError for an unknown claim.
    """
    return [claim for claim, (_, last) in spread(graph, fallen).items() if last]


def loses_a_leg(graph: Graph, fallen: Iterable[str]) -> list[str]:
    """The conclusions that lose some of their support when `fallen` falls, and still stand.

    At least one of their groups is broken, by `fallen` or by what falls with it, and at least one
    is whole. Raises ValueError for an unknown claim.
    """
    return [claim for claim, (_, last) in spread(graph, fallen).items() if not last]


def taken_as(graph: Graph, taken: Taken) -> Graph:
    """A copy of the graph with its support taken otherwise than it was coded.

    `linked` puts all premises of a conclusion into one group, so that it needs every one;
    `convergent` gives each a group of its own, so that any one is enough; `coded` changes nothing.
    """
    copy: Graph = graph.copy()
    if taken == "coded":
        return copy
    for source, target, edge in copy.edges(data=True):
        if edge["relation"] == "supports":
            edge["group"] = f"{target}-all" if taken == "linked" else f"{target}-{source}"
    return copy


def fewest_that_fell(graph: Graph, claim: str, among: Iterable[str]) -> list[tuple[str, ...]]:
    """The smallest sets of claims in `among` whose fall leaves `claim` without any support.

    Every set has the same size, and none smaller does it. Empty where no set does, as for a claim
    that nothing supports. `claim` itself is never in a set. Support must run in no circle.
    Raises ValueError for an unknown claim.
    """
    allowed = set(among)
    _known(graph, {claim, *allowed})
    groups = {node: list(support_groups(graph, node).values()) for node in graph.nodes}

    @functools.cache
    def undone(node: str) -> frozenset[frozenset[str]]:
        """The least sets that break every group of `node`: none where it has no group."""
        if not groups[node]:
            return frozenset()
        broken = [frozenset().union(*(down(premise) for premise in g)) for g in groups[node]]
        return _least(frozenset().union(*choice) for choice in itertools.product(*broken))

    @functools.cache
    def down(node: str) -> frozenset[frozenset[str]]:
        itself = {frozenset({node})} if node in allowed else set()
        return _least({*itself, *undone(node)})

    found = undone(claim)
    size = min(map(len, found), default=0)
    return sorted(tuple(sorted(each)) for each in found if len(each) == size)


def ties(graph: Graph, claim: str) -> dict[str, str]:
    """What each other claim is to `claim`, for those that are anything to it.

    `supports it` and `attacks it` (directly), `rests on it` (directly or through others), and
    `other tie` for what `claim` itself attacks and for relations such as an example. Raises
    ValueError for an unknown claim.
    """
    beside = {*graph.predecessors(claim), *graph.successors(claim)} if claim in graph else set()
    return {
        **dict.fromkeys(sorted(beside), "other tie"),
        **dict.fromkeys(carries(graph, claim), "rests on it"),
        **dict.fromkeys(attacks(graph, claim), "attacks it"),
        **dict.fromkeys(supports(graph, claim), "supports it"),
    }


def bands(graph: Graph) -> dict[str, str]:
    """Each claim as `evidence`, `inference` or `advice`.

    Advice is a recommendation or the thesis; evidence is given without a reason in the text;
    inference is drawn from other claims.
    """
    advice = ("recommendation", "main-thesis")
    return {
        claim: "advice"
        if data["role"] in advice
        else "inference"
        if support_groups(graph, claim)
        else "evidence"
        for claim, data in graph.nodes(data=True)
    }


def _least(sets: Iterable[frozenset[str]]) -> frozenset[frozenset[str]]:
    """Those of the sets that hold no other one."""
    kept: list[frozenset[str]] = []
    for each in sorted(set(sets), key=len):
        if not any(other <= each for other in kept):
            kept.append(each)
    return frozenset(kept)


def _known(graph: Graph, claims: Iterable[str]) -> None:
    for claim in claims:
        if claim not in graph:
            raise ValueError(f"the argument has no claim {claim}")
