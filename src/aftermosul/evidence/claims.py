"""The essay's claims: what each says, what would count for it and against it, who can speak."""

from __future__ import annotations

from dataclasses import dataclass
from html import escape

import pandas as pd

from aftermosul.display.cards import Card
from aftermosul.evidence import asking, essay
from aftermosul.evidence.tables import load


@dataclass(frozen=True)
class Claim:
    """One claim of the essay; it shows itself as a card."""

    claim_id: str
    sentence_no: int
    claim: str
    kind: str
    testable: str
    judged_once: bool
    question: str
    counts_for: str
    counts_against: str
    tables: tuple[str, ...]
    why_nothing: str

    def card(self) -> Card:
        """The claim card that opens a lesson."""
        rows = [
            ("In our words", self.claim),
            ("For it would count", self.counts_for),
            ("Against it", self.counts_against),
            ("Who can say", ", ".join(self.tables) or self.why_nothing),
        ]
        parts = "".join(
            f"<p><strong>{label}:</strong> {escape(words)}</p>" for label, words in rows if words
        )
        quote = essay.sentence(self.sentence_no)
        title = f"Claim {self.claim_id}, from sentence {self.sentence_no} of the essay"
        body = f"<blockquote>{escape(quote)}</blockquote>{parts}"
        plain = "\n".join([f"“{quote}”"] + [f"{label}: {w}" for label, w in rows if w])
        return Card("claim", title, body, plain)

    def _repr_html_(self) -> str:
        return self.card()._repr_html_()

    def __repr__(self) -> str:
        """The card as plain text."""
        return repr(self.card())


@asking.called_like('claim("C25")')
def claim(claim_id: str) -> Claim:
    """One of the essay's claims, by its id (`"C25"`).

    Raises `Problem`, with the nearest ids, where there is none.

    >>> claim("C25").sentence_no
    16
    """
    table = load("claims").set_index("claim_id")
    asking.one_name(claim_id, list(table.index), "claim", 'claim("C25")')
    row = table.loc[[claim_id]].iloc[0]
    evidence = load("claim_evidence")
    mine = evidence[evidence["claim_id"] == claim_id]
    why_nothing = mine["why_nothing"].dropna()
    return Claim(
        claim_id=claim_id,
        sentence_no=int(row["sentence_no"]),
        claim=str(row["claim"]),
        kind=str(row["kind"]),
        testable=str(row["testable"]),
        judged_once=claim_id in judged_once(),
        question=str(row["operational_question"]),
        counts_for="" if pd.isna(row["counts_for"]) else str(row["counts_for"]),
        counts_against="" if pd.isna(row["counts_against"]) else str(row["counts_against"]),
        tables=tuple(dict.fromkeys(mine["table_name"].dropna())),
        why_nothing=str(why_nothing.iloc[0]) if len(why_nothing) else "",
    )


def judged_once() -> set[str]:
    """The ids of the claims on which one verdict is asked: *then* and *since* can't differ there.

    The one place where this is read; call, form and maps ask here.
    """
    table = load("claims")
    return set(table.loc[table["verdicts"] == "one", "claim_id"])


def claim_ids() -> list[str]:
    """The ids of all claims, in the essay's order."""
    return list(load("claims")["claim_id"])
