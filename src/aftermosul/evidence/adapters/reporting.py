"""What a reader is told of the file: notes, rows left out, cells emptied."""

from __future__ import annotations

from html import escape
from typing import Any

import pandas as pd

from aftermosul.display.cards import Card
from aftermosul.display.tables import table_html
from aftermosul.evidence import asking
from aftermosul.evidence.adapters.faults import CELL_FIELDS, GUESSED, ROW_FIELDS, Faults
from aftermosul.evidence.adapters.layouts import Layout
from aftermosul.evidence.adapters.raw import Raw, counted
from aftermosul.problems import Problem

# As many as a screen holds; the functions named beside them give all.
_SHOWN = 20


def noted(
    events: pd.DataFrame,
    raw: Raw,
    layout: Layout,
    faults: Faults,
    notes: list[str],
    dates: list[str],
    country: str,
) -> pd.DataFrame:
    """`events` with what is to be told in its `attrs`.

    Rows and cells are kept there as lists of plain values by field. A DataFrame would break
    pandas: it compares attrs when it joins tables, and two DataFrames have no one truth.

    Raises `Problem` where no row is an event: an empty table would look like an answer.
    """
    rows, cells = faults.rows(dates, country), faults.cells()
    if events.empty:
        raise Problem(_nothing_read(raw.file, rows))
    guessed = cells["reason"].count(GUESSED)
    out, emptied = len(rows["reason"]), len(cells["reason"]) - guessed
    told = [
        f"{counted(len(events), 'event')} read from {raw.file}, in the layout of the "
        f"{layout.name}; {counted(out, 'row')} left out."
    ]
    if out:
        reasons = pd.Series(rows["reason"]).str.replace(r" in row [\d,]+$", "", regex=True)
        each = "; ".join(f"{why}: {n:,}" for why, n in reasons.value_counts().items())
        told.append(f"Why rows were left out: {each}.")
    if emptied:
        told.append(
            f"{counted(emptied, 'cell')} could not be what they should be and count as unknown; "
            "their rows were kept."
            if emptied > 1
            else "1 cell could not be what it should be and counts as unknown; its row was kept."
        )
    if guessed:
        told.append(
            f"In {counted(guessed, 'cell')} a character was guessed from a single byte: "
            "bad_cells(events) lists what was read there."
        )
    events.attrs = {"notes": [*told, *raw.notes, *notes], "bad_rows": rows, "bad_cells": cells}
    return events


def _nothing_read(file: str, rows: dict[str, list[Any]]) -> str:
    """Why no row of a file is an event, and how its dates are written where they are the reason."""
    reasons = pd.Series(rows["reason"]).str.replace(r" in row [\d,]+$", "", regex=True)
    counts = reasons.value_counts()
    why = "; ".join(f"{reason}: {number:,}" for reason, number in counts.items())
    said = f"None of the {counted(len(reasons), 'row')} of {file} can be read ({why})"
    main = str(counts.index[0])
    first = reasons.tolist().index(main)
    if rows["date"][first] and any(word in main for word in ("date", "begins")):
        said += f', where a date reads "{rows["date"][first]}" and not like 2015-08-03'
    return f"{said}: use the file as it was released."


def precision_notes(events: pd.DataFrame) -> list[str]:
    """How many dates are known only to the month or the year."""
    month, year = (int((events["date_precision"] == kind).sum()) for kind in ("month", "year"))
    if not month and not year:
        return []
    return [
        f"Of {counted(month + year, 'event')} the day is not known ({month:,} to the month, "
        f"{year:,} to the year): date holds the first day of the span, date_precision says which."
    ]


def nowhere_notes(count: int) -> list[str]:
    """How many coordinates were 0, 0."""
    if not count:
        return []
    return [
        f"{counted(count, 'event')} at latitude 0 and longitude 0, a point in the sea: the place "
        "counts as unknown."
    ]


@asking.called_like("adapters.bad_rows(events)")
def bad_rows(events: pd.DataFrame) -> pd.DataFrame:
    """The rows of the file that were left out: source_row, event_id, date, country, reason.

    Date and country are shown as written. Raises `Problem` where `events` carries no such list.
    """
    return pd.DataFrame(_kept(events, "bad_rows"), columns=list(ROW_FIELDS))


@asking.called_like("adapters.bad_cells(events)")
def bad_cells(events: pd.DataFrame) -> pd.DataFrame:
    """The cells to look at: source_row, event_id, column, value, reason.

    They count as unknown; only where a character was guessed the text was kept. Column and value
    are the file's own. Raises `Problem` where `events` carries no such list.
    """
    return pd.DataFrame(_kept(events, "bad_cells"), columns=list(CELL_FIELDS))


@asking.called_like("adapters.report(events)")
def report(events: pd.DataFrame) -> Card:
    """What was noticed while `events` was read, with the rows left out and the cells emptied.

    Shows as an accessible card. Raises `Problem` where `events` did not come from `gtd` or
    `ucdp_ged`, or lost its notes when tables were joined.
    """
    notes: list[str] = _kept(events, "notes")
    tables = [
        (_caption(bad_rows(events), "Rows left out", "bad_rows"), bad_rows(events)),
        (
            _caption(bad_cells(events), "Cells to look at", "bad_cells"),
            bad_cells(events),
        ),
    ]
    shown = [(caption, frame.head(_SHOWN)) for caption, frame in tables if len(frame)]
    items = "".join(f"<li>{escape(note)}</li>" for note in notes)
    body = f"<ul>{items}</ul>" + "".join(table_html(frame, caption) for caption, frame in shown)
    plain = "\n".join(
        [
            *(f"- {note}" for note in notes),
            *(f"{caption}\n{frame.to_string(index=False)}" for caption, frame in shown),
        ]
    )
    return Card("note", "What was read, and what was not", body, plain)


def _caption(frame: pd.DataFrame, what: str, function: str) -> str:
    if len(frame) <= _SHOWN:
        return f"{what} ({len(frame)})"
    return f"{what}: the first {_SHOWN} of {len(frame):,}; adapters.{function}(events) gives all"


def _kept(events: object, name: str) -> Any:
    attrs = getattr(events, "attrs", {})
    if not isinstance(events, pd.DataFrame) or name not in attrs:
        raise Problem(
            "This table carries no notes on how it was read: give the one that adapters.gtd or "
            "adapters.ucdp_ged returned, before it was joined with another."
        )
    return attrs[name]
