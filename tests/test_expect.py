"""What test authors' helpers accept, and what they say to students."""

from __future__ import annotations

import math
import sys
import warnings
from collections.abc import Callable
from typing import Any

import numpy as np
import pandas as pd
import pytest

from aftermosul import expect

DECADES = pd.Series([2, 4], index=pd.Index([1970, 1980], name="decade"))
ROWS = pd.DataFrame({"id": ["a", "b"], "n": [1, 2]})


def said(call: Callable[[], None]) -> str:
    """What the student reads where an answer is not as expected."""
    with pytest.raises(expect.NotAsExpected) as caught:
        call()
    return str(caught.value)


@pytest.mark.parametrize("value", [3, 3.0, np.int64(3), np.float64(3), pd.Series([3]).sum()])
def test_numbers_of_any_make_are_numbers(value: object) -> None:
    expect.number(value, 3, name="x")


@pytest.mark.parametrize(
    ("value", "words"),
    [
        (..., "x still holds the dots."),
        (None, "x holds nothing (None)."),
        (True, "true or false; a number is asked for."),
        ("3", 'x is the text "3"'),
        (math.nan, "x is missing (NaN)"),
        (pd.Series([1, 2]), "a column of 2 values"),
        (ROWS, "a whole table"),
        ([3], "x is a list"),
        (4, "x is 4, which is not the value asked for. Looked for: three."),
        (300, "A percentage."),
    ],
)
def test_each_kind_of_wrong_number_gets_its_own_sentence(value: object, words: str) -> None:
    told = said(
        lambda: expect.number(value, 3, name="x", wrong={300: "A percentage."}, looked_for="three")
    )
    assert words in told


def test_a_column_is_compared_by_its_labels_in_any_order() -> None:
    expect.series(DECADES.iloc[::-1], DECADES, name="x")
    expect.series(DECADES + 0.4, DECADES, name="x", within=0.5)
    wrong = [(DECADES * 10, "Ten times too much.")]
    assert said(lambda: expect.series(DECADES * 10, DECADES, name="x", wrong=wrong)) == wrong[0][1]
    assert "differs in 1 of 2 values, first at 1980" in said(
        lambda: expect.series(DECADES.replace(4, 5), DECADES, name="x", wrong=wrong)
    )
    assert "decade from 1970 to 1980" in said(
        lambda: expect.series(DECADES.rename({1970: 1960}), DECADES, name="x")
    )
    assert "one column (a Series)" in said(lambda: expect.a_series(ROWS, name="x"))
    assert "numbers are asked for" in said(lambda: expect.a_series(ROWS["id"], name="x"))


def test_a_table_is_compared_by_the_columns_that_are_asked_for() -> None:
    expect.table(ROWS.iloc[::-1].assign(more=0), ROWS, name="x")
    wrong = [(ROWS.iloc[:1], "The last row is left out.")]
    assert said(lambda: expect.table(ROWS.iloc[:1], ROWS, name="x", wrong=wrong)) == wrong[0][1]
    assert "has 4 rows; 2 are asked for" in said(
        lambda: expect.table(pd.concat([ROWS, ROWS]), ROWS, name="x", wrong=wrong)
    )
    assert 'lacks the column "n"' in said(
        lambda: expect.a_table(ROWS[["id"]], name="x", columns=["id", "n"])
    )


def test_a_choice_is_one_of_the_letters() -> None:
    options = ["a", "b"]
    expect.choice(" A ", "a", name="x", options=options)
    expect.a_choice("b", name="x", options=options)
    told = said(lambda: expect.choice("b", "a", name="x", options=options, wrong={"b": "No."}))
    assert told == "No."
    assert "choose one of" in said(lambda: expect.a_choice("c", name="x", options=options))
    assert "in quotes" in said(lambda: expect.a_choice(1, name="x", options=options))


def test_a_function_is_called_quietly_and_what_it_raises_is_told(
    capfd: pytest.CaptureFixture[str],
) -> None:
    def loud(value: int) -> int:
        warnings.warn("loud", stacklevel=1)
        sys.stdout.write("loud")
        sys.stderr.write("loud")
        return value

    expect.returns(loud, [3], lambda value: expect.number(value, 3, name="f(3)"), name="f")
    assert capfd.readouterr() == ("", "")

    def nothing(*_: object) -> None:
        return None

    assert "f stopped with ZeroDivisionError" in said(
        lambda: expect.returns(lambda: 1 / 0, [], nothing, name="f")
    )
    assert "f gives nothing back" in said(lambda: expect.returns(nothing, [], nothing, name="f"))
    assert "a function is asked for" in said(lambda: expect.returns(3, [], nothing, name="f"))


def right() -> None:
    """A part that holds."""


def amiss() -> None:
    raise expect.NotAsExpected("Look again.")


def unnamed() -> None:
    never_made  # type: ignore[name-defined]  # noqa: B018, F821


def test_marks_count_the_parts_that_hold_and_say_the_others(
    capsys: pytest.CaptureFixture[str],
) -> None:
    assert expect.marks(3, right, amiss, unnamed) == 1
    printed = capsys.readouterr().out
    assert "Not yet: Look again.\n" in printed
    assert "Not yet: There is no never_made yet. Is it spelt as in the task" in printed
    assert said(lambda: expect.marks(2, amiss, unnamed) and None) == "Look again."
    assert expect.marks(2, right, right) == 2


def test_a_form_stops_only_where_nothing_holds(capsys: pytest.CaptureFixture[str]) -> None:
    expect.form(right, amiss)
    assert capsys.readouterr().out == "Not yet: Look again.\n"
    expect.form(right)
    assert capsys.readouterr().out.startswith("Right in form.")
    assert said(lambda: expect.form(amiss)) == "Look again."


@pytest.mark.parametrize(
    ("error", "heading"), [(expect.NotAsExpected, "Not yet"), (expect.NotTried, "Not tried")]
)
def test_a_notebook_shows_the_sentence_and_no_line_of_the_test(error: Any, heading: str) -> None:
    assert error("Look again.")._render_traceback_() == [f"{heading}: Look again."]


@pytest.mark.parametrize(
    ("value", "sentence"),
    [
        ("oil", "is the text"),
        (["oil", 3], "holds a whole number; write each name in quotes."),
        ([], "is empty"),
        ({"oil": 1}, "is a dictionary"),
        (["oil", "wheat", "tax"], 'holds "wheat", which does not belong there.'),
        (["oil"], "lacks 1 of those asked for."),
        (["loot"], "Loot comes once."),
        (..., "still holds the dots"),
    ],
)
def test_names_say_what_is_amiss_and_never_what_is_missing(value: object, sentence: str) -> None:
    words = said(
        lambda: expect.names(
            value, ["oil", "tax"], name="streams", wrong={("loot",): "Loot comes once."}
        )
    )
    assert sentence in words
    assert "tax" not in words


def test_names_are_right_in_any_order_and_as_any_list() -> None:
    for value in (["tax", "oil"], {"oil", "tax"}, pd.Series(["oil", "tax"])):
        expect.names(value, ["oil", "tax"], name="streams")
        expect.some_names(value, name="streams")
