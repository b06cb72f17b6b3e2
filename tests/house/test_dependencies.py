"""What is imported is declared, where it is imported; what nothing imports is not asked for."""

from __future__ import annotations

import ast
import functools
import importlib.metadata
import json
import sys
import tomllib
from collections.abc import Iterator
from pathlib import Path

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

from tests.conftest import ROOT

PACKAGE = ROOT / "src" / "aftermosul"
OURS = {"aftermosul", "bench", "hatch_build", "tests"}

# What the extras beside the core are for, and the rooms that may rely on them.
ROOMS = {
    "lab": ("cli", "classroom", "grading"),
    "cluster": ("classroom/cluster.py",),
    "data": ("evidence/adapters/workbooks.py",),
    "test": ("figures/bundle.py", "figures/pictures.py"),
}
# Started or read by name, and never imported in our own code.
BY_NAME = {"jupyterlab"}


@functools.cache
def declared(extra: str = "") -> frozenset[str]:
    """The packages of the core, or of an extra with those that it takes in."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    lines = project["optional-dependencies"][extra] if extra else project["dependencies"]
    found: set[str] = set()
    for requirement in map(Requirement, lines):
        if requirement.name == project["name"]:
            found.update(*(declared(other) for other in requirement.extras))
        else:
            found.add(canonicalize_name(requirement.name))
    return frozenset(found)


def modules(code: str) -> Iterator[str]:
    """The top names of what `code` imports, by statement or by name."""
    for node in ast.walk(ast.parse(code)):
        if isinstance(node, ast.Import):
            yield from (name.name.split(".")[0] for name in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
            yield node.module.split(".")[0]
        elif isinstance(node, ast.Call) and ast.unparse(node.func).endswith("import_module"):
            for given in node.args[:1]:
                if isinstance(given, ast.Constant):
                    yield str(given.value).split(".")[0]


@functools.cache
def homes() -> dict[str, list[str]]:
    """The packages that bring a module of this name; looked up once, since every file is read."""
    return dict(importlib.metadata.packages_distributions())


def packages(code: str) -> set[str]:
    """The packages that `code` needs, by the names under which they are installed."""
    foreign = {name for name in modules(code) if name not in sys.stdlib_module_names | OURS}
    return {canonicalize_name(homes()[name][0]) for name in foreign}


def imported(folder: Path) -> dict[str, set[str]]:
    """What each module under `folder` needs, by its path."""
    return {
        path.relative_to(folder).as_posix(): packages(path.read_text(encoding="utf-8"))
        for path in sorted(folder.rglob("*.py"))
    }


def in_lessons() -> set[str]:
    """What the lessons import."""
    cells = [
        cell
        for path in sorted((ROOT / "lessons").glob("*.ipynb"))
        for cell in json.loads(path.read_text(encoding="utf-8"))["cells"]
        if cell["cell_type"] == "code"
    ]
    assert cells
    return set().union(*(packages("".join(cell["source"])) for cell in cells))


def test_every_module_imports_only_what_is_declared_for_its_room() -> None:
    undeclared = {}
    for path, needed in imported(PACKAGE).items():
        allowed = set(declared())
        for extra, rooms in ROOMS.items():
            if any(path == room or path.startswith(f"{room}/") for room in rooms):
                allowed |= declared(extra)
        if needed - allowed:
            undeclared[path] = needed - allowed
    assert undeclared == {}


def test_lessons_import_only_what_the_core_brings() -> None:
    assert in_lessons() - declared() == set()


@pytest.mark.parametrize("folder", ["tests", "bench"])
def test_tests_and_bench_import_only_what_their_extra_brings(folder: str) -> None:
    needed = set().union(*imported(ROOT / folder).values())
    assert needed - declared() - declared("test") == set()


@pytest.mark.parametrize("extra", ["", "lab", "cluster", "data"])
def test_nothing_is_declared_that_nothing_imports(extra: str) -> None:
    needed = set().union(*imported(PACKAGE).values()) | in_lessons()
    assert declared(extra) - needed - BY_NAME == set()


def test_an_import_is_seen_however_it_is_written() -> None:
    code = "import a.b as c\ndef f():\n  from d.e import g\n  import_module('h.i')\nfrom . import j"
    assert set(modules(code)) == {"a", "d", "h"}
