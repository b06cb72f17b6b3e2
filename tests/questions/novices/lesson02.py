"""Wrong answers of novices to lesson 02, Hijackings."""

from __future__ import annotations

from aftermosul import load
from tests.questions.novices.novice import Novice

yearly = load("hijackings_by_year")
wave = yearly[yearly["year"].between(1968, 1972)]
eighties = yearly[yearly["year"].between(1980, 1989)]
row = yearly["incidents"].idxmax()
incidents_wave = wave["incidents"].sum()
incidents_80s = eighties["incidents"].sum()
deaths_wave = wave["fatalities"].sum()
deaths_80s = eighties["fatalities"].sum()
pace_wave = incidents_wave / 5
pace_80s = incidents_80s / 10
rate_wave = deaths_wave / incidents_wave
rate_80s = deaths_80s / incidents_80s
two = eighties[eighties["year"].isin([1985, 1986])]

NOVICES = (
    Novice("sentence-16", "heard a peak", lambda: "a"),
    Novice("peak-year", "the label for the value", lambda: row),
    Novice("peak-year", "counted the row from 1", lambda: row + 1),
    Novice("peak-year", "the incidents for the year", lambda: yearly["incidents"].max()),
    Novice("peak-year", "the last year", lambda: yearly["year"].max()),
    Novice("peak-year", "the first year", lambda: yearly["year"].min()),
    Novice("peak-year", "by deaths", lambda: yearly.loc[yearly["fatalities"].idxmax(), "year"]),
    Novice("peak-year", "most deaths", lambda: yearly["fatalities"].max()),
    Novice("peak-year", "one row too far", lambda: yearly.loc[row + 1, "year"]),
    Novice("peak-year", "one row short", lambda: yearly.loc[row - 1, "year"]),
    Novice(
        "peak-year",
        "looked in the 1980s alone",
        lambda: eighties.loc[eighties["incidents"].idxmax(), "year"],
    ),
    Novice("peak-year", "the decade", lambda: yearly.loc[row, "year"] // 10 * 10),
    Novice("peak-year", "the whole row", lambda: yearly.loc[row]),
    Novice("peak-year", "the whole column", lambda: yearly["year"]),
    Novice("peak-year", "in quotes", lambda: str(yearly.loc[row, "year"])),
    Novice("wave-pace", "totals for rates", lambda: incidents_wave / incidents_80s),
    Novice("wave-pace", "turned round", lambda: pace_80s / pace_wave),
    Novice("wave-pace", "totals, turned round", lambda: incidents_80s / incidents_wave),
    Novice("wave-pace", "4 years and 9", lambda: (incidents_wave / 4) / (incidents_80s / 9)),
    Novice("wave-pace", "4 years for 5", lambda: incidents_wave / 4 / pace_80s),
    Novice("wave-pace", "9 years for 10", lambda: pace_wave / (incidents_80s / 9)),
    Novice("wave-pace", "no round brackets", lambda: incidents_wave / 5 / incidents_80s / 10),
    Novice("wave-pace", "one rate, one total", lambda: pace_wave / incidents_80s),
    Novice("wave-pace", "swapped the years", lambda: (incidents_wave / 10) / (incidents_80s / 5)),
    Novice("wave-pace", "subtracted", lambda: pace_wave - pace_80s),
    Novice("wave-pace", "the wave alone", lambda: pace_wave),
    Novice("wave-pace", "the 1980s alone", lambda: pace_80s),
    Novice("wave-pace", "the total alone", lambda: incidents_wave),
    Novice("wave-pace", "in per cent", lambda: 100 * pace_wave / pace_80s),
    Novice("wave-pace", "to a whole number", lambda: round(pace_wave / pace_80s)),
    Novice("wave-pace", "a year less", lambda: pace_wave / pace_80s - 1),
    Novice("wave-pace", "deaths for incidents", lambda: (deaths_wave / 5) / (deaths_80s / 10)),
    Novice(
        "wave-pace",
        "the largest of each",
        lambda: wave["incidents"].max() / eighties["incidents"].max(),
    ),
    Novice("wave-pace", "row by row", lambda: wave["incidents"] / eighties["incidents"]),
    Novice("wave-pace", "no such rows", lambda: yearly.iloc[1968:1973]["incidents"].mean()),
    Novice("deadlier", "totals for rates", lambda: deaths_80s / deaths_wave),
    Novice(
        "deadlier",
        "mean of rates",
        lambda: (
            (eighties["fatalities"] / eighties["incidents"]).mean()
            / (wave["fatalities"] / wave["incidents"]).mean()
        ),
    ),
    Novice("deadlier", "turned round", lambda: rate_wave / rate_80s),
    Novice("deadlier", "per year", lambda: (deaths_80s / 10) / (deaths_wave / 5)),
    Novice(
        "deadlier",
        "no round brackets",
        lambda: deaths_80s / incidents_80s / deaths_wave / incidents_wave,
    ),
    Novice("deadlier", "the 1980s alone", lambda: rate_80s),
    Novice("deadlier", "the wave alone", lambda: rate_wave),
    Novice("deadlier", "subtracted", lambda: rate_80s - rate_wave),
    Novice("deadlier", "in per cent", lambda: 100 * rate_80s / rate_wave),
    Novice("deadlier", "by how much more", lambda: rate_80s / rate_wave - 1),
    Novice("deadlier", "to the nearest ten", lambda: round(rate_80s / rate_wave, -1)),
    Novice("deadlier", "the question before again", lambda: pace_wave / pace_80s),
    Novice(
        "deadlier",
        "the two worst years alone",
        lambda: two["fatalities"].sum() / two["incidents"].sum() / rate_wave,
    ),
    Novice(
        "deadlier",
        "the largest of each",
        lambda: (
            (eighties["fatalities"].max() / eighties["incidents"].max())
            / (wave["fatalities"].max() / wave["incidents"].max())
        ),
    ),
    Novice("deadlier", "one rate, one total", lambda: rate_80s / deaths_wave),
    Novice("deadlier", "gave both", lambda: (rate_80s, rate_wave)),
    Novice("deadlier", "row by row", lambda: eighties["fatalities"] / eighties["incidents"]),
    Novice("baseline", "took the wave", lambda: "a"),
    Novice("screening", "order for cause", lambda: "a"),
)
