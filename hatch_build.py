"""Hatchling's hook: puts lessons, data, essay, assignments and still pictures into a wheel.

Student versions of the assignments are made from the masters by nbgrader's own preprocessors, so
that no solution and no hidden test is in them. An editable install gets none of it: it uses the
checkout, and a second copy of the masters in an environment would be one too many to hide.
"""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface

CONTENT = ("lessons", "data", "seeds", "assignments")
"""Folders at the top of a checkout that travel inside the wheel; resources.py finds them there."""


class StudentVersions(BuildHookInterface[Any]):
    """Makes `build/student/` and adds it to the wheel."""

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        """Hatchling calls this before a wheel is built."""
        if version == "editable":
            return
        root = Path(self.root)
        sys.path.insert(0, str(root / "src"))
        try:
            from aftermosul.desk import stills
            from aftermosul.grading.release import make_student_versions
        finally:
            sys.path.pop(0)
        target = root / "build" / "student"
        make_student_versions(root / "assignments", target)
        pictures = root / "build" / "stills"
        stills.make(pictures)
        for name in CONTENT:
            build_data["force_include"][str(root / name)] = f"aftermosul/content/{name}"
        build_data["force_include"][str(target)] = "aftermosul/content/student"
        build_data["force_include"][str(pictures)] = "aftermosul/content/stills"
