"""Taking a reader's notebook in: whose assignment it is, what lies beside it, what must be said."""

from __future__ import annotations

import os
from dataclasses import dataclass
from pathlib import Path

from aftermosul import resources
from aftermosul.grading import notebooks, recognising
from aftermosul.grading.recognising import Found
from aftermosul.grading.restoring import Restored, restored
from aftermosul.problems import Problem

_MOST_FILES = 200
_MOST_BYTES = 50_000_000
_MOST_COPIES = 20  # Of a notebook beside it that are looked at, and how large one may be.
_LARGEST_COPY = 5_000_000
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
    found = _the_notebook(path, asked_for)
    assignment, sentences = _assignment(found.notebook, path, asked_for)
    if not path.name.endswith(".ipynb"):
        sentences.append(f"The notebook {found.called} was graded as {assignment}.ipynb.")
    sentences += _told_of_others(found, assignment)
    whole = restored(found.notebook, assignment)
    return Submission(
        assignment, whole, _companions(path, assignment), (*sentences, *whole.sentences)
    )


def _the_notebook(path: Path, asked_for: str | None) -> Found:
    """What the file holds; of several in a zip the one of the assignment."""
    inside = list(recognising.found_in(path.name, path))
    if len(inside) == 1:
        return inside[0]
    names = {n for f in inside if (n := recognising.assignment_of(f.notebook))}
    name = asked_for if asked_for in names else next(iter(names), None)
    if name is None or (name != asked_for and len(names) > 1):
        among = f", of {', '.join(sorted(names))}" if names else ""
        raise Problem(f"{path} holds {len(inside)} notebooks{among}: unpack it and name the one.")
    try:
        return recognising.chosen(name, {path.name: path}, notebooks.shipped(name)).found
    except Problem as problem:
        raise Problem(f"In {path} {problem}: unpack it and name the one.") from problem


def _told_of_others(found: Found, assignment: str) -> list[str]:
    """What to say of copies beside the notebook: the answers may be in one of them."""
    here = found.file.resolve()
    names = {f"{name}.ipynb" for name in resources.assignment_names()} - {f"{assignment}.ipynb"}
    like = notebooks.shipped(assignment)
    others: list[Found] = []
    for file in sorted(here.parent.glob("*.ipynb*"))[:_MOST_COPIES]:
        if file == here or file.name in names or file.is_symlink() or not file.is_file():
            continue
        try:
            if file.stat().st_size < _LARGEST_COPY:
                others += recognising.found_in(file.name, file)
        except (Problem, OSError):
            continue  # It is not the one that was asked for, and nobody's loss.
    fitting = [other for other in others if recognising.questions_in(other.notebook, like)]
    choice = recognising.with_others(found, fitting, like)
    if not choice.untouched:
        return list(choice.sentences)
    return [*choice.sentences, "To grade that one, name its file: aftermosul grade FILE."]


def _assignment(
    notebook: notebooks.Notebook, path: Path, asked_for: str | None
) -> tuple[str, list[str]]:
    """The assignment to grade as, and what to say about the choice."""
    known = resources.assignment_names()
    found = recognising.assignment_of(notebook)
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


def _is_work(file: Path, path: Path) -> bool:
    return file.suffix == ".ipynb" or file == path.resolve()


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
            if file.is_file() and not name.startswith(".") and not _is_work(file, path):
                files.append((file, file.relative_to(folder)))
                size += file.stat().st_size
    if len(files) > _MOST_FILES or size > _MOST_BYTES:
        raise Problem(
            f"{folder} holds {len(files)} files beside the notebook, too many or too large to take "
            "along. Move the notebook to a folder of its own."
        )
    return tuple(files)
