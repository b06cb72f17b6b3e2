"""Filling the workspace: new copies, newer copies, and never a loss of what a reader wrote."""

from __future__ import annotations

import errno
import shutil
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from aftermosul import resources
from aftermosul.evidence.asking import did_you_mean
from aftermosul.files import set_aside, write_atomically
from aftermosul.problems import Problem
from aftermosul.version import __version__
from aftermosul.workspace import notebooks, place

State = Literal["new", "as shipped", "edited", "out of date", "edited, newer beside it", "broken"]


@dataclass(frozen=True)
class Shipped:
    """One notebook that the module ships, and where its copy belongs in a workspace."""

    source: Path
    relative: Path

    @property
    def key(self) -> str:
        """What a reader calls it: `02` for a lesson, `02-hijackings` for an assignment."""
        name = self.relative.stem
        return name.split("-", 1)[0] if self.relative.parts[0] == "lessons" else name


@dataclass(frozen=True)
class Standing:
    """How one copy stands against what the module ships now."""

    shipped: Shipped
    state: State
    version: str | None


def shipped(student_versions: Path) -> list[Shipped]:
    """What belongs in a workspace: the lessons, and the assignments' student versions."""
    lessons = [Shipped(path, Path("lessons") / path.name) for path in resources.lesson_paths()]
    assignments = [
        Shipped(path, Path("assignments") / path.relative_to(student_versions))
        for path in sorted(student_versions.glob("*/*.ipynb"))
    ]
    return lessons + assignments


def standing(workspace: Path, item: Shipped) -> Standing:
    """How the reader's copy of `item` stands."""
    path = workspace / item.relative
    if not path.exists():
        return Standing(item, "new", None)
    copy = notebooks.read(path)
    _, newest = notebooks.stamped(item.source)
    if not copy.readable:
        return Standing(item, "broken", None)
    if copy.present == newest:
        return Standing(item, "as shipped", copy.version)
    if not copy.edited:
        return Standing(item, "out of date", copy.version)
    if copy.shipped == newest:
        return Standing(item, "edited", copy.version)
    beside = newer_beside(path)
    return Standing(
        item, "edited, newer beside it" if beside.exists() else "out of date", copy.version
    )


def newer_beside(path: Path) -> Path:
    """Where a newer version goes when the reader edited the older one."""
    return path.with_name(f"{path.stem}.v{__version__}{path.suffix}")


def fill(workspace: Path, items: Iterable[Shipped]) -> list[str]:
    """Bring every copy up to date without touching a reader's edits; say what was done.

    A missing copy is made. An unedited one is replaced where the module's is newer. Beside an
    edited or broken one the newer version is put under a name with its version, once.
    """
    said: list[str] = []
    for item in items:
        path = workspace / item.relative
        state = standing(workspace, item).state
        text, newest = notebooks.stamped(item.source)
        if state == "new":
            _put(path, text)
        elif state == "broken":
            if not newer_beside(path).exists():
                _put(newer_beside(path), text)
                said.append(
                    f"{item.relative} can't be read as a notebook; it was left alone, and a fresh "
                    f"copy lies beside it: {newer_beside(path).name}."
                )
        elif state == "out of date":
            copy = notebooks.read(path)
            if not copy.edited:
                _put(path, text)
                said.append(f"{item.relative} was brought up to version {__version__}.")
            elif copy.shipped != newest:
                _put(newer_beside(path), text)
                said.append(
                    f"{item.relative} holds your own edits and was left alone; version "
                    f"{__version__} lies beside it: {newer_beside(path).name}."
                )
    return said


def named(items: Iterable[Shipped], name: str) -> Shipped:
    """The lesson of a number (`02`), or the item of a name. Raises `Problem` for others."""
    known = {item.key: item for item in items}
    by_file = {item.relative.stem: item for item in known.values()}
    item = known.get(name) or by_file.get(name)
    if item is None:
        raise Problem(f'There is no lesson or assignment "{name}". {did_you_mean(name, known)}')
    return item


def reset(workspace: Path, items: Iterable[Shipped], name: str) -> str:
    """Put the shipped version of one notebook back, after backing up the reader's copy.

    `name` is a lesson's number (`02`) or an assignment's name. Raises `Problem` for others.
    """
    item = named(items, name)
    path = workspace / item.relative
    said = f"{item.relative} is as shipped again."
    text, _ = notebooks.stamped(item.source)
    # The new file is whole before the old one is moved: nothing that fails leaves the place empty.
    fresh = path.with_name(f".{path.name}.fresh")
    _put(fresh, text)
    try:
        kept = set_aside(path, place.backups(workspace), "before-reset") if path.exists() else None
    except OSError as error:
        fresh.unlink(missing_ok=True)
        raise Problem(
            f"Your copy of {item.relative} could not be kept in {place.backups(workspace)} "
            f"({error.strerror}), so nothing was changed."
        ) from None
    try:
        fresh.replace(path)
    except OSError as error:
        if kept is not None:
            kept.rename(path)
        fresh.unlink(missing_ok=True)
        raise Problem(_unwritten(path, error)) from None
    if kept is not None:
        said += f" Your copy was kept as {kept.relative_to(workspace)}."
    return said


def _put(path: Path, text: str) -> None:
    """Write a copy, or say in one sentence why it can't be written."""
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        write_atomically(path, text)
    except OSError as error:
        raise Problem(_unwritten(path, error)) from None


def _unwritten(path: Path, error: OSError) -> str:
    if error.errno in (errno.ENOSPC, errno.EDQUOT):
        return (
            f"{path} can't be written: the disk is full ({error.strerror}). Make room and run "
            "again; nothing of yours was changed."
        )
    return (
        f"{path} can't be written ({error.strerror}): make its folder writable, "
        "or name another workspace with --workspace."
    )


def free_space(workspace: Path) -> int:
    """Free bytes on the workspace's disk."""
    return shutil.disk_usage(workspace).free
