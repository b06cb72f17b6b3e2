"""A class is graded as by stock nbgrader, and a run that is ended loses nothing."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import sys
import time
from concurrent.futures import Future
from pathlib import Path
from typing import Any

import pytest
from nbgrader.api import Gradebook

from aftermosul.classroom import report
from aftermosul.classroom.grading import grade_class
from aftermosul.classroom.jobs import Local
from aftermosul.grading.execution import Execution, Limits, Work
from aftermosul.problems import Problem
from tests.classroom import courses
from tests.grading import prepared

NAME = courses.NAME


@pytest.fixture(scope="module")
def graded(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, report.Report]:
    """A course with every prepared notebook, graded once. Not to be changed."""
    course = courses.bare(tmp_path_factory.mktemp("class"))
    for name in prepared.stated_marks():
        courses.hand_in(course, name, name)
    told: list[tuple[int, int]] = []
    found = courses.grade(course, progress=lambda done, whole: told.append((done, whole)))
    assert told == [(n + 1, len(found.rows)) for n in range(len(found.rows))]
    return course, found


@pytest.fixture
def course(graded: tuple[Path, report.Report], tmp_path: Path) -> Path:
    """A copy of the graded course."""
    place = tmp_path / "course"
    shutil.copytree(graded[0], place)
    return place


def test_marks_are_the_stated_ones(graded: tuple[Path, report.Report]) -> None:
    course, found = graded
    stated = prepared.stated_marks()
    assert [row.student for row in found.rows] == sorted(stated)
    for row in found.rows:
        assert courses.tests_marks(course, row.student) == stated[row.student]
        assert (row.status, row.sentences) == ("graded", ())
        assert row.points == sum(stated[row.student].values())
        assert row.max_points == sum(stated["master"].values())
    assert "had not been generated" in found.sentences[0]
    assert (course / "release" / NAME / f"{NAME}.ipynb").is_file()


def test_a_person_still_reads_what_is_written(graded: tuple[Path, report.Report]) -> None:
    with Gradebook(f"sqlite:///{graded[0] / 'gradebook.db'}", "after-mosul") as gradebook:
        grade = gradebook.find_grade("essay-right", NAME, NAME, "master")
        assert grade.needs_manual_grade
        assert not gradebook.find_grade("licence", NAME, NAME, "master").needs_manual_grade


def test_nothing_of_ours_stays_in_the_course(graded: tuple[Path, report.Report]) -> None:
    names = {path.name for path in graded[0].iterdir()}
    assert names - {".aftermosul-grading.lock"} == {
        "autograded",
        "gradebook.db",
        "nbgrader_config.py",
        "release",
        "reports",
        "source",
        "submitted",
    }
    mode = (graded[0] / "autograded" / "master" / NAME / f"{NAME}.ipynb").stat().st_mode
    assert mode & 0o777 == 0o444


def test_running_again_grades_what_is_missing_newer_or_asked_for(course: Path) -> None:
    jobs = courses.Kept()
    found = courses.grade(course, jobs=jobs)
    assert (found.rows, jobs.seen) == ((), [])
    assert len(found.already_graded) == len(prepared.stated_marks())
    before = courses.state(course)

    shutil.rmtree(course / "autograded" / "master")
    stamp = course / "submitted" / "untouched" / NAME / "timestamp.txt"
    stamp.write_text("2026-01-02 10:00:00 UTC", encoding="utf-8")
    old = course / "autograded" / "untouched" / NAME / "timestamp.txt"
    old.write_text("2026-01-01 10:00:00 UTC", encoding="utf-8")
    half = course / "autograded" / "right-another-way" / NAME / f"{NAME}.ipynb"
    half.unlink()
    found = courses.grade(course)
    assert [row.student for row in found.rows] == ["master", "right-another-way", "untouched"]
    assert old.read_text(encoding="utf-8") == "2026-01-02 10:00:00 UTC"
    assert len(report.rows_so_far(course, NAME)) == len(prepared.stated_marks())
    after = [(s, p, g, c) for s, _, p, g, c in courses.state(course)]
    assert after == [(s, p, g, c) for s, _, p, g, c in before]
    assert [row.student for row in courses.grade(course, ["master"], force=True).rows] == ["master"]


def test_marks_that_a_killed_run_left_out_are_given(course: Path) -> None:
    with Gradebook(f"sqlite:///{course / 'gradebook.db'}", "after-mosul") as gradebook:
        gradebook.find_grade("licence", NAME, NAME, "master").auto_score = None
        gradebook.db.commit()
    assert [row.student for row in courses.grade(course).rows] == ["master"]
    assert courses.tests_marks(course, "master") == prepared.stated_marks()["master"]


def test_what_a_teacher_gave_stays(course: Path) -> None:
    with Gradebook(f"sqlite:///{course / 'gradebook.db'}", "after-mosul") as gradebook:
        grade = gradebook.find_grade("essay-right", NAME, NAME, "master")
        grade.manual_score, grade.needs_manual_grade = 4, False
        gradebook.find_grade("licence", NAME, NAME, "untouched").manual_score = 1
        gradebook.find_comment("essay-right", NAME, NAME, "master").manual_comment = "Good."
        gradebook.db.commit()
    courses.grade(course, ["master", "untouched"], force=True)
    with Gradebook(f"sqlite:///{course / 'gradebook.db'}", "after-mosul") as gradebook:
        grade = gradebook.find_grade("essay-right", NAME, NAME, "master")
        assert (grade.score, grade.auto_score) == (4, None)
        comment = gradebook.find_comment("essay-right", NAME, NAME, "master")
        assert comment.comment == "Good."
        again = gradebook.find_grade("licence", NAME, NAME, "untouched")
        # nbgrader asks for a look where a mark by hand stands on work that was graded again.
        assert (again.score, again.auto_score, again.needs_manual_grade) == (1, 0, True)


class Odd:
    """Jobs that answer with what they were made with, put on the kept outputs."""

    workers = 1

    def __init__(self, **ending: Any) -> None:
        self.ending = ending

    def submit(self, work: Work) -> Future[Execution]:
        future: Future[Execution] = Future()
        if "error" in self.ending:
            future.set_exception(self.ending["error"])
        else:
            future.set_result(Execution(courses.run(work).notebook, **self.ending))
        return future


def test_the_status_stands_first_in_the_graded_notebook(course: Path) -> None:
    jobs = Odd(timed_out=(6,), flags=("It walked a frame.",), seconds=1.5)
    (row,) = courses.grade(course, ["master"], force=True, jobs=jobs).rows
    assert (row.status, row.flags, row.seconds) == (
        "timed out at cell 7",
        ("It walked a frame.",),
        1.5,
    )
    first = courses.graded(course, "master").cells[0]
    assert first.cell_type == "markdown"
    assert "Status: timed out at cell 7." in first.source
    assert "nbgrader" not in first.metadata


@pytest.mark.parametrize(
    ("ending", "status"),
    [
        ({"out_of_memory": (6,)}, "out of memory at cell 7"),
        ({"cut": (6,)}, "output cut at cell 7"),
        ({"ended": "crashed", "ended_at": 6}, "crashed at cell 7"),
        ({"ended": "killed", "ended_at": 6, "timed_out": (6,)}, "killed at cell 7"),
        ({"ended": "crashed", "ended_at": 6, "out_of_memory": (6,)}, "out of memory at cell 7"),
    ],
)
def test_every_ending_has_its_status(course: Path, ending: dict[str, Any], status: str) -> None:
    (row,) = courses.grade(course, ["master"], force=True, jobs=Odd(**ending)).rows
    assert row.status == status


def test_what_fails_to_run_costs_nobody_a_mark_and_is_tried_again(course: Path) -> None:
    before = courses.state(course)
    jobs = Odd(error=Problem("No kernel could be started."))
    found = courses.grade(course, ["master"], force=True, jobs=jobs)
    assert [(r.status, r.sentences) for r in found.not_graded] == [
        ("not graded", ("No kernel could be started.",))
    ]
    assert courses.state(course) == before


def test_a_mark_that_cannot_be_saved_leaves_the_old_ones(
    course: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = courses.state(course)

    def full(*_: Any) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(report, "note", full)
    (row,) = courses.grade(course, ["untouched"], force=True).rows
    assert row.status == "not graded"
    assert courses.state(course) == before
    assert courses.graded(course, "untouched").cells


def test_ctrl_c_keeps_what_is_done(tmp_path: Path) -> None:
    course = courses.empty(tmp_path)
    for number in range(8):
        courses.hand_in(course, f"s{number}")

    def stop(done: int, whole: int) -> None:
        if done == 2:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        courses.grade(course, progress=stop)
    assert [row.student for row in report.rows_so_far(course, NAME)] == ["s0", "s1"]
    assert len(courses.grade(course).rows) == 6
    assert len(courses.state(course)) == 8


_RUN_AND_STALL = """
import sys, threading, time
from pathlib import Path
from tests.classroom import courses
from aftermosul.classroom.jobs import Local
from aftermosul.classroom import publish
from aftermosul.grading.execution import Execution
from nbformat import reads

stall_at, where = int(sys.argv[2]), sys.argv[3]
count = 0

def run(work):
    return Execution(reads(work.notebook, as_version=4))

def told(done, whole):
    global count
    count = done

def stall():
    print("stalled", flush=True)
    time.sleep(60)

from aftermosul.classroom import submission, report
if where == "publish":
    real = submission.publish
    def late(*a):
        # Marks and row are written, the folder is not: the most awkward moment of all.
        if count == stall_at: stall()
        real(*a)
    submission.publish = late
else:
    real = report.note
    def note(*a):
        if count == stall_at: stall()
        real(*a)
    report.note = note
with Local(run, 2) as jobs:
    courses.grade(Path(sys.argv[1]), jobs=jobs, progress=told)
"""


@pytest.mark.parametrize("where", ["publish", "note"])
def test_kill_9_in_the_middle_loses_nothing_and_grades_nothing_twice(
    where: str, tmp_path: Path, root: Path
) -> None:
    course = courses.empty(tmp_path / "course")
    for number in range(8):
        courses.hand_in(course, f"s{number}")
    child = subprocess.Popen(
        [sys.executable, "-c", _RUN_AND_STALL, str(course), "3", where],
        stdout=subprocess.PIPE,
        text=True,
        cwd=root,
    )
    assert child.stdout is not None
    assert child.stdout.readline() == "stalled\n"
    os.kill(child.pid, signal.SIGKILL)
    child.wait()
    child.stdout.close()
    done = sorted(p.parent.name for p in (course / "autograded").glob(f"*/{NAME}"))
    assert len(done) == 3
    found = courses.grade(course)
    assert list(found.already_graded) == done
    assert len(found.rows) == 5
    assert [entry[0] for entry in courses.state(course)] == [f"s{n}" for n in range(8)]
    assert [row.student for row in report.rows_so_far(course, NAME)] == [f"s{n}" for n in range(8)]
    assert not (course / ".aftermosul-grading").exists()
    assert courses.grade(course).rows == ()


def test_two_runs_at_once_are_refused(course: Path) -> None:
    def again(done: int, whole: int) -> None:
        with pytest.raises(Problem, match="Another run is grading"):
            courses.grade(course)

    courses.grade(course, ["master"], force=True, progress=again)


def test_only_so_much_is_under_way(tmp_path: Path) -> None:
    course = courses.empty(tmp_path)
    for number in range(9):
        courses.hand_in(course, f"s{number}")
    under_way, most = 0, 0

    def run(work: Work) -> Execution:
        time.sleep(0.01)
        return courses.run(work)

    class Counting(Local):
        def submit(self, work: Work) -> Future[Execution]:
            nonlocal under_way, most
            under_way += 1
            most = max(most, under_way)
            return super().submit(work)

    def told(done: int, whole: int) -> None:
        nonlocal under_way
        under_way -= 1

    with Counting(run, 2) as jobs:
        courses.grade(course, jobs=jobs, progress=told)
    assert most <= 2 + 4


def test_limits_are_the_courses_own_or_those_asked_for(course: Path) -> None:
    jobs = courses.Kept()
    courses.grade(course, ["master"], force=True, jobs=jobs)
    config = course / "nbgrader_config.py"
    config.write_text(config.read_text("utf-8") + "c.Execute.timeout = 7\n", encoding="utf-8")
    courses.grade(course, ["master"], force=True, jobs=jobs)
    courses.grade(course, ["master"], force=True, jobs=jobs, limits=Limits(3))
    assert [work.limits.seconds_a_cell for work in jobs.seen] == [30, 7, 3]


def test_what_is_no_course_or_assignment_is_said(course: Path, tmp_path: Path) -> None:
    for place, name, students, sentence in (
        (tmp_path, NAME, (), "is no nbgrader course"),
        (course, "09-none", (), "has no assignment 09-none"),
        (course, NAME, ("Nobody",), "Nobody handed in no 02-hijackings"),
    ):
        with pytest.raises(Problem, match=sentence):
            grade_class(place, name, jobs=courses.Kept(), students=students)
    shutil.rmtree(course / "submitted")
    with pytest.raises(Problem, match="Nobody handed in 02-hijackings"):
        courses.grade(course)


def test_an_assignment_of_several_notebooks(tmp_path: Path) -> None:
    course = courses.bare(tmp_path)
    master = course / "source" / NAME / f"{NAME}.ipynb"
    shutil.copy(master, master.with_name("second.ipynb"))
    stated = prepared.stated_marks()
    right, wrong, none = stated["master"], stated["wrong-totals-for-rates"], stated["untouched"]
    for student, second in (("both", "wrong-totals-for-rates"), ("broken", None)):
        path = courses.hand_in(course, student, "master")
        if second:
            shutil.copy(prepared.path_of(second), path.with_name("second.ipynb"))
    (path.parents[2] / "broken" / NAME / "second.ipynb").write_text("{", encoding="utf-8")
    rows = {row.student: row for row in courses.grade(course).rows}
    assert rows["both"].status == "graded"
    assert rows["both"].points == sum(right.values()) + sum(wrong.values())
    assert rows["both"].max_points == 2 * sum(right.values())
    assert rows["broken"].status == "unreadable"
    assert "The notebook second could not be read and counts 0" in rows["broken"].sentences[0]
    with Gradebook(f"sqlite:///{course / 'gradebook.db'}", "after-mosul") as gradebook:
        for student, second in (("both", wrong), ("broken", none)):
            assert courses.tests_marks(course, student) == right
            found = gradebook.find_submission_notebook("second", NAME, student)
            marks = {g.name: g.auto_score for g in found.grades if g.name != "essay-right"}
            assert marks == second
    # What could not be read is looked at again, and nobody else.
    assert [row.student for row in courses.grade(course).rows] == ["broken"]
