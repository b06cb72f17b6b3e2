"""`verdict` and `ledger`: what is recorded, what is not, and what is said either way."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from aftermosul import claim, ledger, verdict
from aftermosul.desk.verdicts import LABELS
from aftermosul.evidence.claims import claim_ids, judged_once
from aftermosul.problems import Problem
from aftermosul.questions.form import Form
from aftermosul.workspace import ledger as store

GOOD = {"then": "mixed", "since": "supported", "confidence": 70, "because": "by count it fails"}


def nothing_recorded(workspace: Path) -> bool:
    return not (workspace / "ledger.json").exists()


def test_a_good_verdict_is_recorded_and_shown() -> None:
    card = verdict("C30", **GOOD)
    assert card.title == "Recorded: your verdict on C30"
    assert "Then: mixed. Since: supported. Confidence: 70 %." in card.plain
    (entry,) = store.read()[0].verdicts
    assert (entry.claim_id, entry.then, entry.since) == ("C30", "mixed", "supported")
    assert (entry.confidence, entry.because) == (70, "by count it fails")
    shown = ledger()
    assert shown.verdicts.to_dict("records")[0] | {"Recorded": ""} == {
        "Claim": "C30",
        "Then": "mixed",
        "Since": "supported",
        "Confidence (%)": 70,
        "Because": "by count it fails",
        "Recorded": "",
    }
    for drawn in (repr(shown), shown._repr_html_()):
        assert "by count it fails" in drawn


def test_untouched_dots_record_nothing_and_name_the_labels(workspace: Path) -> None:
    for card in (
        verdict("C30", then=...),
        verdict("C30", then=..., since=..., confidence=..., because=...),
    ):
        assert card.title == "Your verdict on C30"
        assert "Nothing is recorded yet." in card.plain
        assert all(label in card.plain for label in LABELS)
    assert nothing_recorded(workspace)


@pytest.mark.parametrize("missing", GOOD)
def test_a_verdict_filled_in_by_half_says_what_is_missing(missing: str, workspace: Path) -> None:
    card = verdict("C30", **(GOOD | {missing: ...}))
    assert card.title == "Not recorded: verdict on C30"
    assert card.plain == f"Still to fill in: {missing}."
    assert nothing_recorded(workspace)


def test_everything_that_is_amiss_is_said_at_once() -> None:
    card = verdict("C30", then="true", since=..., confidence=170, because="")
    assert card.plain.splitlines() == [
        "Still to fill in: since.",
        f"then should be one of: {', '.join(LABELS)}.",
        "confidence should be a whole number from 0 to 100, without quotes or a percent sign.",
        "because should be a sentence in quotes: your reason.",
    ]


@pytest.mark.parametrize("label", LABELS)
def test_every_label_counts_in_any_letters(label: str) -> None:
    verdict("C30", **(GOOD | {"then": label, "since": f"  {label.upper()} "}))
    entry = store.read()[0].latest()["C30"]
    assert (entry.then, entry.since) == (label, label)


@pytest.mark.parametrize("name", ["then", "since"])
@pytest.mark.parametrize("value", ["", "true", "support", True, None, 3, ["mixed"], b"mixed"])
def test_another_label_is_refused_with_the_list(name: str, value: object, workspace: Path) -> None:
    card = verdict("C30", **(GOOD | {name: value}))
    assert card.plain == f"{name} should be one of: {', '.join(LABELS)}."
    assert nothing_recorded(workspace)


@pytest.mark.parametrize("sure", [0, 100, 70, 70.0, np.int64(70), np.float64(70.0)])
def test_confidence_may_be_any_whole_number_of_percent(sure: object) -> None:
    verdict("C30", **(GOOD | {"confidence": sure}))
    recorded = store.read()[0].latest()["C30"].confidence
    assert (type(recorded), recorded) == (int, int(sure))


@pytest.mark.parametrize(
    "sure",
    [True, False, "70", "70%", 101, -1, 0.7, 69.5, float("nan"), float("inf"), None, [70], 70 + 0j],
)
def test_other_confidences_are_refused(sure: object, workspace: Path) -> None:
    """0.7 most of all: recorded as a percentage it would say the opposite of what was meant."""
    card = verdict("C30", **(GOOD | {"confidence": sure}))
    assert card.plain.startswith("confidence should be a whole number from 0 to 100")
    assert nothing_recorded(workspace)


@pytest.mark.parametrize("reason", ["", "   ", None, 3, ["a"]])
def test_a_verdict_needs_a_reason(reason: object, workspace: Path) -> None:
    card = verdict("C30", **(GOOD | {"because": reason}))
    assert card.plain == "because should be a sentence in quotes: your reason."
    assert nothing_recorded(workspace)


@pytest.mark.parametrize("claim_id", ["C99", "c25", "", 25, ...])
def test_an_unknown_claim_is_said_with_known_ones(claim_id: object, workspace: Path) -> None:
    with pytest.raises(Problem, match=r'There is no claim|type verdict\("C25", \.\.\.\)'):
        verdict(claim_id, **GOOD)
    assert nothing_recorded(workspace)


def test_the_parts_must_be_named() -> None:
    with pytest.raises(Problem, match=r'type it as in verdict.*then="mixed", since="mixed"'):
        verdict("C30", "mixed", "mixed", 70, "so")


def test_a_second_verdict_stands_and_the_first_is_kept() -> None:
    verdict("C30", **GOOD)
    verdict("C30", **(GOOD | {"then": "contradicted"}))
    assert list(ledger().verdicts["Then"]) == ["contradicted"]
    assert [entry.then for entry in store.read()[0].verdicts] == ["mixed", "contradicted"]


def test_what_a_reader_wrote_is_escaped_everywhere() -> None:
    reason = "<script>alert('x')</script> & \"more\""
    card = verdict("C30", **(GOOD | {"because": reason}))
    for html in (card._repr_html_(), ledger()._repr_html_()):
        assert "<script>" not in html
        assert "&lt;script&gt;" in html
    assert reason in repr(ledger())


# ---- claims that are judged once

ONCE = {"judged": "mixed", "confidence": 70, "because": "in order it holds"}


def test_a_claim_judged_once_takes_one_label_and_the_ledger_shows_it() -> None:
    card = verdict("C25", **ONCE)
    assert card.title == "Recorded: your verdict on C25"
    assert "Judged: mixed. Confidence: 70 %." in card.plain
    entry = store.read()[0].latest()["C25"]
    assert (entry.judged, entry.then, entry.since) == ("mixed", "", "")
    shown = ledger().verdicts
    assert shown["Judged once"].tolist() == ["mixed"]
    assert not {"Then", "Since"} & set(shown)
    assert press(verdict("C33"), judged="supported", confidence=5, because="so").count("Recorded")


@pytest.mark.parametrize("odd", ["mixed", ..., None, 3])
def test_labels_of_the_other_kind_get_one_sentence_that_says_which_to_use(
    odd: object, workspace: Path
) -> None:
    card = verdict("C25", then=odd, confidence=700)
    assert card.plain == 'C25 is judged once: write judged="..." in place of then and since.'
    card = verdict("C25", judged="mixed", since=odd, confidence=70, because="so")
    assert card.plain.startswith("C25 is judged once")
    card = verdict("C30", judged=odd)
    assert card.plain == (
        'C30 is judged twice: write then="..." and since="..." in place of judged.'
    )
    assert nothing_recorded(workspace)


def test_the_form_asks_for_as_many_labels_as_the_claim_has(workspace: Path) -> None:
    for claim_id in claim_ids():
        names = [field["name"] for field in verdict(claim_id).fields]
        labels = ["judged"] if claim_id in judged_once() else ["then", "since"]
        assert names == [*labels, "confidence", "because"]
    assert "Still to fill in: your verdict, because." in press(verdict("C25"), confidence=50)
    assert "Recorded" not in press(verdict("C25"), then="mixed", confidence=50, because="so")
    assert nothing_recorded(workspace)


def test_dots_for_a_claim_judged_once_name_its_one_label(workspace: Path) -> None:
    card = verdict("C25", judged=..., confidence=..., because=...)
    assert f"Labels for judged: {', '.join(LABELS)}." in card.plain
    assert nothing_recorded(workspace)


def test_two_verdicts_of_an_older_ledger_on_a_claim_now_judged_once_are_shown() -> None:
    store.add_verdict("C25", {"then": "mixed", "since": "supported"}, 70, "by count it fails")
    verdict("C33", **ONCE)
    rows = ledger().verdicts.set_index("Claim")
    assert rows.loc["C25", ["Judged once", "Then", "Since"]].tolist() == ["", "mixed", "supported"]
    assert rows.loc["C33", ["Judged once", "Then", "Since"]].tolist() == ["mixed", "", ""]
    verdict("C25", **ONCE)
    assert [entry.then for entry in store.read()[0].verdicts] == ["mixed", "", ""]


def test_an_empty_ledger_says_so() -> None:
    html = ledger()._repr_html_()
    assert "No verdict recorded yet." in html
    assert "No self-check tried yet." in html


def test_the_ledgers_tables_have_captions_and_headings() -> None:
    verdict("C30", **GOOD)
    store.add_try("peak-year", "02", "right")
    html = ledger()._repr_html_()
    assert ">Your verdicts</caption>" in html
    assert ">Your self-checks</caption>" in html
    assert html.count('scope="col"') == len(ledger().verdicts.columns) + len(
        ledger().checks.columns
    )


# ---- the same as a form


def press(form: Form, **given: object) -> str:
    """What the browser sends when *Record* is pressed; returns the reply's HTML."""
    content = {"data": {"method": "custom", "content": {"given": given}}}
    form._handle_msg({"content": content, "buffers": []})
    return form.reply


def test_an_id_alone_shows_a_form_with_the_claim_and_records_what_is_filled_in() -> None:
    form = verdict("C30")
    assert isinstance(form, Form)
    assert [field["name"] for field in form.fields] == ["then", "since", "confidence", "because"]
    assert claim("C30").claim in form.title
    press(form, then="mixed", since="supported", confidence=70, because="it holds in order")
    kept = store.read()[0].latest()["C30"]
    assert (kept.then, kept.since, kept.confidence) == ("mixed", "supported", 70)
    assert kept.because == "it holds in order"


@pytest.mark.parametrize(
    "given",
    [
        {},
        {"then": "mixed", "since": "mixed", "confidence": 50, "because": ""},
        {"then": "", "since": "mixed", "confidence": 50, "because": "x"},
        {"then": "mixed", "since": "mixed", "confidence": "", "because": "x"},
        {"then": "perhaps", "since": "mixed", "confidence": 50, "because": "x"},
        {"then": "mixed", "since": "mixed", "confidence": "50", "because": "x"},
        {"then": ["mixed"], "since": "mixed", "confidence": 50, "because": "x"},
    ],
)
def test_a_form_that_is_not_whole_records_nothing(
    given: dict[str, object], workspace: Path
) -> None:
    reply = press(verdict("C30"), **given)
    assert "Recorded" not in reply
    assert not (workspace / "ledger.json").exists()


def test_what_is_written_into_a_form_is_never_markup() -> None:
    bad = "<img src=x onerror=alert(1)>"
    reply = press(verdict("C30"), then="mixed", since="mixed", confidence=50, because=bad)
    assert "<img" not in reply


def test_a_form_speaks_of_forms_and_not_of_dots_and_quotes() -> None:
    reply = press(verdict("C30"), then="mixed")
    assert "Still to fill in: since, confidence, because." in reply
    for word in ("dots", "quotes", "run this cell"):
        assert word not in reply
    done = press(verdict("C30"), then="mixed", since="mixed", confidence=50, because="so")
    assert "Record again whenever you change your mind" in done


def test_half_a_character_in_a_reason_costs_nothing() -> None:
    press(verdict("C30"), then="mixed", since="mixed", confidence=50, because="so \ud83d it is")
    assert store.read()[0].latest()["C30"].because == "so ? it is"


def test_guesses_stand_in_the_ledger_once_there_are_any() -> None:
    assert "Your guesses" not in ledger()._repr_html_()
    assert repr(ledger()) == "No verdict recorded yet.\n\nNo self-check tried yet."
    store.add_guess("hijackings-peak", {"peak": 1985})
    store.add_guess("hijackings-peak", {})
    assert list(ledger().guesses["You said"]) == ["1985", "skipped"]
    assert "Your guesses" in ledger()._repr_html_()
