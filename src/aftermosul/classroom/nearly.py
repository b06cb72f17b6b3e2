"""Files that are nearly a notebook: named by another program, or packed by a student.

A browser saves `.ipynb.txt`, an export `.json`, a camera's habit `.IPYNB`, a portal one notebook in
one zip. Each is taken as the notebook that it is, within the bounds that hold for all files.
"""

from __future__ import annotations

import tempfile
import zipfile
from collections.abc import Iterator, Mapping
from pathlib import Path, PurePosixPath

from aftermosul.grading import notebooks
from aftermosul.grading.notebooks import Notebook
from aftermosul.problems import Problem

_ENDINGS = (".ipynb", ".ipynb.txt", ".ipynb.json", ".json", ".txt")


def notebooks_in(files: Mapping[str, Path], most_bytes: int) -> Iterator[tuple[str, Notebook]]:
    """Each file under a near miss of a notebook's name that can be read as one, and what it is."""
    for name, file in files.items():
        if name.endswith(".ipynb"):
            continue
        lower = name.lower()
        try:
            if lower.endswith(".zip"):
                yield from _in_zip(name, file, most_bytes)
            elif lower.endswith(_ENDINGS):
                yield name, notebooks.read(file)
        except (Problem, OSError, zipfile.BadZipFile, NotImplementedError, RuntimeError):
            continue  # It is something else; the refusal names what is there.


def _in_zip(name: str, file: Path, most_bytes: int) -> Iterator[tuple[str, Notebook]]:
    with zipfile.ZipFile(file) as packed:
        inside = [
            entry
            for entry in packed.infolist()
            if entry.filename.lower().endswith(".ipynb")
            and "__MACOSX" not in PurePosixPath(entry.filename).parts
        ]
        if len(inside) != 1 or inside[0].file_size > most_bytes:
            return
        with packed.open(inside[0]) as stream:
            # What a zip says of a size need not be so.
            content = stream.read(most_bytes + 1)
    if len(content) > most_bytes:
        return
    with tempfile.TemporaryDirectory() as folder:
        unpacked = Path(folder) / "notebook.ipynb"
        unpacked.write_bytes(content)
        yield f"{name} ({inside[0].filename})", notebooks.read(unpacked)
