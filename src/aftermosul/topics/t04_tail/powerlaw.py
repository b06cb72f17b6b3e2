"""How a heavy tail is fitted: exponents, distances, chances, intervals.

`counts` are those of `tolls.py`. A death toll has no typical
size: a few events hold much of all deaths. So the tail is described by a power law, in which the
chance of at least x deaths falls as a power of x.

The exponent is found by maximum likelihood, with the continuous approximation for whole numbers:
a toll of x stands for everything between x - 1/2 and x + 1/2, so that from a threshold t upwards

    P(X >= x) = ((x - 1/2) / (t - 1/2)) ** -(exponent - 1)
    exponent  = 1 + n / sum(log(x_i / (t - 1/2)))

after Hill (1975) and Clauset, Shalizi and Newman (2009, section 3 and appendix B). The exact
likelihood for whole numbers needs the zeta function and a search; the approximation can be done
by hand in three lines, as lesson 04 does, and is within about one per cent from a threshold of 6.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt
import pandas as pd

from aftermosul.topics.t04_tail.tolls import ccdf, checked

LEAST_THRESHOLD = 6
"""The lowest threshold for which the approximation is good."""

LEAST_EVENTS = 10
"""Fewer events than this at or above a threshold are not fitted."""

THRESHOLDS = (6, 8, 10, 12, 15, 20, 25, 30, 40, 50, 60, 80, 100, 120)
"""Thresholds to try, in deaths: about evenly apart on a logarithmic axis."""

_LEVELS = (2.5, 97.5)

Floats = npt.NDArray[np.float64]


def exponent(counts: pd.DataFrame, threshold: int) -> float:
    """The exponent of the power law fitted to the events of at least `threshold` deaths.

    Raises
    ------
    ValueError
        Where the threshold lies below 1 or no event reaches it.
    """
    if threshold < 1:
        raise ValueError(f"a threshold is a number of deaths from 1 up, not {threshold}")
    ordered = checked(counts)
    tail = ordered[ordered["deaths"] >= threshold]
    if tail.empty:
        raise ValueError(f"no event has {threshold} deaths or more")
    logs = np.log(tail["deaths"].to_numpy() / (threshold - 0.5))
    events = tail["events"].to_numpy()
    return float(1 + events.sum() / (events * logs).sum())


def tail_probability(deaths: float, threshold: float, fitted: float) -> float:
    """The chance that an event which reaches the threshold kills at least `deaths` people.

    `fitted` is the exponent. Raises ValueError where `deaths` lies below the threshold or the
    exponent is not above 1.
    """
    if deaths < threshold:
        raise ValueError(f"{deaths} deaths lie below the threshold of {threshold}")
    if fitted <= 1:
        raise ValueError(f"an exponent is above 1, not {fitted}")
    return float(((deaths - 0.5) / (threshold - 0.5)) ** (1 - fitted))


def distance(counts: pd.DataFrame, threshold: int, fitted: float) -> float:
    """The Kolmogorov-Smirnov distance between the tail's events and the fitted law, 0 to 1.

    The largest gap between the two shares "at least so many deaths". The record's share is a
    staircase, so it is compared at each toll that occurs and directly after it.
    """
    ordered = ccdf(counts)
    tail = ordered[ordered["deaths"] >= threshold]
    if tail.empty:
        raise ValueError(f"no event has {threshold} deaths or more")
    at = tail["deaths"].to_numpy(dtype=float)
    events = tail["at_least"].to_numpy(dtype=float)
    here = events / events[0]
    after = np.append(here[1:], 0.0)
    law_here = ((at - 0.5) / (threshold - 0.5)) ** (1 - fitted)
    law_after = ((at + 0.5) / (threshold - 0.5)) ** (1 - fitted)
    return float(max(np.abs(here - law_here).max(), np.abs(after - law_after).max()))


def chance_of_at_least_one(expected: float) -> float:
    """The chance of one or more events where `expected` are expected, each apart from the others.

    The Poisson law: 1 - exp(-expected). Raises ValueError where `expected` is negative.
    """
    if expected < 0:
        raise ValueError(f"an expected number is not negative: {expected}")
    return float(-np.expm1(-expected))


def years_between(expected: float, years: float) -> float:
    """The mean number of years from one event to the next, where `expected` fall in `years`.

    A return period: it holds only while events come as often, and as unequal, as in the record.
    Raises ValueError where either is not above 0.
    """
    if expected <= 0 or years <= 0:
        raise ValueError(f"{expected} events in {years} years give no time between two")
    return years / expected


def fits(
    counts: pd.DataFrame,
    thresholds: Sequence[int],
    *,
    size: int,
    resamples: int = 1000,
    seed: int = 0,
) -> pd.DataFrame:
    """The tail fitted at every threshold, with bootstrap intervals.

    Events are drawn anew from the record, with replacement, `resamples` times; each drawing is
    fitted at every threshold. The interval runs from the 2.5th to the 97.5th percentile. It
    speaks of chance within the record alone: not of a wrong threshold or a changing world.

    Parameters
    ----------
    counts
        The record.
    thresholds
        Numbers of deaths, from 1 up.
    size
        A number of deaths: how many events of at least so many does each fit expect?
    resamples, seed
        How many drawings, and where the random numbers start.

    Returns
    -------
    One row for each threshold: `threshold`; `events` at or above it; `share` of all events;
    `exponent`, `exponent_low`, `exponent_high`; `distance`, as `distance` gives it; `expected`,
    `expected_low`, `expected_high`: events of at least `size` deaths expected in a record of as
    many events. What rests on fewer than `LEAST_EVENTS` events is NaN.

    Raises
    ------
    ValueError
        Where a threshold lies below 1 or above `size`, or there is none.
    """
    if not len(thresholds) or min(thresholds) < 1 or max(thresholds) > size:
        raise ValueError(f"thresholds lie between 1 and {size}, not {list(thresholds)}")
    ordered = checked(counts)
    deaths = ordered["deaths"].to_numpy(dtype=float)
    events = ordered["events"].to_numpy()
    at = np.asarray(thresholds, dtype=float)
    total = int(events.sum())
    drawn = np.random.default_rng(seed).multinomial(total, events / total, size=resamples)

    inside = deaths[:, None] >= at
    reached, fitted, expected = _many(np.vstack([events, drawn]), deaths, inside, at, size)
    enough = reached[0] >= LEAST_EVENTS
    out = pd.DataFrame({"threshold": list(thresholds), "events": reached[0].astype(int)})
    out["share"] = reached[0] / total
    for name, values in (("exponent", fitted), ("expected", expected)):
        out[name] = np.where(enough, values[0], np.nan)
        low, high = _percentiles(values[1:])
        out[f"{name}_low"] = np.where(enough, low, np.nan)
        out[f"{name}_high"] = np.where(enough, high, np.nan)
    out["distance"] = [
        distance(ordered, threshold, float(found)) if fine else np.nan
        for threshold, found, fine in zip(thresholds, fitted[0], enough, strict=True)
    ]
    return out


def best_threshold(fitted: pd.DataFrame) -> int:
    """The threshold of the smallest Kolmogorov-Smirnov distance, of a table as `fits` makes it.

    The rule of Clauset, Shalizi and Newman (2009, section 3.3), kept to the thresholds given.
    Raises ValueError where nothing was fitted.
    """
    if fitted["distance"].isna().all():
        raise ValueError("no threshold has events enough to fit")
    smallest = int(np.nanargmin(fitted["distance"].to_numpy(dtype=float)))
    return int(fitted["threshold"].iloc[smallest])


# ---- made-up records


def made_up(true_exponent: float, events: int, threshold: int, seed: int) -> pd.DataFrame:
    """A record drawn from a power law whose exponent is known.

    Inverse transform sampling, rounded to whole deaths (Clauset, Shalizi and Newman 2009,
    appendix D). Returns `counts` with `events` events of at least `threshold` deaths.
    Raises ValueError where the exponent is not above 1.
    """
    if true_exponent <= 1:
        raise ValueError(f"an exponent is above 1, not {true_exponent}")
    left = 1 - np.random.default_rng(seed).random(events)
    tolls = np.floor((threshold - 0.5) * left ** (1 / (1 - true_exponent)) + 0.5).astype(int)
    found, times = np.unique(tolls, return_counts=True)
    return pd.DataFrame({"deaths": found, "events": times})


# ---- within


def _many(
    drawings: npt.NDArray[np.int64],
    deaths: Floats,
    inside: npt.NDArray[np.bool_],
    at: Floats,
    size: int,
) -> tuple[Floats, Floats, Floats]:
    """Every drawing fitted at every threshold at once: rows are drawings, columns thresholds.

    Returns events at or above the threshold, exponents, and events of at least `size` expected.
    """
    reached = (drawings @ inside).astype(float)
    logs = drawings @ (inside * np.log(deaths)[:, None]) - reached * np.log(at - 0.5)
    with np.errstate(divide="ignore", invalid="ignore"):
        fitted = 1 + reached / logs
        expected = reached * ((size - 0.5) / (at - 0.5)) ** (1 - fitted)
    return reached, fitted, expected


def _percentiles(values: Floats) -> tuple[Floats, Floats]:
    """The interval of each column, over the drawings that could be fitted; NaN where none could."""
    low = np.full(values.shape[1], np.nan)
    high = low.copy()
    for column in range(values.shape[1]):
        known = values[:, column][np.isfinite(values[:, column])]
        if known.size:
            low[column], high[column] = np.percentile(known, _LEVELS)
    return low, high
