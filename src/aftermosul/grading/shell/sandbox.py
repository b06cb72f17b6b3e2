"""The wall round the shell server: bubblewrap, with nothing inside but Python and the module.

No network, every file read-only, no sight of the course, of the masters and prepared answers, or
of the rest of a checkout.
"""

from __future__ import annotations

import os
import shutil
import site
import subprocess
import sys
from collections.abc import Iterable, Sequence
from pathlib import Path

from aftermosul import resources

PLACE = "/run/aftermosul"
"""Where a child's own folder lies inside the sandbox."""

_SYSTEM = ("/usr", "/bin", "/sbin", "/lib", "/lib32", "/lib64")
_SETTINGS = ("/etc/alternatives", "/etc/fonts", "/etc/ld.so.cache", "/etc/localtime")
_APART = (
    "--unshare-net",
    "--unshare-ipc",
    "--unshare-uts",
    "--unshare-pid",
    "--unshare-cgroup-try",
)
_INSTALL = "Install bubblewrap: on Debian or Ubuntu  sudo apt install bubblewrap."
_FORBIDDEN = (
    "This machine does not let bubblewrap make namespaces ({said}). On Ubuntu 24.04 or newer an "
    "AppArmor profile for bwrap is needed; in a container, allow user namespaces or run it as root."
)


def missing() -> str:
    """What keeps this machine from having a sandbox, with the fix; empty where nothing does."""
    if not sys.platform.startswith("linux"):
        return "The sandbox needs Linux: grade the class on a Linux machine, or in WSL 2."
    if shutil.which("bwrap") is None:
        return _INSTALL
    command = ["bwrap", "--ro-bind", "/", "/", *_APART, "--unshare-user-try", "true"]
    tried = subprocess.run(command, capture_output=True, check=False, text=True, timeout=20)
    if tried.returncode != 0:
        said = (tried.stderr.strip().splitlines() or ["it gave no reason"])[-1]
        return _FORBIDDEN.format(said=said)
    return ""


def command(number: int, hidden: Iterable[Path] = ()) -> list[str]:
    """The command that starts the server in its sandbox.

    `number` is the descriptor of the socket to the parent; `hidden` are folders that must not be
    seen inside, wherever they lie.
    """
    shown = _shown()
    masks = [path for path in (*_never_shown(), *hidden) if _lies_under(path, shown)]
    arguments = ["bwrap", *_APART, "--die-with-parent", "--new-session", "--clearenv"]
    for name, value in _environment().items():
        arguments += ["--setenv", name, value]
    arguments += ["--dev", "/dev", "--proc", "/proc", "--tmpfs", "/tmp"]
    arguments += ["--perms", "0755", "--dir", "/run", "--tmpfs", PLACE]
    arguments += ["--dir", f"{PLACE}/tmp", "--dir", f"{PLACE}/home"]
    arguments += _folders([*shown, *map(Path, _SYSTEM), *map(Path, _SETTINGS)])
    for name in _SYSTEM:
        arguments += _system_folder(Path(name))
    for path in (*map(Path, _SETTINGS), *shown):
        if path.exists() and not _lies_under(path, [Path("/usr")]):
            arguments += ["--ro-bind", str(path), str(path)]
    for path in masks:
        arguments += ["--tmpfs", str(path), "--remount-ro", str(path)]
    arguments += ["--remount-ro", "/tmp", "--remount-ro", "/", "--chdir", "/"]
    server = ["-P", "-m", "aftermosul.grading.shell.server", str(number)]
    return [*arguments, sys.executable, *server]


def _shown() -> list[Path]:
    """Where Python and the module lie, each folder once and none inside another."""
    places = {Path(p) for p in (sys.prefix, sys.exec_prefix, sys.base_prefix, sys.base_exec_prefix)}
    places |= {Path(p) for p in site.getsitepackages()}
    if site.ENABLE_USER_SITE and site.USER_SITE:
        places.add(Path(site.USER_SITE))
    places |= {Path(sys.executable).parent, Path(sys.executable).resolve().parent}
    top = resources.checkout()
    if top is not None:
        places |= {top / "pyproject.toml", top / "lessons", resources.data()}
        places |= {resources.essay().parent, Path(resources.__file__).parent}
    return _outermost(places)


def _outermost(places: Iterable[Path]) -> list[Path]:
    kept: list[Path] = []
    for path in sorted(set(places), key=lambda p: len(p.parts)):
        if path.exists() and not _lies_under(path, kept):
            kept.append(path)
    return kept


def _never_shown() -> list[Path]:
    """Masters and prepared answers, also where they travel in an installed package.

    A checkout's environment may hold such a package as well, left by an earlier installation.
    """
    installed = [Path(p) / "aftermosul/content/assignments" for p in site.getsitepackages()]
    return [resources.masters().parent, *(path for path in installed if path.exists())]


def _lies_under(path: Path, folders: Sequence[Path]) -> bool:
    return any(path == folder or path.is_relative_to(folder) for folder in folders)


def _folders(paths: Sequence[Path]) -> list[str]:
    """Each folder on the way, open to everybody: bubblewrap as root would make it root's own."""
    made: list[str] = []
    arguments: list[str] = []
    for path in paths:
        for parent in reversed(path.parents[:-1]):
            if str(parent) not in (*made, "/tmp", "/usr"):
                made.append(str(parent))
                arguments += ["--perms", "0755", "--dir", str(parent)]
    return arguments


def _system_folder(path: Path) -> list[str]:
    """A folder of the system, or the link that it is."""
    if path.is_symlink():
        return ["--symlink", str(path.readlink()), str(path)]
    return ["--ro-bind", str(path), str(path)] if path.is_dir() else []


def _environment() -> dict[str, str]:
    """A small environment of its own: none of the teacher's variables goes along."""
    path = os.pathsep.join(dict.fromkeys([str(Path(sys.executable).parent), "/usr/bin", "/bin"]))
    threads = dict.fromkeys(("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS"), "1")
    return {
        "HOME": f"{PLACE}/home",
        "IPYTHONDIR": f"{PLACE}/home/.ipython",
        "LANG": "C.UTF-8",
        "MPLBACKEND": "module://matplotlib_inline.backend_inline",
        # What nbgrader itself sets while it autogrades, for code that asks.
        "NBGRADER_EXECUTION": "autograde",
        "PATH": path,
        "PYTHONDONTWRITEBYTECODE": "1",
        "TMPDIR": f"{PLACE}/tmp",
        **threads,
    }
