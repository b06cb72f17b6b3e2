"""Every figure names its source, and every source is there for a figure."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator

import pandas as pd
import pytest

from aftermosul import resources
from aftermosul.evidence import schema
from aftermosul.evidence.sources import cite, source_ids
from aftermosul.evidence.tables import load

# Sources that no table names, each with the text on a coding in data/codings/ that cites it.
CITED_BY_A_CODING_ALONE = {
    "ad-hague-2021": "europe_attacks",
    "bihan-poudec-2020": "media_frames",
    "simons-2016": "media_frames",
}
# Tables of texts and codings of our own, and lists that name things: no figure stands in them.
WITHOUT_SOURCES = {
    "argument",
    "claim_evidence",
    "claims",
    "countries",
    "headlines_practice",
    "relations",
    "sources",
}


def cells() -> Iterator[tuple[str, int, str]]:
    """Every cell of sources: table, row and what stands in it."""
    for name in schema.tables():
        table = load(name)
        if name != "sources" and "source_id" in table.columns:
            for row, cell in enumerate(table["source_id"]):
                yield name, row, str(cell)


def used() -> set[str]:
    return {source for _, _, cell in cells() for source in source_ids(cell)}


def test_every_table_of_figures_names_its_sources() -> None:
    assert {table for table, _, _ in cells()} == {
        name for name in schema.tables() if name not in WITHOUT_SOURCES
    }


def test_every_source_named_in_a_cell_is_in_the_list_of_sources() -> None:
    known = set(load("sources")["source_id"])
    assert used() - known == set()


def test_every_row_has_a_source_and_none_names_one_twice() -> None:
    for table, row, cell in cells():
        named = source_ids(cell)
        assert named, (table, row)
        assert len(named) == len(set(named)), (table, row, cell)


def test_every_source_in_the_list_is_used_by_a_table_or_by_a_named_text() -> None:
    elsewhere = named_by_lessons() | set(CITED_BY_A_CODING_ALONE)
    assert set(load("sources")["source_id"]) - used() <= elsewhere


def test_the_essay_itself_is_a_source_that_a_lesson_names() -> None:
    assert "seib-2016" in named_by_lessons() - used()


@pytest.mark.parametrize(("source", "coding"), CITED_BY_A_CODING_ALONE.items())
def test_a_source_of_no_table_is_cited_by_its_coding(source: str, coding: str) -> None:
    assert source in (resources.data() / "codings" / f"{coding}.md").read_text(encoding="utf-8")


def named_by_lessons() -> set[str]:
    """What the last cells of the lessons list."""
    listed = set()
    for path in resources.lesson_paths():
        last = json.loads(path.read_text(encoding="utf-8"))["cells"][-1]
        listed |= set(re.findall(r'"([^"]+)"', "".join(last["source"])))
    return listed


def test_every_address_leads_to_a_page() -> None:
    for source in load("sources")["source_id"]:
        reference = cite(source)
        if reference.url is not None:
            assert reference.url.startswith(("http://", "https://")), source
            assert " " not in reference.url, source


def test_a_row_that_rests_on_one_unseen_page_does_not_say_that_a_page_was_seen() -> None:
    seen = dict(zip(load("sources")["source_id"], load("sources")["page_seen"], strict=True))
    for name in schema.tables():
        table = load(name)
        if {"source_id", "verified"} <= set(table.columns):
            for cell, verified in zip(table["source_id"], table["verified"], strict=True):
                if verified == "page":
                    assert any(seen[source] for source in source_ids(cell)), (name, cell)


# ---- when a source was public, and what kind of source it is


def test_every_publication_date_is_one_and_not_later_than_the_data() -> None:
    for source, published in load("sources").set_index("source_id")["published"].dropna().items():
        span = pd.Period(published)
        assert str(span) == published, source
        assert pd.Timestamp("1900-01-01") <= span.start_time < pd.Timestamp("2026-12-01"), source


def test_a_source_was_published_in_its_year() -> None:
    dated = load("sources").dropna(subset=["published", "year"])
    assert (dated["published"].str[:4].astype(int) == dated["year"]).all()


def test_a_source_with_a_day_or_a_month_has_a_year_too() -> None:
    table = load("sources")
    assert table.loc[table["published"].notna(), "year"].notna().all()


def test_a_living_page_makes_nothing_known_by_a_day() -> None:
    table = load("sources")
    living = table["kind"].isin(["encyclopaedia", "memory"])
    assert living.sum() > 100
    assert table.loc[living, "published"].isna().all()


def test_what_stands_on_wikipedia_is_an_encyclopaedia() -> None:
    table = load("sources")
    wiki = table["publisher"].str.contains("Wikipedia|Wikimedia", regex=True)
    wiki |= table["url"].fillna("").str.contains("wikipedia.org", regex=False)
    assert set(table.loc[wiki, "kind"]) == {"encyclopaedia"}


def test_what_stands_on_a_blog_host_is_no_press() -> None:
    table = load("sources")
    host = table["url"].fillna("").str.contains(r"blogspot\.|wordpress\.com", regex=True)
    assert set(table.loc[host, "kind"]) <= {"blog", "report", "official", "paper"}


@pytest.mark.parametrize(
    ("source", "published", "kind"),
    [
        ("ihs-2016-10", "2016-10-09", "report"),
        ("europol-tesat-2019", "2019", "official"),
        ("hegghammer-2013", "2013", "paper"),
        ("nbc-2008", None, "press"),
        ("un-wpp-2024", None, "data-file"),
        ("wp-omagh", "", "encyclopaedia"),
        ("amdg-bbc-2004", None, "blog"),
        ("general-chronology", "", "memory"),
    ],
)
def test_some_sources_by_hand(source: str, published: str | None, kind: str) -> None:
    row = load("sources").set_index("source_id").loc[source]
    assert row["kind"] == kind
    if published is not None:
        assert ("" if pd.isna(row["published"]) else row["published"]).startswith(published)


def given_names(authors: list[str]) -> set[str]:
    """First given names, wherever the table has a person as "Family, Given"."""
    people = [person for author in authors for person in author.split("; ")]
    two = [person.split(", ") for person in people if person.count(", ") == 1]
    named = [given.split()[0] for family, given in two if not family.isupper()]
    return {given for given in named if given[0].isupper() and given != "The"}


def begins_with_a_given_name(author: str, given: set[str]) -> bool:
    words = author.split(", ")[0].split()
    return len(words) > 1 and words[0] in given


def test_people_stand_by_family_name() -> None:
    """So that a list of sources is sorted by it: "Holden, Robert T." and not "Robert T. Holden"."""
    authors = list(load("sources")["author"])
    given = given_names(authors)
    assert len(given) > 80
    assert [a for a in authors if begins_with_a_given_name(a.split("; ")[0], given)] == []
    assert begins_with_a_given_name("Robert Jones", given)
