"""What is said with the two figures of lesson 10."""

from __future__ import annotations

import pandas as pd

from aftermosul.figures.readings import Words
from aftermosul.figures.steps import Guess, Step
from aftermosul.topics.t10_trained.model import NOBODY
from aftermosul.topics.t10_trained.multiverse import NICE

CODINGS = (
    ("link", "Link, as coded"),
    ("link_strict", "Link, strict: an order is shown"),
    ("link_loose", "Link, loose: guidance by chat counts"),
    ("any_foreign_fighter_returnee", "Back from Syria, Iraq or Libya"),
    ("trained_abroad", "Trained in any conflict zone"),
)
LINKS = ("Directed", "Connected", "Inspired")
NAMES = {
    "link": LINKS,
    "link_strict": LINKS,
    "link_loose": LINKS,
    "any_foreign_fighter_returnee": ("Returned", "Not settled", "Not returned"),
    "trained_abroad": ("Trained", "Not settled", "Not trained"),
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
        {"shows": "averages", "coding": "link_loose"},
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
    return Words(
        title="Jihadist attacks in Europe, 2014 to 2021, by who stood behind them",
        caption="Victims only, no attackers. Lanes follow the coding that you choose. Click a dot "
        "to leave it out of the averages. A cross: it harmed nobody else.",
        alt=f"{len(table)} attacks from 2014 to 2021, {before} of them before the essay, as dots "
        "in three lanes by who stood behind them, sized by people killed. The two largest killed "
        f"{first} and {second} people and stand in different lanes. One more view shows {makers} "
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
