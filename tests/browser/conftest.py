"""One JupyterLab and one Chromium for all browser tests of a run."""

from __future__ import annotations

import os
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page

from tests.browser import chromium
from tests.browser import lab as real_lab


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Keep these tests on one worker, and skip them where no browser is to be had.

    Where CI=true nothing is skipped: a missing browser fails there.
    """
    ours = [item for item in items if "tests/browser" in item.path.as_posix()]
    for item in ours:
        item.add_marker(pytest.mark.browser)
        item.add_marker(pytest.mark.xdist_group("browser"))
    if ours and chromium.find() is None and os.environ.get("CI") != "true":
        for item in ours:
            item.add_marker(pytest.mark.skip(reason=chromium.MISSING))


@pytest.fixture(scope="session")
def lab(tmp_path_factory: pytest.TempPathFactory) -> Iterator[real_lab.Lab]:
    """The module as `aftermosul lab` opens it, in a new workspace."""
    folder = tmp_path_factory.mktemp("lab")
    with real_lab.running(folder / "workspace") as running:
        real_lab.settle(running)
        yield running


@pytest.fixture(scope="session")
def chrome() -> Iterator[Browser]:
    """Headless Chromium."""
    with real_lab.browser() as started:
        yield started


@pytest.fixture(scope="module")
def lesson(lab: real_lab.Lab, chrome: Browser) -> Iterator[Page]:
    """Lesson 02, run from top to bottom; `page.said` holds what went wrong in the page."""
    page = chrome.new_page(viewport={"width": 1400, "height": 1000})
    real_lab.open_notebook(page, lab, "lessons/02-hijackings.ipynb")
    real_lab.run_all(page)
    real_lab.wait_for_figures(page)
    yield page
    page.close()
