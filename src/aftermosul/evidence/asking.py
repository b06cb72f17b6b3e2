"""What is said to a reader who asked wrongly: one sentence, with what to type instead."""

from __future__ import annotations

import difflib
import functools
import inspect
import numbers
from collections.abc import Callable, Collection, Iterable
from typing import ParamSpec, TypeVar

from aftermosul.problems import Problem

Given = ParamSpec("Given")
Result = TypeVar("Result")

_MOST = 60

_KINDS = {
    "DataFrame": "a whole table",
    "Series": "a column",
    "list": "a list",
    "tuple": "a list",
    "set": "a set",
    "dict": "a dictionary",
    "ndarray": "an array",
    "NoneType": "nothing (None)",
    "ellipsis": "the dots",
    "bool": "True or False",
    "int": "a number",
    "float": "a number",
    "function": "a function",
    "Claim": "a claim",
    "Card": "a card",
}


def one_name(given: object, known: Collection[str], of: str, example: str) -> str:
    """`given`, where it is one of the names in `known`; `of` says what they name.

    Raises `Problem`: with the nearest names, or, where it is no name at all, with what to type,
    as in `example`: `claim("C25")`.
    """
    if isinstance(given, str):
        if given in known:
            return given
        raise Problem(f'There is no {of} "{given}". {did_you_mean(given, known)}')
    called = example.split("(", 1)[0]
    raise Problem(
        f"{called} takes the name of one {of}, in quotes, and was given {kind(given)}: "
        f"type {example}."
    )


def kind(given: object) -> str:
    """What sort of thing this is, in a reader's words."""
    name = type(given).__name__
    if name.startswith(("int", "uint", "float")):
        return "a number"
    return _KINDS.get(name, f"something else ({name})")


def whole_percent(given: object) -> bool:
    """Whether this is a whole number from 0 to 100, and neither True nor False."""
    number = isinstance(given, numbers.Real) and not isinstance(given, bool)
    return number and given in range(101)


def called_like(example: str) -> Callable[[Callable[Given, Result]], Callable[Given, Result]]:
    """Make a function answer a call with wrong arguments by a sentence that holds `example`.

    A call that fits costs nothing more, and what goes wrong inside the function stays as it is.
    """

    def made(function: Callable[Given, Result]) -> Callable[Given, Result]:
        @functools.wraps(function)
        def forgiving(*args: Given.args, **named: Given.kwargs) -> Result:
            try:
                return function(*args, **named)
            except TypeError as error:
                if _fits(function, args, named):
                    raise
                raise Problem(_not_like_this(example, str(error))) from None

        return forgiving

    return made


def _fits(
    function: Callable[..., object], args: Iterable[object], named: dict[str, object]
) -> bool:
    """Whether these arguments can be handed to `function` at all."""
    try:
        inspect.signature(function).bind(*args, **named)
    except TypeError:
        return False
    return True


def _not_like_this(example: str, error: str) -> str:
    name = example.split("(", 1)[0]
    if example.endswith("()"):
        return f"{name} takes nothing in its brackets: type {example}."
    unknown = error.partition("unexpected keyword argument ")[2].split(".")[0].strip("'")
    why = f" ({unknown} is not among its words)" if unknown else ""
    return f"{name} can't be called like this{why}: type it as in {example}."


def no_such(owner: str, name: str, known: Collection[str]) -> AttributeError:
    """The error for a name that `owner` doesn't have, with the nearest that it has."""
    said = f"{owner} has no attribute '{name}'"
    # Python and IPython ask for many names with underscores; nobody reads the answers.
    return AttributeError(said if name.startswith("_") else f"{said}. {did_you_mean(name, known)}")


def did_you_mean(name: str, known: Collection[str]) -> str:
    """A sentence with the names nearest to `name`, or with all of them where none is near."""
    names = sorted(known)
    plain = {each.casefold(): each for each in names}
    near = difflib.get_close_matches(str(name).strip().casefold(), list(plain), n=3, cutoff=0.6)
    if near:
        return f"Did you mean {' or '.join(plain[each] for each in near)}?"
    shown = ", ".join(names[:_MOST])
    return f"There are: {shown}{' and more' if len(names) > _MOST else ''}."
