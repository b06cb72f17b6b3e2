"""Years before and after a pledge: yearly killings, means on either side, and what is missing."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import pandas as pd

MOST_UNRECORDED = 24
"""UCDP's list by actors names a year of an actor from 25 deaths on: fewer leave no row."""

NO_YEARS, RENAMED, PLEDGE, PLACEBO = "no-years", "renamed", "pledge", "placebo"


def of_country(violence: pd.DataFrame, iso3: str, actors: Sequence[str]) -> pd.DataFrame:
    """Civilians killed by some actors in a country, from the table `violence_by_country_year`.

    Returns `year`, `actor`, `low` and `high` (people, the best estimate in both): years in which
    an actor killed nobody have no row and count as zero, since the table's events are complete.
    """
    own = violence[(violence["iso3"] == iso3) & (violence["type"] == "one-sided")]
    own = own[own["perpetrator"].isin(list(actors))].sort_values(["year", "perpetrator"])
    deaths = own["deaths_best"].astype(float)
    return pd.DataFrame(
        {"year": own["year"], "actor": own["perpetrator"], "low": deaths, "high": deaths}
    ).reset_index(drop=True)


def of_actor(one_sided: pd.DataFrame, actor: str, first: int, last: int) -> pd.DataFrame:
    """Civilians killed by an actor, year by year, from the table `one_sided_violence`.

    Returns the columns of `of_country` for every year from `first` to `last`. A year without a row
    is between zero and `MOST_UNRECORDED`.
    """
    own = one_sided[one_sided["actor"] == actor].set_index("year")["deaths_best"].astype(float)
    every = own.reindex(range(first, last + 1))
    return pd.DataFrame(
        {
            "year": list(every.index),
            "actor": actor,
            "low": every.fillna(0).to_numpy(),
            "high": every.fillna(MOST_UNRECORDED).to_numpy(),
        }
    )


def means(yearly: pd.DataFrame, years: Sequence[int]) -> tuple[float, float] | None:
    """The lowest and the highest that the yearly mean can be; None where a year is not covered."""
    totals = yearly.groupby("year")[["low", "high"]].sum()
    if not set(years) <= set(totals.index):
        return None
    of_years = totals.loc[list(years)]
    return float(of_years["low"].mean()), float(of_years["high"].mean())


def outcome(yearly: pd.DataFrame, event: int, span: int, pledged: int) -> dict[str, Any]:
    """Means over `span` years before and after `event`, which itself is left out.

    Returns `case` (one of the four above), the four means `before_low` to `after_high` (people a
    year; None where years are not covered), and `left_low` and `left_high`: what the mean after is
    in per cent of the mean before, at the least and at the most.
    """
    before = means(yearly, range(event - span, event))
    after = means(yearly, range(event + 1, event + span + 1))
    row: dict[str, Any] = {"event": event, "span": span}
    for name, pair in (("before", before), ("after", after)):
        row[f"{name}_low"], row[f"{name}_high"] = pair or (None, None)
    row["left_low"] = row["left_high"] = None
    if before is None or after is None:
        return row | {"case": NO_YEARS}
    if before[0] > 0:
        row["left_low"] = 100 * after[0] / before[1]
        row["left_high"] = 100 * after[1] / before[0]
    if after[0] == 0:
        return row | {"case": RENAMED}
    return row | {"case": PLEDGE if event == pledged else PLACEBO}


def outcomes(
    yearly: pd.DataFrame, events: Sequence[int], spans: Sequence[int], pledged: int
) -> pd.DataFrame:
    """`outcome` for every event and span."""
    return pd.DataFrame(outcome(yearly, event, span, pledged) for event in events for span in spans)
