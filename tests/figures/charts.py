"""Reading an instrument's charts as the browser does: their parameters, marks and rows."""

from __future__ import annotations

import functools
import json
import re
from collections.abc import Iterator
from typing import Any

import vl_convert

from aftermosul.figures.widget import Instrument

Spec = dict[str, Any]


def specs_of(figure: Instrument) -> list[Spec]:
    """The charts of a figure, in order."""
    return [json.loads(text) for text in figure.charts]


def spec_of(figure: Instrument) -> Spec:
    """The chart of a figure that has one."""
    (spec,) = specs_of(figure)
    return spec


def layers(spec: Spec) -> Iterator[Spec]:
    """Every mark of a chart, at any depth, with the data that it has from the layers above it."""
    for part in spec.get("layer", []):
        yield from layers({"data": spec.get("data"), **part})
    if "mark" in spec:
        yield spec


def layer(spec: Spec, name: str) -> Spec:
    (found,) = [layer for layer in layers(spec) if layer.get("name") == name]
    return found


def chart_with(figure: Instrument, name: str) -> Spec:
    """The chart in which a named mark is drawn: the first, as instrument.js looks."""
    for spec in specs_of(figure):
        if any(layer.get("name") == name for layer in layers(spec)):
            return spec
    raise AssertionError(f"no chart draws {name}")


def rows(spec: Spec, name: str) -> list[dict[str, Any]]:
    """The rows behind a named mark, before the chart transforms them."""
    data: list[dict[str, Any]] = spec["datasets"][layer(spec, name)["data"]["name"]]
    return data


def known_fields(spec: Spec, name: str) -> set[str]:
    """What the rows behind a named mark hold once they are transformed."""
    made = {step["as"] for step in layer(spec, name).get("transform", []) if "calculate" in step}
    return made.union(*rows(spec, name))


def drawn_marks(figure: Instrument) -> set[str]:
    """The names of the marks with data of their own, found as instrument.js finds them."""
    names = set()

    def walk(marks: list[dict[str, Any]]) -> None:
        for mark in marks:
            if mark.get("name", "").endswith("_marks") and mark.get("from", {}).get("data"):
                names.add(mark["name"].removesuffix("_marks"))
            walk(mark.get("marks", []))

    for text in figure.charts:
        walk(compiled(text)["marks"])
    return names


@functools.lru_cache(maxsize=4)
def compiled(text: str) -> dict[str, Any]:
    """A chart as Vega draws it."""
    spec = json.loads(text)
    version = re.search(r"/v(\d+\.\d+)", spec["$schema"])
    assert version is not None
    vega: dict[str, Any] = vl_convert.vegalite_to_vega(spec, vl_version=version[1])
    return vega


def named_in(template: str) -> list[tuple[str, str]]:
    """(mark, field) for every `{mark.field|how}`, found as instrument.js finds them."""
    return re.findall(r"\{(\w+)\.(\w+)(?:\|[^}]*)?\}", template)
