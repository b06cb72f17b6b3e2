"""Tails and their fits: by hand, against made-up records, and against the published fit."""

from __future__ import annotations

import math

import numpy as np
import pandas as pd
import pytest

from aftermosul import load
from aftermosul.topics.t04_tail import powerlaw, tolls


def counts(*rows: tuple[int, int]) -> pd.DataFrame:
    """(deaths, events) pairs as a record."""
    return pd.DataFrame(rows, columns=["deaths", "events"])


SMALL = counts((1, 5), (2, 3), (10, 1), (100, 1))


# ---- the fit


def test_the_exponent_by_hand() -> None:
    """Four events from 6 up: two of 11 and two of 22, twice and four times 5.5."""
    record = counts((1, 50), (11, 2), (22, 2))
    by_hand = 1 + 4 / (2 * math.log(2) + 2 * math.log(4))
    assert powerlaw.exponent(record, 6) == pytest.approx(by_hand)


def test_the_exponent_is_where_the_likelihood_is_highest() -> None:
    """The density of the law, written anew, over a fine grid of exponents."""
    record = powerlaw.made_up(2.3, 400, 6, seed=4)
    grid = np.arange(1.5, 4, 0.001)
    start = 5.5
    deaths, events = record["deaths"].to_numpy(), record["events"].to_numpy()
    log_density = np.log((grid - 1) / start)[:, None] - np.outer(grid, np.log(deaths / start))
    likelihood = (log_density * events).sum(axis=1)
    assert powerlaw.exponent(record, 6) == pytest.approx(grid[likelihood.argmax()], abs=0.001)


def test_the_published_fit_of_the_same_record_is_found_again() -> None:
    """Clauset, Shalizi and Newman (2009, table 6.1): threshold 12, exponent 2.4, 547 events."""
    world = tolls.record(load("severity_counts"), "World")
    size = int(world["deaths"].max())
    fitted = powerlaw.fits(world, powerlaw.THRESHOLDS, size=size)
    assert powerlaw.best_threshold(fitted) == 12
    row = fitted.set_index("threshold").loc[12]
    assert row["events"] == 547
    assert round(row["exponent"], 1) == 2.4


@pytest.mark.parametrize("known", [1.5, 2.0, 2.5, 3.0])
def test_a_known_exponent_is_recovered_over_many_records(known: float) -> None:
    """The mean error is within two per cent and the scatter near (exponent - 1) / sqrt(n)."""
    events = 500
    found = np.array(
        [powerlaw.exponent(powerlaw.made_up(known, events, 6, seed), 6) for seed in range(200)]
    )
    assert found.mean() == pytest.approx(known, rel=0.02)
    assert found.std() == pytest.approx((known - 1) / math.sqrt(events), rel=0.2)


def test_the_interval_holds_the_known_exponent_about_95_times_in_100() -> None:
    inside = 0
    for seed in range(200):
        record = powerlaw.made_up(2.5, 300, 10, seed)
        row = powerlaw.fits(record, [10], size=10, resamples=300, seed=seed).iloc[0]
        inside += row["exponent_low"] <= 2.5 <= row["exponent_high"]
    assert 0.88 <= inside / 200 <= 0.99


def test_a_fit_at_many_thresholds_is_each_fit_alone() -> None:
    record = powerlaw.made_up(2.2, 600, 6, seed=2)
    fitted = powerlaw.fits(record, [6, 20], size=500, resamples=20)
    for row in fitted.to_dict("records"):
        threshold = int(row["threshold"])
        alone = powerlaw.exponent(record, threshold)
        assert row["exponent"] == pytest.approx(alone)
        assert row["distance"] == pytest.approx(powerlaw.distance(record, threshold, alone))
        expected = row["events"] * powerlaw.tail_probability(500, threshold, alone)
        assert row["expected"] == pytest.approx(expected)
        assert row["share"] == pytest.approx(row["events"] / 600)
        assert row["exponent_low"] < row["exponent"] < row["exponent_high"]
        assert row["expected_low"] < row["expected"] < row["expected_high"]


def test_the_same_seed_gives_the_same_interval_and_another_another() -> None:
    record = powerlaw.made_up(2.2, 100, 6, seed=2)
    one, same, other = (
        powerlaw.fits(record, [6], size=50, resamples=50, seed=seed) for seed in (1, 1, 2)
    )
    pd.testing.assert_frame_equal(one, same)
    assert not one.equals(other)


def test_too_few_events_are_counted_and_not_fitted() -> None:
    record = counts((1, 500), (8, powerlaw.LEAST_EVENTS - 1), (90, 1))
    fitted = powerlaw.fits(record, [6, 8, 20], size=90, resamples=20).set_index("threshold")
    assert fitted["exponent"].notna().to_list() == [True, True, False]
    assert fitted.loc[20, "events"] == 1
    assert fitted.loc[20].drop(["events", "share"]).isna().all()


@pytest.mark.parametrize(("events", "is_fitted"), [(9, False), (10, True)])
def test_ten_events_are_fitted_and_nine_are_not(events: int, is_fitted: bool) -> None:
    """The number itself, and not whatever the constant says: the figure states it in words."""
    record = counts((1, 500), (20, events - 1), (90, 1))
    fitted = powerlaw.fits(record, [20], size=90, resamples=20)
    assert fitted["events"].to_list() == [events]
    assert fitted["exponent"].notna().to_list() == [is_fitted]


def test_a_threshold_is_chosen_where_the_line_lies_closest() -> None:
    """Noise below 20 and a law above: the rule leaves out most of the noise."""
    law = powerlaw.made_up(2.5, 800, 20, seed=3)
    record = pd.concat([counts(*((d, 100) for d in range(6, 20))), law])
    fitted = powerlaw.fits(record, powerlaw.THRESHOLDS, size=2000, resamples=5)
    assert powerlaw.best_threshold(fitted) >= 20


def test_nothing_fitted_has_no_best_threshold() -> None:
    fitted = powerlaw.fits(counts((30, 2)), [6], size=30, resamples=5)
    with pytest.raises(ValueError, match="enough to fit"):
        powerlaw.best_threshold(fitted)


def test_the_distance_is_the_largest_gap_of_the_staircase() -> None:
    """One step from 1 to 0 at 6 deaths, against a law that is 11/13 and so on at 6.5."""
    record = counts((6, 10))
    fitted = 2.0
    after = (6.5 / 5.5) ** (1 - fitted)
    assert powerlaw.distance(record, 6, fitted) == pytest.approx(after)


@pytest.mark.parametrize("thresholds", [[], [0], [6, 101]])
def test_thresholds_out_of_reach_are_refused(thresholds: list[int]) -> None:
    with pytest.raises(ValueError, match="thresholds lie between"):
        powerlaw.fits(SMALL, thresholds, size=100)


@pytest.mark.parametrize(("threshold", "says"), [(0, "from 1 up"), (101, "no event has 101")])
def test_an_exponent_needs_events_at_its_threshold(threshold: int, says: str) -> None:
    with pytest.raises(ValueError, match=says):
        powerlaw.exponent(SMALL, threshold)
    if threshold:
        with pytest.raises(ValueError, match=says):
            powerlaw.distance(SMALL, threshold, 2.0)


# ---- chances


def test_the_chance_falls_as_a_power() -> None:
    assert powerlaw.tail_probability(12, 12, 2.5) == 1
    assert powerlaw.tail_probability(12.5, 1, 3.0) == pytest.approx(24.0**-2)


def test_the_chance_of_at_least_one_follows_poisson() -> None:
    assert powerlaw.chance_of_at_least_one(0) == 0
    assert powerlaw.chance_of_at_least_one(1) == pytest.approx(1 - 1 / math.e)


def test_a_return_period_is_years_by_events() -> None:
    assert powerlaw.years_between(0.25, 40) == 160


def test_chances_out_of_range_are_refused() -> None:
    with pytest.raises(ValueError, match="below the threshold"):
        powerlaw.tail_probability(5, 6, 2.0)
    with pytest.raises(ValueError, match="above 1"):
        powerlaw.tail_probability(7, 6, 1.0)
    with pytest.raises(ValueError, match="not negative"):
        powerlaw.chance_of_at_least_one(-0.1)
    with pytest.raises(ValueError, match="no time between"):
        powerlaw.years_between(0, 39)
    with pytest.raises(ValueError, match="above 1"):
        powerlaw.made_up(1.0, 10, 6, seed=0)


# ---- made-up records


def test_a_made_up_record_has_its_events_and_starts_at_its_threshold() -> None:
    record = powerlaw.made_up(2.0, 1218, 6, seed=0)
    assert record["events"].sum() == 1218
    assert record["deaths"].min() == 6


def test_a_made_up_record_follows_the_law_that_it_was_made_with() -> None:
    record = tolls.ccdf(powerlaw.made_up(2.0, 50_000, 6, seed=0)).set_index("deaths")
    for deaths in (7, 12, 60):
        law = powerlaw.tail_probability(deaths, 6, 2.0)
        assert record.loc[deaths, "share"] == pytest.approx(law, rel=0.05)
