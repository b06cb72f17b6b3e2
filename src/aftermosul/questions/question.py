"""A self-check as one small object: its answer, the usual mistakes, two hints, a solution."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Literal

from aftermosul import expect

Status = Literal["not tried", "right", "not yet"]


@dataclass(frozen=True)
class Number:
    """An answer that is one number, computed from the tables.

    `wrong` maps usual mistakes, computed too, to the sentence that sets each right; `nearest` is
    the precision that the question states, a power of ten (0.01 for two decimals, 0 for an exact
    number), in the unit of `right`. `cautions` maps what the question or a hint warns of to
    the value that comes of ignoring it, so that a test can hold that the warning matters.
    """

    right: float
    wrong: Mapping[float, str]
    nearest: float = 0.0
    looked_for: str = ""
    cautions: Mapping[str, float] = field(default_factory=dict)

    def judge(self, given: object, name: str) -> None:
        """Raise `expect.NotAsExpected` unless `given` is right."""
        expect.number(
            given,
            self.right,
            name=name,
            nearest=self.nearest,
            wrong=self.wrong,
            looked_for=self.looked_for,
        )


@dataclass(frozen=True)
class OneOf:
    """An answer that is one of a few options, given by its letter.

    `options` maps letters to texts, in order; `wrong` has a sentence for every option
    but the right one.
    """

    right: str
    options: Mapping[str, str]
    wrong: Mapping[str, str]

    def judge(self, given: object, name: str) -> None:
        """Raise `expect.NotAsExpected` unless `given` is right."""
        expect.choice(given, self.right, name=name, options=list(self.options), wrong=self.wrong)


@dataclass(frozen=True)
class Names:
    """An answer that is several names, in any order, taken from the tables.

    `wrong` maps usual wrong sets of names, made from the tables too, to the sentence that sets
    each right; `cautions` is as for a number.
    """

    right: tuple[str, ...]
    wrong: Mapping[tuple[str, ...], str]
    looked_for: str = ""
    cautions: Mapping[str, tuple[str, ...]] = field(default_factory=dict)

    def judge(self, given: object, name: str) -> None:
        """Raise `expect.NotAsExpected` unless `given` is right."""
        expect.names(given, self.right, name=name, wrong=self.wrong, looked_for=self.looked_for)


Answer = Number | OneOf | Names


@dataclass(frozen=True)
class Judgement:
    """What became of one try, and what is said about it."""

    status: Status
    says: str


@dataclass(frozen=True)
class Question:
    """One self-check.

    `answer` is a function, so that nothing is read from a table before somebody asks. `claims` are
    the ids of the essay's claims that it helps to judge; `aftermosul map` shows them.
    """

    id: str
    lesson: str
    asks: str
    answer: Callable[[], Answer]
    right: str
    hints: tuple[str, str]
    solution: str
    code: str = field(default="")
    claims: tuple[str, ...] = ()

    def judge(self, given: object) -> Judgement:
        """Judge one try."""
        try:
            self.answer().judge(given, "Your answer")
        except expect.NotTried:
            return Judgement("not tried", "Put your answer in place of the dots and run the cell.")
        except expect.NotAsExpected as failure:
            return Judgement("not yet", str(failure))
        return Judgement("right", self.right)
