"""What a test could have seen: a gap that must be seen, one that can't, and one between."""

from __future__ import annotations

import numpy as np

from aftermosul import load
from aftermosul.topics.t10_trained import multiverse, power

TABLE = load("europe_attacks")


def rng() -> np.random.Generator:
    return np.random.default_rng(1)


def test_a_gap_that_cannot_be_missed_is_always_seen() -> None:
    assert power.seen(np.full(3, 100.0), np.arange(10.0), 4, 20, rng()) == 1


def test_where_there_is_no_gap_it_is_seen_as_often_as_the_level_allows() -> None:
    same = np.arange(50.0)
    assert 0.02 < power.seen(same, same, 5, 20, rng()) < 0.09


def test_too_few_networks_are_never_tested() -> None:
    assert np.isnan(power.seen(np.ones(3), np.zeros(9), 2, 9, rng()))


def test_quieter_others_make_the_gap_easier_to_see() -> None:
    early, late = (
        multiverse.cards(multiverse.counted(TABLE, which), "link", "others")
        for which in ("before", "after")
    )
    made = power.power(early, {"before": early, "after": late}, most=6)
    wide = made.pivot_table(index="networks", columns="background", values="chance")
    assert list(wide.index) == [3, 4, 5, 6]
    assert (wide["after"] > wide["before"] + 0.2).all()
    assert set(made["against"]) == {early.sides()[1], late.sides()[1]}
