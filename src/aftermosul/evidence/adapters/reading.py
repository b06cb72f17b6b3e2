"""From a path to the columns that are needed, whatever kind of file stands there."""

from __future__ import annotations

import difflib
import os
import zipfile
from pathlib import Path
from typing import Any

from aftermosul.evidence.adapters import texts, workbooks
from aftermosul.evidence.adapters.layouts import Layout
from aftermosul.evidence.adapters.raw import Raw
from aftermosul.problems import Problem

_ZIP = b"PK\x03\x04"
_OLD_OFFICE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_UTF_16 = (b"\xff\xfe", b"\xfe\xff")


def read(path: str | os.PathLike[str], layout: Layout, sheet: str | None = None) -> Raw:
    """The columns of `layout` in the file at `path`.

    Raises `Problem` where there is no such file, or it is not one of `layout`.
    """
    file = _existing(path, layout)
    try:
        with file.open("rb") as stream:
            start = stream.read(4096)
        if _is_workbook(file, start):
            return workbooks.read(file, layout, sheet)
        return texts.read(file, layout)
    except PermissionError:
        raise Problem(
            f"{file.name} can't be opened: close it in other programs, or copy it to a folder of "
            "your own."
        ) from None


def _existing(path: Any, layout: Layout) -> Path:
    """The file at `path`, or a sentence on why there is none."""
    if not isinstance(path, (str, os.PathLike)) or not os.fspath(path):
        nothing = path is None or isinstance(path, str)
        given = "nothing" if nothing else f"something else ({type(path).__name__})"
        raise Problem(f"{layout.reader} takes the path of a file, as text, and was given {given}.")
    file = Path(path).expanduser()
    if file.is_dir():
        inside = sorted(p.name for p in file.iterdir() if p.suffix.lower() in {".csv", ".xlsx"})
        example = f", for instance {inside[0]}" if inside else ""
        raise Problem(f"{file} is a folder: name the file inside it{example}.")
    if not file.exists():
        near = _near(file)
        advice = f"Did you mean {near}?" if near else "Check the spelling and the folder."
        raise Problem(f"There is no file {file}. {advice}")
    return file


def _near(file: Path) -> str:
    """The name in the same folder that is most like this one."""
    if not file.parent.is_dir():
        return ""
    names = [path.name for path in file.parent.iterdir() if path.is_file()]
    near = difflib.get_close_matches(file.name, names, n=1, cutoff=0.7)
    return near[0] if near else ""


def _is_workbook(file: Path, start: bytes) -> bool:
    """Whether this is an .xlsx. Raises `Problem` on what is neither that nor text."""
    if not start.strip(b"\xef\xbb\xbf \t\r\n"):
        raise Problem(f"{file.name} is empty: download it again.")
    if start.startswith(_ZIP):
        return _is_workbook_in_zip(file)
    if start.startswith(_OLD_OFFICE):
        raise Problem(
            f"{file.name} is an old .xls workbook, or one with a password: open it in a "
            "spreadsheet program and save it as .xlsx without a password."
        )
    if start.startswith(_UTF_16):
        raise Problem(
            f"{file.name} is text in the encoding UTF-16: save it as CSV UTF-8, or use the file "
            "as it was released."
        )
    if start.lstrip().lower().startswith((b"<!doctype", b"<html")):
        raise Problem(
            f"{file.name} is a web page and not the data: download the file again from the "
            "database's own page."
        )
    if b"\0" in start:
        raise Problem(f"{file.name} is neither a CSV file nor an .xlsx workbook.")
    return False


def _is_workbook_in_zip(file: Path) -> bool:
    try:
        with zipfile.ZipFile(file) as packed:
            names = packed.namelist()
    except zipfile.BadZipFile:
        raise Problem(f"{file.name} is damaged or incomplete: download it again.") from None
    if "xl/workbook.xml" in names:
        return True
    inside = [name for name in names if name.lower().endswith((".csv", ".xlsx"))]
    example = f" ({inside[0]})" if inside else ""
    raise Problem(f"{file.name} is a zip archive: unpack it and name the file inside{example}.")
