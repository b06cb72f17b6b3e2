"""The claim card: what opens a lesson."""

from __future__ import annotations

import dataclasses
import re

import pytest

from aftermosul.evidence import essay
from aftermosul.evidence.claims import claim, claim_ids
from aftermosul.evidence.tables import load
from aftermosul.problems import Problem


def test_a_card_quotes_the_sentence_says_the_claim_and_what_would_count() -> None:
    row = load("claims").set_index("claim_id").loc["C25"]
    said = repr(claim("C25"))
    assert "Claim C25, from sentence 16 of the essay" in said
    assert essay.sentence(16) in said
    assert f"In our words: {row['claim']}" in said
    assert f"For it would count: {row['counts_for']}" in said
    assert f"Against it: {row['counts_against']}" in said


def test_a_card_says_the_same_in_html_escaped() -> None:
    shown = claim("C25")._repr_html_()
    assert 'role="note"' in shown
    assert "terrorism&#x27;s evolution" in shown
    for label in ("In our words", "For it would count", "Against it", "Who can say"):
        assert f"<strong>{label}:</strong>" in shown


def test_a_card_names_every_table_that_can_speak() -> None:
    speaks = load("claim_evidence")
    expected = tuple(speaks.loc[speaks["claim_id"] == "C25", "table_name"])
    assert claim("C25").tables == expected
    assert len(expected) >= 4
    assert f"Who can say: {', '.join(expected)}" in repr(claim("C25"))


def test_a_claim_whose_lesson_is_not_written_leaves_its_empty_lines_out() -> None:
    bare = dataclasses.replace(claim("C01"), counts_for="", counts_against="")
    shown = repr(bare) + bare._repr_html_()
    assert "For it would count" not in shown
    assert "Who can say: mosul, cities" in repr(bare)
    assert "nan" not in re.findall(r"\w+", shown.lower())


def test_a_claim_that_no_table_can_speak_to_says_why() -> None:
    assert claim("C33").tables == ()
    assert "judgement of value" in repr(claim("C33"))


def test_a_card_never_lets_a_cell_speak_html() -> None:
    hostile = dataclasses.replace(
        claim("C25"), claim="<script>alert(1)</script>", counts_for="<img src=x>", tables=("<b>",)
    )
    shown = hostile._repr_html_()
    assert "<script" not in shown
    assert "<img" not in shown
    assert "<b>" not in shown
    assert "&lt;script&gt;" in shown


def test_every_claim_has_a_card() -> None:
    assert claim_ids() == list(load("claims")["claim_id"])
    for claim_id in claim_ids():
        shown = claim(claim_id)
        assert shown.claim_id == claim_id
        assert essay.sentence(shown.sentence_no) in repr(shown)
        assert shown.testable in {"yes", "partly", "no"}


@pytest.mark.parametrize(("asked", "near"), [("C025", "C25"), ("c25", "C25"), ("C99", "C")])
def test_an_unknown_claim_gets_the_nearest_ids(asked: str, near: str) -> None:
    with pytest.raises(Problem) as told:
        claim(asked)
    assert f'no claim "{asked}"' in str(told.value)
    assert near in str(told.value)


def test_claims_of_one_sentence_share_a_card_that_quotes_it_once() -> None:
    both = claim("C26", "C24")
    for shown in (repr(both), both._repr_html_()):
        assert shown.index("C26") < shown.rindex("C24")
    assert repr(both).count(essay.sentence(16)) == 1
    assert claim("C24").claim in repr(both)
    assert claim("C26").claim in repr(both)


def test_claims_of_different_sentences_are_asked_for_apart() -> None:
    with pytest.raises(Problem, match="only of one sentence"):
        claim("C26", "C29")
