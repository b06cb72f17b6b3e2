"""The self-checks of lesson 00, Start here: one to learn checking, five to diagnose oneself."""

from __future__ import annotations

import numpy as np
import pandas as pd

from aftermosul.evidence import essay
from aftermosul.evidence.tables import load
from aftermosul.questions.question import Number, OneOf, Question

_LONG = 30
_PASSAGE = (16, 20)


def _first_check() -> Number:
    coined = "terrorist diaspora"
    numbers = [n for n, s in enumerate(essay.sentences(), start=1) if coined in s]
    return Number(
        right=numbers[0],
        wrong={
            len(numbers): "This is how often it is said. Give the number of the first sentence.",
            0: "The phrase also stands in the title, but the question asks for a sentence.",
            **{
                later: f"Sentence {later} uses the phrase again. It comes earlier, too."
                for later in numbers[1:]
            },
        },
        cautions={"first": numbers[1], "a sentence": 0},
        looked_for=f"the number of the first sentence that says “{coined}”",
    )


def _years() -> Number:
    table = load("hijackings_by_year")["year"]
    first, last = int(table.min()), int(table.max())
    return Number(
        right=last - first + 1,
        wrong={
            first - last: "You subtracted the later year from the earlier: turn it round.",
            first - last + 1: "The 1 is right, but the earlier year is to be taken from the later.",
            last: "This is the last year itself. Subtract the first from it.",
            last - first - 1: "You left out both ends. Both are counted here.",
            last - first + 2: "You added one for each end. Subtracting leaves out one end only.",
            last - first: (
                "Both ends count: from 1942 to 1943 are two years, though the difference is one. "
                "Add 1."
            ),
            last + first: "You added the two years. Subtract the first from the last.",
        },
        cautions={"both included": last - first},
        looked_for=f"the number of years from {first} to {last}, both included",
    )


def _sum() -> Number:
    words = essay.table()["words"]
    return Number(
        right=int(words.sum()),
        wrong={
            float(words.mean()): "This is the length of a sentence on average. Add them up.",
            int(
                words.min()
            ): "This is the shortest sentence. .sum() adds up, .min() takes the least.",
            int(essay.table()["sentence_no"].sum()): "You added up the numbers of the sentences.",
            len(words): "This is the number of rows. Add up the column words instead.",
            int(
                words.max()
            ): "This is the longest sentence. .sum() adds up, .max() takes the most.",
            int(words.head().sum()): "These are the rows of .head() only. Take the whole column.",
            int(essay.table().sum().sum()): "You added up every column. Take words alone.",
            int(essay.table()["claims"].sum()): "This is the sum of the column claims.",
        },
        looked_for="the sum of the column words",
    )


def _filter() -> Number:
    table = essay.table()
    long = table[table["words"] > _LONG]
    return Number(
        right=len(long),
        wrong={
            int((table["words"] < _LONG).sum()): "You kept those with fewer words: turn < to >.",
            int((table["words"] <= _LONG).sum()): "You kept the others: turn <= to >.",
            int((table["words"] == _LONG).sum()): "You kept those of exactly 30: more than is >.",
            int(long["claims"].sum()): "This adds up their claims. Count the rows with len().",
            0: "No row fits what you wrote. Is it the column words that you compare?",
            int(long["words"].max()): "This is how long the longest is. Count the rows with len().",
            len(long) / len(table): "This is their share of all sentences. Count them with len().",
            long.size: "This counts the cells of the table. len() counts its rows.",
            len(table): "This is the number of all rows. Keep only those with more words first.",
            int(long["words"].sum()): "This adds up their words. Count the rows with len().",
            int((table["words"] >= _LONG).sum()): (
                f"This counts sentences of exactly {_LONG} words as well: more than is >, not >=."
            ),
        },
        cautions={"more than": int((table["words"] >= _LONG).sum())},
        looked_for=f"how many rows have more than {_LONG} in the column words",
    )


def _both() -> Number:
    table = essay.table()
    first, last = _PASSAGE
    inside = (table["sentence_no"] >= first) & (table["sentence_no"] <= last)
    words = table.loc[inside, "words"]
    open_ended = (table["sentence_no"] > first) & (table["sentence_no"] < last)
    number = table["sentence_no"]

    def _words(*kept: pd.Series) -> int:
        """Words in the rows that meet every condition."""
        return int(table.loc[np.logical_and.reduce(kept), "words"].sum())

    return Number(
        right=int(words.sum()),
        wrong={
            _words(number > first, number <= last): (
                f"Sentence {first} is left out: > leaves its own number out; so does a slice by "
                "position, which begins at 0. Use >= on the column sentence_no."
            ),
            _words(number >= first, number < last): (
                f"You left out sentence {last}: < leaves its own number out, <= takes it in."
            ),
            _words(number <= last): (
                f"This begins at the start of the essay. Add a condition for sentence {first}."
            ),
            _words((number >= first) | (number <= last)): (
                "This holds every sentence. Conditions joined with | keep a row that meets either, "
                "and every row does: join them with &, which asks for both."
            ),
            int(table["words"].loc[first:last].sum()): (
                "You sliced by row label. Labels begin at 0 and sentences at 1, so you are "
                "one row late: use conditions on the column sentence_no."
            ),
            float(words.mean()): "This is the mean of their words. Add them up.",
            int(table.loc[open_ended, "words"].sum()): (
                "You left out both ends: use >= and <=, which include them."
            ),
            int(table.loc[table["sentence_no"] >= first, "words"].sum()): (
                f"This runs to the end of the essay. Add a second condition for sentence {last}."
            ),
            len(words): "This is the number of sentences. Add up their words.",
            _words(number.isin(_PASSAGE)): "These are the two ends alone. Use >= and <=.",
            _words(table["words"] >= first, table["words"] <= last): (
                "Your conditions are about the words. Compare the column sentence_no."
            ),
            _words(number <= 4): "These are the example's sentences. Put in your own numbers.",
            int(table.loc[inside, "claims"].sum()): "You added up their claims. Take the words.",
            int(number[inside].sum()): "You added up the sentences' numbers. Take the words.",
        },
        cautions={"both ends": _words(number > first, number < last)},
        looked_for=f"the sum of words in the sentences {first} to {last}, both included",
    )


def _reading() -> OneOf:
    return OneOf(
        right="a",
        options={
            "a": ("The number of claims in the sentences with more than 20 words."),
            "b": ("The number of sentences with more than 20 words."),
            "c": ("The number of sentences with more than 20 claims."),
            "d": ("The number of words in those sentences that hold at least one claim."),
        },
        wrong={
            "b": ("That would be the number of rows, len(long). Which column is added up here?"),
            "c": ("The condition speaks of words. Read from the inside: rows first, then column."),
            "d": ("It is the other way round: rows are chosen by words, and claims are added up."),
        },
    )


QUESTIONS = (
    Question(
        id="first-check",
        lesson="00",
        asks="What number has the first sentence of the essay that says “terrorist diaspora”?",
        answer=_first_check,
        right="That is how every check works: it says whether, and then why.",
        hints=(
            "Scroll up to the essay; its sentences are numbered.",
            "It is a very short sentence in the first half.",
        ),
        solution="It is sentence 10, one of the shortest of the essay.",
    ),
    Question(
        id="primer-years",
        lesson="00",
        asks="How many years are there from 1942 to 2019, both included?",
        answer=_years,
        right="Counting both ends will matter in every comparison of decades.",
        hints=(
            "Try it with 1942 to 1944 on your fingers first.",
            "last_year - first_year leaves out one of the two ends.",
        ),
        solution="Subtract, and add 1 because both ends count.",
        code="years = last_year - first_year + 1",
    ),
    Question(
        id="primer-sum",
        lesson="00",
        asks="How many words has the essay?",
        answer=_sum,
        right="One column, one sum: most of the counting in this module is no more than that.",
        hints=('sentences["words"] is the column.', "A column has .sum(), .max(), .mean()."),
        solution="Take the column and add it up.",
        code='all_words = sentences["words"].sum()',
    ),
    Question(
        id="primer-filter",
        lesson="00",
        asks="How many sentences have more than 30 words?",
        answer=_filter,
        right="A condition in square brackets keeps the rows where it is true.",
        hints=(
            'sentences["words"] > 30 is true or false for every row.',
            "Put that condition inside sentences[...] and count the rows with len().",
        ),
        solution="Keep the rows, then count them.",
        code='long_ones = len(sentences[sentences["words"] > 30])',
    ),
    Question(
        id="primer-both",
        lesson="00",
        asks="How many words have the sentences 16 to 20 together?",
        answer=_both,
        right="Keep rows, take a column, add it up: you are ready for lesson 02.",
        hints=(
            "Two conditions, each in its own round brackets, joined by &.",
            'part = sentences[(sentences["sentence_no"] >= 16) & ...], then part["words"].sum().',
        ),
        solution="Join two conditions with &, keep the rows, add up the column.",
        code='number = sentences["sentence_no"]\n'
        "part = sentences[(number >= 16) & (number <= 20)]\n"
        'passage_words = part["words"].sum()',
    ),
    Question(
        id="primer-reading",
        lesson="00",
        asks="What does the last line give?",
        answer=_reading,
        right="Reading code is half of writing it: rows first, then the column, then the sum.",
        hints=(
            "Line 1 keeps some rows and calls them long.",
            'Line 2 takes the column "claims" of those rows and adds it up.',
        ),
        solution="Rows are chosen by their words, and their claims are added up.",
    ),
)
