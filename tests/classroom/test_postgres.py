"""A gradebook in PostgreSQL: a database of the test's own, on a socket in a folder of its own."""

from __future__ import annotations

import os
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from pathlib import Path

import nbformat
import pytest
from nbgrader.api import Gradebook

from aftermosul.classroom import report
from tests.classroom import courses
from tests.grading import prepared

NAME = courses.NAME
_PLACES = sorted(Path("/usr/lib/postgresql").glob("*/bin"))


def _as_somebody(folder: Path) -> list[str]:
    """What lets a command run as no root, whom PostgreSQL refuses; `folder` is given away."""
    if os.geteuid() != 0:
        return []
    shutil.chown(folder, "postgres")
    return ["setpriv", "--reuid=postgres", "--regid=postgres", "--clear-groups"]


@pytest.fixture(scope="module")
def url() -> Iterator[str]:
    """The address of an empty database, for SQLAlchemy."""
    where = shutil.which("initdb")
    programs = Path(where).parent if where else next(reversed(_PLACES), None)
    if programs is None:
        assert os.environ.get("CI") != "true", "PostgreSQL is missing: apt install postgresql"
        pytest.skip("PostgreSQL is missing: apt install postgresql")
    # In a short path that everybody may enter: a socket's name has 107 characters at most.
    folder = Path(tempfile.mkdtemp(prefix="aftermosul-pg-", dir="/tmp"))
    folder.chmod(0o755)
    control = [*_as_somebody(folder), str(programs / "pg_ctl"), "-D", str(folder / "data"), "-s"]
    made = "-A trust -U teacher -E UTF8 --no-locale --no-sync"
    served = f"-c listen_addresses='' -c unix_socket_directories={folder} -c fsync=off"
    log = ["-l", str(folder / "log")]
    try:
        subprocess.run(
            [*control, "-o", made, "initdb"], check=True, stdout=subprocess.DEVNULL, cwd=folder
        )
        subprocess.run([*control, *log, "-o", served, "-w", "start"], check=True, cwd=folder)
        try:
            yield f"postgresql+psycopg://teacher@/postgres?host={folder}"
        finally:
            subprocess.run([*control, "-m", "immediate", "stop"], check=True, cwd=folder)
    finally:
        shutil.rmtree(folder)


def marks(url: str, student: str) -> dict[str, float | None]:
    with Gradebook(url, "after-mosul") as gradebook:
        found = gradebook.find_submission_notebook(NAME, NAME, student)
        return {g.name: g.auto_score for g in found.grades if g.name != "essay-right"}


def test_a_class_is_graded_and_resumed_with_its_gradebook_in_postgresql(
    url: str, tmp_path: Path
) -> None:
    course = courses.bare(tmp_path)
    config = course / "nbgrader_config.py"
    line = f"c.CourseDirectory.db_url = {url!r}\n"
    config.write_text(config.read_text("utf-8") + line, encoding="utf-8")
    stated = prepared.stated_marks()
    names = ["master", "wrong-totals-for-rates"]
    for name in names:
        courses.hand_in(course, name, name)
    # Students' names as they are, and what they print.
    path = courses.hand_in(course, "ÿ زينب", "untouched")
    notebook = nbformat.read(path, as_version=4)
    notebook.cells.append(nbformat.v4.new_code_cell("print('سلام')"))
    nbformat.write(notebook, path)

    def stop(done: int, _: int) -> None:
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        courses.grade(course, progress=stop)
    found = courses.grade(course)
    assert found.already_graded == ("master",)
    assert [row.student for row in found.rows] == [names[1], "ÿ زينب"]
    for name in names:
        assert marks(url, name) == stated[name]
    assert marks(url, "ÿ زينب") == stated["untouched"]
    assert [row.student for row in report.rows_so_far(course, NAME)] == [*names, "ÿ زينب"]
    assert {row.status for row in report.rows_so_far(course, NAME)} == {"graded"}
    assert courses.grade(course).rows == ()
    assert not (course / "gradebook.db").exists()

    with Gradebook(url, "after-mosul") as gradebook:
        gradebook.find_grade("licence", NAME, NAME, "master").manual_score = 1
        gradebook.db.commit()
    again = courses.grade(course, ["master"], force=True)
    assert [row.points for row in again.rows] == [sum(stated["master"].values())]
    with Gradebook(url, "after-mosul") as gradebook:
        assert gradebook.find_grade("licence", NAME, NAME, "master").score == 1
        assert len(gradebook.assignment_submissions(NAME)) == 3
