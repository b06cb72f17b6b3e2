"""What the module changes in a notebook that imports it: tables that a screen reader can follow."""

from __future__ import annotations

from typing import TYPE_CHECKING

from aftermosul.display.tables import named_corner, texts_left

if TYPE_CHECKING:
    import pandas as pd

_TEXTS = {"object", "str", "string", "category"}


def prepare_notebook() -> None:
    """In a notebook, give pandas' tables a name over their index; elsewhere, nothing."""
    from IPython.core.getipython import get_ipython

    shell = get_ipython()
    if shell is None or shell.display_formatter is None:
        return
    html = shell.display_formatter.formatters["text/html"]
    # By name, so that importing the module does not import pandas.
    for module in ("pandas", "pandas.core.frame", "pandas.DataFrame"):
        html.for_type_by_name(module, "DataFrame", _frame_html)


def _frame_html(frame: pd.DataFrame) -> str | None:
    """Pandas' own HTML with its empty heading named, and its texts to the left."""
    drawn: str | None = frame._repr_html_()  # type: ignore[operator]
    if drawn is None:
        return None
    texts = [i for i, kind in enumerate(frame.dtypes) if str(kind) in _TEXTS]
    return texts_left(named_corner(drawn), texts, len(frame.columns))
