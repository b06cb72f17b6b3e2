"""Contested figures: the low and the high of each row, and the range in words."""

from __future__ import annotations

import pandas as pd

from aftermosul.display.ranges import range_text
from aftermosul.evidence import asking
from aftermosul.problems import Problem

_EXAMPLE = 'ranges(load("revenue"), "usd_millions")'


@asking.called_like(_EXAMPLE)
def ranges(table: pd.DataFrame, name: str) -> pd.DataFrame:
    """The figure `name` of each row as a range, from the columns `<name>_low` and `<name>_high`.

    Returns a DataFrame on the table's own index with `low` and `high` (the types they have in the
    table), `open_low` (True where only a high is known: up to), `open_high` (True where only a low
    is known: at least) and `text` ("20 to 22", "58", "at least 900", "up to 110", "unknown").
    Where a table also has a column `<name>` for the figure in general use, it stands in rows that
    give no range. Nothing is averaged.

    Raises `Problem`, with the nearest names, where there is no such pair of columns.

    >>> from aftermosul.evidence.tables import load
    >>> ranges(load("foreign_fighters"), "departed").loc[1, "text"]
    '1,200 to 2,500'
    """
    if not isinstance(table, pd.DataFrame):
        hint = f'load("{table}") first' if isinstance(table, str) else "a table"
        raise Problem(f"ranges takes a table, so give {hint}: type it as in {_EXAMPLE}.")
    pairs = _pairs(table)
    if not isinstance(name, str):
        raise Problem(
            f"ranges takes the name of one figure, in quotes, and was given {asking.kind(name)}: "
            f"type it as in {_EXAMPLE}."
        )
    if name not in pairs:
        raise Problem(_no_such_pair(name, pairs))
    low, high = table[f"{name}_low"], table[f"{name}_high"]
    if name in table.columns:
        bare = low.isna() & high.isna()
        low, high = low.mask(bare, table[name]), high.mask(bare, table[name])
    return pd.DataFrame(
        {
            "low": low,
            "high": high,
            "open_low": (low.isna() & high.notna()).astype(bool),
            "open_high": (low.notna() & high.isna()).astype(bool),
            "text": [range_text(*pair) for pair in zip(low, high, strict=True)],
        },
        index=table.index,
    )


def _pairs(table: pd.DataFrame) -> list[str]:
    """The names for which the table has both a low and a high."""
    columns = [str(column) for column in table.columns]
    lows = [column.removesuffix("_low") for column in columns if column.endswith("_low")]
    return [name for name in lows if f"{name}_high" in columns]


def _no_such_pair(name: str, pairs: list[str]) -> str:
    said = f'This table has no columns "{name}_low" and "{name}_high".'
    if not pairs:
        return f"{said} It has no ranges at all."
    return f"{said} {asking.did_you_mean(name, pairs)}"
