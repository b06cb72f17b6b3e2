"""What is said with the first figure of lesson 08."""

from __future__ import annotations

import itertools
from collections.abc import Sequence
from typing import Any

import pandas as pd

from aftermosul.figures.readings import Words
from aftermosul.figures.steps import Guess, Step

ESSAY = pd.Timestamp(2016, 10, 15)
DAYS = {
    "essay": ESSAY,
    "victory": pd.Timestamp(2017, 7, 10),
    "2018": pd.Timestamp(2018, 12, 31),
    "2019": pd.Timestamp(2019, 12, 31),
}

SHORT = {
    "land": "Land held",
    "attacks": "Attacks",
    "joining": "People joining",
    "killed": "Civilians killed",
}
TITLES = {
    "land": "Land held in Iraq and Syria, thousand km²",
    "attacks": "Attacks a month, each bar as long as the time it counts",
    "joining": "Foreigners arriving, a month",
    "killed": "Civilians killed by the group, a year",
}
UNITS = {
    "land": "square kilometres",
    "attacks": "attacks a month",
    "joining": "foreigners arriving a month",
    "killed": "civilians killed in a year",
}
BRIEF = {"land": "km²", "attacks": "a month", "joining": "a month", "killed": "a year"}
TOPS = {"land": 250_000, "attacks": 500, "joining": 2_500, "killed": 7_500}
TICKS = {
    "land": (0, 100_000, 200_000),
    "attacks": (0, 200, 400),
    "joining": (0, 1_000, 2_000),
    "killed": (0, 3_000, 6_000),
}
DIVISORS = {"land": 1_000}

HALF_YEAR_BEFORE = 2146 / 6
"""Attacks a month by JTIC from July to December 2016; a test holds it to the table."""


def listed(names: Sequence[str]) -> str:
    """Makers in a row."""
    return ", ".join(names)


# ---- the sentence

_PARTS = {"yes": "yes by {said.yes}", "no": "no by {said.no}", "open": "open by {said.open}"}
_ASKS = "Defeated, if that is under {said.limit|d} {said.unit}? On {said.when}: "
_TAILS = {
    "held": " It holds for {said.held|d} of the {said.figures|d} figures to the end of 2019, first "
    "for {said.first}.",
    "never": " It holds for none of the {said.figures|d} figures to the end of 2019.",
}


def case(row: Any, present: Sequence[str]) -> str:
    """Which sentence an outcome takes: whose verdicts there are, and whether it ever holds."""
    return "-".join([*present, "held" if row["held"] else "never"])


def _sentence(present: Sequence[str], tail: str) -> str:
    said = "; ".join(_PARTS[name] for name in present) or "nobody had counted lately"
    return f"{_ASKS}{said}.{_TAILS[tail]}"


VICTORY_SENTENCES = {
    "-".join([*present, tail]): _sentence(present, tail)
    for many in range(4)
    for present in itertools.combinations(_PARTS, many)
    for tail in _TAILS
}
"""Each set of verdicts that makers can give, and whether the definition ever holds."""

VICTORY_STEPS = (
    Step(
        "15 October 2016",
        {"day": "essay", "then": True},
        "Land was shrinking, and foreigners had all but stopped arriving. The last public "
        "count of attacks here was a year old. Later marks are outlines.",
    ),
    Step(
        "10 July 2017",
        {"day": "victory"},
        "Victory is declared. In the half-year before it JTIC had counted 2,962 attacks, 38 per "
        "cent more than in the half-year before that.",
    ),
    Step(
        "2018",
        {"day": "2018", "measure": "land", "line": 1},
        "The land's last figure by then is 4,921 square kilometres. In Iraq, Knights counts 1,470 "
        "attacks for 2018, and 1,669 for the year after.",
    ),
    Step(
        "Define defeated",
        {"day": "2018", "measure": "attacks", "line": 20},
        "Under 200 attacks a month in 2018: yes by JTIC, no by the claims that BBC Monitoring "
        "counted. Where would you draw the line?",
    ),
)


def guess(said: pd.DataFrame) -> Guess:
    """How attacks went while the city was being lost, by the one maker that counted both halves."""
    jtic = said[(said["measure"] == "attacks") & (said["maker"] == "JTIC")].set_index("period")
    before, after = (
        float(jtic["low"][period]) for period in ("July to December 2016", "January to June 2017")
    )
    return Guess(
        id="victory-attacks",
        asks="From January to June 2017 Islamic State was losing Mosul. For every 100 attacks that "
        "JTIC had counted in the half-year before, how many did it count then?",
        truth={"attacks": round(100 * after / before)},
        labels={"attacks": "For every 100 before"},
        low=0,
        high=200,
        start=100,
        how="d",
        too_low="You said {guess}, {distance} too low: JTIC counted {truth} for every 100 before.",
        too_high="You said {guess}, {distance} too high: JTIC counted {truth} for every 100 "
        "before.",
        exact="You said {guess}, and so JTIC counted.",
    )


def victory_words(said: pd.DataFrame) -> Words:
    """The words around the four measures."""
    number = {measure: int((said["measure"] == measure).sum()) for measure in SHORT}
    return Words(
        title="Victory on four measures, 2014 to 2019",
        caption="Each mark is a published figure, by the maker that stands beside it. No line "
        "joins two makers. The lower the line that you draw, the stricter your definition.",
        alt="Four panels over one axis of time: "
        + ", ".join(f"{SHORT[m].lower()} ({n} figures)" for m, n in number.items())
        + ". Land falls to nothing by March 2019; arrivals fall before the battle for Mosul; "
        "attacks rise while it is fought and fall after it; civilians killed fall from 2015 on.",
        about=(
            "Attacks are counted over unequal times, so each figure is divided by the months of "
            "its period: that is our arithmetic. A bar of a year may overlap one of a half-year "
            "by the same maker. START's count of the core leaves out branches; claims are what "
            "the group says of itself. JTIC's figures of late 2016 and of 2018 are worked back "
            "from the changes that it printed.",
            "Left out: a count over 14 years, counts of branches or of other countries alone, and "
            "figures known from memory. Civilians killed are those of UCDP's edition of 2025, low "
            "to high; it has one code for the group, its branches and its forerunners.",
            "A definition holds for a figure whose high end lies under your line, and does not "
            "where its low end does not. In between it is open. A maker answers by its last figure "
            "for a time that was over on the day, and by none older than a year and a half.",
        ),
        sources=("territory", "is_attacks_by_year", "recruitment", "one_sided_violence"),
    )
