"""Stills: drawn for one state and no other, with words and a table that need nothing."""

from __future__ import annotations

import json
import sys
from pathlib import Path

import pandas as pd
import pytest

from aftermosul import instruments, resources
from aftermosul.figures import pictures
from aftermosul.figures.fields import Field


@pytest.fixture
def spec() -> str:
    figure = instruments.hijackings()
    return pictures.specification(figure.charts[0], figure.signals())


def test_the_signals_of_the_present_state_are_in_the_specification() -> None:
    figure = instruments.hijackings()
    figure.set(measure="deaths", window=(1970, 1979))
    made = json.loads(pictures.specification(figure.charts[0], figure.signals()))
    values = {param["name"]: param.get("value") for param in made["params"]}
    assert values["measure"] == "deaths"
    assert (values["windowFrom"], values["windowTo"]) == (1970, 1979)
    assert "currentColor" not in json.dumps(made)


def test_a_shipped_picture_is_shown_for_its_own_state_alone(
    spec: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    pictures._converted.cache_clear()
    monkeypatch.setattr(resources, "stills", lambda: tmp_path)
    monkeypatch.setitem(sys.modules, "vl_convert", None)
    (tmp_path / pictures.file_name(spec)).write_text("<svg/>", encoding="utf-8")
    assert pictures.drawn(spec) == "<svg/>"
    assert pictures.drawn(spec.replace("1968", "1967")) is None
    pictures._converted.cache_clear()


def test_without_a_picture_its_text_alternative_stands_in_its_place() -> None:
    made = pictures.html("A title", ("One.", "", "Two."), 'Bars, "high"', [None], "<table></table>")
    assert "<img" not in made
    assert "<p>Bars, &quot;high&quot;</p>" in made
    assert "A title.</strong> One. Two." in made


def test_a_long_table_says_how_many_rows_more_there_are() -> None:
    rows = pd.DataFrame({"n": range(1_200), "t": [None] * 1_200})
    made = pictures.table(rows, (Field("n", "N", "d"), Field("t", "T", "text")), "Numbers")
    assert made.count("<tr>") == 1 + pictures.MOST_ROWS
    assert "1,120 more stand in the living figure" in made
    assert "not known" in made
    assert "more stand" not in pictures.table(rows.head(5), (Field("n", "N"),), "Numbers")


def test_nothing_is_drawn_where_work_is_graded(
    spec: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    pictures._converted.cache_clear()
    monkeypatch.setattr(resources, "stills", lambda: tmp_path)
    monkeypatch.setenv("NBGRADER_EXECUTION", "autograde")
    assert pictures.drawn(spec) is None
    pictures._converted.cache_clear()
