"""The prepared notebooks of an assignment, their stated marks, and what must never be shown."""

from __future__ import annotations

import copy
import csv
import html
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import nbformat

from aftermosul import resources
from aftermosul.grading import release

NAME = "02-hijackings"
MASTER = resources.masters() / NAME / f"{NAME}.ipynb"
ANSWERS = resources.masters().parent / "answers" / NAME
# A line of a test that is nothing but a sentence to the student: it is there to be shown.
MESSAGE = re.compile(r'f?"[^"]*",?')
MARKERS = ("SOLUTION", "HIDDEN TESTS", "MARK SCHEME")


def student() -> Path:
    return release.fresh_student_versions() / NAME / f"{NAME}.ipynb"


def answer_sets() -> list[str]:
    return sorted(path.stem for path in ANSWERS.glob("*.ipynb"))


def stated_marks() -> dict[str, dict[str, float]]:
    """Points by notebook and question; marks.csv, the master and the untouched."""
    with (ANSWERS / "marks.csv").open(encoding="utf-8") as stream:
        rows = list(csv.DictReader(stream))
    columns = [column for column in rows[0] if column != "question"]
    marks = {c: {row["question"]: float(row[c]) for row in rows} for c in columns}
    marks["master"] = marks.pop("max")
    marks["untouched"] = dict.fromkeys(marks["master"], 0.0)
    return marks


def path_of(name: str) -> Path:
    """Where the prepared notebook of that name lies."""
    return {"master": MASTER, "untouched": student()}.get(name, ANSWERS / f"{name}.ipynb")


def notebook(name: str) -> Any:
    return nbformat.read(path_of(name), as_version=4)


def changed(name: str, change: Callable[[dict[str, Any]], None], target: Path) -> Path:
    """A prepared notebook with some cells changed: `change` gets them by id."""
    nb = copy.deepcopy(notebook(name))
    change({cell["id"]: cell for cell in nb.cells})
    nb.cells = [cell for cell in nb.cells if "gone" not in cell.metadata]
    nbformat.write(nb, target)
    return target


def names_reused(target: Path) -> Path:
    """Right work by a student who calls things what tests and Python itself call theirs."""
    taken = ("table", "sums", "deaths", "incidents", "rest", "decade", "counts", "named", "rows")
    pythons = ("list", "sum", "max", "min", "len", "range", "str", "round", "sorted", "print")

    def reuse(cells: dict[str, Any]) -> None:
        for cell_id, cell in cells.items():
            if cell_id.endswith("-answer"):
                cell["source"] += "".join(f"\n{name} = years" for name in taken)
        # Python's own names last: the answers above call some of them.
        last = cells["licence-answer"]
        last["source"] += "".join(f"\n{name} = 3" for name in pythons)
        # And one question starts anew with its own `list` and `sum`, as novices do.
        first = cells["two-totals-answer"]
        first["source"] = (
            "list = years[years['year'].between(1961, 1967)]\n"
            "sum = years[years['year'].between(1973, 1983)]\n"
            "before_total = list['incidents'].sum()\nafter_total = sum['incidents'].sum()"
        )

    return changed("master", reuse, target)


def hidden_lines(*markers: str) -> set[str]:
    """The telling lines between markers in the master, such as its hidden tests."""
    lines: set[str] = set()
    for cell in notebook("master").cells:
        inside = False
        for line in cell.source.splitlines():
            if any(f"BEGIN {marker}" in line for marker in markers):
                inside = True
            elif any(f"END {marker}" in line for marker in markers):
                inside = False
            elif inside and len(line.strip()) >= 15 and not MESSAGE.fullmatch(line.strip()):
                lines.add(line.strip())
    shown = "\n".join(cell.source for cell in notebook("untouched").cells)
    return {line for line in lines if line not in shown}


def leaks(text: str, lines: set[str]) -> list[str]:
    """Which of `lines` stand in `text`, be it HTML, JSON or plain."""
    plain = html.unescape(text).replace('\\"', '"')
    return sorted(line for line in lines if line in plain)
