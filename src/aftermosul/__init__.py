"""After Mosul: a short essay of 2016, tested claim by claim against public evidence.

What a lesson uses is named here and loaded when it is first asked for, so that
`import aftermosul` costs next to nothing.
"""

from __future__ import annotations

import importlib
import sys
from typing import TYPE_CHECKING, Any

from aftermosul.version import __version__

if TYPE_CHECKING:
    from aftermosul import expect
    from aftermosul.desk import instruments
    from aftermosul.desk.checks import check, choose, hint, solution
    from aftermosul.desk.forecasts import forecast
    from aftermosul.desk.ledgers import ledger
    from aftermosul.desk.verdicts import verdict
    from aftermosul.evidence import adapters, essay
    from aftermosul.evidence.claims import claim
    from aftermosul.evidence.contested import ranges
    from aftermosul.evidence.dating import as_of
    from aftermosul.evidence.describing import catalogue, describe
    from aftermosul.evidence.literature import scholars
    from aftermosul.evidence.sources import cite, sources, sources_note
    from aftermosul.evidence.tables import load

# Where each public name lives: a module itself, or a function in a module.
_MODULES = {
    "adapters": "aftermosul.evidence.adapters",
    "essay": "aftermosul.evidence.essay",
    "expect": "aftermosul.expect",
    "instruments": "aftermosul.desk.instruments",
}
_FUNCTIONS = {
    "as_of": "aftermosul.evidence.dating",
    "catalogue": "aftermosul.evidence.describing",
    "check": "aftermosul.desk.checks",
    "choose": "aftermosul.desk.checks",
    "cite": "aftermosul.evidence.sources",
    "claim": "aftermosul.evidence.claims",
    "describe": "aftermosul.evidence.describing",
    "forecast": "aftermosul.desk.forecasts",
    "hint": "aftermosul.desk.checks",
    "ledger": "aftermosul.desk.ledgers",
    "load": "aftermosul.evidence.tables",
    "ranges": "aftermosul.evidence.contested",
    "scholars": "aftermosul.evidence.literature",
    "solution": "aftermosul.desk.checks",
    "sources": "aftermosul.evidence.sources",
    "sources_note": "aftermosul.evidence.sources",
    "verdict": "aftermosul.desk.verdicts",
}

__all__ = [
    "__version__",
    "adapters",
    "as_of",
    "catalogue",
    "check",
    "choose",
    "cite",
    "claim",
    "describe",
    "essay",
    "expect",
    "forecast",
    "hint",
    "instruments",
    "ledger",
    "load",
    "ranges",
    "scholars",
    "solution",
    "sources",
    "sources_note",
    "verdict",
]


def __getattr__(name: str) -> Any:
    """Load a public name from its home on first use."""
    if name in _MODULES:
        value: Any = importlib.import_module(_MODULES[name])
    elif name in _FUNCTIONS:
        value = getattr(importlib.import_module(_FUNCTIONS[name]), name)
    else:
        from aftermosul.evidence import asking

        raise asking.no_such("module 'aftermosul'", name, __all__)
    globals()[name] = value
    return value


def __dir__() -> list[str]:
    """The public names, for completion in a notebook."""
    return sorted(__all__)


if "IPython" in sys.modules:
    from aftermosul.display.notebook import prepare_notebook

    prepare_notebook()
