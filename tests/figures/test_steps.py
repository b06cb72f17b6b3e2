"""Guesses: what counts as one, what it sets, and its distance from the data in words."""

from __future__ import annotations

import json

import numpy as np
import pytest

from aftermosul.figures.steps import Guess
from aftermosul.problems import Problem

ONE = Guess(
    id="peak",
    asks="Which year?",
    truth={"year": 1969},
    labels={"year": "Your year"},
    low=1942,
    high=2019,
    start=1985,
)
THREE = Guess(
    id="shares",
    asks="How many of a hundred?",
    truth={"left": 40, "right": 10, "state": 50},
    labels={"left": "Left", "right": "Right", "state": "State"},
    low=0,
    high=100,
    start=50,
    how="d",
    unit="%",
)


@pytest.mark.parametrize("value", [None, "skipped", {"year": 1942}, {"year": 2019.0}])
def test_a_guess_may_be_waited_for_skipped_or_given(value: object) -> None:
    assert ONE.check(value) == value


@pytest.mark.parametrize(
    "value",
    [
        "no",
        1969,
        {},
        {"year": 1941},
        {"year": True},
        {"year": "1969"},
        {"month": 1},
        [],
        {"year": 1969.5},
    ],
)
def test_what_is_no_guess_is_refused_with_what_to_give(value: object) -> None:
    with pytest.raises(Problem, match="1942 to 2019 for each of year"):
        ONE.check(value)


def test_numbers_of_numpy_become_plain_ones_that_json_can_write() -> None:
    for kind in (np.int64, np.float64, float):
        assert json.dumps(ONE.check({"year": kind(1970)})) == '{"year": 1970}'
    with pytest.raises(Problem):
        ONE.check(np.array([1970]))


def test_the_charts_learn_of_a_guess_only_once_it_is_given() -> None:
    assert ONE.signals(None) == ONE.signals("skipped") == {"guessed": False}
    assert ONE.signals({"year": 1980}) == {"guessed": True, "guessyear": 1980}
    assert [param.name for param in THREE.params()] == [
        "guessed",
        "guessleft",
        "guessright",
        "guessstate",
    ]


def test_the_distance_is_said_in_words() -> None:
    assert ONE.said("skipped") == ONE.said(None) == ""
    assert ONE.said({"year": 1969}) == "You said 1969, and so it is."
    assert ONE.said({"year": 1960}) == "You said 1960: 9 too low. It is 1969."
    assert ONE.said({"year": 1975}) == "You said 1975: 6 too high. It is 1969."
    said = THREE.said({"left": 45, "right": 10, "state": 20})
    assert said == "Nearest: Right, off by 0 %. Furthest: State, off by 30 %."


def test_a_guess_has_one_to_eight_parts_each_with_a_label() -> None:
    many = {f"p{number}": 1.0 for number in range(9)}
    for truth, labels in (({}, {}), (many, dict.fromkeys(many, "x")), ({"a": 1.0}, {"b": "x"})):
        with pytest.raises(ValueError, match="one to eight parts"):
            Guess(id="x", asks="?", truth=truth, labels=labels, low=0, high=9, start=1)
