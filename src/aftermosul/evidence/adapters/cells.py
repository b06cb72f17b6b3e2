"""Judging cells: ids, numbers, coordinates, counts of people, dates."""

from __future__ import annotations

from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from aftermosul.evidence.adapters.faults import Faults, Mask
from aftermosul.evidence.adapters.raw import Raw
from aftermosul.problems import Problem

Floats = NDArray[np.float64]

# Years that an event of these databases can have; beyond, a number is a slip of the keyboard.
FIRST_YEAR, LAST_YEAR = 1900, 2100

_NO_NUMBER = "not a number"
_SHORTENED = r"\d(?:[.,]\d+)?[eE]\+?\d+"
_SLASHED = r"^\s*(?P<a>\d{1,2})[/.-](?P<b>\d{1,2})[/.-](?P<year>\d{4})"


def ids(raw: Raw, column: str) -> pd.Series[Any]:
    """The ids as text.

    Raises `Problem` where a spreadsheet program has rounded them: 1.97E+11 is thousands of events.
    """
    found = raw.frame[column]
    all_digits = "".join(found.dropna().to_numpy(dtype=object))
    if all_digits.isdecimal():  # as released: nothing below could find anything
        return found
    found = found.str.strip()
    short = found[found.str.fullmatch(_SHORTENED, na=False)]
    if len(short):
        raise Problem(
            f"A spreadsheet program has rounded the ids in {raw.file} ({short.iloc[0]} in row "
            f"{raw.rows[short.index[0]]:,}), so its events can't be told apart: use the file as it "
            "was released."
        )
    return found.str.replace(r"\.0$", "", regex=True)


def check_rows(raw: Raw, found: pd.Series[Any], faults: Faults) -> None:
    """Leave out rows with too many cells, without an id, or with an id that came before."""
    faults.row(raw.too_long, "has more cells than the file has headings")
    faults.row(found.fillna("").eq("").to_numpy(dtype=bool), "has no id")
    again = found[faults.kept].duplicated()
    again = again[again]
    if len(again):
        first = pd.Series(raw.rows, index=found.index)[~found.duplicated()]
        first.index = pd.Index(found[first.index])
        mask = np.zeros(len(found), dtype=bool)
        mask[again.index] = True
        reasons = np.full(len(found), "", dtype=object)
        reasons[mask] = [f"its id stands already in row {first[i]:,}" for i in found[mask]]
        faults.row(mask, reasons)


def numbers(raw: Raw, column: str, faults: Faults) -> Floats:
    """A column as numbers, unknown as NaN; what is no number is noted and unknown."""
    cells = raw.frame[column]
    if pd.api.types.is_numeric_dtype(cells) and not pd.api.types.is_bool_dtype(cells):
        values = cells.to_numpy(dtype="float64", na_value=np.nan)
        bad = np.isinf(values)
    else:
        written = cells.astype("string").str.strip()
        written = written.mask(written == "")
        values = pd.to_numeric(written, errors="coerce").to_numpy("float64", na_value=np.nan)
        bad = (np.isnan(values) & written.notna().to_numpy(dtype=bool)) | np.isinf(values)
    if bad.any():
        faults.cell(bad, column, _NO_NUMBER)
        values = np.where(bad, np.nan, values)
    return values


def coordinates(raw: Raw, faults: Faults) -> tuple[Floats, Floats, int]:
    """Latitude and longitude, both or neither; and how many stood at 0, 0, which means unknown."""
    lat, lon = (numbers(raw, column, faults) for column in ("latitude", "longitude"))
    for column, values, limit in (("latitude", lat, 90), ("longitude", lon, 180)):
        faults.cell(np.abs(values) > limit, column, f"outside -{limit} to {limit} degrees")
    nowhere = (lat == 0) & (lon == 0)
    unknown = np.isnan(lat) | np.isnan(lon) | (np.abs(lat) > 90) | (np.abs(lon) > 180) | nowhere
    nan = np.full(len(lat), np.nan)
    place = int(nowhere[faults.kept].sum())
    return np.where(unknown, nan, lat), np.where(unknown, nan, lon), place


def people(raw: Raw, column: str, faults: Faults, unknown: tuple[int, ...] = ()) -> Floats:
    """A count of people: never below zero; the codes in `unknown` mean that nobody knows."""
    values = numbers(raw, column, faults)
    if unknown:
        values = np.where(np.isin(values, unknown), np.nan, values)
    below = values < 0
    faults.cell(below, column, "below zero")
    return np.where(below, np.nan, values)


def whole(values: Floats) -> pd.Series[Any]:
    """Counts as whole numbers, unknown as empty."""
    unknown = np.isnan(values)
    counts = np.rint(np.where(unknown, 0, values)).astype("int64")
    return pd.Series(pd.arrays.IntegerArray(counts, unknown))


def parts_date(
    year: Floats, month: Floats, day: Floats
) -> tuple[NDArray[np.datetime64], NDArray[np.object_], Mask]:
    """Dates from year, month and day, where 0 or empty is unknown.

    Returns the first day of what is known, its precision, and which rows have a possible date.
    """
    month, day = np.nan_to_num(month), np.nan_to_num(day)
    possible = (year >= FIRST_YEAR) & (year <= LAST_YEAR) & (month >= 0) & (month <= 12)
    possible &= (day >= 0) & (day <= 31) & (year % 1 == 0) & (month % 1 == 0) & (day % 1 == 0)
    precision = np.where(month == 0, "year", np.where(day == 0, "month", "day")).astype(object)
    months = np.where(possible, (year - 1970) * 12 + np.maximum(month, 1) - 1, 0)
    start = months.astype("int64").astype("datetime64[M]")
    offset = np.where(possible & (precision == "day"), np.maximum(day, 1) - 1, 0)
    dates = start.astype("datetime64[D]") + offset.astype("int64")
    possible &= dates.astype("datetime64[M]") == start  # 30 February runs over into March
    return dates, precision, possible


def _year_first(column: pd.Series[Any]) -> pd.Series[Any]:
    """Dates written 2015-08-03, a time of day after them or not; others are empty.

    Many events share a day, so each day is read once.
    """
    codes, days = pd.factorize(column)
    short = pd.Series(days, dtype=object).str[:10]
    dates = pd.to_datetime(short, format="%Y-%m-%d", errors="coerce")
    # What is no date at all stands last, where the code -1 finds it.
    found = np.append(_in_range(dates).to_numpy(), np.datetime64("NaT"))
    return pd.Series(found[codes], index=column.index)


def _in_range(dates: pd.Series[Any]) -> pd.Series[Any]:
    """Dates that an event can have, the others empty."""
    possible = dates.dt.year.between(FIRST_YEAR, LAST_YEAR)
    return dates.where(possible).astype("datetime64[ns]")


def written_dates(*columns: pd.Series[Any]) -> tuple[list[pd.Series[Any]], Mask, int]:
    """Dates from text: year first, or with slashes, whose order the whole file must settle.

    Returns the dates (empty where impossible or ambiguous), which rows hold one that can be read
    in two ways, and how many were not written year first.
    """
    parsed = [_year_first(column) for column in columns]
    ambiguous = np.zeros(len(columns[0]), dtype=bool)
    parts = [
        c[p.isna() & c.notna()].str.extract(_SLASHED).dropna().astype(int)
        for c, p in zip(columns, parsed, strict=True)
    ]
    together = pd.concat(parts)
    day_first, month_first = bool((together["a"] > 12).any()), bool((together["b"] > 12).any())
    for dates, part in zip(parsed, parts, strict=True):
        if part.empty:
            continue
        first = part["a"] > 12 if day_first == month_first else pd.Series(day_first, part.index)
        settled = (day_first != month_first) | (part["a"] > 12) | (part["b"] > 12)
        settled |= part["a"] == part["b"]
        ambiguous[part.index[~settled]] = True
        sure = part[settled]
        made = pd.to_datetime(
            {
                "year": sure["year"],
                "month": sure["b"].where(first[settled], sure["a"]),
                "day": sure["a"].where(first[settled], sure["b"]),
            },
            errors="coerce",
        )
        dates[made.index] = _in_range(made)
    return parsed, ambiguous, len(together)
