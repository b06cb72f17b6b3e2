"""What every test may rely on: a workspace of its own, so that no test writes into a reader's."""

from __future__ import annotations

from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent


@pytest.fixture
def root() -> Path:
    """The top folder of the checkout."""
    return ROOT


@pytest.fixture(autouse=True)
def workspace(tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty folder, apart from the test's own, named as the workspace in the environment."""
    folder = tmp_path_factory.mktemp("workspace")
    monkeypatch.setenv("AFTERMOSUL_WORKSPACE", str(folder))
    return folder
