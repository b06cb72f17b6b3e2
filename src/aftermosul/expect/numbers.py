"""Expecting one number."""

from __future__ import annotations

import math
import numbers
from collections.abc import Mapping

import pandas as pd

from aftermosul.expect import precision
from aftermosul.expect.saying import NotAsExpected, aim, answered, clip, kind, short


def number(
    value: object,
    expected: float,
    *,
    name: str,
    nearest: float = 0.0,
    wrong: Mapping[float, str] | None = None,
    looked_for: str = "",
) -> None:
    """Expect one number.

    Parameters
    ----------
    value
        The student's answer: a Python or numpy number; a bool is not one.
    expected
        The right value, in the same unit.
    name
        What the student calls it, for the message.
    nearest
        The stated precision, a power of ten in the unit of `expected`: 0.01 for two decimals.
        What lies within half of it is right. 0 asks for the exact number.
    wrong
        Usual wrong values, each with the sentence that sets it right. One is recognised by its
        value to six digits, or by that value rounded as far as the precision allows.
    looked_for
        What the task asks for, used where the value is neither right nor a usual mistake.
    """
    seen = as_number(value, name)
    if precision.right(seen, expected, nearest):
        return
    for mistake, sentence in (wrong or {}).items():
        if precision.made(seen, mistake, nearest):
            raise NotAsExpected(sentence)
    if precision.too_coarse(seen, expected, nearest):
        words = precision.stated(nearest)
        raise NotAsExpected(
            f"{name} is {short(value)}: near, but rounded too far. Give it {words}."
        )
    raise NotAsExpected(
        f"{name} is {short(value)}, which is not the value asked for.{aim(looked_for)}"
    )


def a_number(
    value: object,
    *,
    name: str,
    low: float = -math.inf,
    high: float = math.inf,
    whole: bool = False,
) -> None:
    """Expect one number of the asked form: a visible test that gives no value away.

    `low` and `high` are the ends of the range that the task states, both allowed; `whole` asks
    for a count or a year.
    """
    seen = as_number(value, name)
    if not low <= seen <= high:
        raise NotAsExpected(f"{name} is {short(value)}; {_range(low, high)} is asked for.")
    if whole and not seen.is_integer():
        raise NotAsExpected(f"{name} is {short(value)}; a whole number is asked for.")


def _range(low: float, high: float) -> str:
    if math.isinf(high):
        return "a positive number, or 0," if low == 0 else f"a number of at least {low:g}"
    if math.isinf(low):
        return f"a number of at most {high:g}"
    return f"a number from {low:g} to {high:g}"


def as_number(value: object, name: str) -> float:
    """The value as a float; raises `NotAsExpected` where it is no number."""
    answered(value, name)
    if isinstance(value, bool) or type(value).__name__ in {"bool_", "bool"}:
        raise NotAsExpected(f"{name} is {value}, true or false; a number is asked for.")
    if isinstance(value, str):
        raise NotAsExpected(f'{name} is the text "{clip(value)}"; write a number without quotes.')
    if isinstance(value, pd.Series):
        raise NotAsExpected(
            f"{name} is a column of {len(value)} values; one number is asked for. "
            "Did you forget to add it up, or to pick one value?"
        )
    if isinstance(value, pd.DataFrame):
        raise NotAsExpected(f"{name} is a whole table; one number is asked for.")
    if not isinstance(value, numbers.Real):
        raise NotAsExpected(f"{name} is {kind(value)}; one number is asked for.")
    try:
        seen = float(value)
    except OverflowError:
        raise NotAsExpected(f"{name} is far too large a number to be right.") from None
    if math.isnan(seen):
        raise NotAsExpected(f"{name} is missing (NaN); one number is asked for.")
    return seen
