"""The few calls to Linux that Python 3.11 has no names for: namespaces, mounts, capabilities."""

from __future__ import annotations

import ctypes
import os
import resource

NEW_MOUNTS = 0x00020000
NEW_IPC = 0x08000000
NEW_USERS = 0x10000000
NEW_PIDS = 0x20000000

_READ_ONLY, _NO_SETUID, _NO_DEVICES = 1, 2, 4
_BIND, _RECURSIVE, _PRIVATE = 4096, 16384, 1 << 18
_NO_NEW_PRIVILEGES, _DUMPABLE = 38, 4
_CAPABILITIES_3 = 0x20080522

_libc = ctypes.CDLL(None, use_errno=True)


def _called(result: int, what: str) -> None:
    if result != 0:
        number = ctypes.get_errno()
        raise OSError(number, f"{what}: {os.strerror(number)}")


def unshare(flags: int) -> None:
    """Leave the namespaces named by `flags` for new ones."""
    _called(_libc.unshare(flags), "unshare")


def enter(number: int, kind: int) -> None:
    """Come to the namespace of that kind behind a descriptor."""
    _called(_libc.setns(number, kind), "setns")


def map_ids(uid: int, gid: int, myself: int | None = None) -> None:
    """In a new user namespace, be `uid` and `gid` there: who we are outside stays the same.

    `myself` is a descriptor of our own folder in the process table, where `/proc` has none.
    """
    outer_uid, outer_gid = os.geteuid(), os.getegid()
    _libc.prctl(_DUMPABLE, 1, 0, 0, 0)
    unshare(NEW_USERS)
    place = "/proc/self/" if myself is None else ""
    for name, text in (
        ("setgroups", "deny"),
        ("uid_map", f"{uid} {outer_uid} 1"),
        ("gid_map", f"{gid} {outer_gid} 1"),
    ):
        number = os.open(f"{place}{name}", os.O_WRONLY, dir_fd=myself)
        try:
            os.write(number, text.encode())
        finally:
            os.close(number)


def keep_mounts_private() -> None:
    """What is mounted from here on is seen here alone."""
    flags = _RECURSIVE | _PRIVATE
    _called(_libc.mount(None, b"/", None, flags, None), "mount private")


def mount_memory(place: str, megabytes: int, uid: int, gid: int) -> None:
    """An empty folder in memory at `place`, of that size, belonging to that user alone."""
    options = f"size={megabytes}m,nr_inodes=20000,mode=0700,uid={uid},gid={gid}"
    flags = _NO_SETUID | _NO_DEVICES
    result = _libc.mount(b"tmpfs", place.encode(), b"tmpfs", flags, options.encode())
    _called(result, f"mount tmpfs on {place}")


def mount_processes(uid: int, gid: int) -> None:
    """A `/proc` of the new process namespace; an empty one where the machine allows none.

    The empty one is that user's: in a user namespace there may be no other to give it to.
    """
    if _libc.mount(b"proc", b"/proc", b"proc", _NO_SETUID | _NO_DEVICES, None) != 0:
        mount_memory("/proc", 1, uid, gid)


def bind(source: str, place: str) -> None:
    """Show the folder `source` at `place` too."""
    _called(_libc.mount(source.encode(), place.encode(), None, _BIND, None), f"bind {place}")


def drop_privileges(uid: int, gid: int) -> None:
    """Be nobody in particular, for good: no groups, no capabilities, and none to be gained."""
    if os.geteuid() == 0 and uid != 0:
        os.setgroups([])
        os.setresgid(gid, gid, gid)
        os.setresuid(uid, uid, uid)
    _called(_libc.prctl(_NO_NEW_PRIVILEGES, 1, 0, 0, 0), "no new privileges")
    header = (ctypes.c_uint32 * 2)(_CAPABILITIES_3, 0)
    nothing = (ctypes.c_uint32 * 6)()
    _called(_libc.capset(header, nothing), "capset")
    _libc.prctl(_DUMPABLE, 0, 0, 0, 0)


def limit(kind: int, value: int) -> None:
    """Set a limit for good, or the one that is in force where that is lower."""
    hard = resource.getrlimit(kind)[1]
    least = value if hard == resource.RLIM_INFINITY else min(value, hard)
    resource.setrlimit(kind, (least, least))
