"""What scholars have argued: works that disagree about a claim, one sentence each, in our words."""

from __future__ import annotations

import functools
from collections.abc import Sequence
from dataclasses import dataclass
from html import escape

import pandas as pd

from aftermosul.display.cards import Card
from aftermosul.evidence import asking
from aftermosul.evidence.tables import load

# How a work stands to a claim, as a reader is told.
STANDS = {"for": "for", "against": "against", "method": "on how to judge"}
# How much of a work we saw, where it was less than a page of its own.
_SEEN = {"abstract": "Its abstract was read.", "catalogue": "Known from a catalogue or a review."}
_EXAMPLE = 'scholars("landes-1978", "dugan-2005")'


@dataclass(frozen=True)
class Work:
    """One work of scholarship, and what it argues about one claim (table `literature`)."""

    work_id: str
    claim_id: str
    lesson: str
    authors: tuple[str, ...]
    year: int
    title: str
    outlet: str
    url: str
    argues: str
    stands: str
    disagrees_with: str
    seen: str

    @property
    def short(self) -> str:
        """The work as a text names it: "Enders and Sandler (1993)"."""
        families = [author.split(",")[0] for author in self.authors]
        named = " and ".join(families) if len(families) < 3 else f"{families[0]} and others"
        return f"{named} ({self.year})"

    @property
    def full(self) -> str:
        """The work as a bibliography names it, without its address."""
        return f"{'; '.join(self.authors)} ({self.year}). {self.title}. {self.outlet}."

    def html(self) -> str:
        """What it argues, and below that, smaller, where to find it and with whom it disagrees."""
        small = "color:var(--jp-content-font-color2,#5a5f66);font-size:0.92em"
        rest = [
            f"<cite>{escape(self.title)}</cite>, {escape(self.outlet)}: "
            f'<a href="{escape(self.url)}">read or find it</a>.'
        ]
        if self.disagrees_with:
            rest.append(f"Disagrees with {escape(self.disagrees_with)}.")
        rest.append(escape(_SEEN.get(self.seen, "")))
        return (
            f"<p style='margin:0.5em 0 0.1em 0'><strong>{escape(self.short)}</strong>, "
            f"{STANDS[self.stands]} {self.claim_id}: {escape(self.argues)}</p>"
            f"<p style='margin:0;{small}'>{' '.join(part for part in rest if part)}</p>"
        )

    def __str__(self) -> str:
        """The same as plain text."""
        said = f"{self.short}, {STANDS[self.stands]} {self.claim_id}: {self.argues}"
        return f"{said}\n  {self.full} {self.url}"


@asking.called_like(_EXAMPLE)
def scholars(*work_ids: str) -> Card:
    """What works of the table `literature` argue about a claim, in the order asked for.

    Raises `Problem`, with the nearest ids, where there is no such work.

    >>> print(scholars("landes-1978").title)
    What scholars have argued
    """
    known = works()
    named = [asking.one_name(name, known, "work", _EXAMPLE) for name in work_ids]
    found = [known[name] for name in named]
    lead = "One sentence each, in our words: read them for where they disagree."
    body = f"<p style='margin:0.25em 0'>{lead}</p>" + "".join(work.html() for work in found)
    plain = "\n".join([lead, *(f"- {work}" for work in found)])
    return Card("note", "What scholars have argued", body, plain)


@functools.cache
def works() -> dict[str, Work]:
    """Every work by its id, in the order of the table."""
    return {
        str(row["id"]): Work(
            work_id=str(row["id"]),
            claim_id=str(row["claim_id"]),
            lesson=str(row["lesson"]),
            authors=tuple(str(row["author"]).split("; ")),
            year=int(row["year"]),
            title=str(row["title"]),
            outlet=str(row["outlet"]),
            url=str(row["url"]),
            argues=str(row["argues"]),
            stands=str(row["stands"]),
            disagrees_with="" if pd.isna(row["disagrees_with"]) else str(row["disagrees_with"]),
            seen=str(row["seen"]),
        )
        for row in load("literature").to_dict("records")
    }


def by_family_name(found: Sequence[Work]) -> list[Work]:
    """Works as a bibliography orders them: by family names, then by year."""
    return sorted(found, key=lambda work: (*(a.casefold() for a in work.authors), str(work.year)))
