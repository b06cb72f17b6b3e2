"""What is said with the second figure of lesson 11."""

from __future__ import annotations

import pandas as pd

from aftermosul.figures.readings import Words
from aftermosul.figures.steps import Guess, Step

SERIES = (
    ("nigeria", "Nigeria: Boko Haram and the branch"),
    ("somalia", "Somalia and Kenya: al-Shabaab"),
    ("congo", "Congo: ADF"),
)
NAMES = {
    "nigeria": "Boko Haram and the branch that it became in part",
    "somalia": "al-Shabaab",
    "congo": "The ADF",
}
_MEANS = "{out.before} civilians killed a year in the {out.span} years before {out.event}, "
SENTENCES = {
    "pledge": "{out.name}, which pledged itself in {out.event}: "
    + _MEANS
    + "{out.after} in the {out.span} after: {out.left} per cent of it.",
    "placebo": "{out.name}, no pledge in {out.event}: "
    + _MEANS
    + "{out.after} in the {out.span} after: {out.left} per cent of it.",
    "renamed": "{out.name}: " + _MEANS + "and no row in the {out.span} after. Fewer than 25, or "
    "counted under another name?",
    "no-years": "{out.name}: the table does not cover {out.span} years on both sides of "
    "{out.event}.",
}
# Where a name stands: series, year, height, words, side.
LABELS = (
    ("nigeria", 2013.4, 4700, "as Boko Haram", "right"),
    ("nigeria", 2015.6, 3300, "as Islamic State", "left"),
    ("nigeria", 2024.5, 1500, "no data after 2019", "right"),
    ("somalia", 2024.5, 275, "as al-Shabaab", "right"),
    ("congo", 2012.4, 200, "as ADF", "right"),
    ("congo", 2024.5, 275, "Islamic State’s list has Congo from 2018", "right"),
)

STEPS = (
    Step(
        "Nigeria, 2015",
        {"series": "nigeria", "pivot": 2015, "span": 3},
        "Boko Haram pledged itself to Islamic State. Killings fell from 2,119 a year in the three "
        "years before to 576 in the three after.",
    ),
    Step(
        "Somalia, 2012",
        {"series": "somalia", "pivot": 2012, "span": 3},
        "al-Shabaab pledged itself to Al Qaeda. Killings rose from between 44 and 52 a year to "
        "219; one year before has no figure.",
    ),
    Step(
        "No pledge at all",
        {"series": "somalia", "pivot": 2015, "span": 3},
        "In 2015 al-Shabaab pledged nothing, and the same sum finds a fall, from 186 a year to "
        "113.",
    ),
    Step(
        "A name that ends",
        {"series": "congo", "pivot": 2019, "span": 3},
        "The ADF became a branch, and its row ends: its dead are counted elsewhere. What would "
        "have happened without a pledge?",
    ),
)


def guess(left: int) -> Guess:
    """What was left of Nigeria's killings, three years against three."""
    return Guess(
        id="pledge-nigeria",
        asks="Boko Haram pledged itself to Islamic State in March 2015. Take its killings of "
        "civilians in Nigeria in the three years before as 100 a year. How many a year were they, "
        "the branch's among them, in the three years after 2015?",
        truth={"left": left},
        labels={"left": "For every 100 before"},
        low=0,
        high=300,
        start=100,
        how="d",
    )


def words(rows: pd.DataFrame) -> Words:
    """Title, caption and text alternative, with the years of the tables."""
    return Words(
        title="Killings of civilians before and after a pledge",
        caption="The shaded year is left out; a line is the mean of the years it covers. A "
        "question mark is a year without a row: 0 to 24 dead. Any year can be the event.",
        alt="Bars for civilians killed a year: "
        + ", ".join(_span(rows, series, name) for series, name in NAMES.items())
        + ". Lines give the mean of some years before and after a year that the reader chooses.",
        about=(
            "Nigeria's figures are sums of all events of two names in that country: UCDP counts "
            "Boko Haram as JAS, and from 2015 on the part that pledged itself as Islamic State. "
            "The others are of UCDP's list by actor, which has a row from 25 deaths in a year on, "
            "in whatever country they were killed. All are best estimates.",
            "The figures are killings of civilians alone. Deaths in fights with armies and other "
            "groups are not among them.",
            "A year that is called one without a pledge is one for which the table of affiliates "
            "has none; other things happened in it.",
        ),
        sources=("violence_by_country_year", "one_sided_violence", "affiliates"),
    )


def _span(rows: pd.DataFrame, series: str, name: str) -> str:
    """By whom, and in which years."""
    years = rows.loc[(rows["series"] == series) & ~rows["open"], "year"]
    said = "the" + name[3:] if name.startswith("The ") else name
    return f"by {said} from {years.min()} to {years.max()}"
