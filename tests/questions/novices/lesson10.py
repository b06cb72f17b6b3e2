"""Wrong answers of novices to lesson 10, trained hands or lone wolves."""

from __future__ import annotations

import pandas as pd
import scipy.stats as stats

from aftermosul import load
from tests.questions.novices.novice import Novice

attacks = load("europe_attacks")
attacks["directed"] = attacks["link"] == "directed"
attacks["connected"] = attacks["link"] == "connected"
before = attacks[attacks["before_essay"]]
early = before[before["status"] == "completed"]
left = early[early["id"] != "eu-2016-07-14-nice"]
inspired = attacks[attacks["link"] == "inspired"]
cards = early.groupby("cluster_id")[["victims_killed", "directed", "connected"]].mean()
sent = cards[cards["directed"] > 0]["victims_killed"]
others = cards[cards["directed"] == 0]["victims_killed"]
alone = cards[(cards["directed"] == 0) & (cards["connected"] == 0)]["victims_killed"]


def killed(rows: pd.DataFrame, value: str, column: str = "trained_abroad") -> pd.Series:
    return rows[rows[column] == value]["victims_killed"]


def gap(first: pd.Series, second: pd.Series) -> float:
    return first.mean() - second.mean()


def tested(one: pd.Series, other: pd.Series, alternative: str) -> float:
    result = stats.permutation_test(
        (one, other), gap, permutation_type="independent", alternative=alternative
    )
    return float(result.pvalue)


NOVICES = (
    Novice("inspired-means", "one person alone", lambda: "b"),
    Novice("new-york-shows", "a recent case as proof", lambda: "b"),
    Novice("hidden-or-watched", "counted those who struck", lambda: "a"),
    Novice("after-silence", "took silence for refutation", lambda: "a"),
    Novice("trained-share", "a fraction", lambda: (early["trained_abroad"] == "yes").mean()),
    Novice("trained-share", "how many", lambda: (early["trained_abroad"] == "yes").sum()),
    Novice(
        "trained-share",
        "failed ones too",
        lambda: 100 * (before["trained_abroad"] == "yes").mean(),
    ),
    Novice("trained-share", "all rows", lambda: 100 * (attacks["trained_abroad"] == "yes").mean()),
    Novice("trained-share", "the directed", lambda: 100 * early["directed"].mean()),
    Novice("trained-share", "those not", lambda: 100 * (early["trained_abroad"] == "no").mean()),
    Novice(
        "trained-share",
        "left out unknown",
        lambda: 100 * len(killed(early, "yes")) / (len(early) - 1),
    ),
    Novice("trained-share", "the rest", lambda: 100 * (early["trained_abroad"] != "yes").mean()),
    Novice(
        "trained-share",
        "their dead",
        lambda: 100 * killed(early, "yes").sum() / early["victims_killed"].sum(),
    ),
    Novice(
        "trained-share",
        "returned ones",
        lambda: 100 * (early["any_foreign_fighter_returnee"] == "yes").mean(),
    ),
    Novice("trained-share", "forgot .mean()", lambda: 100 * (early["trained_abroad"] == "yes")),
    Novice("abroad-ratio", "Nice still in", lambda: gap_ratio(early)),
    Novice(
        "abroad-ratio",
        "turned round",
        lambda: killed(left, "no").mean() / killed(left, "yes").mean(),
    ),
    Novice("abroad-ratio", "a difference", lambda: gap(killed(left, "yes"), killed(left, "no"))),
    Novice("abroad-ratio", "sums", lambda: killed(left, "yes").sum() / killed(left, "no").sum()),
    Novice("abroad-ratio", "one mean", lambda: killed(left, "yes").mean()),
    Novice(
        "abroad-ratio",
        "directed by inspired",
        lambda: killed(left, "directed", "link").mean() / killed(left, "inspired", "link").mean(),
    ),
    Novice(
        "abroad-ratio",
        "all the rest",
        lambda: (
            killed(left, "yes").mean()
            / left[left["trained_abroad"] != "yes"]["victims_killed"].mean()
        ),
    ),
    Novice("abroad-ratio", "medians", lambda: killed(left, "yes").median()),
    Novice("abroad-ratio", "all years", lambda: gap_ratio(attacks)),
    Novice("inspired-completed", "a fraction", lambda: (inspired["status"] == "completed").mean()),
    Novice("inspired-completed", "how many", lambda: (inspired["status"] == "completed").sum()),
    Novice(
        "inspired-completed", "that failed", lambda: 100 * (inspired["status"] == "failed").mean()
    ),
    Novice(
        "inspired-completed",
        "every attack",
        lambda: 100 * (attacks["status"] == "completed").mean(),
    ),
    Novice("inspired-completed", "the linked ones", lambda: 100 * 19 / 21),
    Novice(
        "inspired-completed",
        "before the essay",
        lambda: 100 * (before[before["link"] == "inspired"]["status"] == "completed").mean(),
    ),
    Novice("inspired-completed", "of the completed", lambda: 100 * 55 / 74),
    Novice("one-network", "a fraction", lambda: 1 / len(cards)),
    Novice("one-network", "of the others", lambda: 100 / (len(cards) - 1)),
    Novice("one-network", "three of eighteen", lambda: 100 * 3 / len(cards)),
    Novice("one-network", "of all 816 ways", lambda: 100 / 816),
    Novice("one-network", "nothing", lambda: 0),
    Novice("one-network", "attacks for cards", lambda: 100 / len(early)),
    Novice("one-network", "the line", lambda: 5),
    Novice("left-out-test", "a fraction", lambda: tested(sent, alone, "greater")),
    Novice(
        "left-out-test", "the connected still in", lambda: 100 * tested(sent, others, "greater")
    ),
    Novice("left-out-test", "the other way", lambda: 100 * tested(sent, alone, "less")),
    Novice("left-out-test", "both ways", lambda: 100 * tested(sent, alone, "two-sided")),
    Novice("left-out-test", "the gap", lambda: gap(sent, alone)),
    Novice("left-out-test", "forgot .pvalue", lambda: stats),
)


def gap_ratio(rows: pd.DataFrame) -> float:
    """The ratio of the two means, by training abroad."""
    return float(killed(rows, "yes").mean() / killed(rows, "no").mean())
