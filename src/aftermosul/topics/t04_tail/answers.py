"""The numbers and names that lesson 04 looks for, from the tables, with the usual mistakes.

`questions.py` says which question each function answers, and holds what is chosen.
"""

from __future__ import annotations

import numpy as np
import pandas as pd

from aftermosul.evidence.tables import load
from aftermosul.questions.question import Number
from aftermosul.topics.t04_tail import powerlaw, tolls

THRESHOLD = 12
_MANY = 100
_NOT_RECORD = (
    "You used record, where one row is a toll that many attacks may share. In each, one row is "
    "one attack."
)


def world_record() -> pd.DataFrame:
    return tolls.record(load("severity_counts"), "World terrorist attacks")


def _each() -> pd.Series:
    """One row an event: how many it killed."""
    world = world_record()
    return pd.Series(np.repeat(world["deaths"].to_numpy(), world["events"].to_numpy()))


def mean_without() -> Number:
    world, each = world_record(), _each()
    rest = each[each < each.max()]
    return Number(
        right=tolls.mean_deaths(tolls.without_largest(world)),
        nearest=0.01,
        wrong={
            float(world["deaths"].mean()): _NOT_RECORD,
            float(world.loc[world["deaths"] < world["deaths"].max(), "deaths"].mean()): _NOT_RECORD
            + " And leave out one event.",
            float(each.max()): "This is the largest toll itself. Leave it out, then take the mean.",
            float(each.sum()): "This is the number of all deaths. A mean divides by events.",
            tolls.mean_deaths(world): (
                "This is the mean of all events, the largest among them. Keep only those below "
                "each.max() before you take the mean."
            ),
            tolls.median_deaths(world): (
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
        cautions={"without the largest": tolls.mean_deaths(world)},
        looked_for="deaths per event, over all events but the largest",
    )


def hundred_share() -> Number:
    world, each = world_record(), _each()
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


def tail_exponent() -> Number:
    world, each = world_record(), _each()
    tail, start = each[each >= THRESHOLD], THRESHOLD - 0.5
    logs = np.log(tail / start)
    beyond = each[each > THRESHOLD]
    rows = world.loc[world["deaths"] >= THRESHOLD, "deaths"]
    return Number(
        right=powerlaw.exponent(world_record(), THRESHOLD),
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
            powerlaw.exponent(tolls.without_largest(world), THRESHOLD): (
                "You left the largest event out. Here it counts."
            ),
            powerlaw.exponent(world, 6): "This begins at 6 deaths. Begin at 12, and so at 11.5.",
            float(len(tail) / logs.sum()): "You are there but for the 1 that is added at the end.",
            float((1 + len(tail)) / logs.sum()): (
                "You added the 1 before you divided. Divide first, then add it."
            ),
            float(1 + len(tail) / np.log(tail / THRESHOLD).sum()): (
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
            "divide by 11.5": float(1 + len(tail) / np.log(tail / THRESHOLD).sum()),
            "mind the 1": float(len(tail) / logs.sum()),
        },
        looked_for="1 plus the number of attacks from 12 deaths up, divided by the sum of their "
        "logarithms",
    )
