"""What is said with the essay's page."""

from __future__ import annotations

import pandas as pd

from aftermosul import resources
from aftermosul.figures.readings import Words
from aftermosul.figures.steps import Step

STAGES, FORECAST, QUESTION = 16, 9, 21
KINDS = {"yes": "testable", "partly": "in part", "no": "not testable"}

SAYS = (
    "Sentence {chosen.sentence} claims, in our words:\n{chosen.list}\n"
    "In its own words: “{chosen.text}”"
)

STEPS = (
    Step(
        "Sentence 16",
        {},
        "One sentence, five claims. Four of them are plain history: lessons 02 to 05 take one each "
        "to the records.",
    ),
    Step(
        "The forecast",
        {"sentence": FORECAST},
        "When it was published, nobody could check this. Later lessons ask what has come of it.",
    ),
    Step(
        "What no data can test",
        {"sentence": QUESTION, "show": "no"},
        "Three sentences hold nothing that a record could settle. What, then, do they do in the "
        "essay?",
    ),
)


def about(claims_in_all: int, kinds: pd.Series) -> Words:
    """The figure's title, caption and the rest."""
    counts = kinds.value_counts()
    there = {path.name[:2] for path in resources.lesson_paths()}
    return Words(
        title="The essay, sentence by sentence",
        caption="A whole line: evidence can test all that the sentence claims. A broken line: some "
        "of it, or in part. No line: nothing. Click a sentence to open it.",
        alt=f"The essay's {len(kinds)} sentences in order, underlined by how much evidence can "
        f"test: all of {counts['yes']}, some or part of {counts['partly']}, nothing of "
        f"{counts['no']}.",
        about=(
            f"There are {claims_in_all} claims, as one reader took the essay apart; another would "
            "divide some sentences differently and judge some claims otherwise.",
            f"Lessons up to {max(there)} are written; the others that are named here will follow.",
        ),
        sources=("seib-2016",),
    )
