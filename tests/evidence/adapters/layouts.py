"""Files in the layouts of the two databases, with rows that are invented: no event is real.

Only the headings are those of the databases. The bench writes its large files with these too.
"""

from __future__ import annotations

import csv
import importlib
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

Row = dict[str, Any]

# The 135 columns of every release of the Global Terrorism Database since July 2018.
_GTD = (
    "eventid iyear imonth iday approxdate extended resolution country country_txt region "
    "region_txt provstate city latitude longitude specificity vicinity location summary crit1 "
    "crit2 crit3 doubtterr alternative alternative_txt multiple success suicide attacktype1 "
    "attacktype1_txt attacktype2 attacktype2_txt attacktype3 attacktype3_txt targtype1 "
    "targtype1_txt targsubtype1 targsubtype1_txt corp1 target1 natlty1 natlty1_txt targtype2 "
    "targtype2_txt targsubtype2 targsubtype2_txt corp2 target2 natlty2 natlty2_txt targtype3 "
    "targtype3_txt targsubtype3 targsubtype3_txt corp3 target3 natlty3 natlty3_txt gname gsubname "
    "gname2 gsubname2 gname3 gsubname3 motive guncertain1 guncertain2 guncertain3 individual "
    "nperps nperpcap claimed claimmode claimmode_txt claim2 claimmode2 claimmode2_txt claim3 "
    "claimmode3 claimmode3_txt compclaim weaptype1 weaptype1_txt weapsubtype1 weapsubtype1_txt "
    "weaptype2 weaptype2_txt weapsubtype2 weapsubtype2_txt weaptype3 weaptype3_txt weapsubtype3 "
    "weapsubtype3_txt weaptype4 weaptype4_txt weapsubtype4 weapsubtype4_txt weapdetail nkill "
    "nkillus nkillter nwound nwoundus nwoundte property propextent propextent_txt propvalue "
    "propcomment ishostkid nhostkid nhostkidus nhours ndays divert kidhijcountry ransom ransomamt "
    "ransomamtus ransompaid ransompaidus ransomnote hostkidoutcome hostkidoutcome_txt nreleased "
    "addnotes scite1 scite2 scite3 dbsource INT_LOG INT_IDEO INT_MISC INT_ANY related"
)
GTD = _GTD.split()

# The columns of UCDP GED as they grew: estimates were renamed, ids and sources were added.
_UCDP_START = "year active_year type_of_violence"
_UCDP_SIDES = (
    "conflict_new_id conflict_name dyad_new_id dyad_name side_a_new_id side_a side_b_new_id side_b "
    "number_of_sources source_article"
)
_UCDP_SOURCES = "source_office source_date source_headline source_original"
_UCDP_PLACE = (
    "where_prec where_coordinates adm_1 adm_2 latitude longitude geom_wkt priogrid_gid country "
    "country_id region event_clarity date_prec date_start date_end deaths_a deaths_b "
    "deaths_civilians deaths_unknown"
)
UCDP = {
    "ged181": f"id {_UCDP_START} {_UCDP_SIDES} source_original {_UCDP_PLACE} low_est best_est "
    "high_est gwnoa gwnob".split(),
    "ged191": f"id {_UCDP_START} {_UCDP_SIDES} {_UCDP_SOURCES} {_UCDP_PLACE} low best high "
    "gwnoa gwnob".split(),
    "ged211": f"id relid {_UCDP_START} {_UCDP_SIDES} {_UCDP_SOURCES} {_UCDP_PLACE} best high low "
    "gwnoa gwnob".split(),
    "ged251": f"id relid {_UCDP_START} code_status conflict_dset_id dyad_dset_id side_a_dset_id "
    f"side_b_dset_id {_UCDP_SIDES} {_UCDP_SOURCES} where_description {_UCDP_PLACE} best high low "
    "gwnoa gwnob".split(),
}
# All columns of a monthly candidate release, in its order; some of these come without headings.
_CANDIDATE = (
    "id relid year active_year code_status type_of_violence conflict_dset_id conflict_new_id "
    "conflict_name dyad_dset_id dyad_new_id dyad_name side_a_dset_id side_a_new_id side_a "
    "side_b_dset_id side_b_new_id side_b number_of_sources source_article source_office "
    "source_date source_headline source_original where_prec where_coordinates where_description "
    "adm_1 adm_2 latitude longitude geom_wkt priogrid_gid country country_id region event_clarity "
    "date_prec date_start date_end deaths_a deaths_b deaths_civilians deaths_unknown best high low "
    "gwnoa gwnob"
)
CANDIDATE = _CANDIDATE.split()


def gtd_row(number: int = 1, **changes: Any) -> Row:
    """One invented event, on a day in 2001, with 3 killed of whom 1 did it."""
    return {
        "eventid": f"2001{number:08}",
        "iyear": 2001,
        "imonth": 5,
        "iday": 17,
        "country": 900,
        "country_txt": "Ruritania",
        "region_txt": "Nowhere",
        "city": "Strelsau",
        "latitude": 12.5,
        "longitude": 34.25,
        "specificity": 1,
        "summary": "An invented event, with a comma.",
        "success": 1,
        "suicide": 0,
        "attacktype1": 3,
        "attacktype1_txt": "Bombing/Explosion",
        "gname": "Invented Front",
        "nkill": 3,
        "nkillter": 1,
        "nwound": 10,
        "nwoundte": 2,
        "INT_LOG": 0,
        "INT_IDEO": 0,
        "INT_MISC": 0,
        "INT_ANY": 0,
        **changes,
    }


def ucdp_row(number: int = 1, **changes: Any) -> Row:
    """One invented event of one-sided violence, on a day in 2015, with 4 to 9 killed."""
    row = {
        "id": 700000 + number,
        "year": 2015,
        "active_year": 1,
        "type_of_violence": 3,
        "conflict_name": "Invented Front - Civilians",
        "side_a": "Invented Front",
        "side_b": "Civilians",
        "number_of_sources": 1,
        "where_prec": 1,
        "where_coordinates": "Strelsau town",
        "latitude": 12.5,
        "longitude": 34.25,
        "country": "Ruritania",
        "country_id": 900,
        "event_clarity": 1,
        "date_prec": 1,
        "date_start": "2015-08-03 00:00:00.000",
        "date_end": "2015-08-03 00:00:00.000",
        "deaths_a": 0,
        "deaths_b": 0,
        "deaths_civilians": 5,
        "deaths_unknown": 1,
        "best": 6,
        "low": 4,
        "high": 9,
        **changes,
    }
    return {**row, **{f"{name}_est": row[name] for name in ("best", "low", "high")}}


def lines(columns: Sequence[str], rows: Iterable[Row]) -> list[list[Any]]:
    """Headings and cells; what a row does not name is empty."""
    return [list(columns), *([row.get(name, "") for name in columns] for row in rows)]


def write_csv(
    path: Path, columns: Sequence[str], rows: Iterable[Row], encoding: str = "utf-8"
) -> Path:
    """A CSV file in the given layout."""
    with path.open("w", encoding=encoding, newline="") as stream:
        csv.writer(stream).writerows(lines(columns, rows))
    return path


def write_xlsx(path: Path, sheets: dict[str, list[list[Any]]]) -> Path:
    """A workbook with these sheets."""
    openpyxl = importlib.import_module("openpyxl")
    book = openpyxl.Workbook()
    book.remove(book.active)
    for title, table in sheets.items():
        sheet = book.create_sheet(title)
        for row in table:
            sheet.append([None if cell == "" else cell for cell in row])
    book.save(path)
    return path
