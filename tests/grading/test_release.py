"""Student versions: made by nbgrader's own steps, the same each time, without what is hidden."""

from __future__ import annotations

import shutil
import subprocess
import sys
from pathlib import Path

import nbformat
import pytest

from aftermosul import __version__, resources
from aftermosul.grading import release
from aftermosul.problems import Problem
from tests.grading import prepared

COURSE = resources.masters().parent


def copy_of_the_course(folder: Path) -> Path:
    course = folder / "assignments"
    shutil.copytree(COURSE, course, ignore=shutil.ignore_patterns("answers"))
    return course


def test_making_them_twice_gives_the_same_bytes(tmp_path: Path) -> None:
    first = release.make_student_versions(COURSE, tmp_path / "first")
    second = release.make_student_versions(COURSE, tmp_path / "second")
    assert [p.relative_to(tmp_path / "first").as_posix() for p in first] == [
        f"{name}/{name}.ipynb" for name in resources.assignment_names()
    ]
    assert [p.read_bytes() for p in first] == [p.read_bytes() for p in second]


def test_a_student_version_says_what_it_is() -> None:
    noted = prepared.notebook("untouched").metadata["aftermosul"]
    assert noted == {"assignment": prepared.NAME, "version": __version__}


def test_files_beside_a_master_go_along_and_old_assignments_go(tmp_path: Path) -> None:
    course = copy_of_the_course(tmp_path)
    folder = course / "source" / prepared.NAME
    (folder / "extra").mkdir()
    (folder / "extra" / "picture.svg").write_text("<svg/>", encoding="utf-8")
    (folder / ".ipynb_checkpoints").mkdir()
    (folder / ".ipynb_checkpoints" / "x.ipynb").write_text("half", encoding="utf-8")
    (folder / "feedback").mkdir()
    (folder / "feedback" / "page.html").write_text("solutions", encoding="utf-8")
    target = tmp_path / "student"
    (target / "99-gone").mkdir(parents=True)
    release.make_student_versions(course, target)
    made = {p.relative_to(target).as_posix() for p in target.rglob("*") if p.is_file()}
    name = prepared.NAME
    assert {p for p in made if name in p} == {f"{name}/{name}.ipynb", f"{name}/extra/picture.svg"}
    assert not (target / "99-gone").exists()


@pytest.mark.parametrize(
    "setting", ["ClearMarkScheme.begin_mark_scheme", "ClearHiddenTests.begin_test"]
)
def test_a_marker_that_would_be_left_is_refused(setting: str, tmp_path: Path) -> None:
    """As when somebody changes nbgrader's markers in the settings and not in the masters."""
    course = copy_of_the_course(tmp_path)
    with (course / "nbgrader_config.py").open("a", encoding="utf-8") as stream:
        stream.write(f'\nc.{setting}_delimeter = "START HERE"\n')
    with pytest.raises(Problem, match=r"would hold “BEGIN (MARK SCHEME|HIDDEN TESTS)” in the cell"):
        release.make_student_versions(course, tmp_path / "student")
    assert not list((tmp_path / "student").rglob("*.ipynb"))


def test_they_are_stale_when_a_master_or_a_setting_changed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    course = copy_of_the_course(tmp_path)
    monkeypatch.setattr(resources, "checkout", lambda: tmp_path)
    assert release.stale()
    made = release.fresh_student_versions()
    assert made == tmp_path / "build" / "student"
    assert not release.stale()
    for changed in (course / "nbgrader_config.py", course / "source" / "note.txt"):
        with changed.open("a", encoding="utf-8") as stream:
            stream.write("# changed\n")
        assert release.stale()
        release.fresh_student_versions()
        assert not release.stale()
    (made / prepared.NAME / f"{prepared.NAME}.ipynb").unlink()
    assert release.stale()


def test_an_installed_wheel_uses_what_it_carries(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(resources, "checkout", lambda: None)
    assert not release.stale()
    assert release.fresh_student_versions() == resources.student_versions()


def test_they_can_be_made_where_pandas_is_not_installed(tmp_path: Path) -> None:
    """Making a wheel installs nbgrader and hatchling, and nothing else of ours."""
    code = (
        "import sys\n"
        "for name in ('pandas', 'altair', 'networkx', 'typer'):\n"
        "    sys.modules[name] = None\n"
        "from pathlib import Path\n"
        "from aftermosul.grading.release import make_student_versions\n"
        "make_student_versions(Path(sys.argv[1]), Path(sys.argv[2]))\n"
    )
    command = [sys.executable, "-c", code, str(COURSE), str(tmp_path)]
    run = subprocess.run(command, capture_output=True, check=False, text=True)
    assert run.returncode == 0, run.stderr
    made = nbformat.read(tmp_path / prepared.NAME / f"{prepared.NAME}.ipynb", as_version=4)
    assert made == prepared.notebook("untouched")
