"""Who is to be graded: nbgrader's own rule, and what an ended run left without all its marks."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from nbgrader.api import Assignment, BaseCell, Grade, SubmittedAssignment, SubmittedNotebook

from aftermosul.classroom import report, stamps
from aftermosul.classroom.course import Course
from aftermosul.classroom.trim import Book
from aftermosul.grading.notebooks import settings
from aftermosul.problems import Problem


@dataclass(frozen=True)
class Due:
    """Whose submissions are to be graded and whose have been, each sorted by name.

    `nameless` are folders whose names no gradebook can hold, as they can be shown; `sentences` say
    what could not be told.
    """

    students: tuple[str, ...]
    already_graded: tuple[str, ...]
    nameless: tuple[str, ...] = ()
    sentences: tuple[str, ...] = ()


def due(course: Course, book: Book, only: Sequence[str], force: bool) -> Due:
    """Who is due. Raises `Problem` where nobody handed in, or somebody named didn't."""
    submitted = course.students("submitted")
    if missing := sorted(set(only) - set(submitted)):
        raise Problem(
            f"{', '.join(missing)} handed in no {course.assignment}: look in the folder "
            f"{course.directory.submitted_directory} for the right name."
        )
    if not submitted:
        raise Problem(
            f"Nobody handed in {course.assignment}: put submissions into the folder "
            f"{course.directory.submitted_directory}/STUDENT/{course.assignment}."
        )
    asked_for = [s for s in submitted if (not only or s in only) and _is_name(s)]
    nameless = tuple(_shown(s) for s in submitted if not only and not _is_name(s))
    if force:
        return Due(tuple(asked_for), (), nameless)
    whole = _with_all_marks(course, book)
    done = tuple(s for s in asked_for if s in whole and _is_graded(course, s))
    rest = tuple(s for s in asked_for if s not in done)
    return Due(rest, done, nameless, _unclear(course, done))


def _is_name(folder: str) -> bool:
    """Whether a folder's name is text on one line: bytes of another alphabet are none."""
    return folder.splitlines() == [folder] and not any("\ud800" <= c <= "\udfff" for c in folder)


def _shown(folder: str) -> str:
    return " ".join(folder.encode("utf-8", "surrogateescape").decode("utf-8", "replace").split())


def _is_graded(course: Course, student: str) -> bool:
    """Whether the graded notebooks are there and no newer submission is.

    One with a time is newer than one that was graded without: an unclear time was left out.
    """
    graded = course.folder("autograded", student)
    if not all((graded / f"{name}.ipynb").is_file() for name in course.handed):
        return False
    new = stamps.in_folder(course.folder("submitted", student))
    if new is None or new.when is None:
        return True
    old = stamps.in_folder(graded)
    return old is not None and old.when is not None and new.when <= old.when


def _unclear(course: Course, graded: Sequence[str]) -> tuple[str, ...]:
    """Whose time can't be told, so that nobody sees whether they handed in anew."""
    found = ((s, stamps.in_folder(course.folder("submitted", s))) for s in graded)
    names = [student for student, stamp in found if stamp is not None and stamp.when is None]
    if not names:
        return ()
    return (
        f"Whether {', '.join(names)} handed in anew can't be told by the time in "
        f"{stamps.TIMESTAMP}: name them with --student and --force to grade them again.",
    )


_MARKED = SubmittedAssignment.notebooks.any(
    SubmittedNotebook.grades.any(Grade.manual_score.is_not(None))
)


def _with_all_marks(course: Course, book: Book) -> set[str]:
    """Who has a mark for every test in the gradebook: a folder alone may be a killed run's."""
    tests = {
        str(settings(cell)["grade_id"])
        for version in course.handed.values()
        for cell in version.like.cells
        if settings(cell).get("grade") and not settings(cell).get("solution")
    }
    with book.open() as gradebook:
        submissions = (
            gradebook.db.query(SubmittedAssignment.student_id)
            .join(Assignment, Assignment.id == SubmittedAssignment.assignment_id)
            .filter(Assignment.name == course.assignment)
        )
        known = {str(student) for (student,) in submissions}
        lacking = (
            gradebook.db.query(SubmittedAssignment.student_id, BaseCell.name)
            .join(Assignment, Assignment.id == SubmittedAssignment.assignment_id)
            .join(SubmittedNotebook, SubmittedNotebook.assignment_id == SubmittedAssignment.id)
            .join(Grade, Grade.notebook_id == SubmittedNotebook.id)
            .join(BaseCell, BaseCell.id == Grade.cell_id)
            .filter(Assignment.name == course.assignment, Grade.auto_score.is_(None))
        )
        known -= {str(student) for student, name in lacking if name in tests}
        by_hand = {str(student) for (student,) in submissions.filter(_MARKED)}
    # What could not be read is looked at again, as long as nobody gave marks for it all the same:
    # its 0 must not outlast the reason for it.
    rows = report.rows_so_far(course.root, course.assignment)
    unreadable = {row.student for row in rows if row.status.startswith(report.UNREADABLE)}
    return known - (unreadable - by_hand)
