"""Stretches of days: they cover every day once, and neighbours differ."""

from __future__ import annotations

from itertools import pairwise, product

import pytest

from aftermosul.statistics.stretches import stretches


@pytest.mark.parametrize("days", range(6))
def test_stretches_cover_every_day_once_with_its_state(days: int) -> None:
    for states in product("abc", repeat=days):
        found = list(stretches(states))
        assert [state for state, first, last in found for _ in range(first, last + 1)] == [*states]
        assert all(before[0] != after[0] for before, after in pairwise(found))
        assert all(after[1] == before[2] + 1 for before, after in pairwise(found))
