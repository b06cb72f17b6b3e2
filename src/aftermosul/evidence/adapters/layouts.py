"""Which columns a database's file has, how it is recognised, and what is said of a wrong one."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from aftermosul.problems import Problem


@dataclass(frozen=True)
class Layout:
    """A database's file: its name, the function that reads it, and the columns that are read.

    `text` and `numbers` map the name used here to the headings it has had in the releases.
    `last` is a column at the end that never holds a code of one digit, while the one before it
    does: where it holds one, the row has a cell too many and its cells have shifted.
    """

    name: str
    reader: str
    text: dict[str, tuple[str, ...]]
    numbers: dict[str, tuple[str, ...]]
    last: str = ""

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
    last="related",
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
)

LAYOUTS = (GTD, UCDP)


def find(layout: Layout, headings: Sequence[str], file: str) -> dict[str, int]:
    """Where each column of `layout` stands. Raises `Problem`, naming what the file is instead."""
    missing = layout.missing(headings)
    if not missing:
        return layout.places(headings)
    nearest = max(LAYOUTS, key=lambda other: _share(other, headings))
    if nearest is not layout and _share(nearest, headings) > 0.5:
        raise Problem(
            f"{file} is in the layout of the {nearest.name}: read it with "
            f'{nearest.reader}("{file}").'
        )
    if _share(nearest, headings) > 0.5:
        one = len(missing) == 1
        raise Problem(
            f"{file} is nearest to the layout of the {layout.name}, but "
            f"{'this column is' if one else 'these columns are'} missing: {', '.join(missing)}. "
            "Use the file as it was released."
        )
    begins = ", ".join(heading.strip() or "(empty)" for heading in headings[:4])
    raise Problem(
        f"{file} is not a file of the {layout.name}: it begins with the columns {begins}, "
        f"and lacks {', '.join(missing[:6])}{' and more' if len(missing) > 6 else ''}."
    )


def _share(layout: Layout, headings: Sequence[str]) -> float:
    return len(layout.places(headings)) / len(layout.columns)
