"""Grading on this machine, from a start at which nothing waits for anything.

It imports little: the shell server gets ready while nbgrader is imported, since each of them takes
seconds.
"""

from __future__ import annotations

import contextlib
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from aftermosul.grading import lean
from aftermosul.grading.shell.process import starting

if TYPE_CHECKING:
    from aftermosul.classroom.jobs import Local


@contextlib.contextmanager
def sandboxed(hidden: Sequence[Path], children: int) -> Iterator[Local]:
    """Jobs in the sandbox, so many side by side, for the time of a block.

    `hidden` are folders that no submission may see. Raises `Problem` where there is no sandbox.
    """
    with starting(hidden) as process:
        with lean.imports():
            import aftermosul.classroom.grading  # noqa: F401 - imported by whoever grades, later
            from aftermosul.classroom.jobs import Local
            from aftermosul.grading.shell import open_server
        lean.keep_what_is_loaded()
        # The server outlives the pool: threads that still wait are let go when it ends.
        with open_server(hidden, process) as server, Local(server.run, children) as local:
            yield local
