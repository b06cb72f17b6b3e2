"""When something was handed in is read where it is plain, and else said and left out."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

import pytest
from nbgrader.api import Gradebook
from nbgrader.utils import parse_utc

from aftermosul.classroom import stamps
from tests.classroom import cases, courses

NAME = courses.NAME
PLAIN = [
    ("2026-11-20 23:59:00 UTC", "2026-11-20 23:59:00"),
    ("2026-11-20 23:59:00.250000 UTC\n", "2026-11-20 23:59:00.250000"),
    ("2026-11-20 23:59 utc", "2026-11-20 23:59:00"),
    ("2026-11-20T23:59:00Z", "2026-11-20 23:59:00"),
    ("2026-11-20 23:59:00 GMT", "2026-11-20 23:59:00"),
    ("2026-11-20 23:59:00 +0130", "2026-11-20 22:29:00"),
    ("2026-11-20T23:59:00-03:00", "2026-11-21 02:59:00"),
    ("2026-11-20 23:59:00 +05", "2026-11-20 18:59:00"),
    ("2026-11-20 23:59:00 Europe/Berlin", "2026-11-20 22:59:00"),
    ("2026-07-20 23:59:00 Europe/Berlin", "2026-07-20 21:59:00"),
    ("\ufeff2026-11-20 23:59:00 UTC", "2026-11-20 23:59:00"),
]
NOT_PLAIN = [
    ("2026-11-20 23:59:00 AST", "a time zone that could be several or none"),
    ("2026-11-20 23:59:00 IST", "a time zone that could be several or none"),
    ("2026-11-20 23:59:00 EST", "a time zone that could be several or none"),
    ("2026-11-20 23:59:00 CET", "a time zone that could be several or none"),
    ("2026-11-20 23:59:00 UTC+2", "a time zone that could be several or none"),
    ("2026-11-20 23:59:00 Europe/Nowhere", "a time zone that could be several or none"),
    ("2026-11-20 23:59:00 ../etc/passwd", "a time zone that could be several or none"),
    ("2026-11-20 23:59:00 +25:00", "a time zone that could be several or none"),
    ("2026-11-20 23:59:00 +0199", "a time zone that could be several or none"),
    ("2026-11-20 23:59:00", "names no time zone"),
    ("2026-11-20T23:59", "names no time zone"),
    ("2026-11-20 11:59:00 PM UTC", "by a 12-hour clock"),
    ("11/20/2026 11:59pm", "by a 12-hour clock"),
    ("2026-11-20 11:59 p.m.", "by a 12-hour clock"),
    ("2026-10-25 02:30:00 Europe/Berlin", "a change of clocks doubles or leaves out"),
    ("2026-03-29 02:30:00 Europe/Berlin", "a change of clocks doubles or leaves out"),
    ("2026-02-30 10:00:00 UTC", "no time that there is"),
    ("2026-11-20 24:10:00 UTC", "no time that there is"),
    ("03/04/2026 10:00:00 UTC", "no time in full"),
    ("20.11.2026 10:00 UTC", "no time in full"),
    ("26-11-20 10:00:00 UTC", "no time in full"),
    ("2026-11-20", "no time in full"),
    ("1795219140", "no time in full"),
    ("٢٠٢٦-١١-٢٠ 10:00:00 UTC", "no time in full"),
    ("when I was ready", "no time in full"),
    ("", "the file is empty"),
]


@pytest.mark.parametrize(("text", "in_utc"), PLAIN)
def test_a_plain_time_is_read_and_nbgrader_reads_the_same(text: str, in_utc: str) -> None:
    stamp = stamps.of(text.encode())
    assert stamp.when == datetime.fromisoformat(in_utc)
    assert stamp.sentences == ()
    assert parse_utc(stamp.content.decode().strip()) == stamp.when


@pytest.mark.parametrize(("text", "why"), NOT_PLAIN)
def test_what_is_not_plain_is_said_and_left_out(text: str, why: str) -> None:
    stamp = stamps.of(text.encode())
    assert (stamp.when, stamp.content) == (None, b"")
    (said,) = stamp.sentences
    assert why in said
    assert said.startswith("The time in timestamp.txt was left out, so that nothing counts as late")


def test_bytes_of_another_alphabet_are_said() -> None:
    (said,) = stamps.of("2026-11-20 23:59:00 UTC".encode("utf-16")).sentences
    assert "it isn't text in UTF-8" in said


def test_an_unclear_time_makes_nobody_late_and_hides_no_newer_work(tmp_path: Path) -> None:
    course = courses.empty(tmp_path / "course")
    path = courses.hand_in(course, "Ada", "untouched")
    stamp = path.parent / stamps.TIMESTAMP
    stamp.write_text("2026-11-20 23:59:00 AST", encoding="utf-8")
    (row,) = courses.grade(course).rows
    assert '"2026-11-20 23:59:00 AST" names a time zone' in row.sentences[0]
    with Gradebook(f"sqlite:///{course / 'gradebook.db'}", "after-mosul") as gradebook:
        assert gradebook.find_submission(NAME, "Ada").timestamp is None

    found = courses.grade(course)
    assert found.rows == ()
    assert "Whether Ada handed in anew can't be told" in found.sentences[0]

    courses.hand_in(course, "Ada", cases.RIGHT)
    stamp.write_text("2026-11-21 10:00:00 Europe/Berlin", encoding="utf-8")
    (row,) = courses.grade(course).rows
    assert (row.points, row.sentences) == (24, ())
    with Gradebook(f"sqlite:///{course / 'gradebook.db'}", "after-mosul") as gradebook:
        assert gradebook.find_submission(NAME, "Ada").timestamp == datetime(2026, 11, 21, 9)
    found = courses.grade(course)
    assert (found.rows, found.sentences) == ((), ())
