"""Run every measurement, or those named, print them as a table, and write `bench.json`.

`python -m bench grading --quick` runs one part alone, with small numbers; what another part wrote
stays as it was. Quick figures are printed only.
"""

from __future__ import annotations

import argparse
import functools
import json
import sys
from collections.abc import Callable
from pathlib import Path

from aftermosul.files import write_atomically
from bench import adapters, bounds, grading, imports, multiverse, opening, painting

OUT = Path("bench.json")

_MEANING = {
    "import_ratio": "import of all that a lesson uses, over pandas + altair (aim: under 1.15)",
    "import_alone_ratio": "import aftermosul by itself, over pandas + altair",
    "load_all_s": "every table of the evidence loaded once, s (aim: under 0.3)",
    "gtd_csv_ratio": "a CSV of 200,000 rows in GTD's layout, over pandas (aim: under 3)",
    "ucdp_ratio": "the same in UCDP GED's layout (aim: under 3)",
    "adapters_peak_mb": "the higher peak of memory of the two, MB (aim: under 1000)",
    "adapters_pandas_peak_mb": "the same for read_csv alone, MB",
    "bounds_lesson_s": "lesson 09: every account's bounds, s (aim: under 1)",
    "bounds_s": "the same for 100,000 accounts of six stocks, s (aim: under 1)",
    "bounds_loop_s": "the same in a plain loop, s",
    "multiverse_s": "every coding of lesson 10 with its test, s (aim: under 5)",
    "multiverse_plain_s": "the same in a plain loop, reckoned from a part of it, s",
    "multiverse_ratio": "the second over the first",
    "input_to_paint_ms_p50": "input to painted frame: slowest control's median, ms (aim: up to 17)",
    "input_to_paint_ms_p95": "the slowest control's 95th percentile, ms (aim: up to 33)",
    "empty_frame_ms_p50": "the same with nothing to draw: the floor, ms",
    "lab_ready_s": "make lab, already set up, to a kernel that has answered, s",
    "fresh_lab_s": "the same in a fresh clone, with empty caches, s (aim: under 40)",
    "grading_stock_each_s": "stock nbgrader, one submission more, s",
    "grading_ratio_1": "a class of 100 against stock nbgrader, one child (aim: at least 12)",
    "grading_ratio_2": "the same with two children (aim: at least 20)",
    "grading_ratio_2_large": "the same, a class of 400 (aim: at least 20)",
    "grading_ratio_floor_2": "were there nothing but the students' own cells, on two cores",
    "grading_ratio_plug": "plain nbgrader with our execution, a class of 20 (aim: at least 8)",
    "grading_ratio_plug_each": "the same for one more submission: both starts left out",
    "grading_ratio_plug_floor": "plain nbgrader that runs no cell at all: no plug can beat it",
    "grading_marks_identical": "every honest submission has stock nbgrader's marks: 1, else 0",
    "grading_own_cells_share": "one child's time that was spent in the students' own cells",
    "grading_own_cells_ms": "students' own cells in the sandbox, one submission, ms",
    "grading_s_40": "a class of 40, 1 in 20 with an endless loop stopped after 5 s, s",
    "grading_s_100": "the same, 100, s",
    "grading_s_400": "the same, 400, s",
    "grading_parent_mb_40": "peak memory of the parent at 40, MB",
    "grading_parent_mb_400": "the same at 400, MB",
}


def main() -> int:
    """Measure, print, write."""
    parser = argparse.ArgumentParser(prog="python -m bench", description=__doc__)
    parser.add_argument("parts", nargs="*", metavar="PART", help="imports, adapters, ...; or all")
    parser.add_argument("--quick", action="store_true", help="small classes; writes nothing")
    asked = parser.parse_args()
    parts: dict[str, Callable[[], dict[str, float]]] = {
        "imports": imports.measure,
        "adapters": adapters.measure,
        "bounds": bounds.measure,
        "multiverse": multiverse.measure,
        "painting": painting.measure,
        "opening": opening.measure,
        "grading": functools.partial(grading.measure, quick=asked.quick),
    }
    if unknown := sorted(set(asked.parts) - set(parts)):
        parser.error(f"there is no {', '.join(unknown)}: name some of {', '.join(parts)}")
    figures: dict[str, float] = {}
    for name, measure in parts.items():
        if not asked.parts or name in asked.parts:
            figures |= measure()
    for name, value in figures.items():
        print(f"{name:24} {value:9.3f}   {_MEANING[name]}")
    if asked.quick:
        return 0
    kept = json.loads(OUT.read_text(encoding="utf-8")) if asked.parts and OUT.is_file() else {}
    write_atomically(OUT, json.dumps(kept | figures, indent=1) + "\n")
    print(f"Written to {OUT}.")
    return 0


if __name__ == "__main__":
    sys.exit(main())
