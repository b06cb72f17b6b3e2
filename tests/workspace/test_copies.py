"""Filling and refreshing a workspace: never a loss of what a reader wrote."""

from __future__ import annotations

import json
import os
from pathlib import Path
from typing import Any

import pytest

from aftermosul import resources
from aftermosul.problems import Problem
from aftermosul.workspace import copies, notebooks, place
from aftermosul.workspace.copies import Shipped
from tests.grading import prepared

NEWER = "99.1.0"
STUDENT = prepared.student().parent.parent


@pytest.fixture
def items(tmp_path: Path) -> list[Shipped]:
    """The module's notebooks in a folder of their own, so that a test may change them."""
    found = []
    for item in copies.shipped(STUDENT):
        source = tmp_path / "module" / item.relative
        source.parent.mkdir(parents=True, exist_ok=True)
        source.write_bytes(item.source.read_bytes())
        found.append(Shipped(source, item.relative))
    return found


@pytest.fixture
def filled(workspace: Path, items: list[Shipped]) -> Path:
    """A workspace after its first start."""
    copies.fill(workspace, items)
    return workspace


def change(path: Path, first_cell: str) -> bytes:
    """Write something into the first cell; returns the file's new bytes."""
    content: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
    content["cells"][0]["source"] = first_cell
    path.write_text(json.dumps(content, indent=3), encoding="utf-8")
    return path.read_bytes()


def run(path: Path) -> None:
    content = json.loads(path.read_text(encoding="utf-8"))
    for cell in content["cells"]:
        if cell["cell_type"] == "code":
            cell["execution_count"] = 7
            cell["outputs"] = [{"output_type": "stream", "name": "stdout", "text": "seven"}]
    path.write_text(json.dumps(content), encoding="utf-8")


@pytest.fixture
def newer(items: list[Shipped], monkeypatch: pytest.MonkeyPatch) -> str:
    """A newer version of the module, with every notebook changed."""
    for module in (copies, notebooks, place):
        monkeypatch.setattr(module, "__version__", NEWER)
    for item in items:
        change(item.source, f"# {item.key}, second edition")
    return NEWER


def everything(folder: Path) -> dict[str, bytes]:
    found = (p for p in folder.rglob("*") if p.is_file())
    return {p.relative_to(folder).as_posix(): p.read_bytes() for p in found}


def state(folder: Path, item: Shipped) -> str:
    return copies.standing(folder, item).state


# ---- what belongs there


def test_every_lesson_and_every_assignment_belongs_there() -> None:
    found = copies.shipped(STUDENT)
    assert [item.key for item in found] == [
        *(path.name[:2] for path in resources.lesson_paths()),
        *resources.assignment_names(),
    ]
    for item in found:
        assert item.relative.parts[0] in {"lessons", "assignments"}
        assert "BEGIN SOLUTION" not in item.source.read_text(encoding="utf-8")


def test_a_first_filling_makes_all_copies_and_has_nothing_to_say(
    workspace: Path, items: list[Shipped]
) -> None:
    assert {state(workspace, item) for item in items} == {"new"}
    assert copies.fill(workspace, items) == []
    assert set(everything(workspace)) == {item.relative.as_posix() for item in items}
    assert {state(workspace, item) for item in items} == {"as shipped"}


def test_filling_again_writes_nothing(filled: Path, items: list[Shipped]) -> None:
    before = {p: p.stat().st_mtime_ns for p in filled.rglob("*.ipynb")}
    assert copies.fill(filled, items) == []
    assert {p: p.stat().st_mtime_ns for p in filled.rglob("*.ipynb")} == before


def test_a_copy_that_was_deleted_comes_back(filled: Path, items: list[Shipped]) -> None:
    (filled / items[0].relative).unlink()
    assert copies.fill(filled, items) == []
    assert state(filled, items[0]) == "as shipped"


# ---- the same version again


def test_an_edited_notebook_is_kept_byte_for_byte(filled: Path, items: list[Shipped]) -> None:
    path = filled / items[0].relative
    mine = change(path, "my own notes")
    assert state(filled, items[0]) == "edited"
    assert copies.fill(filled, items) == []
    assert path.read_bytes() == mine
    assert len(everything(filled)) == len(items)


def test_a_notebook_that_was_only_run_stands_as_shipped(filled: Path, items: list[Shipped]) -> None:
    path = filled / items[0].relative
    run(path)
    with_outputs = path.read_bytes()
    assert state(filled, items[0]) == "as shipped"
    copies.fill(filled, items)
    assert path.read_bytes() == with_outputs


# ---- a newer version


def test_a_newer_version_replaces_what_nobody_edited(
    filled: Path, items: list[Shipped], newer: str
) -> None:
    run(filled / items[1].relative)
    assert {state(filled, item) for item in items} == {"out of date"}
    said = copies.fill(filled, items)
    assert said == [f"{item.relative} was brought up to version {NEWER}." for item in items]
    for item in items:
        assert notebooks.read(filled / item.relative).version == NEWER
        assert "second edition" in (filled / item.relative).read_text(encoding="utf-8")
    assert copies.fill(filled, items) == []
    assert len(everything(filled)) == len(items)


def test_a_newer_version_lies_once_beside_what_a_reader_edited(
    filled: Path, items: list[Shipped], newer: str
) -> None:
    path = filled / items[0].relative
    mine = change(path, "my own notes")
    assert state(filled, items[0]) == "out of date"
    said = copies.fill(filled, items[:1])
    beside = path.with_name(f"{path.stem}.v{NEWER}.ipynb")
    assert said == [
        f"{items[0].relative} holds your own edits and was left alone; version {newer} "
        f"lies beside it: {beside.name}."
    ]
    assert path.read_bytes() == mine
    assert "second edition" in beside.read_text(encoding="utf-8")
    assert state(filled, items[0]) == "edited, newer beside it"
    theirs = change(beside, "notes in the newer one, too")
    assert copies.fill(filled, items[:1]) == []
    assert beside.read_bytes() == theirs
    assert path.read_bytes() == mine


def test_a_newer_version_with_the_same_cells_changes_nothing(
    filled: Path, items: list[Shipped], monkeypatch: pytest.MonkeyPatch
) -> None:
    before = everything(filled)
    monkeypatch.setattr(copies, "__version__", NEWER)
    monkeypatch.setattr(notebooks, "__version__", NEWER)
    assert copies.fill(filled, items) == []
    assert everything(filled) == before


def test_a_readers_own_notebook_of_the_same_name_is_left_alone(
    workspace: Path, items: list[Shipped]
) -> None:
    path = workspace / items[0].relative
    path.parent.mkdir(parents=True)
    path.write_text('{"cells": [], "metadata": {}, "nbformat": 4, "nbformat_minor": 5}')
    mine = path.read_bytes()
    (said,) = copies.fill(workspace, items[:1])
    assert "was left alone" in said
    assert path.read_bytes() == mine
    assert copies.newer_beside(path).is_file()


# ---- broken copies


@pytest.mark.parametrize("content", [b"", b"{", b"\x00\xff\xfe binary", b"[1]"])
def test_a_broken_copy_is_left_alone_with_a_fresh_one_beside(
    content: bytes, filled: Path, items: list[Shipped]
) -> None:
    path = filled / items[0].relative
    path.write_bytes(content)
    assert state(filled, items[0]) == "broken"
    (said,) = copies.fill(filled, items)
    beside = copies.newer_beside(path)
    assert said == (
        f"{items[0].relative} can't be read as a notebook; it was left alone, and a fresh "
        f"copy lies beside it: {beside.name}."
    )
    assert path.read_bytes() == content
    assert not notebooks.read(beside).edited
    theirs = change(beside, "going on here")
    assert copies.fill(filled, items) == []
    assert (path.read_bytes(), beside.read_bytes()) == (content, theirs)


def test_a_folder_in_the_place_of_a_copy_is_left_alone(filled: Path, items: list[Shipped]) -> None:
    path = filled / items[0].relative
    path.unlink()
    path.mkdir()
    (path / "mine.txt").write_text("mine", encoding="utf-8")
    (said,) = copies.fill(filled, items)
    assert "was left alone" in said
    assert (path / "mine.txt").read_text(encoding="utf-8") == "mine"


def test_a_folder_that_cannot_be_written_is_said_in_one_sentence(
    workspace: Path, items: list[Shipped]
) -> None:
    (workspace / "lessons").write_text("a file in the way", encoding="utf-8")
    with pytest.raises(Problem, match=r"^\S+ can't be written \(.+\): make its folder writable"):
        copies.fill(workspace, items)


def test_a_crash_while_replacing_leaves_the_old_copy_whole(
    filled: Path, items: list[Shipped], newer: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = everything(filled)

    def crash(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", crash)
    with pytest.raises(Problem, match="No space left on device"):
        copies.fill(filled, items)
    assert everything(filled) == before


# ---- reset


@pytest.mark.parametrize("content", [None, b"", b"\xff\x00"])
def test_reset_puts_the_lesson_back_and_keeps_the_readers_copy(
    content: bytes | None, filled: Path, items: list[Shipped]
) -> None:
    item = next(item for item in items if item.key == "02")
    path = filled / item.relative
    if content is None:
        mine = change(path, "my own notes")
    else:
        path.write_bytes(content)
        mine = content
    said = copies.reset(filled, items, "02")
    (kept,) = place.backups(filled).iterdir()
    assert kept.read_bytes() == mine
    assert said == (
        f"{item.relative} is as shipped again. Your copy was kept as {kept.relative_to(filled)}."
    )
    assert state(filled, item) == "as shipped"


def test_reset_touches_no_other_notebook(filled: Path, items: list[Shipped]) -> None:
    edited = {item.key: change(filled / item.relative, f"mine {item.key}") for item in items}
    copies.reset(filled, items, "02-hijackings")
    for item in items:
        kept = (filled / item.relative).read_bytes() == edited[item.key]
        assert kept == (item.key != "02-hijackings")


@pytest.mark.parametrize(
    ("name", "relative"),
    [
        ("00", "lessons/00-start-here.ipynb"),
        ("00-start-here", "lessons/00-start-here.ipynb"),
        ("02", "lessons/02-hijackings.ipynb"),
        ("02-hijackings", "assignments/02-hijackings/02-hijackings.ipynb"),
    ],
)
def test_reset_knows_numbers_and_names(
    name: str, relative: str, filled: Path, items: list[Shipped]
) -> None:
    assert copies.reset(filled, items, name).startswith(f"{Path(relative)} is as shipped again.")


def test_reset_of_what_is_not_there_makes_it(workspace: Path, items: list[Shipped]) -> None:
    assert copies.reset(workspace, items, "00") == (
        f"{Path('lessons/00-start-here.ipynb')} is as shipped again."
    )
    assert not place.backups(workspace).exists()


@pytest.mark.parametrize("name", ["2", "93", "02-hijakings", "", "lessons"])
def test_an_unknown_name_gets_the_known_ones_and_changes_nothing(
    name: str, filled: Path, items: list[Shipped]
) -> None:
    for item in items:
        change(filled / item.relative, "mine")
    before = everything(filled)
    with pytest.raises(Problem, match=f'There is no lesson or assignment "{name}"') as said:
        copies.reset(filled, items, name)
    assert "02" in str(said.value)
    assert everything(filled) == before


def test_reset_keeps_the_copy_where_the_backup_cannot_be_made(
    filled: Path, items: list[Shipped]
) -> None:
    mine = change(filled / items[0].relative, "mine")
    (filled / ".aftermosul").write_text("a file in the way", encoding="utf-8")
    with pytest.raises(Problem, match="could not be kept"):
        copies.reset(filled, items, items[0].key)
    assert (filled / items[0].relative).read_bytes() == mine


def test_a_full_disk_is_called_one_and_reset_changes_nothing(
    filled: Path, items: list[Shipped], monkeypatch: pytest.MonkeyPatch
) -> None:
    change(filled / items[0].relative, "mine")
    before = everything(filled)

    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(Problem, match="the disk is full"):
        copies.reset(filled, items, items[0].key)
    assert everything(filled) == before


def test_reset_that_cannot_move_the_new_file_in_puts_the_readers_copy_back(
    filled: Path, items: list[Shipped], monkeypatch: pytest.MonkeyPatch
) -> None:
    mine = change(filled / items[0].relative, "mine")
    real = Path.replace

    def replace(self: Path, target: Path) -> Path:
        if self.suffix == ".fresh":
            raise OSError(13, "Permission denied")
        return real(self, target)

    monkeypatch.setattr(Path, "replace", replace)
    with pytest.raises(Problem, match="make its folder writable"):
        copies.reset(filled, items, items[0].key)
    assert (filled / items[0].relative).read_bytes() == mine
    assert not list(filled.rglob("*.fresh"))


def test_free_space_is_that_of_the_disk(workspace: Path) -> None:
    assert copies.free_space(workspace) > 0
