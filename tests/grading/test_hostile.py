"""Broken, careless and hostile notebooks: graded where that is possible, and always said."""

from __future__ import annotations

import contextlib
import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

import nbformat
import pytest

from aftermosul.grading.autograde import grade_notebook
from aftermosul.grading.execution import Limits
from tests.classroom import processes
from tests.grading import prepared

COMMAND = """
import typer
from aftermosul.cli.grade import grade
app = typer.Typer()
app.command()(grade)
app()
"""


def marks(result: Any) -> dict[str, float]:
    return {question.question_id: question.points for question in result.questions}


def test_a_careless_notebook_keeps_every_mark_that_it_earned(tmp_path: Path) -> None:
    """One run holds many faults, and the command prints clean JSON through all of them."""

    def spoil(cells: dict[str, Any]) -> None:
        cells["two-totals-answer"].source += "\nimport os, sys, warnings\nos.system('echo noise')"
        # Warnings and prints of a student's function cost nothing.
        cells["per-year-answer"].source = cells["per-year-answer"].source.replace(
            "    total = 0",
            "    warnings.warn('loud')\n    print('loud', file=sys.stderr)\n    total = 0",
        )
        cells["busiest"].source = "# edited by hand\n2"
        for name in ("deaths", "landmark", "year-2001-answer", "year-2001"):
            cells[name].metadata["gone"] = True
        cells["yearly-rates-answer"].source += "\nyears['incidents'] = 0"
        cells["transport-answer"].source = "while True:\n    pass"
        cells["licence-answer"].source = "licensed = lisenced"
        # A tool that cut nbgrader's notes: cells are known by their ids.
        del cells["two-totals"].metadata["nbgrader"]

    path = prepared.changed("right-another-way", spoil, tmp_path / "mine.ipynb")
    before = path.read_bytes()
    run = subprocess.run(
        [sys.executable, "-c", COMMAND, str(path), "--json", "--timeout", "2"],
        capture_output=True,
        check=False,
        text=True,
    )

    assert run.returncode == 0, run.stderr
    assert run.stderr == ""
    told = json.loads(run.stdout)
    assert told["not_graded"] == []
    (grade,) = told["graded"]
    expected = prepared.stated_marks()["master"] | {
        "year-2001": 0,
        "transport": 0,
        "licence": 0,
    }
    assert {q["question_id"]: q["points"] for q in grade["questions"]} == expected
    assert grade["status"].startswith("timed out at cell ")
    said = " ".join(grade["sentences"])
    assert "3 cells were missing and put back before grading: deaths, landmark, year-2001." in said
    assert "One cell was edited and put back as handed out before grading: busiest." in said
    assert "(while True:) ran longer than 2 seconds and was stopped." in said
    seen = {q["question_id"]: " ".join(q["seen"]) for q in grade["questions"]}
    assert "CellTimeoutError. The cell ran longer than it may." in seen["transport"]
    assert "NameError: name 'lisenced' is not defined. Is the name spelt" in seen["licence"]
    assert "There is no elsewhere yet." in seen["year-2001"]
    assert path.read_bytes() == before
    page = Path(grade["feedback"])
    assert page == tmp_path / "feedback" / "mine.html"
    hidden = prepared.hidden_lines("HIDDEN TESTS", "MARK SCHEME")
    assert prepared.leaks(page.read_text(encoding="utf-8") + run.stdout, hidden) == []


@pytest.mark.parametrize(
    ("code", "status", "sentence"),
    [
        (
            "while True:\n    try:\n        while True:\n            pass\n"
            "    except KeyboardInterrupt:\n        pass",
            "killed",
            "ran longer than 3 seconds and was killed.",
        ),
        ("import os\nos._exit(1)", "crashed", "ended Python itself."),
    ],
)
def test_a_kernel_that_is_lost_costs_only_what_came_after(
    code: str, status: str, sentence: str, tmp_path: Path
) -> None:
    def spoil(cells: dict[str, Any]) -> None:
        cells["yearly-rates-answer"].source = code

    path = prepared.changed("right-another-way", spoil, tmp_path / "mine.ipynb")
    grade = grade_notebook(path, limits=Limits(seconds_a_cell=3))
    assert marks(grade) == dict.fromkeys(marks(grade), 0.0) | {"two-totals": 2.0}
    assert grade.status.startswith(f"{status} at cell ")
    assert sentence in " ".join(grade.sentences)
    assert "NotRun" in grade.questions[-1].seen[0]


ANYTHING = """
class Anything(float):
    __eq__ = __le__ = __ge__ = lambda self, other: True
    __hash__ = float.__hash__
    __sub__ = __rsub__ = lambda self, other: 0.0


"""


def test_an_object_that_equals_everything_earns_nothing(tmp_path: Path) -> None:
    def spoil(cells: dict[str, Any]) -> None:
        cells["look"].metadata["gone"] = True  # Put back as it was: it holds no answer.
        for name, cell in cells.items():
            if name.endswith("-answer"):
                lines = [x for x in cell.source.splitlines() if "..." in x]
                cell.source = "\n".join(x.replace("...", "Anything()", 1) for x in lines)
        cells["per-year-answer"].source = "per_year = lambda *given: Anything()"
        cells["two-totals-answer"].source = ANYTHING + cells["two-totals-answer"].source

    path = prepared.changed("untouched", spoil, tmp_path / "mine.ipynb")
    grade = grade_notebook(path)
    assert set(marks(grade).values()) == {0.0}
    assert "NameError" not in " ".join(sentence for q in grade.questions for sentence in q.seen)


def test_an_older_format_is_brought_up_to_date(tmp_path: Path) -> None:
    """Notebooks of format 3 know no cell ids and name their tests' source `input`."""
    path = tmp_path / "old.ipynb"
    nbformat.write(nbformat.convert(prepared.notebook("wrong-totals-for-rates"), 3), path)
    assert json.loads(path.read_text(encoding="utf-8"))["nbformat"] == 3
    grade = grade_notebook(path)
    assert marks(grade) == prepared.stated_marks()["wrong-totals-for-rates"]


def test_ctrl_c_ends_grading_and_gives_no_mark(tmp_path: Path) -> None:
    """nbclient turns Ctrl-C into a dead kernel; that must not read as a crash of the reader's."""

    def wait(cells: dict[str, Any]) -> None:
        flag = tmp_path / "running"
        cells[
            "two-totals-answer"
        ].source = f"import pathlib, time\npathlib.Path({str(flag)!r}).touch()\ntime.sleep(60)"

    path = prepared.changed("untouched", wait, tmp_path / "mine.ipynb")
    # Without bubblewrap in reach the cells run in a plain kernel, which may write where it likes.
    with subprocess.Popen(
        [sys.executable, "-c", COMMAND, str(path)],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        env={**os.environ, "PATH": str(Path(sys.executable).parent)},
    ) as run:
        while run.poll() is None and not (tmp_path / "running").exists():
            time.sleep(0.05)
        run.send_signal(signal.SIGINT)
        out, _ = run.communicate(timeout=30)
    assert run.returncode != 0
    assert out == ""
    assert not (tmp_path / "feedback").exists()


def test_ctrl_c_ends_grading_in_the_sandbox_and_leaves_nothing_behind(tmp_path: Path) -> None:
    processes.needs_sandbox()

    def wait(cells: dict[str, Any]) -> None:
        cells["two-totals-answer"].source = "import time\ntime.sleep(60)"

    def servers() -> set[int]:
        found = set()
        for place in Path("/proc").glob("[0-9]*"):
            with contextlib.suppress(OSError):
                if b"aftermosul.grading.shell.server" in (place / "cmdline").read_bytes():
                    found.add(int(place.name))
        return found

    before = servers()
    path = prepared.changed("untouched", wait, tmp_path / "mine.ipynb")
    command = [sys.executable, "-c", COMMAND, str(path)]
    with subprocess.Popen(
        command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
    ) as run:
        while run.poll() is None and not servers() - before:
            time.sleep(0.05)
        mine = servers() - before
        time.sleep(5)  # The server takes about three seconds to import what lessons use.
        run.send_signal(signal.SIGINT)
        out, _ = run.communicate(timeout=30)
    assert run.returncode != 0
    assert out == ""
    assert mine
    assert not mine & servers()
