"""A notebook: reading it, whatever wrote it, and writing it; and those that were handed out."""

from __future__ import annotations

import functools
import json
import re
import uuid
import warnings
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

STATUS = "**Status: "
"""How the first cell of a graded notebook begins, where there is something to say of it."""
_MOST_CELLS = 5_000  # Far more than any notebook that a person wrote.
_ID = re.compile(r"[A-Za-z0-9_-]{1,64}")
LARGEST = 64_000_000  # Bytes; a notebook of this size holds outputs that nobody meant to keep.


def read(path: Path, *, outputs: bool = True) -> Notebook:
    """The notebook at `path`, brought to the newest format, with or without its `outputs`.

    Raises `Problem` where it isn't there, can't be read or isn't a notebook.
    """
    return parsed(content_of(path), str(path), outputs=outputs)


def content_of(path: Path) -> bytes:
    """The bytes of a file that may be a notebook. Raises `Problem`, as `read` does."""
    if not path.exists():
        raise Problem(f"There is nothing at {path}.")
    try:
        if path.stat().st_size > LARGEST:
            raise Problem(
                f"{path} is over {LARGEST // 1_000_000} MB. Clear its outputs, save it and try "
                "again."
            )
        return path.read_bytes()
    except OSError as error:
        raise Problem(f"{path} can't be read: {error.strerror}.") from error


def parsed(content: bytes, called: str, *, outputs: bool = True) -> Notebook:
    """The notebook that a file `called` so holds. Raises `Problem`, as `read` does."""
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise Problem(f"{called} is not a notebook: it isn't text in UTF-8.") from error
    try:
        raw = json.loads(text)
        if "\\ud" in text or "\\uD" in text:
            raw = json.loads(whole_characters(json.dumps(raw, ensure_ascii=False)))
    except (ValueError, RecursionError) as error:
        raise Problem(
            f"{called} is not a notebook: it isn't valid JSON. Was it saved to the end?"
        ) from error
    if not isinstance(raw, dict) or not isinstance(raw.get("nbformat"), int):
        raise Problem(f"{called} is not a notebook: it is JSON of another kind.")
    if raw["nbformat"] > 4:
        raise Problem(
            f"{called} has notebook format {raw['nbformat']}, newer than this module can read."
        )
    return _valid(raw, called, outputs=outputs)


def _valid(raw: dict[str, Any], called: str, *, outputs: bool) -> Notebook:
    try:
        if not outputs:
            _drop_outputs(raw)
        # nbformat's own `reads` would parse again, validate, and say what it finds in a log.
        older = nbformat.versions[raw["nbformat"]].to_notebook_json(
            raw, minor=raw.get("nbformat_minor", 0)
        )
        notebook = upgraded(mended(nbformat.convert(older, 4)))
        with warnings.catch_warnings():
            # It gives cells that share an id, as copying makes them, other ones, and says so.
            warnings.simplefilter("ignore")
            nbformat.validate(notebook, relax_add_props=True)
    except Exception as error:  # whatever nbformat raises on a broken file says the same
        raise Problem(
            f"{called} is not a valid notebook: a part that every notebook has is missing or "
            "broken."
        ) from error
    return notebook


def _drop_outputs(raw: dict[str, Any]) -> None:
    """Cells are run again, so what they once printed is only weight: megabytes, at times."""
    for sheet in (raw, *raw.get("worksheets", ())):  # Format 3 had sheets.
        for cell in sheet.get("cells", ()):
            if "outputs" in cell:
                cell["outputs"] = []


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
