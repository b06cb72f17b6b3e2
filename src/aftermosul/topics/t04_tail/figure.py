"""How deadly events are: how few hold half of all deaths, and what a tail says of the largest."""

from __future__ import annotations

from typing import Any

import altair as alt
import pandas as pd

from aftermosul.display import palette
from aftermosul.evidence.tables import load
from aftermosul.figures import marks
from aftermosul.figures.controls import Choice, Control, Range, Switch
from aftermosul.figures.fields import tips
from aftermosul.figures.grid import Chosen, Grid
from aftermosul.figures.readings import Column, Reading, Twin
from aftermosul.figures.widget import Instrument
from aftermosul.topics.t04_tail import packing, powerlaw, tolls, words
from aftermosul.topics.t04_tail.packing import Record

FIRST_THRESHOLD = 12
"""Where the figure starts: the threshold that the rule finds for the world record."""

_HEIGHT = 270
_STRIPS = ((18, 42), (84, 108))  # The top and the bottom of each, in pixels.
_SEEDS = {2.0: 5, 2.5: 7, 3.0: 3}
_SHOWN = "datum.record == record && datum.kept == keep"
_HERE = {"datum.step == threshold": palette.CHOSEN}


def tail() -> Instrument:
    """The figure of lesson 04.

    Two strips: the few events that hold half of all deaths. Below, a record's tail with a line
    fitted from a threshold up, and the chance of one as large under every threshold. The largest
    event can be left out.
    """
    records = _records()
    outcomes = words.written_out(packing.settings(records))
    chances = packing.chances(records)
    chances["chance_text"] = words.chances(chances)
    halves = packing.halves(records)
    halves["name"] = words.named(halves)
    fit = Grid(outcomes, ("record", "step"), words.OUTCOME).at("fit", "record", "threshold")
    steps = [f"{deaths} deaths" for deaths in powerlaw.THRESHOLDS]
    start = powerlaw.THRESHOLDS.index(FIRST_THRESHOLD)
    controls: list[Control] = [
        Choice("record", "Record", tuple(words.RECORDS.items()), "world"),
        Range("threshold", "Fit from", 0, len(steps) - 1, start, shown=tuple(steps)),
        Switch("keep", "Keep the largest event in", True),
    ]
    guess = words.guess(halves)
    strips = marks.stack(
        *_strips(halves),
        *marks.ghost_line("half", 60),
        controls=[controls[0], controls[2]],
        height=134,
        guess=guess,
        top=4,
    )
    curve = marks.stack(
        *_curve(records, chances),
        *_largest(halves),
        *_threshold(fit),
        controls=controls,
        height=_HEIGHT,
        words="(width < 300 ? 'Share' : 'Share of attacks') + ' that killed at least so many'",
        top=26,
    )
    chance = marks.stack(
        *_chances(chances, fit),
        controls=controls,
        height=_HEIGHT,
        words="'Chance of one as large or larger'",
        top=26,
    )
    return Instrument(
        [strips.properties(usermeta={"wide": True}), curve, chance],
        controls,
        words.said_with_it(halves, chances),
        reading=Reading(
            sentence=words.SENTENCES,
            caption="One event in or out (in brackets: 95 per cent intervals)",
            columns=(Column("fit", "All events"), Column("fit", "Largest left out", prefix="out_")),
            rows=words.TABLE,
            case_of="fit",
            outcomes=(fit,),
        ),
        twin=Twin(
            "chances",
            "The record shown, fitted from each threshold",
            words.CHANCE,
            chances.query("record == 'world' and kept"),
        ),
        steps=words.steps(halves, outcomes),
        guess=guess,
    )


def _records() -> dict[str, Record]:
    """Every record by the name its option has: complete ones, made-up ones, and the warning."""
    table = load("severity_counts")
    world = tolls.record(table, "World terrorist attacks")
    size = int(world.loc[world["deaths"] >= powerlaw.LEAST_THRESHOLD, "events"].sum())
    found = {"world": Record(world, years=39)}
    for key, code, years in (("iraq", "IRQ", 30), ("nigeria", "NGA", 30), ("syria", "SYR", 4)):
        found[key] = Record(tolls.record(table, f"UCDP GED {code}"), years=years)
    for known, seed in _SEEDS.items():
        counts = powerlaw.made_up(known, size, powerlaw.LEAST_THRESHOLD, seed)
        found[f"made-{known:.1f}".replace(".", "-")] = Record(counts, known=known)
    low = load("events_landmark")["victims_killed_low"]
    return found | {"landmarks": Record(tolls.from_tolls(low))}


# ---- two strips: events above, their deaths below


def _strips(halves: pd.DataFrame) -> list[Any]:
    (top, first), (second, bottom) = _STRIPS
    one = alt.Chart(halves).transform_filter(_SHOWN)
    x = alt.X("from:Q", title=None, axis=None, scale=alt.Scale(domain=[0, 100], nice=False))

    def part(begin: str, end: str, high: int, low: int, colour: str, **look: Any) -> Any:
        calculated = one.transform_calculate(**{"from": begin, "to": end})
        bar = calculated.mark_rect(color=colour, **look)
        return bar.encode(x=x, x2="to:Q", y=alt.value(high), y2=alt.value(low))

    # What the few hold widens from the upper strip to the lower one.
    widens = (
        one.transform_calculate(
            at=f"[{first}, {second}]", to="[datum.half_share, datum.held_share]"
        )
        .transform_flatten(["at", "to"])
        .transform_calculate(**{"from": "0"})
        .mark_area(orient="horizontal", opacity=0.18, color=palette.BASELINE)
        .encode(x=x, x2="to:Q", y=alt.Y("at:Q", scale=None))
    )
    at = "datum.largest_share"
    diamond = (
        alt.Chart(halves)
        .transform_filter(_SHOWN)
        .transform_calculate(**{"from": f"{at} / 2"})
        .mark_point(shape="diamond", size=110, color=palette.BASELINE, strokeWidth=2, opacity=1)
        .encode(x=x, y=alt.value(bottom + 14), fill=_filled())
    )
    held = "format(datum.half, ',') + ' of ' + format(datum.events, ',') + ' attacks'"
    deaths = "half of all' + (width < 480 ? '' : ' ' + format(datum.deaths, ',')) + ' deaths'"
    share = f"(keep ? ': ' + format({at}, '.0f') + ' % of all deaths' : ': left out')"
    return [
        part("datum.half_share", "100", top, first, palette.QUIET, opacity=0.35),
        part("0", "datum.half_share", top, first, palette.BASELINE),
        widens,
        part("datum.held_share", "100", second, bottom, palette.QUIET, opacity=0.35),
        part("0", "datum.held_share", second, bottom, palette.BASELINE, opacity=0.6),
        part("0", f"keep ? {at} : 0", second, bottom, palette.BASELINE),
        diamond,
        _beside(halves, "Few", "0", top - 9, held, dx=0),
        _beside(halves, "Half", "datum.held_share", second - 9, f"'hold {deaths}"),
        _beside(halves, "Share", f"{at} / 2", bottom + 14, f"datum.name + {share}", dx=11),
    ]


def _beside(halves: pd.DataFrame, name: str, at: str, y: int, says: str, dx: int = 4) -> Any:
    rows = alt.Chart(halves, name=f"{marks.LABEL}{name}").transform_filter(_SHOWN)
    drawn = rows.transform_calculate(**{"from": at, "_words": says}).mark_text(
        align="left", dx=dx, fontWeight=600
    )
    return drawn.encode(x="from:Q", y=alt.value(y), text="_words:N")


def _filled() -> Any:
    """The largest event is a full diamond while it is in, and a hollow one where it is not."""
    return alt.condition("keep", alt.value(palette.BASELINE), alt.value("transparent"))


# ---- the tail and its fit


def _curve(records: dict[str, Record], chances: pd.DataFrame) -> list[Any]:
    x = _log("deaths", "Deaths in one attack", [1, packing.FAR], [1, 10, 100, 1000, 10_000])
    y = alt.Y(
        "share:Q",
        title=None,
        scale=alt.Scale(type="log", domain=[0.00006, 1], nice=False),
        axis=alt.Axis(
            values=[1, 0.1, 0.01, 0.001, 0.0001],
            labelExpr="datum.value == 1 ? 'all' : '1 in ' + format(1 / datum.value, ',.0f')",
        ),
    )
    fitted = alt.Chart(packing.lines(chances)).transform_filter(
        f"{_SHOWN} && datum.step == threshold"
    )
    wedge = (
        fitted.transform_flatten(["along", "under", "over"], ["deaths", "share", "over"])
        .mark_area(opacity=0.22, clip=True)
        .encode(x=x, y=y, y2="over:Q", color=marks.coloured(_HERE))
    )
    line = (
        fitted.properties(name="line")
        .mark_rule(strokeWidth=2.2, clip=True)
        .encode(x="threshold:Q", x2=alt.X2Datum(packing.FAR), y=y, y2="end:Q")
        .encode(color=marks.coloured(_HERE))
    )
    points = (
        alt.Chart(packing.curves(records), name="points")
        .transform_filter(_SHOWN)
        .transform_flatten(["deaths", "events", "at_least", "share"])
        .mark_point(shape="circle", size=24, filled=True, opacity=0.8, color=palette.BASELINE)
        .encode(x=x, y=y, tooltip=tips(*words.TOLL))
    )
    return [wedge, line, points]


def _largest(halves: pd.DataFrame) -> list[Any]:
    rows = halves.assign(share=1 / halves.groupby("record")["events"].transform("max"))
    mark = (
        alt.Chart(rows)
        .transform_filter(_SHOWN)
        .mark_point(shape="diamond", size=130, color=palette.BASELINE, strokeWidth=2, opacity=1)
        .encode(x="largest:Q", y="share:Q", fill=_filled())
    )
    says = "(keep ? '' : 'left out: ') + format(datum.largest, ',')"
    name = marks.label(
        rows, "Largest", "largest:Q", "share:Q", says, when=_SHOWN, align="right", dx=26, dy=-15
    )
    return [mark, name]


def _threshold(fit: Chosen) -> list[Any]:
    """The threshold as an upright line; the row behind it is what the reading says."""
    line = fit.chart().mark_rule(strokeDash=[4, 3], strokeWidth=1.2)
    name = fit.chart().transform_calculate(_words="'fit from ' + datum.threshold + ' up'")
    room = f"log(datum.threshold) / log({packing.FAR}) * width > 104"
    name = name.mark_text(
        align=alt.expr(f"{room} ? 'right' : 'left'"),
        dx=alt.expr(f"{room} ? -5 : 5"),
        fontWeight=600,
    ).properties(name="labelThreshold")
    return [
        line.encode(x="threshold:Q", y=alt.value(0), y2=alt.value(_HEIGHT)),
        name.encode(x="threshold:Q", y=alt.value(_HEIGHT - 10), text="_words:N"),
    ]


def _chances(chances: pd.DataFrame, fit: Chosen) -> list[Any]:
    """The chance and its interval at every threshold; the one chosen says its own."""
    lowest, highest = powerlaw.THRESHOLDS[0], powerlaw.THRESHOLDS[-1]
    x = _log(
        "threshold", "Fitted from (deaths)", [lowest * 0.88, highest * 1.13], [6, 12, 25, 50, 100]
    )
    y = alt.Y(
        "chance:Q",
        title=None,
        scale=alt.Scale(domain=[0, 100], nice=False),
        axis=alt.Axis(values=[0, 25, 50, 75, 100], labelExpr="datum.value + ' %'"),
    )
    kept = [field.name for field in words.CHANCE if field.name != "threshold"]
    ends = ["chance", "chance_low", "chance_high", "true_chance"]
    rows = chances[["record", "kept", "step", "threshold", *ends, *kept]].round(3)
    base = alt.Chart(rows[rows["chance"].notna()]).transform_filter(_SHOWN)
    bold = alt.when("datum.step == threshold")
    ranges = base.mark_rule().encode(
        x=x,
        y=alt.Y("chance_low:Q", scale=y["scale"]),
        y2="chance_high:Q",
        color=marks.coloured(_HERE),
        size=bold.then(alt.value(4)).otherwise(alt.value(2)),
    )
    points = (
        base.properties(name="chances")
        .mark_point(filled=True, opacity=1)
        .encode(x=x, y=y, color=marks.coloured(_HERE), tooltip=tips(*words.CHANCE))
        .encode(size=bold.then(alt.value(120)).otherwise(alt.value(40)))
    )
    made = base.transform_filter("datum.step == 0 && isValid(datum.true_chance)")
    truth = made.mark_rule(strokeDash=[6, 4], strokeWidth=1.3).encode(y="true_chance:Q")
    own = made.mark_text(align="right", baseline="bottom", dy=-4, text="as it was made")
    own = own.properties(name="labelTruth").encode(x=alt.value("width"), y="true_chance:Q")
    says = fit.chart().transform_calculate(
        _chance="keep ? datum.chance : datum.out_chance",
        _low="keep ? datum.chance_low : datum.out_chance_low",
        _high="keep ? datum.chance_high : datum.out_chance_high",
        _text="keep ? datum.chance_text : datum.out_chance_text",
        _words="datum._text ? split(datum._text, ' (')[0] + ' %' : 'too few to fit'",
        _at="!isValid(datum._chance) ? 50 : datum._high > 88 ? datum._low : datum._high",
    )
    own_chance = says.mark_text(
        dy=alt.expr("datum._high > 88 ? 16 : -12"), fontSize=15, fontWeight=700
    )
    label = own_chance.encode(x="threshold:Q", y="_at:Q", text="_words:N")
    return [ranges, points, truth, own, label.properties(name="labelChance")]


def _log(field: str, title: str, domain: list[float], values: list[int]) -> alt.X:
    return alt.X(
        f"{field}:Q",
        title=title,
        scale=alt.Scale(type="log", domain=domain, nice=False),
        axis=alt.Axis(values=values, format=",d", grid=False),
    )
