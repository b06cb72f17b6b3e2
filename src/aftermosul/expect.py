"""Helpers for authors of tests and self-checks: type first, then shape, then value.

Each helper returns nothing where an answer is as expected and raises `NotAsExpected`
otherwise. Its message speaks to the student: it says what was looked for and what was seen,
and never gives the expected value away. Types come first, so that an object that claims to
equal everything passes nothing.
"""

from __future__ import annotations

import contextlib
import io
import math
import numbers
import warnings
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any

import numpy as np
import pandas as pd


class NotAsExpected(AssertionError):
    """An answer that is not as expected; the message is meant for the student."""

    def _render_traceback_(self) -> list[str]:
        """Tell IPython to show the sentence alone: a traceback would quote the test's own lines."""
        return [f"Not yet: {self}"]


class NotTried(NotAsExpected):
    """An answer that still holds the dots it was handed out with."""

    def _render_traceback_(self) -> list[str]:
        """The sentence alone, under its own heading."""
        return [f"Not tried: {self}"]


def answered(value: object, name: str) -> None:
    """Raise `NotTried` where `value` is still `...` or None."""
    if value is ... or value is None:
        held = "still holds the dots" if value is ... else "holds nothing (None)"
        raise NotTried(f"{name} {held}. Put your answer there and run the cell.")


def number(
    value: object,
    expected: float,
    *,
    name: str,
    within: float = 0.0,
    wrong: Mapping[float, str] | None = None,
    looked_for: str = "",
) -> None:
    """Expect one number.

    Parameters
    ----------
    value
        The student's answer: a Python or numpy number; a bool is not one.
    expected
        The right value, in the same unit.
    name
        What the student calls it, for the message.
    within
        Largest distance still accepted, in the unit of `expected`.
    wrong
        Usual wrong values, each with the sentence that sets it right.
    looked_for
        What the task asks for, used where the value is neither right nor a usual mistake.
    """
    seen = _as_number(value, name)
    if math.isclose(seen, expected, rel_tol=1e-9, abs_tol=max(within, 1e-12)):
        return
    for mistake, sentence in (wrong or {}).items():
        if math.isclose(seen, mistake, rel_tol=1e-9, abs_tol=max(within, 1e-12)):
            raise NotAsExpected(sentence)
    aim = f" Looked for: {looked_for}." if looked_for else ""
    raise NotAsExpected(f"{name} is {_short(value)}, which is not the value asked for.{aim}")


def a_number(value: object, *, name: str) -> None:
    """Expect one number of any value: a visible test that helps and gives nothing away."""
    _as_number(value, name)


def _as_number(value: object, name: str) -> float:
    answered(value, name)
    if isinstance(value, bool) or type(value).__name__ in {"bool_", "bool"}:
        raise NotAsExpected(f"{name} is {value}, true or false; a number is asked for.")
    if isinstance(value, str):
        raise NotAsExpected(f'{name} is the text "{_clip(value)}"; write a number without quotes.')
    if isinstance(value, pd.Series):
        raise NotAsExpected(
            f"{name} is a column of {len(value)} values; one number is asked for. "
            "Did you forget to add it up, or to pick one value?"
        )
    if isinstance(value, pd.DataFrame):
        raise NotAsExpected(f"{name} is a whole table; one number is asked for.")
    if not isinstance(value, numbers.Real):
        raise NotAsExpected(f"{name} is {_kind(value)}; one number is asked for.")
    try:
        seen = float(value)
    except OverflowError:
        raise NotAsExpected(f"{name} is far too large a number to be right.") from None
    if math.isnan(seen):
        raise NotAsExpected(f"{name} is missing (NaN); one number is asked for.")
    return seen


def choice(
    value: object,
    expected: str,
    *,
    name: str,
    options: Sequence[str],
    wrong: Mapping[str, str] | None = None,
) -> None:
    """Expect one of `options`, written as text; capitals and spaces round it don't matter."""
    seen = _as_choice(value, name, options)
    if seen != expected.lower():
        sentences = {key.lower(): text for key, text in (wrong or {}).items()}
        raise NotAsExpected(sentences.get(seen, f'{name} is "{seen}": think again.'))


def a_choice(value: object, *, name: str, options: Sequence[str]) -> None:
    """Expect any one of `options`: a visible test that gives nothing away."""
    _as_choice(value, name, options)


def _as_choice(value: object, name: str, options: Sequence[str]) -> str:
    answered(value, name)
    if type(value) is not str:
        raise NotAsExpected(f"{name} is {_kind(value)}; write one of {_listed(options)} in quotes.")
    seen = value.strip().lower()
    if seen not in {option.lower() for option in options}:
        raise NotAsExpected(f'{name} is "{_clip(value)}"; choose one of {_listed(options)}.')
    return seen


def names(
    value: object,
    expected: Sequence[str],
    *,
    name: str,
    wrong: Mapping[tuple[str, ...], str] | None = None,
    looked_for: str = "",
) -> None:
    """Expect these texts, in any order: a list, tuple, set, or a column or array of text.

    `wrong` maps usual wrong collections to the sentence that sets each right. What is missing is
    counted and never named.
    """
    seen = _as_names(value, name)
    if seen == set(expected):
        return
    for mistake, sentence in (wrong or {}).items():
        if seen == set(mistake):
            raise NotAsExpected(sentence)
    aim = f" Looked for: {looked_for}." if looked_for else ""
    strangers = sorted(seen - set(expected))
    if strangers:
        which = f'"{_clip(strangers[0])}", which does not belong there'
        raise NotAsExpected(f"{name} holds {which}.{aim}")
    missing = len(set(expected) - seen)
    raise NotAsExpected(f"{name} lacks {missing} of those asked for.{aim}")


def some_names(value: object, *, name: str) -> None:
    """Expect texts, whatever they are: a visible test that helps and gives nothing away."""
    _as_names(value, name)


def _as_names(value: object, name: str) -> set[str]:
    answered(value, name)
    if isinstance(value, str):
        raise NotAsExpected(f'{name} is the text "{_clip(value)}"; a list of texts is asked for.')
    if not isinstance(value, (list, tuple, set, frozenset, pd.Series, pd.Index, np.ndarray)):
        raise NotAsExpected(f"{name} is {_kind(value)}; a list of texts is asked for.")
    items = list(value)
    others = [item for item in items if not isinstance(item, str)]
    if others:
        raise NotAsExpected(f"{name} holds {_kind(others[0])}; write each name in quotes.")
    if not items:
        raise NotAsExpected(f"{name} is empty; a list of texts is asked for.")
    return set(items)


def series(
    value: object,
    expected: pd.Series[Any],
    *,
    name: str,
    within: float = 0.0,
    wrong: Sequence[tuple[pd.Series[Any], str]] = (),
    looked_for: str = "",
) -> None:
    """Expect a column of numbers with the same index as `expected`, in any order.

    `within` is the largest distance still accepted, in the unit of `expected`; `wrong` lists
    usual wrong columns, each with the sentence that sets it right.
    """
    column = _as_series(value, name)
    for mistake, sentence in wrong:
        if _holds(_same_series, column, mistake, name, within, ""):
            raise NotAsExpected(sentence)
    _same_series(column, expected, name, within, looked_for)


def a_series(value: object, *, name: str) -> None:
    """Expect a column of numbers, whatever they are: a visible test that gives nothing away."""
    _as_series(value, name)


def _as_series(value: object, name: str) -> pd.Series[Any]:
    answered(value, name)
    if isinstance(value, pd.DataFrame):
        columns = f"with {len(value.columns)} columns"
        raise NotAsExpected(f"{name} is a table {columns}; one column (a Series) is asked for.")
    if not isinstance(value, pd.Series):
        raise NotAsExpected(f"{name} is {_kind(value)}; a column (a Series) is asked for.")
    if not pd.api.types.is_numeric_dtype(value):
        raise NotAsExpected(f"{name} holds {value.dtype}; numbers are asked for.")
    return value


def _same_series(
    value: pd.Series[Any], expected: pd.Series[Any], name: str, within: float, looked_for: str
) -> None:
    if len(value) != len(expected):
        raise NotAsExpected(f"{name} has {len(value)} values; {len(expected)} are asked for.")
    strangers = [label for label in value.index if label not in expected.index]
    if strangers or value.index.has_duplicates:
        what = _short(strangers[0]) if strangers else "a label twice"
        raise NotAsExpected(
            f"{name} has {what} in its index; {_short_index(expected)} is asked for."
        )
    gap = (value.reindex(expected.index).astype(float) - expected.astype(float)).abs()
    tolerance = max(within, 1e-9)
    off = gap[~(gap <= tolerance)]
    if len(off):
        aim = f" Looked for: {looked_for}." if looked_for else ""
        raise NotAsExpected(
            f"{name} differs in {len(off)} of {len(expected)} values, "
            f"first at {_short(off.index[0])}.{aim}"
        )


def table(
    value: object,
    expected: pd.DataFrame,
    *,
    name: str,
    within: float = 0.0,
    wrong: Sequence[tuple[pd.DataFrame, str]] = (),
    looked_for: str = "",
) -> None:
    """Expect a DataFrame with the columns and rows of `expected`, columns and rows in any order.

    The index is not compared. `within` holds for number columns, in their units; `wrong` lists
    usual wrong tables, each with the sentence that sets it right.
    """
    frame = _as_table(value, name, [str(column) for column in expected.columns])
    for mistake, sentence in wrong:
        if _holds(_same_table, frame, mistake, name, within, ""):
            raise NotAsExpected(sentence)
    _same_table(frame, expected, name, within, looked_for)


def a_table(value: object, *, name: str, columns: Sequence[str] = ()) -> None:
    """Expect a DataFrame with `columns`, whatever it holds: a visible test."""
    _as_table(value, name, columns)


def _as_table(value: object, name: str, columns: Sequence[str]) -> pd.DataFrame:
    answered(value, name)
    if not isinstance(value, pd.DataFrame):
        raise NotAsExpected(f"{name} is {_kind(value)}; a table (a DataFrame) is asked for.")
    missing = [column for column in columns if column not in value.columns]
    if missing:
        raise NotAsExpected(f"{name} lacks the column {_listed(missing)}.")
    return value


def _same_table(
    value: pd.DataFrame, expected: pd.DataFrame, name: str, within: float, looked_for: str
) -> None:
    if len(value) != len(expected):
        raise NotAsExpected(f"{name} has {len(value)} rows; {len(expected)} are asked for.")
    columns = list(expected.columns)
    mine = value[columns].sort_values(columns).reset_index(drop=True)
    right = expected.sort_values(columns).reset_index(drop=True)
    for column in columns:
        if pd.api.types.is_numeric_dtype(right[column]):
            if not pd.api.types.is_numeric_dtype(mine[column]):
                raise NotAsExpected(f"{name}: the column {column} should hold numbers.")
            same = (mine[column].astype(float) - right[column].astype(float)).abs() <= max(
                within, 1e-9
            )
        else:
            same = mine[column].astype(str) == right[column].astype(str)
        if not bool(same.all()):
            aim = f" Looked for: {looked_for}." if looked_for else ""
            raise NotAsExpected(f"{name}: the column {column} is not as asked for.{aim}")


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
        raise NotAsExpected(f"{name} is {_kind(function)}; a function is asked for.")
    try:
        with quiet():
            result = function(*arguments)
    except NotImplementedError as error:
        raise NotTried(f"{name} is not written yet.") from error
    except Exception as error:
        raise NotAsExpected(
            f"{name} stopped with {type(error).__name__}: {_clip(str(error))}"
        ) from error
    if result is None:
        raise NotTried(f"{name} gives nothing back. Does it end with return?")
    compare(result)


def form(*parts: Callable[[], None]) -> None:
    """Visible tests of form: say what is amiss, or that the value is tested later.

    Each part is a call without arguments. A part that fails is printed; only where none holds
    is the first failure raised, so that one unanswered half never costs the other its marks.
    """
    failures = _failures(parts)
    _print_failures(failures, len(parts))
    if not failures:
        print("Right in form. Whether it is the right answer is tested in grading.")  # noqa: T201


def marks(points: float, *parts: Callable[[], None]) -> float:
    """Partial credit: `points` times the share of `parts` that hold, for a test cell's last line.

    Each part is a call without arguments that raises `NotAsExpected` where it fails; what it
    says is printed, so that the student reads it, and the rest still counts. Where no part
    holds, the first message is raised, so that the cell visibly fails.
    """
    failures = _failures(parts)
    _print_failures(failures, len(parts))
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


def _print_failures(failures: Sequence[NotAsExpected], parts: int) -> None:
    """Print the failures, or raise the first where nothing holds."""
    if failures and len(failures) == parts:
        raise failures[0]
    for failure in failures:
        print(f"Not yet: {failure}")  # noqa: T201 - the way nbgrader's feedback shows it


def _holds(compare: Callable[..., None], *arguments: object) -> bool:
    """Whether a comparison finds nothing amiss."""
    try:
        compare(*arguments)
    except NotAsExpected:
        return False
    return True


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


def _kind(value: object) -> str:
    """What sort of thing a value is, in words."""
    words = {
        "str": "text",
        "list": "a list",
        "tuple": "a tuple",
        "dict": "a dictionary",
        "DataFrame": "a table",
        "Series": "a column",
        "function": "a function",
        "Index": "an index",
        "int": "a whole number",
        "float": "a number",
    }
    name = type(value).__name__
    return words.get(name, f"of type {name}")


def _short(value: object) -> str:
    """A value in few characters: numbers without numpy's wrapping."""
    if isinstance(value, numbers.Integral):
        return str(int(value))
    if isinstance(value, numbers.Real):
        return f"{float(value):.6g}"
    return _clip(str(value))


def _clip(text: str) -> str:
    return text if len(text) <= 60 else f"{text[:57]}..."


def _listed(options: Sequence[str]) -> str:
    return ", ".join(f'"{option}"' for option in options)


def _short_index(expected: pd.Series[Any]) -> str:
    label = expected.index.name or "the label"
    return f"{label} from {_short(expected.index[0])} to {_short(expected.index[-1])}"
