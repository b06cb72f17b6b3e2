"""Reading an instrument's chart as the browser does: its parameters, marks and their rows."""

from __future__ import annotations

import json
import re
from typing import Any

import vl_convert

from aftermosul.instruments.widget import Instrument


def spec_of(figure: Instrument) -> dict[str, Any]:
    """The one chart of a figure."""
    (text,) = figure.charts
    spec: dict[str, Any] = json.loads(text)
    return spec


def layer(spec: dict[str, Any], name: str) -> dict[str, Any]:
    (found,) = [layer for layer in spec["layer"] if layer.get("name") == name]
    return found


def rows(spec: dict[str, Any], name: str) -> list[dict[str, Any]]:
    """The rows behind a named mark, before the chart transforms them."""
    data: list[dict[str, Any]] = spec["datasets"][layer(spec, name)["data"]["name"]]
    return data


def known_fields(spec: dict[str, Any], name: str) -> set[str]:
    """What the rows behind a named mark hold once they are transformed."""
    made = {step["as"] for step in layer(spec, name).get("transform", []) if "calculate" in step}
    return made | set(rows(spec, name)[0])


def drawn_marks(figure: Instrument) -> set[str]:
    """The names of the marks with data of their own, found as instrument.js finds them."""
    names = set()

    def walk(marks: list[dict[str, Any]]) -> None:
        for mark in marks:
            if mark.get("name", "").endswith("_marks") and mark.get("from", {}).get("data"):
                names.add(mark["name"].removesuffix("_marks"))
            walk(mark.get("marks", []))

    walk(compiled(figure)["marks"])
    return names


def compiled(figure: Instrument) -> dict[str, Any]:
    """The chart as Vega draws it."""
    version = re.search(r"/v(\d+\.\d+)", spec_of(figure)["$schema"])
    assert version is not None
    vega: dict[str, Any] = vl_convert.vegalite_to_vega(spec_of(figure), vl_version=version[1])
    return vega


def named_in(template: str) -> list[tuple[str, str]]:
    """(mark, field) for every `{mark.field|how}`, found as instrument.js finds them."""
    return re.findall(r"\{(\w+)\.(\w+)(?:\|[^}]*)?\}", template)
