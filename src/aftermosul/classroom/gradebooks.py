"""Whether a gradebook can be worked with, asked before any cell is run.

nbgrader opens what it is given: an empty file becomes a new gradebook, in which marks by hand are
gone, and one of another nbgrader fails when the first mark is saved. Here each gets its own advice.
"""

from __future__ import annotations

from pathlib import Path

import nbgrader
from alembic.script import ScriptDirectory
from nbgrader.api import Base
from sqlalchemy import Engine, create_engine, inspect, text
from sqlalchemy.engine import make_url
from sqlalchemy.exc import DatabaseError, SQLAlchemyError

from aftermosul.problems import Problem

_UPGRADE = (
    "copy it first, then run `nbgrader db upgrade` in the course, and this command once more."
)


def refuse_unfit(db_url: str) -> None:
    """Raise `Problem` with the right advice where a gradebook is there and can't be worked with."""
    file = _file_of(db_url)
    if file is not None and not file.exists():
        return  # nbgrader makes one.
    if file is not None and file.stat().st_size == 0:
        raise Problem(
            f"The gradebook {file} is an empty file, as a full disk leaves one: put a copy of it "
            "back, or delete it to begin a new one."
        )
    engine = create_engine(db_url)
    try:
        _refuse_unfit(engine, str(file or make_url(db_url).render_as_string()))
    except SQLAlchemyError as error:
        raise Problem(_advice(str(file or "of db_url"), error)) from error
    finally:
        engine.dispose()


def _file_of(db_url: str) -> Path | None:
    url = make_url(db_url)
    return Path(url.database) if url.drivername.startswith("sqlite") and url.database else None


def _refuse_unfit(engine: Engine, name: str) -> None:
    with engine.connect() as connection:
        if engine.dialect.name == "sqlite":
            # Asks for the lock that saving a mark needs, and gives it back.
            connection.exec_driver_sql("BEGIN IMMEDIATE")
            connection.exec_driver_sql("ROLLBACK")
        there = inspect(connection)
        tables = set(there.get_table_names())
        if not tables & set(Base.metadata.tables):
            return  # nbgrader makes its tables in it.
        version = ""
        if "alembic_version" in tables:
            found = connection.execute(text("SELECT version_num FROM alembic_version")).scalar()
            version = str(found or "")
        if version and version not in _known_versions():
            raise Problem(
                f"The gradebook {name} was made by a newer nbgrader than {nbgrader.__version__}, "
                "which is installed here: grade with that one, or in a course of your own."
            )
        lacks = any(
            table.name not in tables
            or {column.name for column in table.columns}
            - {column["name"] for column in there.get_columns(table.name)}
            for table in Base.metadata.sorted_tables
        )
        if lacks or version != _newest_version():
            raise Problem(f"The gradebook {name} was made by an older nbgrader: {_UPGRADE}")


def _scripts() -> ScriptDirectory:
    return ScriptDirectory(str(Path(nbgrader.__file__).parent / "alembic"))


def _known_versions() -> set[str]:
    return {script.revision for script in _scripts().walk_revisions()}


def _newest_version() -> str | None:
    return _scripts().get_current_head()


def _advice(name: str, error: SQLAlchemyError) -> str:
    """What to do about an error of the database, by what it says."""
    said = str(error).splitlines()[0]
    if "locked" in said:
        return (
            f"The gradebook {name} is locked by another program, such as a formgrader that is "
            "saving or a backup: wait until it has ended, or end it, and run again."
        )
    if "readonly" in said or "unable to open" in said:
        return f"The gradebook {name} can't be written: make it and its folder writable."
    if isinstance(error, DatabaseError) and ("not a database" in said or "malformed" in said):
        return f"The gradebook {name} is damaged, or no gradebook: put a copy of it back."
    return f"The gradebook {name} can't be opened ({said}): check db_url in nbgrader_config.py."
