"""`aftermosul status`: versions, edits and progress in the workspace."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console
from rich.table import Table

from aftermosul.cli.items import shipped_items
from aftermosul.desk.register import all_questions
from aftermosul.problems import Problem
from aftermosul.version import __version__
from aftermosul.workspace import copies, ledger, place


def status(
    workspace: Annotated[Path | None, typer.Option(help="The folder with your copies.")] = None,
) -> None:
    """List your notebooks: their version, whether you edited them, and how far you are."""
    folder = workspace.expanduser().resolve() if workspace else place.find()
    if not place.is_workspace(folder):
        raise Problem(
            f"{folder} is not a workspace: run  aftermosul lab  there first, "
            "or name one with --workspace."
        )
    kept, said = ledger.read(folder)
    if said:
        typer.echo(said)
    typer.echo(f"Workspace: {folder}\nModule: version {__version__}")
    table = Table(box=None, pad_edge=False)
    for heading in ("Notebook", "Version", "State", "Self-checks right"):
        table.add_column(heading)
    for item in shipped_items():
        standing = copies.standing(folder, item)
        table.add_row(
            str(item.relative), standing.version or "-", standing.state, _progress(item, kept)
        )
    Console(highlight=False, width=110).print(table)
    typer.echo(f"Claims with a verdict: {len(kept.latest())}. {_forecasts(kept)}")


def _forecasts(kept: ledger.Ledger) -> str:
    """How many forecasts are sealed, and how many of them were changed since."""
    sealed = kept.sealed().values()
    changed = sum(bool(one.changes) for one in sealed)
    return f"Forecasts sealed: {len(sealed)}{f', {changed} changed since' if changed else ''}."


def _progress(item: copies.Shipped, kept: ledger.Ledger) -> str:
    """How many of a lesson's self-checks are right."""
    ids = [q.id for q in all_questions().values() if q.lesson == item.key]
    if not ids:
        return "-"
    right = sum(1 for i in ids if i in kept.checks and kept.checks[i].status == "right")
    return f"{right} of {len(ids)}"
