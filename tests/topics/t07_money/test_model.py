"""What may be added up: the rules one by one, and the table against its own totals."""

from __future__ import annotations

import pandas as pd
import pytest

from aftermosul.evidence.tables import load
from aftermosul.statistics.intervals import Interval
from aftermosul.topics.t07_money.model import (
    FLOWS,
    TOTAL,
    WINDFALLS,
    add_streams,
    all_sums,
    amount,
    repeatable,
    why_not_added,
)

TABLE = load("revenue")


def rows(*lines: tuple[str, float | None, float | None], **same: object) -> pd.DataFrame:
    """Rows of one source, year and basis, unless told."""
    frame = pd.DataFrame(lines, columns=["stream", "usd_millions_low", "usd_millions_high"])
    frame[["usd_millions_low", "usd_millions_high"]] = frame[
        ["usd_millions_low", "usd_millions_high"]
    ].astype(float)
    return frame.assign(**{"source_id": "a", "year": 2014, "basis": "year"} | same)


TAX, OIL = ("taxation-extortion", 300.0, 400.0), ("oil", 150.0, 450.0)


def test_streams_of_one_source_year_and_basis_add_up_end_to_end() -> None:
    total = add_streams(rows(TAX, OIL))
    assert total.interval == Interval(450, 850)
    assert total.added == ("taxation-extortion", "oil")
    assert total.without_figure == ()


def test_a_stream_without_a_figure_is_left_out_and_named() -> None:
    total = add_streams(rows(TAX, ("antiquities", None, None)))
    assert total.interval == Interval(300, 400)
    assert total.added == ("taxation-extortion",)
    assert total.without_figure == ("antiquities",)


def test_an_open_end_leaves_the_sum_open() -> None:
    assert add_streams(rows(TAX, ("oil", 500.0, None))).interval == Interval(800, None)


def test_zero_is_a_figure() -> None:
    assert add_streams(rows(TAX, ("banks", 0.0, 0.0))).added == ("taxation-extortion", "banks")


@pytest.mark.parametrize(
    ("refused", "why"),
    [
        (rows(TAX, OIL, source_id=["a", "b"]), "different sources"),
        (rows(TAX, OIL, year=[2014, 2015]), "different years"),
        (rows(TAX, OIL, basis=["year", "month"]), "different kinds"),
        (rows(TAX, OIL, basis="cumulative"), "taken once or held"),
        (rows(TAX, OIL, basis="one-off"), "taken once or held"),
        (rows(TAX, (TOTAL, 900.0, 900.0)), "already holds its streams"),
        (rows(TAX, TAX), "twice"),
        (rows(("oil", None, None)), "No row gives a figure"),
        (rows(), "no rows"),
    ],
)
def test_what_may_not_be_added_is_refused_with_the_reason(refused: pd.DataFrame, why: str) -> None:
    assert why in why_not_added(refused)
    with pytest.raises(ValueError, match=why):
        add_streams(refused)


def test_windfalls_totals_and_sums_taken_once_are_not_repeatable() -> None:
    assert all(repeatable("oil", basis) for basis in FLOWS)
    assert not repeatable("oil", "cumulative")
    assert not repeatable("antiquities", "one-off")
    assert not repeatable(TOTAL, "year")
    assert not any(repeatable(stream, "year") for stream in WINDFALLS)
    assert set(WINDFALLS) <= set(TABLE["stream"])
    assert set(FLOWS) <= set(TABLE["basis"])


def test_an_amount_keeps_its_open_ends() -> None:
    by_id = TABLE.set_index("id")
    assert amount(by_id.loc["rev-001"]) == Interval(300, 400)
    assert amount(by_id.loc["rev-035"]) == Interval(None, 40)
    assert amount(by_id.loc["rev-036"]) == Interval(500, None)
    assert amount(by_id.loc["rev-041"]).unknown
    assert amount(by_id.loc["rev-042"]) == Interval(0, 0)


# ---- the table


def test_where_one_source_gives_streams_and_a_total_the_sum_is_it_but_for_two() -> None:
    """CAT names two streams of many; RAND's total holds bank cash, which is no flow."""
    sums = all_sums(TABLE)
    given = {
        (row["source_id"], row["year"]): amount(row)
        for _, row in TABLE[(TABLE["stream"] == TOTAL) & (TABLE["basis"] == "year")].iterrows()
    }
    short = {}
    for _, row in sums[~sums["repeatable"]].iterrows():
        if (row["source_id"], row["year"]) in given:
            gap = given[row["source_id"], row["year"]] - Interval(row["low"], row["low"])
            if given[row["source_id"], row["year"]] != Interval(row["low"], row["high"]):
                short[row["source_id"], row["year"]] = gap.low
    assert set(short) == {("cat-2016", 2015), ("rand-nyt-2015", 2014)}
    cash = TABLE[(TABLE["source_id"] == "rand-nyt-2015") & (TABLE["stream"] == "banks")]
    assert short["rand-nyt-2015", 2014] == cash["usd_millions_low"].iloc[0]


def test_every_sum_is_its_streams_and_none_holds_what_it_must_not() -> None:
    for _, total in all_sums(TABLE).iterrows():
        found = TABLE[
            (TABLE["source_id"] == total["source_id"])
            & (TABLE["year"] == total["year"])
            & (TABLE["basis"] == total["basis"])
            & TABLE["stream"].isin(total["streams"])
        ]
        assert len(found) == len(total["streams"]) >= 2
        assert found["usd_millions_low"].sum() == total["low"]
        assert found["usd_millions_high"].sum() == total["high"]
        assert TOTAL not in total["streams"]
        if total["repeatable"]:
            assert not set(WINDFALLS) & set(total["streams"])


def test_without_loot_the_first_year_of_strikes_shows_no_sure_fall_and_the_next_does() -> None:
    sums = all_sums(TABLE)
    icsr = sums[(sums["source_id"] == "icsr-2017") & sums["repeatable"]].set_index("year")
    years = {year: Interval(row["low"], row["high"]) for year, row in icsr.iterrows()}
    assert set(years) == {2014, 2015, 2016}
    assert not years[2015].certainly_below(years[2014])
    assert not years[2014].certainly_below(years[2015])
    assert years[2016].certainly_below(years[2015])


def test_the_table_given_is_left_as_it_was() -> None:
    before = TABLE.copy()
    all_sums(TABLE)
    pd.testing.assert_frame_equal(TABLE, before)
