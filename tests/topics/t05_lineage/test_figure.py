"""The figure of lesson 05: what it lights and says against the tables and the model."""

from __future__ import annotations

import itertools
from collections.abc import Iterator

import networkx as nx
import pandas as pd
import pytest

from aftermosul import instruments
from aftermosul.display import palette
from aftermosul.evidence.tables import load
from aftermosul.figures.widget import Instrument
from aftermosul.topics.t05_lineage import model as family
from aftermosul.topics.t05_lineage import rows as made
from aftermosul.topics.t05_lineage import views
from tests.figures import charts

ORGANISATIONS = load("organisations").set_index("id")
LINKS = load("organisation_links").set_index("id")
RELATIONS = load("relations").set_index("relation")
GRAPH = family.family_graph(load("organisations"), load("organisation_links"))
FEW = {"aq", "jtj", "aqi", "msc", "isi", "isis", "is", "nusra", "jfs", "hts"}


@pytest.fixture(scope="module")
def figure() -> Instrument:
    return instruments.genealogy()


@pytest.fixture(scope="module")
def bars(figure: Instrument) -> pd.DataFrame:
    few, everyone = charts.specs_of(figure)
    assert {row["id"] for row in charts.rows(few, "lives")} == FEW
    return pd.DataFrame(charts.rows(everyone, "everyone")).set_index("id")


@pytest.fixture(scope="module")
def ties(figure: Instrument) -> pd.DataFrame:
    return pd.DataFrame(charts.rows(charts.specs_of(figure)[0], "ties")).set_index("tie")


def at(**values: object) -> dict:
    """The outcome at a setting."""
    figure = instruments.genealogy()
    figure.set(**values)
    return dict(figure.rows()["line"])


def by_hand(*, pledges: bool) -> nx.DiGraph:
    """The graph as a student makes it in the lesson."""
    lineage = LINKS[LINKS["is_lineage"]]
    kept = lineage if pledges else lineage[lineage["relation"] != "pledged-to"]
    graph = nx.from_pandas_edgelist(kept, "parent_id", "child_id", create_using=nx.DiGraph)
    graph.add_nodes_from(ORGANISATIONS.index)
    return graph


# ---- what is lit


@pytest.mark.parametrize(("view", "pledges"), [("descent", False), ("pledge", True)])
def test_a_bar_is_lit_for_those_on_whose_line_it_stands(
    bars: pd.DataFrame, view: str, pledges: bool
) -> None:
    """Decided by the rows, so that descent with and without pledges can't change places."""
    graph = by_hand(pledges=pledges)
    assert len(bars) == len(ORGANISATIONS)
    for name, row in bars.iterrows():
        expected = {name} | nx.ancestors(graph, name) | nx.descendants(graph, name)
        assert set(row[f"lit_{view}"]) == expected, name


def test_al_qaeda_is_lit_for_islamic_state_by_the_pledge_alone(bars: pd.DataFrame) -> None:
    lit = {view: "is" in bars.loc["aq", f"lit_{view}"] for view in views.VIEWS}
    assert lit == {"descent": False, "pledge": True, "quarrel": True}


def test_a_bar_is_lit_by_a_quarrel_for_those_whose_line_had_it(bars: pd.DataFrame) -> None:
    fell_out = LINKS[LINKS["relation"].isin(["rival", "expelled"])]
    graph = by_hand(pledges=False)
    for who in ORGANISATIONS.index:
        line = {who} | nx.ancestors(graph, who)
        own = fell_out[fell_out["from_id"].isin(line) | fell_out["to_id"].isin(line)]
        expected = line | set(own["from_id"]) | set(own["to_id"])
        assert {n for n, row in bars.iterrows() if who in row["lit_quarrel"]} == expected, who


def test_a_tie_is_lit_for_the_lines_on_which_it_lies(ties: pd.DataFrame) -> None:
    for who in ORGANISATIONS.index:
        for view, pledges in (("descent", False), ("pledge", True)):
            lit = {tie for tie, row in ties.iterrows() if who in row[f"lit_{view}"]}
            own = {
                tie
                for tie, row in LINKS[LINKS["relation"] == family.PLEDGE].iterrows()
                if pledges and who in (row["from_id"], row["to_id"])
            }
            line = set(family.ties_on_the_line(GRAPH, who, pledges=pledges))
            assert lit == line | own


def test_every_expression_asks_the_rows_of_the_view_that_the_control_names(
    figure: Instrument,
) -> None:
    (control,) = [c for c in figure.controls if c["name"] == "ties"]
    assert [value for value, _ in control["options"]] == list(views.VIEWS)
    assert made.lit("datum") == "indexof(datum['lit_' + ties], who) >= 0"
    assert all(made.lit("datum") in chart for chart in figure.charts)


# ---- what is said


def test_the_steps_say_what_the_table_says(figure: Instrument) -> None:
    by_descent, by_pledge, by_quarrel = (says for _, _, says in figure.steps)
    assert "six names" in by_descent
    line = at(ties="descent")
    assert (line["ups"], line["downs"]) == ("five", "none")
    assert line["up"].startswith("Jama'at al-Tawhid wal-Jihad; ")
    assert "Al Qaeda;" not in line["up"]
    pledge = LINKS.loc["link-03"]
    day = f"{pledge['date'].day} {pledge['date']:%B %Y}"
    assert f"On {day} a single pledge" in by_pledge
    counted = at(ties="pledge")
    assert (counted["ups"], counted["onlys"]) == ("six", "one")
    assert counted["up"].startswith("Al Qaeda; ")
    rival, expelled = LINKS.loc["link-13", "date"], LINKS.loc["link-12", "date"]
    assert "Within four months" in by_quarrel
    assert 90 < (expelled - rival).days < 120
    assert LINKS.loc["link-08", ["relation", "parent_id", "child_id"]].tolist() == [
        "spawned-by",
        "isi",
        "nusra",
    ]
    assert at(ties="quarrel")["out"] == "Al Qaeda; Jabhat al-Nusra"


@pytest.mark.parametrize("everyone", [False, True])
@pytest.mark.parametrize("view", views.VIEWS)
def test_the_sentence_speaks_of_the_view_that_the_control_stands_at(
    view: str, everyone: bool
) -> None:
    figure = instruments.genealogy()
    figure.set(ties=view, everyone=everyone, who="hts")
    words = {"descent": "by descent alone", "pledge": "pledges counted", "quarrel": "fell out with"}
    assert [v for v, said in words.items() if said in figure.said()] == [view]
    assert ("of 45 organisations drawn" if everyone else "of ten organisations drawn") in (
        figure.said()
    )


def test_one_that_is_not_drawn_is_said_to_be_so_until_all_are() -> None:
    figure = instruments.genealogy()
    figure.set(who="shabaab")
    assert figure.said().startswith("al-Shabaab is not among the ten organisations drawn.")
    figure.set(everyone=True)
    assert "not among" not in figure.said()


def every_setting() -> Iterator[tuple[Instrument, str, str, bool]]:
    figure = instruments.genealogy()
    for who, view, everyone in itertools.product(ORGANISATIONS.index, views.VIEWS, (False, True)):
        figure.set(who=who, ties=view, everyone=everyone)
        yield figure, who, view, everyone


def test_none_is_never_counted_among_those_that_came_before() -> None:
    alone, counted = by_hand(pledges=False), by_hand(pledges=True)
    for figure, who, view, everyone in every_setting():
        said = figure.said()
        drawn = set(ORGANISATIONS.index) if everyone else FEW
        assert "none of them" not in said
        assert "the none before" not in said
        if who not in drawn or view == "descent":
            continue
        above = {v: nx.ancestors(g, who) & drawn for v, g in (("d", alone), ("p", counted))}
        only = above["p"] - above["d"]
        if view == "quarrel":
            assert ("none came before it by descent" in said) == (not above["d"]), (who, said)
            continue
        assert ("none came before it" in said) == (not above["p"]), (who, said)
        assert ("only if a pledge counts" in said) == bool(only), (who, said)
        assert ("but only if" in said) == (only == above["p"] != set()), (who, said)
        assert ("also by descent alone" in said) == (bool(above["p"]) and not only), (who, said)


def test_the_table_says_none_only_where_there_is_none_drawn_or_not() -> None:
    for figure, who, view, everyone in every_setting():
        if view == "quarrel":
            continue
        graph = by_hand(pledges=view == "pledge")
        row = figure.rows()["line"]
        drawn = set(ORGANISATIONS.index) if everyone else FEW
        for part, kin in (("up", nx.ancestors(graph, who)), ("down", nx.descendants(graph, who))):
            told = str(row[part])
            assert (told == "none") == (not kin), (who, view, told)
            assert told.endswith("not drawn") == bool(kin - drawn), (who, view, told)
            names = {name for name in told.split("; ") if name in set(ORGANISATIONS["name"])}
            assert names == set(ORGANISATIONS.loc[list(kin & drawn), "name"])


def test_a_line_of_which_part_is_drawn_says_how_much_is_not() -> None:
    assert at(who="is-somalia", ties="pledge")["up"].endswith("Islamic State; and three not drawn")
    assert at(who="shabaab")["down"] == "one not drawn"
    assert at(who="shabaab", everyone=True)["down"] == "Islamic State, Somalia Province"
    assert at(who="aq")["up"] == "two not drawn"


def test_with_all_drawn_the_line_of_islamic_state_has_its_pledges_and_branches() -> None:
    alone = at(everyone=True)
    counted = at(everyone=True, ties="pledge")
    assert (alone["ups"], alone["downs"], alone["down"]) == ("five", "none", "none")
    assert (counted["ups"], counted["onlys"], counted["downs"]) == ("eight", "three", "nine")


def test_the_expulsion_is_no_part_of_a_line_by_descent_or_pledge(ties: pd.DataFrame) -> None:
    assert list(ties.loc["link-12", "views"]) == ["quarrel"]
    assert ties.loc["link-12", "descent"] == "no"


# ---- ties


def test_a_tie_says_what_the_table_of_relations_says_of_it(ties: pd.DataFrame) -> None:
    assert set(ties.index) == set(LINKS.index)
    for name, row in ties.iterrows():
        link = LINKS.loc[name]
        relation = RELATIONS.loc[link["relation"]]
        assert (row["kind"], row["letter"], row["words"]) == tuple(
            relation[["kind", "letter", "words"]]
        )
        assert row["who_acted"] == ORGANISATIONS.loc[link["from_id"], "name"]
        assert row["towards"] == ORGANISATIONS.loc[link["to_id"], "name"]
        assert int(row["when"]) == link["date"].year


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


def test_three_ties_say_themselves_a_pledge_a_rivalry_and_an_expulsion(
    figure: Instrument,
) -> None:
    few = charts.specs_of(figure)[0]
    said = [*charts.rows(few, "labelTiesLeft"), *charts.rows(few, "labelTiesRight")]
    assert {(row["tie"], row["date"], row["kind"]) for row in said} == {
        ("link-03", "17 October 2004", "pledge"),
        ("link-13", "November 2013", "rivalry"),
        ("link-12", "3 February 2014", "expulsion"),
    }


def test_marks_on_one_lane_that_would_cover_each_other_stand_apart(ties: pd.DataFrame) -> None:
    together = 0
    for _, lane in ties.sort_values("when").groupby("at"):
        for (_, one), (_, other) in itertools.pairwise(lane.iterrows()):
            if other["when"] - one["when"] <= made._CLOSE:
                together += 1
                assert other["shift"] - one["shift"] == pytest.approx(made._STEP)
    assert together > 5


def test_every_kind_has_a_colour_of_its_own() -> None:
    assert set(RELATIONS["kind"]) == set(palette.KINSHIP)
    assert len(set(palette.KINSHIP.values())) == len(palette.KINSHIP)


# ---- lanes and words


def test_every_organisation_has_a_lane_of_its_own_and_the_tables_dates(bars: pd.DataFrame) -> None:
    assert sorted(bars["order"]) == list(range(len(ORGANISATIONS)))
    for name, row in bars.iterrows():
        own = ORGANISATIONS.loc[name]
        assert row["start"] == pytest.approx(
            own["founded"].year + (own["founded"].day_of_year - 1) / 365.25, abs=0.001
        )
        assert pd.isna(row["end"]) == pd.isna(own["ended"])
    assert bars.loc["is", "life"] == "29 June 2014, not ended"
    assert bars.loc["aqi", "life"] == "17 October 2004 to 15 October 2006"
    assert bars.loc["nusra", "life"].startswith("January 2012 to ")
    assert bars.loc["jtj", "life"].startswith("1999 to ")


def test_each_of_the_ten_bears_its_full_name(figure: Instrument) -> None:
    few = charts.specs_of(figure)[0]
    named = [*charts.rows(few, "labelNamesLeft"), *charts.rows(few, "labelNamesRight")]
    assert {row["name"] for row in named} == set(ORGANISATIONS.loc[list(FEW), "name"])


def test_no_person_is_named_in_it(figure: Instrument) -> None:
    """The tables' notes name persons; the figure shows organisations."""
    said = " ".join([*figure.charts, figure.alt, figure.caption, figure.title, *figure.about])
    for name in ("bin Laden", "Zarqawi", "Julani", "Zawahiri", "Belmokhtar", "Shekau", "Hapilon"):
        assert name not in said


def test_the_text_alternative_holds_for_three_lanes_and_for_all(figure: Instrument) -> None:
    assert f"At first {len(FEW)} of them stand in three lanes" in figure.alt
    assert f"with all {len(ORGANISATIONS)} drawn, each has a lane of its own" in figure.alt
    assert "Three lanes through time" not in figure.alt


def test_the_text_alternative_says_what_hangs_on_the_pledge(figure: Instrument) -> None:
    assert "comes from Jama'at al-Tawhid wal-Jihad, Al Qaeda in Iraq, Mujahideen" in figure.alt
    assert "only if a pledge counts does it also come from Egyptian Islamic Jihad," in figure.alt
