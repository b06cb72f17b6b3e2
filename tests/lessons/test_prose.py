"""What the lessons say in numbers is what the tables hold, and what they cite is listed."""

from __future__ import annotations

import importlib

import pytest

from aftermosul import essay, expect, load
from aftermosul.desk.register import all_questions
from aftermosul.evidence import citing
from aftermosul.evidence.sources import Reference, source_ids
from aftermosul.questions.question import Number
from aftermosul.topics.t02_hijackings.model import all_windows
from tests.lessons import reading
from tests.lessons.facts import Fact

every = pytest.mark.parametrize("name", reading.NAMES)


def facts(name: str) -> list[Fact]:
    return importlib.import_module(f"tests.lessons.facts_{name[:2]}").facts()


def plain(name: str) -> list[str]:
    return importlib.import_module(f"tests.lessons.facts_{name[:2]}").PLAIN


@every
def test_every_number_said_is_the_one_in_the_tables(name: str) -> None:
    """Each fragment is written from the tables; where a figure changes, the prose must."""
    text = reading.prose(name)
    missing = [fact.says for fact in facts(name) if not reading.places(text, fact.says)]
    assert missing == []


def precisions(name: str) -> list[str]:
    """How precise the lesson's answers have to be; tests of the questions hold these words."""
    answers = [q.answer() for q in all_questions().values() if q.lesson == name[:2]]
    return sorted(
        {expect.stated(a.nearest) for a in answers if isinstance(a, Number) and a.nearest}
    )


@every
def test_no_number_stands_in_the_text_that_nobody_checks(name: str) -> None:
    """What is left is either a new figure, which belongs in facts_NN.py, or one without a base."""
    citations = [found.group() for found in citing.CITATION.finditer(reading.prose(name))]
    checked = [fact.says for fact in facts(name)] + plain(name) + citations + precisions(name)
    assert reading.uncovered(reading.prose(name), checked) == []


@every
def test_the_list_of_other_numbers_holds_none_that_is_gone(name: str) -> None:
    text = reading.prose(name)
    assert [fragment for fragment in plain(name) if not reading.places(text, fragment)] == []


@every
def test_each_figure_has_a_source_that_the_lesson_lists(name: str) -> None:
    listed = {reference.source_id for reference in reading.sources_listed(name)}
    unlisted = [
        (fact.says, cell)
        for fact in facts(name)
        for cell in fact.sources
        if not listed & set(source_ids(cell))
    ]
    assert unlisted == []


def works(name: str, author: str, year: str) -> list[Reference]:
    """The works in a lesson's list that `[Author Year]` may mean."""
    return citing.meant(author, year, reading.sources_listed(name))


@every
def test_each_citation_in_brackets_is_listed_with_that_year(name: str) -> None:
    cited = reading.citations(name)
    assert [f"[{a} {year}]" for a, year, _ in cited if not works(name, a, year)] == []


@every
def test_each_citation_leads_to_the_source_that_it_means(name: str) -> None:
    """`make citations` writes the addresses."""
    wrong = [
        (author, year)
        for author, year, address in reading.citations(name)
        if address not in [citing.address(work) for work in works(name, author, year) if work.url]
    ]
    assert wrong == []
    found = [
        each.group()
        for c in reading.cells(name, "markdown")
        for each in citing.CITATION.finditer(c.source)
    ]
    assert [each for each in found if not (each.startswith("[[") and each.endswith(")]"))] == []


@every
def test_a_work_of_three_authors_or_more_is_cited_as_such(name: str) -> None:
    wrong = []
    for author, year, _ in reading.citations(name):
        many = {reference.author.count(";") >= 2 for reference in works(name, author, year)}
        if ("and others" in author) not in many:
            wrong.append(author)
    assert wrong == []


@every
def test_every_number_in_a_code_cells_comment_is_plain(name: str) -> None:
    comments = [line.split("#", 1)[1] for line in reading.code(name).splitlines() if "#" in line]
    assert reading.uncovered("\n".join(comments), ['a decade, such as "1950s"']) == []


def test_lesson_02_asks_for_a_span_of_ten_years_that_can_be_found() -> None:
    """One answer and no tie, and it is not the essay's decade."""
    windows = all_windows(load("hijackings_by_year"))
    ten = windows[windows["years"] == 10].nlargest(2, "incidents")
    assert ten["incidents"].iloc[0] > ten["incidents"].iloc[1]
    assert (ten["start"] < 1980).all()


def test_lesson_02_shows_figures_of_sources_that_it_lists() -> None:
    """The table of rival counts is shown without its makers: the list must name them."""
    periods = load("hijackings_by_period")
    same = periods[(periods["start_year"] == 1968) & (periods["end_year"] == 1972)]
    listed = {reference.source_id for reference in reading.sources_listed("02-hijackings")}
    unnamed = [cell for cell in same["source_id"] if not listed & set(source_ids(cell))]
    assert unnamed == []


def test_lesson_00s_figure_has_one_sentence_with_the_most_claims() -> None:
    claims = essay.table()["claims"].nlargest(2)
    assert claims.iloc[0] > claims.iloc[1]
    assert (essay.table()["claims"] == 3).any(), "the example keeps at least a row"
