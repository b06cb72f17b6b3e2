"""Taking one submission in: looked at before anything of it is copied or followed.

nbgrader follows symbolic links when it copies, so a link in a submission could bring the master
into a student's own graded work. Whatever is wrong with a submission ends as a reason in words;
the untouched version is then graded in its place.
"""

from __future__ import annotations

import copy
import fnmatch
import itertools
import os
import stat
from collections.abc import Container, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from aftermosul.classroom import stamps
from aftermosul.classroom.stamps import TIMESTAMP
from aftermosul.grading import recognising
from aftermosul.grading.notebooks import LARGEST, Notebook
from aftermosul.grading.restoring import Restored, restored_to
from aftermosul.problems import Problem

MOST_FILES = 200
MOST_BYTES = LARGEST


@dataclass(frozen=True)
class Handed:
    """One notebook of an assignment: as it was handed out, and its master."""

    like: Notebook
    original: Notebook


@dataclass(frozen=True)
class Given:
    """One notebook of a submission, fit for grading.

    `refused` says why the untouched version stands in its place; None where it doesn't.
    `untouched` says where the answers are, if this one is as it was handed out and another isn't.
    """

    restored: Restored
    refused: str | None = None
    untouched: str = ""


@dataclass(frozen=True)
class Intake:
    """A submission taken in: its notebooks by name, the files beside them, and what to say."""

    notebooks: Mapping[str, Given]
    files: tuple[tuple[str, bytes], ...]
    sentences: tuple[str, ...]


class _Refused(Exception):
    """Why a submission, or a notebook of it, can't be read, in a few words."""


def take(folder: Path, handed: Mapping[str, Handed], ignore: Sequence[str]) -> Intake:
    """Take in what lies in `folder`; it always comes back. `ignore` are names to pass over."""
    try:
        files = _files(folder, ignore)
    except _Refused as refused:
        stamp = _timestamp_alone(folder)
        return Intake(untouched(handed, str(refused)), stamp, ())
    sentences: list[str] = []
    work = {name: file for name, file in files.items() if name != TIMESTAMP}
    taken: dict[str, Given] = {}
    for name, version in handed.items():
        try:
            choice = recognising.chosen(name, work, version.like, set(handed) - {name})
        except Problem as problem:
            taken[name] = _untouched(version, str(problem))
            continue
        restored = restored_to(choice.found.notebook, version.like, version.original)
        sentences += [*choice.sentences, *restored.sentences]
        taken[name] = Given(restored, untouched=choice.untouched)
    beside = []
    for name, file in files.items():
        if name.endswith(".ipynb"):
            continue
        try:
            content = file.read_bytes()
        except OSError as error:
            sentences.append(f"The file {name} can't be read ({error.strerror}) and was left out.")
            continue
        if name == TIMESTAMP:
            told = stamps.of(content)
            sentences += told.sentences
            content = told.content
        if name != TIMESTAMP or content:
            beside.append((name, content))
    return Intake(taken, tuple(beside), tuple(sentences))


def untouched(handed: Mapping[str, Handed], why: str) -> dict[str, Given]:
    """Every notebook as it was handed out, in the place of one that can't be graded."""
    return {name: _untouched(version, why) for name, version in handed.items()}


def _untouched(version: Handed, why: str) -> Given:
    own = copy.deepcopy(version.like)
    return Given(restored_to(own, version.like, version.original), why)


def _files(folder: Path, ignore: Sequence[str]) -> dict[str, Path]:
    """Regular files by their path relative to the folder."""
    if folder.is_symlink() or folder.parent.is_symlink():
        raise _Refused("its folder is itself a link")
    if not folder.is_dir():
        raise _Refused("it is not a folder")
    real = folder.resolve()
    files: dict[str, Path] = {}
    entries, size = 0, 0
    for place, below, names in os.walk(real, onerror=_unreadable):
        below[:] = sorted(name for name in below if not _ignored(name, ignore))
        for name in sorted([*below, *(n for n in names if not _ignored(n, ignore))]):
            entry = Path(place) / name
            _within(entry, real)
            entries += 1
            if entries > MOST_FILES:
                raise _Refused(f"it holds more than {MOST_FILES} files")
            status = _status(entry)
            if status is None or not stat.S_ISREG(status.st_mode):
                continue  # Reading a pipe or a device would never end.
            size += status.st_size
            if size > MOST_BYTES:
                raise _Refused(f"its files are over {MOST_BYTES // 1_000_000} MB")
            files[_printable(entry.relative_to(real).as_posix(), files)] = entry
    if not files:
        raise _Refused("nothing in its folder is a file" if entries else "its folder is empty")
    return files


def _printable(name: str, taken: Container[str]) -> str:
    """A file's name with `_` for what can't be printed, such as the end of macOS's `Icon` files."""
    shown = "".join(c if c.isprintable() else "_" for c in name)
    if shown == name:
        return name
    stem, dot, suffix = shown.rpartition(".")
    numbers = (f"{stem}-{n}{dot}{suffix}" if dot else f"{shown}-{n}" for n in itertools.count(2))
    return next(n for n in itertools.chain([shown], numbers) if n not in taken)


def _within(entry: Path, real: Path) -> None:
    """Refuse a link that leads out of the submission, or round in a circle."""
    try:
        outside = entry.is_symlink() and not entry.resolve(strict=False).is_relative_to(real)
    except (OSError, RuntimeError):  # Python before 3.13 calls a circle a RuntimeError.
        raise _Refused("a link in it leads round in a circle") from None
    if outside:
        raise _Refused("a link leads out of its folder")


def _status(entry: Path) -> os.stat_result | None:
    try:
        return entry.stat()
    except PermissionError:
        raise _Refused(f"{entry.name} in it can't be looked at (no right to)") from None
    except (OSError, RuntimeError):
        return None  # A link to nothing, or to itself: there is nothing to read.


def _unreadable(error: OSError) -> None:
    raise _Refused(f"a folder in it can't be opened ({error.strerror})")


def _ignored(name: str, ignore: Sequence[str]) -> bool:
    return any(fnmatch.fnmatch(name, pattern) for pattern in ignore)


def _timestamp_alone(folder: Path) -> tuple[tuple[str, bytes], ...]:
    """When a submission that is refused was handed in: late is late, and newer is newer."""
    file = folder / TIMESTAMP
    if any(p.is_symlink() for p in (folder.parent, folder, file)) or not file.is_file():
        return ()
    with file.open("rb") as stream:
        stamp = stamps.of(stream.read(stamps.MOST_BYTES))
    return ((TIMESTAMP, stamp.content),) if stamp.content else ()
