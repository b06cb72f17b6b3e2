"""The numbers and names that lesson 06 looks for, from the tables, with the usual mistakes.

`questions.py` says which question each function answers, and holds what is chosen.
"""

from __future__ import annotations

from typing import Any

import pandas as pd

from aftermosul.evidence.tables import load
from aftermosul.questions.question import Names, Number
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


def ihs_share() -> Number:
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


def mixed_share() -> Number:
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


def larger_area() -> Names:
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


def held_longer() -> Number:
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
