"""The report of a run: rows by student, merged with earlier ones, whatever became of a run."""

from __future__ import annotations

import json
from pathlib import Path

from rich.console import Console

from aftermosul.classroom import report
from aftermosul.classroom.report import Report, Row

ONE = Row("Zoë", "graded", 2, 3, ("A [bold]sentence[/].",), ("A flag.",), 0.5)
TWO = Row("علي", "unreadable", 0, 3)


def of(*rows: Row) -> Report:
    return Report("02-x", report.sorted_rows(rows), (), 1.5, "1.0")


def test_rows_are_merged_by_student(tmp_path: Path) -> None:
    report.save(tmp_path, of(TWO, ONE))
    newer = Row("Zoë", "graded", 3, 3)
    path = report.save(tmp_path, of(newer))
    assert path == tmp_path / "reports" / "02-x.json"
    assert report.rows_so_far(tmp_path, "02-x") == (newer, TWO)
    kept = json.loads(path.read_text("utf-8"))
    assert [row["student"] for row in kept["rows"]] == ["Zoë", "علي"]
    assert "علي" in path.read_text("utf-8")


def test_a_killed_runs_journal_is_read_but_for_its_last_line(tmp_path: Path) -> None:
    report.note(tmp_path, "02-x", ONE)
    report.note(tmp_path, "02-x", TWO)
    journal = report._journal(tmp_path, "02-x")
    journal.write_bytes(journal.read_bytes()[:-10])
    assert report.rows_so_far(tmp_path, "02-x") == (ONE,)
    report.save(tmp_path, of())
    assert not journal.exists()
    assert report.rows_so_far(tmp_path, "02-x") == (ONE,)


def test_a_broken_report_stops_nothing(tmp_path: Path) -> None:
    report.save(tmp_path, of(ONE)).write_text("{", encoding="utf-8")
    assert report.rows_so_far(tmp_path, "02-x") == ()
    report.save(tmp_path, of(TWO))
    assert report.rows_so_far(tmp_path, "02-x") == (TWO,)


def test_the_table_is_plain_at_80_columns() -> None:
    console = Console(width=80, record=True)
    console.print(report.as_table(of(ONE, TWO, Row("x", report.NOT_GRADED, 0, 0, ("Why.",)))))
    text = console.export_text()
    assert "2 of 3" in text
    assert "A [bold]sentence[/]." in text
    assert "! A flag." in text
    assert "0 of 0" not in text
