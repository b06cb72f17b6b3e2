"""One set of colours, legible on a white page and on a dark one."""

from __future__ import annotations

import re

import pytest

from aftermosul.display import palette

NAMED = {name: value for name, value in vars(palette).items() if name.isupper()}
COLOURS = {name: value for name, value in NAMED.items() if isinstance(value, str)}
KINDS = {name: value for name, value in NAMED.items() if isinstance(value, dict)}


def luminance(colour: str) -> float:
    """Relative luminance as WCAG 2 defines it."""
    linear = []
    for start in (1, 3, 5):
        part = int(colour[start : start + 2], 16) / 255
        linear.append(part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4)
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(one: str, other: str) -> float:
    bright, dark = sorted([luminance(one), luminance(other)], reverse=True)
    return (bright + 0.05) / (dark + 0.05)


def test_the_measure_itself_is_right() -> None:
    assert contrast("#000000", "#ffffff") == pytest.approx(21)
    assert contrast("#777777", "#ffffff") == pytest.approx(4.48, abs=0.01)


def test_every_colour_of_the_palette_is_looked_at() -> None:
    assert len(COLOURS) >= 7
    assert all(re.fullmatch(r"#[0-9a-f]{6}", colour) for colour in COLOURS.values())


@pytest.mark.parametrize("page", ["#ffffff", "#111111"])
@pytest.mark.parametrize("name", COLOURS)
def test_a_colour_stands_out_from_a_white_page_and_from_a_dark_one(name: str, page: str) -> None:
    assert contrast(COLOURS[name], page) >= 3


def test_no_two_meanings_share_a_colour() -> None:
    assert len(set(COLOURS.values())) == len(COLOURS)


@pytest.mark.parametrize("kinds", KINDS)
def test_each_kind_of_a_dictionary_has_a_colour_of_the_palette_that_no_other_kind_has(
    kinds: str,
) -> None:
    colours = list(KINDS[kinds].values())
    assert set(colours) <= set(COLOURS.values())
    assert len(set(colours)) == len(colours)
