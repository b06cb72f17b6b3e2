"""Lesson 06 in a real JupyterLab: the month moves the map, and a figure moves the month."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser import lab as real_lab
from tests.browser.lab import Lab


@pytest.fixture(scope="module")
def page(lab: Lab, chrome: Browser) -> Iterator[Page]:
    opened = chrome.new_page(viewport={"width": 1400, "height": 1000})
    real_lab.open_notebook(opened, lab, "lessons/06-territory.ipynb")
    real_lab.run_all(opened)
    expect(opened.locator(".am-instrument .am-chart svg")).to_have_count(2)
    yield opened
    opened.close()


def test_the_month_says_itself_and_the_reading_follows(page: Page) -> None:
    slider = page.get_by_role("slider", name="Month")
    slider.focus()
    page.keyboard.press("Home")
    expect(page.locator(".am-say")).to_contain_text("At the end of January 2014")
    assert slider.get_attribute("aria-valuetext") == "January 2014"
    page.keyboard.press("End")
    expect(page.locator(".am-say")).to_contain_text("0 held, 24 taken back")


def test_the_map_keeps_its_place_when_the_month_moves(page: Page) -> None:
    outline = page.locator(".am-chart").first.locator(".outlines_marks path, .mark-shape path")
    before = outline.first.get_attribute("d")
    page.get_by_role("slider", name="Month").focus()
    page.keyboard.press("Home")
    expect(page.locator(".am-say")).to_contain_text("January 2014")
    assert outline.first.get_attribute("d") == before


def test_a_click_on_a_figure_moves_the_month_there(page: Page) -> None:
    points = page.locator(".am-chart").nth(1).locator(".mark-symbol.role-mark path")
    points.first.click(force=True)
    expect(page.locator(".am-say")).not_to_contain_text("January 2014")
