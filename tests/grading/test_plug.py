"""Plain nbgrader with the plug's two lines: the same marks, and a graded copy that is inert."""

from __future__ import annotations

import json
import re
from pathlib import Path

from aftermosul.grading import plug
from tests.assignments.test_stock import nbgrader
from tests.classroom import courses, processes
from tests.grading import prepared
from tests.grading.live import RUN

LINES = re.search(r"\n((?:    \S.*\n)+)", str(plug.__doc__))


def test_plain_nbgrader_with_the_plug_publishes_nothing_live(tmp_path: Path) -> None:
    processes.needs_sandbox()
    course = courses.empty(tmp_path / "course")
    assert LINES is not None
    config = course / "nbgrader_config.py"
    lines = LINES[1].replace("    ", "")
    config.write_text(f"{config.read_text('utf-8')}\n{lines}", encoding="utf-8")
    path = courses.hand_in(course, "student", "right-another-way")
    content = json.loads(path.read_text(encoding="utf-8"))
    (essay,) = [cell for cell in content["cells"] if cell["id"] == "essay-right-text"]
    essay["source"] = f"I count. <script>{RUN}</script>"
    path.write_text(json.dumps(content), encoding="utf-8")
    handed_in = path.read_bytes()

    nbgrader(course, "autograde", "--create", courses.NAME)

    full = prepared.stated_marks()["right-another-way"]
    assert courses.tests_marks(course, "student") == full
    (shown,) = [c for c in courses.graded(course, "student").cells if c.id == "essay-right-text"]
    assert "I count." in shown.source
    assert "<script" not in shown.source
    assert path.read_bytes() == handed_in
