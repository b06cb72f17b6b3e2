"""A reader's notebook made fit for grading: what was handed out put back, what is theirs kept."""

from __future__ import annotations

import copy
import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from aftermosul.grading import notebooks
from aftermosul.grading.matching import (
    below_task,
    is_answer,
    is_as_given,
    is_prose,
    matched,
    own_text,
    own_texts,
    surplus,
)
from aftermosul.grading.notebooks import Notebook, nbformat, settings


@dataclass(frozen=True)
class Restored:
    """A notebook fit for grading, and what became of the handed-out cells in it.

    `missing` and `edited` were put back; out of those in `moved` a reader's own text was taken and
    put below. `astray` are tasks below which nothing stands, with the cells of the reader's own
    notebook, counted from 1, that hold text of theirs. `origins` has, for each cell, its place in
    the reader's own notebook, counted from 0, or None for a cell that was put back.
    """

    notebook: Notebook
    missing: tuple[str, ...]
    edited: tuple[str, ...]
    moved: tuple[str, ...]
    astray: tuple[tuple[str, tuple[int, ...]], ...]
    origins: tuple[int | None, ...]

    @property
    def sentences(self) -> tuple[str, ...]:
        """What was put back or moved, for whoever handed it in and whoever reads it."""
        said = [
            f"{_cells(names)} {how} before grading: {', '.join(names)}."
            for names, how in (
                (self.missing, "missing and put back"),
                (self.edited, "edited and put back as handed out"),
            )
            if names
        ]
        said += [
            f"What was written into the task {name} was moved to a cell of its own below it."
            for name in self.moved
        ]
        for name, places in self.astray:
            cells = f"cell{'' if len(places) == 1 else 's'} {', '.join(map(str, places))}"
            said.append(f"Nothing is written below the task {name}, but own text is in {cells}.")
        return tuple(said)


def _cells(names: Sequence[str]) -> str:
    return "One cell was" if len(names) == 1 else f"{len(names)} cells were"


def restored(notebook: Notebook, assignment: str) -> Restored:
    """`restored_to` the version of one of this module's own assignments."""
    return restored_to(notebook, notebooks.shipped(assignment), notebooks.master(assignment))


def restored_to(notebook: Notebook, like: Notebook, original: Notebook) -> Restored:
    """`notebook` with every locked, test and task cell of the assignment in it.

    Its cells are taken over and may be changed. `like` is the assignment as handed out, `original`
    its master. nbgrader overwrites edited cells itself, but stumbles over several missing in a row,
    and with a task goes what was written into it: that gets a cell of its own below. A missing
    answer cell stays missing, since its dots would overwrite an answer given elsewhere, unless it
    has points of its own.
    """
    found = matched(notebook.cells, like, original)
    as_masters = {settings(c)["grade_id"]: c.source for c in original.cells if settings(c)}
    cells: list[Any] = []
    places: list[int | None] = []
    origins: list[int | None] = []
    edited: list[str] = []
    moved: list[str] = []
    is_below_task = False
    for own, (cell, j) in enumerate(zip(notebook.cells, found, strict=True)):
        given = None if j is None else like.cells[j]
        if given is not None and settings(given):
            is_below_task = bool(settings(given).get("task"))
        is_changed = given is not None and _is_changed(cell, given, as_masters)
        beyond = _beyond(cell, given, as_masters) if is_changed else ""
        cells.append(_known(cell, given, below_task=is_below_task))
        places.append(j)
        origins.append(own)
        if not is_changed:
            continue
        (moved if beyond else edited).append(settings(given)["grade_id"])
        if beyond:
            cells.append(nbformat.v4.new_markdown_cell(beyond))
            places.append(None)
            origins.append(own)
    missing = _put_back(cells, places, origins, like)
    whole = nbformat.from_dict({"cells": [], "metadata": copy.deepcopy(like.metadata)})
    whole.update(cells=cells, nbformat=like.nbformat, nbformat_minor=like.nbformat_minor)
    _give_own_ids(cells, places, like)
    astray = _astray(cells, places, origins, like)
    return Restored(whole, tuple(missing), tuple(edited), tuple(moved), astray, tuple(origins))


def _astray(
    cells: Sequence[Any],
    places: Sequence[int | None],
    origins: Sequence[int | None],
    like: Notebook,
) -> tuple[tuple[str, tuple[int, ...]], ...]:
    tasks = [settings(cell)["grade_id"] for cell in like.cells if settings(cell).get("task")]
    texts = own_texts(cells, places, like) if tasks else []
    where = tuple(dict.fromkeys(own + 1 for i, _ in texts if (own := origins[i]) is not None))
    return tuple((t, where) for t in tasks if where and not below_task(t, cells, texts))


def _is_changed(cell: Any, given: Any, as_masters: dict[str, str]) -> bool:
    """Whether a cell that nobody was to touch was touched."""
    noted = settings(given)
    if not noted or noted.get("solution") or cell.source == given.source:
        return False
    as_given = (given.source, as_masters.get(noted["grade_id"], given.source))
    return _lines(cell.source) not in map(_lines, as_given)


def _lines(source: str) -> list[str]:
    """Lines without blanks at their ends, which programs add and drop."""
    return [line.rstrip() for line in source.strip().splitlines()]


def _beyond(cell: Any, given: Any, as_masters: dict[str, str]) -> str:
    """What a reader wrote into a text that was to be left alone, where nbgrader would drop it."""
    if given.cell_type != "markdown" or is_as_given(cell):
        return ""
    # A master's task holds the mark scheme, which is nobody's own text either.
    return surplus(own_text(cell, given), as_masters.get(settings(given)["grade_id"], ""))


def _known(cell: Any, given: Any | None, *, below_task: bool) -> Any:
    """The cell with the kind, id and notes of the one handed out, or as a cell of one's own.

    Raw cells are shown nowhere, and words in a code cell are an error there: both become text.
    """
    cell.metadata.pop("nbgrader", None)
    if given is None:
        words = cell.cell_type == "raw" or (below_task and cell.cell_type == "code")
        if words and is_prose(cell):
            fresh = nbformat.v4.new_markdown_cell(cell.source)
            fresh["id"] = cell.get("id", fresh["id"])
            return fresh
        return cell
    if cell.cell_type != given.cell_type:
        fresh = copy.deepcopy(given)
        fresh.source = cell.source
        cell = fresh
    if settings(given):
        cell.metadata["nbgrader"] = copy.deepcopy(given.metadata["nbgrader"])
    return cell


def _put_back(
    cells: list[Any], places: list[int | None], origins: list[int | None], like: Notebook
) -> list[str]:
    """Insert what is missing before the next handed-out cell that is there; return its names."""
    missing = []
    present = set(places)
    for j, given in enumerate(like.cells):
        noted = settings(given)
        if j in present or not noted or (is_answer(given) and not noted.get("grade")):
            continue
        at = next((i for i, k in enumerate(places) if k is not None and k > j), len(cells))
        cells.insert(at, copy.deepcopy(given))
        places.insert(at, j)
        origins.insert(at, None)
        missing.append(noted["grade_id"])
    return missing


def _give_own_ids(cells: list[Any], places: Sequence[int | None], like: Notebook) -> None:
    """Handed-out cells get their ids back and all others ids that no other cell has."""
    ids = {j: like.cells[j].get("id") for j in places if j is not None}
    seen = {own for own in ids.values() if own}
    for cell, j in zip(cells, places, strict=True):
        if j is not None and ids[j]:
            cell["id"] = ids[j]
            continue
        if cell.get("id") in seen or not cell.get("id"):
            cell["id"] = uuid.uuid4().hex[:8]
        seen.add(cell["id"])
