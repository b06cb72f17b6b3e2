"""Every prepared notebook gets its stated marks, shows no hidden test, and stays as it is."""

from __future__ import annotations

import json
import re
import shutil
from pathlib import Path

import pytest

from aftermosul.grading import feedback
from aftermosul.grading.autograde import grade_notebook
from aftermosul.grading.results import Grade
from tests.grading import prepared

WITHOUT_OWN_SOLUTION = ["HIDDEN TESTS", "MARK SCHEME"]


@pytest.mark.parametrize("name", ["master", "untouched", *prepared.answer_sets()])
def test_the_notebook_gets_exactly_its_stated_marks(name: str, tmp_path: Path) -> None:
    path = tmp_path / "a-name-of-the-readers-own.ipynb"
    shutil.copy(prepared.path_of(name), path)
    before = path.read_bytes()

    grade = grade_notebook(path)

    assert grade.status == "graded"
    assert grade.sentences == ()
    assert {q.question_id: q.points for q in grade.questions} == prepared.stated_marks()[name]
    assert path.read_bytes() == before
    assert [p.name for p in tmp_path.iterdir()] == [path.name]
    assert [w.max_points for w in grade.written] == [6]
    assert bool(grade.written[0].answer) == (name not in {"master", "untouched"})
    _every_question_says_something(grade)
    _nothing_hidden_is_shown(grade, name)
    if name.startswith("wrong-"):
        _the_misreading_is_named(grade)
    if name == "untouched":
        _no_answer_is_given_away(grade)


def test_names_that_tests_or_python_use_cost_a_student_nothing(tmp_path: Path) -> None:
    grade = grade_notebook(prepared.names_reused(tmp_path / "mine.ipynb"))
    assert {q.question_id: q.points for q in grade.questions} == prepared.stated_marks()["master"]


def _every_question_says_something(grade: Grade) -> None:
    for question in grade.questions:
        assert question.looked_for, question.question_id
        assert question.seen or question.state == "right", question.question_id
        assert "Error" not in " ".join(question.seen), question.question_id


def _nothing_hidden_is_shown(grade: Grade, name: str) -> None:
    markers = WITHOUT_OWN_SOLUTION if name == "master" else prepared.MARKERS
    hidden = prepared.hidden_lines(*markers)
    own = "\n".join(question.answer for question in grade.questions)
    hidden = {line for line in hidden if line not in own}
    assert len(hidden) > 100
    page = feedback.page(grade)
    assert prepared.leaks(page, hidden) == []
    assert prepared.leaks(json.dumps(grade.as_dict(), ensure_ascii=False), hidden) == []
    assert "Traceback" not in page
    assert len(page.encode()) < 100_000
    assert not re.search(r"(?:src|href)=\"(?!#)|url\(|@import|<script", page)


def _the_misreading_is_named(grade: Grade) -> None:
    """A general "not the value asked for" would teach nobody."""
    for question in grade.questions:
        for sentence in question.seen:
            assert "is not the value asked for" not in sentence, question.question_id
            assert "differs in" not in sentence, question.question_id


def _no_answer_is_given_away(grade: Grade) -> None:
    assert {question.state for question in grade.questions} == {"not tried"}
    page = feedback.page(grade)
    for value in ("305", "245", "24.5", "0.81", "349"):
        assert not re.search(rf"(?<![\d.]){re.escape(value)}(?![\d.])", page), value
