"""A reader's notebook: reading it, telling which assignment it is, putting back what is missing."""

from __future__ import annotations

import copy
import functools
import json
import re
import uuid
import warnings
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import nbformat as _untyped_nbformat

from aftermosul import resources
from aftermosul.grading import release
from aftermosul.problems import Problem

# nbformat publishes hints for half of its functions; what comes out of it is checked here.
nbformat: Any = _untyped_nbformat
Notebook = Any
"""An nbformat 4 notebook."""

_MOST_CELLS = 5_000  # Far more than any notebook that a person wrote.
_ID = re.compile(r"[A-Za-z0-9_-]{1,64}")
_LARGEST = 64_000_000  # Bytes; a notebook of this size holds outputs that nobody meant to keep.


def read(path: Path) -> Notebook:
    """The notebook at `path`, brought to the newest format.

    Raises `Problem` where it isn't there, can't be read or isn't a notebook.
    """
    if not path.exists():
        raise Problem(f"There is nothing at {path}.")
    try:
        if path.stat().st_size > _LARGEST:
            raise Problem(f"{path} is over 64 MB. Clear its outputs, save it and try again.")
        text = path.read_text(encoding="utf-8-sig")
    except UnicodeDecodeError as error:
        raise Problem(f"{path} is not a notebook: it isn't text in UTF-8.") from error
    except OSError as error:
        raise Problem(f"{path} can't be read: {error.strerror}.") from error
    try:
        raw = json.loads(text)
        if "\\ud" in text or "\\uD" in text:
            text = whole_characters(json.dumps(raw, ensure_ascii=False))
            raw = json.loads(text)
    except (ValueError, RecursionError) as error:
        raise Problem(
            f"{path} is not a notebook: it isn't valid JSON. Was it saved to the end?"
        ) from error
    if not isinstance(raw, dict) or not isinstance(raw.get("nbformat"), int):
        raise Problem(f"{path} is not a notebook: it is JSON of another kind.")
    return _parsed(text, raw, path)


def _parsed(text: str, raw: dict[str, Any], path: Path) -> Notebook:
    if raw["nbformat"] > 4:
        raise Problem(
            f"{path} has notebook format {raw['nbformat']}, newer than this module can read."
        )
    try:
        # nbformat's own `reads` would validate too, and say what it finds in a log.
        notebook = upgraded(mended(nbformat.convert(nbformat.reader.reads(text), 4)))
        with warnings.catch_warnings():
            # It gives cells that share an id, as copying makes them, other ones, and says so.
            warnings.simplefilter("ignore")
            nbformat.validate(notebook, relax_add_props=True)
    except Exception as error:  # whatever nbformat raises on a broken file says the same
        raise Problem(
            f"{path} is not a valid notebook: a part that every notebook has is missing or broken."
        ) from error
    return notebook


def whole_characters(text: str) -> str:
    """Text in which halves of characters, which no file can hold, are question marks."""
    try:
        text.encode()
    except UnicodeEncodeError:
        # Two halves that belong together are one character again; what is left is half.
        text = text.encode("utf-16", "surrogatepass").decode("utf-16", "replace")
    return text


def mended(notebook: Notebook) -> Notebook:
    """A notebook of format 4 without the oddities that cost a reader a whole notebook.

    Counts of runs that are no count, ids that are none, and more extra cells than anybody wrote:
    cells that nbgrader knows are always kept.
    """
    if len(notebook.cells) > _MOST_CELLS:
        notebook.cells = [
            cell for i, cell in enumerate(notebook.cells) if i < _MOST_CELLS or settings(cell)
        ]
    for cell in notebook.cells:
        if "id" in cell and not _is_id(cell["id"]):
            cell["id"] = uuid.uuid4().hex[:8]
        if cell.get("cell_type") == "code":
            for counted in (cell, *cell.get("outputs", ())):
                if "execution_count" in counted and not _is_count(counted["execution_count"]):
                    counted["execution_count"] = None
    return notebook


def _is_id(value: Any) -> bool:
    return isinstance(value, str) and _ID.fullmatch(value) is not None


def _is_count(value: Any) -> bool:
    return value is None or (type(value) is int and value >= 0)


def upgraded(notebook: Notebook) -> Notebook:
    """A notebook of format 4 brought to the newest minor format, in which cells have ids."""
    minor = notebook.get("nbformat_minor", 0)
    return nbformat.v4.convert.upgrade(notebook, from_version=4, from_minor=minor)


@functools.cache
def shipped(assignment: str) -> Notebook:
    """The student version of an assignment, as it was handed out. Not to be changed."""
    return nbformat.read(
        release.fresh_student_versions() / assignment / f"{assignment}.ipynb", as_version=4
    )


@functools.cache
def master(assignment: str) -> Notebook:
    """The master of an assignment. Not to be changed."""
    return nbformat.read(resources.masters() / assignment / f"{assignment}.ipynb", as_version=4)


def text_of(notebook: Notebook) -> str:
    """The text of a notebook's file, a cell a line: made many times faster than an indented one.

    What belongs to an open notebook alone is taken off it first, as nbformat does.
    """
    rest = dict(nbformat.v4.rwbase.strip_transient(notebook))
    cells = ",\n".join(map(_as_json, rest.pop("cells")))
    return whole_characters(f'{{"cells": [\n{cells}\n],\n{_as_json(rest)[1:]}\n')


def _as_json(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False, sort_keys=True)


def settings(cell: Any) -> dict[str, Any]:
    """What nbgrader notes in a cell's metadata; empty where it notes nothing."""
    noted = cell.get("metadata", {}).get("nbgrader")
    return noted if isinstance(noted, dict) else {}


def assignment_of(notebook: Notebook) -> str | None:
    """The assignment that a notebook belongs to, by the ids of its questions, or None.

    The file's name plays no part: readers rename files.
    """
    found = {
        name: len(_marks_of(notebook) & _question_ids(shipped(name)))
        for name in resources.assignment_names()
    }
    best = max(found, key=lambda name: found[name], default=None)
    return best if best is not None and found[best] else None


def belongs(notebook: Notebook, like: Notebook) -> bool:
    """Whether a notebook holds questions of the one that was handed out."""
    return bool(_marks_of(notebook) & _question_ids(like))


def _question_ids(like: Notebook) -> set[str]:
    noted = (settings(cell) for cell in like.cells)
    return {str(n["grade_id"]) for n in noted if n.get("grade") or n.get("solution")}


def _marks_of(notebook: Notebook) -> set[str]:
    """Ids to know a notebook by: nbgrader's, and the cells' own where a tool cut those."""
    ids = {str(settings(cell).get("grade_id", "")) for cell in notebook.cells}
    return ids | {str(cell.get("id", "")) for cell in notebook.cells}


@dataclass(frozen=True)
class Restored:
    """A notebook fit for grading, and which of the handed-out cells were missing or edited.

    `origins` has, for each cell, its place in the reader's own notebook, counted from 0, or None
    for a cell that was put back.
    """

    notebook: Notebook
    missing: tuple[str, ...]
    edited: tuple[str, ...]
    origins: tuple[int | None, ...]


def restored(notebook: Notebook, assignment: str) -> Restored:
    """`restored_to` the version of one of this module's own assignments."""
    return restored_to(notebook, shipped(assignment), master(assignment))


def restored_to(notebook: Notebook, like: Notebook, original: Notebook) -> Restored:
    """`notebook` with every locked, test and task cell of the assignment in it.

    Its cells are taken over and may be changed. `like` is the assignment as handed out, `original`
    its master. nbgrader overwrites edited test cells itself, but stumbles over several missing in a
    row. A missing answer cell stays missing, since its dots would overwrite an answer given
    elsewhere, unless it has points of its own.
    """
    handed_out = {settings(c)["grade_id"]: c for c in like.cells if settings(c)}
    originals = handed_out | {settings(c)["grade_id"]: c for c in original.cells if settings(c)}
    names_by_id = {c["id"]: name for name, c in handed_out.items() if "id" in c}
    cells = _without_doubles([_known(cell, handed_out, names_by_id) for cell in notebook.cells])
    origins: list[int | None] = list(range(len(cells)))
    present = {settings(cell).get("grade_id"): cell for cell in cells}
    edited = tuple(
        name
        for name, cell in handed_out.items()
        if name in present
        and not settings(cell)["solution"]
        and present[name].source not in (cell.source, originals[name].source)
    )
    missing = tuple(
        name
        for name, cell in handed_out.items()
        if name not in present and (settings(cell)["grade"] or not settings(cell)["solution"])
    )
    names = list(handed_out)
    for name in missing:
        followers = set(names[names.index(name) + 1 :])
        place = next(
            (i for i, cell in enumerate(cells) if settings(cell).get("grade_id") in followers),
            len(cells),
        )
        cells.insert(place, copy.deepcopy(handed_out[name]))
        origins.insert(place, None)
    whole = nbformat.from_dict({"cells": [], "metadata": copy.deepcopy(like.metadata)})
    whole.update(cells=cells, nbformat=like.nbformat, nbformat_minor=like.nbformat_minor)
    return Restored(whole, missing, edited, tuple(origins))


def _known(cell: Any, handed_out: dict[str, Any], names_by_id: dict[str, str]) -> Any:
    """The cell with nbgrader's notes as handed out, whatever became of them, or without any."""
    name = settings(cell).get("grade_id") or names_by_id.get(cell.get("id", ""))
    cell.metadata.pop("nbgrader", None)
    if not isinstance(name, str) or name not in handed_out:
        return cell
    like = handed_out[name]
    if cell.cell_type != like.cell_type:
        fresh = copy.deepcopy(like)
        fresh.source = cell.source
        cell = fresh
    cell.metadata["nbgrader"] = copy.deepcopy(like.metadata["nbgrader"])
    return cell


def _without_doubles(cells: list[Any]) -> list[Any]:
    """Of cells with the same nbgrader id, as copying makes them, only the last keeps it."""
    seen: set[str] = set()
    for cell in reversed(cells):
        name = settings(cell).get("grade_id")
        if name in seen:
            del cell.metadata["nbgrader"]
        elif name:
            seen.add(name)
    return cells
