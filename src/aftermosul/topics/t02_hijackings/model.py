"""Counts and rates in a window of years, and in all the years outside it."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pandas as pd


@dataclass(frozen=True)
class Rates:
    """What happened in some set of years.

    `per_year` is incidents a year; `deaths_per_incident` is None where nothing happened, since
    a rate over no cases is not zero but undefined.
    """

    years: int
    incidents: int
    deaths: int
    per_year: float | None
    deaths_per_incident: float | None


def rates(table: pd.DataFrame, first: int, last: int) -> Rates:
    """The rates of the years `first` to `last`, both included.

    Parameters
    ----------
    table
        One row a year with the columns `year`, `incidents` (count) and `fatalities` (people).
    first, last
        Calendar years.

    Raises
    ------
    ValueError
        Where `first` is after `last` or a year lies outside the table.
    """
    if first > last:
        raise ValueError(f"the window runs backwards: {first} is after {last}")
    low, high = int(table["year"].min()), int(table["year"].max())
    if first < low or last > high:
        raise ValueError(f"the table runs from {low} to {high}; {first} to {last} leaves it")
    inside = table[table["year"].between(first, last)]
    return _rates(len(inside), int(inside["incidents"].sum()), int(inside["fatalities"].sum()))


def _rates(years: int, incidents: int, deaths: int) -> Rates:
    return Rates(
        years=years,
        incidents=incidents,
        deaths=deaths,
        per_year=incidents / years if years else None,
        deaths_per_incident=deaths / incidents if incidents else None,
    )


def all_windows(table: pd.DataFrame) -> pd.DataFrame:
    """Every window of years, with what lies in it and what lies outside.

    Returns one row for each pair `start` <= `end` (n * (n + 1) / 2 rows for n years) with
    `years`, `incidents`, `deaths`, `per_year`, `deaths_per_incident`, and the same five with the
    prefix `out_` for all other years. Rates over nothing are NaN.
    """
    ordered = table.sort_values("year")
    years = ordered["year"].to_numpy()
    n = len(years)
    start, end = np.triu_indices(n)
    grid = pd.DataFrame({"start": years[start], "end": years[end]})
    grid["years"] = end - start + 1
    grid["out_years"] = n - grid["years"]
    for name, column in (("incidents", "incidents"), ("deaths", "fatalities")):
        running = np.concatenate([[0], ordered[column].to_numpy().cumsum()])
        grid[name] = running[end + 1] - running[start]
        grid[f"out_{name}"] = running[-1] - grid[name]
    for prefix in ("", "out_"):
        incidents = grid[f"{prefix}incidents"].astype(float)
        years_in = grid[f"{prefix}years"].astype(float)
        deaths = grid[f"{prefix}deaths"].astype(float)
        grid[f"{prefix}per_year"] = incidents / years_in.where(years_in > 0)
        grid[f"{prefix}deaths_per_incident"] = deaths / incidents.where(incidents > 0)
    return grid
