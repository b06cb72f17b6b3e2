"""The invented headlines: they test the reader and nothing else."""

from __future__ import annotations

from aftermosul.evidence import schema
from aftermosul.evidence.tables import load

HEADLINES = load("headlines_practice")


def test_every_headline_is_invented_and_says_so() -> None:
    assert HEADLINES["invented"].all()
    assert "invented" in schema.table("headlines_practice").description


def test_every_frame_is_practised_often_enough_to_be_learnt() -> None:
    often = HEADLINES["gold_frame"].value_counts()
    assert set(often.index) == set(HEADLINES["gold_frame"].cat.categories)
    assert often.min() >= 5


def test_every_degree_of_optimism_is_practised() -> None:
    assert set(HEADLINES["optimism"]) == {-1, 0, 1}


def test_no_headline_stands_twice_and_their_number_is_as_described() -> None:
    assert HEADLINES["headline"].is_unique
    assert len(HEADLINES) == 60
    assert schema.table("headlines_practice").description.startswith("Sixty headlines")
