"""Lessons, data, essay and assignments are found in a checkout and in an installed wheel."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

import hatch_build
from aftermosul import resources
from aftermosul.desk import stills
from aftermosul.grading import release

PLACES: dict[str, Callable[[], Path]] = {
    "data": resources.data,
    "seeds/essay.txt": resources.essay,
    "lessons": resources.lessons,
    "assignments/source": resources.masters,
    "assignments/nbgrader_config.py": resources.course_config,
}


@pytest.fixture
def wheel(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A package as a wheel lays it out; returns its folder of content."""
    package = tmp_path / "lib" / "site-packages" / "aftermosul"
    content = package / "content"
    monkeypatch.setattr(resources, "_PACKAGE", package)
    monkeypatch.setattr(resources, "_WHEEL_CONTENT", content)
    for name in ("lessons/00-start-here.ipynb", "lessons/02-hijackings.ipynb", "lessons/notes.md"):
        (content / name).parent.mkdir(parents=True, exist_ok=True)
        (content / name).touch()
    for name in ("02-b/02-b.ipynb", "01-a/01-a.ipynb", "scratch/other.ipynb"):
        path = content / "assignments" / "source" / name
        path.parent.mkdir(parents=True)
        path.touch()
    return content


def test_in_a_checkout_everything_stands_at_the_top(root: Path) -> None:
    assert resources.checkout() == root
    for name, place in PLACES.items():
        assert place() == root / name
        assert place().exists()
    assert resources.student_versions() == root / "build" / "student"


def test_in_a_wheel_everything_travels_inside_the_package(wheel: Path) -> None:
    assert resources.checkout() is None
    for name, place in PLACES.items():
        assert place() == wheel / name
    assert resources.student_versions() == wheel / "student"


def test_a_project_of_somebody_elses_is_not_taken_for_the_checkout(wheel: Path) -> None:
    (wheel.parent.parent.parent / "pyproject.toml").touch()
    assert resources.checkout() is None


@pytest.mark.parametrize("version", ["standard", "editable"])
def test_the_wheel_is_built_with_every_folder_that_is_looked_for(
    version: str, root: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """And an editable install with none of them: it uses the checkout."""
    monkeypatch.setattr(release, "make_student_versions", lambda *_: None)
    monkeypatch.setattr(stills, "make", lambda *_: [])
    built: dict[str, dict[str, str]] = {"force_include": {}}
    hook = hatch_build.StudentVersions(str(root), {}, None, None, str(root), "wheel")
    hook.initialize(version, built)
    wanted = {name.split("/")[0] for name in PLACES} | {"student", "stills"}
    found = {Path(place).name: place for place in built["force_include"].values()}
    expected = wanted if version == "standard" else set()
    assert found == {name: f"aftermosul/content/{name}" for name in expected}
    assert all((root / name).is_dir() for name in hatch_build.CONTENT)


def test_lessons_come_in_the_order_of_their_numbers(wheel: Path) -> None:
    assert [path.name for path in resources.lesson_paths()] == [
        "00-start-here.ipynb",
        "02-hijackings.ipynb",
    ]


def test_an_assignment_is_a_folder_that_holds_a_notebook_of_its_name(wheel: Path) -> None:
    assert resources.assignment_names() == ["01-a", "02-b"]


def test_the_lessons_and_assignments_written_so_far_are_there() -> None:
    assert {"00-start-here.ipynb", "02-hijackings.ipynb"} <= {
        path.name for path in resources.lesson_paths()
    }
    assert "02-hijackings" in resources.assignment_names()
