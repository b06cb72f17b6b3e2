"""Lesson 02 in numbers."""

from __future__ import annotations

import re

from aftermosul import load
from aftermosul.topics.t02_hijackings.model import rates
from tests.lessons.facts import Fact, day, one_row, to_halves
from tests.lessons.reading import in_words

WAVE = (1968, 1972)
EIGHTIES = (1980, 1989)

PLAIN = [
    "# 02 · Hijackings",
    "About 55 minutes",
    "Lesson 00 covers",
    "compare one span of years",
    '"the airplane hijackings of the 1980s"',  # the essay's words
    "**Two routes.**",
    "the weaker one may still stand",
    "One row is one year",
    "Three things to know before you use it",
    "Take four years on paper",
    "A *rate* is one number divided by another, and which two you choose",
    "the landmark cases of two years",
    "### One life",
    "spoke German with one of the hijackers",
    "Leave that one year out and see",
    "Two makers' numbers",
    "Two dates stood beside the fall",
    "one stage pushes the next. By the third, the motor",
    "as the second has it",
    "A second objection cuts",
    'two different "worst" years from four rows',
    "**1.** In which year",
    "**2.** How many times as many incidents",
    "**3.** How many times as many people",
    "as in the 1980s? Give it to one decimal",
    "in the 1980s as in 1968 to 1972? Give it to one decimal",
    "in four steps",
    '`verdict("C25", judged="mixed", confidence=70, because="...")`',
    "Which span of ten years",
    "win or lose against the 1970s? Against the 1990s?",
    "makes the 1980s look terrible",
    "`// 10 * 10` drops the last digit: 1987 becomes 1980",
    "makes one group of rows",
    "Others counted the same five years",
    "joined into one line",
    '"the airplane hijackings of the 1980s", every reader',
    "from 0 to 100, and why",
    "1. Name a measure by which the 1980s are",
    "2. If most early hijackings",
    "3. What record would",
    "the assignment *02-hijackings*",
]


def facts() -> list[Fact]:
    return [*_history(), *_table(), *_measures(), *_recap()]


def _history() -> list[Fact]:
    landmarks = load("hijackings_landmark")
    periods = load("hijackings_by_period")
    yearly = load("hijackings_by_year")
    macao = one_row(landmarks, id="HJ001")
    assert macao["deaths_victims_low"] == macao["deaths_victims_high"]
    assert landmarks["date"].min() == macao["date"]

    wave = periods[(periods["start_year"] == WAVE[0]) & (periods["end_year"] == WAVE[1])]
    attempts = one_row(wave, scope="United States attempts (Holden)")
    rides = one_row(wave, scope="made for transport (Holden)")
    money = one_row(wave, scope="made for extortion (Holden)")
    assert attempts["incidents"] == rides["incidents"] + money["incidents"]
    every = one_row(periods, scope="hijackings worldwide (Fahey")
    terrorism = one_row(periods, scope="classified as terrorism (Fahey")
    assert (every["start_year"], every["end_year"]) == (1948, 2007)
    share = round(100 * terrorism["incidents"] / every["incidents"])

    rome = one_row(landmarks, origin="Rome", motive="prisoner-release", flight="El Al 426")
    assert rome["deaths_victims_high"] == 0
    assert (rome["diverted_to"], rome["date"].strftime("%B %Y")) == ("Algiers", "July 1968")
    multiple = landmarks[landmarks["note"].astype(str).str.contains("September 1970 multiple")]
    held = set(multiple["note"].str.extract(r"(\d+) hostages in all")[0].dropna())
    assert len(held) == 1
    assert multiple["deaths_victims_high"].sum() == 0
    assert len(multiple) >= 2

    beirut = one_row(landmarks, flight="TWA 847")
    assert (beirut["origin"], beirut["diverted_to"]) == ("Athens", "Beirut and Algiers")
    assert beirut["deaths_victims_low"] == beirut["deaths_victims_high"] == 1
    purser = one_row(load("people"), lesson="02")
    assert "seventeen older women and two children" in purser["what_happened"]
    assert beirut["date"].date().isoformat() == purser["period"]
    luqa = one_row(landmarks, diverted_to="Luqa")
    assert luqa["deaths_victims_low"] == luqa["deaths_victims_high"]
    assert (luqa["date"].year, luqa["date"].strftime("%B")) == (beirut["date"].year, "November")
    karachi = one_row(landmarks, flight="Pan Am 73")
    arar = one_row(landmarks, diverted_to="Arar")
    assert (arar["date"].year, arar["date"].month, arar["date"].day) == (1986, 12, 25)
    assert karachi["date"].year == arar["date"].year
    shown = landmarks[landmarks["date"].dt.year.between(1985, 1986)]
    assert set(shown["id"]) == {row["id"] for row in (beirut, luqa, karachi, arar)}

    before = yearly[yearly["year"].between(1948, 1967)]
    assert before["incidents"].max() < 12
    jump = yearly.set_index("year")["incidents"]
    assert jump[1968] > 5 * jump[1967]
    deadliest = yearly[yearly["year"].between(*EIGHTIES)].nlargest(2, "fatalities")["year"]

    romania = re.search(r"one in Romania, on ([^,]+), came before", macao["note"])
    assert romania is not None
    return [
        Fact(f"On {day(macao['date'])} a flying boat", (macao["source_id"],)),
        Fact(
            f"{macao['deaths_victims_low']} passengers and crew died. It is often called "
            f"the first hijacking of an airliner; one in Romania, on {romania[1]}, came before",
            (macao["source_id"],),
        ),
        Fact(f"For {in_words(len(before))} years few followed", ("asn-stats",)),
        Fact(f"Then, in {WAVE[0]}, the numbers rose steeply", ("asn-stats",)),
        Fact(
            f"{attempts['incidents']} attempts were counted from {attempts['start_year']} to "
            f"{attempts['end_year']}",
            (attempts["source_id"],),
        ),
        Fact(
            f"Of these, {rides['incidents']} were made for the ride, most often to Cuba, and "
            f"{money['incidents']} for money",
            (rides["source_id"], money["source_id"]),
        ),
        Fact(f"In {rome['date']:%B %Y} an airliner out of Rome", (rome["source_id"],)),
        Fact(f"about {rome['duration_hours'] / 24:.0f} days", (rome["source_id"],)),
        Fact(
            f"In {multiple['date'].min():%B %Y} several aircraft", tuple(multiple["source_id"][:2])
        ),
        Fact(f"{held.pop()} people were held", tuple(multiple["source_id"][:2])),
        Fact(
            f"of {every['incidents']:,} hijackings between {every['start_year']} and "
            f"{every['end_year']}, researchers classed {terrorism['incidents']} as terrorism, or "
            f"{share} per cent",
            (every["source_id"], terrorism["source_id"]),
        ),
        Fact(
            f"In {beirut['date']:%B %Y} an airliner was held for "
            f"{beirut['duration_hours'] / 24:.0f} days between Athens, Beirut and Algiers",
            (beirut["source_id"],),
        ),
        Fact(
            f"{in_words(beirut['deaths_victims_low']).title()} passenger, Robert Stethem, was "
            "killed. "
            f"The table has his death, as a {beirut['deaths_victims_high']}.",
            (beirut["source_id"],),
        ),
        Fact("seventeen older women and two children", (purser["source_id"],)),
        Fact("cameras, most visible in {} and {}".format(*sorted(deadliest))),
    ]


def _table() -> list[Fact]:
    yearly = load("hijackings_by_year")
    first, last = yearly["year"].min(), yearly["year"].max()
    thin = yearly[yearly["incidents"].cumsum() > 0]["year"].min()
    four = yearly[yearly["year"].isin([1969, 1972, 1977, 1985])]
    worst = {
        int(four.loc[four["incidents"].idxmax(), "year"]),
        int(four.loc[four["fatalities"].idxmax(), "year"]),
        int(four.loc[(four["fatalities"] / four["incidents"]).idxmax(), "year"]),
    }
    wave, eighties = rates(yearly, *WAVE), rates(yearly, *EIGHTIES)
    # "The sums look close", and by year they are not.
    assert abs(wave.incidents - eighties.incidents) / wave.incidents < 0.25
    assert wave.per_year / eighties.per_year > 2

    by_decade = yearly.groupby(yearly["year"] // 10 * 10)[["incidents", "fatalities"]].sum()
    lead = by_decade["incidents"].idxmax()
    rate = by_decade["fatalities"] / by_decade["incidents"]
    assert rate[1980] < rate[1970]
    assert rate[1980] < rate[1990]
    assert rate.idxmax() == 2000
    without = yearly[(yearly["year"] // 10 == 200) & (yearly["year"] != 2001)]
    assert without["fatalities"].sum() / without["incidents"].sum() < rate[1980]
    note = one_row(yearly, year=2001)
    assert "hijackers included" in note["note"]
    # The count of other years holds them too: more died than the victims of a case.
    others = load("hijackings_landmark").set_index("id")
    for case, year in (("HJ001", 1948), ("HJ040", 1996)):
        died = one_row(yearly, year=year)["fatalities"]
        assert died >= others.loc[case, "deaths_victims_low"] + 3
    assert "on the ground are left out" in note["note"]

    return [
        Fact(f"every year from {first} to {last}", ("asn-stats",)),
        Fact(f"Before {thin} every year holds a zero", ("asn-stats",)),
        Fact(f"It ends in {last}", ("asn-stats",)),
        Fact("Hijackers who died are counted in, in every year", (note["source_id"],)),
        Fact(f'{in_words(len(worst))} different "worst" years from {in_words(len(four))} rows'),
        Fact(f"one span has {in_words(wave.years)} years and the other {in_words(eighties.years)}"),
        Fact("a year* were there in {} to {}".format(*WAVE)),
        Fact(f"By count the {lead}s lead. By deaths per incident the {EIGHTIES[0]}s lie below"),
    ]


def _measures() -> list[Fact]:
    measures = load("security_measures").set_index("id")
    yearly = load("hijackings_by_year").set_index("year")["incidents"]
    periods = load("hijackings_by_period")
    screening, cuba = measures.loc["SM06"], measures.loc["SM07"]
    assert cuba["date"].year == screening["date"].year
    year = screening["date"].year
    same = periods[(periods["start_year"] == WAVE[0]) & (periods["end_year"] == WAVE[1])]
    everywhere = same[same["scope"].str.startswith("worldwide")]
    assert len(everywhere) >= 2
    others = same.drop(everywhere.index)
    assert others["incidents"].max() < everywhere["incidents"].min()
    low, high = everywhere["incidents"].min(), everywhere["incidents"].max()
    return [
        Fact(f"On {day(screening['date'])} the United States began", (screening["source_id"],)),
        Fact(f"On {day(cuba['date']).rsplit(' ', 1)[0]} it agreed with Cuba", (cuba["source_id"],)),
        Fact(
            f"fell from {yearly[year - 1]} in {year - 1} to {yearly[year]} in {year}",
            ("asn-stats",),
        ),
        Fact(f"Worldwide counts run from {low} to {high}", tuple(everywhere["source_id"])),
    ]


def _recap() -> list[Fact]:
    yearly = load("hijackings_by_year")
    wave, eighties = rates(yearly, *WAVE), rates(yearly, *EIGHTIES)
    peak = yearly.loc[yearly["incidents"].idxmax(), "year"]
    pace = to_halves(wave.per_year / eighties.per_year)
    assert pace % 1 == 0.5
    harm = round(eighties.deaths_per_incident / wave.deaths_per_incident)
    for decade in (1970, 1990):
        other = rates(yearly, decade, decade + 9).deaths_per_incident
        assert eighties.deaths_per_incident < other
    first, last = WAVE
    return [
        Fact("long before the bombings of the late 1990s"),
        Fact(
            f"the most incidents fall in {peak}, and the wave of {first} to {last} ran at about "
            f"{in_words(int(pace))} and a half times the yearly pace of the {EIGHTIES[0]}s"
        ),
        Fact(
            f"about {in_words(harm)} times those of {first} to {last}, and lower than in the "
            f"1970s or the 1990s"
        ),
    ]
