"""Whether a submission's folder can be reached: a fault of the disk is none of the student's."""

from __future__ import annotations

import errno
import stat
from pathlib import Path

# What a disk, a network share or this very process says of itself, and not of a folder.
_NOT_THEIRS = frozenset(
    {
        errno.EIO,
        errno.ENXIO,
        errno.ENODEV,
        errno.ENOTCONN,
        errno.ESTALE,
        errno.ETIMEDOUT,
        errno.EHOSTDOWN,
        errno.EHOSTUNREACH,
        errno.ENETDOWN,
        errno.ENETUNREACH,
        errno.ECONNRESET,
        errno.ECONNABORTED,
        errno.EMFILE,
        errno.ENFILE,
        errno.ENOMEM,
    }
)


def why_not(folder: Path) -> str:
    """Why a submission that was there can't be reached, in a sentence; nothing where it can.

    What is wrong with the folder itself, such as rights or links, is not looked at here.
    """
    try:
        if stat.S_ISDIR(folder.lstat().st_mode):
            for entry in folder.iterdir():
                if stat.S_ISREG(entry.lstat().st_mode):
                    with entry.open("rb") as stream:
                        stream.read(1)
    except FileNotFoundError:
        return (
            "Its folder was there when the run began and is gone: see that it is back "
            "(a share that was unmounted?) and run again."
        )
    except OSError as error:
        if error.errno in _NOT_THEIRS:
            return (
                f"Its folder can't be reached ({error.strerror}): see that the disk or the share "
                "is well and run again."
            )
    return ""
