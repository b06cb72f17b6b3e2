"""The switch *what was known then* in Chromium: outlines, and the words that Python says."""

from __future__ import annotations

from pathlib import Path

import pytest
from playwright.sync_api import Browser, expect

from aftermosul import instruments
from aftermosul.figures import known
from aftermosul.figures.widget import Instrument
from tests.browser import standalone

WITH = [
    name
    for name in instruments.__all__
    if known.NAME in {control["name"] for control in getattr(instruments, name)().controls}
]
DASHED = ".am-chart:not([hidden]) svg [stroke-dasharray='2.5,2']"


def with_outlines(figure: Instrument) -> tuple[int, dict]:
    """The first step at which something came later, or can't be dated."""
    for place, (_, values, _) in enumerate(figure.steps):
        figure.set(**{**values, known.NAME: True})
        if "Dashed outlines" in figure.said():
            return place, {**values, known.NAME: False}
    raise AssertionError("at every step all was public")


@pytest.mark.parametrize("name", WITH)
def test_the_switch_leaves_outlines_and_says_what_python_says(
    name: str, chrome: Browser, tmp_path: Path
) -> None:
    figure: Instrument = getattr(instruments, name)()
    with standalone.opened(chrome, figure, tmp_path) as page:
        switch = page.get_by_label(known.SWITCH.label)
        # A figure may open with the switch on.
        switch.uncheck()
        expect(page.locator(DASHED)).to_have_count(0)
        place, values = with_outlines(figure)
        page.locator(".am-steps button").nth(place).click()
        figure.set(**values)
        switch.uncheck()
        switch.focus()
        page.keyboard.press("Space")
        expect(page.locator(DASHED)).not_to_have_count(0)
        figure.set(then=True)
        expect(page.locator(".am-say")).to_have_text(figure.said())
        page.get_by_text("Show as table", exact=True).click()
        heads = page.locator(".am-twin th[scope='col']")
        expect(heads.last).to_have_text(known.FIELD.label)
        page.keyboard.press("Tab")
        switch.uncheck()
        expect(page.locator(DASHED)).to_have_count(0)
