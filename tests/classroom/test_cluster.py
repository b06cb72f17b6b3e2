"""A real Dask cluster on loopback: a scheduler and workers, each a process of its own."""

from __future__ import annotations

import contextlib
import json
import os
import signal
import socket
import subprocess
import sys
import threading
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import nbformat
import pytest

from aftermosul.classroom import cluster, report
from aftermosul.classroom.jobs import Cluster
from aftermosul.grading.execution import Work
from aftermosul.problems import Problem
from tests.classroom import courses, processes
from tests.grading import prepared

NAME = courses.NAME
pytestmark = pytest.mark.xdist_group("shell")

# What `dask scheduler` and `dask worker` do, without their dashboards and nannies.
_SCHEDULER = """
import asyncio, sys
from distributed import Scheduler
async def main():
    options = dict(port=0, dashboard=False, allowed_failures=int(sys.argv[1]))
    async with Scheduler(host="127.0.0.1", **options) as scheduler:
        print(scheduler.address, flush=True)
        await scheduler.finished()
asyncio.run(main())
"""
_WORKER = """
import asyncio, sys
from distributed import Worker
async def main():
    async with Worker(sys.argv[1], host="127.0.0.1", nthreads=2, dashboard=False) as worker:
        print(worker.address, flush=True)
        await worker.finished()
asyncio.run(main())
"""


@dataclass
class Started:
    """A scheduler and its workers, each a process."""

    scheduler: subprocess.Popen[str]
    address: str
    workers: list[subprocess.Popen[str]]


@contextlib.contextmanager
def started(workers: int, *, deaths: int = 3, **environment: str) -> Iterator[Started]:
    """A cluster that gives a notebook up after more than `deaths` of its workers."""
    with contextlib.ExitStack() as stack:
        scheduler = stack.enter_context(processes.python(_SCHEDULER, str(deaths)))
        address = processes.first_line(scheduler)
        made = [
            stack.enter_context(processes.python(_WORKER, address, **environment))
            for _ in range(workers)
        ]
        for worker in made:
            processes.first_line(worker)
        yield Started(scheduler, address, made)


def work(*sources: str) -> Work:
    cells = [nbformat.v4.new_code_cell(source) for source in sources]
    return Work(json.dumps(nbformat.v4.new_notebook(cells=cells)))


def test_a_worker_killed_in_the_middle_costs_nobody_a_mark(tmp_path: Path) -> None:
    processes.needs_sandbox()
    course = courses.empty(tmp_path / "course")
    stated = prepared.stated_marks()
    expected = {}
    for number, name in enumerate([*stated, *stated][:9]):
        student = f"{number}-{name}"
        path = courses.hand_in(course, student, name)
        expected[student] = stated[name]
        notebook = nbformat.read(path, as_version=4)
        # A pause, so that whoever is killed is killed at work.
        notebook.cells.insert(0, nbformat.v4.new_code_cell("import time\ntime.sleep(0.5)"))
        nbformat.write(notebook, path)
    with started(2) as running, Cluster(running.address) as jobs:
        assert jobs.workers == 4
        victim = running.workers[0]
        theirs: set[processes.Known] = set()

        def kill() -> None:
            # Three are the sandbox and its server; a notebook under way has two of its own.
            processes.until(lambda: len(processes.below(victim.pid)) >= 5)
            theirs.update(processes.below(victim.pid))
            victim.kill()

        killer = threading.Thread(target=kill)
        killer.start()
        told: list[int] = []
        found = courses.grade(course, jobs=jobs, progress=lambda done, _: told.append(done))
        killer.join()
        assert victim.wait() == -signal.SIGKILL
        processes.until(lambda: not processes.alive(theirs))
        assert jobs.workers == 2
    assert told == list(range(1, len(expected) + 1))
    assert [row.student for row in found.rows] == sorted(expected)
    assert {(row.status, row.sentences) for row in found.rows} == {("graded", ())}
    assert [entry[0] for entry in courses.state(course)] == sorted(expected)
    for student, marks in expected.items():
        assert courses.tests_marks(course, student) == marks
    assert len(report.rows_so_far(course, NAME)) == len(expected)
    assert courses.grade(course).rows == ()


def test_what_kills_workers_is_given_up_and_the_rest_goes_on(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    processes.needs_sandbox()
    with started(3, deaths=1) as running, Cluster(running.address, patience=2) as jobs:
        # A lambda, since what has a name is looked up by it on the other side.
        with monkeypatch.context() as patch:
            patch.setattr(cluster, "execute", lambda *_: os.kill(os.getpid(), 9))
            deadly = jobs.submit(work("1"))
            with pytest.raises(Problem, match=r"Workers ended one after another .* \(2 of them\)"):
                deadly.result(60)
        done = jobs.submit(work("print('here')", "1 / 0")).result(60)
        assert done.notebook.cells[0].outputs[0].text == "here\n"
        assert done.notebook.cells[1].outputs[0].ename == "ZeroDivisionError"
        assert (done.ended, done.flags) == ("whole", ())

        # One notebook that can't be run is that one's alone.
        monkeypatch.setattr(cluster, "execute", lambda *_: cluster.Answer(problem="Not this one."))
        with pytest.raises(Problem, match="Not this one"):
            jobs.submit(work("1")).result(60)

        monkeypatch.setattr(cluster, "execute", lambda *_: __import__("time").sleep(60))
        waiting = jobs.submit(work("1"))
        for worker in running.workers:
            worker.kill()
        with pytest.raises(Problem, match="has lost its workers: start some with `dask worker"):
            waiting.result(60)
        with pytest.raises(Problem, match="has lost its workers"):
            jobs.submit(work("1"))


def test_a_worker_without_a_sandbox_and_a_lost_scheduler_stop_the_run(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    with started(1, PATH="/nowhere") as running:
        with pytest.raises(Problem, match=r"has no sandbox\. Install bubblewrap"):
            Cluster(running.address)
        # One that joins later is asked by its first notebook.
        monkeypatch.setattr(cluster, "refusal", lambda *_: "")
        with Cluster(running.address) as jobs:
            monkeypatch.undo()
            with pytest.raises(Problem, match="has no sandbox"):
                jobs.submit(work("1")).result(60)
            with pytest.raises(Problem, match="has no sandbox"):
                jobs.submit(work("1"))
        monkeypatch.setattr(cluster, "refusal", lambda *_: "")
        with Cluster(running.address) as jobs:
            monkeypatch.setattr(cluster, "execute", lambda *_: __import__("time").sleep(60))
            waiting = jobs.submit(work("1"))
            running.scheduler.kill()
            with pytest.raises(Problem, match="was lost: start it again and run again"):
                waiting.result(60)
            with pytest.raises(Problem, match="was lost"):
                jobs.submit(work("1"))


def test_a_wrong_address_and_an_empty_cluster_are_said(tmp_path: Path) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        port = taken.getsockname()[1]
        for address in (f"tcp://127.0.0.1:{port}", "nonsense://here", "no such place"):
            with pytest.raises(Problem, match="No Dask scheduler answers at"):
                Cluster(address)
    with started(0) as running, pytest.raises(Problem, match="has no workers: start one with"):
        Cluster(running.address, patience=0.5)


def test_another_version_is_refused() -> None:
    assert "and not 0.0" in cluster.refusal("0.0")
    assert "and not 0.0" in cluster.execute(work("1"), "0.0").refused


def test_without_dask_the_fix_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "distributed", None)
    with pytest.raises(Problem, match=r'pip install "aftermosul\[cluster\]"'):
        Cluster("tcp://127.0.0.1:1")
