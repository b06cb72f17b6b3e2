"""A class with everything in it that harms or goes wrong: each ends as stated, and no other pays.

One run grades them all, through the real shell server. The table below states how each ends.
"""

from __future__ import annotations

import copy
import hashlib
import os
import textwrap
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import nbformat
import pytest

from aftermosul.classroom import report
from aftermosul.classroom.grading import grade_class
from aftermosul.classroom.jobs import Local
from aftermosul.classroom.report import Report, Row
from aftermosul.grading.execution import Limits
from aftermosul.grading.shell import open_server
from tests.classroom import courses
from tests.classroom.processes import needs_sandbox
from tests.grading import prepared

NAME = courses.NAME
FULL = prepared.stated_marks()["master"]
NOTHING = dict.fromkeys(FULL, 0.0)
AT = "transport-answer"
"""Where attacks on good work stand: before its last question but one."""

Change = Callable[[Any], None]


def without(*lost: str) -> dict[str, float]:
    return FULL | dict.fromkeys(lost, 0.0)


LAST_TWO = without("transport", "licence")


@dataclass(frozen=True)
class Stated:
    """How a submission has to end: status, marks, and words that the teacher has to read.

    `{at}` in a status is the number of the cell that holds the attack.
    """

    status: str = "graded"
    marks: dict[str, float] | None = None
    flag: str = ""
    sentence: str = ""


@dataclass(frozen=True)
class Case:
    """One submission: a prepared notebook, a change to it, or a folder made by hand."""

    stated: Stated
    base: str = "right-another-way"
    change: Change = lambda notebook: None
    folder: Callable[[Path, Path], None] | None = None


def cell_of(notebook: Any, name: str) -> Any:
    return next(cell for cell in notebook.cells if cell["id"] == name)


def before(code: str, name: str = AT) -> Change:
    """Code in front of an answer."""

    def change(notebook: Any) -> None:
        cell = cell_of(notebook, name)
        cell.source = textwrap.dedent(code).strip() + "\n" + cell.source

    return change


def attack(code: str, status: str, marks: dict[str, float], **more: str) -> Case:
    """Good work with an attack in front of one of its answers."""
    return Case(Stated(status, marks, **more), change=before(code))


# ---- what burns time, memory, processes or the screen

LOOP = "while True:\n    pass"
CATCHING = """
while True:
    try:
        while True:
            pass
    except KeyboardInterrupt:
        pass
"""
CATCHING_ALL = CATCHING.replace("except KeyboardInterrupt:", "except BaseException:")
DEAF = "import signal\nsignal.signal(signal.SIGINT, signal.SIG_IGN)\nwhile True:\n    pass"
TIMED_OUT, KILLED = "timed out at cell {at}", "killed at cell {at}"
STOPPED = "ran longer than 2 seconds and was stopped."

# Filling the limit of processes takes longer than a cell's time on a busy machine. The marks are
# the same, and so is what stops it there.
MAY_RUN_OUT_OF_TIME = {"fork bomb"}

GREEDY = {
    "loop": attack(LOOP, TIMED_OUT, without("transport"), sentence=STOPPED),
    "loop catching the interrupt": attack(
        CATCHING, TIMED_OUT, without("transport"), sentence=STOPPED
    ),
    "loop catching everything": attack(CATCHING_ALL, KILLED, LAST_TWO, sentence="was killed."),
    "loop deaf to the interrupt": attack(DEAF, KILLED, LAST_TWO, sentence="was killed."),
    "loop in the background": attack(
        "import subprocess\n"
        "subprocess.Popen(['sh', '-c', 'while :; do :; done'], start_new_session=True)",
        "graded",
        FULL,
    ),
    "3 GB": attack(
        "big = bytearray(3 * 2**30)",
        "out of memory at cell {at}",
        without("transport"),
        sentence="asked for more than 1024 MB of memory.",
    ),
    "fork bomb": attack(
        "import os, time\nwhile True:\n    if os.fork() == 0:\n        time.sleep(600)",
        "graded",
        without("transport"),
    ),
    "fork bomb that never gives up": attack(
        "import os\nwhile True:\n    try:\n        os.fork()\n    except OSError:\n        pass",
        TIMED_OUT,
        without("transport"),
        sentence=STOPPED,
    ),
    "fork once": attack("import os\nos.fork()", "graded", FULL),
    "200 MB printed": attack(
        "for _ in range(20_000):\n    print('x' * 10_000)",
        "output cut at cell {at}",
        FULL,
        sentence="wrote more than a cell may, and its output was cut.",
    ),
    "a file of 1 GB": attack(
        "with open('big', 'wb') as big:\n"
        "    for _ in range(1_000):\n        big.write(b'x' * 1_000_000)",
        "graded",
        without("transport"),
    ),
    "os._exit": attack(
        "import os\nos._exit(0)", "crashed at cell {at}", LAST_TWO, sentence="ended Python itself."
    ),
    "a segmentation fault": attack(
        "import ctypes\nctypes.string_at(0)",
        "crashed at cell {at}",
        LAST_TWO,
        flag="called C by ctypes",
    ),
    "killing parent and siblings": attack(
        """
        import os, signal
        for number in [os.getppid(), -1, *range(2, 5_000)]:
            try:
                os.kill(number, signal.SIGKILL)
            except OSError:
                pass
        """,
        "graded",
        FULL,
    ),
}

# ---- what looks about; `COURSE` becomes the course's real folder

READ_ALL = """
import os
for place in ("COURSE", "COURSE/source", "COURSE/submitted", "COURSE/gradebook.db",
              "CHECKOUT/assignments", "CHECKOUT/tests", "CHECKOUT/build", "CHECKOUT/.git"):
    for top, folders, names in os.walk(place):
        for name in names:
            try:
                path = os.path.join(top, name)
                print("READ", path, len(open(path, "rb").read()))
            except OSError:
                pass
    try:
        print("READ", len(open(place, "rb").read()))
    except OSError:
        pass
"""
WRITE_BOOK = """
import os, sqlite3
try:
    book = sqlite3.connect("COURSE/gradebook.db")
    book.execute("update grade set manual_score = 99")
    book.commit()
    print("REACHED")
except sqlite3.Error:
    pass
for name in ("gradebook.db", "nbgrader_config.py", "source/x", "submitted/x", "../canary"):
    for mode in ("ab", "wb"):
        try:
            open(f"COURSE/{name}", mode).write(b"mine")
            print("REACHED")
        except OSError:
            pass
"""
NETWORK = """
import socket
for address in (("1.1.1.1", 80), ("127.0.0.1", 22), ("127.0.0.1", 8888)):
    try:
        socket.create_connection(address, timeout=1)
        print("REACHED")
    except OSError:
        pass
"""
CURIOUS = {
    "reading sources and others' work": attack(READ_ALL, "graded", FULL),
    "writing the gradebook": attack(WRITE_BOOK, "graded", FULL),
    "network": attack(NETWORK, "graded", FULL),
}

# ---- tricks against the tests: code, and the words that the teacher reads

TRICKS = {
    "a builtin overwritten": (
        "import builtins\nreal = isinstance\n"
        "builtins.isinstance = lambda one, kind: real(one, kind) or kind in (int, float)",
        "isinstance in builtins",
    ),
    "AssertionError overwritten": (
        "import builtins\nbuiltins.AssertionError = type('Quiet', (BaseException,), {})",
        "AssertionError in builtins",
    ),
    "the import overwritten": (
        "import builtins\nreal = builtins.__import__\n"
        "builtins.__import__ = lambda n, *a, **k: real('math' if 'mosul' in n else n, *a, **k)",
        "__import__ in builtins",
    ),
    "a helper overwritten": (
        "from aftermosul import expect\n"
        "for one in [n for n in dir(expect) if callable(getattr(expect, n)) and n[0] != '_']:\n"
        "    setattr(expect, one, lambda *a, **k: None)",
        "in aftermosul.expect",
    ),
    "sys.modules overwritten": (
        "import sys, types\nfake = types.ModuleType('expect')\n"
        "fake.form = fake.same = lambda *a, **k: None\n"
        "import aftermosul\nsys.modules['aftermosul.expect'] = aftermosul.expect = fake",
        "the module aftermosul.expect",
    ),
    "an input transformer": (
        "get_ipython().input_transformers_cleanup.append(\n"
        "    lambda lines: ['pass'] if 'expect' in ''.join(lines) else lines)",
        "how cells are read",
    ),
    "an AST transformer": (
        "import ast\nclass Blank(ast.NodeTransformer):\n"
        "    def visit_Module(self, node):\n"
        "        if 'expect' in ast.dump(node):\n            node.body = []\n"
        "        return node\n"
        "get_ipython().ast_transformers.append(Blank())",
        "how cells are read",
    ),
    "result lines forged": (
        "import os\nfor number in range(3, 60):\n    try:\n"
        '        os.write(number, b\'{"nonce": "0", "outputs": [], "count": 1}\\n\')\n'
        "    except OSError:\n        pass",
        "the grader's own channel",
    ),
    "a test's success printed": (
        "import sys\nprint('Right.')\nsys.stderr = sys.stdout = None",
        "",
    ),
}
BLANK = {
    f"blank, {name}": Case(
        Stated("graded", NOTHING, flag), "untouched", before(code, "two-totals-answer")
    )
    for name, (code, flag) in TRICKS.items()
}
BESIDE = {
    f"right, {name}": Case(
        Stated("graded", FULL, flag), "right-another-way", before(code, "two-totals-answer")
    )
    for name, (code, flag) in TRICKS.items()
}

# ---- test cells that were handled


def edited(notebook: Any) -> None:
    for cell in notebook.cells:
        if cell.metadata.get("nbgrader", {}).get("grade") and cell.cell_type == "code":
            cell.source = "1"


def deleted(notebook: Any) -> None:
    notebook.cells = [
        cell
        for cell in notebook.cells
        if not (cell.metadata.get("nbgrader", {}).get("grade") and cell.cell_type == "code")
    ]


def duplicated(notebook: Any) -> None:
    for cell in [c for c in notebook.cells if c.metadata.get("nbgrader", {}).get("grade")]:
        notebook.cells.append(copy.deepcopy(cell))


def duplicated_and_emptied(notebook: Any) -> None:
    duplicated(notebook)
    for cell in notebook.cells[-len(FULL) - 1 :]:
        cell.source = "1" if cell.cell_type == "code" else cell.source


HANDLED = {
    "blank, tests edited": Case(
        Stated("graded", NOTHING, sentence="11 cells were edited and put back"),
        "untouched",
        edited,
    ),
    "right, tests edited": Case(
        Stated("graded", FULL, sentence="11 cells were edited and put back"), change=edited
    ),
    "blank, tests deleted": Case(
        Stated("graded, missing test cells restored", NOTHING, sentence="11 cells were missing"),
        "untouched",
        deleted,
    ),
    "right, tests deleted": Case(
        Stated("graded, missing test cells restored", FULL, sentence="11 cells were missing"),
        change=deleted,
    ),
    "blank, tests duplicated": Case(Stated("graded", NOTHING), "untouched", duplicated),
    "right, tests duplicated": Case(Stated("graded", FULL), change=duplicated),
    "blank, tests duplicated and emptied": Case(
        Stated("graded", NOTHING), "untouched", duplicated_and_emptied
    ),
}

# ---- folders made by hand


def linked(course: Path, folder: Path) -> None:
    (folder / f"{NAME}.ipynb").symlink_to(course / "source" / NAME / f"{NAME}.ipynb")


def linked_folder(course: Path, folder: Path) -> None:
    write(notebook_of("right-another-way"), folder / f"{NAME}.ipynb")
    (folder / "data").symlink_to(course / "source", target_is_directory=True)


def many_files(course: Path, folder: Path) -> None:
    write(notebook_of("right-another-way"), folder / f"{NAME}.ipynb")
    for number in range(2_000):
        (folder / f"{number}.csv").write_text("1")


def large_files(course: Path, folder: Path) -> None:
    write(notebook_of("right-another-way"), folder / f"{NAME}.ipynb")
    with (folder / "data.csv").open("wb") as stream:
        stream.truncate(10 * 2**30)  # Ten gigabytes that hold nothing.


def large_notebook(course: Path, folder: Path) -> None:
    with (folder / f"{NAME}.ipynb").open("wb") as stream:
        stream.truncate(10 * 2**30)


def not_json(course: Path, folder: Path) -> None:
    (folder / f"{NAME}.ipynb").write_text("<html>Not found</html>", encoding="utf-8")


def deep_json(course: Path, folder: Path) -> None:
    (folder / f"{NAME}.ipynb").write_text("[" * 200_000, encoding="utf-8")


def format_3(course: Path, folder: Path) -> None:
    nbformat.write(nbformat.convert(notebook_of("right-another-way"), 3), folder / f"{NAME}.ipynb")


def empty(course: Path, folder: Path) -> None:
    """Nothing in it."""


def other_name(course: Path, folder: Path) -> None:
    write(notebook_of("right-another-way"), folder / "واجبي my work.ipynb")


def unreadable(make: Callable[[Path, Path], None], why: str) -> Case:
    return Case(Stated("unreadable", NOTHING, sentence=why), folder=make)


FOLDERS = {
    "a link to the master": unreadable(linked, "a link leads out of its folder"),
    "a link to the sources": unreadable(linked_folder, "a link leads out of its folder"),
    "many files": unreadable(many_files, "it holds more than 200 files"),
    "large files": unreadable(large_files, "its files are over 64 MB"),
    "a large notebook": unreadable(large_notebook, "its files are over 64 MB"),
    "not JSON": unreadable(not_json, "it isn't valid JSON"),
    "deep JSON": unreadable(deep_json, "it isn't valid JSON"),
    "an empty folder": unreadable(empty, "its folder is empty"),
    "format 3": Case(Stated("graded", FULL), folder=format_3),
    "علي al-Mawsili": Case(
        Stated("graded", FULL, sentence="was graded as 02-hijackings.ipynb."), folder=other_name
    ),
}

CASES = {
    "A honest, before": Case(Stated("graded", FULL)),
    **GREEDY,
    **CURIOUS,
    **BLANK,
    **BESIDE,
    **HANDLED,
    **FOLDERS,
    "ي honest, after": Case(Stated("graded", FULL)),
}


# ---- the one run


@dataclass(frozen=True)
class Run:
    """What the run gave, and what the course and this machine looked like before and after."""

    course: Path
    rows: dict[str, Row]
    sums: tuple[dict[str, str], dict[str, str]]
    left: Sequence[int]


@pytest.fixture(scope="module")
def run(tmp_path_factory: pytest.TempPathFactory, root: Path = prepared.MASTER.parents[3]) -> Run:
    needs_sandbox()
    course = courses.empty(tmp_path_factory.mktemp("hostile") / "course")
    (course.parent / "canary").write_text("alive")
    for student, case in CASES.items():
        _hand_in(course, root, student, case)
    sums = checksums(course)
    ours = {entry[:2] for entry in descendants()}
    seen: set[tuple[int, str]] = set()

    def look(done: int, whole: int) -> None:
        seen.update(descendants())

    with open_server(hidden=[course]) as server, Local(server.run, 4) as jobs:
        limits = Limits(seconds_a_cell=2.0, seconds_in_all=60.0)
        found = grade_class(course, NAME, jobs=jobs, limits=limits, progress=look)
    assert seen - ours, "the shell server was never seen"
    left = [number for number, began in (seen | set(descendants())) - ours if alive(number, began)]
    return Run(course, _by_student(found), (sums, checksums(course)), left)


def _hand_in(course: Path, root: Path, student: str, case: Case) -> None:
    folder = course / "submitted" / student / NAME
    folder.mkdir(parents=True)
    if case.folder is not None:
        case.folder(course, folder)
        return
    notebook = notebook_of(case.base)
    case.change(notebook)
    for cell in notebook.cells:
        cell.source = cell.source.replace("COURSE", str(course)).replace("CHECKOUT", str(root))
    write(notebook, folder / f"{NAME}.ipynb")


def notebook_of(name: str) -> Any:
    return copy.deepcopy(prepared.notebook(name))


def write(notebook: Any, path: Path) -> None:
    # Not through nbformat, which gives copied cells ids of their own.
    path.write_text(nbformat.v4.writes(notebook), encoding="utf-8")


def _by_student(found: Report) -> dict[str, Row]:
    return {row.student: row for row in found.rows}


def checksums(course: Path) -> dict[str, str]:
    """All that grading has no business to change, by path: contents, links, rights."""
    own = ("autograded", "gradebook.db", "reports", ".aftermosul-grading.lock")
    found: dict[str, str] = {}
    for path in sorted(course.parent.rglob("*")):
        relative = path.relative_to(course.parent)
        if relative.parts[:1] == (course.name,) and relative.parts[1:2] in [(n,) for n in own]:
            continue
        status = path.lstat()
        if path.is_symlink():
            content = str(path.readlink()).encode()
        elif path.is_file() and status.st_size < 10**8:
            content = path.read_bytes()
        else:
            content = b""  # A folder, or a file of nothing, which has its size.
        size = status.st_size if path.is_file() else 0
        digest = hashlib.sha256(content).hexdigest()
        found[str(relative)] = f"{oct(status.st_mode)} {status.st_uid} {size} {digest}"
    return found


def descendants() -> list[tuple[int, str]]:
    """Every process that we started or that those started: its number and when it began."""
    known = {number: entry for number in _numbers() if (entry := _entry(number)) is not None}
    found, parents = [], {os.getpid()}
    while parents:
        children = {n for n, (parent, _) in known.items() if parent in parents}
        found += [(n, known[n][1]) for n in children]
        parents = children
    return found


def _numbers() -> Iterator[int]:
    return (int(name) for name in os.listdir("/proc") if name.isdigit())  # noqa: PTH208


def _entry(number: int) -> tuple[int, str] | None:
    """The parent and the beginning of a process that lives, as the kernel states them."""
    try:
        words = Path(f"/proc/{number}/stat").read_text().rpartition(")")[2].split()
    except OSError:
        return None
    return (int(words[1]), words[19]) if words[0] != "Z" else None


def alive(number: int, began: str) -> bool:
    entry = _entry(number)
    return entry is not None and entry[1] == began


def stated_status(student: str, course: Path) -> str:
    case = CASES[student]
    ids = [cell["id"] for cell in notebook_of(case.base).cells]
    return case.stated.status.format(at=ids.index(AT) + 1)


@pytest.mark.parametrize("student", CASES)
def test_each_ends_with_its_stated_status_and_marks(run: Run, student: str) -> None:
    stated, row = CASES[student].stated, run.rows[student]
    status = stated_status(student, run.course)
    if student in MAY_RUN_OUT_OF_TIME:
        number = row.status.removeprefix("timed out at cell ")
        assert row.status == status or number.isdigit(), row
    else:
        assert row.status == status, row
    marks = courses.tests_marks(run.course, student)
    assert marks == stated.marks, row
    assert (row.points, row.max_points) == (sum(marks.values()), sum(FULL.values()))  # type: ignore[arg-type]
    assert stated.flag in " ".join(row.flags), row
    assert stated.sentence in " ".join(row.sentences), row
    assert courses.graded(run.course, student).cells


def test_everybody_has_a_row_and_no_mark_is_missing(run: Run) -> None:
    assert set(run.rows) == set(CASES)
    assert {entry[0] for entry in courses.state(run.course)} == set(CASES)
    missing = [
        (student, name)
        for student in CASES
        for name, mark in courses.tests_marks(run.course, student).items()
        if mark is None
    ]
    assert missing == []
    assert {row.student: row for row in report.rows_so_far(run.course, NAME)} == run.rows


def test_nothing_outside_its_own_folder_changed(run: Run) -> None:
    before_it, after_it = run.sums
    assert len(before_it) > len(CASES)
    assert after_it == before_it


def test_nothing_was_read_and_nobody_was_reached(run: Run) -> None:
    # nbgrader puts the hidden tests back into what it grades; some say what solutions say.
    hidden = prepared.hidden_lines("SOLUTION") - prepared.hidden_lines("HIDDEN TESTS")
    for student in [*CURIOUS, "a link to the master", "a link to the sources"]:
        graded = courses.graded(run.course, student)
        said = "".join(
            output.get("text", "") for cell in graded.cells for output in cell.get("outputs", ())
        )
        assert "READ" not in said
        assert "REACHED" not in said
        if student not in CURIOUS:
            assert prepared.leaks("".join(cell.source for cell in graded.cells), hidden) == []


def test_no_process_is_left_behind(run: Run) -> None:
    assert run.left == []


def test_honest_work_is_not_flagged(run: Run) -> None:
    honest = ["A honest, before", "ي honest, after", *HANDLED, "format 3", "علي al-Mawsili"]
    assert [run.rows[student].flags for student in honest if run.rows[student].flags] == []
