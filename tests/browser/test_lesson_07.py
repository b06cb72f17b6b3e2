"""Lesson 07 in a real JupyterLab: its figure adds what may be added and draws pale what may not."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Locator, Page, expect

from tests.browser import lab as real_lab
from tests.browser.lab import Lab


@pytest.fixture(scope="module")
def page(lab: Lab, chrome: Browser) -> Iterator[Page]:
    opened = chrome.new_page(viewport={"width": 1200, "height": 1400})
    real_lab.open_notebook(opened, lab, "lessons/07-money-and-government.ipynb")
    real_lab.run_all(opened)
    opened.locator(".am-instrument svg.marks").wait_for()
    yield opened
    opened.close()


@pytest.fixture
def figure(page: Page) -> Locator:
    """The instrument at ICSR's figures for all years, nothing left out."""
    page.get_by_label("Year", exact=True).select_option("all")
    page.get_by_label("Who says so").select_option("icsr")
    page.get_by_label("Amounts").select_option("year")
    page.get_by_label("Only what could come in again").uncheck()
    expect(page.locator(".am-say")).to_contain_text("ICSR and EY, all years")
    return page.locator(".am-instrument")


def test_the_switch_takes_the_windfall_out_of_the_sums(page: Page, figure: Locator) -> None:
    said = figure.locator(".am-say")
    expect(said).to_contain_text("2014: 970 to 1,890; 2015: 1,035 to 1,700; 2016: 520 to 870")
    pale = figure.locator("svg path[opacity='0.3']")
    expect(pale).to_have_count(0)
    page.get_by_label("Only what could come in again").check()
    expect(said).to_contain_text("2014: 470 to 890; 2015: 835 to 1,350; 2016: 410 to 680")
    expect(pale).not_to_have_count(0)
    expect(figure.locator("svg")).to_contain_text("ICSR 2014: 500 to 1,000, left out")


def test_a_streams_name_stands_once_over_its_rows(figure: Locator) -> None:
    names = figure.locator("svg .role-axis-label text").all_text_contents()
    assert names.count("Oil") == 1
    assert names.count("") > names.count("Oil")


def test_a_choice_without_figures_says_so(page: Page, figure: Locator) -> None:
    page.get_by_label("Who says so").select_option("ihs")
    expect(figure.locator(".am-say")).to_contain_text(
        "holds no figure by IHS for all years, a year"
    )
    page.get_by_label("Amounts").select_option("month")
    expect(figure.locator("svg")).to_contain_text("IHS 2017: 16")


def test_the_table_twin_holds_the_rows_that_are_drawn(page: Page, figure: Locator) -> None:
    page.get_by_label("Year", exact=True).select_option("2014")
    figure.get_by_text("Show as table").click()
    # Four streams, the total as given, and our sum of the streams.
    expect(figure.locator(".am-twin tbody tr")).to_have_count(6)
    figure.get_by_text("Show as table").click()
