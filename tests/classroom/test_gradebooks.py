"""A gradebook that can't be graded into ends in one sentence, before any cell is run."""

from __future__ import annotations

import contextlib
import logging
import sqlite3
from collections.abc import Callable, Iterator
from concurrent.futures import Future
from pathlib import Path

import pytest
from sqlalchemy.exc import NoResultFound, OperationalError

from aftermosul.classroom import gradebooks, report
from aftermosul.grading.execution import Execution, Work
from aftermosul.problems import Problem
from tests.assignments.test_stock import nbgrader
from tests.classroom import courses
from tests.grading import prepared

NAME = courses.NAME
FULL = sum(prepared.stated_marks()["right-another-way"].values())
# Gradebooks of nbgrader 0.6 had neither.
OLDER = (
    "ALTER TABLE student DROP COLUMN lms_user_id",
    "UPDATE alembic_version SET version_num = '167914646830'",
)


@pytest.fixture
def course(tmp_path: Path) -> Path:
    course = courses.empty(tmp_path / "course")
    courses.hand_in(course, "student", "right-another-way")
    # Nobody waits the five seconds that SQLite gives another program by default.
    with (course / "nbgrader_config.py").open("a", encoding="utf-8") as stream:
        stream.write('\nc.CourseDirectory.db_url = "sqlite:///gradebook.db?timeout=0.1"\n')
    return course


def changed(*statements: str) -> Callable[[Path], None]:
    """A gradebook after statements of SQL."""

    def change(file: Path) -> None:
        with contextlib.closing(sqlite3.connect(file)) as database:
            for statement in statements:
                database.execute(statement)
            database.commit()

    return change


def another_database(file: Path) -> None:
    file.unlink()
    changed("CREATE TABLE guests (name TEXT)")(file)


def as_folder(file: Path) -> None:
    file.unlink()
    file.mkdir()


@pytest.mark.parametrize(
    ("spoil", "words"),
    [
        (changed(*OLDER), "made by an older nbgrader: run `nbgrader db upgrade`"),
        (changed("DROP TABLE alembic_version", OLDER[0]), "`nbgrader db upgrade`"),
        (changed("UPDATE alembic_version SET version_num = 'f'"), "made by a newer nbgrader than"),
        (changed("ALTER TABLE grade DROP COLUMN extra_credit"), "lacks grade.extra_credit"),
        (changed("DROP TABLE comment"), "lacks comment"),
        (lambda file: file.write_bytes(b""), "is empty, and no marks are in it"),
        (lambda file: file.write_bytes(b"marks" * 999), "is no database of SQLite"),
        (lambda file: file.write_bytes(file.read_bytes()[:9000]), "is damaged"),
        (another_database, "something else (it holds guests)"),
        (as_folder, "is a folder"),
    ],
)
def test_a_gradebook_that_is_none_of_ours_is_left_alone(
    course: Path, spoil: Callable[[Path], None], words: str
) -> None:
    file = course / "gradebook.db"
    spoil(file)
    before = file.read_bytes() if file.is_file() else b""
    jobs = courses.Kept()
    with pytest.raises(Problem) as raised:
        courses.grade(course, jobs=jobs)
    assert words in str(raised.value)
    assert "\n" not in str(raised.value)
    assert jobs.seen == []
    assert (file.read_bytes() if file.is_file() else b"") == before


def test_the_advice_on_an_older_gradebook_is_right(course: Path) -> None:
    changed(*OLDER)(course / "gradebook.db")
    nbgrader(course, "db", "upgrade", "--CourseDirectory.db_url=sqlite:///gradebook.db")
    (row,) = courses.grade(course).rows
    assert row.points == FULL


@contextlib.contextmanager
def held(file: Path, how: str) -> Iterator[None]:
    """Another program in the midst of writing."""
    with contextlib.closing(sqlite3.connect(file, isolation_level=None)) as other:
        other.execute(f"BEGIN {how}")
        yield


@pytest.mark.parametrize("how", ["EXCLUSIVE", "IMMEDIATE"])
def test_a_gradebook_in_use_is_waited_for_before_any_cell(course: Path, how: str) -> None:
    jobs = courses.Kept()
    with held(course / "gradebook.db", how), pytest.raises(Problem, match="in use by another"):
        courses.grade(course, jobs=jobs)
    assert jobs.seen == []


class Locking(courses.Kept):
    """While cells run, another program begins to write in the gradebook, and ends too late."""

    def __init__(self, file: Path) -> None:
        super().__init__()
        self._file = file
        self.stack = contextlib.ExitStack()

    def submit(self, work: Work) -> Future[Execution]:
        self.stack.enter_context(held(self._file, "IMMEDIATE"))
        return super().submit(work)


def test_a_gradebook_locked_in_mid_run_costs_nobody_a_mark(
    course: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    jobs = Locking(course / "gradebook.db")
    with jobs.stack:
        (row,) = courses.grade(course, jobs=jobs).rows
    assert row.status == report.NOT_GRADED
    assert "in use by another program" in row.sentences[0]
    assert "SQL" not in capfd.readouterr().err
    (row,) = courses.grade(course).rows
    assert row.points == FULL


def test_a_lost_gradebook_is_said_where_graded_work_is_left(course: Path) -> None:
    courses.grade(course)
    (course / "gradebook.db").unlink()
    done = courses.grade(course)
    assert done.rows[0].points == FULL
    assert any("which another gradebook knew" in said for said in done.sentences)


@pytest.mark.parametrize(
    ("url", "words"),
    [
        ("gradebook.db", "is no address of a database"),
        ("sqlite:////nowhere/at/all/gradebook.db", ""),
        ("postgresql+nodriver://x/y", "can't be opened"),
    ],
)
def test_an_address_that_leads_nowhere(url: str, words: str) -> None:
    if not words:  # Not there yet is no fault.
        gradebooks.examine(url)
        return
    with pytest.raises(Problem, match=words):
        gradebooks.examine(url)


def test_what_a_database_says_is_told_by_its_kind() -> None:
    for line, words in {
        "attempt to write a readonly database": "make it and its folder writable",
        "database or disk is full": "the disk is full",
        "cannot execute INSERT in a read-only transaction": "make it and its folder writable",
        "could not connect to server": "see that its database is there",
    }.items():
        assert words in gradebooks.said(OperationalError(line, None, Exception(line)))


def test_that_nothing_was_found_is_no_fault_of_the_database() -> None:
    missing = ValueError("No such cell")
    missing.__context__ = NoResultFound()
    assert not gradebooks.is_database_error(missing)
    missing.__context__ = OperationalError("", None, Exception("locked"))
    assert gradebooks.is_database_error(missing)


def test_nbgraders_own_log_speaks_again_afterwards() -> None:
    log = logging.getLogger("tornado.application")
    with gradebooks.quiet():
        assert log.disabled
    assert not log.disabled
