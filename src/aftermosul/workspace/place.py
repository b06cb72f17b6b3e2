"""Where the reader's workspace is."""

from __future__ import annotations

import json
import os
from pathlib import Path

from aftermosul.files import write_atomically
from aftermosul.problems import Problem
from aftermosul.version import __version__

VARIABLE = "AFTERMOSUL_WORKSPACE"
USUAL_NAME = "after-mosul"
# Where a workspace lies in the folder that `lab` was called from: the usual name, and the name
# that `make lab` gave it once.
_NAMES = (USUAL_NAME, "workspace")
_FOLDER = ".aftermosul"
_MARKER = "workspace.json"


def is_workspace(folder: Path) -> bool:
    """Whether `folder` carries a workspace's marker."""
    return marker(folder).is_file()


def marker(folder: Path) -> Path:
    """The file that makes `folder` a workspace."""
    return folder / _FOLDER / _MARKER


def backups(folder: Path) -> Path:
    """Where a workspace keeps what was replaced or set aside."""
    return folder / _FOLDER / "backups"


def find(start: Path | None = None) -> Path:
    """The workspace in use: the environment's, else the nearest one upwards, else this folder.

    A workspace of the usual name inside the current folder counts as well, so that commands
    given where `aftermosul lab` was first run find what it made.
    """
    named = os.environ.get(VARIABLE)
    if named:
        return Path(named).expanduser().resolve()
    here = (start or Path.cwd()).resolve()
    for folder in [here, *here.parents]:
        if is_workspace(folder):
            return folder
    inside = [here / name for name in _NAMES if is_workspace(here / name)]
    return inside[0] if inside else here


def find_or_name(given: Path | None) -> Path:
    """The workspace to open or to make: the one given, else one found, else `./after-mosul`."""
    if given is not None:
        return given.expanduser().resolve()
    found = find()
    if is_workspace(found) or os.environ.get(VARIABLE):
        return found
    return Path.cwd().resolve() / USUAL_NAME


def as_meant(path: Path) -> Path:
    """`path`, or what it means in the workspace where it leads nowhere from the current folder.

    A command that a guide or a notebook prints is pasted wherever a reader happens to stand: in
    the workspace, in an assignment's folder, or beside the workspace.
    """
    workspace = find()
    if path.is_absolute() or path.exists() or not is_workspace(workspace):
        return path
    places = [workspace / path, workspace / "assignments" / path, workspace.parent / path]
    return next((place for place in places if place.exists()), path)


def prepare(folder: Path) -> None:
    """Make `folder` a workspace, or find that it is one and can be written.

    Raises `Problem` where a file is in the way, the folder can't be written, or its marker is
    damaged beyond what can be mended silently.
    """
    if folder.exists() and not folder.is_dir():
        raise Problem(f"{folder} is a file, not a folder: name another with --workspace.")
    content = {"module": "After Mosul", "version": __version__}
    try:
        marker(folder).parent.mkdir(parents=True, exist_ok=True)
        if _holds(marker(folder)) != content:
            write_atomically(marker(folder), json.dumps(content, indent=1) + "\n")
        else:
            _try_writing(folder)
    except (FileExistsError, NotADirectoryError):
        raise Problem(
            f"A file is in the way of the folder {marker(folder).parent}: move it away, "
            "or name another workspace with --workspace."
        ) from None
    except OSError as error:
        raise Problem(
            f"The workspace {folder} can't be written ({error.strerror}): "
            "make it writable, or name another with --workspace."
        ) from None


def _holds(path: Path) -> object:
    """What a JSON file holds; None where it isn't there or isn't JSON."""
    try:
        return json.loads(path.read_text(encoding="utf-8"))
    except (FileNotFoundError, ValueError, RecursionError):
        return None


def _try_writing(folder: Path) -> None:
    """Raise OSError where the folder can't be written, before any work depends on it."""
    probe = folder / _FOLDER / ".probe"
    write_atomically(probe, "")
    probe.unlink()
