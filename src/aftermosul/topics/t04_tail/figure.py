"""How deadly events are, on two logarithmic axes: a tail, a threshold, and one event in or out."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import altair as alt
import pandas as pd

from aftermosul.display import palette
from aftermosul.evidence.tables import load
from aftermosul.figures.controls import Choice, Control, Range, Switch
from aftermosul.figures.fields import Field
from aftermosul.figures.readings import Column, Reading, Twin, Words
from aftermosul.figures.widget import Instrument
from aftermosul.topics.t04_tail import model as severity

WORLD = "World terrorist attacks"
FIRST_THRESHOLD = 12
"""Where the figure starts: the threshold that the rule finds for the world record."""

_HEIGHT = 300
_FAR = 10_000
_LOWEST = 0.00006
_SEEDS = {2.0: 5, 2.5: 7, 3.0: 3}
_CHOSEN = "datum.record == record && datum.kept == keep"
_OF_THRESHOLD = "datum.record == record && datum.step == threshold"


@dataclass(frozen=True)
class _Record:
    """A record that can be shown: its counts, the years it covers and its exponent, if known."""

    label: str
    counts: pd.DataFrame
    years: int | None = None
    known: float | None = None


def tail() -> Instrument:
    """The instrument of lesson 04.

    One record of death tolls as a complementary cumulative distribution, a power law fitted from a
    threshold up, and the exponent at every threshold; the largest event can be left out.
    """
    records = _records()
    grid = _grid(records)
    words = [f"{threshold} deaths" for threshold in severity.THRESHOLDS]
    controls: list[Control] = [
        Choice("record", "Record", tuple((k, r.label) for k, r in records.items()), "world"),
        Range(
            "threshold",
            "Fit from",
            0,
            len(words) - 1,
            severity.THRESHOLDS.index(FIRST_THRESHOLD),
            shown=tuple(words),
        ),
        Switch("keep", "Keep the largest event in", True),
    ]
    return Instrument(
        [_curve(records, grid, controls), _exponents(grid, controls)],
        controls,
        _words(records),
        reading=_READING,
        twin=_TWIN,
    )


# ---- data as the charts want it


def _records() -> dict[str, _Record]:
    """Every record by the name its option has: complete ones, made-up ones, and the warning."""
    table = load("severity_counts")
    world = severity.record(table, WORLD)
    size = int(world.loc[world["deaths"] >= severity.LEAST_THRESHOLD, "events"].sum())
    found = {"world": _Record("World, 1968 to 2006", world, years=39)}
    for key, code, label, years in (
        ("iraq", "IRQ", "Iraq, 1989 to 2018", 30),
        ("nigeria", "NGA", "Nigeria, 1990 to 2019", 30),
        ("syria", "SYR", "Syria, 2016 to 2019", 4),
    ):
        found[key] = _Record(label, severity.record(table, f"UCDP GED {code}"), years=years)
    for known, seed in _SEEDS.items():
        counts = severity.made_up(known, size, severity.LEAST_THRESHOLD, seed)
        key = f"made-{known:.1f}".replace(".", "-")
        found[key] = _Record(f"Made up, exponent {known:.1f}", counts, known=known)
    landmarks = severity.from_tolls(load("events_landmark")["victims_killed_low"])
    found["landmarks"] = _Record("Landmark list (a warning)", landmarks)
    return found


def _grid(records: dict[str, _Record]) -> pd.DataFrame:
    """Every record, with and without its largest event, fitted at every threshold."""
    parts = []
    for key, record in records.items():
        largest = int(record.counts["deaths"].max())
        for kept in (True, False):
            counts = record.counts if kept else severity.without_largest(record.counts)
            fitted = severity.fits(counts, severity.THRESHOLDS, size=largest)
            parts.append(
                fitted.assign(
                    record=key,
                    kept=kept,
                    step=range(len(fitted)),
                    best=severity.best_threshold(fitted),
                )
            )
    return pd.concat(parts, ignore_index=True)


def _lines(grid: pd.DataFrame) -> pd.DataFrame:
    """The fitted line of each row of the grid, and the wedge of its interval, to the far end."""
    lines = grid[grid["exponent"].notna()]
    ends = {
        name: [
            row["share"] * severity.tail_probability(_FAR, row["threshold"], row[name])
            for row in lines.to_dict("records")
        ]
        for name in ("exponent", "exponent_low", "exponent_high")
    }
    out = lines[["record", "kept", "step", "threshold"]].copy()
    out["share"] = [_short(share) for share in lines["share"]]
    out["end"] = [_short(end) for end in ends["exponent"]]
    out["along"] = [[threshold, _FAR] for threshold in lines["threshold"]]
    for name, column in (("exponent_high", "under"), ("exponent_low", "over")):
        out[column] = [
            [_short(share), _short(end)]
            for share, end in zip(lines["share"], ends[name], strict=True)
        ]
    return out


def _points(records: dict[str, _Record]) -> pd.DataFrame:
    """The share of events at least so deadly, packed: one row a record, with and without."""
    rows = []
    for key, record in records.items():
        for kept in (True, False):
            counts = record.counts if kept else severity.without_largest(record.counts)
            shares = severity.ccdf(counts)
            shares["share"] = [_short(share) for share in shares["share"]]
            rows.append({"record": key, "kept": kept, **shares.to_dict("list")})
    return pd.DataFrame(rows)


def _largest(records: dict[str, _Record]) -> pd.DataFrame:
    """The largest event of each record, where it stands and what is written beside it."""
    rows = []
    for key, record in records.items():
        last = severity.ccdf(record.counts).iloc[-1]
        rows.append(
            {"record": key, "deaths": int(last["deaths"]), "share": _short(float(last["share"]))}
        )
    return pd.DataFrame(rows)


def _said(records: dict[str, _Record], grid: pd.DataFrame) -> pd.DataFrame:
    """What the reading says: one row for each record and threshold, both ways of counting."""
    found = grid.set_index(["record", "step", "kept"]).to_dict("index")
    rows = []
    for key, record in records.items():
        middles = {
            True: _middle(record.counts),
            False: _middle(severity.without_largest(record.counts)),
        }
        for step, threshold in enumerate(severity.THRESHOLDS):
            row: dict[str, Any] = {"record": key, "step": step, "threshold": threshold}
            for kept, prefix in ((True, ""), (False, "out_")):
                told = middles[kept] | _fitted(record, found[key, step, kept])
                row |= {f"{prefix}{name}": value for name, value in told.items()}
            row["says"] = _sentence(record, row)
            rows.append(row)
    return pd.DataFrame(rows)


def _middle(counts: pd.DataFrame) -> dict[str, Any]:
    """What a record says of itself without any fit."""
    return {
        "total": int(counts["events"].sum()),
        "mean": round(severity.mean_deaths(counts), 2),
        "median": round(severity.median_deaths(counts)),
        "half": severity.events_holding_half(counts),
    }


def _fitted(record: _Record, fit: Any) -> dict[str, Any]:
    """What a fit says, as it is written; nothing where there are too few events."""
    told: dict[str, Any] = {"events": int(fit["events"]), "best": int(fit["best"])}
    if pd.isna(fit["exponent"]):
        return told | dict.fromkeys(("exponent", "distance", "expected", "chance", "wait"))
    ends = ("", "_low", "_high")
    expected = [float(fit[f"expected{end}"]) for end in ends]
    chances = [round(100 * severity.chance_of_at_least_one(one)) for one in expected]
    told["exponent"] = "{:.2f} ({:.2f} to {:.2f})".format(*(fit[f"exponent{e}"] for e in ends))
    told["distance"] = round(float(fit["distance"]), 3)
    told["expected"] = "{:.2f} ({:.2f} to {:.2f})".format(*expected)
    told["chance"] = "{} % ({} to {} %)".format(*chances)
    # More events expected, fewer years to wait: the interval turns round.
    waits = (
        [severity.years_between(one, record.years) for one in (expected[0], *expected[:0:-1])]
        if record.years
        else []
    )
    told["wait"] = "{} ({} to {})".format(*map(_rounded, waits)) if waits else None
    return told


def _sentence(record: _Record, row: dict[str, Any]) -> str:
    largest = int(record.counts["deaths"].max())
    reached = f"{row['events']:,} of {row['total']:,} events killed {row['threshold']} or more"
    if row["exponent"] is None:
        return f"{record.label}: {reached}, too few to fit a line."
    without = row["out_exponent"] or "not to be fitted"
    return (
        f"{record.label}: {reached}. Exponent {row['exponent']}; without the largest event, of "
        f"{largest:,} deaths, {without}."
    )


def _short(value: float) -> float:
    """To four figures: more would only make the chart heavy."""
    return float(f"{value:.4g}")


def _rounded(years: float) -> str:
    """Years to two figures, and what lies beyond ten thousand as that."""
    return f"{int(float(f'{years:.2g}')):,}" if years < 10_000 else "over 10,000"


# ---- the drawings


def _x(title: str, domain: list[int], values: list[int]) -> alt.X:
    return alt.X(
        "deaths:Q",
        title=title,
        scale=alt.Scale(type="log", domain=domain, nice=False),
        axis=alt.Axis(values=values, format=",d", grid=False),
    )


def _curve(records: dict[str, _Record], grid: pd.DataFrame, controls: list[Control]) -> Any:
    x = _x("Deaths in one event", [1, _FAR], [1, 10, 100, 1000, _FAR])
    y = alt.Y(
        "share:Q",
        title="Share of events at least so deadly",
        scale=alt.Scale(type="log", domain=[_LOWEST, 1], nice=False),
        axis=alt.Axis(
            values=[1, 0.1, 0.01, 0.001, 0.0001],
            labelExpr="datum.value == 1 ? 'all' : '1 in ' + format(1 / datum.value, ',.0f')",
        ),
    )
    lines = _lines(grid)
    band = (
        alt.Chart(lines, name="interval")
        .transform_filter(f"{_CHOSEN} && datum.step == threshold")
        .transform_flatten(["along", "under", "over"], ["deaths", "lower", "upper"])
        .mark_area(color=palette.CHOSEN, opacity=0.22, clip=True)
        .encode(x=x, y=alt.Y("lower:Q", scale=y["scale"]), y2="upper:Q")
    )
    line = (
        alt.Chart(lines, name="line")
        .transform_filter(f"{_CHOSEN} && datum.step == threshold")
        .mark_rule(color=palette.CHOSEN, strokeWidth=2.2, clip=True)
        .encode(x="threshold:Q", x2=alt.X2Datum(_FAR), y=y, y2="end:Q")
    )
    points = (
        # A label for each of some hundred points would cost time: the whole drawing has its words.
        alt.Chart(_points(records), name="points")
        .transform_filter(_CHOSEN)
        .transform_flatten(["deaths", "events", "at_least", "share"])
        .mark_point(shape="circle", size=26, filled=True, opacity=0.8, color=palette.BASELINE)
        .encode(
            x=x,
            y=y,
            tooltip=[
                alt.Tooltip("deaths:Q", title="Deaths", format=","),
                alt.Tooltip("events:Q", title="Events with so many", format=","),
                alt.Tooltip("at_least:Q", title="Events with at least so many", format=","),
            ],
        )
    )
    return (
        alt.layer(
            band, line, points, *_largest_marks(_largest(records), x, y), *_rule(records, grid)
        )
        .add_params(*(param for control in controls for param in control.params()))
        .properties(width="container", height=_HEIGHT, padding={"top": 22, "right": 14})
    )


def _largest_marks(largest: pd.DataFrame, x: alt.X, y: alt.Y) -> list[Any]:
    """The largest event: a full diamond while it is in, a hollow one where it was left out."""
    base = alt.Chart(largest).transform_filter("datum.record == record").encode(x=x, y=y)
    full = alt.condition("keep", alt.value(1), alt.value(0))
    mark = base.mark_point(
        shape="diamond", size=130, filled=True, opacity=1, color=palette.BASELINE, strokeWidth=2
    ).encode(fillOpacity=full, stroke=alt.value(palette.BASELINE), strokeOpacity=alt.value(1))
    label = (
        base.transform_calculate(words="(keep ? '' : 'left out: ') + format(datum.deaths, ',')")
        .mark_text(align="center", dy=-15, fontSize=12, fontWeight=600)
        .encode(text="words:N")
    )
    return [mark, label]


def _rule(records: dict[str, _Record], grid: pd.DataFrame) -> list[Any]:
    """The threshold as an upright line; the row behind it is what the reading says."""
    chosen = alt.Chart(_said(records, grid), name="fit").transform_filter(_OF_THRESHOLD)
    line = chosen.mark_rule(strokeDash=[4, 3], strokeWidth=1.2).encode(
        x="threshold:Q", y=alt.value(0), y2=alt.value(_HEIGHT)
    )
    label = (
        alt.Chart(
            pd.DataFrame({"step": range(len(severity.THRESHOLDS)), "at": severity.THRESHOLDS})
        )
        .transform_filter("datum.step == threshold")
        .transform_calculate(words="'from ' + datum.at + ' up'")
        .mark_text(align="left", baseline="bottom", dy=-5, fontSize=12)
        .encode(x="at:Q", y=alt.value(0), text="words:N")
    )
    return [line, label]


def _exponents(grid: pd.DataFrame, controls: list[Control]) -> Any:
    """The exponent and its interval at every threshold of the chosen record."""
    shown = grid.loc[
        grid["exponent"].notna(),
        ["record", "kept", "step", "threshold", "events", *_EXPONENT],
    ].round(3)
    x = alt.X(
        "threshold:Q",
        title="Threshold (deaths)",
        scale=alt.Scale(type="log", domain=[5.3, 136], nice=False),
        axis=alt.Axis(values=[6, 12, 25, 50, 100], format="d", grid=False),
    )
    y = alt.Y(
        "exponent:Q",
        title="Fitted exponent",
        scale=alt.Scale(domain=[1, 5], nice=False, zero=False),
        axis=alt.Axis(values=[1, 2, 3, 4, 5], format=".0f"),
    )
    here = alt.when("datum.step == threshold")
    base = alt.Chart(shown).transform_filter(_CHOSEN)
    colour = here.then(alt.value(palette.CHOSEN)).otherwise(alt.value(palette.QUIET))
    intervals = base.mark_rule(clip=True).encode(
        x=x,
        y=alt.Y("exponent_low:Q", scale=y["scale"]),
        y2="exponent_high:Q",
        color=colour,
        size=here.then(alt.value(3)).otherwise(alt.value(1.5)),
    )
    points = (
        base.properties(name="exponents")
        .mark_point(filled=True, opacity=1, clip=True)
        .encode(
            x=x,
            y=y,
            color=colour,
            size=here.then(alt.value(110)).otherwise(alt.value(45)),
            tooltip=[
                alt.Tooltip("threshold:Q", title="Threshold"),
                alt.Tooltip("events:Q", title="Events at or above", format=","),
                alt.Tooltip("exponent:Q", title="Exponent", format=".2f"),
                alt.Tooltip("exponent_low:Q", title="Interval from", format=".2f"),
                alt.Tooltip("exponent_high:Q", title="to", format=".2f"),
            ],
        )
    )
    known = pd.DataFrame(
        [{"record": f"made-{e:.1f}".replace(".", "-"), "exponent": e} for e in _SEEDS]
    )
    truth = alt.Chart(known).transform_filter("datum.record == record")
    line = truth.mark_rule(strokeDash=[6, 4], strokeWidth=1.3).encode(y=y)
    label = truth.mark_text(align="left", baseline="bottom", dx=6, dy=-6, fontSize=12).encode(
        x=alt.value(0),
        y=alt.value(_HEIGHT),
        text=alt.value("dashed: the exponent it was made with"),
    )
    return (
        alt.layer(intervals, points, line, label)
        .add_params(*(param for control in controls for param in control.params()))
        .properties(width="container", height=_HEIGHT, padding={"top": 34, "right": 8})
    )


_EXPONENT = ["exponent", "exponent_low", "exponent_high"]


# ---- what is said with it

_READING = Reading(
    sentence="{fit.says}",
    caption="One event in or out (in brackets: 95 per cent intervals)",
    columns=(
        Column("fit", "All events"),
        Column("fit", "Largest left out", prefix="out_"),
    ),
    rows=(
        Field("total", "Events", "d"),
        Field("mean", "Mean deaths", ".2f"),
        Field("median", "Median deaths", "d"),
        Field("half", "Events with half of all deaths", "d"),
        Field("events", "Events fitted", "d"),
        Field("exponent", "Exponent", ""),
        Field("distance", "Distance of the line", ".3f"),
        Field("best", "Threshold of smallest distance", "d"),
        Field("expected", "As deadly as the largest: expected", ""),
        Field("chance", "Chance of at least one", ""),
        Field("wait", "Years to the next, if unchanged", ""),
    ),
)

_TWIN = Twin(
    mark="points",
    caption="Events by how many they killed",
    fields=(
        Field("deaths", "Deaths", "d"),
        Field("events", "Events with so many", "d"),
        Field("at_least", "Events with at least so many", "d"),
        Field("share", "Share of all events", ".5f"),
    ),
)


def _words(records: dict[str, _Record]) -> Words:
    world = records["world"].counts
    total, largest = int(world["events"].sum()), int(world["deaths"].max())
    return Words(
        title="How deadly events are: the tail of a record",
        caption=(
            "First chart: the share of a record's events that killed at least so many; both axes "
            "are logarithmic. The line is a power law fitted to the events from the threshold up, "
            "the wedge its 95 per cent bootstrap interval. Second chart: the exponent at every "
            "threshold. "
            "Iraq, Nigeria and Syria: killings of civilians by non-state groups, events of one day "
            "only. The landmark list is no record: it shows how choosing by fame bends a tail. "
            "Each point of the first stands for people."
        ),
        alt=(
            "Two charts of one record, at first the world's. On two logarithmic axes the share of "
            f"events falls nearly in a straight line, from all {total:,} events with one death or "
            f"more to a single one with {largest:,}. Beside it, the fitted exponent with its "
            "interval at each threshold: the intervals widen as the threshold rises."
        ),
        sources=(
            "clauset-shalizi-newman-2009",
            "hill-1975",
            "ucdp-ged-iraq-1989-2018",
            "ucdp-ged-nigeria-1990-2019",
            "ucdp-ged-syria-2016-2019",
        ),
        notes_title="How it is made",
        notes=(
            "Fit: maximum likelihood with the continuous approximation for whole numbers, good "
            "from a threshold of about 6 up.",
            f"Interval: 1,000 samples drawn from the record with replacement. Fewer than "
            f"{severity.LEAST_EVENTS} events at or above the threshold are not fitted.",
            "Distance: the largest gap between the two shares, by Kolmogorov and Smirnov, from 0 "
            "to 1. The rule of Clauset, Shalizi and Newman takes the threshold with the smallest.",
            "The last three lines speak of events as deadly as the largest: how many the fit "
            "expects in a record of as many events, the chance of at least one, and the mean "
            "number of years from one to the next. They hold only if the line runs on beyond the "
            "data, if attacks come independently, and if the world stays as it was.",
            "Landmark list: the low end of each range of victims killed, from events_landmark.",
        ),
    )
