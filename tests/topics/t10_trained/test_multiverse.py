"""The shuffle of networks and every choice at once: by hand, by scipy, and on the table."""

from __future__ import annotations

import math

import numpy as np
import pandas as pd
import pytest
import scipy.stats

from aftermosul import load
from aftermosul.topics.t10_trained import multiverse
from aftermosul.topics.t10_trained.multiverse import Cards

TABLE = load("europe_attacks")
EARLY = multiverse.counted(TABLE, "before")


@pytest.fixture(scope="module")
def every() -> pd.DataFrame:
    return multiverse.multiverse(TABLE)


def deck(*cards: tuple[float, bool]) -> Cards:
    killed, trained = zip(*sorted(cards), strict=True)
    return Cards(np.array(killed), np.ones(len(cards), dtype=np.int64), np.array(trained))


SIX = deck((9, True), (7, True), (5, True), (6, False), (1, False), (0, False))


# ---- the cards


def test_a_network_is_one_card_that_says_the_mean_of_its_attacks() -> None:
    cards = multiverse.cards(EARLY, "link", "others")
    assert len(cards.killed) == EARLY["cluster_id"].nunique()
    own = EARLY[EARLY["cluster_id"] == "net-paris-brussels"]
    assert cards.killed[cards.attacks == len(own)].tolist() == [own["victims_killed"].mean()]
    assert cards.attacks.sum() == len(EARLY)


def test_one_trained_attack_makes_its_whole_network_trained() -> None:
    """Montrouge and the Hypercacher are connected, and go with Charlie Hebdo."""
    january = EARLY[EARLY["cluster_id"] == "net-january-2015"]
    assert set(january["link"].astype(str)) == {"directed", "connected"}
    assert multiverse.cards(january, "link", "out").trained.tolist() == [True]


@pytest.mark.parametrize(("between", "sides"), [("others", (3, 15)), ("out", (3, 10))])
def test_cases_in_between_go_where_they_are_sent(between: str, sides: tuple[int, int]) -> None:
    assert multiverse.cards(EARLY, "link", between).sides() == sides


def test_counted_keeps_what_its_name_says() -> None:
    kept = {which: multiverse.counted(TABLE, which) for which in multiverse.COUNTED}
    assert set(kept["before"]["id"]) - set(kept["no-nice"]["id"]) == {multiverse.NICE}
    assert set(kept["before"]["id"]) - set(kept["no-paris"]["id"]) == {multiverse.PARIS}
    assert set(kept["failed"]["status"].astype(str)) == {"completed", "failed"}
    assert len(kept["all"]) == len(kept["before"]) + len(kept["after"])
    assert kept["after"]["date"].min() > kept["before"]["date"].max()


# ---- the test


def test_a_shuffle_by_hand() -> None:
    """Of the twenty ways to deal three of six cards, two make as large a gap of means."""
    test = multiverse.chance(SIX, "mean")
    assert test == multiverse.Chance(2 / 20, 0.0, 20)


@pytest.mark.parametrize("measure", multiverse.MEASURES)
@pytest.mark.parametrize("between", multiverse.BETWEEN[:2])
def test_exact_tests_are_scipys(measure: str, between: str) -> None:
    cards = multiverse.cards(EARLY, "link", between)
    average = np.mean if measure == "mean" else np.median
    theirs = scipy.stats.permutation_test(
        (cards.killed[cards.trained], cards.killed[~cards.trained]),
        lambda first, second: average(first) - average(second),
        permutation_type="independent",
        alternative="greater",
    )
    ours = multiverse.chance(cards, measure)
    assert ours is not None
    assert ours.error == 0
    assert ours.tried == len(theirs.null_distribution)
    assert ours.share == pytest.approx(theirs.pvalue)


def test_a_sample_says_its_error_and_stays_within_it_of_the_exact_share() -> None:
    """Seven of eighteen cards: too many ways to try here, few enough for scipy to try once."""
    cards = multiverse.cards(EARLY, "loose", "others")
    ways = math.comb(len(cards.killed), cards.sides()[0])
    assert ways > multiverse.MOST_EXACT
    exact = scipy.stats.permutation_test(
        (cards.killed[cards.trained], cards.killed[~cards.trained]),
        lambda first, second, axis: first.mean(axis=axis) - second.mean(axis=axis),
        permutation_type="independent",
        alternative="greater",
        vectorized=True,
        n_resamples=ways,
    )
    ours = multiverse.chance(cards, "mean")
    assert ours is not None
    assert ours.tried == multiverse.SHUFFLES
    assert 0 < ours.error < 0.01
    assert abs(ours.share - exact.pvalue) < 4 * ours.error


def test_a_sample_is_the_same_at_every_run() -> None:
    cards = multiverse.cards(EARLY, "loose", "others")
    assert multiverse.chance(cards, "mean") == multiverse.chance(cards, "mean")


def test_fewer_than_three_networks_are_never_tested() -> None:
    assert multiverse.chance(deck((9, True), (7, True), (1, False), (0, False)), "mean") is None
    assert multiverse.cards(EARLY, "strict", "others").sides()[0] == 1
    assert multiverse.chance(multiverse.cards(EARLY, "strict", "others"), "mean") is None


# ---- every choice


def test_every_choice_is_there_once_for_each_measure(every: pd.DataFrame) -> None:
    choices = list(multiverse.choices())
    assert len(choices) == len(set(choices)) == 5 * 3 * 6
    assert len(every) == len(choices) * len(multiverse.MEASURES)
    assert not every.duplicated(["coding", "between", "counted", "measure"]).any()


def test_no_test_is_run_with_too_few_networks_and_every_other_is(every: pd.DataFrame) -> None:
    few = (every["networks"] < multiverse.FEWEST) | (every["other_networks"] < multiverse.FEWEST)
    assert 0 < few.sum() < len(every)
    assert every["tested"].tolist() == (~few).tolist()
    assert every.loc[few, ["share", "error"]].isna().all(axis=None)
    assert every.loc[~few, "share"].between(0, 1, inclusive="right").all()


def test_an_empty_side_has_no_gap(every: pd.DataFrame) -> None:
    empty = every[every["networks"] == 0]
    assert set(empty["counted"]) == {"after"}
    assert empty[["here", "gap"]].isna().all(axis=None)
    assert every.loc[every["networks"] > 0, "gap"].notna().all()


def test_nice_decides_whether_chance_explains_the_gap(every: pd.DataFrame) -> None:
    """What the lesson says: with it no test finds the gap rare, without it all do."""
    run = every[every["tested"] & (every["measure"] == "mean")]
    assert (run.loc[run["counted"] == "before", "share"] > 0.05).all()
    assert (run.loc[run["counted"] == "no-nice", "share"] <= 0.05).all()
