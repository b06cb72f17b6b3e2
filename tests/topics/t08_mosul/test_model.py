"""Four measures of a victory, and what a definition of defeat makes of each figure."""

from __future__ import annotations

import math

import pandas as pd
import pytest

from aftermosul.evidence.tables import load
from aftermosul.figures import known
from aftermosul.topics.t08_mosul import model

TABLES = {
    name: load(name)
    for name in ("territory", "is_attacks_by_year", "recruitment", "one_sided_violence")
}
SAID = model.figures(
    {name: table.assign(public=known.public(table)) for name, table in TABLES.items()}
)
VICTORY = pd.Timestamp(2017, 7, 10)


def of(measure: str, maker: str) -> pd.DataFrame:
    return SAID[(SAID["measure"] == measure) & (SAID["maker"] == maker)].set_index("period")


def test_every_figure_is_that_of_its_row_in_the_table() -> None:
    ids = SAID.set_index("id")
    for row in TABLES["territory"].set_index("id").loc[SAID["id"][SAID["measure"] == "land"]].index:
        cell = TABLES["territory"].set_index("id").loc[row]
        assert ids.loc[row, "low"] == cell["area_km2_low"]
        assert cell["scope"] == "both"
    killed = TABLES["one_sided_violence"]
    killed = killed[(killed["actor"] == "Islamic State (IS)")].set_index("year")
    for year in range(2014, 2020):
        assert ids.loc[f"ucdp-{year}", "low"] == killed.loc[year, "deaths_low"]
        assert ids.loc[f"ucdp-{year}", "high"] == killed.loc[year, "deaths_high"]


def test_attacks_are_told_by_the_month_so_that_unequal_periods_can_stand_together() -> None:
    jtic = of("attacks", "JTIC")
    assert jtic.loc["January to June 2017", "low"] == pytest.approx(2962 / 6)
    assert jtic.loc["2018", "low"] == pytest.approx(1300 / 12)
    half = jtic.loc["July to December 2016"]
    assert (half["start"], half["end"]) == (pd.Timestamp(2016, 7, 1), pd.Timestamp(2016, 12, 31))


def test_a_count_over_fourteen_years_or_of_affiliates_alone_is_left_out() -> None:
    left = set(TABLES["is_attacks_by_year"]["id"]) - set(SAID["id"])
    assert {"atk-01", "atk-07", "atk-09", "atk-13"} <= left


def test_places_and_claims_are_makers_of_their_own() -> None:
    """A maker's count for Iraq is none for the world, and what the group claims is no attack."""
    assert {"JTIC", "Knights (Iraq)", "BBC Monitoring (claims)"} <= set(SAID["maker"])
    assert list(of("attacks", "START (core)")["low"]) == [pytest.approx(1400 / 12)]


def test_what_is_known_from_memory_alone_is_not_drawn() -> None:
    assert "rec-09" not in set(SAID["id"])


def test_a_line_may_join_land_of_one_maker_and_nothing_else() -> None:
    joined = SAID[SAID["series"] != ""]
    assert set(joined["measure"]) == {"land"}
    assert (joined["series"] == joined["maker"]).all()


@pytest.mark.parametrize(
    ("low", "high", "limit", "says"),
    [
        (100, 150, 200, model.UNDER),
        (100, 200, 200, model.OPEN),
        (200, 300, 200, model.NOT_UNDER),
        (100, 300, 200, model.OPEN),
        (math.nan, 500, 600, model.UNDER),
        (math.nan, 500, 400, model.OPEN),
        (300, math.nan, 200, model.NOT_UNDER),
        (100, math.nan, 200, model.OPEN),
    ],
)
def test_a_range_that_runs_across_the_line_decides_nothing(
    low: float, high: float, limit: float, says: str
) -> None:
    assert model.judged(low, high, limit) == says


def test_on_one_day_two_makers_give_one_definition_two_answers() -> None:
    """The point of the lesson: under 200 attacks a month, at the end of 2018."""
    made = model.outcomes(SAID, {"attacks": [200]}, {"end": pd.Timestamp(2018, 12, 31)}).iloc[0]
    assert "JTIC" in made["under"]
    assert made["not_under"] == ("BBC Monitoring (claims)",)
    assert made["figures"] == len(SAID[SAID["measure"] == "attacks"])
    assert SAID.set_index("id").loc[made["first"], "maker"] == "START (core)"
    assert "START (core)" not in made["under"], "a figure of 2016 says nothing of the end of 2018"


def test_a_maker_speaks_on_a_day_by_its_last_figure_whose_span_is_over() -> None:
    last = model.latest(SAID, VICTORY).set_index(["measure", "maker"])
    assert last.loc[("attacks", "JTIC"), "period"] == "January to June 2017"
    assert last.loc[("land", "IHS"), "period"] == "26 June 2017"
    assert last.loc[("killed", "UCDP"), "period"] == "2016"
    assert (("attacks", "BBC Monitoring (claims)")) not in last.index


def test_the_higher_the_line_the_more_figures_lie_under_it() -> None:
    lines = [50, 100, 150, 200, 300, 400, 500]
    made = model.outcomes(SAID, {"attacks": lines}, {"end": pd.Timestamp(2019, 12, 31)})
    assert made["held"].is_monotonic_increasing
    assert made["held"].iloc[-1] == made["figures"].iloc[-1]
    assert made["held"].iloc[0] == 0
    assert made["first"].iloc[0] == ""
