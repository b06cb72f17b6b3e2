"""Wrong answers of novices to lesson 03, Bombs and networks."""

from __future__ import annotations

from aftermosul import load
from tests.questions.novices.novice import Novice

events = load("events_landmark")
world = load("world_by_year")
bombings = events[events["tactic"].isin(["bombing", "suicide-bombing"])]
run = events[events["essay_stage"] == "al-qaeda-bombings"]
before = bombings["date"] < "1998-08-07"
low = bombings["victims_killed_low"]
high = bombings["victims_killed_high"]
earlier = bombings[before & (low >= 85)]
nctc = world[world["series"].str.startswith("NCTC")]
around = nctc[nctc["year"].isin([2004, 2005])].sort_values("year")
counts = around.set_index("year")["incidents"]
deaths = around.set_index("year")["deaths"]
after = run["date"] > "2001-09-11"

NOVICES = (
    Novice("last-hijacking", "the last of the first stage", lambda: "c"),
    Novice("list-or-count", "called the count wrong", lambda: "b"),
    Novice("rule-change", "a rule for a wave", lambda: "b"),
    Novice("earlier-bombings", "> for >=", lambda: bombings.loc[before & (low > 85), "name"]),
    Novice(
        "earlier-bombings", "the high figure", lambda: bombings.loc[before & (high >= 85), "name"]
    ),
    Novice("earlier-bombings", "< for >=", lambda: bombings.loc[before & (low < 85), "name"]),
    Novice("earlier-bombings", "| for &", lambda: bombings.loc[before | (low >= 85), "name"]),
    Novice("earlier-bombings", "the date alone", lambda: bombings.loc[before, "name"]),
    Novice("earlier-bombings", "the figure alone", lambda: bombings.loc[low >= 85, "name"]),
    Novice(
        "earlier-bombings",
        "let the day in",
        lambda: bombings.loc[(bombings["date"] <= "1998-08-07") & (low >= 85), "name"],
    ),
    Novice(
        "earlier-bombings",
        "after for before",
        lambda: bombings.loc[(bombings["date"] > "1998-08-07") & (low >= 85), "name"],
    ),
    Novice(
        "earlier-bombings",
        "from that day on",
        lambda: bombings.loc[(bombings["date"] >= "1998-08-07") & (low >= 85), "name"],
    ),
    Novice(
        "earlier-bombings",
        "every tactic",
        lambda: events.loc[
            (events["date"] < "1998-08-07") & (events["victims_killed_low"] >= 85), "name"
        ],
    ),
    Novice(
        "earlier-bombings",
        "one word for bombings",
        lambda: earlier.loc[earlier["tactic"] == "bombing", "name"],
    ),
    Novice(
        "earlier-bombings",
        "suicide bombings alone",
        lambda: earlier.loc[earlier["tactic"] == "suicide-bombing", "name"],
    ),
    Novice("earlier-bombings", "100 for 85", lambda: bombings.loc[before & (low >= 100), "name"]),
    Novice(
        "earlier-bombings",
        "the hurt for the killed",
        lambda: bombings.loc[before & (bombings["injured_low"] >= 85), "name"],
    ),
    Novice(
        "earlier-bombings",
        "before 9/11",
        lambda: bombings.loc[(bombings["date"] < "2001-09-11") & (low >= 85), "name"],
    ),
    Novice("earlier-bombings", "the table run", lambda: run["name"]),
    Novice("earlier-bombings", "no condition", lambda: bombings["name"]),
    Novice("earlier-bombings", "the first rows", lambda: earlier["name"].head()),
    Novice("earlier-bombings", "sorted and cut by hand", lambda: list(earlier["name"])[1:]),
    Novice("earlier-bombings", "the cities", lambda: earlier["city"]),
    Novice("earlier-bombings", "the ids", lambda: earlier["id"]),
    Novice("earlier-bombings", "the row labels", lambda: list(earlier.index)),
    Novice("earlier-bombings", "the whole rows", lambda: earlier),
    Novice("earlier-bombings", "how many", lambda: len(earlier)),
    Novice("earlier-bombings", "one of them", lambda: earlier["name"].iloc[0]),
    Novice("after-september", "len() of the condition", lambda: len(after)),
    Novice("after-september", "< for >", lambda: (run["date"] < "2001-09-11").sum()),
    Novice("after-september", "the whole list", lambda: (events["date"] > "2001-09-11").sum()),
    Novice("after-september", "every bombing", lambda: (bombings["date"] > "2001-09-11").sum()),
    Novice("after-september", "bombings, no date", lambda: len(bombings)),
    Novice("after-september", "the day before's date", lambda: (run["date"] > "1998-08-07").sum()),
    Novice(
        "after-september",
        "the years after",
        lambda: (run["date"].dt.year > 2002).sum(),
    ),
    Novice("after-september", "the dead", lambda: run.loc[after, "victims_killed_low"].sum()),
    Novice("after-september", "their share", lambda: after.mean()),
    Novice(
        "after-september",
        "another stage",
        lambda: (events.loc[events["essay_stage"] == "islamic-state", "date"] > "2001-09-11").sum(),
    ),
    Novice("after-september", "cells for rows", lambda: run[after].size),
    Novice("after-september", "rows and columns", lambda: run[after].shape),
    Novice("after-september", "the condition", lambda: after),
    Novice("after-september", "the table", lambda: run[after]),
    Novice("after-september", "the names", lambda: list(run.loc[after, "name"])),
    Novice("rule-jump", "turned round", lambda: counts[2004] / counts[2005]),
    Novice("rule-jump", "subtracted", lambda: counts[2005] - counts[2004]),
    Novice("rule-jump", "growth for ratio", lambda: counts[2005] / counts[2004] - 1),
    Novice(
        "rule-jump",
        "growth in per cent",
        lambda: 100 * (counts[2005] - counts[2004]) / counts[2004],
    ),
    Novice("rule-jump", "in per cent", lambda: 100 * counts[2005] / counts[2004]),
    Novice("rule-jump", "deaths", lambda: deaths[2005] / deaths[2004]),
    Novice("rule-jump", "the recount of 2004", lambda: counts[2005] / 3192),
    Novice("rule-jump", "the later alone", lambda: counts[2005]),
    Novice("rule-jump", "the earlier alone", lambda: counts[2004]),
    Novice("rule-jump", "added", lambda: counts.sum()),
    Novice("rule-jump", "the mean", lambda: counts.mean()),
    Novice("rule-jump", "whole division", lambda: counts[2005] // counts[2004]),
    Novice(
        "rule-jump",
        "the last year of NCTC",
        lambda: nctc.sort_values("year")["incidents"].iloc[-1] / counts[2004],
    ),
    Novice(
        "rule-jump",
        "incidents and deaths mixed",
        lambda: deaths[2005] / counts[2004],
    ),
    Novice("rule-jump", "deaths per incident", lambda: deaths[2005] / counts[2005]),
    Novice("rule-jump", "a share of both", lambda: counts[2005] / counts.sum()),
    Novice("rule-jump", "row by row", lambda: counts.pct_change()),
    Novice("rule-jump", "the word times", lambda: f"{counts[2005] / counts[2004]:.1f} times"),
)
