"""Lesson 11 in a real JupyterLab: a branch is opened by a click, and a year is made the event."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page, expect

from tests.browser.opened import Lessons


@pytest.fixture
def page(lessons: Lessons) -> Page:
    return lessons.at("11-affiliates-and-rivals")


def test_a_click_on_a_finding_opens_its_branch(page: Page) -> None:
    figure = page.locator(".am-instrument").first
    figure.get_by_label("Veterans: for and against").check()
    figure.get_by_role("slider", name="Month").press("End")
    expect(figure.locator(".am-say")).to_contain_text("20 findings, 7 for, 7 against, 6 neither")
    # The letter on the mark stands for it.
    figure.locator(".findings_marks path").first.click(force=True)
    expect(figure.get_by_label("Open")).to_have_value("a-is-libya")
    expect(figure.locator(".am-reading")).to_contain_text("back from a Syrian war brigade")


def test_another_year_is_the_event_and_a_choice_is_answered(page: Page) -> None:
    figure = page.locator(".am-instrument").nth(1)
    figure.get_by_role("slider", name="Year of the event").press("ArrowRight")
    expect(figure.locator(".am-say")).to_contain_text("no pledge in 2016")
    form = page.locator("form.am-question").nth(1)
    form.get_by_role("radio").first.check()
    form.get_by_role("button", name="Check my choice").click()
    expect(form.locator(".am-card")).to_contain_text("Right")
