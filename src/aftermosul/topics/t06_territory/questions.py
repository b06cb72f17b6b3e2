"""The self-checks of lesson 06, Territory. Every answer is computed from the tables."""

from __future__ import annotations

from typing import Any

import pandas as pd

from aftermosul.evidence.tables import load
from aftermosul.questions.question import Names, Number, OneOf, Question
from aftermosul.topics.t06_territory.model import share_lost

_ESSAY = 2016
_SPAN = 5  # years, 2014 to 2019


def _area(row_id: str) -> float:
    row: Any = load("territory").set_index("id").loc[row_id]
    return float(row["area_km2_low"])


def _exact(value: float) -> tuple[float, float]:
    return value, value


def _ihs_share() -> Number:
    start, rest = _area("ter-007"), _area("ter-024")
    right, _ = share_lost(_exact(start), _exact(rest))
    return Number(
        right=right,
        nearest=1,
        wrong={
            100 - right: (
                "This is the share that was left. The question asks for the share that was lost."
            ),
            100 * (start - rest) / rest: (
                "You divided by what was left. A share lost is measured from the start: divide by "
                "the area of January 2015."
            ),
            start - rest: (
                "This is the loss in square kilometres. Divide it by the area at the start."
            ),
            right / 100: "This is a share of one. Multiply it by a hundred for per cent.",
        },
        looked_for="the area lost between the two dates, in per cent of the area at the start",
    )


def _mixed_share() -> Number:
    starts = _area("ter-007"), _area("ter-003")
    rests = _area("ter-033"), _area("ter-029")
    least, most = share_lost(starts, rests)
    assert most is not None
    return Number(
        right=most,
        nearest=1,
        wrong={
            least: (
                "This is the lowest: the smallest start with the largest rest. The highest needs "
                "the opposite pair."
            ),
            share_lost(_exact(starts[0]), _exact(rests[0]))[0]: (
                "You paired the small start with the small rest. Which start makes the loss look "
                "largest?"
            ),
            share_lost(_exact(starts[1]), _exact(rests[1]))[0]: (
                "You paired the large start with the large rest. Which rest makes the loss look "
                "largest?"
            ),
            most / 100: "This is a share of one. Multiply it by a hundred for per cent.",
        },
        looked_for="the largest share lost, in per cent, over all pairs of a start and a rest",
    )


def _earlier() -> pd.DataFrame:
    rulers = load("territorial_rulers")
    return rulers[rulers["start_year"] < 2014]


def _peak() -> tuple[int, int]:
    """The lowest and the highest figure for the area of Islamic State at its height."""
    row: Any = load("territorial_rulers").set_index("id").loc["rul-01"]
    return int(row["area_km2_low"]), int(row["area_km2_high"])


def _larger_area() -> Names:
    earlier = _earlier()
    low, high = _peak()
    above = earlier[earlier["area_km2_low"] > high]
    smaller = earlier[earlier["area_km2_low"] < low]
    everyone = load("territorial_rulers")
    houthis = everyone[(everyone["area_km2_low"] > low) & (everyone["id"] != "rul-01")]
    return Names(
        right=tuple(above["group"]),
        wrong={
            tuple(houthis["group"]): (
                "You asked for more than the lowest figure for Islamic State and left out "
                "the year: use `earlier`, and the highest figure."
            ),
            tuple(
                smaller["group"]
            ): "The comparison is turned round: look for larger, not smaller.",
            tuple(earlier.loc[earlier["area_km2_low"].notna(), "group"]): (
                "These are all groups whose area is known. Keep those above the bar."
            ),
        },
        looked_for="the names in `group` of the rows of `earlier` whose `area_km2_low` is above "
        f"{high:,}",
    )


def _held_longer() -> Number:
    earlier = _earlier()
    years = earlier["end_year"].fillna(_ESSAY) - earlier["start_year"]
    known = earlier["end_year"] - earlier["start_year"]
    rulers = load("territorial_rulers")
    everyone = rulers["end_year"].fillna(_ESSAY) - rulers["start_year"]
    return Number(
        right=int((years > _SPAN).sum()),
        wrong={
            int((known > _SPAN).sum()): (
                "You left out the rows without an end. They lasted: fill the empty cells with the "
                "year of the essay before you subtract."
            ),
            int((years >= _SPAN).sum()): (
                "You counted those of exactly five years too. The question asks for longer: use >."
            ),
            int((everyone > _SPAN).sum()): (
                "You counted all rows of the table. Use `earlier`, since a precedent comes before."
            ),
            len(earlier): "This is the number of rows in `earlier`. Compare their years with five.",
        },
        looked_for="the number of rows of `earlier` with more than five years from first to last",
    )


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
                "Both figures are of the same winter: click each in the chart and read its date."
            ),
            "d": (
                "Both are drawn under “Share lost, Iraq and Syria”. Choose “Share lost, Iraq "
                "alone” and see who is left."
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
        answer=_ihs_share,
        right="Over a quarter, by the maker that found the smallest losses. Keep its start in "
        "mind: January 2015, after the peak.",
        hints=(
            "The loss is the start minus the rest. What do you divide it by?",
            'The rest stands in the row "ter-024"; the start in "ter-007".',
        ),
        solution="Subtract the rest from the start, divide by the start, and take it times 100.",
        code='start, rest = area["ter-007"], area["ter-024"]\n'
        "ihs_share = 100 * (start - rest) / start",
    ),
    Question(
        id="mixed-share",
        lesson="06",
        claims=("C29",),
        asks="What is the highest share lost that anybody could print by mixing these figures, in "
        "per cent to the nearest whole number?",
        answer=_mixed_share,
        right="It is more than twice the share that IHS found with its own start and its own rest. "
        "Nothing on the ground differs; only the pairing does.",
        hints=(
            "Which start makes a loss look large? Which rest?",
            "Pair the ends as with the field of paces: for the most, long with short.",
        ),
        solution="Pair the largest start with the smallest rest.",
        code="highest = 100 * (1 - min(rests) / max(starts))",
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
            "Set Figures to Share lost, open “Show as table” and read the column “Measured from”.",
            "Set Figures to Area held and look at the first figure of each.",
        ),
        solution="The bases differ, and so does the land that each counts.",
    ),
    Question(
        id="larger-area",
        lesson="06",
        claims=("C34",),
        asks="Which earlier groups held more land than the highest figure for Islamic State?",
        answer=_larger_area,
        right="By area alone there were precedents. Look at how weak some of these figures are, "
        "and at how long each rule lasted.",
        hints=(
            "Compare a column with a number inside square brackets, as you kept earlier years.",
            'earlier.loc[a condition, "group"] gives the names where the condition holds.',
        ),
        solution="Keep the rows whose lowest area is above the bar, and take their names.",
        code='larger = list(earlier.loc[earlier["area_km2_low"] > 210_000, "group"])',
    ),
    Question(
        id="held-longer",
        lesson="06",
        claims=("C34",),
        asks="How many rows of `earlier` lasted longer than five years by the year of the essay?",
        answer=_held_longer,
        right="By length alone there were many precedents, most of them over far fewer people.",
        hints=(
            "Fill the empty ends with 2016, subtract the first year, and compare with 5.",
            "(years > 5).sum() counts how often the comparison is true.",
        ),
        solution="Fill in the essay's year, subtract, compare and count.",
        code='years = earlier["end_year"].fillna(2016) - earlier["start_year"]\n'
        "longer = (years > 5).sum()",
    ),
)
