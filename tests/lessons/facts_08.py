"""Lesson 08 in numbers."""

from __future__ import annotations

import pandas as pd

from aftermosul import load
from aftermosul.topics.t08_mosul.dead_words import STEPS
from aftermosul.topics.t08_mosul.words import DAYS, VICTORY_STEPS
from tests.lessons.facts import Fact, day
from tests.lessons.reading import in_words

PLAIN = [
    "# 08 · Mosul",
    "About 55 minutes",
    "You need lessons 02 and 07",
    "may stand in one line, and which two counts",
    "Two new pieces of Python",
    "`.days` between two of them",
    "**Two routes.**",
    "2017 one air strike in the west",
    "### One life",
    "a record of one city",
    "## Sentences 1 to 4, checked",
    '`mosul.loc["mos-005", "date"]` looks one date up',
    '`pd.Timestamp("2016-10-15")` makes',
    "One date minus another",
    "**1.** How many",
    "One page gives Mosul",
    "**2.** The operation",
    "a question on sentence 4",
    "One row is one published count",
    "Three things to know before you use it",
    "Two of JTIC's figures, of late 2016 and of 2018",
    "Lay the rows `atk-01` and `atk-08`",
    "or 200 attacks a month. Go through",
    "do the two disagree",
    "As in lesson 07",
    "here one for each row",
    "At 200 a month, JTIC",
    "**3.** Set the limit at 300",
    "with one code for it",
    "the havoc of sentence 6",
    "Lesson 11 asks",
    '## "Many thousands"',
    "or one of the two was counting",
    "Sentence 22 asks",
    "then pick two counts yourself",
    "Find two that count",
    "**4.** AP (row `mos-032`) and the prime minister (`mos-030`)",
    "at least and to one decimal",
    "### What may one print?",
    "Write one sentence on",
    "Two verdicts on each of C04, C08 and C10. C09 is the view",
    "who judges C08 has",
    "counts that bear on C04 none",
    "shows that one of the two can't be right",
    "on what was public in October 2016?",
    "and on one of them it went",
    "It does not mend two makers",
    "Two **counts of dead**",
    '- "Many thousands" was true',
    "1. You may keep one of the four measures",
    "2. Should a newspaper",
    "3. Who has the right",
    "lesson 09 follows",
]


def facts() -> list[Fact]:
    return [*_city(), *_attacks(), *_killed(), *_fighters(), *_figures(), *_other_side()]


def _city() -> list[Fact]:
    mosul = load("mosul").set_index("id")
    badush, fled, christians = (mosul.loc[f"mos-{n}"] for n in ("006", "007", "010"))
    fall, entry, strike, others = (mosul.loc[f"mos-{n}"] for n in ("005", "020", "024", "025"))
    gone, away = mosul.loc["mos-039"], mosul.loc["mos-044"]
    khasfa, digging, inside = (mosul.loc[f"mos-{n}"] for n in ("050", "051", "014"))
    launch = mosul.loc["mos-017"]
    city = load("cities").set_index("id").loc["mosul"]
    assert badush["date"] == fall["date"] == city["taken_date"]
    assert "mostly Shia" in badush["note"]
    assert "Deadline the next midday" in christians["note"]
    assert "homes were marked" in christians["note"]
    assert (
        f"Official {khasfa['figure_low']:,.0f}, witnesses {khasfa['figure_high']:,.0f}"
        in (khasfa["note"])
    )
    assert "Amnesty up to 150; rescue teams reported more than 200" in others["note"]
    assert "eastern edge" in entry["event"]
    assert "US investigation" in strike["note"]
    assert "counted in 1987" in inside["note"]
    assert (launch["date"] - DAYS["essay"]).days == 2
    told = load("people").set_index("id").loc["person-08"]
    assert "in secret even from his mother" in told["what_happened"]
    assert "gave his name in 2017" in told["what_happened"]
    shown = load("sources").set_index("source_id").loc["rudaw-2017-mosuleye", "published"]
    assert shown.startswith("2017-12")
    short = f"{day(christians['date'])}".rsplit(" ", 1)[0]
    return [
        Fact(f"Mosul fell on {day(fall['date'])}", (fall["source_id"],)),
        Fact(f"up to {badush['figure_high']:.0f} people", (badush["source_id"],)),
        Fact(f"Some {fled['figure_low']:,.0f} residents fled", (fled["source_id"],)),
        Fact(f"On {short} those who were Christians", (christians["source_id"],)),
        Fact(
            f"were thrown {khasfa['figure_low']:,.0f} people by an official figure, "
            f"{khasfa['figure_high']:,.0f} by witnesses",
            (khasfa["source_id"],),
        ),
        Fact(f"began in {digging['date']:%B %Y}", (digging["source_id"],)),
        Fact(f"the east of the city on {day(entry['date'])}", (entry["source_id"],)),
        Fact(f"On {day(strike['date'])} one air strike", (strike["source_id"],)),
        Fact(f"killed {strike['figure_low']:.0f} civilians", (strike["source_id"],)),
        Fact(
            f"said up to {others['figure_low']:.0f}, and rescue teams reported more than "
            f"{others['figure_high']:.0f} bodies",
            (others["source_id"],),
        ),
        Fact(f"{gone['figure_low']:,.0f} people had fled", (gone["source_id"],)),
        Fact(f"In December {away['figure_low']:,.0f} could", (away["source_id"],)),
        Fact("In December 2017 he gave his name", (told["source_id"],)),
        Fact(
            f"gives Mosul {city['population_before']:,} inhabitants before it fell",
            ("inquirer-iraq-2014",),
        ),
        Fact(
            f"in {inside['date']:%B %Y} between {inside['figure_low']:,.0f} and "
            f"{inside['figure_high']:,.0f} were thought to be inside",
            (inside["source_id"],),
        ),
        Fact("last been counted in 1987", ("cnn-2010-iraq-census",)),
        Fact(f"launched {in_words((launch['date'] - DAYS['essay']).days)} days after the essay's"),
    ]


def _attacks() -> list[Fact]:
    table = load("is_attacks_by_year").set_index("id")
    old, new = table.loc["atk-01"], table.loc["atk-08"]
    world = table[(table["place"] == "world") & table["incidents"].notna()]
    rate = world["incidents"] / world["months"]
    jtic = world[(world["maker"] == "JTIC") & (rate < 200)]
    bbc = world[(world["maker"] == "BBC Monitoring") & (rate < 200)]
    assert list(jtic["year"]) == [2018]
    assert list(bbc["year"]) == [2022, 2023]
    assert table["months"].min() <= 2
    assert old["months"] == 14 * 12
    assert "forerunners and affiliates" in old["measure"]
    assert "wider than the GTD" in table.loc["atk-15", "note"]
    before, after = new, table.loc["atk-10"]
    for row in ("atk-08", "atk-12"):
        assert "Our arithmetic" in table.loc[row, "note"]
    assert before["months"] == after["months"]
    return [
        Fact(
            f"from {in_words(table.loc['atk-23', 'months'])} months to {old['months'] // 12} years",
            (old["source_id"], table.loc["atk-23", "source_id"]),
        ),
        Fact(
            f"beside each other: {old['incidents']:,} attacks and {new['incidents']:,}. By the "
            f"month they are {old['incidents'] / old['months']:.0f} and "
            f"{new['incidents'] / new['months']:.0f}",
            (old["source_id"], new["source_id"]),
        ),
        Fact(f"yes for {jtic['year'].iloc[0]} alone", (jtic["source_id"].iloc[0],)),
        Fact(
            f"claims only for {bbc['year'].iloc[0]} and {bbc['year'].iloc[1]}",
            (bbc["source_id"].iloc[0],),
        ),
        Fact(
            f"{100 * after['incidents'] / before['incidents']:.0f} for every 100 of the half-year "
            "before",
            (after["source_id"],),
        ),
    ]


def _killed() -> list[Fact]:
    table = load("one_sided_violence")
    group = table[table["actor"] == "Islamic State (IS)"].set_index("year")
    first, last, later = group.loc[2015], group.loc[2019], group.loc[2022]
    least, most = (
        1 - last["deaths_high"] / first["deaths_low"],
        1 - last["deaths_low"] / first["deaths_high"],
    )
    assert least < 0.75 < most
    assert most - least < 0.1
    for year in (2014, 2016):
        assert group.loc[year, "deaths_low"] < later["deaths_high"]
        assert later["deaths_low"] < group.loc[year, "deaths_high"]
    assert group.loc[2015:2019, "deaths_best"].is_monotonic_decreasing
    return [
        Fact("From 2015 to 2019 the figure falls by about three quarters", (first["source_id"],)),
        Fact(
            f"2022 has {later['deaths_low']:,} to {later['deaths_high']:,}, about as many as 2014 "
            f"or 2016, in {later['n_countries']} countries",
            (later["source_id"],),
        ),
    ]


def _fighters() -> list[Fact]:
    table = load("recruitment").set_index("id")
    few, many, before = table.loc["rec-21"], table.loc["rec-22"], table.loc["rec-17"]
    assert [few["value_high"], few["maker"]] == [1000, "Coalition"]
    assert [before["maker"], before["period"]] == ["Pentagon", "January 2016"]
    assert list(before[["value_low", "value_high"]]) == list(many[["value_low", "value_high"]])
    assert pd.Timedelta(days=150) < many["date"] - few["date"] < pd.Timedelta(days=200)
    return [
        Fact(
            f"At the end of {few['date']:%B %Y} the coalition spoke of fewer than "
            f"{few['value_high']:,.0f}",
            (few["source_id"],),
        ),
        Fact(
            f"In {many['period']} monitors of the United Nations gave {many['value_low']:,.0f} to "
            f"{many['value_high']:,.0f}",
            (many["source_id"],),
        ),
        Fact(f"the Pentagon had said in {before['period']}", (before["source_id"],)),
        Fact(f"at least {many['value_low'] - few['value_high']:,.0f} people joined in half a year"),
    ]


def _figures() -> list[Fact]:
    _, victory, end, _ = DAYS.values()
    claim = load("mosul").set_index("id").loc["mos-037"]
    return [
        Fact(f"walk its {in_words(len(VICTORY_STEPS))} steps"),
        Fact(f"each of its {in_words(len(DAYS))} days"),
        Fact(f"stand on {day(DAYS['essay'])}, {day(victory)} and {day(end)}"),
        Fact(f"walk {in_words(len(STEPS))} steps; then"),
        Fact("On four measures victory came"),
        Fact(f"print the {claim['figure_low']:,.0f}", (claim["source_id"],)),
    ]


def _other_side() -> list[Fact]:
    attacks = load("is_attacks_by_year").set_index("id")
    declared = load("mosul").set_index("id").loc["mos-045"]
    left = load("territory").set_index("id").loc["ter-040"]
    was, fell = attacks.loc["atk-11"], attacks.loc["atk-12"]
    average, year = attacks.loc["atk-13"], attacks.loc["atk-14"]
    one, two = attacks.loc["atk-16"], attacks.loc["atk-17"]
    assert "nationwide" in declared["event"]
    assert "Per month, at least" in average["note"]
    assert (two["year"] - DAYS["victory"].year) == 2
    return [
        Fact(f"for the whole country on {day(declared['date'])}", (declared["source_id"],)),
        Fact(
            f"{in_words((left['date'] - declared['date']).days)} days later the {left['maker']} "
            f"left the group {left['area_km2_low']:,} square kilometres",
            (left["source_id"],),
        ),
        Fact(
            f"From {was['year']} to {fell['year']} JTIC's attacks fell from {was['incidents']:,} "
            f"to {fell['incidents']:,}",
            (was["source_id"], fell["source_id"]),
        ),
        Fact(
            f"START counts {year['deaths']} victims for {year['year']}, after {average['deaths']} "
            "a month before",
            (year["source_id"],),
        ),
        Fact("two years after the victory attacks"),
        Fact(
            f"they rose from {one['incidents']:,} to {two['incidents']:,}",
            (one["source_id"], two["source_id"]),
        ),
    ]
