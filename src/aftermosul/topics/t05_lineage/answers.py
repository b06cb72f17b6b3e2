"""The numbers and names that lesson 05 looks for, from the tables, with the usual mistakes.

`questions.py` says which question each function answers, and holds what is chosen.
"""

from __future__ import annotations

from aftermosul.evidence.tables import load
from aftermosul.questions.question import Names, Number
from aftermosul.topics.t05_lineage import model as family

_CIRCLES = ("aq", "jtj", "aqi", "isi", "isis")
"""What the lesson has readers draw by hand."""


def genealogy() -> family.Graph:
    return family.family_graph(load("organisations"), load("organisation_links"))


def _line(*, pledges: bool, of: str = "is") -> list[str]:
    """The forerunners of Islamic State, or of another."""
    return family.forerunners(genealogy(), of, pledges=pledges)


def is_line() -> Names:
    right = _line(pledges=False)
    part = family.reading(genealogy(), pledges=False)
    names = load("organisations").set_index("id")["name"]
    counted, parent = tuple(_line(pledges=True)), tuple(sorted(part.predecessors("is")))
    return Names(
        right=tuple(right),
        wrong={
            counted: (
                "Here pledges are counted too. Ask the graph named alone, in which they are left "
                "out."
            ),
            parent: (
                "This is the parent only. nx.ancestors() goes on to the parent's parent, and so "
                "on until nobody is left."
            ),
            ("is", *right): (
                "Islamic State is not its own forerunner: the question asks for those before it."
            ),
            tuple(family.offshoots(genealogy(), "is", pledges=True)): (
                "These came after Islamic State. nx.ancestors() walks against the arrows, to what "
                "came before."
            ),
            tuple(_line(pledges=False, of="isis")): (
                "This line stops one name too early: you asked for the forerunners of ISIS, an "
                "earlier name. Begin at the last one."
            ),
            tuple(_line(pledges=False, of="isi")): (
                "You asked for the forerunners of Islamic State of Iraq. The organisation took two "
                "more names after that one."
            ),
            tuple(_line(pledges=False, of="aqi")): (
                "You walked back from Al Qaeda in Iraq. Begin at Islamic State, several steps "
                "later."
            ),
            _CIRCLES[1:]: (
                "This is the line of the drawing, which has five circles only. The graph holds "
                "every organisation of the table: ask it."
            ),
            _CIRCLES: (
                "These are the five circles of the drawing, Al Qaeda with its dashed arrow among "
                "them. Ask the graph, which holds the whole table."
            ),
            tuple(str(names[name]) for name in right): (
                "The right organisations by their names. The graph knows them by short ids: give "
                "those, as nx.ancestors() does."
            ),
        },
        cautions={"pledges don't count": counted, "every organisation above": parent},
        looked_for="the ids of all organisations from which it descends, pledges left out",
    )


def pledge_adds() -> Number:
    without, counted = _line(pledges=False), _line(pledges=True)
    links = load("organisation_links")
    pledges = links[links["relation"] == family.PLEDGE]
    branches = family.offshoots(genealogy(), "is", pledges=True)
    return Number(
        right=len(counted) - len(without),
        wrong={
            len(counted): (
                "This is how many forerunners there are with pledges counted. The question asks "
                "how many of them the pledges add."
            ),
            len(without): (
                "This is how many there are by descent alone. Subtract it from the number with "
                "pledges counted."
            ),
            int(pledges["is_lineage"].sum()): (
                "This is how many pledges made a branch, anywhere in the table. The question is "
                "about the forerunners of Islamic State."
            ),
            len(pledges): (
                "This is how many pledges the table holds. Count organisations: the forerunners "
                "that only a pledge adds."
            ),
            1: (
                "One pledge makes the difference, yes. But it brings more than one organisation: "
                "whatever stands above the one that took the vow."
            ),
            len(_line(pledges=True, of="aq")): (
                "You took the forerunners of Al Qaeda. The question compares two lines of Islamic "
                "State: count both, and subtract."
            ),
            len(branches): (
                "These are branches, which came after. A forerunner came before: use "
                "nx.ancestors()."
            ),
            len(without) - len(counted): (
                "You subtracted the longer line from the shorter. Turn the subtraction round."
            ),
            len(counted) / len(without): (
                "You divided: this says how many times as many. How many more asks for a "
                "subtraction."
            ),
        },
        cautions={"more": len(counted), "once pledges count": len(without)},
        looked_for="the number of forerunners with pledges counted, less the number without",
    )


def not_from_al_qaeda() -> Names:
    graph = genealogy()
    from_it = set(family.offshoots(graph, "aq", pledges=True))
    children = set(graph.successors("aq"))
    line = _line(pledges=True)
    right = [name for name in line if name not in from_it and name != "aq"]
    by_descent = tuple(_line(pledges=False))
    strangers = family.not_from(graph, "aq", pledges=True)
    one_step = tuple(name for name in line if name not in children | {"aq"})
    return Names(
        right=tuple(right),
        wrong={
            ("aq", *right): "Al Qaeda did not come from itself: take it out as well.",
            tuple(name for name in line if name in from_it): (
                "These did come from Al Qaeda, once the pledge counts. The question asks for the "
                "others on the line."
            ),
            by_descent: (
                "You took away too little, or began with too little. Count pledges in both sets, "
                "and take away what stands below Al Qaeda, which nx.descendants() gives."
            ),
            tuple(name for name in line if name != "aq"): (
                "Only Al Qaeda itself is gone, not what came from it. Pledges count below it too: "
                "ask the graph named counted for its descendants, and take them away."
            ),
            tuple(line): (
                "This is the whole line, pledges counted. Take from it what came from Al Qaeda."
            ),
            tuple(name for name in by_descent if name not in from_it): (
                "You counted pledges below Al Qaeda and not above Islamic State. Ask the graph "
                "named counted both times."
            ),
            one_step: (
                "You took away the children of Al Qaeda only. What came of those came from it as "
                "well: nx.descendants() goes all the way down."
            ),
            tuple(_line(pledges=True, of="aq")): (
                "This is what Al Qaeda itself came from. Is there nobody else on the line who "
                "did not come from it?"
            ),
            tuple(from_it - set(line)): (
                "The minus is turned round: these came from Al Qaeda and are not on the line. "
                "Begin with the line."
            ),
            tuple({*line, *from_it}): (
                "You joined the two sets. A minus sign takes the second from the first."
            ),
            tuple(name for name in strangers if graph.degree(name)): (
                "These are all in the graph that did not come from Al Qaeda. Keep those on the "
                "line of Islamic State: begin with its forerunners."
            ),
        },
        cautions={
            "pledges counted": by_descent,
            "all below": one_step,
            "less Al Qaeda itself": ("aq", *right),
        },
        looked_for="the ids of the forerunners, pledges counted, that don't descend from Al Qaeda",
    )
