"""`aftermosul grade`: grade one's own notebook, or a folder of them."""

from __future__ import annotations

import contextlib
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from aftermosul.cli.printing import print_json
from aftermosul.problems import Problem
from aftermosul.version import __version__
from aftermosul.workspace import place

if TYPE_CHECKING:
    from aftermosul.grading.execution import Executor
    from aftermosul.grading.results import Grade

_PLAIN_KERNEL = "The cells ran in a plain kernel, without a sandbox: fine for your own work."
_NO_NBGRADER = 'Grading needs nbgrader: pip install "aftermosul[lab]" puts it in.'


def grade(
    path: Annotated[Path, typer.Argument(help="A notebook, or a folder with assignments.")],
    as_json: Annotated[
        bool, typer.Option("--json", help="Print one JSON object and nothing else.")
    ] = False,
    timeout: Annotated[
        float, typer.Option(min=1, help="Seconds that one cell may take before it is stopped.")
    ] = 30.0,
    assignment: Annotated[
        str | None, typer.Option(help="Grade as this assignment, such as 02-hijackings.")
    ] = None,
    feedback: Annotated[
        bool, typer.Option(help="Write a feedback page to the folder `feedback` beside it.")
    ] = True,
) -> None:
    """Grade a notebook with the hidden tests and say, question by question, what was seen.

    The notebook itself is not changed. Ends with 0 only where everything was graded.
    """
    graded: list[dict[str, Any]] = []
    problems: list[dict[str, str]] = []
    path = place.as_meant(path)
    try:
        found = _notebooks(path, assignment)
    except Problem as problem:
        found = []
        problems.append({"path": str(path), "problem": str(problem)})
    with _executor(found) as executor:
        for notebook in found:
            try:
                result, page = _grade_one(
                    notebook, executor, assignment, timeout, feedback, as_json
                )
            except Problem as problem:
                problems.append({"path": str(notebook), "problem": str(problem)})
                continue
            graded.append(result.as_dict() | {"feedback": page})
    if as_json:
        print_json({"version": __version__, "graded": graded, "not_graded": problems})
    else:
        for entry in problems:
            typer.echo(entry["problem"], err=True)
    if problems:
        raise typer.Exit(1)


def _executor(found: list[Path]) -> contextlib.AbstractContextManager[Executor | None]:
    """The sandbox where this machine has one, else a plain kernel; nothing where no work is."""
    if not found:
        return contextlib.nullcontext(None)
    from aftermosul.grading.shell import open_best

    return open_best()


def _grade_one(
    notebook: Path,
    executor: Executor | None,
    assignment: str | None,
    timeout: float,
    feedback: bool,
    as_json: bool,
) -> tuple[Grade, str | None]:
    """Grade, write the page and print the table; the page's path, or None where there is none."""
    from aftermosul.grading import feedback as pages
    from aftermosul.grading.autograde import grade_notebook
    from aftermosul.grading.execution import Limits

    result = grade_notebook(
        notebook,
        assignment=assignment,
        executor=executor,
        limits=Limits(timeout, max(600.0, timeout)),
    )
    page, told = None, ""
    if feedback:
        try:
            page = str(pages.write(result))
            told = f"Feedback: {page}"
        except Problem as problem:
            told = str(problem)
    if not as_json:
        _print_table(result, told)
    return result, page


def _notebooks(path: Path, assignment: str | None) -> list[Path]:
    """The notebooks that `path` stands for. Raises `Problem` where there is none."""
    try:
        from aftermosul.grading import folders
    except ModuleNotFoundError as error:
        if (error.name or "").split(".")[0] in {"nbgrader", "nbclient", "nbformat", "mistune"}:
            raise Problem(_NO_NBGRADER) from error
        raise
    return folders.notebooks_of(path, assignment)


def _print_table(result: Grade, told: str) -> None:
    """The table, the total, and the sentences, legible without colours at 80 columns."""
    from rich import box
    from rich.console import Console
    from rich.table import Table
    from rich.text import Text

    from aftermosul.grading.results import number

    table = Table(box=box.SIMPLE_HEAD, show_footer=True, pad_edge=False, expand=False)
    table.add_column("Question", footer="Together", overflow="fold", max_width=26)
    total = f"{number(result.points)} of {number(result.max_points)}"
    table.add_column("Points", footer=total, justify="right", no_wrap=True)
    table.add_column("Looked for, and what was seen", overflow="fold")
    for question in result.questions:
        lines = [question.looked_for, *(f"- {seen}" for seen in question.seen)]
        points = f"{number(question.points)} of {number(question.max_points)}"
        # As Text, since a reader's error message may hold what rich takes for markup.
        table.add_row(Text(question.title), Text(points), Text("\n".join(lines)))
    console = Console(highlight=False, soft_wrap=False)
    console.print(Text(f"{result.path}: {result.assignment}, {result.status}", overflow="fold"))
    console.print(table)
    for answer in result.written:
        state = "a person reads it" if answer.answer else "nothing is written yet"
        if answer.elsewhere:
            state = "nothing stands below the task, but you wrote elsewhere in the notebook"
        points = number(answer.max_points)
        console.print(Text(f"{answer.title} Up to {points} more points: {state}."))
    for sentence in (*result.sentences, "" if result.sandboxed else _PLAIN_KERNEL):
        if sentence:
            console.print(Text(sentence))
    if told:
        # Unwrapped, so that a terminal can make it a link and a person can copy it.
        console.print(Text(told), soft_wrap=True)
