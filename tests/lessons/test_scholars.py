"""What scholars have argued, and one human case: every lesson from 01 on has both."""

from __future__ import annotations

import re

import pytest

from aftermosul.evidence import citing
from aftermosul.evidence.bibliography import named_in_lessons
from aftermosul.evidence.literature import works
from aftermosul.evidence.sources import source_ids
from aftermosul.evidence.tables import load
from tests.lessons import reading

lessons = pytest.mark.parametrize("name", [n for n in reading.NAMES if not n.startswith("00")])

LONGEST_CASE = 110  # words
GROUPS = {"person-04", "person-09", "person-14"}


@lessons
def test_two_to_four_works_are_named_that_disagree(name: str) -> None:
    shown = [work for work, places in named_in_lessons().items() if name in places]
    assert 2 <= len(shown) <= 4
    named = [works()[work] for work in shown]
    assert {work.lesson for work in named} == {name[:2]}
    # One of them disagrees with another that stands beside it.
    shorts = {work.short.replace("(", "").replace(")", "") for work in named}
    assert [w for w in named if any(s in w.disagrees_with for s in shorts - {w.short})], shorts


@lessons
def test_they_stand_between_the_evidence_and_the_verdict(name: str) -> None:
    cells = [cell.source for cell in reading.notebook(name).cells]
    (where,) = [n for n, source in enumerate(cells) if source.startswith("scholars(")]
    heading = next(n for n, s in enumerate(cells) if "## What scholars have argued" in s)
    verdict = next(n for n, source in enumerate(cells) if "## Your verdict" in source)
    assert heading < where < verdict


@lessons
def test_one_human_case_is_told_in_a_cell_of_its_own_with_its_source(name: str) -> None:
    (row,) = [r for r in load("people").to_dict("records") if r["lesson"] == name[:2]]
    (cell,) = [c for c in reading.cells(name, "markdown") if c.id == "one-life"]
    assert len(cell.source.split()) <= LONGEST_CASE
    people = str(row["who"]).split(",")[0].split()
    # By family name; a group, whose name is no name, by what it did.
    assert people[-1] in cell.source or row["id"] in GROUPS
    told = [(c["author"], c["year"]) for c in citing.CITATION.finditer(cell.source)]
    assert told
    listed = reading.sources_listed(name)
    cited = {work.source_id for author, year in told for work in citing.meant(author, year, listed)}
    assert cited & set(source_ids(str(row["source_id"])))


@pytest.mark.parametrize("name", reading.NAMES)
def test_a_sentence_of_the_essay_is_quoted_by_one_card_at_most(name: str) -> None:
    sentence = load("claims").set_index("claim_id")["sentence_no"]
    calls = re.findall(r'^claim\("(C\d+)"', reading.code(name), re.MULTILINE)
    quoted = [int(sentence[claim]) for claim in calls]
    assert sorted(set(quoted)) == sorted(quoted)
