"""The second figure of lesson 08: what it draws and says against the tables and the model."""

from __future__ import annotations

import functools
import re

import pytest

from aftermosul import instruments
from aftermosul.evidence.tables import load
from aftermosul.figures.widget import Instrument
from aftermosul.topics.t08_mosul import counts, dead_words
from tests.figures import charts

ROWS = counts.drawn(load("mosul"), load("mosul_counts"))
IDS = dict(zip(ROWS["maker"], ROWS["mosul_id"], strict=True))
MARKS = dict(zip(ROWS["maker"], ROWS["mark"], strict=True))


one_figure = functools.cache(instruments.mosul_dead)


@pytest.fixture(scope="module")
def figure() -> Instrument:
    return one_figure()


def said(one: str, other: str) -> str:
    figure = one_figure()
    figure.set(one=IDS[one], other=IDS[other])
    return figure.said()


def test_the_steps_say_what_the_tables_say(figure: Instrument) -> None:
    every, same, part, last = ((values, says) for _, values, says in figure.steps)
    assert len(ROWS) == 12
    assert f"Twelve published counts, from the {MARKS['Coalition']:.0f}" in every[1]
    assert f"the {MARKS['Former minister']:,.0f} that a former minister" in every[1]
    assert MARKS["Coalition"] == ROWS["mark"].min()
    assert MARKS["Former minister"] == ROWS["mark"].max()
    same_dead = counts.pairs(ROWS)["kind"].value_counts()
    assert same_dead[counts.SAME] < 0.1 * same_dead.sum()

    assert (same[0]["one"], same[0]["other"]) == (IDS["Prime minister"], IDS["AP"])
    ap = ROWS[ROWS["maker"] == "AP"].iloc[0]
    assert f"said {MARKS['Prime minister']:,.0f}" in same[1]
    assert f"found {ap['printed_low']:,.0f} to {ap['printed_high']:,.0f}" in same[1]

    assert (part[0]["one"], part[0]["other"]) == (IDS["AP, by fire"], IDS["Prime minister"])
    assert f"at least {MARKS['AP, by fire']:,.0f}" in part[1]
    assert MARKS["AP, by fire"] > MARKS["Prime minister"]

    methods = ROWS.set_index("maker")["method"]
    assert methods["Former minister"] == "Not published"
    assert "minimum" in methods["UN"]
    assert "Lists" in methods["AP"]
    assert f"the UN calls its {MARKS['UN']:,.0f} a minimum" in re.sub(r"\s+", " ", last[1])


def test_it_divides_only_what_counts_the_same_dead() -> None:
    assert said("Prime minister", "AP").endswith("the larger is 7.1 to 8.7 times the smaller.")
    assert said("Coalition", "Airwars").endswith("the larger is up to 3.7 times the smaller.")
    assert said("AP", "Former minister").endswith("3.6 times the smaller, or more.")
    quotients = [case for case, says in dead_words.SENTENCES.items() if "times the smaller" in says]
    assert all(case.startswith("same") for case in quotients)


def test_a_part_is_named_with_its_whole_and_what_it_differs_in() -> None:
    assert said("AP, by fire", "Prime minister") == said("Prime minister", "AP, by fire")
    assert said("AP, by fire", "Prime minister").startswith(
        "“AP, by fire” counts a part of what “Prime minister” counts, since they differ in whose "
        "hand they ask for"
    )
    assert "larger than the whole" in said("AP, by fire", "Prime minister")
    assert "larger than the whole" not in said("Coalition", "AP, by fire")


def test_where_neither_holds_the_other_nothing_follows() -> None:
    assert said("Survey", "AP").endswith("nothing follows from laying one against the other.")
    assert said("UN, executed", "AP, by fire").startswith("“UN, executed” and “AP, by fire” differ")


def test_one_count_twice_asks_for_another() -> None:
    assert said("AP", "AP") == "This is one count. Pick two."


def test_every_pair_has_its_sentence(figure: Instrument) -> None:
    (pair, *_) = figure._reading.outcomes
    assert len(pair.grid.rows) == len(ROWS) ** 2
    assert set(pair.grid.rows["case"]) <= set(dead_words.SENTENCES)


def test_every_count_is_drawn_once_with_its_open_end(figure: Instrument) -> None:
    spec = charts.specs_of(figure)[0]
    drawn = {row["mosul_id"]: row for row in charts.rows(spec, "counts")}
    assert set(drawn) == set(ROWS["mosul_id"])
    for row in ROWS.itertuples():
        shown = drawn[row.mosul_id]
        assert shown["mark"] == row.mark
        assert shown["arrow"] == {"at least": "→", "at most": "←", "count": ""}[str(row.bound)]
        assert shown["figure"].startswith(
            {"at least": "at least", "at most": "up to", "count": ""}[str(row.bound)]
        )


def test_a_click_picks_the_second_count(figure: Instrument) -> None:
    assert figure.click == [{"control": "other", "field": "mosul_id"}]
