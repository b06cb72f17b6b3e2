"""Threads that wait: many at once, and none waited for after an error."""

from __future__ import annotations

import threading

import nbformat
import pytest

from aftermosul.classroom.jobs import Local
from aftermosul.grading.execution import Execution, Work
from aftermosul.problems import Problem

WORK = Work(nbformat.writes(nbformat.v4.new_notebook()))


def test_work_is_done_side_by_side() -> None:
    both = threading.Barrier(2, timeout=10)

    def run(work: Work) -> Execution:
        both.wait()
        return Execution(work.notebook)

    with Local(run, 2) as jobs:
        futures = [jobs.submit(WORK) for _ in range(2)]
        assert [future.result(10).notebook for future in futures] == [WORK.notebook] * 2
        assert jobs.workers == 2


def test_a_problem_comes_with_the_future() -> None:
    def run(work: Work) -> Execution:
        raise Problem("Nothing runs.")

    with Local(run, 1) as jobs, pytest.raises(Problem, match="Nothing runs"):
        jobs.submit(WORK).result(10)


def test_an_error_drops_what_has_not_begun() -> None:
    go_on = threading.Event()
    futures = []

    def run(work: Work) -> Execution:
        go_on.wait(10)
        return Execution(work.notebook)

    def stopped() -> None:
        with Local(run, 1) as jobs:
            futures.extend(jobs.submit(WORK) for _ in range(3))
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        stopped()
    assert futures[2].cancelled()
    go_on.set()
