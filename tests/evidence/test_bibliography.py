"""The bibliography: made from the table and the lessons, and never behind them."""

from __future__ import annotations

import re

from aftermosul.evidence import bibliography
from aftermosul.evidence.literature import works
from tests.lessons import reading


def test_the_bibliography_is_what_the_table_and_the_lessons_make_of_it() -> None:
    assert bibliography.path().read_text(encoding="utf-8") == bibliography.text(), (
        "run `make bibliography`"
    )


def test_every_work_stands_in_it_once_and_leads_back_to_the_lessons_that_name_it() -> None:
    entries = re.split(r"^- ", bibliography.text(), flags=re.MULTILINE)[1:]
    assert len(entries) == len(works())
    named = bibliography.named_in_lessons()
    assert named
    for work_id, lessons in named.items():
        (entry,) = [entry for entry in entries if entry.startswith(works()[work_id].full)]
        for lesson in lessons:
            assert lesson in reading.NAMES
            assert f"../lessons/{lesson}.ipynb" in entry
