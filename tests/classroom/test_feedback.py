"""Feedback for a class: what was seen, what a person gave and wrote, and no test."""

from __future__ import annotations

import html
from pathlib import Path
from typing import Any

import pytest
from nbgrader.api import Gradebook

from aftermosul.classroom import feedback
from aftermosul.problems import Problem
from tests.classroom import courses
from tests.grading import prepared

NAME = courses.NAME


@pytest.fixture(scope="module")
def course(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A graded course in which a teacher has read one essay."""
    course = courses.empty(tmp_path_factory.mktemp("feedback"))
    for name in ("wrong-totals-for-rates", "untouched"):
        courses.hand_in(course, name, name)
    folder = course / "submitted" / "broken" / NAME
    folder.mkdir(parents=True)
    (folder / f"{NAME}.ipynb").write_text("{", encoding="utf-8")
    courses.grade(course)
    with Gradebook(f"sqlite:///{course / 'gradebook.db'}", "after-mosul") as gradebook:
        student = "wrong-totals-for-rates"
        gradebook.find_grade("essay-right", NAME, NAME, student).manual_score = 5
        gradebook.find_grade("licence", NAME, NAME, student).manual_score = 1.5
        for cell, text in (
            ("essay-right", "Weigh <both> sides."),
            ("two-totals-answer", "Neat."),
        ):
            gradebook.find_comment(cell, NAME, NAME, student).manual_comment = text
        gradebook.db.commit()
    assert len(feedback.write_pages(course, NAME).written) == 3
    return course


def page(course: Path, student: str) -> str:
    path = course / "feedback" / student / NAME / f"{NAME}.html"
    assert path.stat().st_size < feedback.MOST_BYTES
    return path.read_text("utf-8")


def answers(course: Path, student: str) -> list[Any]:
    """A student's own cells, which a page may show."""
    cells = courses.graded(course, student).cells
    return [cell for cell in cells if cell.metadata.get("nbgrader", {}).get("solution")]


def test_a_page_has_what_a_person_gave_and_wrote(course: Path) -> None:
    text = page(course, "wrong-totals-for-rates")
    assert "Weigh &lt;both&gt; sides." in text
    assert "Neat." in text
    assert "5 of 6 points" in text
    assert "1.5 of 2" in text


def test_no_page_shows_a_hidden_test_or_a_solution(course: Path) -> None:
    hidden = prepared.hidden_lines("HIDDEN TESTS", "MARK SCHEME")
    for student in ("wrong-totals-for-rates", "untouched", "broken"):
        own = "\n".join(cell.source for cell in answers(course, student))
        shown = prepared.leaks(page(course, student), hidden)
        assert [line for line in shown if line not in own] == []
    hidden = prepared.hidden_lines("SOLUTION")
    assert prepared.leaks(page(course, "untouched"), hidden) == []


def test_what_could_not_be_read_is_said(course: Path) -> None:
    text = html.unescape(page(course, "broken"))
    assert "Status: unreadable." in text
    assert "it isn't valid JSON" in text
    assert "0 of 24 points" in text


def test_nothing_graded_is_said(course: Path, tmp_path: Path) -> None:
    with pytest.raises(Problem, match="Nothing of 02-hijackings is graded yet"):
        feedback.write_pages(courses.empty(tmp_path), NAME)


def test_long_answers_are_cut_until_a_page_is_short_enough(course: Path) -> None:
    path = courses.hand_in(course, "long", "untouched")
    notebook = courses.nbformat.read(path, as_version=4)
    for cell in notebook.cells:
        if cell.metadata.get("nbgrader", {}).get("solution"):
            cell.source = "# " + "long " * 30_000
    courses.nbformat.write(notebook, path)
    courses.grade(course, ["long"])
    feedback.write_pages(course, NAME, ["long"])
    assert "long long" in page(course, "long")
