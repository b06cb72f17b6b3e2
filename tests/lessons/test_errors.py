"""The errors that lesson 00 makes on purpose are those that its text reads."""

from __future__ import annotations

import re
from typing import Any

import pytest

from aftermosul import essay
from tests.lessons import reading

START = reading.NAMES[0]
CELLS = reading.notebook(START).cells
ERRORS = [n for n, cell in enumerate(CELLS) if reading.meant_to_fail(cell)]
SECTION = reading.prose(START).split("## When it turns red", 1)[1].split("## Where do you", 1)[0]


def last_line(source: str) -> str:
    """The last line of the error that some code makes, with the primer's table at hand."""
    names: dict[str, Any] = {"sentences": essay.table()}
    try:
        exec(compile(source, "cell", "exec"), names)
    except Exception as error:  # noqa: BLE001
        said = error.msg if isinstance(error, SyntaxError) else error
        return f"{type(error).__name__}: {said}"
    return ""


def quoted(text: str) -> list[str]:
    """The last lines of errors that a text shows."""
    return re.findall(r"`(\w+Error: [^`]+)`", text)


@pytest.mark.parametrize("number", ERRORS, ids=[CELLS[n].id for n in ERRORS])
def test_the_text_below_reads_the_error_above(number: int) -> None:
    first = quoted(CELLS[number + 1].source)[0]
    assert last_line(CELLS[number].source).startswith(first)


def test_the_four_errors_of_a_novice_are_read() -> None:
    kinds = [line.split(":")[0] for line in quoted(SECTION)]
    assert kinds == ["NameError", "KeyError", "ValueError", "SyntaxError"]


def test_the_bracket_that_a_reader_takes_away_makes_the_error_shown() -> None:
    source = CELLS[ERRORS[-1]].source
    assert last_line(source[:-1]).startswith(quoted(SECTION)[-1])


def test_mended_as_the_text_says_the_cell_runs() -> None:
    source = CELLS[ERRORS[-1]].source
    assert "write `&` in place of `and`" in SECTION

    assert last_line(source.replace(" and ", " & ")) == ""


def test_what_to_run_again_is_said_exactly() -> None:
    again = reading.prose(START).split("## Stop and come back", 1)[1].split("# A primer", 1)[0]
    assert "**Run → Run All Above Selected Cell**" in again
    assert "Click the cell at which you stopped" in again
