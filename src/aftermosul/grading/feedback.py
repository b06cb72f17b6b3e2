"""The feedback page: one HTML file that needs nothing else, to read, to keep or to print."""

from __future__ import annotations

from pathlib import Path

import jinja2
import mistune
from markupsafe import Markup

from aftermosul import resources
from aftermosul.files import write_atomically
from aftermosul.grading.results import Grade, QuestionResult, number
from aftermosul.problems import Problem

_LONGEST_ANSWER = 4_000  # Characters of a reader's own code; more than an answer ever needs.

_WORDS = {
    "right": "Right",
    "partly": "Partly right",
    "not yet": "Not yet",
    "not tried": "Not tried",
}


def page(grade: Grade) -> str:
    """The page as text. It shows what was looked for and seen, and no test's source."""
    environment = jinja2.Environment(
        loader=jinja2.FileSystemLoader(Path(__file__).parent),
        autoescape=True,
        trim_blocks=True,
        lstrip_blocks=True,
        undefined=jinja2.StrictUndefined,
    )
    environment.filters["number"] = number
    environment.filters["clipped"] = _clipped
    environment.filters["markdown"] = _markdown
    environment.filters["word"] = _word
    return environment.get_template("feedback.html.j2").render(grade=grade)


def write(grade: Grade) -> Path:
    """Write the page to the folder `feedback` beside the notebook and return its path.

    Raises `Problem` where the folder can't be written, and among the masters: a page there would
    be handed out with them, and a master's own page holds its solutions.
    """
    if grade.path.resolve().is_relative_to(resources.masters().parent.resolve()):
        raise Problem("No feedback page is written among the masters and prepared answers.")
    target = grade.path.parent / "feedback" / f"{grade.path.stem}.html"
    try:
        target.parent.mkdir(exist_ok=True)
        write_atomically(target, page(grade))
    except OSError as error:
        raise Problem(
            f"The feedback page can't be written to {target}: {error.strerror}."
        ) from error
    return target


def _word(question: QuestionResult) -> str:
    return _WORDS[question.state]


def _clipped(text: str) -> str:
    return text if len(text) <= _LONGEST_ANSWER else f"{text[:_LONGEST_ANSWER]}\n# ... and more"


def _markdown(text: str) -> Markup:
    """A task's own text as HTML, its heading left out: the page has one in its place."""
    lines = text.splitlines()
    body = "\n".join(lines[1:] if lines and lines[0].startswith("#") else lines)
    return Markup(str(mistune.create_markdown(escape=True)(body)))  # Escaped by mistune.
