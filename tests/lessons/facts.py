"""What a lesson's prose says in numbers, made anew from the tables so that a test can compare.

Each lesson has a module `facts_NN.py` with `facts()`, and with `PLAIN`: fragments whose numbers
are no evidence, such as a minute's estimate, an exercise's threshold or the number of a list.
"""

from __future__ import annotations

from dataclasses import dataclass

import pandas as pd


@dataclass(frozen=True)
class Fact:
    """A fragment that must stand in the prose, its numbers computed; and who says so.

    `sources` are cells of `source_id`: of each, one source at least must be listed in the lesson.
    """

    says: str
    sources: tuple[str, ...] = ()


def day(date: pd.Timestamp) -> str:
    """A date as the lessons write it: 5 January 1973."""
    return f"{date.day} {date:%B %Y}"


def one_row(table: pd.DataFrame, **wanted: object) -> pd.Series:
    """The one row that has these values; text is looked for anywhere in the cell."""
    for column, value in wanted.items():
        if isinstance(value, str):
            table = table[table[column].astype(str).str.contains(value, regex=False)]
        else:
            table = table[table[column] == value]
    assert len(table) == 1, f"{len(table)} rows for {wanted}"
    return table.iloc[0]


def to_halves(value: float) -> float:
    """To the nearest half, for "about two and a half times"."""
    return round(value * 2) / 2
