"""The self-checks of lesson 03, Bombs and networks: questions, choices, hints, solutions."""

from __future__ import annotations

from aftermosul.evidence.tables import load
from aftermosul.questions.question import OneOf, Question
from aftermosul.topics.t03_networks import answers
from aftermosul.topics.t03_networks.breaks import one_series

START = "START GTD: full database, as published in START texts (deaths incl. perpetrators)"


def _last_hijacking() -> OneOf:
    events = load("events_landmark")
    last = events[events["tactic"] == "hijacking"].nlargest(1, "date").iloc[0]
    assert last["date"] == answers.SEPTEMBER, "the options no longer have one right answer"
    return OneOf(
        right="d",
        options={
            "a": "Karachi, September 1986",
            "b": "Lockerbie, December 1988",
            "c": "Marseille, December 1994",
            "d": "New York, September 2001",
        },
        wrong={
            "a": "It is the last of the 1980s. Set “Tactic” to hijacking and see what stands to "
            "the right of it.",
            "b": "There a bomb destroyed an aircraft: the list codes it as a bombing. Set “Tactic” "
            "to hijacking.",
            "c": "It is the last that our coding puts in the first stage, and that is not the "
            "same thing. Set “Tactic” to hijacking and look at every stage.",
        },
    )


def _list_or_count() -> OneOf:
    years = load("events_landmark")["date"].dt.year
    count = one_series(load("world_by_year"), START, "incidents")
    assert not years.isin([1992]).any()
    assert count[count.index < 2010].idxmax() == 1992
    return OneOf(
        right="a",
        options={
            "a": ("A list of landmarks shows that something happened, and not how often."),
            "b": ("START's count of that year must be wrong."),
            "c": (
                "The attacks of that year harmed so few people that nobody had a "
                "reason to remember them."
            ),
            "d": ("Attacks became rarer between 1989 and 1993."),
        },
        wrong={
            "b": (
                "A count of every case and a list of famous ones measure different things. That "
                "they differ speaks against neither."
            ),
            "c": (
                "That nobody made them landmarks says how they are remembered, not what they did "
                "to people."
            ),
            "d": (
                "This reads a rate from the list, and the count says the reverse. Empty years in "
                "a list of famous cases are years without fame."
            ),
        },
    )


def _rule_change() -> OneOf:
    return OneOf(
        right="a",
        options={
            "a": ("The rule of counting changed, so the pair can't show what the world did."),
            "b": "Terrorism grew about seventeenfold in a year.",
            "c": "Nothing changed in the world: it was all the rule.",
            "d": (
                "The truth lies between the two, so their mean is the best estimate "
                "of what the world did."
            ),
        },
        wrong={
            "b": "The second figure lets in what the first left out, above all attacks within one "
            "country. See the changes marked in the figure's panels.",
            "c": "That is too much. The rule changed for certain; whether attacks rose or fell as "
            "well can't be seen in this pair.",
            "d": "They answer two questions, and the mean of two questions answers neither.",
        },
    )


QUESTIONS = (
    Question(
        id="last-hijacking",
        lesson="03",
        claims=("C24",),
        asks="Which attack is the last that the list codes as a hijacking, whatever its stage?",
        answer=_last_hijacking,
        right="The tactic of the first stage is the means of the third. What a stage names, its "
        "tactic or its maker, decides whether stages follow or overlap.",
        hints=(
            "Use the timeline: under “Show only” stands the tactic.",
            "With hijackings alone, the sentence under the drawing gives the year of the last.",
        ),
        solution="The four aircraft of 11 September 2001 were hijacked.",
    ),
    Question(
        id="earlier-bombings",
        lesson="03",
        claims=("C26", "C24"),
        asks="Which bombings in the list killed at least 85 people, by the low figure, and came "
        "before 7 August 1998?",
        answer=answers.earlier,
        right="Not one of them was the work of Al Qaeda, and their makers have almost nothing in "
        "common: agents of states, Abu Nidal's organisation, men tied to Hezbollah, separatists, "
        "a criminal network, extremists at home.",
        hints=(
            "Two conditions, joined by &: one on the date, one on the low figure.",
            'Compare bombings["date"] with "1998-08-07", using a sign that leaves the day out.',
        ),
        solution="Keep the bombings before that day whose low figure is 85 or more.",
        code='before = bombings["date"] < "1998-08-07"\n'
        'large = bombings["victims_killed_low"] >= 85\n'
        'earlier = bombings[before & large]["name"]',
    ),
    Question(
        id="after-september",
        lesson="03",
        claims=("C26",),
        asks="How many of the landmark bombings coded to Al Qaeda's stage came after "
        "11 September 2001?",
        answer=answers.later,
        right="Most of what the list calls the second stage comes after the third. The order holds "
        "for where each begins, not for where it ends.",
        hints=(
            'run["date"] > "2001-09-11" is true or false for each row.',
            "The sum of such a column counts what is true, as .sum() did for .isna().",
        ),
        solution="Compare each date with that day, and count what is true.",
        code='later = (run["date"] > "2001-09-11").sum()',
    ),
    Question(
        id="list-or-count",
        lesson="03",
        claims=("C24", "C26"),
        asks="START counts 5,081 attacks in 1992, more than in any other year it published before "
        "the 2010s; the list of landmarks holds none. What follows?",
        answer=_list_or_count,
        right="That is why this lesson reads dates and order from the list, and nothing else.",
        hints=(
            "How does an attack get into a list of landmarks?",
            "Ask of each option whether it needs a complete count to be known.",
        ),
        solution="Fame chose the list; a count takes every case that its rule lets in.",
    ),
    Question(
        id="rule-jump",
        lesson="03",
        claims=("C24", "C26"),
        asks="How many times as many incidents, to one decimal, does NCTC give for 2005 as it "
        "first gave for 2004?",
        answer=answers.jump,
        right="Keep the size of it in mind before you read why.",
        hints=(
            "around has one row for each year: divide the later figure by the earlier.",
            'around[around["year"] == 2005]["incidents"].sum() is the later figure.',
        ),
        solution="Divide the figure of 2005 by that of 2004.",
        code='first = around[around["year"] == 2004]["incidents"].sum()\n'
        'later_on = around[around["year"] == 2005]["incidents"].sum()\n'
        "jump = later_on / first",
    ),
    Question(
        id="rule-change",
        lesson="03",
        claims=("C24",),
        asks="NCTC gives 651 incidents for 2004 and 11,111 for 2005. What may one say?",
        answer=_rule_change,
        right="A series can be compared with itself for as long as its rule stands. After that a "
        "new series begins, even under the same name.",
        hints=(
            "Look at NCTC's panel in the figure, and at the two figures of 2004.",
            "Which of the options claim to know what these two figures can't tell?",
        ),
        solution="One pair of figures can't divide a change of rule from a change in the world.",
    ),
)
