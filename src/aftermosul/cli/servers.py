"""What `aftermosul lab` has to know of Jupyter's servers: their folders, and who runs already."""

from __future__ import annotations

import contextlib
import ctypes
import os
import signal
import sys
import tempfile
from pathlib import Path

# Jupyter's and IPython's own folders, by the variable that moves them.
VARIABLES = (
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
    return {name: Path(os.environ.get(name) or usual[name]) for name in VARIABLES}


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
    """The address of a JupyterLab that serves `workspace` now, from what servers note of theirs.

    Whether such a server still runs is for Jupyter to say; notes of ended ones are cleared.
    """
    if not any(runtime.glob("jpserver-*.json")):
        return None
    from jupyter_server.serverapp import list_running_servers

    # A note that can't be read says nothing about who runs.
    with contextlib.suppress(KeyError, TypeError, ValueError, OSError):
        for said in list_running_servers(str(runtime)):
            if Path(said["root_dir"]).resolve() == workspace.resolve():
                token = f"?token={said['token']}" if said.get("token") else ""
                return f"{said['url']}lab{token}"
    return None


def end_with_parent() -> None:
    """Let Linux end this process when the one that started it is gone, however it ended.

    Called in a child between fork and exec: without it, a JupyterLab outlives a killed command.
    """
    if sys.platform == "linux":
        with contextlib.suppress(OSError, AttributeError):
            ctypes.CDLL(None).prctl(_DIE_WITH_PARENT, signal.SIGTERM, 0, 0, 0)
