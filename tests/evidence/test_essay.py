"""The essay as it was given, cut into the sentences by which the lessons number it."""

from __future__ import annotations

import hashlib

import numpy as np
import pytest

from aftermosul import resources
from aftermosul.evidence import essay
from aftermosul.evidence.tables import load
from aftermosul.problems import Problem

AS_GIVEN = "392c6fe000b237ee8125c3f6fb5dffeee85554d156780dd675a0cadca10907e4"


def test_the_essay_is_the_file_that_was_given_to_the_last_byte() -> None:
    assert hashlib.sha256(resources.essay().read_bytes()).hexdigest() == AS_GIVEN


def test_it_has_thirty_sentences_and_together_they_are_its_text() -> None:
    heading, body = resources.essay().read_text(encoding="utf-8").strip().split("\n", 1)
    assert len(essay.sentences()) == 30
    assert essay.text() == " ".join(essay.sentences()) == " ".join(body.split())
    assert essay.title() == heading == "Confronting the Coming Terrorist Diaspora"


def test_the_first_the_sixteenth_and_the_last_are_those_that_the_lessons_quote() -> None:
    assert essay.sentence(1) == (
        "Islamic State has held Mosul, Iraq's second-largest city, for more than two years."
    )
    assert essay.sentence(16) == (
        "It is important to recognize the extent of terrorism's evolution: the airplane hijackings "
        "of the 1980s were followed by the Al Qaeda bombings in the late 1990s and the 9/11attacks,"
        " and then the rise of Islamic State (spawned by Al Qaeda in Iraq)."
    )
    assert essay.sentence(30) == (
        "Even while the battle for Mosul proceeds, the terrorist diaspora should be confronted "
        "before it gains an even stronger foothold."
    )


def test_a_sentence_in_brackets_is_a_sentence_of_its_own() -> None:
    assert essay.sentence(12).startswith("(An example")
    assert essay.sentence(12).endswith("little harm.)")
    assert essay.sentence(6).count('"defeated"') == 1


def test_no_sentence_is_empty_or_runs_on() -> None:
    for sentence in essay.sentences():
        assert sentence[0].isupper() or sentence[0] == "("
        assert sentence.rstrip(")")[-1] in ".?"


def test_a_number_taken_from_a_table_finds_its_sentence() -> None:
    number = load("claims")["sentence_no"].iloc[-1]
    assert essay.sentence(number) == essay.sentence(30)
    assert essay.sentence(np.int64(16)) == essay.sentence(16)


@pytest.mark.parametrize("number", [0, -1, 31, np.int64(31)])
def test_a_sentence_that_is_not_there_is_told_in_one_sentence(number: object) -> None:
    with pytest.raises(Problem) as told:
        essay.sentence(number)  # type: ignore[arg-type]
    assert str(told.value) == (f"The essay has sentences 1 to 30; there is no sentence {number}.")


@pytest.mark.parametrize("number", [1.5, "16", None, [16], True])
def test_what_is_no_whole_number_is_not_said_to_be_no_sentence(number: object) -> None:
    with pytest.raises(Problem, match=r"takes a whole number.*: type essay\.sentence\(16\)\.$"):
        essay.sentence(number)  # type: ignore[arg-type]


def test_the_essay_can_be_read_whole_with_its_sentences_numbered() -> None:
    card = essay.read()
    assert card.title == essay.title()
    assert card.body.count("<li>") == 30
    assert card.body.startswith("<ol>")
    assert card.plain.splitlines()[15] == f"16. {essay.sentence(16)}"
    assert "&quot;defeated&quot;" in card.body


def test_the_table_of_sentences_counts_words_and_claims() -> None:
    table = essay.table()
    assert list(table.columns) == ["sentence_no", "words", "claims"]
    assert list(table["sentence_no"]) == list(range(1, 31))
    assert table["words"].sum() == len(essay.text().split())
    assert table["claims"].sum() == len(load("claims"))
    assert table.loc[table["sentence_no"] == 16, "claims"].item() == 5
