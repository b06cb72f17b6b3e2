"""`aftermosul doctor`: what this machine lacks, and the fix."""

from __future__ import annotations

import importlib.util
import json
import sys
from dataclasses import dataclass
from pathlib import Path

import typer

from aftermosul import resources
from aftermosul.cli import servers
from aftermosul.problems import Problem
from aftermosul.workspace import copies, place

_ROOM = 200 * 1024 * 1024


@dataclass(frozen=True)
class Finding:
    """One thing that was looked at: whether it is well, and what to do where it isn't.

    What is not `needed` may be missing: most of the module works without it.
    """

    what: str
    well: bool
    fix: str = ""
    needed: bool = True

    @property
    def mark(self) -> str:
        """In a word of eight letters, how it stands."""
        if self.well:
            return "ok      "
        return "MISSING " if self.needed else "without "


def doctor() -> None:
    """Look at what the module needs on this machine; exit code 1 where something is missing."""
    looks = (
        _python,
        _jupyterlab,
        _nbgrader,
        _kernel,
        _folders,
        _sandbox,
        _content,
        _workspace,
        _room,
    )
    findings = [look() for look in looks]
    for finding in findings:
        fix = "" if finding.well else f"\n         {finding.fix}"
        typer.echo(f"{finding.mark} {finding.what}{fix}")
    if not all(finding.well for finding in findings if finding.needed):
        raise typer.Exit(1)


def _python() -> Finding:
    version = ".".join(str(part) for part in sys.version_info[:3])
    return Finding(
        f"Python {version}",
        sys.version_info >= (3, 11),
        "Install Python 3.11 or newer and set the module up again.",
    )


def _installed(package: str, what: str) -> Finding:
    return Finding(
        what, importlib.util.find_spec(package) is not None, 'Run  pip install "aftermosul[lab]".'
    )


def _jupyterlab() -> Finding:
    return _installed("jupyterlab", "JupyterLab, to open the lessons")


def _nbgrader() -> Finding:
    return _installed("nbgrader", "nbgrader, to grade the assignments")


def _kernel() -> Finding:
    spec = Path(sys.prefix) / "share" / "jupyter" / "kernels" / "python3" / "kernel.json"
    what = "A Python kernel in this environment"
    try:
        argv = json.loads(spec.read_text(encoding="utf-8"))["argv"]
    except (OSError, ValueError, KeyError, TypeError):
        return Finding(what, False, "Run  python -m ipykernel install --sys-prefix.")
    return Finding(what, bool(argv), "Run  python -m ipykernel install --sys-prefix.")


def _folders() -> Finding:
    what = "Jupyter's own folders can be written"
    if importlib.util.find_spec("jupyter_core") is None:
        return Finding(what, True)  # what is missing is said above
    lost = [str(folder) for folder in _not_writable()]
    return Finding(
        what,
        not lost,
        f"{', '.join(lost)} can't be: aftermosul lab takes temporary ones, and settings are lost.",
        needed=False,
    )


def _not_writable() -> list[Path]:
    own = servers.own_folders().values()
    return [folder for folder in own if not servers.can_be_written(folder)]


def _sandbox() -> Finding:
    from aftermosul.grading.shell import sandbox

    what = "A sandbox, to grade other people's work"
    said = sandbox.missing()
    return Finding(what, not said, said, needed=False)


def _content() -> Finding:
    return Finding(
        "Lessons, data and assignments",
        bool(resources.lesson_paths()) and (resources.data() / "datapackage.json").is_file(),
        "The installation is incomplete: install the module again.",
    )


def _workspace() -> Finding:
    folder = place.find()
    if not place.is_workspace(folder):
        here = folder.parent if not folder.exists() else folder
        return Finding(
            "No workspace yet: aftermosul lab makes one",
            servers.can_be_written(here),
            f"{here} can't be written: go to a folder of your own first.",
        )
    try:
        place.prepare(folder)
    except Problem as problem:
        return Finding(f"Workspace {folder}", False, str(problem))
    return Finding(f"Workspace {folder}", True)


def _room() -> Finding:
    folder = place.find()
    where = folder if folder.is_dir() else Path.cwd()
    return Finding(
        "Room on the disk",
        copies.free_space(where) > _ROOM,
        f"Less than {_ROOM // 2**20} MB are free where {where} lies: make room.",
    )
