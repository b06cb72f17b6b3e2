"""The command that grades a class, as a teacher runs it."""

from __future__ import annotations

import json
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from tests.classroom import courses

NAME = courses.NAME


def command(*words: str) -> list[str]:
    return [sys.executable, "-c", "from aftermosul.cli import app; app()", "class", *words]


def run(*words: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(command(*words), capture_output=True, text=True, check=False)


@pytest.fixture(scope="module")
def course(tmp_path_factory: pytest.TempPathFactory) -> Path:
    course = courses.empty(tmp_path_factory.mktemp("command"))
    courses.hand_in(course, "Ada", "master")
    courses.hand_in(course, "Bo", "untouched")
    return course


def test_a_class_is_graded_and_gets_its_pages(course: Path) -> None:
    done = run("grade", NAME, "--course", str(course), "--unsandboxed", "--student", "Ada")
    assert done.returncode == 0, done.stderr
    assert "24 of 24" in done.stdout
    assert "1 graded in" in done.stdout
    assert done.stderr == "Students' code runs without a sandbox, with all your rights.\n"

    done = run("grade", NAME, "--course", str(course), "--unsandboxed", "--json")
    told = json.loads(done.stdout)
    assert [(r["student"], r["points"], r["status"]) for r in told["rows"]] == [("Bo", 0, "graded")]
    assert told["already_graded"] == ["Ada"]

    done = run("feedback", NAME, "--course", str(course))
    assert (done.returncode, done.stdout) == (0, "2 pages written to the course's feedback.\n")


def test_what_a_teacher_can_mend_is_one_sentence(course: Path, tmp_path: Path) -> None:
    done = run("grade", NAME, "--course", str(tmp_path), "--unsandboxed")
    assert done.returncode == 1
    assert done.stdout == ""
    assert "is no nbgrader course" in done.stderr
    assert "Traceback" not in done.stderr


def test_ctrl_c_stops_and_says_how_to_go_on(tmp_path: Path) -> None:
    course = courses.empty(tmp_path / "course")
    for number in range(4):
        path = courses.hand_in(course, f"s{number}")
        notebook = courses.nbformat.read(path, as_version=4)
        for cell in notebook.cells:
            if cell["id"] == "two-totals-answer" and number:
                cell.source = "import time\ntime.sleep(2)"
        courses.nbformat.write(notebook, path)
    child = subprocess.Popen(
        command("grade", NAME, "--course", str(course), "--unsandboxed", "--workers", "1"),
        stderr=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )
    ends = time.monotonic() + 60
    while not (course / "autograded" / "s0" / NAME).exists() and time.monotonic() < ends:
        time.sleep(0.1)
    child.send_signal(signal.SIGINT)
    _, error = child.communicate(timeout=60)
    assert child.returncode == 130
    assert "the same command goes on with the rest" in error
    assert "Traceback" not in error
    found = courses.grade(course)
    assert "s0" in found.already_graded
    assert [entry[0] for entry in courses.state(course)] == ["s0", "s1", "s2", "s3"]
