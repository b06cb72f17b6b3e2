"""Cells that hold several things, dates with their precision, countries with their names."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

import pandas as pd
import pytest

from aftermosul import resources
from aftermosul.evidence import schema
from aftermosul.evidence.tables import load

COUNTRIES = load("countries").set_index("iso3")["name"]
TABLES = {name: load(name) for name in schema.tables()}

# Columns whose cells are lists of country codes; single codes are held by foreign keys.
CODE_LISTS = [(name, "iso3_list") for name, df in TABLES.items() if "iso3_list" in df.columns]

DATES = [
    (name, field.name)
    for name in TABLES
    for field in schema.table(name).fields
    if field.type == "date"
]
GRADED = [(name, column) for name, column in DATES if f"{column}_precision" in TABLES[name].columns]
# Dates that are always a day say so by having no precision beside them.
ALWAYS_A_DAY = {
    ("attacks_elsewhere", "date"),
    ("europe_attacks", "date"),
    ("events_landmark", "date"),
    ("forecasts", "deadline"),
    ("forecasts", "resolved_on"),
    ("hijackings_landmark", "date"),
    ("is_attacks_by_year", "period_start"),
    ("mosul_counts", "start"),
    ("mosul_counts", "until"),
    ("recruitment", "period_start"),
    ("security_measures", "date"),
}
SPANS = [
    ("affiliates", "pledge_date", "recognised_date"),
    ("cities", "taken_date", "lost_date"),
    ("forecasts", "resolved_on", "deadline"),
    ("governance", "date_from", "date_to"),
    ("hijackings_by_period", "start_year", "end_year"),
    ("mosul_counts", "start", "until"),
    ("organisations", "founded", "ended"),
    ("prevention_programmes", "start_year", "end_year"),
    ("territorial_rulers", "start_year", "end_year"),
]
# Second numbers that are highs, though the first isn't called a low.
RANGES = [
    ("mosul", "figure_low", "figure_high"),
    ("territory", "share_lost_pct_low", "share_lost_pct_high"),
    ("one_sided_violence", "deaths_low", "deaths_best"),
    ("one_sided_violence", "deaths_best", "deaths_high"),
    ("violence_by_country_year", "deaths_low", "deaths_best"),
    ("violence_by_country_year", "deaths_best", "deaths_high"),
    ("violence_by_country_year", "events_fatal", "events"),
    ("violence_by_country_year", "deadliest_event", "deaths_best"),
    ("severity_counts", "events_one_day", "events"),
    ("ct_spending", "amount_low", "amount"),
    ("ct_spending", "amount", "amount_high"),
    ("foreign_fighters", "returned", "departed_low"),
    ("tesat", "attacks_jihadist", "attacks_total"),
    ("tesat", "arrests_jihadist", "arrests_total"),
    ("tesat", "deaths_jihadist", "deaths_total"),
]


def parts(table: str, column: str) -> Iterator[tuple[str, list[str]]]:
    """Every cell of lists that isn't empty, with its parts."""
    for cell in TABLES[table][column].dropna():
        yield str(cell), str(cell).split(";")


def starts(table: str, column: str) -> pd.DataFrame:
    """A column of dates with its precision, where there is a date."""
    both = TABLES[table][[column, f"{column}_precision"]].dropna(subset=[column])
    return both.set_axis(["date", "precision"], axis=1)


# ---- lists in cells


@pytest.mark.parametrize(("table", "column"), CODE_LISTS)
def test_every_code_in_a_list_of_countries_is_in_the_table_of_countries(table, column) -> None:
    for cell, codes in parts(table, column):
        assert set(codes) <= set(COUNTRIES.index), cell
        assert len(codes) == len(set(codes)), cell


def test_the_number_of_countries_of_an_actor_is_that_of_its_list() -> None:
    listed = TABLES["one_sided_violence"].dropna(subset=["iso3_list"])
    assert (listed["iso3_list"].str.split(";").str.len() == listed["n_countries"]).all()
    # Only the sums of all actors go without a list.
    without = TABLES["one_sided_violence"]
    without = without[without["iso3_list"].isna()]
    assert without["actor"].str.startswith("ALL ").all()


@pytest.mark.parametrize(
    "table", [name for name, df in TABLES.items() if "from_memory" in df.columns]
)
def test_cells_from_memory_are_named_by_their_columns(table: str) -> None:
    columns = set(TABLES[table].columns)
    for cell, named in parts(table, "from_memory"):
        assert named == ["all"] or set(named) <= columns, cell
        assert len(named) == len(set(named)), cell
    memory = TABLES[table].dropna(subset=["from_memory"])
    for row in memory.to_dict("records"):
        for column in set(row["from_memory"].split(";")) - {"all"}:
            assert pd.notna(row[column]), (row["id"], column)


@pytest.mark.parametrize(
    "table", [name for name, df in TABLES.items() if {"from_memory", "verified"} <= set(df.columns)]
)
def test_a_row_wholly_from_memory_does_not_say_that_a_page_was_seen(table: str) -> None:
    whole = TABLES[table]["from_memory"] == "all"
    assert (TABLES[table].loc[whole, "verified"] == "recall").all()


def test_what_a_measure_addresses_is_named_once() -> None:
    for cell, named in parts("security_measures", "addresses"):
        assert len(named) == len(set(named)), cell


# ---- countries


def test_every_country_has_one_name_and_every_code_is_used() -> None:
    assert COUNTRIES.index.is_unique
    assert COUNTRIES.is_unique
    used: set[str] = set()
    for name, df in TABLES.items():
        for column in df.columns:
            if name != "countries" and ("iso3" in column or column == "country_of_departure"):
                used |= {code for cell in df[column].dropna() for code in str(cell).split(";")}
    assert used == set(COUNTRIES.index)


@pytest.mark.parametrize(
    "table", [name for name, df in TABLES.items() if {"iso3", "country"} <= set(df.columns)]
)
def test_a_country_is_called_what_the_table_of_countries_calls_it(table: str) -> None:
    rows = TABLES[table]
    wrong = rows[rows["iso3"].map(COUNTRIES) != rows["country"]]
    assert wrong[["iso3", "country"]].to_numpy().tolist() == []


def test_every_column_of_single_country_codes_is_held_by_a_key() -> None:
    package = json.loads((resources.data() / "datapackage.json").read_text(encoding="utf-8"))
    for table in package["resources"]:
        keys = table["schema"].get("foreignKeys", [])
        held = {key["fields"][0] for key in keys if key["reference"]["resource"] == "countries"}
        codes = {
            column
            for column in TABLES[table["name"]].columns
            if column.endswith("iso3") or column == "country_of_departure"
        }
        if table["name"] != "countries":
            assert codes == held, table["name"]


# ---- dates


def test_a_date_has_its_precision_beside_it_or_is_always_a_day() -> None:
    assert set(DATES) - set(GRADED) == ALWAYS_A_DAY


@pytest.mark.parametrize(("table", "column"), GRADED)
def test_a_month_stands_at_its_first_day_and_a_year_at_the_first_of_january(table, column) -> None:
    dates = starts(table, column)
    coarse = dates[dates["precision"] != "day"]
    assert (coarse["date"].dt.day == 1).all()
    years = dates[dates["precision"] == "year"]
    assert (years["date"].dt.month == 1).all()


@pytest.mark.parametrize(("table", "column"), GRADED)
def test_a_precision_stands_where_a_date_stands_and_nowhere_else(table, column) -> None:
    df = TABLES[table]
    assert (df[column].isna() == df[f"{column}_precision"].isna()).all()


@pytest.mark.parametrize(("table", "column"), DATES)
def test_no_date_lies_outside_the_years_that_the_module_is_about(table, column) -> None:
    dates = TABLES[table][column].dropna()
    assert dates.min() >= pd.Timestamp(1948, 1, 1)
    assert dates.max() < pd.Timestamp(2026, 11, 1)


@pytest.mark.parametrize(
    ("table", "column"),
    [
        (name, column)
        for name, df in TABLES.items()
        for column in df.columns
        if column in {"year", "start_year", "end_year", "strength_year"} and name != "sources"
    ],
)
def test_no_year_lies_outside_the_years_that_the_module_is_about(table, column) -> None:
    years = TABLES[table][column].dropna()
    assert years.between(1900, 2026).all()


def whole(table: str, column: str, row: dict[str, Any]) -> tuple[pd.Timestamp, pd.Timestamp]:
    """The first and last day that a date of some precision may mean."""
    first = row[column]
    if isinstance(first, int | float):
        return pd.Timestamp(int(first), 1, 1), pd.Timestamp(int(first), 12, 31)
    precision = row.get(f"{column}_precision", "day")
    length = {
        "day": pd.DateOffset(days=1),
        "month": pd.DateOffset(months=1),
        "year": pd.DateOffset(years=1),
    }
    return first, first + length[precision] - pd.Timedelta(days=1)


@pytest.mark.parametrize(("table", "first", "last"), SPANS)
def test_nothing_ends_before_it_begins(table: str, first: str, last: str) -> None:
    for row in TABLES[table].dropna(subset=[first, last]).to_dict("records"):
        assert whole(table, first, row)[0] <= whole(table, last, row)[1], row


# ---- numbers


@pytest.mark.parametrize(("table", "low", "high"), RANGES)
def test_the_smaller_of_two_numbers_never_exceeds_the_larger(table, low, high) -> None:
    both = TABLES[table].dropna(subset=[low, high])
    assert len(both)
    assert both[both[low] > both[high]].to_numpy().tolist() == []


def test_nobody_killed_or_returned_had_not_departed() -> None:
    rows = TABLES["foreign_fighters"]
    departed = rows["departed_high"].fillna(rows["departed_low"])
    gone = rows["returned"].fillna(0) + rows["killed"].fillna(0)
    # An open count ("900 and more") has no upper end to hold the parts against.
    closed = rows["departed_high"].notna()
    assert rows.loc[closed & (gone > departed), "id"].tolist() == []
