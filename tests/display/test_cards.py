"""Cards: the frame in which the module speaks."""

from __future__ import annotations

from html.parser import HTMLParser
from typing import get_args

import pytest

from aftermosul.display import palette
from aftermosul.display.cards import Card, Kind, paragraphs

HOSTILE = '"><script>alert(1)</script>&'


class Elements(HTMLParser):
    """Every element of a piece of HTML with its attributes."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.found: list[tuple[str, dict[str, str | None]]] = []
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.found.append((tag, dict(attrs)))


@pytest.mark.parametrize("kind", get_args(Kind))
def test_a_card_is_a_labelled_note_to_a_screen_reader(kind: Kind) -> None:
    card = Card(kind, "Right: the peak", "<p>Well done.</p>", "Well done.")
    tag, attributes = Elements(card._repr_html_()).found[0]
    assert tag == "div"
    assert attributes["role"] == "note"
    assert attributes["aria-label"] == "Right: the peak"
    assert f"am-{kind}" in str(attributes["class"]).split()


@pytest.mark.parametrize("kind", get_args(Kind))
def test_a_cards_title_stands_in_words_and_its_colour_is_the_palettes(kind: Kind) -> None:
    html = Card(kind, "A title", "", "")._repr_html_()
    assert "<strong>A title</strong>" in html
    assert any(
        f"5px solid {colour};" in html
        for colour in (palette.CHOSEN, palette.GOOD, palette.NOT_YET, palette.PLAIN)
    )


def test_right_and_not_yet_do_not_look_alike() -> None:
    right, not_yet = (Card(kind, "t", "", "")._repr_html_() for kind in ("right", "not-yet"))
    assert palette.GOOD in right
    assert palette.NOT_YET in not_yet
    assert palette.GOOD not in not_yet


def test_a_title_never_becomes_html() -> None:
    html = Card("note", HOSTILE, "", "")._repr_html_()
    assert [tag for tag, _ in Elements(html).found] == ["div", "p", "strong"]
    assert Elements(html).found[0][1]["aria-label"] == HOSTILE


def test_a_card_needs_no_style_sheet() -> None:
    assert "<style" not in Card("note", "t", paragraphs("x"), "x")._repr_html_()


def test_a_card_says_the_same_where_there_is_no_html() -> None:
    assert repr(Card("note", "A title", "<p>One.</p>", "One.")) == "A title\nOne."


def test_paragraphs_escape_their_texts_and_leave_empty_ones_out() -> None:
    html = paragraphs("a < b & c", "", HOSTILE)
    assert [tag for tag, _ in Elements(html).found] == ["p", "p"]
    assert "a &lt; b &amp; c" in html
