"""Stock nbgrader, by its own commands and with our course settings, gives the same marks."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import nbformat
from nbgrader.api import Gradebook

from aftermosul import resources
from tests.grading import prepared


def nbgrader(course: Path, *words: str) -> None:
    """Run an nbgrader command in a course as a teacher would."""
    tools = str(Path(sys.executable).parent)
    run = subprocess.run(
        [sys.executable, "-m", "nbgrader", *words],
        cwd=course,
        env=os.environ | {"PATH": os.pathsep.join([tools, os.environ["PATH"]])},
        capture_output=True,
        check=False,
        text=True,
    )
    assert run.returncode == 0, run.stderr[-3000:]


def lay_out(course: Path) -> None:
    """A course with every prepared notebook handed in."""
    shutil.copy(resources.course_config(), course)
    shutil.copytree(resources.masters(), course / "source")
    for name in prepared.stated_marks():
        folder = course / "submitted" / name / prepared.NAME
        folder.mkdir(parents=True)
        shutil.copy(prepared.path_of(name), folder / f"{prepared.NAME}.ipynb")
    folder = course / "submitted" / "names-reused" / prepared.NAME
    folder.mkdir(parents=True)
    prepared.names_reused(folder / f"{prepared.NAME}.ipynb")


def test_plain_nbgrader_releases_grades_and_reports_the_same(tmp_path: Path) -> None:
    lay_out(tmp_path)
    nbgrader(tmp_path, "generate_assignment", prepared.NAME)
    nbgrader(tmp_path, "autograde", prepared.NAME)
    nbgrader(tmp_path, "generate_feedback", prepared.NAME)

    released = nbformat.read(
        tmp_path / "release" / prepared.NAME / f"{prepared.NAME}.ipynb", as_version=4
    )
    assert released.cells == prepared.notebook("untouched").cells
    with Gradebook(f"sqlite:///{tmp_path / 'gradebook.db'}", "after-mosul") as gradebook:
        marks_of = prepared.stated_marks()
        for name, stated in (marks_of | {"names-reused": marks_of["master"]}).items():
            found = gradebook.find_submission_notebook(prepared.NAME, prepared.NAME, name)
            marks = {g.name: float(g.auto_score) for g in found.grades if g.auto_score is not None}
            assert marks == stated, name
            assert found.score == sum(stated.values()), name
            feedback = tmp_path / "feedback" / name / prepared.NAME / f"{prepared.NAME}.html"
            assert feedback.stat().st_size > 10_000
