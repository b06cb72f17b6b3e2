"""Grading one notebook with nbgrader's own steps, in a course that lives for as long as it takes.

The reader's notebook is read and never written. nbgrader's Autograde does the grading; only what
executes the cells is put in its place, by nbgrader's own setting.
"""

from __future__ import annotations

import contextlib
import logging
import os
import shutil
import sys
import tempfile
import warnings
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from nbgrader import preprocessors as nb
from nbgrader.api import Gradebook
from nbgrader.converters import Autograde, GenerateAssignment
from nbgrader.converters.base import NbGraderException
from nbgrader.coursedir import CourseDirectory
from sqlalchemy.exc import SAWarning
from traitlets.config import Config

from aftermosul import resources
from aftermosul.grading import notebooks, reading, release, submission
from aftermosul.grading.execution import Execution, Executor, KernelExecutor, Limits
from aftermosul.grading.paths import refuse_patterns
from aftermosul.grading.results import Grade
from aftermosul.problems import Problem
from aftermosul.version import __version__

_READER = "reader"


def grade_notebook(
    path: Path,
    *,
    assignment: str | None = None,
    executor: Executor | None = None,
    limits: Limits | None = None,
) -> Grade:
    """Grade the notebook at `path` with the hidden tests.

    Parameters
    ----------
    path
        A notebook; it is not changed.
    assignment
        The assignment to grade it as; by default the one that its cells belong to.
    executor
        What runs the cells; by default a plain kernel.
    limits
        How long the cells may take and how much they may print.

    Raises
    ------
    Problem
        Where the notebook can't be graded, in one sentence.
    """
    runner = executor or KernelExecutor()
    given = submission.take(path, assignment)
    run = _Run(runner, limits or Limits())
    with _temporary_course() as root:
        _lay_out(root, given)
        marks = _graded(root, given.assignment, run)
        done = notebooks.nbformat.read(
            root / "autograded" / _READER / given.assignment / f"{given.assignment}.ipynb",
            as_version=4,
        )
    questions, written = reading.results(given.assignment, done, marks)
    whole = given.restored
    status, said = reading.ending(run.ending, whole.notebook, run.limits, whole.origins)
    return Grade(
        assignment=given.assignment,
        version=__version__,
        path=path,
        status=status,
        sandboxed=runner.sandboxed,
        sentences=(*given.sentences, *said),
        questions=questions,
        written=written,
    )


@dataclass
class _Run:
    """What executes the cells, and how that ended."""

    executor: Executor
    limits: Limits
    ending: Execution | None = None

    def preprocessor(self) -> type[Any]:
        """A stand-in for nbgrader's Execute."""
        run = self

        class Plugged(nb.NbGraderPreprocessor):  # type: ignore[misc]
            """Runs the cells by the executor that was asked for."""

            def preprocess(self, notebook: Any, passed: Any) -> tuple[Any, Any]:
                """Nbgrader calls this once a notebook."""
                folder = Path(passed["metadata"]["path"] or ".").resolve()
                run.ending = run.executor.execute(notebook, folder, run.limits)
                return run.ending.notebook, passed

        return Plugged


@contextlib.contextmanager
def _temporary_course() -> Iterator[Path]:
    """A folder for nbgrader to work in, with its tools in reach, and gone afterwards."""
    here = Path.cwd()
    path = os.environ.get("PATH", "")
    # nbgrader calls `alembic` by name while it makes a gradebook, and half makes it otherwise.
    os.environ["PATH"] = os.pathsep.join([str(Path(sys.executable).parent), path])
    try:
        with tempfile.TemporaryDirectory(
            prefix="aftermosul-grading-", ignore_cleanup_errors=True
        ) as folder:
            root = Path(folder).resolve()
            refuse_patterns(root)
            yield root
    finally:
        os.environ["PATH"] = path
        os.chdir(here)


def _lay_out(root: Path, given: submission.Submission) -> None:
    """Put the master and the reader's notebook where nbgrader looks for them."""
    name = given.assignment
    shutil.copytree(resources.masters() / name, root / "source" / name)
    place = root / "submitted" / _READER / name
    place.mkdir(parents=True)
    for file, relative in given.companions:
        copy = place / relative
        copy.parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(file, copy)
    notebooks.nbformat.write(given.restored.notebook, place / f"{name}.ipynb")


def _graded(root: Path, assignment: str, run: _Run) -> dict[str, float]:
    """Points by question, as nbgrader's gradebook holds them."""
    log = _Log()
    config = _config(root, assignment, run)
    course = CourseDirectory(config=config, log=log.logger)
    try:
        with warnings.catch_warnings():
            # nbgrader's own queries, which SQLAlchemy 2 remarks on, are no business of a reader.
            warnings.simplefilter("ignore", SAWarning)
            for step in (GenerateAssignment, Autograde):
                step(coursedir=course, config=config, log=log.logger).start()
    except NbGraderException as error:
        if log.problem is not None:
            raise log.problem from error
        raise Problem(f"nbgrader could not grade the notebook: {log.summary()}") from error
    with Gradebook(course.db_url, course.course_id) as gradebook:
        found = gradebook.find_submission_notebook(assignment, assignment, _READER)
        return {
            grade.name: float(grade.score or 0)
            for grade in found.grades
            if grade.cell.type == "GradeCell"
        }


def _config(root: Path, assignment: str, run: _Run) -> Config:
    """The course's own settings, with the folder, the assignment and the executor put in."""
    config = release.course_config(resources.masters().parent)
    config.CourseDirectory.root = str(root)
    config.CourseDirectory.assignment_id = assignment
    config.CourseDirectory.db_url = f"sqlite:///{root / 'gradebook.db'}"
    config.Autograde.autograde_preprocessors = [
        run.preprocessor() if step is nb.Execute else step
        for step in Autograde.autograde_preprocessors.default_args[0]
    ]
    return config


@dataclass
class _Log:
    """nbgrader's log, kept from the screen: it is written for teachers."""

    records: list[logging.LogRecord] = field(default_factory=list)

    @property
    def logger(self) -> logging.Logger:
        """A logger of its own that prints nothing."""
        logger = logging.Logger("aftermosul.grading", logging.WARNING)
        logger.addFilter(self._keep)
        return logger

    def _keep(self, record: logging.LogRecord) -> bool:
        """Keep a record and let it go no further."""
        self.records.append(record)
        return False

    @property
    def problem(self) -> Problem | None:
        """nbgrader turns what the executor raises into text; this is how it is told again."""
        texts = [record.getMessage() for record in self.records]
        mark = f"{Problem.__module__}.{Problem.__name__}: "
        told = [text.split(mark, 1)[1].strip() for text in texts if mark in text]
        return Problem(told[0].splitlines()[0]) if told else None

    def summary(self) -> str:
        """The last line of the first error."""
        errors = [r.getMessage() for r in self.records if r.levelno >= logging.ERROR]
        lines = [line for text in errors for line in text.strip().splitlines()[-1:]]
        traced = [line for line in lines if "Error" in line or "Exception" in line]
        return (traced or lines or ["it gave no reason"])[0]
