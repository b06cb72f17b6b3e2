"""What is said with the two figures of lesson 03."""

from __future__ import annotations

import pandas as pd

from aftermosul.figures.readings import Words
from aftermosul.figures.steps import Guess, Step
from aftermosul.topics.t03_networks.breaks import (
    EARLIER,
    FIRST_RULE,
    PRINTED,
    RECOUNT,
    SECOND_RULE,
    START,
    course,
)
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


_STAGED = " {now.staged} lie in the four stages, {now.none} in none of them."
_SAYS = {
    "many": "{now.shown} landmarks, the first in {now.first} and the last in {now.last}." + _STAGED,
    "year": "{now.shown} landmarks, all in {now.first}." + _STAGED,
    "pair": "two landmarks, both in {now.first}." + _STAGED,
    "one": "one landmark, in {now.first}.",
    "empty": "the list holds no landmark.",
}
TIMELINE_SENTENCE = {
    **{case: "Until {now.until}: " + says for case, says in _SAYS.items()},
    **{
        f"{case}-only": "Until {now.until}, {now.narrowed}: " + says for case, says in _SAYS.items()
    },
}
"""Each case of the list as a whole, and narrowed to one kind."""

_NARROWED = {
    "kind": "only the tactic",
    "ideology": "only makers coded",
    "region": "only the region",
}


def narrowed(column: str, name: str) -> str:
    """What alone is shown, as a part of the sentence: a column of the landmarks, and its value."""
    return f"{_NARROWED[column]} “{name}”" if column else ""


TIMELINE_STEPS = (
    Step(
        "What the sentence says",
        {"rest": False},
        "Four stages, each beginning after the one before, as the essay has it. They hold 40 of "
        "the 140 landmarks.",
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
        title=f"Landmark attacks, {first} to {last}, and the four stages",
        caption="Pale bands: the years that the essay's sentence names. Stages go by kind, not by "
        "date, in our coding. A list of what became famous shows existence and order, never how "
        "often.",
        alt=f"{len(table)} landmark attacks from {first} to {last} as dots in five lanes, sized by "
        f"the number of people killed; {none} belong to none of the four stages.",
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


# ---- the world series

BY_RULE = {FIRST_RULE: " by the first rule", RECOUNT: " by a wider rule", SECOND_RULE: ""}

WORLD_SENTENCE = {
    "one": "Taken as one line, the counts go from {now.first_rule|d} {now.measure} in {now.year} "
    "to {now.second_rule|d} in {now.next}.",
    "apart": "For {now.year} NCTC has two counts: {now.first_rule|d} {now.measure} by its first "
    "rule and {now.recount|d} by a wider one. For {now.next} it has {now.second_rule|d}.",
    "once": "For {now.year} NCTC has {now.first_rule|d} {now.measure} by its first rule, and no "
    "second count. For {now.next} it has {now.second_rule|d}.",
    "panels": "Highest: the State Department's in {now.state_year} ({now.state_top|d} "
    "{now.measure}), NCTC's in {now.nctc_year} ({now.nctc_top|d}), START's in {now.start_year} "
    "({now.start_top|d}).",
}

WORLD_STEPS = (
    Step(
        "One line",
        {},
        "Three makers' counts, joined as one line: terrorism seems to leap in 2005 to many times "
        "any year before.",
    ),
    Step(
        "Two rules",
        {"view": "apart"},
        "For 2004 alone there are two counts: 651 incidents by the first rule, 3,192 by a wider "
        "one. Same year, new rule.",
    ),
    Step(
        "Which may be joined?",
        {"view": "panels"},
        "Each maker apart, on its own axis, with its changes of rule. Which figures may be joined, "
        "and which only set side by side?",
    ),
)


def world_words(table: pd.DataFrame, breaks: pd.DataFrame) -> Words:
    """The words around the world series."""
    early, state, nctc, start = (
        course(table, series, "incidents") for series in (EARLIER, PRINTED, SECOND_RULE, START)
    )
    recount = course(table, RECOUNT, "incidents").first
    return Words(
        title="Terrorism in the world by year: three makers, three rules",
        caption="Each mark is a published figure. Lines join one maker's figures of neighbouring "
        "years under one rule; only the first view joins them all, as a headline might.",
        alt="Yearly figures of three makers. The State Department's stay at or below "
        f"{max(early.at_highest, state.at_highest):,} to {state.last}; NCTC's by its second rule "
        f"begin in {nctc.first} at {nctc.at_first:,}; START's are highest in {start.highest}, at "
        f"{start.at_highest:,}. "
        f"For {recount} NCTC has two counts, by two rules.",
        about=(
            "The one line takes, for each year, the figure of whoever then made the official "
            "count: the State Department, NCTC from 2004, START from 2012.",
            "The State Department's figures are those first printed, its deaths from 1995; START's "
            "include attackers. For deaths of 2004 no second count is in the table.",
        ),
        notes_title="The changes marked",
        notes=tuple(breaks["change"]),
        sources=("world_by_year", "rule_changes"),
    )
