"""`aftermosul map`, printed for people and as JSON."""

from __future__ import annotations

import json

from aftermosul import essay
from aftermosul.evidence.claims import judged_once
from tests.cli.test_command import run


def test_it_prints_every_sentence_with_its_claims_lessons_and_checks() -> None:
    said = run("map", COLUMNS="200")
    assert said.returncode == 0
    words = " ".join(said.stdout.split())
    for number in range(1, len(essay.sentences()) + 1):
        assert f"{number} “{essay.sentence(number).split()[0]}" in words
    assert "02* sentence-16, peak-year" in words
    assert words.count("(judged once)") == len(judged_once())


def test_as_json_it_holds_the_same_for_programs() -> None:
    said = run("map", "--json")
    rows = json.loads(said.stdout)
    (one,) = [row for row in rows if row["claim_id"] == "C25"]
    assert (one["sentence"], one["words"]) == (16, essay.sentence(16))
    (lesson,) = [place for place in one["lessons"] if place["number"] == "02"]
    assert lesson["card"]
    assert {row["claim_id"] for row in rows if row["judged_once"]} == judged_once()
    assert "peak-year" in lesson["checks"]
