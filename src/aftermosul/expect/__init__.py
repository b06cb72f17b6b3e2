"""Helpers for authors of tests and self-checks: type first, then shape, then value.

Each helper returns nothing where an answer is as expected and raises `NotAsExpected`
otherwise. Its message speaks to the student: it says what was looked for and what was seen,
and never gives the expected value away. Types come first, so that an object that claims to
equal everything passes nothing. Precision is stated by `nearest`, a power of ten: an answer is
right when it lies within half of it, and `stated(nearest)` says it in words.
"""

from aftermosul.expect.numbers import a_number, number
from aftermosul.expect.parts import form, marks, quiet, returns
from aftermosul.expect.precision import stated
from aftermosul.expect.saying import NotAsExpected, NotTried, answered
from aftermosul.expect.tables import a_series, a_table, series, table
from aftermosul.expect.words import a_choice, choice, names, some_names

__all__ = [
    "NotAsExpected",
    "NotTried",
    "a_choice",
    "a_number",
    "a_series",
    "a_table",
    "answered",
    "choice",
    "form",
    "marks",
    "names",
    "number",
    "quiet",
    "returns",
    "series",
    "some_names",
    "stated",
    "table",
]
