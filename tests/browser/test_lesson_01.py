"""Lesson 01 in a real JupyterLab: what the argument map shows when it is used."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Locator, Page, expect

from aftermosul.evidence import essay
from aftermosul.statistics import argument
from tests.browser import lab as real_lab
from tests.browser.lab import Lab

GRAPH = essay.graph()


@pytest.fixture(scope="module")
def page(lab: Lab, chrome: Browser) -> Iterator[Page]:
    opened = chrome.new_page(viewport={"width": 1400, "height": 1000})
    real_lab.open_notebook(opened, lab, "lessons/01-reading-the-argument.ipynb")
    real_lab.run_all(opened)
    opened.locator(".am-instrument svg.marks").wait_for()
    yield opened
    opened.close()


@pytest.fixture
def figure(page: Page) -> Locator:
    return page.locator(".am-instrument")


def test_a_claim_chosen_and_let_fall_shows_what_loses_all_support(
    page: Page, figure: Locator
) -> None:
    page.get_by_label("Claim", exact=True).select_option("C10")
    figure.get_by_role("radio", name="fall, as we read the groups").check()
    gone = argument.loses_all_support(GRAPH, ["C10"])
    expect(figure.locator(".am-say")).to_contain_text(f"{len(gone)} ({', '.join(gone)})")
    expect(figure.locator("svg")).to_contain_text(f"All support lost: {len(gone)}.")
    figure.get_by_role("radio", name="fall, with every premise needed").check()
    strict = argument.loses_all_support(argument.taken_as(GRAPH, "linked"), ["C10"])
    expect(figure.locator("svg")).to_contain_text(f"All support lost: {len(strict)}.")
    figure.get_by_role("radio", name="stand: show what holds it up").check()


def test_a_click_on_a_dot_chooses_its_claim(page: Page, figure: Locator) -> None:
    page.get_by_label("Claim", exact=True).select_option("C10")
    figure.locator("svg text", has_text="C24").first.click()
    expect(page.get_by_label("Claim", exact=True)).to_have_value("C24")
    expect(figure.locator(".am-say")).to_contain_text(essay.sentence(16)[:40])


def test_a_kind_dims_every_other_kind(page: Page, figure: Locator) -> None:
    faint = figure.locator("svg text[opacity='0.2']")
    expect(faint).to_have_count(0)
    page.get_by_label("Show the kind").select_option("causal")
    chosen = figure.locator(".am-reading thead").inner_text()
    others = [c for c, data in GRAPH.nodes(data=True) if data["kind"] != "causal"]
    expect(faint).to_have_count(len([c for c in others if c not in chosen]))
    page.get_by_label("Show the kind").select_option("all")
    expect(faint).to_have_count(0)
