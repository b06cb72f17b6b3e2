"""What grading a class found: a row a submission, on the screen and in a file.

The rows are also written one by one to a journal while a run lasts, so that a run that is killed
still tells of what it graded.
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import asdict, dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from aftermosul.files import write_atomically

if TYPE_CHECKING:
    from rich.table import Table

UNREADABLE = "unreadable"
NOT_GRADED = "not graded"
"""The one status without marks: not the student's fault, and tried again by the next run."""
RESTORED = "missing test cells restored"


@dataclass(frozen=True)
class Row:
    """How one submission fared.

    `points` and `max_points` are those of the tests; what a person gives is not in them.
    `sentences` say what was out of the ordinary, `flags` what looked like a trick, for the
    teacher. `seconds` were spent in the cells.
    """

    student: str
    status: str
    points: float
    max_points: float
    sentences: tuple[str, ...] = ()
    flags: tuple[str, ...] = ()
    seconds: float = 0.0


@dataclass(frozen=True)
class Report:
    """One run: its rows by student, who had been graded before, and how long it took.

    `sentences` speak of the run as a whole. `seconds` are by the clock.
    """

    assignment: str
    rows: tuple[Row, ...]
    already_graded: tuple[str, ...]
    seconds: float
    version: str
    sentences: tuple[str, ...] = ()

    @property
    def not_graded(self) -> tuple[Row, ...]:
        """Rows of submissions that got no marks in this run."""
        return tuple(row for row in self.rows if row.status == NOT_GRADED)

    def as_dict(self) -> dict[str, Any]:
        """For JSON."""
        return asdict(self)


def sorted_rows(rows: Iterable[Row]) -> tuple[Row, ...]:
    """One row a student, the last one given, by the student's name."""
    by_student = {row.student: row for row in rows}
    return tuple(by_student[student] for student in sorted(by_student))


def as_table(report: Report) -> Table:
    """The rows for a screen, legible without colours at 80 columns."""
    from rich import box
    from rich.table import Table
    from rich.text import Text

    from aftermosul.grading.results import number

    table = Table(box=box.SIMPLE_HEAD, pad_edge=False, expand=False)
    table.add_column("Student", overflow="fold", max_width=26)
    table.add_column("Points", justify="right", no_wrap=True)
    table.add_column("Status", overflow="fold")
    for row in report.rows:
        lines = [row.status, *(f"- {sentence}" for sentence in row.sentences)]
        lines += [f"! {flag}" for flag in row.flags]
        points = "" if row.status == NOT_GRADED else f"{number(row.points)} of "
        points += "" if row.status == NOT_GRADED else number(row.max_points)
        # As Text, since what students wrote may hold what rich takes for markup.
        table.add_row(Text(row.student), Text(points), Text("\n".join(lines)))
    return table


def path_of(root: Path, assignment: str) -> Path:
    """Where the report of an assignment lies in a course."""
    return root / "reports" / f"{assignment}.json"


def note(root: Path, assignment: str, row: Row) -> None:
    """Add `row` to the journal of the run under way. Raises OSError where it can't be written."""
    journal = _journal(root, assignment)
    journal.parent.mkdir(exist_ok=True)
    with journal.open("a", encoding="utf-8") as stream:
        stream.write(json.dumps(asdict(row), ensure_ascii=False) + "\n")


def save(root: Path, report: Report) -> Path:
    """Write the report, with the rows of earlier runs where this one has none, and say where."""
    path = path_of(root, report.assignment)
    path.parent.mkdir(exist_ok=True)
    rows = sorted_rows([*rows_so_far(root, report.assignment), *report.rows])
    text = json.dumps(replace(report, rows=rows).as_dict(), ensure_ascii=False, indent=1)
    write_atomically(path, text + "\n")
    _journal(root, report.assignment).unlink(missing_ok=True)
    return path


def rows_so_far(root: Path, assignment: str) -> tuple[Row, ...]:
    """The rows of the report and of the journal that a killed run left. None where none are."""
    found: list[Row] = []
    path, journal = path_of(root, assignment), _journal(root, assignment)
    if path.is_file():
        try:
            found += [_row(entry) for entry in json.loads(path.read_text("utf-8"))["rows"]]
        except (ValueError, KeyError, TypeError):
            found = []  # A file that somebody edited; the marks are in the gradebook.
    if journal.is_file():
        for line in journal.read_text("utf-8", errors="replace").splitlines():
            try:
                found.append(_row(json.loads(line)))
            except (ValueError, TypeError):
                continue  # The line that was being written when the run was killed.
    return sorted_rows(found)


def _row(entry: dict[str, Any]) -> Row:
    lists = {name: tuple(entry.get(name, ())) for name in ("sentences", "flags")}
    return Row(**(entry | lists))


def _journal(root: Path, assignment: str) -> Path:
    return root / "reports" / f".{assignment}.rows"
