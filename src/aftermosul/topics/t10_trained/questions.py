"""The self-checks of lesson 10, trained hands or lone wolves: questions, choices, solutions."""

from __future__ import annotations

from aftermosul.questions.question import OneOf, Question
from aftermosul.topics.t10_trained import answers


def _inspired_means() -> OneOf:
    return OneOf(
        right="c",
        options={
            "a": "The attacker had read or seen the organisation's propaganda and nothing else.",
            "b": "Nobody helped the attacker, so that the attack was the work of one person.",
            "c": "No contact with an organisation about violence has been established.",
            "d": "The organisation claimed the attack afterwards without having known of it.",
        },
        wrong={
            "a": "What somebody read is seldom known. The code says what was not found.",
            "b": "Several attacks in that lane had two or three attackers, and helpers are no link "
            "to an organisation.",
            "d": "A claim made afterwards changes no code, and many of these attacks were never "
            "claimed.",
        },
    )


def _new_york() -> OneOf:
    return OneOf(
        right="a",
        options={
            "a": "That such attackers exist; how often they do little harm it can't say.",
            "b": "That attackers without training mostly fail, since it was so recent a case.",
            "c": "Nothing: with 31 people hurt it is an example of the opposite.",
            "d": "That training decides, since the other attack of that evening killed nobody "
            "either.",
        },
        wrong={
            "b": "A case is recent by accident. How often something happens needs a count, with "
            "all those to which it did not happen.",
            "c": "Nobody was killed, and one may call that little beside Paris. The trouble is not "
            "its size but that it is one.",
            "d": "Two attacks by people without known training can't show what training does: "
            "there is nothing to hold them against.",
        },
    )


def _hidden() -> OneOf:
    return OneOf(
        right="d",
        options={
            "a": "How many of the attacks that were carried out involved returned fighters.",
            "b": "How many people were killed in attacks by returned fighters, and in others.",
            "c": "How many returned fighters each country has, from its own ministry.",
            "d": "How many plots with and without them were foiled, by one maker's rule.",
        },
        wrong={
            "a": "That counts those who stayed hidden long enough. Those who were found out are "
            "missing.",
            "b": "That is what happened once they struck. The claim is about the time before.",
            "c": "That is a denominator for another question: how many of them plot at all.",
        },
    )


def _silence() -> OneOf:
    return OneOf(
        right="b",
        options={
            "a": "The claim is refuted: trained attackers were expected and none came.",
            "b": "Whether those sent kill more was not put to the test; that few came is a finding "
            "of its own.",
            "c": "The claim is confirmed: the directed attacks before the essay stand alone.",
            "d": "Nothing at all, since the figure shows that no test had any power.",
        },
        wrong={
            "a": "The claim says how deadly such attacks are. That none came bears on another: "
            "that enough would be sent.",
            "c": "What came before is what the author had seen when he wrote. It can't also be the "
            "test of it.",
            "d": "Three networks would have been enough in most draws. What was missing is the "
            "attacks, not the power.",
        },
    )


QUESTIONS: tuple[Question, ...] = (
    Question(
        id="inspired-means",
        lesson="10",
        claims=("C16",),
        asks="What does the code “inspired” in this table say of an attack?",
        answer=_inspired_means,
        right="It is a statement about what is known. An attack that is looked into for longer has "
        "more chances to leave that lane, and large attacks are looked into longest.",
        hints=(
            "Open “About this figure”.",
            "Could the code of an attack change ten years later? In which direction?",
        ),
        solution="Inspired is what is left when no contact was found.",
    ),
    Question(
        id="trained-share",
        lesson="10",
        claims=("C11",),
        asks="What share of the attacks in early had an attacker trained abroad, in per cent to "
        "one decimal?",
        answer=answers.trained_share,
        right="About one in five, by the widest of our codings. These are attacks, not people: "
        "Paris alone had ten attackers and is one row.",
        hints=(
            "Count the rows that fulfil a condition, and divide by the number of rows.",
            'early["trained_abroad"] == "yes" is true for each of them; .mean() of it is a share.',
        ),
        solution="Take the mean of the condition, times 100.",
        code='trained_share = 100 * (early["trained_abroad"] == "yes").mean()',
    ),
    Question(
        id="abroad-ratio",
        lesson="10",
        claims=("C17", "C21"),
        asks="Without Nice, how many times as many people did an attack by people trained abroad "
        "kill on average as one by people who were not, to the nearest whole number?",
        answer=answers.abroad_ratio,
        right="With Nice it is between six and seven. The trained side is as it was: one attack "
        "on the other side makes the difference.",
        hints=(
            'Keep the rows whose "id" is not that of Nice; the figure\'s list leaves it out too.',
            "One mean for the rows with yes, one for those with no; divide the first by the other.",
        ),
        solution="Leave Nice out, group by the coding, and divide the two means.",
        code='left = early[early["id"] != "eu-2016-07-14-nice"]\n'
        'yes = left[left["trained_abroad"] == "yes"]["victims_killed"]\n'
        'no = left[left["trained_abroad"] == "no"]["victims_killed"]\n'
        "abroad_ratio = yes.mean() / no.mean()",
    ),
    Question(
        id="inspired-completed",
        lesson="10",
        claims=("C17",),
        asks="Of the inspired attacks in the whole table, what share was completed, in per cent to "
        "one decimal?",
        answer=answers.inspired_completed,
        right="Nearly all, and more than of the linked ones, 19 of 21. But only launched attacks "
        "are in this table: a plot that was stopped, or given up for want of skill, has no row.",
        hints=(
            'The column status says "completed" or "failed".',
            "Keep the inspired rows, then take the mean of a condition on their status.",
        ),
        solution="Among the inspired rows, take the mean of the condition, times 100.",
        code='inspired = attacks[attacks["link"] == "inspired"]\n'
        'completed = 100 * (inspired["status"] == "completed").mean()',
    ),
    Question(
        id="one-network",
        lesson="10",
        claims=("C21",),
        asks="What is the smallest share of ways to deal that could do as well as what was seen, "
        "in per cent to one decimal?",
        answer=answers.one_network,
        right="So a single network can't be rare by chance at 5 in 100, whatever it did. That is "
        "why no test is run with so few: its answer would be known beforehand.",
        hints=(
            "In how many ways can one card be dealt from eighteen?",
            "The way that was seen is one of them. Suppose that no other does as well.",
        ),
        solution="One way out of all the ways to deal one card.",
        code="smallest = 100 / len(cards)",
    ),
    Question(
        id="left-out-test",
        lesson="10",
        claims=("C16", "C21"),
        asks="With the connected networks left out, what share of ways to deal makes a gap at "
        "least as large, in per cent to one decimal?",
        answer=answers.left_out_share,
        right="Another reasonable choice, another number, and the same reading: three networks "
        "can't be told from luck while Nice lies in the other pile.",
        hints=(
            "Which cards have neither a directed nor a connected attack?",
            "Two conditions on cards, joined with &; then the same call as before.",
        ),
        solution="Keep the cards with no link at all, and run the test against them.",
        code='alone = cards[(cards["directed"] == 0) & (cards["connected"] == 0)]\n'
        "test = stats.permutation_test(\n"
        '    (sent, alone["victims_killed"]), gap, permutation_type="independent", '
        'alternative="greater"\n'
        ")\n"
        "left_out = 100 * test.pvalue",
    ),
    Question(
        id="new-york-shows",
        lesson="10",
        claims=("C17", "C18"),
        asks="What can the bombing in New York of September 2016 show about lone attackers?",
        answer=_new_york,
        right="An example shows that something happens. Two months earlier Nice had shown that the "
        "opposite happens too.",
        hints=(
            "How many other cases would you have to look at, and which?",
            "Put Nice in its place: would you accept the same step?",
        ),
        solution="One case shows existence, and never how often.",
    ),
    Question(
        id="hidden-or-watched",
        lesson="10",
        claims=("C20",),
        asks="Which count would best show whether trained attackers know how to stay hidden?",
        answer=_hidden,
        right="None of the makers in our table publishes it for Europe. For the United States "
        "Wright finds the reverse of the claim: a returned fighter in a plot made it likelier to "
        "be stopped.",
        hints=(
            "Who is missing from a list of attacks?",
            "A share needs the hidden and the found in one count.",
        ),
        solution="Foiled and launched plots, with and without trained members, by the same rule.",
    ),
    Question(
        id="after-silence",
        lesson="10",
        claims=("C21",),
        asks="As coded, no attack after the essay was directed. What may one say of the claim that "
        "such attacks are devastating?",
        answer=_silence,
        right="No event, no test. By looser codings some attacks can be tested, and these did kill "
        "more; whether they are what the essay meant is your decision.",
        hints=(
            "Keep two claims apart: that some will be sent, and what they do when they strike.",
            "Look at the last step of the second figure: what was missing, attacks or power?",
        ),
        solution="It went untested; the absence speaks to whether enough would be sent.",
    ),
)
