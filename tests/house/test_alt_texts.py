"""A figure's text alternative says what its tables hold: no number in it is typed by hand."""

from __future__ import annotations

import ast
import re
from pathlib import Path

import pytest

from aftermosul.desk.rooms import rooms

TOPICS = Path(rooms()[0].__path__[0]).parent


def literals(source: str) -> list[str]:
    """The written parts of every `alt=` in a module; what is filled in between braces is not."""
    found = []
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.keyword) and node.arg == "alt":
            found.append(written(node.value))
    return found


def written(node: ast.expr) -> str:
    """The text between the braces; what has to be computed to be known is a gap."""
    if isinstance(node, ast.JoinedStr):
        return " ".join(written(part) for part in node.values)
    return node.value if isinstance(node, ast.Constant) and isinstance(node.value, str) else ""


MODULES = {
    str(path.relative_to(TOPICS)): literals(path.read_text(encoding="utf-8"))
    for path in sorted(TOPICS.rglob("*.py"))
}


@pytest.mark.parametrize("module", [name for name, texts in MODULES.items() if texts])
def test_no_alternative_text_holds_a_typed_number(module: str) -> None:
    typed = [number for text in MODULES[module] for number in re.findall(r"\d[\d,.]*", text)]
    assert typed == []


def test_typed_numbers_are_found_and_computed_ones_are_not() -> None:
    assert literals('Words(alt="from " f"{start:,.0f} to 210,000")') == ["from    to 210,000"]
    assert literals('Words(alt="a map", title="2014")') == ["a map"]
