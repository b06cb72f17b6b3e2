"""Sources: one reference, or a list of them, for a figure, a table or a lesson."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from html import escape

import pandas as pd

from aftermosul.display.cards import Card
from aftermosul.evidence import schema
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
        publisher = "" if self.publisher == self.author else f" {self.publisher}."
        author = self.author.rstrip(".")
        return f"{author}{year}. {self.title.rstrip('.')}.{publisher} {self.url or ''}".strip()

    __repr__ = __str__

    def html(self) -> str:
        """As HTML, with the address as a link and a word where no page was seen."""
        year = f" ({self.year})" if self.year else ""
        publisher = "" if self.publisher == self.author else f" {escape(self.publisher)}."
        line = f"{escape(self.author.rstrip('.'))}{year}. <cite>{escape(self.title)}</cite>."
        line += publisher
        if self.url:
            line += f' <a href="{escape(self.url)}">{escape(_short(self.url))}</a>'
        if not self.page_seen and self.url:
            line += " (cited from the named work; no page at this address was seen)"
        return line

    def _repr_html_(self) -> str:
        return f"<p>{self.html()}</p>"


def _short(url: str) -> str:
    """The host of an address: enough to know where a link leads."""
    return url.split("://", 1)[-1].split("/", 1)[0].removeprefix("www.")


def sources() -> pd.DataFrame:
    """The table of all sources, one row each."""
    return load("sources")


def cite(source_id: str) -> Reference:
    """The reference behind one `source_id`.

    Raises `Problem`, with the nearest ids, where there is none.

    >>> cite("asn-stats").year
    2019
    """
    table = load("sources").set_index("source_id")
    if source_id not in table.index:
        near = schema.did_you_mean(source_id, list(table.index))
        raise Problem(f'There is no source "{source_id}". {near}')
    row = table.loc[source_id]
    return Reference(
        source_id=source_id,
        author=str(row["author"]),
        title=str(row["title"]),
        publisher=str(row["publisher"]),
        year=None if pd.isna(row["year"]) else int(row["year"]),
        url=None if pd.isna(row["url"]) else str(row["url"]),
        page_seen=bool(row["page_seen"]),
    )


def source_ids(cell: str) -> list[str]:
    """The ids in one `source_id` cell, which may hold several joined by a semicolon."""
    return [part for part in cell.split(";") if part]


def sources_note(*names: str, title: str = "Sources") -> Card:
    """The references behind tables and sources, as a list to read.

    Each name is a source's id, or a table's name, which stands for every source of its rows.
    """
    ids: list[str] = []
    for name in names:
        ids.extend(_ids_of_table(name) if name in schema.tables() else [name])
    references = sorted((cite(i) for i in dict.fromkeys(ids)), key=lambda r: r.author.lower())
    items = "".join(f"<li>{reference.html()}</li>" for reference in references)
    plain = "\n".join(f"- {reference}" for reference in references)
    return Card("note", title, f"<ul>{items}</ul>", plain)


def _ids_of_table(name: str) -> Iterable[str]:
    table = load(name)
    if "source_id" not in table.columns:
        return []
    cells = table["source_id"].astype(str)
    return dict.fromkeys(i for cell in cells for i in source_ids(cell))
