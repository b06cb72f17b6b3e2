"""Finding the work on an assignment among files: one recogniser for a class and for one's own work.

A notebook is known by its questions and not by its file's name: readers rename files, browsers save
`.ipynb.txt`, exports are called `.json`, portals zip. Whatever is taken under another name than the
one handed out is said, and so is what was left aside.
"""

from __future__ import annotations

import io
import lzma
import zipfile
import zlib
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

from aftermosul import resources
from aftermosul.grading import notebooks
from aftermosul.grading.matching import is_answered, is_question, matched
from aftermosul.grading.notebooks import Notebook
from aftermosul.problems import Problem

_ENDINGS = (".json", ".txt", ".zip", "")  # Of files that may hold a notebook all the same.
_MOST_IN_A_ZIP = 20
# What unpacking raises on data that were cut off or changed, by the way they were packed.
_DAMAGED = (OSError, EOFError, zipfile.BadZipFile, zlib.error, lzma.LZMAError)
_ZIP = b"PK\x03\x04"


class NothingFound(Problem):
    """No file holds anything of the assignment."""


@dataclass(frozen=True)
class Found:
    """A notebook, what it is `called` among the files, and the file that holds it."""

    called: str
    file: Path
    notebook: Notebook


@dataclass(frozen=True)
class Choice:
    """The notebook to grade.

    `sentences` say what was taken and what was left aside; `untouched` says where the answers are,
    if the notebook to grade is as it was handed out and another one holds answers.
    """

    found: Found
    sentences: tuple[str, ...] = ()
    untouched: str = ""


def questions_in(notebook: Notebook, like: Notebook) -> int:
    """How many of the questions, tests and answers handed out as `like` a notebook holds."""
    places = matched(notebook.cells, like, like)
    return sum(j is not None and is_question(like.cells[j]) for j in places)


def assignment_of(notebook: Notebook) -> str | None:
    """The assignment of this module of which a notebook holds most questions, or None."""
    found = {
        name: questions_in(notebook, notebooks.shipped(name))
        for name in resources.assignment_names()
    }
    best = max(found, key=lambda name: found[name], default=None)
    return best if best is not None and found[best] else None


def chosen(
    name: str, files: Mapping[str, Path], like: Notebook, elsewhere: Collection[str] = ()
) -> Choice:
    """Of `files`, by what they are called, the one to grade as the notebook `name` of `like`.

    The file with the name that was handed out comes first, as in nbgrader. `elsewhere` are names of
    the assignment's other notebooks, whose files are theirs. Raises `Problem`, without a full stop
    at its end, where nothing can be graded: `NothingFound` where nothing is of the assignment.
    """
    exact = f"{name}.ipynb"
    taken = {f"{other}.ipynb" for other in elsewhere}
    likely = {c: f for c, f in files.items() if c == exact or (_is_likely(c) and c not in taken)}
    read: list[Found] = []
    refused: dict[str, str] = {}
    for called, file in likely.items():
        try:
            for found in found_in(called, file):  # Those before a broken one stay.
                read.append(found)
        except Problem as problem:
            # The name is enough: what is said is read by students, who know no path of a course.
            refused[called] = str(problem).replace(str(file), file.name).rstrip(".")
    named = next((found for found in read if found.called == exact), None)
    if named is not None and len(read) == 1:
        return Choice(named)
    fitting = [found for found in read if questions_in(found.notebook, like)]
    if named is not None and (named in fitting or not fitting):
        return with_others(named, [found for found in fitting if found is not named], like)
    if fitting:
        return _instead(exact, named, _the_one(exact, fitting, like), refused)
    if exact in refused:
        raise Problem(refused[exact])
    raise NothingFound(_nothing(exact, files, refused))


def found_in(called: str, file: Path) -> Iterator[Found]:
    """The notebooks that a file holds: one, or those in a zip. Raises `Problem` where none is."""
    content = notebooks.content_of(file)
    if content.startswith(_ZIP):
        yield from _in_zip(called, file, content)
    else:
        yield Found(called, file, notebooks.parsed(content, str(file), outputs=False))


def _is_likely(called: str) -> bool:
    lower = PurePosixPath(called.lower())
    if lower.name.startswith("."):
        return False
    return ".ipynb" in lower.name or lower.suffix in _ENDINGS


def _in_zip(called: str, file: Path, content: bytes) -> Iterator[Found]:
    room, some = notebooks.LARGEST, False
    broken = Problem(f"{file} is a zip without a notebook.")
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as packed:
            inside = [e for e in packed.infolist() if _is_work(e.filename)]
            for entry in inside[:_MOST_IN_A_ZIP]:
                with packed.open(entry) as stream:
                    text = stream.read(room + 1)  # What a zip says of a size need not be so.
                room -= len(text)
                if room < 0:
                    raise Problem(
                        f"{file} holds more than {notebooks.LARGEST // 1_000_000} MB of notebooks."
                    )
                where = f"{called} ({entry.filename})"
                try:
                    read = notebooks.parsed(text, where, outputs=False)
                except Problem as problem:
                    broken = problem
                    continue
                some = True
                yield Found(where, file, read)
    except (*_DAMAGED, zipfile.LargeZipFile, NotImplementedError) as error:
        raise Problem(f"{file} is a zip that can't be unpacked.") from error
    except RuntimeError as error:  # What zipfile raises on an encrypted entry.
        raise Problem(f"{file} is a zip with a password.") from error
    if not some:
        raise broken


def _is_work(entry: str) -> bool:
    """Whether an entry of a zip is a notebook, and no Mac's or Jupyter's copy of one."""
    parts = PurePosixPath(entry).parts
    hidden = any(part.startswith((".", "__MACOSX")) for part in parts)
    return not hidden and ".ipynb" in entry.lower()


def with_others(named: Found, others: list[Found], like: Notebook) -> Choice:
    """The file with the right name; others of the same assignment are named."""
    if not others:
        return Choice(named)
    names = ", ".join(other.called for other in others)
    said = f"{named.called} was graded, and {names} beside it was not."
    answered = [o.called for o in others if is_answered(o.notebook, like)]
    if not answered or is_answered(named.notebook, like):
        return Choice(named, (said,))
    where = f"{named.called} is as it was handed out, but {', '.join(answered)} holds answers"
    return Choice(named, (said, f"{where}."), where)


def _the_one(exact: str, fitting: list[Found], like: Notebook) -> Found:
    """Of several notebooks, none of which has the right name, the only one with work in it."""
    worked_on = [found for found in fitting if is_answered(found.notebook, like)] or fitting
    if len({_sources(found.notebook) for found in worked_on}) == 1:
        return worked_on[0]
    names = ", ".join(found.called for found in worked_on)
    raise Problem(f"there is no {exact}, and several notebooks could be it: {names}")


def _sources(notebook: Notebook) -> tuple[str, ...]:
    return tuple(cell.source for cell in notebook.cells)


def _instead(exact: str, named: Found | None, found: Found, refused: Mapping[str, str]) -> Choice:
    said = f"The notebook {found.called} was graded as {exact}."
    if exact in refused:
        said = f"{refused[exact]}. {said}"
    elif named is not None:
        said = f"{exact} holds no question of the assignment. {said}"
    return Choice(found, (said,))


def _nothing(exact: str, files: Mapping[str, Path], refused: Mapping[str, str]) -> str:
    """What is wrong with the only notebook that there is, or what there is instead of any."""
    others = {c: why for c, why in refused.items() if ".ipynb" in c.lower() or c.endswith(".zip")}
    if len(others) == 1:
        return f"there is no {exact}, and {next(iter(others.values()))}"
    if not files:
        return f"there is no {exact}"
    return f"there is no {exact}; what is there: {shown(files)}"


def shown(names: Iterable[str]) -> str:
    """Names of files in a row, the first five and how many more."""
    there = sorted(names)
    return ", ".join(there[:5]) + (f" and {len(there) - 5} more" if len(there) > 5 else "")
