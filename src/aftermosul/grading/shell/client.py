"""The parent's side of the shell server: starts it, hands out work, keeps the time limits."""

from __future__ import annotations

import contextlib
import itertools
import json
import os
import secrets
import select
import socket
import threading
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import nbformat as _untyped_nbformat

from aftermosul.grading import execution
from aftermosul.grading.execution import Execution, Limits, Work
from aftermosul.grading.shell import messages
from aftermosul.grading.shell.messages import Cell, Task
from aftermosul.grading.shell.process import START, Process, ServerGone, started
from aftermosul.problems import Problem

# nbformat publishes hints for half of its functions.
nbformat: Any = _untyped_nbformat

_GRACE = 2.0  # Seconds that an interrupted cell has before it is killed.
_NUDGE = 0.5  # An interrupt may fall between two handlers: it is sent again.
_UIDS = 50_000


class ShellServer:
    """A shell server in its sandbox. `run` may be called from many threads at once.

    Raises `Problem`, with the fix, where no sandbox can be had.
    """

    sandboxed = True

    def __init__(self, hidden: Sequence[Path] = (), process: Process | None = None) -> None:
        """`process` is one that was started with the same `hidden`; it may be starting still."""
        self._hidden = tuple(hidden)
        self._slots = itertools.count(1)
        self._lock = threading.Lock()
        self._closed = False
        self._server: Process | None = process or started(self._hidden)
        self._server.wait_until_ready()

    def close(self) -> None:
        """End the server and whatever it still runs, for good."""
        with self._lock:
            self._closed = True
            server, self._server = self._server, None
        if server is not None:
            server.end()

    def run(self, work: Work) -> Execution:
        """Execute one notebook. A server that died meanwhile is started anew, once."""
        try:
            return self._run(work)
        except ServerGone:
            pass
        try:
            again = self._run(work)
        except ServerGone as error:
            raise Problem(
                "The shell server ended twice on the same notebook: see `aftermosul doctor`."
            ) from error
        flag = "The shell server ended while this notebook ran, and it was run again."
        return execution.with_flag(again, flag)

    def execute(self, notebook: Any, folder: Path, limits: Limits) -> Execution:
        """See `execution.Executor`: the files of `folder` go along."""
        return self.run(execution.work_of(notebook, folder, limits))

    def _run(self, work: Work) -> Execution:
        # Whoever made the work has validated it; a second time would cost as much as a test.
        notebook = nbformat.from_dict(json.loads(work.notebook))
        # nbformat itself writes a cell's source as a list of lines.
        notebook = nbformat.v4.rwbase.rejoin_lines(notebook)
        cells = tuple(
            Cell(i, cell.source, secrets.token_hex(8), _is_test(cell))
            for i, cell in enumerate(notebook.cells)
            if cell.cell_type == "code"
        )
        task = Task(cells, work.limits, work.files)
        with contextlib.ExitStack() as stack:
            control, its_control = (stack.enter_context(s) for s in socket.socketpair())
            results, its_results = (stack.enter_context(s) for s in socket.socketpair())
            number = messages.write_task(task)
            stack.callback(os.close, number)
            server = self._living()
            watch = _Watch(task, control, results)
            try:
                server.hand_out(
                    next(self._slots) % _UIDS, (its_control.fileno(), its_results.fileno(), number)
                )
                its_control.close()
                its_results.close()
                watch.to_the_end()
            except ServerGone:
                # Its children end a moment before it does: none may be handed to it meanwhile.
                server.wait_a_moment()
                raise
        return _execution(notebook, task, watch)

    def _living(self) -> Process:
        """The server; a new one where the old one has ended."""
        with self._lock:
            if self._closed:
                raise Problem("The shell server was closed while work was waiting for it.")
            if self._server is None or self._server.has_ended():
                if self._server is not None:
                    self._server.end()
                self._server = started(self._hidden)
                self._server.wait_until_ready()
            return self._server


@contextlib.contextmanager
def open_server(
    hidden: Sequence[Path] = (), process: Process | None = None
) -> Iterator[ShellServer]:
    """A shell server for the time of a block. Raises `Problem` where there can be no sandbox."""
    server = ShellServer(hidden, process)
    try:
        yield server
    finally:
        server.close()


@contextlib.contextmanager
def open_best(hidden: Sequence[Path] = ()) -> Iterator[execution.Executor]:
    """The sandbox where this machine has one, else a plain kernel: for one's own work."""
    try:
        server = ShellServer(hidden)
    except Problem:
        yield execution.KernelExecutor()
        return
    try:
        yield server
    finally:
        server.close()


@dataclass
class _Watch:
    """One task from the first message to the child's end, with its time limits kept."""

    task: Task
    control: socket.socket
    results: socket.socket
    done: dict[int, dict[str, Any]] = field(default_factory=dict)
    timed_out: list[int] = field(default_factory=list)
    flags: list[str] = field(default_factory=list)
    killed: bool = False
    ended: dict[str, Any] | None = None
    _buffer: bytearray = field(default_factory=bytearray)
    _read: int = 0

    def to_the_end(self) -> None:
        """Read results until the child is gone.

        Raises `ServerGone` where nobody says how, and where it went before a cell had its turn:
        that is no fault of the cells.
        """
        limits = self.task.limits
        began = time.monotonic()
        # Until the child says that it is ready the clock of the first cell stands.
        self._cell_ends = began + START
        self._all_ends = began + START + limits.seconds_in_all
        self._ready = False
        poll = select.poll()
        for side in (self.control, self.results):
            poll.register(side, select.POLLIN)
        open_sides = {self.control.fileno(), self.results.fileno()}
        while open_sides:
            now = time.monotonic()
            for number, _ in poll.poll(max(0.0, self._wake(now)) * 1000):
                side = self.control if number == self.control.fileno() else self.results
                if not self._take(side):
                    poll.unregister(number)
                    open_sides.discard(number)
            self._keep_time(time.monotonic())
            if self.ended is not None and self.control.fileno() in open_sides:
                poll.unregister(self.control.fileno())
                open_sides.discard(self.control.fileno())
        if self.ended is None or "failed" in self.ended or not self._ready:
            raise ServerGone

    def _wake(self, now: float) -> float:
        """Seconds until something is due."""
        return min(self._cell_ends, self._all_ends) - now

    def _take(self, side: socket.socket) -> bool:
        """Read what is there; False where that side has hung up."""
        try:
            data = side.recv(1 << 18)
        except OSError:
            data = b""
        if not data:
            return False
        if side is self.control:
            self.ended = messages.parsed(data) or {}
            return True
        self._read += len(data)
        if self._read > 8 * self.task.limits.bytes_in_all + 2**20:
            self._kill()  # More than the outputs can be: somebody writes to the socket himself.
            return True
        start = len(self._buffer)
        self._buffer += data
        while (end := self._buffer.find(b"\n", start)) >= 0:
            self._heard(bytes(self._buffer[:end]))
            del self._buffer[: end + 1]
            start = 0
        return True

    def _heard(self, text: bytes) -> None:
        """One message. What bears no secret that is due is no result."""
        message = messages.parsed(text) or {}
        now = time.monotonic()
        due = next((cell for cell in self.task.cells if cell.index not in self.done), None)
        if message.get("ready") and not self._ready:
            self._ready = True
            self._all_ends = now + self.task.limits.seconds_in_all
            self._start_clock(now)
        elif "flag" in message:
            if len(self.flags) < 50:
                place = message.get("at")
                where = f"Cell {place + 1}" if isinstance(place, int) else "A cell"
                self.flags.append(f"{where} {str(message['flag'])[:200]}.")
        elif due is not None and message.get("nonce") == due.nonce:
            self.done[due.index] = message
            self._start_clock(now)
        else:
            self.flags.append("Something was written to the grader's own channel.")

    def _start_clock(self, now: float) -> None:
        self._cell_ends = now + self.task.limits.seconds_a_cell
        self._nudges_left = int(_GRACE / _NUDGE)

    def _keep_time(self, now: float) -> None:
        """Interrupt a cell that runs too long, nudge it again, and kill what won't stop."""
        if now < min(self._cell_ends, self._all_ends) or self.killed:
            return
        due = next((cell for cell in self.task.cells if cell.index not in self.done), None)
        over_all = now >= self._all_ends
        if due is None or not self._ready or over_all or self._nudges_left == 0:
            self._note_timeout(due)
            self._kill()
            return
        self._note_timeout(due)
        self._nudges_left -= 1
        self._say(b"I")
        self._cell_ends = now + _NUDGE

    def _note_timeout(self, due: Cell | None) -> None:
        if due is not None and due.index not in self.timed_out:
            self.timed_out.append(due.index)

    def _kill(self) -> None:
        self.killed = True
        self._cell_ends = self._all_ends = time.monotonic() + 10
        self._say(b"K")

    def _say(self, order: bytes) -> None:
        with contextlib.suppress(OSError):
            self.control.sendall(order)


def _seconds(message: dict[str, Any]) -> float:
    told = message.get("seconds")
    return float(told) if isinstance(told, (int, float)) else 0.0


def _is_test(cell: Any) -> bool:
    """Whether nbgrader grades this code cell by running it."""
    noted = cell.metadata.get("nbgrader") or {}
    return bool(noted.get("grade")) and not noted.get("solution")


def _execution(notebook: Any, task: Task, watch: _Watch) -> Execution:
    """The notebook with its outputs, and how it ended."""
    out_of_memory, cut = [], []
    for cell in task.cells:
        message = watch.done.get(cell.index)
        if message is None:
            continue
        target = notebook.cells[cell.index]
        fitted = map(messages.fit, message.get("outputs") or [])
        target.outputs = [nbformat.from_dict(output) for output in fitted if output is not None]
        target.execution_count = messages.as_count(message.get("count"))
        if cell.index in watch.timed_out:
            target.outputs.append(execution.error_output(execution.TIMEOUT, ""))
        if any(output.get("ename") == "MemoryError" for output in target.outputs):
            out_of_memory.append(cell.index)
        if message.get("cut"):
            cut.append(cell.index)
    at = next((cell.index for cell in task.cells if cell.index not in watch.done), None)
    ended: Any = "whole"
    if at is not None and (watch.killed or at in watch.timed_out):
        ended = "killed"
        execution.cut_short(
            notebook, at, execution.TIMEOUT, "The cell would not stop and was killed."
        )
    elif at is not None:
        ended = "crashed"
        if (watch.ended or {}).get("signal") == 9:
            out_of_memory.append(at)
        execution.cut_short(notebook, at, execution.CRASH, "Python itself ended in this cell.")
    notebook.metadata.setdefault("language_info", {"name": "python", "file_extension": ".py"})
    return Execution(
        notebook=notebook,
        timed_out=tuple(watch.timed_out),
        ended=ended,
        ended_at=at,
        out_of_memory=tuple(out_of_memory),
        cut=tuple(cut),
        flags=tuple(dict.fromkeys(watch.flags)),
        seconds=sum(_seconds(message) for message in watch.done.values()),
    )
