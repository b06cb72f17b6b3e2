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


@pytest.fixture(scope="module")
def figure() -> Instrument:
    return instruments.hijackings()


@pytest.fixture(scope="module")
def spec(figure: Instrument) -> dict:
    return charts.spec_of(figure)


def marked(spec: dict) -> pd.DataFrame:
    """The security measures as they are marked."""
    (found,) = [rows for rows in spec["datasets"].values() if "_level" in rows[0]]
    return pd.DataFrame(found)


# ---- the windows


@pytest.mark.parametrize(
    ("first", "last"), [(1980, 1989), (1968, 1972), (1942, 1947), (2001, 2001), (1942, 2019)]
)
def test_a_window_reads_as_counting_its_years_does(first: int, last: int) -> None:
    figure = instruments.hijackings()
    figure.set(window=(first, last), baseline=(first, last))
    counted = rates(load("hijackings_by_year"), first, last)
    for row in figure.rows().values():
        assert (row["years"], row["incidents"], row["deaths"]) == (
            counted.years,
            counted.incidents,
            counted.deaths,
        )
        assert row["per_year"] == round(counted.per_year, 1)
        rate = counted.deaths_per_incident
        assert row["deaths_per_incident"] == (None if rate is None else round(rate, 2))


def test_a_window_without_incidents_and_one_of_a_year_have_words_of_their_own() -> None:
    figure = instruments.hijackings()
    figure.set(window=(1942, 1947))
    assert figure.said().startswith("1942 to 1947: no incident is listed, so there is no rate")
    figure.set(window=(1985, 1985))
    assert figure.said().startswith(f"1985: {COUNTS[1985]} incidents and ")


def test_every_window_has_an_outcome_and_rates_are_rounded_once(figure: Instrument) -> None:
    # 25 incidents in 56 years are 0.446 a year: to two places 0.45, and that to one 0.5.
    assert figure._reading is not None
    grid = figure._reading.outcomes[0].grid
    model = all_windows(load("hijackings_by_year")).set_index(["start", "end"])
    assert set(grid.settings()) == set(model.index)
    traps = model[(model["per_year"] % 0.1).between(0.0451, 0.0499)].index
    assert len(traps) > 0
    shown = grid.rows.set_index(["start", "end"])["per_year"]
    for window in traps:
        assert f"{shown[window]:.1f}" == f"{model.loc[window, 'per_year']:.1f}"


def test_the_steps_say_what_the_table_says(figure: Instrument) -> None:
    """Each sentence's claim, by the figures at its own setting."""
    model = all_windows(load("hijackings_by_year")).set_index(["start", "end"])
    wave, decade = model.loc[(1968, 1972)], model.loc[(1980, 1989)]
    five = model[model["years"] == 5]
    assert five["incidents"].idxmax() == (1968, 1972)
    assert decade["per_year"] < wave["per_year"] / 2
    assert decade["deaths_per_incident"] > wave["deaths_per_incident"]
    assert decade["deaths_per_incident"] < model.loc[(1970, 1979), "deaths_per_incident"]
    windows = [(values["window"], values["baseline"]) for _, values, _ in figure.steps]
    assert windows == [
        ([1968, 1972], [1980, 1989]),
        ([1980, 1989], [1968, 1972]),
        ([1980, 1989], [1968, 1972]),
        ([1980, 1989], [1970, 1979]),
    ]


def test_the_guess_is_measured_against_the_peak_of_the_table(figure: Instrument) -> None:
    ((_, _, truth),) = figure.guess[0]["parts"]
    assert truth == COUNTS.idxmax()
    assert figure._guess is not None
    assert figure._guess.said({"peak": truth}) == f"You said {truth}, and that is the peak."
    assert f"{truth}, 9 years on" in figure._guess.said({"peak": truth - 9})
    assert f"9 years before: {truth}" in figure._guess.said({"peak": truth + 9})


# ---- the bars and the table twin


def test_there_is_a_bar_for_every_year_with_the_tables_figures(spec: dict) -> None:
    bars = pd.DataFrame(charts.rows(spec, "bars")).set_index("year")
    assert list(bars.index) == list(YEARLY.index)
    assert (bars["incidents"] == COUNTS).all()
    assert (bars["fatalities"] == YEARLY["fatalities"]).all()


def test_deaths_per_incident_are_unknown_where_nothing_happened(spec: dict) -> None:
    for row in charts.rows(spec, "bars"):
        if row["incidents"] == 0:
            assert row["deaths_per_incident"] is None
        else:
            exact = row["fatalities"] / row["incidents"]
            assert row["deaths_per_incident"] == pytest.approx(exact, abs=0.005001)


def test_one_bar_is_cut_and_its_label_stands_beside_it(spec: dict) -> None:
    rate = (YEARLY["fatalities"] / COUNTS.where(COUNTS > 0)).sort_values(ascending=False)
    (cut,) = charts.rows(spec, "labelCut")
    assert (cut["year"], cut["deaths_per_incident"]) == (rate.index[0], round(rate.iloc[0], 2))
    top = charts.layer(spec, "bars")["encoding"]["y"]["scale"]["domainMax"]["expr"]
    for_counts, for_deaths = map(float, re.findall(r"\? ([\d.]+)", top))
    assert for_counts > COUNTS.max()
    assert rate.iloc[1] < for_deaths < rate.iloc[0]
    (peak,) = charts.rows(spec, "labelPeak")
    assert (peak["year"], peak["incidents"]) == (COUNTS.idxmax(), COUNTS.max())


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
    assert (found["_level"].diff()[close] != 0).all()


# ---- the words


def test_the_text_alternative_states_the_peak_of_the_table(figure: Instrument) -> None:
    assert f"is highest in {COUNTS.idxmax()} with {COUNTS.max()}," in figure.alt
    assert list(COUNTS).count(COUNTS.max()) == 1
    assert f"from {YEARLY.index.min()} to {YEARLY.index.max()}" in figure.alt
    assert str(YEARLY.index.min()) in figure.title
    assert str(YEARLY.index.max()) in figure.title


def test_the_text_alternative_says_when_the_count_leapt_and_fell(figure: Instrument) -> None:
    assert "more than twice any before in 1968 and again in 1969" in figure.alt
    assert COUNTS[1969] > 2 * COUNTS.loc[:1968].max()
    assert COUNTS[1968] > 2 * COUNTS.loc[:1967].max()
    assert "falls most in 1973" in figure.alt
    assert COUNTS.loc[1973:].max() < COUNTS[1972]
    assert COUNTS[1973] < COUNTS[1972] / 2


def test_the_text_alternative_says_how_few_the_last_ten_years_have(figure: Instrument) -> None:
    assert f"from 2010 is at most {COUNTS.loc[2010:].max()} a year" in figure.alt


def test_what_is_said_about_it_is_what_the_table_says_of_its_gaps(figure: Instrument) -> None:
    about = " ".join(figure.about)
    assert "Nothing is listed before 1948" in about
    assert COUNTS.loc[:1947].sum() == 0
    assert "hijackers included, in every year" in about
    assert "Aviation Safety Network" in figure.caption


def test_the_first_screening_alone_is_marked_until_more_is_asked_for(spec: dict) -> None:
    found = marked(spec)
    (first,) = found[found["screening"]].to_dict("records")
    assert first["measure"].startswith("Screening of every airline passenger")
    assert [row["number"] for row in charts.rows(spec, "labelScreening")] == [first["number"]]


def test_the_windows_may_reach_every_year_of_the_table(figure: Instrument) -> None:
    for control in figure.controls[:2]:
        assert (control["low"], control["high"]) == (1942, 2019)
