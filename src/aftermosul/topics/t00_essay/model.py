"""How many of a text's claims evidence can test, sentence by sentence."""

from __future__ import annotations

import pandas as pd


def claims_by_sentence(claims: pd.DataFrame, sentences: int) -> pd.DataFrame:
    """Count claims in every sentence, by whether evidence can test them.

    Parameters
    ----------
    claims
        One row a claim with the columns `sentence_no` and `testable` (a category).
    sentences
        How many sentences the text has.

    Returns
    -------
    DataFrame
        One row for each sentence (from 1) and each category: `sentence`, `testable`, `claims`
        (count, zero where there are none).
    """
    counts = claims.groupby(["sentence_no", "testable"], observed=False).size()
    every = pd.MultiIndex.from_product(
        [range(1, sentences + 1), claims["testable"].cat.categories], names=["sentence", "testable"]
    )
    return counts.reindex(every, fill_value=0).rename("claims").reset_index()
