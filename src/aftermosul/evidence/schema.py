"""The tables as `data/datapackage.json` describes them: the one truth on names, types and units."""

from __future__ import annotations

import functools
import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from aftermosul import resources
from aftermosul.evidence import asking

"""How many names a sentence may list: every table, but not every source."""


@dataclass(frozen=True)
class Field:
    """One column: its name, Frictionless type, title, unit and the values it may hold."""

    name: str
    type: str
    title: str
    unit: str | None
    required: bool
    categories: tuple[str, ...]
    ordered: bool
    description: str
    minimum: float | None
    maximum: float | None
    refers_to: str | None  # "table.column", whose values alone may stand here


@dataclass(frozen=True)
class Known:
    """From when a table's rows count as public: `aftermosul.evidence.dating` says how."""

    by: str  # "sources", a column of years or days, or "nothing": our own reading
    lag_days: int  # after the end of the year or day in that column
    ahead: tuple[str, ...]  # columns that may look ahead, such as a deadline
    why: str


@dataclass(frozen=True)
class Table:
    """One table: where it lies, what it is for, its columns and its key."""

    name: str
    title: str
    description: str
    gaps: str
    path: Path
    fields: tuple[Field, ...]
    key: tuple[str, ...]
    licence: str
    known: Known


def _field(raw: dict[str, Any], refers_to: str | None) -> Field:
    constraints = raw.get("constraints", {})
    return Field(
        name=raw["name"],
        type=raw["type"],
        title=raw.get("title", raw["name"]),
        unit=raw.get("unit"),
        required=constraints.get("required", False),
        categories=tuple(constraints.get("enum", ())),
        ordered=raw.get("categoriesOrdered", False),
        description=raw.get("description", ""),
        minimum=constraints.get("minimum"),
        maximum=constraints.get("maximum"),
        refers_to=refers_to,
    )


def _references(raw: dict[str, Any]) -> dict[str, str]:
    """Column to "table.column", for foreign keys of one column: we have no others."""
    return {
        key["fields"][0]: f"{key['reference']['resource']}.{key['reference']['fields'][0]}"
        for key in raw["schema"].get("foreignKeys", ())
    }


def _known(raw: dict[str, Any]) -> Known:
    return Known(
        by=raw["by"],
        lag_days=raw.get("lag_days", 0),
        ahead=tuple(raw.get("ahead", ())),
        why=raw.get("why", ""),
    )


def _table(raw: dict[str, Any]) -> Table:
    references = _references(raw)
    return Table(
        name=raw["name"],
        title=raw["title"],
        description=raw["description"],
        gaps=raw.get("gaps", ""),
        path=resources.data() / raw["path"],
        fields=tuple(
            _field(field, references.get(field["name"])) for field in raw["schema"]["fields"]
        ),
        key=tuple(raw["schema"]["primaryKey"]),
        licence=" and ".join(licence["title"] for licence in raw["licenses"]),
        known=_known(raw["known"]),
    )


@functools.cache
def tables() -> dict[str, Table]:
    """Every table of the data package, by name."""
    path = resources.data() / "datapackage.json"
    package = json.loads(path.read_text(encoding="utf-8"))
    return {raw["name"]: _table(raw) for raw in package["resources"]}


def table(name: str, example: str = 'load("claims")') -> Table:
    """One table's description.

    Raises `Problem` with the nearest names where there is none, and with `example`, the call
    that a reader made put right, where `name` is no name.
    """
    return tables()[asking.one_name(name, tables(), "table", example)]
