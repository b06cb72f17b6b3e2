"""The figure of lesson 00: sentences and claims against the essay and its table."""

from __future__ import annotations

import pytest

from aftermosul import instruments
from aftermosul.display import palette
from aftermosul.evidence import essay
from aftermosul.evidence.tables import load
from aftermosul.figures.widget import Instrument
from tests.figures import charts

CLAIMS = load("claims")
KINDS = {"yes": "Evidence can test it", "partly": "Partly", "no": "Evidence can't"}


@pytest.fixture(scope="module")
def figure() -> Instrument:
    return instruments.claims()


def test_every_sentence_shows_its_own_words_and_its_claims(figure: Instrument) -> None:
    rows = charts.rows(charts.spec_of(figure), "chosen")
    assert [row["sentence"] for row in rows] == list(range(1, 31))
    assert [row["text"] for row in rows] == list(essay.sentences())
    for row in rows:
        here = CLAIMS[CLAIMS["sentence_no"] == row["sentence"]]
        assert row["claims"] == len(here) == sum(row[kind] for kind in KINDS)
        for kind in KINDS:
            assert row[kind] == (here["testable"] == kind).sum()


def test_the_bars_stack_up_to_all_claims(figure: Instrument) -> None:
    rows = charts.rows(charts.spec_of(figure), "bars")
    assert sum(row["claims"] for row in rows) == len(CLAIMS)
    for row in rows:
        here = CLAIMS[CLAIMS["sentence_no"] == row["sentence"]]
        assert row["claims"] == (here["testable"] == row["testable"]).sum()
        assert row["kind"] == KINDS[row["testable"]]


def test_each_kind_has_one_place_and_one_colour(figure: Instrument) -> None:
    spec = charts.spec_of(figure)
    order = {(row["testable"], row["order"]) for row in charts.rows(spec, "bars")}
    assert order == {("yes", 0), ("partly", 1), ("no", 2)}
    scale = charts.layer(spec, "bars")["encoding"]["color"]["scale"]
    assert scale["domain"] == list(KINDS.values())
    assert scale["range"] == [palette.BASELINE, palette.EVENT, palette.QUIET]


def test_its_choice_offers_all_claims_and_each_kind(figure: Instrument) -> None:
    (choice,) = [control for control in figure.controls if control["kind"] == "choice"]
    assert [value for value, _ in choice["options"]] == ["all", *KINDS]
    assert choice["value"] == "all"


def test_its_slider_runs_over_the_sentences(figure: Instrument) -> None:
    (slider,) = [control for control in figure.controls if control["kind"] == "range"]
    assert (slider["low"], slider["high"], slider["value"]) == (1, 30, 1)


def test_its_words_state_the_tables_counts(figure: Instrument) -> None:
    counts = CLAIMS["sentence_no"].value_counts()
    assert figure.caption.startswith(f"{len(CLAIMS)} claims in {len(essay.sentences())} sentences")
    assert f"Sentence {counts.idxmax()} holds the most" in figure.alt
    assert list(counts).count(counts.max()) == 1
