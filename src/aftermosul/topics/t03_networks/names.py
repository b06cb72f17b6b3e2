"""Which landmarks of the timeline bear their names, and where the words stand."""

from __future__ import annotations

from typing import Any

import altair as alt
import pandas as pd

from aftermosul.figures import marks
from aftermosul.topics.t03_networks.landmarks import HEAD, NONE, lanes, levels

SHOWN = (
    "datum.year <= until && (rest || datum.stage != 'none') && (only == 'all'"
    " || datum.kind == only || datum.ideology == only || datum.region == only)"
)
FILTERED = ["year", "stage", "kind", "ideology", "region"]
IS_NARROW = "(width < 560)"
SCALE = f"({IS_NARROW} ? 0.55 : 1)"

# The landmarks that bear their names, in words: beside their dots, and above those of no stage.
_BESIDE = {
    "US embassy bombings": "Nairobi",
    "11 September attacks": "11 September",
    "Sinjar massacres and abductions": "Sinjar",
    "Pan Am 73 hijacking": "Karachi",
}
_ABOVE = {
    "Cinema Rex arson": "Abadan",
    "US and French barracks bombings": "Beirut",
    "7 October attacks": "7 October",
    "Beslan school siege": "Beslan",
    "Bombay bombings": "Mumbai",
}
_BOMBINGS = {
    "US and French barracks bombings": "Beirut",
    "Air India 182 bombing": "off Ireland",
    "Pan Am 103 bombing": "Lockerbie",
    "Bombay bombings": "Mumbai",
    "Oklahoma City bombing": "Oklahoma",
    "Gulf Air 771 bombing": "Abu Dhabi",
    "Korean Air 858 bombing": "Andaman Sea",
    "UTA 772 bombing": "Niger",
}
_NARROW = 4
"""How many of each, from the first, bear their names where there is little room."""


def beside(table: pd.DataFrame) -> Any:
    """Landmarks of the stages by name, with the number of people killed where there is room."""
    rows = table[table["name"].isin(_BESIDE)]
    rows = rows[[*FILTERED, "when", "y", "low_size", "high_size", "low"]].assign(
        words=rows["name"].map(_BESIDE),
        narrow=rows["name"].isin([*_BESIDE][: _NARROW - 1]),
    )
    return marks.label(
        rows,
        "Beside",
        "when:Q",
        alt.Y("y:Q", scale=None, axis=None),
        f"datum.words + ({IS_NARROW} ? '' : ': ' + datum.low)",
        when=f"{SHOWN} && (datum.narrow || !{IS_NARROW})",
        align="right",
        dx=alt.expr(f"-4 - sqrt(datum.high_size * {SCALE}) / 2"),
        baseline="middle",
        fontSize=11.5,
    )


def above(table: pd.DataFrame) -> list[Any]:
    """Landmarks of no stage by name, on levels above the dots, with a thread to each."""
    rows = pd.concat(
        [
            _levelled(table, names, narrow).assign(among=among, narrow=narrow)
            for among, names in (("all", _ABOVE), ("bombing", _BOMBINGS))
            for narrow in (False, True)
        ]
    )
    among = "only == 'bombing' ? 'bombing' : 'all'"
    when = f"{SHOWN} && datum.among == ({among}) && datum.narrow == ({IS_NARROW})"
    y = alt.Y("level:Q", scale=None, axis=None)
    threads = alt.Chart(rows).transform_filter(when).mark_rule(strokeWidth=0.8, opacity=0.6)
    names = marks.label(
        rows,
        "Above",
        "when:Q",
        y,
        "datum.words",
        when=when,
        align=alt.expr("datum.when > 2018 ? 'right' : 'center'"),
        dx=alt.expr("datum.when > 2018 ? 12 : 0"),
        baseline="bottom",
        fontSize=11.5,
    )
    return [threads.encode(x="when:Q", y=y, y2=alt.Y2("y:Q")), names]


def _levelled(table: pd.DataFrame, names: dict[str, str], narrow: bool) -> pd.DataFrame:
    shown = [*names][: _NARROW if narrow else None]
    rows = table[table["name"].isin(shown)]
    words = rows["name"].map(names)
    if not narrow:
        words = words + ": " + rows["low"]
    away = [when * (4.8 if narrow else 9.5) for when in rows["when"]]
    found = levels(away, [7.2 * len(text) + 6 for text in words])
    first = lanes()[NONE][0] + HEAD[NONE] - 2
    return rows[[*FILTERED, "when", "y"]].assign(
        words=words, level=[first - 14 * level for level in found]
    )
