"""Landmarks in time: heights, regions, stages, and the bombings that came before."""

from __future__ import annotations

import pandas as pd
import pytest

from aftermosul.evidence.tables import load
from aftermosul.topics.t03_networks import landmarks


def table(*rows: tuple[str, str, str | None, int | None]) -> pd.DataFrame:
    """Landmarks as (date, tactic, stage, killed), all in Iraq."""
    made = pd.DataFrame(rows, columns=["date", "tactic", "essay_stage", "victims_killed_low"])
    made["date"] = pd.to_datetime(made["date"])
    made["victims_killed_low"] = made["victims_killed_low"].astype("Int64")
    return made.assign(victims_killed_high=made["victims_killed_low"], iso3="IRQ", name="x")


# ---- heights


@pytest.mark.parametrize(("killed", "height"), [(1, 0), (10, 1), (1000, 3)])
def test_a_height_is_the_logarithm(killed: int, height: float) -> None:
    assert landmarks.height(killed) == pytest.approx(height)


def test_none_and_not_known_stand_below_one_and_apart() -> None:
    assert landmarks.height(0) < landmarks.height(1)
    assert landmarks.height(None) < landmarks.height(0)
    assert landmarks.height(pd.NA) == landmarks.height(float("nan")) == landmarks.height(None)


def test_every_landmark_is_placed_once_in_order_with_the_low_below_the_high() -> None:
    raw = load("events_landmark")
    placed = landmarks.placed(raw.sample(frac=1, random_state=3))
    assert sorted(placed["id"]) == sorted(raw["id"])
    assert placed["date"].is_monotonic_increasing
    assert (placed["low_at"] <= placed["high_at"]).all()
    assert set(placed["region"]) == set(landmarks.REGIONS)
    assert set(placed["stage"]) == {*landmarks.STAGES, "none"}


def test_a_year_and_a_day_become_a_place_on_the_axis() -> None:
    placed = landmarks.placed(
        table(("2000-01-01", "bombing", None, 1), ("2000-07-02", "bombing", None, None))
    )
    assert list(placed["when"]) == pytest.approx([2000, 2000.5], abs=0.01)
    assert list(placed["stage"]) == ["none", "none"]
    assert list(placed["low_at"]) == [0, landmarks.UNKNOWN]


def test_a_country_lies_in_one_region_and_a_stranger_in_none() -> None:
    assert landmarks.region("KEN") == "Africa south of the Sahara"
    assert landmarks.region("DZA") == "Middle East and North Africa"
    with pytest.raises(KeyError):
        landmarks.region("ATA")


# ---- stages


def test_spans_come_in_the_essays_order_with_first_and_last() -> None:
    spans = landmarks.spans(
        table(
            ("2014-06-12", "massacre", "islamic-state", 9),
            ("2001-09-11", "hijacking", "9-11", 9),
            ("1994-12-24", "hijacking", "hijackings", 3),
            ("1968-07-23", "hijacking", "hijackings", 0),
            ("1998-08-07", "bombing", "al-qaeda-bombings", 9),
            ("1995-04-19", "bombing", None, 9),
        )
    ).set_index("stage")
    assert tuple(spans.index) == landmarks.STAGES
    assert list(spans["landmarks"]) == [2, 1, 1, 1]
    assert (spans.loc["hijackings", "first"].year, spans.loc["hijackings", "last"].year) == (
        1968,
        1994,
    )


# ---- large bombings


def test_large_bombings_keep_the_kind_the_size_and_the_time() -> None:
    rows = table(
        ("1983-10-23", "suicide-bombing", None, 299),
        ("1978-08-19", "massacre", None, 377),
        ("1995-04-19", "bombing", None, 100),
        ("1974-05-17", "bombing", None, 99),
        ("1990-01-01", "bombing", None, None),
        ("1998-08-07", "bombing", None, 224),
    )
    found = landmarks.large_bombings(rows, pd.Timestamp("1998-08-07"), 100)
    assert list(found["victims_killed_low"]) == [299, 100]
    later = landmarks.large_bombings(rows, pd.Timestamp("1998-08-08"), 100)
    assert list(later["victims_killed_low"]) == [299, 100, 224]
