"""Land, attacks, people joining and civilians killed over one time axis, and a line for defeat."""

from __future__ import annotations

from typing import Any

import pandas as pd

from aftermosul.display import dates, palette
from aftermosul.evidence.tables import load
from aftermosul.figures import known
from aftermosul.figures.controls import Choice, Control, Range
from aftermosul.figures.fields import Field
from aftermosul.figures.grid import Grid
from aftermosul.figures.readings import Column, Reading, Twin
from aftermosul.figures.widget import Instrument
from aftermosul.topics.t08_mosul import drawing, model, words

LINES = 50
"""How many places of the line a panel has, from its foot to its top."""

_TABLES = ("territory", "is_attacks_by_year", "recruitment", "one_sided_violence")
_SAID = (
    *(Field(name, name, "d") for name in ("limit", "figures", "held")),
    *(Field(name, name, "text") for name in ("unit", "when", "yes", "no", "open", "first")),
)


def victory() -> Instrument:
    """The first figure of lesson 08: four measures, each by its makers, and the reader's line."""
    said = figures()
    rows = drawing.placed(said)
    limits = {m: [top / LINES * n for n in range(1, LINES + 1)] for m, top in words.TOPS.items()}
    now = Grid(_said(said, limits), ("measure", "place", "day", "then"), _SAID).at(
        "said", "measure", "line", "day", known.NAME
    )
    measures = tuple(Field(m, words.SHORT[m], "text") for m in model.MEASURES)
    last = Grid(_last(said), ("day", "then"), measures).at("last", "day", known.NAME)
    controls: list[Control] = [
        Choice("day", "Stand on", tuple((k, dates.day(d)) for k, d in words.DAYS.items()), "essay"),
        Choice(
            "measure",
            "Draw the line for",
            tuple(words.SHORT.items()),
            "attacks",
            colour=palette.CHOSEN,
        ),
        Range("line", "Height of the line", 1, LINES, 20, unit=f"of {LINES}"),
    ]
    guess = words.guess(said)
    battle = load("mosul").set_index("id").loc[["mos-017", "mos-042"], "date"]
    chart = drawing.panels(rows, tuple(battle), [now.unseen(), last.unseen()], controls, guess)
    return Instrument(
        [chart],
        controls,
        words.victory_words(said),
        reading=Reading(
            sentence=words.VICTORY_SENTENCES,
            caption="Each maker's last figure, if not older than a year and a half",
            columns=(Column("last", "{said.when}"),),
            rows=measures,
            corner="Measure",
            case_of="said",
            outcomes=(now, last),
        ),
        twin=Twin("every", "Every figure drawn, measure by measure", drawing.FIGURE, rows),
        steps=words.VICTORY_STEPS,
        guess=guess,
        known=known.Known(known.counted(said), {}, "figures"),
    )


def figures() -> pd.DataFrame:
    """The figures of the model, each with whether it was public by the essay's day."""
    tables = {name: load(name) for name in _TABLES}
    return model.figures(
        {name: table.assign(public=known.public(table)) for name, table in tables.items()}
    )


def _both(said: pd.DataFrame) -> list[tuple[bool, pd.DataFrame]]:
    """Everything, and what was public by the essay's day."""
    return [(False, said), (True, said[said["public"] == known.YES])]


def _said(said: pd.DataFrame, limits: dict[str, list[float]]) -> pd.DataFrame:
    """What a definition makes of the figures at every setting, in words where names are listed."""
    names = said.set_index("id")
    parts = []
    for then, rows in _both(said):
        made = model.outcomes(rows, limits, words.DAYS).assign(then=then)
        made["first"] = [
            f"{names.loc[i, 'maker']}, {names.loc[i, 'period']}" if i else "" for i in made["first"]
        ]
        parts.append(made)
    table = pd.concat(parts, ignore_index=True)
    lists = {"yes": "under", "no": "not_under", "open": "open"}
    table["case"] = [
        words.case(row, [name for name, own in lists.items() if row[own]])
        for row in table.to_dict("records")
    ]
    for name, own in lists.items():
        table[name] = table[own].map(words.listed)
    table["unit"] = table["measure"].map(words.UNITS)
    table["when"] = table["day"].map({key: dates.day(day) for key, day in words.DAYS.items()})
    return table


def _last(said: pd.DataFrame) -> pd.DataFrame:
    """What each maker had said last of each measure, on each day."""
    made = []
    for then, rows in _both(said):
        for key, day in words.DAYS.items():
            row: dict[str, object] = {"day": key, "then": then}
            last = model.latest(rows, day)
            for measure in model.MEASURES:
                own = last[last["measure"] == measure]
                told = [_in_words(one) for one in own.to_dict("records")]
                row[measure] = "; ".join(told) or "nothing yet"
            made.append(row)
    return pd.DataFrame(made)


def _in_words(row: Any) -> str:
    return f"{row['maker']}: {drawing.figure(row)} ({row['period']})"
