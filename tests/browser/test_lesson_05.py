"""Lesson 05 in a real JupyterLab: the line follows the kind of tie, the switch and a click."""

from __future__ import annotations

import nbformat
import pytest
from playwright.sync_api import Browser, Locator, expect

from tests.browser import lab as real_lab
from tests.browser.lab import Lab


@pytest.fixture(scope="module")
def figure(lab: Lab, chrome: Browser):
    page = chrome.new_page(viewport={"width": 1200, "height": 1300})
    cell = nbformat.v4.new_code_cell("from aftermosul import instruments\ninstruments.genealogy()")
    kernel = {"kernelspec": {"name": "python3", "display_name": "Python 3"}}
    notebook = nbformat.v4.new_notebook(cells=[cell], metadata=kernel)
    (lab.workspace / "kin.ipynb").write_text(nbformat.writes(notebook), encoding="utf-8")
    real_lab.open_notebook(page, lab, "kin.ipynb")
    real_lab.run_all(page)
    real_lab.wait_for_figures(page)
    yield page.locator(".am-instrument")
    page.close()


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
