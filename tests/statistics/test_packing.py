"""Dots beside a line: none covers another, and the largest stands on it."""

from __future__ import annotations

import itertools
import math

import pytest

from aftermosul.statistics.packing import apart


@pytest.mark.parametrize("at", [[0, 0, 0, 0], [0, 3, 6, 9], [0, 1, 50]])
def test_dots_of_a_lane_never_cover_one_another(at: list[float]) -> None:
    radii = [5.0, 2.0, 8.0, 2.0][: len(at)]
    away = apart(at, radii)
    for i, j in itertools.combinations(range(len(at)), 2):
        distance = math.hypot(at[i] - at[j], away[i] - away[j])
        assert distance >= radii[i] + radii[j] - 1e-9
    assert away[radii.index(max(radii))] == 0
