"""The figure of lesson 05: what it draws and says against the tables and the model."""

from __future__ import annotations

import itertools
import json
import re

import pandas as pd
import pytest

from aftermosul import instruments
from aftermosul.display import palette
from aftermosul.evidence.tables import load
from aftermosul.figures.widget import Instrument
from aftermosul.topics.t05_lineage import figure as module
from aftermosul.topics.t05_lineage import model as family
from tests.figures import charts

ORGANISATIONS = load("organisations").set_index("id")
LINKS = load("organisation_links").set_index("id")
GRAPH = family.family_graph(load("organisations"), load("organisation_links"))


@pytest.fixture(scope="module")
def figure() -> Instrument:
    return instruments.genealogy()


@pytest.fixture(scope="module")
def spec(figure: Instrument) -> dict:
    return charts.spec_of(figure)


@pytest.fixture(scope="module")
def bars(spec: dict) -> pd.DataFrame:
    return pd.DataFrame(charts.rows(spec, "lives")).set_index("id")


@pytest.fixture(scope="module")
def ties(spec: dict) -> pd.DataFrame:
    return pd.DataFrame(charts.rows(spec, "ties")).set_index("tie")


@pytest.fixture(scope="module")
def lines(spec: dict) -> pd.DataFrame:
    return pd.DataFrame(charts.rows(spec, "line"))


def listed(cell: str) -> set[str]:
    """The ids in a cell such as `,aqi,is,`."""
    assert cell.startswith(",")
    assert cell.endswith(",")
    return {name for name in cell.split(",") if name}


def control(figure: Instrument, name: str) -> dict:
    (found,) = [c for c in figure.controls if c["name"] == name]
    return found


def step(figure: Instrument, words: str) -> int:
    """The slider's step for a month."""
    return list(control(figure, "by")["shown"]).index(words)


# ---- lanes and bars


def test_an_open_end_reaches_the_browser_as_null(figure: Instrument) -> None:
    """Python reads NaN in JSON; a browser refuses the whole figure."""

    def refuse(word: str) -> None:
        raise AssertionError(word)

    spec = json.loads(figure.charts[0], parse_constant=refuse)
    assert any(row["end"] is None for row in charts.rows(spec, "lives"))


def test_every_organisation_has_a_lane_of_its_own_and_the_tables_dates(bars: pd.DataFrame) -> None:
    assert set(bars.index) == set(ORGANISATIONS.index)
    assert sorted(bars["lane"]) == list(range(len(ORGANISATIONS)))
    for name, row in bars.iterrows():
        own = ORGANISATIONS.loc[name]
        assert row["start"] == pytest.approx(
            own["founded"].year + (own["founded"].day_of_year - 1) / 365.25, abs=0.001
        )
        assert pd.isna(row["end"]) == pd.isna(own["ended"])
        assert (row["ended"] == "not ended") == pd.isna(own["ended"])


def test_dates_are_said_as_exactly_as_they_are_known(bars: pd.DataFrame) -> None:
    assert bars.loc["is", "founded"] == "29 June 2014"
    assert bars.loc["nusra", "founded"] == "January 2012"
    assert bars.loc["jtj", "founded"] == "1999"


def test_each_bar_knows_the_lines_on_which_it_is_lit(bars: pd.DataFrame) -> None:
    for name, row in bars.iterrows():
        for mode, pledges in ((0, False), (1, True)):
            below = family.offshoots(GRAPH, name, pledges=pledges)
            above = family.forerunners(GRAPH, name, pledges=pledges)
            assert listed(row[f"up{mode}"]) == set(below)
            assert listed(row[f"down{mode}"]) == set(above)


def test_an_id_is_found_whole_and_never_inside_another(spec: dict) -> None:
    # "is" is part of "isis" and of "is-sinai": the chart looks for it between commas.
    asked = set(re.findall(r"indexof\([^)]*\)", str(spec)))
    assert asked
    assert all("',' + who + ','" in expression for expression in asked)


# ---- ties


def test_every_tie_is_drawn_once_on_its_date_between_its_two_lanes(
    bars: pd.DataFrame, ties: pd.DataFrame
) -> None:
    assert set(ties.index) == set(LINKS.index)
    lane = bars["lane"]
    for name, row in ties.iterrows():
        link = LINKS.loc[name]
        assert {row["at"], row["other"]} == {lane[link["from_id"]], lane[link["to_id"]]} or (
            link["is_lineage"]
            and (row["at"], row["other"]) == (lane[link["child_id"]], lane[link["parent_id"]])
        )
        assert int(row["when"]) == link["date"].year


def test_the_four_ways_to_show_ties_part_them_by_descent_and_pledge(
    figure: Instrument, ties: pd.DataFrame
) -> None:
    offered = [value for value, _ in control(figure, "show")["options"]]
    assert offered == ["all", "descent", "pledges", "others"]
    for name, row in ties.iterrows():
        link = LINKS.loc[name]
        if link["relation"] == "pledged-to":
            assert row["group"] == "pledges"
        else:
            assert row["group"] == ("descent" if link["is_lineage"] else "others")


def test_the_table_says_of_each_tie_whether_it_is_descent(ties: pd.DataFrame) -> None:
    said = {
        (True, True): "if pledges count",
        (True, False): "yes",
        (False, True): "no",
        (False, False): "no",
    }
    for name, row in ties.iterrows():
        link = LINKS.loc[name]
        assert row["descent"] == said[bool(link["is_lineage"]), link["relation"] == "pledged-to"]


def test_a_tie_is_lit_for_the_lines_on_which_it_lies(ties: pd.DataFrame) -> None:
    for mode, pledges in ((0, False), (1, True)):
        for name in ORGANISATIONS.index:
            lit = {tie for tie, cell in ties[f"on{mode}"].items() if name in listed(cell)}
            assert lit == set(family.ties_on_the_line(GRAPH, name, pledges=pledges))


def test_kinds_differ_by_letter_and_by_colour_and_pledges_and_quarrels_by_shape_and_dash_too(
    spec: dict, ties: pd.DataFrame
) -> None:
    assert set(LINKS["relation"].dropna()) <= set(module._KINDS)
    assert (
        set(module._LETTERS) == set(module._SHAPES) == set(module._DASHES) == set(palette.KINSHIP)
    )
    assert list(module._LETTERS) == list(palette.KINSHIP), "the legend pairs them in order"
    assert len(set(module._LETTERS.values())) == len(module._LETTERS)
    signs = {(module._SHAPES[kind], str(module._DASHES[kind])) for kind in module._LETTERS}
    assert len(signs) == 4
    scale = charts.layer(spec, "ties")["encoding"]["color"]["scale"]
    assert set(ties["kind"]) <= set(scale["domain"])


def test_marks_on_one_lane_that_would_cover_each_other_stand_apart(ties: pd.DataFrame) -> None:
    together = 0
    for _, lane in ties.sort_values("when").groupby("at"):
        for (_, one), (_, other) in itertools.pairwise(lane.iterrows()):
            if other["when"] - one["when"] <= module._CLOSE:
                together += 1
                assert other["shift"] - one["shift"] == pytest.approx(module._STEP)
    assert together > 5


# ---- the date


def test_the_slider_says_its_months_and_stands_on_the_essays(figure: Instrument) -> None:
    by = control(figure, "by")
    assert by["shown"][int(by["value"])] == "October 2016"
    assert by["shown"][0] == "January 1988"
    assert LINKS["date"].min() >= pd.Timestamp(1988, 1, 1)
    last = max(LINKS["date"].max(), ORGANISATIONS["ended"].max(), ORGANISATIONS["founded"].max())
    assert last < pd.Timestamp(2026, 1, 1)
    assert by["shown"][-1] == "December 2025"


def row_at(lines: pd.DataFrame, who: str, by: int, *, pledges: bool) -> pd.Series:
    """The row behind the reading, chosen as the chart chooses it."""
    found = lines[
        (lines["of"] == who)
        & (lines["with"] == pledges)
        & (lines["since"] <= by)
        & (by < lines["until"])
    ]
    assert len(found) == 1
    return found.iloc[0]


def test_for_every_month_line_and_reading_there_is_one_row(
    figure: Instrument, lines: pd.DataFrame
) -> None:
    for (_, _), rows in lines.groupby(["of", "with"]):
        ordered = rows.sort_values("since")
        assert list(ordered["until"])[:-1] == list(ordered["since"])[1:]
        assert ordered["since"].iloc[0] < 0
        assert ordered["until"].iloc[-1] > control(figure, "by")["high"]
    assert len(lines.groupby(["of", "with"])) == 2 * len(ORGANISATIONS)


def test_the_reading_of_islamic_state_with_and_without_the_pledge(
    figure: Instrument, lines: pd.DataFrame
) -> None:
    by = step(figure, "October 2016")
    alone = row_at(lines, "is", by, pledges=False)
    assert alone["up"] == "JTJ (1999), AQI (2004), MSC (2006), ISI (2006), ISIS (2013)"
    assert (alone["ups"], alone["downs"], alone["down"]) == (5, 0, "none")
    assert alone["life"] == "29 June 2014, not ended"
    assert row_at(lines, "aqi", by, pledges=True)["life"] == "17 October 2004 to 15 October 2006"
    counted = row_at(lines, "is", by, pledges=True)
    assert "AQ (1988)" in counted["up"]
    assert (counted["ups"], counted["downs"]) == (8, 9)


def test_the_expulsion_changes_no_line(figure: Instrument, lines: pd.DataFrame) -> None:
    for pledges in (False, True):
        before = row_at(lines, "isis", step(figure, "January 2014"), pledges=pledges)
        after = row_at(lines, "isis", step(figure, "March 2014"), pledges=pledges)
        assert before["up"] == after["up"] != "none"


def test_the_reading_says_so_where_an_organisation_is_not_yet_founded(
    figure: Instrument, lines: pd.DataFrame
) -> None:
    assert row_at(lines, "is", step(figure, "May 2014"), pledges=True)["state"] != ""
    assert row_at(lines, "is", step(figure, "June 2014"), pledges=True)["state"] == ""


def test_the_month_in_the_reading_is_the_sliders(figure: Instrument, spec: dict) -> None:
    steps = charts.layer(spec, "line")["transform"]
    (made,) = [s["calculate"] for s in steps if s.get("as") == "month"]
    months = re.findall(r"'([A-Z][a-z]+)'", made)
    first = int(re.findall(r"\((\d{4}) \+", made)[0])
    for by, words in enumerate(control(figure, "by")["shown"]):
        assert words == f"{months[by % 12]} {first + by // 12}"


# ---- words


def test_no_person_is_named_in_it(figure: Instrument) -> None:
    """The tables' notes name persons; the figure shows organisations."""
    said = " ".join([*figure.charts, figure.alt, figure.caption, figure.title])
    for name in ("bin Laden", "Zarqawi", "Julani", "Zawahiri", "Belmokhtar", "Shekau", "Hapilon"):
        assert name not in said


def test_the_text_alternative_says_what_hangs_on_the_pledge(figure: Instrument) -> None:
    assert "by descent alone from JTJ, AQI, MSC, ISI, ISIS;" in figure.alt
    assert "only if a pledge counts does it also come from EIJ, MAK, AQ." in figure.alt


def test_the_chart_is_small_enough_to_travel(figure: Instrument) -> None:
    assert len(figure.charts[0].encode()) < 300_000
