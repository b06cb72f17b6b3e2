"""The codebook: made from the description, and never behind it."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from aftermosul import resources
from aftermosul.evidence import codebook, schema

CODINGS = ["europe_attacks.md", "media_frames.md"]


def test_the_codebook_is_what_the_description_makes_of_it() -> None:
    kept = (resources.data() / "README.md").read_text(encoding="utf-8")
    assert kept == codebook.text(), "run `make codebook`"


def test_the_codebook_is_written_whole_and_leaves_nothing_beside_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(codebook, "path", lambda: tmp_path / "README.md")
    codebook.write()
    assert (tmp_path / "README.md").read_text(encoding="utf-8") == codebook.text()
    assert [path.name for path in tmp_path.iterdir()] == ["README.md"]


@pytest.fixture(scope="module")
def text() -> str:
    """The codebook as it would be written now."""
    return codebook.text()


@pytest.mark.parametrize("name", schema.tables())
def test_a_table_has_its_section_with_use_gaps_and_every_column(name: str, text: str) -> None:
    table = schema.table(name)
    section = text.split(f"\n## {name}\n", 1)[1].split("\n## ", 1)[0]
    for words in (table.title, table.description, table.gaps, table.licence):
        assert words in section
    for field in table.fields:
        (line,) = [line for line in section.splitlines() if line.startswith(f"| `{field.name}` |")]
        assert len(re.findall(r"(?<!\\)\|", line)) == 6
        assert field.title.rstrip(".") in line
        assert all(f"`{value}`" in line for value in field.categories)


def test_a_foreign_key_names_its_table() -> None:
    assert "as in `countries.iso3`" in codebook.text()


def test_every_link_of_the_codebook_leads_somewhere() -> None:
    text = codebook.text()
    headings = set(re.findall(r"^## (.+)$", text, flags=re.MULTILINE))
    for target in re.findall(r"\]\(([^)]+)\)", text):
        if target.startswith("#"):
            assert target[1:] in headings
        else:
            assert (resources.data() / target).is_file(), target


@pytest.mark.parametrize("name", CODINGS)
def test_a_coding_note_is_linked_and_names_only_tables_that_exist(name: str) -> None:
    note = (resources.data() / "codings" / name).read_text(encoding="utf-8")
    assert f"(codings/{name})" in codebook.text()
    named = re.findall(r"`(\w+)\.csv`", note)
    assert named
    assert set(named) <= set(schema.tables())


def test_the_coding_of_attacks_names_only_columns_that_exist() -> None:
    note = (resources.data() / "codings" / "europe_attacks.md").read_text(encoding="utf-8")
    known = {field.name for table in schema.tables().values() for field in table.fields}
    assert set(re.findall(r"`(\w*_\w*)`", note)) - set(schema.tables()) <= known
