"""With and without the names replaced, and by stock nbgrader, marks are the same."""

from __future__ import annotations

import importlib
import shutil
from pathlib import Path
from typing import Any

import pytest

from aftermosul.classroom import trim
from tests.assignments.test_stock import nbgrader
from tests.classroom import courses
from tests.grading import prepared

NAME = courses.NAME
PLACES = [(name, "Gradebook") for name in trim._USERS] + [(trim._VALIDATING, "jsonschema")]

LATE = """
import os, sys
sys.path.insert(0, os.path.dirname(os.path.abspath("late.py")))
import late
c.AssignLatePenalties.plugin_class = late.OnePoint
"""
PLUGIN = """
from nbgrader.plugins import BasePlugin

class OnePoint(BasePlugin):
    def late_submission_penalty(self, student_id, score, total_seconds_late):
        return 1 if score > 1 else 0
"""


def names() -> list[Any]:
    return [getattr(importlib.import_module(module), name) for module, name in PLACES]


def noted(cell: Any) -> dict[str, Any]:
    """nbgrader's notes; the type of a cell is in them where it came as handed out."""
    notes = dict(cell.metadata.get("nbgrader", {}))
    notes.pop("cell_type", None)
    return notes


@pytest.fixture(scope="module")
def course(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Prepared notebooks handed in, one of them late. Not to be changed."""
    course = courses.empty(tmp_path_factory.mktemp("trim"))
    for name in ("master", "untouched", "wrong-totals-for-rates"):
        courses.hand_in(course, name, name)
    stamp = course / "submitted" / "master" / NAME / "timestamp.txt"
    stamp.write_text("2026-03-02 10:00:00 UTC", encoding="utf-8")
    with courses.Gradebook(f"sqlite:///{course / 'gradebook.db'}", "after-mosul") as gradebook:
        gradebook.update_or_create_assignment(NAME, duedate="2026-03-01 10:00:00 UTC")
    (course / "late.py").write_text(PLUGIN, encoding="utf-8")
    config = course / "nbgrader_config.py"
    config.write_text(config.read_text("utf-8") + LATE, encoding="utf-8")
    return course


@pytest.fixture(scope="module")
def stock(course: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    place = tmp_path_factory.mktemp("stock") / "course"
    shutil.copytree(course, place)
    nbgrader(place, "autograde", NAME)
    return place


@pytest.mark.parametrize("trimmed", [True, False])
def test_the_gradebook_and_notebooks_are_as_by_stock_nbgrader(
    trimmed: bool, course: Path, stock: Path, tmp_path: Path
) -> None:
    place = tmp_path / "course"
    shutil.copytree(course, place)
    before = names()
    found = courses.grade(place, trimmed=trimmed)
    assert names() == before
    assert courses.state(place) == courses.state(stock)
    assert courses.state(place)[0][2] == 1  # The penalty was reckoned.
    assert found.rows[0].points == sum(prepared.stated_marks()["master"].values())
    for student in ("master", "untouched"):
        ours, theirs = courses.graded(place, student), courses.graded(stock, student)
        assert [c.source for c in ours.cells] == [c.source for c in theirs.cells]
        assert [noted(c) for c in ours.cells] == [noted(c) for c in theirs.cells]
        modes = [
            (p / "autograded" / student / NAME / f"{NAME}.ipynb").stat().st_mode
            for p in (place, stock)
        ]
        assert modes[0] == modes[1]


def test_names_are_put_back_after_an_error_too(course: Path) -> None:
    before = names()
    url = f"sqlite:///{course / 'gradebook.db'}"
    during: list[Any] = []

    def stopped() -> None:
        with trim.gradebook(url, "after-mosul"):
            during.extend(names())
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        stopped()
    assert all(now is not then for now, then in zip(during, before, strict=True))
    assert names() == before


def test_an_error_inside_a_transaction_leaves_nothing(course: Path) -> None:
    before = courses.state(course)
    found: list[Any] = []

    def stopped() -> None:
        url = f"sqlite:///{course / 'gradebook.db'}"
        with trim.gradebook(url, "after-mosul") as book, book.transaction():
            with book.open() as gradebook:
                gradebook.update_or_create_student("Ghost")
                gradebook.update_or_create_submission(NAME, "Ghost")
                found.append(gradebook.find_grade("licence", NAME, NAME, "Ghost").auto_score)
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        stopped()
    assert found == [None]
    assert courses.state(course) == before


def test_another_version_is_left_alone_aloud(
    course: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    place = tmp_path / "course"
    shutil.copytree(course, place)
    monkeypatch.setattr(trim, "installed", "0.9.99")
    before = names()
    during: list[Any] = []
    found = courses.grade(place, ["untouched"], progress=lambda *_: during.append(names()))
    assert during == [before]
    assert found.rows[0].status == "graded"
    assert "nbgrader 0.9.99 is not among the versions tested (0.9.6)" in found.sentences[-1]


def test_broken_cell_notes_are_refused_in_nbgraders_words() -> None:
    schema = {"type": "object", "properties": {"points": {"type": "number"}}}
    trim._validate({"points": 1}, schema)
    with pytest.raises(trim.jsonschema.ValidationError, match="'x' is not of type 'number'"):
        trim._validate({"points": "x"}, schema)
