"""Territory through time: places taken and lost on a map, and rival measures of the whole."""

from __future__ import annotations

import math
from typing import Any

import altair as alt
import pandas as pd

from aftermosul.display import outlines, palette
from aftermosul.display.ranges import range_text
from aftermosul.evidence.sources import cite, source_ids
from aftermosul.evidence.tables import load
from aftermosul.figures.controls import Choice, Control, Range
from aftermosul.figures.fields import Field
from aftermosul.figures.readings import Column, Reading, Twin, Words
from aftermosul.figures.widget import Instrument
from aftermosul.topics.t06_territory import model

MONTHS = list(pd.date_range("2014-01-01", "2019-03-01", freq="MS"))
ESSAYS_MONTH = MONTHS.index(pd.Timestamp("2016-10-01"))

_HEIGHT = 350
_LABELS = tuple(month.strftime("%B %Y") for month in MONTHS)
_VIEWS = (
    ("area-both", "Area held, Iraq and Syria"),
    ("area-iraq", "Area held, Iraq alone"),
    ("area-syria", "Area held, Syria alone"),
    ("share-both", "Share lost, Iraq and Syria"),
    ("share-iraq", "Share lost, Iraq alone"),
    ("share-syria", "Share lost, Syria alone"),
    ("people-both", "People living there, Iraq and Syria"),
)
_TITLES = {
    "area": "Thousand square kilometres held",
    "share": "Per cent of its land lost, each since its own start",
    "people": "Million people living under it",
}
_UNITS = {"area": (1000, " km²"), "share": (1, " per cent"), "people": (1_000_000, " people")}
_TOPS = {"area": 225, "share": 104, "people": 13}
_BASES = {"2014-peak": "the peak of 2014", "2015-01": "January 2015"}
_CHOSEN = "datum.shows == shows"
_NOW = "datum.first <= now && now <= datum.last"

# The part of the map that always shows, in degrees: west, east, south, north.
_WEST, _EAST, _SOUTH, _NORTH = 35.6, 45.4, 32.5, 37.6

# Where a place's name stands beside its mark, as (dx, dy, align); and whether it also stands on a
# narrow map.
_BESIDE = {
    "Raqqa": (0, 17, "center", True),
    "Fallujah": (2, 17, "center", True),
    "Ramadi": (-8, 10, "right", False),
    "Mosul": (9, 0, "left", True),
    "Tikrit": (9, 1, "left", True),
    "Baiji (refinery town)": (-9, 0, "right", False),
    "Sinjar": (0, 17, "center", True),
    "Tal Afar": (0, -12, "center", False),
    "Hawija": (9, 0, "left", False),
    "al-Qaim": (2, 19, "center", True),
    "Rawa": (9, 0, "left", False),
    "Hit": (-9, -2, "right", False),
    "Kobane (Ayn al-Arab)": (2, -12, "left", True),
    "Tal Abyad": (8, 11, "left", False),
    "Palmyra (Tadmur)": (0, 17, "center", True),
    "Manbij": (9, 3, "left", False),
    "Jarablus": (-2, -12, "right", False),
    "Dabiq": (-9, -3, "right", False),
    "al-Bab": (9, 5, "left", False),
    "Tabqa": (-9, 6, "right", False),
    "Deir ez-Zor (districts held)": (9, -3, "left", True),
    "Mayadin": (-9, 4, "right", False),
    "Abu Kamal": (-10, 6, "right", False),
    "Hajin": (9, -7, "left", False),
    "Baghouz": (10, -10, "left", False),
}
_COUNTRIES = (
    ("SYRIA", 38.0, 35.2),
    ("IRAQ", 42.6, 35.35),
    ("TURKEY", 40.6, 37.4),
    ("JORDAN", 38.2, 32.7),
)
_BEARINGS = (
    ("Baghdad", 44.36, 33.31, -10),
    ("Damascus", 36.29, 33.51, 11),
    ("Aleppo", 37.16, 36.15, 11),
)


def territory() -> Instrument:
    """The instrument of lesson 06.

    A map of the places that were taken and lost, at the end of a month; beside it every figure in
    the table for area, share lost or people, by who said it. Nothing joins two makers' figures.
    """
    said = model.figures(load("territory"))
    stretches = model.states(load("cities"), MONTHS)
    inside = stretches[stretches["iso3"].isin(["IRQ", "SYR"])].reset_index(drop=True)
    now = Range("now", "Month", 0, len(MONTHS) - 1, ESSAYS_MONTH, shown=_LABELS)
    shows = Choice("shows", "Figures", _VIEWS, "area-both")
    controls: list[Control] = [now, shows]
    return Instrument(
        [_map(inside, now), _figures(said, inside, controls)],
        controls,
        _words(inside),
        reading=_READING,
        twin=_TWIN,
        click=("now", "step"),
    )


# ---- the map


def _map(inside: pd.DataFrame, now: Control) -> Any:
    places = inside.drop_duplicates("place")[["place", "lat", "lon"]].reset_index(drop=True)
    beside = pd.DataFrame([_BESIDE[place] for place in places["place"]])
    places[["dx", "dy", "align", "major"]] = beside
    places["name"] = places["place"].str.replace(r" \(.*", "", regex=True)
    return (
        alt.layer(
            _outlines(),
            _names(pd.DataFrame(_COUNTRIES, columns=["name", "lon", "lat"])),
            *_bearings(),
            _labels(places),
            _places(inside),
        )
        .project(type="mercator", center=[_middle_lon(), _middle_lat()], **_fixed())
        .add_params(*now.params())
        .properties(width="container", height=_HEIGHT)
    )


def _fixed() -> dict[str, Any]:
    """A projection that moves with the width of the page only, and never with the data."""
    wide = math.radians(_EAST - _WEST)
    high = _mercator(_NORTH) - _mercator(_SOUTH)
    return {
        "scale": alt.expr(f"min(width / {wide:.5f}, height / {high:.5f})"),
        "translate": alt.expr("[width / 2, height / 2]"),
    }


def _mercator(lat: float) -> float:
    return math.log(math.tan(math.pi / 4 + math.radians(lat) / 2))


def _middle_lon() -> float:
    return (_WEST + _EAST) / 2


def _middle_lat() -> float:
    middle = (_mercator(_NORTH) + _mercator(_SOUTH)) / 2
    return round(math.degrees(2 * math.atan(math.exp(middle)) - math.pi / 2), 4)


def _outlines() -> Any:
    features = alt.Data(values=outlines.levant())  # type: ignore[no-untyped-call]
    ours = "datum.properties.iso3 == 'IRQ' || datum.properties.iso3 == 'SYR'"
    return (
        alt.Chart(features, name="outlines")
        .mark_geoshape(
            clip=True, fill="currentColor", stroke="currentColor", strokeWidth=1, strokeOpacity=0.45
        )
        .encode(fillOpacity=alt.condition(ours, alt.value(0.09), alt.value(0.02)))
    )


def _names(countries: pd.DataFrame) -> Any:
    return (
        alt.Chart(countries)
        .mark_text(opacity=0.55, fontSize=11, fontWeight=600, clip=True)
        .encode(longitude="lon:Q", latitude="lat:Q", text="name:N")
    )


def _bearings() -> list[Any]:
    """Three cities that find the reader's bearings; they are no part of the table."""
    base = alt.Chart(pd.DataFrame(_BEARINGS, columns=["name", "lon", "lat", "dy"])).encode(
        longitude="lon:Q", latitude="lat:Q"
    )
    return [
        base.mark_point(shape="cross", size=26, filled=True, color="currentColor", opacity=0.5),
        base.mark_text(
            dy=alt.expr("datum.dy"), fontSize=10, fontStyle="italic", opacity=0.75
        ).encode(text="name:N"),
    ]


def _labels(places: pd.DataFrame) -> Any:
    return (
        alt.Chart(places, name="labels")
        .mark_text(
            fontSize=11,
            baseline="middle",
            dx=alt.expr("datum.dx"),
            dy=alt.expr("datum.dy"),
            align=alt.expr("datum.align"),
        )
        .encode(
            longitude="lon:Q",
            latitude="lat:Q",
            text="name:N",
            opacity=alt.condition("datum.major || width > 460", alt.value(1), alt.value(0)),
        )
    )


def _places(inside: pd.DataFrame) -> Any:
    """Each place in its state: told apart by shape and by fill, and by colour too."""
    domain = list(model.STATES)
    legend = alt.Legend(title=None, orient="bottom", columns=2, symbolSize=110)
    stroke = [palette.QUIET, palette.CHOSEN, "currentColor", "currentColor"]
    fill = ["transparent", palette.CHOSEN, "transparent", "transparent"]
    shape = ["circle", "circle", "diamond", "M-1,-1L1,1M-1,1L1,-1"]
    rows = inside.copy()
    rows["since"] = [_LABELS[first] if first else "" for first in inside["first"]]
    return (
        alt.Chart(rows, name="places")
        .transform_filter(_NOW)
        .mark_point(size=95, strokeWidth=1.8, opacity=1)
        .encode(
            longitude="lon:Q",
            latitude="lat:Q",
            shape=alt.Shape("state:N", scale=alt.Scale(domain=domain, range=shape), legend=legend),
            stroke=alt.Stroke("state:N", scale=alt.Scale(domain=domain, range=stroke)),
            fill=alt.Fill("state:N", scale=alt.Scale(domain=domain, range=fill)),
            tooltip=[
                alt.Tooltip("place:N", title="Place"),
                alt.Tooltip("state:N", title="State"),
                alt.Tooltip("since:N", title="Since"),
            ],
        )
    )


# ---- the figures


def _figures(said: pd.DataFrame, inside: pd.DataFrame, controls: list[Control]) -> Any:
    rows = _rows(said)
    tops = " : ".join(f"indexof(shows, '{name}') == 0 ? {top}" for name, top in _TOPS.items())
    top = alt.expr(f"{tops} : 1")
    first, last = MONTHS[0], MONTHS[-1] + pd.DateOffset(months=2)
    x = alt.X(
        "when:T",
        title=None,
        scale=alt.Scale(domain=[_utc(first), _utc(last)], type="utc", nice=False),
        axis=alt.Axis(format="%Y", tickCount="year", grid=False),
    )
    scale = alt.Scale(domainMin=0, domainMax=top, nice=False, zero=True)

    def y(field: str) -> Any:
        return alt.Y(f"{field}:Q", title=None, scale=scale, axis=alt.Axis(tickCount=6))

    colours = list(palette.TERRITORY_MAKERS.values())
    shapes = ["circle", "square", "triangle-up", "diamond", "triangle-down", "cross"]
    makers = list(palette.TERRITORY_MAKERS)
    legend = alt.Legend(title=None, orient="bottom", columns=3, symbolSize=90)
    colour = alt.Color("maker:N", scale=alt.Scale(domain=makers, range=colours), legend=legend)
    shape = alt.Shape("maker:N", scale=alt.Scale(domain=makers, range=shapes), legend=legend)
    tooltip = [
        alt.Tooltip("day:N", title="Date"),
        alt.Tooltip("who:N", title="Source"),
        alt.Tooltip("figure:N", title="Figure"),
        alt.Tooltip("base:N", title="Measured from"),
    ]
    base = alt.Chart(rows).transform_filter(_CHOSEN)
    joined = base.transform_filter("datum.series != ''")
    points = base.mark_point(filled=True, size=62, opacity=1, cursor="pointer")
    return (
        alt.layer(
            _month_rule(inside, x),
            *(
                joined.mark_line(strokeWidth=1.4, opacity=0.7).encode(
                    x=x, y=y(end), color=colour, detail="series:N"
                )
                for end in ("bottom", "top")
            ),
            alt.Chart(rows, name="figures")
            .transform_filter(_CHOSEN)
            .mark_rule(strokeWidth=3, opacity=0.6)
            .encode(x=x, y=y("bottom"), y2="top:Q", color=colour, tooltip=tooltip),
            *(
                points.encode(x=x, y=y(end), color=colour, shape=shape, tooltip=tooltip)
                for end in ("bottom", "top")
            ),
            _open_ends(base, x, y, colour),
            _title(said),
        )
        .add_params(*(param for control in controls for param in control.params()))
        .properties(width="container", height=_HEIGHT, padding={"top": 14})
    )


def _utc(day: pd.Timestamp) -> Any:
    return {"utc": True, "year": day.year, "month": day.month, "date": day.day}


def _rows(said: pd.DataFrame) -> pd.DataFrame:
    """Every figure as the chart wants it: its ends on the axis, and in words."""
    rows = said[["maker", "series"]].copy()
    rows["shows"] = said["measure"] + "-" + said["scope"].astype(str)
    rows["note"] = said["note"].fillna("–")
    divisor = said["measure"].map(lambda measure: _UNITS[measure][0])
    rows["bottom"] = (said["low"].fillna(said["high"]) / divisor).round(3)
    rows["top"] = (said["high"].fillna(said["low"]) / divisor).round(3)
    rows["open"] = ""
    rows.loc[said["high"].isna(), "open"] = "↑"
    rows.loc[said["low"].isna(), "open"] = "↓"
    rows["figure"] = [_figure(row) for row in said.to_dict("records")]
    rows["base"] = [_BASES.get(base, "–") for base in said["base"]]
    rows["who"] = [cite(source_ids(cell)[0]).author for cell in said["source_id"]]
    rows["when"] = said["date"].dt.strftime("%Y-%m-%dT00:00:00Z")
    rows["day"] = [_known(*pair) for pair in zip(said["date"], said["precision"], strict=True)]
    rows["step"] = [MONTHS.index(date.replace(day=1)) for date in said["date"]]
    return rows


def _figure(row: Any) -> str:
    return range_text(row["low"], row["high"]) + str(_UNITS[row["measure"]][1])


def _day(date: pd.Timestamp) -> str:
    # Windows knows no `%-d`.
    return f"{date.day} {date:%B %Y}"


def _month_rule(inside: pd.DataFrame, x: Any) -> Any:
    """The month of the map, and how many places stood how at its end."""
    counts = model.counted(inside, len(MONTHS)).set_axis(
        ["step", "waiting", "held", "lost", "never"], axis=1
    )
    counts["month"] = list(_LABELS)
    counts["places"] = counts["waiting"] + counts["held"] + counts["lost"]
    counts["when"] = [
        (month + pd.offsets.MonthEnd(0)).strftime("%Y-%m-%dT00:00:00Z") for month in MONTHS
    ]
    return (
        alt.Chart(counts, name="month")
        .transform_filter("datum.step == now")
        .mark_rule(strokeWidth=1.5, strokeDash=[5, 3], opacity=0.8)
        .encode(x=x)
    )


def _open_ends(base: Any, x: Any, y: Any, colour: Any) -> Any:
    """An arrow where a source says only "at least" or "up to"."""
    return (
        base.transform_filter("datum.open != ''")
        .mark_text(
            fontSize=17,
            fontWeight=700,
            dy=alt.expr("datum.open == '↑' ? -13 : 11"),
        )
        .encode(x=x, y=y("bottom"), text="open:N", color=colour)
    )


def _title(said: pd.DataFrame) -> Any:
    """What the axis shows, with each maker's last figure behind it."""
    last = model.last_said(said, MONTHS)
    rows = last[["first", "last"]].copy()
    rows["shows"] = last["measure"] + "-" + last["scope"]
    rows["title"] = last["measure"].map(_TITLES)
    for number, maker in enumerate(model.MAKERS):
        rows[f"said{number}"] = [_in_words(said, index) for index in last[maker]]
    rows = rows[rows["shows"].isin([value for value, _ in _VIEWS])]
    return (
        alt.Chart(rows, name="said")
        .transform_filter(f"{_CHOSEN} && {_NOW}")
        .mark_text(align="left", baseline="bottom", fontSize=13, x=0, y=-8)
        .encode(text="title:N")
    )


def _in_words(said: pd.DataFrame, index: Any) -> str:
    if pd.isna(index):
        return "nothing yet"
    row: Any = said.loc[int(index)]
    when = _known(row["date"], row["precision"])
    if row["maker"] == model.OTHERS:
        when = f"{cite(source_ids(row['source_id'])[0]).author}, {when}"
    return f"{_figure(row)} ({when})"


# ---- what is said with it

_READING = Reading(
    sentence=(
        "At the end of {month.month}, of {month.places} places on the map: {month.held} held, "
        "{month.lost} taken back, {month.waiting} not yet taken."
    ),
    caption="What each had said last by then",
    columns=(Column("said", "Last figure by then"),),
    rows=tuple(Field(f"said{number}", maker, "text") for number, maker in enumerate(model.MAKERS)),
    corner="Who",
)

_TWIN = Twin(
    mark="figures",
    caption="Every figure in the table for what you chose",
    fields=(
        Field("day", "Date", "text"),
        Field("who", "Source", "text"),
        Field("maker", "Drawn as", "text"),
        Field("figure", "Figure", "text"),
        Field("base", "Measured from", "text"),
        Field("note", "What to know", "text"),
    ),
)


def _words(inside: pd.DataFrame) -> Words:
    places = inside["place"].nunique()
    return Words(
        title="Territory of Islamic State, 2014 to 2019",
        caption=(
            f"The map: {places} places in Iraq and Syria, a choice and not a complete list, as "
            "they stood at the end of the month; a place counts as held where the group held it or "
            "districts of it. Crosses with names in italics are cities for orientation. Outlines "
            "are Natural Earth's and take no side in any dispute over borders. The chart: what "
            "each source said, by its own idea of control. A thin line joins figures of one maker "
            "on one base; nothing joins two makers. An arrow means at least or up to. A date known "
            "only to its month or year stands on its first day. The dashed line is the month of "
            "the map. Click a figure to move the month there."
        ),
        alt=(
            f"A map of {places} places in Iraq and Syria in four states, told apart by shape: not "
            "yet taken, held, taken back, never fully taken. Beside it, a chart of figures for "
            "the land held, by source, from 2014 to 2019: all fall to nothing, from starts between "
            "90,800 and 210,000 square kilometres."
        ),
        notes_title="When each place was taken and lost, and places beyond the map",
        notes=tuple(_note(row) for row in load("cities").to_dict("records")),
        sources=("territory", "cities"),
    )


def _note(row: Any) -> str:
    taken = _known(row["taken_date"], row["taken_date_precision"])
    lost = _known(row["lost_date"], row["lost_date_precision"])
    where = "" if row["iso3"] in ("IRQ", "SYR") else f" ({_country(row['iso3'])})"
    if not taken:
        return f"{row['place']}{where}: besieged and never fully taken; the siege ended {lost}"
    return f"{row['place']}{where}: taken {taken}, lost {lost}"


def _country(iso3: str) -> str:
    """A country's name by its code."""
    names = load("countries").set_index("iso3")
    return str(names.loc[iso3].iloc[0])


def _known(date: Any, precision: Any) -> str:
    """A date in no more detail than is known of it."""
    if pd.isna(date):
        return ""
    if precision == "year":
        return f"{date:%Y}"
    return _day(date) if precision == "day" else f"{date:%B %Y}"
