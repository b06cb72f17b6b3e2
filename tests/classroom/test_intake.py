"""Whatever is handed in, it is graded or said to be unreadable, and the others are graded too."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path
from typing import Any

import nbformat
import pytest
from nbgrader.api import Gradebook

from aftermosul.classroom import intake
from aftermosul.classroom.report import Report, Row
from tests.classroom import courses
from tests.grading import prepared

NAME = courses.NAME
FILE = f"{NAME}.ipynb"


def _bytes(content: bytes) -> Callable[[Path], None]:
    return lambda folder: (folder / FILE).write_bytes(content) and None


def _link_to_master(folder: Path) -> None:
    (folder / FILE).symlink_to(folder.parents[2] / "source" / NAME / FILE)


def _link_beside(folder: Path) -> None:
    (folder / FILE).write_bytes(prepared.path_of("master").read_bytes())
    (folder / "data").symlink_to(folder.parents[2] / "source")


def _many(folder: Path) -> None:
    (folder / FILE).write_bytes(prepared.path_of("master").read_bytes())
    for number in range(intake.MOST_FILES + 1):
        (folder / f"{number}.txt").touch()


def _huge(folder: Path) -> None:
    (folder / FILE).write_bytes(prepared.path_of("master").read_bytes())
    with (folder / "huge.csv").open("wb") as stream:
        stream.truncate(10**13)  # Ten terabytes that take no room.


def _linked(folder: Path) -> None:
    folder.rmdir()
    folder.symlink_to(folder.parents[2] / "source" / NAME)


def _file(folder: Path) -> None:
    folder.rmdir()
    folder.write_text("no folder", encoding="utf-8")


def _another(folder: Path) -> None:
    nbformat.write(nbformat.v4.new_notebook(), folder / "letter.ipynb")


def _pipe(folder: Path) -> None:
    os.mkfifo(folder / FILE)


UNREADABLE: dict[str, tuple[Callable[[Path], None], str]] = {
    "a link to the master": (_link_to_master, "a link leads out of its folder"),
    "a link beside": (_link_beside, "a link leads out of its folder"),
    "a linked folder": (_linked, "its folder is itself a link"),
    "a file": (_file, "it is not a folder"),
    "many files": (_many, "it holds more than 200 files"),
    "a huge file": (_huge, "its files are over 64 MB"),
    "empty": (lambda folder: None, "its folder is empty"),
    "a pipe": (_pipe, "nothing in its folder is a file"),
    "no JSON": (_bytes(b'{"cells": ['), "it isn't valid JSON"),
    "deep JSON": (_bytes(b"[" * 100_000), "it isn't valid JSON"),
    "not UTF-8": (_bytes(b"\xff\xfe\x00"), "it isn't text in UTF-8"),
    "no cells": (_bytes(b'{"nbformat": 4}'), "every notebook has is missing or broken"),
    "another notebook": (_another, f"there is no {FILE}"),
}
HONEST = "جميلة بنت علي"


def _without(*names: str) -> Any:
    notebook = prepared.notebook("master")
    notebook.cells = [c for c in notebook.cells if c["id"] not in names]
    return notebook


def _edited() -> Any:
    notebook = prepared.notebook("master")
    for cell in notebook.cells:
        if cell["id"] == "licence":
            cell.source = "assert True"
            cell.metadata["nbgrader"]["points"] = 99
        if cell["id"] == "busiest-answer":
            cell.source = "busiest_decade = 1"
        if cell["id"] == "busiest":
            cell.source = "pass"
            cell.metadata.pop("nbgrader")
    double = nbformat.from_dict(dict(notebook.cells[10]))
    notebook.cells.insert(0, double)
    return notebook


def _write(course: Path, student: str, notebook: Any, name: str = FILE) -> None:
    folder = course / "submitted" / student / NAME
    folder.mkdir(parents=True)
    (folder / name).write_text(nbformat.writes(notebook), encoding="utf-8")


@pytest.fixture(scope="module")
def graded(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Report]:
    """A class of odd submissions, and one honest one among them."""
    course = courses.empty(tmp_path_factory.mktemp("odd"))
    courses.hand_in(course, HONEST, "master")
    for student, (make, _) in UNREADABLE.items():
        folder = course / "submitted" / student / NAME
        folder.mkdir(parents=True)
        make(folder)
    _write(course, "tests missing", _without("yearly-rates", "per-year", "by-decade", "setup"))
    _write(course, "tests edited", _edited())
    _write(course, "renamed", prepared.notebook("master"), "نسخة 2.ipynb")
    old = nbformat.convert(prepared.notebook("master"), 3)
    folder = course / "submitted" / "format 3" / NAME
    folder.mkdir(parents=True)
    (folder / FILE).write_text(nbformat.writes(old, version=3), encoding="utf-8")
    late = courses.hand_in(course, "no time", "master").parent / "timestamp.txt"
    late.write_text("when I was ready", encoding="utf-8")
    return course, courses.grade(course)


def _row(found: Report, student: str) -> Row:
    return next(row for row in found.rows if row.student == student)


@pytest.mark.parametrize("student", UNREADABLE)
def test_what_cannot_be_read_counts_0_and_says_why(
    student: str, graded: tuple[Path, Report]
) -> None:
    course, found = graded
    row = _row(found, student)
    assert row.status == "unreadable"
    assert (row.points, row.max_points) == (0, 24)
    assert UNREADABLE[student][1] in row.sentences[0]
    assert str(course) not in " ".join(row.sentences)
    assert set(courses.marks(course, student).values()) == {0}
    with Gradebook(f"sqlite:///{course / 'gradebook.db'}", "after-mosul") as gradebook:
        notebook = gradebook.find_submission_notebook(NAME, NAME, student)
        assert not notebook.needs_manual_grade
        assert gradebook.find_comment("essay-right", NAME, NAME, student).comment == "No response."
    done = courses.graded(course, student)
    assert "Status: unreadable." in done.cells[0].source
    answers = [c.source for c in done.cells if c.metadata.get("nbgrader", {}).get("solution")]
    assert prepared.leaks("\n".join(answers), prepared.hidden_lines("SOLUTION")) == []
    assert not list((course / "autograded" / student).rglob("source"))


def test_the_honest_one_among_them_is_graded(graded: tuple[Path, Report]) -> None:
    course, found = graded
    assert _row(found, HONEST).status == "graded"
    assert courses.tests_marks(course, HONEST) == prepared.stated_marks()["master"]
    assert courses.graded(course, HONEST).cells[0].source.startswith("# Assignment")


def test_missing_tests_come_back(graded: tuple[Path, Report]) -> None:
    row = _row(graded[1], "tests missing")
    assert row.status == "graded, missing test cells restored"
    assert "4 cells were missing and put back" in row.sentences[0]
    assert courses.tests_marks(graded[0], row.student) == prepared.stated_marks()["master"]


def test_edited_and_doubled_tests_count_for_nothing(graded: tuple[Path, Report]) -> None:
    row = _row(graded[1], "tests edited")
    assert row.status == "graded"
    assert "2 cells were edited and put back" in row.sentences[0]
    stated = prepared.stated_marks()["master"] | {"busiest": 0}
    assert courses.tests_marks(graded[0], row.student) == stated


@pytest.mark.parametrize("student", ["renamed", "format 3", "no time"])
def test_what_can_be_read_is(student: str, graded: tuple[Path, Report]) -> None:
    row = _row(graded[1], student)
    assert (row.status, row.points) == ("graded", 24)
    assert bool(row.sentences) == (student != "format 3")


def test_a_cell_is_counted_in_the_students_own_notebook() -> None:
    own = _without("setup", "two-totals-answer")
    like = prepared.notebook("untouched")
    whole = intake.restored_to(own, like, like)
    at = [cell["id"] for cell in whole.notebook.cells].index("licence")
    assert whole.origins[at] == [cell["id"] for cell in own.cells].index("licence")
    assert None in whole.origins


def test_as_many_files_as_are_allowed_are_taken_and_not_one_more(tmp_path: Path) -> None:
    for number in range(intake.MOST_FILES):
        (tmp_path / f"{number}.txt").touch()
    assert len(intake._files(tmp_path, ())) == intake.MOST_FILES
    (tmp_path / "one-more.txt").touch()
    with pytest.raises(intake._Refused, match=f"more than {intake.MOST_FILES} files"):
        intake._files(tmp_path, ())
