"""Lesson 07 in a real JupyterLab: its figure adds what may be added and pales what may not."""

from __future__ import annotations

import pytest
from playwright.sync_api import Locator, Page, expect

from aftermosul import load
from tests.browser.opened import Lessons


@pytest.fixture
def page(lessons: Lessons) -> Page:
    return lessons.at("07-money-and-government")


@pytest.fixture
def figure(page: Page) -> Locator:
    """The instrument at ICSR's figures, nothing left out."""
    page.get_by_label("Who says so").select_option("icsr")
    page.get_by_label("Only what could come in again").uncheck()
    expect(page.locator(".am-say")).to_contain_text("ICSR with EY: its streams")
    return page.locator(".am-instrument")


def test_the_switch_takes_the_windfall_out_of_the_sums(page: Page, figure: Locator) -> None:
    said = figure.locator(".am-say")
    expect(said).to_contain_text("970 to 1,890 (2014); 1,035 to 1,700 (2015); 520 to 870 (2016)")
    drawing = figure.locator("svg").first
    expect(drawing).to_contain_text("500 to 1,000")
    page.get_by_label("Only what could come in again").check()
    expect(said).to_contain_text("470 to 890 (2014); 835 to 1,350 (2015); 410 to 680 (2016)")
    expect(drawing).to_contain_text("470 to 890")
    expect(drawing).to_contain_text("Could come in again")
    expect(drawing).not_to_contain_text("500 to 1,000")


def test_other_makers_pale_and_stay(page: Page, figure: Locator) -> None:
    full = figure.locator("svg path[fill='#2f8f5b'][opacity='1']")
    pale = figure.locator("svg path[fill='#2f8f5b'][opacity='0.35']")
    expect(full).to_have_count(0)
    expect(pale).not_to_have_count(0)
    page.get_by_label("Who says so").select_option("cat")
    expect(pale).to_have_count(0)
    expect(full).not_to_have_count(0)


def test_a_maker_without_streams_says_so(page: Page, figure: Locator) -> None:
    page.get_by_label("Who says so").select_option("ihs")
    expect(figure.locator(".am-say")).to_contain_text("IHS gives a total a month and no streams")
    expect(figure.locator("svg").first).to_contain_text("80 to 81")


def test_the_table_twin_holds_every_row_whatever_is_chosen(figure: Locator) -> None:
    figure.get_by_text("Show as table", exact=True).click()
    expect(figure.locator(".am-twin tbody tr")).to_have_count(len(load("revenue")))
    figure.get_by_text("Show as table", exact=True).click()
