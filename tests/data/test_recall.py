"""What is known from memory alone, or from an encyclopaedia or a blog alone, decides no answer.

Each question's answer is computed once from the tables and once from the tables without such rows.
Where the two differ, the row decides the answer: it has to be found elsewhere, or to leave.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

import pandas as pd
import pytest

from aftermosul.desk.register import all_questions
from aftermosul.evidence import schema, tables
from aftermosul.evidence.sources import source_ids
from aftermosul.evidence.tables import load
from aftermosul.questions.question import Names, Number, OneOf
from tests.assignments import masters

QUESTIONS = all_questions()
WEAK = {"encyclopaedia", "blog", "memory"}

Keep = Callable[[pd.DataFrame], pd.DataFrame]


def seen(table: pd.DataFrame) -> pd.DataFrame:
    """What was seen on a page or in a file: the rows, or the cells where a table names them."""
    if "verified" not in table:
        return table
    if "from_memory" not in table:
        return table[table["verified"] != "recall"]
    table = table[table["from_memory"] != "all"].copy()
    for row, named in table["from_memory"].dropna().items():
        for column in named.split(";"):
            table.loc[row, column] = pd.NA
    return table


def well_sourced(table: pd.DataFrame) -> pd.DataFrame:
    """The rows with one source at least that is neither encyclopaedia, blog nor memory."""
    if "source_id" not in table:
        return table
    kinds = table["source_id"].map(lambda cell: {KIND[i] for i in source_ids(cell)})
    return table[kinds.map(lambda found: bool(found - WEAK))]


KIND = dict(load("sources")[["source_id", "kind"]].astype(str).itertuples(index=False))
RULES: dict[str, Keep] = {"memory": seen, "weak sources": well_sourced}
# What still rests on such a row, and why it may: each reason is held by a test below.
EXCEPTIONS = {
    # The high ends in question are what the figures that were seen leave of a total that was seen.
    "memory": {"loot-share", "least-fall"},
    "weak sources": set[str](),
}


@contextmanager
def without(rule: str) -> Iterator[None]:
    """`load` as if the tables had no row that the rule leaves out."""
    read = tables._read

    def kept(name: str) -> pd.DataFrame:
        table = read(name)
        return table if name == "sources" else RULES[rule](table).reset_index(drop=True)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(tables, "_read", kept)
        yield


def answer(question_id: str) -> object:
    """What is right, as a value that can be compared."""
    found = QUESTIONS[question_id].answer()
    if isinstance(found, Number):
        return round(found.right, 9)
    if isinstance(found, Names):
        return frozenset(found.right)
    assert isinstance(found, OneOf)
    return found.right


@pytest.mark.parametrize("rule", RULES)
def test_no_answer_changes_without_rows_that_carry_no_computation(rule: str) -> None:
    before = {i: answer(i) for i in QUESTIONS}
    changed = set()
    with without(rule):
        for i, value in before.items():
            try:
                same = answer(i) == value
            except (AssertionError, LookupError, ValueError):
                same = False
            if not same:
                changed.add(i)
    assert changed == EXCEPTIONS[rule]


def results(name: str) -> dict[str, object]:
    """What the master's own answers come to: the values that its tests look at."""
    found: dict[str, object] = {}

    def note(question: masters.Question, namespace: dict[str, Any], _: object) -> None:
        for looked_at in masters.reads(question.test):
            value = namespace.get(looked_at)
            if isinstance(value, (int, float, str, list, tuple, dict, pd.Series)):
                found[f"{question.id}: {looked_at}"] = repr(value)

    masters.graded(name, around=note)
    return found


@pytest.mark.parametrize("rule", RULES)
@pytest.mark.parametrize("name", masters.names())
def test_no_result_of_an_assignment_changes_without_them(name: str, rule: str) -> None:
    before = results(name)
    assert len(before) >= 8
    with without(rule):
        after = results(name)
    assert {key for key in before if after.get(key) != before[key]} == set()


@pytest.mark.parametrize("year", [2014, 2016])
def test_what_was_seen_of_icsrs_totals_holds_the_sum_of_what_was_not(year: int) -> None:
    rows = load("revenue")
    rows = rows[(rows["source_id"] == "icsr-2017") & (rows["year"] == year)]
    rows = rows[rows["usd_millions_high"].notna()]
    total = rows["stream"] == "total"
    high, seen = rows["usd_millions_high"], rows["verified"] == "page"
    assert seen[total].all()
    assert not seen[~total].all(), "nothing is from memory: take the exceptions out"
    assert high[total].sum() - high[~total & seen].sum() == high[~total & ~seen].sum()


def test_at_least_94_rows_of_a_hundred_were_seen() -> None:
    marked = [load(name) for name in schema.tables()]
    verified = pd.concat([table["verified"] for table in marked if "verified" in table])
    assert (verified != "recall").mean() >= 0.94
