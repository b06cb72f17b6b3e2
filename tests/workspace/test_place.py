"""Where the workspace is found, how it is made, and what is said where it can't be."""

from __future__ import annotations

import errno
import json
from pathlib import Path

import pytest

from aftermosul import __version__
from aftermosul.problems import Problem
from aftermosul.workspace import place


@pytest.fixture
def outside(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An ordinary folder to stand in, and no workspace named in the environment."""
    monkeypatch.delenv(place.VARIABLE)
    folder = tmp_path / "outside"
    folder.mkdir()
    monkeypatch.chdir(folder)
    return folder


# ---- finding it


def test_the_environment_names_it_before_all_else(
    outside: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    place.prepare(outside)
    named = tmp_path / "named"
    monkeypatch.setenv(place.VARIABLE, str(named))
    assert place.find() == named
    assert place.find(outside) == named


def test_the_environment_may_use_the_home_folders_short_name(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.setenv(place.VARIABLE, "~/module")
    assert place.find() == tmp_path / "module"


def test_the_nearest_marker_upwards_counts(outside: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    inner = outside / "courses" / "mine"
    deep = inner / "lessons" / "sub"
    deep.mkdir(parents=True)
    place.prepare(outside)
    assert place.find(deep) == outside
    place.prepare(inner)
    assert place.find(deep) == inner
    monkeypatch.chdir(deep)
    assert place.find() == inner


def test_the_folder_of_the_usual_name_counts_where_it_is_a_workspace(outside: Path) -> None:
    usual = outside / "after-mosul"
    usual.mkdir()
    assert place.find() == outside
    place.prepare(usual)
    assert place.find() == usual


def test_without_any_sign_it_is_the_current_folder(outside: Path) -> None:
    assert place.find() == outside
    assert not place.is_workspace(outside)


def test_a_new_one_is_made_in_a_folder_of_its_own(outside: Path) -> None:
    assert place.find_or_name(None) == outside / "after-mosul"
    assert place.find_or_name(Path("here")) == outside / "here"
    place.prepare(outside)
    assert place.find_or_name(None) == outside


def test_the_one_to_make_is_the_environments_where_that_names_one(
    workspace: Path, tmp_path: Path
) -> None:
    assert place.find_or_name(None) == workspace
    assert place.find_or_name(tmp_path / "given") == tmp_path / "given"


# ---- making it


def test_preparing_makes_the_folder_and_its_marker(tmp_path: Path) -> None:
    folder = tmp_path / "a" / "b"
    place.prepare(folder)
    assert place.is_workspace(folder)
    marker = json.loads(place.marker(folder).read_text(encoding="utf-8"))
    assert marker == {"module": "After Mosul", "version": __version__}


def test_preparing_again_changes_nothing_and_leaves_no_litter(tmp_path: Path) -> None:
    place.prepare(tmp_path)
    before = place.marker(tmp_path).stat().st_mtime_ns
    place.prepare(tmp_path)
    assert place.marker(tmp_path).stat().st_mtime_ns == before
    assert [path.name for path in place.marker(tmp_path).parent.iterdir()] == ["workspace.json"]


def test_a_newer_module_writes_its_version_down(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    place.prepare(tmp_path)
    monkeypatch.setattr(place, "__version__", "99.0.0")
    place.prepare(tmp_path)
    marker = json.loads(place.marker(tmp_path).read_text(encoding="utf-8"))
    assert marker["version"] == "99.0.0"


DAMAGES = {
    "empty": b"",
    "truncated": b'{"module": "After',
    "a list": b"[1, 2]",
    "binary": b"\xff\xfe\x00\x80",
    "an endless number": b"1" * 5000,
    "nested without end": b"[" * 100_000,
}


@pytest.mark.parametrize("damage", DAMAGES)
def test_a_damaged_marker_is_mended(damage: str, tmp_path: Path) -> None:
    place.prepare(tmp_path)
    whole = place.marker(tmp_path).read_bytes()
    place.marker(tmp_path).write_bytes(DAMAGES[damage])
    assert place.is_workspace(tmp_path)
    place.prepare(tmp_path)
    assert place.marker(tmp_path).read_bytes() == whole


def test_a_file_in_the_place_of_the_folder_is_named_and_left(tmp_path: Path) -> None:
    folder = tmp_path / "thesis.txt"
    folder.write_text("mine", encoding="utf-8")
    with pytest.raises(Problem) as said:
        place.prepare(folder)
    assert str(said.value) == f"{folder} is a file, not a folder: name another with --workspace."
    assert folder.read_text(encoding="utf-8") == "mine"


@pytest.mark.parametrize("where", ["inside", "above"])
def test_a_file_in_the_way_is_named_and_left(where: str, tmp_path: Path) -> None:
    folder = tmp_path / "file" / "workspace" if where == "above" else tmp_path / "workspace"
    file = tmp_path / "file" if where == "above" else folder / ".aftermosul"
    file.parent.mkdir(exist_ok=True)
    file.write_text("mine", encoding="utf-8")
    with pytest.raises(Problem, match=r"A file is in the way of the folder .*--workspace\.$"):
        place.prepare(folder)
    assert file.read_text(encoding="utf-8") == "mine"


@pytest.mark.parametrize("made_before", [True, False])
def test_a_folder_that_cannot_be_written_is_said_in_one_sentence(
    made_before: bool, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """As on a read-only disk: also where the marker is already there and right."""
    if made_before:
        place.prepare(tmp_path)

    def refuse(*_: object) -> None:
        raise OSError(errno.EROFS, "Read-only file system")

    monkeypatch.setattr(place, "write_atomically", refuse)
    with pytest.raises(Problem) as said:
        place.prepare(tmp_path)
    assert str(said.value) == (
        f"The workspace {tmp_path} can't be written (Read-only file system): "
        "make it writable, or name another with --workspace."
    )


def test_a_folder_in_the_place_of_the_marker_is_said_too(tmp_path: Path) -> None:
    place.marker(tmp_path).mkdir(parents=True)
    with pytest.raises(Problem, match="can't be written"):
        place.prepare(tmp_path)


def test_a_workspace_of_either_name_in_this_folder_is_found(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv(place.VARIABLE, raising=False)
    monkeypatch.chdir(tmp_path)
    older = tmp_path / "workspace"
    place.prepare(older)
    assert place.find_or_name(None) == older
    place.prepare(tmp_path / place.USUAL_NAME)
    assert place.find_or_name(None) == tmp_path / place.USUAL_NAME


def test_a_printed_path_means_the_same_wherever_it_is_pasted(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv(place.VARIABLE, raising=False)
    workspace = tmp_path / place.USUAL_NAME
    place.prepare(workspace)
    assignment = workspace / "assignments" / "02-hijackings"
    assignment.mkdir(parents=True)
    printed = Path(place.USUAL_NAME) / "assignments" / "02-hijackings"
    for stands in (tmp_path, workspace, assignment, workspace / "assignments"):
        monkeypatch.chdir(stands)
        for path in (printed, printed.relative_to(place.USUAL_NAME), Path("02-hijackings")):
            assert place.as_meant(path).resolve() == assignment
        nowhere = Path("assignments/03-nothing")
        assert place.as_meant(nowhere) == nowhere
