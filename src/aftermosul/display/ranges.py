"""Contested figures: one wording for a range, used for every table.

A low without a high means *at least*, a high without a low *up to*, neither *unknown*.
"""

from __future__ import annotations

from typing import Any

import pandas as pd


def range_text(low: Any, high: Any) -> str:
    """A range in words: "20 to 22", "58", "at least 900", "up to 110" or "unknown"."""
    if pd.isna(low) and pd.isna(high):
        return "unknown"
    if pd.isna(high):
        return f"at least {_figure(low)}"
    if pd.isna(low):
        return f"up to {_figure(high)}"
    if low == high:
        return _figure(low)
    return f"{_figure(low)} to {_figure(high)}"


def _figure(value: Any) -> str:
    """A number with thousands set off, and no decimals that say nothing."""
    number = float(value)
    return f"{int(number):,}" if number.is_integer() else f"{number:,.10g}"
