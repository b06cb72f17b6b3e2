"""What a process does to itself in the sandbox, before it runs what it must not trust."""

from __future__ import annotations

import os
import resource
import signal
from pathlib import Path

from aftermosul.grading.limits import Limits
from aftermosul.grading.shell import namespaces
from aftermosul.grading.shell.sandbox import PLACE

_MEMORY_FOLDER_MB = 128


def settle() -> None:
    """Be a process that may give its children namespaces; to be called before the large imports.

    A user without rights has them in a user namespace of his own, and over the processes of a
    namespace that was made there: the caller goes on as the first of those, and the process that
    it was waits and ends as it does.
    """
    if os.geteuid() == 0:
        return
    namespaces.map_ids(os.geteuid(), os.getegid())
    namespaces.unshare(namespaces.NEW_PIDS)
    inner = os.fork()
    if inner == 0:
        return
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    _, status = os.waitpid(inner, 0)
    os._exit(os.waitstatus_to_exitcode(status) & 0xFF)


def confine(uid: int, limits: Limits) -> Path:
    """Become harmless, as the first process of a new namespace; returns the folder to work in.

    The process is the user `uid` afterwards, seen from inside, with folders in memory that nobody
    else sees.
    """
    # A session of its own: as one user with the server it could else signal their group.
    os.setsid()
    root = os.geteuid() == 0
    owner = uid if root else os.geteuid()
    namespaces.unshare(namespaces.NEW_MOUNTS | namespaces.NEW_IPC)
    namespaces.keep_mounts_private()
    namespaces.mount_memory(PLACE, _MEMORY_FOLDER_MB, owner, owner)
    namespaces.mount_memory("/dev/shm", 16, owner, owner)
    most_memory = _address_space() + limits.memory_mb * 2**20
    myself = os.open("/proc/self", os.O_PATH | os.O_DIRECTORY)  # The new /proc may be empty.
    namespaces.mount_processes(owner, owner)
    if not root:
        # Another user namespace, below that which owns the mounts and the processes.
        namespaces.map_ids(uid, uid, myself)
    os.close(myself)
    namespaces.drop_privileges(uid, uid)
    for name in ("notebook", "tmp", "home"):
        (Path(PLACE) / name).mkdir()
    _limit_myself(limits, most_memory)
    return Path(PLACE) / "notebook"


def _address_space() -> int:
    """Bytes of address space that this process has now."""
    return int(Path("/proc/self/statm").read_text().split()[0]) * resource.getpagesize()


def _limit_myself(limits: Limits, most_memory: int) -> None:
    """Memory (bytes of address space), processor time, processes, files: for good."""
    namespaces.limit(resource.RLIMIT_AS, most_memory)
    namespaces.limit(resource.RLIMIT_CPU, int(limits.seconds_in_all) + 5)
    namespaces.limit(resource.RLIMIT_FSIZE, limits.file_mb * 2**20)
    namespaces.limit(resource.RLIMIT_NPROC, limits.processes)
    namespaces.limit(resource.RLIMIT_NOFILE, 256)
    namespaces.limit(resource.RLIMIT_CORE, 0)
