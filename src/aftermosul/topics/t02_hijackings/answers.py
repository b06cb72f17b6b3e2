"""The numbers and names that lesson 02 looks for, from the tables, with the usual mistakes.

`questions.py` says which question each function answers, and holds what is chosen.
"""

from __future__ import annotations

from aftermosul.evidence.tables import load
from aftermosul.questions.question import Number
from aftermosul.topics.t02_hijackings.model import Rates, rates

WAVE = (1968, 1972)
EIGHTIES = (1980, 1989)
_BRACKETS = (
    "Python divides from left to right. Put each of the two divisions in round brackets, then "
    "divide one by the other."
)
_PER_CENT = "This is in per cent. How many times as many is not multiplied by 100."
_LESS_ONE = (
    "This is how many times more. How many times as many counts the first time too: don't "
    "subtract 1."
)


def rates_of(span: tuple[int, int]) -> Rates:
    return rates(load("hijackings_by_year"), *span)


def _mean_of_rates(span: tuple[int, int]) -> float:
    """The mean of each year's deaths per incident, which a reader may take for the rate."""
    table = load("hijackings_by_year")
    rows = table[table["year"].between(*span)]
    return float((rows["fatalities"] / rows["incidents"]).mean())


def peak_year() -> Number:
    table = load("hijackings_by_year")
    peak = table.nlargest(1, "incidents").iloc[0]
    deadliest = table.nlargest(1, "fatalities").iloc[0]
    row = int(table["incidents"].to_numpy().argmax())
    eighties = table[table["year"].between(*EIGHTIES)]
    return Number(
        right=int(peak["year"]),
        wrong={
            int(table["year"].max()): "This is the last year of the table, not that with the most.",
            int(table["year"].min()): (
                "This is the first year of the table, and among those with the fewest. .idxmax() "
                "finds the row with the most."
            ),
            int(table.nlargest(2, "incidents")["year"].iloc[1]): (
                "This year comes close, but another has more."
            ),
            int(eighties.nlargest(1, "incidents")["year"].iloc[0]): (
                "This is the year with the most in the 1980s. Look in the whole table, yearly."
            ),
            int(peak["year"]) // 10 * 10: "A year is asked for. This looks like a decade.",
            int(deadliest["fatalities"]): (
                "This is a number of deaths. The question asks for a year, and by incidents."
            ),
            row + 1: "This is the place of the row, counted from 1. Look up the year in that row.",
            int(peak["incidents"]): (
                f"{int(peak['incidents'])} is the number of incidents in the peak year. "
                "The question asks for the year itself."
            ),
            int(deadliest["year"]): (
                f"{int(deadliest['year'])} has the most deaths, because four flights on one day "
                "decide it. The question is about incidents."
            ),
            row: (
                "This is the number of the table's row, which .idxmax() gives. "
                "Use it with .loc to look up the year that stands in that row."
            ),
        },
        cautions={"incidents, not deaths": int(deadliest["year"])},
        looked_for="the calendar year with the most incidents",
    )


def wave_pace() -> Number:
    wave, eighties = rates_of(WAVE), rates_of(EIGHTIES)
    assert wave.per_year is not None
    assert eighties.per_year is not None
    return Number(
        right=wave.per_year / eighties.per_year,
        nearest=0.1,
        wrong={
            eighties.incidents / wave.incidents: (
                "Two slips: totals of spans of unequal length, and the division is turned round."
            ),
            (wave.incidents / 4) / (eighties.incidents / 9): (
                "You divided by 4 and by 9 years. Both ends count, so there is one more in each."
            ),
            wave.per_year / (eighties.incidents / 9): (
                "1980 to 1989 are ten years, not nine: both ends count."
            ),
            eighties.per_year: (
                "This is the pace of the 1980s alone. Divide the pace of the wave by it."
            ),
            wave.per_year - eighties.per_year: (
                "This is how many more a year. How many times as many asks for a division."
            ),
            wave.incidents / eighties.incidents: (
                "You compared totals: five years of the wave against ten of the 1980s. "
                "Divide each by its number of years first."
            ),
            eighties.per_year / wave.per_year: (
                "This is the 1980s divided by the wave: turn the division round."
            ),
            wave.per_year: (
                "This is the wave's own pace. Divide it by the pace of the 1980s to see how many "
                "times as fast it was."
            ),
            wave.incidents / (WAVE[1] - WAVE[0]) / eighties.per_year: (
                "1968 to 1972 are five years, not four: both ends count."
            ),
            wave.per_year / eighties.incidents / eighties.years: _BRACKETS,
            100 * wave.per_year / eighties.per_year: _PER_CENT,
            wave.per_year / eighties.per_year - 1: _LESS_ONE,
            wave.per_year / eighties.incidents: (
                "You divided a pace by a total. Divide each sum by its own number of years."
            ),
            (wave.incidents / eighties.years) / (eighties.incidents / wave.years): (
                "You swapped the numbers of years: the wave has five, the 1980s have ten."
            ),
            (wave.deaths / wave.years) / (eighties.deaths / eighties.years): (
                "This compares deaths a year. The question is about incidents."
            ),
        },
        cautions={"a year": wave.incidents / eighties.incidents},
        looked_for="incidents a year in 1968 to 1972, divided by incidents a year in 1980 to 1989",
    )


def deadlier() -> Number:
    wave, eighties = rates_of(WAVE), rates_of(EIGHTIES)
    assert wave.deaths_per_incident is not None
    assert eighties.deaths_per_incident is not None
    assert wave.per_year is not None
    assert eighties.per_year is not None
    return Number(
        right=eighties.deaths_per_incident / wave.deaths_per_incident,
        nearest=0.1,
        wrong={
            _mean_of_rates(EIGHTIES) / _mean_of_rates(WAVE): (
                "You took the mean of the yearly rates, in which a year with few incidents weighs "
                "as much as a year with many. Add up first, then divide."
            ),
            eighties.deaths_per_incident - wave.deaths_per_incident: (
                "This is how many more per incident. How many times as many asks for a division."
            ),
            eighties.deaths / wave.deaths: (
                "You compared total deaths. The question is how deadly one incident was: divide "
                "deaths by incidents in each period first."
            ),
            wave.deaths_per_incident / eighties.deaths_per_incident: (
                "This is the wave divided by the 1980s: turn the division round."
            ),
            (eighties.deaths / eighties.years) / (wave.deaths / wave.years): (
                "You compared deaths a year. The question is about deaths per incident."
            ),
            eighties.deaths_per_incident: (
                "This is the rate of the 1980s alone. Divide it by the rate of 1968 to 1972."
            ),
            wave.deaths_per_incident: (
                "This is the rate of 1968 to 1972 alone. Divide the rate of the 1980s by it."
            ),
            eighties.deaths_per_incident / wave.deaths / wave.incidents: _BRACKETS,
            100 * eighties.deaths_per_incident / wave.deaths_per_incident: _PER_CENT,
            eighties.deaths_per_incident / wave.deaths_per_incident - 1: _LESS_ONE,
            wave.per_year / eighties.per_year: (
                "This compares incidents a year, as in the question before. Here the deaths are "
                "divided by the incidents."
            ),
        },
        cautions={"per incident": eighties.deaths / wave.deaths},
        looked_for="deaths per incident in the 1980s, divided by the same for 1968 to 1972",
    )
