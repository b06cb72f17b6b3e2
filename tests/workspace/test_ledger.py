"""The ledger: everything recorded stays, and a damaged one is set aside, never emptied."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import filelock
import pytest

from aftermosul import check, verdict
from aftermosul import ledger as show
from aftermosul.problems import Problem
from aftermosul.workspace import ledger, place

ONE = {
    "claim_id": "C25",
    "then": "mixed",
    "since": "mixed",
    "confidence": 70,
    "because": "why",
    "at": "2026-01-01T00:00:00+00:00",
    "module": "0.1.0",
}
TRY = {
    "question": "peak-year",
    "lesson": "02",
    "status": "right",
    "tries": 3,
    "at": "2026-01-01T00:00:00+00:00",
}

CHANCE = {
    "forecast_id": "F01",
    "percent": 80,
    "at": "2026-01-01T00:00:00+00:00",
    "module": "0.1.0",
}


def written(**changed: object) -> bytes:
    content = {"format": 1, "module": "0.1.0", "verdicts": [ONE], "checks": [TRY]}
    return json.dumps(content | changed).encode()


# ---- what is kept


def test_a_workspace_without_a_ledger_has_an_empty_one_and_no_file(workspace: Path) -> None:
    kept, said = ledger.read()
    assert (kept, said) == (ledger.Ledger(), "")
    assert list(workspace.iterdir()) == []


def test_verdicts_stay_in_order_and_the_latest_on_a_claim_stands() -> None:
    for claim, then, confidence in (
        ("C25", "supported", 80),
        ("C01", "mixed", 50),
        ("C25", "contradicted", 60),
    ):
        ledger.add_verdict(claim, {"then": then, "since": "mixed"}, confidence, "because")
    kept, _ = ledger.read()
    assert [(v.claim_id, v.then) for v in kept.verdicts] == [
        ("C25", "supported"),
        ("C01", "mixed"),
        ("C25", "contradicted"),
    ]
    assert {c: v.then for c, v in kept.latest().items()} == {"C25": "contradicted", "C01": "mixed"}


def test_what_was_once_right_stays_right_and_every_try_counts() -> None:
    for status in ("not yet", "right", "not yet"):
        ledger.add_try("peak-year", "02", status)
    ledger.add_try("deadlier", "02", "not yet")
    kept, _ = ledger.read()
    assert {q: (t.status, t.tries) for q, t in kept.checks.items()} == {
        "peak-year": ("right", 3),
        "deadlier": ("not yet", 1),
    }


def test_checks_and_verdicts_do_not_wipe_each_other() -> None:
    ledger.add_try("peak-year", "02", "right")
    ledger.add_verdict("C25", {"then": "mixed", "since": "mixed"}, 70, "because")
    ledger.add_try("deadlier", "02", "right")
    kept, _ = ledger.read()
    assert len(kept.verdicts) == 1
    assert set(kept.checks) == {"peak-year", "deadlier"}


def test_the_file_lies_open_and_is_legible(workspace: Path) -> None:
    ledger.add_verdict(
        "C25", {"then": "mixed", "since": "supported"}, 70, "Weil “Zählen” zählt\nund mehr"
    )
    text = (workspace / "ledger.json").read_text(encoding="utf-8")
    assert "Weil “Zählen” zählt" in text
    assert text.endswith("}\n")
    (entry,) = json.loads(text)["verdicts"]
    assert set(entry) == set(ONE)


def test_a_ledger_that_was_moved_here_is_read(workspace: Path) -> None:
    (workspace / "ledger.json").write_bytes(written())
    ledger.add_try("peak-year", "02", "not yet")
    kept, said = ledger.read()
    assert said == ""
    assert kept.checks["peak-year"].tries == 4
    assert kept.checks["peak-year"].status == "right"
    assert kept.verdicts[0].because == "why"


def test_a_forecast_is_sealed_once_and_its_changes_are_kept_beside_it() -> None:
    first, said = ledger.add_forecasts({"F01": 80, "F06": 0})
    again, _ = ledger.add_forecasts({"F01": 60, "F06": 0})
    assert said == ""
    assert [(one.forecast_id, one.percent) for one in first] == [("F01", 80), ("F06", 0)]
    assert [(one.forecast_id, one.percent) for one in again] == [("F01", 60)]
    ledger.add_try("peak-year", "02", "right")
    sealed = ledger.read()[0].sealed()
    assert {name: one.first.percent for name, one in sealed.items()} == {"F01": 80, "F06": 0}
    assert [change.percent for change in sealed["F01"].changes] == [60]
    assert {name: one.latest.percent for name, one in sealed.items()} == {"F01": 60, "F06": 0}


def test_a_ledger_of_before_forecasts_and_single_verdicts_loses_nothing(workspace: Path) -> None:
    (workspace / "ledger.json").write_bytes(written())
    ledger.add_forecasts({"F01": 80})
    kept, said = ledger.read()
    assert said == ""
    content = json.loads((workspace / "ledger.json").read_text(encoding="utf-8"))
    assert content["verdicts"] == [ONE]
    assert kept.verdicts[0].because == "why"
    assert content["forecasts"][0] | {"at": CHANCE["at"], "module": "0.1.0"} == CHANCE


# ---- damaged


DAMAGED = {
    "empty": b"",
    "truncated": written()[:-40],
    "a list": b"[]",
    "a word": b'"ledger"',
    "nothing": b"null",
    "another format": written(format=2),
    "no format": b'{"verdicts": [], "checks": []}',
    "no checks": b'{"format": 1, "verdicts": []}',
    "invalid UTF-8": written().replace(b"why", b"w\xff\xfey"),
    "a verdict with a field too many": written(verdicts=[ONE | {"mood": "low"}]),
    "a verdict with a field missing": written(verdicts=[{"claim_id": "C25"}]),
    "a verdict without a label": written(verdicts=[ONE | {"since": ""}]),
    "a forecast of more than everything": written(forecasts=[CHANCE | {"percent": 101}]),
    "a forecast that is true": written(forecasts=[CHANCE | {"percent": True}]),
    "a forecast without a time": written(forecasts=[{"forecast_id": "F01", "percent": 1}]),
    "a verdict that is a word": written(verdicts=["C25"]),
    "verdicts that are a number": written(verdicts=3),
    "a confidence in words": written(verdicts=[ONE | {"confidence": "high"}]),
    "a time that is a number": written(verdicts=[ONE | {"at": 2026}]),
    "tries in words": written(checks=[TRY | {"tries": "three"}]),
    "checks without a question": written(checks=[{"status": "right"}]),
    "a question that is a list": written(checks=[TRY | {"question": ["a"]}]),
    "an endless number": b'{"format": ' + b"1" * 5000 + b"}",
    "nested without end": b"[" * 100_000,
    "binary": bytes(range(256)),
}


@pytest.mark.parametrize("damage", DAMAGED)
def test_a_damaged_ledger_is_set_aside_unchanged_and_said(damage: str, workspace: Path) -> None:
    (workspace / "ledger.json").write_bytes(DAMAGED[damage])
    card = repr(check("peak-year", 1969))
    (kept,) = place.backups(workspace).iterdir()
    assert kept.read_bytes() == DAMAGED[damage]
    assert "✓ Right" in card
    assert "Your ledger could not be read." in card
    assert f"It was kept as {kept} and a new one begun" in card
    now, said = ledger.read()
    assert said == ""
    assert now.checks["peak-year"].tries == 1


def test_looking_at_a_damaged_ledger_says_so_too(workspace: Path) -> None:
    (workspace / "ledger.json").write_bytes(b"{")
    view = show()
    assert "could not be read" in repr(view)
    assert "could not be read" in view._repr_html_()
    assert "No verdict recorded yet." in view._repr_html_()
    assert [p.read_bytes() for p in place.backups(workspace).iterdir()] == [b"{"]


def test_two_damaged_ledgers_are_both_kept(workspace: Path) -> None:
    for content in (b"{1", b"{2"):
        (workspace / "ledger.json").write_bytes(content)
        ledger.read()
    assert {p.read_bytes() for p in place.backups(workspace).iterdir()} == {b"{1", b"{2"}


def test_a_damaged_ledger_that_cannot_be_set_aside_stays_and_is_said(workspace: Path) -> None:
    (workspace / "ledger.json").write_bytes(b"{")
    (workspace / ".aftermosul").write_text("a file in the way", encoding="utf-8")
    with pytest.raises(Problem, match="ledger"):
        show()
    card = repr(check("peak-year", 1969))
    assert "✓ Right" in card
    assert "could not be" in card
    assert (workspace / "ledger.json").read_bytes() == b"{"


# ---- where nothing can be written


def blocked_by_a_folder(workspace: Path) -> None:
    (workspace / "ledger.json").mkdir()


def blocked_lock(workspace: Path) -> None:
    (workspace / ".ledger.json.lock").mkdir()


def no_workspace_but_a_file(workspace: Path) -> None:
    workspace.rmdir()
    workspace.write_text("a file", encoding="utf-8")


@pytest.mark.parametrize("block", [blocked_by_a_folder, blocked_lock, no_workspace_but_a_file])
def test_a_check_shows_its_card_where_nothing_can_be_recorded(block, workspace: Path) -> None:
    block(workspace)
    for answer, title in ((1969, "✓ Right"), (86, "Not yet")):
        card = repr(check("peak-year", answer))
        assert card.startswith(title)
        assert sum("can't be" in line for line in card.splitlines()) == 1


@pytest.mark.parametrize("block", [blocked_by_a_folder, blocked_lock, no_workspace_but_a_file])
def test_a_verdict_that_cannot_be_recorded_is_said_in_one_sentence(block, workspace: Path) -> None:
    block(workspace)
    with pytest.raises(Problem, match="can't be") as said:
        verdict("C30", then="mixed", since="mixed", confidence=70, because="so")
    assert "\n" not in str(said.value)


def test_a_full_disk_leaves_the_old_ledger_whole(
    workspace: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    ledger.add_verdict("C25", {"then": "mixed", "since": "mixed"}, 70, "because")
    before = (workspace / "ledger.json").read_bytes()

    def full(_: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(Problem, match="No space left on device"):
        ledger.add_verdict("C01", {"then": "mixed", "since": "mixed"}, 70, "because")
    assert "No space left on device" in repr(check("peak-year", 1969))
    assert (workspace / "ledger.json").read_bytes() == before
    assert {p.name for p in workspace.iterdir()} <= {"ledger.json", ".ledger.json.lock"}


def test_a_folder_named_but_not_made_yet_gets_its_ledger_or_a_sentence(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(place.VARIABLE, str(tmp_path / "not-there"))
    card = repr(check("peak-year", 1969))
    recorded = (tmp_path / "not-there" / "ledger.json").is_file()
    assert recorded != ("could not be recorded" in card)


# ---- two notebooks at once


WRITER = """
import sys
from aftermosul.workspace import ledger
who, times = sys.argv[1], int(sys.argv[2])
for number in range(times):
    ledger.add_try("peak-year", "02", "not yet")
    ledger.add_try(f"{who}-{number}", "02", "right")
    ledger.add_verdict("C25", {"then": "mixed", "since": "mixed"}, number, who)
"""


def test_two_notebooks_that_record_at_once_lose_nothing(workspace: Path) -> None:
    times = 20
    command = [sys.executable, "-c", WRITER]
    writers = [
        subprocess.Popen([*command, who, str(times)], stderr=subprocess.PIPE, text=True)
        for who in ("one", "two")
    ]
    for writer in writers:
        _, complaint = writer.communicate()
        assert writer.returncode == 0, complaint
    kept, said = ledger.read()
    assert said == ""
    assert kept.checks["peak-year"].tries == 2 * times
    for who in ("one", "two"):
        assert [v.confidence for v in kept.verdicts if v.because == who] == list(range(times))
        assert sum(question.startswith(f"{who}-") for question in kept.checks) == times
    assert not place.backups(workspace).exists()


def test_a_ledger_in_use_is_said_and_not_waited_for_without_end(
    workspace: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    class Held(filelock.FileLock):
        def acquire(self, *_: object, **__: object) -> None:
            raise filelock.Timeout(str(self.lock_file))

    monkeypatch.setattr(filelock, "FileLock", Held)
    with pytest.raises(Problem, match="in use by another notebook"):
        ledger.add_verdict("C25", {"then": "mixed", "since": "mixed"}, 70, "because")
    assert "✓ Right" in repr(check("peak-year", 1969))
