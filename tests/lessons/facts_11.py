"""Lesson 11 in numbers."""

from __future__ import annotations

import pandas as pd

from aftermosul import load
from aftermosul.evidence.dating import ESSAY
from aftermosul.topics.t11_affiliates import model, pledges, words
from aftermosul.topics.t11_affiliates.rows import DAYS, ESSAYS_DAY
from tests.lessons.facts import Fact, day, one_row
from tests.lessons.reading import in_words

PLAIN = [
    "# 11 · Affiliates and rivals",
    "About 60 minutes",
    "Lesson 02 covers",
    "**Two routes.**",
    "Two sentences look beyond",
    "`.map({",
    '`.map({"for": 1, "against": -1, "neither": 0})`',
    "Three things to know",
    "### Two tables and a weight",
    "joins two tables where two columns agree",
    "**1.** With these weights",
    "**2.** By how many",
    "**3.** al-Shabaab",
    "**4.** By how many",
    "killed 20, 40 and 60 people in three years, then pledged itself, and killed 30, 15 and 15",
    "The mean before is 40, the mean after 20: half was left",
    "what two ranges leave open",
    "to put one value in place of another",
    "people who learned in one war teach in another",
    "`veterans_to_branches` one for each finding",
    "a claim by one army",
    "killings of civilians are one measure",
    "One pledge was followed by a fall, one by a rise",
    "from 2012–2014 to 2016–2018",
    "Leave out 2015, the year of the pledge",
    "yearly mean of 2009 to 2011",
    "UN's figures of 2018 and 2019",
    "as in lesson 06",
    "C22 and C23 get two verdicts each",
    "on what was public in October 2016?",
    "by the day of the essay",
    "would change your mind about C22",
    "1. Which finding",
    "2. A branch kills",
    "3. If two networks",
    "Two **ranges** may",
    "lesson 12 will ask",
    "### One life",
]


def facts() -> list[Fact]:
    return [*_history(), *_branches(), *_veterans(), *_nigeria(), *_rival(), *_one_life()]


def _killed(actor: str, year: int) -> int:
    table = load("one_sided_violence")
    row = table[(table["actor"] == actor) & (table["year"] == year)]
    return int(row["deaths_best"].iloc[0])


def _in_nigeria(actor: str, year: int, kind: str = "one-sided") -> int:
    row = one_row(
        load("violence_by_country_year").query("iso3 == 'NGA'"),
        perpetrator=actor,
        year=year,
        type=kind,
    )
    return int(row["deaths_best"])


def _history() -> list[Fact]:
    mosque = one_row(load("attacks_elsewhere"), id="egy-2017-11-24-bir-al-abed")
    assert mosque["victims_killed"] > 300
    marawi = load("forecasts").set_index("id").loc["F16a"]
    assert "2017-05-23 to 2017-10-23" in marawi["resolved_value"]
    branches = load("affiliates").set_index("id")
    first = branches[branches["recognised_date"] == "2014-11-13"]
    assert len(first) == 5
    pledge = branches.loc["a-iswap", "pledge_date"]
    return [
        Fact(
            f"Boko Haram killed {_in_nigeria('Boko Haram', 2014):,} civilians in 2014",
            ("ucdp-ged-nigeria-1990-2019",),
        ),
        Fact(
            f"more than 300 people at prayer in a mosque on {day(pd.Timestamp(mosque['date']))}",
            (mosque["source_id"],),
        ),
        Fact("fighting for five months from 23 May 2017", (marawi["source_id"],)),
        Fact(
            "In November 2014 the leader of Islamic State named branches in five Arab countries at "
            "once",
            tuple(first["source_id"]),
        ),
        Fact(f"Boko Haram in {pledge:%B %Y}", (branches.loc["a-iswap", "source_id"],)),
    ]


def _branches() -> list[Fact]:
    own = model.branches(load("affiliates"))
    number = model.counted(model.states(own, DAYS), len(DAYS))
    named = number[f"islamic-state {model.RECOGNISED}"]
    late = DAYS.index(pd.Timestamp(2019, 12, 15))
    then, later = int(named[ESSAYS_DAY]), int(named[late])
    return [
        Fact(f"walk through the {in_words(len(words.steps(0, 0, 0, 0)))} steps".capitalize()),
        Fact(
            f"By the essay's day {in_words(then)} branches were **recognised**; "
            f"{in_words(later - then)} more were by the end of 2019"
        ),
    ]


def _veterans() -> list[Fact]:
    found = load("veterans_to_branches")
    stands = found["stands"].value_counts()
    assert stands["for"] == stands["against"]
    (sent,) = found.index[found["route"] == "sent"]
    assert found.loc[sent, "period"] == "2014"
    of_is = load("affiliates").query("network == 'islamic-state' and id != 'core-is'")
    without = ~of_is["id"].isin(found["affiliate_id"])
    assert {"a-iswap", "a-isgs"} <= set(of_is.loc[without, "id"])
    derna = found.set_index("id").loc["vet-01"]
    assert derna["period"] == "2014-10"
    assert "over 35 interviews" in found.set_index("id").loc["vet-14", "note"]
    early = load("veterans_to_branches", as_of=ESSAY)
    assert not (early["stands"] == "for").any()
    return [
        Fact(f"On {without.sum()} of {len(of_is)} branches of Islamic State there is no finding"),
        Fact("in Derna, Libya, in October 2014, two years before", (derna["source_id"],)),
        Fact("a paper with 35 interviews", ("csis-marawi",)),
        Fact(
            f"Of the {len(found)} findings {in_words(len(early))} rest on sources that can be dated"
        ),
        Fact(
            f"the findings stand {in_words(int(stands['for']))} for, "
            f"{in_words(int(stands['against']))} against. One says *sent*, and speaks of 2014"
        ),
    ]


def _nigeria() -> list[Fact]:
    table = load("violence_by_country_year")
    own = table[(table["iso3"] == "NGA") & (table["perpetrator"] == "Boko Haram (JAS)")]
    years = own.loc[own["type"] == "one-sided", "year"]
    assert list(years) == list(range(2009, 2020))
    return [
        Fact(f"complete for Nigeria from {years.min()} to {years.max()}"),
        Fact(
            "in February 2015, weeks before it, four armies had begun an offensive that took back "
            "almost all of more than 25 towns",
            ("ctc-wa-2015",),
        ),
        Fact(
            f"In 2017 the branch killed {_in_nigeria('Islamic State', 2017)} civilians and the "
            f"rest of Boko Haram {_in_nigeria('Boko Haram', 2017)}, while "
            f"{_in_nigeria('Islamic State', 2017, 'state-based')} people died in the branch's "
            "fights with the army",
            ("ucdp-ged-nigeria-1990-2019",),
        ),
        Fact(
            f"a row from {pledges.MOST_UNRECORDED + 1} deaths in a year on",
            ("ucdp-onesided-v25-1",),
        ),
        Fact(f"A missing year is not zero, and not {pledges.MOST_UNRECORDED + 1}"),
        Fact(
            "pledged itself to Al Qaeda in "
            f"{load('affiliates').set_index('id').loc['a-shabaab', 'pledge_date'].year}"
        ),
    ]


def _rival() -> list[Fact]:
    strength = load("affiliate_strength").set_index("id")
    first, second = strength.loc["str-054"], strength.loc["str-055"]
    assert first["maker"] == second["maker"] == "UN"
    same = [(row["strength_low"], row["strength_high"]) for row in (first, second)]
    assert same[0] == same[1]
    least, most = model.change(*same)
    assert least == -most
    own = model.branches(load("affiliates")).set_index("id")
    left = own.loc["a-nusra", "left_date"]
    number = model.counted(model.states(own.reset_index(), DAYS), len(DAYS))
    rivals = number[f"al-qaeda {model.RECOGNISED}"]
    late = DAYS.index(pd.Timestamp(2019, 12, 15))
    attack = load("forecasts").set_index("id").loc["F21"]
    assert int(attack["outcome"]) == 0
    newest = load("affiliates")
    newest = newest[(newest["strength_year"] == 2024) & newest["strength_high"].notna()]
    assert newest.loc[newest["strength_high"].idxmax(), "id"] == "a-shabaab"
    return [
        Fact("by the table's figures for 2024 the strongest of all", ("swj-byers-2024",)),
        Fact(
            f"for {first['year']} and for {second['year']} the UN gave al-Shabaab "
            f"{first['strength_low']:,} to {first['strength_high']:,} fighters, which leaves room "
            f"for {most:,.0f} more or fewer",
            (first["source_id"], second["source_id"]),
        ),
        Fact(
            f"had left in {left:%B %Y}. {in_words(int(rivals[ESSAYS_DAY])).capitalize()} remained; "
            f"{in_words(int(rivals[late] - rivals[ESSAYS_DAY]))} more came by 2019",
            (own.loc["a-nusra", "source_id"],),
        ),
        Fact(
            f"killed {_killed('JNIM', 2018)} civilians in 2018 and {_killed('JNIM', 2024):,} in "
            f"2024; Islamic State, all branches together, {_killed('Islamic State (IS)', 2024):,}",
            ("ucdp-onesided-v25-1",),
        ),
        Fact(
            "killed ten people or more in Europe or North America from 2017 to 2019",
            (attack["source_id"],),
        ),
    ]


def _one_life() -> list[Fact]:
    of_one = one_row(load("people"), lesson="11")
    assert of_one["period"].startswith("2007")
    for told in ("From 36 pupils in 2007", "grew to 540", "in 2017"):
        assert told in of_one["what_happened"]
    return [
        Fact("In 2007 Zannah Mustapha opened a school", (of_one["source_id"],)),
        Fact("with 36 pupils", (of_one["source_id"],)),
        Fact("grew to 540 pupils; in 2017 the United Nations gave him", (of_one["source_id"],)),
    ]
