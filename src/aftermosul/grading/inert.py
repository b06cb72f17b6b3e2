"""What a student wrote, made inert in the graded copy that a teacher opens.

nbgrader's formgrader and feedback pages show a notebook's HTML as it stands, with the rights of
whoever opens them: a script in a written answer would run there. The file that was handed in stays
as it is; in the copy, HTML is cleaned and what a browser could run or fetch is left out. Text,
tables, pictures that the notebook holds and formulas stay.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from html import escape
from typing import Any

from nbconvert.filters.markdown_mistune import IPythonRenderer, MarkdownWithMath
from nbgrader.preprocessors import NbGraderPreprocessor

from aftermosul.grading import cleaning
from aftermosul.grading.cleaning import html, tamed
from aftermosul.grading.notebooks import Notebook, mended, settings

# Markdown without any of these can hold nothing live: a tag, an entity that hides one, a link or
# picture whose address is not a plain one, a reference to such an address, a diagram.
_SUSPECT = re.compile(
    r"<[A-Za-z/!?]|&#|&\w+;|\]\s*\((?!(?:https?://|#|attachment:))|\]:|!\[[^\]]*\](?!\(attachment:)"
    r"|(?:`{3}|~{3})\s*mermaid"
)
# A picture from elsewhere would be fetched by whoever opens the page: a link is not.
_PICTURE_ELSEWHERE = re.compile(r"!(\[[^\[\]]*\]\(https?://)")
_BOX = re.compile(r'<input class="task-list-item-checkbox" type="checkbox" disabled(/| checked/)>')
_ATTACHED = "attachment:"
_WORD = re.compile(r"[\w-]{1,64}")
_OURS = "aftermosul"


def inert(notebook: Notebook) -> Notebook:
    """The notebook, its cells changed so that nothing in it can run in a browser."""
    for cell in notebook.cells:
        _tidy_metadata(cell)
        if cell.cell_type == "code":
            cell["outputs"] = [_output(output) for output in cell.get("outputs", ())]
            continue
        written = cell.source
        if cell.cell_type == "raw":
            # nbconvert puts raw cells into the page as they stand.
            cell["cell_type"] = "markdown"
            cell["source"] = _block(f"<pre>{tamed(escape(written))}</pre>") if written else ""
        else:
            cell["source"] = markdown(written, cell.get("attachments", {}))
        if cell["source"] != written:
            cell.metadata[_OURS] = {"written": written}
    notebook.metadata.pop("widgets", None)
    return notebook


class MakeInert(NbGraderPreprocessor):  # type: ignore[misc]
    """Leaves nothing in the graded notebook that a teacher's browser could run."""

    def preprocess(self, notebook: Any, resources: Any) -> tuple[Any, Any]:
        """Nbgrader calls this once a notebook, when the marks are saved."""
        return inert(mended(notebook)), resources


def as_written(notebook: Notebook) -> Notebook:
    """A graded copy with every text as its student wrote it: to be read as text, never as HTML."""
    for cell in notebook.cells:
        note = cell.metadata.pop(_OURS, None)
        if isinstance(note, dict) and isinstance(note.get("written"), str):
            cell["source"] = note["written"]
    return notebook


def markdown(text: str, attached: Mapping[str, Mapping[str, str]] | None = None) -> str:
    """Markdown as it stands where it can hold nothing live, else as cleaned HTML.

    `attached` are the pictures in the cell: no page can be made of one that isn't there.
    """
    attached = attached or {}
    text = tamed(_PICTURE_ELSEWHERE.sub(r"\1", text))
    if not _SUSPECT.search(text) and (_ATTACHED not in text or _is_shown(text, attached)):
        return text
    try:
        made = _made(text, attached)
    except Exception:  # noqa: BLE001 - whatever the parser trips over, the words are there to read
        made = _without_pictures(text)
    # A tag that is not let through may be somebody's `a <b`: it is shown as written.
    made = _BOX.sub(lambda box: "☑ " if "checked" in box[1] else "☐ ", made)
    return _block(html(made, strip=False))


def _made(text: str, attached: Mapping[str, Mapping[str, str]]) -> str:
    """HTML as nbconvert makes it, the cell's own pictures in it."""
    renderer = IPythonRenderer(  # type: ignore[no-untyped-call,unused-ignore]
        escape=False, attachments={name: dict(data) for name, data in attached.items()}
    )
    return str(MarkdownWithMath(renderer=renderer).render(text))


def _without_pictures(text: str) -> str:
    try:
        return _made(text.replace(_ATTACHED, "#"), {})
    except Exception:  # noqa: BLE001 - as above
        return f"<pre>{escape(text)}</pre>"


def _is_shown(text: str, attached: Mapping[str, Mapping[str, str]]) -> bool:
    """Whether every picture is there: nbconvert makes no page of a notebook that lacks one."""
    try:
        _made(text, attached)
    except Exception:  # noqa: BLE001 - as above
        return False
    return True


def _block(made: str) -> str:
    """One block of HTML, without a blank line to end it: inside it nothing is read as markdown."""
    lines = re.sub(r"\n[^\S\n]*\n", "\n&#10;", made.strip())
    return f"<div>\n{lines}\n</div>"


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
    if cell.get("attachments"):
        cell["attachments"] = {
            name: found
            for name, data in cell["attachments"].items()
            if (found := cleaning.pictures(data))
        }


def _output(output: Any) -> Any:
    if "data" not in output:
        return output
    data = output.data
    kept: dict[str, Any] = dict(cleaning.pictures(data))
    texts = {kind: data[kind] for kind in data if isinstance(data[kind], str)}
    if "text/plain" in texts:
        kept["text/plain"] = texts["text/plain"]
    if "text/html" in texts:
        kept["text/html"] = html(texts["text/html"])
    if "text/markdown" in texts:
        kept["text/markdown"] = markdown(texts["text/markdown"])
    if "text/latex" in texts and "<" not in texts["text/latex"]:
        kept["text/latex"] = tamed(texts["text/latex"])
    if not kept:
        kept["text/plain"] = f"[{', '.join(data) or 'An output'} was left out of this copy.]"
    data.clear()
    data.update(kept)
    output["metadata"] = {}
    return output
