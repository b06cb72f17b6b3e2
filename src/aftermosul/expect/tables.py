"""Expecting a column or a table of numbers and texts."""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from typing import Any

import pandas as pd

from aftermosul.expect import precision
from aftermosul.expect.saying import NotAsExpected, aim, answered, kind, listed, short

# How one number is held against another: seen, expected, nearest.
Near = Callable[[float, float, float], bool]


def series(
    value: object,
    expected: pd.Series[Any],
    *,
    name: str,
    nearest: float = 0.0,
    wrong: Sequence[tuple[pd.Series[Any], str]] = (),
    looked_for: str = "",
) -> None:
    """Expect a column of numbers with the same index as `expected`, in any order.

    `nearest` is the stated precision, a power of ten in the unit of `expected`, and 0 asks for
    exact numbers; `wrong` lists usual wrong columns, each with the sentence that sets it right.
    """
    column = _as_series(value, name)
    for mistake, sentence in wrong:
        if not _series_fault(column, mistake, name, nearest, precision.made, ""):
            raise NotAsExpected(sentence)
    fault = _series_fault(column, expected, name, nearest, precision.right, looked_for)
    if fault:
        raise NotAsExpected(fault)


def a_series(
    value: object,
    *,
    name: str,
    length: int | None = None,
    low: float = -math.inf,
    high: float = math.inf,
) -> None:
    """Expect a column of numbers of the asked form: a visible test that gives no value away.

    `length` is the number of values that the task states, `low` and `high` the ends of their
    range; a missing value is in no range. An empty column is never of the asked form.
    """
    column = _as_series(value, name)
    if length is not None and len(column) != length:
        raise NotAsExpected(f"{name} has {len(column)} values; {length} are asked for.")
    if not len(column):
        raise NotAsExpected(f"{name} is empty. Which rows did you keep, and why are there none?")
    outside = column[~column.astype(float).between(low, high)]
    if len(outside) and not (math.isinf(low) and math.isinf(high) and outside.isna().all()):
        raise NotAsExpected(
            f"{name} holds {short(outside.iloc[0])}; numbers {_span_of(low, high)} are asked for."
        )


def _span_of(low: float, high: float) -> str:
    if math.isinf(high):
        return f"of at least {low:g}"
    return f"of at most {high:g}" if math.isinf(low) else f"from {low:g} to {high:g}"


def _as_series(value: object, name: str) -> pd.Series[Any]:
    answered(value, name)
    if isinstance(value, pd.DataFrame):
        columns = f"with {len(value.columns)} columns"
        raise NotAsExpected(f"{name} is a table {columns}; one column (a Series) is asked for.")
    if not isinstance(value, pd.Series):
        raise NotAsExpected(f"{name} is {kind(value)}; a column (a Series) is asked for.")
    if not pd.api.types.is_numeric_dtype(value) or pd.api.types.is_bool_dtype(value):
        raise NotAsExpected(f"{name} holds {value.dtype}; numbers are asked for.")
    return value


def _series_fault(
    value: pd.Series[Any],
    expected: pd.Series[Any],
    name: str,
    nearest: float,
    near: Near,
    looked_for: str,
) -> str:
    """What is amiss in a column, or nothing."""
    if len(value) != len(expected):
        return f"{name} has {len(value)} values; {len(expected)} are asked for.{aim(looked_for)}"
    strangers = [label for label in value.index if label not in expected.index]
    if strangers or value.index.has_duplicates:
        what = short(strangers[0]) if strangers else "a label twice"
        return f"{name} has {what} in its index; {_span(expected)} is asked for."
    mine = value.reindex(expected.index)
    off = [label for label in expected.index if not _alike(mine, expected, label, nearest, near)]
    if not off:
        return ""
    return (
        f"{name} differs in {len(off)} of {len(expected)} values, "
        f"first at {short(off[0])}.{aim(looked_for)}"
    )


def _alike(
    mine: pd.Series[Any], expected: pd.Series[Any], label: Any, nearest: float, near: Near
) -> bool:
    one, other = mine[label], expected[label]
    if pd.isna(one) or pd.isna(other):
        return bool(pd.isna(one) and pd.isna(other))
    return near(float(one), float(other), nearest)


def _span(expected: pd.Series[Any]) -> str:
    label = expected.index.name or "the label"
    return f"{label} from {short(expected.index[0])} to {short(expected.index[-1])}"


def table(
    value: object,
    expected: pd.DataFrame,
    *,
    name: str,
    nearest: float = 0.0,
    wrong: Sequence[tuple[pd.DataFrame, str]] = (),
    looked_for: str = "",
) -> None:
    """Expect a DataFrame with the columns and rows of `expected`, columns and rows in any order.

    The index is not compared. `nearest` is the stated precision of number columns, in their
    units; `wrong` lists usual wrong tables, each with the sentence that sets it right.
    """
    frame = _as_table(value, name, [str(column) for column in expected.columns])
    for mistake, sentence in wrong:
        if not _table_fault(frame, mistake, name, nearest, precision.made, ""):
            raise NotAsExpected(sentence)
    fault = _table_fault(frame, expected, name, nearest, precision.right, looked_for)
    if fault:
        raise NotAsExpected(fault)


def a_table(value: object, *, name: str, columns: Sequence[str] = ()) -> None:
    """Expect a DataFrame with `columns` and at least one row: a visible test."""
    frame = _as_table(value, name, columns)
    if not len(frame):
        raise NotAsExpected(f"{name} is empty. Which rows did you keep, and why are there none?")


def _as_table(value: object, name: str, columns: Sequence[str]) -> pd.DataFrame:
    answered(value, name)
    if not isinstance(value, pd.DataFrame):
        raise NotAsExpected(f"{name} is {kind(value)}; a table (a DataFrame) is asked for.")
    missing = [column for column in columns if column not in value.columns]
    if missing:
        raise NotAsExpected(f"{name} lacks the column {listed(missing)}.")
    twice = [column for column in columns if list(value.columns).count(column) > 1]
    if twice:
        raise NotAsExpected(f"{name} has the column {listed(twice)} more than once.")
    return value


def _table_fault(
    value: pd.DataFrame,
    expected: pd.DataFrame,
    name: str,
    nearest: float,
    near: Near,
    looked_for: str,
) -> str:
    """What is amiss in a table, or nothing."""
    if len(value) != len(expected):
        return f"{name} has {len(value)} rows; {len(expected)} are asked for.{aim(looked_for)}"
    columns = list(expected.columns)
    numeric = [c for c in columns if pd.api.types.is_numeric_dtype(expected[c])]
    for column in numeric:
        if not pd.api.types.is_numeric_dtype(value[column]):
            return f"{name}: the column {column} should hold numbers."
    # Words first: two rows that differ by a rounding must not change places for it.
    order = [c for c in columns if c not in numeric] + numeric
    mine, right = _in_order(value, columns, order), _in_order(expected, columns, order)
    for column in columns:
        if column in numeric:
            same = all(_alike(mine[column], right[column], i, nearest, near) for i in mine.index)
        else:
            same = bool((mine[column].astype(str) == right[column].astype(str)).all())
        if not same:
            return f"{name}: the column {column} is not as asked for.{aim(looked_for)}"
    return ""


def _in_order(frame: pd.DataFrame, columns: list[str], order: list[str]) -> pd.DataFrame:
    """The columns, with rows sorted by their values; what is no number is sorted as text."""
    kept = frame[columns].reset_index(drop=True)
    texts = {c: kept[c].astype(str) for c in columns if not pd.api.types.is_numeric_dtype(kept[c])}
    rows = kept.assign(**texts).sort_values(order).index
    return kept.loc[rows].reset_index(drop=True)
