"""What a plausible wrong answer is made of."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass


@dataclass(frozen=True)
class Novice:
    """One wrong answer of somebody with three weeks of Python.

    `what` says the slip; `answer` computes what comes of it, as the student would type it. The
    lists are written from what a lesson asks, apart from the mistakes that the question knows, so
    that they can say how many it misses.
    """

    question_id: str
    what: str
    answer: Callable[[], object]
