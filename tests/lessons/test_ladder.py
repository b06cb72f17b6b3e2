"""The ladder of Python holds: no lesson uses what neither it nor an earlier one has introduced."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from aftermosul.desk.register import all_questions
from tests.lessons import ladder, reading

every = pytest.mark.parametrize("name", reading.NAMES)
climbing = pytest.mark.parametrize("name", [n for n in reading.NAMES if n[:2] > "01"])
MOST_IDEAS = 2
TEACHERS = Path(__file__).resolve().parents[2] / "docs" / "teachers"


def declared(name: str) -> str:
    """The sentence of a lesson's first cell that names its new pieces of Python."""
    first = reading.notebook(name).cells[0].source
    found = re.search(r"^(?:\w+ )?[Nn]ew pieces of Python: (.+)$", first, re.MULTILINE)
    assert found is not None, f"{name} does not say which pieces of Python are new"
    return found.group(1)


def where_first(name: str, piece: str) -> int:
    """The number of the first cell of code that uses a piece; after the last where none does."""
    cells = reading.notebook(name).cells
    return next(
        (
            number
            for number, cell in enumerate(cells)
            if cell.cell_type == "code" and piece in ladder.pieces(cell.source)
        ),
        len(cells),
    )


def test_every_lesson_has_its_rung() -> None:
    assert list(ladder.LADDER) == [name[:2] for name in reading.NAMES]


@pytest.mark.parametrize("name", [n for n in reading.NAMES if n[:2] not in ladder.NO_PYTHON])
def test_it_uses_only_what_it_or_an_earlier_lesson_introduces(name: str) -> None:
    known = ladder.known(name[:2])
    assert [used for used in ladder.used(name) if used.piece not in known] == []


@pytest.mark.parametrize("number", sorted(ladder.NO_PYTHON))
def test_a_lesson_without_python_says_so_and_asks_for_no_code(number: str) -> None:
    (name,) = (n for n in reading.NAMES if n.startswith(number))
    assert "You need no Python" in reading.notebook(name).cells[0].source
    assert [q.id for q in all_questions().values() if q.lesson == number and q.code] == []
    assert ladder.LADDER[number] == ()


@climbing
def test_its_first_cell_names_what_it_introduces(name: str) -> None:
    sentence = declared(name)
    pieces = ladder.introduced(name[:2])
    assert [piece for piece in pieces if not ladder.names_it(sentence, piece)] == []


@climbing
def test_its_first_cell_names_nothing_that_the_ladder_has_not(name: str) -> None:
    pieces = [ladder.written(piece) for piece in ladder.introduced(name[:2])]
    named = re.findall(r"`([^`]+)`", declared(name))
    assert [code for code in named if not any(piece in code for piece in pieces)] == []


@climbing
def test_what_it_introduces_is_new_and_is_used(name: str) -> None:
    earlier = {p for n in ladder.LADDER if n < name[:2] for p in ladder.introduced(n)}
    used = {use.piece for use in ladder.used(name)}
    assert [p for p in ladder.introduced(name[:2]) if p in earlier or p not in used] == []


@climbing
def test_the_teachers_page_names_the_same_pieces(name: str) -> None:
    page = (TEACHERS / f"lesson-{name}.md").read_text(encoding="utf-8")
    new = page.split("**They need**", 1)[1].split("\n\n", 1)[0]
    assert [p for p in ladder.introduced(name[:2]) if not ladder.names_it(new, p)] == []


@every
def test_each_piece_is_explained_before_the_cell_that_first_uses_it(name: str) -> None:
    """A sentence with the piece in code stands before it, beside the one in the first cell."""
    cells = reading.notebook(name).cells
    late = []
    for piece in ladder.introduced(name[:2]):
        before = cells[1 : where_first(name, piece)]
        texts = [cell.source for cell in before if cell.cell_type == "markdown"]
        if not any(ladder.names_it(text, piece) for text in texts):
            late.append(piece)
    assert late == []


@pytest.mark.parametrize("name", [n for n in reading.NAMES if n[:2] > "02"])
def test_after_lesson_02_a_lesson_has_at_most_two_new_ideas(name: str) -> None:
    """A piece and its mirror, such as `np.log()` and `np.exp()`, are one idea."""
    ideas = ladder.LADDER[name[:2]]
    assert len(ideas) <= MOST_IDEAS
    assert all(len(pieces) <= 2 for pieces in ideas)


def test_the_primer_says_what_a_series_is() -> None:
    assert "a *Series*" in reading.prose(reading.NAMES[0])


# ---- the test's own reading of code


@pytest.mark.parametrize(
    ("source", "found"),
    [
        ('table[["a", "b"]].tail()', {"[[ ]]", ".tail()"}),
        ('table.loc[row, "a"]', {".loc[ , ]"}),
        ("table.loc[1970:2000]", {".loc[ ]"}),
        ('table["a"].dt.year.isin([1])', {'["column"]', ".dt.year", ".isin()"}),
        ('table["a"].str.contains("b")', {'["column"]', ".str.contains()"}),
        ('table["a"] = table["b"] // 10', {'["column"] =', '["column"]', "//"}),
        ("np.exp(-1)", {"np.exp()"}),
        ("def twice(x):\n    return x * 2\n\n\ntwice(3)", {"def", "return", "*"}),
        ("[*columns[2:]]", {"*unpacked", "[from:to]"}),
        ('hint("a")\nload("b")\ninstruments.tail()', set()),
        ("{number: 1 for number in numbers}", {"[x for x in y]"}),
    ],
)
def test_it_sees_the_pieces(source: str, found: set[str]) -> None:
    assert ladder.pieces(source) == found


def test_it_sees_a_piece_that_nobody_introduced() -> None:
    assert "pd.crosstab()" in {use.piece for use in ladder.used("01-reading-the-argument")}
    assert "pd.crosstab()" not in ladder.known("07")
