"""Loading a table with the types its schema states."""

from __future__ import annotations

import functools
from typing import TYPE_CHECKING, Any

import pandas as pd

from aftermosul.evidence import asking, schema

if TYPE_CHECKING:
    from aftermosul.evidence.schema import Field


@asking.called_like('load("claims")')
def load(name: str, *, as_of: str | None = None) -> pd.DataFrame:
    """One table of the evidence as an ordinary DataFrame, with a row for each case.

    Column types come from `data/datapackage.json`: whole numbers are `int64` (or `Int64` where
    values can be unknown), dates are `datetime64`, columns with a fixed set of values are
    categories. Unknown is empty, never zero. Each call returns a copy of its own.
    With `as_of="2016-10-15"` only the rows come that were public by that day, as `as_of` tells.

    Raises `Problem`, with the nearest names, where there is no such table; `catalogue()` lists all.

    >>> load("hijackings_by_year").loc[0, "year"]
    np.int64(1942)
    """
    table = _read(schema.table(name).name).copy()
    # What a table is stays with it through most of pandas: `as_of` has to know.
    table.attrs["table"] = name
    if as_of is None:
        return table
    from aftermosul.evidence import dating

    return dating.as_of(table, as_of)


@functools.cache
def _read(name: str) -> pd.DataFrame:
    described = schema.table(name)
    table = pd.read_csv(
        described.path,
        dtype={field.name: _dtype(field) for field in described.fields},
        keep_default_na=False,
        na_values=[""],
    )
    for field in described.fields:
        if field.type == "date":
            days = pd.to_datetime(table[field.name], format="%Y-%m-%d")
            table[field.name] = days.astype("datetime64[ns]")
        elif field.type == "number":
            table[field.name] = table[field.name].astype("float64")
    return table


def _dtype(field: Field) -> Any:
    """The type in which a column is read.

    Dates are read as text, since their form is checked after; numbers too, since pandas' quick
    parser may be off in the last digit.
    """
    match field.type:
        case "integer":
            return "int64" if field.required else "Int64"
        case "boolean":
            return "bool"
        case "string" if field.categories:
            return pd.CategoricalDtype(list(field.categories), ordered=field.ordered)
        case "string" | "date" | "number":
            return str
        case other:
            raise ValueError(f"datapackage.json: no reader for the type {other} of {field.name}")
