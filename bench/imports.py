"""Import time: the module against the two libraries that it stands on."""

from __future__ import annotations

import statistics
import subprocess
import sys

ROUNDS = 9

_BASE = "import pandas, altair"
_ALONE = "import aftermosul"
# What a lesson's first cell names, and the first figure it draws: nothing stays unloaded.
_LESSON = (
    "from aftermosul import check, choose, claim, essay, hint, ledger, load, solution, verdict\n"
    "from aftermosul.topics.t02_hijackings.figure import hijackings"
)


def _seconds(code: str) -> float:
    """Seconds that `code` takes in a new Python, without the start of Python itself."""
    timed = f"import time; began = time.perf_counter()\n{code}\nprint(time.perf_counter() - began)"
    done = subprocess.run([sys.executable, "-c", timed], check=True, capture_output=True, text=True)
    return float(done.stdout)


# Every table of the evidence, read for the first time.
_LOAD_ALL = (
    "from aftermosul.evidence import schema\n"
    "from aftermosul import load\n"
    "names = list(schema.tables())\n"
    "import time; began = time.perf_counter()\n"
    "for name in names: load(name)"
)


def measure() -> dict[str, float]:
    """Ratios of medians; the three are timed in turn, so that a busy moment touches all."""
    times: dict[str, list[float]] = {code: [] for code in (_BASE, _ALONE, _LESSON)}
    for code in times:
        _seconds(code)  # once unmeasured: files into the cache
    for _ in range(ROUNDS):
        for code, seconds in times.items():
            seconds.append(_seconds(code))
    base, alone, lesson = (statistics.median(seconds) for seconds in times.values())
    return {
        "import_ratio": lesson / base,
        "import_alone_ratio": alone / base,
        "load_all_s": statistics.median(_seconds(_LOAD_ALL) for _ in range(3)),
    }
