"""The layouts of UCDP GED since version 18.1, with invented events."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path
from typing import Any

import pandas as pd
import pytest

from aftermosul import adapters
from tests.evidence.adapters.layouts import UCDP, Row, lines, ucdp_row, write_csv, write_xlsx

NEWEST = UCDP["ged251"]


def read(folder: Path, *rows: Row, release: str = "ged251") -> pd.DataFrame:
    return adapters.ucdp_ged(write_csv(folder / f"{release}.csv", UCDP[release], rows))


def one(folder: Path, **changes: Any) -> pd.Series[Any]:
    """The only event of a file with one row."""
    events = read(folder, ucdp_row(**changes))
    assert len(events) == 1
    return events.iloc[0]


def notes(events: pd.DataFrame) -> str:
    return "\n".join(events.attrs["notes"])


@pytest.mark.parametrize("release", UCDP)
def test_every_release_gives_the_same_event(tmp_path: Path, release: str) -> None:
    event = read(tmp_path, ucdp_row(), release=release).iloc[0]
    assert event["event_id"] == "700001"
    assert event["date"] == pd.Timestamp("2015-08-03")
    assert event["date_precision"] == "day"
    assert event[["country", "city"]].tolist() == ["Ruritania", "Strelsau town"]
    assert event[["lat", "lon"]].tolist() == [12.5, 34.25]
    assert event[["type", "actor"]].tolist() == ["one-sided", "Invented Front"]
    assert event[["deaths_low", "deaths_best", "deaths_high"]].tolist() == [4, 6, 9]
    assert event[["deaths_perpetrators", "deaths_civilians", "deaths_total"]].tolist() == [0, 5, 6]
    assert event[["injured", "injured_total"]].isna().all()
    assert event["source_row"] == 2


def test_early_and_late_releases_name_the_estimates_differently() -> None:
    assert "best_est" in UCDP["ged181"]
    assert "best" not in UCDP["ged181"]
    assert "best" in NEWEST
    assert "best_est" not in NEWEST


def test_columns_have_the_types_that_the_shape_states(tmp_path: Path) -> None:
    kept = ("id", "date_start")
    events = read(tmp_path, ucdp_row(1), {**dict.fromkeys(NEWEST, ""), **_only(ucdp_row(2), kept)})
    assert len(events) == 2
    described = adapters.columns()
    assert events.columns.tolist() == described["name"].tolist()
    for name, dtype in zip(described["name"], described["dtype"], strict=True):
        if dtype == "str":
            assert pd.api.types.is_string_dtype(events[name].dropna()), name
        else:
            assert str(events[name].dtype) == dtype, name
    assert events["type"].cat.categories.tolist() == ["state-based", "non-state", "one-sided"]
    unknown = events.iloc[1].drop(["event_id", "date", "source_row"])
    assert unknown.isna().all()


def _only(row: Row, names: tuple[str, ...]) -> Row:
    return {name: row[name] for name in names}


@pytest.mark.parametrize(
    ("kind", "name", "actor", "perpetrators"),
    [
        (1, "state-based", "Government of Ruritania - Invented Front", None),
        (2, "non-state", "Government of Ruritania - Invented Front", None),
        (3, "one-sided", "Government of Ruritania", 0),
    ],
)
def test_who_acts_depends_on_the_kind_of_violence(
    tmp_path: Path, kind: int, name: str, actor: str, perpetrators: int | None
) -> None:
    event = one(
        tmp_path, type_of_violence=kind, side_a="Government of Ruritania", side_b="Invented Front"
    )
    assert event["type"] == name
    assert event["actor"] == actor
    found = event["deaths_perpetrators"]
    assert found is pd.NA if perpetrators is None else found == perpetrators


@pytest.mark.parametrize(
    ("code", "precision"), [(1, "day"), (2, "month"), (3, "month"), (4, "month"), (5, "year")]
)
def test_the_precision_of_a_date_comes_from_its_code(
    tmp_path: Path, code: int, precision: str
) -> None:
    assert one(tmp_path, date_prec=code)["date_precision"] == precision


@pytest.mark.parametrize(
    "written", ["2015-08-03", "2015-08-03 00:00:00", "2015-08-03 00:00:00.000", "2015-08-03T00:00"]
)
def test_dates_are_read_in_every_form_of_the_releases(tmp_path: Path, written: str) -> None:
    event = one(tmp_path, date_start=written, date_end=written)
    assert event["date"] == pd.Timestamp("2015-08-03")


@pytest.mark.parametrize(
    ("others", "expected"),
    [("25/12/2015", "2015-08-03"), ("12/25/2015", "2015-03-08"), ("25.12.2015", "2015-08-03")],
)
def test_days_and_months_are_told_apart_where_the_file_allows_it(
    tmp_path: Path, others: str, expected: str
) -> None:
    rows = [
        ucdp_row(1, date_start="3/8/2015", date_end="3/8/2015 12:00:00 AM"),
        ucdp_row(2, date_start=others, date_end=others),
    ]
    events = read(tmp_path, *rows)
    assert events["date"].tolist() == [pd.Timestamp(expected), pd.Timestamp("2015-12-25")]
    assert "4 dates not written year first" in notes(events)


def test_a_date_that_can_be_read_in_two_ways_is_not_guessed(tmp_path: Path) -> None:
    rows = [
        ucdp_row(1, date_start="3/8/2015", date_end="3/8/2015"),
        ucdp_row(2, date_start="4/4/2015", date_end="4/4/2015"),
        ucdp_row(3),
    ]
    events = read(tmp_path, *rows)
    assert events["date"].tolist() == [pd.Timestamp("2015-04-04"), pd.Timestamp("2015-08-03")]
    out = adapters.bad_rows(events)
    assert out["reason"].tolist() == ["its date can be read as day/month or as month/day"]
    assert out["date"].tolist() == ["3/8/2015"]


def test_a_file_with_both_orders_keeps_only_what_is_sure(tmp_path: Path) -> None:
    dates = ["25/12/2015", "12/26/2015", "1/2/2015", "2015-08-03"]
    events = read(tmp_path, *(ucdp_row(n, date_start=d, date_end=d) for n, d in enumerate(dates)))
    days = ["2015-12-25", "2015-12-26", "2015-08-03"]
    assert events["date"].tolist() == [pd.Timestamp(day) for day in days]
    assert adapters.bad_rows(events)["source_row"].tolist() == [4]


@pytest.mark.parametrize(
    ("changes", "reason"),
    [
        ({"date_start": "2015-02-30"}, "its date is impossible"),
        ({"date_start": "31/31/2015"}, "its date is impossible"),
        ({"date_start": "last summer"}, "its date is impossible"),
        ({"date_start": ""}, "its date is impossible"),
        ({"date_start": "0201-08-03"}, "its date is impossible"),
        ({"date_end": "2015-13-01"}, "its last date is impossible"),
        ({"date_end": "2015-08-02"}, "it ends before it begins"),
        ({"id": ""}, "has no id"),
        ({"id": 700001}, "its id stands already in row 2"),
    ],
)
def test_a_bad_row_is_left_out_and_shown(tmp_path: Path, changes: Row, reason: str) -> None:
    events = read(tmp_path, ucdp_row(1), ucdp_row(2, **changes), ucdp_row(3))
    assert events["source_row"].tolist() == [2, 4]
    out = adapters.bad_rows(events)
    assert out["source_row"].tolist() == [3]
    assert out["reason"].tolist() == [reason]
    assert "1 row left out" in notes(events)


def test_a_missing_last_day_is_no_fault(tmp_path: Path) -> None:
    assert one(tmp_path, date_end="")["date"] == pd.Timestamp("2015-08-03")


@pytest.mark.parametrize(
    ("column", "value", "reason", "emptied"),
    [
        ("type_of_violence", 4, "not a code from 1 to 3", "type"),
        ("date_prec", 9, "not a code from 1 to 5", "date_precision"),
        ("date_prec", "", "empty, though every event should have it", "date_precision"),
        ("low", 7, "above the best estimate", "deaths_low"),
        ("high", 5, "below the best estimate", "deaths_high"),
        ("best", "", "empty, though every event should have it", "deaths_best"),
        ("best", "some", "not a number", "deaths_best"),
        ("best", 6.5, "not a whole number", "deaths_best"),
        ("low", -1, "below zero", "deaths_low"),
        ("deaths_civilians", -9, "below zero", "deaths_civilians"),
        ("latitude", 91, "outside -90 to 90 degrees", "lat"),
        ("country", "", "empty, though every event should have it", "country"),
    ],
)
def test_a_cell_that_cannot_be_is_emptied_and_shown_and_its_row_stays(
    tmp_path: Path, column: str, value: Any, reason: str, emptied: str
) -> None:
    events = read(tmp_path, ucdp_row(1), ucdp_row(2, **{column: value}))
    assert len(events) == 2
    assert events[emptied].isna().tolist() == [False, True]
    (cell,) = adapters.bad_cells(events).to_dict("records")
    assert (cell["source_row"], cell["column"], cell["value"]) == (3, column, str(value))
    assert cell["reason"] == reason


def test_rows_and_bad_rows_are_all_the_rows_of_the_file(tmp_path: Path) -> None:
    rows = [ucdp_row(n, date_start=f"2015-{n % 14:02}-01", date_end="") for n in range(500)]
    events = read(tmp_path, *rows)
    out = adapters.bad_rows(events)
    assert len(out) > 0
    assert sorted([*events["source_row"], *out["source_row"]]) == list(range(2, 502))


def test_who_is_counted_and_the_licence_are_said(tmp_path: Path) -> None:
    said = notes(read(tmp_path, ucdp_row()))
    assert "fighters of both sides included" in said
    assert "CC BY 4.0" in said
    assert "deaths of perpetrators" not in said
    assert "1993" not in said


def test_perpetrators_among_the_published_dead_are_said(tmp_path: Path) -> None:
    events = read(tmp_path, ucdp_row(deaths_a=1))
    assert events.loc[0, "deaths_perpetrators"] == 1
    assert "In 1 event of one-sided violence the published figures include" in notes(events)


def test_a_later_release_with_more_columns_still_reads(tmp_path: Path) -> None:
    later = ["", *reversed(NEWEST), "best_model"]
    path = write_csv(
        tmp_path / "ged311.csv", later, [ucdp_row(1, **{"": 1}), ucdp_row(2, **{"": 2})]
    )
    pd.testing.assert_frame_equal(adapters.ucdp_ged(path), read(tmp_path, ucdp_row(1), ucdp_row(2)))


def test_a_workbook_with_dates_gives_the_same_events_as_the_csv(tmp_path: Path) -> None:
    rows = [ucdp_row(1), ucdp_row(2, type_of_violence=1, date_prec=5), ucdp_row(3, id="")]
    expected = read(tmp_path, *rows)
    day = datetime(2015, 8, 3)
    dated = [{**row, "date_start": day, "date_end": day} for row in rows]
    path = write_xlsx(tmp_path / "ged251.xlsx", {"ged": lines(NEWEST, dated)})
    pd.testing.assert_frame_equal(adapters.ucdp_ged(path), expected)


def test_both_databases_can_be_put_into_one_table_by_a_reader_who_means_to(tmp_path: Path) -> None:
    from tests.evidence.adapters.layouts import GTD, gtd_row

    ours = read(tmp_path, ucdp_row())
    theirs = adapters.gtd(write_csv(tmp_path / "gtd.csv", GTD, [gtd_row()]))
    both = pd.concat([ours, theirs], keys=["ucdp", "gtd"], names=["database"])
    assert both.groupby("database")["deaths_total"].sum().to_dict() == {"gtd": 3, "ucdp": 6}
