"""Citations in a lesson's text: `[Holden 1986]` leads to the work among the lesson's sources.

Written `[[Holden 1986](address)]`, so that a reader sees the brackets and the link inside them.

`python -m aftermosul.evidence.citing` (`make citations`) gives every citation of every lesson its
address; a test holds each address against `sources.csv`.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Sequence
from pathlib import Path

from aftermosul import resources
from aftermosul.evidence.sources import Reference, references
from aftermosul.files import write_atomically

# [[Holden 1986](address)], or still [Holden 1986], without its address or brackets.
CITATION = re.compile(
    r"\[\[?(?P<author>[^\]\[]+?) (?P<year>\d{4})\](?:\((?P<address>[^)\s]*)\)\]?)?"
)


def meant(author: str, year: str, listed: Sequence[Reference]) -> list[Reference]:
    """The works in a lesson's list that `[Author Year]` may mean.

    `author` is a family name, or the beginning of a body's or a publisher's name.
    """
    first = re.escape(author.removesuffix(" and others"))
    return [
        reference
        for reference in listed
        if reference.year == int(year)
        and (
            re.search(rf"\b{first}\b", reference.author.split(";")[0])
            or re.match(first, reference.publisher)
        )
    ]


def address(reference: Reference) -> str:
    """The source's address as Markdown can hold it between brackets."""
    return (reference.url or "").replace("(", "%28").replace(")", "%29")


def linked(text: str, listed: Sequence[Reference]) -> str:
    """The text with an address behind every citation that means one listed work."""
    return CITATION.sub(_linker(listed), text)


def _linker(listed: Sequence[Reference]) -> Callable[[re.Match[str]], str]:
    def link(found: re.Match[str]) -> str:
        author, year = found["author"], found["year"]
        addresses = [address(work) for work in meant(author, year, listed) if work.url]
        if not addresses:
            return found.group()
        kept = found["address"] if found["address"] in addresses else addresses[0]
        return f"[[{author} {year}]({kept})]"

    return link


def link_lesson(lesson: Path) -> None:
    """Write a lesson anew with every citation linked, where one was not."""
    notebook = json.loads(lesson.read_text(encoding="utf-8"))
    cells = notebook["cells"]
    called = "".join(cells[-1]["source"]).split("sources_note(", 1)[-1]
    listed = references(*re.findall(r'"([^"]+)"', called))
    for cell in cells:
        if cell["cell_type"] == "markdown":
            cell["source"] = linked("".join(cell["source"]), listed).splitlines(keepends=True)
    text = json.dumps(notebook, ensure_ascii=False, indent=1, sort_keys=True) + "\n"
    if text != lesson.read_text(encoding="utf-8"):
        write_atomically(lesson, text)


if __name__ == "__main__":
    for each in resources.lesson_paths():
        link_lesson(each)
