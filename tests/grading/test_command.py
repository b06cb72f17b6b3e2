"""`aftermosul grade`: what it prints, and with which exit it ends."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pytest
import typer
from typer.testing import CliRunner

from aftermosul.cli.grade import grade
from aftermosul.grading import autograde, feedback
from aftermosul.grading.execution import Execution, Limits
from aftermosul.grading.results import Grade, QuestionResult, WrittenAnswer
from aftermosul.problems import Problem
from tests.grading import prepared

app = typer.Typer()
app.command()(grade)
RUNNER = CliRunner()


def question(name: str, points: float, *seen: str) -> QuestionResult:
    return QuestionResult(name, f"1. {name}", points, 3, "a thing", seen, True, "x = [1]\n<b>")


@pytest.fixture
def found(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Grade:
    """A grade that is there without running a kernel."""
    path = tmp_path / "work.ipynb"
    path.write_text("{}", encoding="utf-8")
    result = Grade(
        "02-hijackings",
        "0.1.0",
        path,
        "graded",
        False,
        ("A sentence.",),
        (
            question("first", 3),
            question("second", 1.5, "KeyError: '[red]' & <i>"),
            question("z", 0),
        ),
        (WrittenAnswer("w", "2. Why?", 6, "## 2. Why?\n\n- **6 points**: <b>all</b>", "So <b>."),),
    )
    monkeypatch.setattr(autograde, "grade_notebook", lambda *_, **__: result)
    return result


def test_the_table_reads_well_without_colours_at_80_columns(found: Grade) -> None:
    run = RUNNER.invoke(app, [str(found.path)], terminal_width=80)
    assert run.exit_code == 0
    assert max(len(line) for line in run.stdout.splitlines() if "Feedback" not in line) <= 80
    assert "\x1b" not in run.stdout
    for words in (
        "1.5 of 3",
        "4.5 of 9",
        "a thing",
        "KeyError: '[red]' & <i>",
        "A sentence.",
        "2. Why? Up to 6 more points: a person reads it.",
        "The cells ran in a plain kernel, without a sandbox: fine for your own work.",
    ):
        assert words in run.stdout
    page = found.path.parent / "feedback" / "work.html"
    assert f"Feedback: {page}" in run.stdout
    assert page.is_file()


def test_json_is_one_object_and_nothing_else(found: Grade) -> None:
    run = RUNNER.invoke(app, [str(found.path), "--json", "--no-feedback"])
    told = json.loads(run.stdout)
    assert run.exit_code == 0
    (entry,) = told["graded"]
    assert (entry["points"], entry["max_points"], entry["max_written"]) == (4.5, 9, 6)
    assert [q["state"] for q in entry["questions"]] == ["right", "partly", "not yet"]
    assert entry["feedback"] is None
    assert not (found.path.parent / "feedback").exists()


def test_a_folder_that_cannot_be_written_costs_only_the_page(found: Grade) -> None:
    (found.path.parent / "feedback").write_text("a file in the way", encoding="utf-8")
    run = RUNNER.invoke(app, [str(found.path)])
    assert run.exit_code == 0
    assert "The feedback page can't be written to" in run.stdout


def test_no_page_is_written_where_it_would_be_handed_out(found: Grade) -> None:
    with pytest.raises(Problem, match="No feedback page is written among the masters"):
        feedback.write(replace(found, path=prepared.MASTER))
    assert not (prepared.MASTER.parent / "feedback").exists()


def test_the_page_escapes_what_a_reader_wrote_and_names_its_parts(found: Grade) -> None:
    page = feedback.page(found)
    assert '<html lang="en-GB">' in page
    assert "<caption>" in page
    assert 'scope="col"' in page
    assert 'scope="row"' in page
    assert "prefers-color-scheme: dark" in page
    assert "@media print" in page
    assert page.count("<h1") == 1
    assert "<b>" not in page
    assert "<i>" not in page
    assert "&lt;b&gt;" in page
    nothing = feedback.page(replace(found, questions=(), written=(), sentences=()))
    assert "0 of 0 points" in nothing


def test_what_was_not_graded_ends_with_one_sentence_and_not_with_zero(tmp_path: Path) -> None:
    missing = tmp_path / "none.ipynb"
    run = RUNNER.invoke(app, [str(missing)])
    assert run.exit_code == 1
    assert run.stdout == ""
    assert run.stderr == f"There is nothing at {missing}.\n"
    broken = tmp_path / "broken.ipynb"
    broken.write_text("{", encoding="utf-8")
    run = RUNNER.invoke(app, [str(broken), "--json"])
    assert run.exit_code == 1
    assert run.stderr == ""
    told = json.loads(run.stdout)
    assert told["graded"] == []
    assert [entry["path"] for entry in told["not_graded"]] == [str(broken)]


def test_without_nbgrader_the_command_says_what_to_install(tmp_path: Path) -> None:
    code = (
        "import sys; sys.modules['nbgrader'] = None\n"
        "import typer\nfrom aftermosul.cli.grade import grade\n"
        "app = typer.Typer(); app.command()(grade); app()\n"
    )
    command = [sys.executable, "-c", code, str(tmp_path)]
    run = subprocess.run(command, capture_output=True, check=False, text=True)
    assert run.returncode == 1
    assert run.stderr == 'Grading needs nbgrader: pip install "aftermosul[lab]" puts it in.\n'


def test_nothing_is_left_behind_where_no_kernel_starts(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The executor's own sentence comes through nbgrader, which turns errors into text."""

    class Broken:
        sandboxed = True

        def execute(self, notebook: object, folder: Path, limits: Limits) -> Execution:
            raise Problem("No Python kernel could be started.")

    monkeypatch.setenv("TMPDIR", str(tmp_path))
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    path = tmp_path / "work.ipynb"
    shutil.copy(prepared.student(), path)
    with pytest.raises(Problem, match=r"^No Python kernel could be started\.$"):
        autograde.grade_notebook(path, executor=Broken())
    assert [p.name for p in tmp_path.iterdir()] == ["work.ipynb"]
