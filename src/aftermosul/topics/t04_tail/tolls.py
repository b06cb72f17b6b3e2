"""How deadly events are: the counts of a record, and what they say as they stand.

Everywhere `counts` is a table with the columns `deaths` (people killed in one event, whole numbers
of 1 and more) and `events` (how many events killed exactly so many).
"""

from __future__ import annotations

import numpy as np
import pandas as pd


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
    return checked(counts[counts["deaths"] > 0])


def from_tolls(tolls: pd.Series) -> pd.DataFrame:
    """The counts of a list of death tolls, one an event; the unknown and the zeros are left out."""
    known = tolls.dropna().astype(int)
    times = known[known > 0].value_counts()
    return checked(pd.DataFrame({"deaths": times.index, "events": times.to_numpy()}))


def ccdf(counts: pd.DataFrame) -> pd.DataFrame:
    """The complementary cumulative distribution: how many events killed at least so many.

    Returns one row for each toll that occurs, in ascending order: `deaths`, `events`, `at_least`
    (events with that toll or a higher one) and `share` (of all events, above 0 and up to 1).
    """
    ordered = checked(counts)
    ordered["at_least"] = ordered["events"][::-1].cumsum()[::-1]
    ordered["share"] = ordered["at_least"] / ordered["events"].sum()
    return ordered


def mean_deaths(counts: pd.DataFrame) -> float:
    """Deaths per event."""
    ordered = checked(counts)
    return float((ordered["deaths"] * ordered["events"]).sum() / ordered["events"].sum())


def median_deaths(counts: pd.DataFrame) -> float:
    """The toll of the middle event, or the mean of the middle two."""
    ordered = checked(counts)
    running = ordered["events"].cumsum().to_numpy()
    total = int(running[-1])
    middle = [(total - 1) // 2, total // 2]
    found = ordered["deaths"].to_numpy()[np.searchsorted(running, middle, side="right")]
    return float(found.mean())


def events_holding_half(counts: pd.DataFrame) -> int:
    """The smallest number of events that together hold at least half of all deaths."""
    down = checked(counts).iloc[::-1]
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
    left = checked(counts)
    left.loc[left.index[-1], "events"] -= 1
    left = left[left["events"] > 0].reset_index(drop=True)
    if left.empty:
        raise ValueError("a record of one event has nothing left without it")
    return left


def checked(counts: pd.DataFrame) -> pd.DataFrame:
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
