"""Several records, counted and fitted for every setting of a figure, and packed for its chart."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd

from aftermosul.topics.t04_tail.powerlaw import (
    LEAST_THRESHOLD,
    THRESHOLDS,
    chance_of_at_least_one,
    fits,
    tail_probability,
)
from aftermosul.topics.t04_tail.tolls import (
    ccdf,
    checked,
    events_holding_half,
    mean_deaths,
    median_deaths,
    without_largest,
)

FAR = 10_000
"""Deaths in one event to which a fitted line is drawn."""


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
            down = checked(counts).iloc[::-1]
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
