"""Which file is graded where names are nearly right, or where there are several: always said."""

from __future__ import annotations

import html
import json
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from nbgrader.api import Gradebook

from aftermosul.classroom import feedback, intake, report
from aftermosul.classroom.report import Row
from aftermosul.grading import notebooks
from tests.classroom import cases, courses
from tests.grading import prepared

NAME = courses.NAME
FILE, COPY = f"{NAME}.ipynb", f"{NAME}-Copy1.ipynb"
FULL = prepared.stated_marks()[cases.RIGHT]
UNTOUCHED = "untouched"


def _named(name: str) -> Callable[[Path], None]:
    return lambda folder: cases.put(folder / name, cases.content()) and None


def _zip(name: str) -> Callable[[Path], None]:
    return lambda folder: cases.zip_of(folder / name, **{NAME: cases.content()}) and None


def _zip_beside_a_broken_one(folder: Path) -> None:
    _zip("homework.zip")(folder)
    with zipfile.ZipFile(folder / "homework.zip", "a") as packed:
        packed.writestr("broken.ipynb", "{")


def _other_and(*more: str) -> Callable[[Path], None]:
    """Right work under another name, and beside it, by file, other content."""

    def make(folder: Path) -> None:
        cases.put(folder / COPY, cases.content())
        for name, kind in (entry.split("=") for entry in more):
            if kind == "broken":
                (folder / name).write_text("{", encoding="utf-8")
            elif kind == "empty":
                letter = {"cells": [], "metadata": {}, "nbformat": 4, "nbformat_minor": 5}
                cases.put(folder / name, letter)
            else:
                cases.put(folder / name, cases.content(kind))

    return make


TAKEN: dict[str, Callable[[Path], None]] = {
    "ipynb.txt": _named(f"{FILE}.txt"),
    "json": _named(f"{NAME}.json"),
    "ipynb.json": _named(f"{FILE}.json"),
    "capitals": _named(FILE.upper()),
    "no ending": _named(NAME),
    "a download": _named(f"{FILE}.download"),
    "numbered": _named(f"{NAME} (1).ipynb"),
    "below": _named(f"homework/{FILE}"),
    "zip": _zip("homework.zip"),
    "capital zip": _zip("HOMEWORK.ZIP"),
    "a zip called notebook": _zip("homework.ipynb"),
    "zip with a broken one": _zip_beside_a_broken_one,
    "broken name": _other_and(f"{FILE}=broken"),
    "empty name": _other_and(f"{FILE}=empty"),
    "untouched copy": _other_and(f"copy of {FILE}={UNTOUCHED}"),
    "the same twice": _other_and(f"copy of {FILE}={cases.RIGHT}"),
}


def _letter(folder: Path) -> None:
    (folder / "essay.docx").write_bytes(b"PK")
    (folder / "notes.txt").write_text("dear reader", encoding="utf-8")


def _two(folder: Path) -> None:
    for name, kind in (("a.ipynb", cases.RIGHT), ("b.ipynb", "wrong-totals-for-rates")):
        cases.put(folder / name, cases.content(kind))


def _two_in_a_zip(folder: Path) -> None:
    cases.zip_of(folder / "work.zip", a=cases.content(), b=cases.content("wrong-totals-for-rates"))


def _cut_zip(folder: Path) -> None:
    path = cases.zip_of(folder / "work.zip", **{NAME: cases.content()})
    path.write_bytes(path.read_bytes()[:5_000])


def _nothing_in_a_zip(folder: Path) -> None:
    with zipfile.ZipFile(folder / "work.zip", "w") as packed:
        packed.writestr("essay.txt", "dear reader")


def _bomb(folder: Path) -> None:
    with zipfile.ZipFile(folder / "work.zip", "w", zipfile.ZIP_DEFLATED) as packed:
        packed.writestr(FILE, b" " * (notebooks.LARGEST + 1))


REFUSED: dict[str, tuple[Callable[[Path], None], str]] = {
    "a letter": (_letter, f"there is no {FILE}; what is there: essay.docx, notes.txt"),
    "two": (_two, f"there is no {FILE}, and several notebooks could be it: a.ipynb, b.ipynb"),
    "two in a zip": (_two_in_a_zip, "several notebooks could be it: work.zip (homework/a.ipynb)"),
    "a cut zip": (_cut_zip, "work.zip is a zip that can't be unpacked"),
    "an empty zip": (_nothing_in_a_zip, "work.zip is a zip without a notebook"),
    "a bomb": (_bomb, "work.zip holds more than 64 MB of notebooks"),
    "capitals, broken": (
        lambda folder: (folder / FILE.upper()).write_text("{", encoding="utf-8") and None,
        f"{FILE.upper()} is not a notebook: it isn't valid JSON",
    ),
}


def _two_copies(folder: Path) -> None:
    cases.put(folder / FILE, cases.content(UNTOUCHED))
    cases.put(folder / COPY, cases.content())


def _untouched_and_zip(folder: Path) -> None:
    cases.put(folder / FILE, cases.content(UNTOUCHED))
    cases.zip_of(folder / "final.zip", **{NAME: cases.content()})


def _both_answered(folder: Path) -> None:
    cases.put(folder / FILE, cases.content())
    cases.put(folder / COPY, cases.content("wrong-totals-for-rates"))


def _essay_alone(folder: Path) -> None:
    """The copy holds nothing but a written answer."""
    cases.put(folder / FILE, cases.content(UNTOUCHED))
    made = cases.content(UNTOUCHED)
    cases.cell_of(made, cases.PLACE)["source"] = cases.ESSAY
    cases.put(folder / COPY, made)


SEVERAL = {
    "two copies": _two_copies,
    "zip beside": _untouched_and_zip,
    "both answered": _both_answered,
    "essay alone": _essay_alone,
}


@pytest.fixture(scope="module")
def graded(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, dict[str, Row]]:
    course = courses.empty(tmp_path_factory.mktemp("files"))
    makers = TAKEN | {name: make for name, (make, _) in REFUSED.items()} | SEVERAL
    for student, make in makers.items():
        folder = course / "submitted" / student / NAME
        folder.mkdir(parents=True)
        make(folder)
    found = courses.grade(course)
    feedback.write_pages(course, NAME)
    return course, {row.student: row for row in found.rows}


@pytest.mark.parametrize("student", TAKEN)
def test_a_near_miss_of_a_file_is_taken_with_a_sentence(
    student: str, graded: tuple[Path, dict[str, Row]]
) -> None:
    course, rows = graded
    row = rows[student]
    assert courses.tests_marks(course, student) == FULL, row.sentences
    assert row.status == "graded"
    (said,) = row.sentences
    assert said.endswith(f"was graded as {FILE}.")
    assert str(course) not in said
    assert cases.ESSAY in [cell.source for cell in courses.graded(course, student).cells]


@pytest.mark.parametrize("student", REFUSED)
def test_a_refusal_names_what_is_there(student: str, graded: tuple[Path, dict[str, Row]]) -> None:
    course, rows = graded
    assert rows[student].status == report.UNREADABLE
    assert REFUSED[student][1] in rows[student].sentences[0]
    assert str(course) not in rows[student].sentences[0]


@pytest.mark.parametrize(
    ("student", "other"),
    [("two copies", COPY), ("zip beside", f"final.zip (homework/{FILE})"), ("essay alone", COPY)],
)
def test_answers_in_a_copy_are_flagged_for_the_teacher(
    student: str, other: str, graded: tuple[Path, dict[str, Row]]
) -> None:
    course, rows = graded
    row = rows[student]
    assert (row.status, row.points) == ("graded", 0)
    where = f"{FILE} is as it was handed out, but {other} holds answers."
    assert row.sentences == (f"{FILE} was graded, and {other} beside it was not.", where)
    assert len(row.flags) == 1
    assert row.flags[0].startswith(where)
    assert "--force" in row.flags[0]
    with Gradebook(f"sqlite:///{course / 'gradebook.db'}", "after-mosul") as gradebook:
        for cell in ("two-totals-answer", cases.TASK):
            assert gradebook.find_comment(cell, NAME, NAME, student).comment == where
        rest = gradebook.find_comment("licence-answer", NAME, NAME, student).comment
        assert rest == "No response."
    page = course / "feedback" / student / NAME / f"{NAME}.html"
    assert where in html.unescape(page.read_text("utf-8"))


def test_two_answered_notebooks_are_named_and_not_flagged(
    graded: tuple[Path, dict[str, Row]],
) -> None:
    row = graded[1]["both answered"]
    assert row.points == sum(FULL.values())
    assert row.sentences == (f"{FILE} was graded, and {COPY} beside it was not.",)
    assert row.flags == ()


def test_what_was_flagged_is_graded_once_it_has_the_right_name(tmp_path: Path) -> None:
    course = courses.empty(tmp_path / "course")
    folder = course / "submitted" / "Ada" / NAME
    _two_copies(folder)
    assert courses.grade(course).rows[0].flags
    (folder / COPY).replace(folder / FILE)
    (row,) = courses.grade(course, force=True).rows
    assert (row.points, row.sentences, row.flags) == (sum(FULL.values()), (), ())
    with Gradebook(f"sqlite:///{course / 'gradebook.db'}", "after-mosul") as gradebook:
        assert gradebook.find_comment("two-totals-answer", NAME, NAME, "Ada").comment is None
        assert gradebook.find_comment(cases.TASK, NAME, NAME, "Ada").comment is None


def _loud(made: dict[str, Any]) -> None:
    output = {"output_type": "stream", "name": "stdout", "text": "x" * 60_000_000}
    cases.cell_of(made, "setup")["outputs"] = [output]


def test_sixty_megabytes_of_output_cost_nothing(tmp_path: Path) -> None:
    made = cases.content()
    _loud(made)
    path = cases.put(tmp_path / NAME / FILE, made)
    like = notebooks.shipped(NAME)
    taken = intake.take(path.parent, {NAME: intake.Handed(like, notebooks.master(NAME))}, ())
    assert taken.notebooks[NAME].refused is None
    assert len(json.dumps(taken.notebooks[NAME].restored.notebook)) < 1_000_000


def test_outputs_of_an_older_format_are_dropped_too() -> None:
    sheet = {
        "cells": [
            {
                "cell_type": "code",
                "collapsed": False,
                "input": "1",
                "language": "python",
                "metadata": {},
                "outputs": [
                    {"output_type": "stream", "stream": "stdout", "text": "loud", "metadata": {}}
                ],
            }
        ],
        "metadata": {},
    }
    old = {"nbformat": 3, "nbformat_minor": 0, "metadata": {}, "worksheets": [sheet]}
    content = json.dumps(old).encode()
    kept = notebooks.parsed(content, "old").cells[0]
    dropped = notebooks.parsed(content, "old", outputs=False).cells[0]
    assert (len(kept.outputs), len(dropped.outputs)) == (1, 0)
