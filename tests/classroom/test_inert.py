"""Nothing that a student wrote runs in a teacher's browser, and honest writing stays readable."""

from __future__ import annotations

import re
from typing import Any

import nbformat
import pytest
from nbconvert import HTMLExporter
from nbformat import v4

from aftermosul.classroom.inert import inert, markdown

LIVE = re.compile(
    r"<script(?! src)|\son\w+\s*=|javascript:|vbscript:|data:text|<iframe|<svg|<object|<embed"
    r"|<form|<math|<link|<meta|<base|srcdoc",
    re.IGNORECASE,
)
HOSTILE = [
    "<script>alert(1)</script>",
    "<img src=x onerror=alert(1)>",
    "<svg onload=alert(1)>",
    "<iframe srcdoc='<b>'></iframe>",
    "<math><mi//xlink:href='javascript:alert(1)'>",
    "[x](javascript:alert(1))",
    "[x]( javascript:alert(1))",
    "[x](java&#115;cript:alert(1))",
    "[x](vbscript:x)",
    "[x](data:text/html,x)",
    "![x](javascript:alert(1))",
    "[x][a]\n\n[a]: javascript:alert(1)",
    "<javascript:alert(1)>",
    "<script>1</script>[x](javascript:alert(1))",
    "```\na\n\n[x](javascript:alert(1))\n```",
    "<div>\n\n<script>alert(1)</script>\n\n</div>",
    "<a href='&#106;avascript:alert(1)'>x</a>",
    "<p style='background:url(javascript:alert(1))'>x</p>",
    "<scr<script>ipt>alert(1)</scr</script>ipt>",
    "<style>@import 'x'</style>",
    "![x](attachment:not-there.png)",
    "text <!-- <script>alert(1)</script> --> text",
]


def links(page: str) -> list[str]:
    return re.findall(r"(?:href|src)\s*=\s*[\"']?([^\"'>\s]+)", page)


def body(notebook: Any) -> str:
    """The cells as nbconvert shows them to whoever opens the notebook, without its own scripts."""
    page, _ = HTMLExporter(template_name="classic").from_notebook_node(notebook)
    return re.sub(r"\A.*?<body[^>]*>", "", page, flags=re.DOTALL)


@pytest.mark.parametrize("text", HOSTILE)
def test_markdown_that_could_run_shows_text_alone(text: str) -> None:
    cleaned = markdown(text)
    shown = body(v4.new_notebook(cells=[v4.new_markdown_cell(cleaned)]))
    # What stands in code is text, and may say anything.
    shown = re.sub(r"<(pre|code)\b.*?</\1>", "", shown, flags=re.DOTALL)
    tags = " ".join(re.findall(r"<[^>]*>", shown))
    assert not LIVE.search(tags), tags
    assert all(link.startswith(("#", "http", "mailto")) for link in links(tags)), links(tags)


@pytest.mark.parametrize(
    "text",
    [
        "My measure is *incidents*; a < b, and 5 > 3.",
        "| a | b |\n|---|---|\n| 1 | 2 |",
        "The rate is $r = d / n$, so $$r < 1$$.",
        "`years[0]` and\n\n```python\nif a < 3:\n    pass\n```",
        "See [the record](https://example.org/a?b=c) & more.",
        "نص عربي, ✓, naïve, 日本",
    ],
)
def test_honest_markdown_stays_as_it_was_written(text: str) -> None:
    assert markdown(text) == text


def test_a_table_or_a_tag_of_html_keeps_its_text() -> None:
    cleaned = markdown("<b>bold</b> <table><tr><td>1969</td></tr></table>")
    assert "<b>bold</b>" in cleaned
    assert "<td>1969</td>" in cleaned


def test_outputs_raw_cells_and_metadata_hold_nothing_live() -> None:
    hostile = "<script>alert(1)</script><table><tr><td onclick='x()'>86</td></tr></table>"
    data = {
        "text/plain": "86",
        "text/html": hostile,
        "text/markdown": hostile,
        "text/latex": hostile,
        "image/svg+xml": "<svg onload='alert(1)'/>",
        "application/javascript": "alert(1)",
        "application/vnd.jupyter.widget-view+json": {"model_id": hostile},
        "image/png": '"><script>alert(1)</script>',
        "image/jpeg": "aGk=",
    }
    code = v4.new_code_cell("1", outputs=[v4.new_output("display_data", data)])
    code.outputs[0]["metadata"] = nbformat.from_dict({"image/jpeg": {"width": '"><script>'}})
    code["metadata"] = nbformat.from_dict(
        {"tags": ["fine", '"><script>alert(1)</script>'], "title": hostile}
    )
    raw = v4.new_raw_cell(hostile)
    raw["metadata"] = nbformat.from_dict({"raw_mimetype": "text/html"})
    text = v4.new_markdown_cell("![a](attachment:a.svg)")
    svg = {"a.svg": {"image/svg+xml": "<svg onload='alert(1)'/>"}}
    text["attachments"] = nbformat.from_dict(svg)
    notebook = v4.new_notebook(cells=[code, raw, text])
    notebook.metadata["widgets"] = {"x": hostile}

    done = inert(notebook)

    nbformat.validate(done)
    assert sorted(code.outputs[0].data) == [
        "image/jpeg",
        "text/html",
        "text/markdown",
        "text/plain",
    ]
    assert "86" in code.outputs[0].data["text/html"]
    assert code.metadata == {"tags": ["fine"]}
    assert "widgets" not in done.metadata
    tags = " ".join(re.findall(r"<[^>]*>", body(done)))
    assert not LIVE.search(tags), tags


def test_nbgraders_notes_and_a_picture_stay() -> None:
    cell = v4.new_markdown_cell("![a](attachment:a.png)")
    cell["metadata"] = nbformat.from_dict({"nbgrader": {"grade_id": "q"}})
    cell["attachments"] = nbformat.from_dict({"a.png": {"image/png": "aGk="}})
    notebook = inert(v4.new_notebook(cells=[cell]))
    assert "data:image/png;base64,aGk=" in body(notebook)
    assert cell.metadata == {"nbgrader": {"grade_id": "q"}}
    assert cell.attachments == {"a.png": {"image/png": "aGk="}}
