"""Lesson 00 in numbers."""

from __future__ import annotations

import pandas as pd

from aftermosul import cite, load
from aftermosul.desk.register import all_questions
from aftermosul.evidence.dating import ESSAY
from aftermosul.evidence.forecasts import asked
from aftermosul.topics.t00_essay import questions as lesson00
from tests.lessons.facts import Fact, day
from tests.lessons.reading import in_words

PLAIN = [
    "# 00 · Start here",
    "About 45 minutes",
    "three weeks of Python",
    "lesson 02",
    "one sentence that you believe and one that you doubt",
    "The three dots below",
    "a card like this one",
    "one that you leave alone records nothing",
    "lesson 15 will score it",
    "you give **two**: *then*",
    "it asks for one verdict",
    'verdict("C01"',
    "your verdict on C01",
    "Here is one filled in, on the essay's first claim",
    'confidence=80, because="it fell in June 2014;',  # tests/lessons/test_example.py runs it
    "for over two years",
    "Confidence: 80 %. > > Because: it fell in June 2014;",
    "`aftermosul lab --reset 00`",
    "## 1. Values and names",
    "## 2. A table and its columns",
    "every row is one sentence of the essay",
    "the first five rows",
    "## 3. Keep the rows you want",
    "Two equals signs, `==`, compare; one gives a name",
    "## 4. Two conditions at once",
    "## 5. Read what others wrote",
    "**Two conditions joined in the wrong way:**",
    '```python long = sentences[sentences["words"] > 20]',
    "Most claims get two verdicts, settled history gets one",
    "1. Which sentence of the essay",
    "2. Can somebody who knows",
    "3. Which claims of the essay",
]


def facts() -> list[Fact]:
    years = load("hijackings_by_year")["year"]
    steps = sum(i.startswith("primer-") for i in all_questions())
    core = sum(one.core for one in asked().values())
    essay = cite("seib-2016")
    return [
        Fact(f"The essay, from October {essay.year}", ("seib-2016",)),
        Fact(f"published on {essay.publisher} in October {essay.year}", ("seib-2016",)),
        Fact(f"It is {day(pd.Timestamp(ESSAY))}, and nobody knows what will come"),
        Fact(f"How likely are these {in_words(core)}, in percent?"),
        Fact(f"what was public in October {essay.year}"),
        Fact(f"How many years are there from {years.min()} to {years.max()}, *both included*"),
        Fact(f"How many sentences have *more than* {lesson00._LONG} words?"),
        Fact(
            "How many words have the sentences {} to {} together, both included?".format(
                *lesson00._PASSAGE
            )
        ),
        Fact(f"A primer in {in_words(steps)} steps"),
        Fact(f"If all {in_words(steps)} go well"),
        Fact(f"If {in_words(steps - 1)} of the {in_words(steps)} questions of the primer"),
    ]
