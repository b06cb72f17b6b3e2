"""What a control takes as a value, from a reader's code or from a browser, and what it refuses."""

from __future__ import annotations

import json
from fractions import Fraction

import numpy as np
import pytest

from aftermosul.figures.controls import Choice, Control, Range, Switch, Window, as_spec
from aftermosul.problems import Problem

SENTENCE = Range("sentence", "Sentence", 1, 30, 16)
SHARE = Range("share", "Share", -0.5, 1.0, 0.5, step=0.1, unit="%")
YEARS = Window("window", "Your window", 1942, 2019, (1980, 1989))
MEASURE = Choice("measure", "Show", (("incidents", "Incidents"), ("deaths", "Deaths")), "deaths")
MARKS = Switch("marks", "Mark the measures", True)
ALL: list[Control] = [SENTENCE, SHARE, YEARS, MEASURE, MARKS]

NUMBERS_THAT_ARE_NONE = [
    None,
    "16",
    "",
    True,
    False,
    [16],
    {"value": 16},
    1j,
    float("nan"),
    float("inf"),
    float("-inf"),
    10**400,
    np.bool_(True),
]


@pytest.mark.parametrize("value", [1, 30, 16, 16.0, np.int64(16), np.float64(16.0), Fraction(16)])
def test_a_range_takes_whole_numbers_however_they_come(value: object) -> None:
    taken = SENTENCE.check(value)
    assert taken == value
    assert type(taken) is int


@pytest.mark.parametrize("value", [*NUMBERS_THAT_ARE_NONE, 0, 31, 0.999, -16, 1.5, 16.0001])
def test_a_range_refuses_what_its_slider_cannot_stand_on(value: object) -> None:
    with pytest.raises(Problem, match="sentence takes a number from 1 to 30"):
        SENTENCE.check(value)


@pytest.mark.parametrize("value", [-0.5, -0.4, 0, 0.3, 0.1 + 0.2, 0.7, 1, np.float64(0.9)])
def test_a_range_of_tenths_takes_every_tenth(value: float) -> None:
    assert SHARE.check(value) == value
    assert type(SHARE.check(value)) in {int, float}


@pytest.mark.parametrize("value", [0.35, 1.1, -0.6, 0.999])
def test_a_range_of_tenths_refuses_what_lies_between(value: float) -> None:
    with pytest.raises(Problem, match=r"steps of 0\.1"):
        SHARE.check(value)


@pytest.mark.parametrize(
    "value",
    [
        (1970, 1979),
        [1970, 1979],
        [1970.0, 1979.0],
        (np.int64(1970), np.float64(1979)),
        [1942, 2019],
        [1942, 1942],
    ],
)
def test_a_window_takes_two_whole_numbers_in_order(value: object) -> None:
    taken = YEARS.check(value)
    assert taken == list(value)  # type: ignore[call-overload]
    assert [type(part) for part in taken] == [int, int]


@pytest.mark.parametrize(
    "value",
    [
        *NUMBERS_THAT_ARE_NONE,
        1980,
        "1980-1989",
        "99",
        b"\x01\x02",
        [],
        [1980],
        [1980, 1985, 1989],
        [1989, 1980],
        [1941, 1950],
        [2010, 2020],
        [1980.5, 1989],
        ["1980", "1989"],
        [True, 1989],
        [None, 1989],
        [1980, None],
        [1980, float("nan")],
        [1980, float("inf")],
        [1980, 10**400],
        [[1980], [1989]],
        {"From": 1980, "To": 1989},
        {1980, 1989},
    ],
)
def test_a_window_refuses_everything_else(value: object) -> None:
    with pytest.raises(Problem, match=r"window takes a first and a last number .*\(1980, 1989\)"):
        YEARS.check(value)


@pytest.mark.parametrize("value", ["incidents", "deaths"])
def test_a_choice_takes_its_options(value: str) -> None:
    assert MEASURE.check(value) == value


@pytest.mark.parametrize(
    "value",
    [None, 0, "", "Deaths", "DEATHS", "deaths ", ["deaths"], {"deaths": 1}, ("deaths", "Deaths")],
)
def test_a_choice_refuses_everything_else_and_names_its_options(value: object) -> None:
    with pytest.raises(Problem, match="measure takes one of incidents, deaths"):
        MEASURE.check(value)


@pytest.mark.parametrize("value", [True, False])
def test_a_switch_takes_true_and_false(value: bool) -> None:
    assert MARKS.check(value) is value


@pytest.mark.parametrize("value", [None, 0, 1, "true", "", [], [True], float("nan")])
def test_a_switch_refuses_everything_else(value: object) -> None:
    with pytest.raises(Problem, match="marks takes True or False"):
        MARKS.check(value)


@pytest.mark.parametrize("control", ALL, ids=lambda control: control.name)
def test_a_control_takes_its_own_first_value(control: Control) -> None:
    assert json.loads(json.dumps(control.check(control.value))) == control.check(control.value)


@pytest.mark.parametrize("control", ALL, ids=lambda control: control.name)
def test_the_browser_gets_a_control_as_plain_json_with_its_kind(control: Control) -> None:
    spec = as_spec(control)
    plain = json.loads(json.dumps(spec))
    assert plain["kind"] == type(control).__name__.lower()
    assert plain["name"] == control.name
    assert plain["label"] == control.label


def test_the_order_of_a_choices_options_survives_saving() -> None:
    saved = json.loads(json.dumps(as_spec(MEASURE), sort_keys=True))
    assert saved["options"] == [["incidents", "Incidents"], ["deaths", "Deaths"]]


def test_a_window_sets_two_parameters_and_every_other_control_one() -> None:
    names = {control.name: [param.name for param in control.params()] for control in ALL}
    assert names == {
        "sentence": ["sentence"],
        "share": ["share"],
        "window": ["windowFrom", "windowTo"],
        "measure": ["measure"],
        "marks": ["marks"],
    }
