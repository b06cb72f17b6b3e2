"""Small notebooks for the shell: plain cells, and a test cell as nbgrader marks one."""

from __future__ import annotations

from typing import Any

import nbformat

from aftermosul.grading.execution import Execution, Limits, Work
from aftermosul.grading.shell import ShellServer

QUICK = Limits(seconds_a_cell=2.0, seconds_in_all=30.0, memory_mb=600)


def graded(source: str, name: str = "test-answer") -> Any:
    """A cell that nbgrader grades by running it."""
    cell = nbformat.v4.new_code_cell(source)
    cell.metadata["nbgrader"] = {
        "grade": True,
        "grade_id": name,
        "locked": True,
        "points": 1,
        "schema_version": 3,
        "solution": False,
        "task": False,
    }
    return cell


def execute(server: ShellServer, *cells: Any, limits: Limits = QUICK, **files: bytes) -> Execution:
    """Run cells, given as text or as cells; `files` lie beside the notebook."""
    made = [nbformat.v4.new_code_cell(c) if isinstance(c, str) else c for c in cells]
    text = nbformat.writes(nbformat.v4.new_notebook(cells=made))
    return server.run(Work(text, tuple(files.items()), limits))


def errors(done: Execution, index: int) -> list[str]:
    """The names of the errors of a cell."""
    return [o.ename for o in done.notebook.cells[index].outputs if o.output_type == "error"]


def said(done: Execution, index: int) -> str:
    """What a cell printed and gave, as plain text."""
    parts = []
    for output in done.notebook.cells[index].outputs:
        if output.output_type == "stream":
            parts.append(output.text)
        elif "data" in output:
            parts.append(str(output.data.get("text/plain", "")))
    return "".join(parts)
