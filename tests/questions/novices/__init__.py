"""Plausible wrong answers, written from what is asked and not from the mistakes that are known."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass


@dataclass(frozen=True)
class Novice:
    """One wrong answer: to which question, what went wrong, and how it was reached."""

    question: str
    what: str
    answer: Callable[[], object]
