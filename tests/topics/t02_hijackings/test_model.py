"""Counts and rates in windows of years, against plain loops."""

from __future__ import annotations

import math
from fractions import Fraction

import numpy as np
import pandas as pd
import pytest

from aftermosul.evidence.tables import load
from aftermosul.topics.t02_hijackings.model import (
    against_hijacking,
    all_windows,
    by_year,
    rates,
)

COLUMNS = ["years", "incidents", "deaths", "per_year", "deaths_per_incident"]


def random_table(seed: int, years: int) -> pd.DataFrame:
    """Years in no order, some with deaths but no incident, as tables may wrongly come."""
    chance = np.random.default_rng(seed)
    incidents = chance.integers(0, 40, years) * chance.integers(0, 2, years)
    return pd.DataFrame(
        {
            "year": chance.permutation(np.arange(1950, 1950 + years)),
            "incidents": incidents,
            "fatalities": chance.integers(0, 300, years),
        }
    )


def counted(table: pd.DataFrame, first: int, last: int) -> list[float | None]:
    """The five figures of the years in a window, one year after another."""
    years = incidents = deaths = 0
    for row in table.itertuples(index=False):
        if first <= row.year <= last:
            years += 1
            incidents += row.incidents
            deaths += row.fatalities
    pace = float(Fraction(incidents, years)) if years else None
    deadly = float(Fraction(deaths, incidents)) if incidents else None
    return [years, incidents, deaths, pace, deadly]


def same(found: object, expected: float | None) -> bool:
    if expected is None:
        return bool(pd.isna(found))
    return math.isclose(found, expected, rel_tol=1e-12, abs_tol=0)  # type: ignore[arg-type]


TABLES = [random_table(seed, years) for seed, years in enumerate([1, 2, 3, 12, 30])]


@pytest.mark.parametrize("table", TABLES, ids=len)
def test_the_rates_of_every_window_equal_those_counted_year_by_year(table: pd.DataFrame) -> None:
    low, high = int(table["year"].min()), int(table["year"].max())
    for first in range(low, high + 1):
        for last in range(first, high + 1):
            found = rates(table, first, last)
            expected = counted(table, first, last)
            assert [getattr(found, name) for name in COLUMNS] == pytest.approx(expected)


@pytest.mark.parametrize("table", [*TABLES, load("hijackings_by_year")], ids=len)
def test_every_window_is_there_once_with_what_lies_in_it(table: pd.DataFrame) -> None:
    grid = all_windows(table)
    years = sorted(table["year"])
    pairs = [(a, b) for a in years for b in years if a <= b]
    assert sorted(zip(grid["start"], grid["end"], strict=True)) == pairs
    step = max(1, len(grid) // 500)
    for _, row in grid.iloc[::step].iterrows():
        inside = counted(table, row["start"], row["end"])
        for name, here in zip(COLUMNS, inside, strict=True):
            assert same(row[name], here), (row["start"], row["end"], name)


def test_a_rate_over_no_incidents_is_unknown_and_not_zero() -> None:
    quiet = pd.DataFrame({"year": [2000, 2001], "incidents": [0, 4], "fatalities": [0, 6]})
    assert rates(quiet, 2000, 2000).per_year == 0
    assert rates(quiet, 2000, 2000).deaths_per_incident is None
    grid = all_windows(quiet).set_index(["start", "end"])
    assert pd.isna(grid.loc[(2000, 2000), "deaths_per_incident"])
    assert not np.isinf(grid.drop(columns="case").to_numpy(dtype=float)).any()


def test_both_ends_of_a_window_count() -> None:
    wave = rates(load("hijackings_by_year"), 1968, 1972)
    assert wave.years == 5
    assert wave.incidents == 29 + 86 + 77 + 54 + 59


def test_the_table_given_is_left_as_it_was() -> None:
    table = random_table(9, 10)
    before = table.copy()
    all_windows(table)
    rates(table, 1950, 1955)
    pd.testing.assert_frame_equal(table, before)


def test_a_window_that_runs_backwards_is_refused() -> None:
    with pytest.raises(ValueError, match="1989 is after 1980"):
        rates(load("hijackings_by_year"), 1989, 1980)


@pytest.mark.parametrize(("first", "last"), [(1941, 1950), (2010, 2020), (1900, 1910)])
def test_a_window_that_leaves_the_table_is_refused(first: int, last: int) -> None:
    with pytest.raises(ValueError, match=f"from 1942 to 2019; {first} to {last} leaves it"):
        rates(load("hijackings_by_year"), first, last)


def test_measures_are_numbered_by_date_and_those_at_sea_left_out() -> None:
    table = pd.DataFrame(
        {
            "date": pd.to_datetime(["1974-01-01", "1973-01-05", "1973-06-01", "1972-01-01"]),
            "actor": ["A", "B", "IMO states", "C"],
            "measure": ["Screening of bags", "Screening of all", "Ports", "Vaults"],
            "addresses": ["hijacking;bombing", "hijacking", "hijacking", "bombing"],
            "source_id": ["s"] * 4,
        }
    )
    found = against_hijacking(table)
    assert list(found["measure"]) == ["Screening of all", "Screening of bags"]
    assert list(found["number"]) == [1, 2]
    assert list(found["screening"]) == [True, False]
    assert found["day"].iloc[0] == "5 January 1973"


def test_a_year_without_incidents_has_no_rate() -> None:
    table = pd.DataFrame({"year": [1, 2], "incidents": [0, 3], "fatalities": [0, 4]})
    found = by_year(table)
    assert pd.isna(found["deaths_per_incident"].iloc[0])
    assert found["deaths_per_incident"].iloc[1] == 1.33
