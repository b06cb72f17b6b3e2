"""Finding the assignments in a folder."""

from __future__ import annotations

from pathlib import Path

from aftermosul import resources
from aftermosul.grading import notebooks, recognising
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
        there = recognising.shown(entry.name for entry in path.iterdir())
        raise Problem(
            f"{path} holds no assignment of this module, nor do the folders in it"
            f"{'; what is there: ' if there else ''}{there}."
        )
    return found


def _is_work(folder: Path) -> bool:
    return (
        folder.is_dir()
        and not folder.is_symlink()
        and not folder.name.startswith(".")
        and folder.name not in _NOT_WORK
    )


def _assignments_in(folder: Path, wanted: str | None) -> list[Path]:
    """The file with the work on each assignment that lies in `folder` itself."""
    files = {file.name: file for file in sorted(folder.iterdir()) if file.is_file()}
    known = resources.assignment_names()
    found: list[Path] = []
    for name in [n for n in known if wanted in (None, n)]:
        try:
            choice = recognising.chosen(name, files, notebooks.shipped(name), {*known} - {name})
        except recognising.NothingFound:
            continue
        except Problem as problem:
            if f"{name}.ipynb" not in files:
                raise Problem(f"In {folder} {problem}. Name the one.") from problem
            # Grading it says what is wrong: its name says that it was meant to be graded.
            found.append(files[f"{name}.ipynb"])
            continue
        found.append(choice.found.file)
    return found
