"""Outlines for maps: small, closed, in place, and wound as d3 wants them."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from aftermosul.display import outlines

MAPS = {"levant": outlines.levant(), "world": outlines.world()}
LARGEST = {"levant": 60_000, "world": 120_000}


def turn(ring: list[list[float]]) -> float:
    """Twice the area a ring encloses on paper: below zero where it runs clockwise."""
    return sum(
        x0 * y1 - x1 * y0 for (x0, y0), (x1, y1) in zip(ring, [*ring[1:], ring[0]], strict=True)
    )


def polygons(features: list[dict[str, Any]]) -> list[list[list[list[float]]]]:
    return [polygon for f in features for polygon in f["geometry"]["coordinates"]]


@pytest.mark.parametrize("name", MAPS)
def test_a_map_is_small_enough_to_travel(name: str) -> None:
    path = Path(outlines.__file__).parent / f"{name}.json"
    assert path.stat().st_size < LARGEST[name]


@pytest.mark.parametrize("name", MAPS)
def test_outer_rings_run_clockwise_and_holes_do_not(name: str) -> None:
    """The other way round, d3 fills the globe and leaves the country out."""
    for outer, *holes in polygons(MAPS[name]):
        assert turn(outer) < 0
        assert all(turn(hole) > 0 for hole in holes)


@pytest.mark.parametrize("name", MAPS)
def test_every_ring_is_closed_and_has_an_inside(name: str) -> None:
    for polygon in polygons(MAPS[name]):
        for ring in polygon:
            assert len(ring) >= 4
            assert ring[0] == ring[-1]


@pytest.mark.parametrize("name", MAPS)
def test_every_country_is_there_once_under_its_code(name: str) -> None:
    codes = [f["properties"]["iso3"] for f in MAPS[name] if f["properties"]["iso3"]]
    assert len(set(codes)) == len(codes)
    assert {"IRQ", "SYR", "TUR", "IRN", "JOR", "SAU"} <= set(codes)
    assert all(f["properties"]["name"] for f in MAPS[name])


def test_the_levant_is_clipped_to_what_its_description_says() -> None:
    points = [point for polygon in polygons(MAPS["levant"]) for ring in polygon for point in ring]
    assert all(31 <= lon <= 53 and 27 <= lat <= 42 for lon, lat in points)
