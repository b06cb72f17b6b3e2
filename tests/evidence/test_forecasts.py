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


def test_a_question_names_no_day_after_the_essay_but_its_own_deadline() -> None:
    year = pd.Timestamp(ESSAY).year
    for name, one in forecasts.asked().items():
        row = TABLE.loc[name]
        years = {int(found) for found in re.findall(r"\b20\d\d\b", one.question)}
        assert max(years, default=year) <= row["deadline"].year
        assert not re.search(r"\b(was|were|had|has) (?!come back)", one.question) or (
            name in {"F12"}
        ), one.question
        assert one.question.startswith(("Will ", "If "))
