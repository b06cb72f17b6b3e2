"""What is kept in git: no path of a machine, no output of a run, imports in their layers."""

from __future__ import annotations

import ast
import json
import re
import shutil
import subprocess
import sys
import tomllib
from pathlib import Path
from typing import Any

import pytest

from aftermosul import resources
from aftermosul.desk.rooms import rooms

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
    assert "4 kept, 0 broken" in run.stdout


@pytest.mark.parametrize(
    ("contract", "module", "line"),
    [
        ("layers", "questions/question.py", "import aftermosul.figures.controls"),
        ("topics", "topics/t05_lineage/figure.py", "import aftermosul.topics.t06_territory"),
        ("models", "topics/t05_lineage/model.py", "import altair"),
        ("models", "statistics/intervals.py", "import anywidget"),
        ("answers", "topics/t05_lineage/answers.py", "import aftermosul.topics.t05_lineage.words"),
    ],
)
def test_an_import_that_is_not_allowed_is_found(
    contract: str, module: str, line: str, root: Path, tmp_path: Path
) -> None:
    names = {one["id"]: one["name"] for one in contracts(root)}
    ours = root / "src" / "aftermosul"
    shutil.copytree(ours, tmp_path / "aftermosul", ignore=shutil.ignore_patterns("__pycache__"))
    shutil.copy(root / "pyproject.toml", tmp_path)
    with (tmp_path / "aftermosul" / module).open("a", encoding="utf-8") as file:
        file.write(f"\n{line}\n")
    command = [str(Path(sys.executable).parent / "lint-imports"), "--no-cache"]
    run = subprocess.run(command, cwd=tmp_path, capture_output=True, check=False, text=True)
    assert run.returncode == 1, run.stdout
    assert f"{names[contract]} BROKEN" in run.stdout


def contracts(root: Path) -> list[dict[str, Any]]:
    project = tomllib.loads((root / "pyproject.toml").read_text(encoding="utf-8"))
    found: list[dict[str, Any]] = project["tool"]["importlinter"]["contracts"]
    return found


def imported(path: Path, room: str) -> set[str]:
    """The modules of its own room that a module imports."""
    found: set[str] = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.ImportFrom) and node.module == room:
            found |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and f"{node.module}".startswith(f"{room}."):
            found.add(f"{node.module}".rpartition(".")[2])
    return found


def test_every_module_of_a_room_draws_or_asks_or_is_held_to_be_a_model(root: Path) -> None:
    """What draws is a figure or a part that a figure imports; the rest would have no contract."""
    sources = {one["id"]: one.get("source_modules", []) for one in contracts(root)}
    models, asks = (
        {name.rpartition(".")[2] for name in sources[contract] if ".topics.*." in name}
        for contract in ("models", "answers")
    )
    assert asks == {"answers", "questions"}
    for room in rooms():
        modules = {path.stem: path for path in Path(room.__file__).parent.rglob("*.py")}
        draws: set[str] = set()
        more = {home.partition(":")[0] for home in room.FIGURES.values()}
        while more - draws:
            draws |= more
            more = {name for one in more for name in imported(modules[one], room.__name__)}
            more -= models
        assert not draws & asks, room.__name__
        assert set(modules) == {"__init__"} | draws | (models | asks) & set(modules), room.__name__


LONG = {
    "grading/shell/client.py": "one conversation with a kernel, soon drawn anew as a whole",
}
"""The only modules of more than `MOST_LINES` lines, and why."""

MOST_LINES = 300


def test_no_module_is_longer_than_one_can_read_at_a_sitting(root: Path) -> None:
    package = root / "src" / "aftermosul"
    lines = {
        path.relative_to(package).as_posix(): len(path.read_text(encoding="utf-8").splitlines())
        for path in [*package.rglob("*.py"), *(package / "topics").rglob("*.*")]
        if path.suffix != ".pyc"
    }
    assert len(lines) > 100
    assert {name for name, count in lines.items() if count > MOST_LINES} == set(LONG)


def test_every_part_of_the_package_has_its_place_among_the_layers(root: Path) -> None:
    (layers,) = (one["layers"] for one in contracts(root) if one["id"] == "layers")
    named = {part.strip() for line in layers for part in line.split("|")}
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
