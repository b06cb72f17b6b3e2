"""What is said with the two figures of lesson 03."""

from __future__ import annotations

import pandas as pd

from aftermosul.figures.readings import Words
from aftermosul.figures.steps import Guess, Step
from aftermosul.topics.t03_networks.landmarks import NONE

# ---- the timeline


def timeline_guess(table: pd.DataFrame) -> Guess:
    """What is asked before the timeline is shown."""
    return Guess(
        id="timeline-none",
        asks="The essay's sentence has four stages: hijackings, Al Qaeda's bombings, 9/11, Islamic "
        f"State. Of {len(table)} landmark attacks since 1968, how many fit none of them?",
        truth={"none": int((table["stage"] == NONE).sum())},
        labels={"none": "In none of the four"},
        low=0,
        high=len(table),
        start=len(table) // 2,
    )


TIMELINE_SENTENCE = {
    "many": "Until {now.until}: {now.shown} landmarks, the first in {now.first} and the last in "
    "{now.last}. {now.staged} lie in the essay's four stages, {now.none} in none of them.",
    "one": "Until {now.until}: one landmark, in {now.first}.",
    "empty": "Until {now.until} the list holds no landmark of this kind.",
}

TIMELINE_STEPS = (
    Step(
        "What the sentence says",
        {"rest": False},
        "Four stages, each beginning after the one before: the essay's order holds for 40 of the "
        "140 landmarks.",
    ),
    Step(
        "What came before",
        {"until": 1997, "only": "bombing"},
        "Before Al Qaeda bombed Nairobi in 1998, eight bombings had killed 100 people or more. "
        "None of them has a stage.",
    ),
    Step(
        "What it leaves out",
        {},
        "A hundred landmarks fit no stage: states, separatists, sects, the far right. Is that a "
        "fault of the sentence, or its purpose?",
    ),
)


def timeline_words(table: pd.DataFrame) -> Words:
    """The words around the timeline."""
    first, last = int(table["year"].min()), int(table["year"].max())
    none = int((table["stage"] == NONE).sum())
    return Words(
        title=f"Landmark attacks, {first} to {last}, and the essay's four stages",
        caption="Pale bands: the years that the essay's sentence names. Stages go by kind, not by "
        "date, in our coding. A list of what became famous shows existence and order, never how "
        "often.",
        alt=f"{len(table)} landmark attacks from {first} to {last} as dots in five lanes, sized by "
        f"the number of people killed; {none} belong to none of the essay's four stages.",
        about=(
            "A stage marks kind, not date: a hijacking, a bombing by Al Qaeda or by its branch in "
            "Iraq, 11 September, an attack by Islamic State or its provinces. Another coder would "
            "decide some cases differently.",
            "The sentence's “late 1990s” is drawn generously, to the end of 2000; for the rise of "
            "Islamic State it gives no date, so none is drawn.",
            "Attacks that killed few or nobody, and one whose deaths are not known, have the "
            "smallest dot that can be seen. The table has every figure.",
            "Makers are named as the table codes what they fought for; “other” holds what fits "
            "none of the rest. Regions are ours: Russia counts to Europe, Turkey and Iran to the "
            "Middle East, the Andaman Sea to East Asia.",
        ),
        sources=("events_landmark",),
    )
