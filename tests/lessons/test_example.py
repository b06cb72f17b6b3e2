"""The verdict that lesson 00 shows filled in is what the call beside it would show."""

from __future__ import annotations

import re
from pathlib import Path

import aftermosul
from tests.lessons import reading

START = reading.NAMES[0]
TEXT = next(c.source for c in reading.cells(START, "markdown") if "Recorded:" in c.source)


def test_the_card_shown_is_the_one_that_the_call_gives(workspace: Path) -> None:
    (call,) = re.findall(r"```python\n(.+?)\n```", TEXT, re.DOTALL)
    names = dict(vars(aftermosul), verdict=aftermosul.verdict)
    said = repr(eval(call, names)).splitlines()
    shown = [line.removeprefix("> ") for line in TEXT.splitlines() if line.startswith("> ")]
    assert [line.strip("*") for line in shown] == said[: len(shown)]
    assert len(shown) >= 4


def test_it_stands_before_the_first_verdict_that_a_reader_gives() -> None:
    cells = reading.notebook(START).cells
    first = next(n for n, cell in enumerate(cells) if cell.source.startswith("verdict("))
    assert cells[first - 1].source == TEXT


def test_its_labels_stand_in_quotation_marks_and_it_is_of_another_claim() -> None:
    assert re.search(r'then="[a-z ]+", since="[a-z ]+", confidence=\d+', TEXT)
    about = set(re.findall(r'verdict\("(C\d+)"', TEXT))
    asked = {c for n in reading.NAMES for c in re.findall(r'verdict\("(C\d+)"', reading.code(n))}
    assert not about & asked
