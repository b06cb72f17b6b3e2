"""Mutants of an assignment: the master's answers with one slip each, and what each loses.

A slip is what a student makes: an end year left out, a wrong column, `>=` for `>`, a mean for a
sum, a division turned round, a bracket left open, a name misspelt, a name of Python's own taken.
Run one assignment's by hand: `python -m tests.assignments.mutants 02-hijackings`.
"""

from __future__ import annotations

import ast
import copy
import re
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from tests.assignments import masters

COLUMNS = [("incidents", "fatalities"), ("passengers_crew", "deaths_victims_low")]
METHODS = [
    ("sum", "mean"),
    ("sum", "max"),
    ("sum", "count"),
    ("idxmax", "idxmin"),
    ("idxmin", "idxmax"),
    ("idxmax", "max"),
    ("idxmin", "min"),
    ("max", "min"),
    ("diff", "abs"),
    ("diff", "pct_change"),
]
COMPARED = {
    ast.GtE: [ast.Gt, ast.Lt],
    ast.LtE: [ast.Lt, ast.Gt],
    ast.NotEq: [ast.Eq],
    ast.Eq: [ast.NotEq],
}
REACHED = {
    ast.Div: [ast.Mult, ast.FloorDiv],
    ast.Sub: [ast.Add],
    ast.Add: [ast.Sub],
    ast.Mult: [ast.Add],
    ast.FloorDiv: [ast.Div],
    ast.BitAnd: [ast.BitOr],
}


@dataclass(frozen=True)
class Mutant:
    """One slip in one question's answer."""

    question: str
    what: str
    answer: str


@dataclass(frozen=True)
class Report:
    """What became of an assignment's mutants. Shares are of all mutants, or of all marks lost."""

    mutants: int
    killed: int
    survivors: tuple[Mutant, ...]
    lost_outside: float

    @property
    def killed_share(self) -> float:
        """The share of mutants that lose a mark in their own question."""
        return self.killed / self.mutants


def solution(answer: str) -> str:
    """An answer cell as one who solved it would leave it, without dots or markers."""
    kept = [line for line in answer.splitlines() if "### " not in line and "= ...  #" not in line]
    return "\n".join(kept).strip() + "\n"


def of(name: str) -> list[Mutant]:
    """Every mutant of an assignment's answers, each once."""
    _, asked = masters.questions(name)
    found: dict[tuple[str, str], Mutant] = {}
    for question in asked:
        source = solution(question.answer)
        plain = ast.unparse(ast.parse(source))
        for what, changed in _changes(source, sorted(masters.answer_names(question))):
            if changed != plain:
                found.setdefault((question.id, changed), Mutant(question.id, what, changed))
    return list(found.values())


def tried(name: str, mutants: list[Mutant] | None = None) -> Report:
    """Grade every mutant, and say what was lost where."""
    asked = {q.id: q.points for q in masters.questions(name)[1]}
    killed, survivors, inside, outside = 0, [], 0.0, 0.0
    mutants = of(name) if mutants is None else mutants
    for mutant in mutants:
        marks = masters.graded(name, {mutant.question: mutant.answer}).marks
        lost = {key: asked[key] - marks[key] for key in asked}
        own = lost.pop(mutant.question)
        inside += own
        outside += sum(lost.values())
        if own > 0:
            killed += 1
        else:
            survivors.append(mutant)
    whole = inside + outside
    return Report(len(mutants), killed, tuple(survivors), outside / whole if whole else 0.0)


def _changes(source: str, asked: list[str]) -> Iterator[tuple[str, str]]:
    """Every changed version of a source, with what was changed."""
    tree = ast.parse(source)
    places = list(ast.walk(tree))
    for index, node in enumerate(places):
        for what, change in _slips(node):
            copied = copy.deepcopy(tree)
            change(list(ast.walk(copied))[index])
            yield (
                f"line {getattr(node, 'lineno', 0)}: {what}",
                ast.unparse(ast.fix_missing_locations(copied)),
            )
    for index, node in enumerate(tree.body):
        left = [other for number, other in enumerate(tree.body) if number != index]
        yield f"line {node.lineno}: left out", ast.unparse(ast.Module(left, type_ignores=[]))
    yield "a bracket left open", source.rstrip() + "\nprint(("
    yield "a colon left out", source.rstrip() + "\nfor year in years\n    pass"
    yield "stops in the middle", "raise ValueError('a slip')\n" + source
    for name in asked:
        yield f"{name} misspelt", re.sub(rf"\b{name}\b", f"{name}s", source)


Slip = tuple[str, Callable[[ast.AST], None]]


def _slips(node: ast.AST) -> Iterator[Slip]:
    """The slips that can be made at one place of the tree, each as a change of that node."""
    if isinstance(node, ast.Constant):
        yield from _other_constants(node)
    elif isinstance(node, ast.Attribute):
        for one, other in METHODS:
            if node.attr == one:
                yield f".{one} for .{other}", _setter("attr", other)
    elif isinstance(node, ast.Compare):
        for kind in COMPARED.get(type(node.ops[0]), []):
            yield f"{type(node.ops[0]).__name__} to {kind.__name__}", _setter("ops", [kind()])
    elif isinstance(node, ast.BinOp):
        for kind in REACHED.get(type(node.op), []):
            yield f"{type(node.op).__name__} to {kind.__name__}", _setter("op", kind())
        if isinstance(node.op, ast.Div | ast.Sub | ast.FloorDiv):
            yield "turned round", _turned
        yield "the right side left out", _only("left")
        yield "the left side left out", _only("right")
    elif isinstance(node, ast.UnaryOp) and isinstance(node.op, ast.USub):
        yield "a minus left out", _setter("op", ast.UAdd())


def _other_constants(node: ast.Constant) -> Iterator[Slip]:
    if isinstance(node.value, bool) or node.value is ...:
        return
    if isinstance(node.value, int):
        for step in (-1, 1, 10):
            yield f"{node.value} to {node.value + step}", _setter("value", node.value + step)
    elif isinstance(node.value, str):
        for one, other in (*COLUMNS, *(pair[::-1] for pair in COLUMNS)):
            if node.value == one:
                yield f"{one} to {other}", _setter("value", other)
        if node.value in set("abcd"):
            for letter in sorted(set("abcd") - {node.value}):
                yield f"option {letter}", _setter("value", letter)


def _setter(field: str, value: object) -> Callable[[ast.AST], None]:
    return lambda node: setattr(node, field, value)


def _turned(node: ast.AST) -> None:
    assert isinstance(node, ast.BinOp)
    node.left, node.right = node.right, node.left


def _only(side: str) -> Callable[[ast.AST], None]:
    def change(node: ast.AST) -> None:
        assert isinstance(node, ast.BinOp)
        kept = getattr(node, side)
        node.left, node.op, node.right = kept, ast.Add(), ast.Constant(0)

    return change


def main(name: str) -> None:
    """Print an assignment's report."""
    report = tried(name)
    print(f"{name}: {report.mutants} mutants, {report.killed_share:.1%} killed")  # noqa: T201
    print(f"marks lost outside the mutant's own question: {report.lost_outside:.1%}")  # noqa: T201
    for mutant in report.survivors:
        print(f"  survived: {mutant.question}, {mutant.what}")  # noqa: T201


if __name__ == "__main__":
    main(*sys.argv[1:])
