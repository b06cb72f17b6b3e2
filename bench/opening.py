"""From `make lab`, already set up, to a kernel that has answered."""

from __future__ import annotations

import json
import os
import re
import signal
import subprocess
import tempfile
import time
import urllib.request
import uuid
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import websocket

from tests.browser.lab import free_port

LIMIT = 120.0


def measure() -> dict[str, float]:
    """Seconds of one start, by the clock."""
    with tempfile.TemporaryDirectory() as folder:
        log = Path(folder) / "lab.log"
        flags = f"--no-browser --port={free_port()}"
        command = ["make", "lab", f"WORKSPACE={folder}/workspace", f"LAB_FLAGS={flags}"]
        began = time.perf_counter()
        with log.open("w") as stream:
            child = subprocess.Popen(
                command, stdout=stream, stderr=subprocess.STDOUT, start_new_session=True
            )
        try:
            host, token = _address(log)
            _first_answer(host, token)
            return {"lab_ready_s": time.perf_counter() - began}
        finally:
            os.killpg(child.pid, signal.SIGTERM)
            child.wait(timeout=30)


def _address(log: Path) -> tuple[str, str]:
    """The host with its port, and the token, once they are printed."""
    limit = time.monotonic() + LIMIT
    while time.monotonic() < limit:
        found = re.search(r"After Mosul is open at:\s+(\S+)", log.read_text())
        if found:
            parts = urlsplit(found.group(1))
            return parts.netloc, parse_qs(parts.query)["token"][0]
        time.sleep(0.02)
    raise RuntimeError(f"JupyterLab did not start:\n{log.read_text()}")


def _first_answer(host: str, token: str) -> None:
    """Start a kernel and wait until it has run a line."""
    headers = {"Authorization": f"token {token}"}
    request = urllib.request.Request(f"http://{host}/api/kernels", b"{}", headers)
    with urllib.request.urlopen(request, timeout=LIMIT) as reply:
        kernel = json.load(reply)["id"]
    address = f"ws://{host}/api/kernels/{kernel}/channels?token={token}"
    channel = websocket.create_connection(address, timeout=LIMIT)
    sent = uuid.uuid4().hex
    message = {
        "header": {
            "msg_id": sent,
            "msg_type": "execute_request",
            "username": "",
            "session": uuid.uuid4().hex,
            "version": "5.3",
        },
        "parent_header": {},
        "metadata": {},
        "channel": "shell",
        "content": {"code": "1 + 1", "silent": False},
        "buffers": [],
    }
    channel.send(json.dumps(message))
    while True:
        answer = json.loads(channel.recv())
        mine = answer["parent_header"].get("msg_id") == sent
        if mine and answer["msg_type"] == "execute_reply":
            break
    channel.close()
