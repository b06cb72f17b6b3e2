"""Writing files: a reader's work is never lost, and never half there."""

from __future__ import annotations

import os
import re
import stat
import threading
from pathlib import Path

import pytest

from aftermosul.files import free_name, set_aside, write_atomically


def names(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


def test_a_text_is_written_as_utf_8_with_plain_line_ends(workspace: Path) -> None:
    path = workspace / "ledger.json"
    write_atomically(path, "Mosul – الموصل\nzweite Zeile\n")
    assert path.read_bytes() == "Mosul – الموصل\nzweite Zeile\n".encode()
    assert names(workspace) == ["ledger.json"]


def test_a_new_text_takes_the_place_of_the_old_one(workspace: Path) -> None:
    path = workspace / "ledger.json"
    write_atomically(path, "a long first text " * 1000)
    write_atomically(path, "short")
    assert path.read_text() == "short"
    assert names(workspace) == ["ledger.json"]


@pytest.mark.parametrize("mode", [0o600, 0o640, 0o664])
def test_a_file_keeps_its_permissions(workspace: Path, mode: int) -> None:
    path = workspace / "ledger.json"
    path.write_text("old")
    path.chmod(mode)
    write_atomically(path, "new")
    assert stat.S_IMODE(path.stat().st_mode) == mode


def test_a_new_file_can_be_read_by_others(workspace: Path) -> None:
    path = workspace / "ledger.json"
    write_atomically(path, "new")
    assert stat.S_IMODE(path.stat().st_mode) == 0o644


@pytest.mark.parametrize(("module", "name"), [(os, "fsync"), (Path, "replace"), (Path, "chmod")])
def test_a_full_disk_leaves_the_old_file_and_no_leftovers(
    workspace: Path, monkeypatch: pytest.MonkeyPatch, module: object, name: str
) -> None:
    path = workspace / "ledger.json"
    path.write_text("old")

    def full(*_: object, **__: object) -> None:
        raise OSError(28, "No space left on device")

    with monkeypatch.context() as broken:
        broken.setattr(module, name, full)
        with pytest.raises(OSError, match="No space left"):
            write_atomically(path, "new")
    assert path.read_text() == "old"
    assert names(workspace) == ["ledger.json"]


def test_a_key_pressed_to_stop_leaves_the_old_file_too(
    workspace: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = workspace / "ledger.json"
    path.write_text("old")

    def stopped(_: object) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as interrupted:
        interrupted.setattr(os, "fsync", stopped)
        with pytest.raises(KeyboardInterrupt):
            write_atomically(path, "new")
    assert path.read_text() == "old"
    assert names(workspace) == ["ledger.json"]


def test_a_folder_that_is_not_there_is_an_error_and_is_not_made(workspace: Path) -> None:
    with pytest.raises(OSError, match="missing"):
        write_atomically(workspace / "missing" / "ledger.json", "new")
    assert names(workspace) == []


def test_whoever_reads_meanwhile_sees_one_whole_text(workspace: Path) -> None:
    path = workspace / "ledger.json"
    texts = {letter * 100_000 for letter in "ab"}
    path.write_text("a" * 100_000)
    done = threading.Event()

    def write() -> None:
        for _ in range(20):
            for text in texts:
                write_atomically(path, text)
        done.set()

    writer = threading.Thread(target=write)
    writer.start()
    seen = set()
    while not done.is_set():
        seen.add(path.read_text())
    writer.join()
    assert seen <= texts


# ---- names and setting aside


def test_a_free_name_is_kept(workspace: Path) -> None:
    assert free_name(workspace / "notes.md") == workspace / "notes.md"


def test_a_taken_name_gets_the_first_free_number(workspace: Path) -> None:
    for name in ("notes.md", "notes-2.md", "notes-4.md"):
        (workspace / name).touch()
    assert free_name(workspace / "notes.md") == workspace / "notes-3.md"


def test_what_is_set_aside_keeps_its_content_and_says_why_and_when(workspace: Path) -> None:
    path = workspace / "ledger.json"
    path.write_text("{broken")
    kept = set_aside(path, workspace / "deep" / "backups", "damaged")
    assert not path.exists()
    assert kept.read_text() == "{broken"
    assert kept.parent == workspace / "deep" / "backups"
    assert re.fullmatch(r"ledger\.damaged-\d{8}T\d{6}Z\.json", kept.name)


def test_setting_aside_never_overwrites_what_was_set_aside_before(workspace: Path) -> None:
    kept = []
    for number in range(4):
        path = workspace / "ledger.json"
        path.write_text(str(number))
        kept.append(set_aside(path, workspace / "backups", "damaged"))
    assert len(set(kept)) == 4
    assert [path.read_text() for path in kept] == ["0", "1", "2", "3"]
