"""What parent and child say to each other: JSON, one object a line, and files as plain bytes."""

from __future__ import annotations

import json
import os
import stat
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from aftermosul.grading.limits import Limits


@dataclass(frozen=True)
class Cell:
    """A code cell to run: its place in the notebook, its secret, whether it is a test."""

    index: int
    source: str
    nonce: str
    sealed: bool


@dataclass(frozen=True)
class Task:
    """What a child gets: cells, limits, and the files that lie beside the notebook."""

    cells: tuple[Cell, ...]
    limits: Limits
    files: tuple[tuple[str, bytes], ...]


def write_task(task: Task) -> int:
    """A task as a file in memory, at its beginning; returns its descriptor."""
    head = {
        "cells": [asdict(cell) for cell in task.cells],
        "limits": asdict(task.limits),
        "files": [[name, len(data)] for name, data in task.files],
    }
    number = os.memfd_create("task")
    with open(number, "wb", closefd=False) as stream:
        stream.write(json.dumps(head).encode() + b"\n")
        for _, data in task.files:
            stream.write(data)
    os.lseek(number, 0, os.SEEK_SET)
    return number


def read_task(number: int) -> Task:
    """The task in a file in memory, which is closed."""
    with open(number, "rb") as stream:
        head = json.loads(stream.readline())
        files = tuple((name, stream.read(size)) for name, size in head["files"])
    cells = tuple(Cell(**cell) for cell in head["cells"])
    return Task(cells, Limits(**head["limits"]), files)


def put_files(task: Task, folder: Path) -> None:
    """Write the task's files into `folder`, and nowhere else."""
    for name, data in task.files:
        place = folder / name
        if not place.resolve().is_relative_to(folder.resolve()):
            continue
        place.parent.mkdir(parents=True, exist_ok=True)
        place.write_bytes(data)
        place.chmod(stat.S_IRUSR | stat.S_IWUSR)


def line(message: dict[str, Any]) -> bytes:
    """One message, as it is sent."""
    return json.dumps(message, default=repr).encode() + b"\n"


def fit(output: Any) -> dict[str, Any] | None:
    """An output as nbformat wants it, or None: a student's own code may have had a hand in it."""
    given = output if isinstance(output, dict) else {}
    kind = given.get("output_type")
    if kind == "stream" and given.get("name") in ("stdout", "stderr"):
        return {"output_type": kind, "name": given["name"], "text": str(given.get("text", ""))}
    if kind == "error":
        lines = given.get("traceback")
        return {
            "output_type": kind,
            "ename": str(given.get("ename", "Error")),
            "evalue": str(given.get("evalue", "")),
            "traceback": [str(line) for line in lines] if isinstance(lines, list) else [],
        }
    if kind not in ("display_data", "execute_result") or not isinstance(given.get("data"), dict):
        return None
    told = given.get("metadata")
    fitted = {
        "output_type": kind,
        "data": {str(name): _mime(str(name), value) for name, value in given["data"].items()},
        "metadata": told if isinstance(told, dict) else {},
    }
    if kind == "execute_result":
        fitted["execution_count"] = as_count(given.get("execution_count"))
    return fitted


def as_count(told: Any) -> int | None:
    """How often something ran, or None where a cell made something else of it."""
    return told if type(told) is int and told >= 0 else None


def _mime(kind: str, value: Any) -> Any:
    """JSON may be anything; every other kind of data is text."""
    if kind.endswith("json") or isinstance(value, str):
        return value
    return str(value)


def parsed(text: bytes) -> dict[str, Any] | None:
    """One message, or None where somebody wrote something else."""
    try:
        message = json.loads(text)
    except (ValueError, RecursionError):
        return None
    return message if isinstance(message, dict) else None
