"""A state day by day, as stretches of days in which it stayed the same."""

from __future__ import annotations

import itertools
from collections.abc import Iterable, Iterator


def stretches(states: Iterable[str]) -> Iterator[tuple[str, int, int]]:
    """Each stretch as its state and its first and last position, both included.

    >>> list(stretches(["not yet", "held", "held"]))
    [('not yet', 0, 0), ('held', 1, 2)]
    """
    first = 0
    for state, same in itertools.groupby(states):
        last = first + sum(1 for _ in same) - 1
        yield state, first, last
        first = last + 1
