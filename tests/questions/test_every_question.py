"""Every self-check of every lesson: right passes, each usual mistake gets its own sentence."""

from __future__ import annotations

import ast
import functools
import importlib
import inspect
import re
from collections import Counter
from collections.abc import Callable
from pathlib import Path

import nbformat
import numpy as np
import pandas as pd
import pytest

import aftermosul
from aftermosul import check, choose, essay, expect, instruments, load, resources, solution
from aftermosul.desk.register import all_questions
from aftermosul.desk.rooms import rooms
from aftermosul.expect import precision
from aftermosul.questions.question import Names, Number, OneOf, Question
from aftermosul.workspace import ledger

QUESTIONS = list(all_questions().values())
NUMBERS = [q for q in QUESTIONS if isinstance(q.answer(), Number)]
NAMES = [q for q in QUESTIONS if isinstance(q.answer(), Names)]
CHOICES = [q for q in QUESTIONS if isinstance(q.answer(), OneOf)]


def each(questions: list[Question]) -> pytest.MarkDecorator:
    assert questions, "a test of no question holds nothing"
    return pytest.mark.parametrize("question", questions, ids=[q.id for q in questions])


class EqualsEverything:
    """Claims to be whatever it is compared with."""

    def __eq__(self, other: object) -> bool:
        return True

    def __hash__(self) -> int:
        return 0

    def __float__(self) -> float:
        return 1969.0


def mistakes(question: Question) -> dict[object, str]:
    answer = question.answer()
    if isinstance(answer, (Number, Names)):
        return dict(answer.wrong)
    return {letter: text for letter, text in answer.wrong.items() if letter != answer.right}


# ---- the set of them


def test_no_id_is_used_twice_and_all_are_of_one_form() -> None:
    found = [importlib.import_module(f"{room.__name__}.questions").QUESTIONS for room in rooms()]
    ids = [question.id for questions in found for question in questions]
    assert sorted(ids) == sorted(set(ids))
    assert all(re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", i) for i in ids)


def test_published_ids_are_never_renamed() -> None:
    """A reader's ledger holds these for good: add to this list, and take nothing away."""
    assert {
        "first-check",
        "primer-years",
        "primer-sum",
        "primer-filter",
        "primer-both",
        "primer-reading",
        "sentence-16",
        "peak-year",
        "wave-pace",
        "deadlier",
        "baseline",
        "screening",
        "kind-of-claim",
        "the-image",
        "fact-or-value",
        "brings-down",
        "thesis-alone",
        "testable-question",
        "last-hijacking",
        "earlier-bombings",
        "after-september",
        "list-or-count",
        "rule-jump",
        "rule-change",
        "came-next",
        "mean-without",
        "hundred-share",
        "one-of-a-kind",
        "bent-list",
        "tail-exponent",
        "spawned-claim",
        "is-line",
        "pledge-adds",
        "not-from-al-qaeda",
        "expulsion",
        "branches",
        "sentence-20",
        "ihs-share",
        "mixed-share",
        "two-makers",
        "larger-area",
        "held-longer",
        "loot-share",
        "least-fall",
        "profit-sense",
        "bank-claims",
        "until-when",
        "kept-running",
        "held-days",
        "battle-days",
        "inevitable",
        "one-line",
        "defeat-periods",
        "many-thousands",
        "still-arriving",
        "least-times",
        "whose-hand",
        "inspired-means",
        "trained-share",
        "abroad-ratio",
        "inspired-completed",
        "one-network",
        "left-out-test",
        "new-york-shows",
        "hidden-or-watched",
        "after-silence",
        "sentence-14",
        "more-for",
        "nigeria-fall",
        "highest-mean",
        "without-pledge",
        "most-gained",
    } <= set(all_questions())


def test_every_lessons_module_is_in_the_register() -> None:
    folder = Path(aftermosul.__file__).parent / "topics"
    modules = {path.parent.name[1:3] for path in folder.glob("t*/questions.py")}
    assert {question.lesson for question in QUESTIONS} == modules
    assert modules <= {path.name[:2] for path in resources.lesson_paths()}


@pytest.mark.parametrize("path", resources.lesson_paths(), ids=lambda p: p.stem)
def test_a_lesson_asks_all_its_questions_and_no_others(path: Path) -> None:
    cells = nbformat.read(path, as_version=4).cells
    code = "\n".join(cell.source for cell in cells if cell.cell_type == "code")
    asked = re.findall(r"^(?:check|choose)\(\"([^\"]+)\"", code, re.MULTILINE)
    assert sorted(asked) == sorted(q.id for q in QUESTIONS if q.lesson == path.name[:2])


@each(QUESTIONS)
def test_it_has_a_question_two_hints_a_solution_and_a_word_when_right(question: Question) -> None:
    assert question.asks.endswith("?")
    first, second = question.hints
    texts = [first, second, question.solution, question.right]
    assert all(len(text) > 15 and text == text.strip() for text in texts)
    assert len(set(texts)) == 4
    assert all(text[-1] in ".?" for text in texts if "(" not in text)


@each(QUESTIONS)
def test_no_hint_gives_the_answer_away(question: Question) -> None:
    answer = question.answer()
    hints = " ".join(question.hints)
    if isinstance(answer, Number):
        shown = {f"{answer.right:.0f}", f"{answer.right:.1f}", f"{answer.right:.2f}"}
        assert not shown & set(re.findall(r"\d+(?:\.\d+)?", hints))
    elif isinstance(answer, Names):
        assert sum(name in hints for name in answer.right) <= len(answer.right) / 2
    else:
        assert not re.search(rf"\b(option|answer is) {answer.right}\b", hints)


# ---- judging


@each(QUESTIONS)
def test_the_right_answer_is_right_and_recorded(question: Question) -> None:
    right = question.answer().right
    judged = question.judge(right)
    assert (judged.status, judged.says) == ("right", question.right)
    assert repr(check(question.id, right)).startswith("✓ Right\n")
    recorded = ledger.read()[0].checks[question.id]
    assert (recorded.status, recorded.lesson, recorded.tries) == ("right", question.lesson, 1)


EXACT = next(q for q in NUMBERS if q.answer().nearest == 0)
ROUNDED = next(q for q in NUMBERS if q.answer().nearest > 0)


@pytest.mark.parametrize("kind", [int, float, np.int64, np.int32, np.float64, np.float32])
def test_a_number_is_right_in_every_kind_of_number(kind: type) -> None:
    assert EXACT.judge(kind(EXACT.answer().right)).status == "right"
    if not issubclass(kind, int | np.integer):
        assert ROUNDED.judge(kind(ROUNDED.answer().right)).status == "right"


def roundings(value: float, nearest: float) -> list[float]:
    return [precision.rounded(value, step) for step in precision.steps(nearest)]


@each(NUMBERS)
def test_the_right_answer_is_right_at_every_rounding_that_is_allowed(question: Question) -> None:
    answer = question.answer()
    given = roundings(answer.right, answer.nearest)
    assert given
    assert [value for value in given if question.judge(value).status != "right"] == []


@each(NUMBERS)
def test_no_usual_mistake_is_right_at_any_rounding_that_is_allowed(question: Question) -> None:
    answer = question.answer()
    given = [value for wrong in answer.wrong for value in roundings(wrong, answer.nearest)]
    assert given
    assert [value for value in given if question.judge(value).status == "right"] == []


@each([q for q in NUMBERS if q.answer().nearest])
def test_a_question_and_its_lesson_state_the_precision(question: Question) -> None:
    words = expect.stated(question.answer().nearest)
    assert words in question.asks
    path = next(p for p in resources.lesson_paths() if p.name.startswith(question.lesson))
    cells = nbformat.read(path, as_version=4).cells
    (at,) = [i for i, cell in enumerate(cells) if f'check("{question.id}"' in cell.source]
    task = next(c.source for c in reversed(cells[:at]) if c.cell_type == "markdown")
    assert words in task


CAUTIONS = [
    pytest.param(question, value, id=f"{question.id}: {caution}")
    for question in NUMBERS + NAMES
    for caution, value in question.answer().cautions.items()
]

assert CAUTIONS


@pytest.mark.parametrize(("question", "value"), CAUTIONS)
def test_ignoring_a_caution_is_never_right(question: Question, value: object) -> None:
    assert question.judge(value).status == "not yet"


def test_choices_cannot_be_guessed_by_length_or_letter() -> None:
    answers = [question.answer() for question in CHOICES]
    longest = [a for a in answers if len(a.options[a.right]) == max(map(len, a.options.values()))]
    assert len(longest) <= len(answers) / 3
    for letter in "abcd":
        share = sum(a.right == letter for a in answers) / len(answers)
        assert 0.15 <= share <= 0.35, letter


@each(NAMES)
def test_names_are_right_in_every_order_and_every_kind_of_list(question: Question) -> None:
    right = question.answer().right
    assert len(set(right)) == len(right) >= 2
    for given in (
        list(right)[::-1],
        set(right),
        pd.Series(right),
        np.array(right),
        pd.Index(right),
    ):
        assert question.judge(given).status == "right"
    assert question.judge(list(right)[:-1]).status == "not yet"
    assert question.judge([*right, "Nobody"]).status == "not yet"
    assert question.answer().wrong
    for mistake in question.answer().wrong:
        assert set(mistake) != set(right)


@each(CHOICES)
def test_a_letter_may_be_a_capital_with_spaces(question: Question) -> None:
    assert question.judge(f" {question.answer().right.upper()} ").status == "right"


@each(QUESTIONS)
def test_each_usual_mistake_gets_its_own_sentence(question: Question) -> None:
    listed = mistakes(question)
    assert listed
    for value, sentence in listed.items():
        judged = question.judge(value)
        assert (judged.status, judged.says) == ("not yet", sentence), value
    card = repr(check(question.id, value))
    assert card.startswith("Not yet\n")
    assert judged.says in card
    assert f'hint("{question.id}")' in card
    assert ledger.read()[0].checks[question.id].status == "not yet"


class _AsPairs(ast.NodeTransformer):
    """Writes the mistakes of an answer's source as a list of pairs, in which none is lost."""

    def visit_keyword(self, node: ast.keyword) -> ast.keyword:
        if node.arg == "wrong":
            assert isinstance(node.value, ast.Dict), "write the mistakes where they are given"
            entries = zip(node.value.keys, node.value.values, strict=True)
            pairs = ", ".join(
                f"({ast.unparse(key)}, {ast.unparse(text)})"
                if key
                else f"*{ast.unparse(text)}.items()"
                for key, text in entries
            )
            node.value = ast.parse(f"[{pairs}]", mode="eval").body
        return node


def written_mistakes(answer: Callable[[], object]) -> list[tuple[object, str]]:
    """Every mistake as its module writes it: a dict keeps the last of two with one value."""
    tree = _AsPairs().visit(ast.parse(inspect.getsource(answer)))
    names = dict(vars(inspect.getmodule(answer)))
    exec(compile(tree, answer.__name__, "exec"), names)
    return names[answer.__name__]().wrong


@each(NUMBERS + NAMES)
def test_no_two_mistakes_have_one_value(question: Question) -> None:
    written = written_mistakes(question.answer)
    assert dict(written) == question.answer().wrong
    twice = [value for value, times in Counter(v for v, _ in written).items() if times > 1]
    assert [text for value, text in written if value in twice] == []


def test_two_mistakes_with_one_value_are_seen() -> None:
    """One overwrites the other unseen wherever a count and a sum happen to be the same."""
    assert Counter(value for value, _ in written_mistakes(_collides)) == {2.0: 2, 3.0: 1}
    assert len(_collides().wrong) == 2


def _collides() -> Number:
    return Number(right=1.0, wrong={1.0 + 1: "One.", **{3.0: "Two."}, 4.0 / 2: "Three."})


@each(QUESTIONS)
def test_the_sentences_differ_and_are_sentences(question: Question) -> None:
    said = list(mistakes(question).values())
    digits = "0123456789“"
    assert len(set(said)) == len(said) >= 2
    assert all(text[-1] in ".?" and (text[0].isupper() or text[0] in digits) for text in said)
    assert question.right not in said


@each(NUMBERS)
def test_a_mistakes_sentence_never_names_the_answer(question: Question) -> None:
    answer = question.answer()
    shown = {f"{answer.right:.0f}" if float(answer.right).is_integer() else f"{answer.right:.2f}"}
    assert answer.wrong
    for said in answer.wrong.values():
        assert not shown & set(re.findall(r"\d+(?:\.\d+)?", said)), said


@each(CHOICES)
def test_every_option_but_the_right_one_has_a_sentence(question: Question) -> None:
    answer = question.answer()
    assert list(answer.options) == ["a", "b", "c", "d"]
    assert answer.right in answer.options
    assert set(answer.wrong) == set(answer.options) - {answer.right}
    assert len(set(answer.options.values())) == 4
    assert repr(solution(question.id)).count(f"The answer is {answer.right}. ") == 1


@each(QUESTIONS)
def test_another_wrong_value_is_not_yet(question: Question) -> None:
    answer = question.answer()
    value = {Number: 123456.5, Names: ["z"], OneOf: "z"}[type(answer)]
    judged = question.judge(value)
    assert judged.status == "not yet"
    assert judged.says.startswith(("Your answer is ", "Your answer holds "))
    if not isinstance(answer, OneOf):
        assert judged.says.endswith(f"Looked for: {answer.looked_for}.")


# ---- untouched, and of every wrong kind


@each([NUMBERS[0], NAMES[0], CHOICES[0]])
@pytest.mark.parametrize("untouched", [..., None])
def test_untouched_dots_are_not_tried_and_nothing_is_recorded(
    question: Question, untouched: object, workspace: Path
) -> None:
    assert question.judge(untouched).status == "not tried"
    assert repr(check(question.id, untouched)).startswith("Not tried\n")
    assert repr(check(question.id)).startswith("Not tried\n")
    assert list(workspace.iterdir()) == []


KINDS = {
    "text": "nineteen sixty-nine",
    "an empty text": "",
    "a list": [1969],
    "a dictionary": {"year": 1969},
    "a column": load("hijackings_by_year")["year"],
    "a table": load("hijackings_by_year"),
    "an array": np.array([1969, 1970]),
    "true": True,
    "numpy's true": np.True_,
    "NaN": float("nan"),
    "pandas' NA": pd.NA,
    "infinity": float("inf"),
    "a complex number": 1969 + 0j,
    "an object that equals everything": EqualsEverything(),
    "a function": len,
    "the column's own maximum, forgotten to be called": pd.Series([1]).max,
    "markup": "<script>alert(1)</script>",
}


@each([NUMBERS[0], NAMES[0], CHOICES[0]])
@pytest.mark.parametrize("kind", KINDS)
def test_a_thing_of_the_wrong_kind_is_not_yet_with_a_sentence(
    question: Question, kind: str
) -> None:
    judged = question.judge(KINDS[kind])
    assert judged.status == "not yet"
    assert judged.says.startswith("Your answer ")
    assert judged.says.endswith((".", "?"))
    assert "Error" not in judged.says
    card = check(question.id, KINDS[kind])
    assert "<script>" not in card._repr_html_()


# ---- solutions


@functools.cache
def context(lesson: str) -> dict[str, object]:
    """What a reader has at hand in a lesson: its imports and the names it gives."""
    path = next(p for p in resources.lesson_paths() if p.name.startswith(lesson))
    names: dict[str, object] = {}
    for cell in nbformat.read(path, as_version=4).cells:
        if cell.cell_type == "code":
            module = ast.parse(cell.source)
            kept = (ast.Import, ast.ImportFrom, ast.Assign, ast.FunctionDef)
            module.body = [node for node in module.body if isinstance(node, kept)]
            exec(compile(module, cell.id, "exec"), names)
    return names


@each([q for q in NUMBERS + NAMES if q.id != "first-check"])
def test_the_solutions_code_runs_in_the_lesson_and_is_right(question: Question) -> None:
    names = dict(context(question.lesson))
    before = set(names)
    stubs = {name for name, value in names.items() if value is ...}
    exec(question.code, names)
    answers = [names[name] for name in stubs if names[name] is not ...]
    assert len(answers) == 1, "the code fills in exactly the name that the lesson asks for"
    assert question.judge(answers[0]).status == "right"
    assert {type(names[name]) for name in set(names) - before} <= {
        int,
        float,
        np.int64,
        np.float64,
        pd.Series,
        pd.DataFrame,
        list,
    }


@each(QUESTIONS)
def test_the_solution_shows_its_text_and_its_code(question: Question) -> None:
    shown = solution(question.id)
    assert shown.title == "Solution"
    assert question.solution in repr(shown)
    assert question.code in repr(shown)
    assert ("<pre><code>" in shown._repr_html_()) == bool(question.code)


def test_the_first_checks_solution_names_the_sentence() -> None:
    right = all_questions()["first-check"].answer().right
    assert f"sentence {right}," in all_questions()["first-check"].solution
    assert "terrorist diaspora" in essay.sentence(int(right))
    assert right > 1
    assert not any("terrorist diaspora" in essay.sentence(n) for n in range(1, int(right)))


@each([q for q in QUESTIONS if q.code])
def test_the_code_of_a_solution_is_escaped(question: Question) -> None:
    inside = re.search(r"<pre><code>(.*)</code></pre>", solution(question.id)._repr_html_(), re.S)
    assert inside is not None
    assert "<" not in inside.group(1)
    assert "&" not in re.sub(r"&(amp|lt|gt|quot|#x27);", "", inside.group(1))


# ---- what is said about the world in hints and replies


def test_the_words_of_lesson_02_about_numbers_are_true() -> None:
    """Numbers in hints, replies and options, against the tables."""
    questions = all_questions()
    measures = load("security_measures").set_index("id")
    apart = (measures.loc["SM07", "date"] - measures.loc["SM06", "date"]).days
    assert round(apart / 7) == 6
    assert "six weeks later" in questions["screening"].answer().options["c"]
    assert "Two measures within six weeks" in questions["screening"].hints[1]
    assert 2 < questions["wave-pace"].answer().right < 3
    assert "more than twice the pace" in questions["wave-pace"].right
    assert load("hijackings_by_year").set_index("year")["fatalities"].idxmax() == 2001
    assert "what happened four years later" in questions["peak-year"].right
    assert measures.loc["SM06", "date"].year == questions["peak-year"].answer().right + 4


def test_the_measures_of_early_1973_are_numbers_6_and_7_in_the_figure() -> None:
    assert "numbered 6 and 7" in all_questions()["screening"].hints[0]
    listed = instruments.hijackings().notes
    assert listed[6 - 1].startswith("5 January 1973: Screening of every airline passenger")
    assert listed[7 - 1].startswith("15 February 1973: Memorandum of understanding on hijacking")


@each(CHOICES)
def test_a_question_by_choice_can_be_chosen(question: Question) -> None:
    form = choose(question.id)
    (field,) = form.fields
    assert field["label"] == question.asks
    assert [letter for letter, _ in field["options"]] == ["a", "b", "c", "d"]
