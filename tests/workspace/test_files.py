"""Writing files: a crash in the middle leaves the old file whole, and nothing lies about."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from aftermosul import files


def names(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


def test_what_was_written_is_read_back_byte_for_byte(tmp_path: Path) -> None:
    path = tmp_path / "ledger.json"
    files.write_atomically(path, "Müller – “quoted”\nsecond line\n")
    assert path.read_bytes() == "Müller – “quoted”\nsecond line\n".encode()
    assert names(tmp_path) == ["ledger.json"]


def test_a_file_keeps_its_permissions_and_a_new_one_is_readable(tmp_path: Path) -> None:
    path = tmp_path / "mine.txt"
    files.write_atomically(path, "first")
    assert path.stat().st_mode & 0o777 == 0o644
    path.chmod(0o600)
    files.write_atomically(path, "second")
    assert path.stat().st_mode & 0o777 == 0o600


@pytest.mark.parametrize("moment", ["fsync", "fdopen", "replace", "chmod"])
def test_a_crash_in_the_middle_leaves_the_old_file_whole(
    moment: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "ledger.json"
    path.write_text("the old work", encoding="utf-8")

    def crash(*_: object, **__: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(Path if moment in {"replace", "chmod"} else os, moment, crash)
    with pytest.raises(OSError, match="No space left"):
        files.write_atomically(path, "half of the new")
    monkeypatch.undo()
    assert path.read_text(encoding="utf-8") == "the old work"
    assert names(tmp_path) == ["ledger.json"]


def test_an_interrupt_in_the_middle_leaves_no_litter_either(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """As when a reader presses the stop button while a cell is recording."""
    path = tmp_path / "ledger.json"
    path.write_text("the old work", encoding="utf-8")

    def stopped(_: int) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(os, "fsync", stopped)
    with pytest.raises(KeyboardInterrupt):
        files.write_atomically(path, "half")
    assert path.read_text(encoding="utf-8") == "the old work"
    assert names(tmp_path) == ["ledger.json"]


def test_setting_aside_says_why_and_overwrites_nothing(tmp_path: Path) -> None:
    kept = []
    for text in ("one", "two", "three"):
        path = tmp_path / "02-hijackings.ipynb"
        path.write_text(text, encoding="utf-8")
        kept.append(files.set_aside(path, tmp_path / "deep" / "backups", "before-reset"))
        assert not path.exists()
    assert [path.read_text(encoding="utf-8") for path in kept] == ["one", "two", "three"]
    assert len(set(kept)) == 3
    assert all(path.name.startswith("02-hijackings.before-reset-") for path in kept)
    assert all(path.suffix == ".ipynb" for path in kept)


def test_a_free_name_is_the_first_that_nobody_has(tmp_path: Path) -> None:
    path = tmp_path / "page.html"
    assert files.free_name(path) == path
    path.touch()
    (tmp_path / "page-2.html").touch()
    assert files.free_name(path) == tmp_path / "page-3.html"
