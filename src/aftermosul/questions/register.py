"""All self-checks by their ids. An id, once published, is never renamed."""

from __future__ import annotations

import functools

from aftermosul.evidence import asking
from aftermosul.questions import (
    lesson00,
    lesson01,
    lesson02,
    lesson03,
    lesson04,
    lesson05,
    lesson06,
    lesson07,
)
from aftermosul.questions.question import Question

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
