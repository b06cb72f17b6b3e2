"""What the tables and the model hold, as the rows that the charts of lesson 06 draw."""

from __future__ import annotations

from typing import Any

import altair as alt
import pandas as pd

from aftermosul.display import dates, palette
from aftermosul.display.ranges import range_text
from aftermosul.evidence.sources import cite, source_ids
from aftermosul.figures import known
from aftermosul.topics.t06_territory import model, words

ESSAY = pd.Timestamp(2016, 10, 15)
DAYS = [
    first + pd.Timedelta(days=ESSAY.day - 1)
    for first in pd.date_range("2014-01-01", "2019-04-01", freq="MS")
]
ESSAYS_DAY = DAYS.index(ESSAY)

SHOWS = (
    ("places", "Places through time"),
    ("area", "Land held, by maker"),
    ("share", "Share lost, by maker"),
    ("rulers", "Land and length of rule"),
)
_UNITS = {"area": " km²", "share": " per cent"}
_BASES = {"2014-peak": "the peak of 2014", "2015-01": "January 2015"}
NOBODY = "none"
VOICES = (*palette.TERRITORY_MAKERS, "US official")
"""Whose last word the reading gives: the largest figure of all is an official's, his only one."""


def years(date: Any) -> float:
    """A date as years with a fraction."""
    return round(float(date.year + (date.day_of_year - 1) / 365.25), 3)


def figures(said: pd.DataFrame) -> pd.DataFrame:
    """Every area and share of the whole: in words and on the axis."""
    rows = said[said["measure"].isin(list(_UNITS)) & (said["scope"] == "both")].copy()
    rows["when"] = [years(date) for date in rows["date"]]
    rows["day"] = dates.column(rows["date"], rows["precision"])
    rows["short"] = [range_text(*pair) for pair in zip(rows["low"], rows["high"], strict=True)]
    rows["figure"] = rows["short"] + rows["measure"].map(_UNITS)
    rows["from"] = [_BASES.get(base, "–") for base in rows["base"]]
    rows["source"] = [cite(source_ids(cell)[0]).author for cell in rows["source_id"]]
    rows["note"] = rows["note"].fillna("–")
    rows["date"] = rows["date"].dt.strftime("%Y-%m-%d")
    return rows.drop(columns=["id", "precision", "scope", "base", "source_id"])


def table(rows: pd.DataFrame) -> Any:
    """The rows of the table twin; it draws nothing of its own."""
    kept = rows[["measure", "day", "maker", "figure", "from", "source", "note", "public"]]
    asked = "datum.measure == (shows == 'share' ? 'share' : 'area')"
    return alt.Chart(kept, name="table").transform_filter(asked).mark_text(text="", x=0, y=0)


def public_places(cities: pd.DataFrame) -> list[str]:
    """Whether each row was public, but for a loss that was still to come."""
    lost = cities["lost_date"]
    return known.public(cities.assign(lost_date=lost.where(lost <= ESSAY)))


def public_counts(
    stretches: pd.DataFrame, figures: pd.DataFrame, earlier: pd.DataFrame, own: pd.DataFrame
) -> pd.DataFrame:
    """What the switch counts in each view and month: places, figures, or groups."""
    views = {"area": "figures for the land", "share": "figures for the loss"}
    parts = [
        known.counted(figures[figures["measure"] == view]).assign(shows=view, what=what)
        for view, what in views.items()
    ]
    drawn = pd.concat([earlier[["public"]], own[["public"]]])
    parts.append(known.counted(drawn).assign(shows="rulers", what="areas shown"))
    same = pd.concat(parts).merge(pd.DataFrame({"step": range(len(DAYS))}), how="cross")
    every = [
        stretches[(stretches["first"] <= n) & (n <= stretches["last"])].assign(step=n)
        for n in range(len(DAYS))
    ]
    spots = known.counted(pd.concat(every), "step").assign(shows="places", what="places on the map")
    return pd.concat([spots, same], ignore_index=True)


def counts(stretches: pd.DataFrame, shown: tuple[str, ...]) -> pd.DataFrame:
    """How many places stand how, on every day of the slider."""
    counts = model.counted(stretches, len(DAYS)).set_axis(
        ["step", "waiting", "held", "lost", "never"], axis=1
    )
    taken = counts["waiting"] + counts["held"] + counts["lost"]
    return counts.assign(day=list(shown), places=taken)


def lived(spells: pd.DataFrame) -> pd.DataFrame:
    """Each spell on the axis and in words."""
    rows = spells[["spot", "name", "order", "taken_date", "public"]].copy()
    for end, column in (("start", "taken"), ("end", "lost")):
        when, exact = spells[f"{column}_date"], spells[f"{column}_date_precision"]
        rows[end] = [None if pd.isna(date) else years(date) for date in when]
        rows[column] = dates.column(when, exact)
    return rows


def bars(spells: pd.DataFrame) -> pd.DataFrame:
    """The spells as `lived` has them, cut at the essay's day: what came after was not known."""
    rows, essay = lived(spells), years(ESSAY)
    before = rows[~(rows["start"] >= essay)].copy()
    after = rows[rows["end"] > essay].assign(public=known.NO)
    before["end"], after["start"] = before["end"].clip(upper=essay), after["start"].clip(essay)
    return pd.concat([before, after], ignore_index=True)


def spots(spells: pd.DataFrame, compared: dict[str, int]) -> pd.DataFrame:
    """For each view and place: the dates of its spells, and the case that they are."""
    rows: list[dict[str, object]] = [{"place": NOBODY, "case": "nobody"}]
    for spot, own in lived(spells).sort_values("start").groupby("spot"):
        (taken, *again), (lost, *finally_) = own["taken"], own["lost"]
        case = "never" if not taken else "twice" if again else "once"
        row = {
            "place": spot,
            "name": own["name"].iloc[0],
            "case": case,
            "taken": taken,
            "lost": lost,
        }
        rows.append(row | {"again": (again or [None])[0], "finally": (finally_ or [None])[0]})
    parts = [pd.DataFrame(rows).assign(shows=shows, **compared) for shows, _ in SHOWS]
    table = pd.concat(parts, ignore_index=True)
    table.loc[table["shows"] == "rulers", "case"] = "rulers"
    return table


def spoken(said: pd.DataFrame) -> pd.DataFrame:
    """What each maker had said last, on every day and in every view; then, of what was public."""
    then = said[said["public"] == known.YES]
    return pd.concat([_spoken(said).assign(then=False), _spoken(then).assign(then=True)])


def _spoken(said: pd.DataFrame) -> pd.DataFrame:
    parts = []
    for shows, _ in SHOWS:
        measure = "share" if shows == "share" else "area"
        own = said[(said["measure"] == measure) & (said["scope"] == "both")]
        last = model.last_said(own, DAYS)
        part = last[["step"]].assign(shows=shows, what=words.WHATS[measure])
        for number, maker in enumerate(VOICES):
            found = last[maker] if maker in last else [pd.NA] * len(last)
            part[f"by{number}"] = [_in_words(said, measure, index) for index in found]
        if shows == "rulers":
            names = [f"by{number}" for number in range(len(VOICES))]
            part[["what", *names]] = [words.NO_DAY, *["–"] * len(names)]
        parts.append(part)
    return pd.concat(parts, ignore_index=True)


def _in_words(said: pd.DataFrame, measure: str, index: Any) -> str:
    if pd.isna(index):
        return "nothing yet"
    row: Any = said.loc[int(index)]
    figure = range_text(row["low"], row["high"]) + _UNITS[measure]
    return f"{figure} ({dates.known(row['date'], row['precision'])})"


def drawn(earlier: pd.DataFrame) -> pd.DataFrame:
    """The groups with a known area."""
    rows = earlier[["group", "short_name", "years", "public"]].copy()
    low, high = earlier["area_km2_low"], earlier["area_km2_high"]
    rows["bottom"], rows["top"] = low.fillna(high), high.fillna(low)
    rows["land"] = [f"{range_text(*pair)} km²" for pair in zip(low, high, strict=True)]
    return rows[rows["top"].notna()].astype({"bottom": float, "top": float})


def ours(said: pd.DataFrame, rulers: pd.DataFrame) -> pd.DataFrame:
    """Islamic State at its largest by two makers, who are not joined."""
    own = rulers[rulers["short_name"] == "Islamic State"].iloc[0]
    largest = model.largest(said).set_index("maker").loc[["US official", "IHS"]].reset_index()
    return largest[["maker", "low", "public"]].assign(
        group=own["group"],
        years=int(own["end_year"] - own["start_year"]),
        top=largest["low"],
        land=[
            f"{range_text(*pair)} km²" for pair in zip(largest["low"], largest["high"], strict=True)
        ],
    )
