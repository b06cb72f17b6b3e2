"""The self-checks of lesson 03, Bombs and networks. Every answer is computed from the tables."""

from __future__ import annotations

import pandas as pd

from aftermosul.evidence.tables import load
from aftermosul.questions.question import Names, Number, OneOf, Question
from aftermosul.topics.t03_networks import breaks
from aftermosul.topics.t03_networks.breaks import one_series, step
from aftermosul.topics.t03_networks.landmarks import BOMBINGS, large_bombings

NAIROBI = pd.Timestamp(1998, 8, 7)
SEPTEMBER = pd.Timestamp(2001, 9, 11)
LARGE = 85
"""The higher of two counts for the bomb in Bologna's station, which no rounding hides."""
FIRST_RULE = (breaks.FIRST_RULE, 2004)
AGAIN = (breaks.RECOUNT, 2004)
SECOND_RULE = (breaks.SECOND_RULE, 2005)
START = "START GTD: full database, as published in START texts (deaths incl. perpetrators)"


def _names(rows: pd.DataFrame) -> tuple[str, ...]:
    return tuple(str(name) for name in rows["name"])


def _earlier() -> Names:
    events = load("events_landmark")
    right = large_bombings(events, NAIROBI, LARGE)
    deadly = (events["victims_killed_low"] >= LARGE).fillna(False).astype(bool)
    bombings = events[events["tactic"].isin(BOMBINGS)]
    before = bombings["date"] < NAIROBI
    low, high = bombings["victims_killed_low"], bombings["victims_killed_high"]
    return Names(
        right=_names(right),
        wrong={
            _names(bombings[before & (low > LARGE)]): (
                f"You left out a bombing that killed exactly {LARGE}. “At least” is written >=."
            ),
            _names(bombings[before & (high >= LARGE)]): (
                "One is too many: only its high figure reaches the line. Compare the low one."
            ),
            _names(bombings[before]): (
                "You took every bombing before that day. Ask for the low figure as well."
            ),
            _names(bombings[before | (low >= LARGE)]): (
                "You joined the conditions with |, which means or. Both must hold: use &."
            ),
            _names(bombings[(bombings["date"] > NAIROBI) & (low >= LARGE)]): (
                "These came after that day. Turn the sign of the date round."
            ),
            _names(bombings[(bombings["date"] >= NAIROBI) & (low >= LARGE)]): (
                "These came on that day or later. Turn the sign of the date round."
            ),
            _names(bombings[before & (low >= 100)]): f"You asked for 100 killed, not for {LARGE}.",
            _names(large_bombings(events, SEPTEMBER, LARGE)): (
                "You took the day of another question. Here it is 7 August 1998."
            ),
            _names(events[events["essay_stage"] == "al-qaeda-bombings"]): (
                "This is the table run, of one stage alone. Start from the table bombings."
            ),
            _names(bombings): "This is every bombing of the list. Two conditions are missing.",
            tuple(right["city"]): "These are the cities. Take the column name.",
            tuple(right["id"]): "These are the ids of the rows. Take the column name.",
            _names(bombings[before & (low < LARGE)]): (
                "These killed fewer. Turn the sign of the low figure round."
            ),
            _names(right[right["tactic"] == "bombing"]): (
                "You took the tactic “bombing” alone. A suicide bombing is a bombing too, and the "
                "table gives it a word of its own: give .isin() both."
            ),
            _names(large_bombings(events, NAIROBI + pd.Timedelta(days=1), LARGE)): (
                "You let the day itself in, and with it the bombings of Nairobi and Dar es Salaam. "
                "The question asks what came before them."
            ),
            _names(events[deadly & (events["date"] < NAIROBI)]): (
                "You took every tactic. A fire, a siege or a massacre is no bombing: start from "
                "the table bombings."
            ),
            _names(large_bombings(events, pd.Timestamp.max, LARGE)): (
                "You took all years. Keep those before the day in August as well."
            ),
        },
        cautions={
            "at least": _names(bombings[before & (low > LARGE)]),
            "the low figure": _names(bombings[before & (high >= LARGE)]),
            "before": _names(large_bombings(events, NAIROBI + pd.Timedelta(days=1), LARGE)),
            "bombings": _names(right[right["tactic"] == "bombing"]),
        },
        looked_for=f"the names of the bombings before {NAIROBI:%B %Y} that killed {LARGE} or more",
    )


def _later() -> Number:
    events = load("events_landmark")
    run = events.loc[events["essay_stage"] == "al-qaeda-bombings", "date"]
    bombings = events[events["tactic"].isin(BOMBINGS)]
    later = events.loc[run[run > SEPTEMBER].index]
    return Number(
        right=len(later),
        wrong={
            int((events["date"] > SEPTEMBER).sum()): (
                "You counted the whole list after that day. Start from the table run."
            ),
            len(later) / len(run): "This is a share. .mean() divides by all rows, .sum() counts.",
            int(later["victims_killed_low"].sum()): (
                "This is how many were killed in them. Count the bombings."
            ),
            later.size: "This counts the cells of the table. len() counts its rows.",
            int((run > NAIROBI).sum()): (
                "You compared with the day of the question before. Here it is 11 September 2001."
            ),
            len(bombings): "This is every bombing of the list. Start from the table run.",
            len(run): (
                "This is all of them, whatever their date. Compare their dates with that day."
            ),
            int((run < SEPTEMBER).sum()): (
                "This many came before that day. The question asks how many came after it."
            ),
            int((bombings["date"] > SEPTEMBER).sum()): (
                "You counted every bombing of the list after that day, by anybody. Start from "
                "the table run."
            ),
        },
        cautions={"run": int((bombings["date"] > SEPTEMBER).sum())},
        looked_for="how many of the bombings in run came after 11 September 2001",
    )


def _jump() -> Number:
    table = load("world_by_year")
    right = step(table, FIRST_RULE, SECOND_RULE, "incidents")
    old = one_series(table, FIRST_RULE[0], "incidents")[FIRST_RULE[1]]
    new = one_series(table, SECOND_RULE[0], "incidents")[SECOND_RULE[1]]
    return Number(
        right=right,
        nearest=0.1,
        wrong={
            right - 1: (
                "This is by how much it grew, in times the first. How many times as many counts "
                "the first itself: divide, and don't subtract."
            ),
            100 * right: "This is in per cent. How many times as many is not multiplied by 100.",
            100 * (right - 1): (
                "This is the growth in per cent. Divide the later figure by the earlier, and no "
                "more."
            ),
            float(old + new) / 2: "This is the mean of the two. Divide one by the other.",
            float(new) / float(old + new): (
                "This is a share of both years together. Divide by the figure of 2004 alone."
            ),
            float(new): "This is the figure of 2005 alone. Divide it by that of 2004.",
            float(old): "This is the figure of 2004 alone. Divide that of 2005 by it.",
            float(old + new): "You added the two. How many times as many asks for a division.",
            1 / right: "This is the first year divided by the second: turn the division round.",
            float(new - old): (
                "This is how many more there were. The question asks how many times as many."
            ),
            step(table, AGAIN, SECOND_RULE, "incidents"): (
                "You took the second count of 2004. The question asks for the figure that NCTC "
                "gave first."
            ),
            step(table, FIRST_RULE, SECOND_RULE, "deaths"): (
                "This is the step in deaths. It is smaller: what the second rule let in was, case "
                "for case, less deadly. The question is about incidents."
            ),
        },
        cautions={"incidents": step(table, FIRST_RULE, SECOND_RULE, "deaths")},
        looked_for="the incidents given for 2005 divided by those given for 2004",
    )


def _last_hijacking() -> OneOf:
    events = load("events_landmark")
    last = events[events["tactic"] == "hijacking"].nlargest(1, "date").iloc[0]
    assert last["date"] == SEPTEMBER, "the options no longer have one right answer"
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
        answer=_earlier,
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
        answer=_later,
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
        answer=_jump,
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
