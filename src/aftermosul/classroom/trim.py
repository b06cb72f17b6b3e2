"""What makes nbgrader's own steps faster by replacing names inside it. All of that stands here.

On nbgrader versions that this was tested with, five modules of nbgrader share one open gradebook
in place of one each and again for each step, its marks come with one query and are saved with one
commit a submission, a new submission's marks are made as rows, and the schema of nbgrader's cell
notes is compiled once and not for each cell. On other versions nothing is replaced, a sentence says
so, and grading goes on slower.
"""

from __future__ import annotations

import contextlib
import functools
import importlib
import json
from collections.abc import Iterator
from types import SimpleNamespace
from typing import Any, Protocol

import fastjsonschema
import jsonschema  # type: ignore[import-untyped]
from nbgrader import __version__ as installed
from nbgrader.api import (
    Assignment,
    BaseCell,
    Comment,
    Grade,
    Gradebook,
    Notebook,
    SubmittedAssignment,
    SubmittedNotebook,
)
from nbgrader.utils import parse_utc
from sqlalchemy import event
from sqlalchemy.orm import scoped_session, sessionmaker

TESTED = ("0.9.6",)
"""Versions of nbgrader whose names may be replaced."""

_USERS = (
    "nbgrader.converters.autograde",
    "nbgrader.preprocessors.overwritekernelspec",
    "nbgrader.preprocessors.overwritecells",
    "nbgrader.preprocessors.saveautogrades",
    "nbgrader.preprocessors.latesubmissions",
)
_VALIDATING = "nbgrader.nbgraderformat.common"


class Book(Protocol):
    """A course's gradebook, with what nbgrader's steps write held together in a transaction."""

    def open(self) -> Any:
        """A gradebook to use in a `with` block."""
        ...

    def transaction(self) -> contextlib.AbstractContextManager[None]:
        """All that is written inside is kept together, or nothing where an error gets out."""
        ...


def steps_aside() -> str | None:
    """A sentence where the installed nbgrader is not one of `TESTED`, else None."""
    if installed in TESTED:
        return None
    return (
        f"nbgrader {installed} is not among the versions tested ({', '.join(TESTED)}), so its own "
        "parts run untouched: the marks are the same, but grading takes longer."
    )


@contextlib.contextmanager
def gradebook(db_url: str, course_id: str, *, trimmed: bool | None = None) -> Iterator[Book]:
    """The gradebook for a run, with the names replaced meanwhile where that was tested."""
    if trimmed is False or steps_aside():
        yield _Plain(db_url, course_id)
        return
    shared = _Shared(db_url, course_id)
    replaced: list[tuple[Any, str, Any]] = []
    try:
        for name in _USERS:
            _replace(replaced, importlib.import_module(name), "Gradebook", shared.handed_out)
        validating = importlib.import_module(_VALIDATING)
        compiled = SimpleNamespace(validate=_validate, ValidationError=jsonschema.ValidationError)
        _replace(replaced, validating, "jsonschema", compiled)
        yield shared
    finally:
        for module, name, original in reversed(replaced):
            setattr(module, name, original)
        shared.end()


def _replace(replaced: list[tuple[Any, str, Any]], module: Any, name: str, new: Any) -> None:
    replaced.append((module, name, getattr(module, name)))
    setattr(module, name, new)


class _Plain:
    """nbgrader's gradebook as it is: a commit for each mark."""

    def __init__(self, db_url: str, course_id: str) -> None:
        self._where = db_url, course_id

    def open(self) -> Any:
        return Gradebook(*self._where)

    def transaction(self) -> contextlib.AbstractContextManager[None]:
        return contextlib.nullcontext()


class _Held:
    """A session whose commits wait for the end of the transaction."""

    def __init__(self, session: Any) -> None:
        self.session = session

    def __getattr__(self, name: str) -> Any:
        return getattr(self.session, name)

    def commit(self) -> None:
        """What is new is sent, to be found by others; the transaction's end commits it all."""
        if self.session.new:
            self.session.flush()


class _Shared(Gradebook):  # type: ignore[misc]
    """One gradebook that stays open, for all of nbgrader's steps."""

    def __init__(self, db_url: str, course_id: str) -> None:
        super().__init__(db_url, course_id)
        self._cells: dict[tuple[str, str, str, str], Any] = {}
        self._saved: dict[tuple[str, str, str], dict[tuple[type, str], Any]] = {}
        self._held = self._written = False
        self.db: Any
        self.db.remove()
        # What is read may be read on after a commit: cells of the master don't change in a run.
        self.db = scoped_session(
            sessionmaker(autoflush=True, bind=self.engine, future=True, expire_on_commit=False)
        )
        event.listen(self.db.session_factory, "after_flush", self._note_flush)

    def _note_flush(self, *_: Any) -> None:
        self._written = True

    def handed_out(self, db_url: str, course_id: str = "", authenticator: Any = None) -> Any:
        """What nbgrader gets when it opens a gradebook."""
        return self

    def open(self) -> Any:
        """Itself."""
        return self

    def close(self) -> None:
        """The end of one of nbgrader's steps: the next one sees what was written, as from disk."""
        self._saved.clear()
        if self._held:
            self.db.flush()
            if self._written:  # Sums that the database reckons would be the old ones.
                self.db.expire_all()
                self._written = False
        else:
            self.db.remove()  # No transaction stays open while cells are executed.

    def end(self) -> None:
        """Close for good."""
        super().close()

    @contextlib.contextmanager
    def transaction(self) -> Iterator[None]:
        """Keep all that is written inside, or nothing where an error gets out."""
        session = self.db
        self._held, self.db = True, _Held(session)
        try:
            yield
            session.commit()
        except BaseException:
            session.rollback()
            raise
        finally:
            self._held, self.db = False, session
            self._saved.clear()
            session.remove()  # Nothing of a submission stays in memory.

    def add_submission(self, assignment: str, student: str, **more: Any) -> Any:
        """A new submission with all its marks and comments: nbgrader's own, as plain rows.

        nbgrader makes an object of each row, and the database is asked about each of them.
        """
        if "timestamp" in more:
            more["timestamp"] = parse_utc(more["timestamp"])
        found = self.find_assignment(assignment)
        submission = SubmittedAssignment(assignment_id=found.id, student_id=student, **more)
        self.db.add(submission)
        self.db.flush()
        for notebook in found.notebooks:
            submitted = SubmittedNotebook(notebook_id=notebook.id, assignment_id=submission.id)
            self.db.add(submitted)
            self.db.flush()
            tasks = notebook.task_cells
            for kind, cells in (
                (Grade, [*notebook.grade_cells, *tasks]),
                (Comment, [*notebook.solution_cells, *tasks]),
            ):
                rows = [{"cell_id": cell.id, "notebook_id": submitted.id} for cell in cells]
                if rows:
                    self.db.execute(kind.__table__.insert(), rows)
        self.db.commit()
        return submission

    def find_source_cell(self, name: str, notebook: str, assignment: str) -> Any:
        """The master's cell as plain data, read once a run."""
        return self._cell("source", super().find_source_cell, name, notebook, assignment)

    def find_graded_cell(self, name: str, notebook: str, assignment: str) -> Any:
        """The master's graded cell as plain data, read once a run."""
        return self._cell("graded", super().find_graded_cell, name, notebook, assignment)

    def _cell(self, kind: str, find: Any, name: str, notebook: str, assignment: str) -> Any:
        key = (kind, name, notebook, assignment)
        if key not in self._cells:
            found = find(name, notebook, assignment)
            columns = ("name", "cell_type", "source", "checksum", "locked", "max_score")
            kept = {c: getattr(found, c) for c in columns if hasattr(found, c)}
            self._cells[key] = SimpleNamespace(**kept)
        return self._cells[key]

    def find_grade(self, grade_cell: str, notebook: str, assignment: str, student: str) -> Any:
        """A mark, out of all the submission's marks."""
        found = self._of(notebook, assignment, student).get((Grade, grade_cell))
        return found or super().find_grade(grade_cell, notebook, assignment, student)

    def find_comment(self, cell: str, notebook: str, assignment: str, student: str) -> Any:
        """A comment, out of all the submission's comments."""
        found = self._of(notebook, assignment, student).get((Comment, cell))
        return found or super().find_comment(cell, notebook, assignment, student)

    def _of(self, notebook: str, assignment: str, student: str) -> dict[tuple[type, str], Any]:
        key = (notebook, assignment, student)
        if key not in self._saved:
            self._saved[key] = {
                (kind, name): entry
                for kind in (Grade, Comment)
                for name, entry in self._rows(kind, notebook, assignment, student)
            }
        return self._saved[key]

    def _rows(self, kind: Any, notebook: str, assignment: str, student: str) -> Any:
        """Each grade or comment of a submitted notebook with its cell's name, by one query."""
        return (
            self.db.query(BaseCell.name, kind)
            .join(BaseCell, BaseCell.id == kind.cell_id)
            .join(SubmittedNotebook, SubmittedNotebook.id == kind.notebook_id)
            .join(Notebook, Notebook.id == SubmittedNotebook.notebook_id)
            .join(SubmittedAssignment, SubmittedAssignment.id == SubmittedNotebook.assignment_id)
            .join(Assignment, Assignment.id == SubmittedAssignment.assignment_id)
            .filter(
                Notebook.name == notebook,
                Assignment.name == assignment,
                SubmittedAssignment.student_id == student,
            )
            .all()
        )


def _validate(instance: Any, schema: Any) -> None:
    """`jsonschema.validate` with the schema read once."""
    try:
        _compiled(json.dumps(schema))(instance)
    except fastjsonschema.JsonSchemaException:
        jsonschema.validate(instance, schema)  # Raises what nbgrader expects, in its words.


@functools.cache
def _compiled(schema: str) -> Any:
    return fastjsonschema.compile(json.loads(schema))
