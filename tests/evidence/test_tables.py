"""`load`: an ordinary DataFrame, in the types that the description states."""

from __future__ import annotations

import csv
import dataclasses
from pathlib import Path

import pandas as pd
import pytest
from pandas.api import types

from aftermosul.evidence import schema, tables
from aftermosul.evidence.tables import load
from aftermosul.problems import Problem

each_table = pytest.mark.parametrize("name", schema.tables())


def fields(name: str) -> tuple[schema.Field, ...]:
    described = tuple(schema.table(name).fields)
    assert described
    return described


@each_table
def test_a_table_has_a_row_for_every_line_and_the_columns_of_its_description(name: str) -> None:
    described = schema.table(name)
    with described.path.open(encoding="utf-8", newline="") as stream:
        lines = list(csv.reader(stream))
    table = load(name)
    assert len(table) == len(lines) - 1
    assert list(table.columns) == lines[0] == [field.name for field in described.fields]
    assert list(table.index) == list(range(len(table)))


@each_table
def test_every_column_has_the_type_that_its_field_states(name: str) -> None:
    for field in fields(name):
        has_its_type(name, field)


def has_its_type(name: str, field: schema.Field) -> None:
    column = load(name)[field.name]
    match field.type:
        case "integer":
            assert str(column.dtype) == ("int64" if field.required else "Int64")
        case "number":
            assert str(column.dtype) == "float64"
        case "boolean":
            assert types.is_bool_dtype(column)
        case "date":
            assert types.is_datetime64_dtype(column)
        case "string" if field.categories:
            assert list(column.cat.categories) == list(field.categories)
            assert column.cat.ordered == field.ordered
        case "string":
            assert types.is_string_dtype(column.dropna())
    if field.required:
        assert column.notna().all()


@each_table
def test_every_column_holds_what_its_file_holds_and_no_more(name: str) -> None:
    for field in fields(name):
        same_as_the_file(name, field)


def same_as_the_file(name: str, field: schema.Field) -> None:
    column = load(name)[field.name]
    with schema.table(name).path.open(encoding="utf-8", newline="") as stream:
        cells = [row[field.name] for row in csv.DictReader(stream)]
    for cell, value in zip(cells, column, strict=True):
        if cell == "":
            assert pd.isna(value)
        elif field.type in {"integer", "number"}:
            assert float(cell) == value
        elif field.type == "boolean":
            assert value == {"true": True, "false": False}[cell]
        elif field.type == "date":
            assert value == pd.Timestamp(cell)
        else:
            assert value == cell


def test_unknown_is_missing_and_never_zero() -> None:
    aboard = load("hijackings_landmark")["passengers_crew"]
    assert aboard.isna().any()
    assert (aboard.dropna() > 0).all()


def test_eras_are_ordered_so_that_measures_can_be_compared_by_them() -> None:
    measures = load("security_measures")
    before = measures[measures["era"] < "al-qaeda"]
    assert set(before["era"]) == {"hijacking", "state-sponsored-1980s"}


def test_what_a_reader_does_to_a_table_does_not_reach_the_next_one() -> None:
    mine = load("hijackings_by_year")
    mine.loc[0, "incidents"] = 999
    mine["year"] += 1
    mine["decade"] = 0
    fresh = load("hijackings_by_year")
    assert "decade" not in fresh.columns
    assert fresh.loc[0, "incidents"] == 0
    assert fresh.loc[0, "year"] == 1942


@pytest.mark.parametrize(
    ("asked", "near"),
    [
        ("hijackings", "hijackings_by_year"),
        ("hijacking_by_year", "hijackings_by_year"),
        ("Claims", "claims"),
        ("security", "security_measures"),
    ],
)
def test_an_unknown_table_gets_the_nearest_names(asked: str, near: str) -> None:
    with pytest.raises(Problem) as told:
        load(asked)
    assert f'no table "{asked}"' in str(told.value)
    assert "Did you mean" in str(told.value)
    assert near in str(told.value)


@pytest.mark.parametrize("asked", ["zzzzzzzz", ""])
def test_a_name_like_no_other_gets_all_of_them(asked: object) -> None:
    with pytest.raises(Problem) as told:
        load(asked)  # type: ignore[arg-type]
    assert all(name in str(told.value) for name in schema.tables())


def test_a_cell_that_breaks_its_columns_type_is_not_read_as_something_else(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    described = schema.table("sources")
    lines = described.path.read_text(encoding="utf-8").splitlines()
    # A boolean column has no empty cells, and an empty one must not become True.
    (tmp_path / "s.csv").write_text(f"{lines[0]}\n{lines[1].rsplit(',', 1)[0]},\n", "utf-8")
    broken = dataclasses.replace(described, path=tmp_path / "s.csv")
    monkeypatch.setattr(schema, "table", lambda name: broken)
    with pytest.raises(ValueError, match=r"page_seen|NA values"):
        tables._read.__wrapped__("sources")
