"""What the tests need besides Python, found or installed where that is possible.

`python -m tests.needs` is what `make test` calls first. As root on Debian it installs the packages
that are missing in one step; Chromium comes from Playwright's own download otherwise. What is still
missing is said in one line each, and its tests are skipped; with CI=true that is a failure.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from tests.browser import chromium


@dataclass(frozen=True)
class Need:
    """A program that tests start, and Debian's package that brings it."""

    package: str
    found: Callable[[], bool]
    missing: str


def _postgresql() -> bool:
    places = Path("/usr/lib/postgresql").glob("*/bin/initdb")
    return shutil.which("initdb") is not None or any(places)


NEEDS = (
    Need("chromium", lambda: chromium.find() is not None, chromium.MISSING),
    Need(
        "bubblewrap",
        lambda: shutil.which("bwrap") is not None,
        'NO SANDBOX: no bubblewrap; its tests are skipped. Install Debian\'s "bubblewrap".',
    ),
    Need(
        "postgresql",
        _postgresql,
        'NO POSTGRESQL: its tests are skipped. Install Debian\'s "postgresql".',
    ),
)


def missing() -> list[Need]:
    """What is not to be found on this machine."""
    return [need for need in NEEDS if not need.found()]


def install(needs: list[Need]) -> None:
    """Try Debian's packages as root, all in one step, then Playwright's own download."""
    if shutil.which("apt-get") and hasattr(os, "geteuid") and os.geteuid() == 0:
        quiet = {"check": False, "stdout": subprocess.DEVNULL}
        packages = [need.package for need in needs]
        print(f"Installing {', '.join(packages)} for the tests.")  # noqa: T201
        subprocess.run(["apt-get", "update", "-q"], **quiet)  # type: ignore[call-overload]
        command = ["apt-get", "install", "-y", "-q", "--no-install-recommends", *packages]
        subprocess.run(command, **quiet)  # type: ignore[call-overload]
    if chromium.find() is None:
        chromium.download()


def main() -> int:
    """Make sure of what tests need; 1 where something is missing and CI demands it."""
    if missing():
        install(missing())
    still = missing()
    for need in still:
        print(need.missing)  # noqa: T201 - the one visible line
    return 1 if still and os.environ.get("CI") == "true" else 0


if __name__ == "__main__":
    sys.exit(main())
