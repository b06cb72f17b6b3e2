"""Lesson 03 in a real JupyterLab: what a narrowing leaves, and one year counted twice."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from playwright.sync_api import Locator, Page, expect

from aftermosul.evidence.tables import load
from tests.browser.opened import Lessons

EVENTS = load("events_landmark")


@pytest.fixture
def lesson(lessons: Lessons) -> Page:
    page = lessons.at("03-bombs-and-networks")
    expect(page.locator(".am-instrument svg.marks")).to_have_count(2)
    return page


@pytest.fixture
def timeline(lesson: Page) -> Iterator[Locator]:
    figure = lesson.locator(".am-instrument").nth(0)
    step(figure, "3")
    yield figure
    step(figure, "1")


def step(figure: Locator, number: str) -> None:
    figure.locator(".am-steps button", has_text=number).click()


def test_the_sentence_and_the_lanes_count_what_a_narrowing_leaves(timeline: Locator) -> None:
    timeline.get_by_label("Show only", exact=True).select_option("hijacking")
    chosen = EVENTS[EVENTS["tactic"] == "hijacking"]
    none = int(chosen["essay_stage"].isna().sum())
    expect(timeline.locator(".am-say")).to_have_text(
        f"Until 2024, only the tactic “hijacking”: {len(chosen)} landmarks, the first in 1968 and "
        "the last in 2001. "
        f"{len(chosen) - none} lie in the four stages, {none} in none of them."
    )
    expect(timeline.locator("svg.marks")).to_contain_text("Hijackings: 7")
    expect(timeline.locator("svg.marks")).to_contain_text("9/11: 1")
    expect(timeline.locator("svg.marks")).to_contain_text(f"In none of the four: {none}")


def test_a_lane_that_is_not_shown_keeps_its_question(timeline: Locator) -> None:
    timeline.get_by_label("Show those in none of the four stages").uncheck()
    expect(timeline.locator("svg.marks")).to_contain_text("In none of the four: ?")
    timeline.locator("summary", has_text="Show as table").click()
    expect(timeline.locator(".am-twin tbody tr")).to_have_count(
        int(EVENTS["essay_stage"].notna().sum())
    )


def test_the_steps_of_the_world_series_cut_the_line_and_count_2004_twice(lesson: Page) -> None:
    figure = lesson.locator(".am-instrument").nth(1)
    expect(figure.locator(".am-say")).to_contain_text("651 incidents in 2004 to 11,111 in 2005")
    step(figure, "2")
    expect(figure.locator("svg.marks")).to_contain_text("2004 by a wider rule: 3,192")
    step(figure, "3")
    expect(figure.locator("svg.marks")).to_contain_text("1998: new rule")
    figure.get_by_role("radio", name="Deaths").check()
    expect(figure.locator(".am-say")).to_contain_text("State Department's in 2001 (3,547 deaths)")
    expect(figure.locator("svg.marks")).to_contain_text("Deaths a year")
