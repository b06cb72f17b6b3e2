"""What the model found, as the rows that the charts of lesson 05 draw."""

from __future__ import annotations

from typing import Any

import altair as alt
import pandas as pd

from aftermosul.display import dates, palette
from aftermosul.evidence.sources import cite, source_ids
from aftermosul.topics.t05_lineage import model as family
from aftermosul.topics.t05_lineage import views

_CLOSE = 0.75  # years: nearer marks on one lane are set side by side
_WORDS = ("none", *["one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten"])
_STEP = 12.5  # pixels between marks set side by side


def lit(row: str) -> str:
    """A Vega expression: whether the chosen organisation lights a row, in the view asked for."""
    return f"indexof({row}['lit_' + ties], who) >= 0"


def kind_colour(kind: str) -> Any:
    """A Vega expression: the colour of a kind of tie."""
    cases = [f"{kind} == '{name}' ? '{colour}'" for name, colour in palette.KINSHIP.items()]
    return alt.expr(" : ".join([*cases, f"'{palette.QUIET}'"]))


# The chosen one, its line by descent, and what a pledge or a quarrel alone adds to it.
COLOURS: Any = (
    alt.when("datum.id == who")
    .then(alt.value(palette.CHOSEN))
    .when(f"!({lit('datum')})")
    .then(alt.value(palette.QUIET))
    .when("indexof(datum.lit_descent, who) >= 0")
    .then(alt.value(palette.PLAIN))
    .when("ties == 'pledge'")
    .then(alt.value(palette.KINSHIP["pledge"]))
    .otherwise(alt.value(palette.KINSHIP["rivalry"]))
)


def bars(
    organisations: pd.DataFrame, graph: Any, table: pd.DataFrame, lanes: pd.DataFrame
) -> pd.DataFrame:
    """One row an organisation, in the order of the lanes of all: dates, lanes, who lights it."""
    order = family.lanes(graph)
    rows = organisations.set_index("id").loc[order].reset_index()
    shown = rows[["id", "name"]].assign(
        short=rows["short_name"],
        start=_years(rows["founded"]),
        end=_years(rows["ended"]),
        life=[_life(row) for row in rows.to_dict("records")],
        order=rows.index,
        lane=rows["id"].map(lanes.set_index("id")["lane"]),
    )
    return _with_lit(shown.sort_values(["order"]), "id", views.lit(table, ""))


def ties(
    organisations: pd.DataFrame, described: pd.DataFrame, table: pd.DataFrame, lives: pd.DataFrame
) -> pd.DataFrame:
    """One row a tie, in the order of dates: its words, the lanes that it joins, who lights it."""
    names = organisations.set_index("id")["name"]
    order, lane = (lives.set_index("id")[column] for column in ("order", "lane"))
    rows = described.sort_values(["date", "id"], ignore_index=True)
    # A mark stands with the child of a descent, and with the one that acted otherwise.
    at = rows["child_id"].fillna(rows["from_id"])
    other = rows["parent_id"].fillna(rows["to_id"])
    pledge = rows["relation"] == family.PLEDGE
    shown = rows[["id", "from_id", "to_id", "kind", "letter", "words", "views"]].assign(
        when=_years(rows["date"]),
        date=dates.column(rows["date"], rows["date_precision"]),
        who_acted=rows["from_id"].map(names),
        towards=rows["to_id"].map(names),
        descent=[_descent(*pair) for pair in zip(rows["is_lineage"], pledge, strict=True)],
        source=[_source(cell) for cell in rows["source_id"]],
        few=rows["from_id"].map(lane).notna() & rows["to_id"].map(lane).notna(),
        at=at.map(order),
        other=other.map(order),
    )
    shown["shift"] = views.side_by_side(shown, _CLOSE, _STEP)
    return _with_lit(shown.rename(columns={"id": "tie"}), "tie", views.lit(table, "ties"))


def outcomes(table: pd.DataFrame, organisations: pd.DataFrame) -> pd.DataFrame:
    """A line's tuples of ids as names, and how many aren't drawn, for sentence and reading."""
    names = organisations.set_index("id")["name"]
    shown = table.assign(name=table["who"].map(names))
    for column in ("up", "down", "out"):
        cells = zip(shown[column], shown[f"{column}_left"], strict=True)
        shown[column] = [_part([names[n] for n in cell], left) for cell, left in cells]
    for column in ("ups", "downs", "onlys", "outs", "drawn"):
        shown[column] = shown[column].map(_number)
    shown.loc[shown["view"] == "quarrel", "down"] = "not asked"
    shown.loc[shown["view"] != "quarrel", "out"] = "not asked"
    return shown


def _part(drawn: list[str], left: int) -> str:
    """The names that are drawn, and how many are not; "none" only where there are none at all."""
    if not left:
        return "; ".join(drawn) or "none"
    return "; ".join([*drawn, f"{'and ' if drawn else ''}{_number(left)} not drawn"])


def _number(count: int) -> str:
    """A count as prose has it: in words up to ten."""
    return _WORDS[count] if count < len(_WORDS) else str(count)


def _with_lit(rows: pd.DataFrame, key: str, found: dict[str, dict[str, list[str]]]) -> pd.DataFrame:
    for view in views.VIEWS:
        rows[f"lit_{view}"] = [found.get(name, {}).get(view, []) for name in rows[key]]
    return rows


def _years(days: Any) -> Any:
    """Dates as years with a fraction."""
    return (days.dt.year + (days.dt.day_of_year - 1) / 365.25).round(3)


def _life(row: Any) -> str:
    begun = dates.known(row["founded"], row["founded_precision"])
    if pd.isna(row["ended"]):
        return f"{begun}, not ended"
    return f"{begun} to {dates.known(row['ended'], row['ended_precision'])}"


def _descent(is_lineage: bool, pledge: bool) -> str:
    if not is_lineage:
        return "no"
    return "if pledges count" if pledge else "yes"


def _source(cell: str) -> str:
    first = cite(source_ids(cell)[0])
    return f"{first.author} {first.year or '(no year)'}"
