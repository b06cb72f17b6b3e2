"""What was read from a file, before it is judged."""

from __future__ import annotations

from dataclasses import dataclass, field

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from aftermosul.evidence.adapters.layouts import Layout
from aftermosul.problems import Problem


@dataclass(frozen=True)
class Raw:
    """The needed columns of a file, under the names of its layout.

    Text columns are text; number columns are numbers, or text where a cell holds something else.
    `rows` numbers them as a spreadsheet does; `too_long` marks rows with more cells than headings.
    """

    file: str
    frame: pd.DataFrame
    rows: NDArray[np.int64]
    too_long: NDArray[np.bool_]
    notes: list[str] = field(default_factory=list)


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
    frame = raw.frame.loc[kept].reset_index(drop=True)
    return Raw(raw.file, frame, raw.rows[kept], raw.too_long[kept], notes)


def finished(raw: Raw, layout: Layout) -> Raw:
    """Columns in the layout's order, with a plain index, without empty rows."""
    frame = raw.frame[list(layout.columns)].reset_index(drop=True)
    found = without_empty_rows(Raw(raw.file, frame, raw.rows, raw.too_long, raw.notes))
    if found.frame.empty:
        raise Problem(f"{raw.file} has headings and no rows: download it again.")
    return found


def counted(number: int, thing: str) -> str:
    """`1 row`, `2,000 rows`."""
    return f"{number:,} {thing}{'' if number == 1 else 's'}"
