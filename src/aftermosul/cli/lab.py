"""`aftermosul lab`: make or refresh the workspace, then open it in JupyterLab."""

from __future__ import annotations

import contextlib
import importlib.util
import json
import os
import signal
import subprocess
import sys
import threading
import time
from pathlib import Path
from types import FrameType
from typing import Annotated

import typer

from aftermosul.cli import servers
from aftermosul.cli.items import shipped_items
from aftermosul.problems import Problem
from aftermosul.workspace import copies, place

_FIRST = "lessons/00-start-here.ipynb"

_MOVED = (
    "Your home folder can't be written, so Jupyter keeps its settings in a temporary one: they are "
    "lost at the end, and your workspace is not."
)
_OPEN_ALREADY = (
    "This workspace is open already, at {address} : use that one, since two would write over each "
    "other's notebooks."
)
# A reader's JupyterLab: no news box over the lesson, and of nbgrader only its Validate button.
# The other parts are a teacher's, and need a course.
_CONFIG = Path(__file__).resolve().parent / "jupyter"


def lab(
    context: typer.Context,
    workspace: Annotated[
        Path | None,
        typer.Option(help="The folder for your copies; made where it doesn't exist."),
    ] = None,
    reset: Annotated[
        list[str] | None,
        typer.Option(help="Put a lesson (02) or assignment back as shipped; yours is kept."),
    ] = None,
) -> None:
    """Open the module in JupyterLab. Other options, such as --no-browser, go to JupyterLab."""
    if importlib.util.find_spec("jupyterlab") is None:
        raise Problem('JupyterLab is not installed: run  pip install "aftermosul[lab]"  and retry.')
    folder = place.find_or_name(workspace)
    items = shipped_items()
    for name in reset or []:
        copies.named(items, name)
    if reset and not place.is_workspace(folder):
        raise Problem(
            f"There is no workspace at {folder}, so there is nothing to put back: run  "
            "aftermosul lab  where yours lies, or name it with --workspace."
        )
    place.prepare(folder)
    typer.echo(f"Your workspace: {folder}")
    for name in reset or []:
        typer.echo(copies.reset(folder, items, name))
    for sentence in copies.fill(folder, items):
        typer.echo(sentence)
    sys.exit(_run_jupyterlab(folder, context.args))


def jupyterlab_arguments(folder: Path, extra: list[str]) -> list[str]:
    """The arguments JupyterLab is started with; the reader's own come last and win."""
    arguments = [
        f"--ServerApp.root_dir={folder}",
        f"--LabApp.default_url=/lab/tree/{_FIRST}",
        # No news and no look for updates: nothing leaves this machine.
        "--LabApp.news_url=None",
        "--LabApp.check_for_updates_class=jupyterlab.handlers.announcements.NeverCheckForUpdate",
        # Warnings only: the one line a reader looks for is the address.
        "--Application.log_level=WARN",
    ]
    if hasattr(os, "geteuid") and os.geteuid() == 0 and "--allow-root" not in extra:
        arguments.append("--allow-root")
    return arguments + extra


def _run_jupyterlab(folder: Path, extra: list[str]) -> int:
    """Run JupyterLab until it ends, print its address once it has one; return its exit code."""
    arguments = jupyterlab_arguments(folder, extra)
    if "--allow-root" in arguments and "--allow-root" not in extra:
        typer.echo("Running as root, so JupyterLab is told to allow that; nothing else is relaxed.")
    moved = servers.moved_folders()
    if moved:
        typer.echo(_MOVED)
    runtime = Path(moved.get("JUPYTER_RUNTIME_DIR") or servers.own_folders()["JUPYTER_RUNTIME_DIR"])
    if address := servers.already_open(folder, runtime):
        typer.echo(_OPEN_ALREADY.format(address=address))
    environment = {
        **os.environ,
        **moved,
        place.VARIABLE: str(folder),
        # A terminal and a `!` cell find `aftermosul`, as printed commands have it.
        "PATH": os.pathsep.join([str(Path(sys.executable).parent), os.environ.get("PATH", "")]),
        # The kernel of this environment, whatever else the reader has installed.
        "JUPYTER_PREFER_ENV_PATH": "1",
        "JUPYTER_CONFIG_PATH": os.pathsep.join(
            part for part in (str(_CONFIG), os.environ.get("JUPYTER_CONFIG_PATH", "")) if part
        ),
    }
    child = subprocess.Popen(
        [sys.executable, "-m", "jupyterlab", *arguments],
        env=environment,
        preexec_fn=servers.end_with_parent if os.name == "posix" else None,
    )

    def pass_on(number: int, frame: FrameType | None) -> None:
        child.send_signal(number)

    signal.signal(signal.SIGTERM, pass_on)
    threading.Thread(target=_announce, args=(child, runtime), daemon=True).start()
    while True:
        try:
            return child.wait()
        except KeyboardInterrupt:
            # JupyterLab got it too, and asks whether it should stop.
            continue


def _announce(child: subprocess.Popen[bytes], runtime: Path) -> None:
    """Print the address to open, as soon as the server has written it down in `runtime`."""
    note = runtime / f"jpserver-{child.pid}.json"
    # Process numbers come round: what an earlier server left under this one is not ours.
    with contextlib.suppress(OSError):
        note.unlink()
    while child.poll() is None:
        try:
            info = json.loads(note.read_text(encoding="utf-8"))
        except (FileNotFoundError, json.JSONDecodeError):
            time.sleep(0.2)
            continue
        token = f"?token={info['token']}" if info.get("token") else ""
        address = f"{info['url']}lab/tree/{_FIRST}{token}"
        typer.echo(f"\nAfter Mosul is open at:\n  {address}\nStop it with Ctrl-C.\n")
        return
