"""Yearly series of several makers: what each says, and where none may be joined to the next."""

from __future__ import annotations

from dataclasses import dataclass

import pandas as pd


@dataclass(frozen=True)
class Course:
    """How one series runs from its first figure to its last.

    Years are calendar years, figures counts of incidents or of people. `highest` and `lowest` are
    the first years in which the highest and the lowest figure stand. `gaps` counts the years
    between first and last of which the series says nothing.
    """

    first: int
    at_first: int
    last: int
    at_last: int
    highest: int
    at_highest: int
    lowest: int
    at_lowest: int
    gaps: int


def course(table: pd.DataFrame, series: str, measure: str) -> Course:
    """The course of one series by one measure.

    Parameters
    ----------
    table
        One row a year and series, with `year`, `series`, and the measure's column.
    series
        A name in the column `series`: a maker and an edition, never two of them.
    measure
        `incidents` or `deaths`; years in which it is empty are unknown and left out.

    Raises
    ------
    ValueError
        Where the series holds no figure by this measure.
    """
    known = one_series(table, series, measure)
    if known.empty:
        raise ValueError(f"{series} has no {measure}")
    years, figures = list(map(int, known.index)), list(map(int, known))
    highest, lowest = max(figures), min(figures)
    return Course(
        first=years[0],
        at_first=figures[0],
        last=years[-1],
        at_last=figures[-1],
        highest=years[figures.index(highest)],
        at_highest=highest,
        lowest=years[figures.index(lowest)],
        at_lowest=lowest,
        gaps=years[-1] - years[0] + 1 - len(years),
    )


def one_series(table: pd.DataFrame, series: str, measure: str) -> pd.Series[int]:
    """The known figures of one series, by year, in order; whole numbers."""
    rows = table[(table["series"] == series) & table[measure].notna()].sort_values("year")
    figures: pd.Series[int] = rows.set_index("year")[measure].astype(int)
    return figures


def unbroken(years: pd.Series[int]) -> list[int]:
    """A number for each year, the same for years that follow one another without a gap.

    Years come in ascending order. A line may join two points of one number and no others.

    >>> unbroken(pd.Series([1978, 1979, 1984, 2016, 2017]))
    [0, 0, 1, 2, 2]
    """
    return [int(n) for n in (years.diff().fillna(1) > 1).cumsum()]


def step(
    table: pd.DataFrame, before: tuple[str, int], after: tuple[str, int], measure: str
) -> float:
    """How many times the figure of one series and year stands in that of another.

    `before` and `after` are (series, year). Between two makers this measures the change of rule
    and of the world together, and cannot tell them apart.
    """
    (old, old_year), (new, new_year) = before, after
    return float(
        one_series(table, new, measure)[new_year] / one_series(table, old, measure)[old_year]
    )
