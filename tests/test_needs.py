"""What the tests need is found, installed in one step, or said; with CI=true it is demanded."""

from __future__ import annotations

import re
import subprocess
from pathlib import Path

import pytest

from tests import needs

ROOT = Path(__file__).resolve().parents[1]


@pytest.fixture
def bare(monkeypatch: pytest.MonkeyPatch) -> list[list[str]]:
    """A Debian machine, as root, on which nothing is found; the commands that were run."""
    run: list[list[str]] = []
    nothing = tuple(needs.Need(n.package, lambda: False, n.missing) for n in needs.NEEDS)
    monkeypatch.setattr(needs, "NEEDS", nothing)
    monkeypatch.setattr(needs.shutil, "which", lambda name: f"/usr/bin/{name}")
    monkeypatch.setattr(needs.os, "geteuid", lambda: 0)
    monkeypatch.setattr(needs.chromium, "find", lambda: None)
    monkeypatch.setattr(needs.chromium, "download", lambda: run.append(["download"]))
    monkeypatch.setattr(subprocess, "run", lambda command, **_: run.append(command))
    return run


def test_all_that_is_missing_is_installed_in_one_step(bare: list[list[str]]) -> None:
    needs.main()
    assert [command[:2] for command in bare] == [
        ["apt-get", "update"],
        ["apt-get", "install"],
        ["download"],
    ]
    assert bare[1][-3:] == ["chromium", "bubblewrap", "postgresql"]


@pytest.mark.parametrize(("ci", "code"), [("true", 1), ("", 0)])
def test_what_stays_missing_is_one_line_each_and_a_failure_only_for_ci(
    bare: list[list[str]],
    ci: str,
    code: int,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    monkeypatch.setenv("CI", ci)
    assert needs.main() == code
    said = capsys.readouterr().out.splitlines()
    assert said[-3:] == [need.missing for need in needs.NEEDS]


def test_make_test_calls_it_first_and_ci_names_make_and_git_alone() -> None:
    makefile = (ROOT / "Makefile").read_text(encoding="utf-8")
    (recipe,) = re.findall(r"^test:.*\n((?:\t.*\n)+)", makefile, re.MULTILINE)
    assert "tests.needs" in recipe.splitlines()[0]
    script = (ROOT / ".ci" / "run").read_text(encoding="utf-8")
    assert re.findall(r"missing\+=\((\S+)\)", script) == ["make", "git"]
