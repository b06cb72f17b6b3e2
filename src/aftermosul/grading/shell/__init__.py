"""The shell server: notebooks executed in a sandbox, each in a fork of a shell that is ready.

`client` is the parent's side, `process` the running server, `sandbox` the wall round it; `server`
runs inside the wall and, as `supervisor`, forks for each notebook the `child` that runs the cells,
after its `confinement`. They speak JSON, one object a line, and never pickle.

The parent's side is loaded when it is asked for: the server needs none of what it imports.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from aftermosul.grading.shell.client import ShellServer, open_best, open_server

__all__ = ["ShellServer", "open_best", "open_server"]


def __getattr__(name: str) -> Any:
    """Load the parent's side."""
    if name not in __all__:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    from aftermosul.grading.shell import client

    return getattr(client, name)
