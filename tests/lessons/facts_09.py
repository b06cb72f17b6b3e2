"""Lesson 09 in numbers."""

from __future__ import annotations

import pandas as pd

from aftermosul import load
from aftermosul.evidence.sources import source_ids
from aftermosul.topics.t09_diaspora import model
from aftermosul.topics.t09_diaspora.answers import rates
from aftermosul.topics.t09_diaspora.words import WHERE_STEPS
from tests.lessons.facts import Fact, one_row
from tests.lessons.reading import in_words

PLAIN = [
    "# 09 · The diaspora",
    "About 60 minutes",
    "Lessons 02, 06 and 07 cover",
    "Two new pieces of Python",
    "**Two routes.**",
    "Write down two guesses, as of the end of 2017",
    "coding lesson 10 takes up",
    "two in a left bowl, three in a right one",
    "Ten people left a village. Two are known to be dead and three to be home; nobody knows of the "
    "other five. Lay out ten coins",
    "Toss the other five",
    "They never leave the span from 2 to 7",
    "only two rules",
    "By the two rules",
    "it says that two numbers",
    "**1.** Of",
    "**2.** Which three",
    "**3.** Of all",
    "**4.** By",
    "per million residents aged 15 to 34",
    "C13, C14, C15 and C48 get two verdicts each",
    "on what was public in October 2016?",
    "For C48",
    "1. You run",
    "2. A minister",
    "3. What would",
    "lesson 10 asks",
    "weeks before the essay",
    "*I gave no share. One team was enough for Paris",
    "One maker, Soufan in October 2017",
    "One study's rate",
    "like this one",
    "in one German state",
    "one of whom",
    "A rate** is one of somebody",
    "One unknown, and no country",
    "## Rates: one of whom?",
    "say of whom it is one",
    "to join two tables on a column",
    "It makes two claims",
    "not one series",
    "is one maker on one origin at one time",
    "nobody is counted twice",
    "All this is within one report",
    "no row follows one war's people",
]


def facts() -> list[Fact]:
    return [*_history(), *_counts(), *_rates(), *_enough(), *_wars(), *_recap()]


def _where(row: str, column: str = "low") -> int:
    return int(load("whereabouts").set_index("id").to_dict()[column][row])


def _history() -> list[Fact]:
    europe, elsewhere = load("europe_attacks"), load("attacks_elsewhere")
    paris = one_row(europe, id="eu-2015-11-13-paris")
    manchester = one_row(europe, id="eu-2017-05-22-manchester")
    ankara = one_row(elsewhere, id="tur-2015-10-10-ankara")
    sousse = one_row(elsewhere, id="tun-2015-06-26-sousse")
    tehran = one_row(elsewhere, id="irn-2017-06-07-tehran")
    for attack in (paris, ankara, sousse):
        assert attack["any_foreign_fighter_returnee"] == "yes"
        assert attack["before_essay"]
    assert "Trained in Libya" in sousse["note"]
    assert "station" in ankara["name"]
    assert "the five had fought in Mosul and Raqqa and come back" in tehran["note"]
    assert tehran["attackers"] == 5
    assert not manchester["before_essay"]
    assert "recode to unknown as a test" in manchester["note"]
    there = one_row(load("recruitment"), id="rec-19")
    assert there["value_low"] == _where("world-2016-still-there")
    assert "half of early 2015" in there["note"]
    comey = load("sources").set_index("source_id").loc["upi-2016-comey"]
    assert comey["published"].startswith("2016-09")
    assert "terrorist diaspora" in comey["title"]
    of_one = one_row(load("people"), lesson="09")
    assert "More than a thousand Yezidi women" in of_one["what_happened"]
    assert of_one["period"] == "2016-09"
    return [
        Fact(
            f"On a beach in Sousse {sousse['victims_killed']} people were killed",
            (sousse["source_id"],),
        ),
        Fact(f"railway station of Ankara {ankara['victims_killed']}", (ankara["source_id"],)),
        Fact(f"in Paris {paris['victims_killed']}"),
        Fact(f"After it {manchester['victims_killed']} died in Manchester"),
        Fact(
            f"{tehran['victims_killed']} in Tehran, where {in_words(tehran['attackers'])} men who "
            "had fought",
            (tehran["source_id"],),
        ),
        Fact(
            f"In July 2016 a secret US assessment, seen by NBC, put the foreigners still in the "
            f"ranks at {_where('world-2016-still-there'):,}, half as many as early in 2015, and "
            "said that three in ten had gone home",
            ("nbc-2016-07",),
        ),
        Fact("More than a thousand Yezidi women", (of_one["source_id"],)),
        Fact("In September 2016, weeks before", (of_one["source_id"],)),
        Fact(f"walk through the figure's {in_words(len(WHERE_STEPS))} steps"),
    ]


def _counts() -> list[Fact]:
    where = load("whereabouts").set_index("id")
    home, held = where.loc["world-2017-returned"], where.loc["world-2019-held"]
    travelled = where.loc["world-2017-travelled"]
    assert "33 countries" in home["note"]
    dead = where.loc["world-2015-killed"]
    assert "5 to 10 per cent" in dead["note"]
    icsr = _where("world-2015-travelled")
    assert abs(icsr * 0.05 - dead["low"]) < 1
    assert abs(icsr * 0.1 - dead["high"]) < 1
    families = where[where["account"] == "world-2018"]
    assert set(families["counts"]) == {"men, women and children"}
    balkans = where[where["account"] == "balkans-2019"]
    whole = balkans[balkans["stock"] == "travelled"]["low"].sum()
    parts = balkans[balkans["stock"] != "travelled"]["low"].sum()
    dutch = where[where["account"] == "netherlands-2024"]
    counted = dutch[dutch["stock"] != "travelled"]["low"].sum()
    source = (balkans["source_id"].iloc[0],)
    return [
        Fact(f"Soufan's {home['low']:,} are those found in 33 countries", (home["source_id"],)),
        Fact("ICSR's figures of 2018 include women and children"),
        Fact(f"once, for January 2015, as 5 to 10 per cent of {icsr:,}", (dead["source_id"],)),
        Fact(
            f"Of {travelled['low']:,} who travelled at least {home['low']:,} were home, by Soufan, "
            f"and at least {held['low']:,} held",
            (home["source_id"], held["source_id"]),
        ),
        Fact(f"up to {_where('world-2019-still-there', 'high'):,} were still there"),
        Fact(f"At *most* how many of the {travelled['low']:,}"),
        Fact(f"Its parts are {parts - whole} more than the {whole:,} who travelled", source),
        Fact(f"the {_where('balkans-2019-still-there')} still there include children", source),
        Fact(
            f"can account for {counted} of {_where('netherlands-2024-travelled')}",
            (dutch["source_id"].iloc[0],),
        ),
        Fact(
            f"In October 2019 over {held['low']:,} foreigners sat in prisons", (held["source_id"],)
        ),
        Fact("The accounts of 2015 stay, and of mid-2016 what can be dated"),
    ]


def _rates() -> list[Fact]:
    rows = rates().astype({"departed_low": float})
    by_count = rows.sort_values("departed_low", ascending=False)
    assert by_count["country"].iloc[0] == "Russia"
    rows["rate"] = model.per_million(rows["departed_low"], rows["population"])
    order = list(rows.sort_values("rate", ascending=False)["country"])
    assert order.index("Russia") + 1 == 12
    jordan = rows[rows["country"] == "Jordan"].iloc[0]
    assert pd.isna(jordan["returned"])
    before = one_row(load("foreign_fighters"), id="ff-060")
    after = rows[rows["country"] == "Tunisia"].iloc[0]
    assert before["as_of"].year == after["as_of"].year - 2
    assert "revision by the Tunisian government" in after["note"]
    return [
        Fact(f"by residents it is twelfth of {len(rows)}"),
        Fact(f"Jordan, with {jordan['departed_low']:,.0f} departures", (jordan["source_id"],)),
        Fact(
            f"Two years before, the same institute had put Tunisia at {before['departed_low']:,} "
            f"to {before['departed_high']:,}"
        ),
        Fact(f"here it is {after['departed_low']:,.0f}", (after["source_id"],)),
    ]


def _enough() -> list[Fact]:
    studies = load("returnee_studies").set_index("id")
    high, low = studies.loc["hegghammer-2013-rate"], studies.loc["hegghammer-nesser-2015-rate"]
    assert high["period"] == "1990-2010"
    assert low["period"] == "2011-2015-06"
    assert low["verified"] == "recall"
    for row in (high, low):
        assert abs(100 / row["one_in"] - row["figure"]) < 0.2
    attackers = one_row(load("europe_attacks"), id="eu-2015-11-13-paris")["attackers"]
    route = one_row(load("refugee_costs"), id="route-seven-of-nine")
    assert route["note"].startswith("7 of 9, say Hungarian officials")
    assert "Most were born in Europe" in route["note"]
    published = load("sources").set_index("source_id").loc["svusv-2016-times", "published"]
    assert (pd.Timestamp(2016, 10, 15) - pd.Timestamp(published)).days in range(12, 15)
    tesat = studies.loc["tesat-2018"]
    assert "home-grown" in tesat["finding"]
    return [
        Fact(
            f"one in {in_words(high['one_in'])}, for Western fighters in all wars from 1990 to "
            "2010",
            (high["source_id"],),
        ),
        Fact(f"one in {low['one_in']}, is for Syria and Iraq to June 2015", (low["source_id"],)),
        Fact(f"{in_words(attackers)} people did it in Paris"),
        Fact(
            "Of nine of these attackers seven had come back among refugees by way of Hungary, said "
            "Hungarian officials two weeks before the essay",
            (route["source_id"],),
        ),
        Fact(
            f"By the end of 2017, Europol said, some {_where('eu-2017-travelled'):,} had travelled "
            f"from the European Union and {_where('eu-2017-returned'):,} were back",
            ("europol-tesat-2018",),
        ),
        Fact(f"In {tesat['period']}, Europol wrote", (tesat["source_id"],)),
        Fact(f"One in {in_words(high['one_in'])} of those who went is a much larger share"),
    ]


def _wars() -> list[Fact]:
    wars = load("after_wars").set_index("id")
    home, war = wars.loc["afg-algeria"], wars.loc["afg-algeria-war"]
    assert "cancelled election set it off" in war["note"]
    assert "most of those left after 2001" in wars.loc["bos-stay", "measure"]
    assert home["period"].endswith("1990s")
    assert {"cooks", "drivers"} <= set(wars.loc["afg-total-ctc", "note"].replace(",", "").split())
    assert set(source_ids(home["source_id"])) == set(source_ids(war["source_id"]))
    return [
        Fact(
            f"In Algeria at least {home['fighters_low']:,} veterans had come home before the civil "
            f"war of the 1990s, in which some {war['value_low']:,.0f} people died",
            (home["source_id"],),
        ),
        Fact("most of those left after 2001", (wars.loc["bos-stay", "source_id"],)),
    ]


def _recap() -> list[Fact]:
    everybody = model.accounts(load("whereabouts"))
    own = everybody[everybody["account"] == model.EVERYBODY].set_index("stock")
    rest = own.loc[model.UNCOUNTED]
    return [
        Fact(
            f"by the least published, {rest['least']:,.0f} of {rest['travelled_least']:,.0f} stand "
            f"in no count; by the most, {rest['most']:,.0f}"
        ),
        Fact("Of about forty thousand foreigners"),
    ]
