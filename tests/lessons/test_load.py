"""What a lesson asks of a reader's time: words in all, words between two things to do, plumbing."""

from __future__ import annotations

import pytest

from tests.lessons import reading

every = pytest.mark.parametrize("name", reading.NAMES)

MOST_WORDS = 1700
MOST_BETWEEN = 300
PLUMBING = ("# Fetches the tools of this lesson", "from aftermosul import sources_note")


def words(text: str) -> int:
    """How many words a text has; a citation's address is none."""
    return len(text.split())


def stretches(name: str) -> list[tuple[int, str]]:
    """Words read between two cells to run, each with the cell that ends it."""
    found, since = [], 0
    for cell in reading.notebook(name).cells:
        if cell.cell_type == "markdown":
            since += words(cell.source)
        elif not cell.source.startswith(PLUMBING[0]):
            found.append((since, cell.id))
            since = 0
    return found


@every
def test_a_lesson_has_at_most_1700_words(name: str) -> None:
    assert sum(words(cell.source) for cell in reading.cells(name, "markdown")) <= MOST_WORDS


@every
def test_at_most_300_words_stand_between_two_things_to_do(name: str) -> None:
    assert [each for each in stretches(name) if each[0] > MOST_BETWEEN] == []


@every
def test_plumbing_is_one_line_of_imports_for_each_library_and_a_comment(name: str) -> None:
    """And a library is fetched only where the lesson's cells or tasks name what it does."""
    first, *rest = (cell.source for cell in reading.cells(name, "code"))
    comment, *lines = [line for line in first.splitlines() if line]
    assert comment == f"{PLUMBING[0]}."
    assert all(line.startswith(("import ", "from aftermosul import ")) for line in lines)
    assert sum(line.startswith("from aftermosul") for line in lines) == 1
    for line in lines:
        if line.startswith("import "):
            used = f"{line.split()[-1]}."
            assert used in "\n".join(rest) or f"`{used}" in reading.prose(name), line
