"""Yearly series of several makers: what each says, and where none may be joined to the next."""

from __future__ import annotations

import math
from dataclasses import dataclass

import pandas as pd

PRINTED = "US State Dept: international incidents (year-in-review figures as first printed)"
EARLIER = (
    "US State Dept: international incidents and violence among Palestinians (as first printed)"
)
FIRST_RULE = "NCTC: significant international incidents"
RECOUNT = "Recount of 2004 by NCTC, July 2005"
SECOND_RULE = "NCTC WITS: all terrorism incl. domestic"
START = "START GTD: full database, as published in START texts (deaths incl. perpetrators)"
DRAWN = {
    "incidents": (EARLIER, PRINTED, FIRST_RULE, RECOUNT, SECOND_RULE, START),
    "deaths": (PRINTED, FIRST_RULE, RECOUNT, SECOND_RULE, START),
}
"""The series that are drawn, by measure; whose they are, the table says."""

HEIGHT = 450
"""The drawing's height in pixels: one axis of it, or three panels, a maker each."""

_ABOVE = 46
"""What a panel's heading takes of its height, in pixels."""


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


def drawn(table: pd.DataFrame) -> pd.DataFrame:
    """Every figure that is drawn, with its place on one axis and in its maker's own panel.

    Parameters
    ----------
    table
        The table `world_by_year`: `year`, `series`, `maker`, `rule`, `incidents`, `deaths`.

    Returns
    -------
    DataFrame
        `measure`, `maker`, `rule`, `series`, `year`, `figure`; `run` (a line may join the points
        of one run only: one series, years without a gap); `joined` (whether one line through all
        makers would take it: of each year, the figure of whoever then made the official count);
        `one_y` and `own_y` (pixels from the top, on one axis and in a panel).
    """
    parts = []
    for measure, names in DRAWN.items():
        for place, series in enumerate(names):
            known = one_series(table, series, measure).rename("figure").reset_index()
            own = table[table["series"] == series].iloc[0]
            runs = [f"{measure[0]}{place}-{n}" for n in unbroken(known["year"])]
            parts.append(
                known.assign(
                    measure=measure,
                    maker=str(own["maker"]),
                    rule=own["rule"],
                    series=series,
                    run=runs,
                )
            )
    rows = pd.concat(parts, ignore_index=True)
    last = rows.loc[rows["series"] == SECOND_RULE, "year"].max()
    rows["joined"] = (rows["series"] != RECOUNT) & (
        (rows["maker"] != "START") | (rows["year"] > last)
    )
    one, own_top = tops(rows)
    panels = list(rows["maker"].unique())
    high = HEIGHT / len(panels)
    rows["one_y"] = [
        round(HEIGHT - f / one[m] * (HEIGHT - _ABOVE), 1)
        for m, f in zip(rows["measure"], rows["figure"], strict=True)
    ]
    rows["own_y"] = [
        round((panels.index(k) + 1) * high - f / own_top[m, k] * (high - _ABOVE), 1)
        for m, k, f in zip(rows["measure"], rows["maker"], rows["figure"], strict=True)
    ]
    return rows


def tops(rows: pd.DataFrame) -> tuple[dict[str, int], dict[tuple[str, str], int]]:
    """The highest figure of each measure, and of each measure and maker."""
    one = rows.groupby("measure", as_index=False)["figure"].max()
    own = rows.groupby(["measure", "maker"], as_index=False)["figure"].max()
    return (
        {str(m): int(top) for m, top in zip(one["measure"], one["figure"], strict=True)},
        {
            (str(m), str(k)): int(top)
            for m, k, top in zip(own["measure"], own["maker"], own["figure"], strict=True)
        },
    )


def ticks(rows: pd.DataFrame) -> pd.DataFrame:
    """The axes: `panels` (whether of a panel or of the one axis), `measure`, `value` and `y`."""
    one, own_top = tops(rows)
    panels = list(rows["maker"].unique())
    high = HEIGHT / len(panels)
    axes = [(False, m, top, HEIGHT, HEIGHT - _ABOVE, 6) for m, top in one.items()]
    for (m, k), top in own_top.items():
        axes.append((True, m, top, round((panels.index(k) + 1) * high), round(high) - _ABOVE, 3))
    made = [
        (panel, measure, value, round(bottom - value / top * room, 1))
        for panel, measure, top, bottom, room, most in axes
        for value in range(0, top + 1, _round_step(top, most))
    ]
    return pd.DataFrame(made, columns=["panels", "measure", "value", "y"])


def _round_step(top: int, most: int) -> int:
    """A round step, by which at most so many steps reach from 0 to `top`."""
    unit: int = 10 ** int(math.log10(top / most))
    return next(unit * by for by in (1, 2, 5, 10) if top / (unit * by) <= most)


def changes(table: pd.DataFrame, rows: pd.DataFrame) -> pd.DataFrame:
    """The changes of rule, each in its maker's panel.

    Takes the table `rule_changes` and what `drawn` returns. A new rule stands between the last year
    before it and its first, a lost year on itself: `at`. Keeps `year`, `maker`, `kind`, `change`;
    adds `top` and `bottom` of the panel in pixels.
    """
    panels = list(rows["maker"].unique())
    high = HEIGHT / len(panels)
    place = table["maker"].astype(str).map(panels.index)
    new = table["kind"].astype(str) == "new rule"
    return table[["year", "maker", "kind", "change"]].assign(
        at=table["year"] - new * 0.5, top=place * high + 28, bottom=(place + 1) * high
    )


def outcomes(table: pd.DataFrame) -> pd.DataFrame:
    """What the figure says at each setting: one row for each `view` and `measure`.

    `year` is that of the first rule and `next` that of the second, with `first_rule`, `recount`
    (empty where nobody counted again) and `second_rule`; then each maker's highest figure and its
    year; and `case`.
    """
    rows = drawn(table)
    made = []
    for measure in DRAWN:
        first, recount, second = (
            one_series(table, series, measure) for series in (FIRST_RULE, RECOUNT, SECOND_RULE)
        )
        again = int(recount.iloc[0]) if len(recount) else None
        here = {
            "measure": measure,
            "year": int(first.index[0]),
            "first_rule": int(first.iloc[0]),
            "recount": again,
            "next": int(second.index[0]),
            "second_rule": int(second.iloc[0]),
        }
        for maker, own in rows[rows["measure"] == measure].groupby("maker"):
            top = own.nlargest(1, "figure").iloc[0]
            key = str(maker).split()[0].lower()
            here |= {f"{key}_top": int(top["figure"]), f"{key}_year": int(top["year"])}
        for view in ("one", "apart", "panels"):
            case = "once" if view == "apart" and again is None else view
            made.append({"view": view, **here, "case": case})
    return pd.DataFrame(made)
