"""The numbers and names that lesson 03 looks for, from the tables, with the usual mistakes.

`questions.py` says which question each function answers, and holds what is chosen.
"""

from __future__ import annotations

import pandas as pd

from aftermosul.evidence.tables import load
from aftermosul.questions.question import Names, Number
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


def _names(rows: pd.DataFrame) -> tuple[str, ...]:
    return tuple(str(name) for name in rows["name"])


def earlier() -> Names:
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


def later() -> Number:
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


def jump() -> Number:
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
