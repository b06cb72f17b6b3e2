"""`ledger()`: what a reader recorded so far, as tables."""

from __future__ import annotations

from dataclasses import dataclass, field
from html import escape

import pandas as pd

from aftermosul.display.cards import paragraphs
from aftermosul.display.tables import table_html
from aftermosul.evidence import asking
from aftermosul.evidence.forecasts import asked
from aftermosul.workspace import ledger as store


@dataclass(frozen=True)
class LedgerView:
    """The ledger as tables: the latest verdict on each claim, self-checks, guesses, forecasts."""

    verdicts: pd.DataFrame
    checks: pd.DataFrame
    said: str
    guesses: pd.DataFrame = field(default_factory=pd.DataFrame)
    forecasts: pd.DataFrame = field(default_factory=pd.DataFrame)

    def _parts(self) -> list[tuple[pd.DataFrame, str, str]]:
        parts = [
            (self.verdicts, "Your verdicts", "No verdict recorded yet."),
            (self.checks, "Your self-checks", "No self-check tried yet."),
        ]
        if len(self.guesses):
            parts.append((self.guesses, "Your guesses", ""))
        if len(self.forecasts):
            parts.append((self.forecasts, "Your forecasts", ""))
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
    verdicts = _asked_for(
        pd.DataFrame(
            [
                {
                    "Claim": entry.claim_id,
                    "Judged once": entry.judged,
                    "Then": entry.then,
                    "Since": entry.since,
                    "Confidence (%)": entry.confidence,
                    "Because": entry.because,
                    "Recorded": _day(entry.at),
                }
                for entry in kept.latest().values()
            ]
        )
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
    return LedgerView(verdicts, checks, said, guesses, _forecasts(kept))


def _asked_for(verdicts: pd.DataFrame) -> pd.DataFrame:
    """The table without the columns of labels that no verdict in it has."""
    labels = [name for name in ("Judged once", "Then", "Since") if name in verdicts]
    return verdicts.drop(columns=[name for name in labels if not verdicts[name].any()])


def _forecasts(kept: store.Ledger) -> pd.DataFrame:
    """What was sealed, and beside it what it was changed to after sealing."""
    questions = asked()
    rows = []
    for name, entry in kept.sealed().items():
        changes = [f"{change.percent} ({_day(change.at)})" for change in entry.changes]
        rows.append(
            {
                "Forecast": name,
                "Question": questions[name].question if name in questions else "",
                "Sealed (%)": entry.first.percent,
                "Sealed at": _day(entry.first.at),
                "Changed after sealing (%)": ", ".join(changes),
            }
        )
    return pd.DataFrame(rows)


def _day(stamp: str) -> str:
    """The date and minute of a time stamp (UTC)."""
    return stamp[:16].replace("T", " ")
