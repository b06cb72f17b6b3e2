"""A genealogy of organisations: who came from whom, with and without the pledges.

The graph is a `networkx.MultiDiGraph` from parent to child with one edge a tie of descent. Two
readings of it are kept apart throughout: *descent alone*, in which an organisation grew out of
another (founded by it, split from it, merged into it, or took a new name), and *pledges counted*,
in which a pledge that made a branch counts as descent too. Ancestors and descendants are those of
graph theory: everything from which a directed path arrives, and everything that one reaches.
"""

from __future__ import annotations

from typing import Any

import networkx as nx
import pandas as pd

Graph = Any
"""A `networkx.MultiDiGraph`: networkx publishes no types."""

PLEDGE = "pledged-to"
CENTRE = "aq"
HEIRS = ("is", "hts")
"""Two organisations whose lines, by descent alone, are drawn as a lane each."""


def family_graph(organisations: pd.DataFrame, links: pd.DataFrame) -> Graph:
    """The ties of descent as a graph.

    Parameters
    ----------
    organisations
        One row an organisation with `id` and `founded` (date).
    links
        One row a tie with `id`, `parent_id`, `child_id`, `relation` and `is_lineage`; rows that
        are no lineage are left out.

    Returns a graph with every organisation as a node (attribute `founded`), also those without a
    tie, and one edge a tie of lineage (key: its id; attribute `relation`).

    Raises ValueError where a tie names an organisation that isn't there, or descent runs in a
    circle.
    """
    graph: Graph = nx.MultiDiGraph()
    row: Any
    for row in organisations.itertuples(index=False):
        graph.add_node(row.id, founded=row.founded)
    for row in links[links["is_lineage"]].itertuples(index=False):
        _known(graph, row.parent_id, row.child_id)
        graph.add_edge(row.parent_id, row.child_id, key=row.id, relation=str(row.relation))
    if not nx.is_directed_acyclic_graph(graph):
        raise ValueError("an organisation descends from itself")
    return graph


def reading(graph: Graph, *, pledges: bool) -> Graph:
    """The graph with pledges counted, or the part of it that is descent alone."""
    if pledges:
        return graph
    kept = [
        (parent, child, key)
        for parent, child, key, relation in graph.edges(keys=True, data="relation")
        if relation != PLEDGE
    ]
    part: Graph = nx.MultiDiGraph()
    part.add_nodes_from(graph.nodes(data=True))
    for parent, child, key in kept:
        part.add_edge(parent, child, key=key, **graph.edges[parent, child, key])
    return part


def forerunners(graph: Graph, organisation: str, *, pledges: bool) -> list[str]:
    """Every organisation from which descent reaches this one, the oldest first.

    Raises ValueError for an unknown organisation.
    """
    _known(graph, organisation)
    return by_age(graph, nx.ancestors(reading(graph, pledges=pledges), organisation))


def offshoots(graph: Graph, organisation: str, *, pledges: bool) -> list[str]:
    """Every organisation that descends from this one, the oldest first.

    Raises ValueError for an unknown organisation.
    """
    _known(graph, organisation)
    return by_age(graph, nx.descendants(reading(graph, pledges=pledges), organisation))


def added_by_pledges(graph: Graph, organisation: str) -> tuple[list[str], list[str]]:
    """The forerunners, and the offshoots, that an organisation has through pledges only."""
    found = []
    for relatives in (forerunners, offshoots):
        without = set(relatives(graph, organisation, pledges=False))
        found.append(
            [name for name in relatives(graph, organisation, pledges=True) if name not in without]
        )
    return found[0], found[1]


def not_from(graph: Graph, origin: str, *, pledges: bool) -> list[str]:
    """The organisations that don't descend from `origin`, itself left out, the oldest first."""
    descended = set(offshoots(graph, origin, pledges=pledges))
    return by_age(graph, set(graph.nodes) - descended - {origin})


def path(graph: Graph, start: str, end: str, *, pledges: bool) -> list[str]:
    """A shortest line of descent from `start` to `end`, both included; empty if there is none.

    Raises ValueError for an unknown organisation.
    """
    _known(graph, start, end)
    part = reading(graph, pledges=pledges)
    if not nx.has_path(part, start, end):
        return []
    found: list[str] = nx.shortest_path(part, start, end)
    return found


def ties_on_the_line(graph: Graph, organisation: str, *, pledges: bool) -> list[str]:
    """The ids of the ties through which descent reaches an organisation or leaves it, sorted.

    A tie that passes it by, from a forerunner to an offshoot, is not on its line.
    """
    _known(graph, organisation)
    part = reading(graph, pledges=pledges)
    above = nx.ancestors(part, organisation) | {organisation}
    below = nx.descendants(part, organisation) | {organisation}
    return sorted(
        key for parent, child, key in part.edges(keys=True) if child in above or parent in below
    )


def lanes(graph: Graph) -> list[str]:
    """All organisations in an order that keeps lines of descent together.

    Depth first through descent alone: the oldest organisation without a forerunner comes first,
    each is followed by what came of it, and a merger waits for the last of its parents.
    """
    part = reading(graph, pledges=False)
    order: list[str] = []

    def place(organisation: str) -> None:
        parents = set(part.predecessors(organisation))
        if organisation in order or not parents <= set(order):
            return
        order.append(organisation)
        for child in by_age(part, set(part.successors(organisation))):
            place(child)

    for root in by_age(part, {name for name in part if part.in_degree(name) == 0}):
        place(root)
    return order


# ---- three lanes


def three_lanes(graph: Graph) -> pd.DataFrame:
    """The lane of the centre, and those of two heirs that change their names, by descent alone.

    Returns `id`, `lane` (0 the centre, 1 the line of the first heir, 2 what the line of the second
    has of its own) and `place` (its number within the lane, from 0, the oldest first).
    """
    rows, taken = [(CENTRE, 0, 0)], {CENTRE}
    for lane, heir in enumerate(HEIRS, start=1):
        line = [*forerunners(graph, heir, pledges=False), heir]
        own = [name for name in line if name not in taken]
        rows += [(name, lane, place) for place, name in enumerate(own)]
        taken.update(own)
    return pd.DataFrame(rows, columns=["id", "lane", "place"])


# ---- within


def by_age(graph: Graph, names: set[str]) -> list[str]:
    """The oldest first; those of one date by their ids."""
    return sorted(names, key=lambda name: (graph.nodes[name]["founded"], name))


def _known(graph: Graph, *organisations: str) -> None:
    for organisation in organisations:
        if organisation not in graph:
            raise ValueError(f"there is no organisation {organisation}")
