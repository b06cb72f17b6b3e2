"""The child: runs the cells of one notebook and sends what each gave, cell by cell."""

from __future__ import annotations

import asyncio
import contextlib
import os
import socket
import sys
import time
from pathlib import Path
from typing import Any

from aftermosul.grading.shell import capture, messages, watch
from aftermosul.grading.shell.alarm import Alarm, Stopped
from aftermosul.grading.shell.capture import KEPT, GradingShell
from aftermosul.grading.shell.messages import Cell, Task
from aftermosul.grading.shell.seal import Seal, SealedCell


def run(shell: GradingShell, seal: Seal, task: Task, folder: Path, results: socket.socket) -> None:
    """Run every cell of `task` in `folder`, and send a message for each."""
    runner = _Runner(shell, seal, task, results)
    messages.put_files(task, folder)
    os.chdir(folder)
    sys.path.insert(0, "")
    with capture.captured():
        watch.report_tricks(runner.flag, seal.note_a_changed_function)
        results.sendall(messages.line({"ready": True}))
        for cell in task.cells:
            runner.run(cell)
        runner.tell_what_was_replaced()


class _Runner:
    """Runs cells one after another in one event loop, as a kernel does."""

    def __init__(self, shell: GradingShell, seal: Seal, task: Task, results: socket.socket) -> None:
        self._shell, self._seal, self._limits, self._results = shell, seal, task.limits, results
        self._loop = asyncio.new_event_loop()
        asyncio.set_event_loop(self._loop)
        self._at = 0
        self._reading = _readers(shell)
        os.register_at_fork(after_in_child=self._without_a_voice)
        self._alarm = Alarm()
        # Kept here, since the student's code may replace them where everybody finds them.
        self._send, self._line, self._clock = results.sendall, messages.line, time.monotonic
        self._yield = os.nice

    def _without_a_voice(self) -> None:
        """What a cell forks ends with its cell: it can't say a result again.

        It yields to others, or a fork bomb would take the time of those graded beside it.
        """
        self._results.close()
        self._yield(10)

    def flag(self, said: str) -> None:
        """Tell the teacher's side at once: the process may not live to tell later."""
        self._send(self._line({"flag": said, "at": self._at}))

    def tell_what_was_replaced(self) -> None:
        """Put everything back, and say what the cells since the last test had replaced."""
        self._tell(self._seal.restore())

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
        outputs: list[capture.Output] = []
        failure: BaseException | None = None
        self._alarm.arm(cell.index)
        try:
            if cell.sealed:
                self._run_sealed(cell, outputs)
            else:
                self._run_plain(cell)
        except BaseException as error:  # noqa: BLE001 - whatever it is, the next cell has its turn
            failure = error
        self._alarm.disarm()
        # A test calls the student's functions, which may replace things at that late hour. The
        # rest is put back before the next test: no marks hang on it till then.
        self._tell(self._seal.restore_the_grader())
        self._tell_of_readers()
        capture.collect_beneath()
        outputs = (
            _shown_only(capture.handed_over()) + outputs if cell.sealed else capture.handed_over()
        )
        # Whether a test failed is said here and nowhere else: no cell's code reaches this list.
        if failure is not None:
            outputs.append(_told(failure))
        message = {
            "nonce": cell.nonce,
            "outputs": capture.without_names(outputs),
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

    def _run_sealed(self, cell: Cell, outputs: list[capture.Output]) -> None:
        """Run a test cell; the value of its last line goes into `outputs`."""
        shell = self._shell
        self.tell_what_was_replaced()
        names = {"stdout": sys.stdout, "stderr": sys.stderr}
        sys.stdout, sys.stderr = capture.writers()
        shell.execution_count += 1
        try:
            with shell.builtin_trap:
                value = SealedCell(cell.source, cell.index).run(shell.user_ns, self._loop)
                if value is not None:
                    outputs.append(_result(value, shell))
        finally:
            sys.stdout, sys.stderr = names["stdout"], names["stderr"]


def _shown_only(outputs: list[capture.Output]) -> list[capture.Output]:
    """What a test printed and displayed. Its points come from the runner, not from in here."""
    return [o for o in outputs if o.get("output_type") in ("stream", "display_data")]


def _told(error: BaseException) -> capture.Output:
    """An error as a cell's output, in the words that the error itself has for readers."""
    if isinstance(error, Stopped):
        stopped = "KeyboardInterrupt"
        return capture.error_output(stopped, "", [f"{stopped}: the cell was stopped"])
    name, text = type(error).__name__, capture.text_of(error)
    lines = [f"{name}: {text}"]
    with contextlib.suppress(BaseException):
        lines = [str(part) for part in error._render_traceback_()]  # type: ignore[attr-defined]
    return capture.error_output(name, text, lines)


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
