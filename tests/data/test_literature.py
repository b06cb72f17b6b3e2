"""What scholars have argued, and one human case a lesson."""

from __future__ import annotations

import re

import pytest

from aftermosul.evidence.sources import source_ids
from aftermosul.evidence.tables import load

WORKS = load("literature")
PEOPLE = load("people")
SEEN = load("sources").set_index("source_id")["page_seen"]


@pytest.mark.parametrize("table", [WORKS, PEOPLE], ids=["literature", "people"])
def test_every_id_is_there_once(table) -> None:
    assert table["id"].is_unique


def test_every_work_speaks_to_a_claim_that_exists() -> None:
    assert set(WORKS["claim_id"]) <= set(load("claims")["claim_id"])


def test_a_work_is_for_a_claim_or_against_it_or_on_method() -> None:
    assert set(WORKS["stands"]) == {"for", "against", "method"}


def test_every_work_and_every_person_has_a_source_that_resolves() -> None:
    for cell in [*WORKS["source_id"], *PEOPLE["source_id"]]:
        assert set(source_ids(cell)) <= set(SEEN.index), cell


def test_a_work_of_which_a_part_was_seen_has_a_source_that_was_seen() -> None:
    seen = WORKS[WORKS["seen"] != "catalogue"]
    for cell in seen["source_id"]:
        assert any(SEEN[source] for source in source_ids(cell)), cell


def test_every_argument_is_one_sentence() -> None:
    for said in WORKS["argues"]:
        assert said.endswith("."), said
        assert not re.search(r"[.!?] [A-Z]", said), said


def test_every_address_leads_to_a_page() -> None:
    for address in WORKS["url"]:
        assert re.fullmatch(r"https?://\S+", address), address


def test_every_lesson_after_the_first_has_works_that_disagree() -> None:
    for lesson, works in WORKS.groupby("lesson"):
        assert works["disagrees_with"].notna().any(), lesson
    assert set(WORKS["lesson"]) == {f"{number:02}" for number in range(1, 16)}


def test_authors_stand_by_family_name() -> None:
    for authors in WORKS["author"]:
        for author in authors.split("; "):
            assert "," in author or author.startswith(("Discussants", "UNDP", "and others")), author


def test_one_case_a_lesson_each_told_shortly() -> None:
    assert list(PEOPLE["lesson"]) == [f"{number:02}" for number in range(1, 15)]
    assert PEOPLE["what_happened"].str.split().str.len().max() <= 45
    assert PEOPLE["what_happened"].str.endswith(".").all()


def test_when_it_happened_is_written_as_a_date_a_month_or_a_span() -> None:
    for period in PEOPLE["period"]:
        assert re.fullmatch(r"\d{4}(-\d\d(-\d\d)?|-\d{4})?", period), period
