"""The wheel: built, installed in an environment of its own, and used outside the checkout."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import venv
import zipfile
from pathlib import Path

import pytest

from aftermosul import __version__, resources

USE = """
import json, sys
from pathlib import Path

import nbformat
from nbclient import NotebookClient

import aftermosul
from aftermosul import resources
from aftermosul.cli.items import shipped_items
from aftermosul.workspace import copies, place

package = Path(aftermosul.__file__).resolve().parent
folder = Path(sys.argv[1])
place.prepare(folder)
said = copies.fill(folder, shipped_items())
lesson = folder / "lessons" / "02-hijackings.ipynb"
notebook = nbformat.read(lesson, as_version=4)
client = NotebookClient(
    notebook, kernel_name="python3", timeout=180, resources={"metadata": {"path": str(folder)}}
)
client.execute()
outputs = [o for c in notebook.cells if c.cell_type == "code" for o in c.outputs]
shown = [o.data.get("text/plain", "") for o in outputs if "data" in o]
print(json.dumps({
    "package": str(package),
    "version": aftermosul.__version__,
    "checkout": str(resources.checkout()),
    "said": said,
    "copies": {p.relative_to(folder).as_posix(): p.read_text("utf-8")
               for p in sorted(folder.rglob("*.ipynb"))},
    "masters": [p.name for p in sorted(resources.masters().rglob("*.ipynb"))],
    "stderr": [o.text for o in outputs if o.get("name") == "stderr"],
    "not tried": sum(text.startswith("Not tried") for text in shown),
    "cells": len(notebook.cells),
}))
"""


def outside(folder: Path) -> dict[str, str]:
    """An environment in which nothing leads back to the checkout."""
    left_out = ("PYTHON", "COV_", "AFTERMOSUL", "VIRTUAL_ENV", "JUPYTER")
    kept = {name: value for name, value in os.environ.items() if not name.startswith(left_out)}
    return kept | {"JUPYTER_PREFER_ENV_PATH": "1", "IPYTHONDIR": str(folder / "ipython")}


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The wheel as `make wheel` builds it."""
    target = tmp_path_factory.mktemp("dist")
    top = resources.checkout()
    assert top is not None
    command = [sys.executable, "-m", "build", "--wheel", "--no-isolation", "--outdir", str(target)]
    run = subprocess.run(command, cwd=top, capture_output=True, check=False, text=True)
    assert run.returncode == 0, run.stdout + run.stderr
    (made,) = target.glob("*.whl")
    return made


@pytest.mark.slow
@pytest.mark.xdist_group("wheel")
def test_the_wheel_holds_everything_once_and_masters_apart(wheel: Path, root: Path) -> None:
    with zipfile.ZipFile(wheel) as archive:
        names = archive.namelist()
        held = {name: archive.read(name) for name in names if name.startswith("aftermosul/content")}
    assert wheel.name == f"aftermosul-{__version__}-py3-none-any.whl"
    assert len(set(names)) == len(names)
    content = {name.removeprefix("aftermosul/content/") for name in held}
    for path in resources.lesson_paths():
        assert held[f"aftermosul/content/lessons/{path.name}"] == path.read_bytes()
    files = [path for path in resources.data().rglob("*") if path.is_file()]
    for path in (*files, resources.essay()):
        assert path.relative_to(root).as_posix() in content
    for name in resources.assignment_names():
        master = held[f"aftermosul/content/assignments/source/{name}/{name}.ipynb"]
        student = held[f"aftermosul/content/student/{name}/{name}.ipynb"]
        assert b"BEGIN SOLUTION" in master
        assert b"BEGIN HIDDEN" in master
        assert b"BEGIN " not in student
        assert student != master
    static = root / "src" / "aftermosul"
    for path in static.rglob("*"):
        if path.is_file() and path.suffix in {".js", ".css", ".j2", ".json", ".py"}:
            assert f"aftermosul/{path.relative_to(static).as_posix()}" in names
    assert [name for name in names if "teachers" in name or "/keys/" in name] == []
    litter = ("gradebook.db", ".ipynb_checkpoints", "__pycache__", "feedback/", ".DS_Store")
    assert [name for name in names if any(word in name for word in litter)] == []
    licences = [name for name in names if "/licenses/" in name]
    assert {Path(name).name for name in licences} == {"LICENSE", "LICENSE-CONTENT", "THIRD-PARTY"}


@pytest.mark.slow
@pytest.mark.xdist_group("wheel")
def test_a_stranger_installs_the_wheel_and_runs_a_lesson_in_a_workspace_of_it(
    wheel: Path, root: Path, tmp_path: Path
) -> None:
    place = tmp_path / "environment"
    venv.create(place, with_pip=False, symlinks=os.name != "nt")
    python = place / ("Scripts" if os.name == "nt" else "bin") / "python"
    apart = outside(tmp_path)
    # The pip at hand installs into the other environment: that one needs none of its own.
    command = [sys.executable, "-m", "pip", "--python", str(python), "install", "--quiet"]
    command += ["--no-compile", "--constraint", str(root / "constraints.txt")]
    command += [str(wheel), "ipykernel", "nbclient"]
    run = subprocess.run(command, cwd=tmp_path, env=apart, capture_output=True, text=True)
    assert run.returncode == 0, run.stderr

    run = subprocess.run(
        [str(python), "-c", USE, str(tmp_path / "mine")],
        cwd=tmp_path,
        env=apart | {"AFTERMOSUL_WORKSPACE": str(tmp_path / "mine")},
        capture_output=True,
        check=False,
        text=True,
    )
    assert run.returncode == 0, run.stderr
    used = json.loads(run.stdout.splitlines()[-1])
    assert Path(used["package"]).is_relative_to(place)
    assert used["version"] == __version__
    assert used["checkout"] == "None"
    assert used["said"] == []
    lessons = [f"lessons/{path.name}" for path in resources.lesson_paths()]
    names = resources.assignment_names()
    assert list(used["copies"]) == [*(f"assignments/{n}/{n}.ipynb" for n in names), *lessons]
    for text in used["copies"].values():
        assert "BEGIN SOLUTION" not in text
        assert "BEGIN HIDDEN" not in text
    assert used["masters"] == [f"{name}.ipynb" for name in names]
    assert used["stderr"] == []
    assert used["not tried"] >= 3
    assert not (tmp_path / "mine" / "ledger.json").exists()

    command = [str(python.with_name("aftermosul")), "status", "--workspace", str(tmp_path / "mine")]
    run = subprocess.run(command, cwd=tmp_path, env=apart, capture_output=True, text=True)
    assert run.returncode == 0, run.stderr
    assert run.stdout.count("as shipped") == len(names) + len(lessons)
