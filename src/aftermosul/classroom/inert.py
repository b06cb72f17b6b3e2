"""What a student wrote, made inert in the graded copy that a teacher opens.

nbgrader's formgrader and feedback pages show a notebook's HTML as it stands, with the rights of
whoever opens them: a script in a written answer would run there. The file that was handed in stays
as it is; in the copy, HTML is cleaned and what a browser could run is left out. Text, tables,
pictures and formulas stay.
"""

from __future__ import annotations

import re
from collections.abc import Collection
from typing import Any

import bleach
from bleach.css_sanitizer import CSSSanitizer
from nbconvert.filters import markdown2html

from aftermosul.grading.notebooks import Notebook, settings

_TAGS = frozenset(
    [
        "a",
        "abbr",
        "b",
        "blockquote",
        "br",
        "caption",
        "code",
        "dd",
        "del",
        "div",
        "dl",
        "dt",
        "em",
        "h1",
        "h2",
        "h3",
        "h4",
        "h5",
        "h6",
        "hr",
        "i",
        "li",
        "ol",
        "p",
        "pre",
        "s",
        "small",
        "span",
        "strong",
        "sub",
        "sup",
        "table",
        "tbody",
        "td",
        "tfoot",
        "th",
        "thead",
        "tr",
        "u",
        "ul",
    ]
)
_ATTRIBUTES = {
    "*": ["title", "class"],
    "a": ["href"],
    "td": ["colspan", "rowspan", "style"],
    "th": ["colspan", "rowspan", "scope", "style"],
    "ol": ["start"],
}
_STYLES = CSSSanitizer(allowed_css_properties=["text-align"])
_LINKS = frozenset({"http", "https", "mailto"})
# Markdown without any of these can hold nothing live: a tag, an entity that hides one, a link
# whose address is not a plain one, or a reference to such an address.
_SUSPECT = re.compile(
    r"<[A-Za-z/!?]|&#|&\w+;|\]\s*\((?!\s*(?:https?://|#|attachment:))|^\s*\[[^\]]+\]:", re.MULTILINE
)
_ATTACHED = re.compile(r"attachment:([^)\s]*)")
_UNSEEN = re.compile(r"<(style|script)\b.*?(</\1\s*>|\Z)", re.DOTALL | re.IGNORECASE)
_BASE64 = re.compile(r"[A-Za-z0-9+/=\s]*")
_PICTURES = ("image/png", "image/jpeg", "image/gif")
_WORD = re.compile(r"[\w-]{1,64}")


def inert(notebook: Notebook) -> Notebook:
    """The notebook, its cells changed so that nothing in it can run in a browser."""
    for cell in notebook.cells:
        _tidy_metadata(cell)
        if cell.cell_type == "markdown":
            cell["source"] = markdown(cell.source, cell.get("attachments", {}))
        elif cell.cell_type == "raw":
            # nbconvert puts raw cells of no or of HTML's type into the page as they stand.
            cell.metadata["raw_mimetype"] = "text/x-left-out"
        else:
            cell["outputs"] = [_output(output) for output in cell.get("outputs", ())]
    notebook.metadata.pop("widgets", None)
    return notebook


def markdown(text: str, attached: Collection[str] = ()) -> str:
    """Markdown as it stands where it can hold nothing live, else as cleaned HTML.

    `attached` names the pictures in the cell: a page can't be made of one that isn't there.
    """
    names = set(_ATTACHED.findall(text))
    if not _SUSPECT.search(text) and names <= set(attached):
        return text
    made = str(markdown2html(text.replace("attachment:", "#")))
    # One block of HTML, without a blank line to end it: inside it nothing is read as markdown.
    cleaned = re.sub(r"\n[ \t]*(?=\n)", "\n&#8203;", html(made).strip())
    return f"<div>\n{cleaned}\n</div>"


def html(text: str) -> str:
    """HTML with text, tables and plain links, and nothing that runs or is fetched."""
    return str(
        bleach.clean(
            _UNSEEN.sub("", text),
            tags=_TAGS,
            attributes=_ATTRIBUTES,
            protocols=_LINKS,
            css_sanitizer=_STYLES,
            strip=True,
        )
    )


def _tidy_metadata(cell: Any) -> None:
    """Keep nbgrader's notes and plain tags: templates write other metadata into the page."""
    kept: dict[str, Any] = {}
    if settings(cell):
        kept["nbgrader"] = cell.metadata["nbgrader"]
    tags = cell.metadata.get("tags")
    if isinstance(tags, list):
        kept["tags"] = [t for t in tags if isinstance(t, str) and _WORD.fullmatch(t)]
    cell.metadata.clear()
    cell.metadata.update(kept)
    attached = cell.get("attachments")
    if attached:
        cell["attachments"] = {
            name: found for name, data in attached.items() if (found := _pictures(data))
        }


def _pictures(data: Any) -> dict[str, str]:
    """Of a bundle by type, the pictures that are nothing else."""
    return {
        kind: data[kind]
        for kind in _PICTURES
        if isinstance(data.get(kind), str) and _BASE64.fullmatch(data[kind])
    }


def _output(output: Any) -> Any:
    if "data" not in output:
        return output
    data = output.data
    kept: dict[str, Any] = dict(_pictures(data))
    if "text/plain" in data:
        kept["text/plain"] = data["text/plain"]
    if isinstance(data.get("text/html"), str):
        kept["text/html"] = html(data["text/html"])
    if isinstance(data.get("text/markdown"), str):
        kept["text/markdown"] = markdown(data["text/markdown"])
    data.clear()
    data.update(kept)
    output["metadata"] = {}
    return output
