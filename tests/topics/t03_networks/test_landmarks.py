"""Landmarks in time: dots, settings, regions, stages, and the bombings that came before."""

from __future__ import annotations

import itertools

import pandas as pd
import pytest

from aftermosul import essay
from aftermosul.evidence.tables import load
from aftermosul.topics.t03_networks import landmarks


def table(*rows: tuple[str, str, str | None, int | None]) -> pd.DataFrame:
    """Landmarks as (date, tactic, stage, killed), all in Iraq."""
    made = pd.DataFrame(rows, columns=["date", "tactic", "essay_stage", "victims_killed_low"])
    made["date"] = pd.to_datetime(made["date"])
    made["victims_killed_low"] = made["victims_killed_low"].astype("Int64")
    return made.assign(
        victims_killed_high=made["victims_killed_low"], iso3="IRQ", name="x", ideology="nationalist"
    )


# ---- dots


@pytest.mark.parametrize(("killed", "times"), [(400, 4), (900, 9)])
def test_a_dots_area_stands_for_the_number_killed(killed: int, times: int) -> None:
    area, unit = landmarks.radius(killed) ** 2, landmarks.radius(100) ** 2
    assert area == pytest.approx(times * unit)


def test_few_none_and_not_known_have_the_least_dot() -> None:
    least = {landmarks.radius(n) for n in (0, 1, 5, None, pd.NA, float("nan"))}
    assert len(least) == 1
    assert landmarks.radius(100) > least.pop()


def test_words_on_one_level_never_overlap() -> None:
    assert landmarks.levels([0, 5, 40, 42], [20, 20, 20, 20]) == [0, 1, 0, 1]
    assert landmarks.levels([0, 20], [20, 20]) == [0, 0]


def test_every_landmark_is_placed_once_inside_its_lane() -> None:
    raw = load("events_landmark")
    placed = landmarks.placed(raw.sample(frac=1, random_state=3))
    assert sorted(placed["id"]) == sorted(raw["id"])
    assert placed["date"].is_monotonic_increasing
    assert (placed["low_size"] <= placed["high_size"]).all()
    assert set(placed["region"]) == set(landmarks.REGIONS)
    assert set(placed["stage"]) == {*landmarks.STAGES, landmarks.NONE}
    for stage, (top, height) in landmarks.lanes().items():
        own = placed[placed["stage"] == stage]
        ring = own["high_size"] ** 0.5 / 2
        assert (own["y"] - ring).min() >= top + landmarks.HEAD[stage] - 1
        assert (own["y"] + ring).max() <= top + height


def test_a_year_and_a_day_become_a_place_on_the_axis() -> None:
    placed = landmarks.placed(
        table(("2000-01-01", "bombing", None, 1), ("2000-07-02", "suicide-bombing", None, None))
    )
    assert list(placed["when"]) == pytest.approx([2000, 2000.5], abs=0.01)
    assert list(placed["stage"]) == ["none", "none"]
    assert list(placed["kind"]) == ["bombing", "bombing"]


def test_lanes_follow_one_another_in_the_essays_order() -> None:
    lanes = landmarks.lanes()
    assert tuple(lanes) == (*landmarks.STAGES, landmarks.NONE)
    ends = [top + height for top, height in lanes.values()]
    assert [top for top, _ in lanes.values()] == [0, *ends[:-1]]


# ---- settings


SMALL = table(
    ("1968-07-23", "hijacking", "hijackings", 0),
    ("1968-12-01", "bombing", None, 3),
    ("1970-02-01", "suicide-bombing", "al-qaeda-bombings", 9),
)


def test_a_setting_counts_its_own_year_and_tells_one_none_and_many_apart() -> None:
    found = landmarks.settings(landmarks.placed(SMALL)).set_index(["until", "only"])
    names = ["shown", "staged", "none", "case"]
    assert list(found.loc[(1968, "all"), names]) == [2, 1, 1, "pair"]
    assert list(found.loc[(1969, "bombing"), names]) == [1, 0, 1, "one-only"]
    assert list(found.loc[(1970, "bombing"), names]) == [2, 1, 1, "many-only"]
    assert list(found.loc[(1970, "all"), ["first", "last"]]) == [1968, 1970]
    assert set(found.index) == set(
        itertools.product(
            (1968, 1969, 1970),
            ("all", "bombing", "hijacking", "nationalist", "Middle East and North Africa"),
        )
    )


def test_more_than_two_in_one_year_are_a_case_of_their_own() -> None:
    three = pd.concat([SMALL.head(2), SMALL.head(1)])
    row = (
        landmarks.settings(landmarks.placed(three)).set_index(["until", "only"]).loc[(1968, "all")]
    )
    assert (row["shown"], row["case"]) == (3, "year")


def test_a_setting_that_shows_nothing_has_no_years() -> None:
    later = SMALL[SMALL["tactic"] == "suicide-bombing"].assign(ideology="left")
    both = landmarks.placed(pd.concat([SMALL[SMALL["tactic"] == "hijacking"], later]))
    row = landmarks.settings(both).set_index(["until", "only"]).loc[(1968, "left")]
    assert (row["shown"], row["case"]) == (0, "empty-only")
    assert pd.isna(row["first"])
    assert pd.isna(row["last"])


def test_no_two_narrowings_bear_one_name() -> None:
    found = landmarks.placed(load("events_landmark"))
    values = [found[column].astype(str).unique() for column in ("kind", "ideology", "region")]
    assert len(landmarks.narrowings(found)) == sum(map(len, values))


# ---- regions


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


def test_the_years_that_the_sentence_names_stand_in_it() -> None:
    sentence = essay.sentence(16)
    assert "hijackings of the 1980s" in str(sentence)
    assert landmarks.SAID["hijackings"] == (1980, 1990)
    assert "in the late 1990s" in str(sentence)
    first, end = landmarks.SAID["al-qaeda-bombings"]
    assert 1995 <= first < end == 2001
    assert landmarks.SAID["9-11"] == (2001, 2002)
    assert "islamic-state" not in landmarks.SAID
