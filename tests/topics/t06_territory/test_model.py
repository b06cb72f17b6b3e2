"""The model of lesson 06: rival figures kept apart, ranges kept wide, places month by month."""

from __future__ import annotations

import math

import pandas as pd
import pytest

from aftermosul.evidence.tables import load
from aftermosul.topics.t06_territory import model

DAYS = [
    first + pd.Timedelta(days=14) for first in pd.date_range("2014-01-01", "2019-04-01", freq="MS")
]


@pytest.fixture(scope="module")
def said() -> pd.DataFrame:
    return model.figures(load("territory"))


# ---- figures


def test_every_figure_of_the_table_is_kept_once_and_none_is_made(said: pd.DataFrame) -> None:
    table = load("territory").set_index("id")
    columns = {"area": "area_km2", "share": "share_lost_pct", "people": "population"}
    for measure, column in columns.items():
        mine = said[said["measure"] == measure].set_index("id")
        low, high = table[f"{column}_low"], table[f"{column}_high"]
        assert sorted(mine.index) == sorted(table.index[low.notna() | high.notna()])
        for row_id, row in mine.iterrows():
            for end, found in ((low, row["low"]), (high, row["high"])):
                if pd.isna(end[row_id]):
                    assert math.isnan(found)
                else:
                    assert found == end[row_id]


def test_at_least_and_up_to_stay_open(said: pd.DataFrame) -> None:
    rows = said.set_index(["id", "measure"])
    assert math.isnan(rows.loc[("ter-006", "area"), "high"])
    assert math.isnan(rows.loc[("ter-044", "area"), "low"])


def test_a_line_joins_one_maker_one_measure_one_land_and_one_base(said: pd.DataFrame) -> None:
    joined = said[said["series"] != ""]
    assert joined["series"].nunique() > 5
    for _, series in joined.groupby("series"):
        assert len(series) > 1
        for key in ("maker", "measure", "scope", "base"):
            assert series[key].nunique() == 1


def test_a_figure_has_the_maker_that_the_table_gives_it(said: pd.DataFrame) -> None:
    table = load("territory").set_index("id")["maker"]
    assert (said["maker"] == said["id"].map(table)).all()
    swapped = load("territory").assign(maker="Somebody")
    assert set(model.figures(swapped)["maker"]) == {"Somebody"}


def test_what_was_last_said_never_comes_from_later_or_from_another(said: pd.DataFrame) -> None:
    area = said[(said["measure"] == "area") & (said["scope"] == "both")]
    last = model.last_said(area, DAYS)
    assert list(last["step"]) == list(range(len(DAYS)))
    assert set(last.columns) - {"step"} == set(area["maker"])
    for maker, own in area.groupby("maker"):
        for step, day in enumerate(DAYS):
            before = own[own["date"] <= day]
            found = last.loc[step, maker]
            assert pd.isna(found) if before.empty else found == before.index[-1]


def test_what_is_said_on_a_day_is_said_by_that_day_and_not_the_day_before() -> None:
    said = pd.DataFrame({"maker": ["one"], "date": [pd.Timestamp(2016, 10, 15)]}, index=[7])
    days = [pd.Timestamp(2016, 10, 14), pd.Timestamp(2016, 10, 15)]
    assert list(model.last_said(said, days)["one"]) == [pd.NA, 7]


def test_each_makers_largest_area_is_its_own(said: pd.DataFrame) -> None:
    found = model.largest(said).set_index("maker")["low"]
    assert found["IHS"] == 90_800
    assert found["US official"] == 210_000
    assert found.is_monotonic_decreasing


# ---- ranges


@pytest.mark.parametrize("start", [90, 95, 100])
@pytest.mark.parametrize("rest", [45, 50, 60])
def test_every_pair_inside_the_ranges_lies_inside_the_share(start: float, rest: float) -> None:
    least, most = model.share_lost((90, 100), (45, 60))
    assert most is not None
    assert least - 1e-9 <= 100 * (1 - rest / start) <= most + 1e-9


def test_both_ends_of_a_share_are_reached() -> None:
    assert model.share_lost((90, 100), (45, 60)) == pytest.approx((100 / 3, 55))


def test_a_start_of_at_least_leaves_the_most_unknown() -> None:
    least, most = model.share_lost((100_000, math.inf), (45_377, 45_377))
    assert least == pytest.approx(54.623)
    assert most is None


def test_a_gain_is_a_negative_loss() -> None:
    assert model.share_lost((50, 50), (60, 60)) == pytest.approx((-20, -20))


@pytest.mark.parametrize(("before", "after"), [((100, 90), (1, 2)), ((9, 9), (2, 1))])
def test_a_range_that_runs_backwards_is_refused(
    before: tuple[float, float], after: tuple[float, float]
) -> None:
    with pytest.raises(ValueError, match="backwards"):
        model.share_lost(before, after)


def test_a_share_of_nothing_is_refused() -> None:
    with pytest.raises(ValueError, match="not defined"):
        model.share_lost((0, 10), (0, 5))


# ---- places


@pytest.fixture(scope="module")
def stretches() -> pd.DataFrame:
    return model.states(load("cities"), DAYS)


def state_of(place: str, *day: int) -> str:
    (row,) = [
        row
        for row in model.states(load("cities"), [pd.Timestamp(*day)]).to_dict("records")
        if row["spot"] == place
    ]
    return str(row["state"])


@pytest.mark.parametrize(
    ("place", "day", "state"),
    [
        ("mosul", (2014, 6, 9), model.NOT_YET),
        ("mosul", (2014, 6, 10), model.HELD),
        ("mosul", (2017, 7, 9), model.HELD),
        ("mosul", (2017, 7, 10), model.LOST),
        ("dabiq", (2016, 10, 15), model.HELD),
        ("dabiq", (2016, 10, 16), model.LOST),
        ("tikrit", (2014, 5, 31), model.NOT_YET),
        ("tikrit", (2014, 6, 1), model.HELD),
        ("palmyra", (2016, 3, 15), model.HELD),
        ("palmyra", (2016, 4, 15), model.LOST),
        ("palmyra", (2016, 12, 15), model.HELD),
        ("palmyra", (2017, 3, 15), model.LOST),
        ("kobane", (2014, 10, 15), model.NEVER),
        ("baghouz", (2019, 3, 15), model.HELD),
        ("baghouz", (2019, 4, 15), model.LOST),
    ],
)
def test_a_place_stands_as_the_table_says_on_a_day(
    place: str, day: tuple[int, int, int], state: str
) -> None:
    assert state_of(place, *day) == state


def test_a_place_held_twice_is_one_place(stretches: pd.DataFrame) -> None:
    palmyra = stretches[stretches["spot"] == "palmyra"]
    assert list(palmyra["state"]) == [
        model.NOT_YET,
        model.HELD,
        model.LOST,
        model.HELD,
        model.LOST,
    ]
    spells = model.spells(load("cities"))
    assert (spells["spot"] == "palmyra").sum() == 2
    assert spells.loc[spells["spot"] == "palmyra", "order"].nunique() == 1


def test_lanes_stand_in_the_order_in_which_places_were_lost() -> None:
    spells = model.spells(load("cities"))
    last = spells.groupby("order")["lost_date"].max()
    assert last.is_monotonic_increasing
    assert list(last.index) == list(range(spells["spot"].nunique()))


def test_each_place_is_counted_once_every_day(stretches: pd.DataFrame) -> None:
    counts = model.counted(stretches, len(DAYS))
    assert list(counts["step"]) == list(range(len(DAYS)))
    assert set(counts[list(model.STATES)].sum(axis=1)) == {stretches["spot"].nunique()}


# ---- who held land before


def groups(*rows: tuple) -> pd.DataFrame:
    columns = ["short_name", "start_year", "end_year", "area_km2_low", "area_km2_high"]
    table = pd.DataFrame(rows, columns=columns)
    return table.astype(dict.fromkeys(columns[1:], "Int64"))


def test_precedents_began_before_and_what_has_no_end_is_counted_to_a_year() -> None:
    found = model.precedents(
        groups(("a", 2000, 2004, 1, 1), ("b", 2010, None, 1, 1), ("c", 2014, 2015, 1, 1)),
        before=2014,
        until=2016,
    )
    assert dict(zip(found["short_name"], found["years"], strict=True)) == {"a": 4, "b": 6}


def test_only_more_is_more_and_an_upper_bound_alone_is_no_more() -> None:
    earlier = model.precedents(
        groups(
            ("equal", 2000, 2005, 100, 200),
            ("both", 2000, 2006, 101, 101),
            ("larger", 2000, 2005, 101, 101),
            ("at most", 2000, 2006, None, 500),
            ("unknown", 2000, 2010, None, None),
        ),
        before=2014,
        until=2016,
    )
    assert model.compared(earlier, 100, 5) == {"earlier": 4, "larger": 2, "longer": 2, "both": 1}


# ---- what was known by a day


def test_a_stretch_rests_on_its_spell_and_is_cut_at_the_day() -> None:
    days = [pd.Timestamp(2016, month, 15) for month in (1, 4, 7, 10)]
    columns = {"spot": "a", "state": model.HELD}
    stretches = pd.DataFrame(
        [{**columns, "first": 0, "last": 1}, {**columns, "first": 2, "last": 3}]
    )
    spells = pd.DataFrame(
        {
            "spot": ["a", "a"],
            "taken_date": [pd.Timestamp(2015, 1, 1), pd.Timestamp(2016, 6, 1)],
            "public": ["yes", "can't be dated"],
        }
    )
    dated = model.dated(stretches, spells, days, 2, "no")
    assert list(dated["first"]) == [0, 2, 3]
    assert list(dated["last"]) == [1, 2, 3]
    assert list(dated["public"]) == ["yes", "can't be dated", "no"]


def test_before_it_was_taken_a_place_rests_on_its_first_spell() -> None:
    stretches = pd.DataFrame([{"spot": "a", "state": model.NOT_YET, "first": 0, "last": 0}])
    spells = pd.DataFrame(
        {
            "spot": ["a", "a"],
            "taken_date": [pd.Timestamp(2016, 6, 1), pd.Timestamp(2015, 1, 1)],
            "public": ["no", "yes"],
        }
    )
    dated = model.dated(stretches, spells, [pd.Timestamp(2014, 1, 15)], 0, "no")
    assert list(dated["public"]) == ["yes"]
