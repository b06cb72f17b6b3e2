"""Reading a database of the reader's own: time and memory against pandas on the same columns."""

from __future__ import annotations

import csv
import itertools
import json
import statistics
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path

from aftermosul.evidence.adapters.layouts import GTD, UCDP, Layout
from tests.evidence.adapters import layouts

ROWS = 200_000
ROUNDS = 5

_TIMED = """
import json, resource, sys, time
import pandas as pd
from aftermosul import adapters
path, columns, reader = sys.argv[1], json.loads(sys.argv[2]), getattr(adapters, sys.argv[3])
began = time.perf_counter()
{read}
seconds = time.perf_counter() - began
unit = 2**20 if sys.platform == "darwin" else 2**10
print(json.dumps([seconds, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / unit]))
"""
_OURS = _TIMED.format(read="reader(path)")
_PANDAS = _TIMED.format(read="pd.read_csv(path, usecols=columns)")

_WORDS = ("an", "invented", "sentence", "where", "a", "database", "would", "tell", "more")
_COUNTRIES = [f"Country {number}" for number in range(180)]
_CITIES = [f"Town {number}" for number in range(3000)]
_GROUPS = [f"Group {number}" for number in range(900)]


def _text(number: int, length: int) -> str:
    """Words enough for a cell of prose, different from row to row."""
    words = itertools.islice(itertools.cycle(_WORDS), number % 7, number % 7 + length)
    return f"{' '.join(words)}, {number}"


def _gtd_rows() -> Iterator[layouts.Row]:
    for number in range(ROWS):
        yield layouts.gtd_row(
            number,
            iyear=1970 + number * 50 // ROWS,
            imonth=number % 13,
            iday=number % 29,
            country_txt=_COUNTRIES[number % 180],
            city=_CITIES[number % 3000],
            latitude=number % 89 + 0.123456,
            longitude=number % 179 + 0.654321,
            gname=_GROUPS[number % 900],
            summary=_text(number, 40),
            scite1=_text(number, 20),
            scite2=_text(number, 20),
            nkill="" if number % 10 == 0 else number % 7,
            nkillter="" if number % 3 == 0 else 0,
            nwoundte="" if number % 3 == 0 else 0,
        )


def _ucdp_rows() -> Iterator[layouts.Row]:
    for number in range(ROWS):
        day = f"{1989 + number * 35 // ROWS}-{number % 12 + 1:02}-{number % 28 + 1:02}"
        yield layouts.ucdp_row(
            number,
            type_of_violence=number % 3 + 1,
            side_a=_GROUPS[number % 900],
            side_b=_GROUPS[number % 700],
            where_coordinates=_CITIES[number % 3000],
            country=_COUNTRIES[number % 180],
            date_prec=number % 5 + 1,
            date_start=f"{day} 00:00:00.000",
            date_end=f"{day} 00:00:00.000",
            source_article=_text(number, 30),
            source_headline=_text(number, 12),
        )


def _write(path: Path, columns: list[str], rows: Iterator[layouts.Row]) -> None:
    """A row at a time, so that the bench itself stays small."""
    with path.open("w", encoding="utf-8", newline="") as stream:
        writer = csv.DictWriter(stream, columns, restval="", extrasaction="ignore")
        writer.writeheader()
        writer.writerows(rows)


def _run(code: str, path: Path, layout: Layout) -> tuple[float, float]:
    """Seconds and peak memory (MB) of a new Python that reads `path`."""
    columns = json.dumps([names[0] for names in layout.columns.values()])
    words = [sys.executable, "-c", code, str(path), columns, layout.reader.split(".")[-1]]
    done = subprocess.run(words, check=True, capture_output=True, text=True)
    seconds, megabytes = json.loads(done.stdout)
    return seconds, megabytes


def _compare(
    layout: Layout, columns: list[str], rows: Callable[[], Iterator[layouts.Row]], folder: Path
) -> tuple[float, float, float]:
    """The ratio of median times, and the highest peaks: ours, and that of pandas alone."""
    path = folder / "events.csv"
    _write(path, columns, rows())
    ours, pandas = [], []
    _run(_PANDAS, path, layout)  # once unmeasured: the file into the cache
    for _ in range(ROUNDS):
        pandas.append(_run(_PANDAS, path, layout))
        ours.append(_run(_OURS, path, layout))
    path.unlink()
    ratio = statistics.median(s for s, _ in ours) / statistics.median(s for s, _ in pandas)
    return ratio, max(peak for _, peak in ours), max(peak for _, peak in pandas)


def measure() -> dict[str, float]:
    """Both layouts, 200,000 invented rows each; the two readers run in turn."""
    with tempfile.TemporaryDirectory() as folder:
        gtd = _compare(GTD, layouts.GTD, _gtd_rows, Path(folder))
        ucdp = _compare(UCDP, layouts.UCDP["ged251"], _ucdp_rows, Path(folder))
    return {
        "gtd_csv_ratio": gtd[0],
        "ucdp_ratio": ucdp[0],
        "adapters_peak_mb": max(gtd[1], ucdp[1]),
        "adapters_pandas_peak_mb": max(gtd[2], ucdp[2]),
    }
