"""What novices answer in lesson 09, typed as they would type it."""

from __future__ import annotations

import pandas as pd

from aftermosul import load
from tests.questions.novices.novice import Novice

fighters, residents = load("foreign_fighters"), load("population")
one_maker = fighters["source_id"].str.contains("soufan-2017")
seen = fighters[one_maker & (fighters["verified"] == "page")]
ages = residents[["iso3", "population", "aged_15_34"]]
rates = seen.merge(ages, on="iso3").astype({"departed_low": float, "returned": float})
everyone = fighters.merge(ages, on="iso3")
left, back = rates["departed_low"], rates["returned"]
young = left / rates["aged_15_34"]
known = rates[back.notna()]
share = known["returned"] / known["departed_low"]


def by(order: pd.Series, column: str = "country") -> list[str]:
    return list(rates.loc[order.sort_values().index, column].tail(3))


NOVICES = (
    Novice("young-rates", "residents of all ages", lambda: by(left / rates["population"])),
    Novice("young-rates", "no denominator", lambda: by(left)),
    Novice("young-rates", "the head of the table", lambda: by(-young)),
    Novice("young-rates", "most young people", lambda: by(rates["aged_15_34"].astype(float))),
    Novice("young-rates", "returns", lambda: by(back.fillna(0))),
    Novice("young-rates", "codes for names", lambda: by(young, "iso3")),
    Novice("young-rates", "ids for names", lambda: by(young, "id")),
    Novice("young-rates", "all of them", lambda: list(rates["country"])),
    Novice("young-rates", "the highest alone", lambda: [rates.loc[young.idxmax(), "country"]]),
    Novice(
        "young-rates", "the largest five", lambda: list(rates.sort_values("id").head(5)["iso3"])
    ),
    Novice(
        "young-rates",
        "all makers",
        lambda: (
            everyone.assign(rate=everyone["departed_low"].astype(float) / everyone["aged_15_34"])
            .sort_values("rate")
            .tail(3)["country"]
            .drop_duplicates()
            .tolist()
        ),
    ),
    Novice("share-home", "everybody below", lambda: 100 * back.sum() / left.sum()),
    Novice("share-home", "a mean of shares", lambda: 100 * share.mean()),
    Novice("share-home", "zero for unknown", lambda: 100 * (back.fillna(0) / left).mean()),
    Novice("share-home", "the median", lambda: 100 * share.median()),
    Novice(
        "share-home", "a fraction", lambda: known["returned"].sum() / known["departed_low"].sum()
    ),
    Novice("share-home", "a fraction of all", lambda: back.sum() / left.sum()),
    Novice("share-home", "people", lambda: back.sum()),
    Novice("share-home", "turned round", lambda: 100 * left[back.notna()].sum() / back.sum()),
    Novice("share-home", "not back", lambda: 100 * (1 - back.sum() / left[back.notna()].sum())),
    Novice("share-home", "rows", lambda: 100 * len(known) / len(rates)),
    Novice(
        "share-home",
        "those still away below",
        lambda: 100 * back.sum() / (left[back.notna()].sum() - back.sum()),
    ),
    Novice("share-home", "rounded too far", lambda: 24),
    Novice("share-home", "the whole column", lambda: 100 * share),
    Novice("killed-most", "an up-to taken off", lambda: 40_000 - 5_600 - 2_000 - 3_000),
    Novice("killed-most", "home alone", lambda: 40_000 - 5_600),
    Novice("killed-most", "held alone", lambda: 40_000 - 2_000),
    Novice("killed-most", "three in ten home", lambda: 40_000 - 12_000 - 2_000),
    Novice("killed-most", "the dead taken off", lambda: 40_000 - 5_600 - 2_000 - 1_037),
    Novice("killed-most", "everybody", lambda: 40_000),
    Novice("killed-most", "the others", lambda: 5_600 + 2_000),
    Novice("killed-most", "as published", lambda: 2_073),
    Novice("killed-most", "a sign", lambda: 40_000 - 5_600 + 2_000),
    Novice("killed-most", "ten per cent", lambda: 4_000),
    Novice("rate-of-whom", "of those back", lambda: 1_500 / 9),
    Novice("rate-of-whom", "of those away", lambda: 3_500 / 9),
    Novice("rate-of-whom", "of the world", lambda: 40_000 / 9),
    Novice("rate-of-whom", "times nine", lambda: 5_000 * 9),
    Novice("rate-of-whom", "nine per cent", lambda: 5_000 * 0.09),
    Novice("rate-of-whom", "nine per cent of those back", lambda: 1_500 * 0.09),
    Novice("rate-of-whom", "the other rate", lambda: 5_000 / 360),
    Novice("rate-of-whom", "the other rate, those back", lambda: 1_500 / 360),
    Novice("rate-of-whom", "both groups", lambda: 6_500 / 9),
    Novice("rate-of-whom", "the rate itself", lambda: 100 / 9),
    Novice("rate-of-whom", "rounded too far", lambda: 560),
    Novice("new-diaspora", "a rate for one war", lambda: "a"),
    Novice("new-diaspora", "the name", lambda: "c"),
    Novice("left-alone", "what came", lambda: "a"),
    Novice("still-arriving", "it had failed", lambda: "a"),
)
