"""nbgrader's own steps, one by one: those before a notebook is executed and those after it.

nbgrader's Autograde runs its preprocessors through two conversions of a file; here the same
preprocessors, set up by the same settings, are called on the notebook itself.
"""

from __future__ import annotations

import json
import os
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from nbconvert.exporters.exporter import ResourcesDict
from nbformat.v4 import new_markdown_cell, new_output
from nbgrader import preprocessors as nb
from nbgrader.api import BaseCell, Grade
from nbgrader.converters import Autograde
from traitlets.utils.importstring import import_item

from aftermosul.classroom.course import Course
from aftermosul.classroom.trim import Book
from aftermosul.grading import execution
from aftermosul.grading.inert import MakeInert, inert
from aftermosul.grading.notebooks import STATUS, Notebook, mended, nbformat, settings, text_of

NO_RESPONSE = "No response."
"""nbgrader's own words on a question that was not answered."""


@dataclass(frozen=True)
class Marks:
    """What the tests gave, and what they could have."""

    points: float
    max_points: float


class Steps:
    """nbgrader's Autograde for one course, taken to pieces."""

    def __init__(self, course: Course, book: Book) -> None:
        self._course = course
        self._book = book
        self._converter = Autograde(coursedir=course.staged, config=course.config, log=course.log)
        graders = [_class(step) for step in self._converter.autograde_preprocessors]
        where = [i for i, step in enumerate(graders) if _executes(step)]
        first = where[0] if where else 0
        # What is published is made inert at the end, whatever the course's settings say.
        rest = [step for step in graders[first:] if not _executes(step) and step is not MakeInert]
        self._before = self._made(map(_class, self._converter.sanitize_preprocessors))
        self._before += self._made(graders[:first])
        self._after = self._made(rest)

    def _made(self, steps: Any) -> list[Any]:
        made = [s(parent=self._converter) if isinstance(s, type) else s for s in steps]
        return [step for step in made if getattr(step, "enabled", True)]

    def prepared(self, student: str, name: str, notebook: Notebook) -> Notebook:
        """A notebook as nbgrader would execute it. Reads the gradebook and writes nothing."""
        passed = self._resources(student, name)
        for step in self._before:
            notebook, passed = step(notebook, passed)
        return notebook

    def save(
        self,
        student: str,
        notebooks: Mapping[str, Notebook],
        refused: Sequence[str],
        untouched: Mapping[str, str],
        told: str,
        before: Mapping[str, str | None],
    ) -> Marks:
        """Save marks and graded notebooks; the submission lies in its staged folder.

        `refused` are names of notebooks that are the untouched version in place of something
        unreadable, `untouched` has what to say of those that are as handed out while another holds
        the answers, `told` stands in a first cell of each, `before` has what was written in each
        when it was graded last. To be called in a transaction.
        """
        converter, assignment = self._converter, self._course.assignment
        submitted = self._course.folder("submitted", student, staged=True)
        converter._sanitizing = True
        converter.notebooks = [str(submitted / f"{name}.ipynb") for name in sorted(notebooks)]
        converter.run_pre_convert_hook()
        converter.init_assignment(assignment, student)
        target = self._course.folder("autograded", student, staged=True)
        target.mkdir(parents=True, exist_ok=True)
        rewritten: set[str] = set()
        for name, notebook in notebooks.items():
            passed = self._resources(student, name)
            for step in self._after:
                notebook, passed = step(notebook, passed)
            notebook = inert(mended(notebook))
            if before.get(name) not in (None, own_words(notebook.cells)):
                rewritten.add(name)
            if told:
                notebook.cells.insert(0, new_markdown_cell(told))  # type: ignore[no-untyped-call]
            nbformat.validate(notebook, relax_add_props=True)
            text = text_of(notebook)
            (target / f"{name}.ipynb").write_text(text, encoding="utf-8")
        marks = self._settled(student, notebooks, refused, rewritten)
        if untouched:
            self._comment(student, untouched)
        converter.set_permissions(assignment, student)
        converter.run_post_convert_hook()
        return marks

    def _settled(
        self,
        student: str,
        notebooks: Mapping[str, Notebook],
        refused: Sequence[str],
        rewritten: set[str],
    ) -> Marks:
        """See to it that no mark is missing for good, and add the tests' points up.

        A submission that could not be read has no answer for a person to read either; one that
        follows it has, and so has one in which a written answer changed since it was marked.
        """
        points = most = 0.0
        with self._book.open() as gradebook:
            for name, notebook in notebooks.items():
                present = {settings(cell).get("grade_id") for cell in notebook.cells}
                found = gradebook.find_submission_notebook(name, self._course.assignment, student)
                cells = gradebook.db.query(Grade, BaseCell.name, BaseCell.type, Grade.max_score)
                cells = cells.join(BaseCell, BaseCell.id == Grade.cell_id)
                for grade, cell, kind, highest in cells.filter(Grade.notebook_id == found.id):
                    if grade.auto_score is None and (name in refused or cell not in present):
                        grade.auto_score = 0
                        grade.needs_manual_grade = grade.manual_score is not None
                    elif kind == "TaskCell" and name not in refused:
                        grade.auto_score = None
                        grade.needs_manual_grade = grade.manual_score is None or name in rewritten
                    if kind == "GradeCell":
                        points += float(grade.auto_score or 0)
                        most += float(highest)
                if name in refused:
                    for comment in found.comments:
                        comment.auto_comment = NO_RESPONSE
            gradebook.db.commit()
        return Marks(points, most)

    def _comment(self, student: str, untouched: Mapping[str, str]) -> None:
        """Say in the gradebook where work is: at the first answer and at what a person reads."""
        with self._book.open() as gradebook:
            for name, said in untouched.items():
                found = gradebook.find_submission_notebook(name, self._course.assignment, student)
                by_name = {comment.name: comment for comment in found.comments}
                cells = map(settings, self._course.handed[name].like.cells)
                asked = [n for n in cells if n.get("grade_id") in by_name]
                first = asked[:1] + [n for n in asked[1:] if n.get("task") or n.get("grade")]
                for noted in first:
                    by_name[noted["grade_id"]].auto_comment = said
            gradebook.db.commit()

    def _resources(self, student: str, name: str) -> ResourcesDict:
        """What nbgrader passes from step to step."""
        folder = self._course.folder("autograded", student, staged=True)
        resources = ResourcesDict(
            unique_key=name,
            output_files_dir=f"{name}_files",
            output_extension=".ipynb",
            nbgrader={
                "student": student,
                "assignment": self._course.assignment,
                "notebook": name,
                "db_url": self._course.directory.db_url,
            },
        )
        resources["metadata"] = ResourcesDict(name=name, path=str(folder))
        return resources

    def lay_out(self, student: str, texts: Mapping[str, str], files: Any) -> None:
        """Put a submission where nbgrader looks for it: notebooks as text, files as bytes."""
        place = self._course.folder("submitted", student, staged=True)
        place.mkdir(parents=True, exist_ok=True)
        for relative, content in files:
            file = place / relative
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_bytes(content)
        for name, text in texts.items():
            (place / f"{name}.ipynb").write_text(text, encoding="utf-8")


def own_words(cells: Sequence[Any]) -> str:
    """The student's own text in a notebook's cells: all markdown that was not handed out."""
    written = (c for c in cells if c["cell_type"] == "markdown" and not settings(c))
    return "\n\n".join(
        "".join(c["source"]) for c in written if not "".join(c["source"]).startswith(STATUS)
    )


def beside(course: Course, files: Sequence[tuple[str, bytes]]) -> tuple[tuple[str, bytes], ...]:
    """The files beside a notebook when it runs: the student's, with the course's own over them."""
    own = {os.path.normpath(name): content for name, content in files}
    return tuple((own | dict(course.sources)).items())


def not_run(notebook: Notebook, why: str) -> Notebook:
    """The notebook with an error in each code cell: nbgrader counts a silent test as passed."""
    error = f"{execution.NOT_RUN}: {why}"
    for cell in notebook.cells:
        if cell.cell_type == "code":
            cell.outputs = [
                new_output(  # type: ignore[no-untyped-call]
                    "error", ename=execution.NOT_RUN, evalue=why, traceback=[error]
                )
            ]
    return notebook


def _class(step: Any) -> Any:
    return import_item(step) if isinstance(step, str) else step


def _executes(step: Any) -> bool:
    return isinstance(step, type) and issubclass(step, nb.Execute)


def as_work(notebook: Notebook) -> str:
    """A notebook's text for whoever executes it; on one line, which is made ten times faster."""
    return json.dumps(notebook, ensure_ascii=False)


def staged_path(course: Course, student: str) -> Path:
    """Where the graded submission lies until it is moved to its place."""
    return course.folder("autograded", student, staged=True)
