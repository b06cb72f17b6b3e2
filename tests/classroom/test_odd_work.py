"""Odd submissions: none stops a class, none costs an honest student a mark or an essay."""

from __future__ import annotations

import json
import shutil
from pathlib import Path
from typing import Any

import pytest
from nbgrader.api import Gradebook

from aftermosul.classroom import report
from aftermosul.classroom.feedback import write_pages
from aftermosul.classroom.jobs import Local
from aftermosul.grading.shell import open_server
from tests.classroom import courses, processes
from tests.grading import prepared

NAME = courses.NAME
FULL = prepared.stated_marks()["right-another-way"]


def raw(path: Path) -> dict[str, Any]:
    return json.loads(path.read_text(encoding="utf-8"))


def put(path: Path, content: dict[str, Any]) -> None:
    """As other tools write it: halves of characters as escapes."""
    path.write_text(json.dumps(content), encoding="utf-8")


def essay(course: Path, student: str) -> Any:
    with Gradebook(f"sqlite:///{course / 'gradebook.db'}", "after-mosul") as gradebook:
        found = gradebook.find_submission_notebook(NAME, NAME, student)
        (grade,) = [g for g in found.grades if g.name == "essay-right"]
        return grade.auto_score, grade.manual_score, grade.needs_manual_grade


@pytest.fixture
def course(tmp_path: Path) -> Path:
    return courses.empty(tmp_path / "course")


def rows(done: report.Report) -> dict[str, report.Row]:
    return {row.student: row for row in done.rows}


def test_half_a_character_that_is_printed_costs_nothing_in_the_sandbox(course: Path) -> None:
    processes.needs_sandbox()
    path = courses.hand_in(course, "odd", "right-another-way")
    content = raw(path)
    surrogate_printed(content)
    put(path, content)
    with open_server(hidden=[course]) as server, Local(server.run, 1) as jobs:
        row = rows(courses.grade(course, jobs=jobs))["odd"]
    assert row.points == sum(FULL.values()), row.sentences


def test_links_in_a_circle_stop_nobody_elses_grading(course: Path) -> None:
    courses.hand_in(course, "a-honest", "right-another-way")
    folder = courses.hand_in(course, "loop", "right-another-way").parent
    (folder / "loop").symlink_to("loop")
    (folder / "one").symlink_to("two")
    (folder / "two").symlink_to("one")
    courses.hand_in(course, "z-honest", "right-another-way")
    done = rows(courses.grade(course))
    assert done["loop"].status == report.UNREADABLE
    assert "a link in it leads round in a circle" in done["loop"].sentences[0]
    assert done["a-honest"].points == done["z-honest"].points == sum(FULL.values())


def test_whatever_taking_in_runs_into_stops_nobody_else(
    course: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from aftermosul.classroom import intake

    for student in ("a-honest", "denied"):
        courses.hand_in(course, student, "right-another-way")
    real = intake.take

    def take(folder: Path, *rest: Any) -> Any:
        if folder.parent.name == "denied":
            raise PermissionError(13, "Permission denied")
        return real(folder, *rest)

    monkeypatch.setattr(intake, "take", take)
    done = rows(courses.grade(course))
    assert done["denied"].status == report.UNREADABLE
    assert done["a-honest"].points == sum(FULL.values())


def test_a_folder_that_vanishes_is_not_graded_and_is_the_next_time(
    course: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from aftermosul.classroom import grading

    path = courses.hand_in(course, "away", "right-another-way")
    real = grading.due

    def due(*arguments: Any) -> Any:
        found = real(*arguments)
        shutil.move(path.parent, tmp_path / "kept")
        return found

    monkeypatch.setattr(grading, "due", due)
    row = rows(courses.grade(course))["away"]
    assert row.status == report.NOT_GRADED
    assert "is gone" in row.sentences[0]
    monkeypatch.undo()
    shutil.move(tmp_path / "kept", path.parent)
    assert rows(courses.grade(course))["away"].points == sum(FULL.values())


def surrogate_printed(content: dict[str, Any]) -> None:
    cells = {cell["id"]: cell for cell in content["cells"]}
    cells["licence-answer"]["source"] += "\nprint('\\ud83d')"


def surrogate_written(content: dict[str, Any]) -> None:
    cells = {cell["id"]: cell for cell in content["cells"]}
    cells["essay-right-text"]["source"] = "half an emoji \ud83d, and a whole one \ud83d\ude00"


def negative_count(content: dict[str, Any]) -> None:
    cells = {cell["id"]: cell for cell in content["cells"]}
    cells["licence-answer"]["execution_count"] = -50
    cells["licence-answer"]["source"] += "\nget_ipython().execution_count = -50"


def bad_ids(content: dict[str, Any]) -> None:
    for cell in content["cells"]:
        cell["id"] = f"x y!é {cell['id']}"


def many_cells(content: dict[str, Any]) -> None:
    blank = {"cell_type": "markdown", "metadata": {}, "source": ""}
    content["cells"] += [{**blank, "id": f"c{number}"} for number in range(100_000)]


@pytest.mark.parametrize("spoil", [surrogate_written, negative_count, bad_ids, many_cells])
def test_odd_text_and_counts_cost_no_mark(course: Path, spoil: Any) -> None:
    path = courses.hand_in(course, "odd", "right-another-way")
    content = raw(path)
    spoil(content)
    put(path, content)
    row = rows(courses.grade(course))["odd"]
    assert row.points == sum(FULL.values()), row.sentences
    assert courses.tests_marks(course, "odd") == FULL


def test_an_essay_comes_back_to_the_marker_after_an_unreadable_hand_in(course: Path) -> None:
    path = courses.hand_in(course, "student")
    path.write_text("{", encoding="utf-8")
    assert rows(courses.grade(course))["student"].status == report.UNREADABLE
    assert essay(course, "student")[2] in (False, 0)
    courses.hand_in(course, "student", "right-another-way")
    courses.grade(course, force=True)
    assert essay(course, "student") == (None, None, True)


def test_an_essay_that_changed_after_it_was_marked_asks_to_be_looked_at(course: Path) -> None:
    path = courses.hand_in(course, "student", "right-another-way")
    courses.grade(course)
    with Gradebook(f"sqlite:///{course / 'gradebook.db'}", "after-mosul") as gradebook:
        found = gradebook.find_submission_notebook(NAME, NAME, "student")
        (grade,) = [g for g in found.grades if g.name == "essay-right"]
        grade.manual_score, grade.needs_manual_grade = 4, False
        gradebook.db.commit()
    courses.grade(course, force=True)
    assert essay(course, "student") == (None, 4, False)
    content = raw(path)
    (written,) = [c for c in content["cells"] if c["id"] == "essay-right-text"]
    written["source"] = "Another essay altogether."
    put(path, content)
    courses.grade(course, force=True)
    assert essay(course, "student") == (None, 4, True)


def test_a_folder_whose_name_is_no_text_is_said_and_stops_nobody(course: Path) -> None:
    courses.hand_in(course, "a-honest", "right-another-way")
    for name in ("Zo\udceb", "two\nlines"):
        courses.hand_in(course, name, "right-another-way")
    done = courses.grade(course)
    found = rows(done)
    assert found["a-honest"].points == sum(FULL.values())
    assert sorted(row.student for row in done.not_graded) == ["Zo\ufffd", "two lines"]
    assert all("rename it and run again" in row.sentences[0] for row in done.not_graded)
    assert {row.student for row in report.rows_so_far(course, NAME)} == set(found)


def test_tags_in_an_essay_are_its_students_own_words_on_the_feedback_page(course: Path) -> None:
    """The graded copy holds cleaned HTML; the page shows what was written, as text."""
    path = courses.hand_in(course, "student", "right-another-way")
    content = raw(path)
    (written,) = [cell for cell in content["cells"] if cell["id"] == "essay-right-text"]
    written["source"] = "I <b>count</b> <script>alert(1)</script>"
    put(path, content)
    courses.grade(course)
    (page,) = write_pages(course, NAME).written
    text = page.read_text(encoding="utf-8")
    assert "I &lt;b&gt;count&lt;/b&gt; &lt;script&gt;alert(1)&lt;/script&gt;" in text
    assert "&lt;div&gt;" not in text
    assert "<script>alert" not in text
