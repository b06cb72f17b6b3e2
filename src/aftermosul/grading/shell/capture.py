"""An IPython shell without a kernel: what its cells print, show and raise is kept as outputs."""

from __future__ import annotations

import base64
import builtins
import contextlib
import io
import os
import sys
import tempfile
from collections.abc import Iterator
from typing import Any

from IPython.core.displayhook import DisplayHook
from IPython.core.displaypub import DisplayPublisher
from IPython.core.error import StdinNotImplementedError
from IPython.core.interactiveshell import InteractiveShell
from traitlets import Type
from traitlets.config import Config

Output = dict[str, Any]


class Kept:
    """The outputs of the cell that is running, up to so many bytes."""

    def __init__(self) -> None:
        self.begin(0, 0)
        self.in_all = 0

    def begin(self, most_a_cell: int, most_in_all: int) -> None:
        """Forget the last cell's outputs."""
        self.outputs: list[Output] = []
        self.most_a_cell, self.most_in_all = most_a_cell, most_in_all
        self.bytes = 0
        self.cut = False
        self._clear_next = False

    def stream(self, name: str, text: str) -> None:
        """Text that was printed."""
        if not text:
            return
        room = self._room(len(text))
        text = text[:room]
        if not text:
            return
        self._clear_if_asked()
        last = self.outputs[-1] if self.outputs else {}
        if last.get("output_type") == "stream" and last["name"] == name:
            last["text"] += text
        else:
            self.outputs.append({"output_type": "stream", "name": name, "text": text})

    def shown(self, output: Output) -> None:
        """A picture, a table, a value; left out whole where there is no room."""
        size = sum(len(str(value)) for value in output.get("data", {}).values())
        if self._room(size) >= size:
            self._clear_if_asked()
            self.outputs.append(output)

    def error(self, name: str, text: str, lines: list[str]) -> None:
        """An error is always kept: a cell that failed must not look like one that did not."""
        self._clear_if_asked()
        self.outputs.append(error_output(name, text, lines))

    def clear(self, wait: bool) -> None:
        """`clear_output`: now, or when the next output comes."""
        self._clear_next = True
        if not wait:
            self._clear_if_asked()

    def _clear_if_asked(self) -> None:
        if self._clear_next:
            self.outputs.clear()
            self._clear_next = False

    def _room(self, wanted: int) -> int:
        left = min(self.most_a_cell - self.bytes, self.most_in_all - self.in_all)
        room = max(0, min(wanted, left))
        self.cut = self.cut or room < wanted
        self.bytes += room
        self.in_all += room
        return room


def error_output(name: str, text: str, lines: list[str]) -> Output:
    """An error as an output, cut to a length that a page can show."""
    kept = [line[:20_000] for line in lines[:200]]
    return {
        "output_type": "error",
        "ename": name[:200],
        "evalue": text[:20_000],
        "traceback": kept,
    }


KEPT = Kept()


class _Writer(io.TextIOBase):
    """A standard stream whose text goes to the outputs of the running cell."""

    encoding = "utf-8"

    def __init__(self, name: str, number: int) -> None:
        super().__init__()
        self._name, self._number = name, number

    def write(self, text: str) -> int:
        if not isinstance(text, str):
            raise TypeError(f"write() argument must be str, not {type(text).__name__}")
        KEPT.stream(self._name, text)
        return len(text)

    def writable(self) -> bool:
        return True

    def fileno(self) -> int:
        return self._number


class _Hook(DisplayHook):
    """The value of a cell's last line, kept as an output."""

    def write_output_prompt(self) -> None:
        """No prompt."""

    def write_format_data(self, format_dict: Any, md_dict: Any = None) -> None:
        KEPT.shown(
            {
                "output_type": "execute_result",
                "execution_count": self.prompt_count,
                "data": as_text(format_dict),
                "metadata": md_dict or {},
            }
        )

    def finish_displayhook(self) -> None:
        """No line to end."""


class _Publisher(DisplayPublisher):
    """What `display` shows, kept as outputs."""

    def publish(
        self,
        data: Any,
        metadata: Any = None,
        source: Any = None,
        *,
        transient: Any = None,
        update: Any = False,
        **more: Any,
    ) -> None:
        named = (transient or {}).get("display_id")
        output = {"output_type": "display_data", "data": as_text(data), "metadata": metadata or {}}
        if update:
            for known in KEPT.outputs:
                if named is not None and known.get("display_id") == named:
                    known.update(output)
            return
        if named is not None:
            output["display_id"] = named  # Taken off again when the cell's outputs are handed over.
        KEPT.shown(output)

    def clear_output(self, wait: bool = False) -> None:
        KEPT.clear(wait)


def as_text(data: Any) -> dict[str, Any]:
    """Data by type as JSON can hold it: pictures as base64."""
    return {
        kind: base64.b64encode(value).decode() if isinstance(value, bytes) else value
        for kind, value in data.items()
    }


class GradingShell(InteractiveShell):
    """IPython's shell with the two places replaced at which a kernel would send outputs."""

    displayhook_class = Type(_Hook)
    display_pub_class = Type(_Publisher)

    def _showtraceback(self, etype: Any, evalue: Any, stb: list[str]) -> None:
        KEPT.error(str(getattr(etype, "__name__", etype)), text_of(evalue), stb)

    def ask_exit(self) -> None:
        """There is nobody to leave."""

    def enable_gui(self, gui: Any = None) -> None:
        """There is no window to open."""

    kernel = None


def text_of(error: object) -> str:
    """An error's message; a student's own error may fail to give one."""
    try:
        return str(error)
    except BaseException:  # noqa: BLE001
        return "(its message can't be shown)"


def make_shell() -> GradingShell:
    """The one shell of this process, made before any fork."""
    config = Config()
    # Its history keeps a thread and a database, neither of which lives through a fork.
    config.HistoryManager.enabled = False
    config.InteractiveShell.colors = "nocolor"
    config.InteractiveShell.autoindent = False
    shell: GradingShell = GradingShell.instance(config=config)
    builtins.input = _no_input
    return shell


def _no_input(prompt: object = "") -> str:
    raise StdinNotImplementedError(
        "raw_input was called, but this frontend does not support input requests."
    )


@contextlib.contextmanager
def captured() -> Iterator[None]:
    """Standard output and error go to the outputs, those of subprocesses too."""
    names = ("stdout", "stderr")
    with contextlib.ExitStack() as stack:
        files = [stack.enter_context(tempfile.TemporaryFile()) for _ in names]
        for number, file in enumerate(files, start=1):
            os.dup2(file.fileno(), number)
        sys.stdout, sys.stderr = writers()
        sys.__stdout__, sys.__stderr__ = sys.stdout, sys.stderr  # type: ignore[misc]
        _beneath[:] = files
        yield


def writers() -> tuple[Any, Any]:
    """New standard output and error, whatever became of the old."""
    return _Writer("stdout", 1), _Writer("stderr", 2)


_beneath: list[Any] = []


def collect_beneath() -> None:
    """Add what was written past Python, as subprocesses write, and make the files empty again."""
    for name, file in zip(("stdout", "stderr"), _beneath, strict=True):
        size = os.fstat(file.fileno()).st_size
        if size:
            file.seek(0)
            KEPT.stream(name, file.read(KEPT.most_a_cell + 1).decode("utf-8", "replace"))
            if size > KEPT.most_a_cell:
                KEPT.cut = True
            os.ftruncate(file.fileno(), 0)
            os.lseek(file.fileno(), 0, os.SEEK_SET)


def handed_over() -> list[Output]:
    """The outputs of the cell that ran."""
    return list(KEPT.outputs)


def without_names(outputs: list[Output]) -> list[Output]:
    """Outputs fit for a notebook, which has no place for a display's name."""
    return [{k: v for k, v in output.items() if k != "display_id"} for output in outputs]
