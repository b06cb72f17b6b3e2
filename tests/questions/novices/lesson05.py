"""What novices answer in lesson 05, typed as they would type it."""

from __future__ import annotations

from typing import Any

import networkx as nx

from aftermosul import load
from tests.questions.novices.novice import Novice

links = load("organisation_links")
organisations = load("organisations").set_index("id")
lineage = links[links["is_lineage"]]
descent = lineage[lineage["relation"] != "pledged-to"]
# networkx publishes no types.
counted: Any = nx.from_pandas_edgelist(lineage, "parent_id", "child_id", create_using=nx.DiGraph)
alone: Any = nx.from_pandas_edgelist(descent, "parent_id", "child_id", create_using=nx.DiGraph)


def above(graph: Any, name: str = "is") -> set[str]:
    return set(nx.ancestors(graph, name))


def below(graph: Any, name: str = "aq") -> set[str]:
    return set(nx.descendants(graph, name))


NOVICES = (
    Novice("is-line", "pledges counted", lambda: above(counted)),
    Novice("is-line", "the parent only", lambda: set(alone.predecessors("is"))),
    Novice("is-line", "itself too", lambda: above(alone) | {"is"}),
    Novice("is-line", "what came after it", lambda: below(counted, "is")),
    Novice("is-line", "the same, without pledges", lambda: below(alone, "is")),
    Novice("is-line", "the id one name earlier", lambda: above(alone, "isis")),
    Novice("is-line", "the id two names earlier", lambda: above(alone, "isi")),
    Novice("is-line", "the line of Al Qaeda in Iraq", lambda: above(alone, "aqi")),
    Novice("is-line", "the line from the drawing", lambda: ["jtj", "aqi", "isi", "isis"]),
    Novice("is-line", "all five circles", lambda: ["aq", "jtj", "aqi", "isi", "isis"]),
    Novice("is-line", "names for ids", lambda: organisations.loc[list(above(alone)), "name"]),
    Novice("is-line", "how many", lambda: len(above(alone))),
    Novice("is-line", "the essay's one name", lambda: "aqi"),
    Novice("pledge-adds", "all with pledges", lambda: len(above(counted))),
    Novice("pledge-adds", "all without", lambda: len(above(alone))),
    Novice("pledge-adds", "turned round", lambda: len(above(alone)) - len(above(counted))),
    Novice("pledge-adds", "divided", lambda: len(above(counted)) / len(above(alone))),
    Novice("pledge-adds", "the ties left out", lambda: len(lineage) - len(descent)),
    Novice("pledge-adds", "every pledge", lambda: (links["relation"] == "pledged-to").sum()),
    Novice("pledge-adds", "the one dashed arrow", lambda: 1),
    Novice("pledge-adds", "above Al Qaeda, without it", lambda: len(above(counted, "aq"))),
    Novice(
        "pledge-adds",
        "below for above",
        lambda: len(below(counted, "is")) - len(below(alone, "is")),
    ),
    Novice("pledge-adds", "the names themselves", lambda: above(counted) - above(alone)),
    Novice("not-from-al-qaeda", "itself left in", lambda: above(counted) - below(counted)),
    Novice("not-from-al-qaeda", "& for minus", lambda: above(counted) & below(counted)),
    Novice("not-from-al-qaeda", "| for minus", lambda: above(counted) | below(counted)),
    Novice("not-from-al-qaeda", "turned round", lambda: below(counted) - above(counted)),
    Novice("not-from-al-qaeda", "no pledges", lambda: above(alone) - below(alone) - {"aq"}),
    Novice(
        "not-from-al-qaeda",
        "pledges above only",
        lambda: above(counted) - below(alone) - {"aq"},
    ),
    Novice(
        "not-from-al-qaeda",
        "pledges below only",
        lambda: above(alone) - below(counted) - {"aq"},
    ),
    Novice(
        "not-from-al-qaeda",
        "its children only",
        lambda: above(counted) - set(counted.successors("aq")) - {"aq"},
    ),
    Novice("not-from-al-qaeda", "all its forerunners", lambda: above(counted)),
    Novice("not-from-al-qaeda", "above Al Qaeda", lambda: above(counted, "aq")),
    Novice(
        "not-from-al-qaeda",
        "the whole table for the line",
        lambda: set(counted.nodes) - below(counted) - {"aq"},
    ),
    Novice("spawned-claim", "founded by order", lambda: "a"),
    Novice("expulsion", "an expulsion cuts the line", lambda: "a"),
    Novice("branches", "the switch left on", lambda: "a"),
)
