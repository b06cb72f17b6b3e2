"""The alarm of a child: what happens in it when the parent says that a cell's time is over.

Python gives anybody a signal's handler, so the handlers stand apart: whoever gets hold of this
object can spoil his own time limit, which the parent then keeps by killing, and nothing else.
"""

from __future__ import annotations

import contextlib
import os
import signal
import sys
from typing import Any

_kill, _number = os.kill, os.getpid


class Stopped(BaseException):
    """The cell's time is over. No `except Exception` and no `except KeyboardInterrupt` holds it."""


class Alarm:
    """Raises `Stopped` in the cell that runs, where one runs."""

    def __init__(self) -> None:
        self._at = 0
        self._armed = False
        self._stopped_at: int | None = None
        signal.signal(signal.SIGINT, self._rings)
        signal.signal(signal.SIGALRM, self._rings_again)
        sys.unraisablehook = self._unraised

    def arm(self, at: int) -> None:
        """From here on cell `at` may be stopped."""
        self._at, self._armed = at, True

    def disarm(self) -> None:
        """What follows is the runner's own work, and is not stopped."""
        self._armed = False

    def _rings(self, *_: object) -> None:
        if self._armed:
            self._stopped_at = self._at
            _end_what_was_started()
            raise Stopped

    def _rings_again(self, *_: object) -> None:
        if self._armed and self._stopped_at == self._at:
            _end_what_was_started()
            raise Stopped

    def _unraised(self, said: Any) -> None:
        """Python drops what is raised while it forks, and a stop must not be lost: once more."""
        if said.exc_type is Stopped:
            signal.setitimer(signal.ITIMER_REAL, 0.002)
        else:
            sys.__unraisablehook__(said)


def _end_what_was_started() -> None:
    """A stopped cell's processes stop too, or a fork bomb would take the next cells' time.

    The first process of a namespace reaches all others in it, itself left out, and no more.
    """
    if _number() == 1:
        with contextlib.suppress(OSError):
            _kill(-1, signal.SIGKILL)
