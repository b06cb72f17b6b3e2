"""Finding the assignments in a folder."""

from __future__ import annotations

from pathlib import Path

from aftermosul import resources
from aftermosul.grading import notebooks
from aftermosul.problems import Problem

_NOT_WORK = {"feedback", "node_modules"}


def notebooks_of(path: Path, assignment: str | None = None) -> list[Path]:
    """The notebooks to grade where `path` is named: itself, or the assignments in the folder.

    A folder's own assignment comes first; where it holds none, those of the folders in it.
    Raises `Problem` where there is nothing to grade, or where it isn't clear which.
    """
    if not path.exists():
        raise Problem(f"There is nothing at {path}.")
    if path.is_file():
        return [path]
    if not path.is_dir():
        raise Problem(f"{path} is neither a notebook nor a folder.")
    here = _assignments_in(path, assignment)
    if here:
        return here
    below = [p for p in sorted(path.iterdir()) if _is_work(p)]
    found = [notebook for folder in below for notebook in _assignments_in(folder, assignment)]
    if not found:
        raise Problem(f"{path} holds no assignment of this module, nor do the folders in it.")
    return found


def _is_work(folder: Path) -> bool:
    return (
        folder.is_dir()
        and not folder.is_symlink()
        and not folder.name.startswith(".")
        and folder.name not in _NOT_WORK
    )


def _assignments_in(folder: Path, wanted: str | None) -> list[Path]:
    """One notebook for each assignment that lies in `folder` itself."""
    found: dict[str, list[Path]] = {}
    for file in sorted(folder.glob("*.ipynb")):
        try:
            name = notebooks.assignment_of(notebooks.read(file))
        except Problem:
            # Grading it says what is wrong, where its name says that it was meant to be graded.
            name = file.stem if file.stem in resources.assignment_names() else None
        if name is not None and wanted in (None, name):
            found.setdefault(name, []).append(file)
    return [_the_one(name, files) for name, files in found.items()]


def _the_one(name: str, files: list[Path]) -> Path:
    """Of several copies, the one with the name that was handed out."""
    named = [file for file in files if file.stem == name]
    if len(files) == 1 or named:
        return (named or files)[0]
    copies = ", ".join(file.name for file in files)
    raise Problem(f"{files[0].parent} holds several copies of {name} ({copies}). Name the one.")
