"""What novices answer in lesson 08, typed as they would type it."""

from __future__ import annotations

import pandas as pd

from aftermosul import load
from tests.questions.novices.novice import Novice

mosul = load("mosul").set_index("id")
date = mosul["date"]
essays_day = pd.Timestamp("2016-10-15")

attacks = load("is_attacks_by_year").set_index("id")
attacks["a_month"] = attacks["incidents"] / attacks["months"]
jtic = attacks[attacks["maker"] == "JTIC"]
claims = attacks[(attacks["maker"] == "BBC Monitoring") & (attacks["place"] == "world")]


def defeated(rows: pd.DataFrame, limit: float) -> pd.Series:
    return rows["a_month"] < limit


low, high = mosul["figure_low"], mosul["figure_high"]

NOVICES = (
    Novice("held-days", "turned round", lambda: (date["mos-005"] - essays_day).days),
    Novice("held-days", "no days asked", lambda: essays_day - date["mos-005"]),
    Novice("held-days", "to the launch", lambda: (date["mos-017"] - date["mos-005"]).days),
    Novice("held-days", "to victory", lambda: (date["mos-042"] - date["mos-005"]).days),
    Novice("held-days", "from the assault", lambda: (essays_day - date["mos-002"]).days),
    Novice("held-days", "from the caliphate", lambda: (essays_day - date["mos-009"]).days),
    Novice("held-days", "both ends", lambda: (essays_day - date["mos-005"]).days + 1),
    Novice("held-days", "in years", lambda: (essays_day - date["mos-005"]).days / 365.25),
    Novice("held-days", "by the years alone", lambda: 365 * (2016 - 2014)),
    Novice("held-days", "the day itself", lambda: date["mos-005"]),
    Novice("battle-days", "turned round", lambda: (date["mos-017"] - date["mos-042"]).days),
    Novice("battle-days", "from the essay", lambda: (date["mos-042"] - essays_day).days),
    Novice("battle-days", "from the entry", lambda: (date["mos-042"] - date["mos-020"]).days),
    Novice("battle-days", "read off the row", lambda: low["mos-042"]),
    Novice("battle-days", "to the greeting", lambda: (date["mos-041"] - date["mos-017"]).days),
    Novice("battle-days", "the whole country", lambda: (date["mos-045"] - date["mos-017"]).days),
    Novice("battle-days", "the east alone", lambda: (date["mos-022"] - date["mos-017"]).days),
    Novice("battle-days", "both ends", lambda: (date["mos-042"] - date["mos-017"]).days + 1),
    Novice("battle-days", "no days asked", lambda: date["mos-042"] - date["mos-017"]),
    Novice("defeat-periods", "turned round", lambda: jtic[jtic["a_month"] > 300]["period"]),
    Novice("defeat-periods", "all of JTIC", lambda: jtic["period"]),
    Novice("defeat-periods", "every maker", lambda: attacks[defeated(attacks, 300)]["period"]),
    Novice("defeat-periods", "the claims", lambda: claims[defeated(claims, 300)]["period"]),
    Novice("defeat-periods", "200 for 300", lambda: jtic[defeated(jtic, 200)]["period"]),
    Novice("defeat-periods", "the table", lambda: jtic[defeated(jtic, 300)]),
    Novice("defeat-periods", "the condition", lambda: defeated(jtic, 300)),
    Novice("defeat-periods", "the years", lambda: list(jtic[defeated(jtic, 300)]["year"])),
    Novice("defeat-periods", "ids", lambda: list(jtic[defeated(jtic, 300)].index)),
    Novice("defeat-periods", "not by the month", lambda: jtic[jtic["incidents"] < 1100]["period"]),
    Novice("defeat-periods", "the first alone", lambda: ["April to June 2015"]),
    Novice("least-times", "the high end", lambda: high["mos-032"] / low["mos-030"]),
    Novice("least-times", "turned round", lambda: low["mos-030"] / low["mos-032"]),
    Novice("least-times", "the UN's", lambda: low["mos-032"] / low["mos-031"]),
    Novice("least-times", "the UN's above", lambda: low["mos-031"] / low["mos-030"]),
    Novice("least-times", "the morgue's list", lambda: low["mos-033"] / low["mos-030"]),
    Novice("least-times", "by fire", lambda: low["mos-034"] / low["mos-030"]),
    Novice("least-times", "the coalition's", lambda: low["mos-032"] / low["mos-035"]),
    Novice("least-times", "subtracted", lambda: low["mos-032"] - low["mos-030"]),
    Novice(
        "least-times",
        "the middle",
        lambda: (low["mos-032"] + high["mos-032"]) / 2 / low["mos-030"],
    ),
    Novice("least-times", "in per cent", lambda: 100 * low["mos-032"] / low["mos-030"]),
    Novice("least-times", "rounded too far", lambda: 7),
    Novice("inevitable", "they were right", lambda: "a"),
    Novice("one-line", "a rate mends all", lambda: "b"),
    Novice("many-thousands", "the middle", lambda: "b"),
    Novice("whose-hand", "one maker in another", lambda: "b"),
)
