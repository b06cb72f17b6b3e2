"""Hostile and honest work again and again beside two busy loops: `python -m bench.under_load 10`.

Each round runs the battery of tests and grades a class of thirty. It ends with 1 where a round
failed, or where a submission had to be run a second time, which the report then says.
"""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path

_BATTERY = ("tests/grading/shell/test_hostile.py", "tests/classroom/test_hostile.py")
_SIZE = 30
_AGAIN = "it was run again"


@contextmanager
def busy() -> Iterator[None]:
    """A process that does nothing and never rests, for the time of a block."""
    # It ends with us, however we end.
    rests_never = f"import os\nwhile os.getppid() == {os.getpid()}: pass"
    process = subprocess.Popen([sys.executable, "-c", rests_never])
    try:
        yield
    finally:
        process.kill()
        process.wait()


def battery() -> tuple[bool, str]:
    """Whether every hostile submission ended as stated, and pytest's last line."""
    command = [sys.executable, "-m", "pytest", "-q", "-n0", "-p", "no:cacheprovider", *_BATTERY]
    run = subprocess.run(command, capture_output=True, check=False, text=True)
    lines = [line for line in run.stdout.splitlines() if line.startswith(("FAILED", "ERROR"))]
    last = (run.stdout.strip().splitlines() or ["no output"])[-1]
    return run.returncode == 0, "\n  ".join([last, *lines])


def grade_thirty(place: Path) -> tuple[bool, str]:
    """Whether thirty submissions got their stated marks at the first go."""
    from aftermosul.classroom.grading import grade_class
    from aftermosul.classroom.jobs import Local
    from aftermosul.grading.shell import open_server
    from tests.classroom import courses
    from tests.grading import prepared

    stated = prepared.stated_marks()
    names = sorted(stated)
    course = courses.empty(place)
    kind = {f"s{number:02}": names[number % len(names)] for number in range(_SIZE)}
    for student, name in kind.items():
        courses.hand_in(course, student, name)
    began = time.monotonic()
    with open_server(hidden=[course]) as server, Local(server.run, 4) as jobs:
        rows = grade_class(course, courses.NAME, jobs=jobs).rows
    seconds = time.monotonic() - began
    wrong = [
        row.student
        for row in rows
        if row.status != "graded"
        or courses.tests_marks(course, row.student) != stated[kind[row.student]]
    ]
    again = [row.student for row in rows if any(_AGAIN in flag for flag in row.flags)]
    told = f"{len(rows)} graded in {seconds:.1f} s, {len(wrong)} wrong, {len(again)} run again"
    return len(rows) == _SIZE and not wrong and not again, told


def main(rounds: int) -> int:
    """So many rounds of both; the number of rounds in which something failed, as a sentence."""
    failed = 0
    with ExitStack() as stack, tempfile.TemporaryDirectory() as name:
        stack.enter_context(busy())
        stack.enter_context(busy())
        for number in range(1, rounds + 1):
            results = (battery(), grade_thirty(Path(name) / str(number)))
            failed += not all(well for well, _ in results)
            for _, told in results:
                print(f"round {number}: {told}", flush=True)
    print(
        f"{rounds} rounds beside two busy loops on {os.cpu_count()} cores, {failed} with a failure"
    )
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main(int(sys.argv[1]) if len(sys.argv) > 1 else 10))
