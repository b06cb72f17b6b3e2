"""How deadly events are, and how a heavy tail is fitted: counts, exponents, intervals.

Everywhere `counts` is a table with the columns `deaths` (people killed in one event, whole numbers
of 1 and more) and `events` (how many events killed exactly so many). A death toll has no typical
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

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt
import pandas as pd

LEAST_THRESHOLD = 6
"""The lowest threshold for which the approximation is good."""

LEAST_EVENTS = 10
"""Fewer events than this at or above a threshold are not fitted."""

FAR = 10_000
"""Deaths in one event to which a fitted line is drawn."""

THRESHOLDS = (6, 8, 10, 12, 15, 20, 25, 30, 40, 50, 60, 80, 100, 120)
"""Thresholds to try, in deaths: about evenly apart on a logarithmic axis."""

_LEVELS = (2.5, 97.5)

Floats = npt.NDArray[np.float64]


# ---- what a record holds


def record(table: pd.DataFrame, scope: str) -> pd.DataFrame:
    """The counts of one record, over all its periods, of a table with several.

    Parameters
    ----------
    table
        Columns `scope`, `deaths`, `events` and `events_one_day` (empty where the record doesn't
        say how long an event lasted).
    scope
        What the record's `scope` begins with.

    Returns
    -------
    `counts`. Events of several days are left out where the record knows them, since they add up
    what happened on each; events in which nobody died are left out too.

    Raises
    ------
    ValueError
        Where no record's scope begins so, or those of several do.
    """
    rows = table[table["scope"].str.startswith(scope)]
    if rows["scope"].nunique() != 1:
        raise ValueError(f"{rows['scope'].nunique()} records begin with {scope!r}")
    known = rows["events_one_day"].notna().all()
    events = rows["events_one_day"] if known else rows["events"]
    counts = pd.DataFrame({"deaths": rows["deaths"], "events": events.astype(int)})
    return _checked(counts[counts["deaths"] > 0])


def from_tolls(tolls: pd.Series) -> pd.DataFrame:
    """The counts of a list of death tolls, one an event; the unknown and the zeros are left out."""
    known = tolls.dropna().astype(int)
    times = known[known > 0].value_counts()
    return _checked(pd.DataFrame({"deaths": times.index, "events": times.to_numpy()}))


def ccdf(counts: pd.DataFrame) -> pd.DataFrame:
    """The complementary cumulative distribution: how many events killed at least so many.

    Returns one row for each toll that occurs, in ascending order: `deaths`, `events`, `at_least`
    (events with that toll or a higher one) and `share` (of all events, above 0 and up to 1).
    """
    ordered = _checked(counts)
    ordered["at_least"] = ordered["events"][::-1].cumsum()[::-1]
    ordered["share"] = ordered["at_least"] / ordered["events"].sum()
    return ordered


def mean_deaths(counts: pd.DataFrame) -> float:
    """Deaths per event."""
    ordered = _checked(counts)
    return float((ordered["deaths"] * ordered["events"]).sum() / ordered["events"].sum())


def median_deaths(counts: pd.DataFrame) -> float:
    """The toll of the middle event, or the mean of the middle two."""
    ordered = _checked(counts)
    running = ordered["events"].cumsum().to_numpy()
    total = int(running[-1])
    middle = [(total - 1) // 2, total // 2]
    found = ordered["deaths"].to_numpy()[np.searchsorted(running, middle, side="right")]
    return float(found.mean())


def events_holding_half(counts: pd.DataFrame) -> int:
    """The smallest number of events that together hold at least half of all deaths."""
    down = _checked(counts).iloc[::-1]
    deaths, events = down["deaths"].to_numpy(), down["events"].to_numpy()
    held = (deaths * events).cumsum()
    half = held[-1] / 2
    row = int(np.argmax(held >= half))
    before = held[row - 1] if row else 0
    within = int(np.ceil((half - before) / deaths[row]))
    return int(events[:row].sum()) + within


def without_largest(counts: pd.DataFrame) -> pd.DataFrame:
    """The same record with one event of the highest toll left out.

    Raises ValueError where nothing would be left.
    """
    left = _checked(counts)
    left.loc[left.index[-1], "events"] -= 1
    left = left[left["events"] > 0].reset_index(drop=True)
    if left.empty:
        raise ValueError("a record of one event has nothing left without it")
    return left


# ---- the tail


def exponent(counts: pd.DataFrame, threshold: int) -> float:
    """The exponent of the power law fitted to the events of at least `threshold` deaths.

    Raises
    ------
    ValueError
        Where the threshold lies below 1 or no event reaches it.
    """
    if threshold < 1:
        raise ValueError(f"a threshold is a number of deaths from 1 up, not {threshold}")
    ordered = _checked(counts)
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
    ordered = _checked(counts)
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


# ---- several records, for every setting of a figure


@dataclass(frozen=True)
class Record:
    """A record: its counts, the years it covers, and its exponent where it was made with one."""

    counts: pd.DataFrame
    years: int | None = None
    known: float | None = None

    def with_or_without(self, kept: bool) -> pd.DataFrame:
        """The counts with the largest event kept in or left out."""
        return self.counts if kept else without_largest(self.counts)


def halves(records: Mapping[str, Record]) -> pd.DataFrame:
    """How few events hold half of all deaths, with the largest event and without.

    Returns one row for each `record` and `kept`: `events` and `deaths` in all; `half`, the fewest
    events that hold half of the deaths, and `half_share` of all events; `held_share`, what they
    hold of all deaths; `largest`, the toll of the largest event of the whole record, and
    `largest_share`, its share of that record's deaths. Shares are in per cent.
    """
    rows = []
    for key, one in records.items():
        largest = int(one.counts["deaths"].max())
        everyone = _deaths(one.counts)
        for kept in (True, False):
            counts = one.with_or_without(kept)
            events, half = int(counts["events"].sum()), events_holding_half(counts)
            down = _checked(counts).iloc[::-1]
            each = np.repeat(down["deaths"].to_numpy(), down["events"].to_numpy())
            rows.append(
                {
                    "record": key,
                    "kept": kept,
                    "events": events,
                    "deaths": int(each.sum()),
                    "half": half,
                    "half_share": 100 * half / events,
                    "held_share": float(100 * each[:half].sum() / each.sum()),
                    "largest": largest,
                    "largest_share": 100 * largest / everyone,
                }
            )
    return pd.DataFrame(rows)


def curves(records: Mapping[str, Record]) -> pd.DataFrame:
    """The share of events at least so deadly, packed: a row for each `record` and `kept`."""
    rows = []
    for key, one in records.items():
        for kept in (True, False):
            shares = ccdf(one.with_or_without(kept))
            shares["share"] = [_short(share) for share in shares["share"]]
            rows.append({"record": key, "kept": kept, **shares.to_dict("list")})
    return pd.DataFrame(rows)


def chances(records: Mapping[str, Record]) -> pd.DataFrame:
    """Every record fitted at every threshold, with its largest event and without.

    Returns one row for each `record`, `kept` and `step` (the place of the threshold): what `fits`
    gives for the largest event's size; `chance` of at least one so large in a record of as many
    events, in per cent; `wait`, the years between two where the record has years; each with `_low`
    and `_high`; and `true_chance`, by the exponent that a made-up record was made with.
    """
    parts = []
    for key, one in records.items():
        largest = int(one.counts["deaths"].max())
        for kept in (True, False):
            rows = fits(one.with_or_without(kept), THRESHOLDS, size=largest)
            for end, turned in (("", ""), ("_low", "_high"), ("_high", "_low")):
                expected = rows[f"expected{end}"]
                rows[f"chance{end}"] = -100 * np.expm1(-expected)
                # More events expected, fewer years to wait: the interval turns round.
                rows[f"wait{turned}"] = (one.years or np.nan) / expected
            rows["true_chance"] = _true_chance(one, kept, largest)
            parts.append(rows.assign(record=key, kept=kept, step=range(len(rows))))
    return pd.concat(parts, ignore_index=True)


def settings(records: Mapping[str, Record]) -> pd.DataFrame:
    """One row for each `record` and `step`, both ways of counting: those without have `out_`.

    Beside what `chances` gives: `total` events, their `mean` and `median`, the `largest` toll, and
    `case`: "fitted", "once" (too few without the largest) or "few".
    """
    fitted = chances(records)
    middles = pd.DataFrame(
        [
            {
                "record": key,
                "kept": kept,
                "total": int(one.with_or_without(kept)["events"].sum()),
                "mean": mean_deaths(one.with_or_without(kept)),
                "median": median_deaths(one.with_or_without(kept)),
                "largest": int(one.counts["deaths"].max()),
            }
            for key, one in records.items()
            for kept in (True, False)
        ]
    )
    rows = fitted.merge(middles, on=["record", "kept"])
    both = ["record", "step", "threshold", "largest"]
    out = rows[~rows["kept"]].drop(columns="kept").set_index(both).add_prefix("out_")
    wide = rows[rows["kept"]].drop(columns="kept").merge(out.reset_index(), on=both)
    known, left = wide["chance"].notna(), wide["out_chance"].notna()
    wide["case"] = np.select([known & left, known], ["fitted", "once"], "few")
    return wide


def lines(fitted: pd.DataFrame) -> pd.DataFrame:
    """The fitted line of each row of `chances`, and the wedge of its interval, to the far end."""
    rows: Any = fitted[fitted["exponent"].notna()].to_dict("records")

    def end(row: Any, exponent: str) -> float:
        return _short(row["share"] * tail_probability(FAR, row["threshold"], row[exponent]))

    return pd.DataFrame(
        {
            **{name: row[name] for name in ("record", "kept", "step", "threshold")},
            "share": _short(row["share"]),
            "end": end(row, "exponent"),
            "along": [row["threshold"], FAR],
            "under": [_short(row["share"]), end(row, "exponent_high")],
            "over": [_short(row["share"]), end(row, "exponent_low")],
        }
        for row in rows
    )


# ---- within


def _deaths(counts: pd.DataFrame) -> int:
    return int((counts["deaths"] * counts["events"]).sum())


def _short(value: float) -> float:
    """To four figures: more would only make a chart heavy."""
    return float(f"{value:.4g}")


def _true_chance(one: Record, kept: bool, largest: int) -> float:
    """The chance of one so large by the exponent that the record was made with, in per cent."""
    if one.known is None:
        return np.nan
    tail = int(one.with_or_without(kept)["events"].sum())
    expected = tail * tail_probability(largest, LEAST_THRESHOLD, one.known)
    return 100 * chance_of_at_least_one(expected)


def _checked(counts: pd.DataFrame) -> pd.DataFrame:
    """`deaths` and `events` in ascending order, one row a toll, without rows of no events."""
    if (counts["deaths"] < 1).any():
        raise ValueError("a toll is 1 or more: leave out the events in which nobody died")
    if (counts["events"] < 0).any():
        raise ValueError("a number of events is not negative")
    tolls, place = np.unique(counts["deaths"].to_numpy(dtype=int), return_inverse=True)
    times = np.bincount(place, weights=counts["events"].to_numpy(dtype=float)).astype(int)
    happened = times > 0
    ordered = pd.DataFrame({"deaths": tolls[happened], "events": times[happened]})
    if ordered.empty:
        raise ValueError("the record holds no event")
    return ordered


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
