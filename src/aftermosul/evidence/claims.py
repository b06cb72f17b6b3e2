"""The essay's claims: what each says, what would count for it and against it, who can speak."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from html import escape
from typing import overload

import pandas as pd

from aftermosul.display.cards import Card
from aftermosul.evidence import asking, essay
from aftermosul.evidence.tables import load
from aftermosul.problems import Problem


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

    def rows(self) -> list[tuple[str, str]]:
        """What the card says of it, each with its label; what is not known is left out."""
        rows = [
            ("In our words", self.claim),
            ("For it would count", self.counts_for),
            ("Against it", self.counts_against),
            ("Who can say", ", ".join(self.tables) or self.why_nothing),
        ]
        return [(label, words) for label, words in rows if words]

    def card(self) -> Card:
        """The claim card that opens a lesson."""
        return _card(f"Claim {self.claim_id}", [self])

    def _repr_html_(self) -> str:
        return self.card()._repr_html_()

    def __repr__(self) -> str:
        """The card as plain text."""
        return repr(self.card())


class Claims(tuple[Claim, ...]):
    """Several claims of one sentence; they show as one card that quotes the sentence once."""

    __slots__ = ()

    def card(self) -> Card:
        """One card for all of them."""
        named = [one.claim_id for one in self]
        return _card(f"Claims {', '.join(named[:-1])} and {named[-1]}", self)

    def _repr_html_(self) -> str:
        return self.card()._repr_html_()

    def __repr__(self) -> str:
        """The card as plain text."""
        return repr(self.card())


def _card(named: str, claims: Sequence[Claim]) -> Card:
    """The sentence, and below it what there is to say of each of its claims."""
    number = claims[0].sentence_no
    quote = essay.sentence(number)
    body, plain = [f"<blockquote>{escape(quote)}</blockquote>"], [f"“{quote}”"]
    for one in claims:
        if len(claims) > 1:
            body.append(f'<p style="margin:0.8em 0 0 0"><strong>{one.claim_id}</strong></p>')
            plain.append(one.claim_id)
        body += [f"<p><strong>{label}:</strong> {escape(said)}</p>" for label, said in one.rows()]
        plain += [f"{label}: {said}" for label, said in one.rows()]
    title = f"{named}, from sentence {number} of the essay"
    return Card("claim", title, "".join(body), "\n".join(plain))


@overload
def claim(claim_id: str, /) -> Claim: ...


@overload
def claim(claim_id: str, second: str, /, *more: str) -> Claims: ...


@asking.called_like('claim("C25")')
def claim(*claim_ids: str) -> Claim | Claims:
    """One of the essay's claims, by its id (`"C25"`), or several of one sentence.

    Raises `Problem`, with the nearest ids, where there is none, and where the claims are of
    different sentences.

    >>> claim("C25").sentence_no
    16
    """
    if not claim_ids:
        raise Problem('claim needs the id of a claim: type claim("C25").')
    found = [_claim(each) for each in claim_ids]
    if len({one.sentence_no for one in found}) > 1:
        raise Problem("claim shows several claims only of one sentence: ask for the others apart.")
    return found[0] if len(found) == 1 else Claims(found)


def _claim(claim_id: str) -> Claim:
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
