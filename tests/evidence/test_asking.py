"""What is said to a reader who asked wrongly."""

from __future__ import annotations

import inspect

import numpy as np
import pandas as pd
import pytest

from aftermosul.evidence import asking
from aftermosul.problems import Problem

KNOWN = ["hijackings_by_year", "claims", "sources"]


def told(given: object) -> str:
    with pytest.raises(Problem) as said:
        asking.one_name(given, KNOWN, "table", 'load("claims")')
    return str(said.value)


def test_a_name_that_is_there_comes_back() -> None:
    assert asking.one_name("claims", KNOWN, "table", 'load("claims")') == "claims"


@pytest.mark.parametrize("nearly", ["claim", "Claims", "CLAIMS", " claims "])
def test_a_name_that_is_nearly_there_gets_the_right_one(nearly: str) -> None:
    assert told(nearly) == f'There is no table "{nearly}". Did you mean claims?'


@pytest.mark.parametrize(
    ("given", "named"),
    [
        (["claims"], "a list"),
        (("claims",), "a list"),
        ({"claims"}, "a set"),
        (pd.DataFrame(), "a whole table"),
        (pd.Series(["claims"]), "a column"),
        (np.array(["claims"]), "an array"),
        (np.int64(3), "a number"),
        (2.5, "a number"),
        (True, "True or False"),
        (None, "nothing (None)"),
        (..., "the dots"),
        (told, "a function"),
        (3j, "something else (complex)"),
    ],
)
def test_what_is_no_name_is_named_and_the_right_call_is_shown(given: object, named: str) -> None:
    assert told(given) == (
        f'load takes the name of one table, in quotes, and was given {named}: type load("claims").'
    )


@asking.called_like('choose("a", since="b")')
def choose(name: str, *, since: str = "") -> str:
    """How it is called."""
    if name == "inside":
        len(5)  # type: ignore[arg-type]
    return name + since


def test_a_call_that_fits_goes_through_and_keeps_its_help() -> None:
    assert choose("x", since="y") == "xy"
    assert choose.__doc__ == "How it is called."
    assert list(inspect.signature(choose).parameters) == ["name", "since"]


@pytest.mark.parametrize(
    ("args", "named", "why"),
    [
        ((), {}, ""),
        (("a", "b"), {}, ""),
        (("a",), {"reason": 1}, " (reason is not among its words)"),
    ],
)
def test_a_call_that_does_not_fit_gets_one_that_does(args, named, why: str) -> None:
    with pytest.raises(Problem) as said:
        choose(*args, **named)
    assert str(said.value) == (
        f'choose can\'t be called like this{why}: type it as in choose("a", since="b").'
    )
    assert said.value.__suppress_context__


def test_a_fault_inside_is_not_taken_for_a_wrong_call() -> None:
    with pytest.raises(TypeError, match="has no len"):
        choose("inside")


def test_a_call_that_takes_nothing_says_so() -> None:
    @asking.called_like("ledger()")
    def ledger() -> None:
        """Nothing in the brackets."""

    with pytest.raises(Problem, match=r"^ledger takes nothing in its brackets: type ledger\(\)\.$"):
        ledger("C25")  # type: ignore[call-arg]


def test_a_name_that_is_not_there_has_the_nearest_and_private_ones_are_left_alone() -> None:
    assert str(asking.no_such("load", "catalog", ["catalogue"])) == (
        "load has no attribute 'catalog'. Did you mean catalogue?"
    )
    assert str(asking.no_such("load", "__len__", ["catalogue"])).endswith("'__len__'")


def test_a_long_list_of_names_is_cut_and_says_so() -> None:
    said = asking.did_you_mean("zzzzzzzz", [f"n{number:02}" for number in range(80)])
    assert "n59" in said
    assert "n60" not in said
    assert "and more" in said


def test_where_no_name_is_near_all_are_listed() -> None:
    assert asking.did_you_mean("rain", KNOWN) == ("There are: claims, hijackings_by_year, sources.")
