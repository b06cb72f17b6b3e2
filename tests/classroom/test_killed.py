"""Processes killed in the middle of a run, with the real sandbox: nothing lost, nothing left."""

from __future__ import annotations

import itertools
import json
import os
import signal
import threading
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import nbformat
import pytest

from aftermosul.classroom import report
from aftermosul.classroom.jobs import Local
from aftermosul.grading.execution import Work
from aftermosul.grading.shell import ShellServer, open_server
from tests.classroom import courses, processes
from tests.grading import prepared

NAME = courses.NAME
AGAIN = "The shell server ended while this notebook ran, and it was run again."
pytestmark = pytest.mark.xdist_group("shell")


@pytest.fixture(autouse=True)
def _needs_sandbox() -> None:
    processes.needs_sandbox()


def wall(server: ShellServer) -> int:
    """The outermost process of a server: bubblewrap."""
    running = server._server
    return 0 if running is None else running._process.pid


def at_work(server: ShellServer, notebooks: int = 1) -> bool:
    """Whether so many notebooks are under way: a child each, below the server."""
    outer = wall(server)
    return outer != 0 and len(processes.below(outer)) >= 2 + notebooks


def pausing(course: Path, count: int) -> dict[str, dict[str, float]]:
    """Submissions that pause, so that whoever is killed is killed at work; the marks stated."""
    stated = prepared.stated_marks()
    expected = {}
    for number, name in zip(range(count), itertools.cycle(stated), strict=False):
        student = f"{number}-{name}"
        expected[student] = stated[name]
        path = courses.hand_in(course, student, name)
        notebook = nbformat.read(path, as_version=4)
        notebook.cells.insert(0, nbformat.v4.new_code_cell("import time\ntime.sleep(0.5)"))
        nbformat.write(notebook, path)
    return expected


def assert_graded_once(course: Path, expected: dict[str, dict[str, float]]) -> None:
    rows = report.rows_so_far(course, NAME)
    assert [row.student for row in rows] == sorted(expected)
    assert {row.status for row in rows} == {"graded"}
    assert [entry[0] for entry in courses.state(course)] == sorted(expected)
    for student, marks in expected.items():
        assert courses.tests_marks(course, student) == marks
    assert courses.grade(course).rows == ()


def test_a_killed_server_is_started_anew_for_all_its_threads() -> None:
    before = processes.below(os.getpid())
    cells = [nbformat.v4.new_code_cell("import time\ntime.sleep(0.3)\nprint('done')")]
    work = Work(json.dumps(nbformat.v4.new_notebook(cells=cells)))
    with open_server() as server, ThreadPoolExecutor(4) as threads:
        # Bubblewrap itself, the first process inside, and the server: each dies another way.
        for steps in (0, 1, 2):
            futures = [threads.submit(server.run, work) for _ in range(6)]
            processes.until(lambda: at_work(server, 4))
            theirs = processes.below(wall(server))
            os.kill(processes.first_below(wall(server), steps), signal.SIGKILL)
            done = [future.result(120) for future in futures]
            assert [d.notebook.cells[0].outputs[0].text for d in done] == ["done\n"] * 6
            # Those that were under way say so; the last two had not begun.
            assert [d.flags for d in done].count((AGAIN,)) >= 4
            processes.until(lambda theirs=theirs: not processes.alive(theirs))
    processes.until(lambda: not processes.alive(processes.below(os.getpid()) - before))


def test_a_server_killed_in_the_middle_costs_nobody_a_mark(tmp_path: Path) -> None:
    course = courses.empty(tmp_path / "course")
    expected = pausing(course, 6)
    before = processes.below(os.getpid())
    told: list[int] = []
    with open_server(hidden=[course]) as server, Local(server.run, 2) as jobs:

        def kill() -> None:
            processes.until(lambda: at_work(server, 2))
            os.kill(processes.first_below(wall(server), 2), signal.SIGKILL)

        killer = threading.Thread(target=kill)
        killer.start()
        found = courses.grade(course, jobs=jobs, progress=lambda done, _: told.append(done))
        killer.join()
    assert told == [1, 2, 3, 4, 5, 6]
    assert [row.flags for row in found.rows].count((AGAIN,)) >= 2
    assert_graded_once(course, expected)
    processes.until(lambda: not processes.alive(processes.below(os.getpid()) - before))


_RUN = """
import sys
from pathlib import Path
from aftermosul.classroom.jobs import Local
from aftermosul.grading.shell import open_server
from tests.classroom import courses
course = Path(sys.argv[1])
with open_server(hidden=[course]) as server, Local(server.run, 2) as jobs:
    courses.grade(course, jobs=jobs, progress=lambda done, whole: print(done, flush=True))
"""


def test_a_parent_killed_in_the_middle_loses_nothing_and_leaves_nothing(tmp_path: Path) -> None:
    course = courses.empty(tmp_path / "course")
    expected = pausing(course, 8)
    with processes.python(_RUN, str(course)) as parent:
        assert processes.first_line(parent) == "1"
        # The wall, what is in it, and two for the notebook that is under way.
        processes.until(lambda: len(processes.below(parent.pid)) >= 5)
        theirs = processes.below(parent.pid)
        parent.kill()
        parent.wait()
        processes.until(lambda: not processes.alive(theirs))
    with open_server(hidden=[course]) as server, Local(server.run, 2) as jobs:
        found = courses.grade(course, jobs=jobs)
    assert 0 < len(found.already_graded) < 8
    assert len(found.rows) + len(found.already_graded) == 8
    assert not (course / ".aftermosul-grading").exists()
    assert_graded_once(course, expected)
