"""Lesson 01 in numbers."""

from __future__ import annotations

import re

from aftermosul import essay, load
from aftermosul.statistics import argument
from tests.lessons.facts import Fact, day, one_row
from tests.lessons.reading import in_words

THESIS = "C47"

PLAIN = [
    "# 01 · Reading the argument",
    "About 50 minutes",
    "where two careful readers may differ",
    "**Two routes.**",
    "Two sentences of the essay, from different parts",
    "says in two words",
    "one thing to say",
    "One row is one claim",
    "Three things to know before you trust it",
    "One reader divided",
    "Try one.",
    "### One life",
    "one scholar argues",
    "The first two works put",
    "## One sentence, two kinds",
    "Sentence 20 has a hinge",
    "take one away and the conclusion hangs",
    "Here are two conclusions with all their support",
    "Draw C08 and C14 as two roofs",
    "strike out C11",
    "hold up C47, the thesis",
    "Three things to find",
    "Take C10, that",
    "Take C13: before",
    "One pillar, struck once, and two different outcomes",
    "For the image, C19, two verdicts, since an argument",
    "on what was public in October 2016?",
    "C33 is a judgement of value",
    "1. Which single tie",
    "2. Is an essay that no single error can bring down a strong essay, or one that",
    "3. Write another image",
]


def facts() -> list[Fact]:
    return [*_history(), *_coding(), *_structure(), *_other_side()]


def _history() -> list[Fact]:
    mosul = load("mosul")
    fall = one_row(mosul, id="mos-005")
    fled = one_row(mosul, id="mos-007")
    badush = one_row(mosul, id="mos-006")
    ultimatum = one_row(mosul, id="mos-010")
    inside = one_row(mosul, id="mos-014")
    defenders = one_row(mosul, id="mos-015")
    start = one_row(mosul, id="mos-017")
    held = one_row(load("territory"), id="ter-024")
    base = one_row(load("territory"), id="ter-007")
    assert (fall["event"], start["event"]) == (
        "City falls to the Islamic State of Iraq and Syria",
        "Operation to retake Mosul launched",
    )
    assert fled["figure_low"] == fled["figure_high"]
    assert ultimatum["figure_low"] == ultimatum["figure_high"]
    assert "next midday" in ultimatum["note"]
    assert (held["share_base"], base["date"].strftime("%Y-%m")) == ("2015-01", "2015-01")
    lost = 100 * (1 - held["area_km2_low"] / base["area_km2_low"])
    assert round(lost) == held["share_lost_pct_low"] == held["share_lost_pct_high"]
    census = re.search(r"Iraq as a whole had last been counted in (\d{4})", inside["note"])
    put = re.match(
        r"The coalition said ([\d,]+ to [\d,]+) \(Rudaw\), US officials ([\d,]+ to [\d,]+) \(VG\)",
        defenders["note"],
    )
    assert census is not None
    assert put is not None
    assert put[2] == f"{defenders['figure_low']:,.0f} to {defenders['figure_high']:,.0f}"
    assert "Rudaw has one million, VG 1.2 to 1.5 million" in inside["note"]
    turki = one_row(load("people"), lesson="01")
    told = "Aged 26, he fled Mosul on foot with his family of five, the youngest six months old"
    assert told in turki["what_happened"]
    assert turki["period"] == "2016-09"
    return [
        Fact("In September 2016 Omar Turki, who was 26", (turki["source_id"],)),
        Fact("his family of five; the youngest was six months", (turki["source_id"],)),
        Fact(f"On {day(fall['date'])} Mosul fell", (fall["source_id"],)),
        Fact(f"About {fled['figure_low']:,.0f} of its people fled", (fled["source_id"],)),
        Fact(
            f"Up to {badush['figure_high']:,.0f} prisoners were killed at Badush",
            (badush["source_id"],),
        ),
        Fact(
            f"In {ultimatum['date']:%B} its Christian residents, some "
            f"{ultimatum['figure_low']:,.0f} people by one estimate",
            (ultimatum["source_id"],),
        ),
        Fact(
            f"In {inside['date']:%B %Y} between {inside['figure_low']:,.0f} [Rudaw 2016] and "
            f"{inside['figure_high']:,.0f} [VG 2016] civilians",
            (inside["source_id"],),
        ),
        Fact(f"had last been counted in {census[1]}", ("cnn-2010-iraq-census",)),
        Fact(
            f"were put at {put[1]} by the coalition [Rudaw 2016], and at {put[2]} by US officials",
            (defenders["source_id"],),
        ),
        Fact(f"On {day(start['date']).rsplit(' ', 1)[0]} the operation", (start["source_id"],)),
        Fact(
            f"By one maker's estimate it held {held['area_km2_low']:,.0f} square kilometres on "
            f"{day(held['date'])}, {held['share_lost_pct_low']:.0f} per cent less than in "
            f"{base['date']:%B %Y}",
            (held["source_id"],),
        ),
    ]


def _coding() -> list[Fact]:
    claims = load("claims")
    total, kinds = len(claims), claims["kind"].nunique()
    tested = claims["testable"].value_counts()
    assert 2 * tested["partly"] == total
    # "The last sentence holds the thesis."
    thesis = one_row(claims, role="main-thesis")
    assert (thesis["claim_id"], thesis["sentence_no"]) == (THESIS, len(essay.sentences()))
    return [
        Fact(f"The essay has {len(essay.sentences())} sentences"),
        Fact(f"We took it apart into {total} claims"),
        Fact(f"How many of the {total - 1} other claims"),
        Fact(f"{in_words(kinds).capitalize()} kinds are used"),
        Fact(f"Only {tested['no']} of the {total} can't be tested at all"),
        Fact(f"and {tested['yes']} can be tested plainly. Half of them, {tested['partly']}"),
        Fact(f"whoever cuts it into {total} pieces"),
        Fact(f"Half of the {total} here hold a part"),
    ]


def _structure() -> list[Fact]:
    graph = essay.graph()
    others = set(graph.nodes) - {THESIS}
    starts = [claim for claim in graph.nodes if not argument.supports(graph, claim)]
    coded = argument.fewest_that_fell(graph, THESIS, others)
    lowest = argument.fewest_that_fell(graph, THESIS, starts)
    assert len(coded[0]) > 1, "no single claim brings the thesis down"
    assert all("C19" in fewest for fewest in lowest)
    strict = argument.taken_as(graph, "linked")
    alone = argument.fewest_that_fell(strict, THESIS, others)
    assert all(len(fewest) == 1 for fewest in alone)
    by_hand = (
        ("C08" in argument.loses_all_support(graph, ["C11"])),
        ("C14" in argument.loses_all_support(graph, ["C11"])),
    )
    assert by_hand == (False, True)
    return [
        Fact(f"It would take at least {in_words(len(coded[0]))} at once"),
        Fact(f"it takes {in_words(len(lowest[0]))} of the {len(starts)}"),
        Fact(f"Among the {in_words(len(lowest[0]))} is always the image, C19"),
        Fact(f"Then {len(alone)} of the other {len(others)} claims bring the thesis down"),
        Fact(f"With every premise needed, {len(alone)} do"),
    ]


def _other_side() -> list[Fact]:
    row = one_row(load("counter_arguments"), id="K06")
    said = re.search(
        r"behind (\d+) attacks in Europe and North America from (June \d{4}) to (June \d{4}), "
        r"(\d+) percent were citizens of the country hit",
        row["argument"],
    )
    assert said is not None
    return [
        Fact(
            f"behind {said[1]} attacks in Europe and North America from {said[2]} to {said[3]}, "
            f"{said[4]} per cent were citizens of the country that was hit",
            (row["source_id"],),
        )
    ]
