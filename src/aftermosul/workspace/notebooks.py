"""Notebooks on disk: what a reader's copy is, and whether they edited it."""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from aftermosul.version import __version__

_STAMP = "aftermosul"


@dataclass(frozen=True)
class Copy:
    """One notebook as it lies on disk.

    `shipped` is the fingerprint of what the module once put there, and None for a file that the
    module did not make; `readable` is false where the file is no notebook any more.
    """

    path: Path
    version: str | None
    shipped: str | None
    present: str
    readable: bool

    @property
    def edited(self) -> bool:
        """Whether the reader changed it: its cell sources differ from what was shipped.

        Running a notebook is no edit. What can't be read, or was not ours, counts as edited,
        so that nothing of the reader's is ever overwritten.
        """
        return not self.readable or self.shipped is None or self.present != self.shipped


def fingerprint(notebook: dict[str, Any]) -> str:
    """A short hash of a notebook's cells: their kinds and sources, not outputs or metadata."""
    cells = [(cell["cell_type"], _source(cell)) for cell in notebook["cells"]]
    return hashlib.sha256(json.dumps(cells).encode()).hexdigest()[:20]


def _source(cell: dict[str, Any]) -> str:
    """A cell's source as one string: files may hold it as a list of lines."""
    source = cell["source"]
    return source if isinstance(source, str) else "".join(source)


def read(path: Path) -> Copy:
    """What lies at `path`, however broken."""
    try:
        notebook = json.loads(path.read_text(encoding="utf-8"))
        stamp = notebook["metadata"].get(_STAMP, {})
        return Copy(path, stamp.get("version"), stamp.get("shipped"), fingerprint(notebook), True)
    except (OSError, ValueError, KeyError, TypeError, AttributeError, RecursionError):
        return Copy(path, None, None, "", False)


def stamped(shipped: Path) -> tuple[str, str]:
    """The module's notebook as a reader's copy gets it (its text), and its fingerprint.

    The copy carries the module's version and its own fingerprint in its metadata, so that it
    can be recognised later wherever it was moved.
    """
    notebook = json.loads(shipped.read_text(encoding="utf-8"))
    mark = fingerprint(notebook)
    stamp = notebook["metadata"].setdefault(_STAMP, {})
    stamp.update({"version": __version__, "shipped": mark})
    return json.dumps(notebook, indent=1, ensure_ascii=False) + "\n", mark
