"""Reading an .xlsx workbook row by row, so that it need not fit into memory.

openpyxl's read-only mode is slow, minutes for the whole GTD, and stays small. python-calamine
is about ten times as fast but first unfolds the whole sheet, which for the GTD takes more than
1 GB: a laptop may wait, but it may not run out of memory.
"""

from __future__ import annotations

import importlib
import itertools
import warnings
import zipfile
import zlib
from collections.abc import Iterator, Sequence
from datetime import date, datetime
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd

from aftermosul.evidence.adapters.layouts import Layout, find
from aftermosul.evidence.adapters.raw import Raw, counted, finished
from aftermosul.evidence.adapters.shape import TEXT
from aftermosul.problems import Problem

# A zip with a wrong end, a part that does not unpack, XML that stops in the middle.
_DAMAGED = (zipfile.BadZipFile, zlib.error, EOFError, SyntaxError)


def read(file: Path, layout: Layout, sheet: str | None) -> Raw:
    """The columns of `layout` in one sheet of a workbook. Raises `Problem` where none fits."""
    openpyxl = _openpyxl()
    with warnings.catch_warnings(), file.open("rb") as stream:
        warnings.simplefilter("ignore", UserWarning)  # on styles, which are not read
        try:
            book = openpyxl.load_workbook(stream, read_only=True, data_only=True)
        except (*_DAMAGED, KeyError, ValueError):
            raise Problem(_damaged(file)) from None
        try:
            return _sheet(book, file, layout, sheet)
        except _DAMAGED:
            raise Problem(_damaged(file)) from None


def _damaged(file: Path) -> str:
    return f"{file.name} is damaged or incomplete: download it again."


def _openpyxl() -> Any:
    try:
        return importlib.import_module("openpyxl")
    except ImportError:
        raise Problem(
            'Reading a workbook needs openpyxl: install it with pip install "aftermosul[data]", '
            "or use the CSV file."
        ) from None


def _sheet(book: Any, file: Path, layout: Layout, asked: str | None) -> Raw:
    sheets = {sheet.title: sheet for sheet in book.worksheets}
    title = _choose(sheets, file, layout, asked)
    notes = []
    if len(sheets) > 1:
        notes.append(f"{file.name} has {len(sheets)} sheets; the one read is {title}.")
    rows = _rows(sheets[title])
    first = next(rows, ())
    headings = [_text(cell) or "" for cell in first]
    found = find(layout, headings, file.name)
    places = found.places
    cells: dict[str, list[Any]] = {name: [] for name in places}
    too_long = []
    for row in itertools.chain([first] if found.headless else [], rows):
        for name, place in places.items():
            cells[name].append(row[place] if place < len(row) else None)
        too_long.append(any(cell is not None for cell in row[len(headings) :]))
    frame = pd.DataFrame({name: _column(cells.pop(name), name, layout) for name in places})
    numbers = np.arange(len(frame), dtype="int64") + (1 if found.headless else 2)
    told = [*found.notes, *notes]
    raw = Raw(file.name, frame, numbers, np.array(too_long, dtype=bool), told)
    return finished(raw, layout)


def _rows(sheet: Any) -> Iterator[Sequence[Any]]:
    sheet.reset_dimensions()  # what the file says of its own size may be wrong
    rows: Iterator[Sequence[Any]] = sheet.iter_rows(values_only=True)
    return rows


def _headings(sheet: Any) -> list[str]:
    return [_text(cell) or "" for cell in next(_rows(sheet), ())]


def _choose(sheets: dict[str, Any], file: Path, layout: Layout, asked: str | None) -> str:
    """The title of the sheet to read: the one asked for, or the only one that fits."""
    names = ", ".join(sheets)
    if asked is not None:
        if asked not in sheets:
            raise Problem(f'{file.name} has no sheet "{asked}": its sheets are {names}.')
        return asked
    headings = {title: _headings(sheet) for title, sheet in sheets.items()}
    if not any(headings.values()):
        raise Problem(f"{file.name} holds no rows: download it again.")
    fits = [title for title, names in headings.items() if not layout.lacks(names)]
    if len(fits) > 1:
        raise Problem(
            f"{file.name} has {counted(len(fits), 'sheet')} of the {layout.name} "
            f'({", ".join(fits)}): choose one with sheet="{fits[0]}".'
        )
    # Where none fits, the nearest gives its missing columns to the sentence that says so.
    return (
        fits[0] if fits else min(headings, key=lambda title: len(layout.missing(headings[title])))
    )


def _column(cells: list[Any], name: str, layout: Layout) -> pd.Series[Any]:
    if name in layout.text:
        return pd.Series([_text(cell) for cell in cells], dtype=TEXT)
    return pd.Series(cells, dtype=object)


def _text(cell: Any) -> str | None:
    """A cell as CSV would hold it: ids without a decimal point, dates year first."""
    if cell is None or cell == "":
        return None
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    if isinstance(cell, (date, datetime)):
        return cell.isoformat()[:10]
    return str(cell)
