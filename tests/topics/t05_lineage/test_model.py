"""Descent with and without pledges: on a drawing of six organisations, and on the tables."""

from __future__ import annotations

from typing import Any

import networkx as nx
import pandas as pd
import pytest

from aftermosul.evidence.tables import load
from aftermosul.topics.t05_lineage import model as family
from aftermosul.topics.t05_lineage import views

YEARS = {"centre": 1990, "local": 1991, "branch": 2000, "late": 2005, "split": 2008, "apart": 2009}
# The centre gets a branch by a pledge; the branch was a local group under an older name.
TIES = [
    ("t1", "local", "branch", "renamed", True),
    ("t2", "centre", "branch", "pledged-to", True),
    ("t3", "branch", "late", "succeeded", True),
    ("t4", "late", "split", "split-from", True),
    ("t5", None, None, "rival", False),
]


def organisations(years: dict[str, int] = YEARS) -> pd.DataFrame:
    founded = [pd.Timestamp(year, 1, 1) for year in years.values()]
    return pd.DataFrame({"id": list(years), "founded": founded})


def links(*more: tuple[Any, ...]) -> pd.DataFrame:
    columns = ["id", "parent_id", "child_id", "relation", "is_lineage"]
    return pd.DataFrame([*TIES, *more], columns=columns)


@pytest.fixture(scope="module")
def graph() -> family.Graph:
    return family.family_graph(organisations(), links())


@pytest.fixture(scope="module")
def tables() -> family.Graph:
    return family.family_graph(load("organisations"), load("organisation_links"))


# ---- the graph


def test_every_organisation_is_a_node_and_every_tie_of_descent_an_edge(graph: family.Graph) -> None:
    assert set(graph.nodes) == set(YEARS)
    assert sorted(graph.edges(keys=True, data="relation")) == sorted(
        (parent, child, key, relation) for key, parent, child, relation, lineage in TIES if lineage
    )


def test_without_pledges_the_organisations_stay_and_the_pledges_go(graph: family.Graph) -> None:
    part = family.reading(graph, pledges=False)
    assert set(part.nodes) == set(YEARS)
    assert {key for *_, key in part.edges(keys=True)} == {"t1", "t3", "t4"}
    assert graph.number_of_edges() == 4, "the graph itself is left as it was"


def test_a_tie_with_an_organisation_that_is_not_there_is_refused() -> None:
    with pytest.raises(ValueError, match="no organisation stranger"):
        family.family_graph(organisations(), links(("t6", "stranger", "late", "split-from", True)))


def test_a_circle_of_descent_is_refused() -> None:
    with pytest.raises(ValueError, match="descends from itself"):
        family.family_graph(organisations(), links(("t6", "split", "local", "renamed", True)))


# ---- lines


def test_forerunners_and_offshoots_are_found_however_far_away_the_oldest_first(
    graph: family.Graph,
) -> None:
    assert family.forerunners(graph, "split", pledges=False) == ["local", "branch", "late"]
    assert family.offshoots(graph, "local", pledges=False) == ["branch", "late", "split"]
    assert family.forerunners(graph, "apart", pledges=True) == []


def test_a_pledge_adds_the_centre_to_all_that_came_of_the_branch(graph: family.Graph) -> None:
    assert family.forerunners(graph, "split", pledges=True)[0] == "centre"
    assert family.added_by_pledges(graph, "split") == (["centre"], [])
    assert family.added_by_pledges(graph, "centre") == ([], ["branch", "late", "split"])
    assert family.added_by_pledges(graph, "local") == ([], [])


def test_what_did_not_come_from_the_centre_depends_on_the_pledges(graph: family.Graph) -> None:
    assert family.not_from(graph, "centre", pledges=True) == ["local", "apart"]
    assert set(family.not_from(graph, "centre", pledges=False)) == set(YEARS) - {"centre"}


def test_a_path_runs_from_parent_to_child_and_is_empty_where_there_is_none(
    graph: family.Graph,
) -> None:
    assert family.path(graph, "centre", "split", pledges=True) == [
        "centre",
        "branch",
        "late",
        "split",
    ]
    assert family.path(graph, "centre", "split", pledges=False) == []
    assert family.path(graph, "split", "centre", pledges=True) == []
    assert family.path(graph, "apart", "apart", pledges=False) == ["apart"]


@pytest.mark.parametrize(
    "ask",
    [
        lambda g: family.forerunners(g, "nobody", pledges=True),
        lambda g: family.offshoots(g, "nobody", pledges=False),
        lambda g: family.added_by_pledges(g, "nobody"),
        lambda g: family.not_from(g, "nobody", pledges=True),
        lambda g: family.path(g, "centre", "nobody", pledges=True),
        lambda g: family.path(g, "nobody", "centre", pledges=True),
        lambda g: family.ties_on_the_line(g, "nobody", pledges=True),
    ],
)
def test_an_unknown_organisation_is_refused(graph: family.Graph, ask: Any) -> None:
    with pytest.raises(ValueError, match="no organisation nobody"):
        ask(graph)


def test_the_ties_on_a_line_are_those_that_reach_it_or_leave_it(graph: family.Graph) -> None:
    assert family.ties_on_the_line(graph, "late", pledges=True) == ["t1", "t2", "t3", "t4"]
    assert family.ties_on_the_line(graph, "late", pledges=False) == ["t1", "t3", "t4"]
    # What the centre got by a pledge is on its line, the branch's own older name is not.
    assert family.ties_on_the_line(graph, "centre", pledges=True) == ["t2", "t3", "t4"]
    assert family.ties_on_the_line(graph, "centre", pledges=False) == []


def test_a_tie_that_passes_an_organisation_by_is_not_on_its_line() -> None:
    by = family.family_graph(organisations(), links(("t6", "branch", "split", "merged-into", True)))
    assert "t6" not in family.ties_on_the_line(by, "late", pledges=True)
    assert "t6" in family.ties_on_the_line(by, "split", pledges=True)


# ---- lanes


def test_lanes_hold_everybody_once_and_keep_a_line_together(graph: family.Graph) -> None:
    assert family.lanes(graph) == ["centre", "local", "branch", "late", "split", "apart"]


def test_a_merger_waits_for_the_last_of_its_parents() -> None:
    merged = links(("t6", "apart", "split", "merged-into", True))
    order = family.lanes(family.family_graph(organisations(), merged))
    assert order[-2:] == ["apart", "split"]
    assert sorted(order) == sorted(YEARS)


# ---- what is asked of a line

RELATIONS = load("relations")


def ties_of(*more: tuple[Any, ...]) -> pd.DataFrame:
    """The ties of the drawing with their ends, described."""
    table = links(*more)
    ends = {"t5": ("late", "centre")}
    table["from_id"] = [
        ends.get(n, (c, p))[0] for n, c, p in table[["id", "child_id", "parent_id"]].to_numpy()
    ]
    table["to_id"] = [
        ends.get(n, (c, p))[1] for n, c, p in table[["id", "child_id", "parent_id"]].to_numpy()
    ]
    return views.described(table, RELATIONS)


@pytest.fixture(scope="module")
def lines(graph: family.Graph) -> pd.DataFrame:
    return views.lines(graph, ties_of()).set_index(["who", "view"])


def test_a_tie_is_described_by_its_relations_row_and_asked_for_by_its_kind() -> None:
    ties = ties_of().set_index("id")
    assert ties.loc["t2", ["kind", "letter", "words"]].tolist() == [
        "pledge",
        "P",
        "pledged itself to",
    ]
    assert ties["views"].to_dict() == {
        "t1": ["descent", "pledge"],
        "t2": ["pledge"],
        "t3": ["descent", "pledge"],
        "t4": ["descent", "pledge"],
        "t5": ["quarrel"],
    }


def test_a_line_has_its_pledges_in_one_view_and_not_in_the_other(lines: pd.DataFrame) -> None:
    alone, counted = lines.loc[("split", "descent")], lines.loc[("split", "pledge")]
    assert alone["up"] == ("local", "branch", "late")
    assert counted["up"] == ("centre", "local", "branch", "late")
    assert (alone["only"], counted["only"]) == ((), ("centre",))
    assert "t2" in counted["ties"]
    assert "t2" not in alone["ties"]


def test_a_quarrel_of_a_forerunner_is_one_of_the_line(lines: pd.DataFrame) -> None:
    assert lines.loc[("split", "quarrel"), "out"] == ("centre",)
    assert lines.loc[("split", "quarrel"), "ties"] == ("t5",)
    assert lines.loc[("split", "quarrel"), "up"] == ("local", "branch", "late")
    # What came of the one that fell out has not begun the quarrel.
    assert lines.loc[("branch", "quarrel"), "out"] == ()
    assert lines.loc[("centre", "quarrel"), "out"] == ("late",)


def test_what_is_lit_is_what_the_line_holds_and_nothing_else(lines: pd.DataFrame) -> None:
    found = views.lit(lines.reset_index(), "")
    assert found["centre"]["pledge"] == ["centre", "branch", "late", "split"]
    assert found["centre"]["descent"] == ["centre"]
    assert set(found["late"]["quarrel"]) == {"late", "split", "centre"}
    ties = views.lit(lines.reset_index(), "ties")
    assert ties["t2"]["descent"] == []
    assert ties["t5"]["pledge"] == []


def test_an_outcome_counts_what_is_drawn_and_says_who_is_hidden(lines: pd.DataFrame) -> None:
    table = views.outcomes(lines.reset_index(), ["local", "late", "split"])
    rows = table.set_index(["who", "view", "everyone"])
    few, all_of_them = rows.loc[("split", "descent", False)], rows.loc[("split", "descent", True)]
    assert (few["up"], few["ups"], few["drawn"]) == (("local", "late"), 2, 3)
    assert (few["up_left"], all_of_them["up_left"]) == (1, 0)
    assert (all_of_them["ups"], all_of_them["drawn"]) == (3, 6)
    assert rows.loc[("centre", "pledge", False), "case"] == "hidden"
    assert rows.loc[("centre", "pledge", True), "case"] == "pledge-none"
    assert rows.loc[("branch", "quarrel", True), "case"] == "quarrel"
    assert rows.loc[("local", "quarrel", True), "case"] == "quarrel-own"
    assert len(table) == 2 * 3 * len(YEARS)


def test_marks_nearer_than_close_are_set_side_by_side_about_their_middle() -> None:
    ties = pd.DataFrame({"at": [1, 1, 1, 2], "when": [2000.0, 2000.5, 2004.0, 2000.1]})
    assert views.side_by_side(ties, 0.75, 10.0) == [-5.0, 5.0, 0.0, 0.0]
    assert views.side_by_side(ties, 0.4, 10.0) == [0.0] * 4


def test_three_lanes_hold_the_centre_and_two_heirs_each_name_once(tables: family.Graph) -> None:
    lanes = family.three_lanes(tables)
    by_lane = lanes.groupby("lane")["id"].agg(list).to_dict()
    assert by_lane == {
        0: ["aq"],
        1: ["jtj", "aqi", "msc", "isi", "isis", "is"],
        2: ["nusra", "jfs", "hts"],
    }
    assert list(lanes["place"]) == [0, *range(6), *range(3)]


# ---- the tables


def test_islamic_state_descends_from_al_qaeda_in_iraq_and_from_al_qaeda_by_a_pledge_only(
    tables: family.Graph,
) -> None:
    for pledges in (False, True):
        assert "aqi" in family.forerunners(tables, "is", pledges=pledges)
    assert family.path(tables, "aq", "is", pledges=False) == []
    assert family.path(tables, "aq", "is", pledges=True)[:2] == ["aq", "aqi"]
    assert family.added_by_pledges(tables, "is")[0] == ["eij", "mak", "aq"]


def test_that_pledge_is_one_tie_and_without_it_no_other_way_is_left(tables: family.Graph) -> None:
    without = tables.copy()
    without.remove_edge("aq", "aqi", key="link-03")
    assert not nx.has_path(without, "aq", "is")


def test_every_branch_of_islamic_state_hangs_on_a_pledge(tables: family.Graph) -> None:
    assert family.offshoots(tables, "is", pledges=False) == []
    assert len(family.offshoots(tables, "is", pledges=True)) >= 8


def test_lanes_of_the_tables_put_no_child_above_its_parent(tables: family.Graph) -> None:
    order = family.lanes(tables)
    assert sorted(order) == sorted(tables.nodes)
    part = family.reading(tables, pledges=False)
    assert all(order.index(parent) < order.index(child) for parent, child in part.edges())
