"""What is asked of an organisation's line: by descent, by pledges, or by quarrels."""

from __future__ import annotations

from typing import Any

import pandas as pd

from aftermosul.topics.t05_lineage.model import (
    PLEDGE,
    Graph,
    by_age,
    forerunners,
    offshoots,
    ties_on_the_line,
)

VIEWS = ("descent", "pledge", "quarrel")
"""By descent alone; with pledges counted; and with whom an organisation's line fell out."""


def described(links: pd.DataFrame, relations: pd.DataFrame) -> pd.DataFrame:
    """The ties with `kind`, `letter` and `words` of their relation, and the `views` that ask them.

    A pledge is no answer by descent alone; a tie that is neither descent nor pledge is asked for
    with the quarrels, whatever it is.
    """
    table = links.merge(relations, on="relation", how="left", validate="many_to_one")
    views: list[Any] = []
    row: Any
    for row in table.itertuples(index=False):
        if row.relation == PLEDGE:
            views.append(["pledge"])
        else:
            views.append(["descent", "pledge"] if row.is_lineage else ["quarrel"])
    return table.assign(views=views)


def quarrels(ties: pd.DataFrame, names: set[str]) -> tuple[set[str], set[str]]:
    """Those outside a line with whom it fell out, and the ids of the ties; `ties` as described."""
    fell_out = ties[ties["asked_by"] == "quarrel"]
    own = fell_out["from_id"].isin(names) | fell_out["to_id"].isin(names)
    ends = set(fell_out.loc[own, "from_id"]) | set(fell_out.loc[own, "to_id"])
    return ends - names, set(fell_out.loc[own, "id"])


def lines(graph: Graph, ties: pd.DataFrame) -> pd.DataFrame:
    """The line of every organisation in every view.

    Returns one row for each `who` and `view` with tuples of ids, the oldest first: `up`
    (forerunners), `down` (what came of it), `only` (forerunners through pledges alone), `out`
    (with whom its line fell out) and `ties`, those that are lit with it.
    """
    rows = []
    pledged = ties[ties["relation"] == PLEDGE]
    for who in graph.nodes:
        above = forerunners(graph, who, pledges=False)
        with_pledges = forerunners(graph, who, pledges=True)
        out, breaks = quarrels(ties, {who, *above})
        own = pledged[(pledged["from_id"] == who) | (pledged["to_id"] == who)]["id"]
        counted = {*ties_on_the_line(graph, who, pledges=True), *own}
        rows += [
            {
                "who": who,
                "view": "descent",
                "up": tuple(above),
                "down": tuple(offshoots(graph, who, pledges=False)),
                "ties": tuple(ties_on_the_line(graph, who, pledges=False)),
            },
            {
                "who": who,
                "view": "pledge",
                "up": tuple(with_pledges),
                "down": tuple(offshoots(graph, who, pledges=True)),
                "only": tuple(name for name in with_pledges if name not in above),
                "ties": tuple(sorted(counted)),
            },
            {
                "who": who,
                "view": "quarrel",
                "up": tuple(above),
                "out": tuple(by_age(graph, out)),
                "ties": tuple(sorted(breaks)),
            },
        ]
    return pd.DataFrame(rows).map(lambda cell: cell if isinstance(cell, str | tuple) else ())


def outcomes(table: pd.DataFrame, few: list[str]) -> pd.DataFrame:
    """What a line is among the `few` that are drawn, and among all, for a sentence and a table.

    `table` is what `lines` returns. Returns its rows twice, by `everyone`, with `case`, `drawn`
    (how many are), the same tuples cut to those drawn, `ups`, `downs`, `onlys` and `outs`, their
    lengths, and `up_left`, `down_left`, `only_left` and `out_left`: how many aren't drawn.

    `case` is the view, or "hidden" where the organisation isn't drawn. A pledge tells apart
    whether none came before it ("pledge-none"), all through pledges alone ("pledge-only"), or none
    of them so ("pledge-same"); a quarrel, whether none came before it ("quarrel-own").
    """
    parts = []
    for everyone in (False, True):
        drawn = set(table["who"]) if everyone else set(few)
        part = table.drop(columns="ties").assign(everyone=everyone, drawn=len(drawn))
        for column in ("up", "down", "only", "out"):
            whole = part[column].str.len()
            part[column] = [tuple(n for n in cell if n in drawn) for cell in part[column]]
            part[f"{column}s"] = part[column].str.len()
            part[f"{column}_left"] = whole - part[f"{column}s"]
        part["case"] = [
            _case(row.view, row.ups, row.onlys) if row.who in drawn else "hidden"
            for row in part.itertuples(index=False)
        ]
        parts.append(part)
    return pd.concat(parts, ignore_index=True)


def _case(view: Any, ups: Any, onlys: Any) -> str:
    if view == "pledge" and not (ups and 0 < onlys < ups):
        return "pledge-none" if not ups else "pledge-only" if onlys else "pledge-same"
    return "quarrel-own" if view == "quarrel" and not ups else str(view)


def lit(table: pd.DataFrame, column: str) -> dict[str, dict[str, list[str]]]:
    """For whom each organisation, or tie, is lit: by view, the organisations that one may choose.

    `column` is `ties`, or `""` for the organisations of a line, itself included.
    """
    found: dict[str, dict[str, list[str]]] = {}
    row: Any
    for row in table.itertuples(index=False):
        own = row.ties if column else {row.who, *row.up, *row.down, *row.out}
        for name in own:
            found.setdefault(name, {view: [] for view in VIEWS})[row.view].append(row.who)
    return found


def side_by_side(ties: pd.DataFrame, close: float, step: float) -> list[float]:
    """How far each mark is moved so that near ones on one lane don't cover each other.

    `ties` has `at` (a lane) and `when`; marks nearer than `close` are set `step` apart.
    """
    shift = pd.Series(0.0, index=ties.index)
    for _, lane in ties.sort_values("when").groupby("at"):
        apart = (lane["when"].diff() > close).cumsum()
        for _, near in lane.groupby(apart):
            for place, row in enumerate(near.index):
                shift[row] = (place - (len(near) - 1) / 2) * step
    return list(shift)
