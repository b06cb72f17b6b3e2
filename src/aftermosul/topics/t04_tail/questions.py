"""The self-checks of lesson 04, 9/11 and the long tail: questions, choices, hints, solutions."""

from __future__ import annotations

from aftermosul.questions.question import OneOf, Question
from aftermosul.topics.t04_tail import answers, powerlaw, tolls


def _came_next() -> OneOf:
    return OneOf(
        right="a",
        options={
            "a": ("The attacks of 2001 came after the bombings of the late 1990s."),
            "b": ("The bombings of the late 1990s led to the attacks of 2001."),
            "c": ("No earlier attack had killed as many people."),
            "d": ("After those bombings an attack on such a scale was to be expected."),
        },
        wrong={
            "b": (
                "“Followed by” puts one thing after another. That one led to the other is a "
                "further claim."
            ),
            "c": (
                "That is so in this lesson's record, but the sentence says nothing about how many "
                "were killed."
            ),
            "d": (
                "The sentence looks back and lists what came. Whether it was to be expected is "
                "the question that we add."
            ),
        },
    )


def _one_of_a_kind() -> OneOf:
    world = answers.world_record()
    others = tolls.without_largest(world)
    size = int(world["deaths"].max())
    (expected,) = powerlaw.fits(others, [answers.THRESHOLD], size=size, resamples=1)["expected"]
    chance = powerlaw.chance_of_at_least_one(float(expected))
    assert 0.2 < chance < 0.3, "the options no longer have one right answer"
    return OneOf(
        right="b",
        options={
            "a": "Next to none: less than one in a thousand.",
            "b": "About one in four.",
            "c": "About three in four.",
            "d": "It is all but certain.",
        },
        wrong={
            "a": "That is what a thin tail would say. Set “Fit from” to 12 deaths and read the "
            "chance in the column with the largest left out.",
            "c": "That is the chance that there is no such event. Read the line that begins "
            "“Chance of at least one”.",
            "d": "The fit expects fewer than one such event in a record of this size. Read the "
            "column with the largest left out.",
        },
    )


def _bent_list() -> OneOf:
    return OneOf(
        right="d",
        options={
            "a": "Nothing can be said: the list is too short for any fit.",
            "b": "Attacks became deadlier in the years that the list covers.",
            "c": "Its deadliest attack weighs too much: without it the climb would be gone.",
            "d": "It holds what became famous, and few small attacks ever do.",
        },
        wrong={
            "a": "A short list gives wide intervals, not a climb. At low thresholds the list's "
            "intervals are narrow, and far from where they are at high ones.",
            "b": "A fit knows no dates: shuffle the years and the exponents are the same.",
            "c": "Try it: untick “Keep the largest event in” and move the threshold again.",
        },
    )


QUESTIONS: tuple[Question, ...] = (
    Question(
        id="came-next",
        lesson="04",
        claims=("C27",),
        asks="What does the sentence say about the attacks of 2001, read as it stands?",
        answer=_came_next,
        right="It puts them in order and no more. How far they lie from what came before is our "
        "question, and it bears on what a stage can tell of the next.",
        hints=(
            "Read the claim card again: which words compare, and which put in order?",
            "Strike out everything that the sentence doesn't say but that you know.",
        ),
        solution="The sentence gives an order in time, without size and cause.",
    ),
    Question(
        id="mean-without",
        lesson="04",
        claims=("C27",),
        asks="How many people, to two decimals, did an attack kill on average, without the largest "
        "event?",
        answer=answers.mean_without,
        right="A single event among thousands moves the mean by about 7 per cent. It does not move "
        "the median at all.",
        hints=(
            "each.max() is the largest toll, and only one event has it.",
            "Keep the rows of each that are smaller than its maximum, then take their mean.",
        ),
        solution="Keep every event below the largest, and take the mean of what is left.",
        code="rest = each[each < each.max()]\nmean_without = rest.mean()",
    ),
    Question(
        id="hundred-share",
        lesson="04",
        claims=("C27",),
        asks="What share of all deaths, in per cent to one decimal, fell in attacks that killed "
        "100 people or more?",
        answer=answers.hundred_share,
        right="Just over a fifth of all deaths in 29 attacks of 9,101. That is what a heavy tail "
        "means: the few weigh as much as the many.",
        hints=(
            "Two sums: deaths in those attacks, and deaths in all of them.",
            "each[each >= 100].sum() is the first; divide by the second and multiply by 100.",
        ),
        solution="Add up the deaths of the attacks from 100 up, and divide by all deaths.",
        code="many = each[each >= 100]\nhundred_share = 100 * many.sum() / each.sum()",
    ),
    Question(
        id="one-of-a-kind",
        lesson="04",
        claims=("C27",),
        asks="World record, fitted from 12 deaths up, without the largest event: what chance "
        "does the fit give to at least one event that large?",
        answer=_one_of_a_kind,
        right="The other events alone make one of that size unlikely, and far from impossible. So "
        "size by itself does not make it one of a kind.",
        hints=(
            "The table below the figure has a column for the record without its largest event.",
            "Look for the line that speaks of a chance, with the world and 12 deaths chosen.",
        ),
        solution="About 24 per cent, with an interval from 14 to 40.",
    ),
    Question(
        id="bent-list",
        lesson="04",
        claims=("C27",),
        asks="Why does the exponent of the landmark list climb with the threshold?",
        answer=_bent_list,
        right="What is chosen by fame is thinned out at the lower end, so its tail looks heavier "
        "than it is. From 12 deaths up the complete records have exponents above 2.2, and the list "
        "1.5.",
        hints=(
            "Compare the curve of the list with the world's: where are the small attacks?",
            "Ask of an attack that killed six people how likely it is to be on such a list.",
        ),
        solution="Choosing by fame removes small attacks more than large ones.",
    ),
    Question(
        id="tail-exponent",
        lesson="04",
        claims=("C27",),
        asks="What is the exponent of the world's record from 12 deaths up, to two decimals?",
        answer=answers.tail_exponent,
        right="The figure's table says the same, and now you know how. With a threshold of 6 or of "
        "100 it would be another number.",
        hints=(
            "First keep the tail: each[each >= 12]. Then np.log(tail / 11.5) for all of it.",
            "len(tail) is the number of attacks; divide it by the sum of the logarithms, and "
            "mind the 1 at the start of the rule.",
        ),
        solution="Keep the tail, take the logarithms, and put both into the rule.",
        code="tail = each[each >= 12]\nlogs = np.log(tail / 11.5)\n"
        "tail_exponent = 1 + len(tail) / logs.sum()",
    ),
)
