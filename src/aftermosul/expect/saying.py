"""What is said to a student, and how a value is put into few words."""

from __future__ import annotations

import numbers
from collections.abc import Sequence


class NotAsExpected(AssertionError):
    """An answer that is not as expected; the message is meant for the student."""

    heading = "Not yet"

    def _render_traceback_(self) -> list[str]:
        """Tell IPython to show the sentence alone: a traceback would quote the test's own lines."""
        return [f"{self.heading}: {self}"]


class NotTried(NotAsExpected):
    """An answer that still holds the dots it was handed out with."""

    heading = "Not tried"


def answered(value: object, name: str) -> None:
    """Raise `NotTried` where `value` is still `...` or None."""
    if value is ... or value is None:
        held = "still holds the dots" if value is ... else "holds nothing (None)"
        raise NotTried(f"{name} {held}. Put your answer there and run the cell.")


def kind(value: object) -> str:
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


def short(value: object) -> str:
    """A value in few characters: numbers without numpy's wrapping."""
    if isinstance(value, numbers.Integral):
        return str(int(value))
    if isinstance(value, numbers.Real):
        return f"{float(value):.6g}"
    return clip(str(value))


def clip(text: str) -> str:
    """Text of at most sixty characters."""
    return text if len(text) <= 60 else f"{text[:57]}..."


def listed(options: Sequence[str]) -> str:
    """Options in quotation marks, one after another."""
    return ", ".join(f'"{option}"' for option in options)


def aim(looked_for: str) -> str:
    """The end of a message: what the task asks for, where that was said."""
    return f" Looked for: {looked_for}." if looked_for else ""
