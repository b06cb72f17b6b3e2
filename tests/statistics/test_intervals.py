"""Interval arithmetic, against every pair of values that the intervals hold."""

from __future__ import annotations

import itertools
import math
import random

import pytest

from aftermosul.statistics.intervals import Interval, add, share


def random_interval(chance: random.Random, low: float = -50, high: float = 50) -> Interval:
    ends = sorted(chance.uniform(low, high) for _ in range(2))
    return Interval(ends[0], ends[0] if chance.random() < 0.2 else ends[1])


def values(interval: Interval) -> list[float]:
    """Some values of a bounded interval, both ends among them."""
    assert interval.low is not None
    assert interval.high is not None
    width = interval.high - interval.low
    return [interval.low, interval.low + 0.3 * width, interval.low + 0.8 * width, interval.high]


def hull(found: list[float]) -> tuple[float, float]:
    return min(found), max(found)


def ends(interval: Interval) -> tuple[float, float]:
    assert interval.low is not None
    assert interval.high is not None
    return interval.low, interval.high


CASES = [random.Random(seed) for seed in range(40)]


@pytest.mark.parametrize("chance", CASES, ids=range(len(CASES)))
def test_each_result_holds_every_possible_value_and_is_no_wider(chance: random.Random) -> None:
    one, other = random_interval(chance), random_interval(chance)
    pairs = list(itertools.product(values(one), values(other)))
    assert ends(one + other) == pytest.approx(hull([a + b for a, b in pairs]))
    assert ends(one - other) == pytest.approx(hull([a - b for a, b in pairs]))
    above = random_interval(chance, 0.5, 20)
    ratios = [a / b for a, b in itertools.product(values(one), values(above))]
    assert ends(one / above) == pytest.approx(hull(ratios))
    factor = chance.uniform(-3, 3)
    assert ends(one.scale(factor)) == pytest.approx(hull([factor * a for a in values(one)]))
    part, rest = random_interval(chance, 0.5, 20), random_interval(chance, 0, 20)
    shares = [a / (a + b) for a, b in itertools.product(values(part), values(rest))]
    assert ends(share(part, rest)) == pytest.approx(hull(shares))


@pytest.mark.parametrize("chance", CASES[:10], ids=range(10))
def test_a_sum_is_as_wide_as_its_parts_together_in_any_order(chance: random.Random) -> None:
    parts = [random_interval(chance) for _ in range(4)]
    low, high = ends(add(parts))
    assert high - low == pytest.approx(sum(b - a for a, b in map(ends, parts)))
    assert ends(add(parts[::-1])) == pytest.approx((low, high))


def test_adding_by_hand_as_the_lesson_does() -> None:
    assert Interval(300, 400) + Interval(150, 450) == Interval(450, 850)
    assert add([]) == Interval(0, 0)


def test_an_amount_less_itself_is_not_known_to_be_zero() -> None:
    # Nothing says that both are the same amount.
    assert Interval(2, 5) - Interval(2, 5) == Interval(-3, 3)


def test_an_open_end_stays_open() -> None:
    at_least, up_to, between = Interval(5, None), Interval(None, 9), Interval(1, 2)
    assert at_least + between == Interval(6, None)
    assert up_to + between == Interval(None, 11)
    assert at_least + up_to == Interval()
    assert between - at_least == Interval(None, -3)
    assert between - up_to == Interval(-8, None)
    assert up_to.scale(-1) == Interval(-9, None)
    assert Interval().scale(0) == Interval(0, 0)
    assert between / at_least == Interval(0, 0.4)
    assert at_least / between == Interval(2.5, None)
    assert up_to / between == Interval(None, 9)
    assert Interval() + between == Interval()


def test_only_an_interval_without_ends_is_unknown() -> None:
    assert Interval().unknown
    assert not Interval(0, None).unknown
    assert not Interval(None, 0).unknown
    assert not Interval(0, 0).unknown


def test_what_an_interval_holds() -> None:
    assert 3 in Interval(3, 4)
    assert 4 in Interval(3, 4)
    assert 4.1 not in Interval(3, 4)
    assert 1e9 in Interval(3, None)
    assert 2.9 not in Interval(3, None)
    assert -1e9 in Interval(None, 4)
    assert 0 in Interval()


def test_certainly_below_takes_every_value() -> None:
    assert Interval(1, 2).certainly_below(Interval(3, 4))
    assert not Interval(1, 3).certainly_below(Interval(3, 4))
    assert not Interval(3, 4).certainly_below(Interval(1, 2))
    assert not Interval(1, None).certainly_below(Interval(3, 4))
    assert not Interval(1, 2).certainly_below(Interval(None, 4))
    assert Interval(None, 2).certainly_below(Interval(3, None))


def test_a_share_keeps_its_part_in_one_place() -> None:
    part, rest = Interval(500, 1000), Interval(470, 890)
    low, high = ends(share(part, rest))
    assert (low, high) == pytest.approx((500 / 1390, 1000 / 1470))
    # Divided as if the total had nothing to do with its part, it could be more than the whole.
    careless = part / (part + rest)
    assert ends(careless)[0] < low
    assert ends(careless)[1] > 1 > high


def test_a_share_with_open_ends_stays_between_nothing_and_all() -> None:
    assert share(Interval(1, None), Interval(1, 3)) == Interval(0.25, 1)
    assert share(Interval(1, 2), Interval(2, None)) == Interval(0, 0.5)
    assert share(Interval(0, 0), Interval(1, 2)) == Interval(0, 0)
    assert share(Interval(0, 1), Interval(1, 1)) == Interval(0, 0.5)


@pytest.mark.parametrize(
    ("part", "rest", "why"),
    [
        (Interval(-1, 2), Interval(1, 2), "not to be below zero"),
        (Interval(None, 2), Interval(1, 2), "not to be below zero"),
        (Interval(1, 2), Interval(), "not to be below zero"),
        (Interval(0, 2), Interval(0, 2), "share of nothing"),
    ],
)
def test_a_share_that_means_nothing_is_refused(part: Interval, rest: Interval, why: str) -> None:
    with pytest.raises(ValueError, match=why):
        share(part, rest)


@pytest.mark.parametrize("divisor", [Interval(0, 1), Interval(-1, 1), Interval(None, 3)])
def test_a_divisor_that_may_be_zero_is_refused(divisor: Interval) -> None:
    with pytest.raises(ValueError, match="above zero"):
        Interval(1, 2) / divisor


@pytest.mark.parametrize("bad", [(2, 1), (math.nan, 1), (0, math.inf)])
def test_what_is_no_interval_is_refused(bad: tuple[float, float]) -> None:
    with pytest.raises(ValueError, match=r"backwards|None where it is unknown"):
        Interval(*bad)
