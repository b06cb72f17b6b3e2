"""What the tables and the model hold, as the rows that the charts of lesson 09 draw."""

from __future__ import annotations

from typing import Any

import pandas as pd

from aftermosul.display import dates
from aftermosul.display.ranges import range_text
from aftermosul.figures import known
from aftermosul.topics.t09_diaspora import model

ENDS = {model.LEAST: "the least published", model.MOST: "the most published"}
NAMES = {
    "travelled": "Travelled",
    "killed": "Killed",
    "held": "Held",
    "still there": "Still there",
    "moved on": "Moved on",
    "returned": "Came home",
    "left": "Left, for home or elsewhere",
    model.UNCOUNTED: "In no count",
}
MOST_STRIPS = 6


def said(table: pd.DataFrame) -> pd.DataFrame:
    """Every published figure, those of `EVERYBODY` once more under its name, in words."""
    dated = table.assign(public=known.public(table))
    rows = pd.concat([dated, model.least_and_most(dated)], ignore_index=True)
    whole = rows[rows["stock"] == "travelled"]["account"]
    rows = rows[rows["account"].isin(whole)]
    rows["day"] = dates.column(rows["as_of"], rows["as_of_precision"])
    rows["figure"] = [range_text(*pair) for pair in zip(rows["low"], rows["high"], strict=True)]
    rows["name"] = rows["stock"].map(NAMES)
    rows["note"] = rows["note"].fillna("–")
    return rows


def whose(table: pd.DataFrame) -> dict[str, str]:
    """For every account that says how many travelled: origin, maker and date, the world first."""
    whole = table[table["stock"] == "travelled"]
    names = {
        row["account"]: f"{row['origin']}, {row['maker']}, "
        f"{dates.known(row['as_of'], row['as_of_precision'])}"
        for row in whole.to_dict("records")
    }
    return {model.EVERYBODY: "World, all makers, to 2019"} | names


def strips(accounts: pd.DataFrame, every: pd.DataFrame) -> pd.DataFrame:
    """A row for each account, end and stock: how many squares, and what stands before them.

    `before0` to `before5` are the squares of the strips above, of which each begins a new line.
    """
    parts = [_strips(own, end, every) for end in ENDS for _, own in accounts.groupby("account")]
    return pd.concat(parts, ignore_index=True)


def _strips(own: pd.DataFrame, end: str, every: pd.DataFrame) -> pd.DataFrame:
    whole = float(own[f"travelled_{model.MOST}"].iloc[0])
    each = model.square(whole)
    rows = own[["account", "stock", "low", "high"]].assign(end=end, place=range(len(own)))
    whole_at_end = float(own[f"travelled_{end}"].iloc[0])
    *parts, _ = (round(people / each) for people in own[end].fillna(0))
    rows["all"] = round(whole_at_end / each)
    # Rounding each strip could lose or double a square: the last takes what the others leave.
    rows["squares"] = [*parts, max(0, round(whole_at_end / each) - sum(parts))]
    for n in range(MOST_STRIPS):
        before = rows["squares"].iloc[n] if n < len(rows) else 0
        rows[f"before{n}"] = [int(before) if n < place else 0 for place in rows["place"]]
    rows["from"], rows["to"] = own["low"] / whole, own["high"] / whole
    rows["name"] = own["stock"].map(NAMES)
    rows["figure"] = [_figure(row, end, every) for row in own.to_dict("records")]
    rows["may"] = [
        "–" if pd.isna(low) else range_text(round(low), round(high))
        for low, high in zip(own["low"], own["high"], strict=True)
    ]
    rows["public"] = [_public(row, end, every) for row in own.to_dict("records")]
    return rows


def _said_of(row: Any, every: pd.DataFrame) -> pd.DataFrame:
    own: pd.DataFrame = every[
        (every["account"] == row["account"]) & (every["stock"] == row["stock"])
    ]
    return own


def _figure(row: Any, end: str, every: pd.DataFrame) -> str:
    if row["stock"] == model.UNCOUNTED:
        if row[end] < 0:
            return f"{-row[end]:,.0f} too many in the parts"
        return f"{row[end]:,.0f}" + (" or more" if row["open"] else "")
    own = _said_of(row, every)
    if own.empty:
        return "no count"
    one = _of_end(own, end)
    return range_text(one["low"], one["high"])


def _of_end(own: pd.DataFrame, end: str) -> Any:
    """Of several makers the one whose figure is drawn."""
    if end == model.LEAST:
        return own.iloc[int(own["low"].fillna(0).astype(float).to_numpy().argmin())]
    return own.iloc[int(own["high"].fillna(own["low"]).astype(float).to_numpy().argmax())]


def _public(row: Any, end: str, every: pd.DataFrame) -> str:
    own = _said_of(row, every)
    if not own.empty:
        return str(_of_end(own, end)["public"])
    return known.whole(list(every.loc[every["account"] == row["account"], "public"]))


def spoken(accounts: pd.DataFrame, names: dict[str, str]) -> pd.DataFrame:
    """What the sentence of the figure says, for every account and end."""
    rows = []
    for account, own in accounts.groupby("account", sort=False):
        rest = own[own["stock"] == model.UNCOUNTED].iloc[0]
        home = own[own["stock"].isin(("returned", "left"))].iloc[0]
        for end in ENDS:
            whole = rest[f"travelled_{end}"]
            case = "too many" if rest[end] < 0 else "everyone" if rest[end] == 0 else "some"
            rows.append(
                {
                    "account": account,
                    "end": end,
                    "case": case,
                    "who": names[str(account)],
                    "travelled": ("at least " if rest["open"] else "") + f"{whole:,.0f}",
                    "drawn": ENDS[end],
                    "parts": whole - rest[end],
                    "uncounted": abs(rest[end]),
                    "each": model.square(rest["travelled_most"]),
                    "did": "left the zone" if home["stock"] == "left" else "came home",
                    "low": home["low"],
                    "high": home["high"],
                }
            )
    return pd.DataFrame(rows)


# ---- how few suffice

RATES, WARS = "rates", "wars"


def rates(studies: pd.DataFrame) -> pd.DataFrame:
    """The published rates, the one that gives many plotters first, in words."""
    dated = studies.assign(public=known.public(studies))
    rows = dated[dated["one_in"].notna()].copy()
    rows["seen"] = rows["verified"] != "recall"
    rows["figure"] = "one in " + rows["one_in"].astype(str)
    rows["note"] = rows["finding"] + rows["seen"].map({True: "", False: " (from memory: not seen)"})
    return rows.sort_values("one_in").reset_index(drop=True)


def ends(by_rates: pd.DataFrame, said: pd.DataFrame) -> pd.DataFrame:
    """The plotters by each rate for every number of people who come back."""
    parts = []
    for end, row in zip(("high", "low"), said.to_dict("records"), strict=True):
        part = by_rates[["back", "of"]].assign(rate=end, plotters=by_rates[end].round(3))
        name = row["figure"] + (", at most" if end == "high" else "")
        name += "" if row["seen"] else " (from memory)"
        parts.append(part.assign(public=row["public"], seen=row["seen"], name=name))
    return pd.concat(parts, ignore_index=True)


def wars(after_wars: pd.DataFrame, whereabouts: pd.DataFrame) -> pd.DataFrame:
    """Ranges for earlier wars and for this one, each in a row of its own, in words."""
    earlier = model.earlier_wars(after_wars.assign(public=known.public(after_wars)))
    this = whereabouts.assign(public=known.public(whereabouts))
    this = this[(this["account"] == "world-2016") & (this["stock"] == "travelled")]
    this = this.assign(
        war="Syria and Iraq",
        origin="World",
        period="to mid-2016",
        measure="Travelled, by the US government",
        fighters_low=this["low"],
        fighters_high=this["high"],
        low=this["low"].astype(float),
        high=this["low"].astype(float),
    )
    kept = [
        "war",
        "origin",
        "period",
        "measure",
        "fighters_low",
        "fighters_high",
        "low",
        "high",
        "note",
    ]
    rows = pd.concat([earlier[[*kept, "public"]], this[[*kept, "public"]]], ignore_index=True)
    pairs = zip(rows["fighters_low"], rows["fighters_high"], strict=True)
    rows["figure"] = [range_text(*pair) for pair in pairs]
    rows["note"] = rows["note"].fillna("–")
    rows["here"] = rows["war"] == "Syria and Iraq"
    rows["period"] = rows["period"].str.replace(r"(?<=\d{4}-\d{4})-\d\d$", "", regex=True)
    rows["place"] = range(len(rows))
    return rows.drop(columns=["fighters_low", "fighters_high"])


def twin(said: pd.DataFrame, ranges: pd.DataFrame) -> pd.DataFrame:
    """Both views' rows for the table."""
    of_rates = said.assign(view=RATES, what=said["scope"], who=said["study"])
    of_wars = ranges.assign(view=WARS, what=ranges["war"], who=ranges["measure"])
    kept = ["view", "what", "period", "figure", "who", "note", "public"]
    return pd.concat([of_rates[kept], of_wars[kept]], ignore_index=True)
