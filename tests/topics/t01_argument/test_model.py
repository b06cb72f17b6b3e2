"""The argument as a map: places, ties and falls, against the graph asked directly."""

from __future__ import annotations

import networkx as nx
import pytest

from aftermosul.evidence import essay
from aftermosul.statistics import argument
from aftermosul.topics.t01_argument import model

GRAPH = essay.graph()
NODES = model.nodes(GRAPH).set_index("claim_id")


def small() -> nx.MultiDiGraph:
    """a holds b, b and c hold the thesis x together; d recommends."""
    graph = nx.MultiDiGraph()
    roles = {"a": "premise", "b": "sub-conclusion", "c": "premise", "x": "main-thesis"}
    for claim, role in (roles | {"d": "recommendation"}).items():
        graph.add_node(claim, role=role)
    for source, target, group in (("a", "b", "1"), ("b", "x", "1"), ("c", "x", "2")):
        graph.add_edge(source, target, relation="supports", group=group)
    return graph


@pytest.mark.parametrize(
    ("taken", "told"),
    [
        (
            "coded",
            [("stands", 0, 0, 2), ("struck", 0, 0, 2), ("spreads", 1, 0, 2), ("rests", 1, 1, 2)],
        ),
        (
            "needed",
            [("stands", 0, 0, 2), ("struck", 0, 0, 2), ("spreads", 1, 0, 2), ("rests", 2, 0, 1)],
        ),
    ],
)
def test_a_fall_is_told_moment_by_moment(taken: str, told: list[tuple]) -> None:
    rows = model.outcomes(small())
    found = rows[(rows["claim"] == "a") & (rows["taken"] == taken)]
    assert list(found["round"]) == [0, 1, 2, 3]
    columns = found[["case", "gone", "hurt", "standing"]]
    assert list(columns.itertuples(index=False, name=None)) == told
    assert set(found["advice"]) == {2}


def test_a_piece_of_advice_that_is_struck_out_does_not_stand() -> None:
    rows = model.outcomes(small())
    found = rows[(rows["claim"] == "d") & (rows["taken"] == "coded")]
    assert list(found["standing"]) == [2, 1, 1, 1]
    assert list(found["case"]) == ["stands", "alone", "rests", "rests"]


def test_in_the_end_has_come_down_what_the_argument_says() -> None:
    rows = model.outcomes(GRAPH)
    last = rows[rows["round"] == model.most_rounds(GRAPH) + 1].set_index(["claim", "taken"])
    assert len(last) == len(GRAPH) * len(model.TAKEN)
    for taken, way in model.TAKEN.items():
        graph = argument.taken_as(GRAPH, way)
        for claim in GRAPH.nodes:
            row = last.loc[(claim, taken)]
            assert row["gone"] == len(argument.loses_all_support(graph, [claim]))
            assert row["hurt"] == len(argument.loses_a_leg(graph, [claim]))
            assert row["case"] == "rests"


def test_claims_stand_in_their_band_in_the_order_of_the_essay() -> None:
    bands = argument.bands(GRAPH)
    assert set(bands.values()) == set(model.BANDS)
    for band, rows in NODES.groupby("band"):
        assert list(rows.index) == [claim for claim in GRAPH.nodes if bands[claim] == band]
        assert set(rows["column"]) == {model.BANDS.index(str(band))}
        assert rows["place"].is_monotonic_increasing
        assert 0 < rows["place"].iloc[0] < rows["place"].iloc[-1] < 1
        assert rows["place"].diff().dropna().round(9).nunique() == 1


def test_a_claim_knows_what_it_is_to_every_other_and_when_it_falls_with_it() -> None:
    for claim in GRAPH.nodes:
        assert {c: t[claim] for c, t in NODES["ties"].items() if claim in t} == argument.ties(
            GRAPH, claim
        )
        for taken, way in model.TAKEN.items():
            fall = argument.spread(argument.taken_as(GRAPH, way), [claim])
            key = taken + claim
            legs = {c: rounds[key] for c, rounds in NODES["legs"].items() if key in rounds}
            gone = {c: rounds[key] for c, rounds in NODES["gone"].items() if key in rounds}
            assert legs == {c: first for c, (first, _) in fall.items()}
            assert gone == {c: last for c, (_, last) in fall.items() if last}


def test_reasons_that_are_needed_together_have_one_letter() -> None:
    rows = model.outcomes(GRAPH).set_index(["claim", "taken", "round"])["sets"]
    for taken, way in model.TAKEN.items():
        graph = argument.taken_as(GRAPH, way)
        for claim in GRAPH.nodes:
            groups = argument.support_groups(graph, claim)
            key = taken + claim
            letters = {c: sets[key] for c, sets in NODES["sets"].items() if key in sets}
            found: dict[str, list[str]] = {}
            for premise, letter in letters.items():
                found.setdefault(letter, []).append(premise)
            assert sorted(map(tuple, found.values())) == sorted(groups.values())
            assert rows[(claim, taken, 0)] == len(groups)
    # As coded, the letter is the one after the dash in the table.
    for source, target, edge in GRAPH.edges(data=True):
        if edge["relation"] == "supports":
            letter = NODES.loc[source, "sets"]["coded" + target]
            assert edge["group"] == f"{target}-{letter}"


def test_a_line_knows_its_ends_its_kind_and_when_it_breaks() -> None:
    lines = model.lines(GRAPH, model.nodes(GRAPH))
    assert len(lines) == GRAPH.number_of_edges()
    kinds = {"supports": "support", "attacks": "attack", "undercuts": "attack"}
    coded = list(GRAPH.edges(data="relation"))
    assert list(zip(lines["source"], lines["target"], strict=True)) == [e[:2] for e in coded]
    assert list(lines["line"]) == [kinds.get(e[2], "another relation") for e in coded]
    for row in lines.itertuples(index=False):
        source, target = NODES.loc[row.source], NODES.loc[row.target]
        assert (row.column, row.place) == (source["column"], source["place"])
        assert (row.column2, row.place2) == (target["column"], target["place"])
        if row.line == "support":
            assert {key: n for key, n in row.down.items() if n} == source["gone"]
            assert [key for key, n in row.down.items() if not n] == [
                taken + row.source for taken in model.TAKEN
            ]
        else:
            assert row.down == {}


def test_a_lines_ends_are_to_each_other_what_the_argument_says() -> None:
    lines = model.lines(GRAPH, model.nodes(GRAPH))
    support = lines[lines["line"] == "support"]
    assert set(support["to_target"]) == {"supports it"}
    assert set(support["to_source"]) == {"rests on it"}
    against = lines[lines["line"] == "attack"]
    assert set(against["to_target"]) == {"attacks it"}
    assert set(lines.loc[lines["line"] != "support", "to_source"]) == {"other tie"}
    for claim in GRAPH.nodes:
        ends = support[support["target"] == claim]
        assert sorted(ends["source"]) == argument.supports(GRAPH, claim)
        assert sorted(set(against.loc[against["target"] == claim, "source"])) == argument.attacks(
            GRAPH, claim
        )
