"""From `make lab` to a kernel that has answered: set up already, and in a fresh clone."""

from __future__ import annotations

import os
import re
import signal
import subprocess
import tempfile
import time
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

from tests.browser import kernels
from tests.browser.lab import free_port

LIMIT = 240.0


def measure() -> dict[str, float]:
    """Seconds of one start each, by the clock."""
    with tempfile.TemporaryDirectory() as folder:
        clone = Path(folder) / "clone"
        subprocess.run(["git", "clone", "--quiet", ".", str(clone)], check=True)
        # What is on the disk from earlier installations helps no newcomer.
        caches = {"UV_CACHE_DIR": f"{folder}/uv", "PIP_NO_CACHE_DIR": "1"}
        return {
            "lab_ready_s": _start(Path.cwd(), Path(folder) / "ready", {}),
            "fresh_lab_s": _start(clone, Path(folder) / "fresh", caches),
        }


def _start(checkout: Path, workspace: Path, environment: dict[str, str]) -> float:
    """Seconds until a kernel has answered, after `make lab` in `checkout`."""
    log = workspace.with_suffix(".log")
    flags = f"--no-browser --port={free_port()}"
    command = ["make", "lab", f"WORKSPACE={workspace}", f"LAB_FLAGS={flags}"]
    began = time.perf_counter()
    with log.open("w") as stream:
        child = subprocess.Popen(
            command,
            cwd=checkout,
            env={**os.environ, **environment},
            stdout=stream,
            stderr=subprocess.STDOUT,
            start_new_session=True,
        )
    try:
        url, token = _address(log)
        kernels.said(url, token, "lessons/00-start-here.ipynb", "1 + 1")
        return time.perf_counter() - began
    finally:
        os.killpg(child.pid, signal.SIGTERM)
        child.wait(timeout=30)


def _address(log: Path) -> tuple[str, str]:
    """The server's address and its token, once they are printed."""
    limit = time.monotonic() + LIMIT
    while time.monotonic() < limit:
        found = re.search(r"After Mosul is open at:\s+(\S+)", log.read_text())
        if found:
            parts = urlsplit(found.group(1))
            return f"{parts.scheme}://{parts.netloc}/", parse_qs(parts.query)["token"][0]
        time.sleep(0.02)
    raise RuntimeError(f"JupyterLab did not start:\n{log.read_text()}")
