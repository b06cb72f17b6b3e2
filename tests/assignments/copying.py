"""What can be earned in an assignment by typing what its lessons show.

Every number that a lesson prints, writes, hints at or solves counts as shown; an answer counts as
copied where one of them is right at the precision that is asked. Run by hand:
`python -m tests.assignments.copying 02-hijackings`.
"""

from __future__ import annotations

import contextlib
import functools
import os
import re
import sys
from collections.abc import Callable
from tempfile import TemporaryDirectory
from typing import Any
from unittest import mock

import nbformat
from nbclient import NotebookClient

from aftermosul import expect, resources
from aftermosul.desk.register import all_questions
from tests.assignments import masters

# The lessons that prepare an assignment.
PREPARED_BY = {"02-hijackings": ["02"]}
NUMBER = re.compile(r"(?<![\w.])\d[\d,]*(?:\.\d+)?(?!\w)")


@functools.cache
def shown(lesson: str) -> frozenset[float]:
    """The numbers that a lesson shows: its texts, its outputs, its hints and solutions."""
    (path,) = [p for p in resources.lesson_paths() if p.name.startswith(lesson)]
    notebook = nbformat.read(path, as_version=4)
    with TemporaryDirectory() as folder:
        client = NotebookClient(
            notebook, timeout=120, allow_errors=True, resources={"metadata": {"path": folder}}
        )
        client.execute(
            env={**os.environ, "JUPYTER_PREFER_ENV_PATH": "1", "AFTERMOSUL_WORKSPACE": folder}
        )
    texts = [cell.source for cell in notebook.cells]
    for cell in notebook.cells:
        for output in cell.get("outputs", ()):
            texts.append(str(output.get("text", "")))
            texts.append(str(output.get("data", {}).get("text/plain", "")))
    for question in all_questions().values():
        if question.lesson == lesson:
            texts += [question.asks, *question.hints, question.solution, question.code]
            texts += [question.right, *map(str, question.answer().wrong.values())]
    found = NUMBER.findall("\n".join(texts))
    return frozenset(float(number.replace(",", "")) for number in found)


def copied(name: str) -> dict[str, float]:
    """The points of each question that copied numbers would earn."""
    lessons = PREPARED_BY[name]
    numbers = sorted(frozenset().union(*(shown(lesson) for lesson in lessons)))
    earned: dict[str, float] = {}

    def around(question: masters.Question, names: dict[str, Any], test: Callable[[], None]) -> None:
        right = dict(names)
        for key in masters.answer_names(question):
            if isinstance(right[key], str) or callable(right[key]) or _is_table(right[key]):
                names[key] = ...
            else:
                names[key] = _best(key, right[key], numbers, question, names)
        out = masters.Outcome()
        masters.earned(question, names, out)
        earned[question.id] = out.marks[question.id]
        names.update(right)

    masters.graded(name, None, around)
    return earned


def _is_table(value: object) -> bool:
    return hasattr(value, "index") and hasattr(value, "iloc")


def _best(
    key: str, right: Any, numbers: list[float], question: masters.Question, names: dict[str, Any]
) -> object:
    """The shown number that passes as this answer, or dots."""
    passes: list[float] = []
    real = expect.number

    def noted(value: object, expected: float, **options: Any) -> None:
        if options["name"] == key:
            for number in numbers:
                with contextlib.suppress(expect.NotAsExpected):
                    real(number, expected, name=key, nearest=options.get("nearest", 0.0))
                    passes.append(number)
        real(value, expected, **options)

    with mock.patch.object(expect, "number", noted):
        masters.earned(question, {**names, key: right}, masters.Outcome())
    return passes[0] if passes else ...


if __name__ == "__main__":
    earned = copied(sys.argv[1])
    print(earned, sum(earned.values()))  # noqa: T201
