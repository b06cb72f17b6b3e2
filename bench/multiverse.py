"""Every coding of lesson 10 with its test, beside the same in a plain loop."""

from __future__ import annotations

import random
import statistics
import time

from aftermosul.evidence.tables import load
from aftermosul.topics.t10_trained import multiverse

ROUNDS = 5
# The plain loop takes most of a minute for all; a part of them gives the ratio.
EVERY = 6


def measure() -> dict[str, float]:
    """Seconds for the whole multiverse, and how many times as long a plain loop would take."""
    table = load("europe_attacks")
    multiverse.multiverse(table)  # once unmeasured
    times = []
    for _ in range(ROUNDS):
        began = time.perf_counter()
        every = multiverse.multiverse(table)
        times.append(time.perf_counter() - began)
    own = statistics.median(times)
    run = every[every["tested"]].iloc[::EVERY]
    began = time.perf_counter()
    for row in run.itertuples():
        rows = multiverse.counted(table, str(row.counted))
        _plain(multiverse.cards(rows, str(row.coding), str(row.between)), str(row.measure))
    part = time.perf_counter() - began
    plain = part * int(every["tested"].sum()) / len(run)
    return {"multiverse_s": own, "multiverse_plain_s": plain, "multiverse_ratio": plain / own}


def _plain(deck: multiverse.Cards, measure: str) -> float:
    """The share of shuffles with as large a gap, one shuffle after another."""
    average = statistics.fmean if measure == "mean" else statistics.median
    killed, mine = list(deck.killed), deck.sides()[0]
    here = [k for k, trained in zip(killed, deck.trained, strict=True) if trained]
    there = [k for k, trained in zip(killed, deck.trained, strict=True) if not trained]
    seen = average(here) - average(there)
    order = random.Random(multiverse.SEED)
    as_large = 0
    for _ in range(multiverse.SHUFFLES):
        order.shuffle(killed)
        as_large += average(killed[:mine]) - average(killed[mine:]) >= seen - 1e-9
    return (as_large + 1) / (multiverse.SHUFFLES + 1)
