"""The first figure of lesson 08: what it draws and says against the tables and the model."""

from __future__ import annotations

import functools
import json
import re

import pandas as pd
import pytest

from aftermosul import instruments
from aftermosul.display import palette
from aftermosul.evidence import dating
from aftermosul.evidence.tables import load
from aftermosul.figures import known
from aftermosul.figures.widget import Instrument
from aftermosul.topics.t08_mosul import drawing, model, words
from aftermosul.topics.t08_mosul.victory import LINES, figures
from tests.figures import charts

SAID = figures()
ROWS = SAID.set_index("id")
ATTACKS = load("is_attacks_by_year").set_index("id")


@pytest.fixture(scope="module")
def figure() -> Instrument:
    return one_figure()


@pytest.fixture(scope="module")
def spec(figure: Instrument) -> dict:
    return charts.specs_of(figure)[0]


one_figure = functools.cache(instruments.victory)


def at(**values: object) -> Instrument:
    figure = one_figure()
    figure.set(**{known.NAME: False, **values})
    return figure


# ---- the story


def test_the_steps_say_what_the_tables_say(figure: Instrument) -> None:
    essay, victory, end, last = ((values, says) for _, values, says in figure.steps)
    assert (essay[0]["day"], essay[0][known.NAME]) == ("essay", True)
    public = SAID[SAID["public"] == known.YES]
    attacks = public[public["measure"] == "attacks"]["end"].max()
    assert pd.Timedelta(days=350) < words.ESSAY - attacks < pd.Timedelta(days=390)
    land = public[(public["maker"] == "IHS")].sort_values("start")["low"]
    assert land.is_monotonic_decreasing
    arrivals = public[public["measure"] == "joining"].sort_values("end")
    assert arrivals["high"].iloc[-1] <= 0.05 * arrivals["high"].max()

    before, after = ATTACKS.loc["atk-08"], ATTACKS.loc["atk-10"]
    assert before["months"] == after["months"]
    assert f"{after['incidents']:,} attacks, " in victory[1]
    grew = 100 * (after["incidents"] / before["incidents"] - 1)
    assert f"{grew:.0f} per cent more" in re.sub(r"\s+", " ", victory[1])

    assert f"{ROWS.loc['ter-040', 'low']:,.0f} square kilometres" in end[1]
    lasts = SAID[(SAID["measure"] == "land") & (SAID["end"] <= words.DAYS["2018"])]
    assert lasts.sort_values("end")["id"].iloc[-1] == "ter-040"
    knights = [f"{ATTACKS.loc[row, 'incidents']:,}" for row in ("atk-16", "atk-17")]
    assert f"counts {knights[0]} attacks for 2018, and {knights[1]} for the year after" in end[1]

    limit = words.TOPS["attacks"] * last[0]["line"] / LINES
    assert f"Under {limit:.0f} attacks a month in 2018: yes by JTIC, no by the claims" in last[1]
    assert model.judged(*ROWS.loc["atk-12", ["low", "high"]], limit) == model.UNDER
    assert model.judged(*ROWS.loc["atk-22", ["low", "high"]], limit) == model.NOT_UNDER


def test_the_days_are_those_of_the_tables() -> None:
    assert pd.Timestamp(dating.ESSAY) == words.DAYS["essay"]
    mosul = load("mosul").set_index("id")
    assert words.DAYS["victory"] == mosul.loc["mos-042", "date"]


def test_the_guess_is_measured_against_the_one_maker_that_it_names(figure: Instrument) -> None:
    assert figure._guess is not None
    assert "JTIC" in figure._guess.asks
    assert figure._guess.truth == {"attacks": 138}
    assert figure._guess.said({"attacks": 60}).startswith("You said 60, 78 too low: JTIC counted")
    assert pytest.approx(ATTACKS.loc["atk-08", "incidents"] / 6) == words.HALF_YEAR_BEFORE


# ---- a definition


def test_on_one_day_one_definition_is_answered_by_each_maker_for_itself() -> None:
    said = at(day="2018", measure="attacks", line=20).said()
    assert said.startswith(
        "Defeated, if that is under 200 attacks a month? On 31 December 2018: yes by JTIC, "
        "START (Iraq), Knights (Iraq); no by BBC Monitoring (claims)."
    )
    assert said.endswith("It holds for 6 of the 14 figures to the end of 2019, first for START "
                         "(core), 2016.")  # fmt: skip


def test_what_was_not_public_answers_nothing_on_the_essays_day() -> None:
    figure = at(day="essay", measure="attacks", line=20)
    figure.set(then=True)
    assert "no by JTIC." in figure.said()
    assert "none of the 2 figures" in figure.said()
    assert "Public by 15 October 2016: 15 of 39 figures." in figure.said()


def test_a_range_across_the_line_is_open_and_where_nobody_counted_it_says_so() -> None:
    killed = at(day="2019", measure="killed", line=11)
    assert "under 1,650 civilians killed in a year" in killed.said()
    assert "open by UCDP." in killed.said()
    figure = at(day="essay", measure="killed", line=11)
    assert "no by UCDP." in figure.said()
    assert "nobody had counted lately" in words.VICTORY_SENTENCES["never"]


def test_every_setting_has_its_sentence(figure: Instrument) -> None:
    (now, *_) = figure._reading.outcomes
    cases = set(now.grid.rows["case"])
    assert cases <= set(words.VICTORY_SENTENCES)
    assert len(now.grid.rows) == len(model.MEASURES) * LINES * len(words.DAYS) * 2
    assert len(cases) > 5


def test_the_table_beside_it_has_each_makers_last_figure() -> None:
    last = at(day="victory").rows()["last"]
    assert last["land"].endswith("IHS: 36,200 km² (26 June 2017)")
    assert "JTIC: 494 a month (January to June 2017)" in last["attacks"]
    assert "BBC" not in last["attacks"]
    assert last["killed"] == "UCDP: 4,311 to 4,728 a year (2016)"


# ---- the drawing


def test_a_bar_is_as_long_as_its_time_and_stands_at_its_figure(spec: dict) -> None:
    bars = {row["id"]: row for row in charts.rows(spec, "bars")}
    assert set(bars) == set(SAID["id"][SAID["measure"] != "land"])
    half, year = bars["atk-10"], bars["atk-11"]
    assert half["x2"] - half["x"] == pytest.approx(0.5, abs=0.01)
    assert year["x2"] - year["x"] == pytest.approx(1, abs=0.01)
    assert half["y"] == drawing.height("attacks", 2962 / 6)
    killed = bars["ucdp-2015"]
    assert (killed["y"], killed["y2"]) == tuple(
        drawing.height("killed", ROWS.loc["ucdp-2015", end]) for end in ("high", "low")
    )


def test_a_line_joins_land_of_one_maker_and_nothing_else(spec: dict) -> None:
    lines = [layer for layer in charts.layers(spec) if layer["mark"]["type"] == "line"]
    assert {layer["encoding"]["detail"]["field"] for layer in lines} == {"series"}
    assert len(lines) == 2, "one through what was public, one through everything"


def test_a_maker_has_one_colour_and_the_open_ends_are_drawn(spec: dict) -> None:
    rows = charts.rows(spec, "every")
    colours = {row["maker"].split(" (")[0]: row["colour"] for row in rows}
    for name, colour in (palette.TERRITORY_MAKERS | palette.VIOLENCE_MAKERS).items():
        assert colours.get(name, colour) == colour
    assert {row["id"] for row in charts.rows(spec, "open")} == {"ter-006", "rec-06"}


def test_each_label_stands_for_a_row_that_is_drawn(spec: dict) -> None:
    names = [layer["name"] for layer in charts.layers(spec) if "name" in layer]
    labels = [name for name in names if name.startswith("labelMaker")]
    assert len(labels) == len(drawing._LABELS) == 11
    assert set(drawing._LABELS) <= set(SAID["id"])


def test_no_bar_stands_beyond_its_panel() -> None:
    for measure, top in words.TOPS.items():
        own = SAID[SAID["measure"] == measure]
        assert own[["low", "high"]].max(axis=None) <= top
        step = top / LINES
        assert step == int(step)


def test_the_specification_is_small(figure: Instrument) -> None:
    assert len(json.dumps(figure.charts)) < 400_000
