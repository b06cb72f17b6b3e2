"""Where the executed part of grading happens: one seam for this machine and for others.

Only the executed part travels. Whoever hands jobs out prepares the notebooks and writes the
gradebook, so that there is one writer whatever does the work.
"""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from types import TracebackType
from typing import Protocol, Self

from aftermosul.classroom.cluster import Cluster
from aftermosul.grading.execution import Execution, Work

__all__ = ["Cluster", "Jobs", "Local"]


class Jobs(Protocol):
    """Takes work and promises executions. `workers` says how many are done side by side."""

    @property
    def workers(self) -> int:
        """How many jobs are worked on at the same time."""
        ...

    def submit(self, work: Work) -> Future[Execution]:
        """Have `work` done; the future holds a `Problem` where it could not be run at all."""
        ...


class Local:
    """Work on this machine: threads that do nothing but wait for what `run` starts.

    `run` is called from `workers` threads at once. Leaving drops what has not begun; left by an
    error or by Ctrl-C it does not wait for what runs.
    """

    def __init__(self, run: Callable[[Work], Execution], workers: int) -> None:
        self._run = run
        self._workers = workers
        self._pool = ThreadPoolExecutor(workers, thread_name_prefix="aftermosul-job")

    @property
    def workers(self) -> int:
        """How many jobs are worked on at the same time."""
        return self._workers

    def submit(self, work: Work) -> Future[Execution]:
        """Have `work` done by the next thread that is free."""
        return self._pool.submit(self._run, work)

    def __enter__(self) -> Self:
        """Take work."""
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        where: TracebackType | None,
    ) -> None:
        """Take no more work."""
        self._pool.shutdown(wait=kind is None, cancel_futures=True)
