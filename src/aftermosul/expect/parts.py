"""Whole tests: a function that is called, what a visible test says, points for parts."""

from __future__ import annotations

import contextlib
import io
import warnings
from collections.abc import Callable, Iterator, Sequence

from aftermosul.expect.saying import NotAsExpected, NotTried, answered, clip, kind


def returns(
    function: object,
    arguments: Sequence[object],
    compare: Callable[[object], None],
    *,
    name: str,
) -> None:
    """Expect that a student's function, called quietly, gives what `compare` accepts.

    It is called with `arguments`. `compare` gets its result: one of the helpers here with its
    other parameters filled in.
    """
    answered(function, name)
    if not callable(function):
        raise NotAsExpected(f"{name} is {kind(function)}; a function is asked for.")
    try:
        with quiet():
            result = function(*arguments)
    except NotImplementedError as error:
        raise NotTried(f"{name} is not written yet.") from error
    except Exception as error:
        raise NotAsExpected(
            f"{name} stopped with {type(error).__name__}: {clip(str(error))}"
        ) from error
    if result is None:
        raise NotTried(f"{name} gives nothing back. Does it end with return?")
    compare(result)


def form(*parts: Callable[[], None]) -> None:
    """Visible tests of form: raise what is amiss, or say that the value is tested later.

    Each part is a call without arguments. Where any part fails, what is amiss is printed, and
    the last of it raised, so that a button that runs all tests lists the question as failed.
    In a master this is the last line of a test: what grades returns before it.
    """
    _raise_last(_failures(parts))
    print("Right in form. Whether it is the right answer is tested in grading.")  # noqa: T201


def marks(points: float, *parts: Callable[[], None]) -> float:
    """Partial credit: `points` times the share of `parts` that hold, for a test cell's last line.

    Each part is a call without arguments that raises `NotAsExpected` where it fails; what it
    says is printed, so that the student reads it, and the rest still counts. Where no part
    holds, the last message is raised, so that the cell visibly fails.
    """
    failures = _failures(parts)
    if len(failures) == len(parts):
        _raise_last(failures)
    for failure in failures:
        _say(failure)
    return round(points * (len(parts) - len(failures)) / len(parts), 4)


def _failures(parts: Sequence[Callable[[], None]]) -> list[NotAsExpected]:
    """What the parts that don't hold have to say; a name that doesn't exist is not tried."""
    failures: list[NotAsExpected] = []
    for part in parts:
        try:
            part()
        except NotAsExpected as failure:
            failures.append(failure)
        except NameError as error:
            failures.append(
                NotTried(
                    f"There is no {error.name or 'such name'} yet. Is it spelt as in the task, "
                    "and did its cell run without an error?"
                )
            )
    return failures


def _raise_last(failures: Sequence[NotAsExpected]) -> None:
    """Say all failures in their order, the last by raising it, where there are any."""
    different = list({str(failure): failure for failure in failures}.values())
    for failure in different[:-1]:
        _say(failure)
    if different:
        raise different[-1]


def _say(failure: NotAsExpected) -> None:
    """Print a failure the way the feedback reads it back."""
    print(f"{failure.heading}: {failure}")  # noqa: T201


@contextlib.contextmanager
def quiet() -> Iterator[None]:
    """Run a student's code without letting its warnings or prints cost a mark.

    Plain nbgrader gives no points for a test cell that wrote anything to standard error.
    """
    with (
        warnings.catch_warnings(),
        contextlib.redirect_stdout(io.StringIO()),
        contextlib.redirect_stderr(io.StringIO()),
    ):
        warnings.simplefilter("ignore")
        yield
