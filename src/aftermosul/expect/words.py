"""Expecting words: one of a few options, or a collection of names."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np
import pandas as pd

from aftermosul.expect.saying import NotAsExpected, aim, answered, clip, kind, listed


def choice(
    value: object,
    expected: str,
    *,
    name: str,
    options: Sequence[str],
    wrong: Mapping[str, str] | None = None,
) -> None:
    """Expect one of `options`, written as text; capitals, and spaces or brackets round it,
    don't matter."""
    seen = _as_choice(value, name, options)
    if seen != expected.lower():
        sentences = {key.lower(): text for key, text in (wrong or {}).items()}
        raise NotAsExpected(sentences.get(seen, f'{name} is "{seen}": think again.'))


def a_choice(value: object, *, name: str, options: Sequence[str]) -> None:
    """Expect any one of `options`: a visible test that gives nothing away."""
    _as_choice(value, name, options)


def _as_choice(value: object, name: str, options: Sequence[str]) -> str:
    answered(value, name)
    if type(value) is not str:
        raise NotAsExpected(f"{name} is {kind(value)}; write one of {listed(options)} in quotes.")
    seen = value.strip().strip("().").strip().lower()
    if seen not in {option.lower() for option in options}:
        raise NotAsExpected(f'{name} is "{clip(value)}"; choose one of {listed(options)}.')
    return seen


def names(
    value: object,
    expected: Sequence[str],
    *,
    name: str,
    wrong: Mapping[tuple[str, ...], str] | None = None,
    looked_for: str = "",
) -> None:
    """Expect these texts, in any order: a list, tuple, set, or a column or array of text.

    `wrong` maps usual wrong collections to the sentence that sets each right. What is missing is
    counted and never named.
    """
    seen = _as_names(value, name)
    if seen == set(expected):
        return
    for mistake, sentence in (wrong or {}).items():
        if seen == set(mistake):
            raise NotAsExpected(sentence)
    strangers = sorted(seen - set(expected))
    if strangers:
        which = f'"{clip(strangers[0])}", which does not belong there'
        raise NotAsExpected(f"{name} holds {which}.{aim(looked_for)}")
    missing = len(set(expected) - seen)
    raise NotAsExpected(f"{name} lacks {missing} of those asked for.{aim(looked_for)}")


def some_names(value: object, *, name: str) -> None:
    """Expect texts, whatever they are: a visible test that helps and gives nothing away."""
    _as_names(value, name)


def _as_names(value: object, name: str) -> set[str]:
    answered(value, name)
    if isinstance(value, str):
        raise NotAsExpected(f'{name} is the text "{clip(value)}"; a list of texts is asked for.')
    if not isinstance(value, (list, tuple, set, frozenset, pd.Series, pd.Index, np.ndarray)):
        raise NotAsExpected(f"{name} is {kind(value)}; a list of texts is asked for.")
    items = list(value)
    others = [item for item in items if not isinstance(item, str)]
    if others:
        raise NotAsExpected(f"{name} holds {kind(others[0])}; write each name in quotes.")
    if not items:
        raise NotAsExpected(f"{name} is empty; a list of texts is asked for.")
    return set(items)
