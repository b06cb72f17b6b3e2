"""The self-checks of lesson 08, Mosul: questions, choices, hints, solutions."""

from __future__ import annotations

from aftermosul.evidence.tables import load
from aftermosul.questions.question import OneOf, Question
from aftermosul.topics.t08_mosul import answers


def _inevitable() -> OneOf:
    happened = load("forecasts").set_index("id").loc[["F01", "F05"], "outcome"]
    assert list(happened) == [1, 1], "the question says that both came"
    return OneOf(
        right="b",
        options={
            "a": "That reporters were right to call both inevitable, since both came.",
            "b": "Nothing: that needs headlines of those weeks, drawn by a rule.",
            "c": "That the essay is unfair to the press, which foresaw what came.",
            "d": "That the two were certain in October 2016, whatever anybody wrote of them then.",
        },
        wrong={
            "a": "This takes two things for granted: that reporters wrote so, and that what came "
            "had to come. Neither stands in a table of events.",
            "c": "What came says nothing of what was written before.",
            "d": "Much that happens could have gone otherwise. Is the claim about events, or about "
            "reports of them?",
        },
    )


def _one_line() -> OneOf:
    return OneOf(
        right="c",
        options={
            "a": "They may: both count attacks of the same group all over the world.",
            "b": "They differ in length alone, so two rates a month may stand in one line.",
            "c": "Maker, length, and whose attacks count as the group's: none is the same.",
            "d": "START counts deaths as well, and a line can show one thing only at a time.",
        },
        wrong={
            "a": "Two makers seldom mean the same by an attack, and one of these takes in "
            "forerunners. Read the column measure.",
            "b": "A rate mends the length and nothing else. Read who counted, and whose attacks.",
            "d": "Deaths stand in a column of their own. Look at how the attacks were counted.",
        },
    )


def _many_thousands() -> OneOf:
    return OneOf(
        right="d",
        options={
            "a": "Nothing at all, since the highest of them is fifty times the lowest.",
            "b": "That the truth lies near the middle of them, at some tens of thousands.",
            "c": "That it was wrong, since the lowest was public too.",
            "d": "That each of them fits it, and that how many it was stays open.",
        },
        wrong={
            "a": "Estimates that agree on nothing else may agree on this. Is each of them many "
            "thousands?",
            "b": "The middle of guesses at different things, some with police and helpers and some "
            "without, is a guess at nothing.",
            "c": "Look at the lowest again: are four thousand no thousands?",
        },
    )


def _whose_hand() -> OneOf:
    return OneOf(
        right="a",
        options={
            "a": "AP: at least 3,200 by coalition and Iraqi fire; of a third of its dead it can't "
            "say.",
            "b": "The coalition killed 326 of the 9,000 to 11,000 civilians who died in Mosul.",
            "c": "Coalition and Iraqi forces killed 5,805 civilians in west Mosul alone, and so at "
            "least as many in the whole city.",
            "d": "Islamic State killed 741, and its enemies the remaining 1,780 of the UN's count.",
        },
        wrong={
            "b": "326 is what the coalition acknowledged. Don't set one maker's part into another "
            "maker's whole.",
            "c": "So many may have been killed: these are allegations, the upper end.",
            "d": "741 were executed, which is one way in which the group killed. What is left over "
            "is nobody's by itself.",
        },
    )


QUESTIONS = (
    Question(
        id="held-days",
        lesson="08",
        claims=("C01",),
        asks="How many days had Islamic State held Mosul by 15 October 2016, the essay's day, "
        "counted from the day on which the city fell?",
        answer=answers.held_days,
        right="More than two years, as the sentence says, and by a margin of four months.",
        hints=(
            "The row of the city's fall has the id mos-005. Its date is a day like any other.",
            "Take the earlier day from the later, in brackets, and ask the result for its .days.",
        ),
        solution="Take the day of the fall from the essay's day, and ask for the days.",
        code="held_days = (essays_day - fall).days",
    ),
    Question(
        id="battle-days",
        lesson="08",
        claims=("C02", "C03"),
        asks="How many days passed from the launch of the operation, two days after the essay's "
        "day, to the declaration of victory in Mosul?",
        answer=answers.battle_days,
        right="The assault came when the essay said, and the city was retaken as it presumed. The "
        "prime minister had promised it for the end of 2016.",
        hints=(
            "Read the events in the table: which one opens the operation, which declares victory?",
            "The two rows have the ids mos-017 and mos-042. Look up their dates as for the fall.",
        ),
        solution="Take the day of the launch from that of the declaration, and ask for the days.",
        code='battle_days = (mosul.loc["mos-042", "date"] - mosul.loc["mos-017", "date"]).days',
    ),
    Question(
        id="inevitable",
        lesson="08",
        claims=("C03", "C05", "C06"),
        asks="The city was declared retaken, and in October 2017 federal and Kurdish forces fought "
        "over Kirkuk and its oil. What follows about how reporters had written?",
        answer=_inevitable,
        right="The sentence is about reports. Lesson 14 will have headlines to practise on, which "
        "are invented, so that they test readers and not the press.",
        hints=(
            "Sentence 4 says something about the news media. What would have to be counted?",
            "Ask of each option whether a table of events could show it.",
        ),
        solution="Events say what came, not what was written before it.",
    ),
    Question(
        id="one-line",
        lesson="08",
        claims=("C08",),
        asks="Why may START's 4,900 and JTIC's 2,146 attacks not stand in one line, even as rates?",
        answer=_one_line,
        right="So the figure has no line from one maker to the next, and a definition of defeat is "
        "asked of each maker by itself.",
        hints=(
            "Lay the two rows beside each other, column by column.",
            "Which of the differences does a division by months remove?",
        ),
        solution="They are two makers' counts of different things over different times.",
    ),
    Question(
        id="defeat-periods",
        lesson="08",
        claims=("C08", "C09"),
        asks="For which periods, by JTIC, was Islamic State defeated, if that is fewer than 300 "
        "attacks a month?",
        answer=answers.defeat_periods,
        right="One of them is the spring of 2015, in which the group took Ramadi and Palmyra. A "
        "definition that calls that a defeat needs a second measure beside it.",
        hints=(
            "defeated(jtic, 300) is true or false for each row: put it between square brackets.",
            'jtic[a condition]["period"] gives the periods for which the condition holds.',
        ),
        solution="Keep the rows of jtic for which the function says true, and take their periods.",
        code='defeat_periods = jtic[defeated(jtic, 300)]["period"]',
    ),
    Question(
        id="many-thousands",
        lesson="08",
        claims=("C10",),
        asks="By the essay's day estimates of the group's strength ran from 4,000 to at least "
        "200,000. What do they say of “many thousands”?",
        answer=_many_thousands,
        right="A loose sentence is easily true. What it leaves open mattered: whether the fighting "
        "had worn the group down.",
        hints=(
            "Read the sentence as it stands. For which of the estimates would it be false?",
            "Some of them count police and helpers too. Can one take a mean of such figures?",
        ),
        solution="Even the lowest of them is in the thousands.",
    ),
    Question(
        id="least-times",
        lesson="08",
        claims=("C04",),
        asks="How many times as many civilians, at least and to one decimal, did AP find killed as "
        "the prime minister named?",
        answer=answers.least_times,
        right="Two counts of the same dead, by the same hands, in the same place and time: so they "
        "may be divided, and it matters how each was made.",
        hints=(
            "AP's count is a range. Which end of it gives the least?",
            'mosul.loc["mos-030", "figure_low"] looks up what the prime minister named.',
        ),
        solution="Divide the low end of AP's range by the prime minister's figure.",
        code='ap = mosul.loc["mos-032", "figure_low"]\n'
        'least_times = ap / mosul.loc["mos-030", "figure_low"]',
    ),
    Question(
        id="whose-hand",
        lesson="08",
        claims=("C04", "C37"),
        asks="Which sentence on who killed Mosul's civilians may be printed as it stands?",
        answer=_whose_hand,
        right="It names its maker, keeps *at least*, and says what is not known. Whether civilians "
        "were spared as far as possible it does not settle.",
        hints=(
            "Ask of each who says it, and whether figures of two makers stand in it as one.",
            "Pick the counts in the figure and read the row on how each was made.",
        ),
        solution="It is the one that says who counted and what they could not tell.",
    ),
)
