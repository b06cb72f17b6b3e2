"""The supervisor of the children: forks each into namespaces of its own and reports how it ended.

It is the server itself, between one task and the next: a second process for each child would have
to be forked too, and a fork of all that the server holds costs as much as a few cells.
"""

from __future__ import annotations

import contextlib
import os
import select
import signal
import socket
from collections.abc import Callable, Sequence

from aftermosul.grading.shell import messages, namespaces
from aftermosul.grading.shell.messages import Task

_OWN_PROCESSES = "/proc/self/ns/pid"

Run = Callable[[Task, int, socket.socket], None]
"""Runs a task as the user of that number, and sends what came of it through the socket."""


class Supervisor:
    """Children that run, each the first process of its namespace.

    The parent says `I` through a child's control socket to interrupt it and `K` to kill it; where
    the parent is gone, the child goes too. Everything that a child started ends with it.
    """

    def __init__(self, parent: socket.socket, run: Run) -> None:
        self._parent, self._run = parent, run
        self._children: dict[int, tuple[int, socket.socket]] = {}
        self._controls: dict[int, int] = {}
        self._poll = select.poll()
        self._poll.register(parent, select.POLLIN)
        self._own_processes = os.open(_OWN_PROCESSES, os.O_RDONLY | os.O_CLOEXEC)

    def wait(self) -> bool:
        """Come back with True when the parent has something to say; look after children till then.

        False: after a second in which nothing happened, or a moment in which something did.
        """
        ready = [number for number, _ in self._poll.poll(1000)]
        for number in ready:
            if number in self._controls:
                self._obey(self._controls[number])
        for number in ready:
            if number in self._children:
                self._bury(number)
        return self._parent.fileno() in ready

    def start(self, uid: int, numbers: Sequence[int]) -> None:
        """A child for the task behind three descriptors: control, results, the task itself."""
        control = socket.socket(fileno=os.dup(numbers[0]))
        try:
            child = self._forked(uid, control, numbers)
        except OSError as error:
            with contextlib.suppress(OSError):
                control.sendall(messages.line({"failed": str(error)}))
            control.close()
            return
        ended = os.pidfd_open(child)
        self._children[ended] = (child, control)
        self._controls[control.fileno()] = ended
        self._poll.register(ended, select.POLLIN)
        self._poll.register(control, select.POLLIN)

    def _forked(self, uid: int, control: socket.socket, numbers: Sequence[int]) -> int:
        """Fork a child that is the first of its processes. Raises OSError where it can't be."""
        namespaces.unshare(namespaces.NEW_PIDS)
        try:
            child = os.fork()
            if child == 0:
                self._be_the_child(uid, control, numbers)
        finally:
            namespaces.enter(self._own_processes, namespaces.NEW_PIDS)
        return child

    def _be_the_child(self, uid: int, control: socket.socket, numbers: Sequence[int]) -> None:
        """Leave all that is the server's or another child's, and run the task."""
        code = 1
        try:
            control.close()
            self._leave()
            its_control, results, task = numbers
            os.close(its_control)
            self._run(messages.read_task(task), uid, socket.socket(fileno=results))
            code = 0
        finally:
            # No exit handler, no buffer, no thread of the student's outlives this.
            os._exit(code)

    def _leave(self) -> None:
        """Close every way to the parent and to other children."""
        os.close(self._own_processes)
        self._parent.close()
        for ended, (_, control) in self._children.items():
            os.close(ended)
            control.close()
        self._children.clear()
        self._controls.clear()

    def _obey(self, ended: int) -> None:
        """Pass on what the parent says."""
        child, control = self._children[ended]
        try:
            said = control.recv(16)
        except OSError:
            said = b""
        # It is not waited for yet, so that its number is still its own.
        if said and b"K" not in said:
            os.kill(child, signal.SIGINT)
        else:
            os.kill(child, signal.SIGKILL)
            self._poll.unregister(control)
            del self._controls[control.fileno()]

    def _bury(self, ended: int) -> None:
        """Tell the parent how a child ended."""
        child, control = self._children.pop(ended)
        _, status = os.waitpid(child, 0)
        self._poll.unregister(ended)
        os.close(ended)
        if self._controls.pop(control.fileno(), None) is not None:
            self._poll.unregister(control)
        with contextlib.suppress(OSError):
            control.sendall(messages.line(_told(status)))
        control.close()


def _told(status: int) -> dict[str, int]:
    if os.WIFSIGNALED(status):
        return {"signal": os.WTERMSIG(status)}
    return {"code": os.WEXITSTATUS(status)}
