"""The shell server: notebooks executed in a sandbox, each in a fork of a shell that is ready.

`client` is the parent's side, `sandbox` the wall round it all; `server` runs inside the wall and
forks a `supervisor` for each notebook, which forks the `child` that runs the cells. They speak
JSON, one object a line, and never pickle.
"""

from __future__ import annotations

from aftermosul.grading.shell.client import ShellServer, open_best, open_server

__all__ = ["ShellServer", "open_best", "open_server"]
