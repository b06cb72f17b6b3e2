"""One environment, written down in several places: they say the same."""

from __future__ import annotations

import importlib.metadata
import re
import tomllib
from pathlib import Path
from typing import Any

import pytest
import yaml
from packaging.requirements import Requirement
from packaging.specifiers import SpecifierSet
from packaging.utils import canonicalize_name
from packaging.version import Version


@pytest.fixture
def project(root: Path) -> dict[str, Any]:
    return tomllib.loads((root / "pyproject.toml").read_text(encoding="utf-8"))


@pytest.fixture
def environment(root: Path) -> dict[str, Any]:
    return yaml.safe_load((root / "environment.yml").read_text(encoding="utf-8"))


@pytest.fixture
def constraints(root: Path) -> dict[str, str]:
    """Versions by package."""
    lines = (root / "constraints.txt").read_text(encoding="utf-8").splitlines()
    pairs = [line.split("==") for line in lines if line and not line.startswith("#")]
    return {canonicalize_name(name): version for name, version in pairs}


def direct(project: dict[str, Any]) -> list[Requirement]:
    """Everything pyproject.toml asks for by name: core, extras, and what builds the wheel."""
    extras = project["project"]["optional-dependencies"].values()
    hook = project["tool"]["hatch"]["build"]["targets"]["wheel"]["hooks"]["custom"]
    lines = [
        *project["project"]["dependencies"],
        *(line for extra in extras for line in extra),
        *project["build-system"]["requires"],
        *hook["dependencies"],
    ]
    found = [Requirement(line) for line in lines]
    return [requirement for requirement in found if requirement.name != "aftermosul"]


def test_the_conda_environment_is_what_pyproject_asks_for(
    project: dict[str, Any], environment: dict[str, Any]
) -> None:
    python, pip, installed = environment["dependencies"]
    assert python == f"python {project['project']['requires-python']}"
    assert pip == "pip"
    assert installed == {"pip": ["--constraint constraints.txt", "--editable .[lab]"]}
    assert "lab" in project["project"]["optional-dependencies"]
    assert environment["channels"] == ["conda-forge"]


def test_the_oldest_python_is_the_same_everywhere(root: Path, project: dict[str, Any]) -> None:
    oldest = project["project"]["requires-python"].removeprefix(">=")
    assert project["tool"]["ruff"]["target-version"] == f"py{oldest.replace('.', '')}"
    asked = ", ".join(oldest.split("."))
    assert f"sys.version_info < ({asked})" in (root / "Makefile").read_text(encoding="utf-8")
    doctor = (root / "src" / "aftermosul" / "cli" / "doctor.py").read_text(encoding="utf-8")
    assert f"sys.version_info >= ({asked})" in doctor
    assert f"Install Python {oldest} or newer" in doctor


def test_every_line_of_the_constraints_is_a_name_and_a_version(root: Path) -> None:
    lines = (root / "constraints.txt").read_text(encoding="utf-8").splitlines()
    for line in lines:
        if not line.startswith("#"):
            assert re.fullmatch(r"[A-Za-z0-9][A-Za-z0-9._-]*==[0-9][A-Za-z0-9.!+]*", line), line
        assert "@" not in line
        assert "://" not in line
    names = [canonicalize_name(line.split("==")[0]) for line in lines if "==" in line]
    assert sorted(set(names)) == sorted(names)


def test_every_direct_dependency_is_pinned_within_its_bounds(
    project: dict[str, Any], constraints: dict[str, str]
) -> None:
    for requirement in direct(project):
        name = canonicalize_name(requirement.name)
        assert name in constraints, name
        assert requirement.specifier.contains(Version(constraints[name])), requirement


def test_what_the_core_needs_in_turn_is_pinned_too(
    project: dict[str, Any], constraints: dict[str, str]
) -> None:
    """Else two readers who set up a month apart get different versions."""
    waiting = [Requirement(line).name for line in project["project"]["dependencies"]]
    waiting += [
        r.name for r in map(Requirement, project["project"]["optional-dependencies"]["lab"])
    ]
    seen: set[str] = set()
    while waiting:
        name = canonicalize_name(waiting.pop())
        if name in seen:
            continue
        seen.add(name)
        for line in importlib.metadata.requires(name) or []:
            needed = Requirement(line)
            if needed.marker is None or needed.marker.evaluate({"extra": ""}):
                waiting.append(needed.name)
    assert seen - set(constraints) <= {"pip", "setuptools"}


def test_nbgrader_is_pinned_to_one_version_everywhere(
    root: Path, project: dict[str, Any], constraints: dict[str, str]
) -> None:
    pins = {str(r.specifier) for r in direct(project) if r.name == "nbgrader"}
    assert pins == {f"=={constraints['nbgrader']}"}
    assert len([r for r in direct(project) if r.name == "nbgrader"]) == 2
    text = (root / "pyproject.toml").read_text(encoding="utf-8")
    mentioned = re.findall(r"(\d+\.\d+\.\d+) is the newest release and the one tested", text)
    assert mentioned == [constraints["nbgrader"]]


def test_the_version_is_written_once(root: Path, project: dict[str, Any]) -> None:
    from aftermosul import __version__

    assert project["project"]["dynamic"] == ["version"]
    assert project["tool"]["hatch"]["version"]["path"] == "src/aftermosul/version.py"
    assert f'"{__version__}"' in (root / "src/aftermosul/version.py").read_text(encoding="utf-8")
    Version(__version__)


def test_the_command_is_the_one_the_guides_name(project: dict[str, Any]) -> None:
    assert project["project"]["scripts"] == {"aftermosul": "aftermosul.cli:app"}


def test_every_pinned_version_takes_the_oldest_python_that_is_promised(
    project: dict[str, Any], constraints: dict[str, str]
) -> None:
    """Debian 12 has Python 3.11.2, and a version that asks for 3.11.5 can't be installed there."""
    oldest = project["project"]["requires-python"].removeprefix(">=") + ".0"
    asked = {
        name: importlib.metadata.metadata(name).get("Requires-Python") or ""
        for name in constraints
        if _is_installed(name)
    }
    assert len(asked) > 100
    assert {n: wanted for n, wanted in asked.items() if oldest not in SpecifierSet(wanted)} == {}


def _is_installed(name: str) -> bool:
    try:
        importlib.metadata.version(name)
    except importlib.metadata.PackageNotFoundError:
        return False
    return True
