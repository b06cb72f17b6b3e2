"""The forecasts as questions: nothing in them comes from after the essay."""

from __future__ import annotations

import re

import pandas as pd
import pytest

from aftermosul.evidence import forecasts
from aftermosul.evidence.dating import ESSAY
from aftermosul.evidence.tables import load

TABLE = load("forecasts").set_index("id")


def test_every_question_is_asked_once_the_core_first() -> None:
    asked = forecasts.asked()
    assert set(asked) == set(TABLE.index)
    assert {name: one.question for name, one in asked.items()} == TABLE["question"].to_dict()
    core = [one.core for one in asked.values()]
    assert core == sorted(core, reverse=True)
    assert sum(core) == (TABLE["core"] == "yes").sum() == 10


def test_nothing_but_the_question_is_read(monkeypatch: pytest.MonkeyPatch) -> None:
    """Whatever stands in the columns of outcomes, a reader sees the same."""
    before = forecasts.asked()
    emptied = load("forecasts")[["id", "core", "question"]]
    monkeypatch.setattr(forecasts, "load", lambda _: emptied)
    assert forecasts.asked() == before


def test_a_question_looks_ahead_from_the_essays_day() -> None:
    year = pd.Timestamp(ESSAY).year
    for name, one in forecasts.asked().items():
        assert re.match(r"Will |If .+, will ", one.question), name
        # No year after the essay's but as the span that is asked about.
        later = {int(found) for found in re.findall(r"\b20\d\d\b", one.question)} - {2014, 2015}
        assert all(year <= found <= TABLE.loc[name, "deadline"].year for found in later), name


def test_no_question_leans_on_another_for_its_meaning() -> None:
    """They stand in an order of their own, ten of them apart from the rest."""
    for name, one in forecasts.asked().items():
        assert not re.search(r"\bsuch a\b|\bthat (city|attack|group)\b", one.question), name
