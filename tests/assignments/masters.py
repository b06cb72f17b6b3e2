"""Running an assignment's cells in one process, fast: what tests of masters and mutants build on.

No sandbox and no kernel: the master's own code and changed copies of it, nobody else's. Marks come
out as nbgrader gives them: all points where a test says nothing, its last number where it says
one, none where it raises.
"""

from __future__ import annotations

import ast
import contextlib
import io
import symtable
import warnings
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

import nbformat

from aftermosul import expect, resources


@dataclass(frozen=True)
class Question:
    """One graded question of a master: its given cells, the answer and the test."""

    id: str
    points: float
    task: str
    given: tuple[str, ...]
    answer: str
    test: str
    visible: str


@dataclass
class Outcome:
    """What one run earned, and what the tests said."""

    marks: dict[str, float] = field(default_factory=dict)
    said: dict[str, list[str]] = field(default_factory=dict)
    errors: dict[str, BaseException] = field(default_factory=dict)


def names() -> list[str]:
    """The assignments that there are."""
    return list(resources.assignment_names())


def master(name: str) -> Any:
    """The master as a notebook."""
    return nbformat.read(resources.masters() / name / f"{name}.ipynb", as_version=4)


def without(source: str, marker: str) -> str:
    """A cell's source without what stands between two markers."""
    kept, inside = [], False
    for line in source.splitlines():
        if f"BEGIN {marker}" in line:
            inside = True
        if not inside:
            kept.append(line)
        if f"END {marker}" in line:
            inside = False
    return "\n".join(kept)


def questions(name: str) -> tuple[tuple[str, ...], list[Question]]:
    """The cells that stand before the first question, and the questions in their order."""
    found: list[Question] = []
    setup: list[str] = []
    given: list[str] = []
    answer = task = ""
    for cell in master(name).cells:
        noted = cell.metadata.get("nbgrader", {})
        if cell.cell_type == "markdown":
            if cell.source.startswith("## "):
                task = cell.source
                setup, given = (given, []) if not found and not setup else (setup, given)
        elif noted.get("grade"):
            visible = without(cell.source, "HIDDEN TESTS")
            test = cell.source
            found.append(
                Question(cell.id, noted["points"], task, tuple(given), answer, test, visible)
            )
            given, answer = [], ""
        elif noted.get("solution"):
            answer = cell.source
        else:
            given.append(cell.source)
    return tuple(setup), found


def student_stub(source: str) -> str:
    """An answer cell as it is handed out."""
    lines, inside = [], False
    for line in source.splitlines():
        if "BEGIN SOLUTION" in line:
            inside = True
            lines.append(line[: len(line) - len(line.lstrip())] + "pass")
        elif "END SOLUTION" in line:
            inside = False
        elif not inside:
            lines.append(line)
    return "\n".join(lines)


def run_cell(source: str, names: dict[str, Any]) -> object:
    """Run a cell's lines and give back its last expression's value."""
    tree = ast.parse(source)
    last = tree.body.pop() if tree.body and isinstance(tree.body[-1], ast.Expr) else None
    exec(compile(tree, "cell", "exec"), names)
    if last is None:
        return None
    return eval(compile(ast.Expression(last.value), "cell", "eval"), names)


def earned(question: Question, names: dict[str, Any], out: Outcome) -> None:
    """Run one test cell, and note its marks and what it says."""
    said = io.StringIO()
    try:
        with contextlib.redirect_stdout(said):
            value = run_cell(question.test, names)
    except expect.NotAsExpected as failure:
        value = 0.0
        said.write(f"{failure.heading}: {failure}\n")
        out.errors[question.id] = failure
    except Exception as error:  # noqa: BLE001 - what a test runs into is an outcome here
        value = 0.0
        out.errors[question.id] = error
    points = question.points if value is None else float(value)  # type: ignore[arg-type]
    out.marks[question.id] = points
    out.said[question.id] = said.getvalue().splitlines()


def graded(
    name: str,
    answers: dict[str, str] | None = None,
    around: Callable[[Question, dict[str, Any], Callable[[], None]], None] | None = None,
) -> Outcome:
    """The marks of a notebook whose answers are the master's, but for those in `answers`.

    A cell that fails stops neither the next cell nor its own test, as under *Run All* with
    grading. `around` is called for each question with the namespace and with what runs its test,
    to look at what stands there before and after.
    """
    setup, asked = questions(name)
    namespace: dict[str, Any] = {"__name__": "__main__"}
    out = Outcome()
    # A full test may be the last of a cell; nothing else that a cell prints matters here.
    with warnings.catch_warnings(), contextlib.redirect_stdout(io.StringIO()):
        warnings.simplefilter("ignore")
        for source in setup:
            run_cell(source, namespace)
        for question in asked:
            for source in question.given:
                with contextlib.suppress(Exception):
                    run_cell(source, namespace)
            with contextlib.suppress(Exception):
                run_cell((answers or {}).get(question.id, question.answer), namespace)

            def test(question: Question = question) -> None:
                earned(question, namespace, out)

            if around is None:
                test()
            else:
                around(question, namespace, test)
    return out


def reads(source: str) -> set[str]:
    """The names that a test cell takes from the notebook: read there, and bound nowhere in it."""
    table = symtable.symtable(source, "cell", "exec")
    free: set[str] = set()

    def walk(scope: symtable.SymbolTable) -> None:
        for symbol in scope.get_symbols():
            if symbol.is_global() and symbol.is_referenced():
                free.add(symbol.get_name())
        for child in scope.get_children():
            walk(child)

    walk(table)
    return free - {symbol.get_name() for symbol in table.get_symbols() if symbol.is_assigned()}


def answer_names(question: Question) -> set[str]:
    """The names that an answer cell hands out: with dots, or as a function to write."""
    names: set[str] = set()
    for node in ast.parse(student_stub(question.answer)).body:
        if isinstance(node, ast.FunctionDef):
            names.add(node.name)
        elif isinstance(node, ast.Assign) and isinstance(node.value, ast.Constant):
            names |= {t.id for t in node.targets if isinstance(t, ast.Name)}
    return names
