"""Finding Chromium for the browser tests, and installing it where that is possible.

`python -m tests.browser.chromium` is what `make test` calls first: Debian's package as root, else
Playwright's own download. Where neither works it says so in one line; with CI=true it fails.
"""

from __future__ import annotations

import os
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


def install() -> None:
    """Try Debian's package as root, then Playwright's own download."""
    if shutil.which("apt-get") and hasattr(os, "geteuid") and os.geteuid() == 0:
        subprocess.run(["apt-get", "update", "-q"], check=False, stdout=subprocess.DEVNULL)
        command = ["apt-get", "install", "-y", "-q", "--no-install-recommends", "chromium"]
        subprocess.run(command, check=False, stdout=subprocess.DEVNULL)
    if find() is None:
        command = [sys.executable, "-m", "playwright", "install", "chromium"]
        subprocess.run(command, check=False)


def main() -> int:
    """Make sure of a browser; 1 where there is none and CI demands one."""
    if find() is None:
        install()
    if find() is not None:
        return 0
    print(MISSING)  # noqa: T201 - the one visible line
    return 1 if os.environ.get("CI") == "true" else 0


if __name__ == "__main__":
    sys.exit(main())
