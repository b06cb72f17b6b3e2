"""Lessons opened and run once, for all the tests that look at them.

Opening a lesson and running it takes most of a browser test's time. A page is therefore kept until
another lesson is asked for, and `conftest.py` puts the tests of one lesson one after another. In
any other order the tests say the same, and take longer.
"""

from __future__ import annotations

import json
from dataclasses import dataclass, field

from playwright.sync_api import Browser, Page

from tests.browser import lab as real_lab
from tests.browser.lab import Lab

SIZE = {"width": 1400, "height": 1000}


@dataclass
class Lessons:
    """The lesson that is open now, if any, and the addresses that its page asked for."""

    lab: Lab
    chrome: Browser
    name: str = ""
    asked: list[str] = field(default_factory=list)
    _page: Page | None = None

    def at(self, name: str) -> Page:
        """A lesson run from top to bottom, its guesses skipped, every figure at its first step."""
        if name != self.name or self._page is None:
            self.close()
            self._open(name)
        page = self._page
        assert page is not None
        page.set_viewport_size(SIZE)  # type: ignore[arg-type]
        for figure in page.locator(".am-instrument").all():
            # What a step doesn't name goes back to its start.
            figure.locator(".am-steps button").first.click()
        return page

    def _open(self, name: str) -> None:
        self.name, self.asked = name, []
        asked = self.asked
        self._page = page = self.chrome.new_page(viewport=SIZE)  # type: ignore[arg-type]
        page.on("request", lambda request: asked.append(request.url))
        real_lab.open_notebook(page, self.lab, f"lessons/{name}.ipynb")
        real_lab.run_all(page)
        real_lab.wait_for_figures(page)

    def close(self) -> None:
        """Leave the lesson, and end its kernel."""
        if self._page is None:
            return
        self._page.close()
        self._page = None
        for session in json.loads(self.lab.request("api/sessions")):
            if session["path"] == f"lessons/{self.name}.ipynb":
                self.lab.request(f"api/sessions/{session['id']}", "DELETE")
