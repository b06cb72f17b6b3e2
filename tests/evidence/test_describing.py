"""`describe` and `catalogue`: what a table is, lacks, and rests on."""

from __future__ import annotations

import pandas as pd
import pytest

import aftermosul
from aftermosul.evidence import schema
from aftermosul.evidence.describing import catalogue, describe, percent
from aftermosul.evidence.tables import load
from aftermosul.problems import Problem


@pytest.mark.parametrize("name", schema.tables())
def test_a_description_counts_what_the_table_holds(name: str) -> None:
    described, table = describe(name), load(name)
    assert described.rows == len(table)
    assert list(described.columns["column"]) == list(table.columns)
    assert list(described.columns["missing"]) == list(table.isna().sum())
    if "verified" in table.columns:
        assert described.page_share == pytest.approx((table["verified"] == "page").mean())
        assert sum(described.verified.values()) == pytest.approx(1)
    else:
        assert described.page_share is None


@pytest.mark.parametrize("name", schema.tables())
def test_a_description_says_use_gaps_and_every_column_in_text_and_in_html(name: str) -> None:
    described, table = describe(name), schema.table(name)
    assert table.description in repr(described)
    assert f"Known gaps: {table.gaps}" in repr(described)
    html = described._repr_html_()
    assert html.count('<th scope="col"') == 5
    assert f">Columns of {name}</caption>" in html
    assert html.count("<tr>") == 1 + len(table.fields)
    assert 'tabindex="0"' in html


def test_units_types_and_missing_values_stand_beside_their_column() -> None:
    columns = describe("foreign_fighters").columns.set_index("column")
    assert columns.loc["departed_low", "unit"] == "people"
    assert columns.loc["departed_low", "type"] == "whole number"
    assert columns.loc["verified", "type"] == "one of a list"
    assert columns.loc["returned", "missing"] == load("foreign_fighters")["returned"].isna().sum()


def test_a_row_from_a_file_is_not_said_to_be_unverified() -> None:
    said = repr(describe("one_sided_violence"))
    assert "0% from a public page, 100% from a data file" in said


def test_a_table_of_our_own_reading_claims_no_source_and_no_page() -> None:
    said = repr(describe("claims"))
    assert "no sources of its own" in said
    assert "public page" not in said


def test_an_unknown_table_gets_the_nearest_names() -> None:
    with pytest.raises(Problem, match="hijackings_by_year"):
        describe("hijacking_by_year")


@pytest.mark.parametrize(
    ("share", "said"),
    [(0, "0%"), (0.001, "under 1%"), (0.6, "60%"), (0.9999, "over 99%"), (1, "100%")],
)
def test_only_all_is_a_hundred_per_cent_and_only_none_is_nought(share: float, said: str) -> None:
    assert percent(share) == said


# ---- the catalogue


def test_the_catalogue_has_a_row_for_every_table() -> None:
    every = catalogue()
    assert list(every.columns) == ["name", "title", "rows", "span", "sources", "page_share"]
    assert list(every["name"]) == list(schema.tables())
    assert every["page_share"].dropna().between(0, 1).all()


def test_a_line_of_the_catalogue_says_rows_years_and_sources() -> None:
    every = catalogue().set_index("name")
    table = load("hijackings_by_year")
    line = every.loc["hijackings_by_year"]
    assert line["rows"] == len(table)
    assert line["span"] == "1942 to 2019"
    assert line["sources"] == len({i for cell in table["source_id"] for i in cell.split(";")})
    assert every.loc["population", "span"] == "2015"
    assert every.loc["returnee_studies", "span"].startswith("1980 to ")


def test_the_list_of_sources_is_no_source_of_itself_and_has_no_years_of_its_own() -> None:
    line = catalogue().set_index("name").loc["sources"]
    assert line["sources"] == 0
    assert line["span"] == ""
    assert pd.isna(line["page_share"])


def test_what_is_called_is_the_modules_own() -> None:
    assert aftermosul.catalogue is catalogue
    assert aftermosul.load is load
    assert aftermosul.describe is describe
