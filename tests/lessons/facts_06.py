"""Lesson 06 in numbers."""

from __future__ import annotations

import pandas as pd

from aftermosul import load
from aftermosul.desk.register import all_questions
from aftermosul.evidence.dating import ESSAY
from aftermosul.evidence.sources import source_ids
from aftermosul.topics.t06_territory.model import HELD, counted, share_lost, states
from aftermosul.topics.t06_territory.rows import DAYS
from aftermosul.topics.t06_territory.words import steps
from tests.lessons.facts import Fact, day, one_row
from tests.lessons.reading import in_words

PLAIN = [
    "# 06 · Territory",
    "About 55 minutes",
    "Lesson 02 covers",
    "Two new pieces of Python",
    "**Two routes.**",
    "had its verdict in lesson 01",
    "In October 2016 newspapers printed",
    "Three things to know before you use the table",
    "## One maker, one base",
    "between 90 and 100 paces long; a later count says between 45 and 60",
    "longest rest: a third",
    "shortest rest: 55 per cent",
    "**1.** By IHS",
    "**2.** What is the",
    "**3.** At the end",
    "**4.** Islamic State",
    "`area_km2_high` beside a low",
    '`ihs[ihs["id"] == "ter-007"]["area_km2_low"].sum()`',
    "even by their low figure, `area_km2_low`",
    "Keep those that began before 2014",
    'earlier["end_year"].fillna(2016)',
    "counts an open end up to 2016",
    "go to January 2017",
    "Follow Palmyra from March 2016 on",
    "It is October 2016. Write",
    "C29 and C34 get two verdicts each",
    "was not public by 15 October 2016",
    "on what was public in October 2016?",
    "1. You advise",
    "2. Name a meaning",
    "3. If a group",
    "lesson 07 asks",
    "Institute for the Study of War warned in 2015",
    "### One life",
]


def facts() -> list[Fact]:
    return [*_history(), *_land(), *_people(), *_rulers(), *_then(), *_one_life()]


def _history() -> list[Fact]:
    cities = load("cities").set_index("id")
    mosul, sinjar = cities.loc["mosul"], cities.loc["sinjar"]
    first, second = cities.loc["palmyra-1"], cities.loc["palmyra-2"]
    baghouz = cities.loc["baghouz"]
    sirte = load("territorial_rulers").set_index("id").loc["rul-02"]
    assert mosul["taken_date"].year == sinjar["taken_date"].year
    assert "more than 300,000 people" in sinjar["note"]
    assert "Syrian forces fought in Aleppo" in second["note"]
    assert second["lost_date"] > first["lost_date"]
    assert "at least 49 unlawful killings" in sirte["note"]
    lower = sirte["note"].split(" before the takeover with about a third still there")[0]
    assert "30,000 left" in sirte["note"]
    assert 30_000 / sirte["population_high"] < 1 / 3
    assert sirte["end_year"] == 2016

    def date(city: pd.Series, column: str) -> str:
        return day(city[column]).rsplit(" ", 1)[0]

    return [
        Fact(
            f"some {mosul['population_before']:,} inhabitants, fell on {day(mosul['taken_date'])}",
            (mosul["source_id"],),
        ),
        Fact(
            f"On {date(sinjar, 'taken_date')} it was the turn of Sinjar, a district of more than "
            "300,000 people",
            (sinjar["source_id"],),
        ),
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
            f"company IHS at {start['area_km2_low']:,} in {start['date']:%B %Y}",
            (official["source_id"], start["source_id"]),
        ),
        Fact(f"IHS measures from {start['date']:%B %Y}", (start["source_id"],)),
        Fact("the coalition measures from the peak of 2014", (table.loc["ter-016", "source_id"],)),
        Fact(f"land of {start['date']:%B %Y} was lost by {day(autumn['date'])}"),
        Fact(
            f"Early in {pentagon['date'].year} IHS put the rest at {ihs['area_km2_low']:,} square "
            f"kilometres, the Pentagon at {pentagon['area_km2_low']:,}",
            (ihs["source_id"], pentagon["source_id"]),
        ),
        Fact(f"{in_words(len(printed)).capitalize()} shares could be printed, from there down to"),
        Fact(
            "a third, each with figures from respected sources. Only the one with IHS on both sides"
        ),
        Fact(f"the most are held in {peak:%B %Y}"),
        Fact(f"{in_words(before).capitalize()} months *before*", (march["source_id"],)),
        Fact("a quarter of the populated land in Iraq was lost", (march["source_id"],)),
        Fact(
            f"shrank by {share:.0f} per cent between {start['date']:%B %Y} and "
            f"{day(autumn['date'])}",
            (autumn["source_id"],),
        ),
        Fact("populated land from the peak of 2014"),
        Fact(f"walk through the figure's {in_words(len(steps(0, 0, 0)))} steps"),
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
    ours, taliban = rulers.loc["rul-01"], rulers.loc["rul-03"]
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
            f"At the end of {left['date'].year} IHS left "
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
            f"Of the {len(earlier)} earlier rows {(~counted).sum()} give no number. Of "
            "the others only the first"
        ),
        Fact(f"at most {taliban['population_high']:,}", (taliban["source_id"],)),
        Fact("northern Mali, mostly desert, was held about a year", (mali["source_id"],)),
    ]


def _then() -> list[Fact]:
    """What the section on the verdict *then* says, from rows that were public by the day."""
    table = load("territory", as_of=ESSAY).set_index("id")
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
    assert list(born_out["id"]) == list(above["id"]) == ["rul-03", "rul-12", "rul-16"]
    # UNITA's area is that of 1997: an older source of its row says nothing of it.
    assert "The area is that of 1997" in rulers.set_index("id").loc["rul-16", "note"]
    bearing = ("mg-unita-1997", "state-2000-afghanistan", "ft-timbuktu-2012")
    assert set(bearing) <= {one for cell in born_out["source_id"] for one in source_ids(cell)}
    oldest, older, old = (published[one][:4] for one in bearing)

    few, many = every.loc["ter-004"], every.loc["ter-001"]
    assert published[few["source_id"]] == "2014"
    assert "ter-001" not in table.index
    return [
        Fact(
            f"RAND's {rand['share_lost_pct_low']:.0f} and the Pentagon's "
            f"{left['area_km2_low']:,} came in 2017",
            (rand["source_id"], left["source_id"]),
        ),
        Fact(
            f"Sources of {oldest}, {older} and {old} bear out the {in_words(len(above))} earlier "
            "groups with more land",
            bearing,
        ),
        Fact(
            f"The {few['population_low']:,} people stood in print in 2014; the source for "
            f"{many['population_high']:,} is later",
            (few["source_id"], many["source_id"]),
        ),
    ]


def _one_life() -> list[Fact]:
    """He was killed between the town's first taking and its first loss."""
    of_one = one_row(load("people"), lesson="06")
    town = load("cities").set_index("id").loc["palmyra-1"]
    died = pd.Timestamp(of_one["period"])
    assert town["taken_date"] < died < town["lost_date"]
    assert town["taken_date"].year == died.year
    for words in (
        "for forty years",
        "stayed",
        "held for weeks",
        "at over eighty",
        "would not tell",
    ):
        assert words in of_one["what_happened"]
    return [
        Fact("For forty years Khaled al-Asaad was in charge", (of_one["source_id"],)),
        Fact(f"took the town in {town['taken_date']:%B %Y}", (town["source_id"],)),
        Fact(f"killed on {died.day} {died:%B}", (of_one["source_id"],)),
    ]
