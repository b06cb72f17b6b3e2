"""Lesson 03 in a real JupyterLab: what the filters leave, and what is said of each maker."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Locator, Page, expect

from aftermosul.evidence.tables import load
from tests.browser import lab as real_lab
from tests.browser.lab import Lab

EVENTS = load("events_landmark")


@pytest.fixture(scope="module")
def lesson(lab: Lab, chrome: Browser) -> Iterator[Page]:
    page = chrome.new_page(viewport={"width": 1400, "height": 1000})
    real_lab.open_notebook(page, lab, "lessons/03-bombs-and-networks.ipynb")
    real_lab.run_all(page)
    expect(page.locator(".am-instrument svg.marks")).to_have_count(2)
    yield page
    page.close()


@pytest.fixture
def timeline(lesson: Page) -> Iterator[Locator]:
    figure = lesson.locator(".am-instrument").nth(0)
    yield figure
    for name in ("Tactic", "Ideology", "Region"):
        figure.get_by_label(name, exact=True).select_option("all")


def cells(figure: Locator, stage: str) -> list[str]:
    return figure.locator(".am-reading tr", has_text=stage).locator("td").all_inner_texts()


def test_the_reading_counts_what_a_filter_leaves(timeline: Locator) -> None:
    timeline.get_by_label("Tactic", exact=True).select_option("hijacking")
    chosen = EVENTS[EVENTS["tactic"] == "hijacking"]
    none = chosen["essay_stage"].isna().sum()
    expect(timeline.locator(".am-say")).to_have_text(
        f"{len(chosen)} of the {len(EVENTS)} landmarks are shown; "
        f"{none} of them belong to no stage of the essay."
    )
    assert cells(timeline, "Hijackings") == ["7", "1968", "1994"]
    assert cells(timeline, "9/11") == ["1", "2001", "2001"]
    assert cells(timeline, "Islamic State") == ["0", "–", "–"]


def test_filters_work_together_and_an_empty_choice_says_none(timeline: Locator) -> None:
    timeline.get_by_label("Ideology", exact=True).select_option("state")
    timeline.get_by_label("Region", exact=True).select_option("south-and-central-asia")
    expect(timeline.locator(".am-say")).to_contain_text(f"0 of the {len(EVENTS)} landmarks")
    assert cells(timeline, "Of no stage") == ["0", "–", "–"]


def test_without_the_stages_no_mark_is_hollow(timeline: Locator) -> None:
    hollow = timeline.locator(".mark-symbol.role-mark path[fill-opacity='0']")
    expect(hollow).to_have_count(int(EVENTS["essay_stage"].isna().sum()))
    timeline.get_by_label("Lay the essay's stages over it").uncheck()
    expect(hollow).to_have_count(0)
    timeline.get_by_label("Lay the essay's stages over it").check()


def test_following_a_maker_changes_the_story_with_the_drawing(lesson: Page) -> None:
    figure = lesson.locator(".am-instrument").nth(1)
    expect(figure.locator(".am-say")).to_contain_text("651 incidents for 2004")
    figure.get_by_role("radio", name="State Department").check()
    expect(figure.locator(".am-say")).to_contain_text("the lowest stands in 1998, at 274")
    figure.get_by_role("radio", name="Deaths").check()
    expect(figure.locator(".am-say")).to_contain_text("3,547 in 2001")
    expect(figure.locator("svg")).to_contain_text("Deaths a year")
