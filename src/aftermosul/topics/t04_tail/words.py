"""What the figure of lesson 04 says: its fields, sentences, steps, guess and words."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pandas as pd

from aftermosul.figures.fields import Field
from aftermosul.figures.readings import Words
from aftermosul.figures.steps import Guess, Step
from aftermosul.topics.t04_tail.powerlaw import LEAST_EVENTS, THRESHOLDS

RECORDS = {
    "world": "World, 1968 to 2006",
    "iraq": "Iraq, 1989 to 2018",
    "nigeria": "Nigeria, 1990 to 2019",
    "syria": "Syria, 2016 to 2019",
    "made-2-0": "Made up, exponent 2.0",
    "made-2-5": "Made up, exponent 2.5",
    "made-3-0": "Made up, exponent 3.0",
    "landmarks": "Landmark list (a warning)",
}
_NO_YEARS = ("made-2-0", "made-2-5", "made-3-0", "landmarks")
LARGEST = "The largest"
_LARGEST = {"world": "New York, 2001", "landmarks": "11 September 2001"}

# ---- fields

TOLL = (
    Field("deaths", "Deaths", "d"),
    Field("events", "Attacks with so many", "d"),
    Field("at_least", "Attacks with at least so many", "d"),
)
CHANCE = (
    Field("threshold", "Fitted from (deaths)", "d"),
    Field("events", "Events fitted", "d"),
    Field("chance_text", "Chance, %", "text"),
    Field("exponent", "Exponent", ".2f"),
    Field("exponent_low", "from", ".2f"),
    Field("exponent_high", "to", ".2f"),
    Field("distance", "Distance of the line", ".3f"),
)
TABLE = (
    Field("mean", "Mean deaths", ".2f"),
    Field("median", "Median deaths", "d"),
    Field("chance_text", "Chance of one as large or larger, %"),
    Field("wait_text", "Years to the next, if unchanged"),
)
_NUMBERS = (
    *(Field(f"chance{end}", "Chance", ".0f") for end in ("", "_low", "_high")),
    Field("events", "Events", "d"),
    *TABLE,
    Field("chance_said", "Chance", "text"),
)
OUTCOME = (
    Field("label", "Record", "text"),
    Field("threshold", "Fitted from", "d"),
    Field("total", "Events in all", "d"),
    Field("largest", "Deaths in the largest", "d"),
    *_NUMBERS,
    *(Field(f"out_{field.name}", field.label, field.how) for field in _NUMBERS),
)


def written_out(rows: pd.DataFrame) -> pd.DataFrame:
    """The model's outcomes with the record's name, and with ranges as a table writes them."""
    rows = rows.assign(label=rows["record"].map(RECORDS))
    for prefix in ("", "out_"):
        rows[f"{prefix}chance_text"] = chances(rows, prefix)
        rows[f"{prefix}chance_said"] = chances(rows, prefix, " per cent")
        wait = _ranges(rows, f"{prefix}wait", _rounded)
        # A record without years has no wait to be asked for; one too short to fit has, unknown.
        rows[f"{prefix}wait_text"] = wait.mask(rows["record"].isin(_NO_YEARS), "not asked")
    return rows


def chances(rows: pd.DataFrame, prefix: str = "", unit: str = "") -> pd.Series:
    """Each chance with its interval; no estimate is written as certain or as impossible."""
    return _ranges(rows, f"{prefix}chance", _percent, unit)


def _ranges(
    rows: pd.DataFrame, name: str, rounded: Callable[[float], str], unit: str = ""
) -> pd.Series:
    ends = [rows[f"{name}{end}"] for end in ("", "_low", "_high")]
    text = [_ranged(*row, rounded=rounded, unit=unit) for row in zip(*ends, strict=True)]
    return pd.Series(text, index=rows.index, dtype=object)


def _ranged(
    middle: float, low: float, high: float, *, rounded: Callable[[float], str], unit: str
) -> str | None:
    if pd.isna(middle):
        return None
    middle_text, low_text, high_text = map(rounded, (middle, low, high))
    if middle_text == low_text == high_text:
        return f"{middle_text}{unit}"
    return f"{middle_text}{unit} ({low_text} to {high_text})"


def _percent(value: float) -> str:
    """To whole numbers, and never to 0 or 100."""
    return "over 99" if value > 99 else "under 1" if value < 1 else str(round(value))


def _rounded(value: float) -> str:
    """To whole numbers, above a hundred to two figures; far beyond, only that it is."""
    if value >= 10_000:
        return "over 10,000"
    return f"{round(value) if value <= 100 else int(float(f'{value:.2g}')):,}"


# ---- sentences

_REACHED = "{fit.label}: {fit.events|d} of {fit.total|d} events killed {fit.threshold|d} or more"
_WITH = (
    ". Fitted to them, the chance of one with {fit.largest|d} deaths or more is {fit.chance_said}; "
)
SENTENCES = {
    "fitted": _REACHED + _WITH + "with the largest left out, {fit.out_chance_text}.",
    "once": _REACHED + _WITH + "without the largest, too few are left to fit.",
    "few": _REACHED + ", too few to fit a line.",
}


def named(halves: pd.DataFrame) -> pd.Series:
    """What the largest event of each record is called."""
    return halves["record"].map(lambda key: _LARGEST.get(key, LARGEST))


def guess(halves: pd.DataFrame) -> Guess:
    """How few of a hundred attacks hold half of all deaths?"""
    world: Any = _of(halves, "world", kept=True)
    right = f"The deadliest {world['half']:,} of {world['events']:,}, about {{truth}}, hold half."
    return Guess(
        id="tail-half",
        asks="Of every hundred deadly attacks, how few, the deadliest, hold half of all deaths?",
        truth={"half": round(world["half_share"])},
        labels={"half": "Your guess"},
        low=1,
        high=50,
        start=50,
        unit="of a hundred",
        too_low=f"You said {{guess}}: too few. {right}",
        too_high=f"You said {{guess}}: too many. {right}",
        exact=f"You said {{guess}}. {right}",
    )


def steps(halves: pd.DataFrame, outcomes: pd.DataFrame) -> tuple[Step, ...]:
    """The story, with the figures of the tables in it."""
    world: Any = _of(halves, "world", kept=True)
    at: Any = outcomes.set_index(["record", "threshold"]).to_dict("index")
    best, late = at["world", 12], at["world", 100]
    first, last = (at["landmarks", THRESHOLDS[place]] for place in (0, -1))
    return (
        Step(
            "Half of all deaths",
            {},
            f"{world['half']:,} of {world['events']:,} attacks hold half of all deaths. One of "
            f"them, New York in 2001, holds {world['largest_share']:.0f} per cent.",
        ),
        Step(
            "Leave it out",
            {"keep": False},
            f"Without New York the mean falls from {best['mean']:.2f} to {best['out_mean']:.2f}. "
            f"The rest still give one as large a chance of {best['out_chance']:.0f} per cent.",
        ),
        Step(
            "Chosen by fame",
            {"record": "landmarks", "keep": False},
            "A list chosen by fame never settles. As the threshold rises, its chance falls from "
            f"nearly {first['out_chance']:.0f} to {last['out_chance']:.0f} per cent.",
        ),
        Step(
            "Whose threshold?",
            {"keep": False, "threshold": THRESHOLDS.index(100)},
            f"Fitted from 100 deaths up, the world gives {late['out_chance']:.0f} per cent, and "
            f"from 12 up {best['out_chance']:.0f}. Who decides where the tail begins?",
        ),
    )


def said_with_it(halves: pd.DataFrame, chances: pd.DataFrame) -> Words:
    """Title, caption, text alternative, and what waits behind "About this figure"."""
    world: Any = _of(halves, "world", kept=True)
    at: Any = chances[chances["kept"]].set_index(["record", "threshold"]).to_dict("index")
    of = {key: f"{at[key, 12]['exponent']:.2f}" for key in ("world", "iraq", "nigeria", "syria")}
    bent = [f"{at['landmarks', THRESHOLDS[place]]['exponent']:.2f}" for place in (0, -1)]
    return Words(
        title="How deadly attacks are: a few, and all the rest",
        caption="Each point stands for people. Both axes of the curve are logarithmic; wedge and "
        "upright lines are 95 per cent intervals. The chance is for a record of as many events.",
        alt="Three drawings of one record, at first the world's. Two strips: the deadliest "
        f"{world['half']:,} of {world['events']:,} attacks, a sliver of the first, hold half of "
        f"the second, all {world['deaths']:,} deaths. A curve on two logarithmic axes falls nearly "
        f"straight to a single attack with {world['largest']:,} deaths. The chance of one as "
        "large, with its range, at each threshold: ranges stay wide.",
        about=(
            "Iraq, Nigeria and Syria: killings of civilians by non-state groups, events of one "
            "day only. Made-up records are drawn from a law whose exponent is known. The landmark "
            "list is no record: it shows how choosing by fame bends a tail, and takes the low end "
            "of each range of victims killed.",
            "Chance and years hold only if the line runs on beyond the data, if attacks come "
            "independently, and if the world stays as it was.",
        ),
        notes_title="How it is estimated",
        notes=(
            "Fit: a power law, by maximum likelihood with the continuous approximation for whole "
            "numbers, good from a threshold of about 6 up. Its exponent says how steeply the curve "
            f"falls. From 12 deaths up it is {of['world']} for the world, {of['iraq']} for Iraq, "
            f"{of['nigeria']} for Nigeria and {of['syria']} for Syria; the landmark list's climbs "
            f"from {bent[0]} at {THRESHOLDS[0]} deaths to {bent[1]} at {THRESHOLDS[-1]}. The table "
            "and each point of the last drawing give it for every threshold.",
            "Interval: 1,000 samples drawn from the record with replacement. Fewer than "
            f"{LEAST_EVENTS} events at or above the threshold are not fitted.",
            "Distance: the largest gap between the two shares, by Kolmogorov and Smirnov, from 0 "
            "to 1. The rule of Clauset, Shalizi and Newman takes the threshold with the smallest.",
            "Chance: the fit says how many events as large as the largest to expect among as many "
            "events; by the Poisson law, the chance of at least one follows. Divided into the "
            "record's years, the expected number gives the years from one to the next.",
        ),
        sources=(
            "clauset-shalizi-newman-2009",
            "hill-1975",
            "ucdp-ged-iraq-1989-2018",
            "ucdp-ged-nigeria-1990-2019",
            "ucdp-ged-syria-2016-2019",
        ),
    )


def _of(halves: pd.DataFrame, record: str, *, kept: bool) -> dict[str, Any]:
    (row,) = halves[(halves["record"] == record) & (halves["kept"] == kept)].to_dict("records")
    return {str(name): value for name, value in row.items()}
