"""The Global Terrorism Database's layout, with invented events."""

from __future__ import annotations

import warnings
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
import pytest

from aftermosul import adapters
from aftermosul.display.cards import Card
from tests.evidence.adapters.layouts import GTD, Row, gtd_row, lines, write_csv, write_xlsx


def read(folder: Path, *rows: Row, encoding: str = "utf-8") -> pd.DataFrame:
    return adapters.gtd(write_csv(folder / "gtd.csv", GTD, rows, encoding))


def one(folder: Path, **changes: Any) -> pd.Series[Any]:
    """The only event of a file with one row."""
    events = read(folder, gtd_row(**changes))
    assert len(events) == 1
    return events.iloc[0]


def notes(events: pd.DataFrame) -> str:
    return "\n".join(events.attrs["notes"])


def test_the_layout_has_the_columns_of_the_releases() -> None:
    assert len(GTD) == len(set(GTD)) == 135


def test_an_event_arrives_with_every_column_in_its_place(tmp_path: Path) -> None:
    event = one(tmp_path)
    assert event["event_id"] == "200100000001"
    assert event["date"] == pd.Timestamp("2001-05-17")
    assert event["date_precision"] == "day"
    assert event[["country", "city"]].tolist() == ["Ruritania", "Strelsau"]
    assert event[["lat", "lon"]].tolist() == [12.5, 34.25]
    assert event[["type", "actor"]].tolist() == ["Bombing/Explosion", "Invented Front"]
    assert event[["deaths_low", "deaths_best", "deaths_high"]].tolist() == [2, 2, 2]
    assert event[["deaths_perpetrators", "deaths_total"]].tolist() == [1, 3]
    assert event[["injured", "injured_total"]].tolist() == [8, 10]
    assert event["deaths_civilians"] is pd.NA
    assert event["source_row"] == 2


def test_columns_have_the_types_that_the_shape_states(tmp_path: Path) -> None:
    everything_unknown = {name: "" for name in GTD if name not in ("eventid", "iyear")}
    events = read(tmp_path, gtd_row(1), gtd_row(2, **everything_unknown))
    described = adapters.columns()
    assert events.columns.tolist() == described["name"].tolist()
    for name, dtype in zip(described["name"], described["dtype"], strict=True):
        if dtype == "str":
            assert pd.api.types.is_string_dtype(events[name].dropna()), name
        else:
            assert str(events[name].dtype) == dtype, name
    assert events["date_precision"].cat.categories.tolist() == ["year", "month", "day"]
    assert events.index.equals(pd.RangeIndex(2))
    last = events.iloc[1].drop(["event_id", "date", "date_precision", "source_row"])
    assert last.isna().all()


def test_every_column_is_explained_and_counts_have_a_unit() -> None:
    described = adapters.columns().set_index("name")
    assert (described["meaning"].str.len() > 20).all()
    assert (described.loc[described["dtype"] == "Int64", "unit"] == "people").all()
    assert described.loc["lat", "unit"] == "degrees north"


@pytest.mark.parametrize(
    ("parts", "date", "precision"),
    [
        ((2001, 5, 17), "2001-05-17", "day"),
        ((2000, 2, 29), "2000-02-29", "day"),
        ((2001, 12, 31), "2001-12-31", "day"),
        ((2001, 5, 0), "2001-05-01", "month"),
        ((2001, 0, 0), "2001-01-01", "year"),
        ((2001, 0, 17), "2001-01-01", "year"),
        ((1970, "", ""), "1970-01-01", "year"),
    ],
)
def test_an_unknown_day_or_month_is_said_in_the_precision(
    tmp_path: Path, parts: tuple[Any, ...], date: str, precision: str
) -> None:
    event = one(tmp_path, iyear=parts[0], imonth=parts[1], iday=parts[2])
    assert event["date"] == pd.Timestamp(date)
    assert event["date_precision"] == precision


def test_dates_known_to_the_month_or_year_are_counted_in_a_note(tmp_path: Path) -> None:
    events = read(
        tmp_path, gtd_row(1), gtd_row(2, iday=0), gtd_row(3, iday=0), gtd_row(4, imonth=0, iday=0)
    )
    assert "Of 3 events the day is not known (2 to the month, 1 to the year)" in notes(events)
    assert (events["date_precision"] >= "month").tolist() == [True, True, True, False]


@pytest.mark.parametrize(
    "changes",
    [
        {"imonth": 13},
        {"imonth": -1},
        {"imonth": 2, "iday": 30},
        {"iyear": 2001, "imonth": 2, "iday": 29},
        {"iday": 32},
        {"iday": 2.5},
        {"imonth": "May"},
        {"iday": "?"},
        {"iyear": ""},
        {"iyear": "unknown"},
        {"iyear": 20001},
        {"iyear": 1},
    ],
)
def test_a_row_with_an_impossible_date_is_left_out_and_shown(tmp_path: Path, changes: Row) -> None:
    events = read(tmp_path, gtd_row(1), gtd_row(2, **changes), gtd_row(3))
    assert events["source_row"].tolist() == [2, 4]
    out = adapters.bad_rows(events)
    assert out["source_row"].tolist() == [3]
    assert out["reason"].tolist() == ["its date is impossible"]
    assert out["country"].tolist() == ["Ruritania"]
    written = {"iyear": 2001, "imonth": 5, "iday": 17, **changes}
    assert out["date"].tolist() == ["-".join(str(part) for part in written.values())]
    assert "1 row left out" in notes(events)
    assert "its date is impossible: 1" in notes(events)


def test_every_row_of_the_file_is_an_event_or_is_shown(tmp_path: Path) -> None:
    rows = [
        gtd_row(1),
        gtd_row(2, iday=31, imonth=6),
        gtd_row(3, eventid=""),
        gtd_row(1),
        gtd_row(4, nkill="many"),
        gtd_row(5, imonth=44, nkill="many"),
        gtd_row(6),
        gtd_row(1),
    ]
    events = read(tmp_path, *rows)
    out = adapters.bad_rows(events)
    assert len(events) + len(out) == len(rows)
    assert sorted([*events["source_row"], *out["source_row"]]) == list(range(2, 10))
    assert out.set_index("source_row")["reason"].to_dict() == {
        3: "its date is impossible",
        4: "has no id",
        5: "its id stands already in row 2",
        7: "its date is impossible",
        9: "its id stands already in row 2",
    }
    assert events["event_id"].is_unique
    # A row left out is shown once, not for its cells too.
    assert adapters.bad_cells(events)["source_row"].tolist() == [6]
    assert "its id stands already: 2" in notes(events)


@pytest.mark.parametrize(
    ("killed", "of_them", "low", "best", "high", "perpetrators"),
    [
        (5, 2, 3, 3, 3, 2),
        (5, 0, 5, 5, 5, 0),
        (1, 1, 0, 0, 0, 1),
        (0, "", 0, 0, 0, 0),
        (0, 0, 0, 0, 0, 0),
        (5, "", None, None, 5, None),
        (5, -99, None, None, 5, None),
        ("", 1, None, None, None, 1),
        ("", "", None, None, None, None),
        (-9, -9, None, None, None, None),
    ],
)
def test_perpetrators_are_kept_apart_from_victims(
    tmp_path: Path,
    killed: Any,
    of_them: Any,
    low: int | None,
    best: int | None,
    high: int | None,
    perpetrators: int | None,
) -> None:
    event = one(tmp_path, nkill=killed, nkillter=of_them)
    names = ["deaths_low", "deaths_best", "deaths_high", "deaths_perpetrators"]
    found = [None if pd.isna(value) else value for value in event[names]]
    assert found == [low, best, high, perpetrators]
    total = killed if killed not in ("", -9) else pd.NA
    assert event["deaths_total"] is total or event["deaths_total"] == total


def test_what_is_unknown_of_the_dead_and_injured_is_said(tmp_path: Path) -> None:
    events = read(
        tmp_path,
        gtd_row(1, nkillter=""),
        gtd_row(2, nkillter="", nwoundte=""),
        gtd_row(3, nkill=""),
        gtd_row(4, nwoundte=""),
        gtd_row(5, nwoundte="", nwound=0),
    )
    said = notes(events)
    assert "In 2 events people were killed and nobody recorded" in said
    assert "In 1 event the number killed is unknown: empty, not 0." in said
    assert "In 2 events it is unknown how many of the injured" in said
    assert events["injured"].isna().tolist() == [False, True, False, True, False]
    assert events["injured_total"].tolist() == [10, 10, 10, 10, 0]


def test_more_perpetrators_than_people_is_a_cell_that_counts_as_unknown(tmp_path: Path) -> None:
    events = read(tmp_path, gtd_row(1, nkill=1, nkillter=4))
    assert events.loc[0, "deaths_total"] == events.loc[0, "deaths_high"] == 1
    assert events.loc[0, ["deaths_best", "deaths_perpetrators"]].isna().all()
    cell = adapters.bad_cells(events).iloc[0]
    assert cell[["source_row", "column", "value"]].tolist() == [2, "nkillter", "4"]
    assert cell["reason"] == "more than nkill, which includes it"
    assert "1 cell could not be what it should be" in notes(events)


def test_a_fraction_of_a_person_becomes_a_range_and_is_said(tmp_path: Path) -> None:
    events = read(tmp_path, gtd_row(1, nkill=4.5, nkillter=1), gtd_row(2))
    names = ["deaths_low", "deaths_best", "deaths_high", "deaths_total"]
    assert events.loc[0, names].tolist() == [3, 4, 4, 4]
    assert "In 1 event the file gives a fraction of a person" in notes(events)


@pytest.mark.parametrize(
    ("column", "value", "reason", "emptied"),
    [
        ("nkill", "many", "not a number", "deaths_total"),
        ("nkill", -3, "below zero", "deaths_total"),
        ("nwound", "True", "not a number", "injured_total"),
        ("nwound", "inf", "not a number", "injured_total"),
        ("latitude", 99.5, "outside -90 to 90 degrees", "lat"),
        ("longitude", -86185896, "outside -180 to 180 degrees", "lon"),
        ("longitude", "12,5", "not a number", "lon"),
        ("gname", "", "empty, though every event should have it", "actor"),
        ("country_txt", "", "empty, though every event should have it", "country"),
        ("attacktype1_txt", "", "empty, though every event should have it", "type"),
    ],
)
def test_a_cell_that_cannot_be_is_emptied_and_shown_and_its_row_stays(
    tmp_path: Path, column: str, value: Any, reason: str, emptied: str
) -> None:
    events = read(tmp_path, gtd_row(1), gtd_row(2, **{column: value}))
    assert len(events) == 2
    assert events[emptied].isna().tolist() == [False, True]
    (cell,) = adapters.bad_cells(events).to_dict("records")
    assert cell == {
        "source_row": 3,
        "event_id": "200100000002",
        "column": column,
        "value": str(value),
        "reason": reason,
    }
    assert len(adapters.bad_rows(events)) == 0


def test_a_word_far_down_a_column_of_numbers_is_found_without_a_warning(tmp_path: Path) -> None:
    """pandas reads long files in blocks, and a block may be of another type."""
    rows = [gtd_row(number) for number in range(30_000)]
    rows[29_000]["nkill"] = "several"
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        events = read(tmp_path, *rows)
    assert len(events) == 30_000
    assert adapters.bad_cells(events)["source_row"].tolist() == [29_002]
    assert events["deaths_total"].sum() == 3 * 29_999


def test_zero_zero_is_no_place(tmp_path: Path) -> None:
    events = read(tmp_path, gtd_row(1, latitude=0, longitude=0), gtd_row(2, latitude=0))
    assert events["lat"].isna().tolist() == [True, False]
    assert events["lon"].isna().tolist() == [True, False]
    assert "1 event at latitude 0 and longitude 0" in notes(events)


@pytest.mark.parametrize(
    ("years", "said"),
    [
        ((1992, 1994), "The GTD has no events of 1993"),
        ((1992, 1993, 1993, 1994), "2 events of 1993 in this file"),
        ((1993,), "1 event of 1993 in this file"),
    ],
)
def test_the_gap_of_1993_is_said(tmp_path: Path, years: tuple[int, ...], said: str) -> None:
    events = read(tmp_path, *(gtd_row(n, iyear=year) for n, year in enumerate(years)))
    assert said in notes(events)


@pytest.mark.parametrize("years", [(1970, 1992), (1994, 2020)])
def test_a_file_that_does_not_span_1993_has_no_gap(tmp_path: Path, years: tuple[int, ...]) -> None:
    events = read(tmp_path, *(gtd_row(n, iyear=year) for n, year in enumerate(years)))
    assert "1993" not in notes(events)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig"])
def test_utf_8_is_read_with_or_without_its_mark(tmp_path: Path, encoding: str) -> None:
    events = read(tmp_path, gtd_row(city="São Luís, Ölgii, Мосул"), encoding=encoding)
    assert events.loc[0, "city"] == "São Luís, Ölgii, Мосул"
    assert events.loc[0, "event_id"] == "200100000001"
    assert "Windows-1252" not in notes(events)


@pytest.mark.parametrize("encoding", ["latin-1", "cp1252"])
def test_the_encoding_of_older_copies_is_read_and_said(tmp_path: Path, encoding: str) -> None:
    events = read(tmp_path, gtd_row(city="Bogotá", gname="Frente Año Ñ"), encoding=encoding)
    assert events.loc[0, ["city", "actor"]].tolist() == ["Bogotá", "Frente Año Ñ"]
    assert "is not UTF-8 and was read as Windows-1252" in notes(events)


def test_words_that_pandas_takes_for_nothing_stay_words(tmp_path: Path) -> None:
    events = read(tmp_path, *(gtd_row(n, city=c) for n, c in enumerate(["Nan", "NA", "None"])))
    assert events["city"].tolist() == ["Nan", "NA", "None"]


def test_what_other_programs_write_for_nothing_is_nothing_among_numbers(tmp_path: Path) -> None:
    rows = [gtd_row(n, nkill=word) for n, word in enumerate(["NA", "NaN", "NULL", ".", " "])]
    events = read(tmp_path, *rows)
    assert events["deaths_total"].isna().all()
    assert len(adapters.bad_cells(events)) == 0


def test_a_later_release_with_more_columns_in_another_order_still_reads(tmp_path: Path) -> None:
    later = ["", *reversed(GTD), "certainty", "Summary_Long"]
    path = write_csv(
        tmp_path / "gtd2031.csv", later, [gtd_row(1, **{"": 1}), gtd_row(2, **{"": 2})]
    )
    expected = read(tmp_path, gtd_row(1), gtd_row(2))
    pd.testing.assert_frame_equal(adapters.gtd(path), expected)


def test_headings_in_capitals_or_with_spaces_are_the_same_headings(tmp_path: Path) -> None:
    path = tmp_path / "gtd.csv"
    expected = read(tmp_path, gtd_row(1))
    first, rest = path.read_text(encoding="utf-8").split("\n", 1)
    path.write_text(first.upper().replace(",", " ,") + "\n" + rest, encoding="utf-8")
    pd.testing.assert_frame_equal(adapters.gtd(path), expected)


def test_line_breaks_inside_a_cell_do_not_shift_the_rows(tmp_path: Path) -> None:
    events = read(tmp_path, gtd_row(1, summary='One "line",\nand\r\nanother.'), gtd_row(2))
    assert events["source_row"].tolist() == [2, 3]
    assert events["deaths_total"].tolist() == [3, 3]


def test_empty_rows_are_passed_over_counted_and_do_not_shift_the_numbers(tmp_path: Path) -> None:
    path = write_csv(tmp_path / "gtd.csv", GTD, [gtd_row(1), gtd_row(2)])
    head, first, second = path.read_text(encoding="utf-8").splitlines()
    empty = "," * (len(GTD) - 1)
    path.write_text("\n".join([head, first, "", empty, second, "", ""]), encoding="utf-8")
    events = adapters.gtd(path)
    assert events["source_row"].tolist() == [2, 5]
    assert "3 empty rows in the file" in notes(events)


@pytest.mark.parametrize("related", ["", "200100000001", "200100000001, 200100000003"])
def test_a_row_with_a_cell_too_many_is_left_out_since_its_cells_have_shifted(
    tmp_path: Path, related: str
) -> None:
    rows = [gtd_row(number, related=related) for number in (1, 2, 3)]
    path = write_csv(tmp_path / "gtd.csv", GTD, rows)
    text = path.read_text(encoding="utf-8").splitlines()
    text[2] = text[2].replace("Strelsau", "Strelsau, by the river")
    path.write_text("\n".join(text) + "\n", encoding="utf-8")
    events = adapters.gtd(path)
    assert events["source_row"].tolist() == [2, 4]
    out = adapters.bad_rows(events)
    assert out["reason"].tolist() == ["has more cells than the file has headings"]


def test_a_file_that_ends_in_the_middle_of_a_row_says_so(tmp_path: Path) -> None:
    path = write_csv(tmp_path / "gtd.csv", GTD, [gtd_row(1), gtd_row(2)])
    whole = path.read_text(encoding="utf-8")
    path.write_text(whole.rstrip().rstrip(",")[:-4], encoding="utf-8")
    events = adapters.gtd(path)
    assert len(events) + len(adapters.bad_rows(events)) == 2
    assert "may be cut short" in notes(events)
    path.write_text(whole.rstrip("\r\n"), encoding="utf-8")  # whole, but for the last line's end
    assert "may be cut short" not in notes(adapters.gtd(path))


def test_ids_with_a_decimal_point_lose_it_and_no_digit(tmp_path: Path) -> None:
    assert one(tmp_path, eventid="200100000001.0")["event_id"] == "200100000001"


def test_only_what_is_needed_is_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[int] = []
    original = pd.read_csv

    def watched(*args: Any, **named: Any) -> Any:
        asked.append(len(named["usecols"]))
        return original(*args, **named)

    monkeypatch.setattr(pd, "read_csv", watched)
    read(tmp_path, gtd_row())
    assert asked == [16]  # 14 columns, and two that show a row with too many cells


def test_a_workbook_gives_the_same_events_as_the_csv(tmp_path: Path) -> None:
    rows = [
        gtd_row(1, city="São Luís"),
        gtd_row(2, nkillter="", iday=0),
        gtd_row(3, nkill="many"),
        gtd_row(4, imonth=13),
        gtd_row(5, latitude=0, longitude=0, nwound=2.5),
    ]
    expected = read(tmp_path, *rows)
    numbered = [{**row, "eventid": int(row["eventid"])} for row in rows]
    path = write_xlsx(tmp_path / "gtd.xlsx", {"Data": lines(GTD, numbered)})
    events = adapters.gtd(path)
    pd.testing.assert_frame_equal(events, expected)
    pd.testing.assert_frame_equal(adapters.bad_rows(events), adapters.bad_rows(expected))
    pd.testing.assert_frame_equal(adapters.bad_cells(events), adapters.bad_cells(expected))
    assert events.attrs["notes"][1:] == expected.attrs["notes"][1:]
    assert "gtd.xlsx" in events.attrs["notes"][0]


def test_a_workbook_keeps_rows_apart_from_empty_and_overlong_ones(tmp_path: Path) -> None:
    table = lines(GTD, [gtd_row(1), {}, gtd_row(2), gtd_row(3)])
    table[4] = [*table[4], "one too many"]
    events = adapters.gtd(write_xlsx(tmp_path / "gtd.xlsx", {"Data": table}))
    assert events["source_row"].tolist() == [2, 4]
    assert adapters.bad_rows(events)["source_row"].tolist() == [5]
    assert "1 empty row in the file" in notes(events)


def test_of_several_sheets_the_one_that_fits_is_read_and_named(tmp_path: Path) -> None:
    sheets = {"Read me": [["Invented", "notes"]], "Data": lines(GTD, [gtd_row()]), "Empty": []}
    events = adapters.gtd(write_xlsx(tmp_path / "gtd.xlsx", sheets))
    assert len(events) == 1
    assert "gtd.xlsx has 3 sheets; the one read is Data." in notes(events)


def test_a_sheet_can_be_chosen(tmp_path: Path) -> None:
    sheets = {"A": lines(GTD, [gtd_row()]), "B": lines(GTD, [gtd_row(1), gtd_row(2)])}
    path = write_xlsx(tmp_path / "gtd.xlsx", sheets)
    assert len(adapters.gtd(path, sheet="A")) == 1
    assert len(adapters.gtd(path, sheet="B")) == 2


def test_the_licence_is_said(tmp_path: Path) -> None:
    assert "may not be redistributed" in notes(read(tmp_path, gtd_row()))


def test_nothing_is_printed(tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> None:
    adapters.report(read(tmp_path, gtd_row(1, imonth=13, nkill="x"), gtd_row(2, nkill="x")))
    assert capfd.readouterr() == ("", "")


def test_the_table_can_be_cut_joined_and_shown_as_any_other(tmp_path: Path) -> None:
    """pandas compares attrs when it joins tables; a DataFrame among them would stop it."""
    events = read(tmp_path, gtd_row(1), gtd_row(2, imonth=13), gtd_row(3, nkill="x"))
    assert len(pd.concat([events[:1], events[1:]])) == 2
    assert len(events.merge(events, on="event_id")) == 2
    assert events.groupby("country")["deaths_total"].sum().tolist() == [3]
    assert repr(pd.concat([events] * 50))
    assert len(adapters.bad_rows(events[events["deaths_total"].isna()])) == 1


def test_the_report_is_a_card_with_notes_and_what_was_left_out(tmp_path: Path) -> None:
    events = read(tmp_path, gtd_row(1), gtd_row(2, imonth=13), gtd_row(3, gname="<b>", nkill="<i>"))
    card = adapters.report(events)
    assert isinstance(card, Card)
    html = card._repr_html_()
    for note in events.attrs["notes"]:
        assert note in card.plain
    assert '<th scope="col"' in html
    assert "<caption" in html
    assert "Rows left out (1)" in html
    assert "Cells to look at (1)" in html
    assert "&lt;i&gt;" in html
    assert "<i>" not in html
    assert "its date is impossible" in repr(card)


def test_a_report_of_a_clean_file_has_no_tables(tmp_path: Path) -> None:
    card = adapters.report(read(tmp_path, gtd_row()))
    assert "<table" not in card.body
    assert "0 rows left out" in card.plain


def test_a_long_list_is_cut_on_the_card_and_says_where_the_rest_is(tmp_path: Path) -> None:
    events = read(tmp_path, *(gtd_row(n, imonth=13 if n else 5) for n in range(31)))
    card = adapters.report(events)
    assert "the first 20 of 30; adapters.bad_rows(events) gives all" in card.plain
    assert card.body.count("<tr>") == 21
    assert len(adapters.bad_rows(events)) == 30


def test_numbers_of_a_whole_file_add_up(tmp_path: Path) -> None:
    """A few thousand invented rows, counted here without pandas' help."""
    random = np.random.default_rng(1942)
    rows, dead, out = [], 0, 0
    for number in range(3000):
        killed, month = int(random.integers(0, 9)), int(random.integers(0, 15))
        rows.append(gtd_row(number, nkill=killed, nkillter=0, imonth=month, iday=1))
        out += month > 12
        dead += killed if month <= 12 else 0
    events = read(tmp_path, *rows)
    assert len(adapters.bad_rows(events)) == out
    assert len(events) == 3000 - out
    assert events["deaths_best"].sum() == dead
