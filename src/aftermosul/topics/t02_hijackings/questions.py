"""The self-checks of lesson 02, Hijackings. Every answer is computed from the tables."""

from __future__ import annotations

from aftermosul.evidence.tables import load
from aftermosul.questions.question import Number, OneOf, Question
from aftermosul.topics.t02_hijackings.model import Rates, rates

_WAVE = (1968, 1972)
_EIGHTIES = (1980, 1989)
_BRACKETS = (
    "Python divides from left to right. Put each of the two divisions in round brackets, then "
    "divide one by the other."
)
_PER_CENT = "This is in per cent. How many times as many is not multiplied by 100."
_LESS_ONE = (
    "This is how many times more. How many times as many counts the first time too: don't "
    "subtract 1."
)


def _rates(span: tuple[int, int]) -> Rates:
    return rates(load("hijackings_by_year"), *span)


def _mean_of_rates(span: tuple[int, int]) -> float:
    """The mean of each year's deaths per incident, which a reader may take for the rate."""
    table = load("hijackings_by_year")
    rows = table[table["year"].between(*span)]
    return float((rows["fatalities"] / rows["incidents"]).mean())


def _peak_year() -> Number:
    table = load("hijackings_by_year")
    peak = table.nlargest(1, "incidents").iloc[0]
    deadliest = table.nlargest(1, "fatalities").iloc[0]
    row = int(table["incidents"].to_numpy().argmax())
    eighties = table[table["year"].between(*_EIGHTIES)]
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


def _wave_pace() -> Number:
    wave, eighties = _rates(_WAVE), _rates(_EIGHTIES)
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
            wave.incidents / (_WAVE[1] - _WAVE[0]) / eighties.per_year: (
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


def _deadlier() -> Number:
    wave, eighties = _rates(_WAVE), _rates(_EIGHTIES)
    assert wave.deaths_per_incident is not None
    assert eighties.deaths_per_incident is not None
    assert wave.per_year is not None
    assert eighties.per_year is not None
    return Number(
        right=eighties.deaths_per_incident / wave.deaths_per_incident,
        nearest=0.1,
        wrong={
            _mean_of_rates(_EIGHTIES) / _mean_of_rates(_WAVE): (
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


def _what_the_sentence_says() -> OneOf:
    return OneOf(
        right="b",
        options={
            "a": "Hijackings were more frequent in the 1980s than in any other decade.",
            "b": "Hijackings, which it places in the 1980s, came before the Al Qaeda bombings.",
            "c": "Hijackings caused the bombings that followed.",
            "d": "Hijackings ended with the 1980s.",
        },
        wrong={
            "a": "The sentence never says that they were most frequent then. That is a stronger "
            "reading, worth testing, but it is ours and not the essay's.",
            "c": "“Were followed by” gives an order in time. Whether one led to the next is a "
            "further claim, which the word “evolution” suggests but does not state.",
            "d": "Nothing is said about an end, and the table shows that they did not end.",
        },
    )


def _which_baseline() -> OneOf:
    spans = {"a": _WAVE, "b": (1960, 1969), "c": (1970, 1979), "d": (2002, 2016)}
    eighties = _rates(_EIGHTIES).deaths_per_incident
    assert eighties is not None
    lower = [
        letter
        for letter, span in spans.items()
        if (rate := _rates(span).deaths_per_incident) is not None and rate > eighties
    ]
    assert lower == ["c"], "the options no longer have one right answer"
    return OneOf(
        right="c",
        options={letter: f"{first} to {last}" for letter, (first, last) in spans.items()},
        wrong={
            letter: (
                f"In {first} to {last} there were {_rates((first, last)).deaths_per_incident:.2f} "
                f"deaths per incident, fewer than the {eighties:.2f} of the 1980s. Set “Held "
                "against” to the other spans."
            )
            for letter, (first, last) in spans.items()
            if letter not in lower
        },
    )


def _screening() -> OneOf:
    return OneOf(
        right="c",
        options={
            "a": (
                "Screening ended the wave: the count fell by more than half in the "
                "first year, as it would if screening worked."
            ),
            "b": "Screening did nothing: hijackings went on for decades.",
            "c": (
                "The fall came with screening and, six weeks later, a pact with Cuba: "
                "these counts can't divide the credit."
            ),
            "d": "The fall was chance: counts go up and down.",
        },
        wrong={
            "a": "Something else began within weeks: look at the measure marked next after "
            "screening. Two things at once can't be told apart by a yearly count.",
            "b": "They went on, at a much lower count. That something did not stop is no proof "
            "that nothing slowed it.",
            "d": (
                "The count had been at 29 or above for five years, and mostly far "
                "above. Such a fall asks for more than chance; and something was done "
                "at that very time."
            ),
        },
    )


QUESTIONS = (
    Question(
        id="sentence-16",
        lesson="02",
        claims=("C25",),
        asks="What does sentence 16 say about hijackings, read as it stands?",
        answer=_what_the_sentence_says,
        right="It puts stages in order and gives the first a decade. Whether that decade was the "
        "peak is a stronger reading: we test it too, but say so.",
        hints=(
            "Read the claim card again and look for the verb.",
            "“Were followed by” says what came after what, and no more.",
        ),
        solution="The sentence orders stages in time; it compares no decades.",
    ),
    Question(
        id="peak-year",
        lesson="02",
        claims=("C25",),
        asks="In which year were there most incidents?",
        answer=_peak_year,
        right="Note what happened four years later, and look at security_measures for early 1973 "
        "before you read on.",
        hints=(
            'yearly["incidents"].idxmax() gives the label of the row with the most incidents.',
            'yearly.loc[that label, "year"] looks up the year in that row.',
        ),
        solution="Find the row with the most incidents, then look up its year.",
        code='row = yearly["incidents"].idxmax()\npeak_year = yearly.loc[row, "year"]',
    ),
    Question(
        id="wave-pace",
        lesson="02",
        claims=("C25",),
        asks="How many times as many incidents a year, to one decimal, were there in 1968 to 1972 "
        "as in the 1980s?",
        answer=_wave_pace,
        right="By count, the wave ran at more than twice the pace of the essay's decade, and it "
        "did so for five years only.",
        hints=(
            "Two periods of different length: bring each to incidents a year first.",
            "wave has five years and eighties has ten. Divide sums by years, then divide the two.",
        ),
        solution="Add up the incidents of each period, divide by its years, and compare.",
        code='wave_rate = wave["incidents"].sum() / 5\n'
        'eighties_rate = eighties["incidents"].sum() / 10\n'
        "wave_pace = wave_rate / eighties_rate",
    ),
    Question(
        id="deadlier",
        lesson="02",
        claims=("C25",),
        asks="How many times as many people, to one decimal, died per incident in the 1980s as in "
        "1968 to 1972?",
        answer=_deadlier,
        right="So there is a sense in which the 1980s stand out. Hold on to it until you have "
        "tried other baselines.",
        hints=(
            "Deaths per incident: all deaths of a period over all its incidents.",
            "Four sums in all: fatalities and incidents, of wave and of eighties.",
        ),
        solution="Divide deaths by incidents in each period, then the 1980s by the wave.",
        code='rate_80s = eighties["fatalities"].sum() / eighties["incidents"].sum()\n'
        'rate_wave = wave["fatalities"].sum() / wave["incidents"].sum()\n'
        "deadlier = rate_80s / rate_wave",
    ),
    Question(
        id="baseline",
        lesson="02",
        claims=("C25",),
        asks="Against which of these spans were the 1980s less deadly per incident?",
        answer=_which_baseline,
        right="One and the same decade is deadlier than one neighbour and milder than another. "
        "A comparison says nothing until its baseline is named.",
        hints=(
            "Switch the figure to deaths per incident and read the last line of its table.",
            "Move “Held against” to each span: untick “Keep its length” to change how long it is.",
        ),
        solution="The 1970s, whose incidents cost more lives each.",
    ),
    Question(
        id="screening",
        lesson="02",
        claims=("C25",),
        asks="From January 1973 every airline passenger in the United States was searched. "
        "What may one say about the fall in the count that year?",
        answer=_screening,
        right="What came before what can be read from a table. What caused what takes a "
        "comparison that this table does not hold.",
        hints=(
            "Mark all security measures in the figure. Look at those numbered 6 and 7, and at "
            "their dates.",
            "Two measures within six weeks, and one yearly count.",
        ),
        solution="The order in time is certain, the shares of the two are not.",
    ),
)
