"""The essay as lesson 00 shows it, in Chromium: at three widths, and when it is clicked."""

from __future__ import annotations

from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from aftermosul import instruments
from aftermosul.evidence import essay
from tests.browser import standalone

# Texts in the page's own order, with their right ends; and the right ends of all underlines.
_DRAWN = """() => {
  const texts = [...document.querySelectorAll(".am-chart text")].map((text) => ({
    says: text.textContent, font: text.getAttribute("font-family") ?? "",
    right: text.getBoundingClientRect().right }));
  const lines = [...document.querySelectorAll(".am-chart g.role-mark line")]
    .map((line) => line.getBoundingClientRect().right);
  return { texts, lines };
}"""


def words_of_the_essay(page: Page) -> list[dict]:
    found: list[dict] = page.evaluate(_DRAWN)["texts"]
    return [text for text in found if "Mono" in text["font"]]


@pytest.mark.parametrize("width", [360, 700, 1100])
def test_the_open_sentence_is_drawn_in_full_and_lines_end_with_their_words(
    width: int, chrome: Browser, tmp_path: Path
) -> None:
    with standalone.opened(chrome, instruments.claims(), tmp_path, width=width) as page:
        drawn = words_of_the_essay(page)
        joined = "".join(text["says"] for text in drawn).replace(" ", "")
        assert essay.sentence(16).replace(" ", "") in joined
        if width == 1100:
            assert joined == essay.text().replace(" ", "")
        ends = page.evaluate(_DRAWN)["lines"]
        assert len(ends) > 20
        rights = [text["right"] for text in drawn]
        assert max(min(abs(end - right) for right in rights) for end in ends) < 3


def test_a_click_opens_a_sentence_and_shuts_the_one_before(chrome: Browser, tmp_path: Path) -> None:
    with standalone.opened(chrome, instruments.claims(), tmp_path, width=700) as page:
        page.locator(".am-chart text", has_text="This is the new terrorist").click()
        expect(page.get_by_label("Sentence", exact=True)).to_have_value("10")
        expect(page.locator(".am-say")).to_contain_text("C15: This outflow of fighters")
        standalone.settled(page)
        joined = "".join(text["says"] for text in words_of_the_essay(page))
        assert essay.sentence(10) in joined
        assert "spawned by Al Qaeda in Iraq" not in joined
