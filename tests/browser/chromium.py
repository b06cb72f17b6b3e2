"""Finding Chromium for the browser tests; `tests.needs` installs it where that is possible."""

from __future__ import annotations

import shutil
import subprocess
import sys
from pathlib import Path

MISSING = (
    "NO BROWSER: Chromium is not here and could not be installed; browser tests are skipped. "
    'Install Debian\'s "chromium", or run "playwright install chromium".'
)

# Debian's Chromium as root in a container: no sandbox, and no attempt to call home.
FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]


def find() -> str | None:
    """The path of a Chromium that can be run, or None."""
    for name in ("chromium", "chromium-browser", "google-chrome"):
        found = shutil.which(name)
        if found:
            return found
    return _playwrights_own()


def _playwrights_own() -> str | None:
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        path = playwright.chromium.executable_path
    return path if Path(path).exists() else None


def download() -> None:
    """Try Playwright's own download, where no package is to be had."""
    command = [sys.executable, "-m", "playwright", "install", "chromium"]
    subprocess.run(command, check=False)
