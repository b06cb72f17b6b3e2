"""What holds a claim up and what comes down: against small graphs, and against the essay's own."""

from __future__ import annotations

import networkx as nx
import pytest

from aftermosul.evidence import essay
from aftermosul.statistics import argument


def drawn(*edges: tuple[str, str, str, str]) -> nx.MultiDiGraph:
    graph = nx.MultiDiGraph()
    for i, (source, target, relation, group) in enumerate(edges):
        graph.add_edge(source, target, key=i, relation=relation, group=group)
    return graph


LINKED = drawn(("a", "x", "supports", "1"), ("b", "x", "supports", "1"))
CONVERGENT = drawn(("a", "x", "supports", "1"), ("b", "x", "supports", "2"))
GRAPH = essay.graph()


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
    assert argument.carries(chain, "a") == ["b", "c"]


@pytest.mark.parametrize("ask", [argument.supports, argument.attacks, argument.carries])
def test_an_unknown_claim_is_named(ask):
    with pytest.raises(ValueError, match="no claim q"):
        ask(LINKED, "q")


# ---- what only leans, and the other ways of taking support


def test_a_conclusion_with_a_whole_group_left_loses_a_leg_only():
    assert argument.loses_a_leg(CONVERGENT, ["a"]) == ["x"]
    assert argument.loses_a_leg(CONVERGENT, ["a", "b"]) == []
    assert argument.loses_a_leg(LINKED, ["a"]) == []


def test_a_leg_is_lost_to_what_falls_on_the_way_too():
    chain = drawn(
        ("a", "b", "supports", "1"), ("b", "x", "supports", "1"), ("c", "x", "supports", "2")
    )
    assert argument.loses_a_leg(chain, ["a"]) == ["x"]
    assert argument.spread(chain, ["a"]) == {"b": (1, 1), "x": (2, None)}


def test_a_fall_spreads_a_step_of_support_a_round_and_a_claim_goes_with_its_last_group():
    graph = drawn(
        ("a", "b", "supports", "1"),
        ("b", "c", "supports", "1"),
        ("a", "x", "supports", "1"),
        ("c", "x", "supports", "2"),
        ("x", "y", "supports", "1"),
        ("b", "y", "attacks", ""),
    )
    assert argument.spread(graph, ["a"]) == {"b": (1, 1), "c": (2, 2), "x": (1, 3), "y": (4, 4)}
    assert argument.spread(graph, ["a", "x"]) == {"b": (1, 1), "c": (2, 2), "y": (1, 1)}
    assert argument.spread(graph, ["y"]) == {}


def test_support_taken_as_linked_needs_every_premise_and_as_convergent_any():
    assert argument.loses_all_support(argument.taken_as(CONVERGENT, "linked"), ["a"]) == ["x"]
    assert argument.loses_all_support(argument.taken_as(LINKED, "convergent"), ["a"]) == []
    assert argument.loses_all_support(argument.taken_as(LINKED, "coded"), ["a"]) == ["x"]


def test_taking_support_otherwise_leaves_the_graph_and_its_other_relations_alone():
    graph = drawn(("a", "x", "supports", "1"), ("b", "x", "attacks", ""))
    linked = argument.taken_as(graph, "linked")
    assert argument.attacks(linked, "x") == ["b"]
    assert argument.support_groups(graph, "x") == {"1": ("a",)}
    assert linked.edges["b", "x", 1]["group"] == ""


def test_the_fewest_that_fell_break_every_group_once():
    assert argument.fewest_that_fell(LINKED, "x", ["a", "b"]) == [("a",), ("b",)]
    assert argument.fewest_that_fell(CONVERGENT, "x", ["a", "b"]) == [("a", "b")]
    assert argument.fewest_that_fell(CONVERGENT, "x", ["a"]) == []
    assert argument.fewest_that_fell(LINKED, "a", ["b", "x"]) == []


def test_one_claim_that_carries_two_groups_is_counted_once():
    shared = drawn(
        ("a", "b", "supports", "1"),
        ("a", "c", "supports", "1"),
        ("b", "x", "supports", "1"),
        ("c", "x", "supports", "2"),
    )
    assert argument.fewest_that_fell(shared, "x", ["a", "b", "c"]) == [("a",)]


def test_ties_name_the_nearest_relation_and_leave_strangers_out():
    graph = drawn(
        ("a", "x", "supports", "1"),
        ("b", "x", "undercuts", ""),
        ("x", "y", "supports", "1"),
        ("y", "z", "supports", "1"),
        ("e", "x", "example-of", ""),
        ("x", "v", "attacks", ""),
        ("s", "t", "supports", "1"),
    )
    assert argument.ties(graph, "x") == {
        "a": "supports it",
        "b": "attacks it",
        "y": "rests on it",
        "z": "rests on it",
        "e": "other tie",
        "v": "other tie",
    }


def test_the_ties_of_an_unknown_claim_are_an_error():
    with pytest.raises(ValueError, match="no claim q"):
        argument.ties(LINKED, "q")
    with pytest.raises(ValueError, match="no claim q"):
        argument.spread(LINKED, ["q"])


# ---- a band for each claim


def test_a_band_is_told_by_role_first_and_by_support_then():
    graph = drawn(
        ("a", "b", "supports", "1"), ("b", "c", "supports", "1"), ("d", "b", "qualifies", "")
    )
    roles = {"a": "premise", "b": "sub-conclusion", "c": "main-thesis", "d": "recommendation"}
    nx.set_node_attributes(graph, roles, "role")
    assert argument.bands(graph) == {
        "a": "evidence",
        "b": "inference",
        "c": "advice",
        "d": "advice",
    }


# ---- the essay's own argument


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


def test_no_single_claim_leaves_the_thesis_without_support_but_in_the_linked_reading():
    others = set(GRAPH.nodes) - {"C47"}
    for fewest in argument.fewest_that_fell(GRAPH, "C47", others):
        assert "C47" in argument.loses_all_support(GRAPH, fewest)
        for spared in fewest:
            rest = set(fewest) - {spared}
            assert "C47" not in argument.loses_all_support(GRAPH, rest)
    linked = argument.taken_as(GRAPH, "linked")
    alone = argument.fewest_that_fell(linked, "C47", others)
    assert [claim for (claim,) in alone] == sorted(
        claim for claim in others if "C47" in argument.carries(GRAPH, claim)
    )
