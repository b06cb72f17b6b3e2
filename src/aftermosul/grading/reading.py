"""Reading results out of a graded notebook: what each test looked for and what it saw.

Only what a test *said* is taken, never its source or a traceback: those quote hidden tests.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any

from aftermosul.grading import execution, matching, notebooks
from aftermosul.grading.execution import Execution, Limits
from aftermosul.grading.notebooks import Notebook, settings
from aftermosul.grading.results import QuestionResult, WrittenAnswer

_LOOKS_FOR = re.compile(r"#\s*Looks for:\s*(.+)")
_HEADING = re.compile(r"^#+\s*(.+?)\s*(\([^()]*points?[^()]*\))?\s*$", re.MULTILINE)
_OURS = {"NotAsExpected", "NotTried"}
_HINTS = {
    "NameError": "Is the name spelt as in the task, and does the cell that makes it run?",
    "KeyError": "Is that a column or a label of the table? Look at it with .columns or .index.",
    "AttributeError": "What kind of thing is it? type(...) tells.",
    "SyntaxError": "Python could not read the cell: look for a bracket, a colon or a quote.",
    "IndentationError": "The lines of a block must stand in line with each other.",
    "ModuleNotFoundError": "Only pandas and this module are needed.",
    "ZeroDivisionError": "Something is divided by zero: which period has no years in it?",
    execution.TIMEOUT: "The cell ran longer than it may. Is there a loop that never ends?",
    execution.CRASH: "Restart the kernel, run the cells in turn, and see which one ends it.",
    execution.NOT_RUN: "Mend the cell that ended the run; the rest will be run then.",
}
# How `expect` prints what is said of one part.
_SENTENCE = re.compile(r"Not (yet|tried): ")
_LONGEST = 300


def results(
    assignment: str | Notebook, done: Notebook, marks: dict[str, float]
) -> tuple[tuple[QuestionResult, ...], tuple[WrittenAnswer, ...]]:
    """Every question of the assignment in its order, from the graded notebook and its marks.

    `assignment` is the name of one of this module's own, or a notebook as it was handed out.
    """
    cells = {settings(cell).get("grade_id"): cell for cell in done.cells if settings(cell)}
    questions: list[QuestionResult] = []
    written: list[WrittenAnswer] = []
    title, answers = "", list[Any]()
    like = notebooks.shipped(assignment) if isinstance(assignment, str) else assignment
    texts: list[tuple[int, str]] | None = None
    for cell in like.cells:
        noted = settings(cell)
        if cell.cell_type == "markdown" and (heading := _HEADING.search(cell.source)):
            title = heading.group(1)
        name = str(noted.get("grade_id", ""))
        if noted.get("task"):
            if texts is None:
                places = matching.matched(done.cells, like, like)
                texts = matching.own_texts(done.cells, places, like)
            answer, elsewhere = _written_text(name, done, texts)
            points = float(noted["points"])
            written.append(WrittenAnswer(name, title, points, cell.source, answer, elsewhere))
        elif noted.get("solution") and noted.get("grade"):
            text = str(cells[name].source).strip() if name in cells else ""
            answer = "" if text == cell.source.strip() else text
            written.append(WrittenAnswer(name, title, float(noted["points"]), "", answer))
        elif noted.get("solution"):
            answers.append((cell, cells.get(name)))
        elif noted.get("grade"):
            questions.append(_question(cell, cells.get(name), title, marks.get(name, 0.0), answers))
            answers = []
    return tuple(questions), tuple(written)


def _question(
    test: Any, graded: Any, title: str, points: float, answers: list[tuple[Any, Any]]
) -> QuestionResult:
    aim = _LOOKS_FOR.search(test.source)
    tried = any(done is not None and done.source != given.source for given, done in answers)
    seen = [text for _, cell in answers if cell is not None for text in _failure(cell)]
    seen += _said(graded) if graded is not None else []
    return QuestionResult(
        question_id=settings(test)["grade_id"],
        title=title,
        points=points,
        max_points=float(settings(test)["points"]),
        looked_for=aim.group(1).strip() if aim else "",
        seen=tuple(dict.fromkeys(seen)),
        tried=tried or points > 0,
        answer="\n\n".join(cell.source for _, cell in answers if cell is not None),
    )


def _failure(answer: Any) -> list[str]:
    """What stopped an answer's own cell."""
    errors = [output for output in answer.get("outputs", ()) if output.output_type == "error"]
    return [f"The answer's cell stopped. {_told(error)}" for error in errors]


def _said(test: Any) -> list[str]:
    """What a test cell says about the answer: its sentences, else the error with a hint."""
    sentences: list[str] = []
    for output in test.outputs:
        if output.output_type == "error":
            sentences.append(_told(output))
        elif output.output_type == "stream" and output.name == "stdout":
            lines = output.text.splitlines()
            sentences += [_clip(x.partition(": ")[2]) for x in lines if _SENTENCE.match(x)]
    return sentences


def _told(error: Any) -> str:
    name, text = str(error.ename), " ".join(str(error.evalue).split())
    if name in _OURS:
        return _clip(text)
    shown = f"{name}: {text}" if text else name
    return f"{_clip(shown)}{'' if shown.endswith('.') else '.'} {_HINTS.get(name, '')}".strip()


def _clip(text: str) -> str:
    return text if len(text) <= _LONGEST else f"{text[: _LONGEST - 3]}..."


def _written_text(task: str, done: Notebook, texts: Sequence[tuple[int, str]]) -> tuple[str, bool]:
    """What a reader wrote below a task; where nothing is, all that they wrote elsewhere, and True.

    `texts` are the reader's own, with the places of their cells.
    """
    below = matching.below_task(task, done.cells, texts)
    return "\n\n".join(text for _, text in below or texts), bool(texts) and not below


def ending(
    run: Execution | None,
    given: Notebook,
    limits: Limits,
    origins: Sequence[int | None] = (),
) -> tuple[str, tuple[str, ...]]:
    """The status of a run, and the sentences that explain it.

    `origins` gives the cells' places in the reader's own notebook, where those are other ones.
    """
    if run is None:
        return "graded", ()

    def number(index: int) -> int:
        own = origins[index] if index < len(origins) else index
        return (index if own is None else own) + 1

    def place(index: int) -> str:
        return _place(given, index, number(index))

    sentences = []
    for index in run.timed_out:
        how = "was killed" if run.ended == "killed" and index == run.ended_at else "was stopped"
        sentences.append(
            f"{place(index)} ran longer than {limits.seconds_a_cell:g} seconds and {how}."
        )
    for index in run.out_of_memory:
        sentences.append(f"{place(index)} asked for more than {limits.memory_mb} MB of memory.")
    for index in run.cut:
        sentences.append(f"{place(index)} wrote more than a cell may, and its output was cut.")
    if run.ended == "crashed" and run.ended_at is not None:
        sentences.append(f"{place(run.ended_at)} ended Python itself.")
    if run.ended == "whole":
        if run.timed_out or run.out_of_memory:
            sentences.append("The other cells were run and graded.")
    else:
        sentences.append("Points reached before that cell count; the cells after it were not run.")
    what, at = _worst(run)
    return what if at is None else f"{what} at cell {number(at)}", tuple(sentences)


def _worst(run: Execution) -> tuple[str, int | None]:
    """What a status speaks of where several things happened, and in which cell."""
    if run.ended != "whole":
        lacked_memory = run.ended_at in run.out_of_memory
        return "out of memory" if lacked_memory else run.ended, run.ended_at or 0
    for what, cells in (
        ("timed out", run.timed_out),
        ("out of memory", run.out_of_memory),
        ("output cut", run.cut),
    ):
        if cells:
            return what, cells[0]
    return "graded", None


def _place(given: Notebook, index: int, number: int) -> str:
    """A cell as a reader finds it: its number from the top and its first line of code."""
    lines = [line.strip() for line in given.cells[index].source.splitlines() if line.strip()]
    code = [line for line in lines if not line.startswith("#")] or lines or [""]
    first = code[0] if len(code[0]) <= 40 else f"{code[0][:37]}..."
    return f"Cell {number} ({first})"
