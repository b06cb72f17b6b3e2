"""The figure of lesson 07: what it draws, adds and says against the table and the model."""

from __future__ import annotations

import pandas as pd
import pytest

from aftermosul import instruments
from aftermosul.display import palette
from aftermosul.evidence.tables import load
from aftermosul.figures.widget import Instrument
from aftermosul.topics.t07_money import figure as figure_module
from aftermosul.topics.t07_money.model import TOTAL, all_sums, repeatable
from tests.figures import charts

TABLE = load("revenue")


@pytest.fixture(scope="module")
def figure() -> Instrument:
    return instruments.revenue()


@pytest.fixture(scope="module")
def spec(figure: Instrument) -> dict:
    return charts.spec_of(figure)


@pytest.fixture(scope="module")
def drawn(spec: dict) -> pd.DataFrame:
    return pd.DataFrame(charts.rows(spec, "rows"))


@pytest.fixture(scope="module")
def said(spec: dict) -> pd.Series:
    rows = pd.DataFrame(charts.rows(spec, "said"))
    return rows.set_index(["year", "maker", "group", "again"])["text"]


@pytest.fixture(scope="module")
def cells(spec: dict) -> pd.DataFrame:
    return pd.DataFrame(charts.rows(spec, "totals")).set_index(["maker", "group", "again"])


def test_every_row_of_the_table_is_drawn_once_with_its_ends(drawn: pd.DataFrame) -> None:
    own = drawn[drawn["stream"] != "sum"]
    columns = ["year", "basis", "low", "high", "note"]
    table = TABLE.rename(columns={"usd_millions_low": "low", "usd_millions_high": "high"})
    assert len(own) == len(TABLE)
    key = own[columns].astype(object).fillna("unknown")
    other = table[columns].astype(object).fillna("unknown")
    found, expected = (frame.to_numpy().tolist() for frame in (key, other))
    assert sorted(map(str, found)) == sorted(map(str, expected))


def test_the_sums_drawn_are_those_of_the_model(drawn: pd.DataFrame) -> None:
    sums = drawn[drawn["stream"] == "sum"]
    model = all_sums(TABLE)
    found = sorted(zip(sums["year"], sums["again"], sums["low"], sums["high"], strict=True))
    assert found == sorted(
        zip(model["year"], model["repeatable"], model["low"], model["high"], strict=True)
    )


def test_what_is_pale_is_what_the_model_calls_not_repeatable(drawn: pd.DataFrame) -> None:
    own = drawn[~drawn["stream"].isin(["sum", "reserve"])]
    expected = [repeatable(s, b) for s, b in zip(own["stream"], own["basis"], strict=True)]
    assert list(own["again"]) == expected
    assert any(expected)
    assert not all(expected)


def test_every_source_of_the_table_has_a_maker_and_a_name(drawn: pd.DataFrame) -> None:
    assert set(drawn["maker"]) == set(figure_module.MAKERS) == set(palette.REVENUE_MAKERS)
    assert set(TABLE["source_id"]) == set(figure_module._SAYS), (
        "one line for each cell, and no more"
    )


def test_a_bar_that_leaves_its_axis_says_that_it_is_cut(drawn: pd.DataFrame) -> None:
    ends = {key: end for key, (_, end, _) in figure_module._BASES.items()}
    beyond = drawn["high"] > drawn["group"].map(ends)
    assert list(drawn["cut"]) == list(beyond)
    assert beyond.sum() == 1
    # Only its far end is lost: what anchors its label, and its near end, are on the axis.
    assert (drawn["anchor"] <= drawn["group"].map(ends)).all()
    assert (drawn["low"].dropna() <= drawn["group"].map(ends)[drawn["low"].notna()]).all()


def test_rows_stand_by_stream_and_then_by_year(drawn: pd.DataFrame) -> None:
    places = [list(figure_module.STREAMS).index(stream) for stream in drawn["stream"]]
    assert list(drawn["rank"]) == list(range(len(drawn)))
    pairs = list(zip(places, drawn["year"], strict=True))
    assert pairs == sorted(pairs)


# ---- the reading


def test_there_is_one_sentence_for_every_setting(figure: Instrument, said: pd.Series) -> None:
    options = {c["name"]: [v for v, _ in c["options"]] for c in figure.controls if "options" in c}
    assert said.index.is_unique
    assert len(said) == 2 * len(options["year"]) * len(options["maker"]) * len(options["basis"])
    assert all(text.endswith(".") and "nan" not in text.lower().split() for text in said)
    assert not said.str.contains("  ").any()


def test_a_sum_is_read_out_where_there_is_one_and_a_reason_where_not(said: pd.Series) -> None:
    assert "added up, 970 to 1,890 million dollars a year" in said["2014", "icsr", "year", False]
    again = said["2014", "icsr", "year", True]
    assert "added up, 470 to 890 million dollars" in again
    assert "Pale bars" in again
    left_out = said["2016", "icsr", "year", False]
    assert "Left out, since no figure is given: antiquities, donations" in left_out
    assert "only a total is given" in said["2015", "ihs", "month", False]
    assert "taken once" in said["2015", "treasury", "once", False]
    assert "holds no figure by CAT for 2017" in said["2017", "cat", "year", False]


def test_nothing_is_added_across_makers_or_years(said: pd.Series) -> None:
    rivals = said[:, "all", "year", False]
    for year in ("2014", "2015", "2016"):
        assert "nothing is added across them" in rivals[year]
        assert "added up" not in rivals[year]
    totals = TABLE[(TABLE["stream"] == TOTAL) & (TABLE["year"] == 2014)]
    low, high = totals["usd_millions_low"].min(), totals["usd_millions_high"].max()
    assert f"run from {low:,.0f} to {high:,.0f} million" in rivals["2014"]
    assert "Years are not added to one another" in said["all", "icsr", "year", False]


def test_the_readings_table_shows_sums_and_totals_year_by_year(cells: pd.DataFrame) -> None:
    icsr = cells.loc[("icsr", "year", True)]
    assert [icsr[f"y{y}_sum"] for y in (2014, 2015, 2016)] == [
        "470 to 890",
        "835 to 1,350",
        "410 to 680",
    ]
    assert icsr["y2014_given"] == "970 to 1,890"
    assert (icsr["y2014_streams"], icsr["y2016_streams"]) == (3, 3)
    assert cells.loc[("icsr", "year", False), "y2014_streams"] == 4
    assert icsr["y2017_sum"] == "none"
    # One stream alone is no sum, and neither are two that nobody may add.
    assert cells.loc[("un", "day", False), "y2014_sum"] == "not added"
    ihs = cells.loc[("ihs", "month", False)]
    assert [ihs[f"y{y}_given"] for y in (2015, 2016, 2017)] == ["80 to 81", "56", "16"]
    assert cells.loc[("all", "year", False), "y2014_sum"] == "not added"
    assert cells.loc[("all", "year", False), "y2014_given"] == "3 rivals"


def test_money_held_after_the_end_is_not_shown_as_income(drawn: pd.DataFrame) -> None:
    (held,) = drawn[drawn["basis"] == "reserve"].to_dict("records")
    assert (held["label"], held["stream"]) == ("Money held", "reserve")


def test_the_chart_is_small_enough_to_travel(figure: Instrument) -> None:
    assert len(figure.charts[0].encode()) < 200_000
