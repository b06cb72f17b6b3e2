"""A written answer survives whatever became of its cell, and is seen by whoever reads it."""

from __future__ import annotations

import html
from collections.abc import Callable
from pathlib import Path
from typing import Any

import nbformat
import pytest

from aftermosul.classroom import feedback
from aftermosul.classroom.report import Row
from aftermosul.grading import matching, notebooks, recognising, restoring
from tests.classroom import cases, courses
from tests.grading import prepared

NAME = courses.NAME
FULL = prepared.stated_marks()[cases.RIGHT]
MAKERS = [*cases.PROGRAMS, *cases.BELOW, *cases.ELSEWHERE]
HALVES = [half.strip("*.") for half in cases.ESSAY.split("\n\n")]


@pytest.fixture(scope="module")
def graded(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, dict[str, Row]]:
    """A class of right work with its essay in odd places, graded, with pages."""
    course = courses.empty(tmp_path_factory.mktemp("written"))
    for make in MAKERS:
        made = cases.content()
        make(made)
        cases.put(course / "submitted" / make.__name__ / NAME / f"{NAME}.ipynb", made)
    courses.hand_in(course, "untouched")
    found = courses.grade(course)
    feedback.write_pages(course, NAME)
    return course, {row.student: row for row in found.rows}


def on_page(course: Path, student: str) -> str:
    text = (course / "feedback" / student / NAME / f"{NAME}.html").read_text("utf-8")
    return html.unescape(text.partition('id="written"')[2])


def shown(course: Path, student: str) -> list[str]:
    """What a marker sees as text in the graded copy, by cell."""
    cells = courses.graded(course, student).cells
    return [cell.source for cell in cells if cell.cell_type == "markdown"]


@pytest.mark.parametrize("make", MAKERS)
def test_no_mark_and_no_word_is_lost(
    make: Callable[[Any], None], graded: tuple[Path, dict[str, Row]]
) -> None:
    course, rows = graded
    student = make.__name__
    assert rows[student].status.startswith("graded")
    assert courses.tests_marks(course, student) == FULL, rows[student].sentences
    seen, page = "\n".join(shown(course, student)), on_page(course, student)
    for half in HALVES:
        assert half in seen
        assert half in page
    assert "Nothing yet" not in page


@pytest.mark.parametrize("make", cases.PROGRAMS)
def test_cells_without_notes_are_known_and_none_is_called_missing(
    make: Callable[[Any], None], graded: tuple[Path, dict[str, Row]]
) -> None:
    course, rows = graded
    row = rows[make.__name__]
    assert (row.status, row.sentences) == ("graded", ())
    done = courses.graded(course, make.__name__)
    names = [notebooks.settings(cell).get("grade_id") for cell in done.cells]
    like = [notebooks.settings(cell).get("grade_id") for cell in notebooks.shipped(NAME).cells]
    assert [name for name in names if name] == [name for name in like if name]


@pytest.mark.parametrize("make", cases.BELOW[:5])
def test_text_in_a_task_is_moved_below_it_and_said(
    make: Callable[[Any], None], graded: tuple[Path, dict[str, Row]]
) -> None:
    course, rows = graded
    said = f"What was written into the task {cases.TASK} was moved to a cell of its own below it."
    assert rows[make.__name__].sentences == (said,)
    cells = courses.graded(course, make.__name__).cells
    (at,) = [
        i for i, cell in enumerate(cells) if notebooks.settings(cell).get("grade_id") == cases.TASK
    ]
    assert cells[at + 1].source == cases.ESSAY
    assert said in html.unescape(
        (course / "feedback" / make.__name__ / NAME / f"{NAME}.html").read_text("utf-8")
    )


@pytest.mark.parametrize("make", cases.ELSEWHERE)
def test_text_elsewhere_is_shown_and_said(
    make: Callable[[Any], None], graded: tuple[Path, dict[str, Row]]
) -> None:
    course, rows = graded
    (said,) = rows[make.__name__].sentences
    assert said.startswith(f"Nothing is written below the task {cases.TASK}, but own text is in")
    assert "Nothing stands below the task." in on_page(course, make.__name__)


def test_what_nobody_wrote_is_nothing(graded: tuple[Path, dict[str, Row]]) -> None:
    course, rows = graded
    assert rows["untouched"].sentences == ()
    assert "Nothing yet." in on_page(course, "untouched")


def test_a_masters_mark_scheme_is_nobodys_text() -> None:
    master, like = notebooks.master(NAME), notebooks.shipped(NAME)
    worked = prepared.notebook("master")
    worked.cells[-2].source += f"\n\n{cases.ESSAY}"
    whole = restoring.restored_to(worked, like, master)
    assert whole.moved == (cases.TASK,)
    moved = [cell.source for cell in whole.notebook.cells][-2]
    assert moved == cases.ESSAY


@pytest.mark.parametrize("make", cases.PROGRAMS)
def test_work_is_known_as_the_assignments_without_notes(make: Callable[[Any], None]) -> None:
    made = cases.content()
    make(made)
    notebook = notebooks.upgraded(nbformat.from_dict(made))
    assert recognising.assignment_of(notebook) == NAME
    assert recognising.assignment_of(nbformat.v4.new_notebook()) is None


def test_what_was_handed_out_in_an_older_version_is_nobodys_text() -> None:
    like = notebooks.shipped(NAME)
    made = cases.content("untouched")
    cases.of_an_older_version(made)
    old = notebooks.upgraded(nbformat.from_dict(made))
    assert not matching.is_answered(old, like)
    whole = restoring.restored_to(old, like, notebooks.master(NAME))
    assert (whole.moved, whole.astray) == ((), ())
    assert cases.TASK in whole.edited
    cases.cell_of(made, cases.TASK)["source"] += f"\n\n{cases.ESSAY}"
    worked = notebooks.upgraded(nbformat.from_dict(made))
    assert matching.is_answered(worked, like)
    whole = restoring.restored_to(worked, like, notebooks.master(NAME))
    assert whole.moved == (cases.TASK,)
    assert any(cases.ESSAY in cell.source for cell in whole.notebook.cells)


@pytest.mark.parametrize("noted", [{"grade": True}, {"points": "many"}, {"cell_type": 3}, {}])
def test_edited_notes_stop_nobody(noted: dict[str, Any]) -> None:
    made = cases.content()
    for cell in made["cells"]:
        if "nbgrader" in cell["metadata"]:
            cell["metadata"]["nbgrader"] = {"checksum": "x", "grade_id": ["odd"], **noted}
    like = notebooks.shipped(NAME)
    notebook = notebooks.upgraded(nbformat.from_dict(made))
    assert matching.is_answered(notebook, like)
    assert restoring.restored_to(notebook, like, notebooks.master(NAME)).missing == ()


def test_cells_in_another_order_keep_their_own_texts() -> None:
    made = cases.content()
    cases.no_ids(made)
    made["cells"].reverse()
    notebook = notebooks.upgraded(nbformat.from_dict(made))
    like = notebooks.shipped(NAME)
    places = matching.matched(notebook.cells, like, like)
    tests = [j for j in places if j is not None and notebooks.settings(like.cells[j]).get("grade")]
    assert tests == sorted(tests, reverse=True)
    assert len(tests) == len(FULL)


@pytest.mark.parametrize(
    ("text", "beyond"),
    [
        ("A task.\n\n- one level", ""),
        ("A task.\n\n- one level  \n", ""),
        ("A task.\n\nMine.\n\n- one level", "Mine."),
        ("A task.\n\n- one level\n- one level", "- one level"),
        ("Before.\n\nA task.\n\n- one level\n\nAfter.", "Before.\n\nAfter."),
        ("Only mine.\n\nIn two.", "Only mine.\n\nIn two."),
        ("", ""),
    ],
)
def test_what_goes_beyond_a_given_text(text: str, beyond: str) -> None:
    assert matching.surplus(text, "A task.\n\n- one level") == beyond
