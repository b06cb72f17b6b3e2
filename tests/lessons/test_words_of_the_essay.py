"""What stands in quotation marks as the essay's is the essay's; a coder's words are called ours."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from aftermosul import load, resources
from aftermosul.desk.register import all_questions
from aftermosul.evidence import essay
from aftermosul.questions.question import Number
from tests.lessons import reading

ROOT = Path(__file__).resolve().parents[2]
ESSAY = " ".join(essay.sentences())
QUOTED = re.compile(r'"([^"]+)"|“([^”]+)”')
OF_THE_ESSAY = re.compile(
    r"\b(the|this) essay\b|\bthe author\b|\bits author\b|\bthe sentence\b|\bsentence \d", re.I
)
# The coder's names for what sentence 16 lists. The essay has none of them.
OURS = re.compile(r"essay's (?:\w+ )?(?:stages?|ages?|eras?|waves?)\b|\bescalat", re.IGNORECASE)

# Lessons quote others than the essay, and ideas that nobody said: each is listed here by hand.
OTHERS = {
    "02-hijackings": ["the decade of hijackings", "worst"],
    "04-the-long-tail": [
        "the next 9/11",
        "unthinkable",
        "When is the next 9/11?",
    ],
    "06-territory": ["so how much is left?"],
    "07-money-and-government": [
        "protection",
        "millions, not hundreds of millions",
        "at least",
    ],
}


def plain(text: str) -> str:
    """Letters in one case and one kind of quotation mark, spaces as one, no point at the end."""
    return " ".join(text.replace("’", "'").lower().split()).strip(" .,?!;:")


def without_code(text: str) -> str:
    return re.sub(r"```.*?```|`[^`]*`", "", text, flags=re.DOTALL)


def not_the_essays(text: str) -> list[str]:
    """The words in quotation marks that the essay does not hold."""
    quoted = [" ".join(one or other for one, other in [pair]) for pair in QUOTED.findall(text)]
    return [words for words in quoted if plain(words) not in plain(ESSAY)]


def sentences(text: str) -> list[str]:
    return re.split(r"(?<=[.?!])[\"”*]*\s+", " ".join(without_code(text).split()))


def said_elsewhere() -> Iterator[tuple[str, str]]:
    """What questions, teachers' pages, assignments and the coder's tables say, with the place."""
    for question in all_questions().values():
        answer = question.answer()
        texts = [question.asks, question.right, question.solution, *question.hints]
        texts += [str(text) for text in answer.wrong.values()]
        texts += [] if isinstance(answer, Number) else list(getattr(answer, "options", {}).values())
        yield from ((f"question {question.id}", text) for text in texts)
    for page in sorted((ROOT / "docs" / "teachers").glob("*.md")):
        yield page.name, page.read_text(encoding="utf-8")
    for name in resources.assignment_names():
        master = resources.masters() / name / f"{name}.ipynb"
        for cell in json.loads(master.read_text(encoding="utf-8"))["cells"]:
            yield name, "".join(cell["source"])
    claims = load("claims")
    for column in ("claim", "operational_question", "counts_for", "counts_against"):
        for claim_id, text in claims.set_index("claim_id")[column].dropna().items():
            yield f"{claim_id} {column}", str(text)


@pytest.mark.parametrize("name", reading.NAMES)
def test_a_lesson_quotes_the_essay_as_it_stands(name: str) -> None:
    quoted = not_the_essays(without_code(reading.prose(name)))
    assert [words for words in quoted if words not in OTHERS.get(name, [])] == []


@pytest.mark.parametrize("name", OTHERS)
def test_the_list_of_other_words_quoted_holds_none_that_is_gone(name: str) -> None:
    quoted = not_the_essays(without_code(reading.prose(name)))
    assert [words for words in OTHERS[name] if words not in quoted] == []


def test_a_sentence_about_the_essay_quotes_it_as_it_stands() -> None:
    wrong = [
        (place, words)
        for place, text in said_elsewhere()
        for sentence in sentences(text)
        if OF_THE_ESSAY.search(sentence)
        for words in not_the_essays(sentence)
    ]
    assert wrong == []


def test_no_word_of_the_coders_is_called_the_essays() -> None:
    texts = [(name, reading.prose(name)) for name in reading.NAMES]
    found = [
        (place, match.group())
        for place, text in [*texts, *said_elsewhere()]
        for match in OURS.finditer(text)
    ]
    assert found == []
    assert not re.search(r"\b(stages?|ages?|escalat\w*)\b", ESSAY, re.IGNORECASE)


def test_the_claims_of_sentence_16_are_told_without_the_coders_words() -> None:
    claims = load("claims")
    told = claims[claims["sentence_no"] == 16]["claim"]
    assert [text for text in told if re.search(r"\b(stages?|ages?|escalat\w*)\b", text)] == []


def test_the_word_stage_is_called_ours_where_lessons_take_it_up() -> None:
    for name in ("02-hijackings", "03-bombs-and-networks"):
        assert re.search(r"stages \(our word\)", reading.prose(name))


@pytest.mark.parametrize(
    ("text", "wrong"),
    [
        ('The essay says "invasive species".', []),
        ('The essay speaks of "an age of hijackings".', ["an age of hijackings"]),
        ("The sentence says “Were followed by”, no more.", []),
    ],
)
def test_it_tells_the_essays_words_from_others(text: str, wrong: list[str]) -> None:
    assert not_the_essays(text) == wrong
