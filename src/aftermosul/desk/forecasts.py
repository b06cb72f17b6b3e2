"""`forecast`: how likely was it, as of the essay's day? Sealed before any history is told."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

import pandas as pd

from aftermosul.display import dates
from aftermosul.display.cards import Card, Kind, paragraphs
from aftermosul.evidence import asking
from aftermosul.evidence.dating import ESSAY
from aftermosul.evidence.forecasts import asked
from aftermosul.workspace import ledger as store

if TYPE_CHECKING:
    from aftermosul.questions.form import Form

_UNSAID = object()
_EXAMPLE = 'forecast("F01", 80)'
_PERCENT = "a whole number from 0 to 100"


@asking.called_like(_EXAMPLE)
def forecast(forecast_id: object = _UNSAID, percent: object = _UNSAID) -> Card | Form:
    """Seal how likely you think something was, as of the day on which the essay appeared.

    `forecast()` is a form with ten questions, and more behind a fold; `forecast("F01", 80)` says
    the same of one in code.

    Parameters
    ----------
    forecast_id
        Such as `"F01"`. Raises `Problem`, with the nearest ids, for an unknown one.
    percent
        A whole number from 0 (it won't happen) to 100 (it will).

    Nothing is recorded for a question that you leave alone. The first figure is sealed with its
    time; a later one is kept beside it, as changed after sealing.
    """
    if forecast_id is _UNSAID and percent is _UNSAID:
        return _form()
    name = asking.one_name(forecast_id, asked(), "forecast", _EXAMPLE)
    if percent is _UNSAID or percent is ...:
        return _said("not-tried", f"Forecast {name}", asked()[name].question, _how_to(name))
    if not asking.whole_percent(percent):
        said = f"The percentage should be {_PERCENT}, without quotes or a percent sign."
        return _said("not-yet", f"Not sealed: {name}", said)
    return _sealed({name: int(percent)})  # type: ignore[call-overload]


def _how_to(name: str) -> str:
    return f'Nothing is sealed yet. Say how likely it is, in percent: forecast("{name}", 80).'


def _form() -> Form:
    """Every question with a slider that says nothing before it is moved."""
    from aftermosul.questions.form import Chance, Form

    questions = asked().values()
    core = sum(one.core for one in questions)
    more = f"{len(questions) - core} more, for those who like"
    fields = [
        Chance(one.forecast_id, f"{one.forecast_id}. {one.question}", "" if one.core else more)
        for one in questions
    ]
    kept, said = store.read()
    sealed = kept.sealed()
    return Form(
        f"It is {dates.day(pd.Timestamp(ESSAY))}. How likely is each of these, from 0 to 100 "
        "percent? “The group” is Islamic State.",
        fields,
        "Seal",
        _answered,
        given={name: one.latest.percent for name, one in sealed.items() if name in asked()},
        reply=_before(sealed, said),
    )


def _before(sealed: Mapping[str, store.Sealed], said: str) -> Card | None:
    """What a form says before it is used: nothing, where nothing was sealed."""
    if not sealed:
        return _said("note", "Your ledger", said) if said else None
    since = min(_minute(one.first.at) for one in sealed.values())
    text = f"Sealed since {since} (UTC): {_forecasts(len(sealed))}. Nothing more is asked of you."
    return _said("note", "Sealed already", text, _KEPT)


def _answered(given: Mapping[str, object]) -> Card:
    """What *Seal* does with what stands in the form: untouched sliders give empty text."""
    moved = {name: value for name, value in given.items() if value != ""}
    if not moved:
        said = "No slider was moved, so nothing is recorded. You may leave it so."
        return _said("not-tried", "Nothing sealed", said)
    wrong = [name for name, value in moved.items() if not asking.whole_percent(value)]
    if wrong:
        return _said("not-yet", "Not sealed", f"{', '.join(wrong)} should be {_PERCENT}.")
    return _sealed({name: int(value) for name, value in moved.items()})  # type: ignore[call-overload]


_KEPT = (
    "What is sealed stays, and lesson 15 will score it. A later change is kept beside it, marked "
    "as changed after sealing."
)


def _sealed(given: Mapping[str, int]) -> Card:
    """Record forecasts, and say which are new and which were changed."""
    added, said = store.add_forecasts(given)
    if not added:
        text = "This is what your ledger holds already: nothing was added."
        return _said("note", "Nothing new", text, said)
    sealed = store.read()[0].sealed()
    new = [one for one in added if sealed[one.forecast_id].first == one]
    changed = [one for one in added if one not in new]
    texts = []
    if new:
        listed = ", ".join(f"{one.forecast_id} {one.percent} %" for one in new)
        texts.append(f"Sealed at {_minute(added[0].at)} (UTC): {listed}.")
    if changed:
        listed = ", ".join(
            f"{one.forecast_id} {sealed[one.forecast_id].first.percent} % to {one.percent} %"
            for one in changed
        )
        texts.append(f"Changed after sealing: {listed}.")
    title = f"Sealed: {_forecasts(len(new))}" if new else f"Changed: {_forecasts(len(changed))}"
    return _said("right", title, *texts, _KEPT, said)


def _forecasts(number: int) -> str:
    return "1 forecast" if number == 1 else f"{number} forecasts"


def _minute(stamp: str) -> str:
    return stamp[:16].replace("T", " ")


def _said(kind: Kind, title: str, *texts: str) -> Card:
    kept = [text for text in texts if text]
    return Card(kind, title, paragraphs(*kept), "\n".join(kept))
