"""Hijackings by year: a window, a baseline to hold it against, and what was done about them."""

from __future__ import annotations

from typing import Any

import altair as alt
import pandas as pd

from aftermosul.display import palette
from aftermosul.evidence.sources import cite, source_ids
from aftermosul.evidence.tables import load
from aftermosul.figures import marks
from aftermosul.figures.controls import Choice, Control, Window
from aftermosul.figures.fields import Field, tips
from aftermosul.figures.grid import Grid
from aftermosul.figures.readings import Column, Reading, Twin, Words
from aftermosul.figures.steps import Guess, Step
from aftermosul.figures.widget import Instrument
from aftermosul.topics.t02_hijackings.model import against_hijacking, all_windows, by_year

ESSAYS_DECADE = (1980, 1989)
WAVE = (1968, 1972)
SEVENTIES = (1970, 1979)

_HEIGHT = 270
_SHOW = {"incidents": "Incidents a year", "deaths": "Deaths aboard per incident"}
_MARKS = {"none": "none", "first": "the first screening", "all": "all"}

_INCIDENTS = Field("incidents", "Incidents", "d")
_DEATHS = Field("deaths_per_incident", "Deaths per incident", ".2f")
_YEAR = (
    Field("year", "Year"),
    _INCIDENTS,
    Field("fatalities", "Deaths aboard", "d"),
    _DEATHS,
)
_RATES = (
    Field("years", "Years", "d"),
    _INCIDENTS,
    Field("per_year", "Incidents a year", ".1f"),
    Field("deaths", "Deaths aboard", "d"),
    _DEATHS,
)
_MEASURE = (
    Field("number", "No.", "d"),
    Field("day", "Date", "text"),
    Field("actor", "Who", "text"),
    Field("measure", "Measure", "text"),
)


def hijackings() -> Instrument:
    """The figure of lesson 02.

    Bars: incidents a year, or deaths per incident. One window (at first the wave) is held against
    another; what lies in neither is counted too, and security measures can be marked.
    """
    yearly = by_year(load("hijackings_by_year"))
    measures = against_hijacking(load("security_measures"))
    low, high = int(yearly["year"].min()), int(yearly["year"].max())
    spans = Grid(all_windows(load("hijackings_by_year")), ("start", "end"), _RATES)
    window = spans.at("window", "windowFrom", "windowTo", colour=palette.CHOSEN)
    baseline = spans.at("baseline", "baselineFrom", "baselineTo", colour=palette.BASELINE)
    controls: list[Control] = [
        Window("window", "Your window", low, high, WAVE, colour=window.colour, plays_ms=500),
        Window("baseline", "Held against", low, high, ESSAYS_DECADE, colour=baseline.colour),
        Choice("measure", "Show", tuple(_SHOW.items()), "incidents"),
        Choice("marks", "Mark security measures", tuple(_MARKS.items()), "first"),
    ]
    guess = _guess(yearly)
    chart = marks.stack(
        _bars(yearly, low, high),
        *marks.across(window, _of("per_year"), _mean_words()),
        *marks.across(baseline, _of("per_year"), _mean_words(), before=True),
        _peak(yearly),
        _cut(yearly),
        *marks.ghost_line("peak", _HEIGHT),
        *_measures(measures.drop(columns="source_id")),
        controls=controls,
        height=_HEIGHT,
        words=marks.by("measure", {option: f"'{words}'" for option, words in _SHOW.items()}),
        guess=guess,
    )
    return Instrument(
        [chart],
        controls,
        _words(yearly, measures),
        reading=Reading(
            sentence=_SENTENCES,
            case_of="window",
            caption="Inside the two windows",
            columns=tuple(
                Column(c.name, f"{{{c.name}.start}} to {{{c.name}.end}}", colour=c.colour)
                for c in (window, baseline)
            ),
            rows=_RATES,
            outcomes=(window, baseline),
        ),
        twin=Twin("bars", "Hijackings and attempts on airliners, by year", _YEAR, yearly),
        steps=_STEPS,
        guess=guess,
        click=("window", "year"),
        brush="window",
    )


# ---- the drawing


def _of(count: str) -> str:
    """What the bars show: a count of incidents, or deaths for each."""
    deaths = "datum.deaths_per_incident"
    return marks.by("measure", {"incidents": f"datum.{count}", "deaths": deaths})


def _mean_words() -> str:
    means = {
        "incidents": "format(datum.per_year, '.1f') + ' a year'",
        "deaths": "format(datum.deaths_per_incident, '.2f') + ' each'",
    }
    return marks.by("measure", means)


def _bars(yearly: pd.DataFrame, low: int, high: int) -> Any:
    # One year is far above all others; drawn to its height, no other bar of deaths could be read.
    second = yearly["deaths_per_incident"].nlargest(2).iloc[-1]
    tops = {"incidents": yearly["incidents"].max() * 1.1, "deaths": second * 1.25}
    return (
        alt.Chart(yearly, name="bars")
        .transform_calculate(value=_of("incidents"))
        .mark_bar(clip=True, cursor="pointer", width=alt.expr(f"0.84 * width / {high - low + 2}"))
        .encode(
            x=marks.axis("year", "x", low - 1, high + 1),
            y=marks.axis("value", "y", 0, alt.expr(marks.by("measure", tops))),
            color=marks.coloured(
                {
                    marks.inside("window"): palette.CHOSEN,
                    marks.inside("baseline"): palette.BASELINE,
                }
            ),
            tooltip=tips(*_YEAR),
        )
    )


def _peak(yearly: pd.DataFrame) -> Any:
    return marks.label(
        yearly.nlargest(1, "incidents"),
        "Peak",
        "year:Q",
        "incidents:Q",
        "datum.year + ': ' + datum.incidents",
        when="measure == 'incidents'",
        align="right",
        dx=-8,
        dy=6,
    )


def _cut(yearly: pd.DataFrame) -> Any:
    """The value of the one bar that is cut off, beside it, clear of every line."""
    return marks.label(
        yearly.nlargest(1, "deaths_per_incident"),
        "Cut",
        "year:Q",
        alt.value(10),
        "datum.year + ': ' + format(datum.deaths_per_incident, '.1f') + ' (cut)'",
        when="measure == 'deaths'",
        align="right",
        dx=-8,
    )


def _measures(measures: pd.DataFrame) -> list[Any]:
    shown = {"none": "false", "first": "datum.screening", "all": "true"}
    first = marks.label(
        measures[measures["screening"]],
        "Screening",
        "when:Q",
        alt.value(30),
        "'all passengers screened'",
        when="marks != 'none'",
    )
    lines = marks.by("marks", shown)
    every = marks.dated(measures, _HEIGHT, *_MEASURE, lines=lines, numbers="marks == 'all'")
    return [*every, first]


# ---- what is said with it


def _guess(yearly: pd.DataFrame) -> Guess:
    peak = yearly.nlargest(1, "incidents").iloc[0]
    return Guess(
        id="hijackings-peak",
        asks="In which year were most airliners hijacked, worldwide?",
        truth={"peak": int(peak["year"])},
        labels={"peak": "Your year"},
        low=int(yearly["year"].min()),
        high=int(yearly["year"].max()),
        start=1985,
        too_low="You said {guess}. The peak came later: {truth}, {distance} years on.",
        too_high="You said {guess}. The peak came {distance} years before: {truth}.",
        exact="You said {guess}, and that is the peak.",
    )


_HELD_AGAINST = (
    " {baseline.start} to {baseline.end}: {baseline.per_year|.1f} a year and "
    "{baseline.deaths_per_incident|.2f} per incident."
)
_SENTENCES = {
    "some": "{window.start} to {window.end}: {window.per_year|.1f} incidents a year and "
    "{window.deaths_per_incident|.2f} deaths per incident." + _HELD_AGAINST,
    "one year": "{window.start}: {window.incidents|d} incidents and "
    "{window.deaths_per_incident|.2f} deaths per incident." + _HELD_AGAINST,
    "none": "{window.start} to {window.end}: no incident is listed, so there is no rate of deaths."
    + _HELD_AGAINST,
}

_STEPS = (
    Step(
        "The wave", {}, "In five years, airliners were seized at a pace not seen before or since."
    ),
    Step(
        "The essay's decade",
        {"window": ESSAYS_DECADE, "baseline": WAVE},
        "The essay places hijackings in the 1980s. By count, that decade is far from the peak.",
    ),
    Step(
        "Deaths for each",
        {"window": ESSAYS_DECADE, "baseline": WAVE, "measure": "deaths"},
        "Counted by deaths for each incident, the order turns round.",
    ),
    Step(
        "Your baseline",
        {"window": ESSAYS_DECADE, "baseline": SEVENTIES, "measure": "deaths", "marks": "none"},
        "Against the whole 1970s it turns again. Which baseline would you defend?",
    ),
)


def _words(yearly: pd.DataFrame, measures: pd.DataFrame) -> Words:
    peak = yearly.nlargest(1, "incidents").iloc[0]
    first, last = int(yearly["year"].min()), int(yearly["year"].max())
    counts = yearly.set_index("year")["incidents"]
    doubled = counts.index[counts > 2 * counts.cummax().shift(fill_value=0)]
    fall = counts.diff().idxmin()
    late = counts.loc[last - 9 :]
    return Words(
        title=f"Hijackings of airliners by year, {first} to {last}",
        caption="Hijackings and attempts worldwide, of every kind: most were not terrorism. Lines "
        "are the means of the two windows. Click a bar to move your window there. "
        f"Source: {cite('asn-stats').author}.",
        alt=f"Bar chart of hijackings by year from {first} to {last}. The count is more than twice "
        f"any before in {doubled[-2]} and again in {doubled[-1]}, is highest in "
        f"{int(peak['year'])} with {int(peak['incidents'])}, falls most in {fall}, and from "
        f"{late.index[0]} is at most {late.max()} a year.",
        about=(
            "Deaths are those of everyone aboard, hijackers included, in every year. The bar of "
            "one year is cut in the view of deaths, and says its value.",
            "Nothing is listed before 1948, which need not mean that nothing happened. The copy "
            "of the counts is the one kept in stevedata.",
        ),
        notes_title="The security measures",
        notes=tuple(f"{m.day}: {m.measure} ({m.actor})" for m in measures.itertuples(index=False)),
        sources=(
            "asn-stats",
            "stevedata-asn",
            *(i for cell in measures["source_id"] for i in source_ids(cell)),
        ),
    )
