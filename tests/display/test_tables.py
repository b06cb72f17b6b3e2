"""Tables that a screen reader can follow: ours, and pandas' own."""

from __future__ import annotations

import re
from html.parser import HTMLParser

import pandas as pd

from aftermosul.display.tables import named_corner, table_html, texts_left
from aftermosul.evidence.tables import load


class Cells(HTMLParser):
    """The rows of an HTML table: (tag, words) of every cell."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.rows: list[list[tuple[str, str]]] = []
        self._open = False
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag == "tr":
            self.rows.append([])
        if tag in {"th", "td"}:
            self.rows[-1].append((tag, ""))
            self._open = True

    def handle_endtag(self, tag: str) -> None:
        if tag in {"th", "td"}:
            self._open = False

    def handle_data(self, data: str) -> None:
        if self._open:
            tag, words = self.rows[-1][-1]
            self.rows[-1][-1] = (tag, words + data)


def headings(frame: pd.DataFrame) -> list[list[str]]:
    """The words of every heading, row by row, once the corner has its name."""
    rows = Cells(named_corner(frame._repr_html_())).rows
    return [[words for tag, words in row if tag == "th"] for row in rows]


# ---- pandas' own


def test_the_empty_corner_over_an_index_gets_a_name() -> None:
    frame = pd.DataFrame({"year": [1969, 1970], "incidents": [86, 77]})
    assert "<th></th>" in frame._repr_html_()
    assert headings(frame) == [["row", "year", "incidents"], ["0"], ["1"]]


def test_a_named_index_keeps_its_name_and_lends_none_to_the_columns() -> None:
    frame = pd.DataFrame(
        {"incidents": [86], "deaths": [5]}, index=pd.Index([1969], name="the year")
    )
    assert headings(frame) == [["row", "incidents", "deaths"], ["the year"], ["1969"]]


def test_no_heading_is_empty_in_the_tables_that_the_lessons_make() -> None:
    yearly = load("hijackings_by_year")
    yearly["decade"] = yearly["year"] // 10 * 10
    by_decade = yearly.groupby("decade")[["incidents", "fatalities"]].sum()
    two_levels = yearly.groupby(["decade", "verified"], observed=True)[["incidents"]].sum()
    wide = yearly.pivot_table(index="decade", columns="verified", values="incidents", observed=True)
    for frame in (yearly, yearly.tail(), by_decade, two_levels, wide, by_decade.T):
        assert all(words for row in headings(frame) for words in row)


def test_nothing_is_changed_but_headings_and_no_cell_is_lost() -> None:
    frame = pd.DataFrame({"a": ["<th></th>", "x"], "b": ["", "y"]}, index=pd.Index([1, 2]))
    before, after = (
        Cells(html).rows for html in (frame._repr_html_(), named_corner(frame._repr_html_()))
    )
    assert [len(row) for row in after] == [len(row) for row in before]
    assert after[1:] == before[1:]


def test_the_name_is_read_aloud_and_not_drawn() -> None:
    html = named_corner(pd.DataFrame({"a": [1]})._repr_html_())
    assert '<th><span style="position:absolute;width:1px;height:1px;' in html
    assert html.count(">row</span>") == 1


def test_html_without_a_table_is_left_alone() -> None:
    assert named_corner("<p>nothing</p>") == "<p>nothing</p>"


# ---- ours


def test_headings_say_what_they_head_and_the_caption_what_the_table_is() -> None:
    html = table_html(pd.DataFrame({"Claim": ["C25"], "Sure": [70]}), "Your verdicts")
    assert html.count('<th scope="col"') == 2
    assert html.count("<th") == 2 + html.count("<thead")
    assert ">Your verdicts</caption>" in html
    assert Cells(html).rows == [[("th", "Claim"), ("th", "Sure")], [("td", "C25"), ("td", "70")]]


def test_every_cell_heading_and_caption_is_escaped() -> None:
    hostile = "<script>alert(1)</script>"
    html = table_html(pd.DataFrame({hostile: [hostile]}), hostile)
    assert "<script" not in html
    assert html.count("&lt;script&gt;") == 3


def test_unknown_is_an_empty_cell() -> None:
    frame = pd.DataFrame({"a": [None, float("nan"), 0]}, dtype=object)
    assert [row[0][1] for row in Cells(table_html(frame, "c")).rows[1:]] == ["", "", "0"]


def test_unknown_of_the_tables_own_kinds_is_an_empty_cell_too() -> None:
    frame = pd.DataFrame(
        {
            "number": pd.array([None, 3], dtype="Int64"),
            "date": pd.to_datetime([None, "1973-01-05"]),
        }
    )
    assert [words for _, words in Cells(table_html(frame, "c")).rows[1]] == ["", ""]


def test_an_empty_table_still_has_its_headings() -> None:
    rows = Cells(table_html(pd.DataFrame({"a": []}), "c")).rows
    assert rows == [[("th", "a")]]


def test_texts_stand_left_and_numbers_right_headings_too() -> None:
    frame = pd.DataFrame({"place": ["Raqqa <a>", "Sirte"], "year": [2014, 2015]})
    drawn = texts_left(frame._repr_html_(), [0], 2)
    assert drawn.count('<td style="text-align:left">') == 2
    assert '<th style="text-align:left">place</th>' in drawn
    assert "<th>year</th>" in drawn
    assert "<td>2014</td>" in drawn
    assert re.sub(' style="text-align:left"', "", drawn) == re.sub(
        ' style="text-align:left"', "", frame._repr_html_()
    )


def test_a_table_too_wide_to_be_shown_whole_stays_as_it_is() -> None:
    frame = pd.DataFrame({"place": ["Raqqa"], "a": [1], "b": [2], "c": [3]})
    with pd.option_context("display.max_columns", 2):
        html = frame._repr_html_()
    assert texts_left(html, [0], 4) == html
