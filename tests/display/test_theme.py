"""One look for every chart, and none forced upon a reader's own."""

from __future__ import annotations

import json
from collections.abc import Iterator

import altair as alt
import pytest

from aftermosul import instruments
from aftermosul.display import palette, theme


@pytest.fixture(autouse=True)
def same_theme_afterwards() -> Iterator[None]:
    before = alt.theme.active
    yield
    alt.theme.enable(before)


def chart() -> alt.Chart:
    return alt.Chart({"values": [{"x": 1}]}).mark_bar().encode(x="x:Q")


def test_the_theme_is_registered_but_not_switched_on_by_being_imported() -> None:
    assert theme.NAME in alt.theme.names()
    assert alt.theme.active != theme.NAME


def test_once_enabled_it_dresses_every_chart() -> None:
    theme.enable()
    assert alt.theme.active == theme.NAME
    assert chart().to_dict()["config"] == theme.aftermosul_theme()["config"]


def test_ink_follows_the_page_and_the_ground_lets_it_through() -> None:
    config = theme.aftermosul_theme()["config"]
    assert config["background"] == "transparent"
    for part, key in [
        ("axis", "labelColor"),
        ("axis", "titleColor"),
        ("axis", "gridColor"),
        ("legend", "labelColor"),
        ("title", "color"),
        ("text", "color"),
        ("rule", "color"),
    ]:
        assert config[part][key] == "currentColor"
    assert config["bar"]["color"] == palette.QUIET


@pytest.mark.parametrize("name", instruments.__all__)
def test_an_instrument_wears_it_whatever_the_reader_switched_on(name: str) -> None:
    alt.theme.enable("dark")
    for spec in getattr(instruments, name)().charts:
        assert json.loads(spec)["config"] == theme.aftermosul_theme()["config"]
    assert alt.theme.active == "dark"
