"""All self-checks by their ids. An id, once published, is never renamed."""

from __future__ import annotations

import functools

from aftermosul.evidence.schema import did_you_mean
from aftermosul.problems import Problem
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


def find(question_id: str) -> Question:
    """One self-check. Raises `Problem` with the nearest ids where there is none."""
    known = all_questions()
    if isinstance(question_id, str) and question_id in known:
        return known[question_id]
    raise Problem(f'There is no question "{question_id}". {did_you_mean(question_id, known)}')
