"""The model of lesson 06: rival figures kept apart, ranges kept wide, places month by month."""

from __future__ import annotations

import math

import pandas as pd
import pytest

from aftermosul.evidence.tables import load
from aftermosul.topics.t06_territory import model

MONTHS = list(pd.date_range("2014-01-01", "2019-03-01", freq="MS"))


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
    for _, series in joined.groupby("series"):
        for key in ("maker", "measure", "scope", "base"):
            assert series[key].nunique() == 1
    assert set(said.loc[said["series"] == "", "maker"]) == {model.OTHERS}


@pytest.mark.parametrize(
    ("maker", "source"),
    [
        ("IHS", "ihs-"),
        ("RAND", "rand-"),
        ("US envoy", "state-mcgurk"),
    ],
)
def test_a_makers_rows_are_those_of_its_sources_and_no_others(
    said: pd.DataFrame, maker: str, source: str
) -> None:
    its_own = said["source_id"].str.startswith(source)
    assert set(said.loc[its_own, "maker"]) == {maker}
    assert said.loc[said["maker"] == maker, "source_id"].str.startswith(source).all()


@pytest.mark.parametrize("maker", ["Pentagon", "Coalition"])
def test_a_row_drawn_as_an_officials_is_said_to_be_so(said: pd.DataFrame, maker: str) -> None:
    words = {"Pentagon": "Pentagon|US military", "Coalition": "[Cc]oalition"}[maker]
    rows = said[said["maker"] == maker].drop_duplicates("id")
    sources = load("sources").set_index("source_id")
    for row in rows.itertuples(index=False):
        cited = sources.loc[row.source_id.split(";"), ["author", "title"]].to_string()
        said_so = pd.Series([f"{row.note} {cited}"]).str.contains(f"{words}|CJTF")
        assert said_so.all(), row.id


def test_what_was_last_said_never_comes_from_later_or_from_another(said: pd.DataFrame) -> None:
    last = model.last_said(said, MONTHS)
    for row in last.to_dict("records"):
        end = MONTHS[row["first"]] + pd.offsets.MonthEnd(0)
        for maker in model.MAKERS:
            of_maker = said[
                (said["maker"] == maker)
                & (said["measure"] == row["measure"])
                & (said["scope"] == row["scope"])
                & (said["date"] <= end)
            ]
            if pd.isna(row[maker]):
                assert of_maker.empty
            else:
                found = said.loc[row[maker]]
                assert found["maker"] == maker
                assert found["date"] == of_maker["date"].max()


def test_what_was_last_said_covers_every_month_once(said: pd.DataFrame) -> None:
    for _, stretches in model.last_said(said, MONTHS).groupby(["measure", "scope"]):
        covered = [
            step
            for row in stretches.itertuples(index=False)
            for step in range(row.first, row.last + 1)
        ]
        assert covered == list(range(len(MONTHS)))


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
    return model.states(load("cities"), MONTHS)


def state_of(stretches: pd.DataFrame, place: str, month: str) -> str:
    step = MONTHS.index(pd.Timestamp(month))
    mine = stretches[stretches["place"].str.startswith(place)]
    (row,) = mine[(mine["first"] <= step) & (step <= mine["last"])]["state"]
    return str(row)


@pytest.mark.parametrize(
    ("place", "month", "state"),
    [
        ("Mosul", "2014-05-01", model.NOT_YET),
        ("Mosul", "2014-06-01", model.HELD),
        ("Mosul", "2017-06-01", model.HELD),
        ("Mosul", "2017-07-01", model.LOST),
        ("Tikrit", "2014-05-01", model.NOT_YET),
        ("Tikrit", "2014-06-01", model.HELD),
        ("Tikrit", "2015-03-01", model.LOST),
        ("Palmyra", "2016-02-01", model.HELD),
        ("Palmyra", "2016-03-01", model.LOST),
        ("Palmyra", "2016-12-01", model.HELD),
        ("Palmyra", "2017-03-01", model.LOST),
        ("Kobane", "2014-10-01", model.NEVER),
        ("Baghouz", "2019-02-01", model.HELD),
        ("Baghouz", "2019-03-01", model.LOST),
    ],
)
def test_a_place_stands_as_the_table_says_at_the_end_of_a_month(
    stretches: pd.DataFrame, place: str, month: str, state: str
) -> None:
    assert state_of(stretches, place, month) == state


def test_a_place_held_twice_is_one_place(stretches: pd.DataFrame) -> None:
    palmyra = stretches[stretches["place"].str.startswith("Palmyra")]
    assert palmyra["place"].nunique() == 1
    assert list(palmyra["state"]) == [
        model.NOT_YET,
        model.HELD,
        model.LOST,
        model.HELD,
        model.LOST,
    ]


def test_each_place_is_counted_once_every_month(stretches: pd.DataFrame) -> None:
    counts = model.counted(stretches, len(MONTHS))
    assert list(counts["step"]) == list(range(len(MONTHS)))
    assert set(counts[list(model.STATES)].sum(axis=1)) == {stretches["place"].nunique()}
