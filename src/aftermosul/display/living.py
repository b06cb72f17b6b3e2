"""What lives while its kernel does, and what stands in its place where it doesn't.

JupyterLab shows a widget's output even where its model is gone, as an error. So a living thing has
two outputs: itself, and after it a still one, which a page hides as long as the first lives.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

STILL = "am-still"
ALIVE = "am-alive"

_STYLE = (
    f"<style>.jp-OutputArea-child:has(.{ALIVE}) + .jp-OutputArea-child:has(.{STILL}),"
    f".jp-OutputArea-child:not(:has(.{ALIVE})):has(+ .jp-OutputArea-child .{STILL})"
    "{display:none}</style>"
)


def data_of(bundle: Any) -> dict[str, Any]:
    """The data of what a widget gives Jupyter, with its metadata or without."""
    data: Mapping[str, Any] = bundle[0] if isinstance(bundle, tuple) else bundle or {}
    return dict(data)


def show(bundle: Any, still: str, plain: str) -> None:
    """Show a widget's bundle, and after it the still HTML with the same in plain words."""
    from IPython.display import display

    title = plain.partition("\n")[0]
    alive = {**data_of(bundle), "text/plain": f"{title} (run this cell to bring it to life)"}
    for output in (alive, {"text/html": _STYLE + still, "text/plain": plain}):
        display(output, raw=True)  # type: ignore[no-untyped-call]
