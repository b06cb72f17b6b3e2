"""The lanes of the dots, their averages, and what one attack does to them."""

from __future__ import annotations

import math

import pytest

from aftermosul import load
from aftermosul.topics.t10_trained import model, multiverse

TABLE = load("europe_attacks")
EARLY = multiverse.counted(TABLE, "before")
PLACED = model.placed(TABLE)


def test_the_area_of_a_dot_stands_for_the_people_killed() -> None:
    assert model.radius(100) ** 2 == pytest.approx(10 * model.radius(10) ** 2)
    assert model.radius(0) == model.LEAST
    assert model.size(86) == round((2 * model.radius(86)) ** 2)


@pytest.mark.parametrize("coding", multiverse.CODINGS)
def test_every_dot_lies_in_its_own_lane_below_the_heading(coding: str) -> None:
    for rank, top in model.tops().items():
        here = PLACED[multiverse.ranks(PLACED, coding) == rank]
        radii = [model.radius(killed) for killed in here["victims_killed"]]
        for y, r in zip(here[f"{coding}Y"], radii, strict=True):
            assert top + 10 < y - r
            assert y + r < top + model.LANES[rank]


def test_no_dot_covers_another_where_the_drawing_is_narrow() -> None:
    own = PLACED[multiverse.ranks(PLACED, "link") == 0]
    places = [
        (when * 30, y, model.radius(killed))
        for when, y, killed in zip(own["when"], own["linkY"], own["victims_killed"], strict=True)
    ]
    for n, (x, y, r) in enumerate(places):
        for x2, y2, r2 in places[n + 1 :]:
            assert math.hypot(x - x2, y - y2) > r + r2


def test_the_averages_are_those_of_the_table() -> None:
    """The codebook prints them too."""
    directed, inspired = (model.averages(EARLY, "link")[rank] for rank in (2, 0))
    assert (directed["attacks"], directed["networks"], directed["killed"]) == (6, 3, 179)
    assert (round(directed["mean"], 2), directed["median"]) == (29.83, 8)
    assert (inspired["attacks"], inspired["killed"], inspired["median"]) == (10, 88, 0)


def test_leaving_one_attack_out_changes_its_own_lane_alone() -> None:
    made = model.settings(TABLE, ("before", "all")).set_index(["span", "coding", "without"])
    kept = made.loc[("before", "link", model.NOBODY)]
    left = made.loc[("before", "link", multiverse.NICE)]
    assert (kept["case"], left["case"]) == ("all", "left")
    assert left["amean"] == kept["amean"]
    assert left["cattacks"] == kept["cattacks"] - 1
    assert left["cnetworks"] == kept["cnetworks"] - 1
    rest = EARLY[(EARLY["link"] == "inspired") & (EARLY["id"] != multiverse.NICE)]
    assert left["ratio"] == pytest.approx(kept["amean"] / rest["victims_killed"].mean())
    # One of several attacks of a network: the network stays.
    paris = made.loc[("before", "link", multiverse.PARIS)]
    assert paris["anetworks"] == kept["anetworks"]
    later = made.loc[("before", "link", "eu-2017-05-22-manchester")]
    assert later["case"] == "all"


def test_foiled_plots_are_of_makers_who_give_both_and_none_from_memory() -> None:
    table = load("foiled_plots_europe")
    made = model.foiled(table)
    assert (made["launched"] + made["foiled"] == made["total"]).all()
    assert (100 * made["foiled"] / made["total"] == made["share"]).all()
    sure = table.set_index("id")["verified"]
    assert set(sure[made["id"]]) == {"page"}
    # Where a maker says the share itself, it is the same.
    said = table.set_index("id").loc[made["id"], "share_foiled_pct"]
    assert (abs(said.to_numpy() - made["share"].to_numpy()) < 0.06).all()


def test_launched_attacks_are_nearly_all_completed_and_each_has_its_denominator() -> None:
    linked, inspired = model.carried(TABLE).to_dict("records")
    assert linked["launched"] + inspired["launched"] == len(TABLE)
    assert (inspired["completed"], inspired["launched"]) == (55, 58)
    assert linked["share"] == pytest.approx(100 * 19 / 21)
