"""Small multiples in one drawing: panels side by side where there is room, each with its axis.

One view holds them all, so that a control redraws once; how many stand in a row follows the page's
width, and the height follows from that. Marks are placed by Vega expressions: `x` across a panel
and `y` up to its own top, from rows that hold `panel`, the number of theirs.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import altair as alt
import pandas as pd

from aftermosul.figures.marks import LABEL

_GAP = 22
_NARROW = "width < 560"
_HEAD = 34  # For a panel's title, and labels above its marks.
_FOOT = 34  # For its years, and the distance to the next.


@dataclass(frozen=True)
class Panel:
    """One panel: its title, the top of its axis (a number or a Vega expression), its slots.

    `short` is the title where panels are narrow; years stand there with two digits.
    """

    title: str
    top: float | str
    slots: tuple[str, ...]
    short: str = ""


class Panels:
    """Panels of one size, numbered in the order in which they are given.

    `most` stand in a row on a page of `wide` pixels or more, two otherwise.
    """

    def __init__(
        self, panels: Sequence[Panel], *, high: int = 92, left: int = 38, most: int = 3, wide: int
    ) -> None:
        self.panels = tuple(panels)
        self.high, self.left = high, left
        self.height = alt.Step(_HEAD + high + _FOOT)
        self._columns = f"(width >= {wide} ? {most} : 2)"

    def x(self, along: str) -> str:
        """Where a mark stands across: `along` is an expression, from 0 to 1 within the panel."""
        each = f"((width + {_GAP}) / {self._columns})"
        inner = f"({each} - {_GAP + self.left})"
        return f"(datum.panel % {self._columns}) * {each} + {self.left} + ({along}) * {inner}"

    def y(self, value: str) -> str:
        """Where a mark stands upwards; what lies beyond the panel's top stands at it."""
        up = f"min(1, ({value}) / {self._top()})"
        return f"{self._row_top()} + {_HEAD} + {self.high} * (1 - {up})"

    def frame(self, titles: str = "datum.title") -> list[Any]:
        """Titles, lines and what stands along the axes. `titles` is an expression over a row."""
        numbered = pd.DataFrame(
            {"panel": n, "title": p.title, "short": p.short or p.title}
            for n, p in enumerate(self.panels)
        )
        ticks = pd.DataFrame(
            {"panel": n, "part": part} for n in range(len(self.panels)) for part in (0, 0.5, 1)
        )
        slots = pd.DataFrame(
            {"panel": n, "along": (place + 0.5) / len(panel.slots), "slot": slot}
            for n, panel in enumerate(self.panels)
            for place, slot in enumerate(panel.slots)
        )
        lines = alt.Chart(ticks).transform_calculate(
            _x=self.x("0"), _end=self.x("1"), _at=f"datum.part * {self._top()}"
        )
        lines = lines.transform_calculate(_y=self.y("datum._at"), _tick="format(datum._at, ',~f')")
        x, y = alt.X("_x:Q", scale=None, title=None), alt.Y("_y:Q", scale=None, title=None)
        title = alt.Chart(numbered).transform_calculate(
            title=f"{_NARROW} ? datum.short : datum.title"
        )
        title = title.transform_calculate(
            _x=f"{self.x('0')} - {self.left}", _y=f"{self._row_top()} + 8", _t=titles
        )
        below = alt.Chart(slots).transform_calculate(
            _x=self.x("datum.along"),
            _y=f"{self.y('0')} + 13",
            _slot=f"{_NARROW} ? '’' + slice(datum.slot, -2) : datum.slot",
        )
        rows = alt.Chart(numbered).transform_filter(f"datum.panel % {self._columns} == 0")
        return [
            # Draws nothing: one value for each row of panels, from which the height follows.
            rows.mark_text(text="").encode(
                y=alt.Y("panel:N", axis=None, scale=alt.Scale(padding=0)), x=alt.value(0)
            ),
            lines.mark_rule(opacity=0.16).encode(x=x, x2="_end:Q", y=y),
            lines.mark_text(align="right", dx=-5, fontSize=11).encode(x=x, y=y, text="_tick:N"),
            below.mark_text(fontSize=11).encode(x=x, y=y, text="_slot:N"),
            title.mark_text(align="left", fontWeight=600).encode(x=x, y=y, text="_t:N"),
        ]

    def label(self, chart: Any, name: str, along: str, value: str, words: str, **mark: Any) -> Any:
        """Words beside a mark of a panel; `chart` holds its rows, filtered."""
        placed = chart.transform_calculate(_x=self.x(along), _y=self.y(value), _words=words)
        style: dict[str, Any] = {"align": "left", "dx": 5, "fontSize": 11.5} | mark
        drawn = placed.mark_text(**style).encode(
            x=alt.X("_x:Q", scale=None), y=alt.Y("_y:Q", scale=None), text="_words:N"
        )
        return drawn.properties(name=f"{LABEL}{name}")

    def _row_top(self) -> str:
        return f"floor(datum.panel / {self._columns}) * {_HEAD + self.high + _FOOT}"

    def _top(self) -> str:
        tops = ", ".join(f"({panel.top})" for panel in self.panels)
        return f"[{tops}][datum.panel]"
