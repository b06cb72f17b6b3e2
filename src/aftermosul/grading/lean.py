"""Leaves out of an import what takes a second and does nothing for us."""

from __future__ import annotations

import contextlib
import sys
from collections.abc import Iterator
from typing import Any

# A checker of international addresses, which jsonschema takes up where it finds one: it works a
# grammar out each time that it is imported. Nothing here asks for such a check.
_LEFT_OUT = "rfc3987_syntax"


@contextlib.contextmanager
def imports() -> Iterator[None]:
    """What is imported meanwhile finds `rfc3987_syntax` missing, and does without as it can."""
    modules: dict[str, Any] = sys.modules
    if _LEFT_OUT in modules:
        yield
        return
    modules[_LEFT_OUT] = None
    try:
        yield
    finally:
        modules.pop(_LEFT_OUT, None)
