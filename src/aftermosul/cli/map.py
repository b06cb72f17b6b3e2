"""`aftermosul map`: from the essay's sentences to claims, lessons and self-checks."""

from __future__ import annotations

from dataclasses import asdict
from typing import Annotated

import typer
from rich.console import Console
from rich.table import Table

from aftermosul.cli.printing import print_json
from aftermosul.desk.coverage import Lesson, essay_map


def essay_to_checks(
    as_json: Annotated[bool, typer.Option("--json", help="Print it as JSON.")] = False,
) -> None:
    """Show for every sentence of the essay its claims, their lessons and self-checks."""
    mapped = essay_map()
    if as_json:
        print_json([asdict(row) for row in mapped], indent=1)
        return
    table = Table(box=None, pad_edge=False)
    table.add_column("Sentence", justify="right")
    table.add_column("Claim")
    table.add_column("What it says", ratio=3)
    table.add_column("Lesson and self-checks", ratio=3)
    last = 0
    for row in mapped:
        if row.sentence != last:
            table.add_row(str(row.sentence), "", f"“{row.words}”", "", style="bold")
            last = row.sentence
        lessons = "\n".join(_in_words(lesson) for lesson in row.lessons)
        once = " (judged once)" if row.judged_once else ""
        table.add_row("", row.claim_id, row.claim + once, lessons)
    Console(highlight=False, width=120).print(table)
    written = {lesson.number for row in mapped for lesson in row.lessons if lesson.written}
    typer.echo(f"\n* the lesson that opens with the claim. Written: {', '.join(sorted(written))}.")


def _in_words(lesson: Lesson) -> str:
    """One lesson's line: its number, a star for the claim's own lesson, its checks."""
    star = "*" if lesson.card else " "
    if not lesson.written:
        return f"{lesson.number}{star} to come"
    return f"{lesson.number}{star} {', '.join(lesson.checks) or '-'}"
