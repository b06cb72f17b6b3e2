"""The self-checks of lesson 09, The diaspora: questions, choices, hints, solutions."""

from __future__ import annotations

from aftermosul.evidence.tables import load
from aftermosul.questions.question import OneOf, Question
from aftermosul.topics.t09_diaspora import answers


def _new_diaspora() -> OneOf:
    return OneOf(
        right="d",
        options={
            "a": "A larger share of these fighters came home to attack than after any other war.",
            "b": "Nothing of the kind had happened before: other wars left no veterans abroad.",
            "c": "The essay was the first to speak of such a diaspora, so the idea was new.",
            "d": "It drew more people than earlier wars; what they did later can't be compared.",
        },
        wrong={
            "a": "No row follows one war's people to their end. The one rate in the table is for "
            "all wars together, and only a most.",
            "b": "Look at the rows for Algeria and Bosnia: veterans came home to a civil war, or "
            "stayed and settled.",
            "c": "A name tells little of the thing, and the director of the FBI had used it in "
            "July 2016.",
        },
    )


def _left_alone() -> OneOf:
    return OneOf(
        right="b",
        options={
            "a": "It was borne out: by 2024 the group and its branches killed in 22 countries.",
            "b": "Its condition was not met, so what came afterwards can't score it.",
            "c": "It was wrong, for deaths from terrorism in the world fell by half from 2014 to "
            "2018.",
            "d": "A sentence with a condition says nothing, and no evidence could bear on it.",
        },
        wrong={
            "a": "Those countries were not left alone. To count them for the claim leaves its "
            "condition out.",
            "c": "The fall came while states acted, so it says nothing of what would have come "
            "without. And the count is of every group in the world.",
            "d": "Places in which nobody acted could be set beside places in which somebody did. "
            "A condition narrows a claim; it doesn't empty it.",
        },
    )


def _still_arriving() -> OneOf:
    rows = load("recruitment").set_index("id")
    peak, least, most = (rows.loc[i] for i in ("rec-04", "rec-05", "rec-06"))
    said = (peak["value_low"], peak["value_high"], least["value_low"], most["value_high"])
    assert said == (1500, 2000, 200, 500), "the question gives these figures"
    return OneOf(
        right="c",
        options={
            "a": "That it had failed: when the sentence was written, hardly any came.",
            "b": "That it worked as before, and that closed borders kept people from coming.",
            "c": "That it had drawn many, and that far fewer came by 2016; not why.",
            "d": "Nothing, since a message can be judged only by those whom it has reached.",
        },
        wrong={
            "a": "Of which years does the sentence speak? In those they came by the thousand.",
            "b": "Borders may have done it, or lost land, or a message worn out. Can counts of "
            "arrivals tell these apart?",
            "d": "Of a message that recruits one may ask how many came. Which question is it that "
            "arrivals leave open?",
        },
    )


QUESTIONS: tuple[Question, ...] = (
    Question(
        id="young-rates",
        lesson="09",
        claims=("C13",),
        asks="Which three countries of `rates` have most departures per million residents aged 15 "
        "to 34?",
        answer=answers.young_rates,
        right="Only one of them is among the three with the most departures. And by this "
        "denominator an ageing country has taken the place of a young one.",
        hints=(
            "Divide departures by the column of young residents, as before by all residents.",
            "Keep the result as a column, sort by it, and take the last three names.",
        ),
        solution="Divide by young residents, sort by the result, and take the three highest.",
        code='rates["young"] = 1_000_000 * rates["departed_low"] / rates["aged_15_34"]\n'
        'young = rates.sort_values("young").tail(3)["country"]',
    ),
    Question(
        id="share-home",
        lesson="09",
        claims=("C13",),
        asks="Of all who left the countries of `rates` in which both are known, what share had "
        "come back, in per cent to one decimal?",
        answer=answers.share_home,
        right="With the other rows left in, the share would look smaller by a third, though nobody "
        "had counted there. An empty cell is no zero.",
        hints=(
            "Which rows can speak of a share at all? Keep those first.",
            ".notna() is true where a cell holds a value.",
        ),
        solution="Keep the rows in which returns are known, add up both columns, and divide.",
        code='known = rates[rates["returned"].notna()]\n'
        'home = 100 * known["returned"].sum() / known["departed_low"].sum()',
    ),
    Question(
        id="killed-most",
        lesson="09",
        claims=("C13",),
        asks="At most how many of the 40,000 can have been killed, by the least that is published "
        "of the others?",
        answer=answers.killed_most,
        right="From about 1,000 to this: the table knows that little. Whoever says that most of "
        "them died may be right, but no count in it says so.",
        hints=(
            "Who must be alive? Only a least makes sure of it; “up to” does not.",
            "Take from 40,000 those who must be at home, and those who must be held.",
        ),
        solution="Take from the whole what the other stocks hold at least.",
        code='alive = where[where["id"].isin(["world-2017-returned", "world-2019-held"])]\n'
        'killed = 40_000 - alive["low"].sum()',
    ),
    Question(
        id="rate-of-whom",
        lesson="09",
        claims=("C14",),
        asks="By Hegghammer's rate, and one of whom, at most how many from the European Union "
        "would come back to plot, to the nearest whole number?",
        answer=answers.rate_of_whom,
        right="More than three times what the rate gives when it is lent to those who came back. "
        "Before a rate is used, ask of whom it is one.",
        hints=(
            "Read the column `scope` of the row: of whom is it a share?",
            "Europol counts two groups. Divide the number of the one that the rate is about.",
        ),
        solution="Divide those who travelled from the European Union by nine.",
        code="plotters = 5_000 / 9",
    ),
    Question(
        id="new-diaspora",
        lesson="09",
        claims=("C15",),
        asks="What do these tables show about whether the diaspora was new?",
        answer=_new_diaspora,
        right="By size it was new. Whether its people did what earlier veterans did, the tables "
        "can't say: definitions differ, and nobody was followed.",
        hints=(
            "Ask of each option which column of `after_wars` would have to bear it out.",
            "Does any row give a rate for one war?",
        ),
        solution="The ranges compare sizes, and nothing else.",
    ),
    Question(
        id="left-alone",
        lesson="09",
        claims=("C48",),
        asks="What can be said, by what came, of the claim that the diaspora, left alone, will "
        "win a firmer foothold?",
        answer=_left_alone,
        right="Police, armies and courts of many states went after it. A verdict can still ask "
        "whether the warning was reasonable then.",
        hints=(
            "Which part of the sentence comes before the forecast?",
            "Was it left alone anywhere?",
        ),
        solution="The forecast holds for a case that did not come about.",
    ),
    Question(
        id="still-arriving",
        lesson="09",
        claims=("C12",),
        asks="The US military put foreigners arriving at 1,500 to 2,000 a month in early 2015, and "
        "at 200 to 500 in April 2016. What do such figures say of a message that had “proved so "
        "successful during the past few years”?",
        answer=_still_arriving,
        right="Most of the fall lay before the battle. Lesson 13 will ask what might explain it.",
        hints=(
            "The sentence looks back over years. What do the figures say of those, and what of the "
            "spring of 2016?",
            "Ask of each option whether arrivals alone could show it.",
        ),
        solution="Arrivals say how many came and when. They don't say why fewer came.",
    ),
)
