"""The instrument as Python has it: its values, its words, what it carries to the browser."""

from __future__ import annotations

import json

import altair as alt
import ipywidgets
import pandas as pd
import pytest
import traitlets
from ipywidgets.embed import dependency_state

from aftermosul import instruments
from aftermosul.figures import bundle, widget
from aftermosul.figures.controls import Switch
from aftermosul.figures.readings import Words
from aftermosul.figures.steps import Step
from aftermosul.figures.widget import Instrument
from aftermosul.problems import Problem
from aftermosul.workspace import ledger
from tests.figures import kept

every = pytest.mark.parametrize("name", instruments.__all__)
FIRST = {
    "window": [1968, 1972],
    "baseline": [1980, 1989],
    "measure": "incidents",
    "marks": "first",
    "guess": None,
}


@pytest.fixture
def figure() -> Instrument:
    return instruments.hijackings()


# ---- moving controls from Python


def test_it_starts_on_its_first_step_before_any_guess(figure: Instrument) -> None:
    assert figure.values == FIRST


def test_moving_one_control_leaves_the_others_where_they_were(figure: Instrument) -> None:
    figure.set(window=(1970, 1979))
    figure.set(measure="deaths", marks="none")
    assert figure.values == {
        **FIRST,
        "window": [1970, 1979],
        "measure": "deaths",
        "marks": "none",
    }


def test_moving_nothing_changes_nothing(figure: Instrument) -> None:
    figure.set()
    assert figure.values == FIRST


def test_an_unknown_control_is_told_with_the_known_ones(figure: Instrument) -> None:
    with pytest.raises(
        Problem, match='no control "widow"; there are window, baseline, measure, marks'
    ):
        figure.set(widow=(1970, 1979))
    assert figure.values == FIRST


@pytest.mark.parametrize(
    "values",
    [
        {"window": (1989, 1980)},
        {"window": "1980"},
        {"measure": "rides"},
        {"marks": 1},
        {"guess": 1969},
        {"guess": {"peak": 1800}},
        {"guess": {"peak": True}},
        {"guess": {}},
        {"baseline": (1970, 1979), "measure": "rides"},
    ],
)
def test_a_bad_value_is_refused_and_nothing_moves_not_even_the_good_ones(
    figure: Instrument, values: dict[str, object]
) -> None:
    with pytest.raises(Problem):
        figure.set(**values)
    assert figure.values == FIRST


# ---- what comes back from the browser


def test_the_browser_may_send_some_values_only(figure: Instrument) -> None:
    figure.set_state({"values": {"window": [1950, 1959]}})
    assert figure.values == {**FIRST, "window": [1950, 1959]}
    figure.set_state({"values": {}})
    assert figure.values == {**FIRST, "window": [1950, 1959]}


def test_a_year_that_javascript_sent_as_a_float_is_a_year(figure: Instrument) -> None:
    figure.set_state({"values": {"window": [1950.0, 1959.0]}})
    assert [type(year) for year in figure.values["window"]] == [int, int]


@pytest.mark.parametrize(
    "values",
    [
        None,
        [],
        "window",
        3,
        {"window": None},
        {"window": [None, None]},
        {"window": [1980, "1989"]},
        {"window": [-1e308, 1e308]},
        {"measure": ["deaths"]},
        {"marks": "false"},
        {"guess": "skip"},
        {"guess": {"peak": "1969"}},
        {"__proto__": {}},
        {"window ": [1980, 1989]},
        {1: 2},
    ],
)
def test_nonsense_from_the_browser_is_refused_and_nothing_moves(
    figure: Instrument, values: object
) -> None:
    with pytest.raises((Problem, traitlets.TraitError)):
        figure.set_state({"values": values})
    with pytest.raises((Problem, traitlets.TraitError)):
        figure.values = values
    assert figure.values == FIRST


def test_a_program_can_follow_the_values(figure: Instrument) -> None:
    seen = []
    figure.observe(lambda change: seen.append(change["new"]["window"]), "values")
    figure.set(window=(1970, 1979))
    figure.set(window=(1970, 1979))
    assert seen == [[1970, 1979]]


def test_two_figures_do_not_move_each_other() -> None:
    one, other = instruments.hijackings(), instruments.hijackings()
    one.set(window=(1970, 1979))
    assert other.values == FIRST


# ---- a guess, and steps


def test_a_guess_is_kept_in_the_values_and_in_the_ledger(figure: Instrument) -> None:
    figure.set_state({"values": {"guess": {"peak": 1985}}})
    assert figure.values["guess"] == {"peak": 1985}
    figure.set(window=(1970, 1979))
    kept, said = ledger.read()
    assert said == ""
    assert [(one.figure, one.given) for one in kept.guesses] == [
        ("hijackings-peak", {"peak": 1985})
    ]
    instruments.hijackings().set(guess="skipped")
    assert [one.given for one in ledger.read()[0].guesses] == [{"peak": 1985}, {}]


def test_a_ledger_that_cannot_be_written_costs_no_figure(
    figure: Instrument, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_: object) -> str:
        raise Problem("This could not be recorded.")

    monkeypatch.setattr(ledger, "add_guess", refuse)
    figure.set(guess={"peak": 1985})
    assert figure.values["guess"] == {"peak": 1985}


def small(**changed: object) -> Instrument:
    """A figure of one control and two steps, with something about it changed."""
    controls = [Switch("on", "On", False)]
    chart = alt.Chart(pd.DataFrame({"a": [1]})).mark_point().encode(x="a:Q")
    given = {"title": "A small figure", "caption": "One point.", "alt": "One point at one."}
    words = Words(**{k: str(changed.pop(k, v)) for k, v in given.items()})
    steps = changed.pop("steps", (Step("First", {"on": True}, "It is on."), Step("b", {}, "Off?")))
    return Instrument([chart.add_params(*controls[0].params())], controls, words, steps=steps)


def test_a_step_sets_what_it_names_and_the_rest_to_its_start() -> None:
    figure = small()
    assert [(label, values) for label, values, _ in figure.steps] == [
        ("First", {"on": True}),
        ("b", {"on": False}),
    ]
    assert figure.values == {"on": True}


def test_a_step_that_cannot_be_set_is_refused_when_the_figure_is_made() -> None:
    with pytest.raises(Problem, match='no control "off"'):
        small(steps=(Step("a", {"off": True}, "Is it?"),))
    with pytest.raises(Problem, match="True or False"):
        small(steps=(Step("a", {"on": 1}, "Is it?"),))


def test_a_story_ends_with_a_question_and_its_words_are_few() -> None:
    with pytest.raises(ValueError, match="ends with a question"):
        small(steps=(Step("a", {}, "It is."),))
    with pytest.raises(ValueError, match="26 words where 25"):
        Step("a", {}, "word " * 26)
    with pytest.raises(ValueError, match="36 words where 35"):
        small(caption="word " * 36)


# ---- what is said


@every
def test_where_no_widget_is_drawn_the_figure_is_told_in_words(name: str) -> None:
    figure = kept.figure(name)
    assert figure.title in repr(figure)
    assert figure.alt in repr(figure)
    assert figure.caption in repr(figure)


@every
def test_a_saved_notebook_keeps_those_words_whole(name: str) -> None:
    figure = kept.figure(name)
    shown = figure._repr_mimebundle_()
    data = shown[0] if isinstance(shown, tuple) else shown
    assert data["text/plain"] == repr(figure)
    assert data["text/html"] == figure.still()
    assert "application/vnd.jupyter.widget-view+json" in data


# ---- what is carried to the browser


@every
def test_everything_that_is_carried_is_plain_json(name: str) -> None:
    state = kept.figure(name).get_state()
    assert state["runtime"].startswith("IPY_MODEL_")
    plain = json.loads(json.dumps(state, allow_nan=False))
    assert plain["values"] == state["values"]
    assert plain["reading"] == json.loads(json.dumps(state["reading"], sort_keys=True))


@every
def test_what_may_be_absent_is_a_list_that_javascript_can_ask(name: str) -> None:
    state = kept.figure(name).get_state()
    for name in ("reading", "twin", "click"):
        assert isinstance(state[name], list)
        assert len(state[name]) <= 1


@every
def test_charts_are_carried_as_text_so_that_saving_does_not_spread_them(name: str) -> None:
    for chart in kept.figure(name).charts:
        assert isinstance(chart, str)
        assert "\n" not in chart
        assert '": ' not in chart
        assert json.loads(chart)["$schema"].startswith("https://vega.github.io/schema/vega-lite/")


def test_three_figures_share_one_runtime_that_holds_the_bundle() -> None:
    figures = [instruments.hijackings(), instruments.claims(), instruments.hijackings()]
    assert len({figure.runtime.model_id for figure in figures}) == 1
    assert figures[0].runtime.code == bundle.code()
    assert figures[0].runtime.digest == bundle.digest()


@pytest.mark.parametrize("indent", [None, 1])
def test_a_notebook_with_three_figures_saves_the_bundle_once_and_under_a_megabyte_and_a_half(
    indent: int | None,
) -> None:
    figures = [instruments.hijackings() for _ in range(3)]
    state = dependency_state(figures, drop_defaults=False)
    holds = [key for key, model in state.items() if model["state"].get("code") == bundle.code()]
    assert holds == [widget.runtime().model_id]
    assert {figure.model_id for figure in figures} <= set(state)
    saved = json.dumps(state, indent=indent)
    assert saved.count(json.dumps(bundle.code()[:2000])[1:-1]) == 1
    assert len(saved.encode()) < 1_500_000


def test_a_closed_runtime_is_made_anew_for_the_next_figure() -> None:
    before = instruments.hijackings().runtime
    before.close()
    after = instruments.hijackings().runtime
    assert after is not before
    assert after.comm is not None
    assert after.code == bundle.code()
    assert instruments.claims().runtime is after


def test_closing_every_widget_leaves_a_notebook_that_can_draw_again() -> None:
    instruments.hijackings()
    ipywidgets.Widget.close_all()
    figure = instruments.hijackings()
    assert figure.comm is not None
    assert figure.runtime.comm is not None
