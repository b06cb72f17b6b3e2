"""Run every measurement, print it as a table, and write `bench.json`."""

from __future__ import annotations

import json
import sys
from pathlib import Path

from aftermosul.files import write_atomically
from bench import adapters, imports, opening, painting

OUT = Path("bench.json")

_MEANING = {
    "import_ratio": "import of all that a lesson uses, over pandas + altair (aim: under 1.15)",
    "import_alone_ratio": "import aftermosul by itself, over pandas + altair",
    "load_all_s": "every table of the evidence loaded once, s (aim: under 0.3)",
    "gtd_csv_ratio": "a CSV of 200,000 rows in GTD's layout, over pandas (aim: under 3)",
    "ucdp_ratio": "the same in UCDP GED's layout (aim: under 3)",
    "adapters_peak_mb": "the higher peak of memory of the two, MB (aim: under 1000)",
    "adapters_pandas_peak_mb": "the same for read_csv alone, MB",
    "input_to_paint_ms_p50": "input to painted frame: slowest control's median, ms (aim: under 20)",
    "input_to_paint_ms_p95": "the slowest control's 95th percentile, ms (aim: under 34)",
    "empty_frame_ms_p50": "the same with nothing to draw: the floor, ms",
    "lab_ready_s": "make lab, already set up, to a kernel that has answered, s",
}


def main() -> int:
    """Measure, print, write."""
    figures = {**imports.measure(), **adapters.measure(), **painting.measure(), **opening.measure()}
    for name, value in figures.items():
        print(f"{name:24} {value:9.3f}   {_MEANING[name]}")
    write_atomically(OUT, json.dumps(figures, indent=1) + "\n")
    print(f"Written to {OUT}.")
    return 0


if __name__ == "__main__":
    sys.exit(main())
