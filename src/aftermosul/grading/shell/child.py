"""The child: runs the cells of one notebook and sends what each gave, cell by cell."""

from __future__ import annotations

import asyncio
import contextlib
import gc
import os
import signal
import socket
import sys
import time
from pathlib import Path
from typing import Any

from aftermosul.grading.shell import capture, messages, watch
from aftermosul.grading.shell.capture import KEPT, GradingShell
from aftermosul.grading.shell.messages import Cell, Task
from aftermosul.grading.shell.seal import Seal, SealedCell


class Stopped(BaseException):
    """The cell's time is over. No `except Exception` and no `except KeyboardInterrupt` holds it."""


def run(shell: GradingShell, seal: Seal, task: Task, folder: Path, results: socket.socket) -> None:
    """Run every cell of `task` in `folder`, and send a message for each."""
    runner = _Runner(shell, seal, task, results)
    messages.put_files(task, folder)
    os.chdir(folder)
    sys.path.insert(0, "")
    with capture.captured():
        watch.report_tricks(runner.flag)
        results.sendall(messages.line({"ready": True}))
        for cell in task.cells:
            runner.run(cell)


class _Runner:
    """Runs cells one after another in one event loop, as a kernel does."""

    def __init__(self, shell: GradingShell, seal: Seal, task: Task, results: socket.socket) -> None:
        self._shell, self._seal, self._limits, self._results = shell, seal, task.limits, results
        self._loop = asyncio.new_event_loop()
        asyncio.set_event_loop(self._loop)
        self._at = 0
        self._interruptible = False
        self._reading = _readers(shell)
        os.register_at_fork(after_in_child=self._without_a_voice)
        self._stopped_at: int | None = None
        signal.signal(signal.SIGINT, self._interrupted)
        signal.signal(signal.SIGALRM, self._again)
        sys.unraisablehook = self._unraised
        # A restored builtins has no `_` from an earlier line; nothing else is looked up later.
        self._send, self._line, self._clock = results.sendall, messages.line, time.monotonic
        self._kill, self._number, self._yield = os.kill, os.getpid, os.nice

    def _interrupted(self, *_: object) -> None:
        if self._interruptible:
            self._stopped_at = self._at
            self._end_what_it_started()
            raise Stopped

    def _again(self, *_: object) -> None:
        if self._interruptible and self._stopped_at == self._at:
            self._end_what_it_started()
            raise Stopped

    def _unraised(self, said: Any) -> None:
        """Python drops what is raised while it forks, and a stop must not be lost: once more."""
        if said.exc_type is Stopped:
            signal.setitimer(signal.ITIMER_REAL, 0.002)
        else:
            sys.__unraisablehook__(said)

    def _without_a_voice(self) -> None:
        """What a cell forks ends with its cell: it can't say a result again.

        It yields to others, or a fork bomb would take the time of those graded beside it.
        """
        self._results.close()
        self._yield(10)

    def _end_what_it_started(self) -> None:
        """A stopped cell's processes stop too, or a fork bomb would take the next cells' time.

        The first process of a namespace reaches all others in it, itself left out, and no more.
        """
        if self._number() == 1:
            with contextlib.suppress(OSError):
                self._kill(-1, signal.SIGKILL)

    def flag(self, said: str) -> None:
        """Tell the teacher's side at once: the process may not live to tell later."""
        self._send(self._line({"flag": said, "at": self._at}))

    def _tell(self, replaced: list[str]) -> None:
        for what in replaced[:20]:
            self.flag(f"replaced {what}, which was put back")

    def _tell_of_readers(self) -> None:
        """Say it once where cells are read or run otherwise from now on; tests never are."""
        now = _readers(self._shell)
        if now != self._reading:
            self._reading = now
            self.flag("changed how cells are read or run; the tests ran as they stand")

    def run(self, cell: Cell) -> None:
        """Run one cell and send what it gave."""
        self._at = cell.index
        KEPT.begin(self._limits.bytes_a_cell, self._limits.bytes_in_all)
        began = self._clock()
        try:
            self._interruptible = True
            if cell.sealed:
                self._run_sealed(cell)
            else:
                self._run_plain(cell)
            self._interruptible = False
        except BaseException as error:  # noqa: BLE001 - whatever gets here, the next cell still has its turn.
            self._interruptible = False
            self._note(error)
        self._tell(self._seal.restore_builtins())
        self._tell_of_readers()
        capture.collect_beneath()
        message = {
            "nonce": cell.nonce,
            "outputs": capture.handed_over(),
            "count": self._shell.execution_count - 1,
            "cut": KEPT.cut,
            "seconds": self._clock() - began,
        }
        self._send(self._line(message))

    def _run_plain(self, cell: Cell) -> None:
        shell = self._shell
        source, failure = cell.source, None
        try:
            source = shell.transform_cell(cell.source)  # type: ignore[no-untyped-call]
        except Exception:  # noqa: BLE001 - the shell shows it
            failure = sys.exc_info()
        work = shell.run_cell_async(
            cell.source,
            store_history=True,
            transformed_cell=source,
            preprocessing_exc_tuple=failure,
        )
        task = self._loop.create_task(work)
        try:
            result = self._loop.run_until_complete(task)
        except BaseException:
            task.cancel()
            raise
        shell.events.trigger("post_execute")
        shell.events.trigger("post_run_cell", result)

    def _run_sealed(self, cell: Cell) -> None:
        shell = self._shell
        self._tell(self._seal.restore())
        names = {"stdout": sys.stdout, "stderr": sys.stderr}
        sys.stdout, sys.stderr = capture.writers()
        shell.execution_count += 1
        try:
            with shell.builtin_trap:
                value = SealedCell(cell.source, cell.index).run(shell.user_ns, self._loop)
                if value is not None:
                    KEPT.shown(_result(value, shell))
        finally:
            sys.stdout, sys.stderr = names["stdout"], names["stderr"]

    def _note(self, error: BaseException) -> None:
        """An error as the cell's output, in the words that the error itself has for readers."""
        if isinstance(error, Stopped):
            KEPT.error("KeyboardInterrupt", "", ["KeyboardInterrupt: the cell was stopped"])
            return
        name = type(error).__name__
        text = capture.text_of(error)
        lines = [f"{name}: {text}"]
        with contextlib.suppress(BaseException):
            lines = [str(part) for part in error._render_traceback_()]  # type: ignore[attr-defined]
        KEPT.error(name, text, lines)


def _readers(shell: GradingShell) -> tuple[list[Any], ...]:
    """What the shell puts cells through: its transformers, and methods that were replaced."""
    manager = shell.input_transformer_manager
    replaced = [name for name in vars(shell) if callable(getattr(type(shell), name, None))]
    return (
        list(manager.cleanup_transforms),
        list(manager.line_transforms),
        list(manager.token_transformers),
        list(shell.input_transformers_post),
        list(shell.ast_transformers),
        sorted(replaced),
    )


def _result(value: Any, shell: GradingShell) -> capture.Output:
    """The value of a test's last line. nbgrader reads partial credit from its plain text."""
    if type(value) in (int, float):
        data = {"text/plain": repr(value)}
    else:
        formatter: Any = shell.display_formatter
        data = formatter.format(value)[0]
    return {
        "output_type": "execute_result",
        "execution_count": shell.execution_count - 1,
        "data": capture.as_text(data),
        "metadata": {},
    }


def last_preparations() -> None:
    """What is done once, before the first fork: freeze what is there, so that it stays shared."""
    gc.collect()
    gc.freeze()
