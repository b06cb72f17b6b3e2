"""A stock nbgrader course, opened for grading one assignment.

nbgrader works on copies: its submitted and autograded folders point into a folder of our own while
it grades, and what is done is moved to its real place in one step. So nobody ever sees half a
graded submission, and nbgrader never touches a file that a student handed in.
"""

from __future__ import annotations

import contextlib
import glob
import logging
import os
import re
import shutil
import sys
import warnings
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

import filelock
from nbgrader import utils
from nbgrader.api import Gradebook
from nbgrader.converters import GenerateAssignment
from nbgrader.converters.base import NbGraderException
from nbgrader.coursedir import CourseDirectory
from sqlalchemy.exc import SAWarning, SQLAlchemyError
from traitlets.config import Config

from aftermosul.classroom import gradebooks
from aftermosul.classroom.intake import Handed
from aftermosul.grading import notebooks, release
from aftermosul.grading.paths import refuse_patterns
from aftermosul.problems import Problem

_STAGE = ".aftermosul-grading"


@dataclass(frozen=True)
class Course:
    """A course with its settings, and the assignment as it was handed out.

    `directory` knows nbgrader's real folders, `staged` those that it works in; `sources` are the
    files beside the master, which nbgrader puts over a student's own; `sentences` say what was
    done on opening.
    """

    root: Path
    assignment: str
    config: Config
    directory: CourseDirectory
    staged: CourseDirectory
    log: logging.Logger
    handed: Mapping[str, Handed]
    sources: tuple[tuple[str, bytes], ...]
    sentences: tuple[str, ...]

    def folder(self, step: str, student: str, *, staged: bool = False) -> Path:
        """The folder of a submission in nbgrader's "submitted", "autograded" or "feedback"."""
        directory = self.staged if staged else self.directory
        name = getattr(directory, f"{step}_directory")
        return Path(directory.format_path(name, student, self.assignment))

    def students(self, step: str) -> list[str]:
        """Who has a folder in a step of nbgrader's, sorted; nbgrader's own exclusions left out."""
        name = getattr(self.directory, f"{step}_directory")
        pattern = self.directory.format_path(name, "*", glob.escape(self.assignment))
        found = re.compile(
            self.directory.format_path(
                re.escape(name), "(?P<student>.*)", re.escape(self.assignment), escape=True
            ),
            re.DOTALL,  # A name may hold a line break, and is said to.
        )
        excluded = set(self.directory.student_id_exclude.split(","))
        matches = (found.fullmatch(path) for path in glob.glob(pattern))  # noqa: PTH207 - absolute
        shut = {path.parent.name for path in _shut_off(pattern)} if step == "submitted" else set()
        return sorted(({m["student"] for m in matches if m} | shut) - excluded)

    @property
    def stage(self) -> Path:
        """The folder that nbgrader works in."""
        return self.root / _STAGE


@contextlib.contextmanager
def open_course(root: Path, assignment: str) -> Iterator[Course]:
    """Open the course at `root` to grade `assignment`; one run at a time.

    The current folder is the course's meanwhile, as under nbgrader's own commands. Raises
    `Problem` where there is no such course or assignment, or where another run grades it.
    """
    root = root.resolve()
    if not (root / "nbgrader_config.py").is_file():
        raise Problem(
            f"{root} is no nbgrader course, since it has no nbgrader_config.py: "
            "name the course with --course."
        )
    refuse_patterns(root)
    with contextlib.chdir(root):  # Settings may name files and modules beside them.
        config = release.course_config(root)
    root = Path(config.CourseDirectory.get("root", "") or root)
    refuse_patterns(root)
    config.CourseDirectory.root = str(root)
    config.CourseDirectory.assignment_id = assignment
    # Putting cells back is done before nbgrader sees a notebook, for several in a row as well.
    config.OverwriteCells.add_missing_cells = False
    log = logging.Logger("aftermosul.classroom", logging.WARNING)
    log.addHandler(logging.NullHandler())  # Written for teachers at nbgrader's own command.
    with (
        _only_run(root),
        contextlib.chdir(root),
        _tools_in_reach(),
        gradebooks.quiet(),
        warnings.catch_warnings(),
    ):
        # nbgrader's own queries, which SQLAlchemy 2 remarks on, are no business of a teacher.
        warnings.simplefilter("ignore", SAWarning)
        directory = CourseDirectory(config=config, log=log)
        staged = CourseDirectory(config=_staged(config, directory), log=log)
        sentences = _generated(root, assignment, config, directory, staged)
        yield Course(
            root,
            assignment,
            config,
            directory,
            staged,
            log,
            _handed(assignment, config, directory),
            _sources(assignment, config, directory),
            sentences,
        )


@contextlib.contextmanager
def _only_run(root: Path) -> Iterator[None]:
    """Hold the course's lock, which the system lets go whatever becomes of us."""
    stage = root / _STAGE
    lock = filelock.FileLock(root / f"{_STAGE}.lock", timeout=0)
    try:
        lock.acquire()
    except filelock.Timeout as error:
        raise Problem(
            f"Another run is grading {root}; wait until it has ended and try again."
        ) from error
    except OSError as error:
        raise Problem(
            f"{root} can't be written ({error.strerror}): work in a course of your own."
        ) from error
    try:
        shutil.rmtree(stage, ignore_errors=True)  # What a killed run left half done.
        stage.mkdir(mode=0o700, exist_ok=True)
        yield
    finally:
        shutil.rmtree(stage, ignore_errors=True)
        lock.release()
        # Not taken away: a second run could hold the old file's lock, a third a new one's.


@contextlib.contextmanager
def _tools_in_reach() -> Iterator[None]:
    """nbgrader calls `alembic` by name while it makes a gradebook, and half makes it otherwise."""
    path = os.environ.get("PATH", "")
    os.environ["PATH"] = os.pathsep.join([str(Path(sys.executable).parent), path])
    try:
        yield
    finally:
        os.environ["PATH"] = path


def _shut_off(pattern: str) -> Iterator[Path]:
    """Folders of a pattern `.../*/assignment` of which nobody can say whether they are there."""
    above, name = os.path.split(pattern)
    if Path(above).name != "*":
        return  # A course with another order of folders.
    for student in glob.glob(above):  # noqa: PTH207 - absolute
        folder = Path(student) / name
        try:
            folder.lstat()
        except (FileNotFoundError, NotADirectoryError):
            continue
        except OSError:  # No right to look, or a link that leads round in a circle.
            yield folder


def _staged(config: Config, directory: CourseDirectory) -> Config:
    changed = Config(config)
    changed.CourseDirectory.db_url = directory.db_url
    for step in ("submitted", "autograded", "release", "source_with_tests"):
        changed.CourseDirectory[f"{step}_directory"] = f"{_STAGE}/{step}"
    return changed


def _generated(
    root: Path,
    assignment: str,
    config: Config,
    directory: CourseDirectory,
    staged: CourseDirectory,
) -> tuple[str, ...]:
    """Have nbgrader generate an assignment that never was. Returns what to say of it."""
    gradebooks.examine(directory.db_url)
    try:
        with Gradebook(directory.db_url, directory.course_id) as gradebook:
            if any(known.name == assignment and known.notebooks for known in gradebook.assignments):
                return ()
    except SQLAlchemyError as error:
        raise Problem(f"The gradebook {gradebooks.said(error)}") from error
    source = Path(directory.format_path(directory.source_directory, ".", assignment))
    if not any(source.glob("*.ipynb")):
        raise Problem(f"The course has no assignment {assignment}: its folder source/ holds none.")
    log = logging.Logger("aftermosul.classroom", logging.WARNING)
    kept: list[str] = []

    def keep(record: logging.LogRecord) -> bool:
        kept.append(record.getMessage())
        return False

    log.addFilter(keep)
    try:
        GenerateAssignment(coursedir=staged, config=config, log=log).start()
    except (NbGraderException, OSError) as error:
        raise Problem(
            f"nbgrader can't generate {assignment} ({_last_line(kept, error)}): "
            f"mend its master and run `nbgrader generate_assignment {assignment}`."
        ) from error
    made = Path(staged.format_path(staged.release_directory, ".", assignment))
    place = Path(directory.format_path(directory.release_directory, ".", assignment))
    if not place.exists():
        place.parent.mkdir(parents=True, exist_ok=True)
        shutil.move(os.path.normpath(made), os.path.normpath(place))
    done = f"The assignment {assignment} had not been generated; nbgrader has done so now."
    graded = directory.format_path(directory.autograded_directory, "*", glob.escape(assignment))
    if not glob.glob(graded):  # noqa: PTH207 - absolute
        return (done,)
    return (
        done,
        "Yet autograded/ holds graded work, which another gradebook knew: if people gave marks or "
        "comments, they are there. Put that gradebook back and run again with --force.",
    )


def _last_line(kept: list[str], error: Exception) -> str:
    lines = [line for text in kept for line in text.splitlines() if line.strip()]
    return lines[-1].strip(" .") if lines else str(error)


def _handed(assignment: str, config: Config, directory: CourseDirectory) -> dict[str, Handed]:
    """The assignment's notebooks by name: those that the gradebook knows."""
    with Gradebook(directory.db_url, directory.course_id) as gradebook:
        names = sorted(known.name for known in gradebook.find_assignment(assignment).notebooks)
    source, given = (
        Path(os.path.normpath(directory.format_path(step, ".", assignment)))
        for step in (directory.source_directory, directory.release_directory)
    )
    handed: dict[str, Handed] = {}
    for name in names:
        master, like = source / f"{name}.ipynb", given / f"{name}.ipynb"
        if not like.is_file() and not master.is_file():
            raise Problem(
                f"Neither {given} nor {source} holds {name}.ipynb: put the assignment back."
            )
        if like.is_file():
            shown = notebooks.read(like)
        else:
            text = release.student_version(master, assignment, config)
            shown = notebooks.upgraded(notebooks.nbformat.reads(text, as_version=4))
        handed[name] = Handed(shown, notebooks.read(master) if master.is_file() else shown)
    return handed


def _sources(
    assignment: str, config: Config, directory: CourseDirectory
) -> tuple[tuple[str, bytes], ...]:
    """Files beside the master that nbgrader lays over a student's own, by relative path."""
    place = directory.format_path(directory.source_directory, ".", assignment)
    left = config.Autograde.get("exclude_overwriting", {}).get(assignment, [])
    files = utils.find_all_files(place, [*directory.ignore, "*.ipynb"])
    by_name = {os.path.relpath(file, place): Path(file) for file in sorted(files)}
    return tuple((n, f.read_bytes()) for n, f in by_name.items() if n not in left)
