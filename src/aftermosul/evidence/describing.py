"""What a table is, what it may be used for, and how well each part of it is known."""

from __future__ import annotations

import re
from dataclasses import dataclass
from html import escape

import pandas as pd

from aftermosul.display.cards import Card, paragraphs
from aftermosul.display.tables import table_html
from aftermosul.evidence import asking, schema
from aftermosul.evidence.schema import Field, Table
from aftermosul.evidence.sources import source_ids
from aftermosul.evidence.tables import load

_YEAR = re.compile(r"\b(?:19|20)\d\d\b")

_TYPES = {
    "integer": "whole number",
    "number": "number",
    "boolean": "true or false",
    "date": "date",
    "string": "text",
}

_VERIFIED = {
    "page": "from a public page",
    "file": "from a data file",
    "recall": "recalled from the named publication",
}


@dataclass(frozen=True)
class Description:
    """One table described; it shows itself as a card with a table of its columns."""

    name: str
    title: str
    description: str
    gaps: str
    rows: int
    span: str
    sources: int
    verified: dict[str, float]  # share of rows by how they were verified; empty: our own reading
    columns: pd.DataFrame  # column, title, type, unit, missing

    def card(self) -> Card:
        """The whole as a card."""
        shown = self.columns.rename(columns=str.capitalize)
        words = [self.description, self.gaps and f"Known gaps: {self.gaps}", self._counts()]
        html = table_html(shown, f"Columns of {self.name}")
        # A wide table scrolls in itself; without a tab stop the keyboard could not reach its end.
        scrolled = (
            f'<div role="region" aria-label="{escape(f"Columns of {self.name}")}" tabindex="0" '
            f'style="overflow-x:auto">{html}</div>'
        )
        plain = "\n".join([*filter(None, words), shown.to_string(index=False)])
        return Card("note", f"{self.title} ({self.name})", paragraphs(*words) + scrolled, plain)

    def _counts(self) -> str:
        """Rows, years, sources and the share seen on a page, in a sentence."""
        parts = [_counted(self.rows, "row")]
        if self.span:
            parts.append(self.span)
        parts.append(_counted(self.sources, "source") if self.sources else "no sources of its own")
        how = [f"{percent(share)} {_VERIFIED[kind]}" for kind, share in self.verified.items()]
        rows = f" Rows verified: {', '.join(how)}." if how else ""
        return f"{', '.join(parts)}.{rows}"

    @property
    def page_share(self) -> float | None:
        """The share of rows seen on a public page; None where no page could verify a row."""
        return self.verified.get("page", 0.0) if self.verified else None

    def _repr_html_(self) -> str:
        return self.card()._repr_html_()

    def __repr__(self) -> str:
        """The card as plain text."""
        return repr(self.card())


@asking.called_like('describe("claims")')
def describe(name: str) -> Description:
    """What the table `name` is, may be used for and lacks, and each of its columns.

    Raises `Problem`, with the nearest names, where there is no such table.

    >>> describe("hijackings_by_year").span
    '1942 to 2019'
    """
    described = schema.table(name, 'describe("claims")')
    table = load(name)
    columns = pd.DataFrame(
        {
            "column": [field.name for field in described.fields],
            "title": [field.title for field in described.fields],
            "type": [type_words(field) for field in described.fields],
            "unit": [field.unit or "" for field in described.fields],
            "missing": [int(table[field.name].isna().sum()) for field in described.fields],
        }
    )
    return Description(
        name=name,
        title=described.title,
        description=described.description,
        gaps=described.gaps,
        rows=len(table),
        span=_span(described, table),
        sources=_source_count(described, table),
        verified=_verified(table),
        columns=columns,
    )


@asking.called_like("catalogue()")
def catalogue() -> pd.DataFrame:
    """Every table in a row: `name`, `title`, `rows`, `span`, `sources`, `page_share`.

    `span` runs from the first to the last year named in the table's columns of dates, years
    and periods, and is empty where there is none; `sources` counts distinct sources;
    `page_share` is the share of rows, from 0 to 1, whose values were seen on a public page,
    and unknown for tables of our own reading, which no page could verify.
    """
    described = [describe(name) for name in schema.tables()]
    return pd.DataFrame(
        {
            "name": [d.name for d in described],
            "title": [d.title for d in described],
            "rows": [d.rows for d in described],
            "span": [d.span for d in described],
            "sources": [d.sources for d in described],
            "page_share": pd.Series([d.page_share for d in described], dtype="float64"),
        }
    )


def type_words(field: Field) -> str:
    """A column's type in words."""
    if field.categories:
        return "one of a list, in order" if field.ordered else "one of a list"
    return _TYPES[field.type]


def percent(share: float) -> str:
    """A share as whole per cents, where only all is 100 and only none is 0."""
    rounded = round(100 * share)
    if rounded == 100 and share < 1:
        return "over 99%"
    if rounded == 0 and share > 0:
        return "under 1%"
    return f"{rounded}%"


def _counted(number: int, noun: str) -> str:
    return f"{number:,} {noun}{'' if number == 1 else 's'}"


def _span(described: Table, table: pd.DataFrame) -> str:
    """The first and the last year that the rows are about, as far as they say."""
    # A source's year is that of its publication.
    if described.key == ("source_id",):
        return ""
    years: set[int] = set()
    for field in described.fields:
        column = table[field.name].dropna()
        if field.type == "date":
            years.update(int(year) for year in column.dt.year.unique())
        elif field.unit == "calendar year":
            years.update(int(year) for year in column.unique())
        elif field.name == "period":
            years.update(int(year) for cell in column for year in _YEAR.findall(str(cell)))
    if not years:
        return ""
    first, last = min(years), max(years)
    return str(first) if first == last else f"{first} to {last}"


def _source_count(described: Table, table: pd.DataFrame) -> int:
    # In the list of sources itself the column is the key and vouches for nothing.
    if "source_id" not in table.columns or described.key == ("source_id",):
        return 0
    return len({source for cell in table["source_id"] for source in source_ids(str(cell))})


def _verified(table: pd.DataFrame) -> dict[str, float]:
    """The share of rows by how they were verified; the page always, other ways where used."""
    if "verified" not in table.columns:
        return {}
    shares = table["verified"].value_counts(normalize=True)
    every = {kind: float(shares.get(kind, 0.0)) for kind in _VERIFIED}
    return {kind: share for kind, share in every.items() if share or kind == "page"}
