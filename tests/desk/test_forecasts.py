"""`forecast`: sealed as it is first said, and nothing on it tells what came after."""

from __future__ import annotations

import html
import re
from pathlib import Path

import numpy as np
import pandas as pd
import pytest

from aftermosul import forecast, ledger
from aftermosul.evidence.forecasts import asked
from aftermosul.evidence.tables import load
from aftermosul.problems import Problem
from aftermosul.questions.form import Form
from aftermosul.workspace import ledger as store
from tests.desk.test_verdicts import nothing_recorded, press


def form() -> Form:
    made = forecast()
    assert isinstance(made, Form)
    return made


def kept() -> dict[str, tuple[int, list[int]]]:
    """What the ledger holds: sealed, and the changes after."""
    sealed = store.read()[0].sealed()
    return {n: (s.first.percent, [c.percent for c in s.changes]) for n, s in sealed.items()}


def test_the_form_asks_the_ten_and_has_the_others_behind_a_fold(workspace: Path) -> None:
    made = form()
    assert [field["name"] for field in made.fields] == list(asked())
    open_ones = [field["name"] for field in made.fields if not field["fold"]]
    assert open_ones == [name for name, one in asked().items() if one.core]
    (fold,) = {field["fold"] for field in made.fields} - {""}
    assert fold.startswith(f"{len(asked()) - len(open_ones)} more")
    assert "It is 15 October 2016" in made.title
    assert (made.given, made.reply) == ({}, "")
    assert nothing_recorded(workspace)


def shown(made: Form) -> str:
    """All that a browser is sent of a form, and what stands where none lives."""
    state = [made.title, str(made.fields), made.help, made.reply, str(made.given)]
    return "\n".join([*state, repr(made), made.still()])


def test_no_screen_shows_what_came_after() -> None:
    made = form()
    press(made, F01=80, F16a=20)
    press(made, F01=70)
    screens = [shown(made), shown(form()), repr(ledger()), ledger()._repr_html_()]
    screens += [repr(forecast(name)) for name in asked()]
    screens.append(repr(forecast("F06", 3)))
    table = load("forecasts")
    today = pd.Timestamp.now("UTC").year
    for screen in map(html.unescape, screens):
        for row in table.itertuples():
            told = (row.resolved_value, row.note, row.resolution_criterion, row.claim_condition)
            assert not [words for words in told if pd.notna(words) and words in screen]
        words = re.sub("|".join(re.escape(one.question) for one in asked().values()), "", screen)
        assert set(re.findall(r"\b20[12]\d\b", words)) <= {"2016", str(today)}
        assert not re.search(r"outcome|happened|resolved", words)


def test_what_is_moved_is_sealed_and_what_is_left_alone_is_not() -> None:
    reply = press(form(), F01=80, F06=0, F09="", F12="")
    assert kept() == {"F01": (80, []), "F06": (0, [])}
    assert "Sealed: 2 forecasts" in reply
    assert "F01 80 %, F06 0 %." in reply


def test_a_change_is_kept_beside_and_marked_and_the_same_again_is_nothing() -> None:
    press(form(), F01=80, F06=5)
    again = form()
    assert again.given == {"F01": 80, "F06": 5}
    assert "Sealed already" in again.reply
    assert "Nothing new" in press(again, F01=80, F06=5)
    reply = press(again, F01=60, F06=5, F09=40)
    assert "Sealed: 1 forecast<" in reply
    assert "Changed after sealing: F01 80 % to 60 %." in reply
    assert kept() == {"F01": (80, [60]), "F06": (5, []), "F09": (40, [])}
    table = ledger().forecasts.set_index("Forecast")
    assert table["Sealed (%)"].to_dict() == {"F01": 80, "F06": 5, "F09": 40}
    assert table.loc["F01", "Changed after sealing (%)"].startswith("60 (")
    assert table.loc["F06", "Changed after sealing (%)"] == ""
    assert ">Your forecasts</caption>" in ledger()._repr_html_()


def test_leaving_out_what_was_sealed_takes_nothing_back() -> None:
    press(form(), F01=80)
    press(form(), F01="")
    assert kept() == {"F01": (80, [])}


def test_nothing_moved_records_nothing_and_may_stay_so(workspace: Path) -> None:
    assert "You may leave it so." in press(form())
    assert nothing_recorded(workspace)


@pytest.mark.parametrize(
    "value", [101, -1, 0.7, 79.5, True, "80", "eighty", float("nan"), float("inf"), 10**40]
)
def test_a_form_that_was_tampered_with_seals_nothing_and_says_which(
    value: object, workspace: Path
) -> None:
    reply = press(form(), F01=value, F06=50)
    assert "F01 should be a whole number from 0 to 100." in reply
    assert nothing_recorded(workspace)


@pytest.mark.parametrize("name", ["F99", "<img src=x>", "outcome"])
def test_names_that_the_form_does_not_have_are_dropped(name: str) -> None:
    reply = press(form(), **{name: 50, "F01": 80})
    assert kept() == {"F01": (80, [])}
    assert "<img" not in reply


@pytest.mark.parametrize("sure", [0, 100, 80, 80.0, np.int64(80)])
def test_in_code_any_whole_number_is_sealed(sure: object) -> None:
    card = forecast("F01", sure)
    assert card.title == "Sealed: 1 forecast"
    assert kept() == {"F01": (int(sure), [])}  # type: ignore[call-overload]


@pytest.mark.parametrize(
    "odd", [True, "80", "80%", 101, -1, 0.8, None, [80], float("nan"), 80 + 0j, np.array([80])]
)
def test_another_percentage_gets_one_sentence(odd: object, workspace: Path) -> None:
    card = forecast("F01", odd)
    assert card.plain == (
        "The percentage should be a whole number from 0 to 100, without quotes or a percent sign."
    )
    assert nothing_recorded(workspace)


def test_a_name_alone_or_with_dots_shows_the_question(workspace: Path) -> None:
    for card in (forecast("F01"), forecast("F01", ...)):
        assert asked()["F01"].question in card.plain
        assert 'forecast("F01", 80)' in card.plain
    assert nothing_recorded(workspace)


@pytest.mark.parametrize("odd", ["F99", "f01", "", 1, None, ..., ["F01"]])
def test_an_unknown_name_gets_the_nearest_or_what_to_type(odd: object, workspace: Path) -> None:
    with pytest.raises(Problem, match=r'There is no forecast|type forecast\("F01", 80\)'):
        forecast(odd, 80)
    assert nothing_recorded(workspace)


def test_a_damaged_ledger_is_said_above_the_form(workspace: Path) -> None:
    (workspace / "ledger.json").write_bytes(b"{")
    assert "could not be read" in form().reply


def test_a_question_that_is_gone_from_the_table_stays_in_the_ledger() -> None:
    store.add_forecasts({"F98": 30})
    assert form().given == {}
    assert ledger().forecasts["Question"].tolist() == [""]
