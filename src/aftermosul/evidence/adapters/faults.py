"""What is wrong with a file's rows and cells, kept so that it can be shown.

A row without an id or a possible date can't be an event, and is left out. A cell that can't be
what it should be is emptied, and its row stays: a broken coordinate does not undo a death. A cell
with a character that had to be guessed keeps its text, and is listed too.
"""

from __future__ import annotations

from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from aftermosul.evidence.adapters.raw import Raw

ROW_FIELDS = ("source_row", "event_id", "date", "country", "reason")
CELL_FIELDS = ("source_row", "event_id", "column", "value", "reason")

GUESSED = "holds a byte that is not UTF-8: read as Windows-1252 and kept"

Mask = NDArray[np.bool_]


class Faults:
    """Collects rows to leave out and cells to empty, with a reason for each."""

    def __init__(self, raw: Raw, ids: pd.Series[Any]) -> None:
        self._raw = raw
        self._ids = ids
        self._reasons: NDArray[np.object_] = np.full(len(ids), "", dtype=object)
        self._cells: list[pd.DataFrame] = []
        for column, mask in raw.guessed.items():
            if column in raw.frame.columns:
                self.cell(mask, column, GUESSED)

    def row(self, mask: Mask, reason: str | NDArray[np.object_]) -> None:
        """Leave out the rows in `mask`; a row's first reason stands."""
        new = mask & (self._reasons == "")
        self._reasons[new] = reason if isinstance(reason, str) else reason[new]

    def cell(self, mask: Mask, column: str, reason: str) -> None:
        """List the cells in `mask` of the file's `column`, with what is wrong with them."""
        if mask.any():
            values = self._raw.frame[column][mask]
            self._cells.append(
                pd.DataFrame(
                    {
                        "place": np.flatnonzero(mask),
                        "column": column,
                        "value": [_shown(value) for value in values],
                        "reason": reason,
                    }
                )
            )

    def required(self, *columns: str) -> None:
        """Note cells that are empty although the database fills them for every event."""
        for column in columns:
            if column in self._raw.absent:
                continue  # said once, and not for every row
            empty = self._raw.frame[column].isna().to_numpy(dtype=bool)
            self.cell(empty, column, "empty, though every event should have it")

    @property
    def kept(self) -> Mask:
        """The rows that are events."""
        return np.asarray(self._reasons == "", dtype=bool)

    def rows(self, dates: list[str], country: str) -> dict[str, list[Any]]:
        """The rows left out: field by field, as plain values."""
        out = ~self.kept
        frame = self._raw.frame.loc[out]
        written = zip(*(frame[column] for column in dates), strict=True)
        return {
            "source_row": self._raw.rows[out].tolist(),
            "event_id": [_shown(value) for value in self._ids[out]],
            "date": ["-".join(_shown(part) for part in parts) for parts in written],
            "country": [_shown(value) for value in frame[country]],
            "reason": self._reasons[out].tolist(),
        }

    def cells(self) -> dict[str, list[Any]]:
        """The cells listed, of rows that were kept: field by field, as plain values."""
        if not self._cells:
            return {name: [] for name in CELL_FIELDS}
        found = pd.concat(self._cells).sort_values("place", kind="stable")
        found = found[self.kept[found["place"]]]
        place = found["place"].to_numpy()
        return {
            "source_row": self._raw.rows[place].tolist(),
            "event_id": [_shown(value) for value in self._ids.to_numpy()[place]],
            "column": found["column"].tolist(),
            "value": found["value"].tolist(),
            "reason": found["reason"].tolist(),
        }


def _shown(value: Any) -> str:
    """A cell as its file shows it."""
    if pd.isna(value):
        return ""
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return str(value)
