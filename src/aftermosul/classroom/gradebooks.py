"""A course's gradebook, looked at before any cell is run: whether it is one, ours, and free.

nbgrader opens whatever database it is given, makes what tables it misses, and stumbles later.
"""

from __future__ import annotations

import contextlib
import functools
import importlib.util
import logging
import re
from collections.abc import Iterator
from pathlib import Path

from nbgrader import __version__ as installed
from nbgrader.api import Base
from sqlalchemy import Connection, Inspector, create_engine, inspect, text
from sqlalchemy.engine import URL, make_url
from sqlalchemy.exc import NoResultFound, SQLAlchemyError
from sqlalchemy.pool import NullPool

from aftermosul.problems import Problem

_SQLITE = b"SQLite format 3\x00"
_UPGRADE = (
    "was made by an older nbgrader: run `nbgrader db upgrade` in the course, which keeps a copy of "
    "it, and grade again."
)
_COPY = "put back a copy of it, or, where nobody's marks are lost by that, move it away"


def examine(db_url: str) -> None:
    """Raise `Problem`, in a sentence that says what to do, where a gradebook can't be graded into.

    One that isn't there yet is fine. Nothing in it is changed.
    """
    try:
        url = make_url(db_url)
    except SQLAlchemyError as error:
        raise Problem(
            f"db_url in nbgrader_config.py is no address of a database ({_first_line(error)})."
        ) from error
    name = "The gradebook"
    if url.get_backend_name() == "sqlite":
        file = Path(url.database or ":memory:")
        if not file.exists():
            return
        name = f"The gradebook {file.name}"
        _is_database(file, name)
    try:
        engine = create_engine(url, poolclass=NullPool)
        with engine.connect() as connection:
            _is_current(connection, url, name)
    except ModuleNotFoundError as error:
        raise Problem(
            f"{name} needs Python's {error.name}, which is not installed: pip install "
            f'"{"psycopg[binary]" if error.name == "psycopg" else error.name}".'
        ) from error
    except SQLAlchemyError as error:
        raise Problem(f"{name} {said(error)}") from error


def said(error: BaseException) -> str:
    """What a database's error means, and what to do: the rest of a sentence about the gradebook."""
    line = _first_line(error)
    if "locked" in line:
        return (
            "is in use by another program: close the formgrader, nbgrader's commands and whatever "
            "else has it open, and run again."
        )
    if re.search("read-?only", line):
        return "can't be written: make it and its folder writable, and run again."
    if "disk is full" in line or "disk full" in line:
        return "can't be written, since the disk is full: make room and run again."
    if "malformed" in line or "not a database" in line:
        return f"is damaged ({line}): {_COPY}."
    return (
        f"can't be opened ({line}): see that its database is there and that db_url in "
        "nbgrader_config.py is right, and run again."
    )


def is_database_error(error: BaseException | None) -> bool:
    """Whether a database's error stands behind this one: nbgrader makes entries' errors of them."""
    while error is not None:
        # That nothing was found is an answer, not a fault.
        if isinstance(error, SQLAlchemyError) and not isinstance(error, NoResultFound):
            return True
        error = error.__cause__ or error.__context__
    return False


@contextlib.contextmanager
def quiet() -> Iterator[None]:
    """Keep nbgrader from printing a database's error, which our rows tell in a sentence."""
    log = logging.getLogger("tornado.application")
    before, log.disabled = log.disabled, True
    try:
        yield
    finally:
        log.disabled = before


def _is_database(file: Path, name: str) -> None:
    if file.is_dir():
        raise Problem(f"{name} is a folder: move it away, or name another db_url.")
    try:
        with file.open("rb") as stream:
            head = stream.read(len(_SQLITE))
    except OSError as error:
        raise Problem(
            f"{name} can't be read ({error.strerror}): make it readable and run again."
        ) from error
    if not head:
        raise Problem(f"{name} is empty, and no marks are in it: {_COPY}.")
    if head != _SQLITE:
        raise Problem(f"{name} is no database of SQLite, or a damaged one: {_COPY}.")


def _is_current(connection: Connection, url: URL, name: str) -> None:
    """Hold a gradebook's version and columns against the installed nbgrader's."""
    look = inspect(connection)
    tables = set(look.get_table_names())
    needed = Base.metadata.tables
    sqlite = url.get_backend_name() == "sqlite"
    if not tables & set(needed):
        if sqlite and tables:
            raise Problem(
                f"{name} is a database of something else (it holds {', '.join(sorted(tables)[:3])})"
                ": name another one in db_url."
            )
        if sqlite:
            raise Problem(f"{name} is empty, and no marks are in it: {_COPY}.")
        return  # A server's database that was just made: nbgrader fills it.
    version = None
    if "alembic_version" in tables:
        version = connection.execute(text("SELECT version_num FROM alembic_version")).scalar()
    older, newest = _versions()
    lacking = _lacking(look, tables)
    if version in older or (version is None and lacking):
        raise Problem(f"{name} {_UPGRADE}")
    if newest is not None and version not in (None, newest):
        raise Problem(
            f"{name} was made by a newer nbgrader than the one installed, {installed}: grade where "
            "that one is, or put back the copy that `nbgrader db upgrade` kept beside it."
        )
    if lacking:
        raise Problem(f"{name} is damaged, since it lacks {', '.join(lacking[:3])}: {_COPY}.")
    if sqlite:
        connection.rollback()
        connection.exec_driver_sql("BEGIN IMMEDIATE")  # Fails where somebody else writes in it.
        connection.rollback()


def _lacking(look: Inspector, tables: set[str]) -> list[str]:
    """Tables and columns that nbgrader needs and the gradebook hasn't."""
    missing = []
    for table, needed in Base.metadata.tables.items():
        if table not in tables:
            missing.append(table)
            continue
        there = {column["name"] for column in look.get_columns(table)}
        missing += [f"{table}.{c.name}" for c in needed.columns if c.name not in there]
    return missing


@functools.cache
def _versions() -> tuple[frozenset[str], str | None]:
    """The versions of gradebooks before the installed nbgrader's, and its own.

    Read from its scripts' text: alembic itself would take a quarter of a second to import.
    """
    spec = importlib.util.find_spec("nbgrader")
    place = Path(str(spec.origin if spec else "")).parent / "alembic" / "versions"
    scripts = [file.read_text(encoding="utf-8") for file in place.glob("*.py")]
    own, older = (
        {
            m[1]
            for s in scripts
            if (m := re.search(rf"^{name}\b.*=\s*[\"'](\w+)[\"']", s, re.MULTILINE))
        }
        for name in ("revision", "down_revision")
    )
    newest = own - older
    # Where its scripts are written otherwise, nothing is claimed.
    return (frozenset(older), newest.pop()) if len(newest) == 1 else (frozenset(), None)


def _first_line(error: BaseException) -> str:
    return str(error).splitlines()[0].rstrip(".") if str(error) else type(error).__name__
