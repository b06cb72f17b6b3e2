"""The self-checks of lesson 07, Money and government: questions, choices, hints, solutions."""

from __future__ import annotations

from aftermosul.evidence.contested import ranges
from aftermosul.evidence.tables import load
from aftermosul.questions.question import OneOf, Question
from aftermosul.statistics.intervals import Interval
from aftermosul.topics.t07_money import answers


def _said(interval: Interval) -> str:
    low, high = answers.ends(interval)
    return f"{low:,.0f} to {high:,.0f}"


def _which_profit() -> OneOf:
    texts = ranges(load("revenue"), "usd_millions")["text"]
    before = ", later ".join(texts[load("revenue")["source_id"] == "afp-nineveh-2015"])
    first, second, third = (_said(answers.rest(year)) for year in (2014, 2015, 2016))
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
    first, second, third = (answers.rest(year) for year in (2014, 2015, 2016))
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
        answer=answers.least_share,
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
        answer=answers.least_fall,
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
        answer=answers.bank_claims,
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
