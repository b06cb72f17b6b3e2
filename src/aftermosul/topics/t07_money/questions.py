"""The self-checks of lesson 07, Money and government. Every answer is computed from the tables."""

from __future__ import annotations

import pandas as pd

from aftermosul.evidence.contested import ranges
from aftermosul.evidence.tables import load
from aftermosul.questions.question import Names, Number, OneOf, Question
from aftermosul.statistics.intervals import Interval, share
from aftermosul.topics.t07_money.model import TOTAL, WINDFALLS, add_streams, amount

_ICSR = "icsr-2017"
_LOOT = "looting-confiscation-fines"
_LINE = 500


def _streams(year: int) -> pd.DataFrame:
    """ICSR's streams of one year, without its total."""
    table = load("revenue")
    return table[
        (table["source_id"] == _ICSR) & (table["year"] == year) & (table["stream"] != TOTAL)
    ]


def _loot(year: int) -> Interval:
    rows = _streams(year)
    (row,) = [row for _, row in rows.iterrows() if row["stream"] in WINDFALLS]
    return amount(row)


def _stream(year: int, stream: str) -> tuple[float, float]:
    rows = _streams(year)
    return _ends(add_streams(rows[rows["stream"] == stream]).interval)


def _rest(year: int) -> Interval:
    """The streams that could come in again."""
    rows = _streams(year)
    return add_streams(rows[~rows["stream"].isin(WINDFALLS)]).interval


def _all(year: int) -> Interval:
    return add_streams(_streams(year)).interval


def _ends(interval: Interval) -> tuple[float, float]:
    assert interval.low is not None
    assert interval.high is not None
    return interval.low, interval.high


def _said(interval: Interval) -> str:
    low, high = _ends(interval)
    return f"{low:,.0f} to {high:,.0f}"


def _least(rows: pd.DataFrame) -> float:
    """The least share of loot in any rows, in per cent: its low ends, the high ends of the rest."""
    is_loot = rows["stream"] == _LOOT
    part = rows.loc[is_loot, "usd_millions_low"].sum()
    return float(100 * part / (part + rows.loc[~is_loot, "usd_millions_high"].sum()))


def _least_share() -> Number:
    table = load("revenue")
    of_2014 = table[table["year"] == 2014]
    loot_low, loot_high = _ends(_loot(2014))
    rest_low, rest_high = _ends(_rest(2014))
    all_low, all_high = _ends(_all(2014))
    least, most = _ends(share(_loot(2014), _rest(2014)))
    others = len(_streams(2014)) - 1
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
            _least(pd.concat([_streams(year) for year in (2014, 2015, 2016)])): (
                "You took all years. Keep the rows of 2014: they stand in icsr_2014."
            ),
            _least(_streams(2015)): "This is of 2015. The question asks about 2014.",
            _least(of_2014[of_2014["source_id"] == _ICSR]): (
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


def _least_fall() -> Number:
    before_low, before_high = _ends(_rest(2015))
    after_low, after_high = _ends(_rest(2016))
    first_low, _ = _ends(_rest(2014))
    all_before, all_after = _ends(_all(2015)), _ends(_all(2016))
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


def _bank_claims() -> Names:
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


def _which_profit() -> OneOf:
    before = ranges(load("revenue"), "usd_millions")["text"][
        load("revenue")["source_id"] == "afp-nineveh-2015"
    ].iloc[0]
    first, second, third = (_said(_rest(year)) for year in (2014, 2015, 2016))
    return OneOf(
        right="c",
        options={
            "a": "It took in more than it spent.",
            "b": (
                "Its income grew every year from 2014 to 2016, whichever end of "
                "ICSR's ranges one takes."
            ),
            "c": (
                "It took in far more than one province had paid before June 2014; its "
                "spending is unknown."
            ),
            "d": "Nothing was left once the windfalls are taken out.",
        },
        wrong={
            "a": "The table holds income alone. Its one glimpse of spending is a ledger of one "
            "province for one month. Profit in this sense needs both sides.",
            "b": f"Set “Who says so” to ICSR with EY and tick the switch. Without loot: {first}, "
            f"then {second}, then {third} million dollars. The last step goes down whatever ends "
            "you take.",
            "d": f"Tick “Only what could come in again”: ICSR leaves {first} million dollars for "
            f"2014. Compare the {before} a month that an inquiry names for one province before.",
        },
    )


def _until() -> OneOf:
    first, second, third = (_rest(year) for year in (2014, 2015, 2016))
    assert not second.certainly_below(first)
    assert third.certainly_below(second)
    return OneOf(
        right="a",
        options={
            "a": (
                "From 2014 to 2015 either direction is possible; from 2015 to 2016 "
                "the fall is sure."
            ),
            "b": (
                "Income fell in each of the two years, since strikes began in the first of them."
            ),
            "c": ("Income rose in the first full year of strikes and fell in the next."),
            "d": (
                "Nothing: the ranges are so wide that these figures can't tell a rise "
                "from a fall in any year."
            ),
        },
        wrong={
            "b": (
                f"{_said(first)} for 2014 and {_said(second)} for 2015: do these two "
                "ranges keep apart? And “since” needs more than an order of dates."
            ),
            "c": (
                f"The middle of the range rose. Somewhere within {_said(first)} and "
                f"{_said(second)} the two years may as well have been equal, or the "
                "other way round."
            ),
            "d": (
                "Compare the low end of 2015 with the high end of 2016. Where two "
                "ranges don't touch, the order is sure, however wide they are."
            ),
        },
    )


def _kept_running() -> OneOf:
    return OneOf(
        right="d",
        options={
            "a": "The group founded the city's schools and hospitals and paid for them.",
            "b": "Nothing was set up: all of it was publicity.",
            "c": "Services got better, since somebody was in charge again.",
            "d": "Offices and staff of the state were taken over under threat; some bodies were "
            "new, and Baghdad went on paying for some of the old.",
        },
        wrong={
            "a": "Look for who had employed the staff, and who went on paying them: the notes on "
            "the hospitals say it.",
            "b": "Tax offices, courts and a medical school of its own are documented, by papers "
            "and by people who lived there. Their harm is no proof that they did not exist.",
            "c": "Rows on power, water, medicines and school attendance say the reverse. The table "
            "holds no measure of quality, and these reports point one way.",
        },
    )


QUESTIONS = (
    Question(
        id="loot-share",
        lesson="07",
        claims=("C30",),
        asks="What is the smallest share of ICSR's income for 2014 that loot, confiscations and "
        "fines can have made up, in per cent to the nearest whole number?",
        answer=_least_share,
        right="The largest possible share is about two thirds. “Half of it was loot” is one point "
        "in a wide range, and it comes from dividing low by low.",
        hints=(
            "A share is part / (part + rest). Which end of the part, and which end of the rest, "
            "make it small?",
            "Take loot at its low end. For the rest add up the high ends of all other streams.",
        ),
        solution="Loot at its lowest, divided by itself and the highest of everything else.",
        code='taken = icsr_2014[icsr_2014["stream"] == loot]\n'
        'rest = icsr_2014[icsr_2014["stream"] != loot]\n'
        'taken_low = taken["usd_millions_low"].sum()\n'
        'least_share = 100 * taken_low / (taken_low + rest["usd_millions_high"].sum())',
    ),
    Question(
        id="least-fall",
        lesson="07",
        claims=("C31",),
        asks="By how many million dollars, to the nearest whole number, at least, did ICSR's "
        "income without loot fall from 2015 to 2016?",
        answer=_least_fall,
        right="So this fall is sure, on ICSR's ranges: the two don't touch. Try the step from 2014 "
        "to 2015 in the same way, and you will find that not even its direction is.",
        hints=(
            "Add up each year's streams without loot first: a low end and a high end for each.",
            "The fall is smallest where the earlier year was low and the later one was high.",
        ),
        solution="The low end for 2015 less the high end for 2016, both without loot.",
        code='kept = icsr[icsr["stream"] != loot]\n'
        'low_15 = kept[kept["year"] == 2015]["usd_millions_low"].sum()\n'
        'high_16 = kept[kept["year"] == 2016]["usd_millions_high"].sum()\n'
        "least_fall = low_15 - high_16",
    ),
    Question(
        id="profit-sense",
        lesson="07",
        claims=("C30",),
        asks="In which sense do these figures show an enterprise that was profitable?",
        answer=_which_profit,
        right="Income is one half of a profit. The other half, what it spent, was known to nobody "
        "outside; and neither half counts what was done to those who paid.",
        hints=(
            "Look for what the table holds, and for what a profit needs besides.",
            "Choose ICSR with EY, then move the switch and read the line under the figure.",
        ),
        solution="The table can compare takings, and it holds no spending.",
    ),
    Question(
        id="bank-claims",
        lesson="07",
        claims=("C30",),
        asks="Which sources put the cash taken from banks at 500 million dollars or more?",
        answer=_bank_claims,
        right="They agree on a number and not on what it counts: Mosul, Iraq, or two countries; a "
        "day in June or three years. Agreement about different things is not confirmation.",
        hints=(
            'banks["usd_millions_low"] >= 500 is true for the rows whose low end is large enough.',
            'Put that condition into banks[...], and take the column "source_id" of what is kept.',
        ),
        solution="Keep the bank rows whose low end reaches the line, and take their source_id.",
        code='at_least = banks[banks["usd_millions_low"] >= 500]["source_id"]',
    ),
    Question(
        id="until-when",
        lesson="07",
        claims=("C31",),
        asks="Income held up “until” others decided to fight back. What do ICSR's yearly figures "
        "without loot settle?",
        answer=_until,
        right="The order of two years is settled, and the cause of it is not: that takes a "
        "comparison which the tables don't hold, such as strikes without loss of land.",
        hints=(
            "Choose ICSR with EY in the figure and tick the switch: which ranges overlap?",
            "Is the high end of one year below the low end of the other? Then their order is sure.",
        ),
        solution="The ranges of 2014 and 2015 overlap; those of 2015 and 2016 don't touch.",
    ),
    Question(
        id="kept-running",
        lesson="07",
        claims=("C32",),
        asks="What does the table show about schools, hospitals and other bodies in Mosul?",
        answer=_kept_running,
        right="“Established” fits some of it. For much of the rest, “took over” is the word, and "
        "the people who kept it going had no choice.",
        hints=(
            "Read the rows on hospitals and on the civil service, notes included.",
            "Three things to look for: who had founded it, who worked there, and who paid them.",
        ),
        solution="Some bodies were new; many were the state's, run by its staff "
        "under threat and in part at its expense.",
    ),
)
