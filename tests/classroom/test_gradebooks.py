"""A gradebook that can't be worked with gets its own advice, before any cell is run."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest

from aftermosul.classroom import gradebooks
from aftermosul.problems import Problem
from tests.classroom import courses


@pytest.fixture
def book(tmp_path: Path) -> Path:
    course = courses.empty(tmp_path / "course")
    courses.hand_in(course, "student")
    return course / "gradebook.db"


def run(book: Path, *statements: str) -> None:
    with closing(sqlite3.connect(book)) as connection:
        for statement in statements:
            connection.execute(statement)
        connection.commit()


def older(book: Path) -> None:
    run(book, "ALTER TABLE grade DROP COLUMN extra_credit")


def of_an_older_version(book: Path) -> None:
    run(book, "UPDATE alembic_version SET version_num = '167914646830'")


def without_a_version(book: Path) -> None:
    run(book, "DROP TABLE alembic_version")


def newer(book: Path) -> None:
    run(book, "UPDATE alembic_version SET version_num = 'ffffffffffff'")


def empty(book: Path) -> None:
    book.write_bytes(b"")


def damaged(book: Path) -> None:
    book.write_bytes(b"This is no database at all. " * 100)


@pytest.mark.parametrize(
    ("spoil", "advice"),
    [
        (older, "an older nbgrader: copy it first, then run `nbgrader db upgrade`"),
        (of_an_older_version, "an older nbgrader: copy it first"),
        (without_a_version, "an older nbgrader: copy it first"),
        (newer, "made by a newer nbgrader than"),
        (empty, "is an empty file"),
        (damaged, "is damaged, or no gradebook: put a copy of it back"),
    ],
)
def test_each_kind_gets_its_own_advice_and_no_cell_is_run(
    book: Path, spoil: Callable[[Path], None], advice: str
) -> None:
    spoil(book)
    before = book.read_bytes()
    jobs = courses.Kept()
    with pytest.raises(Problem) as said:
        courses.grade(book.parent, jobs=jobs)
    assert advice in str(said.value)
    assert jobs.seen == []
    assert book.read_bytes() == before


def test_a_locked_one_is_called_locked(book: Path) -> None:
    with closing(sqlite3.connect(book, isolation_level=None)) as other:
        other.execute("BEGIN EXCLUSIVE")
        with pytest.raises(Problem, match="is locked by another program"):
            gradebooks.refuse_unfit(f"sqlite:///{book}?timeout=0.2")


def test_a_good_one_and_one_that_is_not_there_pass(book: Path, tmp_path: Path) -> None:
    before = book.read_bytes()
    gradebooks.refuse_unfit(f"sqlite:///{book}")
    assert book.read_bytes() == before
    gradebooks.refuse_unfit(f"sqlite:///{tmp_path / 'new.db'}")
    assert not (tmp_path / "new.db").exists()
