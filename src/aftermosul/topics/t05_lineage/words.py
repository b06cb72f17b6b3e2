"""What is said with the figure of lesson 05."""

from __future__ import annotations

from typing import Any

import pandas as pd

from aftermosul.figures.fields import Field
from aftermosul.figures.readings import Words
from aftermosul.figures.steps import Step
from aftermosul.topics.t05_lineage import model as family

_COUNTED = "{line.name}, pledges counted: of {line.drawn} organisations drawn, "
SENTENCES = {
    "descent": "{line.name}, by descent alone: of {line.drawn} organisations drawn, {line.ups} "
    "came before it in its line and {line.downs} came of it.",
    "pledge": _COUNTED + "{line.ups} came before it, {line.onlys} of them only if a pledge counts, "
    "and {line.downs} came of it.",
    "pledge-none": _COUNTED + "none came before it and {line.downs} came of it.",
    "pledge-only": _COUNTED + "{line.ups} came before it, but only if a pledge counts, and "
    "{line.downs} came of it.",
    "pledge-same": _COUNTED + "{line.ups} came before it, also by descent alone, and {line.downs} "
    "came of it.",
    "quarrel": "{line.name} and the {line.ups} before it by descent fell out with {line.outs} "
    "of {line.drawn} organisations drawn.",
    "quarrel-own": "{line.name}: of {line.drawn} organisations drawn, none came before it by "
    "descent, and it fell out with {line.outs}.",
    "hidden": "{line.name} is not among the {line.drawn} organisations drawn. Draw all of them "
    "to see its line.",
}

PARTS = (
    Field("up", "Came from", "text"),
    Field("down", "Led to", "text"),
    Field("out", "Fell out with", "text"),
)

STEPS = (
    Step(
        "By descent",
        {},
        "One line, six names. By descent alone it leads from Jama'at al-Tawhid wal-Jihad to "
        "Islamic State; Al Qaeda stands apart.",
    ),
    Step(
        "By pledge",
        {"ties": "pledge"},
        "On 17 October 2004 a single pledge tied the line to Al Qaeda. Count it, and Al Qaeda "
        "becomes a forerunner.",
    ),
    Step(
        "By quarrel",
        {"ties": "quarrel"},
        "Within four months the line fought Jabhat al-Nusra, its own offspring, and was expelled "
        "by Al Qaeda. What, then, does descent explain?",
    ),
)


def words(organisations: pd.DataFrame, tied: pd.DataFrame, graph: Any) -> Words:
    """Title, caption and text alternative, with the counts of the tables."""
    name = organisations.set_index("id")["name"]
    alone = family.forerunners(graph, "is", pledges=False)
    added, _ = family.added_by_pledges(graph, "is")
    few = family.three_lanes(graph)
    return Words(
        title="Al Qaeda, Islamic State and their kin through time",
        caption="A bar is an organisation from founding to end; a gap in a lane is a new name. "
        "Lines are ties on their dates. Click a bar to light its line.",
        alt=f"Organisations as bars through time. At first {len(few)} of them stand in three "
        "lanes: Al Qaeda above, Islamic State and its forerunners in the middle, Jabhat al-Nusra "
        f"and its successors below; with all {len(organisations)} drawn, each has a lane of its "
        f"own. By descent alone Islamic State comes from {', '.join(name[n] for n in alone)}; "
        f"only if a pledge counts does it also come from {', '.join(name[n] for n in added)}.",
        about=(
            f"The tables hold {len(organisations)} organisations and {len(tied)} ties, a selection "
            "round two networks. Three lanes are drawn at first: Al Qaeda, and the lines of "
            "Islamic State and of Hayat Tahrir al-Sham by descent alone. Bars that began before "
            "1999 or go on after 2019 are cut there.",
            "In orange stands the organisation that you chose, in blue-grey its line by descent. "
            "What a pledge alone adds to the line is violet; with whom the line fell out is rose.",
            "Where a date is known only to the month or the year, it stands on its first day. "
            "Among quarrels stand also the ties that are neither descent nor pledge, such as a "
            "merger that was refused. With all organisations drawn, marks that would cover each "
            "other are set side by side.",
        ),
        sources=("organisations", "organisation_links"),
    )
