"""What was public by a day: the rows of a table that somebody could have read then."""

from __future__ import annotations

import datetime
import functools
import re

import pandas as pd

from aftermosul.display import dates
from aftermosul.evidence import asking, schema
from aftermosul.evidence.schema import Table
from aftermosul.evidence.sources import source_ids
from aftermosul.evidence.tables import load
from aftermosul.problems import Problem

_EXAMPLE = 'as_of(load("revenue"), "2016-10-15")'
_DAY = re.compile(r"\d{4}-\d\d-\d\d")
ESSAY = "2016-10-15"
STATES = ("kept", "later", "undated")
"""What a row can be at a day: public by then, public later, or without a date."""


@asking.called_like(_EXAMPLE)
def as_of(table: pd.DataFrame, day: str) -> pd.DataFrame:
    """The rows of `table` that were public by `day`, such as `"2016-10-15"`, as they stand now.

    The rule, which the schema states for each table as `known`:

    - A row was public once one of its sources was. A source that is dated to a month or a year
      counts only if the whole of it lies by the day: one of 2016 counts from 2017 on. A source
      without a date (a work of reference, a living page) makes nothing public. A row none of whose
      sources has a date can't be dated; it is left out, and counted apart.
    - A source from before the first day that a row speaks of can't have told it, and is passed by.
    - In a series by years, and in a list of events by day, a row was public some days after its
      year or day (`lag_days`), whatever edition is kept here.
    - A row that speaks of a later day was not public as it stands: a city's row that holds the day
      of its loss is left out before that day. Columns that look ahead, such as a deadline, are
      passed over.

    No cell is changed. A figure that was put right since stands as it was put right, and what one
    early source said may be less than the row says: `as_of` keeps out what can't have been known.

    Prints one sentence on the rows left out, which stays in `attrs["as_of"]` too. `load(name,
    as_of=day)` is the same. Raises `Problem` where `table` was not made by `load`, or has lost the
    columns that are needed, and where `day` is no day.

    >>> early = as_of(load("hijackings_by_year"), "1945-12-31")
    As of 31 December 1945: 3 of 78 rows kept, 75 left out that became public later, none left out \
that can't be dated.
    >>> early["year"].max()
    np.int64(1944)
    """
    described = _described(table)
    upto = _day(day)
    told = _states(table, described, upto)
    kept = table[told == "kept"].copy()
    counts = told.value_counts()
    said = _sentence(upto, [int(counts.get(state, 0)) for state in STATES])
    kept.attrs = {**table.attrs, "as_of": said}
    print(said)  # noqa: T201 - a reader is told, in a notebook or not
    return kept


def states(table: pd.DataFrame, day: str = ESSAY) -> pd.Series:
    """For each row of `table`, as `load` gives it: "kept", "later" or "undated" at `day`.

    The rule is that of `as_of`, which keeps the first and counts the others. A column that was
    taken out is not looked at: without the day on which a place was lost, a row says what was
    known of its being taken. Raises `Problem` as `as_of` does.

    >>> states(load("revenue")).unique().tolist()
    ['later', 'kept']
    """
    return _states(table, _described(table), _day(day))


def tally(day: str = ESSAY) -> pd.DataFrame:
    """For each table that can be dated: `name`, rows `kept`, `left_out` and `undatable` at `day`.

    >>> list(tally("1900-01-01").columns)
    ['name', 'kept', 'left_out', 'undatable']
    """
    upto = _day(day)
    rows = []
    for name, described in schema.tables().items():
        if described.known.by != "nothing":
            counts = _states(load(name), described, upto).value_counts()
            rows.append([name, *(int(counts.get(state, 0)) for state in STATES)])
    return pd.DataFrame(rows, columns=["name", "kept", "left_out", "undatable"])


def _described(table: object) -> Table:
    """The description of the table that `load` made. Raises `Problem` for anything else."""
    if not isinstance(table, pd.DataFrame):
        hint = f'load("{table}") first' if isinstance(table, str) else "a table"
        raise Problem(f"as_of takes a table, so give {hint}: type it as in {_EXAMPLE}.")
    name = table.attrs.get("table")
    if name not in schema.tables():
        raise Problem(
            "as_of takes a table as load gives it, and this one doesn't say which it is: take "
            f"as_of first and work on its result, as in {_EXAMPLE}."
        )
    described = schema.table(name)
    if described.known.by == "nothing":
        raise Problem(
            f"{name} is our own reading and names no sources, so no day can be told from which it "
            f"was public: as_of is for tables of evidence, as in {_EXAMPLE}."
        )
    needed = "source_id" if described.known.by == "sources" else described.known.by
    if needed not in table.columns:
        raise Problem(
            f"as_of needs the column {needed}, which this table has no more: take as_of first, as "
            f'in as_of(load("{name}"), "{ESSAY}").'
        )
    return described


def _day(given: object) -> pd.Timestamp:
    """The day that was asked for. Raises `Problem` where it is none."""
    if isinstance(given, datetime.date) and not pd.isna(given):
        return pd.Timestamp(given).tz_localize(None).normalize()
    if isinstance(given, str) and _DAY.fullmatch(given.strip()):
        try:
            return pd.Timestamp(datetime.date.fromisoformat(given.strip()))
        except ValueError:
            raise Problem(
                f'There is no day "{given.strip()}": type a day as in {_EXAMPLE}.'
            ) from None
    was = f'"{given}"' if isinstance(given, str) else asking.kind(given)
    raise Problem(
        "as_of takes one day as year, month and day, in quotes, and was given "
        f"{' '.join(was.split())}: type it as in {_EXAMPLE}."
    )


def _states(table: pd.DataFrame, described: Table, upto: pd.Timestamp) -> pd.Series:
    """For each row: kept, later or undated."""
    public = _public_from(table, described)
    told = pd.Series("kept", index=table.index, dtype=object)
    later = (public > upto) | _speaks_of_later(table, described, upto)
    told[later.to_numpy()] = "later"
    told[public.isna().to_numpy()] = "undated"
    return told


def _public_from(table: pd.DataFrame, described: Table) -> pd.Series:
    """The last day by which each row was public; unknown where nothing dates it."""
    known = described.known
    if known.by == "sources":
        ends = _published()
        days = [
            min(
                (ends[i] for i in source_ids(str(cell)) if i in ends and ends[i] >= since),
                default=pd.NaT,
            )
            for cell, since in zip(table["source_id"], _begins(table, described), strict=True)
        ]
        return pd.Series(pd.to_datetime(pd.Series(days, dtype="datetime64[ns]")).to_numpy())
    column = table[known.by].reset_index(drop=True)
    if not pd.api.types.is_datetime64_any_dtype(column):
        column = pd.to_datetime(column.astype("string") + "-12-31", format="%Y-%m-%d")
    return column + pd.Timedelta(days=known.lag_days)


def _begins(table: pd.DataFrame, described: Table) -> list[pd.Timestamp]:
    """The first day that each row speaks of; no source from before it can have told it."""
    first = pd.Series(pd.Timestamp.min, index=range(len(table)))
    spoken = []
    for field in described.fields:
        if field.name not in table.columns or field.name in described.known.ahead:
            continue
        column = table[field.name].reset_index(drop=True)
        if field.type == "date" and pd.api.types.is_datetime64_any_dtype(column):
            spoken.append(column.astype("datetime64[ns]"))
    return list(pd.concat(spoken, axis=1).min(axis=1).fillna(first)) if spoken else list(first)


@functools.cache
def _published() -> dict[str, pd.Timestamp]:
    """The last day of the span in which each dated source was published."""
    dated = load("sources").dropna(subset=["published"])
    return {
        str(source): pd.Period(str(published)).end_time.normalize()
        for source, published in zip(dated["source_id"], dated["published"], strict=True)
    }


def _speaks_of_later(table: pd.DataFrame, described: Table, upto: pd.Timestamp) -> pd.Series:
    """Whether a row holds a day or a year that begins after `upto`."""
    speaks = pd.Series(False, index=range(len(table)))
    for field in described.fields:
        if field.name not in table.columns or field.name in described.known.ahead:
            continue
        column = table[field.name].reset_index(drop=True)
        if field.type == "date" and pd.api.types.is_datetime64_any_dtype(column):
            speaks |= (column > upto).fillna(False).astype(bool)
        elif field.unit == "calendar year" and pd.api.types.is_numeric_dtype(column):
            speaks |= (column > upto.year).fillna(False).astype(bool)
    return speaks


def _sentence(day: pd.Timestamp, counts: list[int]) -> str:
    kept, later, undated = (f"{count:,}" if count else "none" for count in counts)
    rows = sum(counts)
    return (
        f"As of {dates.day(day)}: {kept} of {rows:,} {'row' if rows == 1 else 'rows'} "
        f"kept, {later} left out that became public later, {undated} left out that can't be dated."
    )


if __name__ == "__main__":
    print(tally().to_string(index=False))  # noqa: T201
