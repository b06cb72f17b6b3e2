"""The numbers and names that lesson 11 looks for, from the tables, with the usual mistakes.

`questions.py` says which question each function answers, and holds what is chosen.
"""

from __future__ import annotations

from typing import Any

import pandas as pd

from aftermosul.evidence.tables import load
from aftermosul.questions.question import Names, Number
from aftermosul.topics.t11_affiliates import model, pledges

_JAS, _IS, _ALL = "Boko Haram (JAS)", "Islamic State (IS)", "ALL non-state actors"
_BEFORE, _AFTER = (2012, 2013, 2014), (2016, 2017, 2018)
_HELD = 25  # deaths in a year from which UCDP's list by actors has a row


def _nigeria(actors: list[str], years: tuple[int, ...], kind: str = "one-sided") -> float:
    """Deaths in Nigeria by some actors, over some years."""
    table = load("violence_by_country_year")
    own = table[(table["iso3"] == "NGA") & table["perpetrator"].isin(actors)]
    if kind:
        own = own[own["type"] == kind]
    return float(own.loc[own["year"].isin(years), "deaths_best"].sum())


def nigeria_fall() -> Number:
    both = [_JAS, _IS]
    before, after = _nigeria(both, _BEFORE), _nigeria(both, _AFTER)

    def fall(start: float, end: float) -> float:
        return 100 * (1 - end / start)

    alone = _nigeria([_JAS], _AFTER)
    totals = _nigeria([_ALL], _BEFORE), _nigeria([_ALL], _AFTER)
    fights = _nigeria(both, _BEFORE, ""), _nigeria(both, _AFTER, "")
    with_2015 = _nigeria(both, (2015, *_AFTER)) / 4
    from_2015 = _nigeria(both, (2015, 2016, 2017))
    return Number(
        right=fall(before, after),
        nearest=1,
        wrong={
            -fall(before, after): "The size is right. A fall is asked for, so give it as positive.",
            100 * after / before: (
                "This is the share that was left. The question asks by how much killings fell."
            ),
            fall(before, after) / 100: "This is a share of one. Multiply it by a hundred.",
            100 * (before - after) / after: (
                "You divided by the years after. A fall is measured from where it began."
            ),
            before - after: (
                "This is how many fewer were killed in three years. Divide it by the years before."
            ),
            (before - after) / 3: (
                "This is how many fewer were killed a year. Give it in per cent of the mean before."
            ),
            fall(before, alone): (
                "You counted Boko Haram's name alone. From 2015 on a part of it is counted as "
                "Islamic State: the violence is that of both."
            ),
            fall(before, _nigeria([_IS], _AFTER)): (
                "After 2015 you counted the branch alone. The rest of Boko Haram went on killing."
            ),
            fall(*totals): (
                "You took the rows called ALL, which hold other groups too: take the two names."
            ),
            fall(*fights): (
                "You took in deaths in fights with armies and groups. Keep the rows of type "
                "one-sided."
            ),
            fall(before / 3, with_2015): (
                "You counted 2015 among the years after. It is the pledge's year: leave it out."
            ),
            fall(before, from_2015): (
                "Your three years after begin with 2015. The year of the pledge belongs to neither "
                "side."
            ),
            fall(_nigeria(both, (2014,)), _nigeria(both, (2016,))): (
                "You set one year against one. Take three years on each side."
            ),
            before / 3: "This is the mean before. Set the mean after against it.",
            after / 3: "This is the mean after. Set it against the mean before.",
        },
        cautions={
            "both names": fall(before, alone),
            "ALL rows": fall(*totals),
            "killings of civilians": fall(*fights),
            "2015 left out": fall(before / 3, with_2015),
        },
        looked_for="the fall of the yearly mean from 2012 to 2014 to that of 2016 to 2018, in per "
        "cent of the first",
    )


def highest_mean() -> Number:
    table = load("one_sided_violence")
    own = table[(table["actor"] == "al-Shabaab") & table["year"].between(2009, 2011)]
    known = [float(value) for value in own["deaths_best"]]
    most = float(pledges.MOST_UNRECORDED)
    lows = float(own["deaths_high"].sum())
    return Number(
        right=(sum(known) + most) / 3,
        nearest=0.1,
        wrong={
            sum(known) / 2: (
                "This is the mean of the two years that have a row, which leaves the third out. "
                "Put the most that it can be in its place."
            ),
            sum(known) / 3: (
                "You took the missing year as zero, which makes the lowest mean. What is the most "
                "that a year without a row can hold?"
            ),
            (sum(known) + _HELD) / 3: (
                "With 25 deaths the year would have a row. What is the most without one?"
            ),
            (sum(known) + max(known)) / 3: (
                "You filled the gap with the largest year. The list says what a missing year can "
                "be at most."
            ),
            (sum(known) + min(known)) / 3: (
                "You filled the gap with a year beside it. The list says what a missing year can "
                "be at most."
            ),
            sum(known) + most: "This is the sum of the three years. Divide it by three.",
            sum(known): "This is the sum of the two years that have a row.",
            most: "This is the most that the missing year can be. Take the mean of all three.",
            (sum(known) + most)
            / 2: "You divided by two. There are three years, one of them unseen.",
            (lows + most) / 3: (
                "You took UCDP's high estimates. The question asks for best estimates: deaths_best."
            ),
        },
        cautions={
            "a missing year is not zero": sum(known) / 3,
            "from 25 deaths on": (sum(known) + _HELD) / 3,
            "three years": sum(known) / 2,
        },
        looked_for="the mean of three years, with the most that a year without a row can hold",
    )


def _strength(row_id: str) -> tuple[float, float]:
    row: Any = load("affiliate_strength").set_index("id").loc[row_id]
    return float(row["strength_low"]), float(row["strength_high"])


def most_gained() -> Number:
    before, after = _strength("str-013"), _strength("str-014")
    least, most = model.change(before, after)
    middle = sum(after) / 2 - sum(before) / 2
    us: Any = load("affiliate_strength").set_index("id").loc["str-015"]
    american = float(us["strength_high"])
    return Number(
        right=most,
        wrong={
            after[1] - before[1]: (
                "You set high against high, as if both estimates erred alike. For the most growth, "
                "start from the smallest before."
            ),
            after[0] - before[0]: (
                "You set low against low, as if both estimates erred alike. For the most growth, "
                "end with the largest after."
            ),
            least: (
                "This is the largest loss that the ranges leave room for. The largest growth pairs "
                "the other ends."
            ),
            -least: (
                "This is the size of the largest loss. The question asks for the largest growth."
            ),
            middle: (
                "You set one middle against the other. Nobody said the middles: the UN gave ranges."
            ),
            before[1] - before[0]: "This is how wide the first range is.",
            after[1] - after[0]: "This is how wide the second range is.",
            american - before[0]: (
                "You took the figure of 2019 from the US. Stay with one maker, the UN."
            ),
            most / before[0]: "This is a share. The question asks for a number of fighters.",
            100 * most / before[0]: "This is in per cent. The question asks for fighters.",
        },
        cautions={
            "one maker": american - before[0],
            "ends, not middles": middle,
            "growth": least,
        },
        looked_for="the largest figure of 2019 minus the smallest of 2018, both by the UN",
    )


def _named(scores: pd.Series) -> tuple[str, ...]:
    names = load("affiliates").set_index("id")["name"]
    return tuple(str(names[spot]) for spot in scores.index)


def more_for() -> Names:
    found = load("veterans_to_branches")
    weights = found["stands"].map({"for": 1, "against": -1, "neither": 0})
    scores = weights.groupby(found["affiliate_id"], sort=False).sum()
    lenient = found["stands"].map({"for": 1, "against": 0, "neither": 0})
    any_for = lenient.groupby(found["affiliate_id"], sort=False).sum()
    foreign = found["stands"].map({"for": 1, "against": -1, "neither": 1})
    with_foreign = foreign.groupby(found["affiliate_id"], sort=False).sum()
    branches = load("affiliates")
    return Names(
        right=_named(scores[scores > 0]),
        wrong={
            _named(any_for[any_for > 0]): (
                "One branch among these has as many findings against as for: its weights add up to "
                "zero, and more for than against is above zero."
            ),
            _named(with_foreign[with_foreign > 0]): (
                "You counted the findings that are neither as for. A foreigner need not be a "
                "veteran: their weight is 0."
            ),
            _named(scores[scores < 0]): "These have more against. Turn the sign round.",
            _named(scores): "These are all that have a finding. Keep the sums above zero.",
            tuple(scores[scores > 0].index): (
                "The branches are right. Give what stands in the column `name`, not the ids."
            ),
            tuple(branches["name"]): (
                "These are all rows of the table. Most have no finding, so nothing speaks for them."
            ),
        },
        cautions={
            "neither weighs nothing": _named(with_foreign[with_foreign > 0]),
            "more for than against": _named(any_for[any_for > 0]),
        },
        looked_for="the names of the branches whose weights add up to more than zero",
    )
