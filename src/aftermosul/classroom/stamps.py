"""When something was handed in: a file `timestamp.txt`, read strictly.

nbgrader's own reading guesses: a zone that it doesn't know or that is missing counts as UTC, and
03/04 is a day in March. A guess may call somebody late, so what isn't plain is said and left out.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta, timezone, tzinfo
from pathlib import Path
from zoneinfo import ZoneInfo

TIMESTAMP = "timestamp.txt"
MOST_BYTES = 1_000
_FORM = re.compile(
    r"(?P<day>\d{4}-\d\d-\d\d)[T ](?P<time>\d\d:\d\d(?::\d\d(?:\.\d{1,6})?)?)\s*(?P<zone>.*)",
    re.ASCII,
)
_OFFSET = re.compile(r"(?P<sign>[+-])(?P<hours>\d\d):?(?P<minutes>\d\d)?", re.ASCII)
_HALF_DAY = re.compile(r"(?<![a-z])[ap]\.?\s?m\b", re.IGNORECASE)
_LIKE = "write it like 2026-11-20 23:59:00 UTC, or with +01:00 or Europe/Berlin in place of UTC"


@dataclass(frozen=True)
class Stamp:
    """A time of handing in.

    `when` is in UTC without saying so, as in nbgrader's gradebook; None where it isn't plain, for
    the reason in `sentences`. `content` is what nbgrader is to read, nothing where it isn't plain.
    """

    when: datetime | None
    content: bytes
    sentences: tuple[str, ...] = ()


def of(content: bytes) -> Stamp:
    """The time that the content of a `timestamp.txt` tells."""
    try:
        text = content[:MOST_BYTES].decode("utf-8-sig").strip()
        when = _time(text)
    except UnicodeDecodeError:
        return _left_out("it isn't text in UTF-8")
    except ValueError as error:
        return _left_out(str(error))
    written = when.strftime("%Y-%m-%d %H:%M:%S.%f UTC")
    is_nbgraders = text.endswith(" UTC") and content.strip() == text.encode()
    return Stamp(when, content if is_nbgraders else written.encode())


def in_folder(folder: Path) -> Stamp | None:
    """When what lies in `folder` was handed in; None where nothing says so. Follows no link."""
    file = folder / TIMESTAMP
    try:
        if folder.is_symlink() or file.is_symlink() or not file.is_file():
            return None
        with file.open("rb") as stream:
            return of(stream.read(MOST_BYTES))
    except OSError:
        return None


def _left_out(why: str) -> Stamp:
    said = f"The time in {TIMESTAMP} was left out, so that nothing counts as late by it: {why}."
    return Stamp(None, b"", (said,))


def _time(text: str) -> datetime:
    """The time in UTC, without saying so. Raises `ValueError` with the reason in words."""
    shown = f'"{text[:40]}"'
    if not text:
        raise ValueError("the file is empty")
    if _HALF_DAY.search(text):
        raise ValueError(f"{shown} is by a 12-hour clock; {_LIKE}")
    parts = _FORM.fullmatch(text)
    if parts is None:
        raise ValueError(f"{shown} is no time in full; {_LIKE}")
    try:
        local = datetime.fromisoformat(f"{parts['day']}T{parts['time']}")
    except ValueError:
        raise ValueError(f"{shown} is no time that there is; {_LIKE}") from None
    if not parts["zone"]:
        raise ValueError(f"{shown} names no time zone; {_LIKE}")
    try:
        zone = _zone(parts["zone"])
        first, second = (local.replace(tzinfo=zone, fold=fold) for fold in (0, 1))
        if first.utcoffset() != second.utcoffset():
            raise ValueError(f"{shown} is in an hour that a change of clocks doubles or leaves out")
        return first.astimezone(UTC).replace(tzinfo=None)
    except (LookupError, OverflowError):
        raise ValueError(
            f"{shown} names a time zone that could be several or none; {_LIKE}"
        ) from None


def _zone(name: str) -> tzinfo:
    """The zone of a name. Raises `LookupError` where it isn't plain which one is meant."""
    if name.upper() in ("UTC", "GMT", "Z"):
        return UTC
    if offset := _OFFSET.fullmatch(name):
        minutes = 60 * int(offset["hours"]) + int(offset["minutes"] or 0)
        if minutes >= 24 * 60 or int(offset["minutes"] or 0) > 59:
            raise LookupError(name)
        return timezone(timedelta(minutes=-minutes if offset["sign"] == "-" else minutes))
    if "/" not in name:  # AST is Atlantic or Arabia Standard Time, IST any of three.
        raise LookupError(name)
    try:
        return ZoneInfo(name)
    except (ValueError, OSError) as error:
        raise LookupError(name) from error
