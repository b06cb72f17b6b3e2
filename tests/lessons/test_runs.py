"""Every lesson, run from top to bottom as it is handed out and with every answer right."""

from __future__ import annotations

import copy
import os
import re
from pathlib import Path
from typing import Any

import pandas as pd
import pytest
from nbclient import NotebookClient

from aftermosul import claim, ledger
from aftermosul.desk.register import all_questions
from aftermosul.questions.question import Names, Number, OneOf
from aftermosul.workspace import ledger as store
from tests.lessons import reading

every = pytest.mark.parametrize(
    "name", [pytest.param(n, marks=pytest.mark.xdist_group(f"run-{n}")) for n in reading.NAMES]
)
STUB = re.compile(r"^(\w+) = \.\.\.\n\ncheck\(\"([a-z0-9-]+)\", \1\)$")
BARE = re.compile(r"^check\(\"([a-z0-9-]+)\", \.\.\.\)$")
CHOICE = re.compile(r"^choose\(\"([a-z0-9-]+)\"\)$")


def run(notebook: Any, folder: Path) -> Any:
    """Run a notebook in `folder` with this environment's kernel; returns it with its outputs."""
    client = NotebookClient(
        notebook,
        timeout=120,
        kernel_name="python3",
        allow_errors=True,
        resources={"metadata": {"path": str(folder)}},
    )
    return client.execute(env={**os.environ, "JUPYTER_PREFER_ENV_PATH": "1"})


def outputs(notebook: Any) -> list[tuple[str, Any]]:
    code = [cell for cell in notebook.cells if cell.cell_type == "code"]
    return [(cell.id, output) for cell in code for output in cell.outputs]


def errors(notebook: Any) -> dict[str, str]:
    """The last line of each error, by its cell."""
    found = [(cell_id, o) for cell_id, o in outputs(notebook) if o.output_type == "error"]
    return {cell_id: f"{o.ename}: {o.evalue}" for cell_id, o in found}


def nothing_went_wrong(notebook: Any) -> None:
    """No error but those made on purpose, and nothing on the error stream."""
    meant = [cell.id for cell in notebook.cells if reading.meant_to_fail(cell)]
    assert list(errors(notebook)) == meant, errors(notebook)
    for cell_id, output in outputs(notebook):
        assert output.get("name") != "stderr", (cell_id, output.text)


MOST_COLUMNS = 6
HEAD = re.compile(r"<thead>.*?<tr[^>]*>(.*?)</tr>", re.DOTALL)


def columns(html: str) -> int:
    """How many columns the widest table of an output has, without the labels of its rows."""
    if 'class="dataframe' not in html:
        return 0
    return max(len(re.findall(r"<th[ >]", head)) - 1 for head in HEAD.findall(html))


def too_wide(notebook: Any) -> list[tuple[str, int]]:
    """The tables with more columns than a reader takes in, by their cells."""
    html = [(i, output.get("data", {}).get("text/html", "")) for i, output in outputs(notebook)]
    return [(i, columns(text)) for i, text in html if columns(text) > MOST_COLUMNS]


def test_the_columns_of_a_table_are_counted() -> None:
    wide = pd.DataFrame({name: [1] for name in "abcdefg"})
    assert columns(wide.to_html()) == len(wide.columns) == MOST_COLUMNS + 1
    assert columns("<p>no table</p>") == 0


def shown(notebook: Any, cell_id: str) -> str:
    """The plain text of what a cell shows."""
    return "\n".join(
        output.data["text/plain"]
        for found, output in outputs(notebook)
        if found == cell_id and "data" in output
    )


@every
def test_as_handed_out_it_runs_through_and_records_nothing(
    name: str, workspace: Path, tmp_path: Path
) -> None:
    done = run(copy.deepcopy(reading.notebook(name)), tmp_path)
    nothing_went_wrong(done)
    assert any(columns(output.get("data", {}).get("text/html", "")) for _, output in outputs(done))
    assert too_wide(done) == []
    kinds: dict[str, set[str]] = {}
    for cell_id, output in outputs(done):
        kinds.setdefault(cell_id, set()).update(output.get("data", {}))
    for cell in reading.cells(name, "code"):
        last = cell.source.split("\n")[-1]
        if last.startswith("check("):
            assert shown(done, cell.id).startswith("Not tried\n"), cell.id
        # What a reader sees is drawn, and in plain words for screens that draw nothing.
        if last.startswith(("claim(", "check(", "hint(", "ledger(", "essay.read(")):
            assert kinds[cell.id] >= {"text/html", "text/plain"}, cell.id
        if last.startswith(("instruments.", "choose(", "verdict(", "forecast(")):
            assert "application/vnd.jupyter.widget-view+json" in kinds[cell.id], cell.id
    assert "text/html" in kinds[reading.cells(name, "code")[-1].id]
    assert list(workspace.iterdir()) == []
    assert list(tmp_path.iterdir()) == []


def answered(name: str) -> tuple[Any, set[str]]:
    """The lesson with every question answered right from its solution, and the questions' ids."""
    notebook = copy.deepcopy(reading.notebook(name))
    asked = set()
    for cell in notebook.cells:
        if cell.cell_type != "code":
            continue
        if stub := STUB.match(cell.source):
            question = all_questions()[stub.group(2)]
            assert question.code, f"{question.id} has no code to fill in"
            assert re.search(rf"^{stub.group(1)} = ", question.code, re.MULTILINE)
            cell.source = f'{question.code}\n\ncheck("{question.id}", {stub.group(1)})'
        elif bare := BARE.match(cell.source):
            question = all_questions()[bare.group(1)]
            answer = question.answer()
            assert isinstance(answer, (Number, Names))
            cell.source = f'check("{question.id}", {answer.right!r})'
        elif choice := CHOICE.match(cell.source):
            question = all_questions()[choice.group(1)]
            answer = question.answer()
            assert isinstance(answer, OneOf)
            # What the form does when a reader presses its button.
            cell.source = (
                f'form = choose("{question.id}")\n'
                f'form._answer(form, {{"given": {{"chosen": "{answer.right}"}}}}, [])\n'
                f'check("{question.id}", form.given["chosen"])'
            )
        else:
            if cell.source == "forecast()":
                cell.source = 'form = forecast()\nform._answer(form, {"given": {"F01": 80}}, [])'
            if cell.source.startswith("verdict("):
                about = claim(cell.source.split('"')[1])
                labels = 'judged="mixed"' if about.judged_once else 'then="mixed", since="mixed"'
                filled = f'{labels}, confidence=70, because="as I argued"'
                cell.source = f'verdict("{about.claim_id}", {filled})'
            continue
        asked.add(question.id)
    return notebook, asked


@every
def test_on_the_compute_route_every_check_says_right_and_the_ledger_holds_it(
    name: str, workspace: Path, tmp_path: Path
) -> None:
    notebook, asked = answered(name)
    assert asked == {q.id for q in all_questions().values() if q.lesson == name[:2]}
    done = run(notebook, tmp_path)
    nothing_went_wrong(done)
    said = {}
    for cell in done.cells:
        if cell.cell_type == "code":
            for question in re.findall(r"^check\(\"([a-z0-9-]+)\"", cell.source, re.MULTILINE):
                said[question] = shown(done, cell.id)
    assert set(said) == asked
    for question, words in said.items():
        assert words == f"✓ Right\n{all_questions()[question].right}"
    kept, complaint = store.read(workspace)
    assert complaint == ""
    assert {q: t.status for q, t in kept.checks.items()} == dict.fromkeys(asked, "right")
    sealed = {"F01": 80} if "forecast()" in reading.code(name) else {}
    assert {n: one.latest.percent for n, one in kept.sealed().items()} == sealed
    verdicts = re.findall(r"^verdict\(\"(C\d+)\"", reading.code(name), re.MULTILINE)
    assert [v.claim_id for v in kept.verdicts] == verdicts
    assert set(ledger().checks["Question"]) == asked
    assert "Recorded: your verdict" in "\n".join(
        shown(done, c.id) for c in done.cells if c.source.startswith("verdict(")
    )
