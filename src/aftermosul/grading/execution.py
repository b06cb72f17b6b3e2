"""Executing one notebook: the one interface that a faster, sandboxed executor will share.

Whatever a notebook does, executing it ends: with all cells run, with a cell stopped, or with the
kernel gone. A cell that never ran holds an error that says so, since nbgrader counts a silent
test cell as passed.
"""

from __future__ import annotations

import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any, Literal, Protocol

from jupyter_client.kernelspec import KernelSpec
from jupyter_client.manager import AsyncKernelManager
from nbclient import NotebookClient
from nbclient.exceptions import CellTimeoutError, DeadKernelError
from nbformat.v4 import new_output
from traitlets.log import get_logger

from aftermosul.grading.limits import Limits as Limits
from aftermosul.grading.notebooks import Notebook, nbformat
from aftermosul.problems import Problem

TIMEOUT = "CellTimeoutError"
"""The name of the error that nbgrader, and we, note on a cell that ran too long."""
CRASH = "KernelDied"
NOT_RUN = "NotRun"

_GRACE = 4  # Seconds that an interrupted cell has to give up before its kernel is killed.


@dataclass(frozen=True)
class Execution:
    """An executed notebook and how it ended. Cells are counted from 0.

    `timed_out` lists cells that were stopped; `ended` says whether the kernel lived to the last
    cell, and `ended_at` names the cell where it didn't. `out_of_memory` lists cells that asked for
    more memory than they may have and `cut` those whose output was cut. `flags` are sentences for
    the teacher: what looked like a trick. `seconds` were spent in the cells.
    """

    notebook: Notebook
    timed_out: tuple[int, ...] = ()
    ended: Literal["whole", "killed", "crashed"] = "whole"
    ended_at: int | None = None
    out_of_memory: tuple[int, ...] = ()
    cut: tuple[int, ...] = ()
    flags: tuple[str, ...] = ()
    seconds: float = 0.0


@dataclass(frozen=True)
class Work:
    """One notebook to execute, as plain data that can travel to another machine.

    `notebook` is its text as JSON, `files` what lies beside it: relative paths and their bytes.
    """

    notebook: str
    files: tuple[tuple[str, bytes], ...] = ()
    limits: Limits = field(default_factory=Limits)


class Executor(Protocol):
    """Runs a notebook's cells in a folder, within limits, and always comes back."""

    @property
    def sandboxed(self) -> bool:
        """Whether the cells are kept from the reader's files and from the network."""
        ...

    def execute(self, notebook: Notebook, folder: Path, limits: Limits) -> Execution:
        """Run every code cell of `notebook`, which may be changed, with `folder` as its place."""
        ...


class KernelExecutor:
    """Runs a notebook in an ordinary IPython kernel of this very Python."""

    sandboxed = False

    def execute(self, notebook: Notebook, folder: Path, limits: Limits) -> Execution:
        """See `Executor`. Raises `Problem` where no kernel starts."""
        client = _Client(notebook, limits, folder, get_logger())
        try:
            # What bypasses the kernel's own capture must not mix with what a command prints.
            client.execute(stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        except CellTimeoutError:
            return _cut_short(client, "killed", TIMEOUT, "The cell would not stop and was killed.")
        except DeadKernelError:
            if client.was_interrupted:
                raise KeyboardInterrupt from None
            return _cut_short(client, "crashed", CRASH, "Python itself ended in this cell.")
        except (RuntimeError, OSError) as error:
            raise Problem(
                f"No Python kernel could be started ({error}). "
                "`aftermosul doctor` says what is missing."
            ) from error
        return Execution(client.nb, tuple(client.timed_out))


def run_in_kernel(work: Work) -> Execution:
    """Run `work` in a plain kernel, in a folder that is there for as long as it takes.

    Many threads may call it at once. Raises `Problem` where no kernel starts.
    """
    with tempfile.TemporaryDirectory(
        prefix="aftermosul-kernel-", ignore_cleanup_errors=True
    ) as name:
        folder = Path(name).resolve()
        for relative, content in work.files:
            file = (folder / relative).resolve()
            if not file.is_relative_to(folder):
                raise Problem(f"{relative} does not lie beside the notebook. Take it away.")
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_bytes(content)
        notebook = nbformat.reads(work.notebook, as_version=4)
        started = time.monotonic()
        done = KernelExecutor().execute(notebook, folder, work.limits)
        return replace(done, seconds=time.monotonic() - started)


@dataclass
class _Watch:
    """What the client notes while cells run."""

    ends: float
    timed_out: list[int] = field(default_factory=list)
    at: int = 0
    printed: int = 0


class _Client(NotebookClient):
    """nbclient's own client with a time limit for the whole, and a limit on output."""

    def __init__(self, notebook: Notebook, limits: Limits, folder: Path, log: Any) -> None:
        super().__init__(
            notebook,
            allow_errors=True,
            error_on_timeout={"ename": TIMEOUT, "evalue": "", "traceback": []},
            extra_arguments=["--HistoryManager.hist_file=:memory:"],
            interrupt_on_timeout=True,
            iopub_timeout=_GRACE,
            kernel_manager_class=AsyncKernelManager,
            log=log,
            raise_on_iopub_timeout=True,
            resources={"metadata": {"path": str(folder)}},
            shutdown_kernel="immediate",
            store_widget_state=False,
        )
        self.limits = limits
        self.watch = _Watch(ends=time.monotonic() + limits.seconds_in_all)
        self.timeout_func = self._seconds_left
        self.on_cell_start = self._note_start
        self.on_cell_executed = self._note_end

    @property
    def timed_out(self) -> list[int]:
        """The cells that were stopped."""
        return self.watch.timed_out

    @property
    def was_interrupted(self) -> bool:
        """Whether the kernel is gone because the reader pressed Ctrl-C: nbclient then ends it."""
        return getattr(self, "_async_cleanup_kernel_future", None) is not None

    def create_kernel_manager(self) -> Any:
        """A kernel of this Python: a kernel spec of the same name may belong to another."""
        manager = super().create_kernel_manager()
        argv = [sys.executable, "-m", "ipykernel_launcher", "-f", "{connection_file}"]
        manager._kernel_spec = KernelSpec(argv=argv, display_name="Python 3", language="python")
        return manager

    def process_message(self, msg: dict[str, Any], cell: Any, cell_index: int) -> Any:
        """A cell can make the count of runs a negative number, which no notebook can hold."""
        count = msg["content"].get("execution_count")
        if isinstance(count, int) and count < 0:
            msg["content"]["execution_count"] = None
        return super().process_message(msg, cell, cell_index)

    def _seconds_left(self, cell: Any) -> Any:
        return max(1.0, min(self.limits.seconds_a_cell, self.watch.ends - time.monotonic()))

    def _note_start(self, cell: Any, cell_index: int) -> None:
        self.watch.at, self.watch.printed = cell_index, 0

    def _note_end(self, cell: Any, cell_index: int, execute_reply: Any) -> None:
        """Keep errors that only the reply speaks of, as nbgrader's own Execute does."""
        content = execute_reply["content"]
        if content["status"] != "error":
            return
        name = str(content.get("ename", "Error"))
        if name == TIMEOUT:
            self.watch.timed_out.append(cell_index)
        if not any(o.output_type == "error" and o.ename == name for o in cell.outputs):
            cell.outputs.append(error_output(name, str(content.get("evalue", ""))))

    def output(self, outs: Any, msg: Any, display_id: Any, cell_index: int) -> Any:
        """Keep an output, unless the cell has written more than its share."""
        kind = msg["msg_type"]
        self.watch.printed += len(str(msg["content"])) if kind != "error" else 0
        if kind != "error" and self.watch.printed > self.limits.bytes_a_cell:
            return None
        return super().output(outs, msg, display_id, cell_index)


def error_output(name: str, text: str) -> Any:
    """An error as a cell's output."""
    return new_output("error", ename=name, evalue=text, traceback=[f"{name}: {text}"])  # type: ignore[no-untyped-call]


def _cut_short(
    client: _Client, ended: Literal["killed", "crashed"], name: str, text: str
) -> Execution:
    """The notebook of a client whose kernel is gone."""
    at = client.watch.at
    cut_short(client.nb, at, name, text)
    timed_out = (*client.timed_out, at) if ended == "killed" else tuple(client.timed_out)
    return Execution(client.nb, timed_out, ended, at)


def cut_short(notebook: Notebook, at: int, name: str, text: str) -> None:
    """Note on cell `at` that the run ended there; cells that never ran say so."""
    for index, cell in enumerate(notebook.cells):
        if cell.cell_type == "code" and index == at:
            cell.outputs.append(error_output(name, text))
        elif cell.cell_type == "code" and index > at:
            cell.outputs = [error_output(NOT_RUN, "An earlier cell ended the run.")]


def work_of(notebook: Notebook, folder: Path, limits: Limits) -> Work:
    """A notebook and the files that lie in `folder` as plain data. Links are not followed."""
    files = tuple(
        (path.relative_to(folder).as_posix(), path.read_bytes())
        for path in sorted(folder.rglob("*"))
        if path.is_file() and not path.is_symlink() and path.suffix != ".ipynb"
    )
    return Work(nbformat.writes(notebook), files, limits)


def with_flag(execution: Execution, sentence: str) -> Execution:
    """The same execution with one more sentence for the teacher."""
    return replace(execution, flags=(*execution.flags, sentence))
