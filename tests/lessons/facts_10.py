"""Lesson 10 in numbers."""

from __future__ import annotations

import functools

import pandas as pd

from aftermosul import load
from aftermosul.topics.t10_trained import model, multiverse, rows
from tests.lessons.facts import Fact, day, one_row
from tests.lessons.reading import in_words

PLAIN = [
    "# 10 · Trained",
    "About 60 minutes",
    "You need lessons 02 and 07",
    "Two new pieces of Python",
    "**Two routes.**",
    "Sentence 12 gives",
    "It rests on sentence 8",
    "walk its five steps",
    "### One life",
    "Four things to know before you use it",
    "**1.** Sentence 8 speaks",
    "**2.** Take the coding",
    '`id` is `"eu-2016-07-14-nice"`',
    "Sentence 11 speaks",
    "**3.** Of the inspired ones",
    "one card",
    "three dealt as if",
    "so each *network* gets one card",
    "We call a gap *rare by chance* where it is 5 or fewer",
    "**4.** By the strict coding",
    "One card is dealt",
    "**5.** The connected",
    "You have made three choices",
    "Walk the four steps",
    "Write two sentences",
    "Sentence 13 calls",
    "Lesson 01 asked",
    "*Nice is one case",
    "public in October 2016",
    "where one case is large",
    "**Mean and median** tell two stories",
    "with fewer than three, no test is run",
    "your two examples",
    "1. May one leave out",
    "2. You are an editor in October 2016",
    "3. Who should decide",
    "lesson 11 follows",
    "draws a line between two kinds",
    "The next one says",
    "compare two groups",
    "say what one case does to both",
    "Leave out one attack after another",
    "one row for each attack",
    "coded by one person",
    "one that speaks against it",
    "by mean and by median",
    "Two verdicts on each of four claims",
    "the last five that harmed",
    "one row",
    "nor that no lone one does",
    "### One life: seventeen months old",
    "attacks of one network the same name",
    "Attacks of one network share",
    "as large as the real one",
    "By the loose one that is",
    "on that image (C19)",
    "and one in a plot",
]


def facts() -> list[Fact]:
    return [*_history(), *_carried(), *_cards(), *_choices()]


@functools.cache
def _comparisons() -> pd.DataFrame:
    return multiverse.multiverse(load("europe_attacks"))


def _history() -> list[Fact]:
    attacks = load("europe_attacks").set_index("id")
    january = attacks[attacks["cluster_id"] == "net-january-2015"]
    paris, nice = attacks.loc[multiverse.PARIS], attacks.loc[multiverse.NICE]
    brussels = attacks.loc["eu-2016-03-22-brussels"]
    assert set(january["city"]) == {"Paris", "Montrouge"}
    assert paris["cluster_id"] == brussels["cluster_id"]
    assert "investigators never showed that IS directed it" in nice["note"]
    elsewhere = one_row(load("attacks_elsewhere"), id="usa-2016-09-17-new-york")
    assert elsewhere["victims_killed"] == 0
    assert (elsewhere["date"] - nice["date"]).days // 30 == 2
    assert "bin Laden and Awlaki of Al Qaeda, and the Islamic State's" in elsewhere["note"]
    life = one_row(load("people"), lesson="10")
    assert all(
        words in life["what_happened"]
        for words in ("Hélène, his wife, 35", "seventeen months asleep", "over 200,000 people")
    )
    early = attacks[attacks["before_essay"]]
    inspired = attacks[attacks["link"] == "inspired"]
    charlie = attacks.loc["eu-2015-01-07-paris"]
    assert (charlie["trained_abroad"], charlie["any_foreign_fighter_returnee"]) == ("yes", "no")
    return [
        Fact(
            f"From {january['date'].min().day} to {day(january['date'].max())} in Paris "
            f"{january['victims_killed'].sum()} people were killed",
            tuple(january["source_id"]),
        ),
        Fact(f"On {paris['date'].day} {paris['date']:%B}, in the concert hall"),
        Fact(f"outside the stadium, {paris['victims_killed']}", (paris["source_id"],)),
        Fact(
            f"In Brussels, on {day(brussels['date'])}, {brussels['victims_killed']}",
            (brussels["source_id"],),
        ),
        Fact("The network behind the last two"),
        Fact(f"On {day(nice['date'])} a man drove"),
        Fact(f"the fireworks in Nice: {nice['victims_killed']} people died", (nice["source_id"],)),
        Fact(
            f"{in_words(2).title()} months later a bomb hurt {elsewhere['injured']} people in New "
            "York and killed none",
            (elsewhere["source_id"],),
        ),
        Fact("Hélène, 35, was killed", (life["source_id"],)),
        Fact("their son of seventeen months asleep", (life["source_id"],)),
        Fact("Over 200,000 people passed the letter on", (life["source_id"],)),
        Fact(f"All {len(early)} attacks before the essay were in print"),
        Fact(
            f"Paris had {in_words(int(paris['attackers']))} attackers, and no inspired attack more "
            f"than {in_words(int(inspired['attackers'].max()))}"
        ),
    ]


def _carried() -> list[Fact]:
    linked, _ = model.carried(load("europe_attacks")).to_dict("records")
    plots = load("foiled_plots_europe").set_index("id")
    europol, france = plots.loc["tesat-2018"], plots.loc["france-2015-18"]
    assert france["period"] == "2015-01 to 2018-03"
    studies = load("returnee_studies").set_index("id")
    effect = studies.loc["hegghammer-2013-lethality"]
    assert effect["period"] == "1990-2010"
    assert "twice as likely to kill" in effect["finding"]
    assert "1.5 times as likely to be carried out" in effect["finding"]
    single = one_row(load("literature"), id="strom-2010")
    assert "nearly twice as often" in single["argues"]
    return [
        Fact(f"{linked['completed']} of {linked['launched']} were completed"),
        Fact(
            f"Europol counted {europol['total']} plots for {europol['year']} and "
            f"{europol['foiled']} of them foiled",
            (europol["source_id"],),
        ),
        Fact(
            f"from January 2015 to March 2018, {france['total']} and {france['foiled']}",
            (france["source_id"],),
        ),
        Fact(
            "For the West from 1990 to 2010 Hegghammer found plots with a veteran 1.5 times as "
            "likely to be carried out and twice as likely to kill",
            (effect["source_id"],),
        ),
        Fact("single actors reached execution nearly twice as often", (single["source_id"],)),
    ]


def _cards() -> list[Fact]:
    table = load("europe_attacks")
    early = multiverse.counted(table, "before")
    deck = multiverse.cards(early, "link", "others")
    mine, others = deck.sides()
    directed = int((early["link"] == "directed").sum())
    test = multiverse.chance(deck, "mean")
    assert test is not None
    assert test.error == 0
    (strict, _) = multiverse.cards(early, "strict", "others").sides()
    chances = rows.chances(table)
    (seen,) = chances[
        (chances["coding"] == "link")
        & (chances["background"] == "before")
        & (chances["networks"] == mine)
    ]["percent"]
    lanes = model.averages(early, "link")
    top, low = lanes[2], lanes[0]
    assert (top["attacks"], top["networks"]) == (directed, mine)
    return [
        Fact(f"use paper: {mine + others} slips"),
        Fact(f"{in_words(directed).title()} directed attacks are {in_words(mine)} networks"),
        Fact(f"networks like the {in_words(mine)} went on killing"),
        Fact(f"Draw {in_words(mine)} and {in_words(others)} of them anew"),
        Fact(f"in {round(seen)} of 100 draws"),
        Fact(f"Now deal in all {test.tried} ways"),
        Fact(f"In {round(100 * test.share)} of 100 ways chance does as well"),
        Fact(f"{in_words(strict)} of the {mine + others} networks was directed"),
        Fact(f"{in_words(directed).title()} attacks were {in_words(mine)} networks"),
        Fact(f"{top['mean']:.1f} against {low['mean']:.1f}"),
        Fact(f"{in_words(int(top['median']))} against none"),
    ]


def _choices() -> list[Fact]:
    means = _comparisons()
    means = means[means["measure"] == "mean"]
    before, no_nice, after = (
        means[(means["counted"] == which) & means["tested"]]
        for which in ("before", "no-nice", "after")
    )
    assert not (before["share"] <= rows.RARE).any()
    assert (no_nice["share"] <= rows.RARE).all()
    assert len(before) == len(no_nice)
    late = multiverse.counted(load("europe_attacks"), "after")
    directed = late[late["link_loose"] == "directed"]
    assert set(directed["city"]) == {"Berlin", "Stockholm", "Manchester"}
    assert (directed["trained_abroad"] == "no").sum() == 2
    deck = multiverse.cards(late, "loose", "others")
    return [
        Fact(f"none of {len(before)} tests finds the gap rare"),
        Fact(f"without Nice all {len(no_nice)} do"),
        Fact(f"{(after['share'] <= rows.RARE).sum()} of {len(after)} tests find it rare"),
        Fact(f"against {deck.sides()[1]} other networks"),
        Fact("two of the three attackers had no known training"),
        Fact(f"{(means['gap'] > 0).sum()} of {len(means)} gaps favour the trained"),
    ]
