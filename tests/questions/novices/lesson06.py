"""What novices answer in lesson 06, typed as they would type it."""

from __future__ import annotations

from aftermosul import load
from tests.questions.novices.novice import Novice

territory = load("territory")
ihs = territory[territory["source_id"].str.contains("ihs")]
area = ihs.set_index("id")["area_km2_low"].astype(float)
start, rest = area["ter-007"], area["ter-024"]

starts = [90_800, 210_000]
rests = [45_325, 60_400]

rulers = load("territorial_rulers")
earlier = rulers[rulers["start_year"] < 2014]
low, high = earlier["area_km2_low"], earlier["area_km2_high"]
years = earlier["end_year"].fillna(2016) - earlier["start_year"]
unfilled = earlier["end_year"] - earlier["start_year"]
all_years = rulers["end_year"].fillna(2016) - rulers["start_year"]
today = earlier["end_year"].fillna(2026) - earlier["start_year"]

NOVICES = (
    Novice("ihs-share", "the share that is left", lambda: 100 * rest / start),
    Novice("ihs-share", "divided by the rest", lambda: 100 * (start - rest) / rest),
    Novice("ihs-share", "not divided", lambda: start - rest),
    Novice("ihs-share", "a fraction", lambda: (start - rest) / start),
    Novice("ihs-share", "turned round", lambda: 100 * (rest - start) / start),
    Novice("ihs-share", "brackets forgotten", lambda: 100 * start - rest / start),
    Novice("ihs-share", "brackets forgotten again", lambda: start - rest / start * 100),
    Novice("ihs-share", "the row of July", lambda: 100 * (start - area["ter-023"]) / start),
    Novice("ihs-share", "the row of December", lambda: 100 * (start - area["ter-029"]) / start),
    Novice("ihs-share", "another's start", lambda: 100 * (210_000 - rest) / 210_000),
    Novice("ihs-share", "from July on", lambda: 100 * (area["ter-023"] - rest) / area["ter-023"]),
    Novice("ihs-share", "the whole column", lambda: 100 * (start - area) / start),
    Novice("ihs-share", "rounded too far", lambda: 30),
    Novice("ihs-share", "with its sign", lambda: "28%"),
    Novice("mixed-share", "the lowest", lambda: 100 * (1 - rests[1] / starts[0])),
    Novice("mixed-share", "low with low", lambda: 100 * (1 - min(rests) / min(starts))),
    Novice("mixed-share", "high with high", lambda: 100 * (1 - max(rests) / max(starts))),
    Novice("mixed-share", "a fraction", lambda: 1 - min(rests) / max(starts)),
    Novice("mixed-share", "what is left", lambda: 100 * min(rests) / max(starts)),
    Novice("mixed-share", "the most that is left", lambda: 100 * max(rests) / min(starts)),
    Novice("mixed-share", "not divided", lambda: max(starts) - min(rests)),
    Novice(
        "mixed-share",
        "divided by the rest",
        lambda: 100 * (max(starts) - min(rests)) / min(rests),
    ),
    Novice("mixed-share", "brackets forgotten", lambda: 100 * 1 - min(rests) / max(starts)),
    Novice("mixed-share", "turned round", lambda: 100 * (1 - max(starts) / min(rests))),
    Novice("mixed-share", "sums of both", lambda: 100 * (1 - sum(rests) / sum(starts))),
    Novice("larger-area", "the high column", lambda: list(earlier.loc[high > 60_400, "group"])),
    Novice(
        "larger-area",
        "all rows",
        lambda: list(rulers.loc[rulers["area_km2_low"] > 60_400, "group"]),
    ),
    Novice(
        "larger-area",
        "all rows, high column",
        lambda: list(rulers.loc[rulers["area_km2_high"] > 60_400, "group"]),
    ),
    Novice(
        "larger-area",
        "the later rows",
        lambda: rulers.loc[
            (rulers["start_year"] >= 2014) & (rulers["area_km2_low"] > 60_400), "group"
        ],
    ),
    Novice(
        "larger-area",
        "| for &",
        lambda: rulers.loc[
            (rulers["start_year"] < 2014) | (rulers["area_km2_low"] > 60_400), "group"
        ],
    ),
    Novice("larger-area", "< for >", lambda: earlier.loc[low < 60_400, "group"]),
    Novice("larger-area", "thousands", lambda: earlier.loc[low > 60.4, "group"]),
    Novice("larger-area", "the Pentagon's figure", lambda: earlier.loc[low > 45_325, "group"]),
    Novice("larger-area", "no bar", lambda: earlier["group"]),
    Novice("larger-area", "no bar, all rows", lambda: rulers["group"]),
    Novice(
        "larger-area",
        "people for land",
        lambda: earlier.loc[earlier["population_high"] > 60_400, "group"],
    ),
    Novice("larger-area", "ids for names", lambda: earlier.loc[low > 60_400, "id"]),
    Novice("larger-area", "a whole table", lambda: earlier[low > 60_400]),
    Novice("larger-area", "the condition itself", lambda: low.fillna(0) > 60_400),
    Novice("larger-area", "the largest alone", lambda: earlier.loc[low.idxmax(), "group"]),
    Novice("larger-area", "how many", lambda: (low > 60_400).sum()),
    Novice("held-longer", "empty ends left out", lambda: unfilled[unfilled > 5].mean()),
    Novice("held-longer", ">= for >", lambda: years[years >= 5].mean()),
    Novice("held-longer", "< for >", lambda: years[years < 5].mean()),
    Novice("held-longer", "all rows", lambda: all_years[all_years > 5].mean()),
    Novice("held-longer", "no bar", lambda: years.mean()),
    Novice("held-longer", "no bar, nothing filled", lambda: unfilled.mean()),
    Novice("held-longer", "until today", lambda: today[today > 5].mean()),
    Novice("held-longer", "a count", lambda: (years > 5).sum()),
    Novice("held-longer", "a sum", lambda: years[years > 5].sum()),
    Novice("held-longer", "the mean of the condition", lambda: (years > 5).mean()),
    Novice("held-longer", "the median", lambda: years[years > 5].median()),
    Novice("held-longer", "divided by all", lambda: years[years > 5].sum() / len(earlier)),
    Novice("held-longer", "turned round", lambda: -years[years > 5].mean()),
    Novice("held-longer", "both ends counted", lambda: (years + 1)[years + 1 > 5].mean()),
    Novice("held-longer", "the longest", lambda: years.max()),
    Novice("held-longer", "no mean", lambda: years[years > 5]),
    Novice("held-longer", "rounded too far", lambda: 17),
    Novice("sentence-20", "all of it", lambda: "a"),
    Novice("two-makers", "one was wrong", lambda: "b"),
)
