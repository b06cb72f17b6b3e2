"""Lesson 04's figure in a real JupyterLab: what generic tests can't see."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page, expect

from tests.browser.opened import Lessons


@pytest.fixture
def tail(lessons: Lessons) -> Page:
    page = lessons.at("04-the-long-tail")
    expect(page.locator(".am-say")).to_contain_text("World")
    return page


def test_one_event_moves_the_mean_and_not_the_median(tail: Page) -> None:
    rows = tail.locator(".am-reading tbody tr")
    assert rows.filter(has_text="Mean").locator("td").all_inner_texts() == ["4.35", "4.04"]
    assert rows.filter(has_text="Median").locator("td").all_inner_texts() == ["1", "1"]


def test_an_event_left_out_stays_as_a_hollow_mark_with_its_words(tail: Page) -> None:
    switch = tail.get_by_label("Keep the largest event in")
    chart = tail.locator(".am-chart svg").nth(1)
    expect(chart).not_to_contain_text("left out: 2,749")
    switch.uncheck()
    expect(chart).to_contain_text("left out: 2,749")
    switch.check()
    expect(chart).not_to_contain_text("left out: 2,749")


def test_a_threshold_with_too_few_events_is_said_and_leaves_no_hole(tail: Page) -> None:
    tail.get_by_role("combobox", name="Record").select_option(label="Syria, 2016 to 2019")
    slider = tail.get_by_label("Fit from")
    slider.focus()
    tail.keyboard.press("End")
    expect(tail.locator(".am-say")).to_contain_text("too few to fit a line")
    assert slider.get_attribute("aria-valuetext") == "120 deaths"
    cells = tail.locator(".am-reading tbody tr", has_text="Chance").locator("td")
    assert cells.all_inner_texts() == ["not known", "not known"]
    expect(tail.locator(".am-chart svg").nth(2)).to_contain_text("too few to fit")
    for hole in ("null", "NaN", "undefined"):
        assert hole not in tail.locator(".am-instrument").inner_text()


def test_a_made_up_record_shows_the_chance_it_was_made_with(tail: Page) -> None:
    last = tail.locator(".am-chart svg").nth(2)
    tail.get_by_role("combobox", name="Record").select_option(label="World, 1968 to 2006")
    expect(last).not_to_contain_text("as it was made")
    tail.get_by_role("combobox", name="Record").select_option(label="Made up, exponent 2.5")
    expect(last).to_contain_text("as it was made")


def test_the_strips_say_how_few_hold_half_and_the_largest_its_share(tail: Page) -> None:
    tail.get_by_role("button", name="1 Half of all deaths").click()
    strips = tail.locator(".am-chart svg").first
    expect(strips).to_contain_text("464 of 9,101 attacks")
    expect(strips).to_contain_text("New York, 2001: 7 % of all deaths")
    wide, half = (tail.locator(".am-chart").nth(n).bounding_box() for n in (0, 1))
    assert wide is not None
    assert half is not None
    assert wide["width"] > 1.9 * half["width"]
