"""The figure of lesson 02: what it draws and says against the tables and the models."""

from __future__ import annotations

import re

import pandas as pd
import pytest

from aftermosul import instruments, resources
from aftermosul.evidence.tables import load
from aftermosul.figures.widget import Instrument
from aftermosul.topics.t02_hijackings.model import all_windows, rates
from aftermosul.topics.t02_hijackings.questions import QUESTIONS
from tests.figures import charts

YEARLY = load("hijackings_by_year").set_index("year")
COUNTS = YEARLY["incidents"]
LISTED = ["years", "incidents", "deaths", "per_year", "deaths_per_incident"]


@pytest.fixture(scope="module")
def figure() -> Instrument:
    return instruments.hijackings()


@pytest.fixture(scope="module")
def spec(figure: Instrument) -> dict:
    return charts.spec_of(figure)


@pytest.fixture(scope="module")
def grid(spec: dict) -> pd.DataFrame:
    """The grid that the chart holds, a row for each window again."""
    packed = charts.rows(spec, "window")
    (flattened,) = [
        s["flatten"] for s in charts.layer(spec, "window")["transform"] if "flatten" in s
    ]
    spread = pd.DataFrame(packed).explode(flattened, ignore_index=True)
    spread["end"] = spread["start"] + spread["years"] - 1
    return spread.set_index(["start", "end"]).sort_index()


def marked(spec: dict) -> pd.DataFrame:
    """The security measures as they are marked."""
    (found,) = [rows for rows in spec["datasets"].values() if "number" in rows[0]]
    return pd.DataFrame(found)


# ---- the grid behind the windows


def test_the_chart_holds_every_window_once_as_the_model_gives_it(grid: pd.DataFrame) -> None:
    model = all_windows(load("hijackings_by_year")).set_index(["start", "end"]).sort_index()
    assert list(grid.index) == list(model.index)
    for name in [*LISTED, *(f"out_{name}" for name in LISTED)]:
        exact = 0.0
        if "per_" in name:
            exact = 0.0500001 if name.endswith("per_year") else 0.0050001
        found = pd.to_numeric(grid[name])
        assert (found.isna() == model[name].isna()).all(), name
        assert (found - model[name]).abs().max() <= exact, name


@pytest.mark.parametrize(
    ("first", "last"), [(1980, 1989), (1968, 1972), (1942, 1947), (2001, 2001), (1942, 2019)]
)
def test_a_window_in_the_chart_reads_as_counting_its_years_does(
    grid: pd.DataFrame, first: int, last: int
) -> None:
    row, counted = grid.loc[(first, last)], rates(load("hijackings_by_year"), first, last)
    assert (row["years"], row["incidents"], row["deaths"]) == (
        counted.years,
        counted.incidents,
        counted.deaths,
    )
    assert row["per_year"] == round(counted.per_year, 1)
    if counted.deaths_per_incident is None:
        assert row["deaths_per_incident"] is None
    else:
        assert row["deaths_per_incident"] == round(counted.deaths_per_incident, 2)
    assert row["out_incidents"] == COUNTS.sum() - counted.incidents


def test_rates_are_rounded_once_to_what_the_reading_shows(
    figure: Instrument, grid: pd.DataFrame
) -> None:
    # 25 incidents in 56 years are 0.446 a year: to two places 0.45, and that to one 0.5.
    (reading,) = figure.reading
    assert {field: how for _, field, how in reading["rows"]}["per_year"] == ".1f"
    model = all_windows(load("hijackings_by_year")).set_index(["start", "end"])
    traps = model[(model["per_year"] % 0.1).between(0.0451, 0.0499)].index
    assert len(traps) > 0
    for window in traps:
        assert f"{grid.loc[window, 'per_year']:.1f}" == f"{model.loc[window, 'per_year']:.1f}"


def test_both_windows_filter_the_same_grid_by_their_own_parameters(spec: dict) -> None:
    for name in ("window", "baseline"):
        drawn = charts.layer(spec, name)
        filters = [step["filter"] for step in drawn["transform"] if "filter" in step]
        assert [re.findall(r"\w+(?:From|To)\b", f) for f in filters] == [
            [f"{name}From"],
            [f"{name}To"],
        ]
    assert charts.layer(spec, "window")["data"] == charts.layer(spec, "baseline")["data"]


def test_the_chart_is_small_enough_to_travel(figure: Instrument) -> None:
    assert len(figure.charts[0].encode()) < 300_000


# ---- the bars and the table twin


def test_there_is_a_bar_for_every_year_with_the_tables_figures(spec: dict) -> None:
    bars = pd.DataFrame(charts.rows(spec, "bars")).set_index("year")
    assert list(bars.index) == list(YEARLY.index)
    assert (bars["incidents"] == COUNTS).all()
    assert (bars["fatalities"] == YEARLY["fatalities"]).all()
    assert list((bars["left"] + bars["right"]) / 2) == pytest.approx(list(bars.index))
    assert (bars["right"] - bars["left"]).between(0.5, 1).all()


def test_deaths_per_incident_are_unknown_where_nothing_happened(spec: dict) -> None:
    for row in charts.rows(spec, "bars"):
        if row["incidents"] == 0:
            assert row["deaths_per_incident"] is None
        else:
            exact = row["fatalities"] / row["incidents"]
            assert row["deaths_per_incident"] == pytest.approx(exact, abs=0.005001)


def test_one_bar_is_cut_and_its_label_says_its_year_and_value(spec: dict) -> None:
    rate = (YEARLY["fatalities"] / COUNTS.where(COUNTS > 0)).sort_values(ascending=False)
    label = charts.layer(spec, "cut")["encoding"]["text"]["value"]
    assert label == f"{rate.index[0]}: {rate.iloc[0]:.1f} (cut)"
    top = charts.layer(spec, "bars")["encoding"]["y"]["scale"]["domainMax"]["expr"]
    for_counts, for_deaths = map(float, re.findall(r"[\d.]+", top.split("?")[1]))
    assert for_counts > COUNTS.max()
    assert rate.iloc[1] < for_deaths < rate.iloc[0]


# ---- the measures


def test_every_measure_against_the_hijacking_of_aircraft_is_marked_and_no_other(spec: dict) -> None:
    measures = load("security_measures")
    against = measures["addresses"].str.split(";").map(lambda about: "hijacking" in about)
    at_sea = measures["actor"] == "IMO states"
    assert at_sea.sum() == 1
    expected = measures[against & ~at_sea].sort_values("date")
    found = marked(spec)
    assert list(found["measure"]) == list(expected["measure"])
    assert list(found["actor"]) == list(expected["actor"])
    assert list(found["number"]) == list(range(1, len(expected) + 1))


def test_a_measure_stands_on_its_day(figure: Instrument, spec: dict) -> None:
    found = marked(spec)
    dates = load("security_measures").set_index("measure").loc[found["measure"], "date"]
    for row, date in zip(found.itertuples(index=False), dates, strict=True):
        assert row.day == f"{date.day} {date.strftime('%B %Y')}"
        assert row.when == pytest.approx(date.year + (date.day_of_year - 1) / 365.25)
        assert figure.notes[row.number - 1] == f"{row.day}: {row.measure} ({row.actor})"
    assert len(figure.notes) == len(found)


def test_numbers_6_and_7_are_screening_and_the_agreement_with_cuba(figure: Instrument) -> None:
    assert figure.notes[5].startswith("5 January 1973: Screening of every airline passenger")
    assert figure.notes[6].startswith("15 February 1973: Memorandum of understanding on hijacking")
    assert "Cuba" in figure.notes[6]


def test_the_question_on_screening_points_at_those_two_numbers(figure: Instrument) -> None:
    (question,) = [question for question in QUESTIONS if question.id == "screening"]
    named = re.findall(r"numbered (\d+) and (\d+)", " ".join(question.hints))
    assert named == [("6", "7")]


def test_the_lesson_gives_the_dates_of_those_two(figure: Instrument) -> None:
    text = (resources.lessons() / "02-hijackings.ipynb").read_text(encoding="utf-8")
    assert "On 5 January 1973 the United States began to search every passenger" in text
    assert "On 15 February it agreed with Cuba" in text
    # Any number by which the lesson calls a measure must be one of theirs.
    assert set(re.findall(r"(?:numbered|measures?|No\.) (\d+)", text)) <= {"6", "7"}


def test_numbers_of_neighbouring_measures_do_not_stand_on_one_level(spec: dict) -> None:
    found = marked(spec).sort_values("when")
    close = found["when"].diff() < 2
    assert (found["level"].diff()[close] != 0).all()


# ---- the words


def test_the_text_alternative_states_the_peak_of_the_table(figure: Instrument) -> None:
    assert f"is highest in {COUNTS.idxmax()} with {COUNTS.max()}," in figure.alt
    assert list(COUNTS).count(COUNTS.max()) == 1
    assert f"from {YEARLY.index.min()} to {YEARLY.index.max()}" in figure.alt
    assert str(YEARLY.index.min()) in figure.title
    assert str(YEARLY.index.max()) in figure.title


def test_the_count_does_rise_in_1968_and_fall_after_1972(figure: Instrument) -> None:
    assert "rises steeply in 1968" in figure.alt
    assert COUNTS[1968] > 2 * COUNTS.loc[:1967].max()
    assert "falls after 1972" in figure.alt
    assert COUNTS.loc[1973:].max() < COUNTS[1972]
    assert COUNTS[1973] < COUNTS[1972] / 2


def test_there_are_only_a_few_a_year_after_2001(figure: Instrument) -> None:
    assert "declines to a few a year after 2001" in figure.alt
    assert COUNTS.loc[2002:].max() <= 10
    assert COUNTS.loc[2002:].mean() < 5


def test_the_caption_says_what_the_table_says_of_its_gaps(figure: Instrument) -> None:
    assert "Nothing is listed before 1948" in figure.caption
    assert COUNTS.loc[:1947].sum() == 0
    assert "in 2001 they include the hijackers" in figure.caption
    assert "hijackers included" in YEARLY.loc[2001, "note"]
    assert "Aviation Safety Network" in figure.caption


def test_the_windows_may_reach_every_year_of_the_table(figure: Instrument) -> None:
    for control in figure.controls[:2]:
        assert (control["low"], control["high"]) == (1942, 2019)
