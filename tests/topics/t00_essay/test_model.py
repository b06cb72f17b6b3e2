"""Claims by sentence and by whether evidence can test them, against plain counting."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest

from aftermosul.evidence.tables import load
from aftermosul.topics.t00_essay.model import claims_by_sentence

KINDS = ["no", "partly", "yes"]


def random_claims(seed: int, claims: int, sentences: int) -> pd.DataFrame:
    chance = np.random.default_rng(seed)
    kinds = chance.choice(KINDS[:2], claims)  # one kind never occurs
    return pd.DataFrame(
        {
            "sentence_no": chance.integers(1, sentences + 1, claims),
            "testable": pd.Categorical(kinds, categories=KINDS, ordered=True),
        }
    )


@pytest.mark.parametrize(
    ("claims", "sentences"),
    [(random_claims(1, 40, 12), 12), (random_claims(2, 3, 20), 20), (load("claims"), 30)],
)
def test_every_sentence_and_kind_is_counted_with_zero_where_there_is_none(
    claims: pd.DataFrame, sentences: int
) -> None:
    table = claims_by_sentence(claims, sentences)
    assert list(table.columns) == ["sentence", "testable", "claims"]
    assert len(table) == sentences * len(KINDS)
    pairs = list(zip(claims["sentence_no"], claims["testable"], strict=True))
    for row in table.itertuples(index=False):
        assert row.claims == pairs.count((row.sentence, row.testable))
    assert table["claims"].sum() == len(claims)


def test_the_table_given_is_left_as_it_was() -> None:
    claims = random_claims(3, 10, 5)
    before = claims.copy()
    claims_by_sentence(claims, 5)
    pd.testing.assert_frame_equal(claims, before)
