"""What is said with the figure of lesson 06."""

from __future__ import annotations

from typing import Any

import pandas as pd

from aftermosul.display import dates
from aftermosul.evidence.tables import load
from aftermosul.figures.readings import Words
from aftermosul.figures.steps import Guess, Step

_ALL = (
    "{day.day}: {day.held|d} of {day.places|d} places held, {day.lost|d} taken back, "
    "{day.waiting|d} not yet taken."
)
SENTENCES = {
    "nobody": _ALL,
    "once": f"{_ALL} {{spot.name}}: taken {{spot.taken}}, lost {{spot.lost}}.",
    "twice": f"{_ALL} {{spot.name}}: taken {{spot.taken}}, lost {{spot.lost}}, taken again "
    "{spot.again}, lost {spot.finally}.",
    "never": f"{_ALL} {{spot.name}}: besieged and never fully taken, its siege ended "
    "{spot.lost}.",
    "rulers": "Of {spot.earlier|d} earlier groups whose land is known, {spot.larger|d} held more "
    "than the highest figure for Islamic State, {spot.longer|d} lasted longer than its five years, "
    "{spot.both|d} did both. Month and place play no part here.",
}

WHATS = {"area": "Land held", "share": "Share lost"}
NO_DAY = "Not asked in this view"


def steps(essay: int, largest: int, last: int) -> tuple[Step, ...]:
    """The story, at three days of the slider and without one."""
    return (
        Step(
            "At its largest",
            {"shows": "area", "now": largest},
            "A US official said 210,000 square kilometres in September 2014, IHS 90,800 in January "
            "2015. Two makers, two ideas of holding land.",
        ),
        Step(
            "15 October 2016",
            {"shows": "share", "now": essay, "then": True},
            "On the day of the essay 14 of 24 places were held; IHS had counted 28 per cent of the "
            "land lost since January 2015.",
        ),
        Step(
            "March 2019",
            {"shows": "places", "now": last},
            "By 15 March 2019 one place was left, the village of Baghouz. Eight days later it "
            "fell.",
        ),
        Step(
            "Without precedent?",
            {"shows": "rulers"},
            "Of eight earlier groups three held more land, five ruled longer, one did both. In "
            "which sense was it without precedent?",
        ),
    )


def guess(said: pd.DataFrame) -> Guess:
    """The share lost by the month of the essay, by the one maker that had just counted."""
    ihs = said[(said["maker"] == "IHS") & (said["measure"] == "share")]
    before = ihs[ihs["date"] <= pd.Timestamp(2016, 10, 15)].iloc[-1]
    return Guess(
        id="territory-share",
        asks="In October 2016, the month of the essay, how much of the land that it held in "
        "January 2015 had Islamic State lost, by the count of IHS?",
        truth={"share": int(before["low"])},
        labels={"share": "Per cent lost"},
        low=0,
        high=100,
        start=50,
        how="d",
        too_low="You said {guess} per cent, {distance} points too low: IHS said {truth}. Others "
        "differ.",
        too_high="You said {guess} per cent, {distance} points too high: IHS said {truth}. Others "
        "differ.",
        exact="You said {guess} per cent, and so did IHS. Others differ.",
    )


def words(
    inside: pd.DataFrame, earlier: pd.DataFrame, cities: pd.DataFrame, said: pd.DataFrame
) -> Words:
    """Title, caption and text alternative, with the counts of the tables."""
    spots = len(inside.drop_duplicates(["lat", "lon"]))
    areas = said[(said["measure"] == "area") & (said["scope"] == "both")]
    last = areas.sort_values("date").iloc[-1]
    unknown = earlier[earlier["area_km2_low"].isna() & earlier["area_km2_high"].isna()]
    return Words(
        title="Territory of Islamic State, 2014 to 2019",
        caption="Places are a choice, and circles grow with their people. Each maker counts land "
        "by its own idea of holding it; a line joins figures of one maker only. Click a place to "
        "name it.",
        alt=f"A map of {spots} places in Iraq and Syria along two rivers, held, taken back or not "
        "yet taken. Beside it a lane for each place, or figures for the land by who said them, "
        f"from {areas['high'].max():,.0f} square kilometres, the largest, to {last['high']:,.0f}, "
        "the last. One more chart sets land against length of rule for earlier groups.",
        about=(
            "A place counts as held where the group held it or districts of it. Where only the "
            "month or the year is known, a place changes on its first day. Where the number of "
            "people is not known, the circle is the smallest.",
            "Outlines are Natural Earth's and take no side in any dispute over borders; rivers "
            "are sketched through the towns on them.",
            "An arrow means at least, or up to. Grey points are makers with a figure or two. A "
            "date known only to its month or year stands on its first day. A share has a base: "
            "IHS counts from January 2015, others from the peak of 2014.",
            "Earlier groups are those of the table that began before 2014; rule without an end is "
            "counted up to 2016. The land is not known of "
            f"{', '.join(unknown['group'])}. Islamic State stands there twice, by two makers.",
        ),
        notes_title="When each place was taken and lost, and places beyond the map",
        notes=tuple(_note(row) for row in cities.to_dict("records")),
        sources=("territory", "cities", "territorial_rulers"),
    )


def _note(row: Any) -> str:
    taken = dates.known(row["taken_date"], row["taken_date_precision"])
    lost = dates.known(row["lost_date"], row["lost_date_precision"])
    where = "" if row["iso3"] in ("IRQ", "SYR") else f" ({_country(row['iso3'])})"
    if not taken:
        return f"{row['place']}{where}: besieged and never fully taken; the siege ended {lost}"
    return f"{row['place']}{where}: taken {taken}, lost {lost}"


def _country(iso3: str) -> str:
    """A country's name by its code."""
    names = load("countries").set_index("iso3")
    return str(names.loc[iso3].iloc[0])
