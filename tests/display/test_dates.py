"""Dates in words, in no more detail than is known of them."""

from __future__ import annotations

import pandas as pd
import pytest

from aftermosul.display import dates

DAY = pd.Timestamp("2014-06-01")


@pytest.mark.parametrize(
    ("precision", "words"), [("day", "1 June 2014"), ("month", "June 2014"), ("year", "2014")]
)
def test_a_date_is_told_by_its_precision(precision: str, words: str) -> None:
    assert dates.known(DAY, precision) == words


def test_a_date_that_is_not_there_has_no_words() -> None:
    assert dates.known(pd.NaT, "day") == ""
    column = dates.column(pd.Series([DAY, pd.NaT]), pd.Series(["month", "day"]))
    assert column == ["June 2014", ""]
