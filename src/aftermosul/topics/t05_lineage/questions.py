"""The self-checks of lesson 05, Spawned by Al Qaeda in Iraq. All are computed from the tables."""

from __future__ import annotations

from aftermosul.evidence.tables import load
from aftermosul.questions.question import Names, Number, OneOf, Question
from aftermosul.topics.t05_lineage import model as family

_CLAIMS = ("C28",)
_CIRCLES = ("aq", "jtj", "aqi", "isi", "isis")
"""What the lesson has readers draw by hand."""


def _graph() -> family.Graph:
    return family.family_graph(load("organisations"), load("organisation_links"))


def _line(*, pledges: bool, of: str = "is") -> list[str]:
    """The forerunners of Islamic State, or of another."""
    return family.forerunners(_graph(), of, pledges=pledges)


def _what_it_claims() -> OneOf:
    return OneOf(
        right="b",
        options={
            "a": "Al Qaeda ordered that Islamic State be founded.",
            "b": "Islamic State grew out of an organisation called Al Qaeda in Iraq.",
            "c": "Islamic State was still a part of Al Qaeda when the essay was written.",
            "d": "Islamic State was strong because Al Qaeda in Iraq had been strong.",
        },
        wrong={
            "a": "To spawn is to bring forth, not to command. And the sentence names Al Qaeda in "
            "Iraq, one organisation, and not Al Qaeda at large.",
            "c": "A descent lies in the past and says nothing about the present. The essay itself "
            "calls Al Qaeda a rival, one sentence earlier.",
            "d": "This is a claim about strength. The sentence tells where Islamic State came "
            "from, not why it grew.",
        },
    )


def _is_line() -> Names:
    right = _line(pledges=False)
    part = family.reading(_graph(), pledges=False)
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
            tuple(family.offshoots(_graph(), "is", pledges=True)): (
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


def _pledge_adds() -> Number:
    without, counted = _line(pledges=False), _line(pledges=True)
    links = load("organisation_links")
    pledges = links[links["relation"] == family.PLEDGE]
    branches = family.offshoots(_graph(), "is", pledges=True)
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


def _not_from_al_qaeda() -> Names:
    graph = _graph()
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


def _expulsion() -> OneOf:
    return OneOf(
        right="c",
        options={
            "a": "Al Qaeda leaves the line: from then on nothing ties the two.",
            "b": "Al Qaeda in Iraq leaves the line, since it had borne Al Qaeda's name.",
            "c": "Nothing: the forerunners are the same before and after.",
            "d": "The line begins anew with the organisation that was expelled.",
        },
        wrong={
            "a": "An allegiance can end on a day; where something came from can't. Read the row "
            "“Came from”, by descent and by pledge.",
            "b": "It had ended more than seven years before. What was is not undone by a later "
            "statement.",
            "d": "An expulsion founds nothing. The organisation went on under the same name until "
            "June.",
        },
    )


def _branches() -> OneOf:
    graph = _graph()
    counted = family.offshoots(graph, "is", pledges=True)
    alone = family.offshoots(graph, "is", pledges=False)
    assert not alone, "the options no longer have one right answer"
    return OneOf(
        right="d",
        options={
            "a": f"All {len(counted)}: pledges make no difference to it.",
            "b": "Those in Africa only.",
            "c": f"{len(counted) - 1}: one of them had been a part of Al Qaeda.",
            "d": "None.",
        },
        wrong={
            "a": "Watch the row “Led to” while you change from By pledge to By descent.",
            "b": "Choose one of the African branches and look at the ties that reach it: which "
            "of them comes from Islamic State, and of which kind is it?",
            "c": "What counts is the kind of tie, not what a branch had been before. Read the row "
            "“Led to” by descent.",
        },
    )


QUESTIONS: tuple[Question, ...] = (
    Question(
        id="spawned-claim",
        lesson="05",
        claims=_CLAIMS,
        asks="What do the words “spawned by Al Qaeda in Iraq” claim, read as they stand?",
        answer=_what_it_claims,
        right="A claim of origin, and a precise one. It says nothing of orders, of the present, or "
        "of strength.",
        hints=(
            "Look for the verb, and ask whether it speaks of the past or of the present.",
            "Which organisation is named? And is anything said about why the new one grew?",
        ),
        solution="The words name one parent and claim no more than descent.",
    ),
    Question(
        id="is-line",
        lesson="05",
        claims=_CLAIMS,
        asks="From which organisations does Islamic State descend, if pledges don't count?",
        answer=_is_line,
        right="Al Qaeda in Iraq is among them, and Al Qaeda is not. Hold on to that difference.",
        hints=(
            "nx.ancestors(graph, id) gives every organisation above one; which graph has no "
            "pledges in it?",
            'The graph is named alone, and the id of Islamic State is "is".',
        ),
        solution="Ask the graph without pledges for everything above Islamic State.",
        code='is_line = nx.ancestors(alone, "is")',
    ),
    Question(
        id="pledge-adds",
        lesson="05",
        claims=_CLAIMS,
        asks="How many more forerunners does Islamic State have once pledges count?",
        answer=_pledge_adds,
        right="They are Al Qaeda and the two from which it came itself. All of them hang on one "
        "pledge, made on one day.",
        hints=(
            "Two graphs, one question: ask both for everything above Islamic State.",
            "len() says how many there are. Subtract the one from the other.",
        ),
        solution="Count the forerunners in both graphs, and subtract.",
        code='pledge_adds = len(nx.ancestors(counted, "is")) - len(nx.ancestors(alone, "is"))',
    ),
    Question(
        id="not-from-al-qaeda",
        lesson="05",
        claims=_CLAIMS,
        asks="Which forerunners of Islamic State, pledges counted, did not come from Al Qaeda?",
        answer=_not_from_al_qaeda,
        right="Two of them came before Al Qaeda and fed into it. One stands on the line in Iraq "
        "itself, and it was founded apart.",
        hints=(
            "All above Islamic State, less all below Al Qaeda, less Al Qaeda itself.",
            "nx.descendants(counted, id) gives all below; a minus sign takes one set from another.",
        ),
        solution="Take what descends from Al Qaeda, and Al Qaeda itself, from the forerunners.",
        code='not_from = nx.ancestors(counted, "is") - nx.descendants(counted, "aq") - {"aq"}',
    ),
    Question(
        id="expulsion",
        lesson="05",
        claims=_CLAIMS,
        asks="In February 2014 Al Qaeda expelled “Islamic State of Iraq and al-Sham”. Light it by "
        "quarrel, then by descent and by pledge. What did the expulsion change in its line?",
        answer=_expulsion,
        right="Descent is about the past. A pledge can be made, refused and ended, and a line "
        "among the quarrels is all that the end leaves in the figure.",
        hints=(
            "Read the row “Came from” by descent and by pledge: does either know of the expulsion?",
            "What kind of tie is an expulsion: does the column “Descent” of the table say yes?",
        ),
        solution="An expulsion ends an allegiance; it doesn't alter an origin.",
    ),
    Question(
        id="branches",
        lesson="05",
        claims=_CLAIMS,
        asks="Draw all organisations and light “Islamic State” by pledge and by descent. How many "
        "organisations came of it by descent alone?",
        answer=_branches,
        right="In this table its branches were local organisations, or parts of some, that pledged "
        "themselves to it. It took them on; it did not grow them.",
        hints=(
            "All organisations must be drawn. The row “Led to” names what came of it.",
            "Which letter stands in the marks between Islamic State and its branches?",
        ),
        solution="Each of them is joined to it by a pledge.",
    ),
)
