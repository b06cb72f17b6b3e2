"""Calls as a novice makes them: each ends in one sentence that says what to type."""

from __future__ import annotations

import re
from collections.abc import Callable

import numpy as np
import pandas as pd
import pytest

import aftermosul
from aftermosul import (
    adapters,
    as_of,
    check,
    choose,
    cite,
    claim,
    describe,
    essay,
    forecast,
    hint,
    instruments,
    ledger,
    load,
    ranges,
    solution,
    sources,
    sources_note,
    verdict,
)
from aftermosul.problems import Problem

TABLE = load("revenue")

ODD = {
    "nothing": None,
    "the dots": ...,
    "a number": 5,
    "half a number": 2.5,
    "not a number": float("nan"),
    "yes": True,
    "text": "nope",
    "empty text": "",
    "a list": ["claims", "C25"],
    "an empty list": [],
    "a set": {"claims"},
    "a dictionary": {"claims": 1},
    "a table": load("sources"),
    "a column": TABLE["stream"],
    "an array": np.array([1, 2]),
    "a claim": claim("C25"),
    "a function": check,
    "itself": object(),
}

CALLS: dict[str, tuple[Callable[[object], object], str]] = {
    "load": (load, 'load("'),
    "describe": (describe, 'describe("'),
    "claim": (claim, 'claim("'),
    "cite": (cite, "cite("),
    "sources": (sources, "sources()"),
    "sources_note": (sources_note, 'sources_note("'),
    "as_of, a table": (lambda odd: as_of(odd, "2016-10-15"), "as_of("),
    "as_of, a day": (lambda odd: as_of(TABLE, odd), "as_of("),
    "ranges, a table": (lambda odd: ranges(odd, "usd_millions"), "ranges("),
    "ranges, a name": (lambda odd: ranges(TABLE, odd), "ranges("),
    "sentence": (essay.sentence, "essay.sentence("),
    "text": (essay.text, "essay.text()"),
    "check": (check, 'check("'),
    "check, an answer": (lambda odd: check("peak-year", odd), ""),
    "check, a letter": (lambda odd: check("sentence-16", odd), ""),
    "choose": (choose, 'choose("'),
    "hint": (hint, 'hint("'),
    "solution": (solution, 'solution("'),
    "verdict": (verdict, 'verdict("'),
    "verdict, a label": (lambda odd: verdict("C30", then=odd), ""),
    "forecast": (lambda odd: forecast(odd, 80), 'forecast("'),
    "forecast, a percentage": (lambda odd: forecast("F01", odd), ""),
    "ledger": (ledger, "ledger()"),
    "territory": (instruments.territory, "instruments.territory()"),
    "columns": (adapters.columns, "adapters.columns()"),
    "report": (adapters.report, ""),
}


@pytest.mark.parametrize("name", CALLS)
def test_whatever_is_put_into_the_brackets_gets_a_sentence(name: str) -> None:
    call, example = CALLS[name]
    sentences = []
    for odd in ODD.values():
        try:
            call(odd)
        except Problem as problem:
            sentences.append(str(problem))
    assert not [said for said in sentences if "\n" in said or not said.endswith((".", "?"))]
    assert example in " ".join(sentences)


@pytest.mark.parametrize(
    ("call", "said"),
    [
        (lambda: load(["claims", "sources"]), 'was given a list: type load("claims").'),
        (lambda: describe(TABLE), 'was given a whole table: type describe("claims").'),
        (lambda: claim(["C25"]), 'was given a list: type claim("C25").'),
        (lambda: sources_note(["asn-stats"]), 'type sources_note("asn-stats", "claims").'),
        (lambda: cite(5), 'was given a number: type cite("asn-stats").'),
        (lambda: cite(None), 'was given nothing (None): type cite("asn-stats").'),
        (lambda: cite("asn-stats", None), "was given nothing (None)"),
        (lambda: cite(claim("C25")), "was given a claim"),
        (lambda: cite(TABLE), 'not a whole table: type cite(table["source_id"]).'),
        (lambda: ranges("revenue", "usd_millions"), 'give load("revenue") first'),
        (lambda: essay.sentence("16"), 'was given "16": type essay.sentence(16).'),
        (lambda: essay.sentence("7"), "type essay.sentence(7)."),
        (lambda: essay.sentence(31), "there is no sentence 31."),
        (lambda: forecast(80, "F01"), 'was given a number: type forecast("F01", 80).'),
        (lambda: forecast("F01", 80, 90), 'type it as in forecast("F01", 80).'),
        (lambda: verdict("C30", "mixed", "mixed"), 'verdict("C30", then="mixed", since="mixed"'),
        (lambda: verdict("C25", reason="so"), "(reason is not among its words)"),
        (lambda: verdict(["C25"]), 'type verdict("C25", ...).'),
        (lambda: choose("sentence-16", "b"), 'type it as in choose("sentence-16").'),
        (
            lambda: instruments.territory(2016),
            "instruments.territory takes nothing in its brackets",
        ),
        (lambda: check(1969, "peak-year"), 'comes first: type check("peak-year", 1969).'),
        (lambda: check(TABLE, "peak-year"), 'comes first: type check("peak-year", your_answer).'),
        (lambda: check(1969), 'was given a number: type check("peak-year", peak_year).'),
        (lambda: check("peak-year", 1969, 1970), 'type it as in check("peak-year", peak_year).'),
        (lambda: as_of("revenue", "2016-10-15"), 'give load("revenue") first'),
        (lambda: as_of(TABLE, 2016), "was given a number: type it as in as_of("),
        (lambda: load(), 'type it as in load("claims").'),
        (lambda: adapters.gtd(), 'type it as in adapters.gtd("your-copy.xlsx").'),
    ],
)
def test_the_usual_wrong_calls_are_told_what_to_type(call: Callable[[], object], said: str) -> None:
    with pytest.raises(Problem, match=re.escape(said)):
        call()


@pytest.mark.parametrize(
    ("owner", "name", "near"),
    [
        (aftermosul, "lode", "load"),
        (instruments, "hijack", "hijackings"),
        (essay, "sentense", "sentence"),
        (adapters, "gdt", "gtd"),
        (aftermosul, "catalog", "catalogue"),
    ],
)
def test_a_slip_in_a_name_gets_the_nearest_one(owner: object, name: str, near: str) -> None:
    with pytest.raises(AttributeError, match=rf"has no attribute '{name}'\. Did you mean {near}"):
        getattr(owner, name)


@pytest.mark.parametrize("written", ["b", "B", "(b)", "B.", " b) ", "b."])
def test_a_letter_may_stand_in_brackets_or_have_a_stop(written: str) -> None:
    assert check("sentence-16", written).title == "✓ Right"


@pytest.mark.parametrize("column", [pd.Series([1969]), np.array([1969])])
def test_a_column_with_the_one_value_says_how_to_take_it_out(column: object) -> None:
    said = check("peak-year", column)
    assert said.title == "Not yet"
    assert "a column with one value in it" in said.plain
    take = "answer.iloc[0]" if isinstance(column, pd.Series) else "answer[0]"
    assert f"asked for. {take} takes it out" in said.plain


def test_a_column_of_ids_may_have_gaps() -> None:
    listed = cite(pd.Series(["asn-stats", None, "asn-stats"]))
    assert [reference.source_id for reference in listed] == ["asn-stats"]


def test_a_sentences_number_may_come_from_a_column_with_gaps() -> None:
    assert essay.sentence(16.0) == essay.sentence(np.int64(16)) == essay.sentence(16)
