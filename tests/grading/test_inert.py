"""Nothing that a student wrote runs in a teacher's browser, and honest writing stays readable.

A browser opens the formgrader in `tests/browser/test_formgrader.py`; here is what stands behind it.
"""

from __future__ import annotations

import copy
import itertools
import json
import random
import re
from typing import Any

import nbformat
import pandas as pd
import pytest
from bs4 import BeautifulSoup
from nbconvert import HTMLExporter
from nbconvert.filters import markdown2html
from nbformat import v4

from aftermosul.display.tables import named_corner, table_html
from aftermosul.grading import cleaning
from aftermosul.grading.inert import as_written, inert, markdown
from tests.grading import live

LINK = re.compile(r"(https?:|mailto:|#|data:image/(png|jpeg|gif);base64,)", re.IGNORECASE)
PLAIN = {"title", "alt", "class", "href", "src", "id", "start", "scope", "colspan", "rowspan"}
PLAIN |= {"style", "border", "halign", "type", "disabled", "checked"}


def body(notebook: Any) -> BeautifulSoup:
    """The cells as nbconvert shows them to whoever opens the notebook, without its own scripts."""
    page, _ = HTMLExporter(template_name="classic").from_notebook_node(notebook)
    return BeautifulSoup(re.sub(r"\A.*?<body[^>]*>", "", page, flags=re.DOTALL), "html.parser")


def shown(text: str) -> BeautifulSoup:
    return body(v4.new_notebook(cells=[v4.new_markdown_cell(text)]))


def faults(page: BeautifulSoup) -> list[str]:
    """What a browser could run or fetch in a page. Empty where it is inert."""
    found = []
    for tag in page.find_all(True):
        if tag.name not in cleaning.TAGS | {"main", "input"}:
            found.append(tag.name)
        found += [f"{tag.name} {name}" for name in tag.attrs if name not in PLAIN | {"tabindex"}]
        found += [
            f"{tag.name} {name}={tag[name]}"
            for name in ("href", "src")
            if name in tag.attrs and not LINK.match(tag[name])
        ]
        if tag.name == "img" and not str(tag.get("src", "data:")).startswith("data:"):
            found.append(f"fetches {tag['src']}")
        if "mermaid" in str(tag.get("class")):
            found.append("mermaid")
    for code in page.find_all("pre"):  # No formula is looked for in code.
        code.clear()
    found += re.findall(r"\\(?:href|style|require)\b", page.get_text())
    return found


def test_markdown_that_could_run_shows_text_alone() -> None:
    """Each kind by itself, since one tag can hide what follows it."""
    pages = {
        text: BeautifulSoup(markdown2html(markdown(text)), "html.parser") for text in live.TEXTS
    }
    assert {text: found for text, page in pages.items() if (found := faults(page))} == {}


def test_nothing_is_live_however_it_is_put_together() -> None:
    """Kinds inside one another, and cut in two: markdown and HTML break each other."""
    chance = random.Random(1610)
    joints = [
        "",
        " ",
        "\n",
        "\n\n",
        "`",
        "*",
        "\n> ",
        "\n- ",
        "| ",
        "$$",
        "<",
        "](",
        "-->",
        "<b>",
        "\\",
    ]
    made = []
    for _ in range(250):
        one, two = chance.sample(live.TEXTS, 2)
        cut = chance.randrange(len(one))
        made.append(chance.choice(joints).join([one[:cut], two, one[cut:]]))
    cells = [v4.new_markdown_cell(markdown(text)) for text in made]
    apart = [v4.new_code_cell("1", outputs=[html_output(text)]) for text in made]
    notebook = inert(v4.new_notebook(cells=[*cells, *apart]))
    assert not faults(body(notebook))


def html_output(text: str) -> Any:
    return v4.new_output("display_data", {"text/html": text})


HONEST = [
    "My measure is *incidents*; a < b, and 5 > 3.",
    "| a | b |\n|---|---|\n| 1 | 2 |",
    "The rate is $r = d / n$, so $$r < 1$$.",
    "`years[0]` and\n\n```python\nif a < 3:\n    pass\n```",
    "See [the record](https://example.org/a?b=c) & more.",
    "# A heading\n\n- one\n- [ ] two\n\n1. *three* **four** ~~five~~\n\n> said",
    "نص عربي, ✓, naïve, 日本",
]


def test_honest_markdown_stays_as_it_was_written() -> None:
    assert [markdown(text) for text in HONEST] == HONEST


@pytest.mark.parametrize("text", HONEST)
def test_honest_markdown_beside_a_tag_looks_as_it_did(text: str) -> None:
    """The tag makes the whole cell HTML: the page's words and tags must not change by that."""
    before, after = shown(f"{text}\n\n<br>"), shown(markdown(f"{text}\n\n<br>"))
    words = [" ".join(page.get_text().split()) for page in (before, after)]
    assert words[0].replace("¶", "") == words[1].replace("¶", "").replace("☐ ", "")
    for name in ("em", "strong", "td", "li", "code", "h1", "blockquote", "pre"):
        assert len(before.find_all(name)) == len(after.find_all(name)), name


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("<b>bold</b> <table><tr><td>1969</td></tr></table>", ["<b>bold</b>", "<td>1969</td>"]),
        ("if x <y and z> 3", ["x &lt;y and z&gt; 3"]),
        ("my <script>alert(1)</script>", ["&lt;script&gt;alert(1)&lt;/script&gt;"]),
        ("![a map](https://example.org/a.png)", ["[a map](https://example.org/a.png)"]),
        ("```\na\n\nb\n```\n<br>", ["a\n&#10;b"]),
    ],
)
def test_words_and_plain_tags_are_there_to_read(text: str, words: list[str]) -> None:
    assert [word for word in words if word not in markdown(text)] == []


def test_the_text_as_it_was_written_can_be_had_again() -> None:
    written = "a <script>1</script> & <b>b</b>"
    cells = [v4.new_markdown_cell(written), v4.new_raw_cell(written), v4.new_markdown_cell("a < b")]
    done = inert(v4.new_notebook(cells=cells))
    nbformat.validate(done)
    assert written not in json.dumps([cell.source for cell in done.cells])
    assert [cell.source for cell in as_written(done).cells] == [written, written, "a < b"]


def test_outputs_raw_cells_and_metadata_hold_nothing_live() -> None:
    notebook: Any = {"cells": [], "metadata": {}, "nbformat": 4, "nbformat_minor": 5}
    live.cells(notebook)
    notebook = nbformat.from_dict(notebook)
    made = [v4.new_output("display_data", data) for data in live.outputs()]
    notebook.cells.append(v4.new_code_cell("1", outputs=made))
    sized = v4.new_output("display_data", {"image/jpeg": "aGk="})
    sized["metadata"] = nbformat.from_dict({"image/jpeg": {"width": '"><script>'}})
    notebook.cells.append(v4.new_code_cell("1", outputs=[sized]))
    notebook.metadata["widgets"] = {"x": "<script>"}

    done = inert(notebook)

    nbformat.validate(done)
    assert "widgets" not in done.metadata
    assert done.cells[-1].outputs[0].data == {"image/jpeg": "aGk="}
    assert done.cells[-1].outputs[0].metadata == {}
    kinds = {kind for output in done.cells[-2].outputs for kind in output.data}
    assert kinds == {"text/html", "text/markdown", "text/latex", "text/plain"}
    left_out = [output.data.get("text/plain", "") for output in done.cells[-2].outputs]
    assert "[image/svg+xml was left out of this copy.]" in left_out
    assert not faults(body(done))


@pytest.mark.parametrize(
    "made",
    [
        pd.DataFrame({"a": [1, 2], "b & <c>": ["x<y", "\"q\" 's'"]})._repr_html_(),
        pd.DataFrame(
            [[1, 2]], columns=pd.MultiIndex.from_product([["u"], ["v", "w"]])
        )._repr_html_(),
        named_corner(pd.DataFrame({"a": [1]})._repr_html_()),
        table_html(pd.DataFrame({"a": ["x & y"]}), "A caption"),
    ],
)
def test_a_table_of_ours_or_of_pandas_stays_as_it_is(made: str) -> None:
    """But for the style sheet. It is known by sight: taking it apart takes twenty times as long."""
    table = made[made.index("<table") :]
    assert table in cleaning.html(made)
    assert "<style" not in cleaning.html(made)


def test_a_styled_table_keeps_its_figures() -> None:
    page = BeautifulSoup(
        cleaning.html(pd.DataFrame({"a": [86]}).style._repr_html_()), "html.parser"
    )
    assert [cell.get_text() for cell in page.find_all("td")] == ["86"]


def test_pictures_that_the_notebook_holds_stay_beside_a_tag_too() -> None:
    for text in ("![a](attachment:a.png)", "![a](attachment:a.png)<br>"):
        cell = v4.new_markdown_cell(text)
        cell["metadata"] = nbformat.from_dict({"nbgrader": {"grade_id": "q"}})
        cell["attachments"] = nbformat.from_dict({"a.png": {"image/png": "aGk="}})
        notebook = inert(v4.new_notebook(cells=[copy.deepcopy(cell)]))
        (picture,) = body(notebook).find_all("img")
        assert picture["src"] == "data:image/png;base64,aGk="
        assert notebook.cells[0].metadata["nbgrader"] == {"grade_id": "q"}
        assert notebook.cells[0].attachments == {"a.png": {"image/png": "aGk="}}


def test_a_figure_as_a_picture_stays() -> None:
    made = cleaning.html('<p><img alt="a map" src="data:image/png;base64,aGk="></p>')
    assert 'src="data:image/png;base64,aGk="' in made
    assert "src" not in cleaning.html('<img src="data:image/svg+xml;base64,aGk=">')


def test_formulas_of_outputs_stay() -> None:
    output = v4.new_output("display_data", {"text/latex": "$\\frac{1}{2}$", "text/plain": "1/2"})
    done = inert(v4.new_notebook(cells=[v4.new_code_cell("1", outputs=[output])]))
    assert done.cells[0].outputs[0].data["text/latex"] == "$\\frac{1}{2}$"


def test_what_the_parser_trips_over_is_shown_as_text(monkeypatch: pytest.MonkeyPatch) -> None:
    from aftermosul.grading import inert as module

    def stumbles(*_: Any) -> str:
        raise RecursionError

    monkeypatch.setattr(module, "_made", stumbles)
    assert "&lt;i&gt;x" in markdown("<i>x")


def test_deep_nesting_takes_no_page_down() -> None:
    deep = ["> " * 3_000 + "<b>", "<div>" * 3_000, "[" * 3_000 + "<b>", "*" * 9_000 + "<b>"]
    cells = [v4.new_markdown_cell(markdown(text)) for text in deep]
    outputs = [html_output(text) for text in deep]
    done = inert(v4.new_notebook(cells=[*cells, v4.new_code_cell("1", outputs=outputs)]))
    assert list(itertools.chain(faults(body(done)))) == []
