"""Files that differ from a release and can be read all the same, or not at all."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pandas as pd
import pytest

from aftermosul import adapters
from aftermosul.problems import Problem
from tests.evidence.adapters.layouts import (
    CANDIDATE,
    GTD,
    UCDP,
    gtd_row,
    lines,
    ucdp_row,
    write_csv,
    write_xlsx,
)


def notes(events: pd.DataFrame) -> str:
    return "\n".join(events.attrs["notes"])


def without_first_line(path: Path) -> Path:
    path.write_bytes(path.read_bytes().split(b"\n", 1)[1])
    return path


# ---- without headings


@pytest.mark.parametrize("mark", [b"", b"\xef\xbb\xbf"])
def test_a_candidate_release_without_headings_is_read_by_its_order(
    mark: bytes, tmp_path: Path
) -> None:
    rows = [ucdp_row(1), ucdp_row(2, side_a="Frente Año", date_end="")]
    whole = adapters.ucdp_ged(write_csv(tmp_path / "whole.csv", CANDIDATE, rows))
    path = without_first_line(write_csv(tmp_path / "headless.csv", CANDIDATE, rows))
    path.write_bytes(mark + path.read_bytes())
    events = adapters.ucdp_ged(path)
    assert events["source_row"].tolist() == [1, 2]
    same = [name for name in whole.columns if name != "source_row"]
    pd.testing.assert_frame_equal(events[same], whole[same])
    assert "has no row of headings" in notes(events)
    assert "has no row of headings" not in notes(whole)


def test_a_workbook_without_headings_is_read_by_its_order_too(tmp_path: Path) -> None:
    sheet = lines(CANDIDATE, [ucdp_row(1), ucdp_row(2)])[1:]
    events = adapters.ucdp_ged(write_xlsx(tmp_path / "headless.xlsx", {"Data": sheet}))
    assert events["event_id"].tolist() == ["700001", "700002"]
    assert events["source_row"].tolist() == [1, 2]


@pytest.mark.parametrize(
    ("columns", "changes"),
    [
        (UCDP["ged191"], {}),
        (CANDIDATE[:-3], {}),
        (CANDIDATE[:1] + CANDIDATE[2:], {}),
        (CANDIDATE, {"type_of_violence": 7}),
        (CANDIDATE, {"date_start": "Ruritania"}),
        (CANDIDATE, {"best": "many"}),
        (CANDIDATE, {"date_prec": ""}),
    ],
)
def test_an_order_that_does_not_fit_is_not_guessed(
    columns: list[str], changes: dict[str, Any], tmp_path: Path
) -> None:
    path = without_first_line(write_csv(tmp_path / "u.csv", columns, [ucdp_row(1, **changes)]))
    with pytest.raises(Problem) as said:
        adapters.ucdp_ged(path)
    assert str(said.value) == (
        f"u.csv has no row of headings, and its {len(columns)} columns are not in an order that is "
        "known of the UCDP Georeferenced Event Dataset: put the headings of the release in as the "
        "first row."
    )


def test_without_headings_the_other_database_is_told_apart_too(tmp_path: Path) -> None:
    theirs = without_first_line(write_csv(tmp_path / "u.csv", CANDIDATE, [ucdp_row()]))
    with pytest.raises(Problem, match=r'read it with adapters\.ucdp_ged\("u\.csv"\)\.$'):
        adapters.gtd(theirs)
    ours = without_first_line(write_csv(tmp_path / "g.csv", GTD, [gtd_row()]))
    with pytest.raises(Problem, match=r"g\.csv has no row of headings, and its 135 columns"):
        adapters.gtd(ours)


# ---- bytes


def gtd_with(path: Path, *cities: bytes, actor: str = "Invented Front") -> Path:
    """A GTD file in UTF-8 whose cities are these bytes."""
    rows = [gtd_row(n, city=f"CITY{n}X", gname=actor) for n in range(len(cities))]
    content = write_csv(path, GTD, rows).read_bytes()
    for number, city in enumerate(cities):
        content = content.replace(f"CITY{number}X".encode(), city)
    path.write_bytes(content)
    return path


def test_a_stray_byte_spoils_one_cell_and_no_name_beside_it(tmp_path: Path) -> None:
    name = "Groupe Étoile İğdır – ‘Süd’ العربية"
    path = gtd_with(tmp_path / "g.csv", b"Tow\xe9n", "Ölgii".encode(), b"Town", actor=name)
    events = adapters.gtd(path)
    assert events["city"].tolist() == ["Towén", "Ölgii", "Town"]
    assert events["actor"].tolist() == [name] * 3
    listed = adapters.bad_cells(events)
    assert listed[["source_row", "column", "value"]].to_numpy().tolist() == [[2, "city", "Towén"]]
    assert "not UTF-8" in listed["reason"][0]
    assert "In 1 cell a character was guessed from a single byte" in notes(events)
    assert "count as unknown" not in notes(events)


def test_a_stray_byte_in_a_column_that_is_not_read_changes_nothing(tmp_path: Path) -> None:
    path = gtd_with(tmp_path / "g.csv", "Mosul – الموصل".encode())
    path.write_bytes(path.read_bytes().replace(b"An invented", b"An \x96 invented"))
    events = adapters.gtd(path)
    assert events["city"].tolist() == ["Mosul – الموصل"]
    assert adapters.bad_cells(events).empty


def test_a_stray_byte_among_digits_is_no_number_and_costs_no_row(tmp_path: Path) -> None:
    path = gtd_with(tmp_path / "g.csv", "Ölgii".encode())
    path.write_bytes(path.read_bytes().replace(b",12.5,", b",12\xb75,"))
    events = adapters.gtd(path)
    assert events["lat"].isna().all()
    assert events["city"].tolist() == ["Ölgii"]
    listed = adapters.bad_cells(events)
    assert set(listed["column"]) == {"latitude"}
    assert "not a number" in listed["reason"].tolist()


def test_the_replacement_character_of_a_release_is_not_taken_for_a_stray(tmp_path: Path) -> None:
    path = gtd_with(tmp_path / "g.csv", "Tow\ufffdn".encode(), b"\xd6lgii", "Ölgii".encode() * 2)
    events = adapters.gtd(path)
    assert events["city"].tolist() == ["Tow\ufffdn", "Ölgii", "ÖlgiiÖlgii"]
    assert adapters.bad_cells(events)["value"].tolist() == ["Ölgii"]


def test_bytes_that_windows_lacks_are_read_in_an_older_copy(tmp_path: Path) -> None:
    path = gtd_with(tmp_path / "g.csv", b"Bogot\xe1", b"\x81 \x8d \x8f \x90 \x9d S\xe3o")
    events = adapters.gtd(path)
    assert events["city"].tolist() == ["Bogotá", "\x81 \x8d \x8f \x90 \x9d São"]
    assert "was read as Windows-1252" in notes(events)
    assert adapters.bad_cells(events).empty


def test_as_many_characters_in_each_encoding_leave_the_names_readable(tmp_path: Path) -> None:
    events = adapters.gtd(gtd_with(tmp_path / "g.csv", b"\xc3\x81 \xc3\x8d \xc9 S\xe3o"))
    assert events["city"].tolist() == ["Á Í É São"]


def test_an_older_copy_with_newer_lines_at_its_end_reads_both(tmp_path: Path) -> None:
    old = [f"Bogot{'á' * 9}".encode("cp1252")] * 2
    events = adapters.gtd(gtd_with(tmp_path / "g.csv", *old, "Bogotá".encode()))
    assert events["city"].tolist() == [f"Bogot{'á' * 9}"] * 2 + ["Bogotá"]


def test_a_large_file_is_decoded_across_blocks(tmp_path: Path) -> None:
    cities = ["Ölgii".encode()] * 3_000 + [b"Tow\xe9n"]
    events = adapters.gtd(gtd_with(tmp_path / "g.csv", *cities))
    assert events["city"].value_counts().to_dict() == {"Ölgii": 3_000, "Towén": 1}


# ---- missing columns


@pytest.mark.parametrize("lost", ["nkillter", "nwoundte", "city", "latitude", "gname", "imonth"])
def test_a_column_of_the_gtd_may_be_missing_and_that_is_said(lost: str, tmp_path: Path) -> None:
    columns = [name for name in GTD if name != lost]
    events = adapters.gtd(write_csv(tmp_path / "g.csv", columns, [gtd_row(1), gtd_row(2)]))
    assert events["event_id"].tolist() == ["200100000001", "200100000002"]
    assert events["deaths_total"].tolist() == [3, 3]
    assert f"g.csv lacks the column {lost}: what it holds in the release is unknown" in notes(
        events
    )
    assert adapters.bad_cells(events).empty


def test_without_perpetrators_victims_are_unknown_and_never_all_the_dead(tmp_path: Path) -> None:
    columns = [name for name in GTD if name not in {"nkillter", "nwoundte"}]
    event = adapters.gtd(write_csv(tmp_path / "g.csv", columns, [gtd_row()])).iloc[0]
    assert event[["deaths_low", "deaths_best", "deaths_perpetrators", "injured"]].isna().all()
    assert event[["deaths_high", "deaths_total", "injured_total"]].tolist() == [3, 3, 10]


def test_the_few_columns_that_are_needed_are_enough(tmp_path: Path) -> None:
    few = ["eventid", "iyear", "nkill"]
    event = adapters.gtd(write_csv(tmp_path / "g.csv", few, [gtd_row()])).iloc[0]
    assert (event["date"], event["date_precision"]) == (pd.Timestamp("2001-01-01"), "year")
    few = ["id", "type_of_violence", "date_start", "best"]
    event = adapters.ucdp_ged(write_csv(tmp_path / "u.csv", few, [ucdp_row()])).iloc[0]
    assert event[["type", "deaths_best"]].tolist() == ["one-sided", 6]
    assert event[["country", "actor", "date_precision", "deaths_low"]].isna().all()


@pytest.mark.parametrize(
    "lost", ["where_coordinates", "date_end", "date_prec", "deaths_a", "low", "side_b"]
)
def test_a_column_of_ucdp_may_be_missing_and_that_is_said(lost: str, tmp_path: Path) -> None:
    columns = [name for name in CANDIDATE if name != lost]
    events = adapters.ucdp_ged(write_csv(tmp_path / "u.csv", columns, [ucdp_row(1)]))
    assert events[["deaths_best", "actor"]].to_numpy().tolist() == [[6, "Invented Front"]]
    assert f"u.csv lacks the column {lost}:" in notes(events)
    assert adapters.bad_cells(events).empty


def test_a_workbook_may_lack_a_column_too(tmp_path: Path) -> None:
    columns = [name for name in GTD if name != "gname"]
    path = write_xlsx(tmp_path / "g.xlsx", {"Notes": [["x"]], "Data": lines(columns, [gtd_row()])})
    assert "lacks the column gname" in notes(adapters.gtd(path))


# ---- nothing that can be read


@pytest.mark.parametrize("written", ["1/2/2024", "2-Jan-24", "45293", "20240102", "02.01.24"])
def test_where_no_date_can_be_read_the_form_that_was_met_is_said(
    written: str, tmp_path: Path
) -> None:
    rows = [ucdp_row(n, date_start=written, date_end=written) for n in (1, 2, 3)]
    with pytest.raises(Problem) as said:
        adapters.ucdp_ged(write_csv(tmp_path / "u.csv", CANDIDATE, rows))
    sentence = str(said.value)
    assert sentence.startswith("None of the 3 rows of u.csv can be read (its date ")
    assert f'a date reads "{written}" and not like 2015-08-03' in sentence
    assert sentence.endswith(": use the file as it was released.")


def test_where_no_row_of_the_gtd_can_be_read_the_reasons_are_counted(tmp_path: Path) -> None:
    rows = [gtd_row(1, imonth=13), gtd_row(2, imonth=14), gtd_row(3, eventid="")]
    with pytest.raises(Problem) as said:
        adapters.gtd(write_csv(tmp_path / "g.csv", GTD, rows))
    assert str(said.value) == (
        "None of the 3 rows of g.csv can be read (its date is impossible: 2; has no id: 1), where "
        'a date reads "2001-13-17" and not like 2015-08-03: use the file as it was released.'
    )


def test_where_no_row_has_an_id_no_date_is_blamed(tmp_path: Path) -> None:
    with pytest.raises(Problem) as said:
        adapters.gtd(write_csv(tmp_path / "g.csv", GTD, [gtd_row(eventid="")]))
    assert str(said.value) == (
        "None of the 1 row of g.csv can be read (has no id: 1): use the file as it was released."
    )
