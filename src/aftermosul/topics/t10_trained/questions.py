"""The self-checks of lesson 10."""

from __future__ import annotations

from aftermosul.questions.question import Question

QUESTIONS: tuple[Question, ...] = ()
