"""`aftermosul class`: grade what a class handed in, and write its feedback pages."""

from __future__ import annotations

import contextlib
import os
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from aftermosul.cli.printing import print_json
from aftermosul.problems import Problem

if TYPE_CHECKING:
    from collections.abc import Callable

    from aftermosul.classroom.jobs import Jobs
    from aftermosul.classroom.report import Report

class_app = typer.Typer(
    name="class", help="Grade a class: an nbgrader course.", no_args_is_help=True
)

# One more than there are cores would do; a second one keeps work going beside two endless loops,
# which burn their time limit and do no work. More would slow the honest cells' clocks down.
_SPARE = 2
_REFUSED = (
    "Nothing was graded, since there is no sandbox. {said} "
    "To run students' code with all your rights all the same, add --unsandboxed."
)
_NO_NBGRADER = 'Grading needs nbgrader: pip install "aftermosul[lab]" puts it in.'

Assignment = Annotated[str, typer.Argument(help="The assignment, such as 02-hijackings.")]
Course = Annotated[Path, typer.Option(help="The folder of the nbgrader course.")]
Students = Annotated[
    list[str] | None, typer.Option("--student", help="Only this student; may be repeated.")
]


@class_app.command("grade")
def grade(
    assignment: Assignment,
    course: Course = Path(),
    workers: Annotated[
        int | None, typer.Option(min=1, help="How many submissions are run side by side.")
    ] = None,
    scheduler: Annotated[
        str | None, typer.Option(help="Run the cells on a Dask cluster: its scheduler's address.")
    ] = None,
    unsandboxed: Annotated[
        bool,
        typer.Option(help="Run students' code in plain kernels, with all the rights you have."),
    ] = False,
    force: Annotated[bool, typer.Option(help="Grade again what has been graded.")] = False,
    student: Students = None,
    timeout: Annotated[
        float | None,
        typer.Option(min=1, help="Seconds that a cell may take; by default the course's own."),
    ] = None,
    as_json: Annotated[
        bool, typer.Option("--json", help="Print one JSON object and nothing else.")
    ] = False,
) -> None:
    """Grade what is not graded yet, or was handed in anew, and say how each submission fared.

    Marks go into nbgrader's own gradebook and folders. It may be stopped at any time.
    """
    from aftermosul.grading.limits import Limits

    limits = Limits(timeout, max(600.0, timeout)) if timeout else None
    # nbgrader sets it for its kernels, and a notebook may ask for it.
    os.environ["NBGRADER_EXECUTION"] = "autograde"
    try:
        with (
            _needs_nbgrader(),
            _jobs(course, workers, scheduler, unsandboxed) as jobs,
            _bar(as_json) as progress,
        ):
            from aftermosul.classroom.grading import grade_class

            report = grade_class(
                course,
                assignment,
                jobs=jobs,
                limits=limits,
                students=student or (),
                force=force,
                progress=progress,
            )
    except KeyboardInterrupt:
        typer.echo(
            "\nStopped. What was graded is kept; the same command goes on with the rest.", err=True
        )
        raise typer.Exit(130) from None
    if as_json:
        print_json(report.as_dict())
    else:
        _print(report, course)
    if report.not_graded:
        raise typer.Exit(1)


@class_app.command("feedback")
def feedback(assignment: Assignment, course: Course = Path(), student: Students = None) -> None:
    """Write a feedback page for each graded submission, with points and comments from people."""
    with _needs_nbgrader():
        from aftermosul.classroom.feedback import write_pages
    pages = write_pages(course, assignment, student or ())
    for sentence in pages.left_out:
        typer.echo(sentence, err=True)
    count = len(pages.written)
    typer.echo(f"{count} {'page' if count == 1 else 'pages'} written to the course's feedback.")
    if pages.left_out:
        raise typer.Exit(1)


@contextlib.contextmanager
def _needs_nbgrader() -> Iterator[None]:
    try:
        yield
    except ModuleNotFoundError as error:
        if (error.name or "").split(".")[0] in {"nbgrader", "nbconvert", "nbclient", "nbformat"}:
            raise Problem(_NO_NBGRADER) from error
        raise


@contextlib.contextmanager
def _jobs(
    course: Path, workers: int | None, scheduler: str | None, unsandboxed: bool
) -> Iterator[Jobs]:
    """What runs the cells. Raises `Problem` where no sandbox can be had and none was waived."""
    from aftermosul.classroom.local import sandboxed

    if scheduler is not None:
        from aftermosul.classroom import jobs

        with jobs.Cluster(scheduler) as taker:
            yield taker
        return
    threads = (workers or os.cpu_count() or 1) + _SPARE
    if unsandboxed:
        from aftermosul.classroom import jobs
        from aftermosul.grading.execution import run_in_kernel

        typer.echo("Students' code runs without a sandbox, with all your rights.", err=True)
        # A plain kernel takes long to start and much memory: no more of them than were asked for.
        with jobs.Local(run_in_kernel, threads - _SPARE) as local:
            yield local
        return
    from aftermosul.grading.shell import sandbox

    if said := sandbox.missing():
        raise Problem(_REFUSED.format(said=said))
    with sandboxed([course.resolve()], threads) as local:
        yield local


@contextlib.contextmanager
def _bar(hidden: bool) -> Iterator[Callable[[int, int], None]]:
    """A bar with the time left, on the screen's error stream; plain where that is no terminal."""
    from rich import progress
    from rich.console import Console

    console = Console(stderr=True)
    columns = (
        progress.TextColumn("Graded"),
        progress.BarColumn(),
        progress.MofNCompleteColumn(),
        progress.TimeRemainingColumn(),
    )
    with progress.Progress(
        *columns, console=console, transient=True, disable=hidden or not console.is_terminal
    ) as shown:
        task = shown.add_task("", total=None)

        def told(done: int, whole: int) -> None:
            shown.update(task, completed=done, total=whole)

        yield told


def _print(report: Report, course: Path) -> None:
    from rich.console import Console
    from rich.text import Text

    from aftermosul.classroom.report import as_table, path_of

    console = Console(highlight=False)
    if report.rows:
        console.print(as_table(report))
    for sentence in report.sentences:
        console.print(Text(sentence))
    graded = len(report.rows) - len(report.not_graded)
    told = f"{graded} graded in {report.seconds:.1f} s"
    if report.already_graded:
        told += f", {len(report.already_graded)} were graded before"
    if report.not_graded:
        told += f", {len(report.not_graded)} could not be: run again to try once more"
    console.print(Text(f"{told}."))
    console.print(Text(f"Report: {path_of(course, report.assignment)}"), soft_wrap=True)
