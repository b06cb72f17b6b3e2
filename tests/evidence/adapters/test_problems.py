"""What a reader is told of a file that can't be read: one sentence that says what to do."""

from __future__ import annotations

import builtins
import importlib
import os
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pandas as pd
import pytest

from aftermosul import adapters
from aftermosul.problems import Problem
from tests.evidence.adapters.layouts import (
    GTD,
    UCDP,
    gtd_row,
    lines,
    ucdp_row,
    write_csv,
    write_xlsx,
)

NEWEST = UCDP["ged251"]


def told(call: Callable[..., Any], *args: Any, **named: Any) -> str:
    """The sentence of the Problem that `call` raises."""
    with pytest.raises(Problem) as caught:
        call(*args, **named)
    assert caught.value.__cause__ is None
    sentence = str(caught.value)
    assert "\n" not in sentence
    assert sentence.endswith((".", "?"))
    return sentence


@pytest.fixture(params=[adapters.gtd, adapters.ucdp_ged], ids=["gtd", "ucdp_ged"])
def reader(request: pytest.FixtureRequest) -> Callable[..., pd.DataFrame]:
    return request.param  # type: ignore[no-any-return]


def written(folder: Path, name: str, content: bytes) -> Path:
    path = folder / name
    path.write_bytes(content)
    return path


def test_a_missing_file(tmp_path: Path, reader: Callable[..., Any]) -> None:
    sentence = told(reader, tmp_path / "nowhere.csv")
    assert "There is no file" in sentence
    assert "nowhere.csv. Check the spelling and the folder." in sentence
    assert "There is no file" in told(reader, tmp_path / "no" / "folder" / "gtd.csv")


def test_a_missing_file_with_a_name_that_is_nearly_right(
    tmp_path: Path, reader: Callable[..., Any]
) -> None:
    written(tmp_path, "globalterrorismdb_0522dist.xlsx", b"")
    sentence = told(reader, tmp_path / "globalterrorism_0522dist.xlsx")
    assert sentence.endswith("Did you mean globalterrorismdb_0522dist.xlsx?")


def test_a_folder(tmp_path: Path, reader: Callable[..., Any]) -> None:
    assert told(reader, tmp_path).endswith("is a folder: name the file inside it.")
    written(tmp_path, "events.csv", b"")
    assert "for instance events.csv" in told(reader, tmp_path)


@pytest.mark.parametrize(
    ("given", "named"),
    [
        (None, "nothing"),
        ("", "nothing"),
        (7, "something else (int)"),
        (pd.DataFrame(), "something else (DataFrame)"),
    ],
)
def test_something_that_is_no_path(reader: Callable[..., Any], given: Any, named: str) -> None:
    assert f"takes the path of a file, as text, and was given {named}." in told(reader, given)


@pytest.mark.parametrize("content", [b"", b"\n\n", b"\xef\xbb\xbf", b"  \r\n"])
def test_an_empty_file(tmp_path: Path, reader: Callable[..., Any], content: bytes) -> None:
    sentence = told(reader, written(tmp_path, "gtd.csv", content))
    assert sentence == "gtd.csv is empty: download it again."


def test_headings_without_rows(tmp_path: Path) -> None:
    path = write_csv(tmp_path / "gtd.csv", GTD, [])
    assert told(adapters.gtd, path) == "gtd.csv has headings and no rows: download it again."
    book = write_xlsx(tmp_path / "gtd.xlsx", {"Data": lines(GTD, [])})
    assert told(adapters.gtd, book) == "gtd.xlsx has headings and no rows: download it again."


def test_the_other_database(tmp_path: Path) -> None:
    theirs = write_csv(tmp_path / "g.csv", GTD, [gtd_row()])
    assert told(adapters.ucdp_ged, theirs) == (
        "g.csv is in the layout of the Global Terrorism Database: read it with "
        'adapters.gtd("g.csv").'
    )
    ours = write_csv(tmp_path / "u.csv", NEWEST, [ucdp_row()])
    assert told(adapters.gtd, ours) == (
        "u.csv is in the layout of the UCDP Georeferenced Event Dataset: read it with "
        'adapters.ucdp_ged("u.csv").'
    )
    book = write_xlsx(tmp_path / "g.xlsx", {"Data": lines(GTD, [gtd_row()])})
    assert 'adapters.gtd("g.xlsx")' in told(adapters.ucdp_ged, book)


@pytest.mark.parametrize(
    ("lost", "said"),
    [
        (["nkill"], "but this column is missing: nkill."),
        (["nkill", "eventid"], "but these columns are missing: eventid, nkill."),
    ],
)
def test_missing_columns_are_named(tmp_path: Path, lost: list[str], said: str) -> None:
    columns = [name for name in GTD if name not in lost]
    sentence = told(adapters.gtd, write_csv(tmp_path / "gtd.csv", columns, [gtd_row()]))
    assert sentence.startswith("gtd.csv is nearest to the layout of the Global Terrorism Database")
    assert said in sentence


def test_missing_columns_of_ucdp_are_named_in_the_newest_spelling(tmp_path: Path) -> None:
    columns = [name for name in UCDP["ged181"] if name != "best_est"]
    sentence = told(adapters.ucdp_ged, write_csv(tmp_path / "u.csv", columns, [ucdp_row()]))
    assert "this column is missing: best." in sentence


def test_a_table_of_something_else(tmp_path: Path, reader: Callable[..., Any]) -> None:
    path = written(tmp_path, "rain.csv", b"day,millimetres\n1,20\n")
    sentence = told(reader, path)
    assert "rain.csv is not a file of the" in sentence
    assert "it begins with the columns day, millimetres, and lacks" in sentence
    assert sentence.endswith("and more.")
    book = write_xlsx(tmp_path / "rain.xlsx", {"A": [["day", None, 3]], "B": []})
    assert "begins with the columns day, (empty), 3" in told(reader, book)


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (
            b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1 old",
            "is an old .xls workbook, or one with a password",
        ),
        ("eventid,iyear\n".encode("utf-16"), "is text in the encoding UTF-16"),
        (b"<!DOCTYPE html><title>Log in</title>", "is a web page and not the data"),
        (b"\n <html>", "is a web page and not the data"),
        (b"%PDF-1.7\x00\x01", "is neither a CSV file nor an .xlsx workbook"),
        (b"PK\x03\x04 and then nothing", "is damaged or incomplete: download it again"),
        pytest.param(
            b"a" * 200_000, "has no row of headings, so it is not a CSV file", id="one long word"
        ),
    ],
)
def test_files_of_other_kinds(
    tmp_path: Path, reader: Callable[..., Any], content: bytes, said: str
) -> None:
    assert f"data.csv {said}" in told(reader, written(tmp_path, "data.csv", content))


def test_a_zip_archive(tmp_path: Path, reader: Callable[..., Any]) -> None:
    path = tmp_path / "ged251-csv.zip"
    with zipfile.ZipFile(path, "w") as packed:
        packed.writestr("GEDEvent_v25_1.csv", "id\n1\n")
    assert told(reader, path) == (
        "ged251-csv.zip is a zip archive: unpack it and name the file inside (GEDEvent_v25_1.csv)."
    )
    with zipfile.ZipFile(path, "w") as packed:
        packed.writestr("readme.txt", "nothing here")
    assert told(reader, path).endswith("name the file inside.")


@pytest.mark.parametrize(("mark", "word"), [(";", "semicolons"), ("\t", "tabs"), ("|", "bars")])
def test_cells_separated_by_something_else(tmp_path: Path, mark: str, word: str) -> None:
    content = "\n".join(mark.join(map(str, row)) for row in lines(GTD, [gtd_row()]))
    path = written(tmp_path, "gtd.csv", content.encode())
    sentence = told(adapters.gtd, path)
    assert word in sentence
    assert "use the file as it was released, with commas" in sentence


def test_a_quotation_mark_that_is_never_closed(tmp_path: Path) -> None:
    path = write_csv(tmp_path / "gtd.csv", GTD, [gtd_row(1), gtd_row(2)])
    content = path.read_text(encoding="utf-8").rstrip()
    path.write_text(content + '\n200100000003,2001,1,1,"and then', encoding="utf-8")
    sentence = told(adapters.gtd, path)
    assert "has a quotation mark in row 4 that is never closed" in sentence
    assert "download it again" in sentence


@pytest.mark.parametrize("rounded", ["2.001E+11", "2,001E+11", "2E+11"])
def test_ids_that_a_spreadsheet_has_rounded(tmp_path: Path, rounded: str) -> None:
    path = write_csv(tmp_path / "gtd.csv", GTD, [gtd_row(1), gtd_row(2, eventid=rounded)])
    sentence = told(adapters.gtd, path)
    assert f"rounded the ids in gtd.csv ({rounded} in row 3)" in sentence


def test_two_sheets_that_fit(tmp_path: Path) -> None:
    sheets = {"One": lines(GTD, [gtd_row()]), "Two": lines(GTD, [gtd_row()]), "Other": [["x"]]}
    path = write_xlsx(tmp_path / "gtd.xlsx", sheets)
    assert told(adapters.gtd, path) == (
        "gtd.xlsx has 2 sheets of the Global Terrorism Database (One, Two): choose one with "
        'sheet="One".'
    )
    assert told(adapters.gtd, path, sheet="Three") == (
        'gtd.xlsx has no sheet "Three": its sheets are One, Two, Other.'
    )
    assert "it begins with the columns x" in told(adapters.gtd, path, sheet="Other")


def test_several_sheets_of_which_none_fits_name_what_the_nearest_lacks(tmp_path: Path) -> None:
    columns = [name for name in GTD if name != "iyear"]
    sheets = {"Notes": [["x"]], "Data": lines(columns, [gtd_row()])}
    sentence = told(adapters.gtd, write_xlsx(tmp_path / "gtd.xlsx", sheets))
    assert "this column is missing: iyear" in sentence


def test_a_workbook_without_a_cell(tmp_path: Path, reader: Callable[..., Any]) -> None:
    path = write_xlsx(tmp_path / "gtd.xlsx", {"Data": [], "More": []})
    assert told(reader, path) == "gtd.xlsx holds no rows: download it again."


def test_a_damaged_workbook(tmp_path: Path) -> None:
    path = write_xlsx(tmp_path / "gtd.xlsx", {"Data": lines(GTD, [gtd_row()])})
    whole = path.read_bytes()
    cut = written(tmp_path, "cut.xlsx", whole[: len(whole) // 2])
    assert told(adapters.gtd, cut) == "cut.xlsx is damaged or incomplete: download it again."
    for name, part in [
        ("xl/worksheets/sheet1.xml", b"<worksheet><sheetData><row>"),
        ("xl/workbook.xml", b"<"),
    ]:
        bad = tmp_path / "bad.xlsx"
        with zipfile.ZipFile(path) as old, zipfile.ZipFile(bad, "w") as new:
            for item in old.namelist():
                new.writestr(item, part if item == name else old.read(item))
        assert told(adapters.gtd, bad) == "bad.xlsx is damaged or incomplete: download it again."


def test_a_workbook_where_openpyxl_is_missing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, reader: Callable[..., Any]
) -> None:
    path = write_xlsx(tmp_path / "gtd.xlsx", {"Data": lines(GTD, [gtd_row()])})
    original = importlib.import_module

    def without(name: str, package: str | None = None) -> Any:
        if name == "openpyxl":
            raise ImportError(name)
        return original(name, package)

    monkeypatch.setattr(importlib, "import_module", without)
    assert told(reader, path) == (
        'Reading a workbook needs openpyxl: install it with pip install "aftermosul[data]", or '
        "use the CSV file."
    )


def test_a_csv_needs_no_openpyxl(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    original = builtins.__import__

    def without(name: str, *args: Any, **named: Any) -> Any:
        if name.split(".")[0] == "openpyxl":
            raise ImportError(name)
        return original(name, *args, **named)

    monkeypatch.setattr(builtins, "__import__", without)
    assert len(adapters.gtd(write_csv(tmp_path / "gtd.csv", GTD, [gtd_row()]))) == 1


def test_a_file_that_may_not_be_opened(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = write_csv(tmp_path / "gtd.csv", GTD, [gtd_row()])

    def refused(*args: Any, **named: Any) -> Any:
        raise PermissionError

    monkeypatch.setattr(Path, "open", refused)
    assert told(adapters.gtd, path).startswith("gtd.csv can't be opened: close it in other")


def test_a_path_may_be_text_or_begin_at_home(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = write_csv(tmp_path / "gtd.csv", GTD, [gtd_row()])
    assert len(adapters.gtd(os.fspath(path))) == 1
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.setenv("USERPROFILE", str(tmp_path))
    assert len(adapters.gtd("~/gtd.csv")) == 1


@pytest.mark.parametrize("function", [adapters.report, adapters.bad_rows, adapters.bad_cells])
def test_a_table_that_was_not_read_here_has_no_report(function: Callable[..., Any]) -> None:
    for given in (pd.DataFrame({"a": [1]}), None, "gtd.csv"):
        assert "This table carries no notes on how it was read" in told(function, given)
