"""Odd submissions, made from right work on the assignment as it is now.

Each maker changes the content of a notebook's file, as another program or a hasty hand would. They
stand for kinds: what becomes of ids and notes, where a written answer ends up, how a file is named.
"""

from __future__ import annotations

import copy
import hashlib
import json
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import nbformat
from nbgrader.utils import compute_checksum

from tests.grading import prepared

Content = dict[str, Any]
RIGHT = "right-another-way"
TASK, PLACE = "essay-right", "essay-right-text"
ESSAY = (
    "My measure is incidents a year.\n\nMy baseline is ten years: *fewer*, and then fewer still."
)


def content(name: str = RIGHT) -> Content:
    """A prepared notebook as its file holds it; right work with `ESSAY` as its written answer."""
    made: Content = json.loads(prepared.path_of(name).read_text(encoding="utf-8"))
    for cell in made["cells"]:
        cell["source"] = "".join(cell["source"])
    if name == RIGHT:
        cell_of(made, PLACE)["source"] = ESSAY
    return made


def cell_of(made: Content, cell_id: str) -> dict[str, Any]:
    (found,) = [cell for cell in made["cells"] if cell.get("id") == cell_id]
    return dict_of(found)


def dict_of(cell: Any) -> dict[str, Any]:
    assert isinstance(cell, dict)
    return cell


def put(path: Path, made: Content) -> Path:
    """Write a notebook's file; its folder is made."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(json.dumps(made), encoding="utf-8")
    return path


def _drop(made: Content, *cell_ids: str) -> None:
    made["cells"] = [cell for cell in made["cells"] if cell.get("id") not in cell_ids]


def _beside(made: Content, cell_id: str, source: str, kind: str = "markdown", *, by: int) -> None:
    at = [cell.get("id") for cell in made["cells"]].index(cell_id) + by
    cell: dict[str, Any] = {"cell_type": kind, "id": "own", "metadata": {}, "source": source}
    if kind == "code":
        cell |= {"execution_count": None, "outputs": []}
    made["cells"].insert(at, cell)


# ---- what other programs make of ids and notes


def _stripped(made: Content, id_of: Callable[[str], str | None]) -> None:
    """Format 4.0, which knows no ids, without nbgrader's notes; `id_of` gives metadata an id."""
    made["nbformat_minor"] = 0
    for cell in made["cells"]:
        own = str(cell.pop("id"))
        cell["metadata"] = {} if id_of(own) is None else {"id": id_of(own)}


def ids_in_metadata(made: Content) -> None:
    _stripped(made, lambda own: own)


def new_ids(made: Content) -> None:
    _stripped(made, lambda own: hashlib.sha256(own.encode()).hexdigest()[:12].upper())


def no_ids(made: Content) -> None:
    _stripped(made, lambda _: None)


def no_ids_and_other_blanks(made: Content) -> None:
    """Besides, every source came back with other ends of lines and blanks at their ends."""
    _stripped(made, lambda _: None)
    for cell in made["cells"]:
        cell["source"] = "\r\n".join(f"{line}  " for line in cell["source"].split("\n")) + "\n"


def no_ids_and_notes_between(made: Content) -> None:
    """Besides, with cells of the student's own before every test."""
    kept = []
    for cell in made["cells"]:
        if cell["metadata"].get("nbgrader", {}).get("grade"):
            kept.append({"cell_type": "markdown", "id": f"n{len(kept)}", "metadata": {}})
            kept[-1]["source"] = "a note of mine"
        kept.append(cell)
    made["cells"] = kept
    _stripped(made, lambda _: None)


# ---- where a written answer ends up


def in_the_task(made: Content) -> None:
    cell_of(made, TASK)["source"] += f"\n\n{ESSAY}"
    _drop(made, PLACE)


def in_the_task_above_its_stub(made: Content) -> None:
    cell_of(made, TASK)["source"] += f"\n\n{ESSAY}"
    cell_of(made, PLACE)["source"] = "*Write your answer here.*"


def at_the_end_of_the_tasks_last_line(made: Content) -> None:
    cell_of(made, TASK)["source"] = cell_of(made, TASK)["source"].rstrip() + f" {ESSAY}"
    _drop(made, PLACE)


def among_the_lines_of_the_task(made: Content) -> None:
    task = cell_of(made, TASK)
    first, rest = task["source"].split("\n- ", 1)
    task["source"] = f"{first}\n\n{ESSAY}\n\n- {rest}"
    _drop(made, PLACE)


def over_the_task(made: Content) -> None:
    cell_of(made, TASK)["source"] = ESSAY
    cell_of(made, PLACE)["source"] = "*Write your answer here.*"


def below_the_stub_in_its_cell(made: Content) -> None:
    cell_of(made, PLACE)["source"] = f"*Write your answer here.*\n\n{ESSAY}"


def in_a_cell_below_the_stub(made: Content) -> None:
    cell_of(made, PLACE)["source"] = "*Write your answer here.*"
    _beside(made, PLACE, ESSAY, by=1)


def in_two_cells(made: Content) -> None:
    first, second = ESSAY.split("\n\n")
    cell_of(made, PLACE)["source"] = first
    _beside(made, PLACE, second, by=1)


def in_a_cell_above_the_task(made: Content) -> None:
    cell_of(made, PLACE)["source"] = "*Write your answer here.*"
    _beside(made, TASK, ESSAY, by=0)


def in_another_questions_task(made: Content) -> None:
    cell_of(made, PLACE)["source"] = "*Write your answer here.*"
    cell_of(made, "licence-task")["source"] += f"\n\n{ESSAY}"


def as_code(made: Content) -> None:
    cell_of(made, PLACE).update(cell_type="code", execution_count=None, outputs=[])


def as_raw_text(made: Content) -> None:
    cell_of(made, PLACE)["cell_type"] = "raw"


def in_a_raw_cell_of_ones_own(made: Content) -> None:
    _drop(made, PLACE)
    _beside(made, TASK, ESSAY, "raw", by=1)


def without_the_task(made: Content) -> None:
    _drop(made, TASK)


def without_task_and_place(made: Content) -> None:
    _drop(made, PLACE)
    _beside(made, TASK, ESSAY, by=1)
    _drop(made, TASK)


def in_the_first_of_two_tasks(made: Content) -> None:
    cell_of(made, PLACE)["source"] = "*Write your answer here.*"
    task = cell_of(made, TASK)
    again = copy.deepcopy(task)
    task["source"] += f"\n\n{ESSAY}"
    made["cells"].insert(made["cells"].index(task) + 1, again | {"id": "again"})


# ---- what teachers change meanwhile


def of_an_older_version(made: Content) -> None:
    """As handed out before the teacher put the wording of each task and test otherwise."""
    for cell in made["cells"]:
        noted = cell["metadata"].get("nbgrader", {})
        if noted.get("task") or noted.get("grade") or noted.get("solution"):
            cell["source"] = f"{cell['source']}\n# In an older wording."
            noted["checksum"] = compute_checksum(nbformat.from_dict(cell))


PROGRAMS = [ids_in_metadata, new_ids, no_ids, no_ids_and_other_blanks, no_ids_and_notes_between]
BELOW = [
    in_the_task,
    in_the_task_above_its_stub,
    at_the_end_of_the_tasks_last_line,
    among_the_lines_of_the_task,
    over_the_task,
    below_the_stub_in_its_cell,
    in_a_cell_below_the_stub,
    in_two_cells,
    as_code,
    as_raw_text,
    in_a_raw_cell_of_ones_own,
    without_the_task,
    without_task_and_place,
]
ELSEWHERE = [in_a_cell_above_the_task, in_another_questions_task, in_the_first_of_two_tasks]


# ---- how a file is named, and what lies beside it


def zip_of(path: Path, **inside: Content) -> Path:
    """A zip of notebooks by their stems in a folder, with what a Mac and Jupyter put beside."""
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as packed:
        for stem, made in inside.items():
            packed.writestr(f"homework/{stem}.ipynb", json.dumps(made))
            packed.writestr(f"__MACOSX/homework/._{stem}.ipynb", b"junk")
            packed.writestr(
                f"homework/.ipynb_checkpoints/{stem}-checkpoint.ipynb", json.dumps(made)
            )
    return path
