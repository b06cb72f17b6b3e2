"""Dots beside a line, each as near to it as the others let it."""

from __future__ import annotations

import math
from collections.abc import Sequence


def apart(at: Sequence[float], radii: Sequence[float]) -> list[float]:
    """How far each dot of a lane stands from its middle, so that none covers another.

    `at` are places along the lane and `radii` those of the dots, both in pixels. The largest come
    first and stand nearest to the middle.
    """
    placed: list[tuple[float, float, float]] = []
    found = [0.0] * len(at)
    for i in sorted(range(len(at)), key=lambda i: (-radii[i], i)):
        near = [(y, r, abs(at[i] - x)) for x, y, r in placed if abs(at[i] - x) < r + radii[i]]
        free = [0.0]
        for y, r, across in near:
            rise = math.sqrt((r + radii[i]) ** 2 - across**2) + 0.01
            free += [y - rise, y + rise]
        fits = [
            y
            for y in free
            if all(math.hypot(across, y - other) >= r + radii[i] for other, r, across in near)
        ]
        found[i] = min(fits, key=lambda y: (abs(y), y))
        placed.append((at[i], found[i], radii[i]))
    return found
