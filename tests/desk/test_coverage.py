"""The map from the essay to the self-checks: nothing of it is lost on the way."""

from __future__ import annotations

import pytest

from aftermosul import essay, load
from aftermosul.desk.coverage import Mapped, essay_map
from aftermosul.desk.register import all_questions
from tests.lessons import reading

MAPPED = essay_map()
WRITTEN = {name[:2] for name in reading.NAMES}
# The sentences of the lessons on how terrorism changed and on the caliphate.
HISTORY = [row for row in MAPPED if row.sentence in range(16, 21)]


def test_every_claim_of_every_sentence_is_on_the_map_once_in_the_essays_order() -> None:
    claims = load("claims")
    assert [row.claim_id for row in MAPPED] == list(claims["claim_id"])
    assert [row.sentence for row in MAPPED] == list(claims["sentence_no"])
    assert {row.words for row in MAPPED} == set(essay.sentences())
    assert all(row.lessons for row in MAPPED)


@pytest.mark.parametrize("row", HISTORY, ids=lambda row: row.claim_id)
def test_every_claim_of_sentences_16_to_20_opens_a_lesson_and_has_a_self_check_there(
    row: Mapped,
) -> None:
    homes = [lesson for lesson in row.lessons if lesson.card and lesson.number != "00"]
    assert homes
    assert any(lesson.checks for lesson in homes)


def test_no_question_is_about_a_claim_that_does_not_exist() -> None:
    known = {row.claim_id for row in MAPPED}
    for question in all_questions().values():
        assert set(question.claims) <= known, question.id


def test_every_question_of_a_lesson_about_claims_names_one() -> None:
    silent = {q.lesson for q in all_questions().values() if not q.claims}
    assert silent <= {"00"}


def test_what_is_said_to_be_written_is() -> None:
    for row in MAPPED:
        for lesson in row.lessons:
            assert lesson.written == (lesson.number in WRITTEN)
            assert lesson.written or not (lesson.card or lesson.checks)
