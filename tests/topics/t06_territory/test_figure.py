"""The figure of lesson 06: what it draws and says against the tables and the model."""

from __future__ import annotations

import re

import pandas as pd
import pytest

from aftermosul import instruments
from aftermosul.evidence.tables import load
from aftermosul.figures.widget import Instrument
from aftermosul.topics.t06_territory import model
from aftermosul.topics.t06_territory.figure import ESSAYS_MONTH, MONTHS
from tests.figures import charts


@pytest.fixture(scope="module")
def figure() -> Instrument:
    return instruments.territory()


@pytest.fixture(scope="module")
def drawn_map(figure: Instrument) -> dict:
    return charts.specs_of(figure)[0]


@pytest.fixture(scope="module")
def drawn_figures(figure: Instrument) -> dict:
    return charts.specs_of(figure)[1]


# ---- the map


def test_the_map_holds_every_place_of_iraq_and_syria_and_no_other(drawn_map: dict) -> None:
    cities = load("cities")
    inside = cities[cities["iso3"].isin(["IRQ", "SYR"])]
    found = {(row["lat"], row["lon"]) for row in charts.rows(drawn_map, "places")}
    assert found == set(zip(inside["lat"], inside["lon"], strict=True))
    named = {(row["lat"], row["lon"]) for row in charts.rows(drawn_map, "labels")}
    assert named == found


def test_every_place_lies_in_the_part_that_always_shows(drawn_map: dict) -> None:
    from aftermosul.topics.t06_territory import figure as home

    for row in charts.rows(drawn_map, "places"):
        assert home._WEST < row["lon"] < home._EAST
        assert home._SOUTH < row["lat"] < home._NORTH


def test_a_state_is_told_by_shape_and_fill_and_not_by_colour_alone(drawn_map: dict) -> None:
    encoding = charts.layer(drawn_map, "places")["encoding"]
    signs = list(
        zip(
            encoding["shape"]["scale"]["range"],
            encoding["fill"]["scale"]["range"],
            strict=True,
        )
    )
    assert len(set(signs)) == len(signs) == len(model.STATES)
    assert encoding["shape"]["scale"]["domain"] == list(model.STATES)


def test_the_projection_hangs_on_the_page_and_never_on_the_data(drawn_map: dict) -> None:
    projection = drawn_map["layer"][0].get("projection") or drawn_map["projection"]
    assert set(re.findall(r"[a-z]+", projection["scale"]["expr"])) == {"min", "width", "height"}
    assert "fit" not in str(charts.compiled(str_of(drawn_map))["projections"])


def str_of(spec: dict) -> str:
    import json

    return json.dumps(spec)


def test_the_months_run_without_a_gap_and_say_themselves(figure: Instrument) -> None:
    (now,) = [control for control in figure.controls if control["name"] == "now"]
    assert now["shown"][0] == "January 2014"
    assert now["shown"][-1] == "March 2019"
    assert now["shown"][ESSAYS_MONTH] == "October 2016"
    assert now["value"] == ESSAYS_MONTH
    assert len(now["shown"]) == (2019 - 2014) * 12 + 3


def test_the_reading_counts_the_places_of_its_month(drawn_figures: dict) -> None:
    cities = load("cities")
    cities = cities[cities["iso3"].isin(["IRQ", "SYR"]) & cities["taken_date"].notna()]
    rows = charts.rows(drawn_figures, "month")
    for row in rows:
        end = MONTHS[row["step"]] + pd.offsets.MonthEnd(0)
        held = cities[(cities["taken_date"] <= end) & (cities["lost_date"] > end)]
        assert row["held"] == len(held)
        assert row["waiting"] + row["held"] + row["lost"] == row["places"]
        assert row["month"] == MONTHS[row["step"]].strftime("%B %Y")
    assert {row["places"] for row in rows} == {len(cities.drop_duplicates(["lat", "lon"]))}


# ---- the figures


def test_each_figure_of_the_table_is_drawn_with_its_own_ends(drawn_figures: dict) -> None:
    said = model.figures(load("territory"))
    rows = charts.rows(drawn_figures, "figures")
    assert len(rows) == len(said)
    units = {"area": 1000, "share": 1, "people": 1_000_000}
    for row, own in zip(rows, said.to_dict("records"), strict=True):
        low = own["low"] if pd.notna(own["low"]) else own["high"]
        high = own["high"] if pd.notna(own["high"]) else own["low"]
        assert row["bottom"] == pytest.approx(low / units[own["measure"]], abs=0.0006)
        assert row["top"] == pytest.approx(high / units[own["measure"]], abs=0.0006)
        assert (row["open"] == "↑") == pd.isna(own["high"])
        assert (row["open"] == "↓") == pd.isna(own["low"])
        month = own["date"].replace(day=1)
        assert MONTHS[row["step"]] == month


def test_figures_are_written_out_as_ranges(drawn_figures: dict) -> None:
    written = {(row["day"], row["figure"]) for row in charts.rows(drawn_figures, "figures")}
    assert ("November 2014", "at least 100,000 km²") in written
    assert ("May 2016", "45 to 50 per cent") in written
    assert ("6 February 2019", "up to 5 km²") in written
    assert ("3 October 2016", "65,500 km²") in written


def test_no_figure_stands_above_the_top_of_its_axis(drawn_figures: dict) -> None:
    from aftermosul.topics.t06_territory.figure import _TOPS

    for row in charts.rows(drawn_figures, "figures"):
        assert row["top"] <= _TOPS[row["shows"].split("-")[0]]


def test_lines_are_drawn_within_a_series_only(drawn_figures: dict) -> None:
    lines = [la for la in charts.layers(drawn_figures) if la["mark"].get("type") == "line"]
    assert len(lines) == 2
    for line in lines:
        assert line["encoding"]["detail"]["field"] == "series"
        assert "datum.series != ''" in str(line["transform"])


def test_makers_are_told_apart_by_shape_too(drawn_figures: dict) -> None:
    shapes = [
        la["encoding"]["shape"]["scale"]
        for la in charts.layers(drawn_figures)
        if "shape" in la["encoding"]
    ]
    assert shapes
    for scale in shapes:
        assert scale["domain"] == list(model.MAKERS)
        assert len(set(scale["range"])) == len(model.MAKERS)


def test_the_reading_says_what_was_last_said_by_the_essays_month(drawn_figures: dict) -> None:
    (row,) = [
        row
        for row in charts.rows(drawn_figures, "said")
        if row["shows"] == "area-both" and row["first"] <= ESSAYS_MONTH <= row["last"]
    ]
    words = dict(zip(model.MAKERS, [row[f"said{n}"] for n in range(6)], strict=True))
    assert words["IHS"] == "65,500 km² (3 October 2016)"
    assert words["RAND"] == "at least 100,000 km² (November 2014)"
    assert words["US envoy"] == "nothing yet"
    assert words["Others"] == "210,000 km² (BBC News, September 2014)"


def test_every_choice_has_figures_and_every_figure_a_choice(
    figure: Instrument, drawn_figures: dict
) -> None:
    (shows,) = [control for control in figure.controls if control["name"] == "shows"]
    offered = {value for value, _ in shows["options"]}
    assert {row["shows"] for row in charts.rows(drawn_figures, "figures")} == offered
    assert {row["shows"] for row in charts.rows(drawn_figures, "said")} == offered


# ---- the words


def test_every_place_of_the_table_stands_in_the_notes_in_no_more_detail_than_is_known(
    figure: Instrument,
) -> None:
    assert len(figure.notes) == len(load("cities"))
    assert "Mosul: taken 10 June 2014, lost 10 July 2017" in figure.notes
    assert "Tikrit: taken June 2014, lost 31 March 2015" in figure.notes
    assert "Baghouz: taken 2014, lost 23 March 2019" in figure.notes
    assert any(note.startswith("Kobane") and "never fully taken" in note for note in figure.notes)
    assert any(note.startswith("Sirte (Libya): taken 2015") for note in figure.notes)


def test_the_text_alternative_states_the_range_of_starts(figure: Instrument) -> None:
    ours = load("territorial_rulers").set_index("id").loc["rul-01"]
    assert f"{ours['area_km2_low']:,} and {ours['area_km2_high']:,}" in figure.alt


def test_the_charts_are_small_enough_to_travel(figure: Instrument) -> None:
    assert sum(len(text.encode()) for text in figure.charts) < 300_000
