"""Grading a class: ours and the plug alone against stock nbgrader, side by side in one run.

Each figure is of a process of its own by the clock, from its start to its end: the start of
Python, every import, the start of the shell server and the saving of marks are all in it.
"""

from __future__ import annotations

import json
import os
import statistics
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path

LOOP_SECONDS = 5.0
"""What a cell may take in the classes with endless loops."""

_STOCK, _PLUG, _OURS, _LARGE = 12, 20, 100, 400
_ROUNDS = 3
"""How often what is compared is timed, in turn; the middle one counts."""


@dataclass(frozen=True)
class Run:
    """One run of ours: submissions, seconds by the clock, those spent in cells, children, MB."""

    size: int
    seconds: float
    own: float
    children: int
    megabytes: float

    @property
    def share(self) -> float:
        """The share of the children's time that was spent in the students' own cells."""
        return self.own / (self.seconds * self.children)


def measure(quick: bool = False) -> dict[str, float]:
    """All of it; `quick` with small classes, whose ratios are lower: a start is dear to them."""
    from bench import classes

    rounds = 1 if quick else _ROUNDS
    ours, plug, large = (24, 6, 40) if quick else (_OURS, _PLUG, _LARGE)
    sizes = (10, 20, 40) if quick else (40, 100, 400)
    courses: list[Path] = []
    with tempfile.TemporaryDirectory() as name:
        place = Path(name)

        def course(handed_in: list[str]) -> Path:
            courses.append(classes.make(place / str(len(courses)), handed_in))
            return courses[-1]

        _nbgrader(course(["master"]))  # From here on what is needed of the disk has been read.
        firsts: list[float] = []
        twelves: list[float] = []
        plug_firsts: list[float] = []
        plugs: list[float] = []
        floors: list[float] = []
        runs: dict[int, list[Run]] = {1: [], 2: []}
        for _ in range(rounds):
            firsts.append(_nbgrader(course(["master"])))
            by_stock = course(classes.without_loops(_STOCK))
            twelves.append(_nbgrader(by_stock))
            for children, done in runs.items():
                done.append(ours_on(course(classes.without_loops(ours)), ours, children))
            plug_firsts.append(_nbgrader(classes.plugged(course(["master"]))))
            plugs.append(_nbgrader(classes.plugged(course(classes.without_loops(plug)))))
            empty = classes.make(place / f"floor-{len(floors)}", classes.without_loops(plug))
            floors.append(_nbgrader(classes.without_execution(empty)))
        expected = classes.marks(by_stock)
        by_name = {n: expected[classes.student(i)] for i, n in enumerate(classes.honest())}
        first = statistics.median(firsts)
        stock = _Stock(first, (statistics.median(twelves) - first) / (_STOCK - 1))
        _told("stock", _STOCK, statistics.median(twelves))
        print(f"  of which its start {stock.start:.2f} s, a submission {stock.each:.2f} s")
        plug_seconds, floor = statistics.median(plugs), statistics.median(floors)
        _told("the plug alone", plug, plug_seconds, stock)
        plug_each = (plug_seconds - statistics.median(plug_firsts)) / (plug - 1)
        print(f"  without either start {stock.each / plug_each:.1f} times stock")
        _told("nbgrader, no cell run", plug, floor, stock)
        middle = {children: _middle(done) for children, done in runs.items()}
        for children, run in middle.items():
            _told(f"ours, children: {children}", ours, run.seconds, stock, run.share)
        many = ours_on(course(classes.without_loops(large)), large, 2)
        _told("ours, children: 2", large, many.seconds, stock, many.share)
        whole = {}
        children = (os.cpu_count() or 1) + 2  # As the command has it.
        for label, size in zip((40, 100, 400), sizes, strict=True):
            run = ours_on(course(classes.with_loops(size)), size, children, LOOP_SECONDS)
            whole[label] = run
            _told("ours, with loops", size, run.seconds)
            print(f"  the parent's peak: {run.megabytes:.0f} MB")
        identical = all(classes.same_marks(by_name, one) for one in courses)
    own = middle[1].own / ours
    return {
        "grading_stock_each_s": stock.each,
        "grading_ratio_1": stock.seconds(ours) / middle[1].seconds,
        "grading_ratio_2": stock.seconds(ours) / middle[2].seconds,
        "grading_ratio_2_large": stock.seconds(large) / many.seconds,
        "grading_ratio_floor_2": stock.each / (own / 2),
        "grading_ratio_plug": stock.seconds(plug) / plug_seconds,
        "grading_ratio_plug_each": stock.each / plug_each,
        "grading_ratio_plug_floor": stock.seconds(plug) / floor,
        "grading_marks_identical": int(identical),
        "grading_own_cells_share": middle[1].share,
        "grading_own_cells_ms": own * 1000,
        "grading_s_40": whole[40].seconds,
        "grading_s_100": whole[100].seconds,
        "grading_s_400": whole[400].seconds,
        "grading_parent_mb_40": whole[40].megabytes,
        "grading_parent_mb_400": whole[400].megabytes,
    }


def _middle(runs: list[Run]) -> Run:
    return sorted(runs, key=lambda run: run.seconds)[len(runs) // 2]


@dataclass(frozen=True)
class _Stock:
    """What stock nbgrader takes: for the first submission with its start, and for each more."""

    first: float
    each: float

    @property
    def start(self) -> float:
        return self.first - self.each

    def seconds(self, size: int) -> float:
        """Reckoned for a class of that size, with one start."""
        return self.start + size * self.each


def _told(
    what: str, size: int, seconds: float, stock: _Stock | None = None, share: float | None = None
) -> None:
    line = f"{what:20} {size:4} in {seconds:6.1f} s {size / seconds * 60:6.0f} a minute"
    if stock is not None:
        line += f" {stock.seconds(size) / seconds:6.1f} times stock"
    if share is not None:
        line += f" {share:5.0%} in the students' own cells"
    print(line, flush=True)


def _nbgrader(course: Path) -> float:
    """Seconds of plain `nbgrader autograde` on all that was handed in."""
    from bench import classes

    tools = str(Path(sys.executable).parent)
    environment = os.environ | {"PATH": os.pathsep.join([tools, os.environ.get("PATH", "")])}
    command = [sys.executable, "-m", "nbgrader", "autograde", classes.NAME]
    began = time.perf_counter()
    done = subprocess.run(
        command, cwd=course, env=environment, capture_output=True, text=True, check=False
    )
    if done.returncode != 0:
        raise RuntimeError(f"nbgrader failed:\n{done.stderr[-2000:]}")
    return time.perf_counter() - began


def ours_on(course: Path, size: int, children: int, limit: float | None = None) -> Run:
    """One run of ours in a process of its own."""
    command = [sys.executable, "-m", "bench.grading", "one", str(course), str(children)]
    command += [str(limit)] if limit else []
    began = time.perf_counter()
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    seconds = time.perf_counter() - began
    if done.returncode != 0:
        raise RuntimeError(f"Grading failed:\n{done.stderr[-2000:]}")
    said = json.loads(done.stdout)
    if said["rows"] != size or said["not_graded"]:
        raise RuntimeError(f"Of {size} submissions these were graded: {said}")
    return Run(size, seconds, said["own"], children, said["megabytes"])


def _one(course: Path, children: int, limit: float | None) -> None:
    """Grade `course` as the command does, with so many children, and print figures as JSON."""
    from aftermosul.classroom.local import sandboxed
    from aftermosul.grading.limits import Limits

    name = next((course / "source").iterdir()).name
    limits = Limits(limit) if limit else None
    with sandboxed([course], children) as jobs:
        from aftermosul.classroom.grading import grade_class

        report = grade_class(course, name, jobs=jobs, limits=limits)
    figures = {
        "rows": len(report.rows),
        "not_graded": len(report.not_graded),
        "own": sum(row.seconds for row in report.rows),
        "megabytes": _peak_megabytes(),
    }
    print(json.dumps(figures))


def _peak_megabytes() -> float:
    """This process's own peak: `ru_maxrss` would begin at that of the process that started it."""
    lines = Path("/proc/self/status").read_text(encoding="utf-8").splitlines()
    return next(int(line.split()[1]) for line in lines if line.startswith("VmHWM:")) / 2**10


if __name__ == "__main__":
    _, what, where, how_many, *more = sys.argv
    if what != "one":
        sys.exit("python -m bench.grading one COURSE CHILDREN [SECONDS A CELL]")
    _one(Path(where), int(how_many), float(more[0]) if more else None)
