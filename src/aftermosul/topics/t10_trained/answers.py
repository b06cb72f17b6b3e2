"""The numbers that lesson 10 looks for, from the tables, with the usual mistakes.

`questions.py` says which question each function answers, and holds what is chosen.
"""

from __future__ import annotations

import numpy as np
import pandas as pd

from aftermosul.evidence.tables import load
from aftermosul.questions.question import Number
from aftermosul.topics.t10_trained import model, multiverse


def _table() -> pd.DataFrame:
    return load("europe_attacks")


def _early() -> pd.DataFrame:
    return multiverse.counted(_table(), "before")


def trained_share() -> Number:
    table, early = _table(), _early()
    done = multiverse.counted(table, "all")
    trained = early["trained_abroad"] == "yes"
    settled = early[early["trained_abroad"] != "unknown"]
    before = table[table["before_essay"]]
    return Number(
        right=float(100 * trained.mean()),
        nearest=0.1,
        wrong={
            float(trained.mean()): "This is the share as a fraction of one. Multiply by 100.",
            float(100 * trained.sum() / len(settled)): (
                "You left out the attack whose coding is unknown. It happened, so it belongs below."
            ),
            float(100 * trained.sum() / len(before)): (
                "You divided by all attacks before the essay, failed ones too. Use early."
            ),
            float(100 * (done["trained_abroad"] == "yes").mean()): (
                "This is the share in all years. The question ends with the essay."
            ),
            float(100 * (early["any_foreign_fighter_returnee"] == "yes").mean()): (
                "You took those who came back from Syria, Iraq or Libya. Take the column "
                "trained_abroad."
            ),
            float(100 * (early["link"] == "directed").mean()): (
                "You took the attacks that were directed. Take the column trained_abroad."
            ),
            float(100 * (1 - trained.mean())): (
                "This is the share of all the rest. Turn the condition round."
            ),
            float(
                100 * early.loc[trained, "victims_killed"].sum() / early["victims_killed"].sum()
            ): ("This is their share of the people killed. The question asks for attacks."),
            float(trained.sum()): "This is how many there were. A share divides by all of them.",
            float(len(early)): "This is how many attacks there were in all. Divide by it.",
        },
        cautions={
            "of all in early": float(100 * trained.sum() / len(settled)),
            "before the essay": float(100 * (done["trained_abroad"] == "yes").mean()),
        },
        looked_for="attacks in early with an attacker trained abroad, in per cent of all in early",
    )


def abroad_ratio() -> Number:
    early = _early()
    left = early[early["id"] != multiverse.NICE]
    done = multiverse.counted(_table(), "all")
    done = done[done["id"] != multiverse.NICE]

    def means(rows: pd.DataFrame, column: str, top: str, low: str) -> tuple[float, float]:
        found = rows.groupby(rows[column].astype(str))["victims_killed"].mean()
        return float(found[top]), float(found[low])

    here, there = means(left, "trained_abroad", "yes", "no")
    kept = means(early, "trained_abroad", "yes", "no")
    linked = means(left, "link", "directed", "inspired")
    back = means(left, "any_foreign_fighter_returnee", "yes", "no")
    later = means(done, "trained_abroad", "yes", "no")
    killed = left.groupby(left["trained_abroad"].astype(str))["victims_killed"].sum()
    rest = left.loc[left["trained_abroad"] != "yes", "victims_killed"].mean()
    return Number(
        right=here / there,
        nearest=1,
        wrong={
            kept[0] / kept[1]: "Nice is still in. Keep the rows whose id is another.",
            there / here: "You turned the division round.",
            linked[0] / linked[1]: (
                "You compared directed with inspired. Compare trained abroad with not."
            ),
            back[0] / back[1]: "You compared those who returned. Take the column trained_abroad.",
            float(killed["yes"] / killed["no"]): (
                "You divided sums of people killed. Divide the means."
            ),
            here / float(rest): (
                "You counted the attack whose coding is unknown among the untrained. Compare yes "
                "with no."
            ),
            here - there: "This is the difference of the means. The question asks how many times.",
            here: "This is the mean of one side. Divide it by the mean of the other.",
            there: "This is the mean of the untrained, by which you divide.",
            later[0] / later[1]: "This is for all years. The question ends with the essay.",
        },
        cautions={"without Nice": kept[0] / kept[1], "yes with no": here / float(rest)},
        looked_for="the mean of the attacks with a trained attacker, over that of those without",
    )


def inspired_completed() -> Number:
    table = _table()
    linked, inspired = model.carried(table).to_dict("records")
    launched, completed = float(inspired["launched"]), float(inspired["completed"])
    early = table[table["before_essay"] & (table["link"] == "inspired")]
    everyone = table["status"] == "completed"
    return Number(
        right=100 * completed / launched,
        nearest=0.1,
        wrong={
            completed / launched: "This is a fraction of one. Multiply by 100.",
            float(linked["share"]): ("This is the share for the linked. Take the inspired."),
            100 * launched / completed: "You turned the division round.",
            float(100 * everyone.mean()): (
                "This is the share for all attacks. Keep the inspired first."
            ),
            float(100 * (early["status"] == "completed").mean()): (
                "This ends with the essay. Use the whole table here."
            ),
            100 * (launched - completed) / launched: "This is the share that failed.",
            100 * completed / float(everyone.sum()): (
                "You divided by all completed attacks. Divide by all inspired ones, failed too."
            ),
            100 * completed / len(table): (
                "You divided by every attack in the table. Divide by all inspired ones."
            ),
            completed: "This is how many were carried out. Divide by how many were launched.",
            launched: "This is how many were launched. How many of these were carried out?",
        },
        cautions={"the inspired alone": float(100 * everyone.mean())},
        looked_for="inspired attacks that were completed, in per cent of inspired attacks launched",
    )


def one_network() -> Number:
    deck = multiverse.cards(_early(), "strict", "others")
    mine, others = deck.sides()
    assert mine == 1, "the question is about a single network"
    cards = mine + others
    three = multiverse.cards(_early(), "link", "others").sides()
    assert sum(three) == cards
    return Number(
        right=100 / cards,
        nearest=0.1,
        wrong={
            1 / cards: "This is a fraction of one. Multiply by 100.",
            100 / others: (
                "You divided by the other cards alone. What was seen is one of the ways to deal."
            ),
            100 * three[0] / cards: "This is the share of cards that are trained as coded.",
            100 / 816: "There are 816 ways to deal three cards. Here one is dealt.",
            0.0: "What was seen is itself one of the ways to deal, so it is never nothing.",
            5.0: "Five in a hundred is the line that we drew. Can one card fall under it?",
            float(cards): "So many ways there are to deal one card. Which share of them is one?",
            100.0: "That would be so if every way did as well. Take the best case.",
            100 / 24: "You counted attacks. A network is one card.",
            100 * others / cards: "This is the share of the ways that do worse, at best.",
        },
        cautions={"what was seen counts too": 100 / others, "cards, not attacks": 100 / 24},
        looked_for="one way to deal out of all of them, in per cent",
    )


def left_out_share() -> Number:
    early = _early()
    deck = multiverse.cards(early, "link", "out")

    def share(of: multiverse.Cards, measure: str = "mean") -> float:
        found = multiverse.chance(of, measure)
        assert found is not None
        return 100 * found.share

    right = share(deck)
    with_others = multiverse.cards(early, "link", "others")
    masks, _ = multiverse.arrangements(len(deck.trained), deck.sides()[0], np.random.default_rng(0))
    (seen,) = multiverse.gaps(deck, deck.trained[None, :], "mean")
    all_gaps = multiverse.gaps(deck, masks, "mean")
    no_nice = multiverse.cards(early[early["id"] != multiverse.NICE], "link", "out")
    return Number(
        right=right,
        nearest=0.1,
        wrong={
            right / 100: "This is the share as a fraction of one. Multiply by 100.",
            share(with_others): (
                "The connected networks are still among the others. Keep those with no link at all."
            ),
            share(no_nice): "Nice is left out too. Leave out the connected networks alone.",
            share(deck, "median"): "This is the test of the medians. Use gap, which takes means.",
            100 - right: "This is the share that falls short of what was seen.",
            float(100 * (all_gaps <= seen + 1e-9).mean()): (
                'This looks the other way. Say alternative="greater", as the claim does.'
            ),
            float(seen): "This is the gap itself. The question asks how often chance does as well.",
            float(len(masks)): "So many ways there are to deal. Take .pvalue.",
            0.05: "This is the line at which we call something rare, not the result.",
        },
        cautions={"connected networks left out": share(with_others)},
        looked_for="the share of ways to deal with a gap at least as large, in per cent",
    )
