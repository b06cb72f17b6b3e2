"""Lesson 06 in a real JupyterLab: the month moves the map, and a place is pointed out."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page, expect

from tests.browser.opened import Lessons


@pytest.fixture
def page(lessons: Lessons) -> Page:
    return lessons.at("06-territory")


def test_the_month_says_itself_and_the_reading_follows(page: Page) -> None:
    slider = page.get_by_role("slider", name="Month")
    slider.focus()
    page.keyboard.press("Home")
    expect(page.locator(".am-say")).to_contain_text("15 January 2014")
    assert slider.get_attribute("aria-valuetext") == "15 Jan 2014"
    page.keyboard.press("End")
    expect(page.locator(".am-say")).to_contain_text("0 of 24 places held, 24 taken back")


def test_the_map_keeps_its_place_when_the_month_moves(page: Page) -> None:
    outline = page.locator(".am-chart").first.locator(".mark-shape path")
    before = outline.first.get_attribute("d")
    page.get_by_role("slider", name="Month").focus()
    page.keyboard.press("Home")
    expect(page.locator(".am-say")).to_contain_text("15 January 2014")
    assert outline.first.get_attribute("d") == before


def test_a_view_brings_its_own_chart_and_sends_the_others_away(page: Page) -> None:
    seen = {
        "Places through time": [0, 1],
        "Land held, by maker": [0, 2],
        "Share lost, by maker": [0, 3],
        "Land and length of rule": [4],
    }
    charts = page.locator(".am-instrument .am-chart")
    for view, wanted in seen.items():
        page.get_by_label(view).check()
        for place in range(charts.count()):
            if place in wanted:
                expect(charts.nth(place)).to_be_visible()
            else:
                expect(charts.nth(place)).to_be_hidden()
        assert charts.nth(wanted[-1]).locator("svg").bounding_box()["width"] > 300


def test_a_click_on_a_lane_points_its_place_out(page: Page) -> None:
    page.get_by_label("Places through time").check()
    page.get_by_role("slider", name="Month").press("End")
    expect(page.locator(".am-say")).to_contain_text("0 of 24 places held")
    lanes = page.locator(".am-chart").nth(1).locator(".spells_marks line")
    lanes.first.click(force=True)
    expect(page.get_by_label("Point out")).not_to_have_value("none")
    expect(page.locator(".am-say")).to_contain_text(": taken")
