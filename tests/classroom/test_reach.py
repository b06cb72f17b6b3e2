"""Folders that can't be reached or read: nobody else is held up, and no 0 outlasts its reason."""

from __future__ import annotations

import errno
import os
import shutil
import socket
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from nbgrader.api import Gradebook

from aftermosul.classroom import intake, reach, report
from tests.classroom import courses
from tests.grading import prepared

NAME = courses.NAME
NOTEBOOK = f"{NAME}.ipynb"
FULL = sum(prepared.stated_marks()["right-another-way"].values())
NOBODY = 65_534


@pytest.fixture
def course(tmp_path: Path) -> Path:
    return courses.empty(tmp_path / "course")


def handed_in(course: Path, student: str) -> Path:
    """The folder of a right submission."""
    return courses.hand_in(course, student, "right-another-way").parent


def graded(course: Path) -> dict[str, report.Row]:
    return {row.student: row for row in courses.grade(course).rows}


def student_in_a_circle(folder: Path) -> None:
    shutil.rmtree(folder.parent)
    folder.parent.symlink_to(folder.parent.name)


def folder_in_a_circle(folder: Path) -> None:
    shutil.rmtree(folder)
    folder.symlink_to(folder.name)


def notebook_in_a_circle(folder: Path) -> None:
    (folder / NOTEBOOK).unlink()
    (folder / NOTEBOOK).symlink_to(NOTEBOOK)


def notebook_is_a_folder(folder: Path) -> None:
    (folder / NOTEBOOK).unlink()
    (folder / NOTEBOOK).mkdir()


def notebook_is_a_pipe(folder: Path) -> None:
    (folder / NOTEBOOK).unlink()
    os.mkfifo(folder / NOTEBOOK)


def folder_is_a_file(folder: Path) -> None:
    shutil.rmtree(folder)
    folder.write_text("x", encoding="utf-8")


def device(folder: Path) -> None:
    (folder / "z").symlink_to("/dev/zero")


def huge(folder: Path) -> None:
    with (folder / "big").open("wb") as stream:
        stream.truncate(10**12)


REFUSED: list[tuple[Callable[[Path], None], str]] = [
    (student_in_a_circle, "is itself a link"),
    (folder_in_a_circle, "is itself a link"),
    (notebook_in_a_circle, "leads round in a circle"),
    (notebook_is_a_folder, "nothing in its folder is a file"),
    (notebook_is_a_pipe, "nothing in its folder is a file"),
    (folder_is_a_file, "is not a folder"),
    (device, "leads out of its folder"),
    (huge, "over 64 MB"),
]


def test_whatever_a_folder_holds_the_others_are_graded(course: Path) -> None:
    handed_in(course, "a-honest")
    for spoil, _ in REFUSED:
        spoil(handed_in(course, spoil.__name__))
    handed_in(course, "z-honest")
    rows = graded(course)
    assert rows["a-honest"].points == rows["z-honest"].points == FULL
    said = {name: row.sentences[0] for name, row in rows.items() if row.status == report.UNREADABLE}
    expected = {spoil.__name__: words for spoil, words in REFUSED}
    assert said.keys() == expected.keys()
    assert [name for name, words in expected.items() if words not in said[name]] == []


def odd_names(folder: Path) -> None:
    for name in (b"Icon\r", b"Icon\n", b"\xff\xfe.txt", b"n" * 250):
        Path(os.fsdecode(bytes(folder) + b"/" + name)).touch()


def odd_kinds(folder: Path) -> None:
    os.mkfifo(folder / "pipe")
    (folder / "to nothing").symlink_to("nothing")
    (folder / "folder.ipynb").mkdir()
    with socket.socket(socket.AF_UNIX) as door, tempfile.TemporaryDirectory() as short:
        door.bind(f"{short}/s")  # A socket's path must be a short one.
        Path(short, "s").rename(folder / "socket")


def odd_stamp(folder: Path) -> None:
    os.mkfifo(folder / "timestamp.txt")


@pytest.mark.parametrize("change", [odd_names, odd_kinds, odd_stamp])
def test_what_lies_beside_a_notebook_costs_nothing(course: Path, change: Any) -> None:
    change(handed_in(course, "odd"))
    assert graded(course)["odd"].points == FULL
    assert graded(course) == {}


@pytest.fixture
def no_root() -> Iterator[Path]:
    """A folder for a user who may not read what has no rights, which root may."""
    place = Path(tempfile.mkdtemp(prefix="aftermosul-no-root-"))
    is_root = os.geteuid() == 0
    try:
        yield place
    finally:
        if is_root:
            os.seteuid(0)
        for folder in [place, *place.rglob("*")]:
            folder.chmod(0o755)
        shutil.rmtree(place)


def as_nobody(place: Path) -> None:
    if os.geteuid() == 0:
        for path in [place, *place.rglob("*")]:
            os.chown(path, NOBODY, NOBODY)
        os.seteuid(NOBODY)


def test_folders_without_rights_are_unreadable_until_they_have_them(no_root: Path) -> None:
    course = courses.empty(no_root / "course")
    handed_in(course, "warm")  # A kernel runs it once, while it may read everything.
    graded(course)
    shut = {
        "submission": handed_in(course, "submission"),
        "no-search": handed_in(course, "no-search"),
        "student": handed_in(course, "student").parent,
        "notebook": handed_in(course, "notebook") / NOTEBOOK,
    }
    handed_in(course, "z-honest")
    as_nobody(no_root)
    for student, path in shut.items():
        path.chmod(0o444 if student == "no-search" else 0)
    rows = graded(course)
    assert rows["z-honest"].points == FULL
    assert {name: row.status for name, row in rows.items() if name != "z-honest"} == dict.fromkeys(
        shut, report.UNREADABLE
    )
    told = [sentence for row in rows.values() for sentence in row.sentences]
    assert len(told) == len(shut)
    assert all("Permission denied" in sentence for sentence in told)
    assert not any(str(course) in sentence for sentence in told)

    for path in shut.values():
        path.chmod(0o755)
    assert {name: row.points for name, row in graded(course).items()} == dict.fromkeys(shut, FULL)


def test_marks_that_a_person_gave_for_something_unreadable_stay(course: Path) -> None:
    path = courses.hand_in(course, "student")
    path.write_text("{", encoding="utf-8")
    graded(course)
    with Gradebook(f"sqlite:///{course / 'gradebook.db'}", "after-mosul") as gradebook:
        grade = gradebook.find_grade("essay-right", NAME, NAME, "student")
        grade.manual_score, grade.needs_manual_grade = 4, False
        gradebook.db.commit()
    assert graded(course) == {}


@pytest.mark.parametrize("number", [errno.EIO, errno.ESTALE, errno.ENOTCONN, errno.EMFILE])
def test_a_fault_of_the_disk_is_no_nought(
    course: Path, monkeypatch: pytest.MonkeyPatch, number: int
) -> None:
    folder = handed_in(course, "student")

    def fails(*_: Any) -> Any:
        raise OSError(number, os.strerror(number))

    with monkeypatch.context() as patch:
        patch.setattr(Path, "iterdir", fails)
        row = graded(course)["student"]
    assert row.status == report.NOT_GRADED
    assert f"can't be reached ({os.strerror(number)})" in row.sentences[0]
    assert reach.why_not(folder) == ""
    assert graded(course)["student"].points == FULL


def test_a_share_that_goes_while_it_is_read_is_no_nought(
    course: Path, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    folder = handed_in(course, "student")
    real = intake.take

    def goes(*arguments: Any) -> Any:
        shutil.move(folder, tmp_path / "away")
        return real(*arguments)

    with monkeypatch.context() as patch:
        patch.setattr(intake, "take", goes)
        row = graded(course)["student"]
    assert row.status == report.NOT_GRADED
    shutil.move(tmp_path / "away", folder)
    assert graded(course)["student"].points == FULL
