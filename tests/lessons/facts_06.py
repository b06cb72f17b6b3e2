"""Lesson 06 in numbers."""

from __future__ import annotations

import pandas as pd

from aftermosul import load
from aftermosul.desk.register import all_questions
from aftermosul.evidence.dating import ESSAY
from aftermosul.topics.t06_territory.model import HELD, counted, share_lost, states
from aftermosul.topics.t06_territory.rows import DAYS
from aftermosul.topics.t06_territory.words import steps
from tests.lessons.facts import Fact, day
from tests.lessons.reading import in_words

PLAIN = [
    "# 06 · Territory",
    "About 55 minutes",
    "Lesson 02 covers",
    "Two new pieces of Python",
    "**Two routes.**",
    "Its sentence 20 makes",
    "In October 2016, the month of the essay",
    "Three things to know before you use the table",
    "between 90 and 100 paces long, and a later count of between 45 and 60",
    "longest rest: a third",
    "55 per cent. Written down",
    "**1.** By IHS",
    "**2.** What is the",
    "**3.** At the end",
    "**4.** Islamic State",
    "`area_km2_high` beside a low",
    '`ihs[ihs["id"] == "ter-007"]["area_km2_low"].sum()`',
    "The column is `area_km2_low`; by `area_km2_high`",
    "Keep those that began before 2014",
    'earlier["end_year"].fillna(2016)',
    "counts it up to 2016",
    "go to January 2017",
    "Point out Palmyra, from March 2016 to March 2017",
    "It is October 2016. You are",
    "Two verdicts on C29 and on C34",
    "was not public by 15 October 2016",
    "a row is kept once one of its sources",
    "on what was public in October 2016?",
    "from 0 to 100, and why",
    "C33 is a judgement",
    "1. You advise",
    "2. Name a meaning",
    "3. If a group",
    "lesson 07 asks",
    "Institute for the Study of War warned in 2015",
]


def facts() -> list[Fact]:
    return [*_history(), *_land(), *_people(), *_rulers(), *_then()]


def _history() -> list[Fact]:
    cities = load("cities").set_index("id")
    fallujah, raqqa, mosul = cities.loc["fallujah"], cities.loc["raqqa"], cities.loc["mosul"]
    sinjar, kobane = cities.loc["sinjar"], cities.loc["kobane"]
    first, second = cities.loc["palmyra-1"], cities.loc["palmyra-2"]
    baghouz = cities.loc["baghouz"]
    sirte = load("territorial_rulers").set_index("id").loc["rul-02"]
    assert "five months before Mosul" in fallujah["note"]
    assert (mosul["taken_date"] - fallujah["taken_date"]).days // 30 == 5
    assert raqqa["taken_date"].year == mosul["taken_date"].year == sinjar["taken_date"].year
    assert "more than 300,000 people" in sinjar["note"]
    assert pd.isna(kobane["taken_date"])
    assert "more than four months" in kobane["note"]
    assert "Syrian forces fought in Aleppo" in second["note"]
    assert second["lost_date"] > first["lost_date"]
    assert "declared victory on 10 July" in mosul["note"]
    assert "at least 49 unlawful killings" in sirte["note"]
    lower = sirte["note"].split(" before the takeover with about a third still there")[0]
    assert "30,000 left" in sirte["note"]
    assert 30_000 / sirte["population_high"] < 1 / 3
    assert sirte["end_year"] == 2016

    def date(city: pd.Series, column: str) -> str:
        return day(city[column]).rsplit(" ", 1)[0]

    return [
        Fact(
            f"held from {fallujah['taken_date']:%B %Y}, five months before Mosul",
            (fallujah["source_id"],),
        ),
        Fact(f"on {date(raqqa, 'taken_date')} of that year", (raqqa["source_id"],)),
        Fact(
            f"some {mosul['population_before']:,} inhabitants, on {date(mosul, 'taken_date')}",
            (mosul["source_id"],),
        ),
        Fact(
            f"On {date(sinjar, 'taken_date')} it was the turn of Sinjar, a district of more than "
            "300,000 people",
            (sinjar["source_id"],),
        ),
        Fact("besieged for more than four months", (kobane["source_id"],)),
        Fact(
            f"lived {lower} [Libya Herald 2016] or {sirte['population_high']:,} people [AFP 2016] "
            f"before the group came; a third of them or fewer were still there in "
            f"{sirte['end_year']}",
            (sirte["source_id"],),
        ),
        Fact("at least 49 unlawful killings", (sirte["source_id"],)),
        Fact(
            f"lost in {first['lost_date']:%B %Y}, taken again in {second['taken_date']:%B}",
            ("week-palmyra-2017",),
        ),
        Fact(f"lost for good on {day(second['lost_date'])}", (second["source_id"],)),
        Fact(f"declared on {day(mosul['lost_date'])}", (mosul["source_id"],)),
        Fact(f"on {day(baghouz['lost_date'])}", (baghouz["source_id"],)),
    ]


def _land() -> list[Fact]:
    table = load("territory").set_index("id")
    official, start, autumn = table.loc["ter-003"], table.loc["ter-007"], table.loc["ter-024"]
    ihs, rand, pentagon = table.loc["ter-029"], table.loc["ter-030"], table.loc["ter-033"]
    march = table.loc["ter-009"]
    assert ihs["date"].month == 12
    assert ihs["date"].day == 31
    assert pentagon["date"] - ihs["date"] < pd.Timedelta(days=31)
    # The text and the cell before it show the same four figures.
    same, _ = share_lost((start["area_km2_low"],) * 2, (ihs["area_km2_low"],) * 2)
    assert round(100 / 3) == round(same) == ihs["share_lost_pct_low"]
    printed = {
        share_lost((first["area_km2_low"],) * 2, (rest["area_km2_low"],) * 2)[0]
        for first in (start, official)
        for rest in (ihs, pentagon)
    }
    assert min(printed) == same
    share, _ = share_lost((start["area_km2_low"],) * 2, (autumn["area_km2_low"],) * 2)
    assert round(share) == autumn["share_lost_pct_low"]
    assert [round(end, 1) for end in share_lost((90, 100), (45, 60))] == [33.3, 55.0]

    cities = load("cities")
    inside = states(cities[cities["iso3"].isin(["IRQ", "SYR"])], DAYS)
    held = counted(inside, len(DAYS))[HELD]
    assert list(held).count(held.max()) == 1
    peak = DAYS[held.idxmax()]
    for city in ("ramadi", "palmyra-1"):
        taken = cities.set_index("id").loc[city, "taken_date"]
        assert (taken.year, taken.month) == (peak.year, peak.month)
    assert march["share_lost_pct_low"] == 25
    assert march["scope"] == "iraq"
    before = (peak.year - march["date"].year) * 12 + peak.month - march["date"].month

    return [
        Fact(
            f"{official['area_km2_low']:,} square kilometres in {official['date']:%B %Y}; the "
            f"company IHS put it at {start['area_km2_low']:,} in {start['date']:%B %Y}",
            (official["source_id"], start["source_id"]),
        ),
        Fact(f"IHS measures from {start['date']:%B %Y}", (start["source_id"],)),
        Fact("the coalition measures from the peak of 2014", (table.loc["ter-016", "source_id"],)),
        Fact(f"land of {start['date']:%B %Y} was lost by {day(autumn['date'])}"),
        Fact(
            f"Early in {pentagon['date'].year} the rest was put at {ihs['area_km2_low']:,} square "
            f"kilometres by IHS and at {pentagon['area_km2_low']:,} by the Pentagon",
            (ihs["source_id"], pentagon["source_id"]),
        ),
        Fact(f"The start was {start['area_km2_low']:,} or {official['area_km2_low']:,}"),
        Fact(f"{in_words(len(printed)).capitalize()} shares could be printed, from there down to"),
        Fact("a third, each with figures from respected sources. Only the one in which"),
        Fact(f"the most are held in {peak:%B %Y}"),
        Fact(f"{in_words(before).capitalize()} months *before*", (march["source_id"],)),
        Fact("a quarter of the populated land in Iraq was lost", (march["source_id"],)),
        Fact(
            f"shrank by {share:.0f} per cent between {start['date']:%B %Y} and "
            f"{day(autumn['date'])}",
            (autumn["source_id"],),
        ),
        Fact("populated land from the peak of 2014"),
        Fact(f"walk through its {in_words(len(steps(0, 0, 0)))} steps"),
        Fact(
            f"Early in {rand['date'].year} careful makers said {ihs['share_lost_pct_low']:.0f} and "
            f"{rand['share_lost_pct_low']:.0f} per cent",
            (ihs["source_id"], rand["source_id"]),
        ),
    ]


def _people() -> list[Fact]:
    table = load("territory").set_index("id")
    before, after, rand = table.loc["ter-008"], table.loc["ter-019"], table.loc["ter-030"]
    gone, _ = share_lost((before["population_low"],) * 2, (after["population_low"],) * 2)
    assert round(gone) == 33
    assert gone > after["share_lost_pct_low"]
    assert "73 percent fewer people" in rand["note"]
    # Some governments do measure populated land in Iraq from that peak, and find more.
    public = load("territory", as_of=ESSAY)
    iraq = public[(public["scope"] == "iraq") & (public["share_base"] == "2014-peak")]
    close = iraq[iraq["date"] >= "2016-01-01"]
    assert len(close) > 1
    assert (close["share_lost_pct_low"] > table.loc["ter-024", "share_lost_pct_high"]).all()
    return [
        Fact(
            f"By {after['date']:%B %Y} IHS had seen {after['share_lost_pct_low']:.0f} per cent of "
            f"the land go, and a third of the people: from {before['population_low']:,} to "
            f"{after['population_low']:,}",
            (before["source_id"], after["source_id"]),
        ),
        Fact(
            f"by early {rand['date'].year}, {rand['share_lost_pct_low']:.0f} per cent less land "
            "and 73 per cent fewer people",
            (rand["source_id"],),
        ),
    ]


def _rulers() -> list[Fact]:
    rulers = load("territorial_rulers").set_index("id")
    ours, taliban, houthis = rulers.loc["rul-01"], rulers.loc["rul-03"], rulers.loc["rul-21"]
    mali, unita = rulers.loc["rul-12"], rulers.loc["rul-16"]
    earlier = rulers[rulers["start_year"] < 2014]
    may = earlier[earlier["population_high"] > ours["population_low"]]
    assert list(may.index) == ["rul-03"]
    counted = earlier[["population_low", "population_high"]].notna().any(axis=1)
    assert "it does not hold for the whole span" in unita["note"]
    assert "whole country" in taliban["note"]
    assert mali["end_year"] - mali["start_year"] == 1
    assert "mostly desert" in mali["note"]
    assert "our arithmetic" in unita["note"]
    assert houthis["start_year"] < 2016 < 2018
    assert "(2018, about" in houthis["note"]
    said = load("territory").set_index("id")
    left = said.loc["ter-029"]
    assert (left["date"].month, left["date"].day) == (12, 31)
    # What is above this is above the highest figure too: the text and the reply to 3 say so.
    larger = earlier[earlier["area_km2_low"] > left["area_km2_low"]]
    assert (larger["area_km2_low"] > ours["area_km2_high"]).all()
    assert f"{ours['area_km2_high']:,}" in all_questions()["larger-area"].right
    for end, row in (("low", "ter-004"), ("high", "ter-001")):
        assert said.loc[row, f"population_{end}"] == ours[f"population_{end}"]
    span = ours["end_year"] - ours["start_year"]
    return [
        Fact(
            f"above even the highest figure for Islamic State, {ours['area_km2_high']:,} square "
            "kilometres",
            ("bbc-is-2015",),
        ),
        Fact(
            f"At the end of {left['date'].year}, after the losses above, IHS left "
            f"{left['area_km2_low']:,} square kilometres to Islamic State",
            (left["source_id"],),
        ),
        Fact(
            f"for {in_words(span)} years, from {ours['start_year']} to {ours['end_year']}. "
            f"Take the rows of `earlier` that had lasted *longer* than {in_words(span)} years"
        ),
        Fact(
            f"between {ours['population_low']:,} and {ours['population_high']:,} at its height",
            (said.loc["ter-004", "source_id"], said.loc["ter-001", "source_id"]),
        ),
        Fact(
            f"Of the {len(earlier)} earlier rows {(~counted).sum()} give no number of people. Of "
            "the others only the first"
        ),
        Fact(f"at most {taliban['population_high']:,}", (taliban["source_id"],)),
        Fact(f"with {houthis['population_low']:,} or more", (houthis["source_id"],)),
        Fact("that rule lasted about a year", (mali["source_id"],)),
    ]


def _then() -> list[Fact]:
    """What the section on the verdict *then* says, from rows that were public by the day."""
    table = load("territory", as_of=ESSAY).set_index("id")
    whole = table[table["scope"] == "both"]
    said = whole[whole["share_lost_pct_low"].notna()].sort_values("date")
    last = said.drop_duplicates("maker", keep="last").set_index("maker")
    ihs, coalition, pentagon = (last.loc[name] for name in ("IHS", "Coalition", "Pentagon"))
    assert ihs["share_base"] == "2015-01"
    assert coalition["share_base"] == pentagon["share_base"] == "2014-peak"
    start = whole[(whole["maker"] == "IHS") & whole["area_km2_low"].notna()].iloc[0]["date"]
    every = load("territory").set_index("id")
    rand, left = every.loc["ter-030"], every.loc["ter-033"]
    assert not {"ter-030", "ter-033"} & set(table.index)
    published = load("sources").set_index("source_id")["published"]
    for row in (rand, left):
        assert published[row["source_id"]].startswith("2017")

    rulers = load("territorial_rulers")
    ours = rulers.set_index("id").loc["rul-01"]
    earlier = rulers[rulers["start_year"] < 2014]
    above = earlier[earlier["area_km2_low"] > ours["area_km2_high"]]
    kept = load("territorial_rulers", as_of=ESSAY)
    born_out = above[above["id"].isin(kept["id"])]
    assert list(born_out["id"]) == ["rul-12", "rul-16"]
    assert "ft-timbuktu-2012" in born_out["source_id"].iloc[0]
    assert "mg-unita-1997" in born_out["source_id"].iloc[1]
    (undated,) = set(above["id"]) - set(born_out["id"])
    of_one = rulers[rulers["id"] == undated]["source_id"].iloc[0].split(";")
    assert published[of_one].isna().all()

    few, many = every.loc["ter-004"], every.loc["ter-001"]
    assert published[few["source_id"]] == "2014"
    assert "ter-001" not in table.index
    return [
        Fact(
            f"By then IHS had counted {ihs['share_lost_pct_low']:.0f} per cent lost since "
            f"{start:%B %Y}; the coalition had said {coalition['share_lost_pct_low']:.0f}, the "
            f"Pentagon {pentagon['share_lost_pct_low']:.0f} to "
            f"{pentagon['share_lost_pct_high']:.0f}, both since the peak of 2014",
            (ihs["source_id"], coalition["source_id"], pentagon["source_id"]),
        ),
        Fact(
            f"RAND's {rand['share_lost_pct_low']:.0f} came in 2017, and so did the Pentagon's "
            f"{left['area_km2_low']:,}",
            (rand["source_id"], left["source_id"]),
        ),
        Fact(
            f"Of the {in_words(len(above))} earlier groups with more land, sources of 1997 and "
            f"2012 bear out {in_words(len(born_out))}",
            ("ft-timbuktu-2012", "mg-unita-1997"),
        ),
        Fact(
            f"And {few['population_low']:,} people stood in print in 2014; the source for "
            f"{many['population_high']:,} is later",
            (few["source_id"], many["source_id"]),
        ),
    ]
