"""What is said with the second figure of lesson 08."""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import Any

import pandas as pd

from aftermosul.figures.readings import Words
from aftermosul.figures.steps import Step
from aftermosul.topics.t08_mosul import counts

BOUNDS = {"at least": "at least ", "at most": "up to "}

_DIFFER = {
    "counted": "whom they count",
    "hand": "whose hand they ask for",
    "place": "the place",
    "time": "the time",
}
_SAME = "“{pair.a}” and “{pair.b}” count the same dead and may be compared: the larger is "
_PART = (
    "“{pair.inner}” counts a part of what “{pair.outer}” counts, since they differ in "
    "{pair.differ}: they may not be divided."
)
SENTENCES = {
    "one": "This is one count. Pick two.",
    "same": _SAME + "{pair.least|.1f} to {pair.most|.1f} times the smaller.",
    "same-exact": _SAME + "{pair.least|.1f} times the smaller.",
    "same-least": _SAME + "{pair.least|.1f} times the smaller, or more.",
    "same-most": _SAME + "up to {pair.most|.1f} times the smaller.",
    "part": _PART,
    "part-too-large": _PART + " Yet the part is larger than the whole: one of the two, at "
    "least, leaves out dead or counts too many.",
    "apart": "“{pair.a}” and “{pair.b}” differ in {pair.differ}, and neither holds the "
    "other: nothing follows from laying one against the other.",
}
"""How two counts stand to each other; a quotient only where both count the same dead."""

STEPS = (
    Step(
        "Every count",
        {},
        "Twelve published counts, from the 326 that the coalition acknowledged to the 40,000 that "
        "a former minister claimed. Few count the same dead.",
    ),
    Step(
        "The same dead",
        {"one": "mos-030", "other": "mos-032"},
        "Both mean all civilians killed in the battle: the prime minister said 1,260, the "
        "Associated Press found 9,000 to 11,000.",
    ),
    Step(
        "A part above its whole",
        {"one": "mos-034", "other": "mos-030"},
        "AP lays at least 3,200 to coalition and Iraqi fire alone: more than the prime minister "
        "has for all hands together.",
    ),
    Step(
        "What may one print?",
        {"one": "mos-032", "other": "mos-037"},
        "Of the 40,000 no method is published, the UN calls its 2,521 a minimum, AP names its "
        "lists. What may one print?",
    ),
)


def differ(aspects: Sequence[str]) -> str:
    """In what two counts differ, in words."""
    named = [_DIFFER[aspect] for aspect in aspects]
    return " and ".join([", ".join(named[:-1]), named[-1]]) if len(named) > 1 else "".join(named)


def case(row: Any) -> str:
    """Which sentence a pair takes."""
    if row["kind"] == counts.PART:
        return "part-too-large" if row["too_large"] else "part"
    if row["kind"] != counts.SAME:
        return str(row["kind"])
    if math.isinf(row["most"]):
        return "same-least"
    if row["least"] == row["most"]:
        return "same-exact"
    return "same-most" if row["least"] == 1 else "same"


def span(start: pd.Timestamp, until: pd.Timestamp) -> str:
    """From one month to another, in words."""
    return f"{start:%B %Y} to {until:%B %Y}"


def words(rows: pd.DataFrame) -> Words:
    """The words around the counts."""
    least, most = rows.iloc[0], rows.iloc[-1]
    return Words(
        title="The dead of Mosul: every published count",
        caption="An arrow means at least, or up to. Pick two counts, or click one: the figure says "
        "whether they speak of the same dead, and divides only then.",
        alt=f"{len(rows)} counts on one axis by tens, from {least['mark']:,.0f} "
        f"({least['maker']}) to {most['mark']:,.0f} ({most['maker']}), each on a line of its own.",
        about=(
            "Two counts are compared on four things: whom they count, by whose hand, where, and "
            "from when until when. A narrower one is a part of a wider one: west Mosul of Mosul, "
            "the coalition's strikes of coalition and Iraqi fire, that of all deaths.",
            "These are our readings of what each maker says; where it says only the battle, its "
            "first and last day stand. A list of the morgue need not hold civilians alone. The "
            "UN's count has Mosul and the country around it.",
            "Counts of the one air strike on al-Jadida in March 2017 are left out, and those of "
            "fighters and soldiers. All of these counts are later than the essay.",
        ),
        sources=("mosul", "mosul_counts"),
    )
