"""Outlines of countries for maps, from Natural Earth (public domain).

Natural Earth draws borders as they are held; these maps take no side in any dispute.

How they were made: npm's `world-atlas` 2.0.2 (Natural Earth as TopoJSON, packaged under the ISC
licence) was unpacked; its arcs were decoded with the file's own transform and joined to polygons;
these were simplified, rounded and written as GeoJSON with shapely. `levant` comes from
`countries-50m.json`, clipped to 31-53 degrees east and 27-42 degrees north, simplified by 0.01 and
rounded to 2 decimals; `world` comes from `countries-110m.json` without Antarctica, simplified by
0.12 and rounded to 1. Outer rings run clockwise, which is how d3 knows their inside.

`rivers` is a sketch of our own: straight lines through towns and dams that lie on the two rivers,
true to a few kilometres, which is less than the width of a mark on these maps.

Each feature has its `name` as a property, and a country its `iso3` (ISO 3166-1 alpha-3, `XKX` for
Kosovo, empty where there is no code).
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

_FOLDER = Path(__file__).resolve().parent


def levant() -> list[dict[str, Any]]:
    """Iraq, Syria and their neighbours as GeoJSON features, cut off at the map's edge."""
    return _features("levant")


def world() -> list[dict[str, Any]]:
    """The countries of the world as coarse GeoJSON features, without Antarctica."""
    return _features("world")


def rivers() -> list[dict[str, Any]]:
    """The Euphrates and the Tigris as GeoJSON features, sketched."""
    return _features("rivers")


def _features(name: str) -> list[dict[str, Any]]:
    collection = json.loads((_FOLDER / f"{name}.json").read_text(encoding="utf-8"))
    features: list[dict[str, Any]] = collection["features"]
    return features
