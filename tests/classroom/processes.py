"""Processes that tests start, what came of them, and what they left behind."""

from __future__ import annotations

import contextlib
import os
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from aftermosul.grading.shell import sandbox

ROOT = Path(__file__).resolve().parents[2]
Known = tuple[int, str]
"""A process: its number, and when it began, since numbers come again."""


def needs_sandbox() -> None:
    """Skip aloud where there can be no sandbox; with CI=true go on and fail."""
    said = sandbox.missing()
    if said and os.environ.get("CI") != "true":
        pytest.skip(said)


@contextlib.contextmanager
def python(source: str, *arguments: str, **environment: str) -> Iterator[subprocess.Popen[str]]:
    """Python code as a process of its own, ended at the latest when the block is left."""
    process = subprocess.Popen(
        [sys.executable, "-c", source, *arguments],
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        text=True,
        cwd=ROOT,
        env=os.environ | environment,
    )
    try:
        yield process
    finally:
        process.kill()
        process.wait()
        if process.stdout is not None:
            process.stdout.close()


def first_line(process: subprocess.Popen[str]) -> str:
    """What a process said first; waits for it."""
    assert process.stdout is not None
    said = process.stdout.readline().strip()
    assert said, "the process ended without a word"
    return said


def _stat(number: int) -> list[str]:
    """State, parent, ... of a process, without its name, which may hold anything."""
    return Path(f"/proc/{number}/stat").read_text("utf-8").rpartition(")")[2].split()


def below(number: int) -> set[Known]:
    """All that a process started and that still runs, and what that started."""
    parents: dict[int, list[Known]] = {}
    for entry in Path("/proc").iterdir():
        if entry.name.isdigit():
            with contextlib.suppress(OSError):
                state, parent, *more = _stat(int(entry.name))
                if state != "Z":
                    parents.setdefault(int(parent), []).append((int(entry.name), more[17]))
    found: set[Known] = set()
    waiting = [number]
    while waiting:
        children = parents.get(waiting.pop(), [])
        found.update(children)
        waiting += [child for child, _ in children]
    return found


def first_below(number: int, steps: int) -> int:
    """The first child, and so on `steps` times; 0 where there is none yet."""
    for _ in range(steps):
        children = Path(f"/proc/{number}/task/{number}/children")
        try:
            number = int(children.read_text("utf-8").split()[0])
        except (OSError, IndexError):
            return 0
    return number


def alive(known: set[Known]) -> set[Known]:
    """Those that still run."""
    found = set()
    for number, began in known:
        with contextlib.suppress(OSError):
            state, _, *more = _stat(number)
            if state != "Z" and more[17] == began:
                found.add((number, began))
    return found


def until(true: Callable[[], object], seconds: float = 60.0) -> None:
    """Wait for something that must come; only a failure takes as long as `seconds`."""
    ends = time.monotonic() + seconds
    while not true():
        assert time.monotonic() < ends, "it did not come"
        time.sleep(0.02)
