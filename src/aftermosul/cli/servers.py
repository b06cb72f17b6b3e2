"""What `aftermosul lab` has to know of Jupyter's servers: folders of theirs, and who runs already."""

from __future__ import annotations

import contextlib
import ctypes
import json
import os
import signal
import sys
import tempfile
from pathlib import Path

# Jupyter's and IPython's own folders, by the variable that moves them.
_VARIABLES = (
    "JUPYTER_RUNTIME_DIR",
    "JUPYTER_DATA_DIR",
    "JUPYTER_CONFIG_DIR",
    "JUPYTERLAB_SETTINGS_DIR",
    "JUPYTERLAB_WORKSPACES_DIR",
    "IPYTHONDIR",
)
_DIE_WITH_PARENT = 1  # PR_SET_PDEATHSIG


def own_folders() -> dict[str, Path]:
    """Where Jupyter and IPython would write, by the variable that names it."""
    from jupyter_core import paths

    config = Path(paths.jupyter_config_dir())
    usual = {
        "JUPYTER_RUNTIME_DIR": Path(paths.jupyter_runtime_dir()),
        "JUPYTER_DATA_DIR": Path(paths.jupyter_data_dir()),
        "JUPYTER_CONFIG_DIR": config,
        "JUPYTERLAB_SETTINGS_DIR": config / "lab" / "user-settings",
        "JUPYTERLAB_WORKSPACES_DIR": config / "lab" / "workspaces",
        "IPYTHONDIR": Path("~/.ipython").expanduser(),
    }
    return {name: Path(os.environ.get(name) or usual[name]) for name in _VARIABLES}


def can_be_written(folder: Path) -> bool:
    """Whether a file can be put into `folder`, which is made where it doesn't exist."""
    try:
        folder.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryFile(dir=folder):
            return True
    except OSError:
        return False


def moved_folders() -> dict[str, str]:
    """Variables that put folders which can't be written, as in a read-only home, elsewhere."""
    lost = [name for name, folder in own_folders().items() if not can_be_written(folder)]
    if not lost:
        return {}
    instead = Path(tempfile.mkdtemp(prefix="aftermosul-jupyter-"))
    return {name: str(instead / name.lower()) for name in lost}


def already_open(workspace: Path, runtime: Path) -> str | None:
    """The address of a JupyterLab that serves `workspace` now, from what servers note of theirs."""
    for note in sorted(runtime.glob("jpserver-*.json")):
        with contextlib.suppress(OSError, ValueError, KeyError, TypeError):
            said = json.loads(note.read_text(encoding="utf-8"))
            if Path(said["root_dir"]).resolve() == workspace and _runs(int(said["pid"])):
                token = f"?token={said['token']}" if said.get("token") else ""
                return f"{said['url']}lab{token}"
    return None


def _runs(process: int) -> bool:
    try:
        os.kill(process, 0)
    except PermissionError:
        return True
    except OSError:
        return False
    return True


def end_with_parent() -> None:
    """Let Linux end this process when the one that started it is gone, however it ended.

    Called in a child between fork and exec: without it, a JupyterLab outlives a killed command.
    """
    if sys.platform == "linux":
        with contextlib.suppress(OSError, AttributeError):
            ctypes.CDLL(None).prctl(_DIE_WITH_PARENT, signal.SIGTERM, 0, 0, 0)
