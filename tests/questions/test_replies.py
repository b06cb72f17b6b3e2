"""What a reply calls a number: where it says what was counted, that is what was counted.

Held are replies of one form, "this is the number of deaths", in every lesson: each noun has the
values that its own column gives, and a new one has to be added here. What a reply says in other
words, such as "you compared total deaths", is read by nobody but people.
"""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest

from aftermosul import essay, load
from aftermosul.desk.register import all_questions
from aftermosul.questions.question import Number
from aftermosul.topics.t04_tail import tolls

NUMBER_OF = re.compile(r"\b(?:is|are) (?:a|the) number of (?:all )?(?!the\b)(\w+)")


def _most(column: str) -> set[float]:
    return {float(load("hijackings_by_year")[column].max())}


def _world_deaths() -> set[float]:
    """With the largest event of the world and without."""
    world = tolls.record(load("severity_counts"), "World terrorist attacks")
    kept = (world, tolls.without_largest(world))
    return {float((counts["deaths"] * counts["events"]).sum()) for counts in kept}


def _world_attacks() -> set[float]:
    world = tolls.record(load("severity_counts"), "World terrorist attacks")
    return {float(world.loc[world["deaths"] >= 12, "events"].sum())}


def _sentences(first: int, last: int) -> set[float]:
    return {float(essay.table()["sentence_no"].between(first, last).sum())}


COUNTED: dict[tuple[str, str], Callable[[], set[float]]] = {
    ("primer-sum", "rows"): lambda: {float(len(essay.table()))},
    ("primer-filter", "rows"): lambda: {float(len(essay.table()))},
    ("primer-both", "sentences"): lambda: _sentences(16, 20),
    ("peak-year", "incidents"): lambda: _most("incidents"),
    ("peak-year", "deaths"): lambda: _most("fatalities"),
    ("mean-without", "deaths"): _world_deaths,
    ("tail-exponent", "attacks"): _world_attacks,
}
"""What a reply to a question calls the number of something, and what that may be."""

SAID = [
    pytest.param(question.id, float(value), noun, id=f"{question.id}: {noun}")
    for question in all_questions().values()
    if isinstance(answer := question.answer(), Number)
    for value, text in answer.wrong.items()
    for noun in NUMBER_OF.findall(text)
]


@pytest.mark.parametrize(("question", "value", "noun"), SAID)
def test_a_reply_that_says_what_a_number_counts_names_its_column(
    question: str, value: float, noun: str
) -> None:
    assert (question, noun) in COUNTED, "say here which column it is"
    assert value in COUNTED[question, noun]()


def test_no_column_is_kept_here_that_no_reply_names() -> None:
    assert {tuple(one.values[::2]) for one in SAID} == set(COUNTED)


def test_two_columns_of_one_question_are_never_mistaken_for_each_other() -> None:
    """Else a reply could call deaths incidents unseen."""
    pairs = [(one, two) for one in COUNTED for two in COUNTED if one[0] == two[0] and one < two]
    assert pairs
    assert [pair for pair in pairs if COUNTED[pair[0]]() & COUNTED[pair[1]]()] == []
