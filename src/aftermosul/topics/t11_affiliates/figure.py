"""Branches of two networks: where and since when, how strong by whom, and built by veterans?"""

from __future__ import annotations

import pandas as pd

from aftermosul.display import palette
from aftermosul.evidence.tables import load
from aftermosul.figures import known, settings
from aftermosul.figures.controls import Choice, Control, Range
from aftermosul.figures.grid import Grid
from aftermosul.figures.readings import Column, Reading, Twin
from aftermosul.figures.widget import Instrument
from aftermosul.topics.t11_affiliates import evidence, model, places, words
from aftermosul.topics.t11_affiliates import rows as made

_YEAR_END, _LATE = 11, 71  # December 2014, December 2019


def affiliates() -> Instrument:
    """The first figure of lesson 11.

    A map and a lane for each branch that share a date; estimates of fighters by maker; findings on
    veterans for and against. A click on a branch opens what the tables hold on it.
    """
    own = made.branches()
    said, found = made.estimates(own), made.findings(own)
    stretches, cut = model.states(own, made.DAYS), made.cut(own)
    essay = pd.DataFrame({"when": [made.years(made.ESSAY)], "words": ["the essay"]})
    short = tuple(f"{day.day} {day:%b %Y}" for day in made.DAYS)
    now = Range("now", "Month", 0, len(made.DAYS) - 1, _YEAR_END, shown=short, plays_ms=250)
    shows = Choice("shows", "Show", made.SHOWS, "map")
    alphabet = own.sort_values("name")
    options = ((made.NOBODY, "no branch"), *zip(alphabet["spot"], alphabet["name"], strict=True))
    branch = Choice(
        "branch",
        "Open",
        (*options, ("core-is", "Iraq and Syria, the core")),
        made.NOBODY,
        colour=palette.CHOSEN,
    )
    day = Grid(made.counts(stretches, said, found), ("step",), words.DAY).at("day", "now")
    spot = Grid(made.spots(own), ("shows", "branch"), words.SPOT).at("spot", "shows", "branch")
    told = Grid(
        made.dossiers(own, said, found), ("branch", "then"), (*words.SPOT[:1], *words.DOSSIER)
    )
    dossier = told.at("dossier", "branch", known.NAME)
    every = made.table(own, said, found)
    controls: list[Control] = [now, shows, branch]
    moving: list[Control] = [now, branch]
    unseen = [*(chosen.unseen() for chosen in (day, spot, dossier)), made.twin(every)]
    drawn = said[said["panel"].notna()]
    in_order = list(dict.fromkeys(found["name"]))
    return Instrument(
        [
            settings.only_when(places.whole_map(cut, unseen, controls), shows=("map",)),
            settings.only_when(
                places.lanes(made.bars(own), list(own["name"]), essay, moving), shows=("map",)
            ),
            settings.only_when(evidence.strength(_slim(drawn), moving), shows=("strength",)),
            settings.only_when(
                evidence.veterans(_slim(found), in_order, moving), shows=("veterans",)
            ),
        ],
        controls,
        words.words(own, said, len(load("affiliate_strength")) - len(said)),
        reading=Reading(
            sentence=words.SENTENCES,
            caption="What the tables hold on a branch",
            columns=(Column("dossier", "{dossier.name}"),),
            rows=words.DOSSIER,
            corner="Branch",
            case_of="spot",
            outcomes=(spot, day, dossier),
        ),
        twin=Twin(
            "table",
            "Every branch, estimate or finding of this view",
            words.ROW,
            every[every["shows"] == "map"],
        ),
        steps=words.steps(_YEAR_END, made.ESSAYS_DAY, _LATE, len(made.DAYS) - 1),
        click=("branch", "spot"),
        known=known.Known(made.public_counts(cut, said, found), {"shows": "shows", "step": "now"}),
    )


def _slim(rows: pd.DataFrame) -> pd.DataFrame:
    """What is drawn of the rows, without what only the table shows."""
    dropped = ("source_id", "source", "note", "verified", "finding", "id", "affiliate_id")
    return rows.drop(columns=[name for name in dropped if name in rows])
