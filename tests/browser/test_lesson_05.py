"""Lesson 05 in a real JupyterLab: the line follows the kind of tie, the switch and a click."""

from __future__ import annotations

import pytest
from playwright.sync_api import Locator, expect

from tests.browser.opened import Lessons


@pytest.fixture
def figure(lessons: Lessons) -> Locator:
    return lessons.at("05-spawned-by-al-qaeda-in-iraq").locator(".am-instrument")


def row(figure: Locator, name: str) -> Locator:
    """A row of the reading's table."""
    return figure.locator(".am-reading tbody tr", has_text=name)


def test_by_pledge_al_qaeda_comes_into_the_line_and_by_descent_it_is_gone(figure: Locator) -> None:
    expect(figure.locator(".am-say")).to_contain_text("Islamic State, by descent alone")
    expect(row(figure, "Came from")).not_to_contain_text("Al Qaeda;")
    figure.get_by_role("radio", name="By pledge").check()
    expect(figure.locator(".am-say")).to_contain_text("pledges counted")
    expect(row(figure, "Came from")).to_contain_text("Al Qaeda;")
    figure.get_by_role("radio", name="By descent").check()
    expect(row(figure, "Came from")).not_to_contain_text("Al Qaeda;")


def test_all_organisations_are_drawn_in_place_of_the_lanes_and_a_click_lights_one(
    figure: Locator,
) -> None:
    few, everyone = figure.locator(".am-chart").all()
    expect(few).to_be_visible()
    expect(everyone).to_be_hidden()
    figure.get_by_label("Draw all 45 organisations").check()
    expect(few).to_be_hidden()
    everyone.locator("text", has_text="GSPC").click()
    expect(figure.get_by_label("Light the line of")).to_have_value("gspc")
    expect(figure.locator(".am-say")).to_contain_text("Salafist Group for Preaching and Combat")
    expect(row(figure, "Led to")).to_contain_text("Al Qaeda in the Islamic Maghreb")
    # Wide as the page, though it was hidden when it was drawn.
    assert everyone.locator("svg").bounding_box()["width"] > 600
    figure.get_by_label("Draw all 45 organisations").uncheck()
    expect(figure.locator(".am-say")).to_contain_text("is not among the ten organisations drawn")
    expect(few).to_be_visible()
