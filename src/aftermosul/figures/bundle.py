"""The Vega bundle: what draws every chart, kept inside the package so that nothing is fetched.

`python -m aftermosul.figures.bundle` makes it anew with vl-convert, for a maintainer who
raises the version of Altair; a test compares what is kept with what would be made.
"""

from __future__ import annotations

import functools
import hashlib
from pathlib import Path

from aftermosul.files import write_atomically

STATIC = Path(__file__).resolve().parent / "static"
PATH = STATIC / "vega-embed.js"

# vl-convert bundles Vega only when the snippet names `vegaEmbed`; Vega and Vega-Lite come with it.
_SNIPPET = "export { vegaEmbed };"


@functools.cache
def code() -> str:
    """The bundle as the text of one ES module that exports `vegaEmbed`."""
    return PATH.read_text(encoding="utf-8")


@functools.cache
def digest() -> str:
    """A short fingerprint of the bundle, by which a page knows that it has it already."""
    return hashlib.sha256(code().encode()).hexdigest()[:16]


def make() -> str:
    """Make the bundle anew. Needs vl-convert, which readers never install."""
    import altair
    import vl_convert

    major_minor = ".".join(altair.SCHEMA_VERSION.removeprefix("v").split(".")[:2])
    made: str = vl_convert.javascript_bundle(_SNIPPET, vl_version=major_minor)
    return made


if __name__ == "__main__":
    write_atomically(PATH, make())
