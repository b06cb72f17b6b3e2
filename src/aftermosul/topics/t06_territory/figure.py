"""Territory through time: places taken and lost, rival measures of the land, and precedents."""

from __future__ import annotations

import pandas as pd

from aftermosul.display import dates, palette
from aftermosul.evidence.tables import load
from aftermosul.figures import known, settings
from aftermosul.figures.controls import Choice, Control, Range
from aftermosul.figures.fields import Field
from aftermosul.figures.grid import Grid
from aftermosul.figures.readings import Column, Reading, Twin
from aftermosul.figures.widget import Instrument
from aftermosul.topics.t06_territory import land, model, places, words
from aftermosul.topics.t06_territory import rows as made

_DAY = (
    Field("day", "Day", "text"),
    *(Field(name, name, "d") for name in ("places", "held", "lost", "waiting")),
)
_SPOT = (
    *(Field(name, name, "text") for name in ("name", "taken", "lost", "again", "finally")),
    *(Field(name, name, "d") for name in ("earlier", "larger", "longer", "both")),
)


def territory() -> Instrument:
    """The figure of lesson 06.

    A map of the places that were taken and lost on a day, beside it a lane for each, or every
    figure of the land by who said it; and, for what came before, land against length of rule.
    """
    cities, territory, rulers = (
        load(name) for name in ("cities", "territory", "territorial_rulers")
    )
    cities["public"] = made.public_places(cities)
    territory["public"], rulers["public"] = known.public(territory), known.public(rulers)
    inside = cities[cities["iso3"].isin(["IRQ", "SYR"])].reset_index(drop=True)
    said = model.figures(territory)
    spells = model.spells(inside)
    stretches = model.states(inside, made.DAYS)
    dated = model.dated(stretches, spells, made.DAYS, made.ESSAYS_DAY, known.NO)
    rows, ours = made.figures(said), made.ours(said, rulers)
    essay = pd.DataFrame({"when": [made.years(made.ESSAY)], "words": ["the essay"]})
    shown = tuple(dates.day(day) for day in made.DAYS)
    short = tuple(f"{day.day} {day:%b %Y}" for day in made.DAYS)
    now = Range("now", "Month", 0, len(made.DAYS) - 1, made.ESSAYS_DAY, shown=short, plays_ms=350)
    shows = Choice("shows", "Show", made.SHOWS, "places")
    spots = model.places(inside).sort_values("name")
    options = zip(spots["spot"], spots["name"], strict=True)
    nobody = (made.NOBODY, "no place")
    place = Choice("place", "Point out", (nobody, *options), made.NOBODY, colour=palette.CHOSEN)
    guess = words.guess(said)
    counts = Grid(made.counts(stretches, shown), ("step",), _DAY).at("day", "now")
    earlier = model.precedents(rulers, before=places.FIRST_YEAR, until=made.ESSAY.year)
    compared = model.compared(earlier, ours["low"].max(), int(ours["years"].iloc[0]))
    spot = Grid(made.spots(spells, compared), ("shows", "place"), _SPOT).at(
        "spot", "shows", "place"
    )
    held = made.drawn(earlier)
    voices = tuple(Field(f"by{n}", m, "text") for n, m in enumerate(made.VOICES))
    spoken = Grid(
        made.spoken(said), ("shows", "step", "then"), (Field("what", "What", "text"), *voices)
    )
    last = spoken.at("said", "shows", "now", known.NAME)
    table = made.table(rows)
    controls: list[Control] = [now, shows, place]
    moving: list[Control] = [now, place]
    unseen = [*(chosen.unseen() for chosen in (counts, spot, last)), table]
    return Instrument(
        [
            settings.only_when(
                places.whole_map(dated, unseen, controls), shows=("places", "area", "share")
            ),
            settings.only_when(places.lanes(made.bars(spells), essay, moving), shows=("places",)),
            settings.only_when(land.makers("area", rows, essay, controls=[now]), shows=("area",)),
            settings.only_when(
                land.makers(
                    "share", rows, essay, *land.ghost(guess, essay), controls=[now], guess=guess
                ),
                shows=("share",),
            ),
            settings.only_when(land.rulers(held, ours, [shows]), shows=("rulers",)),
        ],
        controls,
        words.words(inside, earlier, cities, said),
        reading=Reading(
            sentence=words.SENTENCES,
            caption="What each maker had said last by that day",
            columns=(Column("said", "{said.what}"),),
            rows=voices,
            corner="Who",
            case_of="spot",
            outcomes=(counts, spot, last),
        ),
        twin=Twin(
            "table",
            "Every figure of the land, or of the share lost, in Iraq and Syria together",
            (
                *land.FIGURE,
                Field("source", "Source", "text"),
                Field("note", "What to know", "text"),
            ),
            rows[rows["measure"] == "area"],
        ),
        steps=words.steps(
            made.ESSAYS_DAY, made.DAYS.index(pd.Timestamp(2015, 1, 15)), len(made.DAYS) - 2
        ),
        guess=guess,
        click=("place", "spot"),
        known=known.Known(
            made.public_counts(dated, rows, held, ours), {"shows": "shows", "step": "now"}
        ),
    )
