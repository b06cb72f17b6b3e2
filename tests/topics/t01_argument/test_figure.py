"""The figure of lesson 01: what it draws and says against the coding and the model."""

from __future__ import annotations

import re

import pandas as pd
import pytest

from aftermosul import instruments
from aftermosul.display import palette
from aftermosul.evidence import essay
from aftermosul.evidence.tables import load
from aftermosul.figures.widget import Instrument
from aftermosul.statistics import argument
from tests.figures import charts

CLAIMS = load("claims").set_index("claim_id")
EDGES = load("argument")
GRAPH = essay.graph()
TAKEN = {"coded": "coded", "needed": "linked", "enough": "convergent"}


@pytest.fixture(scope="module")
def figure() -> Instrument:
    return instruments.argument()


@pytest.fixture(scope="module")
def spec(figure: Instrument) -> dict:
    return charts.spec_of(figure)


@pytest.fixture(scope="module")
def nodes(spec: dict) -> pd.DataFrame:
    return pd.DataFrame(charts.rows(spec, "nodes")).set_index("claim_id")


@pytest.fixture(scope="module")
def said(spec: dict) -> dict[str, dict]:
    return {row["key"]: row for row in charts.rows(spec, "falls")}


def tied(nodes: pd.DataFrame, key: str) -> dict[str, str]:
    """What the chart looks up for every claim at one setting, the claim chosen left out."""
    found = {claim: ties[key] for claim, ties in nodes["ties"].items() if key in ties}
    return {claim: tie for claim, tie in found.items() if tie != "the claim chosen"}


# ---- what is drawn


def test_every_claim_is_a_dot_and_every_relation_a_line(spec: dict, nodes: pd.DataFrame) -> None:
    assert list(nodes.index) == list(CLAIMS.index)
    assert (nodes["claim"] == CLAIMS["claim"]).all()
    assert len(charts.rows(spec, "lit")) == len(EDGES)


def test_a_line_joins_the_places_of_its_two_claims(spec: dict, nodes: pd.DataFrame) -> None:
    place = nodes[["x", "y"]].apply(tuple, axis=1)
    drawn = sorted((r["x"], r["y"], r["x2"], r["y2"]) for r in charts.rows(spec, "lit"))
    coded = zip(EDGES["from_claim"], EDGES["to_claim"], strict=True)
    assert drawn == sorted(place[source] + place[target] for source, target in coded)


def test_support_runs_upwards(spec: dict) -> None:
    supports = [row for row in charts.rows(spec, "lit") if row["line"] == "support"]
    assert len(supports) == (EDGES["relation"] == "supports").sum()
    assert all(row["y"] < row["y2"] for row in supports)


def test_no_two_labels_stand_in_each_others_way(nodes: pd.DataFrame) -> None:
    for _, row in nodes.groupby("y"):
        assert (row["x"].sort_values().diff().dropna() >= 2).all()


def test_ties_are_told_apart_by_shape_as_well_as_by_colour(spec: dict) -> None:
    encoding = charts.layer(spec, "nodes")["encoding"]
    for channel in ("color", "shape"):
        assert encoding[channel]["field"] == "tie"
        assert encoding[channel]["scale"]["domain"] == list(palette.TIES)
        assert len(set(encoding[channel]["scale"]["range"])) == len(palette.TIES)


# ---- what the controls look up


@pytest.mark.parametrize("claim", GRAPH.nodes)
def test_a_claim_that_stands_lights_its_ties(nodes: pd.DataFrame, claim: str) -> None:
    found = tied(nodes, f"stands{claim}")
    assert found == argument.ties(GRAPH, claim)
    for tie, function in {
        "supports it": argument.supports,
        "attacks it": argument.attacks,
        "rests on it": argument.carries,
    }.items():
        assert sorted(c for c, t in found.items() if t == tie) == function(GRAPH, claim)


@pytest.mark.parametrize("option", TAKEN)
def test_a_claim_that_falls_lights_what_falls_with_it(nodes: pd.DataFrame, option: str) -> None:
    graph = argument.taken_as(GRAPH, TAKEN[option])
    for claim in GRAPH.nodes:
        found = tied(nodes, f"{option}{claim}")
        gone = sorted(c for c, tie in found.items() if tie == "loses all support")
        hurt = sorted(c for c, tie in found.items() if tie == "loses a leg")
        assert gone == argument.loses_all_support(graph, [claim])
        assert hurt == argument.loses_a_leg(graph, [claim])
        assert len(found) == len(gone) + len(hurt)


def test_the_keys_are_made_of_what_the_controls_give(figure: Instrument, spec: dict) -> None:
    options = {c["name"]: [value for value, _ in c["options"]] for c in figure.controls}
    assert options["claim"] == list(CLAIMS.index)
    assert options["fate"] == ["stands", *TAKEN]
    assert options["kind"] == ["all", *sorted(CLAIMS["kind"].unique())]
    keys = {fate + claim for fate in options["fate"] for claim in options["claim"]}
    assert {row["key"] for row in charts.rows(spec, "falls")} == keys
    for name in ("nodes", "lit"):
        (made,) = [
            step["calculate"]
            for step in charts.layer(spec, name)["transform"]
            if step.get("as") == "tie"
        ]
        assert "datum.ties[fate + claim]" in made


def test_a_lit_line_ends_at_claims_that_are_lit(spec: dict, nodes: pd.DataFrame) -> None:
    place = {(row.x, row.y): claim for claim, row in nodes.iterrows()}
    lines = charts.rows(spec, "lit")
    assert any(line["ties"] for line in lines)
    for line in lines:
        for key in line["ties"]:
            for end in ((line["x"], line["y"]), (line["x2"], line["y2"])):
                assert key in nodes.loc[place[end], "ties"], (key, place[end])


def test_all_that_supports_or_attacks_the_claim_chosen_is_joined_to_it(spec: dict) -> None:
    lit = [line["ties"].get("standsC09", "") for line in charts.rows(spec, "lit")]
    assert lit.count("supports it") == len(argument.supports(GRAPH, "C09"))
    assert lit.count("attacks it") == len(argument.attacks(GRAPH, "C09")) == 2


# ---- what is said


def test_the_words_over_the_drawing_count_what_the_model_finds(said: dict[str, dict]) -> None:
    assert said["standsC15"]["headline"] == "C15 stands on 3 claims and carries 8 claims."
    assert said["standsC10"]["headline"].startswith("C10 stands on no other claim")
    for claim in GRAPH.nodes:
        gone = argument.loses_all_support(GRAPH, [claim])
        hurt = argument.loses_a_leg(GRAPH, [claim])
        assert f"support lost: {len(gone)}. " in said[f"coded{claim}"]["headline"]
        assert re.findall(r"C\d\d", said[f"coded{claim}"]["says"]) == [claim, *gone, *hurt]


def test_the_reading_tells_linked_premises_from_separate_ones(nodes: pd.DataFrame) -> None:
    assert nodes.loc["C14", "ids"] == "C11 and C13 and C20"
    assert nodes.loc["C08", "ids"] == "C10; or C11; or C12; or C22"
    assert nodes.loc["C24", "ids"] == "C25 and C26 and C27 and C34; or C28"
    for claim in GRAPH.nodes:
        named = re.findall(r"(C\d\d) \(", nodes.loc[claim, "supported"])
        assert sorted(set(named)) == argument.supports(GRAPH, claim)
        assert sorted(re.findall(r"(C\d\d) \(", nodes.loc[claim, "attacked"])) == argument.attacks(
            GRAPH, claim
        )
        assert sorted(re.findall(r"C\d\d", nodes.loc[claim, "carried"])) == argument.carries(
            GRAPH, claim
        )


def test_each_claim_stands_beside_its_sentence(nodes: pd.DataFrame) -> None:
    for claim, row in nodes.iterrows():
        assert row["sentence"] == CLAIMS.loc[claim, "sentence_no"]
        assert row["quote"] == essay.sentence(row["sentence"])


def test_the_text_alternative_counts_claims_relations_and_starting_points(
    figure: Instrument,
) -> None:
    starts = set(CLAIMS.index) - set(EDGES.loc[EDGES["relation"] == "supports", "to_claim"])
    assert f"{len(CLAIMS)} claims joined by {len(EDGES)} relations" in figure.alt
    assert f"{(EDGES['relation'] == 'supports').sum()} of them support" in figure.alt
    assert f"{len(starts)} claims at the bottom" in figure.alt


def test_the_chart_is_small_enough_to_travel(figure: Instrument) -> None:
    assert len(figure.charts[0].encode()) < 300_000
