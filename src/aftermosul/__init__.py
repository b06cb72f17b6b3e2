"""After Mosul: a short essay of 2016, tested claim by claim against public evidence.

What a lesson uses is named here and loaded when it is first asked for, so that
`import aftermosul` costs next to nothing.
"""

from __future__ import annotations

import importlib
from typing import TYPE_CHECKING, Any

from aftermosul.version import __version__

if TYPE_CHECKING:
    from aftermosul import expect, instruments
    from aftermosul.evidence import essay
    from aftermosul.evidence.claims import claim
    from aftermosul.evidence.sources import cite, sources, sources_note
    from aftermosul.evidence.tables import load

# Where each public name lives.
_HOMES = {
    "cite": "aftermosul.evidence.sources",
    "claim": "aftermosul.evidence.claims",
    "essay": "aftermosul.evidence",
    "expect": "aftermosul",
    "instruments": "aftermosul",
    "load": "aftermosul.evidence.tables",
    "sources": "aftermosul.evidence.sources",
    "sources_note": "aftermosul.evidence.sources",
}

__all__ = [
    "__version__",
    "cite",
    "claim",
    "essay",
    "expect",
    "instruments",
    "load",
    "sources",
    "sources_note",
]


def __getattr__(name: str) -> Any:
    """Load a public name from its home on first use."""
    if name not in _HOMES:
        raise AttributeError(f"module 'aftermosul' has no attribute '{name}'")
    home = _HOMES[name]
    try:
        value = importlib.import_module(f"{home}.{name}")
    except ModuleNotFoundError as error:
        if error.name != f"{home}.{name}":
            raise
        value = getattr(importlib.import_module(home), name)
    globals()[name] = value
    return value


def __dir__() -> list[str]:
    """The public names, for completion in a notebook."""
    return sorted(__all__)
