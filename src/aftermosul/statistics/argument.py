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
import numpy as np
import pandas as pd

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


def loses_a_leg(graph: Graph, fallen: Iterable[str]) -> list[str]:
    """The conclusions that lose some of their support when `fallen` falls, and still stand.

    At least one of their groups is broken, by `fallen` or by what falls with it, and at least one
    is whole. Raises ValueError for an unknown claim.
    """
    given = set(fallen)
    down = given | set(loses_all_support(graph, given))
    held = {claim: support_groups(graph, claim).values() for claim in set(graph.nodes) - down}
    return sorted(
        claim for claim, groups in held.items() if any(down.intersection(group) for group in groups)
    )


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


def fates(graph: Graph, claim: str) -> dict[str, str]:
    """What the fall of `claim` does to others: `loses all support`, or `loses a leg`.

    Claims that lose nothing are left out. Raises ValueError for an unknown claim.
    """
    return {
        **dict.fromkeys(loses_all_support(graph, [claim]), "loses all support"),
        **dict.fromkeys(loses_a_leg(graph, [claim]), "loses a leg"),
    }


def levels(graph: Graph) -> dict[str, int]:
    """How many steps of support lie below each claim, by the longest way: 0 where none does.

    The generations of `networkx.topological_generations`.
    """
    generations = nx.topological_generations(support_graph(graph))
    return {claim: level for level, claims in enumerate(generations) for claim in claims}


def layout(graph: Graph, apart: int = 2, least: int = 4) -> pd.DataFrame:
    """A place for every claim in a drawing: its order along x, its level of support along y.

    A level of crowded claims is drawn in several rows: in one row two claims stand at least
    `apart` places from each other; the lowest level has at least `least` rows. Claims then change
    rows within their level as long as fewer lines run across claims. Always the same for the same
    graph.

    Returns a DataFrame with one row a claim, in the graph's order: `claim_id`, `x` (its number
    in that order, from 1), `y` (its row, from 0, counted upwards) and `level`.
    """
    claims = list(graph.nodes)
    level = np.array([levels(graph)[claim] for claim in claims], dtype=int)
    rows = _rows(level, apart, least)
    number = {claim: i for i, claim in enumerate(claims)}
    lines = np.array([(number[s], number[t]) for s, t in graph.edges()], dtype=int).reshape(-1, 2)
    fewest = crossed(rows, lines)
    better = True
    while better:
        better = False
        for i, row in itertools.product(range(len(claims)), range(rows.max(initial=0) + 1)):
            others = np.flatnonzero((rows == row) & (np.arange(len(claims)) != i))
            same_level = row in rows[level == level[i]]
            if not same_level or (np.abs(others - i) < apart).any():
                continue
            moved = rows.copy()
            moved[i] = row
            now = crossed(moved, lines)
            if now < fewest:
                rows, fewest, better = moved, now, True
    x = range(1, len(claims) + 1)
    return pd.DataFrame({"claim_id": claims, "x": x, "y": rows, "level": level})


def crossed(rows: Any, lines: Any, near: float = 0.22) -> int:
    """How often a line of a drawing runs across a claim that it does not join.

    `rows` is an array of each claim's row, `lines` one of pairs of their numbers, which are their
    places along x too. It is counted in a narrow drawing (a place a third of a row) and in a wide
    one (three fifths); `near` is how close to a claim counts, in rows.
    """
    found = 0
    for step in (1 / 3, 3 / 5):
        place = np.column_stack([np.arange(len(rows)) * step, rows])
        start, way = place[lines[:, 0]], place[lines[:, 1]] - place[lines[:, 0]]
        off = place[None, :, :] - start[:, None, :]
        length = np.hypot(way[:, 0], way[:, 1])[:, None]
        along = (off * way[:, None, :]).sum(axis=2) / length**2
        away = np.abs(off[..., 0] * way[:, 1:] - off[..., 1] * way[:, :1]) / length
        # The claims that a line joins stand at its ends, at 0 and 1.
        found += int(((along > 1e-9) & (along < 1 - 1e-9) & (away < near)).sum())
    return found


def _rows(level: Any, apart: int, least: int) -> Any:
    """A row for each claim: above those of the levels below it, and none too near in its own."""
    rows = np.zeros(len(level), dtype=int)
    bottom = 0
    for here in range(level.max(initial=-1) + 1):
        lasts = [-apart] * (least if here == 0 else 1)
        for i in np.flatnonzero(level == here):
            free = [row for row, last in enumerate(lasts) if i - last >= apart]
            # The row that has been empty longest, so that neighbours spread over all rows.
            row = min(free, key=lasts.__getitem__) if free else len(lasts)
            lasts[row:] = [int(i), *lasts[row + 1 :]]
            rows[i] = bottom + row
        bottom += len(lasts)
    return rows


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
