"""A figure's story: steps that set its controls, and a guess before the data are shown."""

from __future__ import annotations

import numbers
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

import altair as alt

from aftermosul.figures.fields import written
from aftermosul.problems import Problem

MOST_WORDS = 25
MOST_PARTS = 8
SKIPPED = "skipped"


@dataclass(frozen=True)
class Step:
    """A button: it sets controls (those unnamed go back to their start) and says one sentence."""

    label: str
    set: Mapping[str, object]
    say: str

    def __post_init__(self) -> None:
        """At most 25 words, since they are read aloud at every press."""
        few(self.say, MOST_WORDS)


@dataclass(frozen=True)
class Guess:
    """A number, or one for each of a few parts, that the reader gives before the data are shown.

    `id` names it in the reader's ledger. `truth` maps each part (letters and digits) to its value
    in the data; `labels` names the parts.
    The charts find the guess in the signals `guessed` (true or false) and `guess` + part. `too_low`
    and `too_high` say the distance of a single guess, with {guess}, {truth} and {distance}.
    """

    id: str
    asks: str
    truth: Mapping[str, float]
    labels: Mapping[str, str]
    low: float
    high: float
    start: float
    step: float = 1
    how: str = ""
    unit: str = ""
    too_low: str = "You said {guess}: {distance} too low. It is {truth}."
    too_high: str = "You said {guess}: {distance} too high. It is {truth}."
    exact: str = "You said {guess}, and so it is."
    parts: tuple[str, ...] = field(init=False)

    def __post_init__(self) -> None:
        """Between one and eight parts, each with its label."""
        if not 1 <= len(self.truth) <= MOST_PARTS or set(self.truth) != set(self.labels):
            raise ValueError("a guess has one to eight parts, and a label for each")
        object.__setattr__(self, "parts", tuple(self.truth))

    def params(self) -> list[alt.Parameter]:
        """The chart's parameters that a guess sets."""
        own = [alt.param(name=f"guess{part}", value=self.start) for part in self.parts]
        return [alt.param(name="guessed", value=False), *own]

    def check(self, value: object) -> dict[str, float] | str | None:
        """None before the guess, `"skipped"`, or a number for each part; else a `Problem`."""
        if value is None or (isinstance(value, str) and value == SKIPPED):
            return value
        if isinstance(value, Mapping) and set(value) == set(self.parts):
            given = {part: value[part] for part in self.parts}
            if all(self._fits(number) for number in given.values()):
                # numpy's numbers are no JSON.
                return {part: _plain(number) for part, number in given.items()}
        raise Problem(
            f'A guess is "{SKIPPED}" or a number from {self.low:g} to {self.high:g} for each of '
            f"{', '.join(self.parts)}; not {value!r}."
        )

    def _fits(self, number: object) -> bool:
        real = isinstance(number, numbers.Real) and not isinstance(number, bool)
        if not real or not self.low <= float(number) <= self.high:  # type: ignore[arg-type]
            return False
        steps = (float(number) - self.low) / self.step  # type: ignore[arg-type]
        return abs(steps - round(steps)) < 1e-9

    def signals(self, value: object) -> dict[str, object]:
        """What a guess sets in the charts."""
        if not isinstance(value, Mapping):
            return {"guessed": False}
        return {"guessed": True, **{f"guess{part}": value[part] for part in self.parts}}

    def said(self, value: object) -> str:
        """The distance between a guess and the data, in words, as the browser says it."""
        if not isinstance(value, Mapping):
            return ""
        away = {part: float(value[part]) - self.truth[part] for part in self.parts}
        if len(away) > 1:
            near = min(away, key=lambda part: abs(away[part]))
            far = max(away, key=lambda part: abs(away[part]))
            return (
                f"Nearest: {self.labels[near]}, off by {self._written(abs(away[near]))}. "
                f"Furthest: {self.labels[far]}, off by {self._written(abs(away[far]))}."
            )
        ((part, distance),) = away.items()
        says = self.exact if distance == 0 else self.too_low if distance < 0 else self.too_high
        return (
            says.replace("{guess}", self._written(value[part]))
            .replace("{truth}", self._written(self.truth[part]))
            .replace("{distance}", self._written(abs(distance)))
        )

    def _written(self, value: float) -> str:
        return written(value, self.how) + (f" {self.unit}" if self.unit else "")

    def as_spec(self) -> dict[str, Any]:
        """A guess as the browser gets it. Parts are a list, since saving sorts dictionaries."""
        return {
            "asks": self.asks,
            "parts": [[part, self.labels[part], self.truth[part]] for part in self.parts],
            "low": self.low,
            "high": self.high,
            "start": self.start,
            "step": self.step,
            "how": self.how,
            "unit": self.unit,
            "tooLow": self.too_low,
            "tooHigh": self.too_high,
            "exact": self.exact,
        }


def _plain(number: Any) -> float:
    value = float(number)
    return int(value) if value.is_integer() else value


def few(words: str, most: int) -> None:
    """Raise ValueError where a text has more words than may stand there."""
    count = len(words.split())
    if count > most:
        raise ValueError(f"{count} words where {most} may stand: {words[:60]}...")
