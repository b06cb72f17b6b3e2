"""A column as people read it: said once, for the tooltip, the table and the reading alike."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import altair as alt
import pandas as pd

Row = Mapping[str, object]

UNKNOWN = "not known"
_PLACE = re.compile(r"\{(\w+)\.(\w+)(?:\|([^}]*))?\}")


@dataclass(frozen=True)
class Field:
    """A column of the rows behind a mark, with its label.

    `how` says in which way it is written: "" as it is (a year), "d" a whole number with its
    thousands apart, ".1f" with that many decimals, "text" words.
    """

    name: str
    label: str
    how: str = ""


def tips(*fields: Field) -> list[alt.Tooltip]:
    """The fields as a tooltip."""
    return [_tip(field) for field in fields]


def _tip(field: Field) -> alt.Tooltip:
    if field.how == "text":
        return alt.Tooltip(f"{field.name}:N", title=field.label)
    way = {"": "d", "d": ",d"}.get(field.how, f",{field.how}")
    return alt.Tooltip(f"{field.name}:Q", title=field.label, format=way)


def written(value: Any, how: str = "") -> str:
    """A value as the browser writes it; a test holds both to the same."""
    if value is None or (not isinstance(value, str) and pd.isna(value)):
        return UNKNOWN
    if how == "d":
        return f"{round(float(value)):,}"
    if how.startswith("."):
        return f"{float(value):,{how}}"
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return str(value)


def filled(template: str, rows: Mapping[str, Row]) -> str:
    """`{mark.field|how}` filled, as the browser fills it."""

    def value(place: re.Match[str]) -> str:
        mark, name, how = place.groups()
        return written(rows.get(mark, {}).get(name), how or "")

    return _PLACE.sub(value, template)


def told(says: str | Mapping[str, str], rows: Mapping[str, Row]) -> str:
    """A sentence filled; of several, the one for the `case` that the first row with one gives."""
    if isinstance(says, str):
        return filled(says, rows)
    case = next((str(row["case"]) for row in rows.values() if "case" in row), "")
    return filled(says.get(case, ""), rows)
