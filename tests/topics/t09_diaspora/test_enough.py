"""The second figure of lesson 09: two rates, of whom, and earlier wars."""

from __future__ import annotations

import pandas as pd
import pytest

from aftermosul import instruments
from aftermosul.evidence.tables import load
from aftermosul.figures import known
from aftermosul.figures.widget import Instrument
from aftermosul.topics.t09_diaspora import model
from tests.figures import charts

STUDIES = load("returnee_studies").set_index("id")
MANY = int(STUDIES.loc["hegghammer-2013-rate", "one_in"])
FEW = int(STUDIES.loc["hegghammer-nesser-2015-rate", "one_in"])
SHARE = float(STUDIES.loc["icct-2016", "figure"]) / 100
PARIS = int(load("europe_attacks").set_index("id").loc["eu-2015-11-13-paris", "attackers"])


@pytest.fixture(scope="module")
def figure() -> Instrument:
    return instruments.sufficient()


@pytest.mark.parametrize(("of", "share"), [("returned", 1.0), ("travelled", SHARE)])
@pytest.mark.parametrize("back", [100, 1500, 6000])
def test_the_interval_is_what_the_two_rates_give(
    figure: Instrument, of: str, share: float, back: int
) -> None:
    figure.set(back=back, of=of)
    row = figure.rows()["now"]
    assert row["low"] == round(back / share / FEW, 1)
    assert row["high"] == pytest.approx(back / share / MANY)
    assert row["fewest"] == pytest.approx(PARIS * MANY * share)
    assert f"Paris had {PARIS} attackers" in figure.said()
    assert f"up to {row['high']:,.0f} plotters" in figure.said()


def test_the_steps_say_what_the_tables_say(figure: Instrument) -> None:
    first, whom, few, wars = (says for _, _, says in figure.steps)
    where = load("whereabouts").set_index("id")
    back = int(where.loc["eu-2017-returned", "low"])
    assert figure.steps[0][0] == f"{back:,} come back"
    assert figure.steps[0][1]["back"] == back
    low, high = model.plotters(back, FEW), model.plotters(back, MANY)
    assert f"{low:.0f} to {high:.0f} plotters" in first
    assert where.loc["eu-2017-returned", "as_of"] == pd.Timestamp(2017, 12, 1)
    assert "three in ten" in whom
    assert pytest.approx(0.3) == SHARE
    assert "more than three times" in whom
    assert model.plotters(1, MANY, SHARE) > 3 * model.plotters(1, MANY)
    assert f"{model.enough(PARIS, MANY):,.0f} people" in few
    assert f"{model.enough(PARIS, FEW):,.0f}." in few
    assert PARIS == 10
    assert "Ten attackers" in few
    after = load("after_wars")
    rated = after[after["unit"] == "percent"]
    assert set(rated[rated["measure"].str.contains("came back")]["war"]) == {"All wars"}
    assert "one rate, at most" in wars


def test_a_rate_from_memory_is_hollow_and_says_so(figure: Instrument) -> None:
    spec = charts.chart_with(figure, "labelRates")
    names = {row["name"]: row["seen"] for row in charts.rows(spec, "labelRates")}
    assert names == {f"one in {MANY}, at most": True, f"one in {FEW} (from memory)": False}
    assert (STUDIES["verified"] == "recall")[STUDIES["one_in"].notna()].sum() == 1
    assert "Hegghammer and Nesser (2015)" in " ".join(figure.about)


def test_the_diamonds_stand_where_as_many_come_as_came_to_paris(figure: Instrument) -> None:
    found = charts.rows(charts.chart_with(figure, "labelEnough"), "labelEnough")
    got = {(row["of"], row["rate"]): row["back"] for row in found}
    assert got[("returned", "fewest")] == pytest.approx(90)
    assert got[("returned", "most")] == pytest.approx(3600)
    assert got[("travelled", "most")] == pytest.approx(3600 * SHARE)


def test_earlier_wars_are_drawn_as_the_table_has_them(figure: Instrument) -> None:
    drawn = charts.rows(charts.chart_with(figure, "wars"), "wars")
    table = model.earlier_wars(load("after_wars"))
    assert [row["low"] for row in drawn][:-1] == list(table["low"])
    assert [row["high"] for row in drawn][:-1] == list(table["high"])
    own = load("whereabouts").set_index("id").loc["world-2016-travelled"]
    assert drawn[-1]["low"] == own["low"]
    # The sentence of this view: more by January 2015 than Arabs who had served in Afghanistan.
    by_id = table.set_index("id")
    assert by_id.loc["syr-2015", "low"] > by_id.loc["afg-total-ctc", "high"]
    assert own["low"] > table["high"].max()
    encyclopaedia = [row for row in drawn if row["public"] == known.UNDATED]
    assert {row["war"] for row in encyclopaedia} >= {"Bosnia"}
