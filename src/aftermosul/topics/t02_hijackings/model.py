"""Hijackings in a window of years, and what was done against them."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pandas as pd

from aftermosul.display import dates


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
    """Every window of years, with what lies in it.

    Returns one row for each pair `start` <= `end` (n * (n + 1) / 2 rows for n years) with
    `years`, `incidents`, `deaths`, `per_year`, `deaths_per_incident`, and `case`: some, one year,
    or none, where nothing is listed. Rates over nothing are NaN.
    """
    ordered = table.sort_values("year")
    years = ordered["year"].to_numpy()
    start, end = np.triu_indices(len(years))
    grid = pd.DataFrame({"start": years[start], "end": years[end], "years": end - start + 1})
    for name, column in (("incidents", "incidents"), ("deaths", "fatalities")):
        running = np.concatenate([[0], ordered[column].to_numpy().cumsum()])
        grid[name] = running[end + 1] - running[start]
    grid["per_year"] = grid["incidents"] / grid["years"]
    happened = grid["incidents"].astype(float).where(grid["incidents"] > 0)
    grid["deaths_per_incident"] = grid["deaths"] / happened
    grid["case"] = "some"
    grid.loc[grid["years"] == 1, "case"] = "one year"
    grid.loc[grid["incidents"] == 0, "case"] = "none"
    return grid


def by_year(table: pd.DataFrame) -> pd.DataFrame:
    """One row a year with `deaths_per_incident`, unknown where nothing happened."""
    table = table[["year", "incidents", "fatalities"]].copy()
    happened = table["incidents"].where(table["incidents"] > 0)
    return table.assign(deaths_per_incident=(table["fatalities"] / happened).round(2))


def against_hijacking(measures: pd.DataFrame) -> pd.DataFrame:
    """The measures against the hijacking of aircraft, numbered in the order of their dates.

    Parameters
    ----------
    measures
        The table `security_measures`.

    Returns
    -------
    DataFrame
        `number`, `when` (years with their fraction), `day` (in words), `actor`, `measure`,
        `source_id`, and `screening`: whether it is the first screening of passengers.
    """
    # Ships are boarded too: what the maritime organisation did is left out.
    about = measures["addresses"].str.contains("hijacking")
    rows = measures[about & ~measures["actor"].str.startswith("IMO")]
    rows = rows.sort_values("date").reset_index(drop=True)
    screens = rows["measure"].str.startswith("Screening")
    date = rows["date"].dt
    return rows[["actor", "measure", "source_id"]].assign(
        number=rows.index + 1,
        when=date.year + (date.day_of_year - 1) / 365.25,
        day=rows["date"].map(dates.day),
        screening=screens & (screens.cumsum() == 1),
    )
