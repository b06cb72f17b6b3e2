"""Charts of a figure that show at some settings only, so that a page holds what a step is about."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

_WHEN = "when"


def only_when(chart: Any, **settings: tuple[object, ...]) -> Any:
    """The chart, shown only where each of these controls stands at one of its values.

    It travels in the chart's own `usermeta`, which Vega leaves alone.
    """
    wanted = {name: list(values) for name, values in settings.items()}
    return chart.properties(usermeta={_WHEN: wanted})


def wanted(chart: str) -> dict[str, list[object]]:
    """Of a chart, as JSON: the values at which each control must stand for it to show."""
    found: dict[str, list[object]] = json.loads(chart).get("usermeta", {}).get(_WHEN, {})
    return found


def shown(chart: str, values: Mapping[str, object]) -> bool:
    """Whether a chart, as JSON, shows at these values of the controls."""
    return all(values[name] in options for name, options in wanted(chart).items())
