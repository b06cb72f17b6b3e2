"""Wrong answers of novices to lesson 00, Start here."""

from __future__ import annotations

from aftermosul import essay
from tests.questions.novices.novice import Novice

COINED = "terrorist diaspora"
first_year = 1942
last_year = 2019
texts = essay.sentences()
saying = [number for number, text in enumerate(texts, start=1) if COINED in text]
sentences = essay.table()
words = sentences["words"]
number = sentences["sentence_no"]
part = sentences[(number >= 16) & (number <= 20)]

NOVICES = (
    Novice("first-check", "took the title for a sentence", lambda: 0),
    Novice("first-check", "took a later one", lambda: saying[1]),
    Novice("first-check", "took the last one", lambda: saying[-1]),
    Novice("first-check", "counted how often it is said", lambda: len(saying)),
    Novice("first-check", "counted from 0", lambda: saying[0] - 1),
    Novice("first-check", "counted the title as sentence 1", lambda: saying[0] + 1),
    Novice("first-check", "copied the sentence", lambda: texts[saying[0] - 1]),
    Novice("first-check", "gave every one of them", lambda: list(saying)),
    Novice("primer-years", "left one end out", lambda: last_year - first_year),
    Novice("primer-years", "left both ends out", lambda: last_year - first_year - 1),
    Novice("primer-years", "added one for each end", lambda: last_year - first_year + 2),
    Novice("primer-years", "turned it round", lambda: first_year - last_year),
    Novice("primer-years", "turned it round, then added 1", lambda: first_year - last_year + 1),
    Novice("primer-years", "added the two", lambda: last_year + first_year),
    Novice("primer-years", "gave the last year", lambda: last_year),
    Novice("primer-years", "gave decades", lambda: (last_year - first_year + 1) / 10),
    Novice("primer-years", "listed the years", lambda: list(range(first_year, last_year + 1))),
    Novice("primer-years", "wrote the unit", lambda: f"{last_year - first_year + 1} years"),
    Novice("primer-sum", "mean for sum", lambda: words.mean()),
    Novice("primer-sum", "copied the example's .max()", lambda: words.max()),
    Novice("primer-sum", "counted the rows", lambda: len(sentences)),
    Novice("primer-sum", "the wrong column", lambda: number.sum()),
    Novice("primer-sum", "the column of claims", lambda: sentences["claims"].sum()),
    Novice("primer-sum", "only the rows of .head()", lambda: sentences.head()["words"].sum()),
    Novice("primer-sum", "counted different lengths", lambda: words.nunique()),
    Novice("primer-sum", "added up the whole table", lambda: sentences.sum().sum()),
    Novice("primer-sum", "summed each column", lambda: sentences.sum()),
    Novice("primer-sum", "gave the column", lambda: words),
    Novice("primer-sum", "forgot to call .sum", lambda: words.sum),
    Novice("primer-sum", "counted letters", lambda: sum(len(text) for text in texts)),
    Novice("primer-filter", ">= for >", lambda: len(sentences[words >= 30])),
    Novice("primer-filter", "< for >", lambda: len(sentences[words < 30])),
    Novice("primer-filter", "<= for >", lambda: len(sentences[words <= 30])),
    Novice("primer-filter", "== for >", lambda: len(sentences[words == 30])),
    Novice("primer-filter", "len() of the condition", lambda: len(words > 30)),
    Novice("primer-filter", "summed the words", lambda: words[words > 30].sum()),
    Novice("primer-filter", "the wrong column", lambda: len(sentences[number > 30])),
    Novice("primer-filter", "mean of true and false", lambda: (words > 30).mean()),
    Novice("primer-filter", "took the largest", lambda: sentences[words > 30]["words"].max()),
    Novice("primer-filter", "counted cells, not rows", lambda: sentences[words > 30].size),
    Novice("primer-filter", "gave the table", lambda: sentences[words > 30]),
    Novice("primer-filter", "gave the condition", lambda: words > 30),
    Novice(
        "primer-both",
        "> and < for >= and <=",
        lambda: sentences[(number > 16) & (number < 20)]["words"].sum(),
    ),
    Novice(
        "primer-both",
        "left the first out",
        lambda: sentences[(number > 16) & (number <= 20)]["words"].sum(),
    ),
    Novice(
        "primer-both",
        "left the last out",
        lambda: sentences[(number >= 16) & (number < 20)]["words"].sum(),
    ),
    Novice(
        "primer-both",
        "| for &",
        lambda: sentences[(number >= 16) | (number <= 20)]["words"].sum(),
    ),
    Novice("primer-both", "sliced by label", lambda: sentences.loc[16:20, "words"].sum()),
    Novice("primer-both", "one row early", lambda: sentences.iloc[14:19]["words"].sum()),
    Novice("primer-both", "only from 16", lambda: sentences[number >= 16]["words"].sum()),
    Novice("primer-both", "only up to 20", lambda: sentences[number <= 20]["words"].sum()),
    Novice(
        "primer-both",
        "the two ends alone",
        lambda: sentences[number.isin([16, 20])]["words"].sum(),
    ),
    Novice(
        "primer-both",
        "conditions on the words",
        lambda: sentences[(words >= 16) & (words <= 20)]["words"].sum(),
    ),
    Novice(
        "primer-both",
        "kept the example's numbers",
        lambda: sentences[(number >= 1) & (number <= 4)]["words"].sum(),
    ),
    Novice("primer-both", "counted the rows", lambda: len(part)),
    Novice("primer-both", "mean for sum", lambda: part["words"].mean()),
    Novice("primer-both", "summed the claims", lambda: part["claims"].sum()),
    Novice("primer-both", "summed the numbers of the rows", lambda: part["sentence_no"].sum()),
    Novice("primer-both", "gave the column", lambda: part["words"]),
    Novice("primer-reading", "took rows for a sum", lambda: "b"),
    Novice("primer-reading", "ran it and gave the number", lambda: 20),
)
