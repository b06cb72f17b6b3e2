"""What novices answer in lesson 11, typed as they would type it."""

from __future__ import annotations

from aftermosul import load
from tests.questions.novices.novice import Novice

violence = load("violence_by_country_year")
JAS, IS = "Boko Haram (JAS)", "Islamic State (IS)"
everything = violence[violence["iso3"] == "NGA"]
civilians = everything[everything["type"] == "one-sided"]
nigeria = civilians[civilians["perpetrator"].isin([JAS, IS])]


def of(rows, first, last):
    return rows[rows["year"].between(first, last)]["deaths_best"].sum()


before, after = of(nigeria, 2012, 2014), of(nigeria, 2016, 2018)
both_kinds = everything[everything["perpetrator"].isin([JAS, IS])]
jas = nigeria[nigeria["perpetrator"] == JAS]
total = civilians[civilians["perpetrator"] == "ALL non-state actors"]

actors = load("one_sided_violence")
shabaab = actors[actors["actor"] == "al-Shabaab"]
early = shabaab[shabaab["year"].between(2009, 2011)]["deaths_best"]

branches = load("affiliates")
veterans = load("veterans_to_branches")
named = veterans.merge(branches[["id", "name"]], left_on="affiliate_id", right_on="id")
named["weight"] = named["stands"].map({"for": 1, "against": -1, "neither": 0})
scores = named.groupby("name", as_index=False)["weight"].sum()
lenient = named[named["stands"] == "for"]

NOVICES = (
    Novice("nigeria-fall", "what is left", lambda: 100 * after / before),
    Novice("nigeria-fall", "a fraction", lambda: (before - after) / before),
    Novice("nigeria-fall", "with its sign", lambda: 100 * (after - before) / before),
    Novice("nigeria-fall", "divided by the end", lambda: 100 * (before - after) / after),
    Novice("nigeria-fall", "not divided", lambda: before - after),
    Novice("nigeria-fall", "a year", lambda: (before - after) / 3),
    Novice(
        "nigeria-fall", "one name", lambda: 100 * (1 - of(jas, 2016, 2018) / of(jas, 2012, 2014))
    ),
    Novice(
        "nigeria-fall",
        "the totals",
        lambda: 100 * (1 - of(total, 2016, 2018) / of(total, 2012, 2014)),
    ),
    Novice(
        "nigeria-fall",
        "fights too",
        lambda: 100 * (1 - of(both_kinds, 2016, 2018) / of(both_kinds, 2012, 2014)),
    ),
    Novice("nigeria-fall", "from 2015 on", lambda: 100 * (1 - of(nigeria, 2015, 2017) / before)),
    Novice(
        "nigeria-fall",
        "four years after",
        lambda: 100 * (1 - (of(nigeria, 2015, 2018) / 4) / (before / 3)),
    ),
    Novice(
        "nigeria-fall",
        "year against year",
        lambda: 100 * (1 - of(nigeria, 2016, 2016) / of(nigeria, 2014, 2014)),
    ),
    Novice("nigeria-fall", "rounded too far", lambda: 70),
    Novice("highest-mean", "the known two", lambda: early.mean()),
    Novice("highest-mean", "zero", lambda: early.sum() / 3),
    Novice("highest-mean", "25", lambda: (early.sum() + 25) / 3),
    Novice("highest-mean", "the sum", lambda: early.sum() + 24),
    Novice("highest-mean", "the sum of two", lambda: early.sum()),
    Novice("highest-mean", "divided by two", lambda: (early.sum() + 24) / 2),
    Novice("highest-mean", "the largest again", lambda: (early.sum() + early.max()) / 3),
    Novice("highest-mean", "no decimal", lambda: 52),
    Novice("highest-mean", "the rows", lambda: early),
    Novice("most-gained", "high with high", lambda: 4_000 - 4_500),
    Novice("most-gained", "low with low", lambda: 2_500 - 3_500),
    Novice("most-gained", "the largest loss", lambda: 2_500 - 4_500),
    Novice("most-gained", "its size", lambda: 4_500 - 2_500),
    Novice("most-gained", "the middles", lambda: (2_500 + 4_000) / 2 - (3_500 + 4_500) / 2),
    Novice("most-gained", "the width", lambda: 4_500 - 3_500),
    Novice("most-gained", "a share", lambda: 500 / 3_500),
    Novice("most-gained", "the US figure", lambda: 2_000 - 3_500),
    Novice("more-for", "any finding for", lambda: list(lenient["name"].unique())),
    Novice("more-for", "zero too", lambda: set(scores[scores["weight"] >= 0]["name"])),
    Novice("more-for", "below zero", lambda: scores[scores["weight"] < 0]["name"]),
    Novice("more-for", "all of them", lambda: scores["name"]),
    Novice("more-for", "ids", lambda: ["a-is-libya", "a-is-sinai"]),
    Novice("more-for", "a table", lambda: scores[scores["weight"] > 0]),
    Novice("sentence-14", "more attacks", lambda: "a"),
    Novice("without-pledge", "the difference", lambda: "b"),
)
