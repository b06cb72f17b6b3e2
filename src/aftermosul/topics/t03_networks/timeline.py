"""Landmark attacks in time: what the essay's stages hold, and what they leave out."""

from __future__ import annotations

from typing import Any

import altair as alt
import pandas as pd

from aftermosul.display import palette
from aftermosul.evidence.contested import ranges
from aftermosul.evidence.tables import load
from aftermosul.figures.controls import Choice, Control, Switch, Window
from aftermosul.figures.fields import Field
from aftermosul.figures.readings import Column, Reading, Twin, Words
from aftermosul.figures.widget import Instrument
from aftermosul.topics.t03_networks.landmarks import (
    NONE_KILLED,
    REGIONS,
    STAGES,
    UNKNOWN,
    placed,
    spans,
)

_HEIGHT = 400
_TOP = 5.3
# A shorter bar would lie inside its mark.
_SHORTEST = 0.08
_STAGE_WORDS = {
    "hijackings": "Hijackings",
    "al-qaeda-bombings": "Al Qaeda bombings",
    "9-11": "9/11",
    "islamic-state": "Islamic State",
    "none": "Of no stage",
}
# The dates that the sentence gives, the late 1990s read generously; none for Islamic State.
_SAID = {"hijackings": (1980, 1990), "al-qaeda-bombings": (1996, 2001), "9-11": (2001, 2002)}
_SHAPES = {
    "jihadist": "circle",
    "nationalist": "square",
    "left": "diamond",
    "right": "triangle-up",
    "state": "cross",
    "other": "triangle-down",
}
_ALL = ("all", "All")


def timeline() -> Instrument:
    """The first instrument of lesson 03.

    A mark for every landmark, at its date and the number of people killed, with a bar to the
    higher figure. A window, three filters, and the essay's stages laid over it.
    """
    table = _rows()
    low, high = int(table["year"].min()), int(table["year"].max())
    controls: list[Control] = [
        Window("years", "Your window", low, high, (low, high), keep_length=False),
        Choice("tactic", "Tactic", (_ALL, *_options(table["tactic"].unique())), "all"),
        Choice("ideology", "Ideology", (_ALL, *_options(palette.IDEOLOGIES)), "all"),
        Choice("region", "Region", (_ALL, *((_key(name), name) for name in REGIONS)), "all"),
        Switch("stages", "Lay the essay's stages over it", True),
    ]
    return Instrument(
        [_chart(table, _stages(), controls)],
        controls,
        _words(table),
        reading=_READING,
        twin=_TWIN,
    )


# ---- data as the chart wants it


def _rows() -> pd.DataFrame:
    """One row a landmark, with all that its tooltip and the table say."""
    raw = load("events_landmark").sort_values("date", kind="stable").reset_index(drop=True)
    drawn = placed(raw)
    country = load("countries").set_index("iso3")["name"]
    day = drawn["date"].dt
    return pd.DataFrame(
        {
            "year": drawn["year"],
            "when": drawn["when"],
            "day": day.day.astype(str) + day.strftime(" %B %Y"),  # Windows knows no `%-d`.
            "name": drawn["name"],
            "place": drawn["city"] + ", " + drawn["iso3"].map(country),
            "killed": ranges(raw, "victims_killed")["text"],
            "low_at": drawn["low_at"],
            "high_at": drawn["high_at"],
            "tactic": drawn["tactic"].astype(str),
            "ideology": drawn["ideology"].astype(str),
            "group": drawn["perpetrator_group"],
            "region": drawn["region"].map(_key),
            "region_name": drawn["region"],
            "stage": drawn["stage"],
            "stage_name": drawn["stage"].map(_STAGE_WORDS),
        }
    )


def _stages() -> pd.DataFrame:
    """One row a stage: what the list holds of it, what the sentence dates it to, its height."""
    found = spans(load("events_landmark"))
    starts = found["first"].dt.year + (found["first"].dt.day_of_year - 1) / 365.25
    ends = found["last"].dt.year + (found["last"].dt.day_of_year - 1) / 365.25
    said = pd.DataFrame(_SAID, index=["from", "to"]).T.reindex(found["stage"])
    rows = found[["stage", "landmarks"]].assign(
        label=found["stage"].map(_STAGE_WORDS),
        first=starts.round(2),
        last=ends.round(2),
        said_from=said["from"].to_list(),
        said_to=said["to"].to_list(),
        lane=[5.1 - 0.32 * place for place in range(len(STAGES))],
    )
    rows["span"] = [_span(*pair) for pair in zip(found["first"], found["last"], strict=True)]
    # The last stage ends at the drawing's edge: its label stands before it.
    at_edge = rows["last"] > 2015
    rows["label_at"] = rows["first"].where(at_edge, rows[["last", "said_to"]].max(axis=1))
    rows["before"] = at_edge
    return rows


def _span(first: pd.Timestamp, last: pd.Timestamp) -> str:
    return f"{first.year}" if first.year == last.year else f"{first.year} to {last.year}"


def _key(words: str) -> str:
    """A name as part of an element's id: "Europe" becomes "europe"."""
    return words.lower().replace(" ", "-")


def _options(kinds: Any) -> list[tuple[str, str]]:
    """Kinds as options: as the table names them, and in plain words, by alphabet."""
    return [(kind, kind.replace("-", " ").capitalize()) for kind in sorted(kinds)]


# ---- the drawing

_SHOWN = (
    "datum.year >= yearsFrom && datum.year <= yearsTo"
    " && (tactic == 'all' || datum.tactic == tactic)"
    " && (ideology == 'all' || datum.ideology == ideology)"
    " && (region == 'all' || datum.region == region)"
)


def _chart(table: pd.DataFrame, stages: pd.DataFrame, controls: list[Control]) -> Any:
    return (
        alt.layer(
            *_edges(table),
            *_landmarks(table),
            *_overlay(stages),
            _count(table),
        )
        .add_params(*(param for control in controls for param in control.params()))
        .properties(
            width="container",
            height=_HEIGHT,
            padding={"top": 6, "right": 8, "left": 4, "bottom": 4},
        )
    )


def _x(table: pd.DataFrame) -> Any:
    first, last = int(table["year"].min()), int(table["year"].max())
    scale = alt.Scale(domain=[first - 1, last + 2], nice=False, zero=False)
    axis = alt.Axis(format="d", values=list(range(1970, 2025, 5)), grid=False, labelOverlap=True)
    return alt.X("when:Q", title=None, scale=scale, axis=axis)


def _y() -> Any:
    """A logarithmic axis with two places below it, for none and for not known."""
    words = (
        f"datum.value == {UNKNOWN} ? 'not known' : datum.value == {NONE_KILLED} ? 'none'"
        " : format(pow(10, datum.value), ',')"
    )
    axis = alt.Axis(values=[UNKNOWN, NONE_KILLED, 0, 1, 2, 3], labelExpr=words, tickSize=0)
    scale = alt.Scale(domain=[UNKNOWN - 0.2, _TOP], nice=False, zero=False)
    return alt.Y("low_at:Q", title=None, axis=axis, scale=scale)


def _landmarks(table: pd.DataFrame) -> list[Any]:
    """A mark at the low figure, filled where a stage holds it, and a bar to the high figure."""
    kinds = list(palette.IDEOLOGIES)
    scale = alt.Scale(domain=kinds, range=list(palette.IDEOLOGIES.values()))
    legend = alt.Legend(
        title=None,
        orient="top",
        columns=6,
        offset=26,
        symbolFillColor="transparent",
        symbolStrokeWidth=2,
        labelExpr="upper(slice(datum.label, 0, 1)) + slice(datum.label, 1)",
    )
    base = alt.Chart(table).transform_filter(_SHOWN)
    bars = (
        base.transform_filter(f"datum.high_at - datum.low_at > {_SHORTEST}")
        .mark_rule(strokeWidth=3, strokeOpacity=0.5)
        .encode(
            x=_x(table),
            y=_y(),
            y2="high_at:Q",
            stroke=alt.Stroke("ideology:N", scale=scale, legend=legend),
        )
    )
    marks = (
        alt.Chart(table, name="landmarks")
        .transform_filter(_SHOWN)
        .mark_point(size=62, strokeWidth=1.6, opacity=1)
        .encode(
            x=_x(table),
            y=_y(),
            stroke=alt.Stroke("ideology:N", scale=scale, legend=legend),
            fill=alt.Fill("ideology:N", scale=scale, legend=legend),
            shape=alt.Shape(
                "ideology:N",
                scale=alt.Scale(domain=kinds, range=[_SHAPES[kind] for kind in kinds]),
                legend=legend,
            ),
            fillOpacity=alt.condition(
                "!stages || datum.stage != 'none'", alt.value(0.9), alt.value(0)
            ),
            tooltip=[
                alt.Tooltip("name:N", title="Landmark"),
                alt.Tooltip("day:N", title="Date"),
                alt.Tooltip("place:N", title="Place"),
                alt.Tooltip("killed:N", title="People killed"),
                alt.Tooltip("tactic:N", title="Tactic"),
                alt.Tooltip("group:N", title="By"),
                alt.Tooltip("stage_name:N", title="Stage"),
            ],
        )
    )
    return [bars, marks]


def _edges(table: pd.DataFrame) -> list[Any]:
    """Where the window begins and ends."""
    one = alt.Chart(pd.DataFrame({"one": [1]}))
    return [
        one.transform_calculate(when=edge)
        .mark_rule(color=palette.QUIET, strokeDash=[4, 3], strokeWidth=1.2)
        .encode(x=_x(table), y=alt.value(0), y2=alt.value(_HEIGHT))
        for edge in ("yearsFrom - 0.3", "yearsTo + 1.1")
    ]


def _overlay(stages: pd.DataFrame) -> list[Any]:
    """The stages above the marks: thin as the list has them, thick as the sentence dates them."""
    shown = alt.condition("stages", alt.value(0.85), alt.value(0))
    thick = alt.condition("stages", alt.value(0.38), alt.value(0))
    lane = alt.Y("lane:Q")
    base = alt.Chart(stages)
    said = (
        base.transform_filter("isValid(datum.said_from)")
        .mark_rule(strokeWidth=11, strokeCap="butt")
        .encode(x="said_from:Q", x2="said_to:Q", y=lane, opacity=thick)
    )
    held = (
        alt.Chart(stages, name="stages")
        .mark_rule(strokeWidth=2.5)
        .encode(
            x="first:Q",
            x2="last:Q",
            y=lane,
            opacity=shown,
            tooltip=[
                alt.Tooltip("label:N", title="Stage"),
                alt.Tooltip("span:N", title="Landmarks coded to it, from first to last"),
                alt.Tooltip("landmarks:Q", title="How many in this list"),
            ],
        )
    )
    sides: list[tuple[str, Any, int]] = [("false", "left", 7), ("true", "right", -7)]
    labels = [
        base.transform_filter(f"datum.before == {which}")
        .mark_text(align=align, dx=shift, baseline="middle", fontSize=12)
        .encode(x="label_at:Q", y=lane, text="label:N", opacity=shown)
        for which, align, shift in sides
    ]
    return [said, held, *labels]


def _count(table: pd.DataFrame) -> Any:
    """How many are shown, in each stage and in none, with the first and the last year of each."""
    kinds = [*STAGES, "none"]
    chart = alt.Chart(table[["year", "tactic", "ideology", "region", "stage"]], name="count")
    chart = chart.transform_calculate(shown_here=f"({_SHOWN}) ? 1 : 0")
    wanted = [alt.AggregatedFieldDef(op="sum", field="shown_here", **{"as": "sum_all"})]
    for i, kind in enumerate(kinds):
        here = f"datum.shown_here && datum.stage == '{kind}'"
        chart = chart.transform_calculate(
            **{f"in{i}": f"{here} ? 1 : 0", f"at{i}": f"{here} ? datum.year : null"}
        )
        wanted += [
            alt.AggregatedFieldDef(op="sum", field=f"in{i}", **{"as": f"sum{i}"}),
            alt.AggregatedFieldDef(op="min", field=f"at{i}", **{"as": f"min{i}"}),
            alt.AggregatedFieldDef(op="max", field=f"at{i}", **{"as": f"max{i}"}),
        ]
    chart = chart.transform_aggregate(aggregate=wanted)
    said = {"shown": "datum.sum_all", "listed": str(len(table))}
    for i, kind in enumerate(kinds):
        name = kind.replace("-", "_")
        said[f"many_{name}"] = f"datum.sum{i}"
        said[f"first_{name}"] = f"datum.sum{i} > 0 ? datum.min{i} : null"
        said[f"last_{name}"] = f"datum.sum{i} > 0 ? datum.max{i} : null"
    said["words"] = "'People killed (log scale): ' + datum.sum_all + ' shown'"
    return (
        chart.transform_calculate(**said)
        .mark_text(align="left", baseline="bottom", fontSize=13)
        .encode(x=alt.value(-4), y=alt.value(-8), text="words:N")
    )


# ---- what is said with it

_READING = Reading(
    sentence=(
        "{count.shown|d} of the {count.listed|d} landmarks are shown; "
        "{count.many_none|d} of them belong to no stage of the essay."
    ),
    caption="What is shown, by stage, in our coding",
    columns=(
        Column("count", "Shown", prefix="many_"),
        Column("count", "First in", prefix="first_"),
        Column("count", "Last in", prefix="last_"),
    ),
    rows=tuple(Field(kind.replace("-", "_"), words) for kind, words in _STAGE_WORDS.items()),
    corner="Stage",
)

_TWIN = Twin(
    mark="landmarks",
    caption="The landmarks shown, in order of date",
    fields=(
        Field("day", "Date", "text"),
        Field("name", "Landmark", "text"),
        Field("place", "Place", "text"),
        Field("killed", "People killed", "text"),
        Field("tactic", "Tactic", "text"),
        Field("ideology", "Ideology", "text"),
        Field("group", "By", "text"),
        Field("region_name", "Region", "text"),
        Field("stage_name", "Stage", "text"),
    ),
)


def _words(table: pd.DataFrame) -> Words:
    first, last = int(table["year"].min()), int(table["year"].max())
    none = int((table["stage"] == "none").sum())
    return Words(
        title=f"Landmark attacks, {first} to {last}, and the essay's stages",
        caption=(
            "Each mark stands at the low figure of victims killed, and a bar runs to the high one. "
            "Attacks that killed nobody, and one whose deaths are not known, have places of their "
            "own below the scale. Filled: our coding puts it in a stage; hollow: in none. Above, "
            "a thin line runs from a stage's first landmark to its last, and a broad one over the "
            "years that the sentence names. A list of what became famous shows existence and "
            "order, never how often."
        ),
        alt=(
            f"{len(table)} landmark attacks from {first} to {last} by date and number of people "
            f"killed, on a logarithmic scale; {none} belong to none of the essay's four stages, "
            "which are drawn as lines above."
        ),
        notes_title="How the list is divided",
        notes=(
            "A stage marks kind, not date: a hijacking, a bombing by Al Qaeda or by its branch in "
            "Iraq, 11 September, an attack by Islamic State or its provinces. Another coder would "
            "decide some cases differently.",
            "The sentence's “late 1990s” is drawn generously, to the end of 2000; for the rise of "
            "Islamic State it gives no date, so none is drawn.",
            "Ideology is that of the makers as the table codes it; “other” holds what fits none of "
            "the rest.",
            "Regions are ours: Russia counts to Europe, Turkey and Iran to the Middle East, the "
            "Andaman Sea to East Asia.",
            "Where low and high lie so close that a bar would vanish in its mark, none is drawn: "
            "the table has both figures.",
        ),
        sources=("events_landmark",),
    )
