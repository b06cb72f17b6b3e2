"""The numbers and names that lesson 09 looks for, from the tables, with the usual mistakes.

`questions.py` says which question each function answers, and holds what is chosen.
"""

from __future__ import annotations

from typing import Any

import pandas as pd

from aftermosul.evidence.tables import load
from aftermosul.questions.question import Names, Number
from aftermosul.topics.t09_diaspora.model import per_million, plotters

_MOST = 3  # how many countries are asked for
_PER_CENT = "This is a share of one. Multiply it by a hundred for per cent."


def rates() -> pd.DataFrame:
    """What was seen of one maker's report, with residents: the table `rates` of the lesson."""
    fighters, residents = load("foreign_fighters"), load("population")
    one_maker = fighters["source_id"].str.contains("soufan-2017")
    seen = fighters[one_maker & (fighters["verified"] == "page")]
    return seen.merge(residents[["iso3", "population", "aged_15_34"]], on="iso3")


def _top(rows: pd.DataFrame, by: pd.Series[Any], column: str = "country") -> tuple[str, ...]:
    """The names of the three rows with the most of something."""
    return tuple(rows.loc[by.astype(float).nlargest(_MOST).index, column])


def young_rates() -> Names:
    rows = rates()
    young = per_million(rows["departed_low"], rows["aged_15_34"])
    everybody = per_million(rows["departed_low"], rows["population"])
    residents = load("population")[["iso3", "aged_15_34"]]
    others = load("foreign_fighters").merge(residents, on="iso3")
    of_all = per_million(others["departed_low"], others["aged_15_34"])
    return Names(
        right=_top(rows, young),
        wrong={
            _top(rows, everybody): (
                "You divided by residents of all ages. Divide by the column `aged_15_34`: a "
                "country with few young people moves up."
            ),
            _top(rows, rows["departed_low"]): (
                "These sent most people, counted without their residents. A rate divides by them."
            ),
            _top(rows, rows["aged_15_34"]): (
                "These have most residents of that age. Divide departures by them first."
            ),
            _top(rows, 1 / young): (
                "These are the three with the lowest rates. Divide departures by residents, and "
                "take the largest: `.sort_values()` begins with the smallest."
            ),
            _top(rows, young / everybody): (
                "These differ most between the two rates. Asked for are the highest rates."
            ),
            _top(rows, rows["returned"].fillna(0)): (
                "These had most people back. The question is about those who left."
            ),
            _top(rows, young, "iso3"): (
                "The rows are right. Give what stands in the column `country`, not the codes."
            ),
            _top(rows, young, "id"): (
                "The rows are right. Give what stands in the column `country`, not the ids."
            ),
            tuple(rows["country"]): "These are all rows of `rates`. Keep three.",
            tuple(rows.loc[young.nlargest(1).index, "country"]): (
                "This is the highest alone. Three are asked for."
            ),
            tuple(dict.fromkeys(_top(others, of_all))): (
                "You ranked rows of several makers against each other. Use `rates`, which has one."
            ),
        },
        cautions={
            "aged 15 to 34": _top(rows, everybody),
            "per million": _top(rows, rows["departed_low"]),
        },
        looked_for="the names of the three rows of `rates` with the most departures for each "
        "resident aged 15 to 34",
    )


def share_home() -> Number:
    rows = rates().astype({"departed_low": float, "returned": float})
    both = rows[rows["returned"].notna()]
    back, left = both["returned"].sum(), both["departed_low"].sum()
    right = 100 * back / left
    every = rows["departed_low"].sum()
    return Number(
        right=right,
        nearest=0.1,
        wrong={
            100 * back / every: (
                "You divided by everybody who left, also where nobody counted who came back. "
                "`.sum()` passes over an empty cell: leave out its row on both sides."
            ),
            100 * (both["returned"] / both["departed_low"]).mean(): (
                "This is the mean of the countries' shares, in which a small country weighs as "
                "much as a large one. Add up first, then divide."
            ),
            100 * (rows["returned"].fillna(0) / rows["departed_low"]).mean(): (
                "You filled the empty cells with zero, and took the mean of shares. Unknown is not "
                "zero: leave those rows out, add up, and divide."
            ),
            100 * (both["returned"] / both["departed_low"]).median(): (
                "This is the share in the middle. Add up first, then divide."
            ),
            100 * len(both) / len(rows): (
                "This is how many rows have a count of those who came back. Add up people."
            ),
            100 * left / back: "The division is turned round: divide those back by those who left.",
            100 - right: "This is the share that had not come back, as far as counted.",
            right / 100: _PER_CENT,
            back / every: (
                "Two slips: a share of one, and rows in which nobody counted who came back."
            ),
            back: "These are people. Divide them by those who left.",
            left
            - back: "These are people not counted as back. Divide those back by those who left.",
            100 * back / (left - back): (
                "You divided by those who had not come back. A share is of all who left."
            ),
            100 * back / len(both): "You divided by the number of rows. Add up those who left.",
        },
        cautions={
            "both are known": 100 * back / every,
            "of all who left": 100 * (both["returned"] / both["departed_low"]).mean(),
            "in per cent": right / 100,
        },
        looked_for="those who came back in per cent of those who left, over rows where both are "
        "known",
    )


def _least(row_id: str, column: str = "low") -> int:
    rows = load("whereabouts").set_index("id")
    return int(rows[column].to_dict()[row_id])


def killed_most() -> Number:
    whole = _least("world-2017-travelled")
    home, held = _least("world-2017-returned"), _least("world-2019-held")
    there = _least("world-2019-still-there", "high")
    killed, dead = _least("world-2015-killed"), _least("world-2015-killed", "high")
    before = _least("world-2016-returned")
    right = whole - home - held
    return Number(
        right=right,
        wrong={
            right - there: (
                "Up to so many were still there: none may have been. A most takes no room away; "
                "only a least does."
            ),
            right - killed: (
                "You took off the dead of 2015 too. They are among those whose most is asked."
            ),
            right - dead: (
                "You took off the highest figure for the dead of 2015. It is theirs that is asked."
            ),
            right - there - killed: (
                "You took off a most, and the dead themselves. Take off the least of the others."
            ),
            whole - before - held: (
                "You took the larger of two figures for those at home. The least that is published "
                "leaves the most room."
            ),
            whole - home: "Those who are held are alive as well. Take them off too.",
            whole - held: "Those who came home are alive as well. Take them off too.",
            whole: "This is everybody. Some are known to be alive: take them off.",
            home + held: "So many are known to be alive. The rest of the whole is asked for.",
            dead: (
                "This is what was published of the dead by January 2015. Asked is how many there "
                "can be at most, by what the others leave."
            ),
            killed: (
                "This is the least that was published. Asked is how many there can be at most."
            ),
            whole - home + held: "You added those who are held. They are alive: take them off.",
        },
        cautions={
            "up to 3,000": right - there,
            "the least": whole - before - held,
            "at most": killed,
        },
        looked_for="those who travelled, less the least that must be at home and held",
    )


def rate_of_whom() -> Number:
    studies = load("returnee_studies").set_index("id")["one_in"].to_dict()
    one_in = studies["hegghammer-2013-rate"]
    # The other rate is from memory: only a mistake may rest on it.
    low_rate = studies.get("hegghammer-nesser-2015-rate", 1)
    went, back = _least("eu-2017-travelled"), _least("eu-2017-returned")
    right = float(plotters(went, one_in))
    return Number(
        right=right,
        nearest=1,
        wrong={
            float(plotters(back, one_in)): (
                "You took the rate of those who came back. It is one of all who travelled: read "
                "the column `scope`."
            ),
            float(plotters(went - back, one_in)): (
                "You took the rate of those who stayed away. It is one of all who travelled."
            ),
            float(went * one_in): "One in nine is a division, not a product.",
            right / 100: "You divided once too often: one in nine is no per cent.",
            float(went * 9 / 100): "One in nine is not nine in a hundred: divide by nine.",
            float(back * 9 / 100): (
                "Two slips: one in nine is not nine in a hundred, and the rate is one of all who "
                "travelled."
            ),
            float(went - went / one_in): (
                "These are the other eight in nine, or one in nine of the whole world's. Take one "
                "in nine of those from the European Union."
            ),
            float(went / low_rate): (
                "This is by the other study's rate. The question is about Hegghammer's."
            ),
            float(back / low_rate): (
                "This is by the other study's rate, and of those who came back."
            ),
            float(went + back) / one_in: (
                "Those who came back are among those who travelled: you counted them twice."
            ),
            100 / one_in: "This is the rate in per cent. Take it of those who travelled.",
            back / went * 100: "This is the share that came back, in per cent. Use the rate.",
        },
        cautions={"one of whom": float(plotters(back, one_in))},
        looked_for="the ninth part of all who had travelled from the European Union",
    )
