"""Student versions of the assignments, made from the masters by nbgrader's own preprocessors.

A wheel carries them ready-made; a checkout makes its own whenever they are stale. This module
needs nbgrader alone, since it also runs while a wheel is built.
"""

from __future__ import annotations

import hashlib
import re
import shutil
import tempfile
from pathlib import Path
from typing import Any

import nbformat as _untyped_nbformat
from nbgrader import __version__ as nbgrader_version
from nbgrader import preprocessors as nb
from traitlets.config import Config
from traitlets.config.loader import PyFileConfigLoader

from aftermosul import resources
from aftermosul.files import write_atomically
from aftermosul.problems import Problem
from aftermosul.version import __version__

# nbformat publishes hints for half of its functions.
nbformat: Any = _untyped_nbformat

# What nbgrader's GenerateAssignment runs, in its order, but for SaveCells: that one writes the
# cells into a gradebook, and there is none here.
_STEPS = (
    nb.IncludeHeaderFooter,
    nb.InstantiateTests,
    nb.LockCells,
    nb.ClearSolutions,
    nb.ClearOutput,
    nb.CheckCellMetadata,
    nb.ComputeChecksums,
    nb.ClearHiddenTests,
    nb.ClearMarkScheme,
    nb.ComputeChecksums,
    nb.CheckCellMetadata,
)
_LEFT_BEHIND = re.compile(r"(BEGIN|END) (SOLUTION|HIDDEN TESTS|MARK SCHEME)")


def make_student_versions(course: Path, target: Path) -> list[Path]:
    """Write the student version of every assignment of `course` into `target`.

    `course` holds `nbgrader_config.py` and `source/NN-name/`. Returns the notebooks' paths.
    Files of an assignment beside its notebook go along. The same masters give the same bytes.
    Raises `Problem`, and leaves `target` without the notebook in question, where a solution, a
    hidden test or a mark scheme would be left in one.
    """
    config = course_config(course)
    target.mkdir(parents=True, exist_ok=True)
    written = []
    masters = sorted(p for p in (course / "source").iterdir() if p.is_dir())
    for master in masters:
        for file in sorted(p for p in master.rglob("*") if p.is_file()):
            parts = file.relative_to(master).parts
            if parts[0] == "feedback" or any(part.startswith(".") for part in parts):
                continue  # Pages about the master, editors' checkpoints: no part of the assignment.
            copy = target / master.name / file.relative_to(master)
            copy.parent.mkdir(parents=True, exist_ok=True)
            if file.suffix == ".ipynb":
                write_atomically(copy, student_version(file, master.name, config))
                written.append(copy)
            else:
                _copy_atomically(file, copy)
    _remove_strangers(target, {master.name for master in masters})
    return written


def student_version(master: Path, assignment: str, config: Config) -> str:
    """The text of one notebook as students get it."""
    notebook = nbformat.read(master, as_version=4)
    passed: dict[str, Any] = {
        "nbgrader": {"assignment": assignment, "notebook": master.stem},
        "metadata": {"path": str(master.parent)},
    }
    for step in _STEPS:
        notebook, passed = step(config=config)(notebook, passed)
    for cell in notebook.cells:
        if left := _LEFT_BEHIND.search(cell.source):
            raise Problem(
                f"The student version of {assignment} would hold “{left.group()}” in the cell "
                f"{cell.get('id', '?')}. Mend the markers in the master."
            )
    notebook.metadata["aftermosul"] = {"assignment": assignment, "version": __version__}
    return str(nbformat.writes(notebook)) + "\n"


def fresh_student_versions() -> Path:
    """The folder of the student versions, made anew in a checkout where they are stale."""
    target = resources.student_versions()
    if stale():
        make_student_versions(resources.masters().parent, target)
        write_atomically(_stamp(target), fingerprint(resources.masters().parent))
    return target


def stale() -> bool:
    """Whether this is a checkout whose masters, settings or versions changed since last time."""
    if resources.checkout() is None:
        return False
    target = resources.student_versions()
    stamp = _stamp(target)
    if not stamp.is_file() or not all(
        (target / name / f"{name}.ipynb").is_file() for name in resources.assignment_names()
    ):
        return True
    return stamp.read_text(encoding="utf-8") != fingerprint(resources.masters().parent)


def fingerprint(course: Path) -> str:
    """A hash of all that a student version depends on."""
    parts = hashlib.sha256(f"{__version__} {nbgrader_version}".encode())
    files = [course / "nbgrader_config.py", Path(__file__), *(course / "source").rglob("*")]
    for file in sorted(p for p in files if p.is_file()):
        parts.update(file.name.encode() + b"\0" + file.read_bytes() + b"\0")
    return parts.hexdigest()


def course_config(course: Path) -> Config:
    """The settings in a course's `nbgrader_config.py`."""
    config: Config = PyFileConfigLoader("nbgrader_config.py", path=str(course)).load_config()
    return config


def _stamp(target: Path) -> Path:
    """The hash lies beside the folder, since what is in it travels in the wheel."""
    return target.with_name(f"{target.name}.stamp")


def _copy_atomically(file: Path, copy: Path) -> None:
    with tempfile.TemporaryDirectory(dir=copy.parent, prefix=".copying-") as folder:
        part = Path(folder) / file.name
        shutil.copyfile(file, part)
        part.replace(copy)


def _remove_strangers(target: Path, names: set[str]) -> None:
    """Take away assignments that have no master any more, or a wheel would carry them."""
    for folder in target.iterdir():
        if folder.is_dir() and folder.name not in names and re.match(r"\d\d-", folder.name):
            shutil.rmtree(folder)
