"""A text's sentences as lines of a page, and how much of each evidence can test."""

from __future__ import annotations

import textwrap
from collections.abc import Sequence

import pandas as pd


def testable(claims: pd.DataFrame) -> pd.Series:
    """How much of each sentence evidence can test.

    Parameters
    ----------
    claims
        One row a claim with the columns `sentence_no` and `testable` (yes, partly or no).

    Returns
    -------
    Series
        By `sentence_no`: `yes` where every claim is testable, `no` where none is, else `partly`.
    """

    def of_all(kinds: pd.Series) -> str:
        return str(kinds.iloc[0]) if kinds.nunique() == 1 else "partly"

    return claims["testable"].astype(str).groupby(claims["sentence_no"]).agg(of_all)


def wrapped(text: str, most: int, after: int) -> list[str]:
    """A text in lines of at most `most` characters; the last leaves room for `after` more."""
    lines = textwrap.wrap(text, most)
    if len(lines[-1]) > most - after:
        *head, last = textwrap.wrap(text[text.rindex(lines[-1]) :], most - after)
        lines = [*lines[:-1], *head, last]
    return lines


def opened(sentences: Sequence[str], most: int, after: int) -> pd.DataFrame:
    """Every sentence in full, and shut: its first words on one line.

    Returns
    -------
    DataFrame
        `sentence` (from 1), `shut` (whether it is the one line), `line` (from 0), `last` (of its
        sentence), `text`, and `more`: how many lines it takes beyond the first when it is opened.
    """
    rows = []
    for number, text in enumerate(sentences, start=1):
        lines = wrapped(text, most, after)
        beginning = textwrap.shorten(text, most - after, placeholder=" …")
        for shut, shown in ((True, [beginning]), (False, lines)):
            for line, words in enumerate(shown):
                last = line == len(shown) - 1
                rows.append((number, shut, line, last, words, len(lines) - 1))
    return pd.DataFrame(rows, columns=["sentence", "shut", "line", "last", "text", "more"])


def columns(sentences: Sequence[str], most: int, after: int, gap: float) -> pd.DataFrame:
    """The whole text in two columns, as even as whole sentences allow.

    `gap` is the room between two sentences, in lines. Returns one row a line: `sentence`, `line`,
    `last`, `text`, `column` (0 or 1) and `row`, its distance from the top in lines.
    """
    rows = []
    for number, text in enumerate(sentences, start=1):
        lines = wrapped(text, most, after)
        for line, words in enumerate(lines):
            rows.append((number, line, line == len(lines) - 1, words))
    page = pd.DataFrame(rows, columns=["sentence", "line", "last", "text"])
    down = pd.Series(range(len(page))) + gap * (page["sentence"] - 1)
    ends = down[page["last"]]
    # The first column ends with the sentence that comes nearest to half of the whole.
    half = page.loc[(ends - down.iloc[-1] / 2).abs().idxmin(), "sentence"]
    page["column"] = (page["sentence"] > half).astype(int)
    page["row"] = down - down.groupby(page["column"]).transform("min")
    return page
