"""One's own work is found as a class's is: by file, by folder, with its assignment named."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from aftermosul.grading import folders, recognising, submission
from aftermosul.grading.notebooks import settings, shipped
from aftermosul.problems import Problem
from tests.classroom import cases
from tests.grading import prepared

NAME = prepared.NAME
FILE = f"{NAME}.ipynb"


def _answers(taken: submission.Submission) -> dict[str, str]:
    cells = taken.restored.notebook.cells
    return {settings(c)["grade_id"]: c.source for c in cells if settings(c).get("solution")}


def _expected() -> dict[str, str]:
    cells = prepared.notebook(cases.RIGHT).cells
    return {settings(c)["grade_id"]: c.source for c in cells if settings(c).get("solution")}


@pytest.mark.parametrize("wanted", [None, NAME])
@pytest.mark.parametrize("by_folder", [False, True])
@pytest.mark.parametrize(
    "name", [FILE, f"{FILE}.txt", f"{NAME}.json", FILE.upper(), "homework.zip"]
)
def test_near_misses_are_taken_alike(
    name: str, by_folder: bool, wanted: str | None, tmp_path: Path
) -> None:
    path = tmp_path / name
    if name.endswith(".zip"):
        cases.zip_of(path, **{NAME: cases.content()})
    else:
        cases.put(path, cases.content())
    (found,) = folders.notebooks_of(tmp_path if by_folder else path, wanted)
    taken = submission.take(found, wanted)
    assert taken.assignment == NAME
    assert _answers(taken) == _expected()
    assert len(taken.sentences) == (name != FILE)
    assert all(said.endswith(f"was graded as {FILE}.") for said in taken.sentences)


@pytest.mark.parametrize("wanted", [None, NAME])
@pytest.mark.parametrize("by_folder", [False, True])
@pytest.mark.parametrize("make", [cases.ids_in_metadata, cases.new_ids, cases.no_ids])
def test_work_without_notes_is_taken_alike(
    make: Callable[[Any], None], by_folder: bool, wanted: str | None, tmp_path: Path
) -> None:
    made = cases.content()
    make(made)
    path = cases.put(tmp_path / "from elsewhere.ipynb", made)
    (found,) = folders.notebooks_of(tmp_path if by_folder else path, wanted)
    taken = submission.take(found, wanted)
    assert (taken.assignment, taken.sentences) == (NAME, ())
    assert _answers(taken) == _expected()


def test_a_reader_is_told_where_the_answers_are(tmp_path: Path) -> None:
    path = cases.put(tmp_path / FILE, cases.content("untouched"))
    copy = cases.put(tmp_path / f"{NAME}-Copy1.ipynb", cases.content())
    for found in (path, *folders.notebooks_of(tmp_path)):
        assert submission.take(found).sentences == (
            f"{FILE} was graded, and {copy.name} beside it was not.",
            f"{FILE} is as it was handed out, but {copy.name} holds answers.",
            "To grade that one, name its file: aftermosul grade FILE.",
        )
    said = (f"{copy.name} was graded, and {FILE} beside it was not.",)
    assert submission.take(copy).sentences == said


def test_copies_of_other_things_are_no_copies(tmp_path: Path) -> None:
    path = cases.put(tmp_path / FILE, cases.content("untouched"))
    letter = {"cells": [], "metadata": {}, "nbformat": 4, "nbformat_minor": 5}
    cases.put(tmp_path / "letter.ipynb", letter)
    (tmp_path / "broken.ipynb").write_text("{", encoding="utf-8")
    (tmp_path / "gone.ipynb").symlink_to(tmp_path / "nowhere")
    (tmp_path / "folder.ipynb").mkdir()
    assert submission.take(path).sentences == ()


def test_a_zip_of_several_needs_a_choice(tmp_path: Path) -> None:
    path = cases.zip_of(
        tmp_path / "work.zip", a=cases.content(), b=cases.content("wrong-totals-for-rates")
    )
    with pytest.raises(Problem, match=r"several notebooks could be it: .*unpack it and name the"):
        submission.take(path)
    with pytest.raises(Problem, match=r"several notebooks could be it: .*Name the one"):
        folders.notebooks_of(tmp_path)
    letter = {"cells": [], "metadata": {}, "nbformat": 4, "nbformat_minor": 5}
    cases.zip_of(path, a=cases.content(), b=letter)
    assert _answers(submission.take(path)) == _expected()
    cases.zip_of(path, a=letter, b=letter)
    with pytest.raises(Problem, match="holds 2 notebooks: unpack it and name the one"):
        submission.take(path)


def test_a_zip_is_not_taken_along_beside_its_own_notebook(tmp_path: Path) -> None:
    folder = tmp_path / NAME
    folder.mkdir()
    path = cases.zip_of(folder / "work.zip", **{NAME: cases.content()})
    (folder / "helper.py").write_text("x = 1\n", encoding="utf-8")
    companions = submission.take(path).companions
    assert [relative.name for _, relative in companions] == ["helper.py"]


def test_a_folder_of_nothing_names_what_is_there(tmp_path: Path) -> None:
    (tmp_path / "essay.docx").write_bytes(b"PK")
    with pytest.raises(Problem, match=r"do the folders in it; what is there: essay\.docx\.$"):
        folders.notebooks_of(tmp_path)
    with pytest.raises(Problem, match=r"essay\.docx is not a notebook"):
        submission.take(tmp_path / "essay.docx")


def test_a_folder_with_a_pattern_in_its_name_is_a_folder_like_others(tmp_path: Path) -> None:
    folder = tmp_path / "my [odd] folder?"
    path = cases.put(folder / FILE, cases.content())
    assert folders.notebooks_of(folder) == [path]
    assert _answers(submission.take(path)) == _expected()


def test_what_was_handed_out_is_never_changed(tmp_path: Path) -> None:
    before = [cell.source for cell in shipped(NAME).cells]
    made = cases.content()
    cases.in_the_task(made)
    submission.take(cases.put(tmp_path / FILE, made))
    assert [cell.source for cell in shipped(NAME).cells] == before


def test_a_damaged_zip_is_a_zip_that_cannot_be_unpacked(tmp_path: Path) -> None:
    """Cut off or changed, anywhere: one sentence, whatever the unpacking trips over."""
    whole = cases.zip_of(tmp_path / "work.zip", **{NAME: cases.content()}).read_bytes()
    said = set()
    for at in range(60, len(whole) - 400, len(whole) // 25):
        damaged = tmp_path / "damaged.zip"
        damaged.write_bytes(whole[:at] + bytes([whole[at] ^ 0x5A]) * 40 + whole[at + 40 :])
        try:
            list(recognising.found_in("damaged.zip", damaged))
        except Problem as problem:
            said.add(str(problem).replace(str(damaged), "it"))
    assert "it is a zip that can't be unpacked." in said
