"""Taking a reader's notebook in: whose assignment it is, what lies beside it, what must be said."""

from __future__ import annotations

import os
from dataclasses import dataclass
from pathlib import Path

from aftermosul import resources
from aftermosul.grading import notebooks
from aftermosul.grading.notebooks import Restored
from aftermosul.problems import Problem

_MOST_FILES = 200
_MOST_BYTES = 50_000_000
_NOT_WORK = {"feedback"}  # Folders that grading itself writes.


@dataclass(frozen=True)
class Submission:
    """A notebook taken in, ready to be graded.

    `companions` are the files that lie beside it in the assignment's own folder, each with its
    path relative to that folder; `sentences` say what the reader should know.
    """

    assignment: str
    restored: Restored
    companions: tuple[tuple[Path, Path], ...]
    sentences: tuple[str, ...]


def take(path: Path, asked_for: str | None = None) -> Submission:
    """Read the notebook at `path` as an assignment. Raises `Problem` where it is none."""
    _refuse_link(path)
    notebook = notebooks.read(path)
    assignment, sentences = _assignment(notebook, path, asked_for)
    restored = notebooks.restored(notebook, assignment)
    if restored.missing:
        sentences.append(
            f"{_cells(restored.missing)} missing and put back before grading: "
            f"{', '.join(restored.missing)}."
        )
    if restored.edited:
        sentences.append(
            f"{_cells(restored.edited)} edited and put back as handed out before grading: "
            f"{', '.join(restored.edited)}."
        )
    return Submission(assignment, restored, _companions(path, assignment), tuple(sentences))


def _cells(names: tuple[str, ...]) -> str:
    return "One cell was" if len(names) == 1 else f"{len(names)} cells were"


def _assignment(
    notebook: notebooks.Notebook, path: Path, asked_for: str | None
) -> tuple[str, list[str]]:
    """The assignment to grade as, and what to say about the choice."""
    known = resources.assignment_names()
    found = notebooks.assignment_of(notebook)
    noted = notebook.metadata.get("aftermosul")
    stated = noted.get("assignment") if isinstance(noted, dict) else None
    if asked_for is not None:
        if asked_for not in known:
            raise Problem(f"There is no assignment {asked_for}. There are: {', '.join(known)}.")
        if found is None:
            return asked_for, [f"The notebook holds no question of {asked_for}."]
        if found != asked_for:
            return asked_for, [f"The notebook is of {found}; it was graded as {asked_for}."]
        return asked_for, []
    if found is not None:
        return found, []
    if stated in known:
        raise Problem(
            f"{path} says that it is {stated} but holds none of its questions. "
            f"To grade it all the same: --assignment {stated}."
        )
    if isinstance(stated, str):
        raise Problem(
            f"{path} is of the assignment {stated}, which this version of the module doesn't have."
        )
    raise Problem(
        f"{path} is not one of this module's assignments ({', '.join(known)}): "
        "it holds none of their questions."
    )


def _refuse_link(path: Path) -> None:
    if path.is_symlink() and path.resolve().parent != path.parent.resolve():
        raise Problem(f"{path} is a link that leads out of its folder. Grade the file it leads to.")


def _companions(path: Path, assignment: str) -> tuple[tuple[Path, Path], ...]:
    """Files beside the notebook, where the folder is the assignment's own.

    Elsewhere, such as among downloads, what lies beside a notebook is none of our business.
    nbgrader follows links when it copies, so they are looked at first.
    """
    folder = path.parent.resolve()
    if folder.name != assignment:
        return ()
    files: list[tuple[Path, Path]] = []
    size = 0
    for place, below, names in os.walk(folder):
        for name in (*below, *names):
            entry = Path(place) / name
            if entry.is_symlink() and not entry.resolve().is_relative_to(folder):
                raise Problem(
                    f"{entry} is a link that leads out of the assignment's folder. Take it away."
                )
        below[:] = sorted(n for n in below if not n.startswith(".") and n not in _NOT_WORK)
        for name in sorted(names):
            file = Path(place) / name
            if file.is_file() and not name.startswith(".") and file.suffix != ".ipynb":
                files.append((file, file.relative_to(folder)))
                size += file.stat().st_size
    if len(files) > _MOST_FILES or size > _MOST_BYTES:
        raise Problem(
            f"{folder} holds {len(files)} files beside the notebook, too many or too large to take "
            "along. Move the notebook to a folder of its own."
        )
    return tuple(files)
