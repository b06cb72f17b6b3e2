"""Wrong answers of novices to lesson 04, 9/11 and the long tail."""

from __future__ import annotations

import numpy as np

from aftermosul import load
from tests.questions.novices.novice import Novice

severity = load("severity_counts")
record = severity[severity["scope"].str.startswith("World")]
each = record["deaths"].repeat(record["events"])
every = severity["deaths"].repeat(severity["events"])
rest = each[each < each.max()]
many = each[each >= 100]
tail = each[each >= 12]
logs = np.log(tail / 11.5)
rows = record[record["deaths"] >= 12]


def fitted(values: object, start: float) -> float:
    """The lesson's rule, put to other values or from another start."""
    numbers = np.asarray(values)
    return float(1 + len(numbers) / np.log(numbers / start).sum())


NOVICES = (
    Novice("came-next", "read a size into it", lambda: "c"),
    Novice("one-of-a-kind", "the other end of the chance", lambda: "c"),
    Novice("bent-list", "blamed the largest", lambda: "c"),
    Novice("mean-without", "kept the largest", lambda: each.mean()),
    Novice("mean-without", "<= for <", lambda: each[each <= each.max()].sum() / len(rest)),
    Novice("mean-without", "median for mean", lambda: rest.median()),
    Novice("mean-without", "record for each", lambda: record["deaths"].mean()),
    Novice("mean-without", "record but its last row", lambda: record["deaths"].iloc[:-1].mean()),
    Novice("mean-without", "divided by rows", lambda: rest.sum() / (len(record) - 1)),
    Novice("mean-without", "mean of the counts", lambda: record["events"].mean()),
    Novice(
        "mean-without",
        "sum of tolls by sum of events",
        lambda: record["deaths"].sum() / record["events"].sum(),
    ),
    Novice("mean-without", "the sum", lambda: rest.sum()),
    Novice("mean-without", "the number of events", lambda: len(rest)),
    Novice("mean-without", "the largest", lambda: each.max()),
    Novice("mean-without", "the next largest", lambda: rest.max()),
    Novice("mean-without", "left out all from 100 up", lambda: each[each < 100].mean()),
    Novice("mean-without", "every record", lambda: every[every < every.max()].mean()),
    Novice("mean-without", "turned round", lambda: len(rest) / rest.sum()),
    Novice("mean-without", "to a whole number", lambda: round(rest.mean())),
    Novice("mean-without", "the four by hand", lambda: record["deaths"].tail(4).mean()),
    Novice("mean-without", "forgot .mean()", lambda: rest),
    Novice("mean-without", "forgot to call", lambda: rest.mean),
    Novice("hundred-share", "> for >=", lambda: 100 * each[each > 100].sum() / each.sum()),
    Novice("hundred-share", "a fraction", lambda: many.sum() / each.sum()),
    Novice("hundred-share", "share of events", lambda: 100 * len(many) / len(each)),
    Novice("hundred-share", "share of events, a fraction", lambda: (each >= 100).mean()),
    Novice("hundred-share", "counted above, summed below", lambda: 100 * len(many) / each.sum()),
    Novice("hundred-share", "divided by events", lambda: 100 * many.sum() / len(each)),
    Novice("hundred-share", "< for >=", lambda: 100 * each[each < 100].sum() / each.sum()),
    Novice(
        "hundred-share",
        "divided by the others",
        lambda: 100 * many.sum() / each[each < 100].sum(),
    ),
    Novice("hundred-share", "turned round", lambda: 100 * each.sum() / many.sum()),
    Novice("hundred-share", "how many", lambda: len(many)),
    Novice("hundred-share", "how many died", lambda: many.sum()),
    Novice("hundred-share", "their mean", lambda: many.mean()),
    Novice("hundred-share", "no filter", lambda: 100 * each.sum() / each.sum()),
    Novice(
        "hundred-share",
        "record for each",
        lambda: 100 * record.loc[record["deaths"] >= 100, "deaths"].sum() / record["deaths"].sum(),
    ),
    Novice("hundred-share", "the largest alone", lambda: 100 * each.max() / each.sum()),
    Novice(
        "hundred-share",
        "kept the largest out",
        lambda: 100 * rest[rest >= 100].sum() / rest.sum(),
    ),
    Novice(
        "hundred-share",
        "every record",
        lambda: 100 * every[every >= 100].sum() / every.sum(),
    ),
    Novice("hundred-share", "10 for 100", lambda: 100 * each[each >= 10].sum() / each.sum()),
    Novice("hundred-share", "to the nearest ten", lambda: round(100 * many.sum() / each.sum(), -1)),
    Novice("hundred-share", "wrote the sign", lambda: f"{100 * many.sum() / each.sum():.1f}%"),
    Novice("hundred-share", "forgot .sum()", lambda: 100 * many / each.sum()),
    Novice("tail-exponent", "forgot the 1", lambda: len(tail) / logs.sum()),
    Novice("tail-exponent", "no round brackets", lambda: (1 + len(tail)) / logs.sum()),
    Novice("tail-exponent", "took 1 away", lambda: len(tail) / logs.sum() - 1),
    Novice("tail-exponent", "divided by 12", lambda: fitted(tail, 12)),
    Novice("tail-exponent", "divided by 12.5", lambda: fitted(tail, 12.5)),
    Novice("tail-exponent", "> for >=", lambda: fitted(each[each > 12], 11.5)),
    Novice("tail-exponent", "every attack", lambda: fitted(each, 11.5)),
    Novice("tail-exponent", "counted every attack", lambda: 1 + len(each) / logs.sum()),
    Novice("tail-exponent", "no division", lambda: 1 + len(tail) / np.log(tail).sum()),
    Novice("tail-exponent", "base ten", lambda: 1 + len(tail) / np.log10(tail / 11.5).sum()),
    Novice("tail-exponent", "log of the sum", lambda: 1 + len(tail) / np.log((tail / 11.5).sum())),
    Novice("tail-exponent", "log of the mean", lambda: 1 + 1 / np.log((tail / 11.5).mean())),
    Novice("tail-exponent", "the mean of the logs", lambda: logs.mean()),
    Novice("tail-exponent", "turned round", lambda: 1 + logs.sum() / len(tail)),
    Novice("tail-exponent", "record for each", lambda: fitted(rows["deaths"], 11.5)),
    Novice("tail-exponent", "rows counted", lambda: 1 + len(rows) / logs.sum()),
    Novice("tail-exponent", "the sum of tolls", lambda: 1 + tail.sum() / logs.sum()),
    Novice("tail-exponent", "the sum alone", lambda: logs.sum()),
    Novice("tail-exponent", "the number of attacks", lambda: len(tail)),
    Novice("tail-exponent", "the largest left out", lambda: fitted(rest[rest >= 12], 11.5)),
    Novice("tail-exponent", "from 6 up", lambda: fitted(each[each >= 6], 5.5)),
    Novice("tail-exponent", "from 100 up", lambda: fitted(each[each >= 100], 99.5)),
    Novice("tail-exponent", "every record", lambda: fitted(every[every >= 12], 11.5)),
    Novice("tail-exponent", "subtracted 11.5", lambda: 1 + len(tail) / np.log(tail - 11.5).sum()),
    Novice("tail-exponent", "to one decimal", lambda: round(fitted(tail, 11.5), 1)),
    Novice("tail-exponent", "forgot .sum()", lambda: 1 + len(tail) / logs),
)
