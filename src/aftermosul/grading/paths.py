"""Paths that nbgrader can work in."""

from __future__ import annotations

import os
import re
from pathlib import Path

from aftermosul.problems import Problem

# The first are patterns to its searches, and the question mark ends its gradebook's address, in
# which %20 is a blank; a name after a dollar sign is looked up in the environment.
_TAKEN_FOR_OTHERS = re.compile(r"[\[\]*?]|%[0-9A-Fa-f]{2}")


def refuse_patterns(folder: Path) -> None:
    """Raise `Problem` where nbgrader would look in other folders than the one that is named."""
    path = str(folder)
    odd = sorted(set(_TAKEN_FOR_OTHERS.findall(path)))
    if not odd and os.path.expandvars(path) != path:
        odd = ["$"]
    if odd:
        raise Problem(
            f"nbgrader can't work in {path}, since it takes {' '.join(odd)} in a folder's name for "
            "a pattern: rename that folder, or move what is in it, and run again."
        )
