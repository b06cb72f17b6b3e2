"""Revenue by stream: rival estimates as ranges, and what may be added up."""

from __future__ import annotations

from typing import Any

import altair as alt
import pandas as pd

from aftermosul.display import palette
from aftermosul.display.ranges import range_text
from aftermosul.evidence.contested import ranges
from aftermosul.evidence.sources import cite, source_ids
from aftermosul.evidence.tables import load
from aftermosul.figures.controls import Choice, Control, Switch
from aftermosul.figures.fields import Field
from aftermosul.figures.readings import Column, Reading, Twin, Words
from aftermosul.figures.widget import Instrument
from aftermosul.topics.t07_money.model import TOTAL, all_sums, repeatable, why_not_added

_STEP = 31
_YEARS = (2014, 2015, 2016, 2017)

STREAMS = {
    "total": "Total as given",
    "sum": "Streams added",
    "taxation-extortion": "Taxes, extortion",
    "oil": "Oil",
    "looting-confiscation-fines": "Loot, fines",
    "banks": "Bank cash",
    "kidnap-ransom": "Ransom",
    "antiquities": "Antiquities",
    "donations": "Donations",
    "reserve": "Money held",
}
"""The rows of the figure, from the top, in few words."""

MAKERS = {
    "icsr": "ICSR and EY",
    "cat": "CAT",
    "rand": "RAND",
    "ihs": "IHS",
    "treasury": "US Treasury",
    "un": "United Nations",
    "iraq": "Iraqi sources",
    "others": "Others",
}

# Who says it, for every cell of `source_id`: the maker, and the name beside the bar.
_SAYS = {
    "icsr-2017": ("icsr", "ICSR"),
    "tr-brisard-2014": ("cat", "CAT's authors"),
    "cat-2016": ("cat", "CAT"),
    "rand-nyt-2015": ("rand", "RAND"),
    "ihs-2016-04;ihs-2017-06": ("ihs", "IHS"),
    "ihs-2016-04;rferl-2016-04": ("ihs", "IHS"),
    "ihs-2017-06": ("ihs", "IHS"),
    "treasury-cohen-2014": ("treasury", "US Treasury"),
    "treasury-cohen-2014b": ("treasury", "US Treasury"),
    "time-2015-12;treasury-szubin-2015": ("treasury", "US Treasury"),
    "treasury-szubin-2015": ("treasury", "US Treasury"),
    "treasury-glaser-2016": ("treasury", "US Treasury"),
    "un-mt-2014-11": ("un", "UN monitors"),
    "un-lalji-2014": ("un", "UN monitors"),
    "un-sg-2019-08": ("un", "UN"),
    "nbc-2014-06;bi-2014-07": ("iraq", "Nineveh officials"),
    "bi-2014-07": ("iraq", "Iraqi bankers"),
    "cbi-2017": ("iraq", "Central bank"),
    "afp-nineveh-2015": ("iraq", "Iraqi inquiry"),
    "npr-2014-04": ("iraq", "Iraqi intelligence"),
    "nbc-2014-06": ("others", "US intelligence"),
    "fdd-2017": ("others", "FDD"),
    "barford-2015;tamimi-2015": ("others", "Leaked ledger"),
    "fatf-2015": ("others", "FATF"),
    "guardian-2014-artnet;hardy-2015": ("others", "Unnamed official"),
    "churkin-2016": ("others", "Russian letter"),
    "mantis-2016": ("others", "Claims in circulation"),
    "felch-2016;state-keller-2015": ("others", "Seized papers"),
}
# One page carries figures of two makers.
_SAYS_OF_ROW = {"rev-051": ("iraq", "Iraqi adviser")}

# The kinds of amount that share an axis: its label, its end in million dollars, what it is of.
_BASES = {
    "year": ("A year", 3000, "a year"),
    "month": ("A month", 90, "a month"),
    "week": ("A week", 2.4, "a week"),
    "day": ("A day", 2.4, "a day"),
    "once": ("Once, held, or in all", 1050, "taken once, held, or in all"),
}
_GROUP = {"one-off": "once", "reserve": "once", "cumulative": "once"}
_PER = {"reserve": " held", "cumulative": " in all"}


def revenue() -> Instrument:
    """The instrument of lesson 07.

    Bars: what each maker says that each stream brought, as a range. Choices of year, maker and
    kind of amount; a switch leaves out what could not come in again. The reading adds streams up
    only where one source gives them for one year as amounts of one kind, and says why not else.
    """
    table = load("revenue")
    sums = all_sums(table)
    years = [str(year) for year in sorted(table["year"].unique())]
    controls: list[Control] = [
        Choice("year", "Year", (*((y, y) for y in years), ("all", "All years")), "2014"),
        Choice("maker", "Who says so", (("all", "Everybody"), *MAKERS.items()), "all"),
        Choice(
            "basis", "Amounts", tuple((k, label) for k, (label, _, _) in _BASES.items()), "year"
        ),
        Switch("again", "Only what could come in again", False),
    ]
    rows = _rows(table, sums)
    return Instrument(
        [_chart(rows, _said(rows, years), _totals(rows), controls)],
        controls,
        _words(table),
        reading=_READING,
        twin=_TWIN,
    )


# ---- data as the chart wants it


def _rows(table: pd.DataFrame, sums: pd.DataFrame) -> pd.DataFrame:
    """One row for each row of the table and each sum of streams, with its place and its words."""
    given = table[["id", "year", "stream", "basis", "source_id", "note"]].astype(object)
    given[["low", "high"]] = ranges(table, "usd_millions")[["low", "high"]].astype(float)
    # What is held at the end of a rule is no income, though the table files it under totals.
    given.loc[given["basis"] == "reserve", "stream"] = "reserve"
    given["again"] = [
        repeatable(s, b) for s, b in zip(table["stream"], table["basis"], strict=True)
    ]
    added = sums.rename(columns={"repeatable": "again"}).assign(stream="sum", id="")
    added["note"] = [_sum_note(row) for _, row in added.iterrows()]
    rows = pd.concat([given, added[[*given.columns]]], ignore_index=True)

    says = [
        _SAYS_OF_ROW.get(i, _SAYS[s]) for i, s in zip(rows["id"], rows["source_id"], strict=True)
    ]
    rows["maker"], rows["who"] = [m for m, _ in says], [w for _, w in says]
    rows["group"] = [_GROUP.get(b, b) for b in rows["basis"]]
    rows["text"] = [range_text(*pair) for pair in zip(rows["low"], rows["high"], strict=True)]
    rows["text"] = rows["text"].where(rows["low"].notna() | rows["high"].notna(), "no figure given")
    rows["per"] = [_PER.get(b, "") for b in rows["basis"]]
    rows["label"] = [STREAMS[s] for s in rows["stream"]]
    rows["report"] = [str(cite(source_ids(cell)[0]).author) for cell in rows["source_id"]]

    order = rows.assign(
        at=[list(STREAMS).index(s) for s in rows["stream"]],
        by=[list(MAKERS).index(m) for m in rows["maker"]],
    ).sort_values(["at", "year", "by", "basis"], kind="stable")
    rows["rank"] = order.index.argsort()
    rows = rows.sort_values("rank", ignore_index=True)
    top = rows["group"].map({k: end for k, (_, end, _) in _BASES.items()}).astype(float)
    rows["cut"] = rows["high"] > top
    rows["right"] = rows["low"].fillna(rows["high"]).fillna(0) > 0.45 * top
    at_right = rows["high"].fillna(rows["low"]).clip(upper=top)
    rows["anchor"] = at_right.where(rows["right"], rows["low"].fillna(rows["high"])).fillna(0)
    return rows


def _sum_note(row: pd.Series[Any]) -> str:
    """What is in a sum and what is not."""
    said = f"Our sum of: {_listed(row['streams'])}."
    if row["without_figure"]:
        said += f" Left out, since no figure is given: {_listed(row['without_figure'])}."
    return said


def _listed(streams: tuple[str, ...]) -> str:
    return ", ".join(STREAMS[s].lower() if s != "taxation-extortion" else "taxes" for s in streams)


# Plain rows, not frames: hundreds of small questions to a frame would keep a reader waiting.
Rows = list[dict[str, Any]]


def _totals(rows: pd.DataFrame) -> pd.DataFrame:
    """One row for each maker, kind of amount and setting of the switch: what the table shows."""
    every: Any = rows.to_dict("records")
    found = []
    for maker in ("all", *MAKERS):
        for basis in _BASES:
            own = [r for r in every if r["group"] == basis and maker in ("all", r["maker"])]
            for again in (False, True):
                entry: dict[str, Any] = {"maker": maker, "group": basis, "again": again}
                for year in _YEARS:
                    here = [row for row in own if row["year"] == year]
                    for name, text in _cells(here, maker, again).items():
                        entry[f"y{year}_{name}"] = text
                found.append(entry)
    return pd.DataFrame(found)


def _cells(own: Rows, maker: str, again: bool) -> dict[str, Any]:
    """The cells of one year: how many streams have a figure, their sum, the total as given."""
    streams = {
        row["stream"]
        for row in own
        if row["stream"] not in (TOTAL, "sum")
        and row["text"] != "no figure given"
        and (row["again"] or not again)
    }
    given = [row["text"] for row in own if row["stream"] == TOTAL]
    sums = [] if maker == "all" else [row["text"] for row in _sums_in(own, again)]
    return {
        "streams": len(streams),
        "sum": "; ".join(sums) or ("not added" if streams else "none"),
        "given": f"{len(given)} rivals" if len(given) > 1 else "".join(given) or "none",
    }


def _sums_in(rows: Rows, again: bool) -> Rows:
    return [row for row in rows if row["stream"] == "sum" and row["again"] == again]


def _said(rows: pd.DataFrame, years: list[str]) -> pd.DataFrame:
    """A sentence for every setting of the four controls."""
    every: Any = rows.to_dict("records")
    found = []
    for maker in ("all", *MAKERS):
        for basis in _BASES:
            own = [r for r in every if r["group"] == basis and maker in ("all", r["maker"])]
            for year in (*years, "all"):
                here = [row for row in own if year in ("all", str(row["year"]))]
                for again in (False, True):
                    said = _sentence(here, year, maker, basis, again)
                    found.append(
                        {"year": year, "maker": maker, "group": basis, "again": again, "text": said}
                    )
    return pd.DataFrame(found)


def _sentence(here: Rows, year: str, maker: str, basis: str, again: bool) -> str:
    """What the figure says at one setting."""
    when = "all years" if year == "all" else year
    who = "everybody" if maker == "all" else MAKERS[maker]
    given = [row for row in here if row["stream"] != "sum"]
    if not given:
        return f"The table holds no figure by {who} for {when}, {_BASES[basis][2]}."
    if maker == "all":
        return _sentence_of_rivals(given, when, again)
    if year == "all":
        return _sentence_of_years(here, given, who, again)
    return _sentence_of_one(here, given, f"{who}, {year}", again)


def _sentence_of_rivals(given: Rows, when: str, again: bool) -> str:
    count = len(given)
    said = [f"{count} figures for {when}." if count > 1 else f"One figure for {when}."]
    totals = [row for row in given if row["stream"] == TOTAL]
    if len(totals) > 1:
        ends = [row[end] for row in totals for end in ("low", "high") if not pd.isna(row[end])]
        said.append(
            f"The totals given run from {range_text(min(ends), max(ends))} million dollars."
        )
    if count > 1:
        said.append("Different makers are rivals: nothing is added across them.")
    return _joined(*said, _pale(given, again))


def _sentence_of_years(here: Rows, given: Rows, who: str, again: bool) -> str:
    parts = [f"{row['year']}: {row['text']}" for row in _sums_in(here, again)]
    kind = "Streams that could come in again" if again else "All streams given"
    sums = f"{kind}, added within each year, in million dollars: {'; '.join(parts)}."
    return _joined(
        f"{who}, all years.",
        sums if parts else "",
        "Years are not added to one another.",
        _pale(given, again),
    )


def _sentence_of_one(here: Rows, given: Rows, who: str, again: bool) -> str:
    streams = [row for row in given if row["stream"] != TOTAL]
    if added := _sums_in(here, again):
        row = added[0]
        sum_of = f"{who}: added up, {row['text']} million dollars {_BASES[row['group']][2]}."
        said = [sum_of, str(row["note"])]
    elif not streams:
        only = f"{who}: only a total is given, {given[0]['text']} million dollars."
        said = [only, "It can't be split."]
    elif len(streams) == 1:
        said = [f"{who}: one stream has a row, so there is nothing to add."]
    else:
        ends = {"low": "usd_millions_low", "high": "usd_millions_high"}
        rows = pd.DataFrame(streams).rename(columns=ends)
        why = why_not_added(rows) or "Too few streams have a figure."
        said = [f"{who}: nothing is added.", why]
    return _joined(*said, _pale(given, again))


def _pale(given: Rows, again: bool) -> str:
    pale = again and not all(row["again"] for row in given)
    return "Pale bars hold what could not come in again." if pale else ""


def _joined(*sentences: str) -> str:
    return " ".join(sentence for sentence in sentences if sentence)


# ---- the drawing


def _chart(
    rows: pd.DataFrame, said: pd.DataFrame, totals: pd.DataFrame, controls: list[Control]
) -> Any:
    end = " : ".join(f"basis == '{key}' ? {top}" for key, (_, top, _) in _BASES.items())
    x_scale = alt.Scale(
        domainMin=0, domainMax=alt.expr(f"{end} : 1"), nice=False, zero=True, clamp=False
    )
    axis = alt.Axis(tickCount=5, grid=True)

    def x(field: str) -> Any:
        return alt.X(f"{field}:Q", title=None, scale=x_scale, axis=axis)

    # A stream's name stands at its first row only: the rest of the key is its place.
    names = alt.Axis(
        labelExpr="split(datum.label, '|')[1]",
        labelLimit=130,
        # A fixed width: else each change of the rows lays the whole drawing out twice.
        minExtent=118,
        maxExtent=118,
        ticks=False,
        domain=False,
        title=None,
    )
    y = alt.Y("key:N", sort="ascending", axis=names, scale=alt.Scale(paddingInner=0))
    strong = alt.condition("!again || datum.again", alt.value(1), alt.value(0.3))
    colour = alt.Color(
        "maker:N",
        scale=alt.Scale(
            domain=list(palette.REVENUE_MAKERS), range=list(palette.REVENUE_MAKERS.values())
        ),
        legend=None,
    )
    columns = [c for c in rows.columns if c not in ("id", "source_id")]
    # Without data of their own: what is shown is filtered and placed once, for all layers.
    base = alt.Chart().encode(
        y=y,
        color=colour,
        opacity=strong,
        tooltip=[
            alt.Tooltip("label:N", title="Stream"),
            alt.Tooltip("year:Q", title="Year", format="d"),
            alt.Tooltip("text:N", title="Million dollars"),
            alt.Tooltip("basis:N", title="Amount is for"),
            alt.Tooltip("report:N", title="Source"),
        ],
    )
    down = 6
    bars = (
        base.properties(name="rows")
        .mark_bar(
            yOffset=down,
            clip=True,
            size=alt.expr("datum.stream == 'sum' ? 10 : 6"),
        )
        .encode(x=x("low"), x2="high:Q")
    )
    ends = [
        base.properties(name=f"end{name}")
        .mark_tick(orient="vertical", thickness=3, size=12, yOffset=down, clip=True)
        .encode(x=x(name))
        for name in ("low", "high")
    ]
    # One layer for both sides: each layer is laid out anew whenever rows come and go.
    arrows = (
        base.properties(name="open")
        .transform_filter("isValid(datum.low) != isValid(datum.high)")
        .transform_calculate(end="isValid(datum.low) ? datum.low : datum.high")
        .mark_point(
            filled=True,
            size=70,
            yOffset=down,
            xOffset=alt.expr("isValid(datum.low) ? 9 : -9"),
            shape=alt.expr("isValid(datum.low) ? 'triangle-right' : 'triangle-left'"),
        )
        .encode(x=x("end"))
    )
    words = (
        alt.Chart(name="words")
        .transform_calculate(
            words=(
                "datum.who + (year == 'all' ? ' ' + datum.year : '') + ': ' + datum.text"
                " + datum.per + (datum.cut ? ' (cut)' : '')"
                " + (again && !datum.again ? ', left out' : '')"
            )
        )
        .mark_text(
            align=alt.expr("datum.right ? 'right' : 'left'"),
            dx=alt.expr("datum.right ? -2 : 2"),
            dy=-6,
            fontSize=11.5,
        )
        .encode(x=x("anchor"), y=y, text="words:N")
    )
    lines = (
        alt.Chart(name="lines")
        .transform_filter("datum.place == 1 && datum.rank > 0")
        .mark_rule(opacity=0.25, yOffset=-_STEP / 2)
        .encode(y=y, x=alt.value(0), x2=alt.value("width"))
    )
    layers = [lines, bars, *ends, arrows, words, _heading(said), _settings(totals)]
    return (
        alt.layer(*layers, data=rows[columns])
        .transform_filter(
            "(year == 'all' || datum.year == toNumber(year)) && (maker == 'all' || "
            "datum.maker == maker) && datum.group == basis && "
            "(datum.stream != 'sum' || datum.again == again)"
        )
        .transform_window(
            place="row_number()", groupby=["stream"], sort=[alt.SortField("rank", "ascending")]
        )
        .transform_calculate(
            key="pad('' + datum.rank, 3, '0', 'left') + '|' + (datum.place == 1 ? datum.label : '')"
        )
        .add_params(*(param for control in controls for param in control.params()))
        .properties(width="container", height=alt.Step(_STEP), padding={"top": 24})
    )


_SETTING = "datum.maker == maker && datum.group == basis && datum.again == again"


def _heading(said: pd.DataFrame) -> Any:
    """What the axis counts, over the drawing; behind it stands the sentence of the reading."""
    units = "{" + ", ".join(f"'{key}': '{of}'" for key, (_, _, of) in _BASES.items()) + "}"
    return (
        alt.Chart(said, name="said")
        .transform_filter(f"datum.year == year && {_SETTING}")
        .transform_calculate(heading=f"'Million US dollars, ' + {units}[basis]")
        .mark_text(align="left", baseline="bottom", fontSize=13, x=0, y=-8)
        .encode(text="heading:N")
    )


def _settings(totals: pd.DataFrame) -> Any:
    """Nothing to see: the row behind the reading's table, by year."""
    return (
        alt.Chart(totals, name="totals")
        .transform_filter(_SETTING)
        .mark_text(text="", x=0, y=0)
        .encode()
    )


# ---- what is said with it

_READING = Reading(
    sentence="{said.text}",
    caption="Year by year, in million dollars",
    columns=tuple(Column("totals", str(year), prefix=f"y{year}_") for year in _YEARS),
    rows=(
        Field("streams", "Streams with a figure", "d"),
        Field("sum", "Added up", ""),
        Field("given", "Total as given, all income", ""),
    ),
    corner="As chosen above",
)

_TWIN = Twin(
    mark="rows",
    caption="Revenue of Islamic State as others estimated it, in million US dollars",
    fields=(
        Field("label", "Stream", "text"),
        Field("year", "Year", ""),
        Field("who", "Who says so", "text"),
        Field("text", "Amount", "text"),
        Field("basis", "Amount is for", ""),
        Field("report", "Source", "text"),
        Field("note", "Note", "text"),
    ),
)


def _words(table: pd.DataFrame) -> Words:
    totals = table[(table["stream"] == TOTAL) & (table["year"] == 2014)]
    low, high = totals["usd_millions_low"].min(), totals["usd_millions_high"].max()
    return Words(
        title="What Islamic State took in, by stream, as others estimated it",
        caption=(
            "A bar runs from the low to the high figure; an arrow is an open end (at least, or up "
            "to). Each bar names who says so, and makers differ in colour. What was taken from "
            "people under threat is counted here as income: no row says what it cost them. "
            "“Only what could come in again” leaves out bank cash and all loot, confiscations and "
            "fines: too much, since some fines went on. Bars reaching beyond the axis are cut."
        ),
        alt=(
            f"Bars for each stream of income and each maker of an estimate. For 2014 the totals "
            f"given run from {low:,.0f} to {high:,.0f} million dollars, and the ranges for single "
            f"streams are wide."
        ),
        sources=("revenue",),
        notes_title="What may be added up",
        notes=(
            "Streams of one source, one year and one kind of amount, each once.",
            "Never a total with its own streams, never two makers, never two years.",
            "Never sums taken once with amounts that come in a year or a month.",
            "A stream without a figure is left out and named: unknown is not zero.",
        ),
    )
