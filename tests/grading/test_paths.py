"""Folders in which nbgrader would look elsewhere are refused before anything is written."""

from __future__ import annotations

from pathlib import Path

import pytest

from aftermosul.classroom.course import open_course
from aftermosul.grading.autograde import grade_notebook
from aftermosul.grading.paths import refuse_patterns
from aftermosul.problems import Problem
from tests.classroom import courses
from tests.grading import prepared


@pytest.mark.parametrize(
    ("name", "shown"),
    [
        ("a[b]c", "[ ]"),
        ("a[b", "["),
        ("a*b", "*"),
        ("a?b", "?"),
        ("a%20b", "%20"),
        ("a$HOME", "$"),
    ],
)
def test_a_course_in_an_odd_folder_gets_one_sentence(name: str, shown: str, tmp_path: Path) -> None:
    course = courses.bare(tmp_path / name / "course")
    before = sorted(course.rglob("*"))
    with (
        pytest.raises(Problem) as told,
        open_course(course, courses.NAME),
    ):
        pass
    said = str(told.value)
    assert f"it takes {shown} in a folder's name" in said
    assert "rename that folder" in said
    assert "\n" not in said
    assert sorted(course.rglob("*")) == before
    assert sorted(path.name for path in tmp_path.iterdir()) == [name]


@pytest.mark.parametrize("name", ["a b", "a{b}", "a%b", "50% done", "a+b#c", "naïve", "a$", "~"])
def test_other_folders_are_left_in_peace(name: str, tmp_path: Path) -> None:
    assert refuse_patterns(tmp_path / name) is None


def test_a_temporary_folder_is_looked_at_too(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "a[b]c").mkdir()
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path / "a[b]c"))
    with pytest.raises(Problem, match="nbgrader can't work in"):
        grade_notebook(prepared.student())
    assert list((tmp_path / "a[b]c").iterdir()) == []
