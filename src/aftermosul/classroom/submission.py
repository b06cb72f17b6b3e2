"""One submission on its way: taken in, prepared, in other hands, saved."""

from __future__ import annotations

import errno
import json
import shutil
from collections.abc import Mapping
from concurrent.futures import Future
from dataclasses import dataclass
from pathlib import Path

from aftermosul.classroom import intake, reach, report, steps
from aftermosul.classroom.course import Course
from aftermosul.classroom.gradebooks import is_database_error, said
from aftermosul.classroom.intake import Given, Intake
from aftermosul.classroom.jobs import Jobs
from aftermosul.classroom.publish import in_place_of, publish
from aftermosul.classroom.report import Row
from aftermosul.classroom.stamps import TIMESTAMP
from aftermosul.classroom.steps import Steps
from aftermosul.classroom.trim import Book
from aftermosul.grading import reading
from aftermosul.grading.execution import Execution, Limits, Work
from aftermosul.grading.notebooks import STATUS, Notebook, settings
from aftermosul.problems import Problem


@dataclass(frozen=True)
class Flight:
    """A submission whose cells are run somewhere else, notebook by notebook.

    `gone` says why it could not be reached, where nobody who handed in is to blame for that.
    """

    student: str
    taken: Intake
    futures: Mapping[str, Future[Execution]]
    gone: str = ""

    @property
    def has_landed(self) -> bool:
        """Whether every notebook is back."""
        return all(future.done() for future in self.futures.values())


@dataclass(frozen=True)
class Desk:
    """Where the one parent prepares and saves."""

    course: Course
    book: Book
    steps: Steps
    limits: Limits

    def start(self, student: str, jobs: Jobs) -> Flight:
        """Look a submission through, prepare it and hand it on. Writes no mark."""
        course = self.course
        folder = course.folder("submitted", student)
        if gone := reach.why_not(folder):
            return Flight(student, Intake({}, (), ()), {}, gone)
        try:
            taken = intake.take(folder, course.handed, course.directory.ignore)
        except Exception as error:  # noqa: BLE001 - whatever a folder does, it stops no class
            # A system's own words: the rest of such an error is the course's path.
            named = error.strerror if isinstance(error, OSError) else _first_line(error)
            why = f"its folder can't be read ({named})"
            taken = Intake(intake.untouched(course.handed, why), (), ())
        # A share may be unmounted while it is read: then it is not the student's fault either.
        if any(given.refused for given in taken.notebooks.values()) and (
            gone := reach.why_not(folder)
        ):
            return Flight(student, Intake({}, (), ()), {}, gone)
        try:
            works = self._works(student, taken)
        except Exception as error:
            if is_database_error(error):
                raise
            # Whatever nbgrader trips over in what a student handed in.
            taken = self._refused(taken, f"nbgrader can't prepare it ({_first_line(error)})")
            works = {}
        return Flight(student, taken, {name: jobs.submit(work) for name, work in works.items()})

    def _works(self, student: str, taken: Intake) -> dict[str, Work]:
        files = steps.beside(self.course, taken.files)
        works = {}
        for name, given in taken.notebooks.items():
            if given.refused is None:
                ready = self.steps.prepared(student, name, given.restored.notebook)
                works[name] = Work(steps.as_work(ready), files, self.limits)
        return works

    def land(self, flight: Flight) -> Row:
        """Save what came back: marks, the graded folder, a row. Always ends with a row."""
        if flight.gone:
            return self._not_graded(flight, flight.gone)
        try:
            done = {name: future.result() for name, future in flight.futures.items()}
        except Problem as problem:
            return self._not_graded(flight, str(problem))
        except Exception as error:  # noqa: BLE001 - what ran the cells failed, and not the student
            return self._not_graded(flight, f"What runs the cells failed: {_first_line(error)}.")
        try:
            return self._saved(flight.student, flight.taken, done)
        except Exception as error:  # noqa: BLE001 - whatever nbgrader trips over in what the cells left behind
            if isinstance(error, OSError) or is_database_error(error):
                return self._not_graded(flight, _unsaved(error))
            why = f"nbgrader can't save what its cells left behind ({_first_line(error)})"
            try:
                return self._saved(flight.student, self._refused(flight.taken, why), {})
            except Exception as again:  # noqa: BLE001 - then it is ours, and no 0 is given
                return self._not_graded(flight, _unsaved(again))

    def _refused(self, taken: Intake, why: str) -> Intake:
        stamp = tuple(file for file in taken.files if file[0] == TIMESTAMP)
        return Intake(intake.untouched(self.course.handed, why), stamp, taken.sentences)

    def _not_graded(self, flight: Flight, why: str) -> Row:
        row = Row(flight.student, report.NOT_GRADED, 0.0, 0.0, (why,))
        self._clear(flight.student)
        return row

    def _saved(self, student: str, taken: Intake, done: Mapping[str, Execution]) -> Row:
        """Marks first, then the folder: a run killed in between grades it again, to the same."""
        course = self.course
        self._clear(student)
        notebooks = {
            name: done[name].notebook if name in done else self._untouched(student, name, given)
            for name, given in taken.notebooks.items()
        }
        status, sentences = self._ending(taken, done)
        refused = [name for name, given in taken.notebooks.items() if given.refused]
        untouched = {n: f"{g.untouched}." for n, g in taken.notebooks.items() if g.untouched}
        texts = {n: steps.as_work(given.restored.notebook) for n, given in taken.notebooks.items()}
        target = course.folder("autograded", student)
        before = {name: _own_words(target / f"{name}.ipynb") for name in notebooks}
        with in_place_of(target, course.stage / "replaced" / target.name):
            with self.book.transaction():
                self.steps.lay_out(student, texts, taken.files)
                told = _told(status, sentences)
                marks = self.steps.save(student, notebooks, refused, untouched, told, before)
                row = Row(
                    student,
                    status,
                    marks.points,
                    marks.max_points,
                    sentences,
                    (*_flags(untouched), *(f for run in done.values() for f in run.flags)),
                    round(sum(execution.seconds for execution in done.values()), 3),
                )
                report.note(course.root, course.assignment, row)
            publish(steps.staged_path(course, student), target)
        self._clear(student)
        return row

    def _untouched(self, student: str, name: str, given: Given) -> Notebook:
        ready = self.steps.prepared(student, name, given.restored.notebook)
        return steps.not_run(ready, f"The submission could not be read: {given.refused}.")

    def _ending(self, taken: Intake, done: Mapping[str, Execution]) -> tuple[str, tuple[str, ...]]:
        """The status of a submission and its sentences, over all its notebooks."""
        statuses: list[str] = []
        said = [s for name, g in taken.notebooks.items() if (s := _why(name, g, taken))]
        said += taken.sentences
        restored = False
        for name, given in taken.notebooks.items():
            if name in done:
                whole = given.restored
                status, sentences = reading.ending(
                    done[name], whole.notebook, self.limits, whole.origins
                )
                statuses.append(status)
                said += sentences
                restored = restored or _tests_among(whole.missing, whole.notebook)
            else:
                statuses.append(report.UNREADABLE)
        odd = [status for status in statuses if status != "graded"]
        status = report.UNREADABLE if report.UNREADABLE in odd else (odd or ["graded"])[0]
        return f"{status}, {report.RESTORED}" if restored else status, tuple(said)

    def _clear(self, student: str) -> None:
        for step in ("submitted", "autograded"):
            folder = self.course.folder(step, student, staged=True)
            shutil.rmtree(folder, ignore_errors=True)


def _own_words(graded: Path) -> str | None:
    """What was written in a notebook that was graded before; None where there is none."""
    try:
        return steps.own_words(json.loads(graded.read_text(encoding="utf-8"))["cells"])
    except (OSError, ValueError, KeyError, TypeError):
        return None


def _flags(untouched: Mapping[str, str]) -> list[str]:
    advice = "Look at it; to have it graded, give it the right name and run again with --force."
    return [f"{where} {advice}" for where in untouched.values()]


def _why(name: str, given: Given, taken: Intake) -> str:
    """Why a notebook is not the student's own, as a sentence."""
    if given.refused is None:
        return ""
    whose = "The submission" if len(taken.notebooks) == 1 else f"The notebook {name}"
    end = "" if given.refused.endswith("?") else "."
    return f"{whose} could not be read and counts 0: {given.refused}{end}"


def _tests_among(names: tuple[str, ...], notebook: Notebook) -> bool:
    noted = (settings(cell) for cell in notebook.cells)
    return any(n.get("grade_id") in names and (n.get("grade") or n.get("task")) for n in noted)


def _told(status: str, sentences: tuple[str, ...]) -> str:
    """The text of the first cell, where there is something to say. What students wrote is code."""
    if status == "graded" and not sentences:
        return ""
    lines = [f"{STATUS}{status}.**", *(_escaped(sentence) for sentence in sentences)]
    return "\n\n".join(lines)


def _escaped(text: str) -> str:
    """Text that markdown and HTML leave alone."""
    text = text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    return "".join(f"\\{c}" if c in "\\`*_{}[]()#$!|~" else c for c in text)


def _unsaved(error: BaseException) -> str:
    """Why a submission was not saved, which is nobody's fault who handed it in."""
    if is_database_error(error):
        return f"It could not be saved, since the gradebook {said(error)}"
    if isinstance(error, OSError) and error.errno in (errno.ENOSPC, errno.EDQUOT):
        return "It could not be saved, since the disk is full: make room and run again."
    return f"It could not be saved: {_first_line(error)}."


def _first_line(error: BaseException) -> str:
    lines = [line.strip() for line in str(error).splitlines() if line.strip()]
    return (
        f"{type(error).__name__}: {lines[0][:200].rstrip('.')}" if lines else type(error).__name__
    )
