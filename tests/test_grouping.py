"""Tests that share what is dear run on one worker, and the longest groups begin first."""

from __future__ import annotations

import itertools
from pathlib import Path

import pytest

from tests import grouping


def test_every_test_has_a_group(request: pytest.FixtureRequest) -> None:
    for item in request.session.items:
        assert item.get_closest_marker("xdist_group") is not None, item.nodeid


def test_a_worker_hands_its_tests_over_by_their_groups(request: pytest.FixtureRequest) -> None:
    """xdist reads a group once, and writes it behind the test's name."""
    if hasattr(request.config, "workerinput"):
        assert request.node.nodeid.endswith("@tests/test_grouping.py")
    assert grouping.group_of(request.node) == "tests/test_grouping.py"


def test_the_longest_groups_stand_first(request: pytest.FixtureRequest) -> None:
    ranks = [grouping.rank(group) for group in map(grouping.group_of, request.session.items)]
    assert ranks == sorted(ranks)


def test_a_module_that_makes_something_once_is_in_one_group(
    request: pytest.FixtureRequest,
) -> None:
    items = sorted(request.session.items, key=lambda item: item.path)
    for _, own in itertools.groupby(items, key=lambda item: item.path):
        tests = list(own)
        once = {
            name
            for item in tests
            for name, (*_, made) in item._fixtureinfo.name2fixturedefs.items()  # type: ignore[attr-defined]
            if made.scope == "module" and not made.params
        }
        groups = {grouping.group_of(item) for item in tests}
        assert not once or len(groups) == 1, tests[0].path


def test_the_files_named_are_there(root: Path) -> None:
    named = [name for name in (*grouping.TOGETHER, *grouping.LONGEST_FIRST) if "/" in name]
    assert named
    assert all((root / name).exists() for name in named)
