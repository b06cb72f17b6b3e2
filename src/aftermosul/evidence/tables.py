"""Loading a table with the types its schema states."""

from __future__ import annotations

import functools
from typing import TYPE_CHECKING, Any

import pandas as pd

from aftermosul.evidence import schema

if TYPE_CHECKING:
    from aftermosul.evidence.schema import Field


def load(name: str) -> pd.DataFrame:
    """One table of the evidence as an ordinary DataFrame, with a row for each case.

    Column types come from `data/datapackage.json`: whole numbers are `int64` (or `Int64` where
    values can be unknown), dates are `datetime64`, columns with a fixed set of values are
    categories. Unknown is empty, never zero. Each call returns a copy of its own.

    Raises `Problem`, with the nearest names, where there is no such table.

    >>> load("hijackings_by_year").loc[0, "year"]
    np.int64(1942)
    """
    return _read(name).copy()


@functools.cache
def _read(name: str) -> pd.DataFrame:
    described = schema.table(name)
    raw = pd.read_csv(described.path, dtype=str, keep_default_na=False, na_values=[""])
    columns = {field.name: _typed(raw[field.name], field) for field in described.fields}
    return pd.DataFrame(columns)


def _typed(column: pd.Series[Any], field: Field) -> pd.Series[Any]:
    """The column in the type of its field."""
    match field.type:
        case "integer":
            return column.astype("int64" if field.required else "Int64")
        case "number":
            return column.astype("float64")
        case "boolean":
            return column.map({"true": True, "false": False}).astype("bool")
        case "date":
            return pd.to_datetime(column, format="%Y-%m-%d").astype("datetime64[ns]")
        case "string" if field.categories:
            categories = pd.CategoricalDtype(list(field.categories), ordered=field.ordered)
            return column.astype(categories)
        case "string":
            return column.astype(str) if field.required else column
        case other:
            raise ValueError(f"datapackage.json: no reader for the type {other} of {field.name}")
