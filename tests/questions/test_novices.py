"""What novices err in: at least two thirds of it gets a sentence that names the idea."""

from __future__ import annotations

import importlib
from collections import Counter
from numbers import Real
from pathlib import Path

import pytest

from aftermosul.desk.register import all_questions
from aftermosul.questions.question import Judgement
from tests.questions.novices.novice import Novice

LESSONS = sorted(path.stem for path in (Path(__file__).parent / "novices").glob("lesson*.py"))
FEWEST = 20
SHARE = 2 / 3

each_lesson = pytest.mark.parametrize("lesson", LESSONS)


def novices(lesson: str) -> tuple[Novice, ...]:
    found: tuple[Novice, ...] = importlib.import_module(f"tests.questions.novices.{lesson}").NOVICES
    return found


def judged(novice: Novice) -> Judgement:
    return all_questions()[novice.question_id].judge(novice.answer())


def key(answer: object) -> object:
    """What tells one answer from another; a table can't be asked whether it equals a number."""
    return float(answer) if isinstance(answer, Real) else repr(answer)


def general(says: str) -> bool:
    """Whether only what was asked for is said again, and no idea is named."""
    return "Looked for: " in says


def test_every_lesson_with_code_has_its_novices() -> None:
    assert sorted({f"lesson{q.lesson}" for q in all_questions().values() if q.code}) == LESSONS


def test_a_value_that_nobody_thought_of_gets_the_general_sentence() -> None:
    """Else the share would be measured by a sentence that is no longer said."""
    values = {"peak-year": 1234, "earlier-bombings": ["Nobody"]}
    assert all(general(all_questions()[name].judge(value).says) for name, value in values.items())
    assert not general(all_questions()["peak-year"].judge("1969").says)


@each_lesson
def test_a_lesson_has_twenty_and_meets_each_of_its_questions(lesson: str) -> None:
    found = novices(lesson)
    assert len(found) >= FEWEST
    asked = {q.id for q in all_questions().values() if f"lesson{q.lesson}" == lesson}
    assert {novice.question_id for novice in found} == asked
    answers = [(novice.question_id, key(novice.answer())) for novice in found]
    twice = [answer for answer, times in Counter(answers).items() if times > 1]
    assert twice == [], "two slips that come to the same are one answer"


@each_lesson
def test_each_is_wrong(lesson: str) -> None:
    found = novices(lesson)
    assert found
    assert [f"{n.question_id}: {n.what}" for n in found if judged(n).status != "not yet"] == []


@each_lesson
def test_two_thirds_get_a_sentence_that_names_the_idea(lesson: str) -> None:
    found = novices(lesson)
    unnamed = [f"{n.question_id}: {n.what}" for n in found if general(judged(n).says)]
    assert len(found) - len(unnamed) >= SHARE * len(found), "\n".join(unnamed)
