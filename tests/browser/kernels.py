"""Talk to a kernel of a running JupyterLab, as a notebook that is opened in it does."""

from __future__ import annotations

import json
import urllib.request
import uuid

import websocket

LIMIT = 120.0


def said(url: str, token: str, notebook: str, code: str) -> str:
    """What `code` prints in a new kernel of `notebook`, whose folder it runs in."""
    body = {
        "path": notebook,
        "name": notebook,
        "type": "notebook",
        "kernel": {"name": "python3"},
    }
    headers = {"Authorization": f"token {token}", "Content-Type": "application/json"}
    request = urllib.request.Request(f"{url}api/sessions", json.dumps(body).encode(), headers)
    with urllib.request.urlopen(request, timeout=LIMIT) as reply:
        kernel = json.load(reply)["kernel"]["id"]
    address = f"ws{url.removeprefix('http')}api/kernels/{kernel}/channels?token={token}"
    channel = websocket.create_connection(address, timeout=LIMIT)
    try:
        return _run(channel, code)
    finally:
        channel.close()


def _run(channel: websocket.WebSocket, code: str) -> str:
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
        "content": {"code": code, "silent": False},
        "buffers": [],
    }
    channel.send(json.dumps(message))
    printed, open_ends = "", {"reply", "idle"}
    # What is printed and that a cell has ended come on two channels, in either order.
    while open_ends:
        answer = json.loads(channel.recv())
        if answer["parent_header"].get("msg_id") != sent:
            continue
        content = answer["content"]
        if answer["msg_type"] == "stream":
            printed += content["text"]
        elif answer["msg_type"] == "execute_reply":
            open_ends.discard("reply")
        elif answer["msg_type"] == "status" and content["execution_state"] == "idle":
            open_ends.discard("idle")
    return printed
