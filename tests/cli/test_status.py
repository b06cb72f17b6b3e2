"""`aftermosul status`: versions, edits and progress, before and after there is a workspace."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from aftermosul import __version__, check, cli, forecast, verdict
from aftermosul.cli.items import shipped_items
from aftermosul.desk.register import all_questions
from aftermosul.problems import Problem
from aftermosul.workspace import copies, place


def status(*words: str) -> Result:
    return CliRunner().invoke(cli._typer, ["status", *words])


@pytest.fixture
def filled(workspace: Path) -> Path:
    place.prepare(workspace)
    copies.fill(workspace, shipped_items())
    return workspace


def row(said: Result, path: str) -> str:
    """The table's line about one notebook, its spaces made single."""
    (line,) = [line for line in said.output.splitlines() if line.startswith(f"{Path(path)} ")]
    return " ".join(line.split()[1:])


def count(lesson: str) -> int:
    return sum(question.lesson == lesson for question in all_questions().values())


LESSON = "lessons/02-hijackings.ipynb"
ASSIGNMENT = "assignments/02-hijackings/02-hijackings.ipynb"


def test_before_there_is_a_workspace_it_says_what_to_do(workspace: Path) -> None:
    said = status()
    assert said.exit_code == 1
    assert isinstance(said.exception, Problem)
    assert str(said.exception).startswith(f"{workspace} is not a workspace: run  aftermosul lab")
    assert list(workspace.iterdir()) == []


def test_a_fresh_workspace_holds_every_notebook_as_shipped(filled: Path) -> None:
    said = status()
    assert said.exit_code == 0
    assert f"Workspace: {filled}" in said.output
    assert f"version {__version__}" in said.output
    assert row(said, LESSON) == f"{__version__} as shipped 0 of {count('02')}"
    assert row(said, ASSIGNMENT) == f"{__version__} as shipped -"
    assert "Claims with a verdict: 0. Forecasts sealed: 0." in said.output


def test_edits_and_progress_show(filled: Path) -> None:
    path = filled / LESSON
    content = json.loads(path.read_text(encoding="utf-8"))
    content["cells"][0]["source"] = "mine"
    path.write_text(json.dumps(content), encoding="utf-8")
    (filled / ASSIGNMENT).write_bytes(b"")
    (filled / "lessons" / "00-start-here.ipynb").unlink()
    check("peak-year", 1969)
    check("deadlier", 1)
    for then in ("mixed", "supported"):
        verdict("C30", then=then, since="mixed", confidence=70, because="so")
    for percent in (80, 60):
        forecast("F01", percent)
    forecast("F06", 5)
    said = status()
    assert row(said, LESSON) == f"{__version__} edited 1 of {count('02')}"
    assert row(said, ASSIGNMENT) == "- broken -"
    assert row(said, "lessons/00-start-here.ipynb") == f"- new 0 of {count('00')}"
    assert "Claims with a verdict: 1. Forecasts sealed: 2, 1 changed since." in said.output


def test_another_workspace_can_be_named(filled: Path, tmp_path: Path) -> None:
    other = tmp_path / "other"
    place.prepare(other)
    said = status("--workspace", str(other))
    assert f"Workspace: {other}" in said.output
    assert row(said, LESSON).startswith("- new")


def test_a_damaged_ledger_is_said_and_the_table_still_shown(filled: Path) -> None:
    (filled / "ledger.json").write_bytes(b"{")
    said = status()
    assert said.exit_code == 0
    assert "Your ledger could not be read." in said.output
    assert row(said, LESSON).endswith(f"0 of {count('02')}")


def test_status_changes_nothing(filled: Path) -> None:
    before = {p: p.read_bytes() for p in filled.rglob("*") if p.is_file()}
    status()
    assert {p: p.read_bytes() for p in filled.rglob("*") if p.is_file()} == before
