"""The figure of lesson 04: what it draws and says against the table and the model."""

from __future__ import annotations

import math
import re
from typing import Any

import pandas as pd
import pytest

from aftermosul import instruments, load
from aftermosul.figures.widget import Instrument
from aftermosul.problems import Problem
from aftermosul.topics.t04_tail import model as severity
from aftermosul.topics.t04_tail.questions import QUESTIONS
from tests.figures import charts

WORLD = severity.record(load("severity_counts"), "World terrorist attacks")
COMPLETE = {"iraq": "UCDP GED IRQ", "nigeria": "UCDP GED NGA", "syria": "UCDP GED SYR"}
RECORDS = ["world", *COMPLETE, "made-2-0", "made-2-5", "made-3-0", "landmarks"]


@pytest.fixture(scope="module")
def figure() -> Instrument:
    return instruments.tail()


@pytest.fixture(scope="module")
def curve(figure: Instrument) -> dict:
    return charts.chart_with(figure, "points")


@pytest.fixture(scope="module")
def said(curve: dict) -> pd.DataFrame:
    """What the reading may say, by record and threshold."""
    return pd.DataFrame(charts.rows(curve, "fit")).set_index(["record", "threshold"]).sort_index()


def points(curve: dict, record: str, kept: bool) -> pd.DataFrame:
    (row,) = [
        row
        for row in charts.rows(curve, "points")
        if row["record"] == record and row["kept"] == kept
    ]
    listed = {name: row[name] for name in ("deaths", "events", "at_least", "share")}
    return pd.DataFrame(listed)


# ---- the records


def test_every_record_has_its_points_with_and_without_the_largest(
    figure: Instrument, curve: dict
) -> None:
    (choice,) = [c for c in figure.controls if c["name"] == "record"]
    assert [value for value, _ in choice["options"]] == RECORDS
    drawn = {(row["record"], row["kept"]) for row in charts.rows(curve, "points")}
    assert drawn == {(record, kept) for record in RECORDS for kept in (True, False)}


def test_the_worlds_points_are_the_tables(curve: dict) -> None:
    found = points(curve, "world", kept=True)
    assert list(found["deaths"]) == list(WORLD["deaths"])
    assert list(found["events"]) == list(WORLD["events"])
    assert found["at_least"].iloc[0] == WORLD["events"].sum()
    assert found["share"].iloc[-1] == pytest.approx(1 / WORLD["events"].sum(), rel=1e-3)


@pytest.mark.parametrize("record", COMPLETE)
def test_the_countries_points_are_events_of_one_day_that_killed(curve: dict, record: str) -> None:
    counts = severity.record(load("severity_counts"), COMPLETE[record])
    assert points(curve, record, kept=True)["events"].sum() == counts["events"].sum()


def test_the_landmark_list_is_shown_by_its_low_figures(curve: dict) -> None:
    low = load("events_landmark")["victims_killed_low"]
    found = points(curve, "landmarks", kept=True)
    assert found["events"].sum() == (low > 0).sum()
    assert found["deaths"].max() == low.max()


@pytest.mark.parametrize("record", RECORDS)
def test_without_the_largest_one_event_is_gone(curve: dict, record: str) -> None:
    kept, left = (points(curve, record, kept=k) for k in (True, False))
    assert kept["events"].sum() - left["events"].sum() == 1
    assert kept["deaths"].iloc[-1] > left["deaths"].iloc[-1]


@pytest.mark.parametrize("record", RECORDS)
def test_no_point_lies_off_the_axes(curve: dict, record: str) -> None:
    found = points(curve, record, kept=True)
    scale = charts.layer(curve, "points")["encoding"]
    for field in ("deaths", "share"):
        low, high = scale["x" if field == "deaths" else "y"]["scale"]["domain"]
        assert found[field].between(low, high).all()


def test_made_up_records_are_as_long_as_the_worlds_tail(curve: dict) -> None:
    """So that their scatter can be compared with the world's."""
    tail = WORLD.loc[WORLD["deaths"] >= severity.LEAST_THRESHOLD, "events"].sum()
    for record in RECORDS[4:7]:
        assert points(curve, record, kept=True)["events"].sum() == tail


# ---- the fits


def fits_of_the_world(kept: bool) -> pd.DataFrame:
    counts = WORLD if kept else severity.without_largest(WORLD)
    size = int(WORLD["deaths"].max())
    return severity.fits(counts, severity.THRESHOLDS, size=size).set_index("threshold")


@pytest.mark.parametrize(("kept", "prefix"), [(True, ""), (False, "out_")])
def test_the_reading_says_what_the_model_finds(said: pd.DataFrame, kept: bool, prefix: str) -> None:
    fitted = fits_of_the_world(kept)
    for threshold, fit in fitted.iterrows():
        row = said.loc[("world", threshold)]
        assert row[f"{prefix}events"] == fit["events"]
        numbers = [float(n) for n in re.findall(r"\d+\.\d+", row[f"{prefix}exponent"])]
        assert numbers == [
            round(fit[name], 2) for name in ("exponent", "exponent_low", "exponent_high")
        ]
        chance = severity.chance_of_at_least_one(fit["expected"])
        assert row[f"{prefix}chance"].startswith(f"{round(100 * chance)} %")


def test_the_years_between_run_from_few_to_many_and_round_the_middle(said: pd.DataFrame) -> None:
    for text in said.loc["world", "wait"]:
        middle, low, high = (int(n.replace(",", "")) for n in re.findall(r"[\d,]+", text))
        assert low < middle < high
    expected = fits_of_the_world(kept=True).loc[12, "expected"]
    assert said.loc[("world", 12), "wait"].startswith(f"{float(f'{39 / expected:.2g}'):.0f} (")


def test_only_records_of_years_have_years_between(said: pd.DataFrame) -> None:
    for record in ("landmarks", "made-2-5"):
        assert said.loc[record, "wait"].isna().all()
    assert said.loc["iraq", "wait"].notna().all()


def test_the_middle_of_a_record_does_not_move_with_the_threshold(said: pd.DataFrame) -> None:
    for name in ("total", "mean", "median", "half", "best", "out_mean", "out_median"):
        assert said.loc["world", name].nunique() == 1
    assert said.loc[("world", 12), "mean"] == round(severity.mean_deaths(WORLD), 2)
    assert said.loc[("world", 12), "half"] == severity.events_holding_half(WORLD)


def test_too_few_events_are_said_and_no_line_is_drawn(curve: dict, said: pd.DataFrame) -> None:
    few = said.loc[("syria", 40)]
    assert "too few to fit a line" in few["says"]
    assert few["exponent"] is None or math.isnan(few["exponent"])
    drawn = {(r["record"], r["threshold"]) for r in charts.rows(curve, "line")}
    assert ("syria", 40) not in drawn
    assert ("syria", 6) in drawn


def test_no_sentence_has_a_hole(said: pd.DataFrame) -> None:
    for says in said["says"]:
        assert not re.search(r"nan|None", says)
        assert says.endswith(".")


def test_the_line_starts_at_the_records_share_and_falls_with_the_exponent(curve: dict) -> None:
    for row in charts.rows(curve, "line"):
        found = points(curve, row["record"], kept=row["kept"])
        start = found.loc[found["deaths"] >= row["threshold"], "share"].iloc[0]
        assert row["share"] == pytest.approx(start, rel=1e-3)
        assert row["under"][1] <= row["end"] <= row["over"][1] < row["share"]


def test_the_exponents_beside_it_are_those_of_the_reading(
    figure: Instrument, said: pd.DataFrame
) -> None:
    shown = charts.rows(charts.chart_with(figure, "exponents"), "exponents")
    for row in shown:
        text = said.loc[
            (row["record"], row["threshold"]), "exponent" if row["kept"] else "out_exponent"
        ]
        assert float(text.split()[0]) == pytest.approx(row["exponent"], abs=0.006)


def test_the_lists_exponent_climbs_where_a_made_up_one_keeps_to_its_own(
    figure: Instrument,
) -> None:
    shown = pd.DataFrame(charts.rows(charts.chart_with(figure, "exponents"), "exponents"))
    shown = shown[shown["kept"]].set_index("record")
    bent = shown.loc["landmarks"].sort_values("threshold")
    assert bent["exponent"].is_monotonic_increasing
    assert bent["exponent_high"].iloc[0] < bent["exponent_low"].iloc[-1]
    for known in (2.0, 2.5, 3.0):
        fitted = shown.loc[f"made-{known:.1f}".replace(".", "-")]
        inside = fitted["exponent_low"].le(known) & fitted["exponent_high"].ge(known)
        assert inside.mean() > 0.8


# ---- controls and words


def test_a_threshold_is_said_in_deaths(figure: Instrument) -> None:
    (control,) = [c for c in figure.controls if c["name"] == "threshold"]
    assert list(control["shown"]) == [f"{t} deaths" for t in severity.THRESHOLDS]
    assert control["shown"][control["value"]] == "12 deaths"


def test_controls_move_from_python_and_refuse_what_is_not_there(figure: Instrument) -> None:
    figure.set(record="landmarks", threshold=0, keep=False)
    assert figure.values == {"record": "landmarks", "threshold": 0, "keep": False}
    with pytest.raises(Problem):
        figure.set(record="everything")
    figure.set(record="world", threshold=3, keep=True)


def test_the_figure_stays_light(figure: Instrument) -> None:
    assert sum(len(chart) for chart in figure.charts) < 300_000
    assert len(charts.rows(charts.chart_with(figure, "fit"), "fit")) < 20_000


def test_it_is_said_that_the_list_is_no_record_and_that_points_are_people(
    figure: Instrument,
) -> None:
    assert "The landmark list is no record" in figure.caption
    assert "stands for people" in figure.caption


# ---- what lesson 04's questions say about it


def asked(name: str) -> Any:
    (question,) = [q for q in QUESTIONS if q.id == name]
    return question


def test_the_chance_in_the_solution_is_the_one_in_the_figure(said: pd.DataFrame) -> None:
    shown = said.loc[("world", 12), "out_chance"]
    chance, low, high = re.findall(r"\d+", shown)
    solution = asked("one-of-a-kind").solution
    assert f"About {chance} per cent, with an interval from {low} to {high}" in solution


def test_the_words_about_exponents_and_shares_are_true(said: pd.DataFrame) -> None:
    assert "above 2.2, and the list 1.5" in asked("bent-list").right
    at_12 = {
        record: float(said.loc[(record, 12), "exponent"].split()[0])
        for record in ("world", *COMPLETE, "landmarks")
    }
    assert round(at_12.pop("landmarks"), 1) == 1.5
    assert min(at_12.values()) > 2.2
    many = WORLD[WORLD["deaths"] >= 100]
    total = WORLD["events"].sum()
    assert f"in {many['events'].sum()} attacks of {total:,}" in asked("hundred-share").right
    assert round(asked("hundred-share").answer().right) == 20
    fall = 1 - asked("mean-without").answer().right / severity.mean_deaths(WORLD)
    assert f"about {100 * fall:.0f} per cent" in asked("mean-without").right
