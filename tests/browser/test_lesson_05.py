"""Lesson 05 in a real JupyterLab: the line of descent follows the switch, the date and a click."""

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
    page.locator(".am-instrument svg.marks").wait_for()
    yield page.locator(".am-instrument")
    page.close()


def row(figure: Locator, name: str) -> Locator:
    """A row of the reading's table."""
    return figure.locator(".am-reading tbody tr", has_text=name)


def test_the_switch_brings_al_qaeda_into_the_line_and_takes_it_out_again(figure: Locator) -> None:
    expect(figure.locator(".am-say")).to_contain_text("October 2016, by descent alone")
    expect(row(figure, "Came from")).not_to_contain_text("AQ (1988)")
    switch = figure.get_by_label("Count a pledge that made a branch as descent")
    switch.check()
    expect(figure.locator(".am-say")).to_contain_text("with pledges counted")
    expect(row(figure, "Came from")).to_contain_text("AQ (1988)")
    switch.uncheck()
    expect(row(figure, "Came from")).not_to_contain_text("AQ (1988)")


def test_before_its_founding_an_organisation_has_no_line(figure: Locator) -> None:
    slider = figure.get_by_label("Up to")
    for step, words in ((12 * 26 + 4, "May 2014"), (12 * 26 + 5, "June 2014")):
        slider.evaluate(
            "(e, v) => { e.value = v; e.dispatchEvent(new Event('input', {bubbles: true})); }", step
        )
        expect(figure.locator(".am-say")).to_contain_text(words)
        said = figure.locator(".am-say").inner_text()
        assert ("not yet founded" in said) == (words == "May 2014")


def test_a_click_on_a_name_lights_its_line(figure: Locator) -> None:
    figure.locator("svg.marks text", has_text="GSPC").click()
    expect(figure.get_by_label("Light the line of")).to_have_value("gspc")
    expect(figure.locator(".am-say")).to_contain_text("Salafist Group for Preaching and Combat")
    expect(row(figure, "Led to")).to_contain_text("AQIM (2007)")
