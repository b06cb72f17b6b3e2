"""All self-checks by their ids. An id, once published, is never renamed."""

from __future__ import annotations

import functools
import importlib
from importlib.util import find_spec

from aftermosul.desk.rooms import rooms
from aftermosul.evidence import asking
from aftermosul.questions.question import Question


@functools.cache
def all_questions() -> dict[str, Question]:
    """Every self-check, in the order of the lessons.

    Raises ValueError where two have one id: a reader's ledger could not tell them apart.
    """
    found: dict[str, Question] = {}
    for room in rooms():
        name = f"{room.__name__}.questions"
        if find_spec(name) is None:
            continue
        for question in importlib.import_module(name).QUESTIONS:
            if question.id in found:
                raise ValueError(f"{name} uses the id {question.id} a second time.")
            found[question.id] = question
    return found


def find(question_id: str, example: str = 'hint("peak-year")') -> Question:
    """One self-check.

    Raises `Problem` with the nearest ids, or with `example`, the call put right.
    """
    known = all_questions()
    return known[asking.one_name(question_id, known, "question", example)]
