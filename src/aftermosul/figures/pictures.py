"""Still pictures: what a figure shows where no kernel and no script runs.

The first step of every figure is drawn when a wheel is built and travels in it, by a name made of
the figure's own specification, so that a picture of another state is never shown. In a checkout it
is drawn where vl-convert is installed, as it is for the tests; readers never need that.
"""

from __future__ import annotations

import base64
import functools
import hashlib
import json
import os
from collections.abc import Mapping, Sequence
from html import escape

import pandas as pd

from aftermosul import resources
from aftermosul.display.living import STILL
from aftermosul.display.tables import table_html
from aftermosul.figures.fields import Field, written

# nbgrader says so where it runs cells, and so does our sandbox: nobody looks, and room is scarce.
_GRADING = "NBGRADER_EXECUTION"

WIDTH = 640
MOST_ROWS = 80
MOST_BYTES = 200_000
_INK = "#222222"  # On a white ground of its own: a picture can't follow the page's theme.


def specification(chart: str, signals: Mapping[str, object]) -> str:
    """A chart's JSON with its parameters set, on white, in a width of its own."""
    spec = json.loads(chart) | {"width": WIDTH, "background": "white"}
    for param in spec.get("params", []):
        if "value" in param:
            param["value"] = signals.get(param["name"], param["value"])
    return json.dumps(spec, sort_keys=True).replace("currentColor", _INK)


def file_name(specification: str) -> str:
    """The name under which a picture of this specification is shipped."""
    return hashlib.sha256(specification.encode()).hexdigest()[:20] + ".svg"


def drawn(specification: str) -> str | None:
    """The picture as SVG: the shipped one, else drawn here, else None where nothing can draw it."""
    shipped = resources.stills() / file_name(specification)
    if shipped.is_file():
        return shipped.read_text(encoding="utf-8")
    return None if os.environ.get(_GRADING) else _converted(specification)


@functools.lru_cache(maxsize=64)
def _converted(specification: str) -> str | None:
    """The picture drawn here, where vl-convert is installed."""
    try:
        import vl_convert
    except ImportError:
        return None
    return str(vl_convert.vegalite_to_svg(specification))


def html(
    title: str, words: Sequence[str], alt: str, pictures: Sequence[str | None], table: str
) -> str:
    """A figure that needs nothing: its pictures, its words, and its table folded away."""
    images = "".join(
        f'<img alt="{escape(alt)}" style="max-width:100%;height:auto" '
        f'src="data:image/svg+xml;base64,{base64.b64encode(svg.encode()).decode()}">'
        for svg in pictures
        if svg
    )
    said = " ".join(escape(text) for text in words if text)
    folded = f"<details><summary>Show as table</summary>{table}</details>" if table else ""
    missing = "" if images else f"<p>{escape(alt)}</p>"
    return (
        f'<figure class="{STILL}" style="margin:0.5em 0;max-width:46em">{images}{missing}'
        f"<figcaption><strong>{escape(title)}.</strong> {said}</figcaption>{folded}</figure>"
    )


def table(rows: pd.DataFrame, fields: Sequence[Field], caption: str) -> str:
    """The rows of a twin as an HTML table; of a long one the first 80, and how many more."""
    shown = pd.DataFrame(
        {
            field.label: [written(v, field.how) for v in rows[field.name].head(MOST_ROWS)]
            for field in fields
        }
    )
    more = len(rows) - len(shown)
    note = (
        f" The first {len(shown)} rows; {more:,} more stand in the living figure."
        if more > 0
        else ""
    )
    return table_html(shown, f"{caption}.{note}")
