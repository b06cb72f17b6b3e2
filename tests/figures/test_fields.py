"""A field said once: in a tooltip, a table, a sentence; the browser's words are compared there."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest

from aftermosul.figures.fields import UNKNOWN, Field, filled, tips, told, written

WAYS = [
    (1969, "", "1969"),
    (1969.0, "", "1969"),
    (12345, "d", "12,345"),
    (12345.6, "d", "12,346"),
    (0.15, ".2f", "0.15"),
    (1234.5, ".1f", "1,234.5"),
    (np.int64(9101), "d", "9,101"),
    ("Mosul", "text", "Mosul"),
    (None, "d", UNKNOWN),
    (float("nan"), ".1f", UNKNOWN),
    (pd.NA, "text", UNKNOWN),
    (pd.NaT, "", UNKNOWN),
]


@pytest.mark.parametrize(("value", "how", "says"), WAYS)
def test_a_value_is_written_as_people_read_it(value: object, how: str, says: str) -> None:
    assert written(value, how) == says


def test_a_template_is_filled_from_the_rows_that_it_names() -> None:
    rows = {"a": {"n": 1200, "rate": 0.5}, "b": {"n": None}}
    assert filled("{a.n|d} at {a.rate|.2f}, {b.n|d}, {c.n}", rows) == (
        f"1,200 at 0.50, {UNKNOWN}, {UNKNOWN}"
    )
    assert filled("no place {", rows) == "no place {"


def test_a_sentence_is_chosen_by_the_case_of_its_row() -> None:
    says = {"rise": "It rose to {a.n}.", "fall": "It fell to {a.n}."}
    assert told(says, {"a": {"case": "fall", "n": 3}}) == "It fell to 3."
    assert told(says, {"a": {"case": "other", "n": 3}}) == ""
    assert told("Always {a.n}.", {"a": {"n": 3}}) == "Always 3."


def test_a_tooltip_says_years_whole_and_thousands_apart() -> None:
    fields = (
        Field("y", "Year"),
        Field("n", "N", "d"),
        Field("r", "R", ".2f"),
        Field("t", "T", "text"),
    )
    found = [tip.to_dict() for tip in tips(*fields)]
    assert [tip.get("format") for tip in found] == ["d", ",d", ",.2f", None]
    assert [tip["title"] for tip in found] == ["Year", "N", "R", "T"]
    assert [tip["type"] for tip in found] == ["quantitative"] * 3 + ["nominal"]
