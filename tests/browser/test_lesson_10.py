"""Lesson 10 in a real JupyterLab: a dot is left out, a choice is lit, an answer is given."""

from __future__ import annotations

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.browser.opened import Lessons


@pytest.fixture
def page(lessons: Lessons) -> Page:
    return lessons.at("10-trained-or-alone")


@pytest.fixture
def figures(page: Page) -> list[Locator]:
    return page.locator(".am-instrument").all()


def test_a_click_on_a_dot_leaves_it_out_and_another_coding_moves_the_lanes(
    figures: list[Locator],
) -> None:
    dots = figures[0]
    expect(dots.locator(".am-say")).to_contain_text("Ratio of the two means: 3.4.")
    # The name stands inside the dot of November 2015, and is as good as the dot.
    dots.locator("svg text", has_text="Paris").click()
    expect(dots.get_by_label("Leave out")).to_have_value("eu-2015-11-13-paris")
    expect(dots.locator(".am-say")).to_contain_text("Without Paris")
    dots.get_by_label("Whose coding").select_option("abroad")
    expect(dots.locator(".am-reading thead")).to_contain_text("Trained")


def test_the_curve_lights_the_choice_and_shows_power_after_the_essay(
    figures: list[Locator],
) -> None:
    curve = figures[1]
    first, power = curve.locator(".am-chart").all()
    expect(first).to_be_visible()
    expect(power).to_be_hidden()
    curve.get_by_label("Attacks counted").select_option("after")
    expect(power).to_be_visible()
    expect(curve.locator(".am-say")).to_contain_text("no test can be run")
    curve.get_by_label("Whose coding").select_option("loose")
    expect(curve.locator(".am-say")).to_contain_text("networks: 3.")


def test_a_choice_is_answered(page: Page) -> None:
    form = page.locator("form.am-question").first
    form.get_by_role("radio").nth(2).check()
    form.get_by_role("button", name="Check my choice").click()
    expect(form.locator(".am-card")).to_contain_text("It is a statement about what is known.")
