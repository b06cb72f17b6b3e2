"""What counts as an edit of a notebook, and what is not one any more."""

from __future__ import annotations

import copy
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from aftermosul import __version__, resources
from aftermosul.workspace import notebooks

LESSON = resources.lesson_paths()[0]


@pytest.fixture
def mine(tmp_path: Path) -> Path:
    """A reader's copy of a lesson, as it was put there."""
    path = tmp_path / LESSON.name
    text, _ = notebooks.stamped(LESSON)
    path.write_text(text, encoding="utf-8")
    return path


def change(path: Path, what: Callable[[dict[str, Any]], object]) -> None:
    content = json.loads(path.read_text(encoding="utf-8"))
    what(content)
    path.write_text(json.dumps(content), encoding="utf-8")


def test_a_copy_carries_the_version_and_its_own_fingerprint(mine: Path) -> None:
    read = notebooks.read(mine)
    assert (read.version, read.readable, read.edited) == (__version__, True, False)
    assert read.shipped == read.present == notebooks.stamped(LESSON)[1]


def test_stamping_changes_nothing_but_the_stamp(mine: Path) -> None:
    shipped = json.loads(LESSON.read_text(encoding="utf-8"))
    stamped = json.loads(mine.read_text(encoding="utf-8"))
    del stamped["metadata"]["aftermosul"]
    assert stamped == shipped


def run(content: dict[str, Any]) -> None:
    """What running and saving in JupyterLab leaves behind."""
    for number, cell in enumerate(content["cells"]):
        cell["metadata"]["execution"] = {"iopub.status.busy": "2026-01-01T00:00:00Z"}
        cell["metadata"]["collapsed"] = True
        if cell["cell_type"] == "code":
            cell["execution_count"] = number
            cell["outputs"] = [{"output_type": "stream", "name": "stdout", "text": ["1\n"]}]
    content["metadata"]["language_info"] = {"name": "python", "version": "3.14.1"}
    content["metadata"]["widgets"] = {"application/vnd.jupyter.widget-state+json": {"state": {}}}
    content["nbformat_minor"] = 4


def as_lines(content: dict[str, Any]) -> None:
    """Sources as lists of lines, as JupyterLab saves them."""
    for cell in content["cells"]:
        if isinstance(cell["source"], str):
            cell["source"] = cell["source"].splitlines(keepends=True)


def new_ids(content: dict[str, Any]) -> None:
    for number, cell in enumerate(content["cells"]):
        cell["id"] = f"cell-{number}"


@pytest.mark.parametrize("what", [run, as_lines, new_ids])
def test_running_and_saving_is_no_edit(what: Callable[[dict[str, Any]], None], mine: Path) -> None:
    change(mine, what)
    assert not notebooks.read(mine).edited


EDITS: dict[str, Callable[[dict[str, Any]], object]] = {
    "a word": lambda nb: nb["cells"][0].update(source="# My own title"),
    "a space at the end": lambda nb: nb["cells"][1].update(source=nb["cells"][1]["source"] + [" "]),
    "a new cell": lambda nb: nb["cells"].append(copy.deepcopy(nb["cells"][0])),
    "a cell gone": lambda nb: nb["cells"].pop(),
    "two cells exchanged": lambda nb: nb["cells"].reverse(),
    "text made code": lambda nb: nb["cells"][0].update(cell_type="raw"),
}


@pytest.mark.parametrize("edit", EDITS)
def test_any_change_of_the_cells_is_an_edit(edit: str, mine: Path) -> None:
    change(mine, as_lines)
    change(mine, EDITS[edit])
    assert notebooks.read(mine).edited


@pytest.mark.parametrize("stamp", [None, {}, {"version": "0.0.1"}, {"shipped": None}])
def test_a_notebook_that_is_not_ours_counts_as_edited(stamp: object, mine: Path) -> None:
    change(mine, lambda nb: nb["metadata"].pop("aftermosul"))
    if stamp is not None:
        change(mine, lambda nb: nb["metadata"].update(aftermosul=stamp))
    assert notebooks.read(mine).readable
    assert notebooks.read(mine).edited


BROKEN = {
    "empty": b"",
    "half a file": b'{"cells": [{"cell_type": "co',
    "binary": bytes(range(256)),
    "a list": b"[]",
    "no cells": b'{"metadata": {}}',
    "no metadata": b'{"cells": []}',
    "a cell without source": b'{"metadata": {}, "cells": [{"cell_type": "code"}]}',
    "a source of numbers": b'{"metadata": {}, "cells": [{"cell_type": "code", "source": [1]}]}',
    "cells that are no list": b'{"metadata": {}, "cells": 3}',
    "a stamp that is a word": b'{"metadata": {"aftermosul": "x"}, "cells": []}',
    "an endless number": b'{"metadata": {}, "cells": [' + b"1" * 5000 + b"]}",
    "nested without end": b"[" * 100_000,
    "merge marks of git": b"<<<<<<< HEAD\n{}\n=======\n{}\n>>>>>>> theirs\n",
}


@pytest.mark.parametrize("kind", BROKEN)
def test_what_is_no_notebook_any_more_is_unreadable_and_edited(kind: str, mine: Path) -> None:
    mine.write_bytes(BROKEN[kind])
    read = notebooks.read(mine)
    assert not read.readable
    assert read.edited
    assert mine.read_bytes() == BROKEN[kind]


def test_a_folder_in_the_place_of_a_notebook_is_unreadable(tmp_path: Path) -> None:
    (tmp_path / "00-start-here.ipynb").mkdir()
    assert not notebooks.read(tmp_path / "00-start-here.ipynb").readable
