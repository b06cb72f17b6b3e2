"""The numbers and names that lesson 07 looks for, from the tables, with the usual mistakes.

`questions.py` says which question each function answers, and holds what is chosen.
"""

from __future__ import annotations

import pandas as pd

from aftermosul.evidence.tables import load
from aftermosul.questions.question import Names, Number
from aftermosul.statistics.intervals import Interval, share
from aftermosul.topics.t07_money.model import TOTAL, WINDFALLS, add_streams, amount

ICSR = "icsr-2017"
_LOOT = "looting-confiscation-fines"
_LINE = 500


def streams(year: int) -> pd.DataFrame:
    """ICSR's streams of one year, without its total."""
    table = load("revenue")
    return table[
        (table["source_id"] == ICSR) & (table["year"] == year) & (table["stream"] != TOTAL)
    ]


def _loot(year: int) -> Interval:
    rows = streams(year)
    (row,) = [row for _, row in rows.iterrows() if row["stream"] in WINDFALLS]
    return amount(row)


def _stream(year: int, stream: str) -> tuple[float, float]:
    rows = streams(year)
    return ends(add_streams(rows[rows["stream"] == stream]).interval)


def rest(year: int) -> Interval:
    """The streams that could come in again."""
    rows = streams(year)
    return add_streams(rows[~rows["stream"].isin(WINDFALLS)]).interval


def _all(year: int) -> Interval:
    return add_streams(streams(year)).interval


def ends(interval: Interval) -> tuple[float, float]:
    assert interval.low is not None
    assert interval.high is not None
    return interval.low, interval.high


def _least(rows: pd.DataFrame) -> float:
    """The least share of loot in any rows, in per cent: its low ends, the high ends of the rest."""
    is_loot = rows["stream"] == _LOOT
    part = rows.loc[is_loot, "usd_millions_low"].sum()
    return float(100 * part / (part + rows.loc[~is_loot, "usd_millions_high"].sum()))


def least_share() -> Number:
    table = load("revenue")
    of_2014 = table[table["year"] == 2014]
    loot_low, loot_high = ends(_loot(2014))
    rest_low, rest_high = ends(rest(2014))
    all_low, all_high = ends(_all(2014))
    least, most = ends(share(_loot(2014), rest(2014)))
    others = len(streams(2014)) - 1
    return Number(
        right=100 * least,
        nearest=1,
        wrong={
            100 * loot_low / all_low: (
                "You divided low by low: loot at its least, with everything else at its least too. "
                "The share is smaller when everything else is as large as it can be."
            ),
            100 * loot_high / all_high: (
                "You divided high by high. That is one possible share, and not the smallest."
            ),
            100 * loot_low / all_high: (
                f"You divided by the highest total, {all_high:,.0f}. But that total holds loot at "
                f"{loot_high:,.0f}, and above the line you have it at {loot_low:,.0f}: it can't be "
                "both. Add the lowest loot to the highest of everything else."
            ),
            100 * most: "This is the largest share that loot can have had. Turn every end round.",
            least: "This is the share as a fraction. The question asks for per cent.",
            100 * loot_high / all_low: (
                "Loot at its most, by a total that holds it at its least: that can't be, and here "
                "it is even more than everything. Count it once, at one end."
            ),
            100 * loot_low / rest_high: (
                "You divided by everything else. A share is a part of the whole: loot stands below "
                "the line too."
            ),
            100 * loot_high / rest_low: (
                "You divided by everything else, and for the largest ratio. Add loot below the "
                "line, and turn the ends round."
            ),
            100 * (1 - least): "This is the share of everything else. The question asks for loot.",
            1 / least: "You divided the whole by its part. Turn the division round.",
            100 * (loot_low + loot_high) / (all_low + all_high): (
                "You divided the middle by the middle. The smallest share lies at the ends."
            ),
            _least(pd.concat([streams(year) for year in (2014, 2015, 2016)])): (
                "You took all years. Keep the rows of 2014: they stand in icsr_2014."
            ),
            _least(streams(2015)): "This is of 2015. The question asks about 2014.",
            _least(of_2014[of_2014["source_id"] == ICSR]): (
                "You added the total to its own streams, and counted everything twice. Leave the "
                "row “total” out."
            ),
            _least(of_2014[of_2014["stream"] != TOTAL]): (
                "You added up every maker's figures. They overlap: keep those of ICSR."
            ),
            100 * loot_low / (loot_low + rest_high / others): (
                "You took the mean of the other streams. The whole is their sum."
            ),
            loot_low: "This is the amount, in million dollars. Divide it by the whole.",
        },
        cautions={
            "smallest": 100 * most,
            "not low in one place and high in the other": 100 * loot_low / all_high,
            "everything else at its high end": 100 * loot_low / all_low,
            "in per cent": least,
        },
        looked_for="the lowest loot as a per cent of itself and the highest of all other streams",
    )


def least_fall() -> Number:
    before_low, before_high = ends(rest(2015))
    after_low, after_high = ends(rest(2016))
    first_low, _ = ends(rest(2014))
    all_before, all_after = ends(_all(2015)), ends(_all(2016))
    with_loot = all_before[0] - all_after[1]
    right = before_low - after_high
    oil_before, oil_after = (_stream(year, "oil") for year in (2015, 2016))
    return Number(
        right=right,
        nearest=1,
        wrong={
            before_low - after_low: (
                "You took the low end of both years. The fall is smallest where 2015 was low and "
                "2016 was high."
            ),
            before_high - after_high: (
                "You took the high end of both years. The fall is smallest where 2015 was low and "
                "2016 was high."
            ),
            before_high - after_low: (
                "This is the largest fall that the ranges allow. The smallest is asked for."
            ),
            with_loot: (
                "This is the smallest fall of everything, loot included. Leave out loot, "
                "confiscations and fines in both years."
            ),
            all_before[0] - all_after[0]: (
                "You took the low end of both years, and loot with them. Leave it out, and ask "
                "where the fall is smallest."
            ),
            all_before[1] - all_after[1]: (
                "You took the high end of both years, and loot with them. Leave it out, and ask "
                "where the fall is smallest."
            ),
            right + with_loot: (
                "You added the total to its own streams. Leave the row “total” out in both years."
            ),
            100 * right / before_low: "This is in per cent. The question asks for million dollars.",
            right * 1e6: "This is in dollars. The table, and the question, count in millions.",
            first_low - after_high: "You began with 2014. The question asks about 2015 to 2016.",
            first_low - before_high: (
                "This is the step from 2014 to 2015, where not even the direction is sure. Take "
                "the next one."
            ),
            with_loot - right: (
                "This is loot alone. It is the one stream to leave out: add up the others."
            ),
            oil_before[0] - oil_after[1]: (
                "This is oil alone. Add up all streams but loot, confiscations and fines."
            ),
            (before_low + before_high - after_low - after_high) / 2: (
                "You compared the middles. “At least” asks for the ends that lie nearest."
            ),
            before_low: "This is what 2015 brought at least. Subtract what 2016 brought at most.",
            after_high: "This is what 2016 brought at most. Subtract it from the least of 2015.",
            after_high - before_low: "The size is right: say how far it fell, as a number above 0.",
        },
        cautions={
            "at least": before_high - after_low,
            "low and high": before_low - after_low,
            "without loot": with_loot,
            "how far it fell": -right,
        },
        looked_for="the low end for 2015 less the high end for 2016, in million dollars",
    )


def bank_claims() -> Names:
    table = load("revenue")
    banks = table[table["stream"] == "banks"]
    low, high = banks["usd_millions_low"], banks["usd_millions_high"]

    def who(rows: pd.Series[bool]) -> tuple[str, ...]:
        return tuple(banks.loc[rows, "source_id"].astype(str))

    return Names(
        right=who(low >= _LINE),
        wrong={
            who(high >= _LINE): (
                "One is missing. A source that says “at least” has a low and no high: an unknown "
                "high is never above anything, so a comparison of highs passes it over."
            ),
            who(low > _LINE): (
                f"You left out those who say {_LINE} itself. “{_LINE} or more” includes it."
            ),
            tuple(banks["source_id"].astype(str)): (
                "These are all sources with a row about banks. Keep those whose low end is large "
                "enough."
            ),
            who(high > _LINE): (
                f"Two slips: you compared the highs, and left out {_LINE} itself. Compare the low "
                "ends with >=."
            ),
            who(low < _LINE): "These say less. Turn the sign round.",
            who(low == _LINE): (
                f"These say exactly {_LINE} at their low end. “Or more” takes in what is above it."
            ),
            who(low.notna()): (
                "These are all rows whose low end is known. Compare it with the line."
            ),
            who(high.isna()): (
                "These are the rows without a high. That it is unknown does not make it large: "
                "compare the low ends."
            ),
            who(low.fillna(_LINE) >= _LINE): (
                "You filled an empty cell, and it passed. Empty is unknown: compare what is there."
            ),
            who((low >= _LINE) & (banks["year"] == 2014)): (
                "You took 2014 alone. The question asks for all rows about banks."
            ),
            tuple(table.loc[table["usd_millions_low"] >= _LINE, "source_id"].astype(str)): (
                "You took every stream of the table. Begin with banks."
            ),
            tuple(banks.loc[low >= _LINE, "id"].astype(str)): (
                "The rows are right. Give what stands in source_id, not the ids of the rows."
            ),
        },
        cautions={"or more": who(low > _LINE), "a low and no high": who(high >= _LINE)},
        looked_for=f"the source_id of each bank row whose low end is {_LINE} or more",
    )
