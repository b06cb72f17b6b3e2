"""What a reader calls: `check`, `choose`, `hint`, `solution`."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from html import escape
from typing import TYPE_CHECKING

from aftermosul.desk.register import all_questions, find
from aftermosul.display.cards import Card, Kind, paragraphs
from aftermosul.evidence import asking
from aftermosul.problems import Problem
from aftermosul.questions.question import Judgement, Number, OneOf, Question, Status
from aftermosul.workspace import ledger

if TYPE_CHECKING:
    from aftermosul.questions.form import Form

_CARDS: dict[Status, tuple[Kind, str]] = {
    "not tried": ("not-tried", "Not tried"),
    "right": ("right", "✓ Right"),
    "not yet": ("not-yet", "Not yet"),
}
_CHECK = 'check("peak-year", peak_year)'
_hints_given: dict[str, int] = {}


@asking.called_like(_CHECK)
def check(question_id: str, answer: object = ...) -> Card:
    """Check an answer: *not tried*, *right*, or *not yet* with a reason.

    The result goes into the reader's ledger; untouched dots record nothing.
    """
    if isinstance(answer, str) and answer in all_questions():
        _turned_round(question_id, answer)
    question = find(question_id, _CHECK)
    judgement = _one_value(question, answer) or question.judge(answer)
    said = _record(question, judgement)
    return _card(question, judgement, said)


@asking.called_like('choose("sentence-16")')
def choose(question_id: str) -> Form:
    """A question answered by choosing, without code: options, a button, and the reason.

    Raises `Problem` for a question that is not a choice.
    """
    from aftermosul.questions.form import Form, OneOfThese

    question = find(question_id, 'choose("sentence-16")')
    answer = question.answer()
    if not isinstance(answer, OneOf):
        raise Problem(f'"{question_id}" asks for a value: use check("{question_id}", ...).')

    def judge(given: Mapping[str, object]) -> Card:
        if not isinstance(given["chosen"], str) or not given["chosen"]:
            untried = Judgement("not tried", "Choose one of the options first.")
            return replace(_card(question, untried, ""), folds=())
        return replace(check(question_id, given["chosen"]), folds=())

    options = OneOfThese("chosen", question.asks, tuple(answer.options.items()))
    return Form(question.asks, [options], "Check my choice", judge, _folds(question))


@asking.called_like('hint("peak-year")')
def hint(question_id: str) -> Card:
    """The first hint, and the second when asked again."""
    question = find(question_id)
    number = min(_hints_given.get(question_id, 0), len(question.hints) - 1)
    _hints_given[question_id] = number + 1
    text = question.hints[number]
    title = f"Hint {number + 1} of {len(question.hints)}"
    return Card("note", title, paragraphs(text), text)


@asking.called_like('solution("peak-year")')
def solution(question_id: str) -> Card:
    """The solution, with the code that finds it where there is any."""
    question = find(question_id, 'solution("peak-year")')
    said = _solved(question)
    plain = "\n".join(part for part in (said, question.code) if part)
    return Card("note", "Solution", _solution_html(question), plain)


def _solved(question: Question) -> str:
    answer = question.answer()
    letter = f"The answer is {answer.right}. " if isinstance(answer, OneOf) else ""
    return letter + question.solution


def _solution_html(question: Question) -> str:
    code = f"<pre><code>{escape(question.code)}</code></pre>" if question.code else ""
    return paragraphs(_solved(question)) + code


def _folds(question: Question) -> tuple[tuple[str, str], ...]:
    """Hints and solution, to be opened one after another."""
    hints = [(f"Hint {n}", paragraphs(text)) for n, text in enumerate(question.hints, 1)]
    return (*hints, ("Solution", _solution_html(question)))


def _turned_round(given: object, question_id: str) -> None:
    """Raise `Problem` where the answer came first and the question's name after it."""
    if given in (all_questions() if isinstance(given, str) else ()):
        return
    answer = repr(given) if type(given) in {int, float, str} else "your_answer"
    raise Problem(f'The question\'s name comes first: type check("{question_id}", {answer}).')


def _one_value(question: Question, answer: object) -> Judgement | None:
    """What is said of a column that holds the one number which was asked for."""
    length = getattr(answer, "shape", None)
    if length != (1,) or not isinstance(question.answer(), Number):
        return None
    take = "answer.iloc[0]" if hasattr(answer, "iloc") else "answer[0]"
    return Judgement(
        "not yet",
        f"Your answer is a column with one value in it; a number is asked for. {take} takes it out "
        "of a column called answer.",
    )


def _record(question: Question, judgement: Judgement) -> str:
    """Write a try into the ledger; a sentence where that could not be done or must be said."""
    if judgement.status == "not tried":
        return ""
    try:
        return ledger.add_try(question.id, question.lesson, judgement.status)
    except Problem as problem:
        return str(problem)


def _card(question: Question, judgement: Judgement, said: str) -> Card:
    kind, title = _CARDS[judgement.status]
    texts = [text for text in (judgement.says, said) if text]
    if judgement.status != "not yet":
        # Who has not tried yet may open the hints; the solution waits for a try.
        folds = _folds(question)[:-1] if judgement.status == "not tried" else ()
        return Card(kind, title, paragraphs(*texts), "\n".join(texts), folds)
    stuck = f'If you are stuck: hint("{question.id}"), then solution("{question.id}").'
    plain = "\n".join([*texts, stuck])
    return Card(kind, title, paragraphs(*texts), plain, _folds(question))
