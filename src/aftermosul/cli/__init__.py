"""The one command, `aftermosul`: each subcommand in a module of its own."""

from __future__ import annotations

import sys
from typing import Annotated

import typer

from aftermosul.cli.class_ import class_app
from aftermosul.cli.doctor import doctor
from aftermosul.cli.grade import grade
from aftermosul.cli.lab import lab
from aftermosul.cli.map import essay_to_checks
from aftermosul.cli.printing import print_whatever_comes
from aftermosul.cli.status import status
from aftermosul.problems import Problem
from aftermosul.version import __version__

_typer = typer.Typer(
    name="aftermosul",
    help="After Mosul: test a short essay against public evidence, in Jupyter notebooks.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
)

# Options that are not ours go to JupyterLab untouched.
_typer.command(context_settings={"allow_extra_args": True, "ignore_unknown_options": True})(lab)
_typer.command()(status)
_typer.command()(doctor)
_typer.command()(grade)
_typer.command("map")(essay_to_checks)
_typer.add_typer(class_app)


@_typer.callback(invoke_without_command=True)
def _main(
    version: Annotated[bool, typer.Option("--version", help="Print the version.")] = False,
) -> None:
    if version:
        typer.echo(f"After Mosul {__version__}")
        raise typer.Exit


def app() -> None:
    """Run the command; what a reader can mend ends as one sentence and exit code 1."""
    print_whatever_comes()
    try:
        _typer()
    except Problem as problem:
        typer.echo(str(problem), err=True)
        sys.exit(1)
