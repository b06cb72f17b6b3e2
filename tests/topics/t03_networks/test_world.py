"""The world series of lesson 03: three makers, joined only where one rule stands."""

from __future__ import annotations

import itertools

import pandas as pd
import pytest

from aftermosul import instruments
from aftermosul.display import palette
from aftermosul.evidence.tables import load
from aftermosul.figures.widget import Instrument
from tests.figures import charts

TABLE = load("world_by_year")
CHANGES = load("rule_changes")
# What each maker's line is called in the table, for incidents and for deaths.
NAMES = {
    "State Department": ("as first printed", "as first printed"),
    "NCTC": ("NCTC WITS", "NCTC WITS"),
    "START": ("START GTD", "START GTD"),
}
MEASURES = ("incidents", "deaths")
NAMES_OF_TWO = ("as first printed", "incidents")


@pytest.fixture(scope="module")
def figure() -> Instrument:
    return instruments.world()


@pytest.fixture(scope="module")
def spec(figure: Instrument) -> dict:
    return charts.spec_of(figure)


@pytest.fixture(scope="module")
def points(spec: dict) -> pd.DataFrame:
    return pd.DataFrame(charts.rows(spec, "points"))


def known(name: str, measure: str) -> dict[int, int]:
    rows = TABLE[TABLE["series"].str.contains(name, regex=False) & TABLE[measure].notna()]
    # The State Department's first two years went by a wider rule, and are a series of their own.
    assert rows["series"].nunique() == (2 if (name, measure) == NAMES_OF_TWO else 1)
    assert rows["year"].is_unique
    return dict(zip(rows["year"], rows[measure], strict=True))


def of(maker: str, measure: str) -> dict[int, int]:
    return known(NAMES[maker][MEASURES.index(measure)], measure)


# ---- the points and the lines


@pytest.mark.parametrize("measure", MEASURES)
@pytest.mark.parametrize("maker", NAMES)
def test_each_maker_has_its_own_series_figure_by_figure(
    points: pd.DataFrame, maker: str, measure: str
) -> None:
    own = points[(points["maker"] == maker) & (points["measure"] == measure)]
    twice = {2004} if maker == "NCTC" else set()
    own = own[~own["year"].isin(twice)]
    assert dict(zip(own["year"], own["figure"], strict=True)) == of(maker, measure)


def test_2004_is_drawn_both_ways_and_joined_to_nothing(points: pd.DataFrame) -> None:
    twice = points[(points["year"] == 2004) & (points["maker"] == "NCTC")]
    incidents = twice[twice["measure"] == "incidents"]
    assert dict(zip(incidents["figure"], incidents["rule"], strict=True)) == {
        651: "significant incidents that touch more than one country",
        3192: "all incidents by a wider rule, within countries too",
    }
    assert list(twice.loc[twice["measure"] == "deaths", "figure"]) == [1907]
    others = points.drop(twice.index)
    assert not set(twice["run"]) & set(others["run"])
    assert incidents["run"].nunique() == 2


def test_maker_and_rule_are_those_of_the_table(points: pd.DataFrame) -> None:
    rows = TABLE.drop_duplicates("series").set_index("series")[["maker", "rule"]].astype(str)
    for point in points.itertuples(index=False):
        assert (point.maker, point.rule) == tuple(rows.loc[point.series])


def test_a_line_joins_one_series_and_years_without_a_gap(spec: dict, points: pd.DataFrame) -> None:
    lines = [layer for layer in charts.layers(spec) if layer["mark"]["type"] == "line"]
    one, runs = lines
    assert {"filter": "view == 'one'"} in one["transform"]
    assert "detail" not in one["encoding"]
    assert {"filter": "view != 'one'"} in runs["transform"]
    assert runs["encoding"]["detail"]["field"] == "run"
    grouped = list(points.groupby(["measure", "run"]))
    assert len(grouped) > 6
    for _, run in grouped:
        assert run["series"].nunique() == 1
        years = sorted(run["year"])
        assert all(after - before == 1 for before, after in itertools.pairwise(years))


def test_the_one_line_takes_one_figure_a_year_from_whoever_made_the_count(
    points: pd.DataFrame,
) -> None:
    joined = points[points["joined"] & (points["measure"] == "incidents")]
    assert joined["year"].is_unique
    by_maker = joined.groupby("maker")["year"].agg(["min", "max"]).to_dict("index")
    assert by_maker["State Department"] == {"min": 1988, "max": 2001}
    assert by_maker["NCTC"] == {"min": 2004, "max": 2011}
    assert by_maker["START"]["min"] > 2011
    assert 3192 not in set(joined["figure"])


def test_a_maker_has_one_colour_from_the_palette(spec: dict) -> None:
    scale = charts.layer(spec, "points")["encoding"]["color"]["scale"]
    assert dict(zip(scale["domain"], scale["range"], strict=True)) == palette.WORLD_MAKERS


# ---- the changes of rule


def test_every_change_of_the_table_stands_at_its_own_year(spec: dict) -> None:
    """A new rule between the years that it parts, a lost year on itself."""
    drawn = charts.rows(spec, "labelChange")
    assert [(row["year"], row["maker"], row["kind"], row["change"]) for row in drawn] == list(
        CHANGES[["year", "maker", "kind", "change"]].itertuples(index=False, name=None)
    )
    for row in drawn:
        half = 0.5 if row["kind"] == "new rule" else 0
        assert row["at"] == row["year"] - half
        assert str(row["year"]) in row["change"]


def test_no_line_of_a_maker_crosses_a_change_of_its_rule(points: pd.DataFrame) -> None:
    crossed = [
        (change.year, list(run["year"]))
        for change in CHANGES.itertuples(index=False)
        for _, run in points[points["maker"] == change.maker].groupby(["measure", "run"])
        if run["year"].min() < change.year <= run["year"].max()
    ]
    assert crossed == []


def test_a_change_stands_in_its_makers_panel(spec: dict, points: pd.DataFrame) -> None:
    for row in charts.rows(spec, "labelChange"):
        own = points[points["maker"] == row["maker"]]
        assert row["top"] < own["own_y"].max() <= row["bottom"] + 0.1


# ---- what is said


def test_the_steps_say_what_the_table_says(figure: Instrument, points: pd.DataFrame) -> None:
    first, second, third = (say for _, _, say in figure.steps)
    joined = points[points["joined"] & (points["measure"] == "incidents")].set_index("year")
    assert "in 2005 to many times any year before" in first
    assert joined.loc[2005, "figure"] > 10 * joined.loc[:2004, "figure"].max()
    counts = [known("NCTC: significant", "incidents")[2004], known("Recount", "incidents")[2004]]
    assert f"{counts[0]:,} incidents by the first rule, {counts[1]:,} by a wider one" in second
    assert third.endswith("which only set side by side?")
    assert [values["view"] for _, values, _ in figure.steps] == ["one", "apart", "panels"]


@pytest.mark.parametrize("measure", MEASURES)
def test_the_sentence_of_each_view_holds_the_tables_figures(measure: str) -> None:
    figure = instruments.world()
    old = known("NCTC: significant", measure)[2004]
    new = of("NCTC", measure)[2005]
    figure.set(measure=measure)
    assert figure.said() == (
        f"Taken as one line, the counts go from {old:,} {measure} in 2004 to {new:,} in 2005."
    )
    figure.set(view="apart")
    again = "3,192 by a wider one" if measure == "incidents" else "no second count"
    assert f"{old:,} {measure} by its first rule" in figure.said()
    assert again in figure.said()
    assert f"For 2005 it has {new:,}." in figure.said()
    figure.set(view="panels")
    for maker in NAMES:
        figures = of(maker, measure)
        year = max(figures, key=figures.__getitem__)
        assert f"{maker}'s in {year} ({figures[year]:,}" in figure.said()


def test_what_the_text_alternative_says_is_so(figure: Instrument) -> None:
    state, nctc, start = (of(m, "incidents") for m in ("State Department", "NCTC", "START"))
    assert f"stay at or below {max(state.values()):,} to {max(state)};" in figure.alt
    assert f"begin in {min(nctc)} at {nctc[min(nctc)]:,};" in figure.alt
    year = max(start, key=start.__getitem__)
    assert f"highest in {year}, at {start[year]:,}." in figure.alt
    assert f"For {min(known('Recount', 'incidents'))} NCTC has two counts" in figure.alt


def test_what_is_said_about_deaths_is_so(figure: Instrument) -> None:
    about = " ".join(figure.about)
    assert "START's include attackers" in about
    assert min(of("State Department", "deaths")) == 1995
    assert "from 1995" in about
    assert "no second count is in the table" in about
    assert len(known("Recount", "incidents")) == 1
    assert TABLE.loc[TABLE["series"].str.startswith("Recount"), "deaths"].isna().all()
