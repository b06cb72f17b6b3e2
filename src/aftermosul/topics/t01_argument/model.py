"""The argument as a map wants it: a place for each claim, and its fall round by round."""

from __future__ import annotations

import string
from collections.abc import Mapping

import pandas as pd

from aftermosul.statistics import argument
from aftermosul.statistics.argument import Graph, Taken

TAKEN: Mapping[str, Taken] = {"coded": "coded", "needed": "linked", "enough": "convergent"}
BANDS = ("evidence", "inference", "advice")

_AGAINST = ("attacks", "undercuts")


def _ways(graph: Graph) -> dict[str, Graph]:
    return {name: argument.taken_as(graph, way) for name, way in TAKEN.items()}


def falls(graph: Graph) -> dict[tuple[str, str], dict[str, tuple[int, int | None]]]:
    """How the fall of each claim spreads, for each way of taking support: (claim, taken) to it."""
    ways = _ways(graph)
    return {
        (claim, name): argument.spread(way, [claim])
        for claim in graph.nodes
        for name, way in ways.items()
    }


def sets(graph: Graph) -> dict[str, dict[str, str]]:
    """The sets of reasons as letters: for each claim, its letter by taken + the claim it supports.

    Claims with one letter are needed together.
    """
    letters: dict[str, dict[str, str]] = {claim: {} for claim in graph.nodes}
    for taken, way in _ways(graph).items():
        for target in way.nodes:
            groups = argument.support_groups(way, target).values()
            for letter, group in zip(string.ascii_lowercase, groups, strict=False):
                for premise in group:
                    letters[premise][taken + target] = letter
    return letters


def most_rounds(graph: Graph) -> int:
    """How many rounds the longest fall takes."""
    return max((first for fall in falls(graph).values() for first, _ in fall.values()), default=0)


def outcomes(graph: Graph) -> pd.DataFrame:
    """What has come down by each moment of each fall.

    Returns
    -------
    DataFrame
        One row for each `claim`, `taken` and `round`: 0 while the claim stands, 1 when it has been
        struck out, and one more for each round of what follows. `case` is `stands`, `struck`
        (`alone` where nothing rests on it), `spreads` (more will follow) or `rests`; `sets` counts
        the sets of reasons for the claim, `gone` and `hurt` the claims that have lost all support,
        or some of it, and `standing` the pieces of advice that have not fallen, of `advice`.
    """
    advice = {claim for claim, band in argument.bands(graph).items() if band == "advice"}
    ways = _ways(graph)
    moments = range(most_rounds(graph) + 2)
    rows = []
    for (claim, taken), fall in falls(graph).items():
        reasons = len(argument.support_groups(ways[taken], claim))
        end = max((all_gone or first for first, all_gone in fall.values()), default=0)
        for moment in moments:
            done = moment - 1
            gone = {c for c, (_, all_gone) in fall.items() if all_gone and all_gone <= done}
            hurt = {c for c, (first, _) in fall.items() if first <= done} - gone
            down = gone | ({claim} if moment else set())
            case = ("stands", "struck" if fall else "alone")[moment] if moment < 2 else ""
            rows.append(
                {
                    "claim": claim,
                    "taken": taken,
                    "round": moment,
                    "case": case or ("spreads" if end > done else "rests"),
                    "sets": reasons,
                    "gone": len(gone),
                    "hurt": len(hurt),
                    "standing": len(advice - down),
                    "advice": len(advice),
                }
            )
    return pd.DataFrame(rows)


def nodes(graph: Graph) -> pd.DataFrame:
    """One row a claim: where it stands, and what it is to every other.

    Returns
    -------
    DataFrame
        `claim_id`; `band`, its number as `column` and `place` in it (from 0, the first of the
        essay, to 1); `ties` (what it is to each other claim that may be chosen), `legs` and `gone`
        (the rounds in which it loses a first and a last reason, by taken + the claim struck out)
        and `sets` (its letter, by taken + the claim that it supports).
    """
    made = pd.DataFrame({"claim_id": list(graph.nodes)})
    made["band"] = made["claim_id"].map(argument.bands(graph))
    made["column"] = [BANDS.index(band) for band in made["band"]]
    inside = made.groupby("band")
    made["place"] = (inside.cumcount() + 0.5) / inside["band"].transform("size")
    ties: dict[str, dict[str, str]] = {claim: {} for claim in graph.nodes}
    legs: dict[str, dict[str, int]] = {claim: {} for claim in graph.nodes}
    gone: dict[str, dict[str, int]] = {claim: {} for claim in graph.nodes}
    for chosen in graph.nodes:
        for claim, tie in argument.ties(graph, chosen).items():
            ties[claim][chosen] = tie
    for (chosen, taken), fall in falls(graph).items():
        for claim, (first, last) in fall.items():
            legs[claim][taken + chosen] = first
            if last:
                gone[claim][taken + chosen] = last
    found = {"ties": ties, "legs": legs, "gone": gone, "sets": sets(graph)}
    columns = pd.DataFrame({name: pd.Series(by_claim) for name, by_claim in found.items()})
    return made.join(columns, on="claim_id")


def lines(graph: Graph, places: pd.DataFrame) -> pd.DataFrame:
    """One row a relation: its two ends, and what either is to the other.

    Returns
    -------
    DataFrame
        `edge`; `source` and `target` with their columns and places; `line` (support, attack or
        another relation); `to_source` and `to_target`: what the source is to the target when that
        is chosen, and the reverse; `down`: the round in which its source falls, 0 where it is the
        claim struck out, by taken + that claim (none unless it supports).
    """
    at = places.set_index("claim_id")
    rows = []
    for number, (source, target, edge) in enumerate(graph.edges(data=True)):
        supports, against = edge["relation"] == "supports", edge["relation"] in _AGAINST
        struck = dict.fromkeys((taken + source for taken in TAKEN), 0)
        rows.append(
            {
                "edge": number,
                "source": source,
                "target": target,
                "line": "support" if supports else "attack" if against else "another relation",
                "to_target": "supports it"
                if supports
                else "attacks it"
                if against
                else "other tie",
                "to_source": "rests on it" if supports else "other tie",
                "column": at.loc[source, "column"],
                "place": at.loc[source, "place"],
                "column2": at.loc[target, "column"],
                "place2": at.loc[target, "place"],
                "down": {**at.loc[source, "gone"], **struck} if supports else {},
            }
        )
    return pd.DataFrame(rows)
