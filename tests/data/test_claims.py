"""The essay taken apart: claims, how they hang together, and what can speak to them."""

from __future__ import annotations

import json
import re

import pandas as pd
import pytest

from aftermosul import resources
from aftermosul.evidence import essay, schema
from aftermosul.evidence.tables import load
from aftermosul.statistics import argument

CLAIMS = load("claims").set_index("claim_id")
EDGES = load("argument")
SPEAKS = load("claim_evidence")
WORKED = SPEAKS[SPEAKS["table_name"].notna()]
# Tables that need speak to no claim, and why.
SPEAK_TO_NO_CLAIM = {
    "argument": "joins claims",
    "claim_evidence": "is this list",
    "claims": "holds the claims",
    "counter_arguments": "holds arguments, not figures",
    "countries": "names countries",
    "literature": "holds what scholars argue, not figures",
    "people": "holds persons, not figures",
    "population": "the denominator of foreign_fighters",
    "relations": "says what a tie of organisation_links means",
    "rule_changes": "says where the series of world_by_year break",
    "sources": "names sources",
}
LESSONS = {path.name[:2]: path for path in resources.lesson_paths()}


def quoted() -> set[tuple[str, str]]:
    """(lesson, claim) wherever a lesson shows a claim's card or asks for a verdict on it."""
    found = set()
    for number, path in LESSONS.items():
        for cell in json.loads(path.read_text(encoding="utf-8"))["cells"]:
            if cell["cell_type"] == "code":
                source = "".join(cell["source"])
                for claim_id in re.findall(r"\b(?:claim|verdict)\(\s*\"(\w+)\"", source):
                    found.add((number, claim_id))
    return found


def test_the_claims_are_numbered_without_gaps_in_the_order_of_the_essay() -> None:
    assert list(CLAIMS.index) == [f"C{number:02}" for number in range(1, len(CLAIMS) + 1)]
    assert CLAIMS["sentence_no"].is_monotonic_increasing


def test_every_sentence_holds_at_least_one_claim() -> None:
    assert set(CLAIMS["sentence_no"]) == set(range(1, len(essay.sentences()) + 1))


def test_the_description_says_how_many_claims_there_are() -> None:
    assert f"{len(CLAIMS)} claims" in schema.table("claims").description


def test_no_claim_is_told_twice() -> None:
    assert CLAIMS["claim"].is_unique
    assert CLAIMS["operational_question"].is_unique


def test_a_short_label_has_at_most_four_words_and_names_one_claim() -> None:
    short = CLAIMS["short_label"].dropna()
    assert len(short) == 12
    assert short.is_unique
    assert (short.str.split().str.len() <= 4).all()
    assert (short == short.str.strip()).all()
    # All advice has one, so that what still stands can be read; beside it the claims with the most
    # ties, and the piece of evidence that carries most.
    advice = CLAIMS.index[CLAIMS["role"].isin(["recommendation", "main-thesis"])]
    hubs = short.index.difference(advice)
    assert len(short.index.intersection(advice)) == len(advice) == 6
    ties = pd.concat([EDGES["from_claim"], EDGES["to_claim"]]).value_counts()
    assert (ties[hubs.drop("C10")] >= 5).all()
    carried = {claim: len(argument.carries(essay.graph(), claim)) for claim in CLAIMS.index}
    assert max(carried, key=carried.__getitem__) == "C10"


def test_the_question_to_claim_25_states_the_peak_that_the_table_holds() -> None:
    stated = re.search(r"peak of (\d+) in (\d{4})", CLAIMS.loc["C25", "suggested_evidence"])
    assert stated is not None
    yearly = load("hijackings_by_year")
    peak = yearly.loc[yearly["incidents"].idxmax()]
    assert (int(stated[1]), int(stated[2])) == (peak["incidents"], peak["year"])


# ---- the argument


def test_every_edge_joins_two_claims_that_exist() -> None:
    assert set(EDGES["from_claim"]) | set(EDGES["to_claim"]) <= set(CLAIMS.index)


def test_no_claim_leans_on_itself_and_no_edge_is_drawn_twice() -> None:
    assert (EDGES["from_claim"] != EDGES["to_claim"]).all()
    assert not EDGES.duplicated(["from_claim", "to_claim", "relation"]).any()


def test_settled_history_and_a_judgement_of_value_are_judged_once() -> None:
    once = CLAIMS[CLAIMS["verdicts"] == "one"]
    assert set(once.index) == {"C25", "C26", "C27", "C28", "C33"}
    # Of what happened before the essay, or no matter for evidence at all.
    assert set(once.loc[once["testable"] == "yes", "sentence_no"]) == {16}
    assert set(once.loc[once["testable"] != "yes", "kind"]) == {"normative"}


def test_every_claim_has_a_place_in_the_argument() -> None:
    assert set(CLAIMS.index) == set(EDGES["from_claim"]) | set(EDGES["to_claim"])


def test_support_is_grouped_by_the_claim_it_supports_and_nothing_else_is() -> None:
    supports = EDGES["relation"] == "supports"
    assert EDGES.loc[supports, "support_group"].notna().all()
    assert EDGES.loc[~supports, "support_group"].isna().all()
    grouped = EDGES[supports]
    for group, claim_id in zip(grouped["support_group"], grouped["to_claim"], strict=True):
        assert re.fullmatch(rf"{claim_id}-[a-z]", group), group


def test_a_counter_argument_is_made_against_a_claim_that_exists() -> None:
    assert set(load("counter_arguments")["against_claim"]) <= set(CLAIMS.index)


# ---- which table can speak


@pytest.mark.parametrize("row", list(WORKED.itertuples(index=False)), ids=lambda row: row.id)
def test_evidence_is_promised_only_from_tables_and_columns_that_exist(row) -> None:
    columns = row.columns.split(";")
    assert row.table_name in schema.tables()
    assert set(columns) <= {field.name for field in schema.table(row.table_name).fields}
    assert len(columns) == len(set(columns))
    assert pd.notna(row.what_it_can_say)
    assert pd.isna(row.why_nothing)


def test_a_row_without_a_table_says_why_and_promises_nothing() -> None:
    silent = SPEAKS[SPEAKS["table_name"].isna()]
    assert silent["why_nothing"].notna().all()
    assert silent[["columns", "what_it_can_say"]].isna().all(axis=None)


def test_every_claim_has_a_row_on_its_evidence_and_none_has_both_some_and_none() -> None:
    assert set(SPEAKS["claim_id"]) == set(CLAIMS.index)
    silent = set(SPEAKS.loc[SPEAKS["table_name"].isna(), "claim_id"])
    assert not silent & set(WORKED["claim_id"])
    assert not WORKED.duplicated(["claim_id", "table_name"]).any()


def test_every_table_that_could_speak_to_a_claim_does() -> None:
    assert set(schema.tables()) - set(WORKED["table_name"]) == set(SPEAK_TO_NO_CLAIM)


def test_the_years_promised_for_claim_25_are_those_of_the_table() -> None:
    said = SPEAKS[(SPEAKS["claim_id"] == "C25") & (SPEAKS["table_name"] == "hijackings_by_year")]
    years = load("hijackings_by_year")["year"]
    assert f"from {years.min()} to {years.max()}" in said["what_it_can_say"].iloc[0]


def test_lesson_02_quotes_the_claim_that_it_is_about() -> None:
    assert ("02", "C25") in quoted()


@pytest.mark.parametrize(("lesson", "claim_id"), sorted(quoted()))
def test_a_claim_that_a_lesson_quotes_says_what_counts_and_who_can_say(
    lesson: str, claim_id: str
) -> None:
    claim = CLAIMS.loc[claim_id]
    assert pd.notna(claim["counts_for"])
    assert pd.notna(claim["counts_against"])
    # Lesson 00 borrows its claim from a later lesson, to show how a verdict is recorded; a claim
    # that no table can judge may stand in every lesson that reads its sentence.
    about = SPEAKS[SPEAKS["claim_id"] == claim_id]
    assert (about["lesson"] >= lesson).any() or about["table_name"].isna().all()


def test_what_counts_for_a_claim_never_stands_without_what_counts_against_it() -> None:
    assert (CLAIMS["counts_for"].notna() == CLAIMS["counts_against"].notna()).all()


def test_a_lesson_that_exists_loads_every_table_that_it_promises() -> None:
    promised = WORKED[WORKED["lesson"].isin(list(LESSONS))]
    assert "02" in set(promised["lesson"])
    for lesson, rows in promised.groupby("lesson"):
        text = LESSONS[lesson].read_text(encoding="utf-8")
        for name in rows["table_name"]:
            assert f'load(\\"{name}\\"' in text, (lesson, name)
