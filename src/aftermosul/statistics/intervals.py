"""Interval arithmetic: what can be said of a sum, a difference or a ratio of uncertain amounts.

An interval holds every value that an amount may have. A result here holds every value that it may
have when each amount lies anywhere in its own interval, and no other: nothing is assumed about
which values are likely, or about how the errors of two amounts hang together (Moore, Kearfott and
Cloud, Introduction to Interval Analysis, 2009, chapters 2 and 3).
"""

from __future__ import annotations

import math
from collections.abc import Iterable
from dataclasses import dataclass


@dataclass(frozen=True)
class Interval:
    """All values from `low` to `high`, both included, in whatever unit the amounts have.

    An end that nobody knows is None: a low alone means *at least*, a high alone *up to*, and
    neither means that nothing is known. Raises ValueError where the ends are the wrong way round
    or are not finite numbers.
    """

    low: float | None = None
    high: float | None = None

    def __post_init__(self) -> None:
        """Refuse what is no interval."""
        for end in (self.low, self.high):
            if end is not None and not math.isfinite(end):
                raise ValueError(f"an end is a number, or None where it is unknown; not {end}")
        if self.low is not None and self.high is not None and self.low > self.high:
            raise ValueError(f"the interval runs backwards: {self.low} is above {self.high}")

    @property
    def unknown(self) -> bool:
        """Whether neither end is known."""
        return self.low is None and self.high is None

    def __contains__(self, value: float) -> bool:
        """Whether the amount may have this value."""
        low, high = self._ends()
        return low <= value <= high

    def __add__(self, other: Interval) -> Interval:
        """The sum: low ends together and high ends together."""
        (a, b), (c, d) = self._ends(), other._ends()
        return _from(a + c, b + d)

    def __sub__(self, other: Interval) -> Interval:
        """The difference of two amounts: least where this is lowest and the other highest."""
        return self + other.scale(-1)

    def __truediv__(self, other: Interval) -> Interval:
        """The ratio of two amounts that have nothing to do with each other.

        Raises ValueError unless the divisor is known to be above zero. Where one amount is part of
        the other, this is too wide: `share` is the way to divide them.
        """
        low, high = other._ends()
        if low <= 0:
            raise ValueError("a ratio needs a divisor that is known to be above zero")
        least, most = self._ends()
        return _from(least / (high if least >= 0 else low), most / (low if most >= 0 else high))

    def scale(self, factor: float) -> Interval:
        """The amount times a number that is known exactly, such as 12 months a year."""
        if factor == 0:
            return Interval(0.0, 0.0)
        ends = sorted(end * factor for end in self._ends())
        return _from(ends[0], ends[1])

    def certainly_below(self, other: Interval) -> bool:
        """Whether every value here is below every value there."""
        return self._ends()[1] < other._ends()[0]

    def _ends(self) -> tuple[float, float]:
        low = -math.inf if self.low is None else self.low
        high = math.inf if self.high is None else self.high
        return low, high


def _from(low: float, high: float) -> Interval:
    return Interval(low if math.isfinite(low) else None, high if math.isfinite(high) else None)


def add(intervals: Iterable[Interval]) -> Interval:
    """The sum of any number of amounts; of none it is exactly zero."""
    return sum(intervals, start=Interval(0.0, 0.0))


def share(part: Interval, rest: Interval) -> Interval:
    """The share of `part` in `part` and `rest` together, from 0 to 1.

    The part stands above and below the line. Dividing it by the total as if they were two amounts
    would let it be high above and low below at once, and give a share of more than the whole. The
    share is least where the part is lowest and the rest highest.

    Raises ValueError where an amount may be below zero, or where both may be zero.
    """
    (a, b), (c, d) = part._ends(), rest._ends()
    if a < 0 or c < 0:
        raise ValueError("a share needs two amounts that are known not to be below zero")
    if a + c == 0:
        raise ValueError("a share of nothing is undefined, and both amounts may be zero")
    # An end without a bound leaves nothing for the other part: a share of 0 or of 1.
    least = 0.0 if math.isinf(d) else a / (a + d) if a + d else 0.0
    most = 1.0 if math.isinf(b) else b / (b + c) if b + c else 0.0
    return Interval(least, most)
