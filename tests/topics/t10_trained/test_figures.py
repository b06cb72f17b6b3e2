"""The two figures of lesson 10: what they draw and say against the table and the model."""

from __future__ import annotations

import re

import pytest

from aftermosul import instruments, load
from aftermosul.display import palette
from aftermosul.figures.widget import Instrument
from aftermosul.topics.t10_trained import model, multiverse, rows, words
from tests.figures import charts

TABLE = load("europe_attacks")
EARLY = multiverse.counted(TABLE, "before")


@pytest.fixture(scope="module")
def trained() -> Instrument:
    return instruments.trained()


@pytest.fixture(scope="module")
def codings() -> Instrument:
    return instruments.codings()


def at(figure: Instrument, **values: object) -> str:
    """What a figure says at some values, the others as at its first step."""
    figure.values = {**figure.steps[0][1], **values}
    try:
        return figure.said()
    finally:
        figure.values = figure.steps[0][1]


def ratio(without: str = model.NOBODY, coding: str = "link") -> float:
    lanes = model.averages(EARLY[EARLY["id"] != without], coding)
    return float(lanes[2]["mean"] / lanes[0]["mean"])


# ---- the dots


def test_the_steps_of_the_dots_say_what_the_tables_say(trained: Instrument) -> None:
    every, averages, one, whose, none = ((values, says) for _, values, says in trained.steps)
    lanes = model.averages(EARLY, "link")
    directed, inspired = lanes[2], lanes[0]
    assert f"killed {directed['killed']} people, inspired ones {inspired['killed']}" in every[1]
    assert f"{directed['mean']:.1f} people on average, an inspired one" in averages[1]
    assert f"{inspired['mean']:.1f}: {ratio():.1f} times as many" in averages[1]
    assert (directed["median"], inspired["median"]) == (8, 0)
    assert averages[1].endswith("In the middle: eight, and none.")
    assert one[0]["without"] == multiverse.NICE
    assert f"from {ratio():.1f} to {ratio(multiverse.NICE):.0f}" in one[1]
    assert whose[0]["coding"] == "loose"
    loose = model.averages(EARLY, "loose")[2]["attacks"]
    assert (loose, directed["attacks"]) == (12, 6)
    assert "twelve attacks are directed, not six" in whose[1]
    assert f"falls to {ratio(coding='loose'):.1f}" in whose[1]
    share = model.foiled(load("foiled_plots_europe"))["share"]
    assert 50 <= share.min() <= share.max() < 75
    assert none[1].startswith("Half to three quarters of the known plots were foiled")


def test_the_guess_is_the_ratio_of_the_means(trained: Instrument) -> None:
    (guess,) = trained.guess
    assert guess["parts"][0][2] == round(ratio(), 1)


@pytest.mark.parametrize("coding", multiverse.CODINGS)
def test_the_sentence_follows_the_coding(coding: str, trained: Instrument) -> None:
    lanes = model.averages(EARLY, coding)
    top, low = words.NAMES[coding][0], words.NAMES[coding][2]
    said = at(trained, coding=coding)
    assert f"{top}: {lanes[2]['attacks']} attacks, {lanes[2]['mean']:.1f} killed" in said
    assert f"{low}: {lanes[0]['attacks']}, {lanes[0]['mean']:.1f}" in said


def test_leaving_an_attack_out_is_said_and_changes_the_ratio(trained: Instrument) -> None:
    said = at(trained, without=multiverse.NICE)
    assert said.startswith("Without Nice, 14 July 2016.")
    assert said.endswith(f"Ratio of the two means: {ratio(multiverse.NICE):.1f}.")


def test_the_view_of_foiled_plots_says_its_range_and_what_is_missing(trained: Instrument) -> None:
    made = model.foiled(load("foiled_plots_europe"))
    said = at(trained, shows="foiled", coding="abroad")
    assert said.startswith(f"By these {len(made)} counts, {made['share'].min():.0f} to")
    assert "None of them tells trained plotters from others." in said


def test_only_attacks_that_harmed_somebody_can_be_left_out(trained: Instrument) -> None:
    dots = charts.rows(charts.chart_with(trained, "attacks"), "attacks")
    assert {row["attack"] for row in dots} == set(multiverse.counted(TABLE, "all")["id"])
    crosses = charts.rows(charts.chart_with(trained, "failed"), "failed")
    assert len(crosses) == (TABLE["status"] == "failed").sum()


def test_each_lane_has_a_colour_of_its_own() -> None:
    assert len(set(palette.BEHIND.values())) == len(model.LANES)


# ---- the curve


def run_for(codings: Instrument, counted: str) -> list[dict]:
    every = charts.rows(charts.chart_with(codings, "gaps"), "gaps")
    return [
        row
        for row in every
        if row["counted"] == counted and row["measure"] == "mean" and row["chance"] != "none"
    ]


def test_the_steps_of_the_curve_say_what_the_model_says(codings: Instrument) -> None:
    one, every, no_nice, after = (says for _, _, says in codings.steps)
    made = multiverse.multiverse(TABLE)
    means = made[made["measure"] == "mean"]
    first = means[(means["coding"] == "link") & (means["between"] == "others")]
    first = first.set_index("counted").loc["before"]
    assert f"killed {first['gap']:.1f} more people" in one
    assert f"Of all {first['tried']} ways" in one
    assert f"{100 * first['share']:.0f} in 100 do as well" in one
    assert every.startswith(f"{(means['gap'] > 0).sum()} of {len(means)} choices favour")
    before = run_for(codings, "before")
    assert f"none of {len(before)} tests" in every
    assert {row["chance"] for row in before} == {"often"}
    assert f"all {len(run_for(codings, 'no-nice'))} do" in no_nice
    assert {row["chance"] for row in run_for(codings, "no-nice")} == {"rare"}
    assert (multiverse.counted(TABLE, "after")["link"] != "directed").all()
    chances = rows.chances(TABLE).set_index(["coding", "background", "networks"])["percent"]
    assert f"in {chances['link', 'after', 3]:.0f} of 100 draws" in after


def test_every_choice_has_a_place_of_its_own_in_the_order_of_the_gaps(codings: Instrument) -> None:
    every = charts.rows(charts.chart_with(codings, "gaps"), "gaps")
    for measure in multiverse.MEASURES:
        own = sorted((r for r in every if r["measure"] == measure), key=lambda row: row["place"])
        assert [row["place"] for row in own] == list(range(len(own)))
        known = [row["gap"] for row in own if row["gap"] is not None]
        assert known == sorted(known)
        assert all(row["gap"] is None for row in own[len(known) :])


@pytest.mark.parametrize(
    ("values", "says"),
    [
        ({}, "Trained: 8 attacks, networks: 3. Others: 16 attacks, networks: 15. Of all 816 ways"),
        ({"coding": "loose"}, "In 4,999 shuffles chance made as large a gap of means in"),
        ({"coding": "strict"}, "Fewer than three networks on a side: no test can be run."),
        ({"counted": "after"}, "Nobody to compare: no test can be run."),
    ],
)
def test_what_can_be_tested_is_and_what_cannot_is_said(
    values: dict[str, object], says: str, codings: Instrument
) -> None:
    assert says in at(codings, **values)


def test_the_sum_of_all_choices_follows_the_measure(codings: Instrument) -> None:
    made = multiverse.multiverse(TABLE)
    for measure in multiverse.MEASURES:
        own = made[made["measure"] == measure]
        said = at(codings, measure=measure)
        assert f"Of {len(own)} choices {own['gap'].notna().sum()} have a gap" in said
        rare = (own["share"] <= rows.RARE).sum()
        assert f"{own['tested'].sum()} can be tested, and {rare} are rare by chance." in said


def test_power_is_drawn_only_where_there_is_something_to_draw_from() -> None:
    chances = rows.chances(TABLE)
    assert set(chances["coding"]) == {"link", "loose", "abroad"}
    after = rows.after(TABLE, chances).set_index("coding")
    assert after["networks"].to_dict() == {
        "link": 0,
        "strict": 0,
        "loose": 3,
        "returnee": 1,
        "abroad": 3,
    }
    assert after["drawn"].sum() == chances["coding"].nunique()


def test_a_choice_is_public_once_all_its_attacks_were(codings: Instrument) -> None:
    every = charts.rows(charts.chart_with(codings, "gaps"), "gaps")
    state = {(row["counted"], row["public"]) for row in every}
    later = {"all", "after"}
    assert state == {(w, "no" if w in later else "yes") for w in multiverse.COUNTED}


def test_every_row_of_choices_is_named_wide_and_narrow() -> None:
    assert {key for _, keys in rows.BLOCKS for key in keys} == set(words.ROWS)
    assert all(re.search(r"\w", name) for pair in words.ROWS.values() for name in pair)
