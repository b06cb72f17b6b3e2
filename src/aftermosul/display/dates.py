"""Dates in words, in no more detail than is known of them."""

from __future__ import annotations

from typing import Any

import pandas as pd


def day(date: Any) -> str:
    """A date in words.

    >>> day(pd.Timestamp("1973-01-05"))
    '5 January 1973'
    """
    # Windows knows no `%-d`.
    return f"{date.day} {date:%B %Y}"


def known(date: Any, precision: object) -> str:
    """A date by its precision, `"day"`, `"month"` or `"year"`; no words where there is none.

    >>> known(pd.Timestamp("2014-06-01"), "month")
    'June 2014'
    """
    if pd.isna(date):
        return ""
    if precision == "year":
        return f"{date:%Y}"
    return day(date) if precision == "day" else f"{date:%B %Y}"


def column(when: pd.Series, precision: pd.Series) -> list[str]:
    """Each date of a column by the precision beside it, as `known` has it."""
    return [known(*pair) for pair in zip(when, precision, strict=True)]
