"""What was read from a file, before it is judged."""

from __future__ import annotations

from dataclasses import dataclass, field, replace

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from aftermosul.evidence.adapters.layouts import Layout
from aftermosul.evidence.adapters.shape import TEXT
from aftermosul.problems import Problem


@dataclass(frozen=True)
class Raw:
    """The needed columns of a file, under the names of its layout.

    Text columns are text; number columns are numbers, or text where a cell holds something else.
    `rows` numbers them as a spreadsheet does; `too_long` marks rows with more cells than headings.
    `guessed` marks, by column, cells with a character that had to be guessed. `absent` are columns
    that the file doesn't have: they are all unknown here.
    """

    file: str
    frame: pd.DataFrame
    rows: NDArray[np.int64]
    too_long: NDArray[np.bool_]
    notes: list[str] = field(default_factory=list)
    guessed: dict[str, NDArray[np.bool_]] = field(default_factory=dict)
    absent: tuple[str, ...] = ()


def without_empty_rows(raw: Raw) -> Raw:
    """The same without rows that hold nothing at all; a note says how many there were."""
    key = raw.frame.columns[0]
    maybe = raw.frame[key].isna().to_numpy(dtype=bool) & ~raw.too_long
    empty = maybe.copy()
    empty[maybe] = raw.frame.loc[maybe].isna().all(axis=1).to_numpy(dtype=bool)
    if not empty.any():
        return raw
    kept = ~empty
    notes = [*raw.notes, f"{counted(int(empty.sum()), 'empty row')} in the file: passed over."]
    return replace(
        raw,
        frame=raw.frame.loc[kept].reset_index(drop=True),
        rows=raw.rows[kept],
        too_long=raw.too_long[kept],
        notes=notes,
        guessed={name: mask[kept] for name, mask in raw.guessed.items()},
    )


def finished(raw: Raw, layout: Layout) -> Raw:
    """Columns in the layout's order, with a plain index, without empty rows.

    Columns that the file may lack, and does, are put in as unknown, and a note names them.
    """
    absent = tuple(name for name in layout.columns if name not in raw.frame.columns)
    frame = raw.frame.reindex(columns=list(layout.columns)).reset_index(drop=True)
    for name in absent:
        frame[name] = frame[name].astype(TEXT if name in layout.text else "float64")
    notes = [*raw.notes, *([_absent_note(raw.file, absent)] if absent else [])]
    found = without_empty_rows(replace(raw, frame=frame, notes=notes, absent=absent))
    if found.frame.empty:
        raise Problem(f"{raw.file} has headings and no rows: download it again.")
    return found


def _absent_note(file: str, absent: tuple[str, ...]) -> str:
    one = len(absent) == 1
    return (
        f"{file} lacks the {'column' if one else 'columns'} {', '.join(absent)}: what "
        f"{'it holds' if one else 'they hold'} in the release is unknown here, for every event."
    )


def counted(number: int, thing: str) -> str:
    """`1 row`, `2,000 rows`."""
    return f"{number:,} {thing}{'' if number == 1 else 's'}"
