"""Numbers typed in a question: each is in a table, or is worked out here from one.

What a question computes stands in an f-string and is no literal; a literal would stay behind when
its table changes.
"""

from __future__ import annotations

import ast
import math
import re
from pathlib import Path

import pandas as pd
import pytest

import aftermosul.topics
from aftermosul.evidence import schema
from aftermosul.evidence.tables import load

PLACES = sorted(Path(aftermosul.topics.__path__[0]).glob("t*/[qa]*s*.py"))
# With a comma for thousands, or of three figures; no year, and no id such as "mos-030".
TYPED = re.compile(r"(?<![\w.,-])(?:\d{1,3}(?:,\d{3})+|\d{3})(?![\w,]*\d)")
# Limits that a task sets, and the hundred of per cent.
LIMITS = {"100", "300", "500"}


def derived() -> set[str]:
    """Numbers that stand in no cell: a sum, a difference, the ways to deal three of 18 cards."""
    severity = load("severity_counts")
    world = severity[severity["scope"].str.startswith("World")]
    mosul = load("mosul").set_index("id")["figure_low"]
    # What the UN's total leaves beside those executed.
    left = mosul["mos-031"] - mosul["mos-053"]
    return {f"{n:,.0f}" for n in {world["events"].sum(), math.comb(18, 3), left}}


def in_tables() -> set[str]:
    """Every number of every table, as a text writes it."""
    cells = set()
    for name in schema.tables():
        table = load(name)
        for column in table.select_dtypes("number"):
            cells |= {f"{n:,.0f}" for n in pd.to_numeric(table[column]).dropna().unique()}
    return cells


def typed(place: Path) -> set[str]:
    tree = ast.parse(place.read_text(encoding="utf-8"))
    texts = [n.value for n in ast.walk(tree) if isinstance(n, ast.Constant)]
    return {n for t in texts if isinstance(t, str) for n in TYPED.findall(t)} - LIMITS


def test_numbers_are_found_where_they_are() -> None:
    assert TYPED.findall("4,900 and 326, not 2016, mos-030 or 0.250") == ["4,900", "326"]
    assert len(PLACES) > 20


@pytest.mark.parametrize("place", PLACES, ids=lambda p: f"{p.parent.name}/{p.stem}")
def test_a_typed_number_is_in_a_table_or_made_from_one(place: Path) -> None:
    assert typed(place) - in_tables() - derived() == set()
