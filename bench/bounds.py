"""The bounds of lesson 09, beside a plain loop that does the same."""

from __future__ import annotations

import math
import time

import numpy as np

from aftermosul.evidence.tables import load
from aftermosul.topics.t09_diaspora import model

ACCOUNTS, STOCKS = 100_000, 6


def measure() -> dict[str, float]:
    """Seconds for every account of the lesson, and for many at once, with a plain loop beside."""
    said = load("whereabouts")
    began = time.perf_counter()
    model.accounts(said)
    lesson = time.perf_counter() - began
    rng = np.random.default_rng(9)
    low = rng.integers(0, 1000, (ACCOUNTS, STOCKS)).astype(float)
    high = low + rng.integers(0, 1000, (ACCOUNTS, STOCKS))
    high[rng.random(high.shape) < 0.3] = math.nan
    whole = np.column_stack([low.sum(axis=1) + 2000, low.sum(axis=1) + 2500])
    began = time.perf_counter()
    found = model.bounds(whole, low, high)
    together = time.perf_counter() - began
    began = time.perf_counter()
    plain = [_loop(*one) for one in zip(whole.tolist(), low.tolist(), high.tolist(), strict=True)]
    loop = time.perf_counter() - began
    if not np.array_equal(found.high, np.array(plain)):
        raise RuntimeError("the loop and the model find different bounds")
    return {"bounds_lesson_s": lesson, "bounds_s": together, "bounds_loop_s": loop}


def _loop(whole: list[float], low: list[float], high: list[float]) -> list[float]:
    """The most that each stock can hold, in plain Python."""
    most = []
    for place, roof in enumerate(high):
        others = sum(least for n, least in enumerate(low) if n != place)
        room = whole[1] - others
        most.append(room if math.isnan(roof) else min(roof, room))
    return most
