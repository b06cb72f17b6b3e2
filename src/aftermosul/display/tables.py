"""Tables that a screen reader can read."""

from __future__ import annotations

import itertools
import re
from collections.abc import Collection
from html import escape
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import pandas as pd

# Read aloud, not drawn. Written inside the element: notebooks may drop style sheets.
UNSEEN = (
    "position:absolute;width:1px;height:1px;overflow:hidden;clip-path:inset(50%);white-space:nowrap"
)

_ROW = re.compile(r"<tr[^>]*>.*?</tr>", re.DOTALL)
_CELL = re.compile(r"<(t[dh])>")

# An empty heading that begins a row.
_CORNER = re.compile(r"(<tr[^>]*>\s*)<th></th>")


def table_html(frame: pd.DataFrame, caption: str) -> str:
    """A DataFrame as an HTML table with a caption and scoped headings; its index is left out.

    Unknown values are empty cells.
    """
    shown = frame.astype(object).where(frame.notna(), "")
    head = "".join(f'<th scope="col" style="text-align:left">{escape(str(c))}</th>' for c in frame)
    rows = "".join(
        "<tr>"
        + "".join(f'<td style="text-align:left">{escape(str(value))}</td>' for value in row)
        + "</tr>"
        for row in shown.itertuples(index=False)
    )
    return (
        f'<table><caption style="text-align:left;font-weight:600">{escape(caption)}</caption>'
        f"<thead><tr>{head}</tr></thead><tbody>{rows}</tbody></table>"
    )


def texts_left(html: str, texts: Collection[int], columns: int) -> str:
    """Pandas' own HTML with the columns numbered in `texts` aligned to the left, headings too.

    Rows that hold another number of cells than `columns`, such as those of a table too wide to be
    shown whole, stay as they are.
    """

    def aligned(row: re.Match[str]) -> str:
        cells = _CELL.findall(row.group())
        kind = "td" if "td" in cells else "th"
        # Headings: the corner comes first; cells: the index is a heading and isn't counted.
        number = itertools.count(0 if kind == "td" else -1)
        if cells.count(kind) != columns + (kind == "th"):
            return row.group()
        return re.sub(
            rf"<{kind}>",
            lambda _: f'<{kind} style="text-align:left">' if next(number) in texts else f"<{kind}>",
            row.group(),
        )

    return _ROW.sub(aligned, html)


def named_corner(html: str) -> str:
    """Pandas' own HTML with a name in the empty heading over its index.

    Other empty headings, which stand beside an index's own name, become plain empty cells.
    """
    named = rf'\1<th><span style="{UNSEEN}">row</span></th>'
    return _CORNER.sub(named, html).replace("<th></th>", "<td></td>")
