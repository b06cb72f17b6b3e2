"""What every test may rely on: a workspace of its own, so that no test writes into a reader's.

And what every test must do: check something. One that asserts inside a loop or an `if` alone would
pass on an empty list; here it fails.
"""

from __future__ import annotations

import inspect
import itertools
import os
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests import grouping

# Helpers of ours assert as tests do, and are counted as tests are.
pytest.register_assert_rewrite("tests")

_PASSED: pytest.StashKey[int] = pytest.StashKey()
_NUMBERS = itertools.count()
_CHECKS_OTHERWISE = (
    "pytest.raises",
    "pytest.warns",
    "pytest.fail",
    "expect(",
    "expect.",
    "_equal(",
    ".validate(",
)

ROOT = Path(__file__).resolve().parent.parent


@pytest.fixture
def root() -> Path:
    """The top folder of the checkout."""
    return ROOT


@pytest.fixture(autouse=True)
def workspace(tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty folder, apart from the test's own, named as the workspace in the environment."""
    # pytest's own numbering looks through every folder made so far, thousands of times in a run.
    folder = tmp_path_factory.getbasetemp() / "workspaces" / f"workspace{next(_NUMBERS)}"
    folder.mkdir(parents=True)
    monkeypatch.setenv("AFTERMOSUL_WORKSPACE", str(folder))
    return folder


# First of all: xdist reads the groups before hooks of a conftest's usual turn.
@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Keep together what shares its making, the longest first."""
    grouping.arrange(items)


def pytest_assertion_pass(item: pytest.Item, lineno: int, orig: str, expl: str) -> None:
    """Count what has been checked."""
    item.stash[_PASSED] = item.stash.get(_PASSED, 0) + 1


@pytest.hookimpl(wrapper=True)
def pytest_runtest_call(item: pytest.Item) -> Iterator[None]:
    """Fail a test that came to its end and checked nothing on the way."""
    yield
    if item.stash.get(_PASSED, 0) or not isinstance(item, pytest.Function):
        return
    source = inspect.getsource(item.function)
    if not any(check in source for check in _CHECKS_OTHERWISE):
        pytest.fail("this test passed without checking anything: was a list empty?", pytrace=False)


@pytest.fixture(autouse=True)
def grading_ends_with_its_test() -> Iterator[None]:
    """A command that grades in this process says so in the environment, where it would stay."""
    before = os.environ.get("NBGRADER_EXECUTION")
    yield
    if before is None:
        os.environ.pop("NBGRADER_EXECUTION", None)
