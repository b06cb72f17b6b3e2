"""Controls: what a reader can move, and what counts as a value for it."""

from __future__ import annotations

import numbers
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass
from typing import Any, ClassVar

import altair as alt

from aftermosul.problems import Problem


@dataclass(frozen=True)
class Range:
    """One number between `low` and `high`, as a slider; it sets the signal `name`.

    `shown` may say each step in words, in order: a slider over months shows "June 2014" and not 5.
    With `plays_ms` it can walk to its end by itself, a step in so many milliseconds.
    """

    kind: ClassVar[str] = "range"
    name: str
    label: str
    low: float
    high: float
    value: float
    step: float = 1
    unit: str = ""
    shown: tuple[str, ...] = ()
    plays_ms: int = 0

    def __post_init__(self) -> None:
        """Words for every step, or for none."""
        steps = round((self.high - self.low) / self.step) + 1
        if self.shown and len(self.shown) != steps:
            raise ValueError(f"{self.name} has {steps} steps and words for {len(self.shown)}")

    def params(self) -> list[alt.Parameter]:
        """The chart's parameters that this control sets."""
        return [alt.param(name=self.name, value=self.value)]

    def check(self, value: object) -> float:
        """`value` as a plain number that the slider can stand on, or a `Problem`."""
        if not self._can_stand_on(value):
            raise Problem(
                f"{self.name} takes a number from {self.low} to {self.high} "
                f"in steps of {self.step}, not {value!r}."
            )
        number = float(value)  # type: ignore[arg-type]
        return int(number) if number.is_integer() else number

    def _can_stand_on(self, value: object) -> bool:
        if not _is_number(value) or not self.low <= value <= self.high:  # type: ignore[operator]
            return False
        steps = (float(value) - self.low) / self.step  # type: ignore[arg-type]
        return abs(steps - round(steps)) < 1e-9


@dataclass(frozen=True)
class Window:
    """A span of whole numbers, as two sliders that never cross; sets `nameFrom` and `nameTo`.

    `plays_ms` is as for a range; a window that plays keeps its length.
    """

    kind: ClassVar[str] = "window"
    name: str
    label: str
    low: int
    high: int
    value: tuple[int, int]
    labels: tuple[str, str] = ("First year", "Last year")
    step: int = 1
    unit: str = ""
    keep_length: bool = True
    colour: str = ""
    plays_ms: int = 0

    def params(self) -> list[alt.Parameter]:
        """The chart's parameters that this control sets."""
        first, last = self.value
        return [
            alt.param(name=f"{self.name}From", value=first),
            alt.param(name=f"{self.name}To", value=last),
        ]

    def check(self, value: object) -> list[int]:
        """`value` as a list of two whole numbers, or a `Problem`."""
        pair = list(value) if isinstance(value, Sequence) and not isinstance(value, str) else []
        fits = (
            len(pair) == 2
            and all(_is_number(part) for part in pair)
            and self.low <= pair[0] <= pair[1] <= self.high
            and all(float(part).is_integer() for part in pair)
        )
        if not fits:
            raise Problem(
                f"{self.name} takes a first and a last number between {self.low} and "
                f"{self.high}, in that order, such as {self.value}; not {value!r}."
            )
        return [int(part) for part in pair]


@dataclass(frozen=True)
class Choice:
    """One of a few options (value, label): radio buttons up to four, a list beyond."""

    kind: ClassVar[str] = "choice"
    name: str
    label: str
    options: tuple[tuple[str, str], ...]
    value: str
    colour: str = ""

    def params(self) -> list[alt.Parameter]:
        """The chart's parameters that this control sets."""
        return [alt.param(name=self.name, value=self.value)]

    def check(self, value: object) -> str:
        """`value` where it is one of the options, or a `Problem`."""
        known = [option for option, _ in self.options]
        if not isinstance(value, str) or value not in known:
            raise Problem(f"{self.name} takes one of {', '.join(known)}; not {value!r}.")
        return value


@dataclass(frozen=True)
class Switch:
    """On or off, as a checkbox."""

    kind: ClassVar[str] = "switch"
    name: str
    label: str
    value: bool

    def params(self) -> list[alt.Parameter]:
        """The chart's parameters that this control sets."""
        return [alt.param(name=self.name, value=self.value)]

    def check(self, value: object) -> bool:
        """`value` where it is true or false, or a `Problem`."""
        if not isinstance(value, bool):
            raise Problem(f"{self.name} takes True or False, not {value!r}.")
        return value


Control = Range | Window | Choice | Switch


def signals(controls: Iterable[Control], values: Mapping[str, Any]) -> dict[str, object]:
    """What the controls' values set in the charts: a window sets two signals."""
    out: dict[str, object] = {}
    for control in controls:
        value = values[control.name]
        if isinstance(control, Window):
            out[f"{control.name}From"], out[f"{control.name}To"] = value
        else:
            out[control.name] = value
    return out


def as_spec(control: Control) -> dict[str, Any]:
    """A control as the browser gets it. Options are lists, since saving sorts dictionaries."""
    return {"kind": control.kind, **asdict(control)}


def _is_number(value: object) -> bool:
    return isinstance(value, numbers.Real) and not isinstance(value, bool)
