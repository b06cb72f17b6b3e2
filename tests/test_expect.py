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
    expect.series(DECADES + 0.4, DECADES, name="x", nearest=1)
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
    assert "Not tried: There is no never_made yet. Is it spelt as in the task" in printed
    assert "There is no never_made yet" in said(lambda: expect.marks(2, amiss, unnamed) and None)
    assert capsys.readouterr().out == "Not yet: Look again.\n"
    assert said(lambda: expect.marks(2, amiss, amiss) and None) == "Look again."
    assert expect.marks(2, right, right) == 2


def test_a_form_stops_where_any_part_is_amiss_and_says_the_others(
    capsys: pytest.CaptureFixture[str],
) -> None:
    assert said(lambda: expect.form(right, amiss)) == "Look again."
    assert "There is no never_made yet" in said(lambda: expect.form(amiss, unnamed))
    assert capsys.readouterr().out == "Not yet: Look again.\n"
    expect.form(right)
    assert capsys.readouterr().out.startswith("Right in form.")


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


# ---- precision: what is right, which mistake was made


NEAR_MISSES = [
    (1969, 1970, 0),
    (1969, 1968, 0),
    (305, 304, 0),
    (20.08, 20, 0.1),
    (0.108, 0.1, 0.01),
]


@pytest.mark.parametrize(("expected", "seen", "nearest"), NEAR_MISSES)
def test_a_near_miss_is_a_miss(expected: float, seen: float, nearest: float) -> None:
    said(lambda: expect.number(seen, expected, name="x", nearest=nearest))


@pytest.mark.parametrize("seen", [20.08, 20.1, 20.083, 20.0837, 20.13])
def test_the_right_value_at_the_stated_precision_or_finer_is_right(seen: float) -> None:
    expect.number(seen, 20.0837, name="x", nearest=0.1)


def test_a_right_value_that_is_rounded_too_far_is_told_so() -> None:
    told = said(lambda: expect.number(20, 20.0837, name="x", nearest=0.1))
    assert told == "x is 20: near, but rounded too far. Give it to one decimal."


@pytest.mark.parametrize("seen", [1.2449, 1.24, 1.245, 1.2, 1.24490001])
def test_a_mistake_is_named_by_its_value_or_its_rounding(seen: float) -> None:
    wrong = {1.2449: "You compared totals."}
    assert said(lambda: expect.number(seen, 2.5, name="x", nearest=0.1, wrong=wrong)) == (
        "You compared totals."
    )


@pytest.mark.parametrize("seen", [1.29, 1.21, 1.25, 1.3])
def test_a_mistake_that_was_not_made_is_not_named(seen: float) -> None:
    told = said(
        lambda: expect.number(seen, 2.5, name="x", nearest=0.1, wrong={1.2449: "You compared."})
    )
    assert "not the value asked for" in told


def test_columns_and_tables_miss_as_nearly_as_numbers() -> None:
    almost = DECADES * (1 + 1e-4)
    said(lambda: expect.series(almost, DECADES, name="x"))
    said(lambda: expect.table(ROWS.assign(n=[1, 2.001]), ROWS, name="x"))
    rates = DECADES / 3
    expect.series(rates.round(2), rates, name="x", nearest=0.01)
    said(lambda: expect.series(rates.round(1), rates, name="x", nearest=0.01))
    wrong = [(rates * 2, "Twice.")]
    assert said(
        lambda: expect.series(rates.round(2) * 2, rates, name="x", nearest=0.01, wrong=wrong)
    ).startswith("x differs")
    assert said(
        lambda: expect.series((rates * 2).round(2), rates, name="x", nearest=0.01, wrong=wrong)
    ) == ("Twice.")


def test_missing_values_are_right_only_where_they_belong() -> None:
    gap = pd.Series([1.0, math.nan], index=[1, 2])
    expect.series(gap, gap, name="x")
    assert "differs in 1 of 2" in said(lambda: expect.series(gap.fillna(0), gap, name="x"))
    assert "differs in 1 of 2" in said(lambda: expect.series(gap, gap.fillna(0), name="x"))


@pytest.mark.parametrize(
    ("nearest", "words"),
    [
        (0, "a whole number"),
        (0.1, "to one decimal"),
        (0.01, "to two decimals"),
        (1, "to the nearest whole number"),
        (1000, "to the nearest thousand"),
    ],
)
def test_precision_has_words(nearest: float, words: str) -> None:
    assert expect.stated(nearest) == words


@pytest.mark.parametrize("nearest", [0.05, 2, -1])
def test_a_precision_is_a_power_of_ten(nearest: float) -> None:
    with pytest.raises(ValueError, match="power of ten"):
        expect.stated(nearest)


# ---- form: range, sign, emptiness and length


@pytest.mark.parametrize(
    ("call", "words"),
    [
        (lambda: expect.a_number(81, name="share", low=0, high=1), "a number from 0 to 1"),
        (lambda: expect.a_number(-24, name="fall", low=0), "a positive number"),
        (lambda: expect.a_number(1969.5, name="year", whole=True), "a whole number"),
        (lambda: expect.a_table(ROWS[:0], name="near", columns=["id"]), "near is empty"),
        (lambda: expect.a_table(ROWS[["id", "id"]], name="x", columns=["id"]), "more than once"),
        (lambda: expect.a_series(DECADES[:0], name="x"), "x is empty"),
        (lambda: expect.a_series(DECADES, name="x", length=3), "has 2 values; 3 are"),
        (lambda: expect.a_series(DECADES - 3, name="x", low=0), "holds -1; numbers of at least 0"),
        (lambda: expect.a_series(DECADES > 2, name="x"), "numbers are asked for"),
    ],
)
def test_what_is_not_of_the_asked_form_is_told(call: Callable[[], None], words: str) -> None:
    assert words in said(call)


@pytest.mark.parametrize("letter", ["b", " B ", "(b)", "b.", "B)"])
def test_a_letter_may_come_with_brackets_or_a_stop(letter: str) -> None:
    expect.choice(letter, "b", name="x", options=["a", "b"])
