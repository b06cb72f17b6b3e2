"""What is kept in git: no path of a machine, no output of a run, imports in their layers."""

from __future__ import annotations

import json
import re
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

from aftermosul import resources

# Written in pieces, so that this file does not hold what it looks for.
SLASH = "/"
FORBIDDEN = {
    "a folder of one machine": re.compile(
        rf"(?<![\w.:/-]){SLASH}(work|root|home{SLASH}\w+|Users{SLASH}\w+){SLASH}"
    ),
    "a folder of one run": re.compile(SLASH + "tmp" + SLASH + r"(bash|pytest|tmp)[\w-]*"),
    "a drive of one machine": re.compile("[A-Z]:" + r"\\+" + "Users"),
    "an address of a package index": re.compile("(extra-)?index" + r"[-_]url|find[-_]links\s*="),
    "a trusted host": re.compile("trusted" + "-host"),
    "a file as an address": re.compile("file:" + SLASH * 3),
    "a host of a private network": re.compile(r"\b(10\.\d{1,3}|192\.168)\.\d{1,3}\.\d{1,3}\b"),
    "a library of one machine": re.compile(SLASH + "opt" + SLASH + r"(pypi|wheels|conda)"),
    "a secret": re.compile("(gh" + r"[pousr]_\w{30}|AK" + "IA|BEGIN [A-Z ]*PRIVATE" + " KEY)"),
}
PICTURES = {".png", ".jpg", ".gif", ".ico", ".woff2"}
# Other people's code, bundled as it is.
BUNDLED = {"src/aftermosul/figures/static/vega-embed.js"}


def tracked(root: Path) -> list[Path]:
    """Every file that git holds, or would hold with the next commit."""
    words = ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"]
    run = subprocess.run(words, cwd=root, capture_output=True, check=True, text=True)
    found = [root / name for name in run.stdout.split("\0") if name]
    return [path for path in found if path.is_file()]


def texts(root: Path) -> dict[str, str]:
    return {
        path.relative_to(root).as_posix(): path.read_text(encoding="utf-8")
        for path in tracked(root)
        if path.suffix not in PICTURES
    }


@pytest.mark.parametrize("what", FORBIDDEN)
def test_no_file_holds(what: str, root: Path) -> None:
    found = {
        name: match.group()
        for name, text in texts(root).items()
        if name not in BUNDLED and (match := FORBIDDEN[what].search(text))
    }
    assert found == {}


def test_the_patterns_find_what_they_are_for() -> None:
    examples = {
        "a folder of one machine": ["x = '/{}/main/a.py'".format("work"), "/{}/.x".format("root")],
        "a folder of one run": ["/{}/pytest-of-me/x".format("tmp")],
        "a drive of one machine": ["C:\\{}\\me".format("Users")],
        "an address of a package index": ["--{}-url x".format("index")],
        "a trusted host": ["--{}-host x".format("trusted")],
        "a file as an address": ["{}:///x".format("file")],
        "a host of a private network": [".".join(["10", "0", "0", "7"])],
        "a library of one machine": ["/{}/wheels".format("opt")],
        "a secret": ["gh" + "p_" + "a" * 36],
    }
    assert set(examples) == set(FORBIDDEN)
    for what, lines in examples.items():
        assert all(FORBIDDEN[what].search(line) for line in lines), what
    for innocent in ("the /work page", "https://example.org/root/x", "src/work/x", "a/home/b/c"):
        assert not FORBIDDEN["a folder of one machine"].search(innocent)


def test_every_file_is_utf_8_with_plain_line_ends(root: Path) -> None:
    for path in tracked(root):
        if path.suffix not in PICTURES:
            raw = path.read_bytes()
            raw.decode("utf-8")
            assert b"\r" not in raw, path
            assert not raw.startswith(b"\xef\xbb\xbf"), path


def test_every_notebook_is_kept_without_outputs(root: Path) -> None:
    notebooks = [path for path in tracked(root) if path.suffix == ".ipynb"]
    assert len(notebooks) >= len(resources.lesson_paths()) + len(resources.assignment_names())
    for path in notebooks:
        content = json.loads(path.read_text(encoding="utf-8"))
        for cell in content["cells"]:
            assert not cell.get("outputs"), (path, cell["id"])
            assert cell.get("execution_count") is None, (path, cell["id"])
        assert "widgets" not in content["metadata"]
        assert "version" not in content["metadata"].get("language_info", {})


def test_nothing_that_is_made_is_kept(root: Path) -> None:
    made = re.compile(
        r"^(build|dist|workspace|after-mosul)/|(^|/)(__pycache__|\.venv|\.ipynb_checkpoints)/"
        r"|gradebook\.db$|bench\.json$|ledger\.json$|\.egg-info|\.coverage|\.pyc$"
    )
    names = [path.relative_to(root).as_posix() for path in tracked(root)]
    assert [name for name in names if made.search(name)] == []


def test_no_file_is_larger_than_two_megabytes(root: Path) -> None:
    large = {path.name for path in tracked(root) if path.stat().st_size > 2 * 2**20}
    assert large == set()


def test_imports_run_downward(root: Path) -> None:
    """The layers of pyproject.toml, held by import-linter."""
    command = [str(Path(sys.executable).parent / "lint-imports"), "--no-cache"]
    run = subprocess.run(command, cwd=root, capture_output=True, check=False, text=True)
    assert run.returncode == 0, run.stdout
    assert "1 kept, 0 broken" in run.stdout


def test_every_part_of_the_package_has_its_place_among_the_layers(root: Path) -> None:
    project = tomllib.loads((root / "pyproject.toml").read_text(encoding="utf-8"))
    (contract,) = project["tool"]["importlinter"]["contracts"]
    named = {part.strip() for line in contract["layers"] for part in line.split("|")}
    package = root / "src" / "aftermosul"
    parts = {path.stem for path in package.glob("*.py") if path.stem != "__init__"}
    parts |= {path.parent.name for path in package.glob("*/__init__.py")}
    assert {f"aftermosul.{part}" for part in parts} == named


CORE_WITHOUT = """
import sys
for name in ("fcntl", "resource", "nbgrader", "jupyterlab", "nbformat", "nbclient", "nbconvert"):
    sys.modules[name] = None
import aftermosul
for name in aftermosul.__all__:
    getattr(aftermosul, name)
print(repr(aftermosul.check("peak-year", 1969)).splitlines()[0])
print(repr(aftermosul.ledger()).count("peak-year"))
aftermosul.instruments.hijackings()
from aftermosul.cli import doctor, lab, status
"""


def test_the_core_lives_without_what_windows_and_browsers_lack(workspace: Path) -> None:
    """No fcntl and no resource, and neither nbgrader nor JupyterLab: the core alone."""
    command = [sys.executable, "-X", "utf8", "-c", CORE_WITHOUT]
    run = subprocess.run(command, capture_output=True, check=False, text=True, cwd=workspace)
    assert run.returncode == 0, run.stderr
    assert run.stdout.splitlines() == ["✓ Right", "1"]
