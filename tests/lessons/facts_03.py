"""Lesson 03 in numbers."""

from __future__ import annotations

import re

import pandas as pd

from aftermosul import load
from aftermosul.topics.t03_networks.breaks import course, one_series
from aftermosul.topics.t03_networks.landmarks import STAGES, large_bombings, spans
from tests.lessons.facts import Fact, day, one_row
from tests.lessons.reading import in_words

PRINTED = "US State Dept: international incidents (year-in-review figures as first printed)"
SIGNIFICANT = "NCTC: significant international incidents"
WITS = "NCTC WITS: all terrorism incl. domestic"
START = "START GTD: full database, as published in START texts (deaths incl. perpetrators)"
NAIROBI = pd.Timestamp(1998, 8, 7)
SEPTEMBER = pd.Timestamp(2001, 9, 11)

PLAIN = [
    "Give it to one decimal",
    "# 03 · Bombs and networks",
    "Did one kind of terrorism",
    "About 55 minutes",
    "bombings of the late 1990s were a stage",
    "Two new pieces of Python",
    "You need lesson 02.",
    "### One life",
    "Did one thing follow another",
    "for the three years 1990 to 1992",
    "**Two routes.**",
    "Lesson 02 read the first words",
    "each stage *began* after the one before",
    "A stronger one still says",
    "Three readings, and three tests",
    "had killed 100 people or more",
    "Write down six attacks",
    "One row is one attack",
    "Three things to know before you use it",
    "walk the three steps, then move things",
    "walk the three steps, then answer",
    "who saw the one line alone",
    "lesson 02 had a full count",
    "has two words for a bombing",
    "**1.** Which rows",
    "killed at least 85 people, by the low figure",
    "Join two conditions",
    "**2.** How many",
    "Here are two figures by one maker",
    "**3.** How many times as many incidents does it give for 2005 as it first gave for 2004",
    "in one year: was that",
    "touch more than one country",
    "attacks within one country",
    "an affair of one country",
    "Now look at three makers at once",
    "What was new was one network",
    "the toll of one attack",
    "That the bombings came after the hijackings (C26)",
    "(C24) gets two verdicts",
    "on what was public in October 2016?",
    "first landmark comes after the one before",
    "As **one stage giving way**",
    "1. Whose dead are landmarks? Find two attacks with like tolls, one that you knew and one that",
    "2. Must a stage end",
    "3. You write a headline on the figures of 2005",
]


def facts() -> list[Fact]:
    return [
        *_embassies(),
        *_before(),
        *_left_out(),
        *_list(),
        *_counts(),
        *_other_side(),
        *_recap(),
    ]


def _event(name: str, date: str) -> pd.Series:
    return one_row(load("events_landmark"), name=name, date=pd.Timestamp(date))


def _killed(row: pd.Series) -> int:
    """The number killed, where low and high agree."""
    assert row["victims_killed_low"] == row["victims_killed_high"]
    return int(row["victims_killed_low"])


def _low_high(row: pd.Series) -> tuple[int, int]:
    low, high = int(row["victims_killed_low"]), int(row["victims_killed_high"])
    assert low < high
    return low, high


def _embassies() -> list[Fact]:
    sidialo = one_row(load("people"), lesson="03")
    assert "brought some three thousand survivors together" in sidialo["what_happened"]
    nairobi = _event("US embassy bombings", "1998-08-07")
    # "Of different stages, and Oklahoma City is of none."
    assert nairobi["essay_stage"] != _event("11 September", "2001-09-11")["essay_stage"]
    assert pd.isna(_event("Oklahoma", "1995-04-19")["essay_stage"])
    cole = _event("USS Cole", "2000-10-12")
    assert nairobi["date"] == NAIROBI
    assert "Nairobi and Dar es Salaam together" in nairobi["note"]
    assert "Most victims were African" in nairobi["note"]
    assert nairobi["perpetrator_group"] == cole["perpetrator_group"] == "al-Qaeda"
    assert "Military target" in cole["note"]
    new_york = _event("World Trade Center", "1993-02-26")
    dhahran = _event("Khobar Towers", "1996-06-25")
    assert "looser than later lists suggest" in new_york["note"]
    assert "US courts found Iran-backed Saudi Hezbollah" in dhahran["note"]
    low, high = _low_high(nairobi)
    return [
        Fact("brought some three thousand survivors together", (sidialo["source_id"],)),
        Fact("after 2001 looked for those of New York", (sidialo["source_id"],)),
        Fact("Al Qaeda's bombings of 1998", (nairobi["source_id"],)),
        Fact(f"On {day(nairobi['date'])} bombs struck", (nairobi["source_id"],)),
        Fact(
            f"Between {low} [AFP 2011] and {high} people [Associated Press 2005] were killed, and "
            f"{nairobi['injured_low']:,} or more were hurt",
            (nairobi["source_id"],),
        ),
        Fact(
            f"On {day(cole['date'])} the same organisation killed {_killed(cole)} sailors",
            (cole["source_id"],),
        ),
        Fact(
            f"New York in {new_york['date']:%B %Y}, where {_killed(new_york)} people died, and "
            f"with Dhahran in {dhahran['date']:%B %Y}, where {_killed(dhahran)} died",
            (new_york["source_id"], dhahran["source_id"]),
        ),
    ]


def _before() -> list[Fact]:
    beirut = _event("barracks", "1983-10-23")
    found = re.match(
        r"Two truck bombs at two buildings, minutes apart: (\d+) US servicemen .* and (\d+) French "
        r"soldiers",
        beirut["note"],
    )
    assert found is not None
    assert int(found[1]) + int(found[2]) == beirut["victims_killed_low"]
    assert "is it terrorism?" in beirut["note"]
    lockerbie = _event("Pan Am 103", "1988-12-21")
    parts = re.match(r"(\d+) aboard and (\d+) on the ground", lockerbie["note"])
    assert parts is not None
    assert int(parts[1]) + int(parts[2]) == _killed(lockerbie)
    niger = _event("UTA 772", "1989-09-19")
    assert lockerbie["perpetrator_group"] == niger["perpetrator_group"] == "Libyan state agents"
    return [
        Fact(
            f"On {day(beirut['date'])} two truck bombs, minutes apart, killed {found[1]} American "
            f"servicemen and {found[2]} French soldiers",
            (beirut["source_id"],),
        ),
        Fact(
            f"On {day(lockerbie['date'])} an airliner came down on Lockerbie in Scotland: "
            f"{parts[1]} people aboard were killed, and {parts[2]} in their homes",
            (lockerbie["source_id"],),
        ),
        Fact(
            f"On {day(niger['date'])} another fell in the desert of Niger, with "
            f"{_killed(niger)} dead",
            (niger["source_id"],),
        ),
    ]


def _left_out() -> list[Fact]:
    mumbai = _event("Bombay", "1993-03-12")
    oklahoma = _event("Oklahoma", "1995-04-19")
    colombo = _event("Central Bank", "1996-01-31")
    three = (mumbai, oklahoma, colombo)
    assert all(pd.isna(row["essay_stage"]) and row["date"] < NAIROBI for row in three)
    assert "secular separatist" in colombo["note"]
    return [
        Fact(
            "People also died in Mumbai on {} (between {} and {})".format(
                day(mumbai["date"]), *_low_high(mumbai)
            ),
            (mumbai["source_id"],),
        ),
        Fact(
            f"in Oklahoma City on {day(oklahoma['date'])} ({_killed(oklahoma)}) and in Colombo on "
            f"{day(colombo['date'])} ({_killed(colombo)})",
            (oklahoma["source_id"], colombo["source_id"]),
        ),
    ]


def _list() -> list[Fact]:
    events = load("events_landmark")
    found = spans(events).set_index("stage")
    assert list(found["first"]) == sorted(found["first"])
    assert tuple(found.index) == STAGES
    longer = found.loc["al-qaeda-bombings", "last"].year - SEPTEMBER.year
    none = int(events["essay_stage"].isna().sum())
    by_year = load("hijackings_by_year").set_index("year")["incidents"]
    eighties, nineties = by_year.loc[1980:1989].sum(), by_year.loc[1990:1999].sum()
    noughties = by_year.loc[2000:2009].sum()
    # "The steep fall comes a decade later."
    assert nineties - noughties > 2 * (eighties - nineties) > 0
    return [
        Fact(f"{in_words(len(STAGES))} stages (our word) hang"),
        Fact(f"Beside each write one of the {in_words(len(STAGES))} stages"),
        Fact(f"Somebody chose these {len(events)} attacks"),
        Fact(f"Of the {len(events)} landmarks, {none} have no place in the sentence"),
        Fact(f"the bombings go on for {in_words(longer)} years after 9/11"),
        Fact(
            f"From the 1980s to the 1990s the count fell from {eighties} to {nineties}",
            ("asn-stats",),
        ),
        Fact(f"about every {3652 / nineties:.0f} days", ("asn-stats",)),
        Fact(f"before {day(NAIROBI)} and"),
        Fact(f"came after {day(SEPTEMBER)}? Store the number"),
    ]


def _counts() -> list[Fact]:
    events = load("events_landmark")
    table = load("world_by_year")
    assert not events["date"].dt.year.between(1990, 1992).any()
    count = one_series(table, START, "incidents")
    assert count[count.index < 2010].max() == count[1992]
    assert count[2000] < count[1992] / 2
    row = one_row(table, series="START GTD", year=1992)
    state = course(table, PRINTED, "incidents")
    assert state.lowest == NAIROBI.year
    old = one_row(table, series=SIGNIFICANT, year=2004)
    new = one_row(table, series=WITS, year=2005)
    assert "Definition widened" in new["note"]
    ferry = _event("SuperFerry", "2004-02-27")
    russia = _event("Two airliner", "2004-08-24")
    recount = one_row(table, series="Recount of 2004 by NCTC", year=2004)
    wits, lone = course(table, WITS, "incidents"), course(table, SIGNIFICANT, "incidents")
    assert wits.first == 2005
    return [
        Fact(f"has {count[1992]:,} attacks for 1992", (row["source_id"],)),
        Fact("its highest published figure before the 2010s"),
        Fact(f"and {count[2000]:,} for 2000", (row["source_id"],)),
        Fact("falls by more than half", (row["source_id"],)),
        Fact(
            f"From {old['incidents']:,} to {new['incidents']:,} in one year",
            (old["source_id"], new["source_id"]),
        ),
        Fact(f"counted such attacks from {lone.first} to {wits.last}", (old["source_id"],)),
        Fact("Until 2004 an attack had to be *significant*", (old["source_id"],)),
        Fact(f"From {wits.first} attacks within", (new["source_id"],)),
        Fact("In July 2005 NCTC counted 2004 again", (recount["source_id"],)),
        Fact(f"came to {recount['incidents']:,} [Ensor 2005]", (recount["source_id"],)),
        Fact(f"the ferry in Manila Bay, with {_killed(ferry)} dead", (ferry["source_id"],)),
        Fact(
            "two airliners over Russia, with {} to {} dead, it saw one".format(*_low_high(russia)),
            (russia["source_id"],),
        ),
    ]


def _other_side() -> list[Fact]:
    first = _event("US embassy bombings", "1998-08-07")
    third = _event("11 September", "2001-09-11")
    assert 100 <= first["victims_killed_low"] < 1000 <= third["victims_killed_low"]
    years = third["date"].year - first["date"].year
    return [
        Fact(f"in {in_words(years)} years the toll", (first["source_id"], third["source_id"])),
        Fact("from some hundreds to thousands"),
    ]


def _recap() -> list[Fact]:
    events = load("events_landmark")
    run = events.loc[events["essay_stage"] == "al-qaeda-bombings", "date"]
    assert (run > SEPTEMBER).sum() > len(run) / 2
    assert (events.loc[events["date"] == SEPTEMBER, "tactic"] == "hijacking").all()
    assert events["essay_stage"].isna().mean() > 0.5
    large = large_bombings(events, NAIROBI, 100)
    assert not large["perpetrator_group"].str.contains("Qaeda").any()
    return [
        Fact(
            "most bombings coded to the second stage come after the third, and the third was "
            "itself a hijacking"
        ),
        Fact(f"{in_words(len(large)).capitalize()} bombings with 100 dead or more came **before**"),
    ]
