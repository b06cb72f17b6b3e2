"""Charts that show at some settings only: in the picture as in the browser."""

from __future__ import annotations

import altair as alt
import pandas as pd

from aftermosul import instruments
from aftermosul.figures import settings


def chart() -> alt.Chart:
    return alt.Chart(pd.DataFrame({"a": [1]})).mark_point().encode(x="a:Q")


def test_a_chart_shows_where_every_control_stands_at_a_value_of_its_own() -> None:
    text = settings.only_when(chart(), view=("map", "land"), all=(False,)).to_json()
    assert settings.shown(text, {"view": "land", "all": False, "other": 3})
    assert not settings.shown(text, {"view": "land", "all": True})
    assert not settings.shown(text, {"view": "rulers", "all": False})


def test_a_chart_of_which_nothing_is_said_shows_always() -> None:
    assert settings.shown(chart().to_json(), {"view": "anything"})


def test_what_a_panel_waits_for_is_a_control_of_its_figure_at_values_that_it_takes() -> None:
    waiting = 0
    for name in instruments.__all__:
        figure = getattr(instruments, name)()
        for values in (step[1] for step in figure.steps):
            figure.set(**values)
            assert any(settings.shown(text, figure.values) for text in figure.charts)
        for text in figure.charts:
            for control, options in settings.wanted(text).items():
                waiting += 1
                for option in options:
                    figure.set(**{control: option})
                    assert figure.values[control] == option
    assert waiting > 0
