"""A terminal that has no letters for a name prints the rest, and JSON stays JSON."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.classroom import courses

NAME = courses.NAME
STUDENT = "جميلة"


def run(*words: str, encoding: str) -> subprocess.CompletedProcess[bytes]:
    code = "from aftermosul.cli import app; app()"
    return subprocess.run(
        [sys.executable, "-c", code, *words],
        capture_output=True,
        check=False,
        env={**os.environ, "PYTHONIOENCODING": encoding, "PYTHONUTF8": "0"},
    )


@pytest.fixture(scope="module")
def course(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A graded course of one student whose name few terminals have letters for."""
    course = courses.empty(tmp_path_factory.mktemp("kürs"))
    courses.hand_in(course, STUDENT)
    courses.grade(course)
    (course / "submitted" / "unreadable ë" / NAME).mkdir(parents=True)
    return course


@pytest.mark.parametrize(
    "encoding", ["cp1252", "ascii:strict", pytest.param("ascii", marks=pytest.mark.audit)]
)
def test_a_table_ends_no_run(encoding: str, course: Path) -> None:
    shutil.rmtree(course / "autograded" / "unreadable ë", ignore_errors=True)
    done = run("class", "grade", NAME, "--course", str(course), "--unsandboxed", encoding=encoding)
    assert b"Traceback" not in done.stderr
    assert done.returncode == 0
    assert b"1 graded in" in done.stdout
    shown = "unreadable ë".encode(encoding.partition(":")[0], "backslashreplace")
    assert shown in done.stdout


@pytest.mark.parametrize("encoding", ["ascii", pytest.param("utf-8", marks=pytest.mark.audit)])
def test_json_can_be_read_back(encoding: str, tmp_path: Path) -> None:
    path = tmp_path / f"{STUDENT}.ipynb"
    done = run("grade", str(path), "--json", encoding=encoding)
    assert b"Traceback" not in done.stderr
    told = json.loads(done.stdout)
    assert told["not_graded"][0]["path"] == str(path)


def test_the_map_is_printed_everywhere() -> None:
    done = run("map", encoding="ascii")
    assert (done.returncode, done.stderr) == (0, b"")
    assert b"thesis-alone" in done.stdout
