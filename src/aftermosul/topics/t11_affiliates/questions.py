"""The self-checks of lesson 11, Affiliates and rivals: questions, choices, hints, solutions."""

from __future__ import annotations

from aftermosul.questions.question import OneOf, Question
from aftermosul.topics.t11_affiliates import answers


def _sentence_14() -> OneOf:
    return OneOf(
        right="b",
        options={
            "a": "More attacks by the branches in the years after Mosul fell than before.",
            "b": "A branch that learned something new from named veterans who were sent.",
            "c": "Many foreigners among the fighters of a branch, whatever their way there.",
            "d": "A pledge that the core accepts, with a new name and a flag for the group.",
        },
        wrong={
            "a": "A branch can attack more for many reasons. The sentence names one: what would "
            "show that it was this one?",
            "c": "A foreigner need not be a veteran: look at the findings that are neither.",
            "d": "A pledge is a promise and a name. The sentence speaks of people who travel and "
            "teach.",
        },
    )


def _without_pledge() -> OneOf:
    return OneOf(
        right="a",
        options={
            "a": "How many would have been killed in those years without the pledge.",
            "b": "Whether fewer civilians were killed after the pledge than before it.",
            "c": "Whether the answer hangs on how many years are taken on each side.",
            "d": "Under which names UCDP counts those who were killed in Nigeria.",
        },
        wrong={
            "b": "This is the one thing that it does say: two means, side by side.",
            "c": "Move the slider for the years on each side: the figure answers this.",
            "d": "The colours of the bars say it, and so does the column `perpetrator`.",
        },
    )


QUESTIONS: tuple[Question, ...] = (
    Question(
        id="sentence-14",
        lesson="11",
        claims=("C22",),
        asks="What would speak most directly for the mechanism that sentence 14 names?",
        answer=_sentence_14,
        right="The sentence has a chain: veterans, sent, who teach, and a branch the stronger for "
        "it. Evidence on one link is not evidence on the others.",
        hints=(
            "Read the sentence again, and write down who does what to whom.",
            "Which of these could be true though no veteran ever travelled?",
        ),
        solution="Look for the whole chain: sent, taught, and able to do what it could not before.",
    ),
    Question(
        id="more-for",
        lesson="11",
        claims=("C22",),
        asks="With the weights 1, -1 and 0, which branches have more for veterans than against?",
        answer=answers.more_for,
        right="Two Arab branches, both near to the war. Every weight was 1: would you still say so "
        "if a page without an author weighed less than a paper with interviews?",
        hints=(
            "Add up the weights of each branch: group by the name, and take the sum of a column.",
            "Which sums are above zero? A branch with as much against as for is not among them.",
        ),
        solution="Group the merged table by name, add up the weights, and keep sums above zero.",
        code='scores = named.groupby("name", as_index=False)["weight"].sum()\n'
        'more_for = scores[scores["weight"] > 0]["name"]',
    ),
    Question(
        id="nigeria-fall",
        lesson="11",
        claims=("C22",),
        asks="In Nigeria, by how many per cent, to the nearest whole number, did the yearly "
        "killings of civilians under both names fall from 2012-2014 to 2016-2018?",
        answer=answers.nigeria_fall,
        right="After the pledge the killing of civilians fell by almost three quarters. An army "
        "offensive had begun in the weeks before it: two things happened in one year.",
        hints=(
            "Keep the two spans with .between(), and add up the deaths in each.",
            "As for land lost in lesson 06: what is gone, divided by what there was at the start.",
        ),
        solution="Sum both spans, take one minus their ratio, times 100. Each has three years, so "
        "the ratio of sums is that of means.",
        code='before = nigeria[nigeria["year"].between(2012, 2014)]["deaths_best"].sum()\n'
        'after = nigeria[nigeria["year"].between(2016, 2018)]["deaths_best"].sum()\n'
        "fall = 100 * (1 - after / before)",
    ),
    Question(
        id="highest-mean",
        lesson="11",
        claims=("C23",),
        asks="What is the highest that al-Shabaab's yearly mean of 2009 to 2011 can have been, to "
        "one decimal?",
        answer=answers.highest_mean,
        right="So the years before lie between two means, and the rise after the pledge is sure "
        "whichever holds. A gap need not stop a sum, if its bounds are known.",
        hints=(
            "Two of the three years have a row. From how many deaths on would the third have one?",
            "Add the most that the missing year can hold to the two that are known.",
        ),
        solution="A year without a row holds 24 deaths at most: add that, and divide by three.",
        code="highest = (89 + 44 + 24) / 3",
    ),
    Question(
        id="without-pledge",
        lesson="11",
        claims=("C22", "C23"),
        asks="What can the years before and after a pledge not tell, however they are counted?",
        answer=_without_pledge,
        right="The world without the pledge was never seen. Comparison stands in for it: with "
        "places and years that had none.",
        hints=(
            "Try each option on the figure: which of them can no setting answer?",
            "What would you have to see to say that the pledge was the cause?",
        ),
        solution="What would have happened otherwise is in no table.",
    ),
    Question(
        id="most-gained",
        lesson="11",
        claims=("C22",),
        asks="By how many fighters can Khorasan Province have grown at most between the UN's "
        "figures of 2018 and 2019?",
        answer=answers.most_gained,
        right="Both figures lie lower in 2019, and growth is still possible, as is a large loss: "
        "the ranges contain no change. To say that it shrank is to say more than the UN did.",
        hints=(
            "For the most growth: which end of 2018, and which end of 2019?",
            "Start from the smallest that it can have been, and end with the largest.",
        ),
        solution="The largest of 2019 minus the smallest of 2018.",
        code="most = 4_000 - 3_500",
    ),
)
