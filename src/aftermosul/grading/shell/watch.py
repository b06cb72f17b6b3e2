"""An audit hook that reports, before they act, the tricks by which code could answer for a test.

It changes no mark: it tells the teacher where to look.
"""

from __future__ import annotations

import sys
from collections.abc import Callable
from typing import Any

_WATCHED = {
    "sys._getframe": "walked the frames of the grader",
    "sys._current_frames": "walked the frames of the grader",
    "sys._current_exceptions": "walked the frames of the grader",
    "sys.settrace": "traced the grader",
    "sys.setprofile": "traced the grader",
    "sys.addaudithook": "set an audit hook of its own",
    "gc.get_objects": "searched Python's memory (gc)",
    "gc.get_referrers": "searched Python's memory (gc)",
    "gc.get_referents": "searched Python's memory (gc)",
    "code.__new__": "made code objects by hand",
}
# A library through which a cell does it: who called that is asked.
_THROUGH = "ctypes/__init__.py"
_SETTING = ("object.__setattr__", "object.__delattr__")
_OF_A_FUNCTION = ("__code__", "__defaults__", "__kwdefaults__")
_FRAMES = {"tb_frame", "gi_frame", "cr_frame", "ag_frame", "f_back", "f_locals", "f_globals"}


def report_tricks(report: Callable[[str], None], function_changed: Callable[[], None]) -> None:
    """Call `report` with a sentence's end whenever a cell's own code does what is watched.

    `function_changed` is called when any function gets other code or other defaults.
    """
    frame_of = sys._getframe
    busy = False

    def hook(event: str, arguments: tuple[Any, ...]) -> None:
        nonlocal busy
        if event in _SETTING and len(arguments) > 1 and arguments[1] in _OF_A_FUNCTION:
            function_changed()
        if busy:
            return
        said = _WATCHED.get(event) or _other(event, arguments)
        if said is None:
            return
        busy = True
        try:
            caller: Any = frame_of(1)
            while caller is not None and caller.f_code.co_filename.endswith(_THROUGH):
                caller = caller.f_back
            if caller is not None and _is_a_cells(caller.f_code.co_filename):
                report(said)
        finally:
            busy = False

    sys.addaudithook(hook)


def _other(event: str, arguments: tuple[Any, ...]) -> str | None:
    if event.startswith("ctypes."):
        return "called C by ctypes"
    if event == "object.__getattr__" and len(arguments) == 2 and arguments[1] in _FRAMES:
        return "walked the frames of the grader"
    if event == "open" and arguments and str(arguments[0]).startswith("/proc/"):
        return "opened a file of the process table"
    return None


def _is_a_cells(filename: str) -> bool:
    """Code of a cell, or made by one: it comes from no file."""
    return filename.startswith("<") and not filename.startswith(("<frozen", "<test "))
