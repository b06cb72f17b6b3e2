"""The world series of lesson 03: three makers, never joined, and what is said of each."""

from __future__ import annotations

import itertools
import re

import pandas as pd
import pytest

from aftermosul import instruments
from aftermosul.evidence.tables import load
from aftermosul.figures.widget import Instrument
from tests.figures import charts

TABLE = load("world_by_year")
# What each mark is called in the table, for incidents and for deaths.
NAMES = {
    "state": ("chart in Patterns editions", "as first printed"),
    "nctc": ("NCTC WITS", "NCTC WITS"),
    "start": ("START GTD", "START GTD"),
    "lone": ("NCTC: significant", "NCTC: significant"),
}


@pytest.fixture(scope="module")
def figure() -> Instrument:
    return instruments.world()


@pytest.fixture(scope="module")
def points(figure: Instrument) -> pd.DataFrame:
    return pd.DataFrame(charts.rows(charts.spec_of(figure), "points"))


def known(maker: str, measure: str) -> dict[int, int]:
    name = NAMES[maker][("incidents", "deaths").index(measure)]
    rows = TABLE[TABLE["series"].str.contains(name, regex=False) & TABLE[measure].notna()]
    assert rows["series"].nunique() == 1
    return dict(zip(rows["year"], rows[measure], strict=True))


@pytest.mark.parametrize("measure", ["incidents", "deaths"])
@pytest.mark.parametrize("maker", NAMES)
def test_each_maker_has_its_own_series_figure_by_figure(
    points: pd.DataFrame, maker: str, measure: str
) -> None:
    own = points[(points["maker"] == maker) & (points["measure"] == measure)]
    assert dict(zip(own["year"], own["figure"], strict=True)) == known(maker, measure)


def test_a_line_joins_one_maker_and_years_without_a_gap(
    figure: Instrument, points: pd.DataFrame
) -> None:
    lines = [
        layer for layer in charts.layers(charts.spec_of(figure)) if layer["mark"]["type"] == "line"
    ]
    assert [line["encoding"]["detail"]["field"] for line in lines] == ["run"]
    for _, run in points.groupby(["measure", "run"]):
        assert run["maker"].nunique() == 1
        years = sorted(run["year"])
        assert all(after - before == 1 for before, after in itertools.pairwise(years))


def test_the_figure_of_the_first_rule_is_joined_to_nothing(points: pd.DataFrame) -> None:
    lone = points[points["maker"] == "lone"]
    assert list(lone["year"]) == [2004, 2004]
    assert not set(lone["run"]) & set(points.loc[points["maker"] != "lone", "run"])


def test_there_is_a_sentence_for_every_setting_with_figures_of_its_makers(
    figure: Instrument,
) -> None:
    stories = pd.DataFrame(charts.rows(charts.spec_of(figure), "story"))
    follow, measure = (
        [value for value, _ in control["options"]] for control in figure.controls[:2]
    )
    settings = list(zip(stories["follow"], stories["measure"], strict=True))
    assert sorted(settings) == sorted(itertools.product(follow, measure))
    for row in stories.itertuples(index=False):
        makers = ("nctc", "lone") if row.follow == "all" else (row.follow,)
        figures = {f"{n:,}" for maker in makers for n in known(maker, row.measure).values()}
        said = re.findall(r"(?:has|alone:|and|at) (\d[\d,]*\d)", row.says)
        assert len(said) >= 2, row.says
        assert set(said) <= figures, row.says


def test_the_first_sentence_holds_the_jump(figure: Instrument) -> None:
    first = charts.rows(charts.spec_of(figure), "story")[0]
    assert "651 incidents for 2004" in first["says"]
    assert "11,111 for 2005" in first["says"]


def test_the_axis_holds_the_highest_figure_of_what_is_followed(
    figure: Instrument, points: pd.DataFrame
) -> None:
    top = charts.layer(charts.spec_of(figure), "points")["encoding"]["y"]["scale"]["domainMax"]
    cases = re.findall(r"follow == '(\w+)' && measure == '(\w+)' \? (\d+)", top["expr"])
    assert len(cases) == 8
    for follow, measure, limit in cases:
        here = points[points["measure"] == measure]
        own = here if follow == "all" else here[here["maker"] == follow]
        assert own["figure"].max() < int(limit) <= 1.2 * own["figure"].max()


def test_the_readings_extremes_are_those_of_the_series(figure: Instrument) -> None:
    for row in charts.rows(charts.spec_of(figure), "nctc"):
        figures = known(row["maker"], row["measure"])
        assert row["top"].startswith(f"{max(figures.values()):,} in ")
        assert row["bottom"].startswith(f"{min(figures.values()):,} in ")
        assert row["silent"] == max(figures) - min(figures) + 1 - len(figures)


def test_what_the_text_alternative_says_is_so(figure: Instrument) -> None:
    assert "in the hundreds to 2001" in figure.alt
    state = known("state", "incidents")
    assert max(state) == 2001
    assert max(state.values()) < 1000
    assert "begin in 2005 at more than ten thousand" in figure.alt
    nctc = known("nctc", "incidents")
    assert min(nctc) == 2005
    assert nctc[2005] > 10_000
    assert "fall from 1992 to 2000 and are highest in 2014" in figure.alt
    start = known("start", "incidents")
    assert start[2000] < start[1992]
    assert max(start, key=start.__getitem__) == 2014


def test_the_caption_owns_up_to_what_is_joined_and_what_is_counted(figure: Instrument) -> None:
    assert "No line runs from one maker to the next" in figure.caption
    assert "START's include attackers" in figure.caption
    assert min(known("state", "deaths")) == 1995
    assert "from 1995" in figure.caption
