"""What the module changes in a notebook that imports it: tables can be followed and read whole."""

from __future__ import annotations

from typing import TYPE_CHECKING

from aftermosul.display.tables import named_corner, texts_left

if TYPE_CHECKING:
    import pandas as pd

_DEFAULT_WIDTH, _OURS = 50, 200
_TEXTS = {"object", "str", "string", "category"}


def prepare_notebook() -> None:
    """In a notebook, give pandas' tables a name over their index, and let them show long texts.

    Elsewhere nothing changes.
    """
    from IPython.core.getipython import get_ipython

    shell = get_ipython()
    if shell is None or shell.display_formatter is None:
        return
    html = shell.display_formatter.formatters["text/html"]
    # By name, so that importing the module does not import pandas.
    for module in ("pandas", "pandas.core.frame", "pandas.DataFrame"):
        html.for_type_by_name(module, "DataFrame", _frame_html)


def _frame_html(frame: pd.DataFrame) -> str | None:
    """Pandas' own HTML with its empty heading named, and its texts to the left and whole."""
    import pandas as pd  # who shows a table has loaded it

    option = "display.max_colwidth"
    # A width that the reader chose stands.
    width = _OURS if pd.get_option(option) == _DEFAULT_WIDTH else pd.get_option(option)
    with pd.option_context(option, width):
        drawn: str | None = frame._repr_html_()  # type: ignore[operator]
    if drawn is None:
        return None
    texts = [i for i, kind in enumerate(frame.dtypes) if str(kind) in _TEXTS]
    return texts_left(named_corner(drawn), texts, len(frame.columns))
