"""Hijackings by year: a window, a baseline to hold it against, and what was done about them."""

from __future__ import annotations

from typing import Any

import altair as alt
import pandas as pd

from aftermosul.display import palette
from aftermosul.evidence.sources import cite, source_ids
from aftermosul.evidence.tables import load
from aftermosul.figures.controls import Choice, Control, Switch, Window
from aftermosul.figures.widget import Column, Instrument, Reading, Twin, Words
from aftermosul.topics.t02_hijackings.model import all_windows

ESSAYS_DECADE = (1980, 1989)
WAVE = (1968, 1972)

_HEIGHT = 270
_INCIDENTS = "measure == 'incidents'"
_RATES = ["incidents", "deaths", "per_year", "deaths_per_incident"]


def hijackings() -> Instrument:
    """The instrument of lesson 02.

    Bars: incidents a year, or deaths per incident. One window (at first the essay's decade) is
    held against another and against all other years; a switch marks the security measures.
    """
    yearly = _yearly()
    measures = _aviation_measures()
    low, high = int(yearly["year"].min()), int(yearly["year"].max())
    controls: list[Control] = [
        Window("window", "Your window", low, high, ESSAYS_DECADE, colour=palette.WINDOW),
        Window("baseline", "Held against", low, high, WAVE, colour=palette.BASELINE),
        Choice(
            "measure",
            "Show",
            (("incidents", "Incidents a year"), ("deaths", "Deaths per incident")),
            "incidents",
        ),
        Switch("marks", "Mark the security measures", True),
    ]
    return Instrument(
        [_chart(yearly, _packed(all_windows(load("hijackings_by_year"))), measures, controls)],
        controls,
        _words(yearly, measures),
        reading=_READING,
        twin=_TWIN,
        click=("window", "year"),
    )


# ---- data as the chart wants it


def _yearly() -> pd.DataFrame:
    """One row a year with its rate and the two edges of its bar."""
    table = load("hijackings_by_year")[["year", "incidents", "fatalities"]]
    happened = table["incidents"].where(table["incidents"] > 0)
    table["deaths_per_incident"] = (table["fatalities"] / happened).round(2)
    table["left"] = table["year"] - 0.42
    table["right"] = table["year"] + 0.42
    return table


def _aviation_measures() -> pd.DataFrame:
    """The measures against the hijacking of aircraft, numbered, with their place in time."""
    table = load("security_measures")
    about = table["addresses"].str.contains("hijacking") & ~table["actor"].str.startswith("IMO")
    chosen = table[about].sort_values("date").reset_index(drop=True)
    chosen["number"] = chosen.index + 1
    chosen["when"] = chosen["date"].dt.year + (chosen["date"].dt.day_of_year - 1) / 365.25
    # Windows knows no `%-d`.
    chosen["day"] = chosen["date"].dt.day.astype(str) + chosen["date"].dt.strftime(" %B %Y")
    # Numbers of neighbours stand on three levels, so that none covers another.
    chosen["level"] = -10 - 13 * (chosen.index % 3)
    return chosen[["number", "when", "day", "actor", "measure", "level", "source_id"]]


def _packed(grid: pd.DataFrame) -> pd.DataFrame:
    """The grid with one row for each first year, holding lists: a fifth of its size as JSON.

    The last year is left out, since `start` and `years` say it.
    """
    columns = ["years", "out_years", *_RATES, *(f"out_{name}" for name in _RATES)]
    # To the decimals that the reading shows, at once: rounding twice would turn 0.446 into 0.5.
    decimals = {"per_year": 1, "deaths_per_incident": 2}
    decimals |= {f"out_{name}": count for name, count in decimals.items()}
    shown = {name: [round(rate, n) for rate in grid[name]] for name, n in decimals.items()}
    rounded = grid.assign(**shown).astype(object).where(grid.notna(), None)
    return rounded.groupby("start", sort=True)[columns].agg(list).reset_index()


# ---- the drawing


def _chart(
    yearly: pd.DataFrame, windows: pd.DataFrame, measures: pd.DataFrame, controls: list[Control]
) -> Any:
    x = alt.X(
        "left:Q",
        title=None,
        scale=alt.Scale(
            domain=[yearly["left"].min() - 0.5, yearly["right"].max() + 0.5], nice=False
        ),
        axis=alt.Axis(format="d", values=list(range(1945, 2020, 5)), grid=False, labelOverlap=True),
    )
    top = alt.expr(f"{_INCIDENTS} ? {_top(yearly, 'incidents')} : {_top_but_one(yearly)}")
    scale = alt.Scale(domainMin=0, domainMax=top, nice=False, zero=True)
    y = alt.Y("value:Q", title=None, scale=scale, axis=alt.Axis(tickCount=6))

    bars = (
        alt.Chart(yearly, name="bars")
        .transform_calculate(value=f"{_INCIDENTS} ? datum.incidents : datum.deaths_per_incident")
        .mark_bar(clip=True, cursor="pointer")
        .encode(
            x=x,
            x2="right:Q",
            y=y,
            y2=alt.datum(0),
            color=alt.when(_inside("window"))
            .then(alt.value(palette.WINDOW))
            .when(_inside("baseline"))
            .then(alt.value(palette.BASELINE))
            .otherwise(alt.value(palette.QUIET)),
            tooltip=[
                alt.Tooltip("year:Q", title="Year", format="d"),
                alt.Tooltip("incidents:Q", title="Incidents"),
                alt.Tooltip("fatalities:Q", title="Deaths aboard"),
                alt.Tooltip("deaths_per_incident:Q", title="Deaths per incident", format=".2f"),
            ],
        )
    )
    return (
        alt.layer(
            bars,
            _tallest_label(yearly),
            _mean(windows, "window"),
            _mean(windows, "baseline"),
            *_marks(measures),
            _axis_title(),
        )
        .add_params(*(param for control in controls for param in control.params()))
        .properties(width="container", height=_HEIGHT, padding={"top": 12})
    )


def _inside(window: str) -> str:
    return f"datum.year >= {window}From && datum.year <= {window}To"


def _top(yearly: pd.DataFrame, column: str) -> float:
    """The end of the axis: a little above the highest bar."""
    return round(float(yearly[column].max()) * 1.06, 1)


def _top_but_one(yearly: pd.DataFrame) -> float:
    """The end of the axis of deaths per incident: above the second highest year.

    One year (2001) is far above all others; drawn to its height, no other bar could be read.
    Its bar is cut and says its value.
    """
    return round(float(yearly["deaths_per_incident"].nlargest(2).iloc[-1]) * 1.25, 1)


def _tallest_label(yearly: pd.DataFrame) -> Any:
    """The value of the one bar that is cut off when deaths are shown."""
    tallest = yearly.nlargest(1, "deaths_per_incident")
    words = f"{int(tallest['year'].iloc[0])}: {tallest['deaths_per_incident'].iloc[0]:.1f} (cut)"
    return (
        alt.Chart(tallest, name="cut")
        .mark_text(align="left", dx=10, dy=10, fontWeight=600)
        .encode(
            x="year:Q",
            y=alt.value(0),
            text=alt.value(words),
            opacity=alt.condition(_INCIDENTS, alt.value(0), alt.value(1)),
        )
    )


def _mean(windows: pd.DataFrame, window: str) -> Any:
    """The mean of one window as a line across it: the row of the grid that the control chose.

    It is drawn in the page's own ink, since in the window's colour it would vanish in its bars.
    """
    return (
        alt.Chart(windows, name=window)
        .transform_filter(f"datum.start == {window}From")
        .transform_flatten([c for c in windows.columns if c != "start"])
        .transform_calculate(end="datum.start + datum.years - 1")
        .transform_filter(f"datum.end == {window}To")
        .transform_calculate(
            value=f"{_INCIDENTS} ? datum.per_year : datum.deaths_per_incident",
            left="datum.start - 0.5",
            right="datum.end + 0.5",
        )
        .mark_rule(strokeWidth=2.5, strokeCap="butt", clip=True)
        .encode(x="left:Q", x2="right:Q", y="value:Q")
    )


def _marks(measures: pd.DataFrame) -> list[Any]:
    """The security measures: a line each, and its number above the drawing."""
    shown = alt.condition("marks", alt.value(1), alt.value(0))
    tooltip = [
        alt.Tooltip("number:Q", title="No."),
        alt.Tooltip("day:N", title="Date"),
        alt.Tooltip("actor:N", title="Who"),
        alt.Tooltip("measure:N", title="Measure"),
    ]
    base = alt.Chart(measures.drop(columns="source_id")).encode(
        x="when:Q", opacity=shown, tooltip=tooltip
    )
    lines = base.mark_rule(color=palette.EVENT, strokeWidth=1.2, strokeDash=[3, 2]).encode(
        y=alt.value(0), y2=alt.value(_HEIGHT)
    )
    numbers = base.mark_text(color=palette.EVENT, fontSize=12, fontWeight=600).encode(
        y=alt.Y("level:Q", scale=None), text="number:Q"
    )
    return [lines, numbers]


def _axis_title() -> Any:
    """What the bars show: it changes with the control, which an axis title can't."""
    words = alt.expr(f"{_INCIDENTS} ? 'Incidents a year' : 'Deaths aboard per incident'")
    return (
        alt.Chart(pd.DataFrame({"one": [1]}))
        .mark_text(align="left", baseline="bottom", text=words, fontSize=13, x=0, y=-8)
        .encode()
    )


# ---- what is said with it

_READING = Reading(
    sentence=(
        "{window.start} to {window.end}: {window.per_year|.1f} incidents a year and "
        "{window.deaths_per_incident|.2f} deaths per incident. {baseline.start} to {baseline.end}: "
        "{baseline.per_year|.1f} a year and {baseline.deaths_per_incident|.2f} per incident."
    ),
    caption="Inside and outside",
    columns=(
        Column("window", "{window.start} to {window.end}", colour=palette.WINDOW),
        Column("baseline", "{baseline.start} to {baseline.end}", colour=palette.BASELINE),
        Column("window", "Outside your window", prefix="out_", colour=palette.QUIET),
    ),
    rows=(
        ("Years", "years", "d"),
        ("Incidents", "incidents", "d"),
        ("Incidents a year", "per_year", ".1f"),
        ("Deaths aboard", "deaths", "d"),
        ("Deaths per incident", "deaths_per_incident", ".2f"),
    ),
)

_TWIN = Twin(
    mark="bars",
    caption="Hijackings and attempts on airliners, worldwide, by year",
    columns=(
        ("year", "Year", ""),
        ("incidents", "Incidents", "d"),
        ("fatalities", "Deaths aboard", "d"),
        ("deaths_per_incident", "Deaths per incident", ".2f"),
    ),
)


def _words(yearly: pd.DataFrame, measures: pd.DataFrame) -> Words:
    peak = yearly.nlargest(1, "incidents").iloc[0]
    worst = yearly.nlargest(1, "deaths_per_incident").iloc[0]
    first, last = int(yearly["year"].min()), int(yearly["year"].max())
    return Words(
        title=f"Hijackings of airliners by year, {first} to {last}",
        caption=(
            f"Hijackings and attempts worldwide, of every kind: most were not terrorism. Deaths "
            f"are those aboard; in {int(worst['year'])} they include the hijackers. Nothing is "
            f"listed before 1948. Black or white lines are means. Click a bar to move your window "
            f"there. "
            f"Source: {cite('asn-stats').author}, from the copy kept in stevedata."
        ),
        alt=(
            f"Bar chart of hijackings by year from {first} to {last}. The count rises steeply in "
            f"1968, is highest in {int(peak['year'])} with {int(peak['incidents'])}, falls after "
            f"1972 and declines to a few a year after 2001."
        ),
        sources=(
            "asn-stats",
            "stevedata-asn",
            *(i for cell in measures["source_id"] for i in source_ids(cell)),
        ),
        notes_title="The security measures marked",
        notes=tuple(
            f"{row.day}: {row.measure} ({row.actor})" for row in measures.itertuples(index=False)
        ),
    )
