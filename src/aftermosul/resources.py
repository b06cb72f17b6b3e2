"""Where lessons, data, essay and assignments lie: in a checkout, or in an installed wheel.

In a checkout they stand at the top level, for people to find. In a wheel they travel in the
package's folder `content/`. Nothing else in the package asks which of the two it is.
"""

from __future__ import annotations

from pathlib import Path

_PACKAGE = Path(__file__).resolve().parent
_WHEEL_CONTENT = _PACKAGE / "content"


def checkout() -> Path | None:
    """The top folder of the checkout this package runs from, or None in an installed wheel."""
    top = _PACKAGE.parent.parent
    return top if (top / "pyproject.toml").is_file() and (top / "lessons").is_dir() else None


def _content(name: str) -> Path:
    top = checkout()
    return (top if top is not None else _WHEEL_CONTENT) / name


def data() -> Path:
    """The folder of the evidence tables and their `datapackage.json`."""
    return _content("data")


def essay() -> Path:
    """The essay's text, as it was given."""
    return _content("seeds") / "essay.txt"


def lessons() -> Path:
    """The folder of the lessons, one notebook each."""
    return _content("lessons")


def masters() -> Path:
    """The nbgrader source folder: one folder an assignment, with solutions and hidden tests."""
    return _content("assignments") / "source"


def course_config() -> Path:
    """The course's `nbgrader_config.py`."""
    return _content("assignments") / "nbgrader_config.py"


def student_versions() -> Path:
    """The assignments as students get them: made from the masters, never kept in git."""
    top = checkout()
    return top / "build" / "student" if top is not None else _WHEEL_CONTENT / "student"


def stills() -> Path:
    """The figures' still pictures: made when a wheel is built, never kept in git."""
    top = checkout()
    return top / "build" / "stills" if top is not None else _WHEEL_CONTENT / "stills"


def lesson_paths() -> list[Path]:
    """The lessons' notebooks in the order of their numbers."""
    return sorted(lessons().glob("[0-9][0-9]-*.ipynb"))


def assignment_names() -> list[str]:
    """The assignments' names, such as `02-hijackings`, in order."""
    return sorted(p.name for p in masters().iterdir() if (p / f"{p.name}.ipynb").is_file())
