"""What the figures of lesson 09 say: titles, captions, steps, the sentence of every setting."""

from __future__ import annotations

import pandas as pd

from aftermosul.figures.readings import Words
from aftermosul.figures.steps import Guess, Step
from aftermosul.topics.t09_diaspora import model

_COUNTED = (
    "{now.who}, {now.drawn}: of {now.travelled} who travelled, {now.parts|d} stand in a count "
)
WHERE_SENTENCE = {
    "some": _COUNTED + "and {now.uncounted|d} in none. If nobody is lost or counted twice, "
    "{now.low|d} to {now.high|d} of them {now.did}.",
    "everyone": _COUNTED + "and nobody in none: {now.low|d} of them {now.did}.",
    "too many": _COUNTED + "and that is {now.uncounted|d} too many. Somebody is counted twice, or "
    "some of them never travelled: read the notes in the table.",
}

WHERE_STEPS = (
    Step(
        "Travelled",
        {"account": "world-2016"},
        "In mid-2016 the US government counted over 40,000 travellers: 12,000 still there, "
        "three in ten home. Of the others it said nothing.",
    ),
    Step(
        "Left",
        {"account": "world-2015"},
        "In January 2015 ICSR put 10 to 30 per cent as having left the war, for home or "
        "elsewhere, and 5 to 10 as dead.",
    ),
    Step(
        "Came home",
        {"account": "world-2017"},
        "A year after the essay the Soufan Center could find 5,600 at home, in 33 countries: "
        "fewer than half of those 12,000.",
    ),
    Step(
        "Nobody knows",
        {"account": model.EVERYBODY},
        "Take the least that anyone has published of each stock, and most squares stay empty. "
        "What may be said of people in no count?",
    ),
)


def guess(accounts: pd.DataFrame) -> Guess:
    """For how many in a hundred no count says what became of them, by the least published."""
    everybody = accounts[accounts["account"] == model.EVERYBODY]
    rest = everybody[everybody["stock"] == model.UNCOUNTED].iloc[0]
    return Guess(
        id="diaspora-uncounted",
        asks="Of every hundred foreigners who went to the war in Syria and Iraq, for how many does "
        "no count in our tables, to October 2019, say what became of them?",
        truth={"uncounted": round(100 * rest[model.LEAST] / rest["travelled_least"])},
        labels={"uncounted": "In no count, of a hundred"},
        low=0,
        high=100,
        start=30,
        how="d",
        too_low="You said {guess}. It is {truth}, by the least that is published: {distance} more.",
        too_high="You said {guess}. It is {truth}, by the least that is published: {distance} "
        "fewer.",
        exact="You said {guess}, and so it is, by the least that is published.",
    )


def whereabouts_words(accounts: pd.DataFrame) -> Words:
    """Title, caption and text alternative of the first figure."""
    everybody = accounts[accounts["account"] == model.EVERYBODY].set_index("stock")
    rest = everybody.loc[model.UNCOUNTED]
    home = everybody.loc["returned"]
    return Words(
        title="Where did they go? People who travelled to the war in Syria and Iraq",
        caption="Filled squares stand in a published count, outlines in none. The grey line under "
        "each name is everybody, and coloured as far as the stock could reach if nobody is lost or "
        "counted twice.",
        alt=f"Squares for {rest['travelled_least']:,.0f} people in strips: killed, held, still "
        f"there, moved on, came home, and in no count. By the least published, "
        f"{home[model.LEAST]:,.0f} came home and {rest[model.LEAST]:,.0f} are in no count, by far "
        f"the longest strip; by the most, {home[model.MOST]:,.0f} and {rest[model.MOST]:,.0f}. "
        "Further accounts are of the European Union and of single countries.",
        about=(
            "An account is what one maker said of one origin at one time. “World, all makers” "
            "takes, of each stock, the least or the most that anyone published, and so sets makers "
            "and dates beside each other; it is there to show how little even that explains. "
            "Whoever is dead or home stays so; of the others only what was said of the last "
            "year is taken, and counts that include families are left out.",
            "A count that says “at least” has no upper end, so the line under its name runs as far "
            "as the others leave room. Empty means that no count is known, never that nobody "
            "is there.",
            "Most who are in no count will be dead or were still in the region; the table can't "
            "say which. Many had come home before the essay was written. Women and children "
            "are in some counts and not in others.",
        ),
        sources=("whereabouts",),
    )


# ---- how few suffice

_PLOTTERS = (
    "up to {now.high|d} plotters at one rate, {now.low|.1f} at the other. Paris had "
    "{now.attackers|d} attackers: {now.fewest|d} people who come back would hold as many, or "
    "{now.most|d}."
)
ENOUGH_SENTENCE = {
    "returned": "If {now.back|d} come back, and the rates are lent to them: " + _PLOTTERS,
    "travelled": "If {now.back|d} come back, and the rates are of all who went: " + _PLOTTERS,
    "wars": "By ICSR more had come to Syria and Iraq by January 2015 than Arabs had served in "
    "Afghanistan in the 1980s. No row follows one war's people to their end. How many come back "
    "plays no part here.",
}

ENOUGH_STEPS = (
    Step(
        "1,500 come back",
        {},
        "So many were back in the European Union by the end of 2017, by Europol. Two published "
        "rates leave room for 4 to 167 plotters.",
    ),
    Step(
        "A rate of whom?",
        {"of": "travelled"},
        "But both rates are of all who travelled. Where three in ten come back, each of those "
        "weighs more than three times as much.",
    ),
    Step(
        "How few suffice",
        {"back": 100},
        "Ten attackers came to Paris. At the high rate 90 people who come back would hold as many, "
        "at the low rate it takes 3,600.",
    ),
    Step(
        "Earlier wars",
        {"view": "wars"},
        "Earlier wars drew thousands too, and for all of them together there is one rate, at most. "
        "Which war is like this one?",
    ),
)


def enough_words(attackers: int, many: int, few: int, share: float, rates: pd.DataFrame) -> Words:
    """Title, caption and text alternative of the second figure."""
    unseen = rows_from_memory(rates)
    return Words(
        title="How few would be enough? People who come back, and plotters",
        caption="A hollow point rests on a rate that we recall and have not seen on a page. "
        "Diamonds: how many would have to come back to hold the attackers of Paris.",
        alt="Two lines rise over the number of people who come back: plotters at one in "
        f"{many}, at most, and at one in {few}. Where {attackers} plotters are reached differs by "
        f"a factor of {few // many}. A second chart shows ranges for the foreign fighters of "
        "earlier wars, from hundreds to tens of thousands.",
        about=(
            "The rates are a most, for Western fighters in all wars from 1990 to 2010, and a count "
            "for those in Syria and Iraq to June 2015, months before Paris. "
            f"The second is from memory ({unseen}): nothing in the lesson's tasks rests on it.",
            f"Both are shares of all who travelled. The share of {share:.0%} who come back is that "
            "of the ICCT for the European Union. Plotters are not attackers: many are stopped.",
            "Paris is one attack, drawn for its size. Of nine of its attackers, seven are said to "
            "have come back among refugees, by Hungarian officials on the day of a vote on "
            "refugees: evidence on borders and on returners, and not on refugees.",
            "Ranges for Bosnia, and the widest for Afghanistan, are told by an encyclopaedia.",
        ),
        sources=("returnee_studies", "after_wars", "svusv-2016-times"),
    )


def rows_from_memory(rates: pd.DataFrame) -> str:
    """The studies whose rate nobody has seen on a page."""
    return "; ".join(rates.loc[~rates["seen"], "study"])
