"""The sandbox for plain nbgrader: two lines in a course's `nbgrader_config.py`.

    from aftermosul.grading.plug import preprocessors
    c.Autograde.autograde_preprocessors = preprocessors()

The cells run in the sandbox, and the graded copy is made inert for whoever opens it in a browser.
All else stays nbgrader's own: one submission after another, one gradebook.
"""

from __future__ import annotations

import atexit
from pathlib import Path
from typing import Any

from nbgrader import preprocessors as nb
from nbgrader.converters import Autograde

from aftermosul.grading.execution import Limits, work_of
from aftermosul.grading.inert import MakeInert
from aftermosul.grading.shell import ShellServer

_server: ShellServer | None = None


class SandboxExecute(nb.Execute):  # type: ignore[misc]
    """Runs the cells in the shell server's sandbox. `c.Execute.timeout` holds for it too."""

    def preprocess(self, notebook: Any, resources: Any) -> tuple[Any, Any]:
        """Nbgrader calls this once a notebook."""
        folder = Path(resources["metadata"]["path"] or ".").resolve()
        limits = Limits(seconds_a_cell=float(self.timeout or Limits().seconds_a_cell))
        done = _running().run(work_of(notebook, folder, limits))
        for flag in done.flags:
            self.log.warning("%s", flag)
        return done.notebook, resources


def preprocessors() -> list[Any]:
    """nbgrader's own steps of autograding, with what executes the cells in its place."""
    steps: list[Any] = Autograde.autograde_preprocessors.default_args[0]
    return [*(SandboxExecute if step is nb.Execute else step for step in steps), MakeInert]


def _running() -> ShellServer:
    """One server for all notebooks of this process."""
    global _server
    if _server is None:
        _server = ShellServer()
        atexit.register(_server.close)
    return _server
