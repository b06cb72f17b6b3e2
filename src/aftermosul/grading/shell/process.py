"""The server's process: started in its sandbox, handed work, ended.

It imports little, so that the server can be started before the parent imports nbgrader: the two
then get ready side by side.
"""

from __future__ import annotations

import contextlib
import socket
import subprocess
import tempfile
import threading
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import IO

from aftermosul.grading.shell import messages, sandbox
from aftermosul.problems import Problem

START = 90.0
"""Seconds that the server has to import everything."""


_MOMENT = 2.0  # Seconds that a dying server has to be gone.


class ServerGone(Exception):
    """The server ended while it had work."""


class Process:
    """One running server process and the socket to it."""

    def __init__(self, hidden: Sequence[Path]) -> None:
        self._socket, inner = socket.socketpair(socket.AF_UNIX, socket.SOCK_SEQPACKET)
        self._lock = threading.Lock()
        self._said: IO[bytes] = tempfile.TemporaryFile()  # noqa: SIM115 - closed by end()
        with inner:
            self._process = subprocess.Popen(
                sandbox.command(inner.fileno(), hidden),
                pass_fds=[inner.fileno()],
                stdin=subprocess.DEVNULL,
                stdout=self._said,
                stderr=self._said,
            )
        self._ready = False

    def wait_until_ready(self) -> None:
        """Come back when it takes work. Raises `Problem`, and ends it, where it never will."""
        if self._ready:
            return
        try:
            self._hear_that_it_is_ready()
        except BaseException:
            self.end()
            raise
        self._ready = True

    def _hear_that_it_is_ready(self) -> None:
        self._socket.settimeout(START)
        try:
            text = self._socket.recv(256)
        except OSError:
            text = b""
        if not text:
            self._process.kill()
            self._process.wait()
            self._said.seek(0)
            lines = self._said.read().decode("utf-8", "replace").strip().splitlines()
            raise Problem(f"The sandbox did not start: {(lines or ['it gave no reason'])[-1]}")
        self._socket.settimeout(None)

    def has_ended(self) -> bool:
        """Whether the process is gone."""
        return self._process.poll() is not None

    def wait_a_moment(self) -> None:
        """Come back when the process is gone, or soon."""
        with contextlib.suppress(subprocess.TimeoutExpired):
            self._process.wait(timeout=_MOMENT)

    def hand_out(self, slot: int, numbers: tuple[int, int, int]) -> None:
        """Give the server a task: its two sockets and its file. Raises `ServerGone`."""
        try:
            with self._lock:
                socket.send_fds(self._socket, [messages.line({"slot": slot})], numbers)
        except OSError as error:
            raise ServerGone from error

    def end(self) -> None:
        """Hang up; the server, its supervisors and their children end with that."""
        self._socket.close()
        try:
            self._process.wait(timeout=5)
        except subprocess.TimeoutExpired:
            self._process.kill()
            self._process.wait()
        self._said.close()


def started(hidden: Sequence[Path] = ()) -> Process:
    """A process on its way. Raises `Problem`, with the fix, where no sandbox can be had."""
    said = sandbox.missing()
    if said:
        raise Problem(said)
    return Process(hidden)


@contextlib.contextmanager
def starting(hidden: Sequence[Path] = ()) -> Iterator[Process]:
    """The same, ended with the block."""
    process = started(hidden)
    try:
        yield process
    finally:
        process.end()
