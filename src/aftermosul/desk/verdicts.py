"""A reader's verdicts on the essay's claims, and the ledger that keeps them."""

from __future__ import annotations

import numbers
from collections.abc import Mapping
from dataclasses import dataclass, field
from html import escape
from typing import TYPE_CHECKING

import pandas as pd

from aftermosul.display.cards import Card, paragraphs
from aftermosul.display.tables import table_html
from aftermosul.evidence import asking
from aftermosul.evidence.claims import claim, claim_ids
from aftermosul.workspace import ledger as store

if TYPE_CHECKING:
    from aftermosul.questions.form import Form

LABELS = (
    "supported",
    "mixed",
    "contradicted",
    "condition not met",
    "not testable here",
    "not a matter for evidence",
)

_UNSAID = object()


@asking.called_like('verdict("C25", then="mixed", since="mixed", confidence=70, because="...")')
def verdict(
    claim_id: str,
    *,
    then: object = _UNSAID,
    since: object = _UNSAID,
    confidence: object = _UNSAID,
    because: object = _UNSAID,
) -> Card | Form:
    """Record two verdicts on a claim: reasonable *then*, borne out *since*?

    With the claim's id alone it is a form to fill in; the same is recorded.

    Parameters
    ----------
    claim_id
        Such as `"C25"`. Raises `Problem`, with the nearest ids, for an unknown one.
    then, since
        One of the labels: on what was public in October 2016, and on what is known now.
    confidence
        How sure you are, in percent: a whole number from 0 to 100.
    because
        Your reason, in a sentence.

    Dots left untouched record nothing. Every verdict is kept; the latest on a claim stands.
    """
    asking.one_name(claim_id, claim_ids(), "claim", 'verdict("C25", ...)')
    about = claim(claim_id)
    given = {"then": then, "since": since, "confidence": confidence, "because": because}
    if all(value is _UNSAID for value in given.values()):
        return _form(claim_id, about.claim)
    given = {name: ... if value is _UNSAID else value for name, value in given.items()}
    return _recorded(claim_id, about.claim, given)


def _form(claim_id: str, words: str) -> Form:
    """The same by two lists, a slider and a sentence."""
    from aftermosul.questions.form import Form, OneOfThese, Sentence, Slider

    labels = tuple((label, label) for label in LABELS)

    def record(given: Mapping[str, object]) -> Card:
        empty = [name for name, value in given.items() if not str(value).strip()]
        if empty:
            said = f"Still to fill in: {', '.join(empty)}."
            return Card("not-yet", f"Not recorded: verdict on {claim_id}", paragraphs(said), said)
        return _recorded(claim_id, words, dict(given), "Record again")

    fields = (
        OneOfThese("then", "Then, on what was public in October 2016", labels, "select"),
        OneOfThese("since", "Since, on what is known now", labels, "select"),
        Slider("confidence", "How sure you are", 0, 100, "%"),
        Sentence("because", "Because (a sentence)"),
    )
    return Form(f"Your verdict on {claim_id}, in our words: {words}", fields, "Record", record)


def _recorded(
    claim_id: str, words: str, given: dict[str, object], again: str = "You can run this cell again"
) -> Card:
    if all(value is ... for value in given.values()):
        return _nothing_yet(claim_id)
    problems = _problems(given)
    if problems:
        title = f"Not recorded: verdict on {claim_id}"
        return Card("not-yet", title, paragraphs(*problems), "\n".join(problems))
    recorded, said = store.add_verdict(
        claim_id,
        str(given["then"]).strip().lower(),
        str(given["since"]).strip().lower(),
        int(float(given["confidence"])),  # type: ignore[arg-type]
        str(given["because"]).strip(),
    )
    texts = [
        f"In our words: {words}",
        f"Then: {recorded.then}. Since: {recorded.since}. Confidence: {recorded.confidence} %.",
        f"Because: {recorded.because}",
        said,
        f"{again} whenever you change your mind: every verdict is kept.",
    ]
    texts = [text for text in texts if text]
    return Card(
        "right", f"Recorded: your verdict on {claim_id}", paragraphs(*texts), "\n".join(texts)
    )


def _nothing_yet(claim_id: str) -> Card:
    texts = [
        "Nothing is recorded yet. Put your verdict in place of the dots and run the cell.",
        f"Labels for then and since: {', '.join(LABELS)}.",
        "Confidence is a whole number from 0 to 100; because is a sentence in quotes.",
    ]
    return Card("not-tried", f"Your verdict on {claim_id}", paragraphs(*texts), "\n".join(texts))


def _problems(given: dict[str, object]) -> list[str]:
    """One sentence for everything that keeps a verdict from being recorded."""
    said = []
    missing = [name for name, value in given.items() if value is ...]
    if missing:
        said.append(f"Still to fill in: {', '.join(missing)}.")
    for name in ("then", "since"):
        value = given[name]
        if value is not ... and (not isinstance(value, str) or value.strip().lower() not in LABELS):
            said.append(f"{name} should be one of: {', '.join(LABELS)}.")
    sure = given["confidence"]
    if sure is not ... and not (
        isinstance(sure, numbers.Real) and not isinstance(sure, bool) and sure in range(101)
    ):
        said.append(
            "confidence should be a whole number from 0 to 100, without quotes or a percent sign."
        )
    reason = given["because"]
    if reason is not ... and not (isinstance(reason, str) and reason.strip()):
        said.append("because should be a sentence in quotes: your reason.")
    return said


@dataclass(frozen=True)
class LedgerView:
    """The ledger as tables: the latest verdict on each claim, self-checks, and guesses."""

    verdicts: pd.DataFrame
    checks: pd.DataFrame
    said: str
    guesses: pd.DataFrame = field(default_factory=pd.DataFrame)

    def _parts(self) -> list[tuple[pd.DataFrame, str, str]]:
        parts = [
            (self.verdicts, "Your verdicts", "No verdict recorded yet."),
            (self.checks, "Your self-checks", "No self-check tried yet."),
        ]
        if len(self.guesses):
            parts.append((self.guesses, "Your guesses", ""))
        return parts

    def _repr_html_(self) -> str:
        parts = [paragraphs(self.said)]
        for frame, caption, empty in self._parts():
            parts.append(table_html(frame, caption) if len(frame) else f"<p>{escape(empty)}</p>")
        return "".join(parts)

    def __repr__(self) -> str:
        """The tables as plain text."""
        shown = [frame.to_string() if len(frame) else empty for frame, _, empty in self._parts()]
        tables = "\n\n".join(shown)
        return f"{self.said}\n{tables}".strip()


@asking.called_like("ledger()")
def ledger() -> LedgerView:
    """What you recorded so far. The file itself is `ledger.json` in your workspace."""
    kept, said = store.read()
    verdicts = pd.DataFrame(
        [
            {
                "Claim": entry.claim_id,
                "Then": entry.then,
                "Since": entry.since,
                "Confidence (%)": entry.confidence,
                "Because": entry.because,
                "Recorded": _day(entry.at),
            }
            for entry in kept.latest().values()
        ]
    )
    checks = pd.DataFrame(
        [
            {
                "Lesson": entry.lesson,
                "Question": entry.question,
                "Status": entry.status,
                "Tries": entry.tries,
                "Last tried": _day(entry.at),
            }
            for entry in kept.checks.values()
        ]
    )
    guesses = pd.DataFrame(
        [
            {
                "Figure": entry.figure,
                "You said": ", ".join(f"{v:g}" for v in entry.given.values()) or "skipped",
                "Recorded": _day(entry.at),
            }
            for entry in kept.guesses
        ]
    )
    return LedgerView(verdicts, checks, said, guesses)


def _day(stamp: str) -> str:
    """The date and minute of a time stamp (UTC)."""
    return stamp[:16].replace("T", " ")
