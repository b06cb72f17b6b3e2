"""What was known then: a switch that leaves as outlines what was not public on the essay's day.

A figure hands over its rows with the column `public` (from `public`, below) and `Known`; the rest
is the same in every figure: the switch, the look of the marks, the column of the table, and the
sentence that counts them.
"""

from __future__ import annotations

import copy
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

import pandas as pd

from aftermosul.display import dates
from aftermosul.evidence import dating
from aftermosul.figures.controls import Switch
from aftermosul.figures.fields import Field
from aftermosul.figures.grid import Chosen, Grid
from aftermosul.figures.readings import Reading, Twin

NAME = "then"
"""The switch's name, and the signal that it sets."""

DAY = pd.Timestamp(dating.ESSAY)
_DAY = dates.day(DAY)
YES, NO, UNDATED = "yes", "no", "can't be dated"
_WORDS = dict(zip(dating.STATES, (YES, NO, UNDATED), strict=True))
FIELD = Field("public", f"Public by {_DAY}", "text")
SWITCH = Switch(NAME, f"What was known then: public by {_DAY}", False)

ABOUT = (
    "“What was known then” goes by the dates of the sources in the tables. What rests on "
    "later ones, or on pages without a date, stays as an outline, though it may have been in print "
    "elsewhere."
)

HIDDEN = f"{NAME} && datum.{FIELD.name} != '{YES}'"
"""A Vega expression over a row: whether it is left as an outline."""


def public(table: pd.DataFrame) -> list[str]:
    """For each row of a table, as `load` gives it, whether it was public by the essay's day."""
    return [_WORDS[state] for state in dating.states(table)]


def whole(parts: Sequence[str]) -> str:
    """Of a sum or a comparison: public once all its parts were."""
    return next((word for word in (NO, UNDATED) if word in parts), YES)


def counted(rows: pd.DataFrame, *by: str) -> pd.DataFrame:
    """How many rows were public then, for each setting: `by` and `yes`, `no`, `undated`.

    Without `by` one row, for all of them.
    """
    made = rows.assign(yes=rows["public"] == YES, no=rows["public"] == NO)
    made["undated"] = rows["public"] == UNDATED
    numbers = ["yes", "no", "undated"]
    if not by:
        return made[numbers].sum().to_frame().T
    return made.groupby(list(by), as_index=False)[numbers].sum()


@dataclass(frozen=True)
class Known:
    """What the switch counts in a figure.

    `counts` has `yes`, `no` and `undated` for each setting, as `counted` makes it, and may have
    `what` (the word for what is counted, in the plural); `on` says which control or signal each of
    its other columns follows.
    """

    counts: pd.DataFrame
    on: Mapping[str, str]
    what: str = "marks"

    def chosen(self) -> Chosen:
        """The sentence at every setting: nothing while the switch is off."""
        rows = self.counts.copy()
        what = rows["what"] if "what" in rows else pd.Series(self.what, index=rows.index)
        numbers = zip(what, rows["yes"], rows["no"], rows["undated"], strict=True)
        said = [_said(*of_one) for of_one in numbers]
        both = [rows.assign(then=False, says=""), rows.assign(then=True, says=said)]
        keys = (*self.on, NAME)
        grid = Grid(pd.concat(both, ignore_index=True), keys, (Field("says", "says", "text"),))
        return grid.at("known", *self.on.values(), NAME)


def _said(what: str, yes: int, no: int, undated: int) -> str:
    """The part of the reading that the switch adds; none where nothing is drawn."""
    if not yes + no + undated:
        return ""
    rest = [f"{no:,} came later" if no else "", f"{undated:,} can't be dated" if undated else ""]
    left = " and ".join(part for part in rest if part)
    outlines = f" Dashed outlines: {left}." if left else ""
    return f" Public by {_DAY}: {yes:,} of {yes + no + undated:,} {what}.{outlines}"


# ---- what a figure gains by it


def reading(given: Reading, chosen: Chosen) -> Reading:
    """The reading, with the count after each of its sentences."""
    place = f"{{{chosen.name}.says}}"
    told: str | dict[str, str] = (
        given.sentence + place
        if isinstance(given.sentence, str)
        else {case: says + place for case, says in given.sentence.items()}
    )
    return replace(given, sentence=told, outcomes=(*given.outcomes, chosen))


def twin(given: Twin) -> Twin:
    """The table, with a column that says what was public."""
    return replace(given, fields=(*given.fields, FIELD))


def charts(specs: Sequence[str], chosen: Chosen) -> list[str]:
    """The charts, as JSON, with outlines for marks whose rows have `public`.

    The first of them carries the row of the sentence.
    """
    made = [json.loads(text) for text in specs]
    for spec in made:
        spec["layer"] = _outlined_all(spec, spec["datasets"], spec.get("data"))
    own = chosen.unseen().to_dict()
    made[0]["datasets"] |= own["datasets"]
    made[0]["layer"].append({k: own[k] for k in ("name", "data", "transform", "mark", "encoding")})
    for spec in made:
        if f"{NAME} " in json.dumps(spec["layer"]) or spec is made[0]:
            spec["params"] = [*spec.get("params", []), {"name": NAME, "value": False}]
    return [json.dumps(spec, separators=(",", ":"), ensure_ascii=False) for spec in made]


# ---- the look of a mark


def _outlined_all(spec: Any, datasets: Any, data: Any) -> list[Any]:
    """The layers of a chart or of a layer, at any depth."""
    made: list[Any] = []
    for layer in spec["layer"]:
        own = layer.get("data", data)
        if "layer" in layer:
            made.append({**layer, "layer": _outlined_all(layer, datasets, own)})
            continue
        rows = datasets.get((own or {}).get("name"), [])
        dated = bool(rows) and FIELD.name in rows[0]
        made += _outlined(layer) if dated else [layer]
    return made


def _outlined(layer: Any) -> list[Any]:
    """A mark that turns hollow, thin and dashed; a line becomes two, since it has one look only."""
    made = copy.deepcopy(layer)
    mark = made["mark"] if isinstance(made["mark"], dict) else {"type": made["mark"]}
    code = made.setdefault("encoding", {})
    if isinstance(code.get("tooltip"), list):
        code["tooltip"].append({"field": FIELD.name, "title": FIELD.label, "type": "nominal"})
    if mark["type"] == "line":
        return _two_lines(made, mark)
    if mark["type"] == "text":
        _unless(code, "fillOpacity", 0.6, mark.get("fillOpacity", 1))
        return [made]
    drawn = code.get("fill", code.get("color"))
    if mark["type"] == "rule" or "fill" in code or not mark.get("filled"):
        width = mark.get("strokeWidth", 1 if mark["type"] == "rule" else 2)
    else:
        code["stroke"] = drawn or {"value": mark.get("color", mark.get("fill"))}
        width = 0  # A filled mark has no edge, and gets one as an outline only.
    if mark["type"] != "rule":
        _unless(code, "fillOpacity", 0, 1)
    elif "opacity" not in code:
        _unless(code, "opacity", 0.85, mark.get("opacity", 1))  # Thin and faint would be nothing.
    # Vega-Lite takes a rule's width from its size, whatever its strokeWidth says.
    _unless(code, "size" if mark["type"] == "rule" else "strokeWidth", 1.4, width)
    _unless(code, "strokeDash", [2.5, 2], mark.get("strokeDash", [1, 0]))
    return [made]


def _two_lines(made: Any, mark: Any) -> list[Any]:
    """Through what was public as it is; through everything dashed, while the switch is on."""
    steps = made.get("transform", [])
    public_only = {**made, "transform": [*steps, {"filter": f"!({HIDDEN})"}]}
    every = {**made, "transform": [*steps, {"filter": f"{NAME} == true"}]}
    every["mark"] = {**mark, "strokeWidth": 1, "strokeDash": [2.5, 2.5]}
    return [public_only, {k: v for k, v in every.items() if k != "name"}]


def _unless(code: Any, channel: str, hidden: object, otherwise: object) -> None:
    """Give a channel one more case, before those that it has."""
    if isinstance(otherwise, dict):
        otherwise = {"expr": otherwise["expr"]}
    known = code.get(channel, {"value": otherwise})
    cases = known.get("condition", [])
    cases = cases if isinstance(cases, list) else [cases]
    code[channel] = {**known, "condition": [{"test": HIDDEN, "value": hidden}, *cases]}
