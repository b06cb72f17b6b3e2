"""What holds for the tests of every assignment: they disturb nobody, and they tell apart.

Marks by these are marks of whole classes, so each promise is held for every master there is.
"""

from __future__ import annotations

import ast
import builtins
import itertools
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

import pytest

from aftermosul import expect
from aftermosul.expect import precision
from tests.assignments import copying, masters, mutants

each = pytest.mark.parametrize("name", masters.names())
TAKEN = (
    "list",
    "sum",
    "max",
    "min",
    "len",
    "range",
    "str",
    "sorted",
    "set",
    "dict",
    "round",
    "abs",
)


def stubs(name: str) -> dict[str, str]:
    """Every answer as it is handed out."""
    return {q.id: masters.student_stub(q.answer) for q in masters.questions(name)[1]}


# ---- whole marks, no marks


@each
def test_the_masters_own_answers_earn_every_point(name: str) -> None:
    done = masters.graded(name)
    assert done.errors == {}
    assert done.marks == {q.id: q.points for q in masters.questions(name)[1]}
    assert [lines for lines in done.said.values() if lines] == []


@each
def test_untouched_answers_earn_nothing_and_are_not_tried(name: str) -> None:
    done = masters.graded(name, stubs(name))
    assert set(done.marks.values()) == {0.0}
    assert {type(error) for error in done.errors.values()} == {expect.NotTried}
    assert all(line.startswith("Not tried: ") for lines in done.said.values() for line in lines)


# ---- a test never disturbs a student, nor a student a test


@each
def test_a_test_cell_is_one_function_that_takes_its_own_name_back(name: str) -> None:
    asked = masters.questions(name)[1]
    assert len(asked) >= 8
    for question in asked:
        for source in (question.test, question.visible):
            made, called = ast.parse(source).body
            assert isinstance(made, ast.FunctionDef), question.id
            assert ast.unparse(called) == f"{made.name}()", question.id
            assert [ast.unparse(line) for line in made.body[:2]] == [
                f"global {made.name}",
                f"del {made.name}",
            ], question.id


@each
def test_a_test_reads_the_answers_alone(name: str) -> None:
    """Not even a name of Python's own: a student may have taken it."""
    for question in masters.questions(name)[1]:
        for source in (question.test, question.visible):
            assert masters.reads(source) == masters.answer_names(question), question.id


@each
@pytest.mark.parametrize("answered", [True, False])
def test_the_names_of_the_notebook_are_after_a_test_what_they_were(
    name: str, answered: bool
) -> None:
    looked: list[str] = []

    def around(question: masters.Question, names: dict[str, Any], test: Callable[[], None]) -> None:
        before = dict(names)
        test()
        assert set(names) == set(before), question.id
        assert all(names[key] is value for key, value in before.items()), question.id
        looked.append(question.id)

    masters.graded(name, None if answered else stubs(name), around)
    assert looked == [question.id for question in masters.questions(name)[1]]


@each
def test_right_work_keeps_its_marks_whatever_else_a_student_calls_things(name: str) -> None:
    """Names of Python's own, of the tests' own and of our package, each taken for a number."""
    asked = masters.questions(name)[1]
    used = {n.id for q in asked for n in ast.walk(ast.parse(q.test)) if isinstance(n, ast.Name)}
    used |= {arg.arg for q in asked for arg in ast.walk(ast.parse(q.test)) if type(arg) is ast.arg}
    answers = {}
    for question in asked:
        taken = sorted((used | set(TAKEN)) - masters.answer_names(question))
        # Names that the answer itself calls are taken after it ran, as a student's would be.
        answers[question.id] = question.answer + "\n" + "\n".join(f"{n} = 0" for n in taken)
    assert {"table", "expect", "load", "sum"} <= used | set(TAKEN)
    assert set(TAKEN) <= set(vars(builtins))
    done = masters.graded(name, answers)
    functions = {q.id for q in asked if re.search("^def ", q.answer, re.MULTILINE)}
    lost = {q.id for q in asked if done.marks[q.id] != q.points}
    # A student's own function that calls what the student took is the student's own fault.
    assert {q for q in lost if not _calls_what_was_taken(asked, q)} == set(), done.said
    assert lost <= functions


def _calls_what_was_taken(asked: list[masters.Question], question_id: str) -> bool:
    (answer,) = [q.answer for q in asked if q.id == question_id]
    return any(re.search(rf"\b{taken}\(", answer) for taken in TAKEN)


# ---- Validate


@each
def test_a_half_right_form_stops_so_that_validate_lists_it(name: str) -> None:
    """Each answer in turn is put back to its dots: the visible test raises."""
    stopped: list[tuple[str, str]] = []

    def around(question: masters.Question, names: dict[str, Any], test: Callable[[], None]) -> None:
        for key in masters.answer_names(question):
            kept, names[key] = names[key], ...
            with pytest.raises(expect.NotTried):
                masters.run_cell(question.visible, names)
            names[key] = kept
            stopped.append((question.id, key))
        masters.run_cell(question.visible, names)
        test()

    masters.graded(name, None, around)
    assert len(stopped) >= len(masters.questions(name)[1])


# ---- precision and mistakes


@dataclass(frozen=True)
class Compared:
    """One number that a test compared: what is right, how nearly, and the usual mistakes."""

    question: masters.Question
    name: str
    expected: float
    nearest: float
    wrong: dict[float, str]


def compared(name: str, monkeypatch: pytest.MonkeyPatch) -> list[Compared]:
    found: list[Compared] = []
    now: list[masters.Question] = []
    real = expect.number

    def noted(value: object, expected: float, **options: Any) -> None:
        wrong = {float(k): v for k, v in (options.get("wrong") or {}).items()}
        nearest = options.get("nearest", 0.0)
        found.append(Compared(now[-1], options["name"], float(expected), nearest, wrong))
        real(value, expected, **options)

    def around(question: masters.Question, _: dict[str, Any], test: Callable[[], None]) -> None:
        now.append(question)
        test()

    with monkeypatch.context() as patched:
        patched.setattr(expect, "number", noted)
        masters.graded(name, None, around)
    assert len(found) >= 8
    return found


@each
def test_each_number_states_its_precision_in_the_task(
    name: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    for one in compared(name, monkeypatch):
        task = one.question.task
        words = expect.stated(one.nearest)
        exact = one.nearest == 0 and re.search(r"whole numbers?\b|gives back the year\b", task)
        assert words in task or exact, (one.question.id, words)


@each
def test_the_right_number_passes_at_every_rounding_that_is_allowed(
    name: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    for one in compared(name, monkeypatch):
        for step in precision.steps(one.nearest):
            seen = precision.rounded(one.expected, step)
            expect.number(seen, one.expected, name=one.name, nearest=one.nearest)


@each
def test_no_listed_mistake_passes_at_any_rounding_and_each_is_told_apart(
    name: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    for one in compared(name, monkeypatch):
        mistakes = {m: s for m, s in one.wrong.items() if m == m and abs(m) != float("inf")}
        for mistake, sentence in mistakes.items():
            for seen in _shapes(mistake, one.nearest):
                with pytest.raises(expect.NotAsExpected) as caught:
                    expect.number(
                        seen, one.expected, name=one.name, nearest=one.nearest, wrong=mistakes
                    )
                assert str(caught.value) == sentence, (one.question.id, one.name, mistake)


def _shapes(mistake: float, nearest: float) -> Iterator[float]:
    yield mistake
    if nearest:
        yield from (precision.rounded(mistake, step) for step in precision.steps(nearest))


@each
def test_mistakes_beside_a_mistake_get_the_general_sentence(
    name: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What was not done is not said to have been done."""
    tried = 0
    for one in compared(name, monkeypatch):
        others = [one.expected, *one.wrong]
        for mistake in one.wrong:
            beside = mistake + 0.31 * (one.nearest or 1)
            if any(
                abs(beside - other) <= (one.nearest or 1e-3) for other in others if other != mistake
            ):
                continue
            with pytest.raises(expect.NotAsExpected) as caught:
                expect.number(
                    beside, one.expected, name=one.name, nearest=one.nearest, wrong=one.wrong
                )
            assert str(caught.value) not in one.wrong.values(), (one.question.id, mistake)
            tried += 1
    assert tried >= 20


@each
def test_right_numbers_are_not_nought_and_differ(
    name: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked = {(one.question.id, one.name): one.expected for one in compared(name, monkeypatch)}
    assert all(asked.values())
    for (one, value), (other, its) in itertools.combinations(asked.items(), 2):
        assert one[0] != other[0] or value != its


@each
def test_a_choice_cannot_be_told_by_its_length(name: str) -> None:
    for question in masters.questions(name)[1]:
        options = dict(re.findall(r"^- \*\*([a-d])\*\*: (.+)$", question.task, re.MULTILINE))
        if options:
            right = ast.literal_eval(question.answer.splitlines()[-2].split("=")[1].strip())
            others = [len(text) for letter, text in options.items() if letter != right]
            assert min(others) <= len(options[right]) <= max(others), question.id


# ---- nothing to copy


@each
def test_copying_what_lessons_print_earns_at_most_a_sixth(name: str) -> None:
    _, asked = masters.questions(name)
    copied = copying.copied(name)
    assert sum(copied.values()) <= sum(q.points for q in asked) / 6, copied


# ---- mutants


@each
def test_slips_are_seen_and_cost_their_own_question_alone(name: str) -> None:
    """Every ninth mutant: `make audit` tries all of them."""
    every = mutants.of(name)
    assert len(every) >= 250
    slips_are_seen(name, every[::9])


@pytest.mark.audit
@each
def test_all_slips_are_seen_and_cost_their_own_question_alone(name: str) -> None:
    slips_are_seen(name, mutants.of(name))


def slips_are_seen(name: str, tried: list[mutants.Mutant]) -> None:
    report = mutants.tried(name, tried)
    assert report.killed_share >= 0.9, report.survivors
    assert report.lost_outside < 0.05
