"""The self-checks of lesson 05, Spawned by Al Qaeda in Iraq: questions, choices, solutions."""

from __future__ import annotations

from aftermosul.questions.question import OneOf, Question
from aftermosul.topics.t05_lineage import answers
from aftermosul.topics.t05_lineage import model as family

_CLAIMS = ("C28",)


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
    graph = answers.genealogy()
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
        answer=answers.is_line,
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
        answer=answers.pledge_adds,
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
        answer=answers.not_from_al_qaeda,
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
