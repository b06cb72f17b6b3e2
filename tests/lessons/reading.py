"""The lessons as a test reads them: cells, prose, citations, and numbers in figures and words."""

from __future__ import annotations

import functools
import re
from typing import Any

import nbformat

from aftermosul import resources
from aftermosul.evidence.citing import CITATION
from aftermosul.evidence.sources import Reference, cite

PATHS = {path.stem: path for path in resources.lesson_paths()}
NAMES = list(PATHS)

# The words for 0 to 20, in order; "no" stands for none and counts nothing.
_TO_TWENTY = """
no one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen
sixteen seventeen eighteen nineteen twenty
"""
_SMALL = re.findall(r"[a-z]+", _TO_TWENTY)
_WORDS = [*_SMALL[1:], "thirty", "forty", "fifty", "sixty", "hundred", "hundreds", "thousand"]
_WORDS += ["thousands", "dozen", "half", "twice", "third", "quarter"]

# Digits with what belongs to them (1,019 and 1980s and 2.5), or a number in a word.
NUMBER = re.compile(rf"\d[\d,.]*\d(?:s\b)?|\d(?:s\b)?|\b(?:{'|'.join(_WORDS)})\b", re.IGNORECASE)


def in_words(number: int) -> str:
    """A small whole number as a word."""
    return _SMALL[number]


@functools.cache
def notebook(name: str) -> Any:
    return nbformat.read(PATHS[name], as_version=4)


def cells(name: str, kind: str) -> list[Any]:
    return [cell for cell in notebook(name).cells if cell.cell_type == kind]


def citations(name: str) -> list[tuple[str, str, str]]:
    """Author, year and address of every citation in a lesson's text."""
    text = "\n".join(cell.source for cell in cells(name, "markdown"))
    found = CITATION.finditer(text)
    return [(each["author"], each["year"], each["address"] or "") for each in found]


@functools.cache
def prose(name: str) -> str:
    """Everything the lesson says in its text cells, each line break and space as one space.

    Citations stand without their addresses: what a reader sees.
    """
    texts = [" ".join(cell.source.split()) for cell in cells(name, "markdown")]
    return CITATION.sub(r"[\g<author> \g<year>]", "\n".join(texts))


def meant_to_fail(cell: Any) -> bool:
    """Whether a cell makes an error on purpose; JupyterLab runs on past it."""
    return "raises-exception" in cell.metadata.get("tags", [])


def code(name: str) -> str:
    return "\n".join(cell.source for cell in cells(name, "code"))


def sources_listed(name: str) -> list[Reference]:
    """The sources that the last cell lists."""
    last = cells(name, "code")[-1].source
    return [cite(i) for i in re.findall(r'"([^"]+)"', last.split("sources_note(", 1)[1])]


def places(text: str, fragment: str) -> list[range]:
    """Where a fragment stands in a text, at whole words."""
    pattern = rf"(?<!\w){re.escape(fragment)}(?!\w)"
    return [range(*found.span()) for found in re.finditer(pattern, text)]


def uncovered(text: str, fragments: list[str]) -> list[str]:
    """The numbers of a text that no fragment covers, each with some words round it."""
    covered = {i for fragment in fragments for place in places(text, fragment) for i in place}
    left = []
    for found in NUMBER.finditer(text):
        if not set(range(*found.span())) <= covered:
            start, end = max(0, found.start() - 40), found.end() + 40
            left.append(f"{found.group()!r} in ...{text[start:end]}...")
    return left
