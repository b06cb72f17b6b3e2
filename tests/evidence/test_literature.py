"""What scholars have argued: works shown as a card, by id, with where they disagree."""

from __future__ import annotations

import pytest

from aftermosul.evidence.literature import STANDS, by_family_name, scholars, works
from aftermosul.evidence.tables import load
from aftermosul.problems import Problem


def test_every_row_of_the_table_is_a_work() -> None:
    table = load("literature")
    assert list(works()) == list(table["id"])
    assert [work.argues for work in works().values()] == list(table["argues"])


def test_the_card_says_who_argues_what_of_which_claim_and_where_to_read_it() -> None:
    card = scholars("enders-1993", "dugan-2005")
    shown = card._repr_html_()
    for work in (works()["enders-1993"], works()["dugan-2005"]):
        assert work.claim_id in shown
        assert STANDS[work.stands] in shown
        assert f'href="{work.url}"' in shown
    assert shown.index("Enders and Sandler (1993)") < shown.index("Dugan and others (2005)")
    assert "Disagrees with Landes 1978" in shown
    assert works()["dugan-2005"].argues in repr(card)


def test_an_unknown_work_is_answered_with_the_nearest() -> None:
    with pytest.raises(Problem, match="landes-1978"):
        scholars("landes-1987")


def test_works_stand_by_family_name_and_then_by_year() -> None:
    listed = by_family_name(list(works().values()))
    assert sorted(work.work_id for work in listed) == sorted(works())
    hoffman = [work.short for work in listed if work.authors[0].startswith("Hegghammer")]
    assert hoffman == ["Hegghammer (2013)", "Hegghammer (2016)"]
    families = [work.authors[0].split(",")[0].casefold() for work in listed]
    assert families == sorted(families)
