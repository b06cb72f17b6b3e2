"""A real JupyterLab, started as a reader starts it, and the few things a reader does in it."""

from __future__ import annotations

import contextlib
import json
import os
import re
import signal
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

from playwright.sync_api import Browser, Page, sync_playwright

from aftermosul.cli.servers import end_with_parent
from tests.browser import chromium

COMMAND = Path(sys.executable).parent / "aftermosul"
START_LIMIT = 90.0
RUN_LIMIT = 60.0


@dataclass(frozen=True)
class Lab:
    """A running JupyterLab: its address, its token, and the workspace it serves."""

    url: str
    token: str
    workspace: Path

    def address(self, path: str) -> str:
        """The address that opens one notebook by itself, without the tabs of earlier ones."""
        return f"{self.url}doc/tree/{path}?token={self.token}"

    def request(self, path: str, method: str = "GET", body: object = None) -> bytes:
        """Ask the server something, as a program with the token may; what it answers."""
        data = None if body is None else json.dumps(body).encode()
        headers = {"Authorization": f"token {self.token}", "Content-Type": "application/json"}
        address = f"{self.url}{path}"
        request = urllib.request.Request(address, data=data, method=method, headers=headers)
        with urllib.request.urlopen(request, timeout=20) as reply:
            answer: bytes = reply.read()
            return answer


def free_port() -> int:
    """A port nobody listens on now."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@contextlib.contextmanager
def running(workspace: Path, *extra: str) -> Iterator[Lab]:
    """`aftermosul lab` on a port of its own, ended when the block ends."""
    command = [
        str(COMMAND),
        "lab",
        "--workspace",
        str(workspace),
        "--no-browser",
        f"--port={free_port()}",
        *extra,
    ]
    log = workspace.parent / f"{workspace.name}.log"
    # Jupyter's own folders go beside the workspace: no test leaves settings in a user's home.
    own = {f"JUPYTER_{part}_DIR": str(workspace.parent / part) for part in ("DATA", "RUNTIME")}
    own["JUPYTER_CONFIG_DIR"] = str(workspace.parent / "CONFIG")
    own["JUPYTERLAB_SETTINGS_DIR"] = str(workspace.parent / "SETTINGS")
    own["JUPYTERLAB_WORKSPACES_DIR"] = str(workspace.parent / "WORKSPACES")
    with log.open("w") as stream:
        child = subprocess.Popen(
            command,
            stdout=stream,
            stderr=subprocess.STDOUT,
            env={**os.environ, **own, "PATH": _path_without_ours()},
            # A run that is interrupted, or killed, leaves no server behind.
            preexec_fn=end_with_parent,
        )
    try:
        yield _wait_for(child, log, workspace)
    finally:
        child.send_signal(signal.SIGTERM)
        try:
            child.wait(timeout=20)
        except subprocess.TimeoutExpired:
            child.kill()


def _path_without_ours() -> str:
    """PATH as a reader has it, who starts the command by its path."""
    parts = os.environ.get("PATH", "").split(os.pathsep)
    return os.pathsep.join(part for part in parts if Path(part) != COMMAND.parent)


def _wait_for(child: subprocess.Popen[bytes], log: Path, workspace: Path) -> Lab:
    """The address the command printed, once the server answers at it."""
    limit = time.monotonic() + START_LIMIT
    while time.monotonic() < limit:
        said = log.read_text()
        found = re.search(r"After Mosul is open at:\s+(\S+)", said)
        if found:
            parts = urlsplit(found.group(1))
            token = parse_qs(parts.query)["token"][0]
            return Lab(f"{parts.scheme}://{parts.netloc}/", token, workspace)
        if child.poll() is not None:
            break
        time.sleep(0.1)
    raise RuntimeError(f"JupyterLab did not start:\n{log.read_text()}")


@contextlib.contextmanager
def browser() -> Iterator[Browser]:
    """Headless Chromium."""
    path = chromium.find()
    if path is None:
        raise RuntimeError(chromium.MISSING)
    with sync_playwright() as playwright:
        started = playwright.chromium.launch(executable_path=path, args=chromium.FLAGS)
        try:
            yield started
        finally:
            started.close()


def settle(lab: Lab, theme: str = "JupyterLab Light") -> None:
    """Every cell drawn, whether on the screen or not, and the theme asked for."""
    for plugin, setting in (
        ("@jupyterlab/notebook-extension:tracker", {"windowingMode": "none"}),
        ("@jupyterlab/apputils-extension:themes", {"theme": theme}),
    ):
        lab.request(f"lab/api/settings/{plugin}", "PUT", {"raw": json.dumps(setting)})


def open_notebook(page: Page, lab: Lab, path: str) -> None:
    """Open a notebook and wait until its kernel is there."""
    page.goto(lab.address(path))
    page.wait_for_selector(".jp-Notebook .jp-Cell", timeout=60_000)
    page.locator(".jp-Toolbar-kernelName", has_text="Python 3").wait_for(timeout=60_000)
    idle = ".jp-Notebook-ExecutionIndicator[data-status='idle']"
    page.wait_for_selector(idle, timeout=60_000, state="attached")


def run_all(page: Page) -> None:
    """Run → Run All Cells, and wait until none is waiting or running."""
    page.locator(".lm-MenuBar-item", has_text=re.compile("^Run$")).click()
    page.locator(".lm-Menu-item[data-command='runmenu:run-all']").click()
    page.wait_for_function(
        """() => {
            const prompts = [...document.querySelectorAll(
                ".jp-Notebook .jp-CodeCell .jp-InputPrompt")].map((e) => e.textContent.trim());
            return prompts.length > 0 && prompts.every((p) => /^\\[\\d+\\]:$/.test(p));
        }""",
        timeout=RUN_LIMIT * 1000,
    )


def wait_for_figures(page: Page) -> None:
    """Wait until every figure of the page is drawn."""
    page.locator(".am-instrument").first.wait_for()
    skip_guesses(page)
    page.locator(".am-instrument .am-chart").first.wait_for()
    page.wait_for_function(
        "[...document.querySelectorAll('.am-instrument .am-chart')]"
        ".every((place) => place.querySelector('svg'))"
    )


def skip_guesses(page: Page) -> None:
    """Look at the data without a guess, in every figure that asks for one."""
    skips = page.locator(".am-guess").get_by_role("button", name="Skip")
    while skips.count():
        skips.first.click()  # The question goes away with it.


def whole_page(page: Page, path: Path, width: int) -> None:
    """A picture of the whole notebook, top to bottom."""
    page.set_viewport_size({"width": width, "height": 1000})
    page.wait_for_timeout(800)
    outer = "document.querySelector('.jp-WindowedPanel-outer')"
    inner = page.evaluate(
        "[...document.querySelectorAll('.jp-Notebook .jp-Cell')].at(-1).getBoundingClientRect()"
        f".bottom + {outer}.scrollTop"
    )
    page.set_viewport_size({"width": width, "height": int(inner) + 60})
    page.wait_for_timeout(800)
    page.evaluate(f"{outer}.scrollTop = 0")
    page.wait_for_timeout(500)
    page.screenshot(path=str(path))
