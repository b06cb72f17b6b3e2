"""What is said with the two figures of lesson 10."""

from __future__ import annotations

import pandas as pd

from aftermosul.figures.readings import Words
from aftermosul.figures.steps import Guess, Step
from aftermosul.topics.t10_trained.model import NOBODY
from aftermosul.topics.t10_trained.multiverse import NICE

CODINGS = (
    ("link", "Link, as coded"),
    ("strict", "Link, strict: an order is shown"),
    ("loose", "Link, loose: guidance by chat counts"),
    ("returnee", "Back from Syria, Iraq or Libya"),
    ("abroad", "Trained in any conflict zone"),
)
LINKS = ("Directed", "Connected", "Inspired")
NAMES = {
    "link": LINKS,
    "strict": LINKS,
    "loose": LINKS,
    "returnee": ("Returned", "Not settled", "Not returned"),
    "abroad": ("Trained", "Not settled", "Not trained"),
}
"""What each lane is called, from top to bottom, under each coding."""

# ---- the dots

SHOWS = (
    ("dots", "Before the essay"),
    ("averages", "Before, with averages"),
    ("all", "All years, with averages"),
    ("foiled", "Plots that were foiled"),
)

_BOTH = (
    "{now.aname}: {now.aattacks|d} attacks, {now.amean|.1f} killed on average, {now.amedian|.1f} "
    "in the middle one. {now.cname}: {now.cattacks|d}, {now.cmean|.1f}, {now.cmedian|.1f}. Ratio "
    "of the two means: {now.ratio|.1f}."
)
DOTS_SENTENCES = {
    "all": _BOTH,
    "left": f"Without {{now.left}}. {_BOTH}",
    "foiled": "By these {now.makers|d} counts, {now.least|.0f} to {now.most|.0f} per cent of the "
    "known plots were foiled. None of them tells trained plotters from others. Coding plays no "
    "part here.",
}

DOTS_STEPS = (
    Step(
        "Every attack",
        {},
        "Each dot is an attack in Europe before the essay, its area the people killed. Directed "
        "attacks killed 179 people, inspired ones 88.",
    ),
    Step(
        "Mean and median",
        {"shows": "averages"},
        "A directed attack killed 29.8 people on average, an inspired one 8.8: 3.4 times as many. "
        "In the middle: eight, and none.",
    ),
    Step(
        "One attack",
        {"shows": "averages", "without": NICE},
        "Leave out Nice, and the ratio of the means leaps from 3.4 to 134. One attack decides what "
        "the comparison says.",
    ),
    Step(
        "Whose coding?",
        {"shows": "averages", "coding": "loose"},
        "Let guidance by chat count as direction: twelve attacks are directed, not six, and the "
        "ratio falls to 1.6.",
    ),
    Step(
        "What has no dot",
        {"shows": "foiled"},
        "Half to three quarters of the known plots were foiled and have no dot. Were trained "
        "plotters stopped more often, or less?",
    ),
)


def dots_guess(means: dict[str, float]) -> Guess:
    """The ratio of the two means before the essay, as coded."""
    return Guess(
        id="trained-ratio",
        asks="Attacks in Europe before the essay: how many times as many people did an attack "
        "directed by an organisation kill, on average, as one that was only inspired?",
        truth={"ratio": round(means["directed"] / means["inspired"], 1)},
        labels={"ratio": "Times as many"},
        low=0,
        high=30,
        start=10,
        step=0.5,
        how=".1f",
        too_low="You said {guess}: too low by {distance}. As coded, it is {truth} times as many.",
        too_high="You said {guess}: too high by {distance}. As coded, it is {truth} times as many.",
        exact="You said {guess}, and as coded so it is.",
    )


def dots_words(table: pd.DataFrame, makers: int) -> Words:
    """The words around the dots."""
    before = int(table["before_essay"].sum())
    worst = table.nlargest(2, "victims_killed")
    (first, second) = worst["victims_killed"]
    start, end = table["date"].min().year, table["date"].max().year
    return Words(
        title=f"Jihadist attacks in Europe, {start} to {end}, by who stood behind them",
        caption="Victims only, no attackers. Lanes follow the coding that you choose. Click a dot "
        "to leave it out of the averages. A cross: it harmed nobody else.",
        alt=f"{len(table)} attacks from {start} to {end}, {before} before the essay, as dots "
        "in three lanes by who stood behind them, sized by people killed. The two largest killed "
        f"{first} and {second} people and stand in different lanes. One more view has {makers} "
        "counts of plots that were foiled.",
        about=(
            "The list is a teaching table, coded by one person from public sources; small attacks "
            "are missing. Inspired means that no contact has been established. A large attack is "
            "investigated longer, so links to it are likelier to be found.",
            "As coded: directed is sent, or trained by an organisation and using its network; "
            "connected is contact about violence. Strict asks for an order; loose takes guidance "
            "by chat for direction. Not settled is a serious claim without proof.",
            "Averages are of attacks that harmed somebody. Rings to the right have the area of an "
            "average dot.",
            "Counts of plots are their makers' own, differ in what they call a plot, and are never "
            "added up. Shown are those that give launched and foiled plots both.",
        ),
        sources=("europe_attacks", "foiled_plots_europe"),
    )


ASKED = {NOBODY: "none left out"}


# ---- the curve

BETWEEN = (
    ("others", "with the others"),
    ("out", "left out"),
    ("trained", "with the trained"),
)
COUNTED = (
    ("before", "Before the essay"),
    ("no-nice", "Before, without Nice"),
    ("no-paris", "Before, without Paris"),
    ("failed", "Before, failed ones too"),
    ("all", "All years"),
    ("after", "After the essay"),
)
MEASURES = (("mean", "means"), ("median", "medians"))
CHANCES = {
    "rare": "5 in 100 shuffles or fewer",
    "often": "more than 5 in 100",
    "none": "no test",
}
ROWS = {
    "link": ("Link, as coded", "As coded"),
    "strict": ("Link, strict", "Strict"),
    "loose": ("Link, loose", "Loose"),
    "returnee": ("Returned fighter", "Returned"),
    "abroad": ("Trained anywhere", "Trained"),
    "others": ("In between: with the others", "Between: others"),
    "out": ("In between: left out", "Between: out"),
    "trained": ("In between: with the trained", "Between: trained"),
    "before": ("Before the essay", "Before"),
    "no-nice": ("Before, without Nice", "Without Nice"),
    "no-paris": ("Before, without Paris", "Without Paris"),
    "failed": ("Before, failed ones too", "Failed too"),
    "all": ("All years", "All years"),
    "after": ("After the essay", "After"),
    "rare": ("Chance does as well: 5 in 100 or fewer", "By chance: ≤ 5%"),
    "often": ("Chance does as well: more often", "By chance: > 5%"),
    "none": ("No test: fewer than 3 networks", "No test"),
}
"""The name of every row of choices, wide and narrow."""

HEADS = {
    "mean": "width < 500 ? 'More killed per attack: means' : 'How many more people a trained "
    "attack killed: gap of the means, for every choice'",
    "median": "width < 500 ? 'More killed per attack: medians' : 'How many more people a trained "
    "attack killed: gap of the medians, for every choice'",
}
BACKGROUNDS = {
    "after": ("others as after the essay", "as after"),
    "before": ("others as before it", "as before"),
}

_GROUPS = (
    "Trained: {now.attacks|d} attacks, networks: {now.networks|d}. Others: {now.other_attacks|d} "
    "attacks, networks: {now.other_networks|d}. "
)
_EVERY = (
    " Of {every.ways|d} choices {every.can|d} have a gap, {every.more|d} of them for the trained; "
    "{every.tested|d} can be tested, and {every.rare|d} are rare by chance."
)
CURVE_SENTENCES = {
    "every": f"{_GROUPS}Of all {{now.tried|d}} ways to deal the networks {{now.meanpercent|.1f}} "
    f"per cent make as large a gap of means.{_EVERY}",
    "sample": f"{_GROUPS}In {{now.tried|d}} shuffles chance made as large a gap of means in "
    f"{{now.meanpercent|.1f}} per cent, with an error of {{now.meanplus|.1f}}.{_EVERY}",
    "few": f"{_GROUPS}Fewer than three networks on a side: no test can be run.{_EVERY}",
    "none": f"{_GROUPS}Nobody to compare: no test can be run.{_EVERY}",
}

CURVE_STEPS = (
    Step(
        "One choice",
        {},
        "As coded, trained networks killed 10.8 more people per attack. Of all 816 ways to deal "
        "the networks, 17 in 100 do as well.",
    ),
    Step(
        "Every choice",
        {"each": True},
        "68 of 90 choices favour the trained. Yet with every attack before the essay counted, none "
        "of 11 tests finds that rare by chance.",
    ),
    Step(
        "Without Nice",
        {"each": True, "counted": "no-nice"},
        "Leave out Nice, and all 11 do. Whether chance explains the gap hangs on one attack, more "
        "than on whose coding.",
    ),
    Step(
        "After the essay",
        {"each": True, "counted": "after"},
        "No later attack was directed, as coded: no test. Three networks would show the old gap "
        "in 77 of 100 draws. What may one say?",
    ),
)


def curve_words(rows: pd.DataFrame, table: pd.DataFrame) -> Words:
    """The words around the curve."""
    means = rows[(rows["measure"] == "mean") & rows["gap"].notna()]
    return Words(
        title="Every reasonable coding at once: did trained attackers kill more?",
        caption="Each column is one way to put the question. Networks are shuffled whole, and with "
        "fewer than three on a side no test is run. A cross: a gap without a test.",
        alt=f"A curve of {len(means)} gaps between the means of trained networks and others, from "
        f"{means['gap'].min():.1f} to {means['gap'].max():.1f} people killed per attack, in order; "
        "below it rows of dashes say which choices make each gap, and what a shuffle says of it.",
        about=(
            "A network counts once: with the people killed in its attacks on average, and as "
            "trained where any of its attacks is. Montrouge and the Hypercacher go with Charlie "
            "Hebdo, so figures differ from the lanes of the first figure.",
            "The test asks how often chance alone makes a gap at least as large, in the direction "
            "of the claim. Where there are 5,000 arrangements or fewer all are tried; else 4,999 "
            "are drawn, and the error is given.",
            "The choices are not independent of one another: many share the same attacks. So the "
            "number of rare ones is a description and no test of its own.",
            "For the second chart, networks are drawn with replacement from those before the "
            "essay, and held against as many others as there were, 600 times; cases in between "
            "stand with the others. A gap is seen where 5 in 100 shuffles or fewer make it.",
        ),
        sources=("europe_attacks",),
    )
