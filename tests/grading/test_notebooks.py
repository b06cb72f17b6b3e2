"""Reading a reader's notebook: what it is, what is missing in it, and what can't be read."""

from __future__ import annotations

import copy
import json
from pathlib import Path
from typing import Any

import nbformat
import pytest

from aftermosul.grading import folders, notebooks, recognising, restoring, submission
from aftermosul.problems import Problem
from tests.grading import prepared


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (b"", "it isn't valid JSON. Was it saved to the end?"),
        (b'{"cells": [', "it isn't valid JSON. Was it saved to the end?"),
        (b"[" * 100_000, "it isn't valid JSON. Was it saved to the end?"),
        (b"\xff\xfe\x00", "it isn't text in UTF-8."),
        (b"[1, 2]", "it is JSON of another kind."),
        (b'{"nbformat": "four"}', "it is JSON of another kind."),
        (b'{"nbformat": 4}', "a part that every notebook has is missing or broken."),
        (b'{"nbformat": 4, "cells": [1], "metadata": {}}', "is missing or broken."),
        (b'{"nbformat": 7, "cells": []}', "has notebook format 7, newer than this module"),
    ],
)
def test_what_is_not_a_notebook_gets_one_sentence(
    content: bytes, sentence: str, tmp_path: Path
) -> None:
    path = tmp_path / "02-hijackings.ipynb"
    path.write_bytes(content)
    with pytest.raises(Problem) as caught:
        notebooks.read(path)
    said = str(caught.value)
    assert sentence in said
    assert said.startswith(str(path))
    assert "\n" not in said


def test_a_missing_or_huge_file_is_said(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with pytest.raises(Problem, match="There is nothing at"):
        notebooks.read(tmp_path / "none.ipynb")
    monkeypatch.setattr(notebooks, "LARGEST", 10)
    with pytest.raises(Problem, match="is over 0 MB"):
        notebooks.read(prepared.student())


def test_an_assignment_is_known_by_its_questions_and_not_by_its_name() -> None:
    assert recognising.assignment_of(prepared.notebook("untouched")) == prepared.NAME
    assert recognising.assignment_of(nbformat.v4.new_notebook()) is None


@pytest.mark.parametrize(
    ("metadata", "sentence"),
    [
        ({}, "is not one of this module's assignments"),
        ({"aftermosul": {"assignment": "99-later"}}, "of the assignment 99-later, which this"),
        ({"aftermosul": {"assignment": prepared.NAME}}, "holds none of its questions"),
        ({"aftermosul": ["odd"]}, "is not one of this module's assignments"),
    ],
)
def test_a_notebook_of_something_else_is_refused(
    metadata: dict[str, Any], sentence: str, tmp_path: Path
) -> None:
    path = tmp_path / f"{prepared.NAME}.ipynb"
    nbformat.write(nbformat.v4.new_notebook(metadata=metadata), path)
    with pytest.raises(Problem, match=sentence):
        submission.take(path)
    forced = submission.take(path, prepared.NAME)
    assert f"The notebook holds no question of {prepared.NAME}." in forced.sentences
    with pytest.raises(Problem, match=r"There is no assignment 77-none\. There are: "):
        submission.take(path, "77-none")


def ids(nb: Any) -> list[str]:
    return [str(notebooks.settings(cell).get("grade_id", "")) for cell in nb.cells]


def test_missing_cells_return_to_their_places_and_answers_stay_away() -> None:
    nb = copy.deepcopy(prepared.notebook("untouched"))
    nb.cells = [cell for cell in nb.cells if cell["id"] in {"two-totals-answer", "licence"}]
    whole = restoring.restored(nb, prepared.NAME)
    order = [name for name in ids(prepared.notebook("untouched")) if name]
    kept = [n for n in order if not n.endswith("-answer") or n == "two-totals-answer"]
    assert ids(whole.notebook) == kept
    assert "per-year" in whole.missing
    assert whole.edited == ()


def test_copied_retyped_and_foreign_cells_are_put_right() -> None:
    nb = copy.deepcopy(prepared.notebook("untouched"))
    by_id = {cell["id"]: cell for cell in nb.cells}
    double = copy.deepcopy(by_id["busiest"])
    double["id"] = "copied"
    nb.cells.insert(0, double)
    by_id["deaths"].metadata["nbgrader"]["points"] = 100
    by_id["two-totals-answer"]["cell_type"] = "markdown"
    foreign = nbformat.v4.new_code_cell("1 + 1", metadata={"nbgrader": {"grade_id": "elsewhere"}})
    nb.cells.append(foreign)
    whole = restoring.restored(nb, prepared.NAME).notebook
    assert ids(whole).count("busiest") == 1
    assert ids(whole)[0] == ""
    assert "elsewhere" not in ids(whole)
    noted = {notebooks.settings(c).get("grade_id"): c for c in whole.cells}
    assert noted["deaths"].metadata["nbgrader"]["points"] == 2
    assert noted["two-totals-answer"].cell_type == "code"


def test_links_that_lead_out_are_refused_before_anything_is_copied(tmp_path: Path) -> None:
    folder = tmp_path / prepared.NAME
    folder.mkdir()
    path = folder / f"{prepared.NAME}.ipynb"
    path.symlink_to(prepared.MASTER)
    with pytest.raises(Problem, match="is a link that leads out of its folder"):
        submission.take(path)
    path.unlink()
    path.write_bytes(prepared.student().read_bytes())
    (folder / "helper.py").write_text("x = 1\n", encoding="utf-8")
    (folder / "feedback").mkdir()
    (folder / "feedback" / "old.html").write_text("old", encoding="utf-8")
    taken = submission.take(path)
    assert [relative.as_posix() for _, relative in taken.companions] == ["helper.py"]
    (folder / "masters").symlink_to(prepared.MASTER.parent)
    with pytest.raises(Problem, match="is a link that leads out of the assignment's folder"):
        submission.take(path)


def test_what_lies_among_downloads_is_left_alone(tmp_path: Path) -> None:
    path = tmp_path / f"{prepared.NAME}.ipynb"
    path.write_bytes(prepared.student().read_bytes())
    (tmp_path / "letters.txt").write_text("private", encoding="utf-8")
    assert submission.take(path).companions == ()


def test_a_folder_stands_for_the_assignments_in_it(tmp_path: Path) -> None:
    text = prepared.student().read_bytes()
    inner = tmp_path / "assignments" / prepared.NAME
    inner.mkdir(parents=True)
    with pytest.raises(Problem, match="holds no assignment of this module"):
        folders.notebooks_of(tmp_path)
    named, copied = inner / f"{prepared.NAME}.ipynb", inner / "copy.ipynb"
    other = inner / "notes.ipynb"
    nbformat.write(nbformat.v4.new_notebook(), other)
    copied.write_bytes(text)
    assert folders.notebooks_of(inner) == [copied]
    named.write_bytes(text)
    assert folders.notebooks_of(inner) == [named]
    assert folders.notebooks_of(tmp_path / "assignments") == [named]
    assert folders.notebooks_of(other) == [other]
    named.write_text(json.dumps({"nbformat": 4}), encoding="utf-8")
    copied.unlink()
    assert folders.notebooks_of(inner) == [named]
    named.unlink()
    copied.write_bytes(text)
    (inner / "copy-2.ipynb").write_bytes(text)
    assert folders.notebooks_of(inner)[0] in (copied, inner / "copy-2.ipynb")
    copied.write_bytes(prepared.path_of("right-another-way").read_bytes())
    assert folders.notebooks_of(inner) == [copied]
    (inner / "copy-2.ipynb").write_bytes(prepared.path_of("master").read_bytes())
    with pytest.raises(Problem, match=r"several notebooks could be it: copy-2.ipynb, copy.ipynb"):
        folders.notebooks_of(inner)
