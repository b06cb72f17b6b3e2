"""From the essay's sentence to its claims, to the lessons that test them, to their self-checks."""

from __future__ import annotations

import re
from dataclasses import dataclass

from aftermosul import resources
from aftermosul.desk.register import all_questions
from aftermosul.evidence import essay
from aftermosul.evidence.claims import judged_once
from aftermosul.evidence.tables import load


@dataclass(frozen=True)
class Lesson:
    """Where a claim is tested.

    `written` says whether the lesson exists yet, `card` whether it opens with the claim's card
    and asks for a verdict, and `checks` are the ids of its self-checks about the claim.
    """

    number: str
    written: bool
    card: bool
    checks: tuple[str, ...]


@dataclass(frozen=True)
class Mapped:
    """One claim of the essay with its sentence (from 1, and its words) and its lessons in order."""

    claim_id: str
    sentence: int
    words: str
    claim: str
    testable: str
    judged_once: bool
    lessons: tuple[Lesson, ...]


def essay_map() -> list[Mapped]:
    """Every claim of the essay, in the essay's order."""
    cards = _cards()
    planned = load("claim_evidence").groupby("claim_id")["lesson"].agg(set)
    checks: dict[tuple[str, str], list[str]] = {}
    for question in all_questions().values():
        for claim_id in question.claims:
            checks.setdefault((claim_id, question.lesson), []).append(question.id)
    once = judged_once()
    mapped = []
    for row in load("claims").to_dict("records"):
        claim_id = row["claim_id"]
        numbers = set(planned.get(claim_id, set()))
        numbers |= {lesson for lesson, shown in cards.items() if claim_id in shown}
        numbers |= {lesson for about, lesson in checks if about == claim_id}
        mapped.append(
            Mapped(
                claim_id=claim_id,
                sentence=int(row["sentence_no"]),
                words=essay.sentence(row["sentence_no"]),
                claim=row["claim"],
                testable=str(row["testable"]),
                judged_once=claim_id in once,
                lessons=tuple(
                    Lesson(
                        number=number,
                        written=number in cards,
                        card=claim_id in cards.get(number, set()),
                        checks=tuple(checks.get((claim_id, number), ())),
                    )
                    for number in sorted(numbers)
                ),
            )
        )
    return mapped


def _cards() -> dict[str, set[str]]:
    """The claims whose cards stand in each lesson that is written; a card may hold several."""
    called = re.compile(r"\bclaim\(([^)]*)\)")
    return {
        path.name[:2]: {
            claim_id
            for asked in called.findall(path.read_text(encoding="utf-8"))
            for claim_id in re.findall(r"C\d+", asked)
        }
        for path in resources.lesson_paths()
    }
