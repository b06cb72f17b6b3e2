"""The timeline of lesson 03: every landmark in its place, and the stages as the list has them."""

from __future__ import annotations

import math

import pandas as pd
import pytest

from aftermosul import instruments
from aftermosul.display.ranges import range_text
from aftermosul.evidence.tables import load
from aftermosul.figures.widget import Instrument
from aftermosul.topics.t03_networks.landmarks import NONE_KILLED, STAGES, UNKNOWN
from tests.figures import charts

EVENTS = load("events_landmark").set_index("name")


@pytest.fixture(scope="module")
def figure() -> Instrument:
    return instruments.timeline()


@pytest.fixture(scope="module")
def marks(figure: Instrument) -> pd.DataFrame:
    return pd.DataFrame(charts.rows(charts.spec_of(figure), "landmarks")).set_index("name")


@pytest.fixture(scope="module")
def lanes(figure: Instrument) -> pd.DataFrame:
    return pd.DataFrame(charts.rows(charts.spec_of(figure), "stages")).set_index("stage")


def test_there_is_a_mark_for_every_landmark(marks: pd.DataFrame) -> None:
    assert sorted(marks.index) == sorted(EVENTS.index)
    assert (marks["year"] == EVENTS.loc[marks.index, "date"].dt.year).all()


def test_a_mark_stands_at_the_low_figure_and_its_bar_ends_at_the_high(marks: pd.DataFrame) -> None:
    known = EVENTS[EVENTS["victims_killed_low"] > 0]
    for name, row in known.iterrows():
        assert 10 ** marks.loc[name, "low_at"] == pytest.approx(row["victims_killed_low"], rel=0.01)
        assert 10 ** marks.loc[name, "high_at"] == pytest.approx(
            row["victims_killed_high"], rel=0.01
        )


def test_none_killed_and_not_known_have_places_of_their_own(marks: pd.DataFrame) -> None:
    nobody = EVENTS.index[EVENTS["victims_killed_high"] == 0]
    unknown = EVENTS.index[EVENTS["victims_killed_low"].isna()]
    assert len(nobody) == 3
    assert len(unknown) == 1
    assert (marks.loc[nobody, "low_at"] == NONE_KILLED).all()
    assert (marks.loc[unknown, "low_at"] == UNKNOWN).all()
    assert list(marks.loc[unknown, "killed"]) == ["unknown"]


def test_the_axis_names_both_places_and_ends_above_the_highest(
    figure: Instrument, marks: pd.DataFrame
) -> None:
    y = charts.layer(charts.spec_of(figure), "landmarks")["encoding"]["y"]
    assert "none" in y["axis"]["labelExpr"]
    assert "not known" in y["axis"]["labelExpr"]
    assert {NONE_KILLED, UNKNOWN} <= set(y["axis"]["values"])
    low, high = y["scale"]["domain"]
    assert low < UNKNOWN
    assert marks["high_at"].max() < 4 < high


def test_the_table_gives_both_figures_in_words(marks: pd.DataFrame) -> None:
    for name, row in EVENTS.iterrows():
        wanted = range_text(row["victims_killed_low"], row["victims_killed_high"])
        assert marks.loc[name, "killed"] == wanted
    assert marks.loc["Baga massacre", "killed"] == "100 to 2,000"


def test_what_the_tooltip_says_the_table_says(figure: Instrument) -> None:
    shown = charts.layer(charts.spec_of(figure), "landmarks")["encoding"]["tooltip"]
    (twin,) = figure.twin
    assert {item["field"] for item in shown} <= {field for field, _, _ in twin["columns"]}


def test_a_stages_line_runs_from_its_first_landmark_to_its_last(lanes: pd.DataFrame) -> None:
    assert tuple(lanes.index) == STAGES
    for stage in STAGES:
        dates = EVENTS.loc[EVENTS["essay_stage"] == stage, "date"]
        assert math.floor(lanes.loc[stage, "first"]) == dates.min().year
        assert math.floor(lanes.loc[stage, "last"]) == dates.max().year
        assert lanes.loc[stage, "landmarks"] == len(dates)


def test_the_sentences_dates_are_drawn_and_where_it_gives_none_nothing_is(
    lanes: pd.DataFrame,
) -> None:
    said = lanes[["said_from", "said_to"]]
    assert list(said.loc["hijackings"]) == [1980, 1990]
    assert list(said.loc["al-qaeda-bombings"]) == [1996, 2001]
    assert said.loc["islamic-state"].isna().all()


def test_no_lane_reaches_down_to_the_marks(lanes: pd.DataFrame, marks: pd.DataFrame) -> None:
    assert lanes["lane"].min() > marks["high_at"].max() + 0.2
    assert lanes["lane"].is_monotonic_decreasing


def test_every_filter_offers_what_the_list_holds(figure: Instrument, marks: pd.DataFrame) -> None:
    controls = {control["name"]: control for control in figure.controls}
    for name in ("tactic", "ideology", "region"):
        offered = {value for value, _ in controls[name]["options"]}
        assert offered == {"all", *marks[name]}
    assert tuple(controls["years"]["value"]) == (marks["year"].min(), marks["year"].max())


def test_the_text_alternative_counts_those_of_no_stage(figure: Instrument) -> None:
    none = int(EVENTS["essay_stage"].isna().sum())
    assert f"{none} belong to none of the essay's four stages" in figure.alt
    assert figure.alt.startswith(f"{len(EVENTS)} landmark attacks")


def test_the_chart_is_small_enough_to_travel(figure: Instrument) -> None:
    assert len(figure.charts[0].encode()) < 100_000
