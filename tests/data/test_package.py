"""The tables and their description: one truth, which holds for every cell."""

from __future__ import annotations

import csv
import json
import shutil
from pathlib import Path
from typing import Any

import pytest
from frictionless import Resource, validate

from aftermosul import resources

PACKAGE: dict[str, Any] = json.loads(
    (resources.data() / "datapackage.json").read_text(encoding="utf-8")
)
TABLES: dict[str, dict[str, Any]] = {table["name"]: table for table in PACKAGE["resources"]}


def rows(name: str) -> list[dict[str, str]]:
    """A table's cells exactly as they stand in its file."""
    with (resources.data() / f"{name}.csv").open(encoding="utf-8", newline="") as stream:
        return list(csv.DictReader(stream))


def fields() -> list[tuple[str, dict[str, Any]]]:
    return [(name, field) for name, table in TABLES.items() for field in table["schema"]["fields"]]


def test_frictionless_finds_no_fault_in_any_table() -> None:
    report = validate(resources.data() / "datapackage.json")
    assert report.valid, report.flatten(["title", "rowNumber", "fieldName", "message"])
    assert {task.name for task in report.tasks} == set(TABLES)


def test_every_file_is_described_and_every_description_has_its_file() -> None:
    assert {path.name for path in resources.data().glob("*.csv")} == {
        table["path"] for table in TABLES.values()
    }


@pytest.mark.parametrize(
    ("name", "old", "new", "fault"),
    [
        ("hijackings_by_year", "\n1969,86,", "\n1969,eighty-six,", "type-error"),
        ("hijackings_by_year", "\n1969,86,", "\n1969,,", "constraint-error"),
        ("hijackings_by_year", "\n1969,86,", "\n1970,86,", "primary-key"),
        ("hijackings_by_year", ",page,Peak", ",seen,Peak", "constraint-error"),
        ("hijackings_landmark", ",1948-07-16,", ",1948-06-31,", "type-error"),
        ("argument", "\nE01,C02,C01,", "\nE01,C02,C99,", "foreign-key"),
        ("claim_evidence", "\nce-33,C24,", "\nce-33,C77,", "foreign-key"),
        ("europe_attacks", ",France,FRA,47.352,", ",France,FRX,47.352,", "foreign-key"),
        ("organisation_links", "\nlink-33,shabaab,", "\nlink-33,shabab,", "foreign-key"),
        ("affiliate_strength", "\nstr-009,a-is-sinai,", "\nstr-009,is-sinai,", "foreign-key"),
        ("counter_arguments", "\nK08,C25,", "\nK08,C52,", "foreign-key"),
        ("claims", "\nC25,16,", "\nC25,31,", "constraint-error"),
    ],
)
def test_a_broken_cell_does_not_pass(
    tmp_path: Path, name: str, old: str, new: str, fault: str
) -> None:
    data = shutil.copytree(resources.data(), tmp_path / "data")
    path = data / f"{name}.csv"
    whole = path.read_text(encoding="utf-8")
    assert whole.count(old) == 1
    path.write_text(whole.replace(old, new), encoding="utf-8", newline="\n")
    report = validate(data / "datapackage.json")
    assert [found for (found,) in report.flatten(["type"])] == [fault]


@pytest.mark.parametrize("name", TABLES)
def test_no_cell_has_stray_spaces_and_no_file_stray_line_ends(name: str) -> None:
    raw = (resources.data() / f"{name}.csv").read_bytes()
    assert b"\r" not in raw
    assert raw.endswith(b"\n")
    assert not raw.endswith(b"\n\n")
    assert not raw.startswith(b"\xef\xbb\xbf")
    for number, row in enumerate(rows(name), start=2):
        for column, cell in row.items():
            assert cell == " ".join(cell.split()), f"line {number}, {column}: {cell!r}"


@pytest.mark.parametrize("name", TABLES)
def test_unknown_is_empty_and_not_a_word_for_it(name: str) -> None:
    words = {"na", "n/a", "nan", "none", "null", "unknown", "?", "-", "–"}
    # A column may offer "unknown" as an answer of its own: its list of values then says so.
    offered = {
        field["name"]: set(field.get("constraints", {}).get("enum", ()))
        for field in TABLES[name]["schema"]["fields"]
    }
    said = [
        (column, row)
        for row in rows(name)
        for column, cell in row.items()
        if cell.lower() in words and cell not in offered[column]
    ]
    assert said == []


@pytest.mark.parametrize("name", TABLES)
def test_the_columns_stand_in_the_order_of_the_description(name: str) -> None:
    header = list(rows(name)[0])
    assert header == [field["name"] for field in TABLES[name]["schema"]["fields"]]
    assert Resource(TABLES[name], basepath=str(resources.data())).schema.field_names == header


@pytest.mark.parametrize("name", TABLES)
def test_a_table_says_what_it_is_for_what_it_lacks_and_whose_it_is(name: str) -> None:
    table = TABLES[name]
    assert all(table[key].strip() for key in ("title", "description", "gaps"))
    assert table["licenses"]
    assert table["schema"]["primaryKey"]
    assert table["schema"]["missingValues"] == [""]


def test_every_column_has_a_title_and_every_number_its_unit() -> None:
    for table, field in fields():
        assert field.get("title"), (table, field["name"])
        if field["type"] in {"integer", "number"}:
            assert field.get("unit"), (table, field["name"])


def test_a_column_of_true_and_false_has_no_gaps() -> None:
    # An empty cell would be read as True.
    truths = [(table, field) for table, field in fields() if field["type"] == "boolean"]
    assert truths
    assert all(field["constraints"]["required"] for _, field in truths)


def test_a_low_never_stands_above_its_high() -> None:
    pairs = [
        (table, field["name"], field["name"].removesuffix("_low") + "_high")
        for table, field in fields()
        if field["name"].endswith("_low")
    ]
    assert len(pairs) >= 17
    names = {(name, field["name"]) for name, field in fields()}
    assert {(table, high) for table, _, high in pairs} <= names
    for table, low, high in pairs:
        for row in rows(table):
            if row[low] and row[high]:
                assert float(row[low]) <= float(row[high]), row


def test_a_landmark_list_forbids_rates_in_its_description() -> None:
    for name in TABLES:
        if name.endswith("_landmark"):
            description = TABLES[name]["description"]
            assert "existence and order only" in description
            assert "never rates" in description


def test_rows_of_the_listed_events_stand_in_the_order_of_their_dates() -> None:
    for name in ("hijackings_landmark", "security_measures"):
        dates = [row["date"] for row in rows(name)]
        assert dates == sorted(dates), name


def test_the_version_of_the_data_is_the_modules() -> None:
    from aftermosul import __version__

    assert PACKAGE["version"] == __version__
