"""A model's outcome for every setting of a figure's controls: one copy, read from two sides.

The browser filters the grid by the controls' signals; Python looks the same row up. So what a
figure says at any setting is known, and tested, without a browser.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import altair as alt
import pandas as pd

from aftermosul.figures.fields import Field, Row

MOST_ROWS = 20_000


class Grid:
    """One row for each setting.

    Parameters
    ----------
    rows
        What the model returns: the columns `keys`, which name a setting, and those of `fields`;
        a column `case`, where there is one, chooses among a reading's sentences.
    keys
        The columns by which a row is chosen, at most four.
    fields
        What is kept of a row, each to the decimals that it shows.

    Raises
    ------
    ValueError
        Where two rows stand for one setting, or there are more than 20,000.
    """

    def __init__(self, rows: pd.DataFrame, keys: Sequence[str], fields: Sequence[Field]) -> None:
        if len(rows) > MOST_ROWS:
            raise ValueError(f"{len(rows)} outcomes; a grid holds at most {MOST_ROWS}")
        if rows.duplicated(list(keys)).any():
            raise ValueError(f"two outcomes for one setting of {', '.join(keys)}")
        # To the decimals that are shown, at once: rounding twice would turn 0.446 into 0.5.
        decimals = {f.name: int(f.how[1:-1]) for f in fields if f.how.startswith(".")}
        names = [f.name for f in fields if f.name not in keys]
        if "case" in rows and "case" not in names:
            names.append("case")
        kept = rows[[*keys, *names]].round(decimals)
        kept = kept.astype(object).where(kept.notna(), None)
        self.keys = tuple(keys)
        self.rows = kept
        records: list[dict[str, object]] = [
            {str(name): value for name, value in row.items()} for row in kept.to_dict("records")
        ]
        self._by_setting = {tuple(row[key] for key in keys): row for row in records}
        # Packed: a row for each value of the first key, holding lists; a fifth of the size as JSON.
        self._lists: list[Any] = [str(name) for name in kept if name != keys[0]]
        packed = kept.groupby(keys[0], sort=True)[self._lists].agg(list)
        self._packed = packed.reset_index()

    def at(self, name: str, *signals: str, colour: str = "transparent") -> Chosen:
        """The outcome at the present value of these signals, one for each key, in order."""
        return Chosen(self, name, dict(zip(self.keys, signals, strict=True)), colour)

    def settings(self) -> list[tuple[object, ...]]:
        """Every setting that has an outcome."""
        return list(self._by_setting)

    def _chart(self, chosen: Chosen) -> alt.Chart:
        first, *others = chosen.on
        chart = alt.Chart(self._packed, name=chosen.name)
        chart = chart.transform_filter(f"datum.{first} == {chosen.on[first]}")
        chart = chart.transform_flatten(self._lists)
        for key in others:
            chart = chart.transform_filter(f"datum.{key} == {chosen.on[key]}")
        return chart

    def _row(self, setting: tuple[object, ...]) -> Row:
        return self._by_setting.get(setting, {})


@dataclass(frozen=True)
class Chosen:
    """One outcome of a grid, under the name by which sentences speak of it: `{name.field}`."""

    grid: Grid
    name: str
    on: Mapping[str, str]
    colour: str = "transparent"

    def chart(self) -> alt.Chart:
        """The browser's half: a chart of the one row, to draw on."""
        return self.grid._chart(self)

    def row(self, signals: Mapping[str, object]) -> Row:
        """Python's half: the same row; empty where the grid has none for this setting."""
        return self.grid._row(tuple(signals[signal] for signal in self.on.values()))

    def unseen(self) -> Any:
        """A mark that draws nothing and carries the row for sentences and tables."""
        return self.chart().mark_text(text="", x=0, y=0).encode()
