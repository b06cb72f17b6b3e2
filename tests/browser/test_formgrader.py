"""A teacher opens the formgrader on a hostile submission, and nothing of it runs.

The same submission without our cleaning, as plain nbgrader publishes it, shows that the page and
the test would see it.
"""

from __future__ import annotations

import contextlib
import json
import os
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from urllib.error import URLError

import pytest
from nbgrader.api import Gradebook
from playwright.sync_api import Browser, Route

from aftermosul.classroom import steps
from tests.browser import lab as real_lab
from tests.classroom import courses
from tests.grading import live

NAME = courses.NAME
TOKEN = "formgrader-test"
# MathJax, which nbgrader's own page asks for.
ALLOWED = ("http://127.0.0.1", "https://cdnjs.cloudflare.com/ajax/libs/mathjax/", "data:")
INSIDE = "#notebook-container"


@dataclass
class Opened:
    """What a browser did with one submission's page."""

    said: list[str] = field(default_factory=list)
    asked_for: list[str] = field(default_factory=list)
    text: str = ""
    found: dict[str, Any] = field(default_factory=dict)


def hand_in(course: Path, student: str) -> None:
    """The right answers, all kinds of live text below them, and one in the essay."""
    path = courses.hand_in(course, student, "right-another-way")
    content = json.loads(path.read_text(encoding="utf-8"))
    (essay,) = [cell for cell in content["cells"] if cell["id"] == "essay-right-text"]
    essay["source"] = f"I *count* incidents: a < b, $x^2$.\n\n{live.TAGS[0]}"
    live.cells(content)
    path.write_text(json.dumps(content), encoding="utf-8")


@pytest.fixture(scope="module")
def course(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Graded twice: `ours` as we publish it, `plain` as nbgrader does."""
    course = courses.empty(tmp_path_factory.mktemp("formgrader") / "course")
    jobs = courses.Kept()
    for student in ("ours", "plain"):
        hand_in(course, student)
        with pytest.MonkeyPatch.context() as patch:
            if student == "plain":
                patch.setattr(steps, "inert", lambda notebook: notebook)
            (row,) = courses.grade(course, [student], jobs=jobs).rows
        assert row.points == row.max_points, row.sentences
    return course


@pytest.fixture(scope="module")
def server(course: Path) -> Iterator[str]:
    """A Jupyter server in the course's folder, with nbgrader's own extension: its address."""
    port = real_lab.free_port()
    own = {f"JUPYTER_{part}_DIR": str(course.parent / part) for part in ("DATA", "RUNTIME")}
    own["JUPYTER_CONFIG_DIR"] = str(course.parent / "CONFIG")
    command = [sys.executable, "-m", "jupyter_server", "--no-browser", "--allow-root"]
    command += [f"--ServerApp.root_dir={course}", f"--ServerApp.port={port}"]
    command += [f"--IdentityProvider.token={TOKEN}", "--ServerApp.port_retries=0"]
    log = course.parent / "server.log"
    with log.open("w") as stream:
        child = subprocess.Popen(
            command, cwd=course, stdout=stream, stderr=stream, env={**os.environ, **own}
        )
    try:
        address = f"http://127.0.0.1:{port}/"
        limit = time.monotonic() + real_lab.START_LIMIT
        while time.monotonic() < limit and child.poll() is None:
            with contextlib.suppress(URLError, ConnectionError):
                asked(address, "api/status")
                break
            time.sleep(0.1)
        else:
            raise RuntimeError(f"The server did not start:\n{log.read_text()}")
        yield address
    finally:
        child.terminate()
        child.wait(timeout=30)


def asked(address: str, path: str) -> Any:
    request = urllib.request.Request(address + path, headers={"Authorization": f"token {TOKEN}"})
    with urllib.request.urlopen(request, timeout=20) as reply:
        return json.load(reply)


def opened(chrome: Browser, address: str, course: Path, student: str) -> Opened:
    """Open a student's page as the formgrader's list links to it."""
    with Gradebook(f"sqlite:///{course / 'gradebook.db'}", "after-mosul") as gradebook:
        number = gradebook.find_submission_notebook(NAME, NAME, student).id
    seen = Opened()
    context = chrome.new_context()
    page = context.new_page()
    page.on("console", lambda message: seen.said.append(message.text))

    def route(asking: Route) -> None:
        seen.asked_for.append(asking.request.url)
        if asking.request.url.startswith("http://127.0.0.1"):
            asking.continue_()
        else:
            asking.abort()

    page.route("**/*", route)
    page.goto(f"{address}login")  # Where a browser gets the cookie that every change asks for.
    page.goto(f"{address}api/status?token={TOKEN}")
    page.goto(f"{address}formgrader/submissions/{number}/")
    page.locator("input.score").first.wait_for()
    # Whatever an attack asks the server for was asked and answered when the network is quiet.
    page.wait_for_load_state("networkidle")
    seen.text = page.locator(INSIDE).first.inner_text()
    seen.found = page.evaluate(
        """(inside) => {
            const all = [...document.querySelectorAll(inside + " *")];
            return {
                tags: [...new Set(all.map((e) => e.localName))],
                handlers: all.flatMap((e) => e.getAttributeNames()).filter((n) => /^on/.test(n)),
                links: all.filter((e) => e.localName === "a" && e.hasAttribute("href"))
                    .map((e) => e.protocol),
                pictures: all.filter((e) => e.localName === "img" && e.src).map((e) => e.src),
            };
        }""",
        INSIDE,
    )
    context.close()
    return seen


def test_plain_nbgrader_runs_a_students_words(course: Path, server: str, chrome: Browser) -> None:
    """What ours is held against: were this page quiet, the next test would show nothing."""
    seen = opened(chrome, server, course, "plain")
    assert len([said for said in seen.said if "RAN" in said]) > 20
    assert any(url.startswith(live.ELSEWHERE) for url in seen.asked_for)
    assert "javascript:" in seen.found["links"]
    assert (course / "PWNED.txt").exists()
    assert len(asked(server, "api/kernels")) > 0


def test_nothing_of_a_students_runs_in_the_formgrader(
    course: Path, server: str, chrome: Browser
) -> None:
    (course / "PWNED.txt").unlink(missing_ok=True)
    kernels = len(asked(server, "api/kernels"))
    seen = opened(chrome, server, course, "ours")

    assert [said for said in seen.said if "RAN" in said] == []
    assert [url for url in seen.asked_for if not url.startswith(ALLOWED)] == []
    assert not (course / "PWNED.txt").exists()
    assert len(asked(server, "api/kernels")) == kernels

    live_tags = {"script", "iframe", "object", "embed", "svg", "math", "style", "link", "form"}
    assert live_tags.isdisjoint(seen.found["tags"])
    assert seen.found["handlers"] == []
    assert set(seen.found["links"]) <= {"http:", "https:", "mailto:"}
    assert [src for src in seen.found["pictures"] if not src.startswith("data:image/")] == []

    # The words are there to read, what the student tried among them.
    assert "I count incidents: a < b" in seen.text
    assert 'fetch("/api/kernels"' in seen.text
