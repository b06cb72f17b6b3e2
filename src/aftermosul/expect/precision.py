"""How near is near enough: stated precision, and which mistake a number comes from.

`nearest` is a power of ten in the unit of the answer, such as 0.01 for "to two decimals"; 0
asks for an exact number, such as a count or a year.
"""

from __future__ import annotations

import math

_DECIMALS = {1: "one decimal", 2: "two decimals", 3: "three decimals", 4: "four decimals"}
_TENS = {
    0: "whole number",
    1: "ten",
    2: "hundred",
    3: "thousand",
    4: "ten thousand",
    5: "hundred thousand",
    6: "million",
}
# A number that a computer reached by another way differs in its last digits only.
_SAME = 1e-9
# A mistake is named only when it was made: recognised as nearly as one would print it.
_MADE = 1e-6
_FINEST = 1e-6


def stated(nearest: float) -> str:
    """The precision in words, as a task states it; ValueError where it is no power of ten."""
    if nearest == 0:
        return "a whole number"
    power = _power(nearest)
    if -4 <= power < 0:
        return f"to {_DECIMALS[-power]}"
    if 0 <= power <= 6:
        return f"to the nearest {_TENS[power]}"
    raise ValueError(f"no words for a precision of {nearest:g}")


def right(seen: float, expected: float, nearest: float) -> bool:
    """Whether a number is the expected one, at the stated precision."""
    if math.isclose(seen, expected, rel_tol=_SAME, abs_tol=1e-12):
        return True
    return nearest > 0 and abs(seen - expected) <= nearest / 2 * (1 + 1e-6)


def made(seen: float, mistake: float, nearest: float) -> bool:
    """Whether a number is this mistake: its value, or its value rounded as far as is allowed."""
    if math.isclose(seen, mistake, rel_tol=_MADE, abs_tol=1e-9):
        return True
    return any(_same_rounded(seen, mistake, step) for step in steps(nearest))


def steps(nearest: float) -> list[float]:
    """The roundings that a precision allows: its own step, and each finer one."""
    coarsest = _power(nearest) if nearest else -2
    return [10.0**power for power in range(coarsest, _power(_FINEST) - 1, -1)]


def too_coarse(seen: float, expected: float, nearest: float) -> bool:
    """Whether a number is the right one, rounded one or two digits further than was asked."""
    if not nearest:
        return False
    return seen != 0 and any(
        _same_rounded(seen, expected, nearest * coarser) for coarser in (10, 100)
    )


def rounded(value: float, step: float) -> float:
    """A value to the nearest `step`, a power of ten."""
    return round(value, -_power(step))


def _same_rounded(seen: float, exact: float, step: float) -> bool:
    # Halves are rounded either way: by hand upwards, by Python to the even digit.
    return math.isclose(seen, rounded(exact, step), rel_tol=_SAME, abs_tol=1e-12) or math.isclose(
        seen, math.floor(exact / step + 0.5) * step, rel_tol=_SAME, abs_tol=1e-12
    )


def _power(nearest: float) -> int:
    power = round(math.log10(nearest)) if nearest > 0 else 0
    if nearest <= 0 or not math.isclose(10.0**power, nearest, rel_tol=1e-9):
        raise ValueError(f"a precision is a power of ten: {nearest:g}")
    return power
