"""The self-checks of lesson 02, Hijackings: questions, choices, hints, solutions."""

from __future__ import annotations

from aftermosul.questions.question import OneOf, Question
from aftermosul.topics.t02_hijackings import answers


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
    spans = {"a": answers.WAVE, "b": (1960, 1969), "c": (1970, 1979), "d": (2002, 2016)}
    eighties = answers.rates_of(answers.EIGHTIES).deaths_per_incident
    assert eighties is not None
    lower = [
        letter
        for letter, span in spans.items()
        if (rate := answers.rates_of(span).deaths_per_incident) is not None and rate > eighties
    ]
    assert lower == ["c"], "the options no longer have one right answer"
    return OneOf(
        right="c",
        options={letter: f"{first} to {last}" for letter, (first, last) in spans.items()},
        wrong={
            letter: (
                f"In {first} to {last} there were "
                f"{answers.rates_of((first, last)).deaths_per_incident:.2f} deaths per incident, "
                f"fewer than the {eighties:.2f} of the 1980s. Set “Held against” to the other "
                "spans."
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
        answer=answers.peak_year,
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
        answer=answers.wave_pace,
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
        answer=answers.deadlier,
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
