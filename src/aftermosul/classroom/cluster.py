"""Work on a Dask cluster: notebooks go to its workers, and executions come back.

Each worker keeps one shell server of its own, started for its first notebook. Nothing else is
done there: whoever hands work out prepares and saves, so a worker that dies takes no mark with
it. Its notebooks are run again elsewhere, and since each comes back once, each is saved once.
"""

from __future__ import annotations

import asyncio
import atexit
import contextlib
import importlib
import json
import logging
import socket
import threading
import time
import uuid
from concurrent.futures import CancelledError, Future
from dataclasses import dataclass, replace
from types import TracebackType
from typing import Any, Self

from aftermosul.grading.execution import Execution, Work
from aftermosul.grading.notebooks import nbformat
from aftermosul.grading.shell import ShellServer, sandbox
from aftermosul.problems import Problem
from aftermosul.version import __version__

_CONNECT = 5.0  # Seconds that the scheduler has to answer.
_RETRIES = 2  # A worker's own mishap, such as a full disk, may be another one's no more.
_LOOK = 1.0  # Seconds between two looks at who is there.


class Cluster:
    """Work on the workers of the Dask scheduler at `address`.

    As many notebooks are worked on as the workers have threads; a worker started with a thread
    or two more than it has cores goes on beside endless loops. Certificates, where the cluster
    asks for them, are found in Dask's own configuration.

    Parameters
    ----------
    address
        The scheduler's, such as `tcp://192.0.2.7:8786`.
    patience
        Seconds to wait for a worker where there is none.

    Raises
    ------
    Problem
        Where the scheduler does not answer, where it has no workers, and where a worker has
        another version of this module or no sandbox.
    """

    def __init__(self, address: str, patience: float = 30.0) -> None:
        self._address, self._patience = address, patience
        self._stopped: Problem | None = None
        self._threads = 1
        self._futures: set[Future[Execution]] = set()
        # Dask tells a lost scheduler at length; `Problem` says it in a sentence.
        logging.getLogger("distributed").setLevel(logging.CRITICAL)
        self._client: Any = _connected(address)
        try:
            self._loop: Any = self._client.loop.asyncio_loop
            self._on_loop(self._await_workers()).result()
            self._ask_workers()
            self._watching = self._on_loop(self._watch())
        except BaseException:
            self._client.close(timeout=2)
            raise

    @property
    def workers(self) -> int:
        """How many notebooks are worked on at the same time: it changes with the cluster."""
        return self._threads

    def submit(self, work: Work) -> Future[Execution]:
        """Have `work` done by some worker. Raises `Problem` where the cluster is of no more use."""
        if self._stopped is not None:
            raise self._stopped
        try:
            task = self._client.submit(
                execute,
                work,
                __version__,
                # Equal notebooks of two students are two jobs, and each one runs anew.
                key=f"aftermosul-{uuid.uuid4().hex}",
                pure=False,
                retries=_RETRIES,
            )
        except Exception as error:  # Whatever it trips over, Dask takes no more work.
            raise self._stop(_lost(self._address)) from error
        future = self._on_loop(self._answered(task))
        self._futures.add(future)
        future.add_done_callback(self._futures.discard)
        return future

    def __enter__(self) -> Self:
        """Take work."""
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        where: TracebackType | None,
    ) -> None:
        """Take no more work; what has not come back is given up."""
        self._watching.cancel()
        for future in list(self._futures):
            future.cancel()
        with contextlib.suppress(Exception):  # A scheduler that is gone can't be taken leave of.
            self._client.close(timeout=2)

    def _on_loop(self, coroutine: Any) -> Future[Any]:
        return asyncio.run_coroutine_threadsafe(coroutine, self._loop)

    def _stop(self, problem: Problem) -> Problem:
        """Take no more work, for the reason given first."""
        self._stopped = self._stopped or problem
        return self._stopped

    async def _answered(self, task: Any) -> Execution:
        """What comes back, as an execution or a `Problem`."""
        gathered = asyncio.ensure_future(self._gathered(task))
        try:
            while not (await asyncio.wait([gathered], timeout=_LOOK))[0]:
                if self._stopped is not None:
                    raise self._stopped
            answer: Answer = gathered.result()
        except _dask().KilledWorker as error:
            deaths = error.allowed_failures + 1
            raise Problem(
                f"Workers ended one after another while they ran it ({deaths} of them): see "
                "their logs, give them more memory, and run again to try once more."
            ) from error
        except (asyncio.CancelledError, CancelledError, OSError) as error:
            if not gathered.done():
                raise  # Given up by our own side.
            # Dask calls work of a lost scheduler cancelled.
            raise self._stop(_lost(self._address)) from error
        finally:
            gathered.cancel()
            task.release()
        if answer.refused:
            raise self._stop(Problem(answer.refused))
        if answer.execution is None:
            raise Problem(answer.problem)
        notebook = nbformat.from_dict(json.loads(answer.notebook))
        return replace(answer.execution, notebook=notebook)

    async def _gathered(self, task: Any) -> Any:
        """The result of a task. Dask's own waiting complains aloud where it is broken off."""
        finished = asyncio.Event()
        task.add_done_callback(lambda _: self._loop.call_soon_threadsafe(finished.set))
        await finished.wait()
        return await self._client.gather(task, asynchronous=True)

    async def _await_workers(self) -> None:
        """Wait until there is one worker."""
        ends = time.monotonic() + self._patience
        while not await self._look():
            if time.monotonic() > ends:
                raise Problem(
                    f"The scheduler at {self._address} has no workers: start one with "
                    f"`dask worker {self._address}`."
                )
            await asyncio.sleep(0.2)

    async def _look(self) -> int:
        """Count the workers' threads."""
        threads = await self._client.scheduler.ncores(workers=None)
        self._threads = max(1, sum(threads.values()))
        return sum(threads.values())

    def _ask_workers(self) -> None:
        """Have every worker say whether it can grade."""
        said = self._client.run(refusal, __version__, on_error="return")
        for worker, answer in sorted(said.items()):
            if isinstance(answer, OSError):
                continue  # It is leaving, and Dask will find that out.
            if isinstance(answer, Exception):
                raise Problem(
                    f"The worker at {worker} can't grade ({type(answer).__name__}: {answer}): "
                    f'pip install "aftermosul[cluster]=={__version__}" there.'
                )
            if answer:
                raise Problem(answer)

    async def _watch(self) -> None:
        """Stop where no worker is left and none comes: Dask itself would wait for ever."""
        last_seen = time.monotonic()
        while self._stopped is None:
            with contextlib.suppress(Exception):  # A lost scheduler is told by what it had to do.
                if await self._look():
                    last_seen = time.monotonic()
            if time.monotonic() > last_seen + self._patience:
                self._stop(
                    Problem(
                        f"The scheduler at {self._address} has lost its workers: start some with "
                        f"`dask worker {self._address}` and run again to go on."
                    )
                )
            await asyncio.sleep(_LOOK)


def _connected(address: str) -> Any:
    dask = _dask()
    try:
        return dask.Client(address, timeout=_CONNECT, set_as_default=False)
    except Exception as error:  # An address may be wrong in many ways.
        raise Problem(
            f"No Dask scheduler answers at {address}: start one with `dask scheduler` and give "
            "the address that it prints."
        ) from error


def _dask() -> Any:
    """Dask's own package, half of which has no types."""
    try:
        return importlib.import_module("distributed")
    except ModuleNotFoundError as error:
        raise Problem(
            'Grading on a cluster needs Dask: pip install "aftermosul[cluster]" puts it in.'
        ) from error


def _lost(address: str) -> Problem:
    return Problem(
        f"The scheduler at {address} was lost: start it again and run again to go on with the rest."
    )


# What follows runs on a worker.


@dataclass(frozen=True)
class Answer:
    """What a worker sends back: an execution, or a sentence that says why there is none.

    `refused` says that this worker can run nothing, `problem` that it could not run this one. The
    notebook goes beside the execution, as text, like everything that students' code wrote.
    """

    execution: Execution | None = None
    notebook: str = ""
    refused: str = ""
    problem: str = ""


def refusal(version: str) -> str:
    """Why this machine can't run what another asks for; empty where it can."""
    where = f"The worker on {socket.gethostname()}"
    if version != __version__:
        return (
            f"{where} has version {__version__} of aftermosul and not {version}: "
            f'pip install "aftermosul[cluster]=={version}" there.'
        )
    said = sandbox.missing()
    return f"{where} has no sandbox. {said}" if said else ""


def execute(work: Work, version: str) -> Answer:
    """Run one notebook in this worker's shell server."""
    try:
        server = _server.living(version)
    except Problem as problem:
        return Answer(refused=str(problem))
    try:
        done = server.run(work)
    except Problem as problem:
        return Answer(problem=str(problem))
    return Answer(replace(done, notebook={}), json.dumps(done.notebook))


class _Kept:
    """The one shell server of this process, for all its threads, from its first use to its end."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._kept: ShellServer | None = None

    def living(self, version: str) -> ShellServer:
        """The server. Raises `Problem` where there can be none."""
        with self._lock:
            if self._kept is None:
                if said := refusal(version):
                    raise Problem(said)
                # Nothing is hidden beyond what no sandbox shows: the course is not here.
                self._kept = ShellServer()
                atexit.register(self._kept.close)
            return self._kept


_server = _Kept()
