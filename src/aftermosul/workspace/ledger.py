"""The ledger: a reader's forecasts, verdicts, guesses and self-checks, in one file.

`ledger.json` lies open in the workspace, so that a reader can keep it, move it or hand it in.
It is replaced whole and atomically; a file that can't be read is set aside, never emptied.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from dataclasses import asdict, dataclass, field, replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from aftermosul.files import set_aside, write_atomically
from aftermosul.problems import Problem
from aftermosul.version import __version__
from aftermosul.workspace import place

NAME = "ledger.json"
_FORMAT = 1
_WHOLE_NUMBERS = {"confidence", "tries", "percent"}


@dataclass(frozen=True)
class Verdict:
    """What a reader holds of one claim, and how sure they are (percent).

    `judged` where the claim is judged once, else `then` and `since`; the others are empty. What
    was recorded under another rule stays as it was.
    """

    claim_id: str
    confidence: int
    because: str
    at: str
    then: str = ""
    since: str = ""
    judged: str = ""
    module: str = __version__

    def kept(self) -> dict[str, str | int]:
        """What is written into the file: labels that were not asked are left out."""
        labels = ("then", "since", "judged")
        return {k: v for k, v in asdict(self).items() if v or k not in labels}


@dataclass(frozen=True)
class Tried:
    """What became of one self-check: the best status reached, and how often it was tried."""

    question: str
    lesson: str
    status: str
    tries: int
    at: str


@dataclass(frozen=True)
class Guessed:
    """What a reader guessed before a figure showed its data; no numbers where they skipped."""

    figure: str
    given: dict[str, float]
    at: str


@dataclass(frozen=True)
class Forecast:
    """How likely a reader said that something was, in percent, at one time (UTC)."""

    forecast_id: str
    percent: int
    at: str
    module: str = __version__


@dataclass(frozen=True)
class Sealed:
    """One forecast as it was sealed, and what it was changed to after sealing, in order."""

    first: Forecast
    changes: tuple[Forecast, ...] = ()

    @property
    def latest(self) -> Forecast:
        """What stands now."""
        return self.changes[-1] if self.changes else self.first


@dataclass(frozen=True)
class Ledger:
    """Everything a reader recorded. Later verdicts stand after earlier ones; all are kept."""

    verdicts: tuple[Verdict, ...] = ()
    checks: dict[str, Tried] = field(default_factory=dict)
    guesses: tuple[Guessed, ...] = ()
    forecasts: tuple[Forecast, ...] = ()

    def sealed(self) -> dict[str, Sealed]:
        """Every forecast by its id: the first entry is the sealed one, the rest are changes."""
        found: dict[str, Sealed] = {}
        for entry in self.forecasts:
            before = found.get(entry.forecast_id)
            found[entry.forecast_id] = (
                replace(before, changes=(*before.changes, entry)) if before else Sealed(entry)
            )
        return found

    def latest(self) -> dict[str, Verdict]:
        """The last verdict on each claim, by claim."""
        return {verdict.claim_id: verdict for verdict in self.verdicts}


def path(workspace: Path | None = None) -> Path:
    """Where the ledger lies."""
    return (workspace or place.find()) / NAME


def read(workspace: Path | None = None) -> tuple[Ledger, str]:
    """The ledger, and a sentence where something had to be said about it (else empty).

    A damaged ledger is moved into the workspace's backups and an empty one takes its place.
    """
    where = path(workspace)
    try:
        return _parsed(json.loads(where.read_text(encoding="utf-8"))), ""
    except FileNotFoundError:
        return Ledger(), ""
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError):
        return Ledger(), _set_aside(where)
    except OSError as error:
        raise Problem(f"Your ledger {where} can't be read ({error.strerror}).") from None


def _set_aside(damaged: Path) -> str:
    """Move a damaged ledger among the backups; the sentence that says so."""
    try:
        kept = set_aside(damaged, place.backups(damaged.parent), "damaged")
    except OSError as error:
        raise Problem(
            f"Your ledger {damaged} can't be read, and could not be moved away "
            f"({error.strerror}): move it yourself, and a new one is begun."
        ) from None
    return (
        f"Your ledger could not be read. It was kept as {kept} and a new one begun; "
        "nothing in the old one was changed."
    )


def _parsed(raw: dict[str, Any]) -> Ledger:
    """A ledger from its JSON. Raises ValueError, KeyError or TypeError where it isn't one."""
    if raw["format"] != _FORMAT:
        raise ValueError("another format")
    verdicts = tuple(Verdict(**entry) for entry in raw["verdicts"])
    tried = tuple(Tried(**entry) for entry in raw["checks"])
    forecasts = tuple(Forecast(**entry) for entry in raw.get("forecasts", []))
    for entry in (*verdicts, *tried, *forecasts):
        for name, value in vars(entry).items():
            if type(value) is not (int if name in _WHOLE_NUMBERS else str):
                raise TypeError(f"{name} is {value!r}")
    if not all(entry.judged or (entry.then and entry.since) for entry in verdicts):
        raise ValueError("a verdict without a label")
    if any(entry.percent not in range(101) for entry in forecasts):
        raise ValueError("a forecast that is no percentage")
    guesses = tuple(_guess(**entry) for entry in raw.get("guesses", []))
    return Ledger(verdicts, {entry.question: entry for entry in tried}, guesses, forecasts)


def _guess(figure: str, given: dict[str, float], at: str) -> Guessed:
    numbers = [type(value) in (int, float) for value in given.values()]
    if type(figure) is not str or type(at) is not str or not all(numbers):
        raise TypeError(f"no guess: {figure!r}")
    return Guessed(figure, given, at)


def add_verdict(
    claim_id: str, labels: Mapping[str, str], confidence: int, because: str
) -> tuple[Verdict, str]:
    """Record a verdict after all earlier ones; returns it, and a sentence if one must be said.

    `labels` has the label of `judged`, or those of `then` and `since`.
    """
    # Half of a character, as a browser may send it, can't be written to a file.
    because = because.encode("utf-8", "replace").decode("utf-8")
    verdict = Verdict(claim_id, confidence, because, _now(), **labels)
    said = _change(lambda ledger: replace(ledger, verdicts=(*ledger.verdicts, verdict)))
    return verdict, said


def add_try(question: str, lesson: str, status: str) -> str:
    """Record one try of a self-check. What was once right stays right."""

    def change(ledger: Ledger) -> Ledger:
        before = ledger.checks.get(question)
        best = "right" if before is not None and before.status == "right" else status
        tries = 1 + (before.tries if before is not None else 0)
        tried = Tried(question, lesson, best, tries, _now())
        return replace(ledger, checks={**ledger.checks, question: tried})

    return _change(change)


def add_guess(figure: str, given: Mapping[str, float]) -> str:
    """Record a guess after all earlier ones; a sentence if one must be said."""
    guessed = Guessed(figure, dict(given), _now())
    return _change(lambda ledger: replace(ledger, guesses=(*ledger.guesses, guessed)))


def add_forecasts(given: Mapping[str, int]) -> tuple[tuple[Forecast, ...], str]:
    """Record forecasts by their ids, in percent; those that say nothing new are left out.

    Returns what was recorded, and a sentence if one must be said. A first entry seals, a later
    one is a change beside it.
    """
    added: list[Forecast] = []
    at = _now()

    def change(ledger: Ledger) -> Ledger:
        sealed = ledger.sealed()
        for name, percent in given.items():
            if name not in sealed or sealed[name].latest.percent != percent:
                added.append(Forecast(name, percent, at))
        return replace(ledger, forecasts=(*ledger.forecasts, *added))

    said = _change(change)
    return tuple(added), said


def _change(change: Callable[[Ledger], Ledger]) -> str:
    """Read, change and write the ledger while no other notebook does; a sentence where needed."""
    from filelock import FileLock, Timeout

    where = path()
    try:
        with FileLock(where.with_name(f".{NAME}.lock"), timeout=10):
            before, said = read()
            _write(where, change(before))
    except Timeout:
        raise Problem(
            "Your ledger is in use by another notebook; run this cell again in a moment."
        ) from None
    except OSError as error:
        raise Problem(
            f"This could not be recorded: {where} can't be written ({error.strerror})."
        ) from None
    return said


def _write(where: Path, ledger: Ledger) -> None:
    content = {
        "format": _FORMAT,
        "module": __version__,
        "verdicts": [verdict.kept() for verdict in ledger.verdicts],
        "checks": [asdict(tried) for tried in ledger.checks.values()],
        "guesses": [asdict(guessed) for guessed in ledger.guesses],
        "forecasts": [asdict(forecast) for forecast in ledger.forecasts],
    }
    write_atomically(where, json.dumps(content, indent=1, ensure_ascii=False) + "\n")


def _now() -> str:
    return datetime.now(UTC).isoformat(timespec="seconds")
