"""The rooms of the topics, found by looking: a new one is entered in no list."""

from __future__ import annotations

import importlib
import pkgutil
from types import ModuleType

from aftermosul import topics


def rooms() -> list[ModuleType]:
    """The topics' packages in the order of the lessons; of each, only its `__init__` is loaded."""
    names = sorted(found.name for found in pkgutil.iter_modules(topics.__path__) if found.ispkg)
    return [importlib.import_module(f"{topics.__name__}.{name}") for name in names]
