"""The essay, sentence by sentence. It is quoted from `seeds/` and from nowhere else."""

from __future__ import annotations

import functools
import numbers
import re
from html import escape
from typing import Any, NoReturn

import pandas as pd

from aftermosul import resources
from aftermosul.display.cards import Card
from aftermosul.evidence import asking
from aftermosul.evidence.tables import load
from aftermosul.problems import Problem

# A sentence ends at a full stop or a question mark, perhaps with a closing bracket or quotation
# mark, where a capital letter or an opening bracket follows.
_END = re.compile(r"(?:(?<=[.?!])|(?<=[.?!][\")]))\s+(?=[A-Z(\"])")


@asking.called_like("essay.title()")
@functools.cache
def title() -> str:
    """The essay's title."""
    return resources.essay().read_text(encoding="utf-8").strip().split("\n", 1)[0]


@asking.called_like("essay.sentences()")
@functools.cache
def sentences() -> tuple[str, ...]:
    """The essay's 30 sentences in order, without its title, exactly as they were given."""
    body = resources.essay().read_text(encoding="utf-8").strip().split("\n", 1)[1]
    return tuple(_END.split(" ".join(body.split())))


@asking.called_like("essay.sentence(16)")
def sentence(number: int) -> str:
    """Sentence `number` of the essay, counted from 1. Raises `Problem` outside 1 to 30."""
    every = sentences()
    # A number taken from a table is numpy's own, which is no `int`; from a column with gaps, it
    # has a decimal point.
    if not isinstance(number, numbers.Real) or isinstance(number, bool) or number % 1 != 0:
        given = f'"{number}"' if isinstance(number, str) else asking.kind(number)
        example = int(number) if isinstance(number, str) and number.strip().isdecimal() else 16
        raise Problem(
            f"essay.sentence takes a whole number, without quotes, from 1 to {len(every)}, and was "
            f"given {given}: type essay.sentence({example})."
        )
    if 1 <= number <= len(every):
        return every[int(number) - 1]
    raise Problem(f"The essay has sentences 1 to {len(every)}; there is no sentence {number:g}.")


@asking.called_like("essay.text()")
def text() -> str:
    """The essay's body as one string."""
    return " ".join(sentences())


@asking.called_like("essay.read()")
def read() -> Card:
    """The whole essay to read, its sentences numbered as the lessons number them."""
    items = "".join(f"<li>{escape(words)}</li>" for words in sentences())
    plain = "\n".join(f"{number}. {words}" for number, words in enumerate(sentences(), start=1))
    return Card("claim", title(), f"<ol>{items}</ol>", plain)


@asking.called_like("essay.table()")
def table() -> pd.DataFrame:
    """The sentences as a table: `sentence_no`, `words` and `claims` (counts, in our coding)."""
    numbers = range(1, len(sentences()) + 1)
    claims = load("claims")["sentence_no"].value_counts()
    return pd.DataFrame(
        {
            "sentence_no": list(numbers),
            "words": [len(words.split()) for words in sentences()],
            "claims": [int(claims.get(number, 0)) for number in numbers],
        }
    )


@asking.called_like("essay.graph()")
def graph() -> Any:
    """The essay's argument as a `networkx.MultiDiGraph`: a node a claim, an edge a relation.

    Nodes carry `claim`, `sentence`, `kind`, `role`, `testable` and `verdicts`; edges carry
    `relation`, `group` (empty unless it supports) and `rationale`.
    `aftermosul.statistics.argument` asks what supports what, and what falls with a premise.
    """
    import networkx as nx

    drawn: Any = nx.MultiDiGraph(title=title())
    for row in load("claims").to_dict("records"):
        drawn.add_node(
            row["claim_id"],
            claim=row["claim"],
            sentence=int(row["sentence_no"]),
            kind=str(row["kind"]),
            role=str(row["role"]),
            testable=str(row["testable"]),
            verdicts=str(row["verdicts"]),
        )
    for row in load("argument").to_dict("records"):
        drawn.add_edge(
            row["from_claim"],
            row["to_claim"],
            key=row["edge_id"],
            relation=str(row["relation"]),
            group="" if pd.isna(row["support_group"]) else str(row["support_group"]),
            rationale=row["rationale"],
        )
    return drawn


def __getattr__(name: str) -> NoReturn:
    """Say what is near to a name that is not here."""
    raise asking.no_such(
        "essay", name, ["graph", "read", "sentence", "sentences", "table", "text", "title"]
    )
