"""`as_of`: what was public by a day, what was not, and what can't be dated."""

from __future__ import annotations

import datetime
import itertools
import re

import pandas as pd
import pytest

import aftermosul
from aftermosul.evidence import dating, schema
from aftermosul.evidence.dating import as_of, states, tally
from aftermosul.evidence.tables import load
from aftermosul.problems import Problem

DATED = [name for name, table in schema.tables().items() if table.known.by != "nothing"]
OWN = sorted(set(schema.tables()) - set(DATED))
DAYS = ["1950-06-30", "2001-09-10", "2014-06-29", "2016-10-15", "2017-01-01", "2026-11-28"]
SOURCES = load("sources").set_index("source_id")["published"]


def rows(name: str, day: str) -> set[int]:
    return set(as_of(load(name), day).index)


def table_from(*cells: str) -> pd.DataFrame:
    """Rows of returnee_studies that rest on these sources: the table has no days of its own."""
    table = load("returnee_studies").head(len(cells)).copy()
    table["source_id"] = list(cells)
    return table


def test_it_is_at_hand_beside_load() -> None:
    assert aftermosul.as_of is as_of


@pytest.mark.parametrize("name", DATED)
def test_a_later_day_keeps_what_an_earlier_day_kept(name: str) -> None:
    kept = [rows(name, day) for day in DAYS]
    for earlier, later in itertools.pairwise(kept):
        assert earlier <= later


@pytest.mark.parametrize("name", DATED)
@pytest.mark.parametrize("day", ["2001-09-10", "2016-10-15"])
def test_every_row_is_kept_or_left_out_or_undatable(name: str, day: str) -> None:
    table = load(name)
    kept = as_of(table, day)
    counted = re.search(
        r": (\S+) of (\S+) rows? kept, (\S+) left out .*, (\S+) left out",
        kept.attrs["as_of"],
    )
    assert counted is not None
    numbers = [0 if n == "none" else int(n.replace(",", "")) for n in counted.groups()]
    assert numbers[0] == len(kept)
    assert numbers[1] == len(table) == numbers[0] + numbers[2] + numbers[3]
    line = tally(day).set_index("name").loc[name]
    assert list(line) == [numbers[0], numbers[2], numbers[3]]


@pytest.mark.parametrize("name", DATED)
def test_no_cell_and_no_type_is_changed_and_the_table_stays_whole(name: str) -> None:
    table = load(name)
    kept = as_of(table, "2016-10-15")
    pd.testing.assert_frame_equal(kept, table.loc[kept.index])
    pd.testing.assert_frame_equal(table, load(name))
    assert type(kept) is pd.DataFrame


def days_and_years(name: str) -> list[schema.Field]:
    """The columns that may tell of a later day."""
    described = schema.table(name)
    return [
        field
        for field in described.fields
        if (field.type == "date" or field.unit == "calendar year")
        and field.name not in described.known.ahead
    ]


@pytest.mark.parametrize("name", [name for name in DATED if days_and_years(name)])
def test_no_kept_row_speaks_of_a_later_day(name: str) -> None:
    kept = load(name, as_of="2016-10-15")
    for field in days_and_years(name):
        limit = pd.Timestamp("2016-10-15") if field.type == "date" else 2016
        assert not (kept[field.name] > limit).fillna(False).any(), field.name


def test_loading_as_of_a_day_is_the_same(capsys: pytest.CaptureFixture[str]) -> None:
    loaded = load("tesat", as_of="2016-10-15")
    first = capsys.readouterr().out
    kept = as_of(load("tesat"), "2016-10-15")
    assert capsys.readouterr().out == first
    pd.testing.assert_frame_equal(loaded, kept)
    assert loaded.attrs == kept.attrs


def test_it_says_in_one_line_what_it_did(capsys: pytest.CaptureFixture[str]) -> None:
    table = table_from("ihs-2016-10", "europol-tesat-2019", "wp-omagh")
    kept = as_of(table, "2016-10-15")
    assert capsys.readouterr().out == kept.attrs["as_of"] + "\n"
    assert kept.attrs["as_of"] == (
        "As of 15 October 2016: 1 of 3 rows kept, 1 left out that became public later, 1 left out "
        "that can't be dated."
    )


def test_a_row_is_public_once_one_of_its_sources_is() -> None:
    table = table_from("europol-tesat-2019;ihs-2016-10", "wp-omagh;ihs-2016-10")
    assert len(as_of(table, "2016-10-08")) == 0
    assert len(as_of(table, "2016-10-09")) == 2


def test_a_source_from_before_what_a_row_tells_is_passed_over() -> None:
    """A census of 2004 counts the people of a place and says nothing of its fall in 2014."""
    cities = load("cities")
    row = cities[cities["id"] == "jarablus"].copy()
    assert "syria-census-2004" in row["source_id"].iloc[0]
    row["source_id"] = "syria-census-2004"
    assert list(states(row)) == ["undated"]
    row["source_id"] = "syria-census-2004;worldbulletin-dabiq-2016"
    assert list(states(row)) == ["kept"]
    assert list(states(row, "2016-10-14")) == ["later"]


@pytest.mark.parametrize("name", ["revenue", "cities", "hijackings_by_year"])
def test_the_states_of_the_rows_are_what_as_of_keeps_and_counts(name: str) -> None:
    table = load(name)
    told = states(table)
    assert list(told.index) == list(table.index)
    assert set(told) <= set(dating.STATES)
    assert list(table.index[told == "kept"]) == list(as_of(table, dating.ESSAY).index)


def test_without_its_last_day_a_row_says_what_was_known_of_its_first() -> None:
    cities = load("cities")
    mosul = cities[cities["id"] == "mosul"]
    assert list(states(mosul)) == ["later"]
    assert list(states(mosul.drop(columns="lost_date"))) == ["kept"]


def test_a_month_and_a_year_count_only_when_they_are_over() -> None:
    year = next(iter(SOURCES[SOURCES == "2016"].index))
    month = next(iter(SOURCES[SOURCES == "2016-05"].index))
    table = table_from(year, month)
    assert list(as_of(table, "2016-05-30").index) == []
    assert list(as_of(table, "2016-05-31").index) == [1]
    assert list(as_of(table, "2016-12-30").index) == [1]
    assert list(as_of(table, "2016-12-31").index) == [0, 1]


def test_a_series_by_years_waits_for_its_lag() -> None:
    known = schema.table("hijackings_by_year").known
    assert (known.by, known.lag_days) == ("year", 183)
    last = pd.Timestamp("2015-12-31") + pd.Timedelta(days=183)
    before = as_of(load("hijackings_by_year"), str((last - pd.Timedelta(days=1)).date()))
    assert before["year"].max() == 2014
    assert as_of(load("hijackings_by_year"), str(last.date()))["year"].max() == 2015


def test_a_forecast_is_known_when_it_is_resolved() -> None:
    resolved = load("forecasts").set_index("id")["resolved_on"]
    assert len(as_of(load("forecasts"), "2016-10-15")) == 0
    day = resolved["F01"]
    assert "F01" in set(as_of(load("forecasts"), str(day.date()))["id"])
    assert "F01" not in set(
        as_of(load("forecasts"), str((day - pd.Timedelta(days=1)).date()))["id"]
    )


def test_rows_that_a_reader_has_chosen_first_are_dated_too() -> None:
    chosen = load("revenue")[lambda t: t["stream"] == "total"]
    assert set(as_of(chosen, "2016-10-15").index) == set(chosen.index) & rows(
        "revenue", "2016-10-15"
    )


def test_a_day_may_come_as_a_date() -> None:
    said = as_of(load("tesat"), "2016-10-15").attrs["as_of"]
    for day in (datetime.date(2016, 10, 15), pd.Timestamp("2016-10-15 12:00"), " 2016-10-15 "):
        assert as_of(load("tesat"), day).attrs["as_of"] == said  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("day", "said"),
    [
        ("2016-10", 'was given "2016-10": type it as in as_of(load("revenue"), "2016-10-15").'),
        ("15.10.2016", 'was given "15.10.2016": type it as in'),
        ("2016-13-45", 'There is no day "2016-13-45": type a day as in'),
        (2016, "was given a number: type it as in"),
        (None, "was given nothing (None)"),
        (pd.NaT, "was given something else (NaTType)"),
    ],
)
def test_what_is_no_day_is_told_how_to_type_one(day: object, said: str) -> None:
    with pytest.raises(Problem, match=re.escape(said)):
        as_of(load("tesat"), day)  # type: ignore[arg-type]


@pytest.mark.parametrize("name", OWN)
def test_our_own_reading_has_no_day(name: str) -> None:
    with pytest.raises(Problem, match=f"^{name} is our own reading"):
        as_of(load(name), "2016-10-15")


@pytest.mark.parametrize(
    ("given", "said"),
    [
        (lambda: as_of(), "as_of can't be called like this"),  # type: ignore[call-arg]
        (lambda: as_of(load("tesat")), "as_of can't be called like this"),  # type: ignore[call-arg]
        (lambda: as_of("tesat", "2016-10-15"), 'give load("tesat") first'),  # type: ignore[arg-type]
        (lambda: as_of(None, "2016-10-15"), "give a table: type it as in"),  # type: ignore[arg-type]
        (lambda: as_of(pd.DataFrame({"a": [1]}), "2016-10-15"), "take as_of first"),
        (
            lambda: as_of(load("cities")[["place"]], "2016-10-15"),
            "needs the column source_id, which this table has no more: take as_of first, as in "
            'as_of(load("cities"), "2016-10-15").',
        ),
        (
            lambda: as_of(load("population")[["iso3"]], "2016-10-15"),
            "needs the column year",
        ),
        (lambda: load("tesat", as_of="soon"), 'was given "soon": type it as in'),
    ],
)
def test_a_wrong_call_gets_one_sentence(given, said: str) -> None:
    with pytest.raises(Problem, match=re.escape(said)) as problem:
        given()
    assert "\n" not in str(problem.value)


# ---- the schema


@pytest.mark.parametrize("name", schema.tables())
def test_every_table_says_from_when_a_row_was_public(name: str) -> None:
    described = schema.table(name)
    fields = {field.name: field for field in described.fields}
    known = described.known
    if known.by == "sources":
        assert "source_id" in fields
        assert known.lag_days == 0
    elif known.by == "nothing":
        assert "source_id" not in fields
    else:
        assert fields[known.by].type == "date" or fields[known.by].unit == "calendar year"
        assert known.lag_days >= 0
        assert known.why
    assert set(known.ahead) <= set(fields)


def test_the_list_for_maintainers_has_every_table_that_can_be_dated() -> None:
    assert list(tally()["name"]) == DATED
    assert tally().equals(tally(dating.ESSAY))
