"""The figure of lesson 01: what it draws and says against the coding and the model."""

from __future__ import annotations

import re
from collections import Counter, defaultdict

import pandas as pd
import pytest

from aftermosul import instruments
from aftermosul.display import palette
from aftermosul.evidence import essay
from aftermosul.evidence.tables import load
from aftermosul.figures import pictures
from aftermosul.figures.widget import Instrument
from aftermosul.statistics import argument
from aftermosul.topics.t01_argument import model, words
from tests.figures import charts

CLAIMS = load("claims").set_index("claim_id")
EDGES = load("argument")
GRAPH = essay.graph()
ATTACKS = EDGES[EDGES["relation"].isin(["attacks", "undercuts"])]
ENDS_OF_ATTACKS = sorted({*ATTACKS["from_claim"], *ATTACKS["to_claim"]})
INWARD = defaultdict(
    lambda: "other tie", supports="supports it", attacks="attacks it", undercuts="attacks it"
)
OUTWARD = defaultdict(lambda: "other tie", supports="rests on it")
ADVICE = {claim for claim, band in argument.bands(GRAPH).items() if band == "advice"}


@pytest.fixture(scope="module")
def figure() -> Instrument:
    return instruments.argument()


@pytest.fixture(scope="module")
def spec(figure: Instrument) -> dict:
    return charts.spec_of(figure)


@pytest.fixture(scope="module")
def nodes(spec: dict) -> pd.DataFrame:
    return pd.DataFrame(charts.rows(spec, "nodes")).set_index("claim_id")


# ---- what is drawn


def test_every_claim_is_a_dot_and_every_relation_a_line(spec: dict, nodes: pd.DataFrame) -> None:
    assert list(nodes.index) == list(CLAIMS.index)
    assert (nodes["claim"] == CLAIMS["claim"]).all()
    assert (nodes["sentence"] == CLAIMS["sentence_no"]).all()
    ends = [(row["source"], row["target"]) for row in charts.rows(spec, "lit")]
    assert sorted(ends) == sorted(zip(EDGES["from_claim"], EDGES["to_claim"], strict=True))


def test_a_hub_is_named_as_the_table_names_it(nodes: pd.DataFrame) -> None:
    named = nodes["short_label"].dropna()
    assert named.to_dict() == CLAIMS["short_label"].dropna().to_dict()


def test_ties_are_told_apart_by_shape_as_well_as_by_colour(spec: dict) -> None:
    shape = charts.layer(spec, "nodes")["encoding"]["shape"]
    assert shape["field"] == "tie"
    assert set(shape["scale"]["domain"]) == set(palette.TIES)
    assert len(set(shape["scale"]["range"])) == len(palette.TIES)


def test_the_words_for_ties_are_words_for_ties_that_there_are(spec: dict) -> None:
    assert set(words.SHORTLY) < set(palette.TIES)
    lines = pd.DataFrame(charts.rows(spec, "lit"))
    assert set(lines["to_source"]) | set(lines["to_target"]) <= set(palette.TIES)


def lines_of(figure: Instrument, claim: str) -> Counter[str]:
    """The colours of the lines of a claim, read from the picture of the map."""
    setting = {"claim": claim, "taken": "coded", "round": 0}
    picture = pictures.drawn(pictures.specification(figure.charts[0], setting))
    assert picture is not None
    groups = re.findall(r'<g class="mark-line role-mark lit_marks".*?</g>', picture, re.S)
    return Counter(re.findall(r'stroke="([^"]+)"', "".join(groups)))


@pytest.mark.parametrize("claim", ["C25", *ENDS_OF_ATTACKS])
def test_a_line_has_the_colour_of_what_is_at_its_other_end(figure: Instrument, claim: str) -> None:
    """As drawn: the chart's own expressions decide it, which no row says."""
    towards = EDGES.loc[EDGES["to_claim"] == claim, "relation"].map(INWARD)
    away = EDGES.loc[EDGES["from_claim"] == claim, "relation"].map(OUTWARD)
    expected = Counter(palette.TIES[tie] for tie in [*towards, *away])
    assert expected
    assert lines_of(figure, claim) == expected


# ---- what a claim's table says


def test_the_table_tells_linked_reasons_from_separate_ones(figure: Instrument) -> None:
    assert figure._reading is not None
    rows = figure._reading.outcomes[1].grid.rows.set_index("claim_id")

    def ids(claim: str) -> str:
        return re.sub(r" \((?:[^()]|\([^()]*\))*\)", "", rows.loc[claim, "supported"])

    assert ids("C14") == "C11 and C13 and C20"
    assert ids("C08") == "C10; or C11; or C12; or C22"
    assert ids("C24") == "C25 and C26 and C27 and C34; or C28"
    for claim in GRAPH.nodes:
        row = rows.loc[claim]
        named = re.findall(r"C\d\d", row["supported"])
        assert sorted(set(named)) == argument.supports(GRAPH, claim)
        assert sorted(set(re.findall(r"C\d\d", row["carried"]))) == argument.carries(GRAPH, claim)
        assert row["quote"] == essay.sentence(CLAIMS.loc[claim, "sentence_no"])


@pytest.mark.parametrize(
    ("relation", "outward", "inward"),
    [
        ("attacks", "it attacks", "attacked by"),
        ("undercuts", "it undercuts", "undercut by"),
        ("qualifies", "it qualifies", "qualified by"),
        ("presupposes", "it presupposes", "presupposed by"),
        ("example-of", "it is an example of", "an example of it is"),
    ],
)
def test_every_other_tie_is_told_from_both_of_its_ends(
    figure: Instrument, relation: str, outward: str, inward: str
) -> None:
    assert figure._reading is not None
    against = figure._reading.outcomes[1].grid.rows.set_index("claim_id")["against"]
    coded = EDGES[EDGES["relation"] == relation]
    assert len(coded) > 0
    for edge in coded.itertuples(index=False):
        assert f"{inward} {edge.from_claim} (" in against[edge.to_claim]
        assert f"{outward} {edge.to_claim} (" in against[edge.from_claim]
    told = sum(text.count(f"{inward} C") for text in against)
    assert told == len(coded)


# ---- what falls


def test_what_falls_is_said_round_by_round() -> None:
    figure = instruments.argument()
    for claim in ("C10", "C15", "C35", "C47", "C01"):
        for taken, way in model.TAKEN.items():
            fall = argument.spread(argument.taken_as(GRAPH, way), [claim])
            for moment in range(1, model.most_rounds(GRAPH) + 2):
                figure.set(claim=claim, taken=taken, round=moment)
                gone = {c for c, (_, last) in fall.items() if last and last < moment}
                hurt = {c for c, (first, _) in fall.items() if first < moment} - gone
                standing = len(ADVICE - gone - {claim})
                assert f"without any reason: {len(gone)}; with a reason fewer: {len(hurt)}. " in (
                    figure.said()
                )
                assert f"Advice still standing: {standing} of {len(ADVICE)}." in figure.said()
                assert figure.said().startswith(f"Struck out: {CLAIMS.loc[claim, 'claim']}")


def test_what_is_said_to_follow_does_follow_at_every_setting() -> None:
    figure = instruments.argument()
    alone = set()
    for claim in GRAPH.nodes:
        for taken, way in model.TAKEN.items():
            fall = argument.spread(argument.taken_as(GRAPH, way), [claim])
            rounds = {n for both in fall.values() for n in both if n}
            for moment in range(1, model.most_rounds(GRAPH) + 2):
                figure.set(claim=claim, taken=taken, round=moment)
                assert ("in the next round" in figure.said()) == (moment in rounds)
                assert ("nothing more falls" in figure.said().lower()) == (moment not in rounds)
                if "Nothing in the essay rests on it" in figure.said():
                    alone.add(claim)
                    assert moment == 1
    assert alone == {claim for claim in GRAPH.nodes if not argument.carries(GRAPH, claim)}
    assert {"C01", "C03", "C04", "C06"} <= alone


def test_the_slider_reaches_the_last_round_of_the_longest_fall(figure: Instrument) -> None:
    (slider,) = [control for control in figure.controls if control["kind"] == "range"]
    assert (slider["low"], slider["high"]) == (0, model.most_rounds(GRAPH) + 1)
    assert slider["shown"][:3] == ("it stands", "struck out", "round 1")
    assert slider["plays_ms"] > 0


def test_a_claim_that_stands_is_quoted_with_its_sentence() -> None:
    figure = instruments.argument()
    figure.set(claim="C24", round=0)
    assert f"Sentence 16: “{essay.sentence(16)}”" in figure.said()
    for taken, count in {"coded": 2, "needed": 1, "enough": 5}.items():
        figure.set(taken=taken)
        assert f"each enough by itself: {count}. Claims that rest on it: 2." in figure.said()


# ---- the story


def test_the_steps_say_what_the_table_says(figure: Instrument) -> None:
    thesis, taken_away, strictly, advice = (values for _, values, _ in figure.steps)
    # "Four sets of reasons hold it up, and each would be enough by itself."
    assert thesis == {"claim": "C47", "taken": "coded", "round": 0}
    assert CLAIMS.loc["C47", "role"] == "main-thesis"
    assert CLAIMS.loc["C47", "sentence_no"] == len(essay.sentences())
    assert len(argument.support_groups(GRAPH, "C47")) == 4
    # "Two claims lose a reason, none falls, and all six pieces of advice stand."
    assert CLAIMS.loc["C15", "sentence_no"] == 10
    assert list(CLAIMS["sentence_no"]).count(10) == 1
    assert taken_away == {"claim": "C15", "taken": "coded", "round": 2}
    rows = model.outcomes(GRAPH).set_index(["claim", "taken", "round"])
    row = rows.loc[tuple(taken_away.values())]
    assert (row["gone"], row["hurt"], row["standing"], row["advice"]) == (0, 2, 6, 6)
    assert row["case"] == "rests"
    # "Every reason is needed. In the first round two claims fall."
    assert strictly == {"claim": "C15", "taken": "needed", "round": 2}
    row = rows.loc[tuple(strictly.values())]
    assert (row["gone"], row["case"]) == (2, "spreads")
    # "After three rounds five of six pieces of advice have fallen."
    assert advice == {"claim": "C15", "taken": "needed", "round": 4}
    row = rows.loc[tuple(advice.values())]
    assert (row["standing"], row["advice"], row["case"]) == (1, 6, "rests")
    assert rows.loc[("C15", "needed", 3), "case"] == "spreads"


def test_its_words_count_bands_and_relations(figure: Instrument) -> None:
    bands = pd.Series(argument.bands(GRAPH)).value_counts()
    assert f"Map of {len(CLAIMS)} claims in three bands: {bands['evidence']} given" in figure.alt
    assert f"{bands['inference']} drawn from others, {bands['advice']} of advice" in figure.alt
    supports = (EDGES["relation"] == "supports").sum()
    assert f"{len(EDGES)} relations join them, {supports} of them support" in figure.alt


def test_the_table_for_a_page_without_scripts_says_what_holds_at_first(figure: Instrument) -> None:
    assert figure._twin is not None
    rows = figure._twin.rows.set_index("claim_id")["tie"]
    assert rows["C47"] == "the claim chosen"
    assert rows.drop("C47")[rows != "no tie"].to_dict() == argument.ties(GRAPH, "C47")
