"""Attacks by who stood behind them: groups under each coding, their averages, places in a drawing.

Two measures of the same dots, and what becomes of both when one attack is left out.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import Any

import numpy as np
import numpy.typing as npt
import pandas as pd

from aftermosul.statistics.packing import apart
from aftermosul.topics.t10_trained.multiverse import CODINGS, ranks

LANES = {2: 138, 1: 92, 0: 128}
"""The lanes from top to bottom (trained, in between, neither), and how high each is, in pixels."""

HEAD = 24
"""What a lane's heading takes of its height."""

A_LIFE = 20.0
"""The area, in square pixels, that stands for one person killed."""

LEAST = 2.4
"""The radius of the smallest dot, for an attack that killed nobody."""

_A_YEAR = 30.0

NOBODY = "none"


def radius(killed: float) -> float:
    """The radius in pixels of a dot whose *area* stands for a number of people killed."""
    return max(LEAST, math.sqrt(killed * A_LIFE / math.pi))


def size(killed: float) -> int:
    """The same as Vega wants it: the square of twice the radius."""
    return round(4 * radius(killed) ** 2)


def tops() -> dict[int, int]:
    """Where each lane begins, in pixels from the top."""
    return {rank: sum(list(LANES.values())[:place]) for place, rank in enumerate(LANES)}


def placed(table: pd.DataFrame) -> pd.DataFrame:
    """Every attack with its place in the drawing, under every coding.

    Takes the table `europe_attacks`. Returns its rows in order of date with `when` (years, with a
    fraction), `size` (square pixels), and for each of `CODINGS` a column `<coding>Y` (pixels from
    the top).
    """
    rows = table.sort_values(["date", "id"], ignore_index=True)
    day = rows["date"].dt
    rows["when"] = (day.year + (day.day_of_year - 1) / 365.25).round(3)
    radii = [radius(killed) for killed in rows["victims_killed"]]
    rows["size"] = [size(killed) for killed in rows["victims_killed"]]
    for coding in CODINGS:
        own = ranks(rows, coding)
        rows[f"{coding}Y"] = 0.0
        for rank, top in tops().items():
            here = own == rank
            along = [float(when) * _A_YEAR for when in rows.loc[here, "when"]]
            mine = [r + 0.6 for r, inside in zip(radii, here, strict=True) if inside]
            middle = top + (HEAD + LANES[rank]) / 2
            rows.loc[here, f"{coding}Y"] = [round(middle + y, 1) for y in apart(along, mine)]
    return rows


def moved(table: pd.DataFrame, one: str, other: str) -> list[str]:
    """The ids of the attacks that stand in different lanes under two codings of `link`."""
    return list(table.loc[ranks(table, one) != ranks(table, other), "id"])


def averages(table: pd.DataFrame, coding: str) -> dict[int, dict[str, Any]]:
    """For each lane: `attacks`, `networks`, `killed` (counts), `mean` and `median` (people).

    Takes the attacks to be counted; NaN where a lane is empty.
    """
    own = ranks(table, coding)
    killed, networks = table["victims_killed"].to_numpy(float), table["cluster_id"].to_numpy()
    return {rank: _lane(killed[own == rank], networks[own == rank]) for rank in LANES}


def _lane(killed: npt.NDArray[np.float64], networks: npt.NDArray[Any]) -> dict[str, Any]:
    some = len(killed) > 0
    return {
        "attacks": len(killed),
        "networks": len(set(networks)),
        "killed": int(killed.sum()),
        "mean": float(killed.mean()) if some else math.nan,
        "median": float(np.median(killed)) if some else math.nan,
    }


def settings(table: pd.DataFrame, spans: Sequence[str]) -> pd.DataFrame:
    """The averages at every setting: a coding, a span, and an attack that is left out, or none.

    Takes the table `europe_attacks`; failed attacks are not counted. A span is `"before"` (until
    the essay) or `"all"`. Returns one row for each `coding`, `span` and `without` (an id, or
    `NOBODY`), with the figures of `averages` under `a`, `b` and `c` (trained, in between, neither),
    `ratio` (mean of `a` over mean of `c`; NaN where one is empty) and `case`: "all", or "left"
    where an attack is left out of those counted.
    """
    done = table[table["status"] == "completed"]
    rows = []
    for span in spans:
        counted = done[done["before_essay"].astype(bool)] if span == "before" else done
        killed = counted["victims_killed"].to_numpy(float)
        networks, ids = counted["cluster_id"].to_numpy(), counted["id"].to_numpy()
        for coding in CODINGS:
            own, every = ranks(counted, coding), averages(counted, coding)
            for without in [NOBODY, *done["id"]]:
                lanes = dict(every)
                out = ids == without
                # Only the lane that loses an attack has other averages.
                for rank in own[out]:
                    left = (own == rank) & ~out
                    lanes[int(rank)] = _lane(killed[left], networks[left])
                keys = {"coding": coding, "span": span, "without": without}
                rows.append(keys | _lettered(lanes) | {"case": "left" if out.any() else "all"})
    return pd.DataFrame(rows)


def _lettered(lanes: dict[int, dict[str, Any]]) -> dict[str, Any]:
    found = {
        f"{letter}{name}": value
        for letter, rank in zip("abc", LANES, strict=True)
        for name, value in lanes[rank].items()
    }
    return found | {"ratio": found["amean"] / found["cmean"] if found["cmean"] else math.nan}


def foiled(table: pd.DataFrame) -> pd.DataFrame:
    """Plots by who counted them: carried out and foiled, with the number that the share is of.

    Takes the table `foiled_plots_europe`. Kept are rows that say how many were launched and how
    many foiled, and were seen on a page; makers are never added up. Returns `id`, `source_name`,
    `period`, `scope`, `launched`, `foiled`, `total` (counts), `share` (per cent foiled), `public`
    where the table has it, and the row's `source_id` and `note`.
    """
    known = table["launched"].notna() & table["foiled"].notna()
    rows = table[known & (table["verified"] != "recall")].reset_index(drop=True)
    rows = rows.assign(total=rows["launched"] + rows["foiled"])
    rows["share"] = 100 * rows["foiled"] / rows["total"]
    names = ["id", "source_name", "period", "scope", "launched", "foiled", "total", "share"]
    names += ["source_id", "note", *(["public"] if "public" in rows else [])]
    return rows[names]


def carried(table: pd.DataFrame) -> pd.DataFrame:
    """Of launched attacks: how many harmed somebody, by lane of `link` and all linked together.

    Takes the table `europe_attacks`. Returns `who` ("linked" or "inspired"), `launched`,
    `completed` (counts) and `share` (per cent).
    """
    linked = ranks(table, "link") > 0
    done = table["status"] == "completed"
    rows = []
    for who, own in (("linked", linked), ("inspired", ~linked)):
        launched, completed = int(own.sum()), int((done & own).sum())
        rows.append((who, launched, completed, 100 * completed / launched))
    return pd.DataFrame(rows, columns=["who", "launched", "completed", "share"])
