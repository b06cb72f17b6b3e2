"""The keys for teachers: a page a lesson, made from its questions.

`python -m aftermosul.desk.keys` writes them to `docs/teachers/keys/`; a test holds them to the
questions. They lie in a checkout alone: no workspace, no wheel and no book gets them.
"""

from __future__ import annotations

import math
from pathlib import Path

from aftermosul import expect, resources
from aftermosul.desk.register import all_questions
from aftermosul.desk.rooms import rooms
from aftermosul.files import write_atomically
from aftermosul.problems import Problem
from aftermosul.questions.question import Answer, Names, Number, OneOf, Question

_MOST_WRONG = 3
"""How many wrong answers a key names of each question: a page has to be printed on one side."""


def folder() -> Path:
    """Where the keys lie. Raises `Problem` where the module runs from no checkout."""
    top = resources.checkout()
    if top is None:
        raise Problem("The keys are made in a checkout of the module: there is none here.")
    return top / "docs" / "teachers" / "keys"


def texts() -> dict[str, str]:
    """Every key in Markdown, by the name of its file: `02-hijackings.md`."""
    titles = {room.NUMBER: room.TITLE for room in rooms()}
    names = {path.stem[:2]: path.stem for path in resources.lesson_paths()}
    lessons = dict.fromkeys(question.lesson for question in all_questions().values())
    return {
        f"{names[lesson]}.md": _key(lesson, titles[lesson], names[lesson]) for lesson in lessons
    }


def write() -> None:
    """Write every key, and take away those of lessons that are gone."""
    made = texts()
    folder().mkdir(parents=True, exist_ok=True)
    for old in folder().glob("*.md"):
        if old.name not in made:
            old.unlink()
    for name, text in made.items():
        write_atomically(folder() / name, text)


def _key(lesson: str, title: str, name: str) -> str:
    rows = [_row(q) for q in all_questions().values() if q.lesson == lesson]
    head = ["check and **answer**", "usual wrong answers, what each means, and *what to ask*"]
    table = [head, ["---"] * len(head), *rows]
    return "\n".join(
        [
            f"# Key to lesson {lesson}: {title}",
            "",
            f"*For the teacher, beside the [lesson's page](../lesson-{name}.md). Made from the "
            "questions (`make keys`), so don't edit it by hand. The check itself knows more wrong "
            "answers than stand here.*",
            "",
            *(f"| {' | '.join(_cell(text) for text in row)} |" for row in table),
            "",
        ]
    )


def _row(question: Question) -> list[str]:
    answer = question.answer()
    wrong = [f"{value}: {means}" for value, means in _usual(answer)]
    return [
        f"`{question.id}` {question.asks}<br>{_expected(answer)}",
        "<br>".join([*wrong, f"*{question.hints[0].replace('*', chr(92) + '*')}*"]),
    ]


def _expected(answer: Answer) -> str:
    match answer:
        case Number():
            exact = "exact" if answer.nearest == 0 else expect.stated(answer.nearest)
            return f"**{_number(answer.right, answer.nearest)}** ({exact})"
        case OneOf():
            return f"**{answer.right}**. {answer.options[answer.right]}"
        case Names():
            return f"**{'; '.join(answer.right)}** (in any order)"


def _usual(answer: Answer) -> list[tuple[str, str]]:
    """Wrong answers in words, and what is said to each: what the question warns of comes first."""
    match answer:
        case Number():
            warned = list(answer.cautions.values())
            pairs = [
                (any(_same(value, one) for one in warned), _number(value, answer.nearest), means)
                for value, means in answer.wrong.items()
            ]
        case OneOf():
            pairs = [(True, letter, means) for letter, means in answer.wrong.items()]
        case Names():
            sets = [set(names) for names in answer.cautions.values()]
            pairs = [
                (set(names) in sets, _differs(names, answer.right), means)
                for names, means in answer.wrong.items()
            ]
    first = sorted(pairs, key=lambda pair: not pair[0])
    return [(shown, means) for _, shown, means in first[:_MOST_WRONG]]


def _same(one: float, other: float) -> bool:
    return math.isclose(one, other, rel_tol=1e-9)


def _number(value: float, nearest: float) -> str:
    """A value as a student would write it, at the precision that is asked for."""
    if nearest == 0 or nearest >= 1:
        return f"{value:.0f}" if float(value).is_integer() or nearest else f"{value:.2f}"
    return f"{value:.{round(-math.log10(nearest))}f}"


def _differs(names: tuple[str, ...], right: tuple[str, ...]) -> str:
    """A wrong set of names by what it has too many and too few."""
    more = [name for name in names if name not in right]
    fewer = [name for name in right if name not in names]
    parts = [f"{word} {', '.join(some)}" for word, some in (("with", more), ("without", fewer))]
    return " and ".join(part for part, some in zip(parts, (more, fewer), strict=True) if some)


def _cell(text: str) -> str:
    """Text for a cell of a table: in a line, and with no bar that would end it."""
    return " ".join(text.split()).replace("|", "\\|")


if __name__ == "__main__":
    write()
