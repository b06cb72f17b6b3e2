"""Forecasts: asked when the essay appeared, resolved after it, by figures that tables hold."""

from __future__ import annotations

import re

import pandas as pd
import pytest

from aftermosul.evidence.tables import load

FORECASTS = load("forecasts").set_index("id")
TESAT = load("tesat").set_index("year")

# The essay appeared in October 2016, before the operation that it says is about to begin.
OPERATION_BEGAN = pd.Timestamp(2016, 10, 17)


def days_named(text: str) -> set[pd.Timestamp]:
    """The days named in a text; 2019-10-26/27 names two."""
    days = set()
    for year_month, first, second in re.findall(r"(\d{4}-\d{2})-(\d{2})(?:/(\d{2}))?", text):
        days |= {pd.Timestamp(f"{year_month}-{day}") for day in (first, second) if day}
    return days


def test_every_forecast_resolves_after_the_essay_and_no_later_than_its_deadline() -> None:
    assert (FORECASTS["resolved_on"] > OPERATION_BEGAN).all()
    assert (FORECASTS["resolved_on"] <= FORECASTS["deadline"]).all()


@pytest.mark.parametrize("forecast", FORECASTS.index)
def test_a_forecast_resolves_on_a_day_that_its_row_names_or_at_its_deadline(forecast: str) -> None:
    row = FORECASTS.loc[forecast]
    if row["resolved_on_basis"] == "event":
        assert row["resolved_on"] in days_named(f"{row['resolved_value']} {row['note']}")
    else:
        assert row["resolved_on"] == row["deadline"]


def test_the_year_in_a_question_is_not_after_its_deadline() -> None:
    for forecast, row in FORECASTS.iterrows():
        years = [int(year) for year in re.findall(r"\b20[12]\d\b", row["question"])]
        assert max(years, default=0) <= row["deadline"].year, forecast


def test_every_forecast_has_an_outcome_a_criterion_and_a_base_rate() -> None:
    assert set(FORECASTS["outcome"]) == {0, 1}
    for column in ("question", "resolution_criterion", "resolved_value", "base_rate_hint"):
        assert FORECASTS[column].str.len().min() >= 5, column
    assert FORECASTS["question"].str.endswith("?").all()
    assert FORECASTS["question"].is_unique


def test_a_forecast_that_does_not_test_its_claim_says_why() -> None:
    for forecast in FORECASTS.index[FORECASTS["tests_claim"] == "no"]:
        assert "Not a test of" in FORECASTS.loc[forecast, "note"]


def test_the_core_are_ten_that_were_seen_and_that_neither_yes_nor_no_wins() -> None:
    core = FORECASTS[FORECASTS["core"] == "yes"]
    assert len(core) == 10
    assert set(core["verified"]) == {"page"}
    assert core["outcome"].sum() == len(core) / 2
    assert not (core["tests_claim"] == "no").any()
    assert core["claim_id"].nunique() >= 7
    assert not core["question"].str.startswith("If ").any()


# ---- outcomes that other tables hold


def test_no_attack_of_2017_to_2019_killed_fifty_and_the_highest_is_as_stated() -> None:
    attacks = load("europe_attacks")
    later = attacks[attacks["date"].dt.year.between(2017, 2019)]
    worst = later.loc[later["victims_killed"].idxmax()]
    row = FORECASTS.loc["F09"]
    assert f"Highest toll {worst['victims_killed']} ({worst['city']}" in row["resolved_value"]
    assert worst["date"] in days_named(row["resolved_value"])
    assert row["outcome"] == int(worst["victims_killed"] >= 50)


def test_deaths_of_three_years_against_one_are_europols() -> None:
    parts = [int(TESAT.loc[year, "deaths_jihadist"]) for year in (2017, 2018, 2019)]
    before = int(TESAT.loc[2016, "deaths_jihadist"])
    row = FORECASTS.loc["F10"]
    stated = f"{sum(parts)} ({' + '.join(map(str, parts))}) against {before}"
    assert row["resolved_value"] == stated
    assert row["outcome"] == int(sum(parts) > before)


def test_attacks_of_2017_against_2016_are_europols() -> None:
    now, before = (int(TESAT.loc[year, "attacks_jihadist"]) for year in (2017, 2016))
    row = FORECASTS.loc["F11"]
    assert row["resolved_value"] == f"{now} against {before}"
    assert row["outcome"] == int(now > before)


def test_revenue_of_2016_is_that_of_the_table() -> None:
    revenue = load("revenue")
    icsr = revenue[(revenue["source_id"] == "icsr-2017") & (revenue["stream"] == "total")]
    high = icsr.set_index("year")["usd_millions_high"]
    row = FORECASTS.loc["F22"]
    assert f"At most {high[2016]:.0f} million" in row["resolved_value"]
    assert row["outcome"] == int(high[2016] < 1000)


def test_returns_by_the_end_of_2017_are_those_of_the_totals() -> None:
    totals = load("foreign_fighters_totals").set_index("id")
    row = FORECASTS.loc["F13"]
    assert f"At least {totals.loc['fft-016', 'returned']} in" in row["resolved_value"]
    assert row["outcome"] == int(totals.loc["fft-016", "returned"] >= 5000)
    row = FORECASTS.loc["F14"]
    assert f"roughly {totals.loc['fft-023', 'returned']} people" in row["resolved_value"]
    share = totals.loc["fft-023", "returned"] / totals.loc["fft-023", "departed_low"]
    assert row["outcome"] == int(share >= 0.5)


def test_deaths_of_2018_against_2014_are_those_of_one_edition() -> None:
    world = load("world_by_year")
    edition = world[world["series"].str.contains("2019 edition")].set_index("year")["deaths"]
    row = FORECASTS.loc["F24"]
    assert f"{edition[2018]} against {edition[2014]}" in row["resolved_value"]
    assert row["outcome"] == int(edition[2018] <= 0.6 * edition[2014])


def test_a_day_that_a_tie_or_a_landmark_dates_is_the_same_there() -> None:
    organisations = load("organisations").set_index("id")
    assert FORECASTS.loc["F20", "resolved_on"] == organisations.loc["jnim", "founded"]
    landmarks = load("events_landmark")
    colombo = landmarks[landmarks["iso3"] == "LKA"]
    assert FORECASTS.loc["F17", "resolved_on"] in set(colombo["date"])
    territory = load("territory").set_index("id")
    assert FORECASTS.loc["F06", "resolved_on"] == territory.loc["ter-046", "date"]
