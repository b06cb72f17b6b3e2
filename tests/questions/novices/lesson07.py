"""What novices answer in lesson 07, typed as they would type it."""

from __future__ import annotations

import pandas as pd

from aftermosul import load
from tests.questions.novices.novice import Novice

revenue = load("revenue")
loot = "looting-confiscation-fines"
LOW, HIGH = "usd_millions_low", "usd_millions_high"
icsr = revenue[(revenue["source_id"] == "icsr-2017") & (revenue["stream"] != "total")]
with_total = revenue[revenue["source_id"] == "icsr-2017"]
icsr_2014 = icsr[icsr["year"] == 2014]
taken = icsr_2014[icsr_2014["stream"] == loot]
rest = icsr_2014[icsr_2014["stream"] != loot]
taken_low, taken_high = taken[LOW].sum(), taken[HIGH].sum()
rest_low, rest_high = rest[LOW].sum(), rest[HIGH].sum()
kept = icsr[icsr["stream"] != loot]
banks = revenue[revenue["stream"] == "banks"]
low, high = banks[LOW], banks[HIGH]


def of(rows: pd.DataFrame, year: int, column: str) -> float:
    return float(rows.loc[rows["year"] == year, column].sum())


def share_of(rows: pd.DataFrame) -> float:
    """The least share, from whatever rows were kept."""
    part = rows.loc[rows["stream"] == loot, LOW].sum()
    return float(100 * part / (part + rows.loc[rows["stream"] != loot, HIGH].sum()))


NOVICES = (
    Novice("loot-share", "low by low", lambda: 100 * taken_low / icsr_2014[LOW].sum()),
    Novice("loot-share", "high by high", lambda: 100 * taken_high / icsr_2014[HIGH].sum()),
    Novice("loot-share", "low by all high", lambda: 100 * taken_low / icsr_2014[HIGH].sum()),
    Novice("loot-share", "high by all low", lambda: 100 * taken_high / icsr_2014[LOW].sum()),
    Novice("loot-share", "the largest", lambda: 100 * taken_high / (taken_high + rest_low)),
    Novice("loot-share", "a fraction", lambda: taken_low / (taken_low + rest_high)),
    Novice("loot-share", "divided by the rest", lambda: 100 * taken_low / rest_high),
    Novice("loot-share", "the rest's share", lambda: 100 * rest_high / (taken_low + rest_high)),
    Novice("loot-share", "turned round", lambda: (taken_low + rest_high) / taken_low),
    Novice(
        "loot-share",
        "middles",
        lambda: 100 * (taken_low + taken_high) / (icsr_2014[LOW].sum() + icsr_2014[HIGH].sum()),
    ),
    Novice("loot-share", "all years", lambda: share_of(icsr)),
    Novice("loot-share", "another year", lambda: share_of(icsr[icsr["year"] == 2015])),
    Novice(
        "loot-share",
        "the total among the streams",
        lambda: share_of(with_total[with_total["year"] == 2014]),
    ),
    Novice(
        "loot-share",
        "all makers",
        lambda: share_of(revenue[(revenue["year"] == 2014) & (revenue["stream"] != "total")]),
    ),
    Novice("loot-share", "mean for sum", lambda: 100 * taken_low / (taken_low + rest[HIGH].mean())),
    Novice("loot-share", "not divided", lambda: taken_low),
    Novice("loot-share", "a column", lambda: 100 * taken[LOW] / (taken[LOW] + rest_high)),
    Novice("loot-share", "rounded too far", lambda: 40),
    Novice("least-fall", "low less low", lambda: of(kept, 2015, LOW) - of(kept, 2016, LOW)),
    Novice("least-fall", "high less high", lambda: of(kept, 2015, HIGH) - of(kept, 2016, HIGH)),
    Novice("least-fall", "the largest", lambda: of(kept, 2015, HIGH) - of(kept, 2016, LOW)),
    Novice("least-fall", "loot left in", lambda: of(icsr, 2015, LOW) - of(icsr, 2016, HIGH)),
    Novice("least-fall", "loot, low by low", lambda: of(icsr, 2015, LOW) - of(icsr, 2016, LOW)),
    Novice("least-fall", "loot, high by high", lambda: of(icsr, 2015, HIGH) - of(icsr, 2016, HIGH)),
    Novice("least-fall", "turned round", lambda: of(kept, 2016, HIGH) - of(kept, 2015, LOW)),
    Novice(
        "least-fall",
        "the total among the streams",
        lambda: (
            of(with_total[with_total["stream"] != loot], 2015, LOW)
            - of(with_total[with_total["stream"] != loot], 2016, HIGH)
        ),
    ),
    Novice(
        "least-fall",
        "per cent",
        lambda: 100 * (of(kept, 2015, LOW) - of(kept, 2016, HIGH)) / of(kept, 2015, LOW),
    ),
    Novice(
        "least-fall",
        "in dollars",
        lambda: (of(kept, 2015, LOW) - of(kept, 2016, HIGH)) * 1_000_000,
    ),
    Novice("least-fall", "from 2014", lambda: of(kept, 2014, LOW) - of(kept, 2016, HIGH)),
    Novice("least-fall", "2014 to 2015", lambda: of(kept, 2014, LOW) - of(kept, 2015, HIGH)),
    Novice(
        "least-fall",
        "loot alone",
        lambda: (
            of(icsr[icsr["stream"] == loot], 2015, LOW)
            - of(icsr[icsr["stream"] == loot], 2016, HIGH)
        ),
    ),
    Novice(
        "least-fall",
        "oil alone",
        lambda: (
            of(icsr[icsr["stream"] == "oil"], 2015, LOW)
            - of(icsr[icsr["stream"] == "oil"], 2016, HIGH)
        ),
    ),
    Novice(
        "least-fall",
        "middles",
        lambda: (
            (of(kept, 2015, LOW) + of(kept, 2015, HIGH)) / 2
            - (of(kept, 2016, LOW) + of(kept, 2016, HIGH)) / 2
        ),
    ),
    Novice("least-fall", "2015 itself", lambda: of(kept, 2015, LOW)),
    Novice("least-fall", "both ends", lambda: kept[kept["year"] == 2015][[LOW, HIGH]].sum()),
    Novice("bank-claims", "the high column", lambda: banks.loc[high >= 500, "source_id"]),
    Novice("bank-claims", "> for >=", lambda: banks.loc[low > 500, "source_id"]),
    Novice("bank-claims", "> on the high column", lambda: banks.loc[high > 500, "source_id"]),
    Novice("bank-claims", "< for >=", lambda: banks.loc[low < 500, "source_id"]),
    Novice("bank-claims", "== for >=", lambda: banks.loc[low == 500, "source_id"]),
    Novice("bank-claims", "no condition", lambda: list(banks["source_id"])),
    Novice("bank-claims", "every stream", lambda: revenue.loc[revenue[LOW] >= 500, "source_id"]),
    Novice(
        "bank-claims",
        "2014 alone",
        lambda: banks.loc[(low >= 500) & (banks["year"] == 2014), "source_id"],
    ),
    Novice("bank-claims", "all that are known", lambda: banks.loc[low.notna(), "source_id"]),
    Novice("bank-claims", "unknown is large", lambda: banks.loc[high.isna(), "source_id"]),
    Novice(
        "bank-claims",
        "empty filled with 500",
        lambda: banks.loc[low.fillna(500) >= 500, "source_id"],
    ),
    Novice("bank-claims", "in dollars", lambda: banks.loc[low >= 500_000_000, "source_id"]),
    Novice("bank-claims", "ids of rows", lambda: banks.loc[low >= 500, "id"]),
    Novice("bank-claims", "the figures", lambda: list(banks.loc[low >= 500, LOW])),
    Novice("bank-claims", "the condition itself", lambda: low >= 500),
    Novice("bank-claims", "a whole table", lambda: banks[low >= 500]),
    Novice("bank-claims", "how many", lambda: (low >= 500).sum()),
    Novice("profit-sense", "income is profit", lambda: "a"),
    Novice("until-when", "strikes, so a fall", lambda: "b"),
    Novice("kept-running", "founded by the group", lambda: "a"),
)
