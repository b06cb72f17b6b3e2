"""Whether somebody handed in anew, by the two times alone: no course is run."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from aftermosul.classroom import due, stamps


@dataclass
class Folders:
    """What is asked of a course here: one student's folders, and one notebook's name."""

    root: Path
    handed: tuple[str, ...] = ("essay",)

    def folder(self, step: str, student: str) -> Path:
        return self.root / step / student


@pytest.mark.parametrize(
    ("handed_in", "is_graded"),
    [
        ("2026-01-02 09:59:59 UTC", True),
        ("2026-01-02 10:00:00 UTC", True),
        ("2026-01-02 11:00:00 +01:00", True),
        ("2026-01-02 10:00:01 UTC", False),
    ],
)
def test_what_was_handed_in_by_the_time_that_was_graded_is_graded(
    handed_in: str, is_graded: bool, tmp_path: Path
) -> None:
    """The same second is no newer: a class that is graded twice is not run twice."""
    course: Any = Folders(tmp_path)
    times = {"submitted": handed_in, "autograded": "2026-01-02 10:00:00 UTC"}
    for step, time in times.items():
        folder = course.folder(step, "one")
        folder.mkdir(parents=True)
        (folder / stamps.TIMESTAMP).write_text(time, encoding="utf-8")
    assert not due._is_graded(course, "one")
    (course.folder("autograded", "one") / "essay.ipynb").touch()
    assert due._is_graded(course, "one") is is_graded
