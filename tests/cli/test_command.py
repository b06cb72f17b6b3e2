"""The command `aftermosul` as a whole: its version, its help, and one sentence for a problem."""

from __future__ import annotations

import os
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

import pytest

from aftermosul import __version__, cli

COMMAND = Path(sys.executable).parent / "aftermosul"


def run(*words: str, **environment: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [str(COMMAND), *words],
        capture_output=True,
        check=False,
        text=True,
        env={**os.environ, "NO_COLOR": "1", "COLUMNS": "100", **environment},
    )


@dataclass
class Here:
    """The command called in this process, which has imported all that it needs."""

    monkeypatch: pytest.MonkeyPatch
    capsys: pytest.CaptureFixture[str]

    def run(self, *words: str) -> subprocess.CompletedProcess[str]:
        self.monkeypatch.setenv("NO_COLOR", "1")
        self.monkeypatch.setenv("COLUMNS", "100")
        self.monkeypatch.setattr(sys, "argv", ["aftermosul", *words])
        with pytest.raises(SystemExit) as ended:
            cli.app()
        said = self.capsys.readouterr()
        code = ended.value.code
        return subprocess.CompletedProcess([*words], code or 0, said.out, said.err)  # type: ignore[arg-type]


@pytest.fixture
def here(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Here:
    return Here(monkeypatch, capsys)


def test_the_version_is_printed_and_nothing_else() -> None:
    said = run("--version")
    assert (said.returncode, said.stdout, said.stderr) == (0, f"After Mosul {__version__}\n", "")


@pytest.mark.parametrize("words", [["--help"], []])
def test_help_lists_every_command_with_what_it_does(words: list[str], here: Here) -> None:
    said = here.run(*words)
    text = said.stdout + said.stderr
    for command, purpose in (
        ("lab", "Open the module in JupyterLab"),
        ("status", "List your notebooks"),
        ("doctor", "Look at what the module needs"),
        ("grade", "Grade a notebook with the hidden tests"),
        ("map", "Show for every sentence of the essay"),
    ):
        assert any(
            line.strip(" │").startswith(f"{command} ") and purpose in line
            for line in text.splitlines()
        ), command


@pytest.mark.parametrize("command", ["lab", "status", "doctor", "grade", "map"])
def test_every_command_has_help_of_its_own(command: str, here: Here) -> None:
    said = here.run(command, "--help")
    assert said.returncode == 0
    assert f"aftermosul {command}" in said.stdout


def test_an_unknown_command_is_no_traceback() -> None:
    said = run("lob")
    assert said.returncode == 2
    assert "lob" in said.stderr
    assert "Traceback" not in said.stderr


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        (["status"], "is not a workspace: run  aftermosul lab  there first"),
        (["lab", "--workspace", "{file}"], "is a file, not a folder"),
        (["lab", "--workspace", "{file}/inside"], "A file is in the way of the folder"),
        (["lab", "--reset", "77"], 'There is no lesson or assignment "77".'),
        (["grade", "{file}.ipynb"], "There is nothing at"),
    ],
)
def test_a_problem_is_one_sentence_and_exit_code_1(
    words: list[str], sentence: str, tmp_path: Path, here: Here
) -> None:
    file = tmp_path / "mine.txt"
    file.write_text("mine", encoding="utf-8")
    said = here.run(*(word.format(file=file) for word in words))
    assert said.returncode == 1
    assert sentence in said.stderr
    assert len(said.stderr.splitlines()) == 1
    assert "Traceback" not in said.stdout + said.stderr
    assert file.read_text(encoding="utf-8") == "mine"


def test_a_process_ends_a_problem_the_same_way() -> None:
    said = run("status")
    assert (said.returncode, said.stdout) == (1, "")
    assert len(said.stderr.splitlines()) == 1
    assert "is not a workspace: run  aftermosul lab  there first" in said.stderr
