"""The forecasts as questions alone, as they could be asked when the essay appeared."""

from __future__ import annotations

from dataclasses import dataclass

from aftermosul.evidence.tables import load

_SEEN = ["id", "core", "question"]
"""The only columns that are looked at here: every other may tell what came after the essay."""


@dataclass(frozen=True)
class Asked:
    """A question about what was still to come; `core` where every reader is asked it."""

    forecast_id: str
    question: str
    core: bool


def asked() -> dict[str, Asked]:
    """Every question by its id, the core ten first. No outcome, and no hint of one."""
    table = load("forecasts")[_SEEN]
    found = [
        Asked(str(row["id"]), str(row["question"]), row["core"] == "yes")
        for row in table.to_dict("records")
    ]
    return {one.forecast_id: one for one in sorted(found, key=lambda one: not one.core)}
