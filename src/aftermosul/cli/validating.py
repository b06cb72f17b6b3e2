"""A Jupyter server extension: nbgrader's *Validate* claims no success where nothing is marked.

nbgrader answers every notebook without a failing test with "Success! Your notebook passes all the
tests", a lesson too. Here a notebook without graded cells gets a sentence instead.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

NOTHING_MARKED = (
    "Nothing is marked in this notebook, so there is nothing to validate. Each check(...) says at "
    "once whether an answer is right; Validate is for assignments."
)


def _jupyter_server_extension_points() -> list[dict[str, str]]:
    """What Jupyter asks a server extension for."""
    return [{"module": "aftermosul.cli.validating"}]


def _load_jupyter_server_extension(_: Any) -> None:
    """Put our look before nbgrader's own answer."""
    from nbgrader.server_extensions.validate_assignment import handlers

    theirs = handlers.ValidateAssignmentHandler.validate_notebook

    def validate_notebook(handler: Any, path: str) -> Any:
        if is_unmarked(Path(handler.root_dir) / path):
            return {"success": False, "value": NOTHING_MARKED}
        return theirs(handler, path)

    handlers.ValidateAssignmentHandler.validate_notebook = validate_notebook


def is_unmarked(path: Path) -> bool:
    """Whether a notebook can be read and holds no cell that nbgrader marks."""
    try:
        cells = json.loads(path.read_text(encoding="utf-8"))["cells"]
        noted = [cell["metadata"].get("nbgrader", {}) for cell in cells]
        return not any(note.get("grade") or note.get("task") for note in noted)
    except (OSError, ValueError, KeyError, TypeError, AttributeError):
        return False  # nbgrader says what is wrong with it.
