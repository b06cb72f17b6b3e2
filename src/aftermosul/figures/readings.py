"""What stands around a drawing: the sentence it says, its table, its words."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from typing import Any

import pandas as pd

from aftermosul.figures.fields import Field
from aftermosul.figures.grid import Chosen

MOST_CAPTION = 35
"""Words of a caption; what else there is to say waits behind "About this figure"."""


@dataclass(frozen=True)
class Column:
    """One column of a reading: the first row behind the chart's mark of that name.

    `prefix` goes before each field's name, so that one row can fill several columns.
    """

    mark: str
    heading: str
    prefix: str = ""
    colour: str = "transparent"


@dataclass(frozen=True)
class Reading:
    """What the figure says at its present setting: a sentence, and a small table.

    `sentence` (which may run over several lines) and headings may hold `{mark.field|how}`, where
    `how` is that of a `Field`. Where a model tells cases apart, `sentence` maps each `case` of the
    row behind `case_of` to its own template. Without `rows` no table is drawn.
    `outcomes` are the grids' rows that the sentence speaks of, so that Python can say it too.
    """

    sentence: str | Mapping[str, str]
    caption: str = ""
    columns: tuple[Column, ...] = ()
    rows: tuple[Field, ...] = ()
    corner: str = "Measure"
    case_of: str = ""
    outcomes: tuple[Chosen, ...] = ()

    def as_spec(self) -> dict[str, Any]:
        """A reading as the browser gets it. Cases are a list, since saving sorts dictionaries."""
        cases = [] if isinstance(self.sentence, str) else list(self.sentence.items())
        return {
            "sentence": self.sentence if isinstance(self.sentence, str) else "",
            "cases": [{"mark": self.case_of, "says": [list(p) for p in cases]}] if cases else [],
            "caption": self.caption,
            "columns": [asdict(column) for column in self.columns],
            "rows": [[field.label, field.name, field.how] for field in self.rows],
            "corner": self.corner,
        }


@dataclass(frozen=True)
class Twin:
    """The figure as a table: every row behind the chart's mark of that name.

    `rows` are the same rows for the still picture, which no browser fills.
    """

    mark: str
    caption: str
    fields: tuple[Field, ...]
    rows: pd.DataFrame = field(default_factory=pd.DataFrame)

    def as_spec(self) -> dict[str, Any]:
        """A twin as the browser gets it."""
        columns = [[field.name, field.label, field.how] for field in self.fields]
        return {"mark": self.mark, "caption": self.caption, "columns": columns}


@dataclass(frozen=True)
class Words:
    """What is said with a figure: its title, caption, text alternative, and what may be opened.

    A caption has at most 35 words; the rest is `about`, a paragraph each, and `notes`, a numbered
    list under its own title. `sources` are ids of sources or names of tables, as
    `aftermosul.sources_note` takes them.
    """

    title: str
    caption: str
    alt: str
    about: tuple[str, ...] = field(default=())
    notes_title: str = "Notes"
    notes: tuple[str, ...] = field(default=())
    sources: tuple[str, ...] = field(default=())
