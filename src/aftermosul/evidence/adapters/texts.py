"""Reading a CSV file: only the needed columns, in one pass, and no cell lost."""

from __future__ import annotations

import csv
import warnings
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from aftermosul.evidence.adapters.decoding import MARK, Encoding, Text, encoding_of, opened
from aftermosul.evidence.adapters.layouts import LAYOUTS, Layout, find
from aftermosul.evidence.adapters.raw import Raw, finished
from aftermosul.problems import Problem

# Before 3.1, pandas forgets from block to block how wide the first row was (see _WithWidth), so
# it has to take the file in one piece there: somewhat slower, and three times the memory.
_IN_BLOCKS = tuple(int(part) for part in pd.__version__.split(".")[:2]) >= (3, 1)

# How programs write an unknown number. In text these are words: Nan is a town in Thailand.
_UNKNOWN = ["", "NA", "N/A", "NaN", "nan", "NULL", "null", "None", "."]


_LONGEST_HEADING = 100_000
"""Characters; all headings of a layout run together are far shorter."""


def read(file: Path, layout: Layout) -> Raw:
    """The columns of `layout` in a CSV file. Raises `Problem` where it is not one."""
    encoding = encoding_of(file)
    notes = list(_encoding_notes(file, encoding))
    with opened(file, encoding) as stream:
        first = _first_row(stream, file)
    _check_separator(first, file)
    found = find(layout, first, file.name)
    names = [heading.strip().lower() for heading in first]
    last = [names.index(layout.last)] if layout.last in names and layout.last else []
    with opened(file, encoding) as stream:
        if not found.headless:
            _first_row(stream, file)
        frame = _columns(stream, layout, found.places, last, len(first), file)
    if _stops_short(file, len(first)):
        notes.append(
            "The last row of the file stops before its last column: the file may be cut short, so "
            "compare its number of rows with the published one."
        )
    raw = Raw(
        file=file.name,
        frame=frame,
        rows=frame.index.to_numpy(dtype="int64") + (0 if found.headless else 1),
        too_long=_too_long(frame),
        notes=[*found.notes, *notes],
        guessed=_unmarked(frame) if encoding is Encoding.STRAYS else {},
    )
    return finished(raw, layout)


def _first_row(stream: Text, file: Path) -> list[str]:
    """The first row: headings, in almost every file."""
    try:
        headings = next(csv.reader(stream), [])
    except csv.Error:
        headings = ["x" * (_LONGEST_HEADING + 1)]
    # Checked here as well: other libraries raise the csv module's own limit for everybody.
    if any(len(heading) > _LONGEST_HEADING for heading in headings):
        raise Problem(f"{file.name} has no row of headings, so it is not a CSV file.")
    return headings


class _WithWidth:
    """A stream that begins with one row of empty cells, one more than there are headings.

    pandas takes the width of a table from its first row. With this one, a row that has a cell too
    many shows it in the last column; without it, the surplus would vanish unseen.
    """

    def __init__(self, stream: Text, width: int) -> None:
        self._stream = stream
        self._first = "," * width + "\n"

    def read(self, size: int = -1) -> str:
        if self._first:
            first, self._first = self._first, ""
            return first
        return self._stream.read(size)

    def __iter__(self) -> _WithWidth:
        """pandas asks for it and never calls it: its C reader takes blocks."""
        return self


def _columns(
    stream: Text,
    layout: Layout,
    places: dict[str, int],
    last: list[int],
    width: int,
    file: Path,
) -> pd.DataFrame:
    """The columns at `places`, `last` if there is one, and `beyond`: cells after all headings."""
    names = {place: name for name, place in places.items()}
    names |= dict.fromkeys(last, "last") | {width: "beyond"}
    numbers = {place for place, name in names.items() if name in layout.numbers}
    try:
        with warnings.catch_warnings():
            # A word among numbers is found and shown later, in a way that a reader can use.
            warnings.simplefilter("ignore", pd.errors.DtypeWarning)
            frame: pd.DataFrame = pd.read_csv(
                _WithWidth(stream, width),  # type: ignore[call-overload]
                header=None,
                names=range(width + 1),
                usecols=list(names),
                dtype={place: str for place in names if place not in numbers},
                na_values={place: _UNKNOWN if place in numbers else [""] for place in names},
                keep_default_na=False,
                skip_blank_lines=False,
                low_memory=_IN_BLOCKS,
            )
    except pd.errors.ParserError as error:
        raise Problem(_broken(file, str(error))) from None
    frame.columns = pd.Index([names[place] for place in sorted(names)])  # the file's own order
    return frame.iloc[1:]


def _too_long(frame: pd.DataFrame) -> NDArray[np.bool_]:
    """Rows with a cell after the last heading, or with one pushed into the last column."""
    found = frame["beyond"].notna()
    if "last" in frame:
        filled = frame["last"].dropna()
        found[filled.index] |= filled.str.fullmatch(r"-?\d")
    return found.to_numpy(dtype=bool)


def _broken(file: Path, said: str) -> str:
    """The parser's complaint as a sentence for a reader."""
    if "EOF inside string" in said:
        row = int(said.rsplit(" ", 1)[-1]) + 1
        return (
            f"{file.name} has a quotation mark in row {row:,} that is never closed, as when a "
            "download breaks off: download it again."
        )
    return f"{file.name} can't be read as CSV ({said.strip()}): use the file as it was released."


def _unmarked(frame: pd.DataFrame) -> dict[str, NDArray[np.bool_]]:
    """Take the marks of guessed characters out of `frame`; say, by column, where they were."""
    found = {}
    for name in frame.columns:
        if pd.api.types.is_numeric_dtype(frame[name]):
            continue
        marked = frame[name].astype("string").str.contains(MARK, regex=False, na=False)
        if marked.any():
            frame.loc[marked, name] = frame.loc[marked, name].str.replace(MARK, "", regex=False)
            found[name] = marked.to_numpy(dtype=bool)
    return found


def _encoding_notes(file: Path, encoding: Encoding) -> Iterator[str]:
    if encoding is Encoding.WINDOWS:
        yield (
            f"{file.name} is not UTF-8 and was read as {encoding.value}: if names look wrong, "
            "this is why."
        )
    if encoding is Encoding.STRAYS:
        yield (
            f"{file.name} is {encoding.value}: those were read as Windows-1252, and the cells that "
            "hold one are listed."
        )


def _check_separator(headings: list[str], file: Path) -> None:
    """Raise `Problem` where cells are separated by something other than commas."""
    line = ",".join(headings)
    for mark, word in ((";", "semicolons"), ("\t", "tabs"), ("|", "vertical bars")):
        parts = [part.strip('"') for part in line.split(mark)]
        if any(layout.places(parts) and not layout.places(headings) for layout in LAYOUTS):
            raise Problem(
                f"The cells of {file.name} are separated by {word}, so a spreadsheet program has "
                "saved it anew: use the file as it was released, with commas."
            )


def _stops_short(file: Path, width: int) -> bool:
    """Whether the file ends in the middle of a row."""
    with file.open("rb") as stream:
        size = stream.seek(0, 2)
        stream.seek(max(0, size - (1 << 16)))
        end = stream.read()
    if end.endswith((b"\n", b"\r")):
        return False
    last = end.splitlines()[-1].decode("latin-1")  # any encoding has the same commas
    return len(next(csv.reader([last]))) < width
