"""Classes of any size, made from the prepared notebooks of an assignment."""

from __future__ import annotations

import shutil
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import nbformat as _untyped_nbformat
from nbgrader.api import Gradebook

from tests.classroom import courses
from tests.grading import prepared

# nbformat publishes hints for half of its functions.
nbformat: Any = _untyped_nbformat

NAME = prepared.NAME
LOOPING = "looping"
_LOOP_EVERY = 20

Marks = Mapping[str, Mapping[str, float | None]]
"""Marks by student and question."""


def honest() -> list[str]:
    """The prepared notebooks in which nothing is amiss: right, wrong in its own ways, blank."""
    return ["master", *prepared.answer_sets(), "untouched"]


def without_loops(size: int) -> list[str]:
    """What each of a class handed in: the honest ones in turn."""
    names = honest()
    return [names[number % len(names)] for number in range(size)]


def with_loops(size: int) -> list[str]:
    """The same with one endless loop in 20."""
    names = without_loops(size)
    names[_LOOP_EVERY // 2 :: _LOOP_EVERY] = [LOOPING] * len(names[_LOOP_EVERY // 2 :: _LOOP_EVERY])
    return names


def make(course: Path, handed_in: Sequence[str]) -> Path:
    """A course whose assignment is generated, where student N handed in the Nth notebook."""
    courses.empty(course)
    for number, name in enumerate(handed_in):
        path = courses.hand_in(course, student(number), "untouched" if name == LOOPING else name)
        if name == LOOPING:
            _loop(path)
    return course


def student(number: int) -> str:
    """The name of a student."""
    return f"student-{number:03}"


def plugged(course: Path) -> Path:
    """The course with the two lines that put our execution into plain nbgrader."""
    with (course / "nbgrader_config.py").open("a", encoding="utf-8") as stream:
        stream.write("\nfrom aftermosul.grading.plug import preprocessors\n")
        stream.write("c.Autograde.autograde_preprocessors = preprocessors()\n")
    return course


def without_execution(course: Path) -> Path:
    """The course with nbgrader's own steps but for running cells: what no execution can beat."""
    with (course / "nbgrader_config.py").open("a", encoding="utf-8") as stream:
        stream.write("\nfrom nbgrader.converters import Autograde\n")
        stream.write("from nbgrader.preprocessors import Execute\n")
        stream.write("steps = Autograde.autograde_preprocessors.default_args[0]\n")
        stream.write(
            "c.Autograde.autograde_preprocessors = [s for s in steps if s is not Execute]\n"
        )
    return course


def marks(course: Path) -> Marks:
    """What the gradebook holds, by student and question."""
    with Gradebook(f"sqlite:///{course / 'gradebook.db'}", "after-mosul") as gradebook:
        return {
            submission.student_id: {grade.name: grade.auto_score for grade in notebook.grades}
            for submission in gradebook.find_assignment(NAME).submissions
            for notebook in submission.notebooks
        }


def same_marks(expected: Mapping[str, Mapping[str, float | None]], course: Path) -> bool:
    """Whether each honest submission has the marks that `expected` has for its notebook.

    Which notebook that is stands in the student's own file, so that nothing is compared by chance.
    """
    given = marks(course)
    texts = {prepared.path_of(name).read_bytes(): name for name in expected}
    found = {
        path.parent.parent.name: texts.get(path.read_bytes())
        for path in (course / "submitted").glob(f"*/{NAME}/{NAME}.ipynb")
    }
    return all(given.get(s) == expected[name] for s, name in found.items() if name is not None)


def _loop(path: Path) -> None:
    """Put an endless loop into the first cell that a student answers."""
    notebook = nbformat.read(path, as_version=4)
    answer = next(
        cell
        for cell in notebook.cells
        if cell.cell_type == "code" and cell.metadata.get("nbgrader", {}).get("solution")
    )
    answer.source = "while True:\n    pass"
    nbformat.write(notebook, path)


def clear(course: Path) -> None:
    """Take a course away."""
    shutil.rmtree(course)
