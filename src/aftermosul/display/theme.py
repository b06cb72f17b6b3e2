"""One look for every Altair chart."""

from __future__ import annotations

from typing import Any

import altair as alt

from aftermosul.display import palette

NAME = "aftermosul"
_INK = "currentColor"  # Follows the page's own text colour, light or dark.
_FONT = "system-ui, -apple-system, 'Segoe UI', 'Helvetica Neue', Arial, sans-serif"


@alt.theme.register(NAME, enable=False)
def aftermosul_theme() -> alt.theme.ThemeConfig:
    """The theme: quiet axes in the page's own ink, one type, no box round the drawing."""
    label: dict[str, Any] = {
        "labelFontSize": 12,
        "titleFontSize": 13,
        "labelColor": _INK,
        "titleColor": _INK,
    }
    theme: Any = {
        "config": {
            # The instrument names the whole drawing for screen readers and offers it as a table:
            # labels on every mark would be read by nobody, and cost time at each redraw.
            "aria": False,
            "background": "transparent",
            "font": _FONT,
            "view": {"stroke": None},
            "axis": {
                **label,
                "titleFontWeight": "normal",
                "domainColor": _INK,
                "domainOpacity": 0.5,
                "tickColor": _INK,
                "tickOpacity": 0.5,
                "gridColor": _INK,
                "gridOpacity": 0.12,
                "titlePadding": 8,
            },
            "legend": label,
            "title": {"color": _INK, "fontSize": 15, "anchor": "start", "fontWeight": 600},
            "text": {"color": _INK, "fontSize": 12},
            "rule": {"color": _INK},
            "bar": {"color": palette.QUIET},
        }
    }
    return theme  # type: ignore[no-any-return]


def enable() -> None:
    """Use the theme for every chart made from now on."""
    alt.theme.enable(NAME)
