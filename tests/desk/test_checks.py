"""`check`, `choose`, `hint`, `solution`: what a reader sees and what is recorded."""

from __future__ import annotations

import re
from html.parser import HTMLParser
from pathlib import Path

import pytest

from aftermosul import check, choose, hint, load, solution
from aftermosul.desk import checks
from aftermosul.desk.register import all_questions
from aftermosul.problems import Problem
from aftermosul.workspace import ledger


@pytest.fixture(autouse=True)
def no_hints_yet(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(checks, "_hints_given", {})


class Tags(HTMLParser):
    """The tags of a piece of HTML, and whether each is closed."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.seen: list[str] = []
        self.open: list[str] = []
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: object) -> None:
        self.seen.append(tag)
        self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag


# ---- check


def test_tries_are_counted_and_right_stays_right() -> None:
    for answer in (86, 2001, 1969, 86):
        check("peak-year", answer)
    recorded = ledger.read()[0].checks["peak-year"]
    assert (recorded.tries, recorded.status) == (4, "right")


@pytest.mark.parametrize("say", [check, hint, solution, choose])
def test_an_unknown_id_gets_the_nearest_names(say) -> None:
    with pytest.raises(Problem, match=r'no question "peakyear"\. Did you mean peak-year'):
        say("peakyear")


@pytest.mark.parametrize("forgotten", [1969, ..., None, load("hijackings_by_year"), [1], {}])
def test_a_forgotten_id_is_said_and_no_traceback(forgotten: object) -> None:
    """As in check(peak_year), with the answer where the id belongs."""
    with pytest.raises(Problem, match=r'type check\("peak-year", peak_year\)\.$'):
        check(forgotten)


def test_what_a_reader_wrote_is_escaped_in_the_card() -> None:
    html = check("peak-year", '<img src=x onerror="alert(1)">&')._repr_html_()
    tags = Tags(html)
    assert "img" not in tags.seen
    assert tags.open == []
    assert "&lt;img" in html


@pytest.mark.parametrize(
    ("answer", "title"), [(..., "Not tried"), (1969, "✓ Right"), (86, "Not yet")]
)
def test_a_card_says_its_status_in_words_to_every_reader(answer: object, title: str) -> None:
    card = check("peak-year", answer)
    html = card._repr_html_()
    assert f'aria-label="{title}"' in html
    assert 'role="note"' in html
    assert f"<strong>{title}</strong>" in html
    assert repr(card).splitlines()[0] == title


def test_only_a_wrong_try_is_sent_to_the_hints() -> None:
    assert "hint(" in repr(check("peak-year", 86))
    assert "hint(" not in repr(check("peak-year", 1969))
    assert "hint(" not in repr(check("peak-year", ...))


# ---- hint and solution


def test_hints_come_in_order_and_the_second_stays() -> None:
    first, second = all_questions()["deadlier"].hints
    given = [hint("deadlier") for _ in range(3)]
    assert [card.title for card in given] == ["Hint 1 of 2", "Hint 2 of 2", "Hint 2 of 2"]
    assert [card.plain for card in given] == [first, second, second]


def test_each_question_has_hints_of_its_own() -> None:
    hint("deadlier")
    assert hint("peak-year").title == "Hint 1 of 2"


def test_hints_and_solutions_are_not_recorded(workspace: Path) -> None:
    hint("peak-year")
    solution("peak-year")
    assert list(workspace.iterdir()) == []


# ---- choose


@pytest.fixture
def form():
    return choose("sentence-16")


def send(form, content: object) -> str:
    """What the browser sends when the button is pressed; returns the reply's HTML."""
    form._handle_msg({"content": {"data": {"method": "custom", "content": content}}, "buffers": []})
    return form.reply


def chose(letter: object) -> dict[str, object]:
    return {"given": {"chosen": letter}}


def test_hints_and_the_solution_are_folded_away_below_it_and_outlive_the_kernel(form) -> None:
    for html in (form.help, form.still()):
        folds = re.findall(r"<summary[^>]*>([^<]+)</summary>", html)
        assert folds == ["Hint 1", "Hint 2", "Solution"]
    assert "Run this cell to answer." in form.still()


def test_a_card_that_says_not_yet_has_them_too_and_a_right_one_has_not() -> None:
    wrong, right = check("peak-year", 2001), check("peak-year", 1969)
    assert [title for title, _ in wrong.folds] == ["Hint 1", "Hint 2", "Solution"]
    assert "<details" in wrong._repr_html_()
    assert right.folds == ()
    assert hint("peak-year").folds == ()


def test_before_the_first_try_a_card_opens_hints_and_keeps_the_solution_for_later() -> None:
    untried = check("peak-year", ...)
    assert [title for title, _ in untried.folds] == ["Hint 1", "Hint 2"]


def test_the_form_shows_the_question_and_its_options_in_order(form) -> None:
    question = all_questions()["sentence-16"]
    (field,) = form.fields
    assert field["label"] == form.title == question.asks
    assert list(field["options"]) == list(question.answer().options.items())
    assert (form.given, form.reply) == ({}, "")
    for text in (question.asks, *question.answer().options.values()):
        assert text in repr(form)


def test_choosing_right_says_so_and_is_recorded(form) -> None:
    reply = send(form, chose("b"))
    assert "✓ Right" in reply
    assert form.given == {"chosen": "b"}
    assert ledger.read()[0].checks["sentence-16"].status == "right"


def test_choosing_wrong_gives_that_options_reason(form) -> None:
    reply = send(form, chose("a"))
    assert "That is a stronger reading" in reply
    assert ledger.read()[0].checks["sentence-16"].status == "not yet"


@pytest.mark.parametrize(
    "content",
    [chose(""), chose(3), chose(["b"]), {"given": "b"}, {"chosen": "b"}, {}, None, [], "b"],
)
def test_pressing_without_a_choice_asks_for_one_and_records_nothing(
    form, content: object, workspace: Path
) -> None:
    reply = send(form, content)
    assert "Choose one of the options first." in reply
    assert "Not tried" in reply
    assert not (workspace / "ledger.json").exists()


def test_a_browser_can_send_no_markup_into_the_page(form) -> None:
    reply = send(form, chose("<script>alert(1)</script>"))
    assert "script" not in Tags(reply).seen
    assert "choose one of" in reply


def test_a_second_press_replaces_the_first_reply(form) -> None:
    send(form, chose("a"))
    assert "stronger reading, worth testing" not in send(form, chose("b"))
    assert ledger.read()[0].checks["sentence-16"].tries == 2


def test_a_question_that_is_no_choice_says_how_to_answer_it() -> None:
    with pytest.raises(Problem, match=r'"peak-year" asks for a value: use check\("peak-year"'):
        choose("peak-year")
