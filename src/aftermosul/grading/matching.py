"""Which handed-out cell each cell of a reader's notebook is, and what in it is the reader's own.

Other programs drop nbgrader's notes, give cells new ids or move ids into the metadata. So a cell is
known by what is left of it: its note, its id, the id in its metadata, its text; and an answer,
whose text is new, by the cells around it.
"""

from __future__ import annotations

import ast
from collections import Counter
from collections.abc import Callable, Hashable, Sequence
from itertools import pairwise
from typing import Any

from nbgrader.utils import compute_checksum

from aftermosul.grading.notebooks import STATUS, Notebook, settings

_Key = Callable[[Any], Hashable]
_Keys = Callable[[], list[list[Hashable]]]
_TELLING = 40  # Characters of a given text that is looked for inside another; shorter ones recur.


def is_question(cell: Any) -> bool:
    """Whether a handed-out cell asks, tests or answers something."""
    noted = settings(cell)
    return bool(noted.get("grade") or noted.get("solution") or noted.get("task"))


def is_answer(cell: Any) -> bool:
    """Whether a handed-out cell is where code or text is to be put."""
    return bool(settings(cell).get("solution"))


def is_as_given(cell: Any) -> bool:
    """Whether nobody touched a cell of nbgrader's since it was handed out, in whatever version."""
    noted = settings(cell)
    try:
        return bool(noted.get("checksum")) and noted["checksum"] == compute_checksum(cell)
    except (LookupError, TypeError, ValueError, AttributeError):
        return False  # Its notes were edited.


def matched(cells: Sequence[Any], like: Notebook, original: Notebook) -> list[int | None]:
    """For each of `cells` the place, in `like`, of the handed-out cell that it is; None for others.

    Of several that could be the same one, as copying makes them, the last is. `original` is the
    master: somebody may have worked on that.
    """
    found: list[int | None] = [None] * len(cells)
    given = like.cells
    keys: tuple[tuple[_Key, _Keys], ...] = (
        (_note, lambda: [[_note(cell)] for cell in given]),
        (_own_id, lambda: [[_own_id(cell)] for cell in given]),
        (_id_in_metadata, lambda: [[_own_id(cell)] for cell in given]),
        (_text, lambda: _texts(like, original)),
    )
    for of_cell, of_given in keys:
        if len(found) - found.count(None) == len(given):
            return found  # Whatever is left is the reader's own.
        _by_key(cells, found, of_cell, of_given())
    _by_neighbours(cells, found, like)
    return found


def _texts(like: Notebook, original: Notebook) -> list[list[Hashable]]:
    by_name = {settings(c).get("grade_id"): c for c in original.cells if settings(c)}
    masters = [by_name.get(settings(c).get("grade_id"), c) for c in like.cells]
    return [[_text(c), _text(m)] for c, m in zip(like.cells, masters, strict=True)]


def _note(cell: Any) -> Hashable:
    name = settings(cell).get("grade_id")
    return name if isinstance(name, str) else None


def _own_id(cell: Any) -> Hashable:
    own = cell.get("id")
    return own if isinstance(own, str) else None


def _id_in_metadata(cell: Any) -> Hashable:
    own = cell.get("metadata", {}).get("id")
    return own if isinstance(own, str) else None


def _text(cell: Any) -> Hashable:
    return " ".join(cell.source.split())


def _by_key(
    cells: Sequence[Any],
    found: list[int | None],
    of_cell: _Key,
    of_given: Sequence[Sequence[Hashable]],
) -> None:
    """Match what has the same key. What was handed out twice is matched where all are there."""
    taken = {j for j in found if j is not None}
    wanted: dict[Hashable, list[int]] = {}
    for j, keys in enumerate(of_given):
        for key in set(keys) if j not in taken else ():
            wanted.setdefault(key, []).append(j)
    there: dict[Hashable, list[int]] = {}
    for i, cell in enumerate(cells):
        if found[i] is None and (key := of_cell(cell)) in wanted:
            there.setdefault(key, []).append(i)
    for key, own in there.items():
        places = wanted[key]
        if not key or (len(places) > 1 and len(places) != len(own)):
            continue
        for i, j in zip(own[-len(places) :], places, strict=True):
            found[i] = j


def _by_neighbours(cells: Sequence[Any], found: list[int | None], like: Notebook) -> None:
    """Match answers that nothing else tells: they stand between the same two cells as handed out.

    Of several own cells there, the one nearest to its test is an answer in code, since a test looks
    at what was said last, and the first one is an answer in words.
    """
    at = {j: i for i, j in enumerate(found) if j is not None}
    given = like.cells
    writing = set(_places_to_write(like))
    for j, cell in enumerate(given):
        if j in at or not (is_answer(cell) or j in writing):
            continue
        before = next((at[k] for k in range(j - 1, -1, -1) if k in at), -1)
        after = next((at[k] for k in range(j + 1, len(given)) if k in at), len(cells))
        fits = is_prose if cell.cell_type == "markdown" else _is_code
        free = [i for i in range(before + 1, after) if found[i] is None and fits(cells[i])]
        if free:
            at[j] = free[0] if cell.cell_type == "markdown" else free[-1]
            found[at[j]] = j


def is_prose(cell: Any) -> bool:
    """Whether a cell holds words: a text cell, or a code cell that no Python could be."""
    if not cell.source.strip():
        return False
    return cell.cell_type != "code" or not _is_python(cell.source)


def _is_code(cell: Any) -> bool:
    return cell.cell_type == "code" and bool(cell.source.strip())


def _is_python(source: str) -> bool:
    lines = (line for line in source.splitlines() if not line.lstrip().startswith(("%", "!")))
    try:
        ast.parse("\n".join(lines))
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        return False
    return True


def _places_to_write(like: Notebook) -> list[int]:
    """Where a written answer is to go: the plain cell below each task."""
    return [
        j + 1
        for j, (cell, below) in enumerate(pairwise(like.cells))
        if settings(cell).get("task") and not settings(below)
    ]


def own_text(cell: Any, given: Any | None) -> str:
    """What a reader wrote in a text cell; `given` is the handed-out cell that it is, if any."""
    text = str(cell.source).replace("\r\n", "\n")
    return text.strip() if given is None else surplus(text, given.source)


def surplus(text: str, given: str) -> str:
    """What `text` has beyond the lines of `given`, its paragraphs kept apart."""
    if given.strip() and given.strip() in text:
        return "\n\n".join(p for part in text.split(given.strip(), 1) if (p := part.strip()))
    left = Counter(_lines(given))
    kept: list[str] = []
    for line in text.splitlines():
        bare = line.strip()
        if bare and left[bare]:
            left[bare] -= 1
            continue
        begun = max((x for x in left if len(x) >= _TELLING and bare.startswith(x)), default="")
        kept.append(bare[len(begun) :].strip() if begun else line.rstrip())
    return "\n".join(kept).strip()


def _lines(text: str) -> list[str]:
    return [bare for line in text.splitlines() if (bare := line.strip())]


def own_texts(
    cells: Sequence[Any], places: Sequence[int | None], like: Notebook
) -> list[tuple[int, str]]:
    """Each text of the reader's own in `cells`, which are `matched` to `places`, and its cell.

    Cells of nbgrader's count for none: they are as handed out, or will be.
    """
    texts = []
    for i, (cell, j) in enumerate(zip(cells, places, strict=True)):
        if cell.cell_type == "code" or (i == 0 and cell.source.startswith(STATUS)):
            continue
        if j is not None and (like.cells[j].source == cell.source or settings(like.cells[j])):
            continue
        if text := own_text(cell, _given(cell, j, like)):
            texts.append((i, text))
    return texts


def below_task(
    task: str, cells: Sequence[Any], texts: Sequence[tuple[int, str]]
) -> list[tuple[int, str]]:
    """Of a reader's own texts those between a task and the next cell of nbgrader's."""
    noted = [(i, settings(cell)["grade_id"]) for i, cell in enumerate(cells) if settings(cell)]
    start = next((i for i, name in noted if name == task), len(cells))
    end = next((i for i, _ in noted if i > start), len(cells))
    return [(i, text) for i, text in texts if start < i < end]


def _given(cell: Any, j: int | None, like: Notebook) -> Any | None:
    """The handed-out cell that a cell is, or whose text a copy of it still holds."""
    if j is not None:
        return like.cells[j]
    for given in like.cells:
        bare = given.source.strip()
        if len(bare) >= _TELLING and bare in cell.source:
            return given
    return None


def is_answered(notebook: Notebook, like: Notebook) -> bool:
    """Whether a notebook holds anything of the reader's own: an answer, a cell, a text."""
    found = matched(notebook.cells, like, like)
    for cell, j in zip(notebook.cells, found, strict=True):
        if is_as_given(cell):
            continue
        if cell.cell_type != "code":
            if own_text(cell, _given(cell, j, like)):
                return True
        elif (j is None and cell.source.strip()) or (
            j is not None and is_answer(like.cells[j]) and _text(cell) != _text(like.cells[j])
        ):
            return True
    return False
