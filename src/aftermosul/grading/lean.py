"""Leaves out of an import, and of what follows it, what takes time and does nothing for us."""

from __future__ import annotations

import contextlib
import gc
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


def keep_what_is_loaded() -> None:
    """Spare Python from looking through all that was imported whenever it collects garbage.

    It stays to the end, so that there is nothing to look for, at the end neither. What comes after
    it is looked through less often: a process of a few seconds has little garbage.
    """
    gc.collect()
    gc.freeze()
    gc.set_threshold(10_000)
