"""`aftermosul doctor`: all well here, and what is said where something is missing."""

from __future__ import annotations

import importlib
import importlib.util
import json
import os
import shutil
import subprocess
import sys
from pathlib import Path
from types import SimpleNamespace

import pytest
from typer.testing import CliRunner, Result

from aftermosul import cli
from aftermosul.workspace import copies, place

module = importlib.import_module("aftermosul.cli.doctor")


def doctor() -> Result:
    return CliRunner().invoke(cli._typer, ["doctor"])


def missing(said: Result) -> dict[str, str]:
    """What is marked as missing, and the fix on the line below."""
    lines = said.output.splitlines()
    return {
        line.removeprefix("MISSING").strip(): fix.strip()
        for line, fix in zip(lines, [*lines[1:], ""], strict=True)
        if line.startswith("MISSING")
    }


def kernel_spec(prefix: Path, content: str) -> None:
    spec = prefix / "share" / "jupyter" / "kernels" / "python3" / "kernel.json"
    spec.parent.mkdir(parents=True)
    spec.write_text(content, encoding="utf-8")


def test_on_this_machine_all_is_well() -> None:
    command = [str(Path(sys.executable).parent / "aftermosul"), "doctor"]
    said = subprocess.run(command, capture_output=True, check=False, text=True)
    assert said.returncode == 0, said.stdout
    assert all(line.startswith("ok ") for line in said.stdout.splitlines())
    for what in ("Python 3.", "JupyterLab", "nbgrader", "kernel", "Lessons", "workspace", "disk"):
        assert what in said.stdout
    assert said.stderr == ""


@pytest.mark.parametrize("package", ["jupyterlab", "nbgrader"])
def test_a_missing_package_is_named_with_the_fix(
    package: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    def find_spec(name: str) -> object:
        return None if name == package else importlib.util.find_spec(name)

    monkeypatch.setattr(
        module, "importlib", SimpleNamespace(util=SimpleNamespace(find_spec=find_spec))
    )
    said = doctor()
    assert said.exit_code == 1
    ((what, fix),) = missing(said).items()
    assert package in what.lower()
    assert fix == 'Run  pip install "aftermosul[lab]".'


@pytest.mark.parametrize("content", [None, "", "{", "[]", "{}", '{"argv": []}', "3"])
def test_a_missing_or_broken_kernel_is_said_with_the_fix(
    content: str | None, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    if content is not None:
        kernel_spec(tmp_path, content)
    here = SimpleNamespace(prefix=str(tmp_path), version_info=sys.version_info)
    monkeypatch.setattr(module, "sys", here)
    said = doctor()
    assert said.exit_code == 1
    assert missing(said) == {
        "A Python kernel in this environment": "Run  python -m ipykernel install --sys-prefix."
    }


def test_a_kernel_that_is_there_is_well(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    kernel_spec(tmp_path, json.dumps({"argv": ["python", "-m", "ipykernel_launcher"]}))
    here = SimpleNamespace(prefix=str(tmp_path), version_info=sys.version_info)
    monkeypatch.setattr(module, "sys", here)
    assert doctor().exit_code == 0


def test_an_old_python_is_said(monkeypatch: pytest.MonkeyPatch) -> None:
    here = SimpleNamespace(prefix=sys.prefix, version_info=(3, 10, 4, "final", 0))
    monkeypatch.setattr(module, "sys", here)
    said = doctor()
    assert said.exit_code == 1
    assert missing(said)["Python 3.10.4"].startswith("Install Python 3.11 or newer")


def test_an_installation_without_lessons_is_said(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module.resources, "lesson_paths", list)
    said = doctor()
    assert said.exit_code == 1
    assert "install the module again" in missing(said)["Lessons, data and assignments"]


def test_a_workspace_that_cannot_be_written_is_said(
    workspace: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    place.prepare(workspace)
    assert f"ok       Workspace {workspace}" in doctor().output

    def refuse(*_: object) -> None:
        raise OSError(30, "Read-only file system")

    monkeypatch.setattr(place, "write_atomically", refuse)
    said = doctor()
    assert said.exit_code == 1
    assert "Read-only file system" in missing(said)[f"Workspace {workspace}"]


def test_a_full_disk_is_said(workspace: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(copies.shutil, "disk_usage", lambda _: shutil._ntuple_diskusage(100, 99, 1))
    said = doctor()
    assert said.exit_code == 1
    assert missing(said)["Room on the disk"] == (
        f"Less than 200 MB are free where {workspace} lies: make room."
    )


def test_before_the_first_start_a_missing_workspace_is_no_fault(workspace: Path) -> None:
    workspace.rmdir()
    said = doctor()
    assert said.exit_code == 0
    assert "No workspace yet: aftermosul lab makes one" in said.output
    assert not workspace.exists()


def without_sandbox(case: str, folder: Path) -> dict[str, str]:
    """An environment whose PATH holds no bwrap, or one that is refused its namespaces."""
    folder.mkdir()
    if case == "refused":
        refusing = folder / "bwrap"
        refusing.write_text("#!/bin/sh\necho 'bwrap: No permissions' >&2\nexit 1\n")
        refusing.chmod(0o755)
    (folder / "sh").symlink_to("/bin/sh")
    return os.environ | {"PATH": str(folder)}


@pytest.mark.parametrize(
    ("case", "fix"),
    [
        ("absent", "Install bubblewrap: on Debian or Ubuntu  sudo apt install bubblewrap."),
        ("refused", "does not let bubblewrap make namespaces (bwrap: No permissions)."),
    ],
)
def test_a_missing_sandbox_is_said_with_the_fix_and_is_no_fault(
    case: str, fix: str, tmp_path: Path
) -> None:
    said = subprocess.run(
        [sys.executable, "-c", "from aftermosul.cli import app; app()", "doctor"],
        capture_output=True,
        check=False,
        env=without_sandbox(case, tmp_path / "bin"),
        text=True,
    )
    assert said.returncode == 0, said.stdout
    lines = said.stdout.splitlines()
    (at,) = [i for i, line in enumerate(lines) if line.startswith("without ")]
    assert lines[at] == "without  A sandbox, to grade other people's work"
    assert fix in lines[at + 1]


@pytest.mark.parametrize("case", ["absent", "refused"])
def test_a_class_is_not_graded_without_a_sandbox(case: str, tmp_path: Path) -> None:
    from tests.classroom import courses

    course = courses.empty(tmp_path / "course")
    courses.hand_in(course, "Ada", "master")
    before = courses.state(course)
    words = ["class", "grade", courses.NAME, "--course", str(course)]
    said = subprocess.run(
        [sys.executable, "-c", "from aftermosul.cli import app; app()", *words],
        capture_output=True,
        check=False,
        env=without_sandbox(case, tmp_path / "bin"),
        text=True,
    )
    assert said.returncode == 1
    assert said.stdout == ""
    (sentence,) = said.stderr.splitlines()
    assert "bubblewrap" in sentence
    assert "--unsandboxed" in sentence
    assert courses.state(course) == before
    assert not (course / "autograded").exists()


def test_ones_own_work_is_graded_without_a_sandbox_and_that_is_said(tmp_path: Path) -> None:
    from tests.grading import prepared

    path = tmp_path / "mine.ipynb"
    shutil.copy(prepared.path_of("right-another-way"), path)
    said = subprocess.run(
        [sys.executable, "-c", "from aftermosul.cli import app; app()", "grade", str(path)],
        capture_output=True,
        check=False,
        env=without_sandbox("absent", tmp_path / "bin"),
        text=True,
    )
    assert said.returncode == 0, said.stderr
    assert "24 of 24" in said.stdout
    words = " ".join(said.stdout.split())
    assert "The cells ran in a plain kernel, without a sandbox: fine for your own work." in words


def test_folders_of_jupyter_that_cannot_be_written_are_named_and_are_no_fault(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "file").write_text("", encoding="utf-8")
    monkeypatch.setenv("JUPYTER_RUNTIME_DIR", str(tmp_path / "file" / "runtime"))
    said = doctor()
    assert said.exit_code == 0
    lines = said.output.splitlines()
    at = lines.index("without  Jupyter's own folders can be written")
    assert str(tmp_path / "file" / "runtime") in lines[at + 1]


def test_a_place_where_no_workspace_can_be_made_is_said(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "file").write_text("", encoding="utf-8")
    monkeypatch.setenv(place.VARIABLE, str(tmp_path / "file" / "workspace"))
    said = doctor()
    assert said.exit_code == 1
    assert "go to a folder of your own first" in "".join(missing(said).values())
