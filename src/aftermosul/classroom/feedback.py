"""Feedback pages for a class, where nbgrader puts its own and from which it releases them.

What a person gave and wrote in the formgrader stands beside what the tests saw. A test's code and
the master are never read for a page: it is made from the version that was handed out.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from aftermosul.classroom import report, trim
from aftermosul.classroom.course import Course, open_course
from aftermosul.classroom.trim import Book
from aftermosul.files import write_atomically
from aftermosul.grading import feedback, notebooks, reading
from aftermosul.grading.inert import as_written
from aftermosul.grading.results import Grade, QuestionResult, WrittenAnswer, number
from aftermosul.problems import Problem
from aftermosul.version import __version__

MOST_BYTES = 100_000
_SHORTER = (4_000, 1_000, 200, 0)  # Characters of each answer: less where a page is too long.


@dataclass(frozen=True)
class Pages:
    """The pages written, and sentences on submissions that have none."""

    written: tuple[Path, ...]
    left_out: tuple[str, ...]


@dataclass(frozen=True)
class _Given:
    """What the gradebook holds on one notebook of a student's, by the cells' names."""

    points: Mapping[str, float]
    by_hand: Mapping[str, float]
    comments: Mapping[str, str]
    penalty: float


def write_pages(course: Path, assignment: str, students: Sequence[str] = ()) -> Pages:
    """Write a page for each graded notebook of `assignment`, anew. Raises `Problem`."""
    written: list[Path] = []
    left_out: list[str] = []
    with open_course(course, assignment) as opened:
        directory = opened.directory
        rows = {row.student: row for row in report.rows_so_far(opened.root, assignment)}
        graded = [s for s in opened.students("autograded") if not students or s in students]
        if not graded:
            raise Problem(
                f"Nothing of {assignment} is graded yet: aftermosul class grade {assignment}."
            )
        with trim.gradebook(directory.db_url, directory.course_id) as book:
            for student in graded:
                try:
                    written += _of_student(opened, book, student, rows.get(student))
                except (Problem, ValueError, OSError) as error:
                    left_out.append(f"{student} has no page: {error}")
    return Pages(tuple(written), tuple(left_out))


def _of_student(course: Course, book: Book, student: str, row: report.Row | None) -> list[Path]:
    folder = course.folder("autograded", student)
    target = course.folder("feedback", student)
    pages = []
    for name, version in course.handed.items():
        path = folder / f"{name}.ipynb"
        if not path.is_file():
            continue
        grade = _grade(course, book, student, path, version.like, row)
        target.mkdir(parents=True, exist_ok=True)
        page = target / f"{name}.html"
        write_atomically(page, short_page(grade))
        pages.append(page)
    return pages


def short_page(grade: Grade) -> str:
    """The page of `grade` in less than `MOST_BYTES`: answers are cut where they fill it."""
    text = ""
    for longest in _SHORTER:
        text = feedback.page(_cut(grade, longest))
        if len(text.encode()) < MOST_BYTES:
            return text
    raise Problem(f"The page would be over {MOST_BYTES // 1000} kB: shorten the comments.")


def _cut(grade: Grade, longest: int) -> Grade:
    return replace(
        grade,
        questions=tuple(
            replace(q, answer=_clip(q.answer, longest), seen=q.seen[:10]) for q in grade.questions
        ),
        written=tuple(replace(w, answer=_clip(w.answer, 3 * longest)) for w in grade.written),
    )


def _clip(text: str, longest: int) -> str:
    return text if len(text) <= longest else f"{text[:longest]}\n..."


def _grade(
    course: Course,
    book: Book,
    student: str,
    path: Path,
    like: notebooks.Notebook,
    row: report.Row | None,
) -> Grade:
    given = _given(book, course.assignment, path.stem, student)
    done = as_written(notebooks.read(path))
    questions, written = reading.results(like, done, dict(given.points))
    sentences = list(row.sentences) if row is not None else []
    if given.penalty:
        sentences.append(f"For handing in late {number(given.penalty)} points are taken off.")
    return Grade(
        assignment=course.assignment,
        version=__version__,
        path=path,
        status=row.status if row is not None else "graded",
        sandboxed=True,
        sentences=tuple(sentences),
        questions=_commented(questions, given, _answers(like)),
        written=tuple(_read(answer, given) for answer in written),
    )


def _given(book: Book, assignment: str, name: str, student: str) -> _Given:
    """Read the gradebook. Raises `ValueError`, nbgrader's own, where it has nothing."""
    with book.open() as gradebook:
        found: Any = gradebook.find_submission_notebook(name, assignment, student)
        return _Given(
            {grade.name: float(grade.score or 0) for grade in found.grades},
            {
                grade.name: float(grade.score or 0)
                for grade in found.grades
                if grade.manual_score is not None or grade.auto_score is not None
            },
            {c.name: str(c.comment) for c in found.comments if c.comment},
            float(found.late_submission_penalty or 0),
        )


def _answers(like: notebooks.Notebook) -> dict[str, list[str]]:
    """For each test the cells above it that it looks at, whose comments belong to it."""
    answers: dict[str, list[str]] = {}
    above: list[str] = []
    for cell in like.cells:
        noted = notebooks.settings(cell)
        if noted.get("grade") and not noted.get("solution"):
            answers[noted["grade_id"]] = above
            above = []
        elif noted.get("solution") and not noted.get("grade"):
            above.append(noted["grade_id"])
    return answers


def _commented(
    questions: Sequence[QuestionResult], given: _Given, answers: Mapping[str, list[str]]
) -> tuple[QuestionResult, ...]:
    """The questions with what the teacher wrote below their answers."""
    comments = [
        "\n".join(
            given.comments[name]
            for name in answers.get(q.question_id, ())
            if name in given.comments
        )
        for q in questions
    ]
    return tuple(replace(q, comment=c) for q, c in zip(questions, comments, strict=True))


def _read(answer: WrittenAnswer, given: _Given) -> WrittenAnswer:
    return replace(
        answer,
        points=given.by_hand.get(answer.question_id),
        comment=given.comments.get(answer.question_id, ""),
    )
