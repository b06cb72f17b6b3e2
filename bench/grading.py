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

_STOCK, _PLUG, _OURS = 6, 20, 100


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

    ours, plug = (24, 6) if quick else (_OURS, _PLUG)
    sizes = (10, 20, 40) if quick else (40, 100, 400)
    with tempfile.TemporaryDirectory() as name:
        place = Path(name)
        stock_course = classes.make(place / "stock-0", classes.without_loops(_STOCK))
        alone = classes.make(place / "stock-1", classes.without_loops(1))
        six = [_nbgrader(stock_course)]
        expected = classes.marks(stock_course)
        by_name = {n: expected[classes.student(i)] for i, n in enumerate(classes.honest())}
        runs = {}
        courses = []
        for children in (1, 2):
            course = classes.make(place / f"ours-{children}", classes.without_loops(ours))
            runs[children] = ours_on(course, ours, children)
            courses.append(course)
        course = classes.plugged(classes.make(place / "plug", classes.without_loops(plug)))
        plug_seconds = _nbgrader(course)
        courses.append(course)
        plug_one = _nbgrader(classes.plugged(classes.make(place / "plug-1", ["master"])))
        one = _nbgrader(alone)
        six.append(_nbgrader(classes.make(place / "stock-2", classes.without_loops(_STOCK))))
        stock = _Stock(one, (statistics.mean(six) - one) / (_STOCK - 1))
        _told("stock", _STOCK, statistics.mean(six))
        print(f"  of which its start {stock.start:.2f} s, a submission {stock.each:.2f} s")
        _told("the plug alone", plug, plug_seconds, stock)
        plug_each = (plug_seconds - plug_one) / (plug - 1)
        print(f"  without either start {stock.each / plug_each:.1f} times stock")
        for children, run in runs.items():
            _told(f"ours, children: {children}", ours, run.seconds, stock, run.share)
        whole = {}
        children = (os.cpu_count() or 1) + 2  # As the command has it.
        for label, size in zip((40, 100, 400), sizes, strict=True):
            course = classes.make(place / f"class-{size}", classes.with_loops(size))
            whole[label] = ours_on(course, size, children, LOOP_SECONDS)
            courses.append(course)
            run = whole[label]
            _told("ours, with loops", size, run.seconds)
            print(f"  the parent's peak: {run.megabytes:.0f} MB")
        identical = all(classes.same_marks(by_name, course) for course in courses)
    return {
        "grading_ratio_1": stock.seconds(ours) / runs[1].seconds,
        "grading_ratio_2": stock.seconds(ours) / runs[2].seconds,
        "grading_ratio_plug": stock.seconds(plug) / plug_seconds,
        "grading_ratio_plug_each": stock.each / plug_each,
        "grading_marks_identical": int(identical),
        "grading_own_cells_share": runs[1].share,
        "grading_s_40": whole[40].seconds,
        "grading_s_100": whole[100].seconds,
        "grading_s_400": whole[400].seconds,
        "grading_parent_mb_40": whole[40].megabytes,
        "grading_parent_mb_400": whole[400].megabytes,
    }


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
