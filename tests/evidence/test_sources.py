"""References: what a reader sees behind a source's id."""

from __future__ import annotations

import pytest

from aftermosul.evidence import schema
from aftermosul.evidence.sources import Reference, cite, source_ids, sources, sources_note
from aftermosul.evidence.tables import load
from aftermosul.problems import Problem

HOSTILE = Reference(
    source_id="x",
    author="<b>Mallory</b> & Sons",
    title='"Quotes" <script>alert(1)</script>',
    publisher="<i>Press</i>",
    year=1999,
    url='https://example.org/?a=1&b="><script>',
    page_seen=True,
)


def test_a_citation_names_author_year_title_and_address() -> None:
    said = str(cite("asn-stats"))
    assert said.startswith("Aviation Safety Network (2019). Statistics by period: hijackings.")
    assert said.endswith("https://aviation-safety.net/statistics/period/stats.php?cat=H2")
    assert repr(cite("asn-stats")) == said


def test_a_citation_without_a_year_has_no_empty_brackets() -> None:
    reference = cite("airport-ams")
    assert reference.year is None
    assert "(" not in str(reference)
    assert "(" not in reference.html()


def test_a_publisher_who_is_the_author_is_named_once() -> None:
    reference = cite("airport-ams")
    assert reference.author == reference.publisher
    assert str(reference).split(" https://", 1)[0].count(reference.author) == 1


def test_a_page_that_nobody_saw_is_said_to_be_unseen_and_a_seen_one_is_not() -> None:
    assert not cite("asn-stats").page_seen
    assert "no page at this address was seen" in cite("asn-stats").html()
    assert cite("gti-2019").page_seen
    assert "was seen" not in cite("gti-2019").html()


def test_every_source_can_be_cited_in_text_and_in_html() -> None:
    for source in sources()["source_id"]:
        reference = cite(source)
        assert reference.title.rstrip(".") in str(reference)
        assert "nan" not in str(reference).lower().replace("finan", "").split()
        assert "<NA>" not in str(reference) + reference.html()
        assert ".." not in reference.html().split("<a ", 1)[0]


def test_html_escapes_whatever_a_source_holds() -> None:
    html = HOSTILE.html()
    assert "<script" not in html
    assert "<b>" not in html
    assert "<i>" not in html
    assert 'href="https://example.org/?a=1&amp;b=&quot;&gt;&lt;script&gt;"' in html
    assert HOSTILE._repr_html_() == f"<p>{html}</p>"


def test_a_link_shows_where_it_leads() -> None:
    assert ">aviation-safety.net</a>" in cite("asn-stats").html()


def test_an_unknown_source_gets_the_nearest_ids() -> None:
    with pytest.raises(Problem, match=r'no source "asn-stat"\. Did you mean .*asn-stats'):
        cite("asn-stat")


@pytest.mark.parametrize(
    ("cell", "ids"), [("a", ["a"]), ("a;b;c", ["a", "b", "c"]), ("", []), ("a;", ["a"])]
)
def test_a_cell_may_name_several_sources(cell: str, ids: list[str]) -> None:
    assert source_ids(cell) == ids


# ---- the list at a lesson's end


def test_a_note_lists_each_named_source_once_by_author() -> None:
    note = sources_note("holden-1986", "bbc-hijack-1999", "holden-1986", title="Read more")
    assert note.title == "Read more"
    assert note.body.count("<li>") == 2
    assert note.plain.splitlines() == [f"- {cite('bbc-hijack-1999')}", f"- {cite('holden-1986')}"]


def test_a_note_on_a_table_lists_every_source_of_its_rows() -> None:
    note = sources_note("hijackings_by_year")
    expected = {i for cell in load("hijackings_by_year")["source_id"] for i in cell.split(";")}
    assert set(note.plain.splitlines()) == {f"- {cite(source)}" for source in expected}


def test_tables_and_sources_may_be_named_together() -> None:
    both = sources_note("hijackings_by_year", "asn-stats", "seib-2016")
    alone = sources_note("hijackings_by_year")
    assert set(both.plain.splitlines()) - set(alone.plain.splitlines()) == {
        f"- {cite('seib-2016')}"
    }


def test_a_table_of_our_own_reading_has_no_sources_to_list() -> None:
    assert sources_note("claims").plain == ""


def test_a_wrong_name_in_a_note_is_told() -> None:
    with pytest.raises(Problem, match="holden-1986"):
        sources_note("holden-1987")


def test_no_table_bears_a_sources_name() -> None:
    assert not set(schema.tables()) & set(sources()["source_id"])


def test_ampersands_in_addresses_are_escaped_in_a_note() -> None:
    note = sources_note("eu-com-2021-701")
    assert "TXT/?uri=CELEX%3A52021DC0701&amp;qid=" in note.body


# ---- several at once, and for other programs


def test_several_sources_are_a_list_in_the_order_asked_for() -> None:
    several = cite("holden-1986", "bbc-hijack-1999")
    assert list(several) == [cite("holden-1986"), cite("bbc-hijack-1999")]
    assert several == cite(["holden-1986", "bbc-hijack-1999"])
    assert repr(several) == f"- {cite('holden-1986')}\n- {cite('bbc-hijack-1999')}"
    assert several._repr_html_().count("<li>") == 2
    assert several._repr_html_().startswith("<ul>")


def test_a_column_of_cells_names_each_source_once() -> None:
    cells = load("hijackings_by_year")["source_id"]
    expected = {i for cell in cells for i in cell.split(";")}
    assert {reference.source_id for reference in cite(cells)} == expected
    assert len(cite(cells)) == len(expected)


def test_a_list_of_one_is_a_list_and_a_list_of_none_is_empty() -> None:
    assert list(cite(["asn-stats"])) == [cite("asn-stats")]
    assert list(cite([])) == []


def test_a_cell_of_several_ids_is_told_how_to_ask() -> None:
    with pytest.raises(Problem, match="names several sources"):
        cite("holden-1986;bbc-hijack-1999")


def test_asking_for_nothing_or_for_one_wrong_id_among_many_is_told() -> None:
    with pytest.raises(Problem, match="needs the id"):
        cite()  # type: ignore[call-overload]
    with pytest.raises(Problem, match="holden-1986"):
        cite("asn-stats", "holden-1987")
