"""The self-checks of lesson 06, Territory: questions, choices, hints, solutions."""

from __future__ import annotations

from aftermosul.questions.question import OneOf, Question
from aftermosul.topics.t06_territory import answers


def _two_makers() -> OneOf:
    return OneOf(
        right="a",
        options={
            "a": ("They measured from different starts, by different ideas of holding land."),
            "b": ("IHS was wrong, since it found the smaller loss."),
            "c": ("RAND's figure is of a later year, when the fighting had taken more land away."),
            "d": ("IHS counted Iraq alone, and RAND both countries."),
        },
        wrong={
            "b": (
                "A smaller loss is no error. Ask first what each measured, and from when: open "
                "the table below the figure."
            ),
            "c": (
                "Both figures are of the same winter: point at each in the chart and read its date."
            ),
            "d": (
                "Both are drawn in “Share lost, by maker”, which holds figures for the two "
                "countries together and no others."
            ),
        },
    )


def _sentence_20() -> OneOf:
    return OneOf(
        right="c",
        options={
            "a": "All of it: what a system rests on can be counted as land can.",
            "b": "None of it: the whole sentence is a judgement of value.",
            "c": "The comparison in its second part, once its words are defined.",
            "d": "The judgement before the comma, but not the part about a presence.",
        },
        wrong={
            "a": "Acts can be counted. Whether a system deserves a moral word is judged, with "
            "reasons, and no count settles it.",
            "b": "The second part compares: land, people and years can be laid beside those of "
            "earlier groups.",
            "d": "It is the other way round: look for the part that a table of earlier groups "
            "could contradict.",
        },
    )


QUESTIONS: tuple[Question, ...] = (
    Question(
        id="sentence-20",
        lesson="06",
        claims=("C33", "C34"),
        asks="Which part of sentence 20 can a table of armed groups help to judge?",
        answer=_sentence_20,
        right="The sentence joins a judgement and a comparison. The comparison can be tested; the "
        "judgement can be argued for.",
        hints=(
            "For each part ask what a column of figures would have to show to prove it wrong.",
            "“Unprecedented” compares with what came before. Does the rest of it compare?",
        ),
        solution="A precedent can be looked up; a judgement of value cannot.",
    ),
    Question(
        id="ihs-share",
        lesson="06",
        claims=("C29",),
        asks="By IHS, what share of the land of January 2015 was lost by 3 October 2016, in "
        "per cent to the nearest whole number?",
        answer=answers.ihs_share,
        right="Over a quarter, by the maker that found the smallest losses. Keep its start in "
        "mind: January 2015, after the peak.",
        hints=(
            "The loss is the start minus the rest. What do you divide it by?",
            'The rest stands in the row "ter-024"; the start in "ter-007".',
        ),
        solution="Subtract the rest from the start, divide by the start, and take it times 100.",
        code='start = ihs[ihs["id"] == "ter-007"]["area_km2_low"].sum()\n'
        'rest = ihs[ihs["id"] == "ter-024"]["area_km2_low"].sum()\n'
        "ihs_share = 100 * (start - rest) / start",
    ),
    Question(
        id="mixed-share",
        lesson="06",
        claims=("C29",),
        asks="What is the highest share lost that anybody could print by mixing these figures, in "
        "per cent to the nearest whole number?",
        answer=answers.mixed_share,
        right="It is more than twice the share that IHS found with its own start and its own rest. "
        "Nothing on the ground differs; only the pairing does.",
        hints=(
            "Which start makes a loss look large? Which rest?",
            "Pair the ends as with the field of paces: for the most, long with short.",
        ),
        solution="Pair the largest start with the smallest rest.",
        code="highest = 100 * (1 - pentagon_rest / official_start)",
    ),
    Question(
        id="two-makers",
        lesson="06",
        claims=("C29",),
        asks="For early 2017, RAND and IHS give very different shares of land lost. "
        "What explains it best?",
        answer=_two_makers,
        right="Different starts, and different ideas of what it is to hold land. Neither has to be "
        "wrong, and neither may be joined to the other.",
        hints=(
            "Choose “Share lost, by maker”, open “Show as table”, read the column “Measured from”.",
            "Choose “Land held, by maker” and look at the first figure of each.",
        ),
        solution="The bases differ, and so does the land that each counts.",
    ),
    Question(
        id="larger-area",
        lesson="06",
        claims=("C34",),
        asks="Which earlier groups held, even by their low figure, more land than IHS left to "
        "Islamic State at the end of 2016?",
        answer=answers.larger_area,
        right="Each of them is above even the highest figure for Islamic State, 210,000 square "
        "kilometres. By area alone there were precedents. Look at how weak some of these figures "
        "are, and at how long each rule lasted.",
        hints=(
            "Compare the low column with a number inside square brackets, as you kept earlier "
            "years.",
            'earlier[a condition]["group"] gives the names where the condition holds.',
        ),
        solution="Keep the rows whose lowest area is above IHS's figure, and take their names.",
        code='larger = earlier[earlier["area_km2_low"] > 60_400]["group"]',
    ),
    Question(
        id="held-longer",
        lesson="06",
        claims=("C34",),
        asks="What is the mean length, in years and to one decimal, of the rows of `earlier` that "
        "had lasted longer than five years by the year of the essay?",
        answer=answers.held_longer,
        right="By length alone there were many precedents, most of them over far fewer people. The "
        "mean hides how uneven they are: print years, and look at the longest.",
        hints=(
            "Fill the empty ends with 2016, subtract the first year, and compare with 5.",
            "years[years > 5] keeps the lengths above five, and .mean() gives their mean.",
        ),
        solution="Fill in the essay's year, subtract, keep what is above five, and take the mean.",
        code='years = earlier["end_year"].fillna(2016) - earlier["start_year"]\n'
        "longer = years[years > 5].mean()",
    ),
)
