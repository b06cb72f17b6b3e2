"""Who is to be graded: nbgrader's own rule, and what an ended run left without all its marks."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from nbgrader.api import Assignment, BaseCell, Grade, SubmittedAssignment, SubmittedNotebook

from aftermosul.classroom import report
from aftermosul.classroom.course import Course, existing_timestamp
from aftermosul.classroom.trim import Book
from aftermosul.grading.notebooks import settings
from aftermosul.problems import Problem


@dataclass(frozen=True)
class Due:
    """Whose submissions are to be graded and whose have been, each sorted by name."""

    students: tuple[str, ...]
    already_graded: tuple[str, ...]


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
    asked_for = [student for student in submitted if not only or student in only]
    if force:
        return Due(tuple(asked_for), ())
    whole = _with_all_marks(course, book)
    done = tuple(s for s in asked_for if s in whole and _is_graded(course, s))
    return Due(tuple(s for s in asked_for if s not in done), done)


def _is_graded(course: Course, student: str) -> bool:
    """Whether the graded notebooks are there and no newer submission is."""
    graded = course.folder("autograded", student)
    if not all((graded / f"{name}.ipynb").is_file() for name in course.handed):
        return False
    new = existing_timestamp(course.folder("submitted", student))
    old = existing_timestamp(graded)
    return not (new is not None and old is not None and new > old)


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
