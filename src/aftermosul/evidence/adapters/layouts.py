"""Which columns a database's file has, how it is recognised, and what is said of a wrong one."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from aftermosul.problems import Problem

_A_DATE = re.compile(r"\d{1,4}[-/.]\d{1,2}[-/.]\d{1,4}")


@dataclass(frozen=True)
class Layout:
    """A database's file: its name, the function that reads it, and the columns that are read.

    `text` and `numbers` map the name used here to the headings it has had in the releases.
    Without a column of `needed` a row is no event; the others may be missing. `headless` is the
    order of all columns in releases that come without a row of headings.
    `last` is a column at the end that never holds a code of one digit, while the one before it
    does: where it holds one, the row has a cell too many and its cells have shifted.
    """

    name: str
    reader: str
    text: dict[str, tuple[str, ...]]
    numbers: dict[str, tuple[str, ...]]
    needed: tuple[str, ...]
    last: str = ""
    headless: tuple[str, ...] = ()

    @property
    def columns(self) -> dict[str, tuple[str, ...]]:
        """All that is read, text first."""
        return {**self.text, **self.numbers}

    def places(self, headings: Sequence[str]) -> dict[str, int]:
        """Where each column stands among `headings`; a column that is missing is left out."""
        first: dict[str, int] = {}
        for place, heading in enumerate(headings):
            first.setdefault(heading.strip().lower(), place)
        return {
            column: first[name]
            for column, names in self.columns.items()
            for name in reversed(names)
            if name in first
        }

    def missing(self, headings: Sequence[str]) -> list[str]:
        """The headings that are looked for and not there, in the newest spelling."""
        there = self.places(headings)
        return [names[0] for column, names in self.columns.items() if column not in there]

    def lacks(self, headings: Sequence[str]) -> list[str]:
        """Those among the missing without which nothing can be read."""
        return [name for name in self.missing(headings) if name in self.needed]


@dataclass(frozen=True)
class Found:
    """Where each column of a layout stands in a file, and whether its first row is an event."""

    places: dict[str, int]
    headless: bool = False
    notes: tuple[str, ...] = ()


def _same(*names: str) -> dict[str, tuple[str, ...]]:
    return {name: (name,) for name in names}


# The names have not changed from the release of July 2018 to that of 2022.
GTD = Layout(
    name="Global Terrorism Database",
    reader="adapters.gtd",
    text=_same("eventid", "country_txt", "city", "attacktype1_txt", "gname"),
    numbers=_same(
        "iyear",
        "imonth",
        "iday",
        "latitude",
        "longitude",
        "nkill",
        "nkillter",
        "nwound",
        "nwoundte",
    ),
    needed=("eventid", "iyear", "nkill"),
    last="related",
)

# The monthly candidate releases come without headings now and then, in this order.
_CANDIDATE = (
    "id relid year active_year code_status type_of_violence conflict_dset_id conflict_new_id "
    "conflict_name dyad_dset_id dyad_new_id dyad_name side_a_dset_id side_a_new_id side_a "
    "side_b_dset_id side_b_new_id side_b number_of_sources source_article source_office "
    "source_date source_headline source_original where_prec where_coordinates where_description "
    "adm_1 adm_2 latitude longitude geom_wkt priogrid_gid country country_id region event_clarity "
    "date_prec date_start date_end deaths_a deaths_b deaths_civilians deaths_unknown best high low "
    "gwnoa gwnob"
)

# Early releases call the three estimates best_est, low_est and high_est.
UCDP = Layout(
    name="UCDP Georeferenced Event Dataset",
    reader="adapters.ucdp_ged",
    text=_same("id", "country", "where_coordinates", "side_a", "side_b", "date_start", "date_end"),
    numbers={
        **_same("date_prec", "latitude", "longitude", "type_of_violence"),
        **_same("deaths_a", "deaths_civilians"),
        "best": ("best", "best_est"),
        "low": ("low", "low_est"),
        "high": ("high", "high_est"),
    },
    needed=("id", "type_of_violence", "date_start", "best"),
    headless=tuple(_CANDIDATE.split()),
)

LAYOUTS = (GTD, UCDP)


def find(layout: Layout, first: Sequence[str], file: str) -> Found:
    """Where each column stands, from a file's first row.

    Raises `Problem`, naming what the file is instead, or what it lacks.
    """
    headless = _without_headings(layout, first, file)
    if headless:
        return headless
    lacks = layout.lacks(first)
    nearest = max(LAYOUTS, key=lambda other: _share(other, first))
    if not lacks:
        return Found(layout.places(first))
    if nearest is not layout and _share(nearest, first) > 0.5:
        raise Problem(
            f"{file} is in the layout of the {nearest.name}: read it with "
            f'{nearest.reader}("{file}").'
        )
    if lacks and _share(layout, first) > 0.5:
        one = len(lacks) == 1
        raise Problem(
            f"{file} is nearest to the layout of the {layout.name}, but "
            f"{'this column is' if one else 'these columns are'} missing: {', '.join(lacks)}. "
            "Use the file as it was released."
        )
    missing = layout.missing(first)
    begins = ", ".join(heading.strip() or "(empty)" for heading in first[:4])
    raise Problem(
        f"{file} is not a file of the {layout.name}: it begins with the columns {begins}, "
        f"and lacks {', '.join(missing[:6])}{' and more' if len(missing) > 6 else ''}."
    )


def _without_headings(layout: Layout, first: Sequence[str], file: str) -> Found | None:
    """What is found in a file that begins with an event; None where it begins with headings.

    Raises `Problem` where it begins with one, and what stands where is not known.
    """
    if not first or not first[0].strip().isdecimal() or any(o.places(first) for o in LAYOUTS):
        return None
    for other in LAYOUTS:
        places = other.places(other.headless)
        # A workbook's row ends with its last filled cell, and the last columns are often empty.
        wide_enough = max(places.values(), default=0) < len(first) <= len(other.headless)
        if not wide_enough or not _fits(places, first):
            continue
        if other is not layout:
            raise Problem(
                f"{file} is in the layout of the {other.name}, without headings: read it with "
                f'{other.reader}("{file}").'
            )
        note = (
            f"{file} has no row of headings: its columns were taken in the order of the candidate "
            "releases, which fits its first row."
        )
        return Found(places, headless=True, notes=(note,))
    raise Problem(
        f"{file} has no row of headings, and its {len(first)} columns are not in an order that "
        f"is known of the {layout.name}: put the headings of the release in as the first row."
    )


def _fits(places: dict[str, int], row: Sequence[str]) -> bool:
    """Whether the cells of `row` can be an event of UCDP: a kind, a date, and three estimates."""
    cells = {name: row[place].strip() for name, place in places.items()}
    estimates = [cells[name] for name in ("low", "best", "high")]
    return (
        cells["type_of_violence"] in {"1", "2", "3"}
        and cells["date_prec"] in {"1", "2", "3", "4", "5"}
        and _A_DATE.match(cells["date_start"]) is not None
        and all(estimate.isdecimal() for estimate in estimates)
    )


def _share(layout: Layout, headings: Sequence[str]) -> float:
    return len(layout.places(headings)) / len(layout.columns)
