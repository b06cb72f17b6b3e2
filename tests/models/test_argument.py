"""What holds a claim up and what comes down: against small graphs, and against the essay's own."""

from __future__ import annotations

import networkx as nx
import pytest

from aftermosul.evidence import essay
from aftermosul.models import argument


def drawn(*edges: tuple[str, str, str, str]) -> nx.MultiDiGraph:
    graph = nx.MultiDiGraph()
    for i, (source, target, relation, group) in enumerate(edges):
        graph.add_edge(source, target, key=i, relation=relation, group=group)
    return graph


LINKED = drawn(("a", "x", "supports", "1"), ("b", "x", "supports", "1"))
CONVERGENT = drawn(("a", "x", "supports", "1"), ("b", "x", "supports", "2"))


def test_linked_premises_are_needed_together():
    assert argument.loses_all_support(LINKED, ["a"]) == ["x"]


def test_convergent_premises_each_hold_by_themselves():
    assert argument.loses_all_support(CONVERGENT, ["a"]) == []
    assert argument.loses_all_support(CONVERGENT, ["a", "b"]) == ["x"]


def test_what_falls_takes_its_own_conclusions_with_it():
    chain = drawn(("a", "b", "supports", "1"), ("b", "c", "supports", "1"))
    assert argument.loses_all_support(chain, ["a"]) == ["b", "c"]


def test_a_claim_without_support_does_not_fall_for_lack_of_it():
    graph = drawn(("a", "x", "attacks", ""), ("b", "x", "qualifies", ""))
    assert argument.loses_all_support(graph, ["a", "b"]) == []


def test_attacks_and_supports_are_told_apart():
    graph = drawn(
        ("a", "x", "supports", "1"), ("b", "x", "attacks", ""), ("c", "x", "undercuts", "")
    )
    assert argument.supports(graph, "x") == ["a"]
    assert argument.attacks(graph, "x") == ["b", "c"]
    assert argument.support_groups(graph, "x") == {"1": ("a",)}


def test_support_reaches_through_others():
    chain = drawn(
        ("a", "b", "supports", "1"), ("b", "c", "supports", "1"), ("z", "c", "attacks", "")
    )
    assert argument.rests_on(chain, "c") == ["a", "b"]
    assert argument.carries(chain, "a") == ["b", "c"]


@pytest.mark.parametrize(
    "ask", [argument.supports, argument.attacks, argument.rests_on, argument.carries]
)
def test_an_unknown_claim_is_named(ask):
    with pytest.raises(ValueError, match="no claim q"):
        ask(LINKED, "q")


# ---- the essay's own argument

GRAPH = essay.graph()


def test_the_essay_has_one_thesis_that_supports_nothing():
    theses = [node for node, data in GRAPH.nodes(data=True) if data["role"] == "main-thesis"]
    assert len(theses) == 1
    assert argument.carries(GRAPH, theses[0]) == []


def test_support_never_runs_in_a_circle():
    assert nx.is_directed_acyclic_graph(argument.support_graph(GRAPH))


def test_the_argument_hangs_together():
    lone = [node for node in GRAPH if GRAPH.degree(node) == 0]
    assert nx.is_weakly_connected(GRAPH.subgraph(set(GRAPH) - set(lone)))
    assert lone == []


def test_every_support_names_a_group_of_its_conclusion_and_nothing_else_does():
    for _, target, edge in GRAPH.edges(data=True):
        if edge["relation"] == "supports":
            assert edge["group"].startswith(f"{target}-")
        else:
            assert edge["group"] == ""


def test_an_example_and_a_qualification_support_nothing_by_themselves():
    assert "C18" not in argument.supports(GRAPH, "C17")
    assert argument.loses_all_support(GRAPH, ["C18"]) == []


def test_the_stages_fall_with_hijackings_only_in_the_linked_reading():
    groups = argument.support_groups(GRAPH, "C24")
    assert "C25" in groups["C24-a"]
    assert groups["C24-b"] == ("C28",)
    # Islamic State's descent supports the stages by itself: they lose a leg, not all support.
    assert "C24" not in argument.loses_all_support(GRAPH, ["C25"])
    assert "C24" in argument.loses_all_support(GRAPH, ["C25", "C28"])
