"""One way to say a range."""

from __future__ import annotations

from typing import Any

import pandas as pd
import pytest

from aftermosul.display.ranges import range_text


@pytest.mark.parametrize(
    ("low", "high", "said"),
    [
        (20, 22, "20 to 22"),
        (58, 58, "58"),
        (900, None, "at least 900"),
        (None, 110, "up to 110"),
        (None, None, "unknown"),
        (pd.NA, float("nan"), "unknown"),
        (0, 0, "0"),
        (0, 10, "0 to 10"),
        (1200, 2500.0, "1,200 to 2,500"),
        (1.5, 2.25, "1.5 to 2.25"),
    ],
)
def test_a_range_in_words(low: Any, high: Any, said: str) -> None:
    assert range_text(low, high) == said
