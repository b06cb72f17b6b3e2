"""Every attack a dot, in the lane of who stood behind it; and the plots that became none."""

from __future__ import annotations

from typing import Any

import altair as alt
import pandas as pd

from aftermosul.display import dates, palette
from aftermosul.evidence.tables import load
from aftermosul.figures import known, marks, settings
from aftermosul.figures.controls import Choice, Control
from aftermosul.figures.fields import Field
from aftermosul.figures.grid import Grid
from aftermosul.figures.readings import Column, Reading, Twin
from aftermosul.figures.widget import Instrument
from aftermosul.topics.t10_trained import lanes, model, plots, words
from aftermosul.topics.t10_trained.multiverse import CODINGS, counted, ranks

_AVERAGES = (
    Field("attacks", "Attacks", "d"),
    Field("networks", "Networks", "d"),
    Field("killed", "People killed", "d"),
    Field("mean", "Killed per attack, mean", ".1f"),
    Field("median", "Killed per attack, median", ".1f"),
)


def trained() -> Instrument:
    """The first figure of lesson 10.

    A dot for every attack, sized by people killed, in lanes that follow a coding; averages as dots
    beside each lane, with one attack left out if the reader wishes; and foiled plots by maker.
    """
    table = load("europe_attacks")
    table["public"] = known.public(table)
    plotted = load("foiled_plots_europe")
    plotted["public"] = known.public(plotted)
    foiled = _plots(model.foiled(plotted))
    rows = _rows(table)
    named = dict(zip(rows["id"], rows["short"], strict=True))
    grid = Grid(_settings(table, foiled, named), ("coding", "shows", "without"), _fields())
    now = grid.at("now", "coding", "shows", "without")
    done = rows[rows["status"] == "completed"]
    options = tuple(zip(done["id"], done["short"], strict=True))
    shows = Choice("shows", "Show", words.SHOWS, "dots")
    coding = Choice("coding", "Whose coding", words.CODINGS, "link")
    without = Choice(
        "without",
        "Leave out",
        ((model.NOBODY, "none"), *options),
        model.NOBODY,
        colour=palette.CHOSEN,
    )
    controls: list[Control] = [coding, shows, without]
    early = model.averages(counted(table, "before"), "link")
    guess = words.dots_guess({"directed": early[2]["mean"], "inspired": early[0]["mean"]})
    chart = marks.stack(
        *lanes.ground(),
        *lanes.dots(rows),
        *lanes.averages(now),
        *lanes.ghost(early[0]["mean"]),
        lanes.titles(now),
        *lanes.names(rows),
        now.unseen(),
        _table(rows, foiled),
        controls=controls,
        height=lanes.HEIGHT,
        words="'Each dot an attack; its area, the people killed'",
        guess=guess,
    )
    return Instrument(
        [
            settings.only_when(chart, shows=("dots", "averages", "all")),
            settings.only_when(plots.foiled(foiled, [shows]), shows=("foiled",)),
        ],
        controls,
        words.dots_words(table, len(foiled)),
        reading=Reading(
            sentence=words.DOTS_SENTENCES,
            case_of="now",
            caption="Attacks that harmed somebody, by lane",
            columns=tuple(
                Column("now", f"{{now.{letter}name}}", prefix=letter) for letter in "abc"
            ),
            rows=_AVERAGES,
            corner="Measure",
            outcomes=(now,),
        ),
        twin=Twin("table", "The attacks shown, in order of date", lanes.ATTACK, _first(rows)),
        steps=words.DOTS_STEPS,
        guess=guess,
        click=("without", "attack"),
        known=known.Known(_counts(rows, foiled), {"shows": "shows"}),
    )


# ---- data as the chart wants them


def _rows(table: pd.DataFrame) -> pd.DataFrame:
    placed = model.placed(table)
    columns = ["id", "when", "size", "name", "status", "public", "cluster_id"]
    columns += [f"{coding}Y" for coding in CODINGS]
    rows = placed[columns].assign(
        day=placed["date"].map(dates.day),
        killed=placed["victims_killed"].astype(int),
        early=placed["before_essay"].astype(bool),
        network=placed["cluster_id"].where(placed["cluster_id"].str.startswith("net-"), "–"),
    )
    rows["network"] = rows["network"].str.removeprefix("net-").str.replace("-", " ")
    rows["short"] = placed["city"].str.split(" (", regex=False).str[0] + ", " + rows["day"]
    for coding in CODINGS:
        rows[coding] = [words.NAMES[coding][2 - rank] for rank in ranks(placed, coding)]
    return rows


def _first(rows: pd.DataFrame) -> pd.DataFrame:
    """The rows of the table twin at the first step."""
    return rows[rows["early"]].assign(group=rows["link"])


def _plots(rows: pd.DataFrame) -> pd.DataFrame:
    return rows.assign(
        who=rows["source_name"],
        launched=rows["launched"].astype(int),
        foiled=rows["foiled"].astype(int),
        title=rows["scope"] + ", " + rows["period"],
        order=range(len(rows)),
    )[["id", "who", "period", "launched", "foiled", "total", "share", "title", "order", "public"]]


def _fields() -> tuple[Field, ...]:
    """What the grid keeps: the averages of each lane, its name, and what the sentence needs."""
    averages = [Field(f"{x}{f.name}", f.label, f.how) for x in "abc" for f in _AVERAGES]
    names = [Field(f"{x}name", "Lane", "text") for x in "abc"]
    more = [Field("ratio", "Ratio of means", ".1f"), Field("left", "Left out", "text")]
    counts = [Field("makers", "Counts", "d")]
    counts += [Field(name, name, ".0f") for name in ("least", "most")]
    return (*averages, *names, *more, *counts)


def _settings(table: pd.DataFrame, foiled: pd.DataFrame, named: dict[str, str]) -> pd.DataFrame:
    """The averages for every coding, view and attack that is left out."""
    made = model.settings(table, ("before", "all"))
    spans = {"dots": "before", "averages": "before", "all": "all", "foiled": "before"}
    parts = [made[made["span"] == span].assign(shows=shows) for shows, span in spans.items()]
    rows = pd.concat(parts, ignore_index=True)
    rows.loc[rows["shows"] == "foiled", "case"] = "foiled"
    for letter, place in zip("abc", range(3), strict=True):
        rows[f"{letter}name"] = [words.NAMES[coding][place] for coding in rows["coding"]]
    share = foiled["share"]
    return rows.assign(
        left=rows["without"].map(named | words.ASKED),
        makers=len(foiled),
        least=share.min(),
        most=share.max(),
    )


def _counts(rows: pd.DataFrame, foiled: pd.DataFrame) -> pd.DataFrame:
    """What the switch counts in each view."""
    early = known.counted(rows[rows["early"]])
    views = {"dots": early, "averages": early, "all": known.counted(rows)}
    parts = [counts.assign(shows=shows, what="attacks") for shows, counts in views.items()]
    others = known.counted(foiled).assign(shows="foiled", what="counts of plots")
    return pd.concat([*parts, others], ignore_index=True)


def _table(rows: pd.DataFrame, foiled: pd.DataFrame) -> Any:
    """The rows of the table twin; it draws nothing of its own."""
    kept = rows[["day", "name", "killed", "network", "status", "public", "early", *CODINGS]]
    return (
        alt.Chart(kept, name="table")
        .transform_filter(lanes.shown())
        .transform_calculate(group="datum[coding]")
        .mark_text(text="", x=0, y=0)
        .encode()
    )
