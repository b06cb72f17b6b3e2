"""A notebook that was saved with a figure and is opened again when its kernel is gone."""

from __future__ import annotations

import json
import time

import nbformat
import pytest
from playwright.sync_api import Browser, Page, expect

from aftermosul import instruments
from tests.browser import lab as real_lab
from tests.browser.lab import Lab

TRUSTED, COPY = "kept.ipynb", "copied.ipynb"


@pytest.fixture(scope="module")
def saved(lab: Lab, chrome: Browser) -> None:
    """Every figure drawn, saved in one notebook; a copy of it is one that nobody here has run."""
    cells = ["from aftermosul import instruments"]
    cells += [f"instruments.{name}()" for name in instruments.__all__]
    made = nbformat.v4.new_notebook(
        cells=[nbformat.v4.new_code_cell(source) for source in cells],
        metadata={"kernelspec": {"name": "python3", "display_name": "Python 3"}},
    )
    (lab.workspace / TRUSTED).write_text(nbformat.writes(made), encoding="utf-8")
    page = chrome.new_page(viewport={"width": 1200, "height": 1000})
    real_lab.open_notebook(page, lab, TRUSTED)
    real_lab.run_all(page)
    real_lab.wait_for_figures(page)
    expect(page.locator(".am-still").first).to_be_hidden()
    assert page.locator(".am-still:visible").count() == 0
    page.locator(".jp-Cell .jp-InputPrompt").first.click()
    page.keyboard.press("Control+s")
    path = lab.workspace / TRUSTED
    limit = time.monotonic() + 60
    while path.read_text(encoding="utf-8").count('class=\\"am-still') < len(instruments.__all__):
        assert time.monotonic() < limit, "the notebook was saved with its figures"
        page.wait_for_timeout(200)
    page.close()
    for kernel in json.loads(lab.request("api/kernels")):
        lab.request(f"api/kernels/{kernel['id']}", "DELETE")
    content = nbformat.read(path, as_version=4)
    content.cells.append(nbformat.v4.new_markdown_cell("A copy from somewhere else."))
    (lab.workspace / COPY).write_text(nbformat.writes(content), encoding="utf-8")


@pytest.mark.parametrize("name", [TRUSTED, COPY], ids=["trusted", "not trusted"])
@pytest.mark.usefixtures("saved")
def test_every_figure_shows_its_picture_and_no_error(lab: Lab, chrome: Browser, name: str) -> None:
    page: Page = chrome.new_page(viewport={"width": 1200, "height": 1000})
    page.goto(lab.address(name))
    page.locator(".jp-Notebook .jp-CodeCell").nth(1).wait_for()
    stills = page.locator(".am-still")
    expect(stills).to_have_count(len(instruments.__all__))
    page.wait_for_timeout(3_000)  # JupyterLab looks two seconds for a model that is gone.
    for still in stills.all():
        expect(still).to_be_visible()
        picture = still.locator("img").first
        picture.scroll_into_view_if_needed()
        expect(picture).to_be_visible()
        assert picture.evaluate("(image) => image.naturalWidth") > 100
    shown = page.locator(".jp-Notebook").inner_text()
    assert "model not found" not in shown
    assert "Loading widget" not in shown
    page.close()
