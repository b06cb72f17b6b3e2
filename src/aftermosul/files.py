"""Writing files so that a crash, a full disk or a second writer never costs a reader's work."""

from __future__ import annotations

import contextlib
import os
import tempfile
from datetime import UTC, datetime
from pathlib import Path


def write_atomically(path: Path, text: str) -> None:
    """Write `text` (UTF-8) to `path` so that a reader sees the old file or the new one, never half.

    The file keeps its permissions. Raises OSError where the folder can't be written.
    """
    handle, name = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.", suffix=".part")
    part = Path(name)
    try:
        with os.fdopen(handle, "w", encoding="utf-8", newline="\n") as stream:
            stream.write(text)
            stream.flush()
            os.fsync(stream.fileno())
        part.chmod(path.stat().st_mode & 0o777 if path.exists() else 0o644)
        part.replace(path)
    except BaseException:
        with contextlib.suppress(OSError):
            part.unlink()
        raise


def free_name(path: Path) -> Path:
    """`path` where nothing stands there, else the first free `name-2.ext`, `name-3.ext`."""
    candidate, number = path, 1
    while candidate.exists():
        number += 1
        candidate = path.with_name(f"{path.stem}-{number}{path.suffix}")
    return candidate


def set_aside(path: Path, folder: Path, why: str) -> Path:
    """Move `path` into `folder` under a name that says `why` and when; return where it went.

    Nothing is overwritten: a name already taken gets a number.
    """
    folder.mkdir(parents=True, exist_ok=True)
    stamp = datetime.now(UTC).strftime("%Y%m%dT%H%M%SZ")
    target = free_name(folder / f"{path.stem}.{why}-{stamp}{path.suffix}")
    path.rename(target)
    return target
