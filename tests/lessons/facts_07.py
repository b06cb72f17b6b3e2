"""Lesson 07 in numbers."""

from __future__ import annotations

import re

import pandas as pd

from aftermosul import load
from aftermosul.evidence.dating import ESSAY
from aftermosul.statistics.intervals import Interval, share
from aftermosul.topics.t07_money.model import TOTAL, WINDFALLS, add_streams, amount
from tests.lessons.facts import Fact, day, one_row
from tests.lessons.reading import in_words

ICSR = "icsr-2017"

PLAIN = [
    "# 07 · Money and government",
    "About 60 minutes",
    "Lesson 00 covers",
    "lesson 06 helps",
    "Two new pieces of Python",
    "**Two routes.**",
    'pays for "protection" in 2013, and a tax in 2015',  # an invented street
    "### One life",
    "One row of table `revenue` says what one source gives for one stream",
    "Here is 2014 in the fullest report",
    "For 2014, how far apart",
    "It has none for this",
    "Write down what the two brought together",
    "**1.** What is the",
    "**2.** By how many",
    "**3.** Which sources say",
    "Two verdicts on each claim",
    "on what was public in October 2016?",
    "Would you keep your two answers",
    "1. Is",
    "2. Baghdad's wages",
    "3. Which record",
]


def table() -> pd.DataFrame:
    return load("revenue").set_index("id", drop=False)


def streams(year: int) -> pd.DataFrame:
    rows = table()
    return rows[(rows["source_id"] == ICSR) & (rows["year"] == year) & (rows["stream"] != TOTAL)]


def loot(year: int) -> Interval:
    rows = streams(year)
    (row,) = [row for _, row in rows.iterrows() if row["stream"] in WINDFALLS]
    return amount(row)


def rest(year: int) -> Interval:
    rows = streams(year)
    return add_streams(rows[~rows["stream"].isin(WINDFALLS)]).interval


def said(interval: Interval) -> str:
    return f"{interval.low:,.0f} to {interval.high:,.0f}"


def facts() -> list[Fact]:
    return [*_history(), *_by_hand(), *_rivals(), *_fall(), *_government(), *_recap(), *_then()]


def _history() -> list[Fact]:
    rows = table()
    first, later = rows.loc["rev-052"], rows.loc["rev-055"]
    assert "at first" in first["note"]
    assert "shortly before June 2014" in later["note"]
    assert first["basis"] == later["basis"] == "month"
    governance = load("governance").set_index("id")
    slavery, marked = governance.loc["gov-16"], governance.loc["gov-15"]
    assert "6,800 kidnapped and 3,100 killed" in slavery["note"]
    cities = load("cities").set_index("id")
    assert cities.loc["sinjar", "taken_date"].strftime("%B %Y") == "August 2014"
    assert slavery["date_from"].strftime("%B") == "August"
    sources = load("sources").set_index("source_id")
    murad = one_row(load("people"), lesson="07")
    (brothers,) = re.findall(r"(\w+) brothers among them", murad["what_happened"])
    for said_so in ("enslaved and sold until she escaped", "from refuge in Germany", "genocide"):
        assert said_so in murad["what_happened"]
    assert int(sources.loc["adattar-murad", "year"]) == 2015
    # No table holds this date and this month: the sources named do.
    assert int(sources.loc["afp-coalition-2014", "year"]) == 2014
    return [
        Fact(
            f"{first['usd_millions_low']:.0f} million dollars a month, and "
            f"{later['usd_millions_low']:.0f} million shortly before Mosul fell in June 2014",
            (first["source_id"],),
        ),
        Fact(f"In {marked['date_from']:%B %Y} Mosul's Christians", (marked["source_id"],)),
        Fact("3,100 Yazidis killed and 6,800 kidnapped", ("cetorelli-2017",)),
        Fact("Air strikes began in the second half of 2014", ("afp-coalition-2014",)),
        Fact("From 2014 to 2015, did income other than loot", (ICSR,)),
        Fact("On 8 August 2014 the United States struck", ("afp-coalition-2014",)),
        Fact(
            f"on {day(pd.Timestamp(murad['period']))}. Its men were killed, "
            f"{brothers} of her brothers",
            (murad["source_id"],),
        ),
        Fact("In 2015, from refuge in Germany, she asked a forum", (murad["source_id"],)),
        Fact("In July 2015 Baghdad stopped", ("reuters-wages-2015",)),
    ]


def _by_hand() -> list[Fact]:
    rows = streams(2014)
    own = table()[(table()["source_id"] == ICSR) & (table()["stream"] != TOTAL)]
    recalled = own[own["verified"] == "recall"]
    assert set(zip(recalled["stream"], recalled["year"], strict=True)) == {
        ("taxation-extortion", 2014),
        ("looting-confiscation-fines", 2015),
        ("kidnap-ransom", 2014),
        ("kidnap-ransom", 2016),
    }
    oil = amount(one_row(rows, stream="oil"))
    whole, taken = add_streams(rows).interval, loot(2014)
    for end, total in ((taken.low, whole.low), (taken.high, whole.high)):
        assert end is not None
        assert total is not None
        assert round(2 * end / total) == 1, "about half"
    return [
        Fact(f"between {taken.low:,.0f} and {taken.high:,.0f}", (ICSR,)),
        Fact(f"oil between {oil.low:.0f} and {oil.high:.0f}", (ICSR,)),
        Fact(
            f"{taken.low:,.0f} of a reported {whole.low:,.0f} is about half, and "
            f"{taken.high:,.0f} of {whole.high:,.0f} is too",
            (ICSR,),
        ),
        Fact("*smallest* share that this stream (stored as `loot`) can have had in 2014"),
        Fact("The windfall of 2014", (ICSR,)),
        Fact("Its taxes of 2014, its loot of 2015, its ransoms and its lowest totals", (ICSR,)),
        Fact("did the rest fall from 2015 to 2016?", (ICSR,)),
    ]


def _rivals() -> list[Fact]:
    rows = table()
    first, bankers, none = rows.loc["rev-040"], rows.loc["rev-042"], rows.loc["rev-041"]
    assert first["note"].startswith("Original claim by Nineveh officials about Mosul alone, June")
    assert first["year"] == 2014
    assert amount(bankers) == Interval(0.0, 0.0)
    assert amount(none).unknown
    assert "millions, not hundreds of millions" in none["note"]
    banks = rows[rows["stream"] == "banks"]
    assert (banks["usd_millions_low"] == 0).sum() == banks["usd_millions_low"].isna().sum() == 1
    central = rows.loc["rev-043"]
    assert "four provinces since 2014" in central["note"]
    assert central["usd_millions_low"] == central["usd_millions_high"]
    widest, papers = rows.loc["rev-048"], rows.loc["rev-049"]
    assert widest["year"] == 2016
    antiquities = rows[(rows["stream"] == "antiquities") & (rows["year"] == 2016)]
    assert antiquities["usd_millions_low"].min() == widest["usd_millions_low"]
    assert antiquities["usd_millions_high"].max() == widest["usd_millions_high"]
    low, high = first["usd_millions_low"], first["usd_millions_high"]
    return [
        Fact(
            f"In June 2014 officials in Nineveh said that {low:.0f} to {high:.0f} million",
            (first["source_id"],),
        ),
        Fact("One row says zero", (bankers["source_id"],)),
        Fact("One is empty", (none["source_id"],)),
        Fact('"millions, not hundreds of millions"', (none["source_id"],)),
        Fact(f"{in_words(central['year'] - first['year']).capitalize()} years later the central"),
        Fact(
            f"named {central['usd_millions_low']:.0f} million, for four provinces since 2014",
            (central["source_id"],),
        ),
        Fact("Which sources say 500 million or more?", ("fatf-2015",)),
        Fact(
            f"The claims for 2016 run from {widest['usd_millions_low']:.0f} to "
            f"{widest['usd_millions_high']:,.0f} million",
            (widest["source_id"],),
        ),
        Fact(
            f"The one trace on paper is a tax of about {papers['usd_millions_low']:.1f} million",
            (papers["source_id"],),
        ),
        Fact("finds from one region", (papers["source_id"],)),
    ]


def _fall() -> list[Fact]:
    rows = table()
    land = load("territory").set_index("id")
    ihs = land[land["source_id"].str.contains("ihs") & land["area_km2_low"].notna()]
    of_2015 = ihs.loc["ter-015"]
    assert of_2015["date"].year == 2015
    end = ihs.loc["ter-029"]
    assert (end["date"].year, end["date"].month) == (2016, 12)
    assert round(end["share_lost_pct_low"] / 100 * 3) == 1
    base = ihs.loc["ter-007"]
    assert "it already misses the 2014 peak" in base["note"]
    months = [rows.loc[i] for i in ("rev-029", "rev-030", "rev-031")]
    assert {row["basis"] for row in months} == {"month"}
    for row, when in zip(months, ("mid-2015", "March 2016", "second quarter of 2017"), strict=True):
        assert when in row["note"]
    first, second, third = (row["usd_millions_low"] for row in months)
    assert months[0]["usd_millions_high"] - first <= 1
    return [
        Fact(f"IHS measures land from {base['date']:%B %Y}", (base["source_id"],)),
        Fact(
            f"about {first:.0f} million a month in mid-2015, {second:.0f} in March 2016 and "
            f"{third:.0f} in the spring of 2017",
            tuple(row["source_id"] for row in months),
        ),
        Fact(
            f"Through 2015, a year of strikes, {of_2015['share_lost_pct_low']:.0f} per cent",
            (of_2015["source_id"],),
        ),
        Fact("By the end of 2016 it was a third", (end["source_id"],)),
    ]


def _government() -> list[Fact]:
    governance = load("governance").set_index("id")
    shot = governance.loc["gov-31"]
    assert shot["what"].startswith("At least 40 civilians shot in one day and 20 the next")
    assert (shot["date_from"].year, shot["place"]) == (2016, "Mosul, Iraq")
    again = one_row(load("counter_arguments"), against_claim="C30")
    assert "antiquities and ransom were unlikely to be large" in again["argument"]
    return [
        Fact(
            "at least 40 civilians shot in Mosul in one day of autumn 2016, and 20 the next",
            (shot["source_id"],),
        ),
        Fact("wrote in 2014 that nobody outside could tell", ("shatz-dish-2014",)),
    ]


def _recap() -> list[Fact]:
    before, middle, after = rest(2014), rest(2015), rest(2016)
    assert not before.certainly_below(middle)
    assert not middle.certainly_below(before)
    assert before.low is not None
    assert middle.low is not None
    assert middle.low > before.low
    assert after.certainly_below(middle)
    least = (middle - after).low
    part = share(loot(2014), before)
    assert part.low is not None
    assert part.high is not None
    return [
        Fact(
            f"ICSR's streams come to a reported {said(before)} million in 2014, "
            f"{said(middle)} in 2015 and {said(after)} in 2016",
            (ICSR,),
        ),
        Fact("In the first full year of strikes"),
        Fact(f"the fall after it is, by at least {least:.0f}", (ICSR,)),
        Fact(
            f"loot was between {100 * part.low:.0f} and, as reported, "
            f"{100 * part.high:.0f} per cent of 2014",
            (ICSR,),
        ),
        Fact("Zero, unknown"),
        Fact("are three different answers"),
        Fact("Was it right to stop them in 2015?", ("reuters-wages-2015",)),
    ]


def _then() -> list[Fact]:
    """What the section on the verdict *then* says, from rows that were public by the day."""
    kept = load("revenue", as_of=ESSAY)
    published = load("sources").set_index("source_id")["published"]
    assert ICSR not in set(kept["source_id"])
    assert published[ICSR].startswith("2017")
    of_year = kept[kept["basis"] == "year"]
    assert of_year[of_year["year"] == 2016]["stream"].eq("antiquities").all()
    assert "looting-confiscation-fines" not in set(kept["stream"])
    assert "banks" in set(kept["stream"])

    def one(year: int, stream: str) -> float:
        row = one_row(of_year, maker="cat", year=year, stream=stream)
        return float(row["usd_millions_low"])

    assert one(2014, "taxation-extortion") < one(2015, "taxation-extortion")
    assert one(2014, "oil") > one(2015, "oil")
    first, last = (one_row(kept, maker="ihs", basis="month", year=year) for year in (2015, 2016))
    assert "mid-2015" in first["note"]
    assert "March 2016" in last["note"]
    return [
        Fact("ICSR's ranges are of 2017", (ICSR,)),
        Fact(
            f"IHS saw a month fall from {first['usd_millions_low']:.0f} or "
            f"{first['usd_millions_high']:.0f} million in mid-2015 to "
            f"{last['usd_millions_low']:.0f} in March 2016",
            (first["source_id"], last["source_id"]),
        ),
        Fact("No total for 2016 was public"),
    ]
