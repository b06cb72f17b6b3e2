"""What the figure of lesson 07 says: its fields, sentences, steps, guess and words."""

from __future__ import annotations

import pandas as pd

from aftermosul.display.ranges import range_text
from aftermosul.figures.fields import Field
from aftermosul.figures.readings import Words
from aftermosul.figures.steps import Guess, Step
from aftermosul.topics.t07_money.model import EVERYBODY, TOTAL, YEARS

ICSR, IHS = "icsr", "ihs"

MAKERS = {
    ICSR: "ICSR with EY",
    "cat": "CAT",
    "rand": "RAND",
    IHS: "IHS",
    "treasury": "US Treasury",
    "un": "United Nations",
    "iraq": "Iraqi sources",
    "others": "Others",
}
SHORT = {ICSR: "ICSR", "cat": "CAT"}
NAMED = (
    "ICSR with EY",
    "CAT's authors",
    "RAND",
    "FDD",
    "US Treasury",
    "UN monitors",
    "Nineveh officials",
    "Iraqi bankers",
    "Central Bank of Iraq",
    "Russian letter",
    "Claims in circulation",
)
"""Who is named beside a mark while everybody is shown; the others are named when pointed at."""

STREAMS = {
    "total": "Total as given",
    "taxation-extortion": "Taxes, extortion",
    "oil": "Oil",
    "looting-confiscation-fines": "Loot, fines",
    "banks": "Bank cash",
    "kidnap-ransom": "Ransom",
    "antiquities": "Antiquities",
    "donations": "Donations",
}
PANELS = (
    ("Total as given, a year", "Total, a year"),
    ("Taxes, extortion, a year", "Taxes etc., a year"),
    ("Oil, a year", ""),
    ("Loot, fines, a year", ""),
    ("Bank cash, once or in all", "Bank cash, in all"),
    ("Ransom, a year", ""),
    ("Antiquities, a year", ""),
    ("Total a month, by IHS", "IHS, a month"),
    ("Land by IHS, 1,000 km²", "IHS, 1,000 km²"),
)
"""Every panel's title, and a shorter one where its own is long."""

ADDED = "Could come in again"
PER = {
    "year": "a year",
    "month": "a month",
    "week": "a week",
    "day": "a day",
    "one-off": "once",
    "reserve": "held",
    "cumulative": "in all",
}
TWIN = "Revenue of Islamic State as others estimated it, in million US dollars: every row"

# ---- fields

TIP = (
    Field("label", "Stream", "text"),
    Field("year", "Year"),
    Field("said_by", "Who says so", "text"),
    Field("text", "Million dollars", "text"),
    Field("per", "Amount is", "text"),
    Field("report", "Source", "text"),
)
ROW = (*TIP, Field("note", "Note", "text"))
LAND = (Field("day", "Date", "text"), Field("area", "Land held, km²", "d"))
OF_YEAR = (
    Field("streams", "Streams with a figure", "d"),
    Field("sum", "Added up"),
    Field("given", "Total as given, all income"),
    Field("without", "A row, but no figure"),
)
OUTCOME = (
    Field("who", "Who says so", "text"),
    Field("figures", "Figures", "d"),
    *(Field(f"month{year}", "A month", "text") for year in (2015, 2016, 2017)),
    *(
        Field(f"y{year}_{field.name}", field.label, field.how)
        for year in YEARS
        for field in (*OF_YEAR, Field("totals", "Totals", "d"))
    ),
)


def written_out(rows: pd.DataFrame, table: pd.DataFrame) -> pd.DataFrame:
    """The model's outcomes with ranges as a table writes them, and the maker's name."""
    rows = rows.assign(who=rows["maker"].map(MAKERS).fillna("Everybody"))
    for year in YEARS:
        none = ["not added" if one == EVERYBODY else "none" for one in rows["maker"]]
        rows[f"y{year}_sum"] = _ranges(rows, f"y{year}_sum", none)
        rows[f"y{year}_given"] = _ranges(rows, f"y{year}_given", ["none"] * len(rows))
        rows[f"y{year}_without"] = [
            ", ".join(STREAMS[stream].lower() for stream in streams) or "none"
            for streams in rows[f"y{year}_without"]
        ]
    for year in (2015, 2016, 2017):
        rows[f"month{year}"] = "nothing"
    months = table[(table["basis"] == "month") & (table["stream"] == TOTAL)]
    for row in months.to_dict("records"):
        said = range_text(row["usd_millions_low"], row["usd_millions_high"])
        rows[f"month{row['year']}"] = said
    return rows


def _ranges(rows: pd.DataFrame, name: str, none: list[str]) -> list[str]:
    return [
        otherwise if pd.isna(low) and pd.isna(high) else range_text(low, high)
        for low, high, otherwise in zip(
            rows[f"{name}_low"], rows[f"{name}_high"], none, strict=True
        )
    ]


# ---- sentences

_COUNT = ("no", "one", "two", "three", "four", "five")

_SUMS = "added within each year, in million dollars: " + "; ".join(
    f"{{said.y{year}_sum}} ({year})" for year in YEARS
)
_TOTALS = (
    "{said.who} gives a total a month and no streams: {said.month2015} million dollars in 2015, "
    "{said.month2016} in 2016, {said.month2017} in 2017. A total can't be split."
)
_APART = "{said.who}: {said.figures|d} figures, of different kinds. None is added to another."
_NOTHING = "{said.who}: nothing that the table has of it was public by then."
_PALE = "Pale: other makers, and what could be taken only once."
SENTENCES = {
    "rivals": "Totals given, in million dollars a year: "
    + "; ".join(f"{{said.y{year}_given}} ({year})" for year in YEARS)
    + ". Different makers are rivals: nothing is added across them.",
    "rivals-again": "Each maker's own streams are added, without bank cash and loot. Pale: what "
    "could be taken only once. Nothing is added across makers.",
    "sums": f"{{said.who}}: its streams, {_SUMS}. Years are not added to one another.",
    "sums-again": f"{{said.who}}: streams that could come in again, {_SUMS}. {_PALE}",
    "totals": _TOTALS,
    "totals-again": f"{_TOTALS} Pale: other makers, and totals, part of which could be "
    "taken only once.",
    "nothing": _NOTHING,
    "nothing-again": _NOTHING,
    "apart": _APART,
    "apart-again": f"{_APART} {_PALE}",
}


def _totals(table: pd.DataFrame) -> pd.DataFrame:
    return table[
        (table["stream"] == TOTAL) & (table["basis"] == "year") & (table["year"] == YEARS[0])
    ]


def guess(table: pd.DataFrame) -> Guess:
    """How high is the highest total for 2014?"""
    totals = _totals(table)
    low, high = totals["usd_millions_low"].min(), totals["usd_millions_high"].max()
    return Guess(
        id="revenue-most",
        asks=f"For {YEARS[0]}, the lowest total that anybody gives is {low:,.0f} million dollars. "
        "How high is the highest?",
        truth={"most": int(high)},
        labels={"most": "Your guess"},
        low=1000,
        high=3000,
        start=1000,
        step=50,
        how="d",
        unit="million",
        too_low="You said {guess}. The highest is {truth}, {distance} more.",
        too_high="You said {guess}. The highest is {truth}, {distance} less.",
        exact="You said {guess}, and that is the highest.",
    )


def steps(table: pd.DataFrame, land: pd.DataFrame) -> tuple[Step, ...]:
    """The story, with the figures of the tables in it."""
    totals = _totals(table)
    low, high = totals["usd_millions_low"].min(), totals["usd_millions_high"].max()
    count = _COUNT[totals["maker"].nunique()]
    months = table[(table["maker"] == IHS) & (table["basis"] == "month")].sort_values("year")
    fell = 100 * (1 - months["usd_millions_high"].iloc[-1] / months["usd_millions_low"].iloc[0])
    lost = 100 * (1 - land["area"].iloc[-1] / land["area"].iloc[0])
    return (
        Step(
            "Rivals",
            {},
            f"For {YEARS[0]}, {count} makers give totals from {low:,.0f} to {high:,.0f} million "
            "dollars. They are rivals: never add one to another.",
        ),
        Step(
            "One maker",
            {"maker": ICSR},
            "By one maker, ICSR with EY, the highest figure more than halved from 2014 to 2016. "
            "The lowest did not.",
        ),
        Step(
            "The land falls too",
            {"maker": IHS},
            f"By another, IHS, a month's income fell by {fell:.0f} per cent from 2015 to 2017, "
            f"and the land held by {lost:.0f}.",
        ),
        Step(
            "Could it come in again?",
            {"maker": ICSR, "again": True},
            "Without bank cash and loot, 2014 and 2015 overlap, and 2016 is surely below 2015. "
            "Was it strikes, lost land, or both?",
        ),
    )


def said_with_it(table: pd.DataFrame) -> Words:
    """Title, caption, text alternative, and what waits behind "About this figure"."""
    totals = _totals(table)
    low, high = totals["usd_millions_low"].min(), totals["usd_millions_high"].max()
    return Words(
        title="What Islamic State took in, by stream, as others estimated it",
        caption="Million US dollars; each panel has its own axis. A rule is a range, a point a "
        "single figure, an arrow an open or cut end, “?” no figure given.",
        alt="Small panels, one for each stream of income, with the years across and a mark for "
        f"each maker of an estimate. For {YEARS[0]} the totals given run from {low:,.0f} to "
        f"{high:,.0f} "
        "million dollars; ranges for single streams are wide. The last two panels, by IHS, show "
        "income and land falling together.",
        about=(
            "What was taken from people under threat is counted here as income: no row says what "
            "it cost them.",
            "“ICSR with EY” is the report of 2017 by a research centre at King's College London "
            "together with an accounting firm; ICSR's other work, on fighters, is its own. “CAT's "
            "authors” wrote of 2014 before their centre's own report. “Iraqi sources” and “Others” "
            "are no single maker.",
            "“Only what could come in again” leaves out bank cash and all loot, confiscations and "
            "fines: too much, since some fines went on.",
            "Other amounts are not drawn: for a day or a week, for a month (but IHS's totals), oil "
            "in all, antiquities taken once, money held after the end. The table has every row.",
        ),
        sources=("revenue", "territory"),
        notes_title="What may be added up",
        notes=(
            "Streams of one maker, one year and one kind of amount, each once.",
            "Never a total with its own streams, never two makers, never two years.",
            "Never sums taken once with amounts that come in a year or a month.",
            "A stream without a figure is left out and named: unknown is not zero.",
        ),
    )
