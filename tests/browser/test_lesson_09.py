"""Lesson 09 in a real JupyterLab: an account, a rate's denominator, a choice."""

from __future__ import annotations

import pytest
from playwright.sync_api import Locator, expect

from tests.browser.opened import Lessons


@pytest.fixture
def figures(lessons: Lessons) -> Locator:
    return lessons.at("09-the-diaspora").locator(".am-instrument")


def test_another_account_counts_other_squares(figures: Locator) -> None:
    figure = figures.first
    figure.get_by_label("Account", exact=True).select_option("balkans-2019")
    expect(figure.locator(".am-say")).to_contain_text("150 too many")
    figure.get_by_label("Account", exact=True).select_option("netherlands-2024")
    expect(figure.locator(".am-say")).to_contain_text("295 stand in a count and 5 in none")
    assert figure.locator("svg g.squares_marks path").count() == 300


def test_the_rate_of_those_who_went_gives_more_than_that_of_those_who_came_back(
    figures: Locator,
) -> None:
    figure = figures.nth(1)
    expect(figure.locator(".am-say")).to_contain_text("up to 167 plotters")
    figure.get_by_label("all who went").check()
    expect(figure.locator(".am-say")).to_contain_text("up to 556 plotters")
    figure.get_by_label("those who come back").check()
    expect(figure.locator(".am-say")).to_contain_text("up to 167 plotters")


def test_a_choice_is_answered_with_a_sentence(lessons: Lessons) -> None:
    page = lessons.at("09-the-diaspora")
    form = page.locator("form.am-question").nth(1)
    form.get_by_label("Its condition was not met").check()
    form.get_by_role("button", name="Check my choice").click()
    expect(form).to_contain_text("Police, armies and courts")
