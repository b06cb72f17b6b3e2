"""The numbers and names that lesson 08 looks for, from the tables, with the usual mistakes.

`questions.py` says which question each function answers, and holds what is chosen.
"""

from __future__ import annotations

from typing import Any

import pandas as pd

from aftermosul.evidence import dating
from aftermosul.evidence.tables import load
from aftermosul.questions.question import Names, Number

ESSAY = pd.Timestamp(dating.ESSAY)
LIMIT = 300  # attacks a month, in the question on periods


def date(row_id: str) -> pd.Timestamp:
    """The date of a row of the table `mosul`."""
    found: Any = load("mosul").set_index("id").loc[row_id, "date"]
    return pd.Timestamp(found)


def _days(start: pd.Timestamp, end: pd.Timestamp) -> int:
    return (end - start).days


def held_days() -> Number:
    fall, launch, victory = date("mos-005"), date("mos-017"), date("mos-042")
    right = _days(fall, ESSAY)
    return Number(
        right=right,
        wrong={
            -right: "The size is right. A length is the later day minus the earlier.",
            right + 1: (
                "You counted both the first day and the last. A difference of two dates leaves one "
                "of them out."
            ),
            _days(fall, launch): "You counted to the start of the battle, two days too far.",
            _days(fall, victory): (
                "You counted to the declaration of victory. The essay could not know of it: count "
                "to its own day."
            ),
            _days(date("mos-002"), ESSAY): (
                "You began with the assault. The city was not held before it fell: take the row "
                "of that day."
            ),
            _days(date("mos-009"), ESSAY): (
                "You began with the day on which the caliphate was proclaimed. The city had fallen "
                "before that."
            ),
            right / 365.25: "This is in years. The question asks for days.",
            2 * 365: "This is two years. The question asks how many days it was.",
        },
        cautions={
            "the essay's day": _days(fall, launch),
            "the day on which the city fell": _days(date("mos-002"), ESSAY),
            "how many days": right / 365.25,
        },
        looked_for="the days between the city's fall and 15 October 2016",
    )


def battle_days() -> Number:
    launch, victory = date("mos-017"), date("mos-042")
    right = _days(launch, victory)
    return Number(
        right=right,
        wrong={
            -right: "The size is right. A length is the later day minus the earlier.",
            right + 1: (
                "You counted one day too many: both the first and the last, or from the evening "
                "before the launch."
            ),
            _days(ESSAY, victory): "You began with the essay's day. The launch came after it.",
            _days(date("mos-020"), victory): (
                "You began where the troops entered the city. The operation was launched before."
            ),
            252: (
                "This is the count in the column figure_low, of the days of fighting inside the "
                "city. Subtract the launch from the declaration."
            ),
            _days(launch, date("mos-041")): (
                "You stopped when the prime minister congratulated the troops. The declaration "
                "came later."
            ),
            _days(launch, date("mos-022")): (
                "You stopped when the east of the city was retaken. The west took longer."
            ),
            _days(launch, date("mos-045")): (
                "You went on to the declaration for the whole country. The question is about Mosul."
            ),
        },
        cautions={
            "from the launch": _days(date("mos-020"), victory),
            "to the declaration for Mosul": _days(launch, date("mos-045")),
        },
        looked_for="the days from the launch of the operation to the declaration of victory",
    )


def defeat_periods() -> Names:
    table = load("is_attacks_by_year")
    attacks = table[table["incidents"].notna()]
    a_month = (attacks["incidents"] / attacks["months"]).astype(float)
    jtic = attacks["maker"] == "JTIC"
    bbc = attacks["maker"] == "BBC Monitoring"

    def periods(rows: pd.Series, limit: float = LIMIT, column: str = "period") -> tuple[str, ...]:
        return tuple(dict.fromkeys(attacks.loc[rows & (a_month < limit), column].astype(str)))

    right = periods(jtic)
    return Names(
        right=right,
        wrong={
            tuple(attacks.loc[jtic & (a_month >= LIMIT), "period"]): (
                "In these the rate is not under the limit. Use the function as it stands."
            ),
            tuple(attacks.loc[jtic, "period"]): (
                "These are all periods of JTIC. Keep those for which the function says true."
            ),
            periods(a_month < LIMIT): (
                "You asked every maker in the table. Start from the table jtic."
            ),
            periods(bbc): "These are counts of claims by another maker. Start from the table jtic.",
            periods(jtic, 200): (
                "You took the line of the figure's last step. Here the limit is 300 a month."
            ),
            periods(jtic, column="id"): (
                "The rows are right. Give what stands in the column period, not the ids."
            ),
            periods(jtic, column="year"): (
                "The rows are right. Give what stands in the column period, not the year."
            ),
            tuple(attacks.loc[jtic & (attacks["incidents"] < 1100), "period"]): (
                "You compared counts of unequal periods. The function takes the column a_month."
            ),
        },
        cautions={
            "a month": tuple(attacks.loc[jtic & (attacks["incidents"] < 1100), "period"]),
            "300": periods(jtic, 200),
        },
        looked_for="the texts in the column period of those rows of jtic for which the function, "
        "with a limit of 300, says true",
    )


def _dead(row_id: str, end: str = "low") -> float:
    row: Any = load("mosul").set_index("id").loc[row_id]
    return float(row[f"figure_{end}"])


def least_times() -> Number:
    minister, low, high = _dead("mos-030"), _dead("mos-032"), _dead("mos-032", "high")
    right = low / minister
    return Number(
        right=right,
        nearest=0.1,
        wrong={
            high / minister: (
                "This is the most it can be. For the least divide the low end of AP's range."
            ),
            (low + high) / 2 / minister: (
                "You took the middle of AP's range. For the least take its low end."
            ),
            minister / low: "This is the smaller divided by the larger: turn the division round.",
            low / _dead("mos-031"): (
                "You divided by the UN's count, which is of a wider place. Divide by the prime "
                "minister's."
            ),
            _dead("mos-031") / minister: "This is the UN's count. Take the low end of AP's range.",
            _dead("mos-033") / minister: (
                "This is the morgue's list, which need not hold civilians alone. Take AP's range."
            ),
            _dead("mos-034") / minister: (
                "These are the dead that AP lays to two forces, a part of its count. Take all."
            ),
            low / _dead("mos-035"): (
                "The coalition's figure is of the dead by its own hand alone: those are other "
                "dead. Divide by the prime minister's."
            ),
            low - minister: (
                "This is how many more there are. How many times as many asks for a division."
            ),
            100 * right: "This is in per cent. How many times as many is not multiplied by 100.",
        },
        cautions={
            "at least": high / minister,
            "civilians": _dead("mos-033") / minister,
            "the same dead": low / _dead("mos-035"),
        },
        looked_for="the low end of AP's range divided by the prime minister's figure",
    )
