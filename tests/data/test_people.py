"""Foreign fighters by country against the totals that their makers published."""

from __future__ import annotations

import pandas as pd
import pytest

from aftermosul.evidence import schema
from aftermosul.evidence.tables import load

ROWS = load("foreign_fighters")
TOTALS = load("foreign_fighters_totals").set_index("id")
POPULATION = load("population").set_index("iso3")

# Makers whose country rows and totals bear one date. ICSR 2018 has one country row only; its
# totals count women and children too, so the row may still not exceed them.
WORLD = {
    "icsr-2015": "fft-002",
    "soufan-2015": "fft-008",
    "soufan-2017": "fft-016",
    "icsr-2018": "fft-026",
}
# Totals of regions whose borders are those of our column `region`. ICSR's Middle East is printed
# as "up to" and draws its own border, so it is left out.
REGIONS = {
    "fft-003": ("icsr-2015", "western-europe"),
    "fft-005": ("icsr-2015", "former-soviet"),
    "fft-009": ("soufan-2015", "western-europe"),
    "fft-010": ("soufan-2015", "former-soviet"),
    "fft-017": ("soufan-2017", "former-soviet"),
    "fft-018": ("soufan-2017", "western-europe"),
}
# Soufan's totals of 2015 are printed to the nearest hundred.
ROUNDED_BY = {"fft-009": 50, "fft-010": 50}
ICSR_REGIONS = [f"fft-{number:03}" for number in range(27, 36)]


def of_maker(source: str, total: str) -> pd.DataFrame:
    """The country rows of a maker that bear the date of one of its totals."""
    first = ROWS["source_id"].str.split(";").str[0]
    rows = ROWS[(first == source) & (ROWS["as_of"] == TOTALS.loc[total, "as_of"])]
    assert len(rows)
    assert source in TOTALS.loc[total, "source_id"].split(";")
    return rows


def ceiling(total: str) -> int:
    """The most that a total allows; one that says "and more" allows at least its low."""
    row = TOTALS.loc[total]
    return int(row["departed_high"] if pd.notna(row["departed_high"]) else row["departed_low"])


@pytest.mark.parametrize(("source", "total"), WORLD.items())
def test_a_makers_countries_never_add_up_to_more_than_its_world(source: str, total: str) -> None:
    rows = of_maker(source, total)
    assert rows["departed_low"].sum() <= ceiling(total)
    assert rows["departed_high"].fillna(rows["departed_low"]).sum() <= ceiling(total)


@pytest.mark.parametrize(("total", "what"), REGIONS.items())
def test_a_makers_countries_of_a_region_never_add_up_to_more_than_its_total(total, what) -> None:
    source, region = what
    rows = of_maker(source, total)
    within = rows.loc[rows["region"] == region, "departed_low"].sum()
    assert 0 < within <= ceiling(total) + ROUNDED_BY.get(total, 0)


def test_the_six_countries_of_the_western_balkans_add_up_to_their_total() -> None:
    rows = of_maker("birn-2016", "fft-015")
    assert "Six countries" in TOTALS.loc["fft-015", "note"]
    assert len(rows) == 6
    for bound in ("departed_low", "departed_high"):
        assert rows[bound].sum() == TOTALS.loc["fft-015", bound]


def test_the_nine_regions_of_icsr_add_up_to_its_world() -> None:
    assert "nine ICSR regions add up to 41,490 and 7,366" in TOTALS.loc["fft-028", "note"]
    regions = TOTALS.loc[ICSR_REGIONS]
    for column in ("departed_low", "departed_high", "returned"):
        assert regions[column].sum() == TOTALS.loc["fft-026", column]


@pytest.mark.parametrize("source", ["soufan-2015", "soufan-2017", "icct-2016"])
def test_no_country_of_a_maker_exceeds_that_makers_largest_total(source: str) -> None:
    named = TOTALS["source_id"].str.split(";").map(lambda ids: source in ids)
    most = TOTALS.loc[named, ["departed_low", "departed_high"]].max(axis=None)
    first = ROWS["source_id"].str.split(";").str[0]
    theirs = ROWS.loc[first == source, ["departed_low", "departed_high"]]
    assert theirs.max(axis=None) < most


def test_no_maker_counts_a_country_twice_for_one_date() -> None:
    assert not ROWS.duplicated(["iso3", "source_id", "as_of"]).any()


def test_a_country_lies_in_one_region() -> None:
    assert (ROWS.groupby("iso3")["region"].nunique() == 1).all()


def test_no_more_returned_than_departed_in_any_total() -> None:
    known = TOTALS.dropna(subset=["returned", "departed_low"])
    assert (known["returned"] <= known["departed_low"]).all()


def test_every_country_of_the_fighters_has_its_residents() -> None:
    assert set(ROWS["iso3"]) == set(POPULATION.index)


def test_no_country_sends_more_than_one_in_a_thousand_of_its_residents() -> None:
    """A slip of a digit or a wrong code shows here: the largest known rate is about half of it."""
    residents = ROWS["iso3"].map(POPULATION["population"])
    departed = ROWS["departed_high"].fillna(ROWS["departed_low"])
    rate = departed.astype(float) / residents.astype(float)
    assert ROWS.loc[rate > 0.001, "id"].tolist() == []


def test_residents_are_given_for_one_year_and_rounded_to_thousands() -> None:
    assert POPULATION["year"].nunique() == 1
    assert (POPULATION["population"] % 1000 == 0).all()
    assert "sixty-nine countries" in schema.table("population").gaps
    assert len(POPULATION) == 69
