"""What is said with the first figure of lesson 11."""

from __future__ import annotations

from typing import Any

import pandas as pd

from aftermosul.figures.fields import Field
from aftermosul.figures.readings import Words
from aftermosul.figures.steps import Step

NETWORKS = {"islamic-state": "Islamic State", "al-qaeda": "Al Qaeda"}
NO_BRANCH = "No branch chosen: click one"

_ALL = (
    "{day.day}: Islamic State has recognised {day.named|d} branches, {day.pledged|d} more have "
    "pledged; Al Qaeda has {day.rival|d}."
)
SENTENCES = {
    "nobody": _ALL,
    "both": f"{_ALL} {{spot.name}}: pledged {{spot.pledged}}, recognised {{spot.recognised}}.",
    "named": f"{_ALL} {{spot.name}}: recognised {{spot.recognised}}, no date of a pledge known.",
    "never": f"{_ALL} {{spot.name}}: never recognised by name.",
    "left": f"{_ALL} {{spot.name}}: pledged {{spot.pledged}}, left {{spot.left}}.",
    "strength": "Up to {day.day}: {day.estimates|d} estimates by {day.makers|d} makers. Two "
    "makers' ranges make no trend.",
    "veterans": "Up to {day.day}: {day.findings|d} findings, {day.n_for|d} for, "
    "{day.n_against|d} against, {day.n_neither|d} neither. On {day.without|d} of {day.all|d} "
    "branches of Islamic State there is none.",
}
DAY = (
    Field("day", "Day", "text"),
    *(
        Field(name, name, "d")
        for name in (
            "named",
            "pledged",
            "rival",
            "estimates",
            "makers",
            "findings",
            "n_for",
            "n_against",
            "n_neither",
            "without",
            "all",
        )
    ),
)
SPOT = tuple(Field(name, name, "text") for name in ("name", "pledged", "recognised", "left"))
DOSSIER = (
    Field("fighters", "Fighters, who says so", "text"),
    Field("for", "Veterans: for", "text"),
    Field("against", "Veterans: against", "text"),
    Field("neither", "Neither", "text"),
    Field("status", "In 2024", "text"),
)
ROW = (
    Field("name", "Branch", "text"),
    Field("when", "When (of a branch: pledged)", "text"),
    Field("what", "What (of a branch: recognised)", "text"),
    Field("who", "Of whom, by whom, or where it stands", "text"),
    Field("source", "Source", "text"),
    Field("note", "What to know", "text"),
)


def steps(year_end: int, essay: int, late: int, last: int) -> tuple[Step, ...]:
    """The story, at four days of the slider and in three views."""
    return (
        Step(
            "2014",
            {"now": year_end},
            "By mid-December 2014 Islamic State had five branches, all named on 13 November. Al "
            "Qaeda had five, the oldest since 2006. Press play.",
        ),
        Step(
            "15 October 2016",
            {"now": essay, "then": True},
            "On the essay's day nine were recognised, two more had pledged. Al Qaeda had four: "
            "Nusra had left in July.",
        ),
        Step(
            "2019",
            {"now": late},
            "With the caliphate's land gone, fifteen are recognised, six since the essay. Al Qaeda "
            "has six branches, two of them new.",
        ),
        Step(
            "2024",
            {"now": last, "shows": "strength"},
            "For 2023 the UN gives Khorasan 4,000 to 6,000 fighters, the core 5,000 to 7,000, and "
            "Al Qaeda's al-Shabaab 7,000 to 12,000.",
        ),
        Step(
            "Sent, fled or local?",
            {"now": last, "shows": "veterans"},
            "Seven findings for veterans, seven against; one says sent, and speaks of 2014. Did "
            "veterans build the branches, or local wars?",
        ),
    )


def words(own: pd.DataFrame, said: pd.DataFrame, left_out: int) -> Words:
    """Title, caption and text alternative, with the counts of the tables."""
    of_is = int((own["network"] == "islamic-state").sum())
    return Words(
        title="Branches of Islamic State and of Al Qaeda, 2014 to 2024",
        caption="Brown: Islamic State. Green: Al Qaeda. Each maker counts fighters in its own way; "
        "grey stands for makers with a figure or two. Click a branch: what the tables hold on it "
        "opens below.",
        alt=f"A map of {of_is} branches of Islamic State and {len(own) - of_is} of Al Qaeda from "
        "West Africa to the Philippines, and a lane for each from pledge to recognition on. "
        "Further views set estimates of fighters side by side by maker, and findings on veterans "
        "for and against.",
        about=(
            "A mark says where a branch is known to be, to half a degree, and claims no land. "
            "Outlines are Natural Earth's and take no side in any dispute over borders. A date "
            "known only to its month or year stands on its first day.",
            "Recognised means named by the core as its own; East Asia was recognised as groups, "
            "not as a province. For Al Qaeda the two days are often one. Whether Nusra's break of "
            "July 2016 was real was disputed then. The date of Central Africa's pledge is "
            "disputed; that of Somalia's recognition is from memory.",
            "An arrow means at least, or up to. Ranges of two makers are never joined. "
            f"{left_out} estimates known from memory alone are left out, the UN's for West Africa "
            "in 2024 among them. Other branches have estimates in the table.",
            "For, against and neither are our reading of each finding, as is the letter. “Came” "
            "covers who fled, who was moved and who went home: the findings seldom say.",
        ),
        notes_title="What the table says of each branch in 2024",
        notes=tuple(f"{row['full']}: {status(row)}" for row in own.to_dict("records")),
        sources=("affiliates", "affiliate_strength", "veterans_to_branches"),
    )


def status(row: Any) -> str:
    """The state in 2024, and whether it is from memory."""
    recalled = "status_2024" in str(row["from_memory"])
    return f"{row['status_2024']}{' (from memory)' if recalled else ''}"
