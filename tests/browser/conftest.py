"""One JupyterLab and one Chromium for all browser tests of a run."""

from __future__ import annotations

import os
import re
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page

from tests.browser import chromium
from tests.browser import lab as real_lab
from tests.browser.opened import Lessons

LESSON = re.compile(r"test_lesson_(\d\d)|\[(\d\d)-[a-z0-9-]+\]")


def lesson_of(item: pytest.Item) -> str:
    """The number of the lesson that a test looks at, from its file or its parameter; else ""."""
    found = LESSON.search(item.nodeid)
    return (found.group(1) or found.group(2)) if found else ""


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Put a lesson's tests one after another, and skip all where no browser is to be had.

    Where CI=true nothing is skipped: a missing browser fails there.
    """
    ours = [item for item in items if "tests/browser" in item.path.as_posix()]
    for item in ours:
        item.add_marker(pytest.mark.browser)
    places = [place for place, item in enumerate(items) if "tests/browser" in item.path.as_posix()]
    for place, item in zip(places, sorted(ours, key=lesson_of), strict=True):
        items[place] = item
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


@pytest.fixture(scope="session")
def lessons(lab: real_lab.Lab, chrome: Browser) -> Iterator[Lessons]:
    """Each lesson opened and run once, as long as its tests follow one another."""
    opened = Lessons(lab, chrome)
    yield opened
    opened.close()


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(item: pytest.Item) -> Iterator[None]:
    """Leave a lesson in which a test failed: the next test opens it anew."""
    report = yield
    opened = getattr(item, "funcargs", {}).get("lessons")
    if opened is not None and report.when == "call" and report.failed:
        opened.close()
    return report


@pytest.fixture
def lesson(lessons: Lessons) -> Page:
    """Lesson 02, run from top to bottom."""
    return lessons.at("02-hijackings")
