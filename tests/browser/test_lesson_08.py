"""Lesson 08 in a real JupyterLab: the reader's line, two counts of dead, and a choice."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page, expect

from tests.browser.opened import Lessons


@pytest.fixture
def lesson(lessons: Lessons) -> Page:
    page = lessons.at("08-mosul")
    expect(page.locator(".am-instrument svg.marks")).to_have_count(2)
    return page


def test_a_line_and_a_day_change_who_says_defeated(lesson: Page) -> None:
    victory = lesson.locator(".am-instrument").nth(0)
    victory.get_by_role("button", name="Define defeated").click()
    expect(victory.locator(".am-say")).to_contain_text("under 200 attacks a month")
    expect(victory.locator(".am-say")).to_contain_text("no by BBC Monitoring (claims)")
    victory.get_by_role("radio", name="Civilians killed").check()
    expect(victory.locator(".am-say")).to_contain_text("civilians killed in a year")
    victory.get_by_role("radio", name="31 December 2019").check()
    expect(victory.locator(".am-say")).to_contain_text("On 31 December 2019: yes by UCDP")


def test_two_counts_are_divided_only_where_they_count_the_same_dead(lesson: Page) -> None:
    dead = lesson.locator(".am-instrument").nth(1)
    dead.get_by_label("One count").select_option(label="Prime minister")
    dead.get_by_label("Another").select_option(label="AP")
    expect(dead.locator(".am-say")).to_contain_text("7.1 to 8.7 times the smaller")
    dead.get_by_label("One count").select_option(label="Survey")
    expect(dead.locator(".am-say")).to_contain_text("neither holds the other")


def test_a_choice_teaches_and_then_says_right(lesson: Page) -> None:
    form = lesson.locator("form.am-question", has_text="many thousands")
    check = form.get_by_role("button", name="Check my choice")
    form.get_by_role("radio").nth(1).check()
    check.click()
    expect(form.locator(".am-card")).to_contain_text("is a guess at nothing")
    form.get_by_role("radio").nth(3).check()
    check.click()
    expect(form.locator(".am-card")).to_contain_text("Right")
