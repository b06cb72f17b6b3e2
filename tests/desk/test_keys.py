"""The teachers' keys: in step with the questions, on a page each, and nowhere a student looks."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from aftermosul import resources
from aftermosul.cli.items import shipped_items
from aftermosul.desk import keys
from aftermosul.desk.register import all_questions
from aftermosul.problems import Problem
from aftermosul.questions.question import Names, Number, OneOf, Question
from aftermosul.workspace import copies, place

QUESTIONS = all_questions()
MOST_WORDS = 850


def test_the_keys_kept_are_those_that_would_be_made() -> None:
    kept = {path.name: path.read_text(encoding="utf-8") for path in keys.folder().iterdir()}
    assert kept == keys.texts()
    assert [name[:2] for name in sorted(kept)] == [p.name[:2] for p in resources.lesson_paths()]


@pytest.mark.parametrize("question", QUESTIONS.values(), ids=lambda question: question.id)
def test_a_key_has_the_question_its_answer_and_up_to_three_mistakes(question: Question) -> None:
    (text,) = (text for name, text in keys.texts().items() if name[:2] == question.lesson)
    (row,) = (line for line in text.splitlines() if line.startswith(f"| `{question.id}` "))
    asks, wrong = re.split(r"(?<!\\) \| ", row.removeprefix("| ").removesuffix(" |"))
    assert " ".join(question.asks.split()) in asks.replace("\\|", "|")
    answer = question.answer()
    bold = re.findall(r"\*\*(.+?)\*\*", asks)[-1]
    match answer:
        case Number():
            step = answer.nearest / 2 if answer.nearest else 1e-9
            assert abs(float(bold) - answer.right) <= step * 1.000001
        case OneOf():
            assert bold == answer.right
            assert answer.options[bold] in asks
        case Names():
            assert tuple(bold.split("; ")) == answer.right
    *mistakes, hint = wrong.split("<br>")
    assert len(mistakes) == min(3, len(answer.wrong))
    said = [" ".join(means.split()).replace("|", "\\|") for means in answer.wrong.values()]
    for mistake in mistakes:
        value = mistake.split(": ", 1)[0]
        assert value
        assert value != bold
        assert any(mistake == f"{value}: {means}" for means in said), mistake
    assert hint.startswith("*")


def test_what_a_question_warns_of_stands_before_other_mistakes() -> None:
    shown = dict(keys._usual(QUESTIONS["wave-pace"].answer()))
    assert "1.2" in next(iter(shown))
    assert keys._differs(("a", "c"), ("a", "b")) == "with c and without b"


def test_a_key_is_about_a_page() -> None:
    words = {name: len(text.split()) for name, text in keys.texts().items()}
    assert max(words.values()) <= MOST_WORDS, words


def test_no_workspace_and_no_book_gets_a_key(workspace: Path, root: Path) -> None:
    place.prepare(workspace)
    copies.fill(workspace, shipped_items())
    marks = ("Key to lesson", "teachers/keys")
    held = [p for p in workspace.rglob("*") if p.is_file()]
    assert len(held) > len(resources.lesson_paths())
    # A book is made of lessons and of what its configuration names.
    books = [p for p in root.glob("docs/**/*") if p.suffix in {".yml", ".yaml", ".toml"}]
    for path in [*held, *resources.lesson_paths(), *books]:
        text = path.read_text(encoding="utf-8")
        assert not any(mark in text for mark in marks), path


def test_old_keys_go_and_where_there_is_no_checkout_a_sentence_says_so(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    made = keys.texts()
    (tmp_path / "docs" / "teachers" / "keys").mkdir(parents=True)
    (tmp_path / "docs" / "teachers" / "keys" / "99-gone.md").write_text("old", encoding="utf-8")
    monkeypatch.setattr(keys.resources, "checkout", lambda: tmp_path)
    monkeypatch.setattr(keys, "texts", lambda: made)
    keys.write()
    assert {path.name for path in keys.folder().iterdir()} == set(made)
    monkeypatch.setattr(keys.resources, "checkout", lambda: None)
    with pytest.raises(Problem, match="made in a checkout"):
        keys.folder()
