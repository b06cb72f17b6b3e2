"""What the tables and the model hold, as the rows that the first figure of lesson 11 draws."""

from __future__ import annotations

from typing import Any

import altair as alt
import pandas as pd

from aftermosul.display import dates
from aftermosul.display.ranges import range_text
from aftermosul.evidence.sources import cite, source_ids
from aftermosul.evidence.tables import load
from aftermosul.figures import known
from aftermosul.topics.t11_affiliates import evidence, model, places, words

ESSAY = known.DAY
DAYS = [
    first + pd.Timedelta(days=ESSAY.day - 1)
    for first in pd.date_range("2014-01-01", "2024-12-01", freq="MS")
]
ESSAYS_DAY = DAYS.index(ESSAY)
SHOWS = (
    ("map", "Branches through time"),
    ("strength", "Fighters, by maker"),
    ("veterans", "Veterans: for and against"),
)
NOBODY = "none"
_ENDS = ("pledge", "recognised", "left")
_STANDS = ("for", "against", "neither")


def years(date: Any) -> float:
    """A date as years with a fraction."""
    return round(float(date.year + (date.day_of_year - 1) / 365.25), 3)


# ---- branches


def branches() -> pd.DataFrame:
    """The branches with their dates in words, and whether what was so by the essay's day is public.

    A date that was still to come is taken out before that is asked.
    """
    table = load("affiliates")
    early = table.drop(columns=["strength_low", "strength_high", "strength_year", "status_2024"])
    for end in _ENDS:
        early[f"{end}_date"] = early[f"{end}_date"].where(early[f"{end}_date"] <= ESSAY)
    own = model.branches(table.assign(public=known.public(early)))
    for end, column in zip(_ENDS, ("pledged", "recognised", "left"), strict=True):
        when, exact = own[f"{end}_date"], own[f"{end}_date_precision"]
        own[column] = dates.column(when, exact)
    return own.assign(spot=own["id"], full=own["name"], name=own["short_name"])


def cut(own: pd.DataFrame) -> pd.DataFrame:
    """The states of each branch as stretches of days, parted at the essay's day."""
    kept = ["spot", "name", "network", "lat", "lon", "pledged", "recognised", "state"]
    rows: list[dict[str, Any]] = []
    stretch: Any
    for stretch in model.states(own, DAYS)[[*kept, "from", "to", "public"]].to_dict("records"):
        if stretch["from"] <= ESSAYS_DAY:
            rows.append({**stretch, "to": min(stretch["to"], ESSAYS_DAY)})
        if stretch["to"] > ESSAYS_DAY:
            late = {"from": max(stretch["from"], ESSAYS_DAY + 1), "public": known.NO}
            rows.append({**stretch, **late})
    return pd.DataFrame(rows)


def bars(own: pd.DataFrame) -> pd.DataFrame:
    """Each branch's time as bars, cut at the essay's day: what came after was not known."""
    rows: list[dict[str, Any]] = []
    branch: Any
    for branch in own.to_dict("records"):
        pledge, taken, left = (
            None if pd.isna(branch[f"{end}_date"]) else years(branch[f"{end}_date"])
            for end in _ENDS
        )
        same = {k: branch[k] for k in ("spot", "name", "network", "pledged", "recognised")}
        end = min(left or places.END, places.END)
        if pledge is None and taken is None:
            rows.append({**same, "what": "never named", "public": branch["public"], "broad": False})
        if pledge is not None and pledge < (taken or end):
            part = {**same, "what": "pledged", "broad": False, "public": branch["public"]}
            rows += _parted({**part, "start": pledge, "end": taken or end})
        if taken is not None:
            part = {**same, "what": "recognised", "broad": True, "public": branch["public"]}
            rows += _parted({**part, "start": taken, "end": end})
    return pd.DataFrame(rows)


def _parted(bar: dict[str, Any]) -> list[dict[str, Any]]:
    essay = years(ESSAY)
    parts = []
    if bar["start"] < essay:
        parts.append({**bar, "end": min(bar["end"], essay)})
    if bar["end"] > essay:
        parts.append({**bar, "start": max(bar["start"], essay), "public": known.NO})
    return parts


# ---- what was said


def estimates(own: pd.DataFrame) -> pd.DataFrame:
    """Every estimate of fighters that was seen, in words; those from memory alone are left out."""
    table = load("affiliate_strength")
    table["public"] = known.public(table)
    rows = _named(table[table["verified"] != "recall"], own)
    rows["when"] = rows["year"].astype(str)
    low, high = rows["strength_low"], rows["strength_high"]
    rows["what"] = [range_text(*pair) for pair in zip(low, high, strict=True)]
    rows["who"] = rows["maker"]
    rows["bottom"] = low.fillna(high).astype(float)
    rows["top"] = high.fillna(low).astype(float)
    rows["open"] = ""
    rows.loc[high.isna(), "open"] = "↑"
    rows.loc[low.isna(), "open"] = "↓"
    panels = {spot: place for place, (spot, _, _) in enumerate(evidence.SHOWN)}
    rows["panel"] = rows["spot"].map(panels)
    within = rows.groupby(["spot", "year"])
    rows["side"] = (within.cumcount() - (within["year"].transform("size") - 1) / 2) * 0.32
    return rows


def findings(own: pd.DataFrame) -> pd.DataFrame:
    """Every finding on veterans, with its place in its branch's row."""
    table = load("veterans_to_branches")
    table["public"] = known.public(table)
    rows = _named(model.stacked(table), own)
    rows["when"] = rows["period"]
    rows["year"] = rows["period"].str[:4].astype(int)
    rows["what"] = rows["finding"]
    rows["who"] = rows["stands"]
    rows["letter"] = rows["route"].map(evidence.LETTERS)
    said = [range_text(*pair) for pair in zip(rows["number_low"], rows["number_high"], strict=True)]
    rows["number"] = ["not said" if text == "unknown" else text for text in said]
    return rows


def _named(rows: pd.DataFrame, own: pd.DataFrame) -> pd.DataFrame:
    """With the short names of branches and cores, and the source in words."""
    every = load("affiliates").set_index("id")["short_name"]
    named = rows.assign(spot=rows["affiliate_id"], name=rows["affiliate_id"].map(every))
    # Who is no branch is not to be pointed out.
    named["spot"] = named["spot"].where(named["spot"].isin(own["spot"]), NOBODY)
    named.loc[named["affiliate_id"] == "core-is", "spot"] = "core-is"
    named["source"] = [str(cite(source_ids(cell)[0]).author) for cell in rows["source_id"]]
    named["note"] = rows["note"].fillna("–")
    return named


def table(own: pd.DataFrame, said: pd.DataFrame, found: pd.DataFrame) -> pd.DataFrame:
    """The rows of the table twin, for each view."""
    dates = own.assign(
        when=own["pledged"].replace("", "no pledge known"),
        what=own["recognised"].replace("", "never recognised"),
        who=own["network"].map(words.NETWORKS),
        source=[str(cite(source_ids(cell)[0]).author) for cell in own["source_id"]],
        note=own["note"].fillna("–"),
    )
    parts = [dates.assign(shows="map"), said.assign(shows="strength")]
    parts.append(found.assign(shows="veterans"))
    kept = ["shows", "name", "when", "what", "who", "source", "note", "public"]
    return pd.concat([part[kept] for part in parts], ignore_index=True)


def twin(rows: pd.DataFrame) -> Any:
    """The mark behind the table; it draws nothing of its own."""
    asked = "datum.shows == shows"
    return alt.Chart(rows, name="table").transform_filter(asked).mark_text(text="", x=0, y=0)


# ---- what is said at a setting


def counts(stretches: pd.DataFrame, said: pd.DataFrame, found: pd.DataFrame) -> pd.DataFrame:
    """On every day of the slider: branches, estimates and findings so far."""
    every = model.counted(stretches, len(DAYS))
    rows = pd.DataFrame({"step": every["step"], "day": [dates.day(day) for day in DAYS]})
    rows["named"] = every[f"islamic-state {model.RECOGNISED}"]
    rows["pledged"] = every[f"islamic-state {model.PLEDGED}"]
    rows["rival"] = every[f"al-qaeda {model.RECOGNISED}"] + every[f"al-qaeda {model.PLEDGED}"]
    drawn = said[said["panel"].notna()]
    of_is = set(stretches.loc[stretches["network"] == "islamic-state", "spot"])
    by_year = []
    for year in sorted({day.year for day in DAYS}):
        so_far, here = drawn[drawn["year"] <= year], found[found["year"] <= year]
        stands = {f"n_{how}": int((here["stands"] == how).sum()) for how in _STANDS}
        by_year.append(
            {
                "year": year,
                "estimates": len(so_far),
                "makers": so_far["who"].nunique(),
                "findings": len(here),
                "without": len(of_is - set(here["spot"])),
                "all": len(of_is),
                **stands,
            }
        )
    rows["year"] = [day.year for day in DAYS]
    return rows.merge(pd.DataFrame(by_year), on="year")


def spots(own: pd.DataFrame) -> pd.DataFrame:
    """For each view and branch: its dates, and the case that they are."""
    cases = [{"branch": NOBODY, "case": "nobody"}, {"branch": "core-is", "case": "nobody"}]
    branch: Any
    for branch in own.to_dict("records"):
        case = "left" if branch["left"] else "both" if branch["pledged"] else "named"
        if not branch["recognised"]:
            case = "never"
        dates = {name: branch[name] for name in ("pledged", "recognised", "left")}
        cases.append({"branch": branch["spot"], "case": case, "name": branch["name"], **dates})
    parts = [pd.DataFrame(cases).assign(shows=shows) for shows, _ in SHOWS]
    rows = pd.concat(parts, ignore_index=True)
    rows.loc[rows["shows"] != "map", "case"] = rows["shows"]
    return rows


def dossiers(own: pd.DataFrame, said: pd.DataFrame, found: pd.DataFrame) -> pd.DataFrame:
    """What the tables hold on each branch; with the switch on, what was public of it."""
    core = load("affiliates").set_index("id").loc["core-is"]
    others = [NOBODY, "core-is"]
    parts = []
    for then in (False, True):
        for spot in [*others, *own["spot"]]:
            if spot in others:
                branch: Any = {"full": core["name"] if spot == "core-is" else words.NO_BRANCH}
            else:
                branch = own.set_index("spot").loc[spot]
            row: dict[str, Any] = {"branch": spot, "then": then, "name": branch["full"]}
            here, there = said[said["spot"] == spot], found[found["spot"] == spot]
            if then:
                here = here[here["public"] == known.YES]
                there = there[there["public"] == known.YES]
            if spot == NOBODY:
                here, there = here.iloc[:0], there.iloc[:0]
            row["fighters"] = "; ".join(
                f"{r.what} ({r.who}, {r.year})" for r in here.itertuples(index=False)
            )
            for stands in _STANDS:
                lines = there[there["stands"] == stands]
                row[stands] = "; ".join(f"{r.when}: {r.what}" for r in lines.itertuples())
            row["status"] = "" if then or spot in others else words.status(branch)
            parts.append({k: ("–" if v == "" else v) for k, v in row.items()})
    return pd.DataFrame(parts)


def public_counts(cut: pd.DataFrame, said: pd.DataFrame, found: pd.DataFrame) -> pd.DataFrame:
    """What the switch counts in each view and month: branches, estimates, or findings."""
    seen = model.on_each_day(cut[cut["state"] != model.NOT_YET])
    steps = pd.DataFrame({"step": range(len(DAYS)), "year": [day.year for day in DAYS]})
    parts = [known.counted(seen, "step").assign(shows="map", what="branches")]
    drawn = said[said["panel"].notna()]
    for shows, rows, what in (("strength", drawn, "estimates"), ("veterans", found, "findings")):
        by_year = [
            known.counted(rows[rows["year"] <= year]).assign(year=year)
            for year in steps["year"].unique()
        ]
        every = steps.merge(pd.concat(by_year), on="year").drop(columns="year")
        parts.append(every.assign(shows=shows, what=what))
    return pd.concat(parts, ignore_index=True)
