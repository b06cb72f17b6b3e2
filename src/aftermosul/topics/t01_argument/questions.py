"""The self-checks of lesson 01, Reading the argument: all by choice, computed from the coding."""

from __future__ import annotations

from aftermosul.evidence import essay
from aftermosul.evidence.tables import load
from aftermosul.questions.question import OneOf, Question
from aftermosul.statistics import argument

_KINDS = {
    "a": ("descriptive", "it says how things are"),
    "b": ("predictive", "it says what will be"),
    "c": ("normative", "it says what should be done"),
    "d": ("definitional", "it says what a word is to mean"),
}
_FALLING = {"a": "C10", "b": "C15", "c": "C25", "d": "C35"}
_THESIS = "C47"
_LEGS = {"a": "C08", "b": "C35", "c": "C48"}
_SKILL = "C17"


def _kind() -> OneOf:
    coded = load("claims").set_index("claim_id").loc["C22", "kind"]
    (right,) = [letter for letter, (kind, _) in _KINDS.items() if kind == coded]
    return OneOf(
        right=right,
        options={letter: f"{kind}: {says}" for letter, (kind, says) in _KINDS.items()},
        wrong={
            "a": "“Are likely to” speaks of a time that had not come when the essay was written.",
            "c": "The essay welcomes none of this and asks for nothing here. Look for “should” or "
            "“must” in other sentences.",
            "d": "No word is given a meaning here. Compare sentence 10, which says what a thing is "
            "to be called.",
        },
    )


def _fact_or_value() -> OneOf:
    claims = load("claims").set_index("claim_id")
    assert (claims.loc["C33", "kind"], claims.loc["C33", "testable"]) == ("normative", "no")
    assert (claims.loc["C34", "kind"], claims.loc["C34", "testable"]) == ("descriptive", "partly")
    return OneOf(
        right="c",
        options={
            "a": "Both are facts: each can be shown by what the group did.",
            "b": "Both are judgements of value: no evidence bears on either.",
            "c": "The first judges; the second compares, and can partly be tested.",
            "d": "The first is the reason for the second, so they stand or fall together.",
        },
        wrong={
            "a": "Records can show what was done. That it was wicked is a judgement on what the "
            "records show, however widely shared.",
            "b": "“Unprecedented” and “sustained” compare lengths of time and size, and for these "
            "there are records.",
            "d": "Between them stands “but”: the judgement is set against the achievement. Look up "
            "C34 in the map and see what supports it.",
        },
    )


def _image() -> OneOf:
    why = str(load("claim_evidence").set_index("claim_id").loc["C19", "why_nothing"])
    assert "Evidence can't be for or against an image" in why
    return OneOf(
        right="d",
        options={
            "a": "Show it to be true, by counting those who settled unseen.",
            "b": "Show it to be false, since people are not a species.",
            "c": "Nothing at all: images are decoration, and a reader should skip them.",
            "d": "Test what the image takes for granted, and not the image.",
        },
        wrong={
            "a": "Such a count speaks to C20, which the image takes for granted. The image could "
            "still be a poor one if all of them had settled unseen.",
            "b": "Nobody who uses an image says that it is literally so. It would be refuted at "
            "once, and so would every other image.",
            "c": "This one carries weight: in the map it supports the word “diaspora” by itself, "
            "and it makes some policies look natural.",
        },
    )


def _brings_down() -> OneOf:
    graph = essay.graph()
    gone = {letter: argument.loses_all_support(graph, [c]) for letter, c in _FALLING.items()}
    most = max(map(len, gone.values()))
    (right,) = [letter for letter, lost in gone.items() if len(lost) == most]
    assert most == max(len(argument.loses_all_support(graph, [claim])) for claim in graph.nodes)
    words = load("claims").set_index("claim_id")["claim"]
    return OneOf(
        right=right,
        options={letter: f"{c}: {words[c]}" for letter, c in _FALLING.items()},
        wrong={
            letter: (
                f"With {_FALLING[letter]} go {' and '.join(lost)}. Another takes more along."
                if lost
                else f"Everything that rests on {_FALLING[letter]} has another leg to stand on. "
                "Let it fall in the map and look for crosses."
            )
            for letter, lost in gone.items()
            if letter != right
        },
    )


def _thesis_alone() -> OneOf:
    graph = essay.graph()
    alone = argument.fewest_that_fell(graph, _THESIS, set(graph.nodes) - {_THESIS})
    assert all(len(fewest) > 1 for fewest in alone), "one claim brings the thesis down"
    assert all(_THESIS in argument.carries(graph, claim) for claim in _LEGS.values())
    return OneOf(
        right="d",
        options={
            "a": "C08: the group can go on doing harm without Mosul.",
            "b": "C35: the diagnosis calls for a policy answer.",
            "c": "C48: left alone, the diaspora will win a firmer foothold.",
            "d": "None of the 48, as we read the groups.",
        },
        wrong={
            "a": "It is one leg of several. Choose C08, let it fall, and see what is said of C47.",
            "b": "It takes three recommendations along, and so one leg of the thesis. Are there "
            "others?",
            "c": "It supplies the word “now”. Read under “Supported by” what else holds C47 up.",
        },
    )


def _testable() -> OneOf:
    question = str(load("claims").set_index("claim_id").loc[_SKILL, "operational_question"])
    return OneOf(
        right="b",
        options={
            "a": "Are lone attackers as dangerous as people say?",
            "b": question,
            "c": "Do lone attackers lack skill because nobody trained them?",
            "d": "Should the police worry less about lone attackers?",
        },
        wrong={
            "a": "As dangerous by what measure, and as whom? No row of a table says “dangerous”.",
            "c": "This takes the lack of skill for granted and asks for its cause. First ask "
            "whether there is a difference.",
            "d": "This asks what should be done. An answer needs evidence and a judgement of "
            "value; a table holds the first alone.",
        },
    )


QUESTIONS = (
    Question(
        id="kind-of-claim",
        lesson="01",
        claims=("C22",),
        asks="Sentence 14 says that affiliates “are likely to benefit” from veterans who will be "
        "sent to train them. What kind of claim is that?",
        answer=_kind,
        right="The tense tells: it speaks of what had not happened yet. In October 2016 nobody "
        "could check it; today one can, in part.",
        hints=(
            "Read the verbs: do they tell, foretell, advise or name?",
            "Ask when the claim could first have been checked.",
        ),
        solution="Predictive. It says what will probably come about.",
    ),
    Question(
        id="the-image",
        lesson="01",
        claims=("C19",),
        asks="Sentence 13 calls the trained fighters an “invasive species”. What can evidence do "
        "about this image?",
        answer=_image,
        right="So two questions are left: is what it takes for granted so (C20), and what does "
        "the reader stop seeing while looking through it?",
        hints=(
            "Choose C19 in the map and read its other ties: what does it presuppose?",
            "Tell the image from the claims that stand around it.",
        ),
        solution="C20, which it presupposes, can partly be tested; an image can "
        "be apt or misleading, and not true or false.",
    ),
    Question(
        id="fact-or-value",
        lesson="01",
        claims=("C33", "C34"),
        asks="Sentence 20 makes two claims, C33 before the “but” and C34 after it. What kinds are "
        "they?",
        answer=_fact_or_value,
        right="One sentence, two kinds. Grant the judgement and the comparison is still open; "
        "doubt the comparison and the judgement still stands.",
        hints=(
            "Which half would you look up, and in what record?",
            "Read sentence 20 up to its “but”, then from there on, and choose C33 and C34 in turn.",
        ),
        solution="C33 is a judgement of value; C34 compares this rule with "
        "earlier ones by size and length of time.",
    ),
    Question(
        id="brings-down",
        lesson="01",
        claims=("C35", "C10", "C15", "C25"),
        asks="Which of these claims, by falling alone, leaves the most conclusions without any "
        "support, as we read the groups?",
        answer=_brings_down,
        right="It is no finding of fact at all, but the hinge on which the essay turns from what "
        "is to what should be done. No other claim takes more along.",
        hints=(
            "Choose each in the map, play its fall “as we read it”, and count crosses.",
            "Where does the essay turn from telling to advising?",
        ),
        solution="With C35 the advice to fight on, to press finances and "
        "messages, and to leave the rest to the police loses its reason.",
    ),
    Question(
        id="thesis-alone",
        lesson="01",
        claims=("C47", "C08", "C48"),
        asks="Which single claim, if it falls, leaves the thesis (C47) without any support, as we "
        "read the groups?",
        answer=_thesis_alone,
        right="The thesis stands on several legs. That makes it hard to bring down; it also means "
        "that testing one claim, however well, settles little of the whole.",
        hints=(
            "Choose C47 in the map and read what supports it: mind “and” and “or”.",
            "For the thesis to fall, every one of its groups has to break.",
        ),
        solution="Each group of premises supports the thesis by itself, and no "
        "single claim breaks them all.",
    ),
    Question(
        id="testable-question",
        lesson="01",
        claims=("C17",),
        asks="C17 says that lone attackers often lack the skill to carry a plot through. Which "
        "question about it could a table answer?",
        answer=_testable,
        right="It names two groups to compare and two things to count. Much of the answer will "
        "hang on how attacks are sorted.",
        hints=(
            "Look for a question that names what is counted and who is compared with whom.",
            "Could two people who disagree about the claim agree on how to find the answer?",
        ),
        solution="It says what to count and what to compare.",
    ),
)
