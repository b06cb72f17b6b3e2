"""The supervisor of one child: makes its namespaces, passes on signals, reports how it ended."""

from __future__ import annotations

import os
import resource
import select
import signal
import socket
from collections.abc import Callable
from pathlib import Path
from typing import Any

from aftermosul.grading.limits import Limits
from aftermosul.grading.shell import messages, namespaces
from aftermosul.grading.shell.messages import Task
from aftermosul.grading.shell.sandbox import PLACE

_FIRST_UID = 200_000
_MEMORY_FOLDER_MB = 128


def supervise(
    slot: int,
    control: socket.socket,
    results: socket.socket,
    task_number: int,
    run: Callable[[Task, Path, socket.socket], None],
) -> None:
    """Fork the child, watch it to its end, and tell the parent through `control`.

    The parent says `I` to interrupt the child and `K` to kill it; where the parent is gone, the
    child goes too. Everything that the child started ends with it.
    """
    os.setsid()
    uid = _separate(slot)
    child = os.fork()
    if child == 0:
        control.close()
        _be_the_child(uid, results, task_number, run)
    results.close()
    os.close(task_number)
    ended = _watch(child, control)
    control.sendall(messages.line(ended))


def _separate(slot: int) -> int:
    """Leave for namespaces and folders of our own; returns the uid that the child shall have."""
    uid = _FIRST_UID + slot
    if os.geteuid() != 0:
        namespaces.map_ids(uid, uid)
    namespaces.unshare(namespaces.NEW_MOUNTS | namespaces.NEW_PIDS | namespaces.NEW_IPC)
    namespaces.keep_mounts_private()
    return uid


def _be_the_child(
    uid: int,
    results: socket.socket,
    task_number: int,
    run: Callable[[Task, Path, socket.socket], None],
) -> None:
    """Become the first process of the new namespace, harmless, and run the task."""
    code = 1
    try:
        # A session of its own: as one user with the supervisor it could else signal their group.
        os.setsid()
        task = messages.read_task(task_number)
        namespaces.mount_memory(PLACE, _MEMORY_FOLDER_MB, uid, uid)
        namespaces.mount_memory("/dev/shm", 16, uid, uid)
        most_memory = address_space() + task.limits.memory_mb * 2**20
        namespaces.mount_processes(uid, uid)
        namespaces.drop_privileges(uid, uid)
        for name in ("notebook", "tmp", "home"):
            (Path(PLACE) / name).mkdir()
        limit_myself(task.limits, most_memory)
        run(task, Path(PLACE) / "notebook", results)
        code = 0
    finally:
        # No exit handler, no buffer, no thread of the student's outlives this.
        os._exit(code)


def address_space() -> int:
    """Bytes of address space that this process has now."""
    return int(Path("/proc/self/statm").read_text().split()[0]) * resource.getpagesize()


def limit_myself(limits: Limits, most_memory: int) -> None:
    """Memory (bytes of address space), processor time, processes, files: for good."""
    namespaces.limit(resource.RLIMIT_AS, most_memory)
    namespaces.limit(resource.RLIMIT_CPU, int(limits.seconds_in_all) + 5)
    namespaces.limit(resource.RLIMIT_FSIZE, limits.file_mb * 2**20)
    namespaces.limit(resource.RLIMIT_NPROC, limits.processes)
    namespaces.limit(resource.RLIMIT_NOFILE, 256)
    namespaces.limit(resource.RLIMIT_CORE, 0)


def _watch(child: int, control: socket.socket) -> dict[str, int]:
    """Pass on what the parent says until the child ends; returns how it ended."""
    ended = os.pidfd_open(child)
    both: list[Any] = [ended, control]
    while True:
        readable, _, _ = select.select(both, [], [])
        if ended in readable:
            break
        said = control.recv(16)
        if said and b"K" not in said:
            os.kill(child, signal.SIGINT)
        else:
            os.kill(child, signal.SIGKILL)
            select.select([ended], [], [])
            break
    _, status = os.waitpid(child, 0)
    if os.WIFSIGNALED(status):
        return {"signal": os.WTERMSIG(status)}
    return {"code": os.WEXITSTATUS(status)}
