"""An argument as a graph: what holds a claim up, and what comes down when a premise falls.

The graph is a `networkx.MultiDiGraph` with one node a claim and one edge a relation; an edge of
the relation `supports` carries a `group`. Premises of one group are needed together (linked);
groups of one conclusion each support it by themselves (convergent).
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import networkx as nx

Graph = Any
"""A `networkx.MultiDiGraph`: networkx publishes no types."""

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


def rests_on(graph: Graph, claim: str) -> list[str]:
    """Every claim from which support reaches `claim`, directly or through others."""
    _known(graph, [claim])
    return sorted(nx.ancestors(support_graph(graph), claim))


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


def loses_all_support(graph: Graph, fallen: Iterable[str]) -> list[str]:
    """The conclusions that lose *all* support when the claims in `fallen` fall.

    A group falls with any one of its premises; a conclusion that had support falls when none of
    its groups stands; and what fell takes its own conclusions with it in turn. The claims in
    `fallen` are not in the answer. Raises ValueError for an unknown claim.
    """
    given = set(fallen)
    _known(graph, given)
    groups = {claim: list(support_groups(graph, claim).values()) for claim in graph.nodes}
    down = set(given)
    while True:
        further = {
            claim
            for claim, held in groups.items()
            if claim not in down and held and all(down.intersection(group) for group in held)
        }
        if not further:
            return sorted(down - given)
        down |= further


def _known(graph: Graph, claims: Iterable[str]) -> None:
    for claim in claims:
        if claim not in graph:
            raise ValueError(f"the argument has no claim {claim}")
