"""Sources: one reference, or a list of them, for a figure, a table or a lesson."""

from __future__ import annotations

import functools
from collections.abc import Iterable
from dataclasses import dataclass
from html import escape
from typing import Any, overload

import pandas as pd

from aftermosul.display.cards import Card
from aftermosul.evidence import asking, schema
from aftermosul.evidence.tables import load
from aftermosul.problems import Problem


@dataclass(frozen=True)
class Reference:
    """One source, shown as a line that a bibliography could hold."""

    source_id: str
    author: str
    title: str
    publisher: str
    year: int | None
    url: str | None
    page_seen: bool

    def __str__(self) -> str:
        """As plain text."""
        year = f" ({self.year})" if self.year else ""
        publisher = "" if self.publisher == self.author else f" {self.publisher.rstrip('.')}."
        author = self.author if year else self.author.rstrip(".")
        return f"{author}{year}. {self.title.rstrip('.')}.{publisher} {self.url or ''}".strip()

    __repr__ = __str__

    def html(self) -> str:
        """As HTML, with the address as a link and a word where no page was seen."""
        year = f" ({self.year})" if self.year else ""
        publisher = (
            "" if self.publisher == self.author else f" {escape(self.publisher.rstrip('.'))}."
        )
        author = self.author if year else self.author.rstrip(".")
        line = f"{escape(author)}{year}. <cite>{escape(self.title)}</cite>."
        line += publisher
        if self.url:
            line += f' <a href="{escape(self.url)}">{escape(_short(self.url))}</a>'
        if not self.page_seen and self.url:
            line += " (cited from the named work; no page at this address was seen)"
        return line

    def _repr_html_(self) -> str:
        return f"<p>{self.html()}</p>"


class References(tuple[Reference, ...]):
    """Several references in the order asked for; they show as a list."""

    __slots__ = ()

    def __repr__(self) -> str:
        """A line each."""
        return "\n".join(f"- {reference}" for reference in self)

    def _repr_html_(self) -> str:
        return f"<ul>{''.join(f'<li>{reference.html()}</li>' for reference in self)}</ul>"


def _short(url: str) -> str:
    """The host of an address: enough to know where a link leads."""
    return url.split("://", 1)[-1].split("/", 1)[0].removeprefix("www.")


@asking.called_like("sources()")
def sources() -> pd.DataFrame:
    """The table of all sources, one row each."""
    return load("sources")


@overload
def cite(source_id: str, /) -> Reference: ...  # type: ignore[overload-overlap]


@overload
def cite(source_id: str, second: str, /, *more: str) -> References: ...


@overload
def cite(source_ids: Iterable[str], /) -> References: ...


@asking.called_like('cite("asn-stats")')
def cite(*asked: str | Iterable[str]) -> Reference | References:
    """The reference behind one `source_id`, or the references behind several.

    `cite("a")` gives one; `cite("a", "b")` and `cite(["a", "b"])` give a list. A list may also be
    a column of `source_id` cells (`cite(table["source_id"])`): each source is then named once.

    Raises `Problem`, with the nearest ids, where there is none.

    >>> cite("asn-stats").year
    2019
    """
    if not asked:
        raise Problem('cite needs the id of a source, such as cite("asn-stats").')
    first = asked[0]
    if len(asked) == 1 and isinstance(first, str):
        return _reference(first)
    named: Iterable[Any] = asked if len(asked) > 1 else _cells(first)
    ids = dict.fromkeys(i for cell in named for i in source_ids(_id(cell)))
    return References(_reference(source_id) for source_id in ids)


def _cells(given: object) -> Iterable[Any]:
    """The cells of a list or a column of ids. Raises `Problem` where it is neither."""
    if isinstance(given, pd.DataFrame):
        raise Problem(
            'cite takes ids of sources, not a whole table: type cite(table["source_id"]).'
        )
    if isinstance(given, pd.Series):
        return given.dropna()
    if isinstance(given, Iterable):
        return given
    return (given,)


def _id(given: object) -> str:
    """A source's id, or several in one cell. Raises `Problem` where it is no text."""
    if isinstance(given, str):
        return given
    raise Problem(
        f"cite takes the id of a source, in quotes, and was given {asking.kind(given)}: "
        'type cite("asn-stats").'
    )


def _reference(source_id: str) -> Reference:
    known = _references()
    if source_id not in known and ";" in source_id:
        raise Problem(f'"{source_id}" names several sources: cite(["{source_id}"]) lists them.')
    return known[asking.one_name(source_id, known, "source", 'cite("asn-stats")')]


@functools.cache
def _references() -> dict[str, Reference]:
    """Every source by its id. Kept: a note on a large table asks for hundreds."""
    return {
        str(row["source_id"]): Reference(
            source_id=str(row["source_id"]),
            author=str(row["author"]),
            title=str(row["title"]),
            publisher=str(row["publisher"]),
            year=None if pd.isna(row["year"]) else int(row["year"]),
            url=None if pd.isna(row["url"]) else str(row["url"]),
            page_seen=bool(row["page_seen"]),
        )
        for row in load("sources").to_dict("records")
    }


def source_ids(cell: str) -> list[str]:
    """The ids in one `source_id` cell, which may hold several joined by a semicolon."""
    return [part for part in cell.split(";") if part]


def references(*names: str) -> References:
    """The references behind tables and sources, by family name, each once.

    Each name is a source's id, or a table's name, which stands for every source of its rows.
    """
    ids: list[str] = []
    for name in names:
        if not isinstance(name, str):
            raise Problem(
                "sources_note takes names of sources or tables, one after another, and was given "
                f'{asking.kind(name)}: type sources_note("asn-stats", "claims").'
            )
        ids.extend(_ids_of_table(name) if name in schema.tables() else [name])
    found = (_reference(i) for i in dict.fromkeys(ids))
    return References(sorted(found, key=lambda reference: reference.author.lower()))


@asking.called_like('sources_note("asn-stats", title="Sources")')
def sources_note(*names: str, title: str = "Sources") -> Card:
    """The references behind tables and sources, as a list to read; names as in `references`."""
    listed = references(*names)
    items = "".join(f"<li>{reference.html()}</li>" for reference in listed)
    plain = "\n".join(f"- {reference}" for reference in listed)
    return Card("note", title, f"<ul>{items}</ul>", plain)


def _ids_of_table(name: str) -> Iterable[str]:
    table = load(name)
    if "source_id" not in table.columns:
        return []
    cells = table["source_id"].astype(str)
    return dict.fromkeys(i for cell in cells for i in source_ids(cell))
