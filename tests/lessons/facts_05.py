"""Lesson 05 in numbers."""

from __future__ import annotations

from aftermosul import load
from aftermosul.topics.t05_lineage import model as family
from aftermosul.topics.t05_lineage import views
from aftermosul.topics.t05_lineage.words import STEPS
from tests.lessons.facts import Fact, day, one_row
from tests.lessons.reading import in_words

PLAIN = [
    "# 05 · Spawned by Al Qaeda in Iraq",
    "About 55 minutes",
    "Lesson 02 gives the Python",
    "Two new pieces of Python",
    "**Two routes.**",
    "Lesson 02 read the first words",
    "It names one parent",
    "for one organisation to be the *child* of another",
    "### One line, many names",
    "### One life",
    "declared that both were now one",
    "One table holds organisations, the other",
    "One row is one tie",
    "Three things to know before you use it",
    "stands on its first of January",
    "Draw five circles",
    "makes one from a table with a row for each arrow",
    "We make it once from all ties of descent, and once without",
    "in which each name stands once",
    "**1.** From which organisations",
    "**2.** How many *more* forerunners",
    "**3.** Pledges counted",
    "One set minus another",
    "what is in the first and not in the second",
    "Which single line does that",
    "It depends on the graph one asks",
    "between the two lines",
    "draws the two too far apart",
    "by one account",
    "set up his first camp",
    "All that ties the two by descent in this table is one day",
    "if only descent alone may tie one stage to the next",
    "1. Is a vow of loyalty",
    "2. The essay's list",
    "3. Two organisations share",
    "lesson 06 asks",
]


def facts() -> list[Fact]:
    return [*_places(), *_names(), *_quarrel(), *_tables(), *_lines()]


def _graph() -> family.Graph:
    return family.family_graph(load("organisations"), load("organisation_links"))


def _places() -> list[Fact]:
    events = load("events_landmark")
    baghdad, najaf, amman, towns, tikrit = (
        one_row(events, id=i) for i in ("EV059", "EV060", "EV070", "EV075", "EV088")
    )
    assert [row["city"].split()[0] for row in (baghdad, najaf, amman, towns, tikrit)] == [
        "Baghdad",
        "Najaf",
        "Amman",
        "Kahtaniya",
        "Tikrit",
    ]
    assert baghdad["victims_killed_low"] == baghdad["victims_killed_high"]
    shown = (baghdad, najaf, amman, towns, tikrit)
    couple = one_row(load("people"), lesson="05")
    assert couple["period"] == amman["date"].date().isoformat()
    return [
        Fact(
            f"Here are {in_words(len(shown))} places with their dead",
            tuple(row["source_id"] for row in shown),
        ),
        Fact(f"On {day(amman['date'])} Nadia al-Alami", (couple["source_id"],)),
        Fact(f"Nobody claimed the bombs of {towns['date'].year}", (towns["source_id"],)),
        Fact("The rest is the work of one line"),
        Fact(f"the attacks of {baghdad['date'].year} was called"),
    ]


def _names() -> list[Fact]:
    organisations = load("organisations").set_index("id")
    links = load("organisation_links")
    pledge = one_row(links, id="link-03")
    renamed = one_row(links, id="link-04")
    umbrella = one_row(links, id="link-05")
    dissolved = one_row(links, id="link-07")
    aqi, jtj = organisations.loc["aqi"], organisations.loc["jtj"]
    assert pledge["date"] == renamed["date"] == aqi["founded"] == jtj["ended"]
    assert "months of negotiation" in pledge["note"]
    assert "Afghanistan and Jordan" in jtj["description"]
    assert jtj["founded"].year < 2003
    assert umbrella["date"].strftime("%B %Y") == "January 2006"
    assert "formally dissolved" in dissolved["note"]
    assert dissolved["date"] == aqi["ended"] == organisations.loc["msc", "ended"]
    years = (aqi["ended"] - aqi["founded"]).days / 365.25
    assert 1.9 < years < 2
    return [
        Fact(
            f"On {day(pledge['date'])}, after months of negotiation",
            (pledge["source_id"], renamed["source_id"], jtj["source_id"]),
        ),
        Fact(
            f"In {umbrella['date']:%B %Y} AQI joined an umbrella",
            (umbrella["source_id"],),
        ),
        Fact(
            f"on {day(dissolved['date']).rsplit(' ', 1)[0]} of that year both were dissolved",
            (dissolved["source_id"],),
        ),
        Fact(f"for not quite {in_words(round(years))} years", (aqi["source_id"],)),
        Fact(f"such as the one of {pledge['date']:%B %Y}"),
        Fact(
            f"On {day(pledge['date'])} {in_words(2)} arrows arrive at `aqi` on the same day, one a "
            "new name and the other a pledge"
        ),
        Fact(f"is one day, {day(pledge['date'])}"),
    ]


def _quarrel() -> list[Fact]:
    links = load("organisation_links").set_index("id")
    merged, refused, sworn = links.loc["link-09"], links.loc["link-10"], links.loc["link-11"]
    assert (refused["relation"], sworn["relation"]) == ("split-from", "pledged-to")
    assert 0 < (sworn["date"] - merged["date"]).days < 7
    assert not sworn["is_lineage"]
    assert links.loc["link-08", "relation"] == "spawned-by"
    rival, expelled, caliphate = links.loc["link-13"], links.loc["link-12"], links.loc["link-14"]
    assert rival["date"].strftime("%B %Y") == f"November {merged['date'].year}"
    assert f"published {day(expelled['date']).rsplit(' ', 1)[0]}" in expelled["note"]
    assert caliphate["date"].year == expelled["date"].year
    hts = load("organisations").set_index("id").loc["hts"]
    assert "led the 2024 overthrow of the Assad government" in hts["description"]
    assert "fought IS" in hts["description"]
    isi = load("organisations").set_index("id").loc["isi"]
    assert "nearly broken" in isi["description"]
    return [
        Fact(f"In {merged['date']:%B %Y} ISI declared", (merged["source_id"], sworn["source_id"])),
        Fact(f"On {day(expelled['date'])} Al Qaeda made public", (expelled["source_id"],)),
        Fact(
            f"On {day(caliphate['date']).rsplit(' ', 1)[0]} ISIS declared a caliphate and dropped "
            f"the {in_words(2)} countries from its name",
            (caliphate["source_id"],),
        ),
        Fact(f"the expulsion of {expelled['date'].year} ended nothing"),
        Fact("cut as early as 2006, when AQI was dissolved", ("lund-2014-carnegie",)),
        Fact(
            "led the overthrow of the Syrian government in 2024",
            (hts["source_id"],),
        ),
        Fact("recovered after 2011", (isi["source_id"],)),
        Fact("by 2015 Iraqi commanders said", ("ap-2015-officers",)),
    ]


def _tables() -> list[Fact]:
    organisations, links = load("organisations"), load("organisation_links")
    assert len(organisations.index) == organisations["id"].nunique()
    lineage = links[links["is_lineage"]]
    five = ["aq", "jtj", "aqi", "isi", "isis"]
    among = lineage[lineage["parent_id"].isin(five) & lineage["child_id"].isin(five)]
    # Drawn by hand: without the one pledge, Al Qaeda alone is lost.
    assert list(among.loc[among["relation"] == "pledged-to", "parent_id"]) == ["aq"]
    assert set(among["parent_id"]) == {"aq", "jtj", "aqi", "isi"}
    return [
        Fact(
            f"round two networks: {len(organisations)} organisations, {len(links)} ties",
        ),
        Fact(f"draws all {len(organisations)} organisations"),
        Fact(
            f"The figure has {in_words(len(STEPS))} steps: the same organisations, "
            f"{in_words(len(views.VIEWS))} kinds of tie"
        ),
    ]


def _lines() -> list[Fact]:
    graph = _graph()
    alone = family.forerunners(graph, "is", pledges=False)
    assert alone[1] == "aqi"
    assert "aq" not in alone
    shared = set(alone) & set(family.forerunners(graph, "hts", pledges=False))
    assert "aqi" in shared
    counted = family.offshoots(graph, "aq", pledges=True)
    born = family.offshoots(graph, "aq", pledges=False)
    assert born == ["aq-saudi", "aq-yemen", "aqap", "aqis"]
    assert set(graph.predecessors("aqap")) == {"aq-saudi", "aq-yemen"}
    links = load("organisation_links").set_index("id")
    return [
        Fact(
            f"{in_words(len(born)).capitalize()}, or {len(counted)}. No fact",
            (links.loc["link-34", "source_id"], links.loc["link-01", "source_id"]),
        ),
        Fact(f"{in_words(len(shared)).capitalize()} forerunners in common", ("bbc-hts-2017",)),
        Fact(
            f"a dated chain of {in_words(len(alone))} names, Al Qaeda in Iraq the second of them",
            (links.loc["link-14", "source_id"],),
        ),
        Fact(
            f"Al Qaeda has {len(counted)} descendants here; leave it out, and it has "
            f"{in_words(len(born))}"
        ),
    ]
