"""The essay as lesson 00 shows it, in Chromium: at three widths, and when it is clicked."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from aftermosul import instruments
from aftermosul.evidence import essay
from aftermosul.evidence.forecasts import asked
from tests.browser import lab as real_lab
from tests.browser import standalone
from tests.browser.lab import Lab

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


def test_forecasts_are_sealed_by_a_click_and_a_change_stands_beside_them(
    lab: Lab, chrome: Browser
) -> None:
    ledger = lab.workspace / "ledger.json"
    page = chrome.new_page(viewport={"width": 1200, "height": 1000})
    real_lab.open_notebook(page, lab, "lessons/00-start-here.ipynb")
    real_lab.run_all(page)
    form = page.locator("form.am-question", has_text="It is 15 October 2016")
    sliders = form.locator("input[type=range]")
    expect(sliders).to_have_count(len(asked()))
    expect(form.locator("input.am-unset")).to_have_count(len(asked()))
    expect(form.locator("input[type=range]:visible")).to_have_count(
        sum(one.core for one in asked().values())
    )
    form.get_by_role("button", name="Seal").click()
    expect(form.locator("div[role=status]")).to_contain_text("Nothing sealed")

    form.get_by_label("F01.").fill("80")
    form.get_by_label("F06.").click()  # In the middle, which is an answer once it is clicked.
    form.get_by_label("F09.").fill("30")
    form.get_by_role("button", name="Leave out").nth(2).click()
    form.locator("summary", has_text="more, for those who like").click()
    form.get_by_label("F25.").fill("100")
    form.get_by_role("button", name="Seal").click()
    expect(form.locator("div[role=status]")).to_contain_text("Sealed: 3 forecasts")
    form.get_by_label("F01.").fill("60")
    form.get_by_role("button", name="Seal").click()
    expect(form.locator("div[role=status]")).to_contain_text(
        "Changed after sealing: F01 80 % to 60 %."
    )

    kept = json.loads(ledger.read_text(encoding="utf-8"))["forecasts"]
    assert [(one["forecast_id"], one["percent"]) for one in kept] == [
        ("F01", 80),
        ("F06", 50),
        ("F25", 100),
        ("F01", 60),
    ]
    assert all(re.match(r"\d{4}-\d\d-\d\dT", one["at"]) and one["module"] for one in kept)
    real_lab.run_all(page)
    expect(form.locator("div[role=status]")).to_contain_text("Sealed already")
    expect(form.get_by_label("F01.")).to_have_value("60")
    expect(form.locator("input.am-unset")).to_have_count(len(asked()) - 3)
    page.close()
