"""The dead of Mosul: which counts speak of the same dead, and which are parts of others."""

from __future__ import annotations

import math

import pandas as pd
import pytest

from aftermosul.evidence.tables import load
from aftermosul.topics.t08_mosul import counts

ROWS = counts.drawn(load("mosul"), load("mosul_counts"))
PAIRS = counts.pairs(ROWS)
IDS = dict(zip(ROWS["maker"], ROWS["mosul_id"], strict=True))


def pair(one: str, other: str) -> pd.Series:
    (row,) = (r for _, r in PAIRS.iterrows() if (r["one"], r["other"]) == (IDS[one], IDS[other]))
    return row


def test_every_value_of_the_table_has_its_place_in_the_order() -> None:
    for aspect, wider in counts.WIDER.items():
        assert set(wider) | set(wider.values()) <= {*ROWS[aspect].astype(str), *wider.values()}
        assert set(wider) <= set(ROWS[aspect].astype(str))


def test_the_prime_ministers_count_and_aps_are_of_the_same_dead() -> None:
    made = pair("Prime minister", "AP")
    assert made["kind"] == counts.SAME
    assert (made["least"], made["most"]) == (
        pytest.approx(9000 / 1260),
        pytest.approx(11000 / 1260),
    )


def test_what_ap_lays_to_two_forces_is_more_than_the_prime_minister_has_for_all() -> None:
    """A part above its whole: one of the two can't be complete."""
    made = pair("AP, by fire", "Prime minister")
    assert made["kind"] == counts.PART
    assert made["differ"] == ("hand",)
    assert (made["inner"], made["outer"]) == (IDS["AP, by fire"], IDS["Prime minister"])
    assert made["too_large"]
    assert pair("Prime minister", "AP, by fire")["too_large"]


def test_a_whole_that_says_at_least_is_contradicted_by_no_part() -> None:
    assert pair("AP", "UN")["kind"] == counts.PART
    assert not PAIRS[PAIRS["outer"] == IDS["UN"]]["too_large"].any()


def test_a_sample_and_a_city_or_two_hands_hold_nothing_of_each_other() -> None:
    assert set(PAIRS[PAIRS["one"] == IDS["Survey"]]["kind"]) == {counts.APART, counts.ONE}
    assert pair("UN, executed", "AP, by fire")["kind"] == counts.APART


def test_an_open_end_leaves_the_most_open() -> None:
    assert pair("AP", "Former minister")["most"] == math.inf
    assert pair("AP", "Former minister")["least"] == pytest.approx(40000 / 11000)
    made = pair("Coalition", "Airwars")
    assert (made["least"], made["most"]) == (1, pytest.approx(1200 / 326))


def test_the_order_in_which_two_are_picked_changes_nothing() -> None:
    told = PAIRS.set_index(["one", "other"])
    for (one, other), row in told.iterrows():
        back = told.loc[(other, one)]
        assert row["kind"] == back["kind"]
        assert (row["inner"], row["too_large"]) == (back["inner"], back["too_large"])
        assert row["differ"] == back["differ"]
    assert len(told) == len(ROWS) ** 2
