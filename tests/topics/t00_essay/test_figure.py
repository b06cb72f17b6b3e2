"""The figure of lesson 00: the essay as it is drawn and opened, against its text and its tables."""

from __future__ import annotations

import re

import pandas as pd
import pytest

from aftermosul import instruments, resources
from aftermosul.evidence import essay
from aftermosul.evidence.tables import load
from aftermosul.figures.widget import Instrument
from tests.figures import charts

CLAIMS = load("claims")
SPEAKS = load("claim_evidence")
SENTENCES = essay.sentences()
WORDS = {"yes": "testable", "partly": "in part", "no": "not testable"}
LAYOUTS = ("narrow", "middle", "wide")


@pytest.fixture(scope="module")
def figure() -> Instrument:
    return instruments.claims()


@pytest.fixture(scope="module")
def lines(figure: Instrument) -> pd.DataFrame:
    return pd.DataFrame(charts.rows(charts.spec_of(figure), "lines"))


def kinds_of(sentence: int) -> list[str]:
    return list(CLAIMS.loc[CLAIMS["sentence_no"] == sentence, "testable"])


def in_all(sentence: int) -> str:
    kinds = kinds_of(sentence)
    return "yes" if set(kinds) == {"yes"} else "no" if set(kinds) == {"no"} else "partly"


# ---- the page


@pytest.mark.parametrize("layout", LAYOUTS)
def test_every_word_of_the_essay_is_drawn_in_order(lines: pd.DataFrame, layout: str) -> None:
    full = lines[(lines["layout"] == layout) & ~lines["shut"]]
    assert list(full["sentence"].unique()) == list(range(1, len(SENTENCES) + 1))
    for number, sentence in enumerate(SENTENCES, start=1):
        drawn = "".join(full.loc[full["sentence"] == number, "text"])
        assert drawn.replace(" ", "") == sentence.replace(" ", "")


@pytest.mark.parametrize("layout", LAYOUTS[:2])
def test_a_sentence_that_is_shut_shows_how_it_begins(lines: pd.DataFrame, layout: str) -> None:
    shut = lines[(lines["layout"] == layout) & lines["shut"]]
    assert list(shut["sentence"]) == list(range(1, len(SENTENCES) + 1))
    for row in shut.itertuples(index=False):
        assert SENTENCES[row.sentence - 1].startswith(row.text.removesuffix(" …"))
        assert len(row.text) >= min(15, len(SENTENCES[row.sentence - 1]))


def test_no_line_is_longer_than_ninety_letters(lines: pd.DataFrame) -> None:
    assert lines["text"].str.len().max() <= 90
    assert (lines["long"] == lines["text"].str.len()).all()


def test_the_word_on_a_sentence_is_what_its_claims_are_coded(lines: pd.DataFrame) -> None:
    for number in range(1, len(SENTENCES) + 1):
        own = lines[lines["sentence"] == number]
        assert set(own["kind"]) == {in_all(number)}
        assert set(own["word"]) == {WORDS[in_all(number)]}
        assert set(own["claims"]) == {len(kinds_of(number))}


def test_a_line_is_whole_broken_or_missing_by_its_kind(figure: Instrument) -> None:
    (under,) = [
        layer
        for layer in charts.layers(charts.spec_of(figure))
        if "strokeDash" in layer["encoding"]
    ]
    assert {"filter": "datum.kind != 'no'"} in under["transform"]
    dash = under["encoding"]["strokeDash"]
    assert dash["condition"] == [{"test": "datum.kind == 'yes'", "value": [1, 0]}]
    assert min(dash["value"]) > 0


# ---- what a sentence opens


def test_a_sentence_opens_its_claims_and_the_lessons_that_test_them() -> None:
    figure = instruments.claims()
    for number, own in CLAIMS.groupby("sentence_no"):
        figure.set(sentence=int(number))
        says = figure.said()
        assert says.startswith(f"Sentence {number} claims, in our words:\n")
        assert says.endswith(f"In its own words: “{SENTENCES[number - 1]}”")
        assert re.findall(r"^C\d\d", says, re.MULTILINE) == list(own["claim_id"])
        for row in own.itertuples(index=False):
            lessons = sorted(set(SPEAKS.loc[SPEAKS["claim_id"] == row.claim_id, "lesson"]))
            named = f"lesson{'s' if len(lessons) > 1 else ''} {' and '.join(lessons)}"
            assert f"{row.claim_id}: {row.claim} ({WORDS[row.testable]}; {named})" in says


def test_the_table_holds_every_claim_once(figure: Instrument) -> None:
    rows = charts.rows(charts.spec_of(figure), "claims")
    assert [row["claim_id"] for row in rows] == list(CLAIMS["claim_id"])
    assert [row["sentence"] for row in rows] == list(CLAIMS["sentence_no"])
    assert [row["can"] for row in rows] == [WORDS[kind] for kind in CLAIMS["testable"]]
    assert figure._twin is not None
    assert len(figure._twin.rows) == len(CLAIMS)


def test_its_controls_reach_every_sentence_and_every_kind(figure: Instrument) -> None:
    slider, choice = figure.controls
    assert (slider["low"], slider["high"]) == (1, len(SENTENCES))
    assert [value for value, _ in choice["options"]] == ["all", *WORDS]


# ---- the story


def test_the_steps_say_what_the_table_says(figure: Instrument) -> None:
    stages, forecast, silent = (values for _, values, _ in figure.steps)
    # "One sentence, five claims. Four of them are plain history: lessons 02 to 05 take one each."
    assert stages == {"sentence": 16, "show": "all"}
    own = CLAIMS[CLAIMS["sentence_no"] == 16]
    plain = own[own["testable"] == "yes"]
    assert (len(own), len(plain)) == (5, 4)
    lessons = SPEAKS[SPEAKS["claim_id"].isin(plain["claim_id"])].groupby("claim_id")["lesson"]
    assert [set(found) for _, found in lessons] == [{"02"}, {"03"}, {"04"}, {"05"}]
    # "When it was published, nobody could check this. Later lessons ask what has come of it."
    assert forecast == {"sentence": 9, "show": "all"}
    foretold = CLAIMS[CLAIMS["sentence_no"] == 9]
    assert set(foretold["kind"]) == {"predictive"}
    assert SPEAKS.loc[SPEAKS["claim_id"].isin(foretold["claim_id"]), "lesson"].min() > "05"
    # "Three sentences hold nothing that a record could settle."
    nothing = [n for n in range(1, len(SENTENCES) + 1) if in_all(n) == "no"]
    assert len(nothing) == 3
    assert silent == {"sentence": 21, "show": "no"}
    assert 21 in nothing


def test_its_words_state_the_tables_counts(figure: Instrument) -> None:
    kinds = [in_all(n) for n in range(1, len(SENTENCES) + 1)]
    assert f"The essay's {len(SENTENCES)} sentences" in figure.alt
    assert f"all of {kinds.count('yes')}, some or part of {kinds.count('partly')}" in figure.alt
    assert f"nothing of {kinds.count('no')}." in figure.alt
    about = " ".join(figure.about)
    assert f"There are {len(CLAIMS)} claims" in about
    assert f"Lessons up to {max(p.name[:2] for p in resources.lesson_paths())} are written" in about
