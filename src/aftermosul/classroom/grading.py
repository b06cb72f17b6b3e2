"""Grading a class: one parent prepares and saves, other hands run the cells.

Only so many submissions are under way at a time, so that a class of any size needs the same
memory. Nothing is lost by being stopped: a submission's marks and its folder are there, or it is
graded by the next run.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import FIRST_COMPLETED, wait
from pathlib import Path

from aftermosul.classroom import gradebooks, report, trim
from aftermosul.classroom.course import Course, open_course
from aftermosul.classroom.due import due
from aftermosul.classroom.jobs import Jobs
from aftermosul.classroom.report import Report, Row
from aftermosul.classroom.steps import Steps
from aftermosul.classroom.submission import Desk, Flight
from aftermosul.grading.execution import Limits
from aftermosul.problems import Problem
from aftermosul.version import __version__

_AHEAD = 4  # Submissions prepared beyond those that are worked on, so that no worker waits.


def grade_class(
    course: Path,
    assignment: str,
    *,
    jobs: Jobs,
    limits: Limits | None = None,
    students: Sequence[str] = (),
    force: bool = False,
    progress: Callable[[int, int], None] | None = None,
    trimmed: bool | None = None,
) -> Report:
    """Grade what was handed in for `assignment` and has not been graded, or was handed in anew.

    Parameters
    ----------
    course
        The folder of a stock nbgrader course.
    jobs
        What runs the cells.
    limits
        For each notebook; by default with the seconds a cell of the course's own
        `c.Execute.timeout`.
    students
        Whose work; by default everybody's.
    force
        Grade again what has been graded.
    progress
        Called with how many submissions are done and how many there are.
    trimmed
        False leaves nbgrader's names as they are; by default see `trim`.

    Raises
    ------
    Problem
        Where the course or the assignment can't be opened, in one sentence.
    KeyboardInterrupt
        After Ctrl-C, with the report written; running again goes on.
    """
    started = time.monotonic()
    rows: list[Row] = []
    with open_course(course, assignment) as opened:
        directory = opened.directory
        with trim.gradebook(directory.db_url, directory.course_id, trimmed=trimmed) as book:
            todo = due(opened, book, students, force)

            def told() -> Report:
                return Report(
                    assignment,
                    report.sorted_rows(rows),
                    todo.already_graded,
                    round(time.monotonic() - started, 3),
                    __version__,
                    (*opened.sentences, *todo.sentences, *filter(None, [trim.steps_aside()])),
                )

            rows += [_nameless(name) for name in todo.nameless]
            whole = len(rows) + len(todo.students)
            desk = Desk(opened, book, Steps(opened, book), limits or _course_limits(opened))
            try:
                for row in _graded(desk, todo.students, jobs):
                    rows.append(row)
                    if progress is not None:
                        progress(len(rows), whole)
            finally:
                report.save(opened.root, told())
            return told()


def _graded(desk: Desk, students: Sequence[str], jobs: Jobs) -> Iterator[Row]:
    """A row for each submission, as they come back."""
    waiting = iter(students)
    flying: list[Flight] = []
    try:
        while True:
            while len(flying) < jobs.workers + _AHEAD and (student := next(waiting, None)):
                try:
                    flying.append(desk.start(student, jobs))
                except Exception as error:
                    if gradebooks.is_database_error(error):
                        raise Problem(f"The gradebook {gradebooks.said(error)}") from error
                    raise
            if not flying:
                return
            # First come, first saved: a loop that burns its time holds nobody up.
            for flight in [flight for flight in flying if flight.has_landed]:
                flying.remove(flight)
                yield desk.land(flight)
            pending = [f for flight in flying for f in flight.futures.values() if not f.done()]
            if pending and all(not flight.has_landed for flight in flying):
                wait(pending, return_when=FIRST_COMPLETED)
    finally:
        for flight in flying:
            for future in flight.futures.values():
                future.cancel()


def _nameless(shown: str) -> Row:
    why = "The name of its folder is not one line of text in UTF-8: rename it and run again."
    return Row(shown, report.NOT_GRADED, 0.0, 0.0, (why,))


def _course_limits(course: Course) -> Limits:
    """Our own limits, with the seconds a cell that the course's settings give nbgrader."""
    seconds = course.config.Execute.get("timeout", 30)
    return Limits(float(seconds) if seconds and seconds > 0 else 30.0)
