"""The self-checks of lesson 04, 9/11 and the long tail. Every answer is computed from the table."""

from __future__ import annotations

import numpy as np
import pandas as pd

from aftermosul.evidence.tables import load
from aftermosul.questions.question import Number, OneOf, Question
from aftermosul.topics.t04_tail import model as severity

_THRESHOLD = 12
_MANY = 100
_NOT_RECORD = (
    "You used record, where one row is a toll that many attacks may share. In each, one row is "
    "one attack."
)


def _world() -> pd.DataFrame:
    return severity.record(load("severity_counts"), "World terrorist attacks")


def _each() -> pd.Series:
    """One row an event: how many it killed."""
    world = _world()
    return pd.Series(np.repeat(world["deaths"].to_numpy(), world["events"].to_numpy()))


def _came_next() -> OneOf:
    return OneOf(
        right="a",
        options={
            "a": ("The attacks of 2001 came after the bombings of the late 1990s."),
            "b": ("The bombings of the late 1990s led to the attacks of 2001."),
            "c": ("No earlier attack had killed as many people."),
            "d": ("After those bombings an attack on such a scale was to be expected."),
        },
        wrong={
            "b": (
                "“Followed by” puts one thing after another. That one led to the other is a "
                "further claim."
            ),
            "c": (
                "That is so in this lesson's record, but the sentence says nothing about how many "
                "were killed."
            ),
            "d": (
                "The sentence looks back and lists what came. Whether it was to be expected is "
                "the question that we add."
            ),
        },
    )


def _mean_without() -> Number:
    world, each = _world(), _each()
    rest = each[each < each.max()]
    return Number(
        right=severity.mean_deaths(severity.without_largest(world)),
        nearest=0.01,
        wrong={
            float(world["deaths"].mean()): _NOT_RECORD,
            float(world.loc[world["deaths"] < world["deaths"].max(), "deaths"].mean()): _NOT_RECORD
            + " And leave out one event.",
            float(each.max()): "This is the largest toll itself. Leave it out, then take the mean.",
            float(each.sum()): "This is the number of all deaths. A mean divides by events.",
            severity.mean_deaths(world): (
                "This is the mean of all events, the largest among them. Keep only those below "
                "each.max() before you take the mean."
            ),
            severity.median_deaths(world): (
                "This is the median: the event in the middle. The question asks for the mean."
            ),
            float(world["deaths"].sum() / world["events"].sum()): _NOT_RECORD
            + " A toll counts as often as it happened.",
            float(each[each < _MANY].mean()): (
                "You left out every attack from 100 deaths up. Leave out a single event."
            ),
            float(len(rest)): "This is how many events are left. Divide their deaths by it.",
            float(rest.max()): "This is the largest of those left. Take their mean.",
            float(len(rest) / rest.sum()): "You divided events by deaths: turn it round.",
            float(each.sum() - each.max()): (
                "This is the number of deaths in all other events. Divide it by how many they are."
            ),
        },
        cautions={"without the largest": severity.mean_deaths(world)},
        looked_for="deaths per event, over all events but the largest",
    )


def _hundred_share() -> Number:
    world, each = _world(), _each()
    many = each[each >= _MANY]
    big = world[world["deaths"] >= _MANY]
    return Number(
        right=float(100 * many.sum() / each.sum()),
        nearest=0.1,
        wrong={
            float(100 * big["deaths"].sum() / world["deaths"].sum()): _NOT_RECORD,
            float(100 * len(big) / len(world)): _NOT_RECORD + " And ask for deaths, not for rows.",
            float(100 - 100 * many.sum() / each.sum()): (
                "This is the share of all the smaller attacks. The question asks for the others."
            ),
            float(100 * many.sum() / each[each < _MANY].sum()): (
                "You divided by the deaths in the smaller attacks. A share is of all deaths."
            ),
            float(100 * len(many) / each.sum()): (
                "You divided a number of attacks by a number of deaths. Both are to be deaths."
            ),
            float(100 * many.sum() / len(each)): (
                "You divided deaths by the number of attacks. Divide by all deaths."
            ),
            float(100 * each.sum() / many.sum()): "You turned the division round.",
            float(100 * each.max() / each.sum()): (
                "This is the share of the largest attack alone. Take every one from 100 up."
            ),
            float(100 * (many.sum() - each.max()) / (each.sum() - each.max())): (
                "You left the largest out, as in the question before. Here it counts."
            ),
            float(many.mean()): "This is the mean toll of such attacks. A share is a part of all.",
            float(many.sum() / each.sum()): (
                "This is the share as a fraction of one. Multiply by 100 to have it in per cent."
            ),
            float(100 * len(many) / len(each)): (
                "This is their share of all events. The question is about deaths: add them up with "
                ".sum() before you divide."
            ),
            float(100 * each[each > _MANY].sum() / each.sum()): (
                "You left out the attacks that killed exactly 100. “100 or more” is written >= 100."
            ),
            float(len(many)): (
                "This is how many such attacks there were. The question is what share of all "
                "deaths fell in them."
            ),
            float(many.sum()): (
                "This is how many died in them. Divide it by all deaths, and multiply by 100."
            ),
        },
        cautions={
            "100 or more": float(100 * each[each > _MANY].sum() / each.sum()),
            "of all deaths": float(100 * len(many) / len(each)),
        },
        looked_for="deaths in attacks that killed 100 or more, in per cent of all deaths",
    )


def _tail_exponent() -> Number:
    world, each = _world(), _each()
    tail, start = each[each >= _THRESHOLD], _THRESHOLD - 0.5
    logs = np.log(tail / start)
    beyond = each[each > _THRESHOLD]
    rows = world.loc[world["deaths"] >= _THRESHOLD, "deaths"]
    return Number(
        right=severity.exponent(_world(), _THRESHOLD),
        nearest=0.01,
        wrong={
            float(1 + len(rows) / np.log(rows / start).sum()): _NOT_RECORD,
            float(1 + len(each) / np.log(each / start).sum()): (
                "You took every attack. Keep the tail first: those that killed 12 or more."
            ),
            float(1 + logs.sum() / len(tail)): "You turned the division round.",
            float(1 + len(tail) / np.log(tail).sum()): (
                "You took the logarithm of the tolls alone. Divide each by the start of the tail."
            ),
            float(1 + 1 / np.log((tail / start).mean())): (
                "You took the mean first and the logarithm after. Take the logarithms, then add up."
            ),
            float(logs.mean()): (
                "This is the mean of the logarithms. Divide the other way round, and add 1."
            ),
            float(logs.sum()): "This is the sum of the logarithms, which the number is divided by.",
            float(len(tail)): "This is the number of attacks. Divide it by the sum, and add 1.",
            float(1 + len(tail) / np.log((tail / start).sum())): (
                "You added up first. Take the logarithm of each, then add up."
            ),
            float(1 + len(rows) / logs.sum()): _NOT_RECORD + " Count the attacks in each.",
            severity.exponent(severity.without_largest(world), _THRESHOLD): (
                "You left the largest event out. Here it counts."
            ),
            severity.exponent(world, 6): "This begins at 6 deaths. Begin at 12, and so at 11.5.",
            float(len(tail) / logs.sum()): "You are there but for the 1 that is added at the end.",
            float((1 + len(tail)) / logs.sum()): (
                "You added the 1 before you divided. Divide first, then add it."
            ),
            float(1 + len(tail) / np.log(tail / _THRESHOLD).sum()): (
                "You divided by 12. Deaths are whole numbers, so 12 begins at 11.5: divide by that."
            ),
            float(1 + len(beyond) / np.log(beyond / start).sum()): (
                "You left out the attacks that killed exactly 12. “From 12 up” is written >= 12."
            ),
            float(1 + len(each) / logs.sum()): (
                "You divided the number of all attacks by the sum for the tail. Count the tail's "
                "attacks alone."
            ),
            float(1 + len(tail) / np.log10(tail / start).sum()): (
                "This comes from logarithms to base ten. np.log takes the natural ones, which the "
                "rule means."
            ),
        },
        cautions={
            "divide by 11.5": float(1 + len(tail) / np.log(tail / _THRESHOLD).sum()),
            "mind the 1": float(len(tail) / logs.sum()),
        },
        looked_for="1 plus the number of attacks from 12 deaths up, divided by the sum of their "
        "logarithms",
    )


def _one_of_a_kind() -> OneOf:
    world = _world()
    others = severity.without_largest(world)
    size = int(world["deaths"].max())
    (expected,) = severity.fits(others, [_THRESHOLD], size=size, resamples=1)["expected"]
    chance = severity.chance_of_at_least_one(float(expected))
    assert 0.2 < chance < 0.3, "the options no longer have one right answer"
    return OneOf(
        right="b",
        options={
            "a": "Next to none: less than one in a thousand.",
            "b": "About one in four.",
            "c": "About three in four.",
            "d": "It is all but certain.",
        },
        wrong={
            "a": "That is what a thin tail would say. Set “Fit from” to 12 deaths and read the "
            "chance in the column with the largest left out.",
            "c": "That is the chance that there is no such event. Read the line that begins "
            "“Chance of at least one”.",
            "d": "The fit expects fewer than one such event in a record of this size. Read the "
            "column with the largest left out.",
        },
    )


def _bent_list() -> OneOf:
    return OneOf(
        right="d",
        options={
            "a": "Nothing can be said: the list is too short for any fit.",
            "b": "Attacks became deadlier in the years that the list covers.",
            "c": "Its deadliest attack weighs too much: without it the climb would be gone.",
            "d": "It holds what became famous, and few small attacks ever do.",
        },
        wrong={
            "a": "A short list gives wide intervals, not a climb. At low thresholds the list's "
            "intervals are narrow, and far from where they are at high ones.",
            "b": "A fit knows no dates: shuffle the years and the exponents are the same.",
            "c": "Try it: untick “Keep the largest event in” and move the threshold again.",
        },
    )


QUESTIONS: tuple[Question, ...] = (
    Question(
        id="came-next",
        lesson="04",
        claims=("C27",),
        asks="What does the sentence say about the attacks of 2001, read as it stands?",
        answer=_came_next,
        right="It puts them in order and no more. How far they lie from what came before is our "
        "question, and it bears on what a stage can tell of the next.",
        hints=(
            "Read the claim card again: which words compare, and which put in order?",
            "Strike out everything that the sentence doesn't say but that you know.",
        ),
        solution="The sentence gives an order in time, without size and cause.",
    ),
    Question(
        id="mean-without",
        lesson="04",
        claims=("C27",),
        asks="How many people, to two decimals, did an attack kill on average, without the largest "
        "event?",
        answer=_mean_without,
        right="A single event among thousands moves the mean by about 7 per cent. It does not move "
        "the median at all.",
        hints=(
            "each.max() is the largest toll, and only one event has it.",
            "Keep the rows of each that are smaller than its maximum, then take their mean.",
        ),
        solution="Keep every event below the largest, and take the mean of what is left.",
        code="rest = each[each < each.max()]\nmean_without = rest.mean()",
    ),
    Question(
        id="hundred-share",
        lesson="04",
        claims=("C27",),
        asks="What share of all deaths, in per cent to one decimal, fell in attacks that killed "
        "100 people or more?",
        answer=_hundred_share,
        right="Just over a fifth of all deaths in 29 attacks of 9,101. That is what a heavy tail "
        "means: the few weigh as much as the many.",
        hints=(
            "Two sums: deaths in those attacks, and deaths in all of them.",
            "each[each >= 100].sum() is the first; divide by the second and multiply by 100.",
        ),
        solution="Add up the deaths of the attacks from 100 up, and divide by all deaths.",
        code="many = each[each >= 100]\nhundred_share = 100 * many.sum() / each.sum()",
    ),
    Question(
        id="one-of-a-kind",
        lesson="04",
        claims=("C27",),
        asks="World record, fitted from 12 deaths up, without the largest event: what chance "
        "does the fit give to at least one event that large?",
        answer=_one_of_a_kind,
        right="The other events alone make one of that size unlikely, and far from impossible. So "
        "size by itself does not make it one of a kind.",
        hints=(
            "The table below the figure has a column for the record without its largest event.",
            "Look for the line that speaks of a chance, with the world and 12 deaths chosen.",
        ),
        solution="About 24 per cent, with an interval from 14 to 40.",
    ),
    Question(
        id="bent-list",
        lesson="04",
        claims=("C27",),
        asks="Why does the exponent of the landmark list climb with the threshold?",
        answer=_bent_list,
        right="What is chosen by fame is thinned out at the lower end, so its tail looks heavier "
        "than it is. From 12 deaths up the complete records have exponents above 2.2, and the list "
        "1.5.",
        hints=(
            "Compare the curve of the list with the world's: where are the small attacks?",
            "Ask of an attack that killed six people how likely it is to be on such a list.",
        ),
        solution="Choosing by fame removes small attacks more than large ones.",
    ),
    Question(
        id="tail-exponent",
        lesson="04",
        claims=("C27",),
        asks="What is the exponent of the world's record from 12 deaths up, to two decimals?",
        answer=_tail_exponent,
        right="The figure's table says the same, and now you know how. With a threshold of 6 or of "
        "100 it would be another number.",
        hints=(
            "First keep the tail: each[each >= 12]. Then np.log(tail / 11.5) for all of it.",
            "len(tail) is the number of attacks; divide it by the sum of the logarithms, and "
            "mind the 1 at the start of the rule.",
        ),
        solution="Keep the tail, take the logarithms, and put both into the rule.",
        code="tail = each[each >= 12]\nlogs = np.log(tail / 11.5)\n"
        "tail_exponent = 1 + len(tail) / logs.sum()",
    ),
)
