"""Lesson 04 in numbers."""

from __future__ import annotations

import numpy as np
import pandas as pd

from aftermosul import load
from aftermosul.topics.t04_tail import powerlaw, tolls
from tests.lessons.facts import Fact, day, one_row
from tests.lessons.reading import in_words

MIPT = ("clauset-shalizi-newman-2009",)
YEARS = 2006 - 1968 + 1

PLAIN = [
    "Give it to two decimals",
    "per cent, to one decimal",
    "# 04 · 9/11",
    "11 September 2001 one of a kind",
    "About 45 minutes",
    "Lesson 02 covers",
    'allows one to say about "the next 9/11"',
    "Two new pieces of Python",
    "**Two routes.**",
    "half of all who died? And was that day *one of a kind*",
    "Did September 2001 continue",
    "the attacks of September 2001. They",
    "two logarithmic axes",
    "### One life",
    "tells its story in four steps",
    "Three things to know before you use it",
    "Here are the four deadliest",
    "the mean of the four is their sum divided by four",
    "the middle two",
    "**1.** Leave out",
    "**2.** What share of all deaths fell in attacks that killed 100 people or more",
    "A tail on two axes",
    "each step multiplies by ten",
    "on two such axes",
    "up from 6. How many",
    "lie between two such attacks",
    "the chance of at least one attack of that size",
    "let 12 begin at 11.5",
    "divided by 11.5",
    "exponent = 1 + number of attacks",
    "**3.** What is the exponent",
    "from 12 deaths up? Give",
    '1. A minister asks: "When is the next 9/11?"',
    "2. Should an event",
    "3. The record has New York",
    "lesson 05 leaves",
]


def facts() -> list[Fact]:
    return [*_history(), *_record(), *_tail()]


def world() -> pd.DataFrame:
    return tolls.record(load("severity_counts"), "World terrorist attacks")


def _history() -> list[Fact]:
    events = load("events_landmark")
    that_day = one_row(events, essay_stage="9-11")
    assert that_day["date"].day_name() == "Tuesday"
    low, high = that_day["victims_killed_low"], that_day["victims_killed_high"]
    assert high == 2753 + 184 + 40
    assert f"{low:,} in the Commission report; {high:,} later" in that_day["note"]
    al_qaeda = events[events["essay_stage"] == "al-qaeda-bombings"]
    earlier = al_qaeda[al_qaeda["date"] < that_day["date"]]
    embassies, cole = (row for _, row in earlier.iterrows())
    assert cole["victims_killed_low"] == cole["victims_killed_high"]
    shown = events[events["date"].between("1998-01-01", "2001-09-11")]
    assert set(earlier["id"]) < set(shown["id"])
    assert shown["id"].iloc[-1] == that_day["id"]
    toll = "abc30-911"
    helpers = one_row(load("people"), lesson="04")
    assert all(
        each in helpers["what_happened"]
        for each in ("Between 400,000 and 500,000 people", "since 2011", "to 2090")
    )
    return [
        Fact(f"On {day(that_day['date'])} people went", (that_day["source_id"],)),
        Fact("two towers in New York and in an office building at Arlington, and boarded"),
        Fact("In New York 2,753 people were killed, 343 of them firefighters", (toll,)),
        Fact("184 were killed at Arlington, and 40 in an aircraft", (toll,)),
        Fact(
            f"{in_words(1).title()} commission counted {low:,} victims; later counts have {high:,}",
            (that_day["source_id"],),
        ),
        Fact("Between 400,000 and 500,000 people were exposed", (helpers["source_id"],)),
        Fact("Since 2011 a federal programme has treated them", (helpers["source_id"],)),
        Fact("it is to last until 2090", (helpers["source_id"],)),
        Fact(f"landmark attacks from {embassies['date'].year} to that day"),
        Fact(
            f"the attacks of {that_day['date'].year} came after the bombings of "
            f"{embassies['date'].year} and {cole['date'].year}"
        ),
    ]


def _record() -> list[Fact]:
    table = load("severity_counts")
    rows = table[table["scope"].str.startswith("World")]
    (period,) = rows["period"].unique()
    assert period == "1968-2006"
    assert rows["events_one_day"].isna().all()
    note = rows["note"].iloc[0]
    assert "without dates" in note
    assert "one of the 11 September 2001 attacks" in note
    counts = world()
    each = pd.Series(np.repeat(counts["deaths"].to_numpy(), counts["events"].to_numpy()))
    assert each.median() == 1
    assert counts["deaths"].iloc[0] == 1
    four = each.tail(4)
    rest = tolls.without_largest(counts)
    assert tolls.median_deaths(rest) == each.median()
    fall = 1 - tolls.mean_deaths(rest) / each.mean()
    half = tolls.events_holding_half(counts)
    ratio = each.iloc[-1] / each.iloc[-2]
    assert 6.5 < ratio < 7
    assert 4 < each.mean() < 4.5
    # "Impossible for every practical purpose": the chance by an exponential law of the same mean.
    assert np.exp(-each.max() / each.mean()) < 1e-200
    thousands = round(len(each) / 1000)
    return [
        Fact(f"some {in_words(thousands)} thousand attacks", MIPT),
        Fact("curve through thousands of others"),
        Fact("exists for 1968 to 2006", MIPT),
        Fact(f"{counts['events'].iloc[0]:,} attacks killed one person each", MIPT),
        Fact(
            "Until 1997 only international attacks were entered; from 1998 on", ("hsdl-rand-mipt",)
        ),
        Fact(f"Its largest value, {each.max():,}, is New York", MIPT),
        Fact(f"hardly stirs, from {four.median():.0f} to {four.head(3).median():.0f}", MIPT),
        Fact(f"The mean falls from {four.mean():.0f} to {four.head(3).mean():.0f}", MIPT),
        Fact(
            f"killed {in_words(int(each.median()))} person; the mean says more than "
            f"{in_words(int(each.mean()))}",
            MIPT,
        ),
        Fact(f"One attack killed one person, another {each.max():,}", MIPT),
        Fact(f"nearly {in_words(round(ratio))} times the next in the record", MIPT),
        Fact(f"the mean falls by about {100 * fall:.0f} per cent", MIPT),
        Fact(f"about {100 * half / len(each):.0f} per cent of the attacks hold half", MIPT),
    ]


def _tail() -> list[Fact]:
    counts = world()
    rest = tolls.without_largest(counts)
    size = int(counts["deaths"].max())
    kept = powerlaw.fits(counts, powerlaw.THRESHOLDS, size=size).set_index("threshold")
    left = powerlaw.fits(rest, powerlaw.THRESHOLDS, size=size).set_index("threshold")
    best = powerlaw.best_threshold(kept.reset_index())
    at_best = left.loc[best]
    chance, low, high = (
        100 * powerlaw.chance_of_at_least_one(at_best[f"expected{end}"])
        for end in ("", "_low", "_high")
    )
    assert 0.22 < chance / 100 < 0.28
    landmarks = tolls.from_tolls(load("events_landmark")["victims_killed_low"])
    bent = powerlaw.fits(
        landmarks, powerlaw.THRESHOLDS, size=int(landmarks["deaths"].max())
    ).set_index("threshold")
    assert bent["exponent"].is_monotonic_increasing
    first, last = bent.iloc[0], bent.iloc[-1]
    nearly, bent_to = (
        100 * powerlaw.chance_of_at_least_one(fit["expected"]) for fit in (first, last)
    )
    assert 99 < nearly < 100
    assert first["exponent_high"] < last["exponent_low"]
    return [
        Fact(f"here {best}, where the line lies closest", MIPT),
        Fact(f"the line fitted from {best} deaths up, the other {rest['events'].sum():,} events"),
        Fact(
            f"at about {chance:.0f} per cent, with an interval from {low:.0f} to {high:.0f}", MIPT
        ),
        Fact(f"climbs from {first['exponent']:.2f} to {last['exponent']:.2f}"),
        Fact(f"from nearly certain to {bent_to:.0f} per cent"),
        Fact(f"Divide the {YEARS} years of the record", MIPT),
        Fact(f"a threshold of 6 it is {_period(kept.loc[6])}", MIPT),
        Fact(f"a threshold of 100 it is {_period(left.loc[100], '', 'from')}", MIPT),
    ]


def _period(fit: pd.Series, unit: str = " years", ends: str = "with an interval from") -> str:
    """A return period as the lesson says it, to two figures."""
    years, low, high = (
        int(float(f"{powerlaw.years_between(fit[name], YEARS):.2g}"))
        for name in ("expected", "expected_high", "expected_low")
    )
    return f"about {years:,}{unit}, {ends} {low:,} to {high:,}"
