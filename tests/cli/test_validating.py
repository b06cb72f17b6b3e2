"""Validate is answered by nbgrader where something is marked, and by a sentence elsewhere."""

from __future__ import annotations

from pathlib import Path
from types import SimpleNamespace

import pytest
from nbgrader.server_extensions.validate_assignment import handlers

from aftermosul import resources
from aftermosul.cli import validating
from tests.grading import prepared


def test_lessons_are_unmarked_and_assignments_are_not(tmp_path: Path) -> None:
    assert all(validating.is_unmarked(path) for path in resources.lesson_paths())
    assert not validating.is_unmarked(prepared.student())
    (tmp_path / "broken.ipynb").write_text("{", encoding="utf-8")
    assert not validating.is_unmarked(tmp_path / "broken.ipynb")
    assert not validating.is_unmarked(tmp_path / "missing.ipynb")


def test_the_handler_asks_nbgrader_only_where_something_is_marked(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    handler = handlers.ValidateAssignmentHandler
    monkeypatch.setattr(handler, "validate_notebook", lambda *_: "nbgrader's")
    validating._load_jupyter_server_extension(None)
    lesson, student = resources.lesson_paths()[0], prepared.student()
    asked = SimpleNamespace(root_dir="/")
    assert handler.validate_notebook(asked, str(lesson)[1:]) == {
        "success": False,
        "value": validating.NOTHING_MARKED,
    }
    assert handler.validate_notebook(asked, str(student)[1:]) == "nbgrader's"
