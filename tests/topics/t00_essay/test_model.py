"""A text laid out in lines, and how much of each sentence evidence can test."""

from __future__ import annotations

import pandas as pd
import pytest

from aftermosul.evidence import essay
from aftermosul.topics.t00_essay import model

TEXT = ["One two three four five six.", "Seven.", "Eight nine ten eleven twelve thirteen fourteen."]


@pytest.mark.parametrize(
    ("kinds", "expected"),
    [
        (["yes"], "yes"),
        (["yes", "yes"], "yes"),
        (["no"], "no"),
        (["yes", "partly"], "partly"),
        (["partly"], "partly"),
        (["yes", "no"], "partly"),
    ],
)
def test_a_sentence_is_testable_where_every_claim_is(kinds: list[str], expected: str) -> None:
    claims = pd.DataFrame(
        {
            "sentence_no": [7] * len(kinds),
            "testable": pd.Categorical(kinds, categories=["no", "partly", "yes"], ordered=True),
        }
    )
    assert model.testable(claims).to_dict() == {7: expected}


def test_lines_keep_every_word_and_leave_room_at_the_end() -> None:
    for text in (*TEXT, *essay.sentences()):
        lines = model.wrapped(text, 40, 13)
        assert " ".join(lines).replace("- ", "-") == text.replace("- ", "-")
        assert max(map(len, lines)) <= 40
        assert len(lines[-1]) <= 40 - 13


def test_a_sentence_is_shut_on_one_line_and_open_on_all_of_its_own() -> None:
    rows = model.opened(TEXT, 20, 5)
    shut, full = rows[rows["shut"]], rows[~rows["shut"]]
    assert list(shut["sentence"]) == [1, 2, 3]
    assert list(shut["text"]) == ["One two three …", "Seven.", "Eight nine …"]
    for sentence, lines in full.groupby("sentence"):
        assert list(lines["line"]) == list(range(len(lines)))
        assert list(lines["last"]) == [False] * (len(lines) - 1) + [True]
        assert (lines["more"] == len(lines) - 1).all()
        assert " ".join(lines["text"]) == TEXT[sentence - 1]


def test_two_columns_hold_the_text_in_order_and_come_out_nearly_even() -> None:
    page = model.columns(essay.sentences(), 62, 13, gap=0.3)
    assert page["column"].is_monotonic_increasing
    assert page.groupby("sentence")["column"].nunique().max() == 1
    left, right = (part for _, part in page.groupby("column"))
    assert left["row"].iloc[0] == right["row"].iloc[0] == 0
    for part in (left, right):
        apart = part["row"].diff().iloc[1:]
        assert (apart - 1 - 0.3 * part["sentence"].diff().iloc[1:]).abs().max() < 1e-9
    longest = page.groupby("sentence").size().max() + 0.3
    assert abs(left["row"].max() - right["row"].max()) <= longest
