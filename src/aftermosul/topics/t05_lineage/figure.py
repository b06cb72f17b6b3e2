"""Organisations through time: a lane for each, the ties between them, and one line of descent."""

from __future__ import annotations

from typing import Any

import altair as alt
import pandas as pd

from aftermosul.display import palette
from aftermosul.evidence.sources import cite, source_ids
from aftermosul.evidence.tables import load
from aftermosul.figures.controls import Choice, Control, Range, Switch
from aftermosul.figures.fields import Field
from aftermosul.figures.readings import Column, Reading, Twin, Words
from aftermosul.figures.widget import Instrument
from aftermosul.topics.t05_lineage import model as family

FIRST_YEAR, LAST_YEAR = 1988, 2025
ESSAY = (2016, 10)

_LANE = 15.5
_KINDS = {
    "renamed": "new name",
    "succeeded": "new name",
    "merged-into": "merger",
    "split-from": "split",
    "spawned-by": "founded by",
    "pledged-to": "pledge",
    "rival": "rivalry",
    "expelled": "expulsion",
}
_LETTERS = {
    "new name": "N",
    "merger": "M",
    "split": "S",
    "founded by": "F",
    "pledge": "P",
    "rivalry": "R",
    "expulsion": "X",
}
_SHAPES = dict.fromkeys(_LETTERS, "circle") | {
    "pledge": "square",
    "rivalry": "diamond",
    "expulsion": "diamond",
}
_DASHES = {kind: [1, 0] for kind in _LETTERS} | {
    "pledge": [5, 3],
    "rivalry": [1, 3],
    "expulsion": [9, 3, 2, 3],
}
# What each relation says between the one that acted and the one acted towards.
_WORDS = {
    "renamed": "became, by a new name",
    "succeeded": "succeeded",
    "merged-into": "merged into",
    "split-from": "split from",
    "spawned-by": "was founded by",
    "pledged-to": "pledged itself to",
    "rival": "turned against",
    "expelled": "expelled",
}
_SHOW = (
    ("all", "All ties"),
    ("descent", "Descent alone"),
    ("pledges", "Pledges alone"),
    ("others", "Rivalry, expulsion, other ties"),
)
_CLOSE = 0.75  # years: nearer marks on one lane are set side by side
_STEP = 12.5  # pixels between marks set side by side


def genealogy() -> Instrument:
    """The instrument of lesson 05.

    A lane an organisation, from its founding to its end; a tie is a line from lane to lane on its
    date. A slider moves the date up to which all is drawn, a choice lights one organisation's line
    of descent, and a switch says whether a pledge that made a branch counts as descent.
    """
    organisations = load("organisations")
    links = load("organisation_links")
    graph = family.family_graph(organisations, links)
    order = family.lanes(graph)
    names = organisations.set_index("id")["name"]
    year, month = ESSAY
    controls: list[Control] = [
        Range(
            "by",
            "Up to",
            0,
            (LAST_YEAR - FIRST_YEAR + 1) * 12 - 1,
            (year - FIRST_YEAR) * 12 + month - 1,
            shown=_months(),
        ),
        Choice("who", "Light the line of", tuple((name, names[name]) for name in order), "is"),
        Switch("pledges", "Count a pledge that made a branch as descent", False),
        Choice("show", "Show", _SHOW, "all"),
    ]
    ties = _ties(organisations, links, graph, order)
    bars = _bars(organisations, graph, order, ties)
    chart = _chart(bars, ties, _lines(organisations, graph), controls)
    return Instrument(
        [chart],
        controls,
        _words(organisations, links, graph),
        reading=_READING,
        twin=_TWIN,
        click=("who", "id"),
    )


# ---- data as the chart wants it


def _months() -> tuple[str, ...]:
    days = pd.date_range(f"{FIRST_YEAR}-01-01", f"{LAST_YEAR}-12-31", freq="MS")
    return tuple(f"{day:%B %Y}" for day in days)


def _when(date: Any) -> float:
    """A date as years with a fraction."""
    return round(float(date.year + (date.day_of_year - 1) / 365.25), 3)


def _said(date: Any, precision: str) -> str:
    """A date as exactly as it is known."""
    if precision == "year":
        return f"{date.year}"
    return f"{date:%B %Y}" if precision == "month" else f"{date.day} {date:%B %Y}"


def _among(names: list[str]) -> str:
    """Names as the chart looks one up in them: `,aqi,is,`."""
    return f",{','.join(names)},"


def _bars(
    organisations: pd.DataFrame, graph: Any, order: list[str], ties: pd.DataFrame
) -> pd.DataFrame:
    """One row an organisation: its lane, its dates, and for whose line it is lit.

    `up0` and `up1` name the organisations of which it is a forerunner, without and with pledges;
    `down0` and `down1` those from which it came. Its name stands at `name_at`, moved by `name_by`
    pixels: before its bar, and before the mark of a tie that stands there.
    """
    rows = []
    row: Any
    for row in organisations.itertuples(index=False):
        start, ended = _when(row.founded), None if pd.isna(row.ended) else _when(row.ended)
        marks = ties[(ties["at"] == order.index(row.id)) & (ties["when"] < start + _CLOSE)]
        rows.append(
            {
                "id": row.id,
                "short": row.short_name,
                "name": row.name,
                "lane": order.index(row.id),
                "start": start,
                "end": ended,
                "name_at": min([start, *marks["when"]]),
                "name_by": min([0.0, *marks["shift"]]) - (11 if len(marks) else 5),
                "founded": _said(row.founded, row.founded_precision),
                "ended": "not ended" if ended is None else _said(row.ended, row.ended_precision),
                "up0": _among(family.offshoots(graph, row.id, pledges=False)),
                "up1": _among(family.offshoots(graph, row.id, pledges=True)),
                "down0": _among(family.forerunners(graph, row.id, pledges=False)),
                "down1": _among(family.forerunners(graph, row.id, pledges=True)),
            }
        )
    return pd.DataFrame(rows)


def _ties(
    organisations: pd.DataFrame, links: pd.DataFrame, graph: Any, order: list[str]
) -> pd.DataFrame:
    """One row a tie: the lanes that it joins, its kind, its words, and on whose line it lies."""
    names = organisations.set_index("id")["name"]
    on_line = {
        pledges: {
            name: set(family.ties_on_the_line(graph, name, pledges=pledges)) for name in order
        }
        for pledges in (False, True)
    }
    rows = []
    row: Any
    for row in links.sort_values(["date", "id"]).itertuples(index=False):
        kind = _KINDS[row.relation]
        pledge = row.relation == family.PLEDGE
        # A mark stands with the child of a descent, and with the one that acted otherwise.
        at, other = (row.child_id, row.parent_id) if row.is_lineage else (row.from_id, row.to_id)
        rows.append(
            {
                "tie": row.id,
                "kind": f"{_LETTERS[kind]}  {kind}",
                "letter": _LETTERS[kind],
                "group": "pledges" if pledge else "descent" if row.is_lineage else "others",
                "when": _when(row.date),
                "at": order.index(at),
                "other": order.index(other),
                "date": _said(row.date, row.date_precision),
                "who_acted": names[row.from_id],
                "did": _WORDS[row.relation],
                "towards": names[row.to_id],
                "descent": _descent_word(row.is_lineage, pledge),
                "source": _source(row.source_id),
                # Its own ties are bright whoever they are with; the rest where they lie on a line.
                "on0": _among([n for n in order if row.id in on_line[False][n]]),
                "on1": _among([n for n in order if row.id in on_line[True][n]]),
                "own": _among([row.from_id, row.to_id]),
            }
        )
    table = pd.DataFrame(rows)
    table["shift"] = _side_by_side(table)
    return table


def _descent_word(is_lineage: bool, pledge: bool) -> str:
    if not is_lineage:
        return "no"
    return "if pledges count" if pledge else "yes"


def _source(cell: str) -> str:
    first = cite(source_ids(cell)[0])
    return f"{first.author} {first.year or '(no year)'}"


def _side_by_side(ties: pd.DataFrame) -> list[float]:
    """How many pixels each mark is moved so that near ones on one lane don't cover each other."""
    shift = pd.Series(0.0, index=ties.index)
    for _, lane in ties.sort_values("when").groupby("at"):
        apart = (lane["when"].diff() > _CLOSE).cumsum()
        for _, near in lane.groupby(apart):
            for place, row in enumerate(near.index):
                shift[row] = (place - (len(near) - 1) / 2) * _STEP
    return list(shift)


def _lines(organisations: pd.DataFrame, graph: Any) -> pd.DataFrame:
    """What the reading says: a row for each line, reading of pledges, and span of months."""
    by_id = organisations.set_index("id")
    table = family.lines_in_time(graph)
    rows = []
    row: Any
    for row in table.itertuples(index=False):
        own = by_id.loc[row.organisation]
        since = None if row.since is pd.NaT else _step(row.since)
        until = None if row.until is pd.NaT else _step(row.until)
        if since is not None and since == until:
            continue  # two changes within one month: the later says both
        ended = ", not ended"
        if not pd.isna(own["ended"]):
            ended = f" to {_said(own['ended'], own['ended_precision'])}"
        rows.append(
            {
                "of": row.organisation,
                "with": row.pledges,
                "since": -9999 if since is None else since,
                "until": 9999 if until is None else until,
                "name": own["name"],
                "state": "" if row.exists else " (not yet founded)",
                "life": _said(own["founded"], own["founded_precision"]) + ended,
                "ups": len(row.forerunners) if row.exists else 0,
                "downs": len(row.offshoots),
                "up": _listed(row.forerunners, by_id) if row.exists else "–",
                "down": _listed(row.offshoots, by_id) if row.exists else "–",
            }
        )
    return pd.DataFrame(rows)


def _step(date: Any) -> int:
    """The slider's step for a date's month."""
    return int((date.year - FIRST_YEAR) * 12 + date.month - 1)


def _listed(names: tuple[str, ...], by_id: pd.DataFrame) -> str:
    """Short names with the years of their founding, or "none"."""
    if not names:
        return "none"
    rows: Any = by_id.loc[list(names), ["short_name", "founded"]].itertuples(index=False)
    return ", ".join(f"{row.short_name} ({row.founded.year})" for row in rows)


# ---- the drawing

_NOW = f"({FIRST_YEAR} + (by + 1) / 12)"
_FORERUNNER = "indexof(pledges ? datum.up1 : datum.up0, ',' + who + ',') >= 0"
_OFFSHOOT = "indexof(pledges ? datum.down1 : datum.down0, ',' + who + ',') >= 0"
_LIT_TIE = (
    "indexof(pledges ? datum.on1 : datum.on0, ',' + who + ',') >= 0"
    " || indexof(datum.own, ',' + who + ',') >= 0"
)


def _chart(
    bars: pd.DataFrame, ties: pd.DataFrame, lines: pd.DataFrame, controls: list[Control]
) -> Any:
    return (
        alt.layer(
            _now(),
            *_lives(bars),
            *_links(ties),
            _labels(bars),
            _line(lines),
        )
        .add_params(*(param for control in controls for param in control.params()))
        .properties(width="container", height=_LANE * len(bars), padding={"top": 4})
    )


def _x(field: str) -> Any:
    return alt.X(
        f"{field}:Q",
        title=None,
        scale=alt.Scale(domain=[1975, LAST_YEAR + 1], nice=False, zero=False),
        axis=alt.Axis(
            format="d", values=list(range(1980, LAST_YEAR + 1, 5)), orient="top", labelOverlap=True
        ),
    )


def _y(field: str, lanes: int) -> Any:
    return alt.Y(
        f"{field}:Q",
        axis=None,
        scale=alt.Scale(domain=[-0.8, lanes - 0.2], reverse=True, nice=False, zero=False),
    )


def _now() -> Any:
    """The date up to which all is drawn."""
    return (
        alt.Chart(pd.DataFrame({"one": [1]}))
        .transform_calculate(now=_NOW)
        .mark_rule(strokeWidth=1, strokeDash=[2, 3], opacity=0.6)
        .encode(x=_x("now"))
    )


def _lives(bars: pd.DataFrame) -> list[Any]:
    """A bar from the founding of each organisation to its end, and how it ends."""
    base = (
        alt.Chart(bars)
        .transform_filter(f"datum.start < {_NOW}")
        .transform_calculate(
            until=f"isValid(datum.end) ? min(datum.end, {_NOW}) : {_NOW}",
            over=f"isValid(datum.end) && datum.end < {_NOW}",
            rank=f"datum.id == who ? 2 : ({_FORERUNNER} || {_OFFSHOOT}) ? 1 : 0",
        )
    )
    colour = (
        alt.when("datum.rank == 2")
        .then(alt.value(palette.CHOSEN))
        .when("datum.rank == 1")
        .then(alt.value(palette.PLAIN))
        .otherwise(alt.value(palette.QUIET))
    )
    tooltip = [
        alt.Tooltip("name:N", title="Organisation"),
        alt.Tooltip("founded:N", title="Founded"),
        alt.Tooltip("ended:N", title="Ended"),
    ]
    y = _y("lane", len(bars))
    dim = alt.condition("datum.rank > 0", alt.value(1), alt.value(0.4))
    lives = base.mark_rule(strokeWidth=6, cursor="pointer").encode(
        x=_x("start"), x2="until:Q", y=y, color=colour, opacity=dim, tooltip=tooltip
    )
    lives = lives.properties(name="lives")
    going_on = (
        base.transform_filter("!datum.over")
        .mark_point(shape="triangle-right", size=70, filled=True, xOffset=4, cursor="pointer")
        .encode(x=_x("until"), y=y, color=colour, opacity=dim, tooltip=tooltip)
    )
    return [lives, going_on]


def _labels(bars: pd.DataFrame) -> Any:
    """Each organisation's short name before its bar: an arrow marks its place on the lit line."""
    return (
        alt.Chart(bars)
        .transform_filter(f"datum.start < {_NOW}")
        .transform_calculate(
            place=f"datum.id == who ? 2 : ({_FORERUNNER} || {_OFFSHOOT}) ? 1 : 0",
            label=f"({_FORERUNNER} ? '↑ ' : {_OFFSHOOT} ? '↓ ' : '') + datum.short",
        )
        .mark_text(
            align="right",
            baseline="middle",
            xOffset=alt.expr("datum.name_by"),
            fontSize=11.5,
            cursor="pointer",
        )
        .encode(
            x=_x("name_at"),
            y=_y("lane", len(bars)),
            text="label:N",
            opacity=alt.condition("datum.place > 0", alt.value(1), alt.value(0.62)),
            tooltip=[alt.Tooltip("name:N", title="Organisation")],
        )
    )


def _links(ties: pd.DataFrame) -> list[Any]:
    """A line for each tie on its date, and a mark with the letter of its kind."""
    kinds = [f"{letter}  {kind}" for kind, letter in _LETTERS.items()]
    lanes = int(ties[["at", "other"]].to_numpy().max()) + 1
    legend = alt.Legend(title=None, orient="top", columns=4, symbolSize=130, symbolStrokeWidth=0)
    colour = alt.Color(
        "kind:N", scale=alt.Scale(domain=kinds, range=list(palette.KINSHIP.values())), legend=legend
    )
    shape = alt.Shape(
        "kind:N", scale=alt.Scale(domain=kinds, range=list(_SHAPES.values())), legend=legend
    )
    dash = alt.StrokeDash(
        "kind:N", scale=alt.Scale(domain=kinds, range=list(_DASHES.values())), legend=None
    )
    base = (
        alt.Chart(ties)
        .transform_filter(f"datum.when < {_NOW} && (show == 'all' || datum.group == show)")
        .encode(
            x=_x("when"),
            opacity=alt.condition(_LIT_TIE, alt.value(1), alt.value(0.28)),
            tooltip=[
                alt.Tooltip("date:N", title="Date"),
                alt.Tooltip("who_acted:N", title="Who"),
                alt.Tooltip("did:N", title="Tie"),
                alt.Tooltip("towards:N", title="Towards"),
                alt.Tooltip("descent:N", title="Descent"),
            ],
        )
    )
    shift: Any = alt.expr("datum.shift")
    lines = base.mark_rule(strokeWidth=1.6, xOffset=shift, x2Offset=shift).encode(
        y=_y("at", lanes), y2="other:Q", color=colour, strokeDash=dash
    )
    marks = base.mark_point(size=135, filled=True, xOffset=shift).encode(
        y=_y("at", lanes), color=colour, shape=shape
    )
    letters = base.mark_text(
        fontSize=9, fontWeight=700, color="white", xOffset=shift, baseline="middle"
    ).encode(y=_y("at", lanes), text="letter:N")
    return [lines, marks.properties(name="ties"), letters]


def _line(lines: pd.DataFrame) -> Any:
    """The row that the reading speaks of; it draws nothing of its own."""
    return (
        alt.Chart(lines, name="line")
        .transform_filter(
            "datum.of == who && datum.with == pledges && datum.since <= by && by < datum.until"
        )
        .transform_calculate(
            month=(
                "['January','February','March','April','May','June','July','August','September',"
                f"'October','November','December'][by % 12] + ' ' + ({FIRST_YEAR} + floor(by / 12))"
            ),
            mode="pledges ? 'with pledges counted' : 'by descent alone'",
        )
        .mark_text(text="", x=0, y=0)
        .encode()
    )


# ---- what is said with it

_READING = Reading(
    sentence=(
        "{line.month}, {line.mode}. {line.name}{line.state}: {line.ups|d} forerunners and "
        "{line.downs|d} that came of it."
    ),
    caption="The lit line, oldest first (year founded)",
    columns=(Column("line", "{line.name}", colour=palette.CHOSEN),),
    rows=(
        Field("life", "Existed", "text"),
        Field("up", "↑ Came from", "text"),
        Field("down", "↓ Led to", "text"),
    ),
    corner="Part",
)

_TWIN = Twin(
    mark="ties",
    caption="The ties drawn, in the order of their dates",
    fields=(
        Field("date", "Date", ""),
        Field("who_acted", "Who", "text"),
        Field("did", "Tie", "text"),
        Field("towards", "Towards", "text"),
        Field("descent", "Descent", "text"),
        Field("source", "Source", "text"),
    ),
)


def _words(organisations: pd.DataFrame, links: pd.DataFrame, graph: Any) -> Words:
    alone = family.forerunners(graph, "is", pledges=False)
    added, _ = family.added_by_pledges(graph, "is")
    short = organisations.set_index("id")["short_name"]
    return Words(
        title="Al Qaeda, Islamic State and their kin, through time",
        caption=(
            f"{len(organisations)} organisations and {len(links)} ties: a selection round two "
            f"networks. A bar runs from founding to end, with an arrowhead where there is no end; "
            f"a line joins two organisations on the date of their tie, and marks that would cover "
            f"each other are set side by side. ↑ stands before a forerunner, ↓ before what came "
            f"of the chosen one. The table gives exact dates. Click a bar or a name to choose it."
        ),
        alt=(
            f"Lanes through time for {len(organisations)} organisations, joined by ties. Islamic "
            f"State comes by descent alone from {', '.join(short[n] for n in alone)}; only if a "
            f"pledge counts does it also come from {', '.join(short[n] for n in added)}."
        ),
        sources=("organisations", "organisation_links"),
    )
