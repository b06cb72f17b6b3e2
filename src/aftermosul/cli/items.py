"""What belongs in a workspace, with the students' versions made ready first."""

from __future__ import annotations

from aftermosul import resources
from aftermosul.workspace import copies


def shipped_items() -> list[copies.Shipped]:
    """Every lesson and every assignment's student version.

    In a checkout stale student versions are made anew, which takes nbgrader; a wheel has them.
    """
    if resources.checkout() is not None:
        from aftermosul.grading.release import fresh_student_versions

        fresh_student_versions()
    return copies.shipped(resources.student_versions())
