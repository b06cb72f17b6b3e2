"""The self-checks of lesson 06, Territory. Every answer is computed from the tables."""

from __future__ import annotations

from typing import Any

import pandas as pd

from aftermosul.evidence.tables import load
from aftermosul.questions.question import Names, Number, OneOf, Question
from aftermosul.topics.t06_territory.model import share_lost

_ESSAY = 2016
_SPAN = 5  # years, 2014 to 2019
_TOO_LATE = (2019, 2024, 2025, 2026, 2027, 2028)  # years that come to mind before the essay's
_LEFT = "ter-029"  # what IHS left to Islamic State at the end of 2016


def _area(row_id: str) -> float:
    row: Any = load("territory").set_index("id").loc[row_id]
    return float(row["area_km2_low"])


def _exact(value: float) -> tuple[float, float]:
    return value, value


def _ihs_share() -> Number:
    start, rest = _area("ter-007"), _area("ter-024")
    july, peak = _area("ter-023"), _area("ter-003")
    right, _ = share_lost(_exact(start), _exact(rest))
    return Number(
        right=right,
        nearest=1,
        wrong={
            -right: "The size is right. What was lost is the start minus the rest: turn it round.",
            100 * start - rest / start: (
                "Division goes before subtraction. Put brackets round the start minus the rest."
            ),
            start - 100 * rest / start: (
                "You subtracted a share from square kilometres. Put brackets round the start minus "
                "the rest, and divide what is in them."
            ),
            share_lost(_exact(start), _exact(july))[0]: (
                "Your rest is of another day, in July. Read the dates in the rows again."
            ),
            share_lost(_exact(start), _exact(_area(_LEFT)))[0]: (
                "Your rest is of another day, in December. Read the dates in the rows again."
            ),
            share_lost(_exact(july), _exact(rest))[0]: (
                "You measured from July 2016. The share is of the land of January 2015."
            ),
            share_lost(_exact(peak), _exact(rest))[0]: (
                "Your start is an official's figure and your rest is by IHS. Take both from the "
                "same maker."
            ),
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
        cautions={
            "by IHS": share_lost(_exact(peak), _exact(rest))[0],
            "of the land of January 2015": 100 * (start - rest) / rest,
            "was lost": 100 - right,
            "in per cent": right / 100,
        },
        looked_for="the area lost between the two dates, in per cent of the area at the start",
    )


def _mixed_share() -> Number:
    starts = _area("ter-007"), _area("ter-003")
    rests = _area("ter-033"), _area("ter-029")
    least, most = share_lost(starts, rests)
    assert most is not None
    low_pair = share_lost(_exact(starts[0]), _exact(rests[0]))[0]
    high_pair = share_lost(_exact(starts[1]), _exact(rests[1]))[0]
    return Number(
        right=most,
        nearest=1,
        wrong={
            least: (
                "This is the lowest: the smallest start with the largest rest. The highest needs "
                "the opposite pair."
            ),
            low_pair: (
                "You paired the small start with the small rest. Which start makes the loss look "
                "largest?"
            ),
            high_pair: (
                "You paired the large start with the large rest. Which rest makes the loss look "
                "largest?"
            ),
            most / 100: "This is a share of one. Multiply it by a hundred for per cent.",
            100 - most: (
                "This is the share that was left in one pair. The question asks for what was lost."
            ),
            100 - least: (
                "This is the largest share that can have been left. Ask for what was lost."
            ),
            starts[1] - rests[0]: (
                "This is a loss in square kilometres. Divide it by the start that it belongs to."
            ),
            100 * (starts[1] - rests[0]) / rests[0]: (
                "You divided by the rest. A share lost is measured from the start."
            ),
            100 * (1 - starts[1] / rests[0]): (
                "You divided the start by the rest. Turn the division round."
            ),
            100 - rests[0] / starts[1]: (
                "Multiplication goes before subtraction. Put brackets round 1 minus the share that "
                "was left."
            ),
            share_lost(_exact(sum(starts)), _exact(sum(rests)))[0]: (
                "You added figures of different makers. Pair one start with one rest."
            ),
        },
        cautions={
            "highest": least,
            "the largest start": low_pair,
            "the smallest rest": high_pair,
            "in per cent": most / 100,
        },
        looked_for="the largest share lost, in per cent, over all pairs of a start and a rest",
    )


def _earlier() -> pd.DataFrame:
    rulers = load("territorial_rulers")
    return rulers[rulers["start_year"] < 2014]


def _larger_area() -> Names:
    earlier, everyone = _earlier(), load("territorial_rulers")
    later = everyone[everyone["start_year"] >= 2014]
    bar = _area(_LEFT)

    def above(
        rulers: pd.DataFrame, column: str = "area_km2_low", names: str = "group"
    ) -> tuple[str, ...]:
        return tuple(rulers.loc[rulers[column] > bar, names])

    return Names(
        right=above(earlier),
        wrong={
            above(everyone): (
                "You compared all rows of the table, Islamic State's own among them. A precedent "
                "comes before: use `earlier`."
            ),
            above(earlier, "area_km2_high"): (
                "One is too many: its low figure is not above what IHS left. Compare the column "
                "`area_km2_low` with that."
            ),
            above(everyone, "area_km2_high"): (
                "Two slips: all rows of the table, and the high column. Use `earlier`, and compare "
                "low figures."
            ),
            above(later): (
                "These did not come earlier: they began in 2014 or after. Use `earlier`."
            ),
            tuple({*earlier["group"], *above(everyone)}): (
                "You joined the conditions with |, which means or. Both must hold: use &."
            ),
            tuple(earlier["group"]): (
                "These are all rows of `earlier`. Keep those that hold more land: put a condition "
                "on the area."
            ),
            tuple(everyone["group"]): (
                "This is the whole table. Begin with `earlier`, and put a condition on the area."
            ),
            above(earlier, "population_high"): (
                "You compared people with square kilometres. Take a column of areas."
            ),
            above(earlier, names="id"): (
                "The rows are right. Give what stands in the column `group`, not the ids."
            ),
            tuple(earlier.loc[earlier["area_km2_low"] < bar, "group"]): (
                "The comparison is turned round: look for larger, not smaller."
            ),
            tuple(earlier.loc[earlier["area_km2_low"].notna(), "group"]): (
                "These are all groups whose area is known. Keep those above the bar, in square "
                "kilometres as in the table."
            ),
        },
        cautions={
            "the low figure": above(earlier, "area_km2_high"),
            "earlier": above(everyone),
        },
        looked_for="the names in `group` of the rows of `earlier` whose `area_km2_low` is above "
        f"{bar:,.0f}",
    )


def _lengths(rulers: pd.DataFrame, until: int | None = _ESSAY) -> pd.Series[int]:
    """Years from first to last; what has not ended is counted until a year, or left empty."""
    ends = rulers["end_year"] if until is None else rulers["end_year"].fillna(until)
    return ends - rulers["start_year"]


def _longer(years: pd.Series[int]) -> float:
    """The mean of the lengths above five years."""
    return float(years[years > _SPAN].mean())


def _held_longer() -> Number:
    earlier = _earlier()
    years = _lengths(earlier)
    unfilled = _longer(_lengths(earlier, until=None))
    everyone = _longer(_lengths(load("territorial_rulers")))
    five_too = float(years[years >= _SPAN].mean())
    above = years[years > _SPAN]
    return Number(
        right=_longer(years),
        nearest=0.1,
        wrong={
            unfilled: (
                "You left out the rows without an end. They lasted: fill the empty cells with the "
                "year of the essay before you subtract."
            ),
            five_too: (
                "You took in those of exactly five years too. The question asks for longer: use >."
            ),
            everyone: (
                "You took all rows of the table. Use `earlier`, since a precedent comes before."
            ),
            **{
                _longer(_lengths(earlier, until=year)): (
                    f"You counted the open rows up to {year}. Fill them with the essay's year."
                )
                for year in _TOO_LATE
            },
            float(years.mean()): (
                "This is the mean of all rows of `earlier`. Keep the lengths above five first."
            ),
            float(_lengths(earlier, until=None).mean()): (
                "Two things are left out: the rows without an end, and the condition. Fill the "
                "empty cells, and keep the lengths above five."
            ),
            float(years[years < _SPAN].mean()): (
                "These lasted less than five years. Turn the sign round."
            ),
            len(above): "This is how many rows lasted longer. The question asks for their mean.",
            int(above.sum()): (
                "This is the sum of their years. The mean divides it by the number of rows."
            ),
            float((years > _SPAN).mean()): (
                "This is the share of rows that lasted longer. Put the condition in square "
                "brackets behind years, then take the mean."
            ),
            float(above.median()): (
                "This is the median, the length in the middle. The question asks for the mean."
            ),
            float(above.sum() / len(earlier)): (
                "You divided by all rows of `earlier`. Divide by the number of those that you "
                "added up."
            ),
            -_longer(years): "The size is right. A length is the last year minus the first.",
            _longer(years + 1): (
                "You counted the first year and the last in full. Subtract the one from the other, "
                "as for Islamic State, from 2014 to 2019."
            ),
            int(years.max()): "This is the longest of them. The question asks for their mean.",
        },
        cautions={
            "longer": five_too,
            "by the year of the essay": _longer(_lengths(earlier, until=_TOO_LATE[0])),
            "an empty end": unfilled,
            "earlier": everyone,
            "that had lasted longer": float(years.mean()),
        },
        looked_for="the mean, over the rows of `earlier` with more than five years from first to "
        "last, of those years",
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
        answer=_ihs_share,
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
        answer=_mixed_share,
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
        answer=_larger_area,
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
        answer=_held_longer,
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
