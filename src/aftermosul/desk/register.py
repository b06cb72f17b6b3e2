"""All self-checks by their ids. An id, once published, is never renamed."""

from __future__ import annotations

import functools

from aftermosul.evidence import asking
from aftermosul.questions.question import Question
from aftermosul.topics.t00_essay import questions as lesson00
from aftermosul.topics.t01_argument import questions as lesson01
from aftermosul.topics.t02_hijackings import questions as lesson02
from aftermosul.topics.t03_networks import questions as lesson03
from aftermosul.topics.t04_tail import questions as lesson04
from aftermosul.topics.t05_lineage import questions as lesson05
from aftermosul.topics.t06_territory import questions as lesson06
from aftermosul.topics.t07_money import questions as lesson07

_LESSONS = (
    lesson00,
    lesson01,
    lesson02,
    lesson03,
    lesson04,
    lesson05,
    lesson06,
    lesson07,
)


@functools.cache
def all_questions() -> dict[str, Question]:
    """Every self-check, in the order of the lessons."""
    return {question.id: question for lesson in _LESSONS for question in lesson.QUESTIONS}


def find(question_id: str, example: str = 'hint("peak-year")') -> Question:
    """One self-check.

    Raises `Problem` with the nearest ids, or with `example`, the call put right.
    """
    known = all_questions()
    return known[asking.one_name(question_id, known, "question", example)]
