"""Small courses of prepared notebooks, and what runs their cells in tests.

The prepared notebooks need no kernel a second time: what a kernel made of a notebook is kept by
its cells' sources, so that only the first course pays for it.
"""

from __future__ import annotations

import atexit
import copy
import functools
import shutil
import tempfile
import threading
from collections.abc import Sequence
from concurrent.futures import Future
from pathlib import Path
from typing import Any

import nbformat
from nbgrader.api import Gradebook

from aftermosul import resources
from aftermosul.classroom.course import open_course
from aftermosul.classroom.grading import grade_class
from aftermosul.classroom.report import Report
from aftermosul.grading.execution import Execution, Work, run_in_kernel
from tests.grading import prepared

NAME = prepared.NAME
_kept: dict[str, Any] = {}
_lock = threading.Lock()


class Kept:
    """Jobs whose executions are kept. `seen` lists the notebooks that were handed over."""

    def __init__(self, workers: int = 1) -> None:
        self.workers = workers
        self.seen: list[Work] = []

    def submit(self, work: Work) -> Future[Execution]:
        self.seen.append(work)
        future: Future[Execution] = Future()
        future.set_result(run(work))
        return future


def run(work: Work) -> Execution:
    """Execute in a kernel, once for each notebook."""
    given = nbformat.reads(work.notebook, as_version=4)
    key = repr([cell.source for cell in given.cells])
    with _lock:
        if key not in _kept:
            done = run_in_kernel(work)
            _kept[key] = [cell.get("outputs") for cell in done.notebook.cells]
    for cell, outputs in zip(given.cells, _kept[key], strict=True):
        if outputs is not None:
            cell["outputs"] = copy.deepcopy(outputs)
    return Execution(given)


def bare(course: Path) -> Path:
    """A course with its masters, nobody in it, and nothing generated."""
    course.mkdir(parents=True, exist_ok=True)
    shutil.copy(resources.course_config(), course)
    shutil.copytree(resources.masters(), course / "source")
    return course


@functools.cache
def _generated() -> Path:
    """A course with its assignment generated, made once: a new gradebook takes seconds."""
    folder = Path(tempfile.mkdtemp(prefix="aftermosul-class-"))
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    with open_course(bare(folder / "course"), NAME):
        return folder / "course"


def empty(course: Path) -> Path:
    """A course with its assignment generated and nobody in it."""
    shutil.copytree(_generated(), course, dirs_exist_ok=True)
    return course


def hand_in(course: Path, student: str, name: str = "untouched") -> Path:
    """A prepared notebook handed in; its path."""
    path = course / "submitted" / student / NAME / f"{NAME}.ipynb"
    path.parent.mkdir(parents=True, exist_ok=True)
    shutil.copy(prepared.path_of(name), path)
    return path


def grade(course: Path, students: Sequence[str] = (), **more: Any) -> Report:
    return grade_class(course, NAME, jobs=more.pop("jobs", Kept()), students=students, **more)


def marks(course: Path, student: str) -> dict[str, float | None]:
    """Marks by question as the gradebook holds them, the written question among them."""
    with Gradebook(f"sqlite:///{course / 'gradebook.db'}", "after-mosul") as gradebook:
        found = gradebook.find_submission_notebook(NAME, NAME, student)
        return {grade.name: grade.auto_score for grade in found.grades}


def tests_marks(course: Path, student: str) -> dict[str, float | None]:
    return {n: mark for n, mark in marks(course, student).items() if n != "essay-right"}


def state(course: Path) -> list[Any]:
    """All that the gradebook says, by student: marks, what needs a person, comments, penalties."""
    said: list[Any] = []
    with Gradebook(f"sqlite:///{course / 'gradebook.db'}", "after-mosul") as gradebook:
        for submission in gradebook.find_assignment(NAME).submissions:
            for notebook in submission.notebooks:
                entries = [
                    (g.name, g.auto_score, g.manual_score, g.needs_manual_grade)
                    for g in notebook.grades
                ]
                comments = [(c.name, c.auto_comment, c.manual_comment) for c in notebook.comments]
                said.append(
                    (
                        submission.student_id,
                        str(submission.timestamp),
                        notebook.late_submission_penalty,
                        sorted(entries),
                        sorted(comments, key=str),
                    )
                )
    return sorted(said)


def graded(course: Path, student: str) -> Any:
    """The graded notebook."""
    return nbformat.read(course / "autograded" / student / NAME / f"{NAME}.ipynb", as_version=4)
